"""A store's database, SQLite or PostgreSQL, with transactions that belong to a desk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from pairwell import _core
from pairwell.store import _postgres, _sqlite
from pairwell.store._errors import place, sentences
from pairwell.store._tables import Desk


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
    def reading(self, desk: Desk | None = None) -> Iterator[Connection]:
        """Read at a desk, as of one moment; without one, what every desk may read."""
        with sentences(self.url), self.engine(desk or Desk.APPLICATIONS).connect() as connection:
            if self.is_file:
                connection.exec_driver_sql("BEGIN")
            else:
                connection.exec_driver_sql(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
                )
                if desk is not None:
                    _postgres.sit(connection, desk)
            yield connection

    @contextmanager
    def writing(self, desk: Desk, programme: str) -> Iterator[Connection]:
        """Write at a desk, alone in the programme: all of it is kept on leaving, or none."""
        with sentences(self.url), self.engine(desk).begin() as connection:
            if self.is_file:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            self.begin_at(connection, desk, programme)
            yield connection

    def begin_at(self, connection: Connection, desk: Desk, programme: str) -> None:
        """Sit at a desk in a transaction that has begun, and keep others from the programme."""
        if not self.is_file:
            _postgres.sit(connection, desk)
            _postgres.lock(connection, programme)

    def forget(self) -> None:
        """Have the file hold nothing of what was deleted: its pages are overwritten, its log too.

        A PostgreSQL server does so on its own, with its next vacuum.
        """
        if self.is_file:
            with sentences(self.url), self.engine(None).connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

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
