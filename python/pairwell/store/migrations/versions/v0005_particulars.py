"""What else is kept with identity, beside name and e-mail."""

from __future__ import annotations

from pairwell.store.migrations._steps import content

revision = "5"
down_revision = "4"


def upgrade() -> None:
    """Make version 5."""
    content("particulars", "identity", ["reference", "cells"])
