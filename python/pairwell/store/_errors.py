"""What a database refuses, as a sentence that names the place and the remedy.

Nothing of a statement, its values or a password is in such a sentence, nor in what an error leads
back to: a statement's values are what people wrote about themselves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from pairwell import _core

_CORRUPT = "the file is damaged; restore it from a copy or an export"
_ALTERED = (
    "its tables are not as they were made: pairwell audit says what was changed; restore it from a"
    " copy or an export"
)


class DamagedError(_core.Error):
    """A store's file or tables are not as they were made."""


_SQLITE = {
    "SQLITE_FULL": "the disk is full; free some space and try again",
    "SQLITE_READONLY": "the file cannot be written; make sure that you may write both the file and"
    " its folder",
    "SQLITE_BUSY": "another program has kept the file locked; end it, or try again later",
    "SQLITE_LOCKED": "another program has kept the file locked; end it, or try again later",
    "SQLITE_CANTOPEN": "the file cannot be opened; make sure that you may read and write both the"
    " file and its folder",
    "SQLITE_NOTADB": "this is not a database; name the file of a store",
    "SQLITE_CORRUPT": _CORRUPT,
    "SQLITE_IOERR": "the disk could not be read or written; check the disk and try again",
    "SQLITE_AUTH": "this desk has no access to that part of the store",
}
_POSTGRES = {
    "53100": "the server's disk is full; free some space there and try again",
    "53300": "the server takes no more connections; try again later",
    "25006": "the server can only be read from; connect to the one that takes writes",
    "55P03": "another program has kept the store locked; end it, or try again later",
    "57P03": "the server is starting or stopping; try again later",
    "42501": "this login has no access to that part of the store; the store's owner gives it with:"
    " pairwell allow LOGIN DESK --id PROGRAMME",
    "42704": "there is no such login; make it with createuser",
    "22008": "the clock of this machine is behind the last record, or more than ten minutes ahead"
    " of the server's; set it right",
    "28P01": "the server refuses this user or password; check the URL or ~/.pgpass",
    "28000": "the server refuses this user; check the URL or ~/.pgpass",
    "42P01": _ALTERED,
    "42703": _ALTERED,
    "3F000": _ALTERED,
    "42883": _ALTERED,
    "3D000": "there is no such database; create it with createdb",
}


class UncertainError(_core.Error):
    """The connection was lost while a change was being kept: it may have been written, or not."""


class AlreadyWrittenError(_core.Error):
    """A change with the same request is on record already, so that nothing was written again."""

    seq: int
    """The record that the change has."""


@contextmanager
def sentences(url: URL) -> Iterator[None]:
    """Turn what the database at a URL refuses into an `Error` of one sentence.

    Nothing was changed then: the transaction that met the refusal is rolled back as a whole.
    """
    try:
        yield
    except SQLAlchemyError as error:
        reason = reason_of(getattr(error, "orig", None) or error, url)
        kind = DamagedError if reason in (_CORRUPT, _ALTERED) else _core.Error
        refused = kind(f"{place(url)}: {reason}. Nothing was changed.")
        try:
            raise refused from None
        finally:
            refused.__context__ = None  # the driver's error quotes the row


def place(url: URL) -> str:
    """Name a store for people, without its password, wherever in the URL that is."""
    if url.get_backend_name() == "sqlite":
        return str(Path(url.database or ""))
    bare = url.set(drivername="postgresql").difference_update_query(list(url.query))
    return bare.render_as_string(hide_password=True)


def reason_of(cause: BaseException, url: URL) -> str:
    """Say why a database refuses, and what to do; nothing of the driver's own words on a row."""
    if isinstance(cause, sqlite3.Error):
        return _sqlite_reason(cause)
    state = getattr(cause, "sqlstate", None)
    kind = type(cause).__name__
    if state is None and kind in ("OperationalError", "ConnectionTimeout", "InterfaceError"):
        # The server could not be reached, or went away: there is no code, and the driver says why.
        said = " ".join(str(cause).split()).rstrip(".")
        secrets = [str(url.password or ""), *map(str, url.query.values())]
        why = "" if any(secret and secret in said for secret in secrets) else f" ({said})"
        return f"the server cannot be reached{why}; check that it runs, and that the URL is right"
    if state == "57P01":
        return "the server was shut down; try again later"
    if state is None and "NUL" in str(cause):
        return "the text holds a NUL character, which PostgreSQL cannot keep; take it out"
    told = f"{state}, {kind}" if state else kind
    return _POSTGRES.get(state or "", f"the database refused it ({told})")


def _sqlite_reason(cause: sqlite3.Error) -> str:
    code = getattr(cause, "sqlite_errorname", "")
    # "SQLITE_IOERR_WRITE" is a kind of "SQLITE_IOERR".
    main = "_".join(code.split("_")[:2])
    if main not in _SQLITE and ("not authorized" in str(cause) or "prohibited" in str(cause)):
        main = "SQLITE_AUTH"
    if main == "SQLITE_ERROR" and str(cause).startswith(("no such table", "no such column")):
        return _ALTERED
    return _SQLITE.get(main, f"the database refused it ({code or type(cause).__name__})")
