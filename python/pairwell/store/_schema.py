"""Making a store, bringing an older one up to date, and telling which it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from pairwell import _core
from pairwell.store import _postgres, _sqlite
from pairwell.store._database import Database
from pairwell.store._errors import DamagedError, sentences
from pairwell.store._tables import PARTS, metadata

MIGRATIONS = Path(__file__).with_name("migrations")


def newest() -> str:
    """The version of the tables that this pairwell works with."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None
    return head


def create(
    database: Database,
    version: str | None = None,
    *,
    fill: Callable[[Connection], None] = lambda _: None,
) -> None:
    """Make a store; one that could not be made whole leaves nothing behind.

    Parameters
    ----------
    fill
        Puts the first rows in, in the transaction that makes the tables.

    Raises
    ------
    Error
        Where there is something already, or the place cannot be written.
    """
    if not database.is_file:
        with database.building() as connection:
            if _version(connection) is not None:
                raise _core.Error(f"{database}: there is already a store; open it")
            connection.exec_driver_sql("CREATE SCHEMA record")
            migrate(connection, version)
            fill(connection)
        return
    _sqlite.create_file(database.path)
    try:
        with sentences(database.url), database.engine(None).connect() as connection:
            _sqlite.begin_file(connection.connection.driver_connection)  # type: ignore[arg-type]
        with database.building() as connection:
            migrate(connection, version)
            fill(connection)
    except BaseException:
        database.close()
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                os.unlink(f"{database.path}{suffix}")
        raise


def upgrade(database: Database) -> str:
    """Bring a store to the newest version, in one transaction, and give the version it had."""
    if database.is_file:
        _sqlite.check_file(database.path)
    with database.building() as connection:
        before = _known_version(database, connection)
        migrate(connection, None)
    database.finish_erasure()
    return before


def check_version(database: Database) -> None:
    """Refuse a store of another version than this pairwell's.

    Raises
    ------
    Error
        That says how to bring it up to date.
    """
    if database.is_file:
        _sqlite.check_file(database.path)
    with database.peeking() as connection:
        version = _known_version(database, connection)
    if version != newest():
        raise _core.Error(
            f"{database}: is of version {version}, and this pairwell works with {newest()};"
            " bring it up to date with: pairwell init --upgrade"
        )


def tables_of(connection: Connection) -> set[str]:
    """The tables of content and records that are there."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        there = {(None, str(name)) for (name,) in found}
        return {t.name for t in metadata.sorted_tables if (None, t.name) in there}
    found = connection.execute(
        text("SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(:parts)"),
        {"parts": list(PARTS)},
    )
    known = {(str(schema), str(name)) for schema, name in found}
    return {t.name for t in metadata.sorted_tables if (t.schema, t.name) in known}


def _known_version(database: Database, connection: Connection) -> str:
    """The version of a store that is there, and that this pairwell knows."""
    version = _version(connection)
    if version is None and "audit" in tables_of(connection):
        raise DamagedError(
            f"{database}: its version is missing; restore it from a copy or an export"
        )
    if version is None:
        raise _core.Error(f"{database}: holds no store; make one with: pairwell init")
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if version not in known:
        raise _core.Error(
            f"{database}: is of version {version}, which this pairwell ({_core.__version__}) does"
            " not know; install a newer pairwell"
        )
    return version


def _version(connection: Connection) -> str | None:
    """The version of the store, or none where there is no store."""
    if connection.dialect.name == "sqlite":
        there = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        table = "alembic_version"
    else:
        there = "SELECT to_regclass('record.alembic_version')"
        table = "record.alembic_version"
    if connection.exec_driver_sql(there).scalar() is None:
        return None
    found = connection.exec_driver_sql(f"SELECT version_num FROM {table}").scalar()
    return None if found is None else str(found)


def migrate(connection: Connection, version: str | None) -> None:
    """Bring tables to a version, or to the newest."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, version or "head")
    if connection.dialect.name == "postgresql" and version is None:
        _postgres.grant_rights(connection)
