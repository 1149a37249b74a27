"""Findings about a table that is being read, before there is a table to ask for its name."""

from __future__ import annotations

from pairwell import _core
from pairwell.data.shown import shortened


def fault(
    name: str, rule: str, message: str, *, row: int = 0, column: str = "", value: str = ""
) -> _core.Finding:
    """Say what is wrong with a table."""
    return _core.Finding(
        rule=rule, message=message, file=name, row=row, column=column, value=shortened(value)
    )


def note(
    name: str, rule: str, message: str, *, row: int = 0, column: str = "", value: str = ""
) -> _core.Finding:
    """Say what somebody should look at in a table."""
    return _core.Finding(
        severity=_core.Severity.WARNING, rule=rule, message=message, file=name, row=row,
        column=column, value=shortened(value),
    )  # fmt: skip


def some(items: list[str], most: int = 3) -> str:
    """Name the first few, and how many more there are: "'a', 'b' and 5 more"."""
    named = ", ".join(f"'{shortened(item, 60)}'" for item in items[:most])
    return named + (f" and {len(items) - most} more" if len(items) > most else "")


def places(rows: list[int], most: int = 20) -> str:
    """Name the first few rows: "rows 4, 9 and 12 more"."""
    return f"{'row' if len(rows) == 1 else 'rows'} {first_numbers(rows, most)}"


def first_numbers(numbers: list[int], most: int = 20) -> str:
    """Name the first few numbers: "4, 9 and 12 more"."""
    named = ", ".join(map(str, numbers[:most]))
    return named + (f" and {len(numbers) - most} more" if len(numbers) > most else "")
