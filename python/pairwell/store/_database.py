"""A store's database, SQLite or PostgreSQL, with transactions that belong to a desk."""

from __future__ import annotations

import math
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, make_url, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pairwell import _core
from pairwell.data.shown import readable
from pairwell.store import _postgres, _sqlite
from pairwell.store._errors import UncertainError, place, reason_of, sentences
from pairwell.store._heads import Head
from pairwell.store._tables import Desk, audit

_PAUSES = (0.0, 0.2, 1.0)
"""Seconds before each try to reach a server again."""
_READ_ELSEWHERE = "another program reads it; end that"

TOGETHER = (Desk.RECEPTION, Desk.APPLICATIONS)
"""The desks that can write in one transaction; what others do is on record before it is done."""


class Database:
    """Where a store is, and how to begin a transaction there.

    Parameters
    ----------
    url
        A file's path, or a URL that begins with ``postgresql://`` or ``sqlite:///``.
    busy
        How many seconds to wait for others who are writing.
    """

    def __init__(self, url: str | os.PathLike[str], busy: float = 30.0) -> None:
        if not 0 <= busy < math.inf:
            raise _core.Error(f"busy is a number of seconds, 0 or more, not {busy}")
        self.url = parse_url(url)
        self.is_file = self.url.get_backend_name() == "sqlite"
        self._busy = busy
        self._store_id = ""
        self._shared = threading.local()
        self.engine = cache(self._engine)
        self.heads: dict[str, Head] = {}
        """The head of each programme that was written to, as of the last change."""

    def __str__(self) -> str:
        return place(self.url)

    @property
    def path(self) -> Path:
        """The file, where the store is one."""
        return Path(self.url.database or "")

    def _engine(self, desk: Desk | None) -> Engine:
        if self.is_file:
            return _sqlite.engine(self.url, desk, self._busy)
        if desk is not None:
            return self.engine(None)  # one pool of connections; each transaction takes its role
        return _postgres.engine(self.url, self._busy)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine(None).dispose()

    @contextmanager
    def peeking(self) -> Iterator[Connection]:
        """Read what stores of every version have, and every desk may read."""
        with sentences(self.url), self.engine(Desk.APPLICATIONS).connect() as connection:
            if self.is_file:
                connection.exec_driver_sql("BEGIN")
            yield connection

    @contextmanager
    def reading(self, desk: Desk | None = None) -> Iterator[Connection]:
        """Read at a desk, as of one moment; without one, what every desk may read."""
        shared = getattr(self._shared, "connection", None)
        if shared is not None and desk in (None, *TOGETHER):
            with self._within(shared, desk):
                yield shared
            return
        with sentences(self.url), self.engine(desk or Desk.APPLICATIONS).connect() as connection:
            if self.is_file:
                connection.exec_driver_sql("BEGIN")
            else:
                self._know_store(connection)
                _postgres.read_at(connection, self._role(desk))
            yield connection

    def _know_store(self, connection: Connection) -> None:
        """Ask for the store's id once, in a transaction that ends before the one to come."""
        if not self._store_id:
            self._store_id = _postgres.store_id(connection)
            connection.rollback()

    def _role(self, desk: Desk | None) -> str | None:
        return None if desk is None else _postgres.role(desk, self._store_id)

    @contextmanager
    def writing(
        self, desk: Desk | None, programme: str, *, erasing: bool = False
    ) -> Iterator[Connection]:
        """Write at a desk, alone in the programme: all of it is kept on leaving, or none.

        Parameters
        ----------
        desk
            Where; without one, as the owner of the store.
        erasing
            Whether the bytes of what is deleted are to go too.

        Raises
        ------
        Error
            Where the database refuses; or where what was erased is still in its files.
        UncertainError
            Where the connection was lost while all of it was to be kept.
        """
        shared = getattr(self._shared, "connection", None)
        if shared is not None:
            if desk not in TOGETHER:
                name = desk.value if desk else "owner"
                raise _core.Error(f"the desk {name!r} does not write together with others")
            with self._within(shared, desk, programme):
                yield shared
            return
        with self._transaction(self.engine(desk)) as connection:
            self.begin_at(connection, desk, programme, erasing=erasing)
            yield connection
        if erasing:
            self._forget()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that this thread writes at the desks of `TOGETHER`, or nothing of it."""
        if getattr(self._shared, "connection", None) is not None:
            raise _core.Error(
                f"{self}: this is in a block of together() already; write in that one"
            )
        before = dict(self.heads)
        try:
            with self._transaction(self.engine(None)) as connection:
                self._shared.connection = connection
                try:
                    yield
                finally:
                    del self._shared.connection
        except BaseException:
            self.heads.clear()
            self.heads.update(before)
            raise

    @contextmanager
    def _within(
        self, shared: Connection, desk: Desk | None, programme: str | None = None
    ) -> Iterator[None]:
        """Sit at a desk within a transaction, to write where a programme is named.

        What goes wrong there takes back what it did.
        """
        with shared.begin_nested():
            if self.is_file:
                with _sqlite.sitting(shared, desk or Desk.APPLICATIONS):
                    yield
                return
            self._store_id = self._store_id or _postgres.store_id(shared)
            if programme is None:
                _postgres.sit(shared, self._role(desk))
            else:
                _postgres.write_at(shared, desk, self._role(desk), programme, erasing=False)
            yield

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        """Write in one transaction; says so where it cannot be known whether it was kept."""
        is_keeping = False
        with sentences(self.url):
            try:
                with engine.begin() as connection:
                    if self.is_file:
                        connection.exec_driver_sql("BEGIN IMMEDIATE")
                    yield connection
                    is_keeping = True
            except DBAPIError as error:
                if is_keeping and error.connection_invalidated:
                    raise UncertainError(
                        f"{self}: the connection was lost while the change was being written: it"
                        " may have been written. Run pairwell audit before you try again."
                    ) from None
                raise

    def _forget(self) -> None:
        """Have the file hold nothing of what was deleted.

        Raises
        ------
        Error
            Where it does so still, with the remedy.
        """
        if not self.is_file:
            return
        reason = _READ_ELSEWHERE
        try:
            with self.engine(None).connect() as connection:
                if _sqlite.rewrite(connection):
                    return
        except DBAPIError as error:
            reason = reason_of(error.orig or error, self.url)
        raise _core.Error(
            f"{self}: the erasure is on record, but what was erased is still in the file or its"
            f" log: {reason}. The next command on the store finishes the erasure; audit says"
            " whether it did"
        )

    def begin_at(
        self, connection: Connection, desk: Desk | None, programme: str, *, erasing: bool = False
    ) -> None:
        """Sit at a desk in a transaction that has begun, and keep others from the programme."""
        if self.is_file:
            if erasing:
                _sqlite.mark_erasure(connection)
            return
        self._store_id = self._store_id or _postgres.store_id(connection)
        _postgres.write_at(connection, desk, self._role(desk), programme, erasing)

    def was_kept(self, desk: Desk, programme: str, seq: int, digest: str) -> bool | None:
        """Whether a change whose connection was lost is there; None where nobody answers.

        Its transaction, should it be under way still, holds the programme: this waits for it.
        """
        began = time.monotonic()
        for pause in _PAUSES:
            if time.monotonic() - began > 2 * sum(_PAUSES) + 1:
                break  # somebody answers, and the programme is held
            time.sleep(pause)
            with suppress(_core.Error), self.writing(desk, programme) as connection:
                found = select(audit.c.digest).where(
                    audit.c.programme == programme, audit.c.seq == seq
                )
                return connection.scalar(found) == digest
        return None

    def erasure_is_left(self) -> bool:
        """Whether what was erased is still in the file, as another program was in the way."""
        if not self.is_file:
            return False
        with sentences(self.url), self.engine(None).connect() as connection:
            return _sqlite.erasures_left(connection) > 0

    def finish_erasure(self) -> None:
        """Finish an erasure that another program was in the way of, unless it still is."""
        if self.erasure_is_left():
            at_once = _sqlite.engine(self.url, None, busy=0)
            with suppress(DBAPIError), at_once.connect() as connection:
                _sqlite.rewrite(connection)

    @contextmanager
    def building(self) -> Iterator[Connection]:
        """Make or migrate tables, as the owner of the store."""
        with sentences(self.url), self.engine(None).begin() as connection:
            if self.is_file:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection


def parse_url(url: str | os.PathLike[str]) -> URL:
    """Read where a store is.

    Raises
    ------
    Error
        Where it is neither a path nor a URL of SQLite or PostgreSQL.
    """
    given = os.fspath(url)
    if "://" not in given and not re.match(r"postgres(ql)?(\+\w+)?:", given):
        try:
            given.encode("utf-8")
        except UnicodeEncodeError:
            told = f"{readable(given)}: a store's file needs a name in UTF-8; choose another name"
            raise _core.Error(told) from None
        return URL.create("sqlite+pysqlite", database=given)
    with suppress(SQLAlchemyError, ValueError):
        parsed = make_url(given)
        backend = parsed.get_backend_name()
        if backend == "sqlite" and parsed.database and parsed.database != ":memory:":
            return parsed.set(drivername="sqlite+pysqlite")
        # A password with "@", ":" or "/" in it falls apart into such a host, port or name.
        is_whole = "@" not in f"{parsed.host}{parsed.database}" and 0 < (parsed.port or 1) < 65536
        if backend in ("postgresql", "postgres") and is_whole:
            return parsed.set(drivername="postgresql+psycopg")
    # Nothing of the URL is repeated: where it cannot be read, any part of it may be the password.
    raise _core.Error(
        "a store is the path of a file, or a URL as in postgresql://user@host:5432/name, whose port"
        " is a number from 1 to 65535; what was given is neither. Passwords belong in ~/.pgpass;"
        " in a URL, write %40 for @, %3A for : and %2F for /"
    )


def heads_path(at: str | os.PathLike[str]) -> Path:
    """The file that the heads of a store go to: beside its file, or for a URL in this folder."""
    url = parse_url(at)
    if url.get_backend_name() == "sqlite":
        return Path(f"{url.database}.heads")
    port = f"-{url.port}" if url.port else ""
    return Path(f"{url.database}@{url.host or 'localhost'}{port}.heads")
