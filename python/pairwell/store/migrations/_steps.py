"""What several versions do: tables of content, and triggers that keep them as they were written."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


def is_file() -> bool:
    """Whether the store is a SQLite file, which has no schemas."""
    return op.get_bind().dialect.name == "sqlite"


def schema(part: str) -> str | None:
    """The schema of a part of the store."""
    return None if is_file() else part


def content(
    name: str,
    part: str,
    texts: Sequence[str],
    wholes: Sequence[str] = (),
    *,
    index: str = "reference",
    forever: bool = False,
) -> None:
    """Make a table of content; its rows can be erased unless they are to stay forever."""
    audit = "audit" if is_file() else "record.audit"
    op.create_table(
        name,
        sa.Column("programme", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("salt", sa.Text, nullable=False),
        *(sa.Column(column, sa.Text, nullable=False) for column in texts),
        *(sa.Column(column, sa.Integer, nullable=False) for column in wholes),
        sa.ForeignKeyConstraint(
            ["programme", "seq"], [f"{audit}.programme", f"{audit}.seq"], name=f"{name}_audit"
        ),
        schema=schema(part),
    )
    if index in (*texts, *wholes):
        op.create_index(f"{name}_{index}", name, ["programme", index], schema=schema(part))
    fix(name, part, forever=forever)


def fix(name: str, part: str, *, forever: bool) -> None:
    """Have the database itself refuse that a row is changed, or deleted, whoever asks."""
    actions = ["UPDATE", "DELETE"] if forever else ["UPDATE"]
    if is_file():
        for action in actions:
            op.execute(
                f"CREATE TRIGGER {name}_no_{action.lower()} BEFORE {action} ON {name} BEGIN "
                f"SELECT RAISE(ABORT, '{name} is a ledger: no {action.lower()}'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {name}_fixed BEFORE {' OR '.join(actions)} ON {part}.{name} "
        "FOR EACH ROW EXECUTE FUNCTION record.refuse()"
    )
    op.execute(
        f"CREATE TRIGGER {name}_kept BEFORE TRUNCATE ON {part}.{name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION record.refuse()"
    )
