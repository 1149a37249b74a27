"""Logins with rights to one programme, written for by functions; keys of requests.

What was erased earlier is taken out of the files: a file notes that it is to be written anew, and
a server writes its tables anew here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pairwell.store.migrations._steps import is_file, schema

revision = "4"
down_revision = "3"

# Grants go by roles of each store from now on; those of before were the same for all of a server.
_FORMER_DESKS = (
    "reception", "applications", "identities", "monitoring", "supervision", "custodian",
)  # fmt: skip
_PARTS = "record, identity, application, monitoring, supervision"
_TABLES = """
SELECT c.table_schema, c.table_name, c.column_name, c.data_type FROM information_schema.columns c
WHERE c.table_schema IN ('record', 'identity', 'application', 'monitoring', 'supervision')
AND c.table_name <> 'alembic_version'
ORDER BY 1, 2, c.ordinal_position
"""
_ACCESS = """
CREATE SCHEMA access;
CREATE TABLE access.store (id text PRIMARY KEY);
INSERT INTO access.store VALUES (left(md5(gen_random_uuid()::text), 8));
CREATE TABLE access.allowed (
  login regrole, desk text, programme text, PRIMARY KEY (login, desk, programme)
);
CREATE TABLE access.may_write (desk text, part text, kind text, PRIMARY KEY (desk, kind));
CREATE TABLE access.turn (programme text PRIMARY KEY);
CREATE TABLE access.gate ()
"""


def upgrade() -> None:
    """Make version 4."""
    op.create_index(
        "audit_request",
        "audit",
        ["programme", "request"],
        unique=True,
        schema=schema("record"),
        sqlite_where=sa.text("request <> ''"),
        postgresql_where=sa.text("request <> ''"),
    )
    if is_file():
        op.execute("PRAGMA user_version = 1")
        return
    op.execute(_ACCESS)
    connection = op.get_bind()
    for desk in _FORMER_DESKS:
        if connection.exec_driver_sql(
            f"SELECT 1 FROM pg_roles WHERE rolname = 'pairwell_{desk}'"
        ).scalar():
            op.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA {_PARTS} FROM pairwell_{desk}")
            op.execute(f"REVOKE ALL ON SCHEMA {_PARTS} FROM pairwell_{desk}")
    columns: dict[str, list[tuple[str, str]]] = {}
    for part, table, column, kind in connection.exec_driver_sql(_TABLES).fetchall():
        columns.setdefault(f"{part}.{table}", []).append((column, kind))
    for name, those in columns.items():
        # The bytes of what was erased before go with the old files of the table; and there are no
        # samples of what people wrote or got (marks, money) among the server's statistics.
        steps = [
            f"ALTER COLUMN {c} TYPE text USING {c} || ''" for c, kind in those if kind == "text"
        ]
        op.execute(f"ALTER TABLE {name} {', '.join(steps)}")
        steps = [f"ALTER COLUMN {c} SET STATISTICS 0" for c, _ in those if c not in ("seq", "n")]
        op.execute(f"ALTER TABLE {name} {', '.join(steps)}")
