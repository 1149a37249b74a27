"""Records that say nothing about a person: whom each is about stands in a row that can go."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pairwell.store.migrations._steps import content, schema

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Make version 3; the records that are there are of format 1."""
    for column in (
        sa.Column("format", sa.Integer, nullable=False, server_default="1"),
        sa.Column("login", sa.Text, nullable=False, server_default=""),
        sa.Column("request", sa.Text, nullable=False, server_default=""),
    ):
        op.add_column("audit", column, schema=schema("record"))
    content("about", "record", ["reference", "partner", "item"])
