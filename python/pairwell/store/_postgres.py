"""A store in a PostgreSQL database: a schema for each part of it, and a role for each desk."""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, create_engine, text

from pairwell._extras import needed
from pairwell.store._tables import PARTS, RIGHTS, Desk, metadata

_LOCK_MILLISECONDS = 30_000


def engine(url: URL, busy: float = _LOCK_MILLISECONDS / 1000) -> Engine:
    """Open the database; a transaction takes the role of its desk (see `sit`)."""
    needed("psycopg", "postgresql")
    return create_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 10,
            "options": f"-c lock_timeout={int(busy * 1000)} -c search_path=pg_catalog",
        },
    )


def sit(connection: Connection, desk: Desk | None) -> None:
    """Take the role of a desk until the end of the transaction, or none."""
    connection.exec_driver_sql(f"SET LOCAL ROLE {desk.role if desk else 'NONE'}")


def lock(connection: Connection, programme: str) -> None:
    """Wait until nobody else changes the programme; held until the end of the transaction."""
    connection.execute(
        text("SELECT pg_advisory_xact_lock(1347898451, hashtext(:programme))"),
        {"programme": programme},
    )


def make_roles(connection: Connection) -> None:
    """Make the roles that are missing, and let whoever makes the store take each of them."""
    for desk in Desk:
        known = connection.execute(
            text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": desk.role}
        ).scalar()
        if known is None:
            connection.exec_driver_sql(f"CREATE ROLE {desk.role} NOLOGIN")
        member = connection.execute(
            text("SELECT pg_has_role(current_user, :role, 'MEMBER')"), {"role": desk.role}
        ).scalar()
        if not member:
            connection.exec_driver_sql(f"GRANT {desk.role} TO CURRENT_USER")


def grant_rights(connection: Connection) -> None:
    """Bring every grant to what the table of rights says."""
    for desk, rights in RIGHTS.items():
        for part in PARTS:
            connection.exec_driver_sql(
                f"REVOKE ALL ON ALL TABLES IN SCHEMA {part} FROM {desk.role}"
            )
            connection.exec_driver_sql(f"REVOKE ALL ON SCHEMA {part} FROM {desk.role}")
        touched = set()
        for table in metadata.sorted_tables:
            granted = [
                word
                for word, names in (
                    ("SELECT", rights.read),
                    ("INSERT", rights.insert),
                    ("DELETE", rights.delete),
                )
                if table.name in names
            ]
            if table.name in rights.glance:
                granted.append(f"SELECT ({', '.join(sorted(rights.glance[table.name]))})")
            if granted:
                touched.add(table.schema)
                connection.exec_driver_sql(
                    f"GRANT {', '.join(granted)} ON {table.schema}.{table.name} TO {desk.role}"
                )
        for part in sorted(filter(None, touched)):
            connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {part} TO {desk.role}")
        connection.exec_driver_sql(f"GRANT SELECT ON record.alembic_version TO {desk.role}")
