"""Gathers what is wrong with a table, by row and column, so that all of it is told at once."""

from __future__ import annotations

from collections.abc import Sequence

from pairwell import _core
from pairwell.data.tables import Table


class TableFaults(list[_core.Finding]):
    """The faults of one table."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def add(
        self, rule: str, message: str, row: int = 0, column: str = "", value: object = ""
    ) -> None:
        """Note one fault."""
        self.append(
            _core.Finding(
                rule=rule, message=message, file=self._table.name, row=row, column=column,
                value=str(value),
            )
        )  # fmt: skip

    def check_columns(self, function: str, needed: Sequence[str], others: Sequence[str]) -> None:
        """Refuse a table with an unknown column, or without one that is needed.

        Raises
        ------
        InvalidInput
            With all of them.
        """
        known = (*needed, *others)
        for name in self._table.columns:
            if name not in known:
                message = f"unknown column; known are {', '.join(known)}"
                self.add("column", message, 1, name)
        for name in needed:
            if name not in self._table.columns:
                self.add("column", "this column is missing", 1, name)
        _core.throw_if_errors(function, self)
