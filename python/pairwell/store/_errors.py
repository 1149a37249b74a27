"""What a database refuses, as a sentence that names the place and the remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from pairwell import _core

_SQLITE = {
    "SQLITE_FULL": "the disk is full; free some space and try again",
    "SQLITE_READONLY": "the file cannot be written; make sure that you may write both the file and"
    " its folder",
    "SQLITE_BUSY": "another program has kept the file locked; end it, or try again later",
    "SQLITE_LOCKED": "another program has kept the file locked; end it, or try again later",
    "SQLITE_CANTOPEN": "the file cannot be opened; make sure that you may read and write both the"
    " file and its folder",
    "SQLITE_NOTADB": "this is not a database; name the file of a store",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a copy or an export",
    "SQLITE_IOERR": "the disk could not be read or written; check the disk and try again",
    "SQLITE_AUTH": "this desk has no access to that part of the store",
}
_POSTGRES = {
    "53100": "the server's disk is full; free some space there and try again",
    "53300": "the server takes no more connections; try again later",
    "25006": "the server can only be read from; connect to the one that takes writes",
    "55P03": "another program has kept the store locked; end it, or try again later",
    "57P03": "the server is starting or stopping; try again later",
    "42501": "this login has no access to that part of the store; a database administrator can"
    " grant it the desk's role",
    "28P01": "the server refuses this user or password; check the URL or ~/.pgpass",
    "28000": "the server refuses this user; check the URL or ~/.pgpass",
    "3D000": "there is no such database; create it with createdb",
}


@contextmanager
def sentences(url: URL) -> Iterator[None]:
    """Turn what the database at a URL refuses into an `Error` of one sentence.

    Nothing was changed then: the transaction that met the refusal is rolled back as a whole.
    """
    try:
        yield
    except DBAPIError as error:
        reason = reason_of(error, url)
        if reason is None:
            raise
        raise _core.Error(f"{place(url)}: {reason}. Nothing was changed.") from error


def place(url: URL) -> str:
    """Name a store for people, without its password."""
    if url.get_backend_name() == "sqlite":
        return str(Path(url.database or ""))
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def reason_of(error: DBAPIError, url: URL) -> str | None:
    """Say why a database refuses, and what to do; None where that is not foreseen."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorname", "")
        # "SQLITE_IOERR_WRITE" is a kind of "SQLITE_IOERR".
        main = "_".join(code.split("_")[:2])
        if main not in _SQLITE and "not authorized" in str(cause):
            main = "SQLITE_AUTH"
        if main not in _SQLITE and "prohibited" in str(cause):
            main = "SQLITE_AUTH"
        return _SQLITE.get(main)
    state = getattr(cause, "sqlstate", None)
    if state is None and url.get_backend_name() == "postgresql":
        # The server could not be reached, or went away: there is no code, and the driver says why.
        said = " ".join(str(cause).split()).rstrip(".")
        return (
            f"the server cannot be reached ({said}); check that it runs, and that the URL is right"
        )
    if state == "57P01":
        return "the server was shut down; try again later"
    return _POSTGRES.get(state or "")
