"""Sheets as they are exported: a table, and what was found out about the file to read it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from pairwell import _core
from pairwell.data.decoding import decode
from pairwell.data.faults import fault, note
from pairwell.data.framed import Column, Framed
from pairwell.data.headings import head
from pairwell.data.separated import read_separated
from pairwell.data.shown import html_table, plural, readable
from pairwell.data.tables import Table, TableSource, read_table
from pairwell.data.workbooks import is_workbook, read_workbook

Kind: TypeAlias = Literal["text", "xlsx", "ods", "frame"]

_MOST_HEADER_ROWS = 5


@dataclass(frozen=True)
class SheetRead(Framed):
    r"""A table as a form service or a spreadsheet gave it, and how it was read.

    Whatever takes a table takes a sheet. In a workbook and in a frame numbers have a decimal
    point and dates are in ISO 8601, whatever the sheet shows: they were values and not text.

    Attributes
    ----------
    table
        The cells under their headings, all rows of one length. Headings have no blanks around
        them; they stand as often as in the file, and are empty where the file has none.
    kind
        What was read: "text" (CSV), "xlsx", "ods", or "frame" for all that was a table already.
    encoding, separator
        Of a text; None of anything else.
    worksheet
        Of a workbook; None of anything else.
    header_rows, skipped_rows
        How many rows of headings there are, and how many rows stand above them.
    notes
        What somebody should look at, each a finding that is a warning.

    Examples
    --------
    >>> import pairwell as pw
    >>> sheet = pw.read_sheet("Name;Hours\nZoë;3,5\n".encode("cp1252"), name="hours.csv")
    >>> sheet
    <SheetRead: hours.csv, 1 row, 2 columns, windows-1252 separated by ';', 1 note>
    """

    table: Table
    kind: Kind
    encoding: str | None = None
    separator: str | None = None
    worksheet: str | None = None
    header_rows: int = 1
    skipped_rows: int = 0
    notes: list[_core.Finding] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        size = f"{plural(len(self), 'row')}, {plural(len(self.columns), 'column')}"
        how: str = self.kind
        if self.separator is not None:
            how = f"{self.encoding} separated by {self.separator!r}"
        elif self.worksheet is not None:
            how = f"{self.kind} worksheet {self.worksheet!r}"
        return f"<SheetRead: {self.name}, {size}, {how}, {plural(len(self.notes), 'note')}>"

    def _repr_html_(self) -> str:
        rows = ([cell or "" for cell in row] for row in self.table.rows)
        return html_table(repr(self)[1:-1], self.columns, rows, len(self))

    @property
    def name(self) -> str:
        """What findings call the sheet."""
        return self.table.name

    @property
    def columns(self) -> list[str]:
        """The headings in order."""
        return self.table.columns

    def _frame(self) -> list[Column]:
        return self.table._frame()


def read_sheet(
    source: TableSource | bytes,
    *,
    name: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    worksheet: str | None = None,
    header_rows: int | None = None,
    skipped_rows: int = 0,
) -> SheetRead:
    r"""Read a sheet as it was exported, and say what was found out about it.

    Parameters
    ----------
    source
        A file's path or its bytes: CSV in any encoding, or a workbook in XLSX or ODS (where
        python-calamine is installed). Or whatever is a table already, such as a frame.
    name
        What findings call the sheet. None: the file's name, or "sheet".
    encoding
        Of a text, such as "windows-1252". None: by its byte order mark, else UTF-8, else the
        most likely, with a note.
    separator
        Of a text: ",", ";", "\t", "|" or another sign. None: by a first line such as ``sep=;``,
        else the one by which the rows have most evenly many cells.
    worksheet
        Of a workbook. None: the first that is not hidden, with a note where there are others.
    header_rows
        How many rows of headings there are; "Group / Question" is made of two. None: 1, with a
        note where there seem to be more.
    skipped_rows
        How many rows stand above the headings, as a spreadsheet counts them.

    Returns
    -------
    SheetRead
        Nothing of the file is left out in silence. What is unsure or unusual has a note: a guessed
        encoding, rows of another length, columns without a heading or an answer, a heading that
        stands twice, cells with the error of a formula.

    Raises
    ------
    InvalidInput
        With every fault that keeps the sheet from being read: bytes that the encoding does not
        allow, a quotation that does not end, no headings, a broken or too large workbook.
    OSError
        Where the file cannot be opened.
    TypeError, ValueError
        Where source is no table, and where an argument is none of its values.
    """
    _check(separator, header_rows, skipped_rows)
    if isinstance(source, (bytes, bytearray, memoryview)):
        data, name = bytes(source), name or "sheet"
    elif isinstance(source, (str, os.PathLike)):
        data, name = Path(source).read_bytes(), name or readable(Path(source).name)
    else:
        return _of_table(read_table(source, name), encoding, separator, worksheet, header_rows)
    if is_workbook(data, name):
        return _of_workbook(data, name, encoding, separator, worksheet, header_rows, skipped_rows)
    decoded = decode(data, name, encoding)
    cells = read_separated(decoded.text, name, separator, skipped_rows)
    headed = head(cells.records, name, header_rows, skipped_rows)
    notes = decoded.notes + cells.notes + headed.notes
    if worksheet is not None:
        notes.append(_unused(name, "worksheet", worksheet, "is text"))
    return SheetRead(
        headed.table, "text", decoded.encoding, cells.separator, None, header_rows or 1,
        skipped_rows, notes,
    )  # fmt: skip


def _check(separator: str | None, header_rows: int | None, skipped_rows: int) -> None:
    if separator is not None and (len(separator) != 1 or separator in '"\r\n\0 '):
        raise ValueError(
            "pairwell: read_sheet: separator must be one sign, and no blank, quotation mark or"
            f" end of a line, not {separator!r}"
        )
    if header_rows is not None and not 1 <= header_rows <= _MOST_HEADER_ROWS:
        raise ValueError(
            f"pairwell: read_sheet: header_rows must be from 1 to {_MOST_HEADER_ROWS},"
            f" not {header_rows}"
        )
    if skipped_rows < 0:
        raise ValueError(f"pairwell: read_sheet: skipped_rows must not be negative: {skipped_rows}")


def _of_workbook(
    data: bytes,
    name: str,
    encoding: str | None,
    separator: str | None,
    worksheet: str | None,
    header_rows: int | None,
    skipped_rows: int,
) -> SheetRead:
    read = read_workbook(data, name, worksheet)
    headed = head(read.records, name, header_rows, skipped_rows)
    notes = read.notes + headed.notes
    for what, declared in (("encoding", encoding), ("separator", separator)):
        if declared is not None:
            notes.append(_unused(name, what, declared, f"is a workbook in {read.kind.upper()}"))
    kind: Kind = "xlsx" if read.kind == "xlsx" else "ods"
    return SheetRead(
        headed.table, kind, None, None, read.worksheet, header_rows or 1, skipped_rows, notes
    )


def _of_table(
    table: Table,
    encoding: str | None,
    separator: str | None,
    worksheet: str | None,
    header_rows: int | None,
) -> SheetRead:
    """Take a table that has its headings already."""
    if header_rows not in (None, 1):
        message = "A frame has its headings already; header_rows is for files."
        _core.throw_if_errors(
            "read_sheet", [fault(table.name, "heading", message, value=str(header_rows))]
        )
    headed = head([(0, list(table.columns)), *table.numbered()], table.name, 1)
    declared = {"encoding": encoding, "separator": separator, "worksheet": worksheet}
    notes = [
        _unused(table.name, what, value, "is no file")
        for what, value in declared.items()
        if value is not None
    ]
    return SheetRead(headed.table, "frame", notes=headed.notes + notes)


def _unused(name: str, what: str, declared: str, why: str) -> _core.Finding:
    return note(name, what, f"The {what} was declared, but the sheet {why}.", value=declared)
