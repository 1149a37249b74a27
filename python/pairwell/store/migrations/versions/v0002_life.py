"""What happens after the shortlist: moves, pairs, appointments, money, logs, supervision."""

from __future__ import annotations

from alembic import op

from pairwell.store.migrations._steps import content, is_file

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Make version 2."""
    if not is_file():
        op.execute("CREATE SCHEMA supervision")
    content("standing", "application", ["reference", "move", "state", "reason"])
    content(
        "pair",
        "application",
        ["reference", "partner", "move", "state", "reason", "matching"],
        ["units"],
    )
    content(
        "appointment",
        "application",
        ["reference", "purpose", "host", "starts", "ends"],
        ["is_fixed", "is_off"],
    )
    content(
        "entry",
        "application",
        ["reference", "partner", "fund", "kind", "grant_id", "day", "event", "note"],
        ["pence"],
    )
    content(
        "log",
        "application",
        ["kind", "reference", "partner", "item", "move", "state", "reason", "cells"],
    )
    content("evaluation", "application", ["reference", "role", "moment", "cells"])
    content("session", "supervision", ["reference", "supervisor", "day", "text"])
