"""Reading what was on record once a record was written, and nothing that came later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, true

_UNTIL = "pairwell_until"


@contextmanager
def as_of(connection: Connection, seq: int) -> Iterator[None]:
    """Have content, the programme and the head read as they were after a record.

    What was erased since is not among it.
    """
    connection.execution_options(**{_UNTIL: seq})
    try:
        yield
    finally:
        connection.execution_options(**{_UNTIL: None})


def up_to(connection: Connection, table: Any) -> ColumnElement[bool]:
    """What a row has to meet to be read within `as_of`; outside of it, nothing."""
    until = connection.get_execution_options().get(_UNTIL)
    return true() if until is None else table.c.seq <= until
