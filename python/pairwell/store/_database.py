"""A store's database, SQLite or PostgreSQL, with transactions that belong to a desk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pairwell import _core
from pairwell.store import _postgres, _sqlite
from pairwell.store._errors import place, reason_of, sentences
from pairwell.store._tables import Desk

_READ_ELSEWHERE = "another program reads it; end that"


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
        self.url = parse_url(url)
        self.is_file = self.url.get_backend_name() == "sqlite"
        self._busy = busy
        self.engine = cache(self._engine)

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
        with sentences(self.url), self.engine(desk or Desk.APPLICATIONS).connect() as connection:
            if self.is_file:
                connection.exec_driver_sql("BEGIN")
            else:
                _postgres.read_at(connection, self._role(desk))
            yield connection

    def _role(self, desk: Desk | None) -> str | None:
        return None if desk is None else _postgres.role(desk, self._store_id)

    @cached_property
    def _store_id(self) -> str:
        with self.engine(None).connect() as connection:
            return _postgres.store_id(connection)

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
        """
        with sentences(self.url), self.engine(desk).begin() as connection:
            if self.is_file:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                if erasing:
                    _sqlite.mark_erasure(connection)
            else:
                _postgres.write_at(connection, desk, self._role(desk), programme, erasing)
            yield connection
        if erasing:
            self._forget()

    def begin_at(self, connection: Connection, desk: Desk, programme: str) -> None:
        """Sit at a desk in the transaction that makes the store, and keep others away."""
        if not self.is_file:
            role = _postgres.role(desk, _postgres.store_id(connection))
            _postgres.write_at(connection, desk, role, programme, erasing=False)

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
        " is a number from 1 to 65535; what was given is neither. Passwords belong into ~/.pgpass;"
        " in a URL, write %40 for @, %3A for : and %2F for /"
    )
