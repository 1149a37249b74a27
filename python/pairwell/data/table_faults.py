"""Gathers what is wrong with a table, by row and column, so that all of it is told at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell.data.tables import Table


class TableFaults(list[_core.Finding]):
    """The faults of one table."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._columns = [column.strip() for column in table.columns]

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

    def check_columns(self, needed: Sequence[str], others: Sequence[str] = ()) -> None:
        """Note unknown columns, needed ones that are missing, and any that appears twice."""
        columns, known = self._columns, (*needed, *others)
        for name in dict.fromkeys(columns):
            if name not in known:
                likely = suggestion(name, known)
                self.add("column", f"The columns are {', '.join(known)}.{likely}", 0, name, name)
            elif columns.count(name) > 1:
                message = "The column appears twice in the table; keep one of them."
                self.add("column", message, 0, name, name)
        for name in needed:
            if name not in columns:
                self.add("column", "The column is missing; every row needs it.", 0, name)

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Give each row's number and its cells by column, without blanks around them.

        A row of another length than the header is noted as a fault, and left out.
        """
        columns = self._columns
        for number, cells in self._table.numbered():
            if len(cells) == len(columns):
                texts = ((cell or "").strip() for cell in cells)
                yield number, dict(zip(columns, texts, strict=True))
            else:
                message = f"The row has {_count(len(cells), 'cell')} where the table has "
                message += f"{_count(len(columns), 'column')}."
                self.add("shape", message, number)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
