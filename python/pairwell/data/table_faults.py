"""Gathers what is wrong with a table, by row and column, so that all of it is told at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell.data.shown import plural, shortened
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
                value=shortened(str(value)),
            )
        )  # fmt: skip

    def check_columns(self, needed: Sequence[str], others: Sequence[str] = ()) -> None:
        """Note unknown columns, needed ones that are missing, and any that appears twice."""
        columns, known = self._columns, (*needed, *others)
        seen: set[str] = set()
        for name in columns:
            key = _core.fold(name)
            if key and key in seen:  # in whatever case or form of its letters
                message = "The column appears twice in the table; keep one of them."
                self.add("column", message, 0, name, name)
            elif name not in known:
                likely = suggestion(name, known)
                self.add("column", f"The columns are {', '.join(known)}.{likely}", 0, name, name)
            seen.add(key)
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
                message = f"The row has {plural(len(cells), 'cell')} where the table has "
                message += f"{plural(len(columns), 'column')}."
                self.add("shape", message, number)

    def reference(self, given: str, row: int, column: str) -> str:
        """Give a reference composed, after noting why it cannot be one where that is so."""
        composed = _core.composed(given)
        why = _core.why_no_reference(composed)
        if why:
            shown = shortened(composed, 60)
            self.add("reference", f"'{shown}' cannot be a reference: {why}.", row, column, given)
        return composed
