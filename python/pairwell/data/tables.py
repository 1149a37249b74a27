"""Tables in and out: CSV files, data frames and Arrow on one side, cells of text on the other.

The core reads text and says by row and column what is wrong with it. This module only fetches the
cells: it decodes files, walks data frames, and writes each value as a person would type it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from pairwell import _core
from pairwell._extras import needed
from pairwell.data.cells import Cell, checked, text_of
from pairwell.data.decoding import decode
from pairwell.data.faults import fault
from pairwell.data.files import write_whole
from pairwell.data.framed import Column, Framed
from pairwell.data.separated import read_separated
from pairwell.data.shown import plural, readable
from pairwell.data.workbooks import is_workbook, read_workbook

TableSource: TypeAlias = Any
"""A file's path, a `SheetRead`, a `Table`, a result that has frames, a pandas, polars or Arrow
table, or columns mapped to lists."""

_FORMULA_STARTS = ("=", "+", "-", "@", "|", "\t", "\r", "\n")


@dataclass(frozen=True)
class Table(Framed):
    """Text cells under named columns; a cell is None where it was empty.

    Its frames have the same columns, all of them text.

    Examples
    --------
    >>> import pairwell as pw
    >>> table = pw.Table("graces.csv", ["reference", "reason"], [["MM-045", "a power cut"]])
    >>> len(table), table.columns
    (1, ['reference', 'reason'])
    """

    name: str
    columns: list[str]
    rows: list[list[Cell]]
    row_numbers: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        rows, columns = plural(len(self), "row"), plural(len(self.columns), "column")
        return f"<Table: {self.name}, {rows}, {columns}>"

    def numbered(self) -> Iterator[tuple[int, list[Cell]]]:
        """Give each row with its number: its line in a file, otherwise from 1."""
        return zip(self.row_numbers or range(1, len(self.rows) + 1), self.rows, strict=True)

    def to_core(self) -> _core.Table:
        """Hand the cells to the core."""
        return _core.Table(self.name, self.columns, self.rows, self.row_numbers)

    @classmethod
    def from_core(cls, table: _core.Table) -> Table:
        """Take over a table of the core."""
        return cls(table.name, table.columns, table.rows, table.row_numbers)

    def write_csv(self, path: str | os.PathLike[str]) -> Path:
        """Write the cells as they are to a CSV file, all of it or nothing."""
        return write_csv(path, self.columns, self.rows, for_people=False)

    def _frame(self) -> list[Column]:
        ragged = [
            fault(self.name, "shape", f"The row has {plural(len(row), 'cell')}.", row=number)
            for number, row in self.numbered()
            if len(row) != len(self.columns)
        ]
        _core.throw_if_errors("Table", ragged)
        return [
            Column(name, "text", [row[i] for row in self.rows])
            for i, name in enumerate(self.columns)
        ]


def read_table(source: TableSource, name: str | None = None) -> Table:
    """Fetch the cells of a table.

    Parameters
    ----------
    source
        A path of a file, a `SheetRead`, a `Table`, a pandas or polars frame, anything with
        ``__arrow_c_stream__`` (where pyarrow is installed), or a mapping of columns to lists.
        A file is CSV in UTF-8, or in UTF-16 with a byte order mark, separated by commas,
        semicolons, tabs or vertical bars; or a workbook in XLSX or ODS with one worksheet (where
        python-calamine is installed). `read_sheet` reads what else there is.
    name
        What findings call the table. None: the file's name, or "table".

    Raises
    ------
    InvalidInput
        With every fault that keeps the cells from being read: bytes that are not UTF-8, a quotation
        that does not end, an empty file, a workbook of several worksheets or with formulas that
        were never calculated, columns of different lengths, values that are not text, numbers or
        dates.
    OSError
        Where the file cannot be opened.
    TypeError
        Where source is none of these.
    """
    if isinstance(source, Table):
        _check_cells(source)
        return source if name is None else replace(source, name=name)
    if isinstance(getattr(source, "table", None), Table):  # a SheetRead
        return read_table(source.table, name)
    if isinstance(source, _core.Table):
        return read_table(Table.from_core(source), name)
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        return _read_file(path.read_bytes(), name or readable(path.name))
    columns = _columns_of(source)
    if columns is None:
        raise TypeError(
            "pairwell: a table is a path, a pandas or polars frame, an Arrow table or a mapping of"
            f" columns to lists, not {type(source).__name__}"
        )
    return _from_columns(columns, name or "table")


def name_of(source: TableSource, otherwise: str) -> str | None:
    """Give frames and mappings a name; files and tables have their own."""
    if isinstance(source, Table):
        return None
    return otherwise if hasattr(source, "keys") or hasattr(source, "__arrow_c_stream__") else None


def write_csv(
    path: str | os.PathLike[str],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    for_people: bool = True,
    private: bool = False,
) -> Path:
    """Write a CSV file in UTF-8; an earlier file stays until the new one is complete.

    Parameters
    ----------
    path, columns, rows
        Where, the header, and the cells; None is an empty cell.
    for_people
        Puts a byte order mark first, by which Excel knows UTF-8, and an apostrophe before each text
        that a spreadsheet would take for a formula. False: for files that are read back by programs
        that take both for text; `read_table`, pandas and polars skip the mark.
    private
        Whether its owner alone may read it.
    """
    return write_whole(path, csv_bytes(columns, rows, for_people=for_people), private=private)


def csv_bytes(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], *, for_people: bool = True
) -> bytes:
    """Write a table as CSV in UTF-8 (see `write_csv`)."""
    guard: Callable[[Any], Any] = _without_formula if for_people else lambda value: value
    text = csv_text([guard(value) for value in row] for row in (columns, *rows))
    return text.encode("utf-8-sig" if for_people else "utf-8")


def csv_text(rows: Iterable[Sequence[Any]], separator: str = ",") -> str:
    """Write rows as CSV."""
    return "".join(_csv_line(row, separator) for row in rows)


def _csv_line(values: Sequence[Any], separator: str) -> str:
    """Write one row; the csv module of Python 3.11 leaves a bare carriage return unquoted."""
    special = separator + '"\r\n'
    cells = ["" if value is None else str(value) for value in values]
    quoted = [
        '"' + cell.replace('"', '""') + '"' if any(c in cell for c in special) else cell
        for cell in cells
    ]
    return (separator.join(quoted) or '""') + "\n"


def _without_formula(value: Any) -> Any:
    """Guard a text against being run, also where a sheet would leave out what cannot be seen."""
    if not isinstance(value, str) or not value:
        return value
    # Folding makes full-width signs usual ones and takes out what is ignorable.
    seen = _core.fold(readable(value))
    is_formula = value.startswith(_FORMULA_STARTS) or seen.startswith(_FORMULA_STARTS)
    return "'" + value if is_formula else value


def _refuse(findings: list[_core.Finding]) -> None:
    _core.throw_if_errors("read_table", findings)


def _read_file(data: bytes, name: str) -> Table:
    """Read a file of which nothing has to be guessed."""
    if is_workbook(data, name):
        read = read_workbook(data, name)
        unsure = [each for each in read.notes if each.rule != "formula"]
        records = read.records
    else:
        cells = read_separated(decode(data, name, guess=False).text, name)
        unsure, records = cells.notes, cells.records
    remedy = " read_sheet reads it all the same."
    _refuse(
        [
            fault(name, each.rule, each.message + remedy, row=each.row, value=each.value)
            for each in unsure
        ]
    )
    filled = [(number, cells) for number, cells in records if any(c and c.strip() for c in cells)]
    if not filled:
        _refuse([fault(name, "empty", "The file is empty; its first line must name the columns.")])
    columns = [cell or "" for cell in filled[0][1]]
    return Table(name, columns, [c for _, c in filled[1:]], [number for number, _ in filled[1:]])


def _columns_of(source: Any) -> list[tuple[Any, list[Any]]] | None:
    """Give the columns of a frame or mapping; None where source is neither."""
    if isinstance(source, Mapping):
        return [(column, _listed(column, values)) for column, values in source.items()]
    library = type(source).__module__.split(".")[0]
    if library == "pandas" and hasattr(source, "iloc") and hasattr(source, "columns"):
        return [(column, source.iloc[:, i].tolist()) for i, column in enumerate(source.columns)]
    if library == "polars" and hasattr(source, "get_columns"):
        return [(series.name, series.to_list()) for series in source.get_columns()]
    if isinstance(source, Framed):
        return [(column.name, list(column.values)) for column in source._frame()]
    if hasattr(source, "__arrow_c_stream__"):
        table = needed("pyarrow", "pandas").table(source)
        return [
            (column, values.to_pylist())
            for column, values in zip(table.column_names, table.columns, strict=True)
        ]
    return None


def _listed(column: Any, values: Any) -> list[Any]:
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise TypeError(
            f"pairwell: column {column!r} must be a list of values, not {type(values).__name__}"
        )
    return values.tolist() if hasattr(values, "tolist") else list(values)


def _from_columns(columns: list[tuple[Any, list[Any]]], name: str) -> Table:
    findings = []
    lengths = {len(values) for _, values in columns}
    if len(lengths) > 1:
        sizes = ", ".join(f"{column} {len(values)}" for column, values in columns)
        findings.append(fault(name, "shape", f"The columns are of different lengths: {sizes}."))
    if not columns:
        findings.append(fault(name, "empty", "The table has no columns."))
    cells: list[list[Cell]] = []
    for column, values in columns:
        cells.append([])
        for row, value in enumerate(values, start=1):
            try:
                cells[-1].append(text_of(value))
            except ValueError as error:
                shown = _shown(value)
                place = str(column).encode("utf-8", "backslashreplace").decode("utf-8")
                findings.append(fault(name, "type", str(error), row=row, column=place, value=shown))
    _refuse(findings)
    rows = [list(row) for row in zip(*cells, strict=True)]
    return Table(name, [str(column) for column, _ in columns], rows)


def _check_cells(table: Table) -> None:
    """Refuse cells of a table that was made by hand and that the core cannot read."""
    numbers = len(table.row_numbers)
    if numbers and numbers != len(table):
        message = f"There are {plural(numbers, 'row number')} for {plural(len(table), 'row')}."
        _refuse([fault(table.name, "row numbers", message)])
    findings = []
    for column in table.columns:
        try:
            checked(column)
        except ValueError as error:
            findings.append(fault(table.name, "type", str(error), column=readable(str(column))))
    for row, cells in table.numbered():
        for column, cell in zip(table.columns, cells, strict=False):  # a ragged row is told later
            try:
                checked("" if cell is None else cell)
            except ValueError as error:
                name = readable(column)
                findings.append(fault(table.name, "type", str(error), row=row, column=name))
    _refuse(findings)


def _shown(value: object) -> str:
    """Show a value in a finding, whatever it is; no text, which may be what nobody should read."""
    if isinstance(value, str):
        return ""
    if isinstance(value, int):  # Python writes only so many digits
        return f"about 2 to the {value.bit_length()}"
    return repr(value)[:60].encode("ascii", "backslashreplace").decode("ascii")
