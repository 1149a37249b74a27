"""Says what to install where a library that every store needs is missing."""

from pairwell._extras import needed

for library in ("sqlalchemy", "alembic"):
    needed(library, "store")
