"""A store in one SQLite file, private to its owner, where each desk sees its own tables only."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine

from pairwell import _core
from pairwell.store._tables import PARTS, RIGHTS, Desk

APPLICATION_ID = 0x50574C53
"""Written into the head of the file: "PWLS"."""

_BUSY_SECONDS = 30.0
_HARMLESS = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
    }
)


def create_file(path: Path) -> None:
    """Make an empty file that only its owner may read and write.

    Raises
    ------
    Error
        Where there is something already, or the folder is missing or closed.
    """
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        raise _core.Error(f"{path}: there is already a file; open it, or name another") from error
    except OSError as error:
        raise _core.Error(
            f"{path}: cannot be made ({error.strerror}); choose another place"
        ) from error


def check_file(path: Path) -> None:
    """Refuse what is no file, or what others than its owner may read.

    Raises
    ------
    Error
        That says what to do.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise _core.Error(f"{path}: there is no store; make one with: pairwell init") from error
    except OSError as error:
        raise _core.Error(f"{path}: cannot be read ({error.strerror})") from error
    if not stat.S_ISREG(mode):
        raise _core.Error(f"{path}: is not a file; name the file of a store")
    if os.name == "posix" and mode & 0o077:
        raise _core.Error(
            f"{path}: people other than its owner may read or write it "
            f"(mode {stat.S_IMODE(mode):04o}); close it with: chmod 600 {path}"
        )


def engine(url: URL, desk: Desk | None, busy: float = _BUSY_SECONDS) -> Engine:
    """Open the file for a desk; without one, for making and migrating tables.

    Each transaction has a connection of its own: it costs a fraction of a millisecond, and no
    handle outlives its use.
    """
    path = Path(url.database or "")

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode=rw",
            uri=True,
            timeout=busy,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare(connection)
            if desk is not None:
                connection.set_authorizer(_authorizer(desk))
        except BaseException:
            connection.close()
            raise
        return connection

    return create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        poolclass=NullPool,
        hide_parameters=True,
        execution_options={"schema_translate_map": dict.fromkeys(PARTS)},
    )


def _prepare(connection: sqlite3.Connection) -> None:
    """Settle what SQLite lets each connection choose."""
    # A write-ahead log that reaches the disk before a commit returns; what is deleted is
    # overwritten, since deleting a person has to mean it.
    for setting in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("PRAGMA temp_store = MEMORY")  # personal data goes into no other file
    connection.execute("PRAGMA trusted_schema = OFF")


def begin_file(connection: sqlite3.Connection) -> None:
    """Settle what is written into a new file once."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise _core.Error(
            "SQLite cannot keep a write-ahead log there; choose a folder of a local disk"
        )


@contextmanager
def sitting(connection: Connection, desk: Desk) -> Iterator[None]:
    """Let a connection do for a while what a desk may, and then anything again."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.set_authorizer(_authorizer(desk))
    try:
        yield
    finally:
        driver.set_authorizer(None)


def mark_erasure(connection: Connection) -> None:
    """Note in the file, with the transaction that erases, that its bytes are still to go."""
    count = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    connection.exec_driver_sql(f"PRAGMA user_version = {count % 1_000_000 + 1}")


def erasures_left(connection: Connection) -> int:
    """How many erasures were noted since the file was last rewritten."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def rewrite(connection: Connection) -> bool:
    """Write the file anew without what was deleted, and empty its log; tell whether it is done.

    Overwriting what is deleted is not enough: SQLite leaves copies of rows behind when it moves
    them between pages.
    """
    noted = erasures_left(connection)
    connection.exec_driver_sql("VACUUM")
    if connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
        return False  # somebody still reads the file as it was before
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    if erasures_left(connection) == noted:
        connection.exec_driver_sql("PRAGMA user_version = 0")
    connection.exec_driver_sql("COMMIT")
    return True


Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]


def _authorizer(desk: Desk) -> Authorizer:
    """Let SQLite itself refuse what the desk has no right to, whatever the statement."""
    rights = RIGHTS[desk]
    allowed = {
        sqlite3.SQLITE_READ: rights.read | {"alembic_version", "sqlite_master"},
        sqlite3.SQLITE_INSERT: rights.insert,
        sqlite3.SQLITE_DELETE: rights.delete,
        # SQLAlchemy asks the first on connecting.
        sqlite3.SQLITE_PRAGMA: {"read_uncommitted"}
        | ({"integrity_check"} if desk is Desk.CUSTODIAN else set()),
    }
    if rights.delete:
        allowed[sqlite3.SQLITE_PRAGMA] |= {"user_version"}  # see mark_erasure

    def decide(
        action: int, first: str | None, second: str | None, base: str | None, by: str | None
    ) -> int:
        if action == sqlite3.SQLITE_READ and second in rights.glance.get(first or "", ()):
            return sqlite3.SQLITE_OK
        if action in _HARMLESS or first in allowed.get(action, ()):
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    return decide
