"""${message}."""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Make version ${up_revision}."""
    ${upgrades if upgrades else "pass"}
