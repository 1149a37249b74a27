"""The ledger: audit records, and under them programmes, people, forms, marks and decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pairwell.store.migrations._steps import content, fix, is_file, schema

revision = "1"
down_revision = None

_REFUSE = """
CREATE FUNCTION record.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is a ledger: no %', TG_TABLE_NAME, lower(TG_OP);
END $$
"""


def upgrade() -> None:
    """Make version 1."""
    if not is_file():
        for part in ("identity", "application", "monitoring"):
            op.execute(f"CREATE SCHEMA {part}")
        op.execute(_REFUSE)
    op.create_table(
        "audit",
        sa.Column("programme", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in (
                "at", "actor", "desk", "action", "subject", "rules", "inputs", "outcome",
                "content", "previous", "digest",
            )
        ),
        schema=schema("record"),
    )  # fmt: skip
    fix("audit", "record", forever=True)
    content("rules", "record", ["name", "toml", "digest"], forever=True)
    content(
        "erasure",
        "record",
        ["part", "kind", "row_digest"],
        ["erased", "place"],
        index="erased",
        forever=True,
    )
    content("tally", "record", ["role", "region", "step"], forever=True)
    content("retention", "record", ["kind", "reason"], ["months"], forever=True)
    content("person", "identity", ["reference", "name", "email"])
    content("form", "application", ["reference", "role", "cells"])
    content("grace", "application", ["reference", "until", "reason", "decided_by"])
    content("mark", "application", ["reference", "member", "marks"])
    content(
        "decision",
        "application",
        ["reference", "role", "stage", "outcome", "region", "reasons"],
        ["place", "mean"],
    )
    content("answers", "monitoring", ["reference", "cells"])
