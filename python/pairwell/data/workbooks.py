"""Workbooks to records: the cells of one worksheet of an XLSX or ODS file, as text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell._extras import needed
from pairwell.data.cells import Cell, text_of
from pairwell.data.faults import fault, note, some
from pairwell.data.separated import Record
from pairwell.data.shown import plural
from pairwell.data.workbook_cells import Worksheet
from pairwell.data.workbook_parts import Workbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = (b"<!doctype html", b"<html")
_DIGITS = 15  # as many as a spreadsheet shows


@dataclass(frozen=True)
class Read:
    """The records of a worksheet, and what should be looked at."""

    records: list[Record]
    kind: str
    worksheet: str
    notes: list[_core.Finding]


def is_workbook(data: bytes, name: str) -> bool:
    """Whether a file holds a workbook in XLSX or ODS, by its first bytes.

    Raises
    ------
    InvalidInput
        Where it holds what no table can be read from, such as an old workbook.
    """
    message = ""
    if data.startswith(_OLE):
        message = (
            "The file is a workbook of Excel 97, or one with a password; save it as .xlsx"
            " without a password."
        )
    elif data.startswith(b"%PDF-"):
        message = "The file is a PDF; save the table as CSV or .xlsx."
    elif data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML):
        message = "The file is a page in HTML, whatever its name; save the table as CSV or .xlsx."
    if message:
        _core.throw_if_errors("read_sheet", [fault(name, "workbook", message)])
    return data.startswith(_ZIP)


def read_workbook(data: bytes, name: str, worksheet: str | None = None) -> Read:
    """Read a worksheet: the named one, else the first that is not hidden.

    Raises
    ------
    InvalidInput
        Where the file is broken or too large, and where it has no such worksheet.
    Error
        Where python-calamine is not installed.
    """
    calamine = needed("python_calamine", "sheets")
    book = Workbook(data, name)
    chosen = _chosen(book.worksheets, name, worksheet)
    if book.kind == "xlsx":
        book.look_at(chosen)
    rows = _cells(calamine, book, chosen, name)
    records: list[Record] = []
    for i, row in enumerate(rows):
        records.append((i + 1, [_text(value) for value in row]))
    for (row_at, column), text in chosen.errors.items():
        records[row_at][1][column] = text
    notes = _notes(book.worksheets, chosen, name, is_declared=worksheet is not None)
    return Read(records, book.kind, chosen.name, notes)


def _chosen(worksheets: list[Worksheet], name: str, wanted: str | None) -> Worksheet:
    names = [each.name for each in worksheets]
    if wanted is None:
        shown = [each for each in worksheets if not each.is_hidden] or worksheets
        if shown:
            return shown[0]
        message = "The workbook has no worksheet."
    else:
        found = [each for each in worksheets if each.name == wanted]
        if found:
            return found[0]
        message = f"The workbook has no such worksheet; it has {some(names, 20)}."
        message += suggestion(wanted, names)
    _core.throw_if_errors(
        "read_sheet", [fault(name, "worksheet", message, value=wanted or "")]
    )  # fmt: skip
    raise AssertionError(message)


def _cells(calamine: Any, book: Workbook, chosen: Worksheet, name: str) -> list[list[Any]]:
    try:
        with calamine.load_workbook(book.whole()) as opened:
            sheet = opened.get_sheet_by_name(chosen.name)
            rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
            ranges = sorted(sheet.merged_cell_ranges or ())  # an ODS file's are not told
            chosen.merged = [first for first, last in ranges if first[0] < last[0]]
    except Exception as error:
        why = str(error) or type(error).__name__
    except BaseException as panic:  # what Rust throws at a broken file is no Exception
        if type(panic).__module__ != "pyo3_runtime":
            raise
        why = "its reader stopped"
    else:
        width = max([chosen.columns, *map(len, rows[:1])])
        rows += [[] for _ in range(chosen.rows - len(rows))]
        return [row + [""] * (width - len(row)) for row in rows]
    message = f"The workbook cannot be read ({why}); save it anew, or as CSV."
    _core.throw_if_errors("read_sheet", [fault(name, "workbook", message)])
    raise AssertionError(message)


def _text(value: object) -> Cell:
    """Write a value as the spreadsheet shows it: dates in ISO, 15 digits, times to the second."""
    if isinstance(value, float):
        return text_of(Decimal(f"{value:.{_DIGITS}g}"))
    if isinstance(value, dt.datetime):
        return text_of((value + dt.timedelta(microseconds=500_000)).replace(microsecond=0))
    if isinstance(value, dt.time):
        return text_of(value.replace(microsecond=0))
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        sign, seconds = "-" if seconds < 0 else "", abs(seconds)
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return text_of(value)


def _place(at: tuple[int, int]) -> str:
    """A place as a spreadsheet writes it: (0, 27) is AB1."""
    letters, column = "", at[1] + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{at[0] + 1}"


def _notes(
    worksheets: list[Worksheet], chosen: Worksheet, name: str, *, is_declared: bool
) -> list[_core.Finding]:
    notes = []
    others = [each.name for each in worksheets if each is not chosen]
    if others and not is_declared:
        message = (
            f"The workbook has {plural(len(worksheets), 'worksheet')}: '{chosen.name}' was read,"
            f" and {some(others, 20)} not. Declare the worksheet if that is wrong."
        )
        notes.append(note(name, "worksheet", message, value=chosen.name))
    if chosen.formulas:
        row = chosen.formulas[0][0] + 1
        message = (
            f"{plural(len(chosen.formulas), 'cell')} with a formula (the first is"
            f" {_place(chosen.formulas[0])}), read as last calculated."
        )
        notes.append(note(name, "formula", message, row=row))
    filled = [at for at in chosen.merged if at[0] > 0]
    if filled:
        merged = plural(len(filled), "cell that is merged", "cells that are merged")
        message = (
            f"{merged} over several rows (the first is {_place(filled[0])}): only the first of"
            " those rows has the text, and the others are read as blank. Unmerge and fill them in,"
            " if it is meant for each."
        )
        notes.append(note(name, "merged", message, row=filled[0][0] + 1))
    if chosen.uncalculated:
        row = chosen.uncalculated[0][0] + 1
        message = (
            f"{plural(len(chosen.uncalculated), 'cell')} with a formula that was never calculated"
            f" (the first is {_place(chosen.uncalculated[0])}), read as blank. Open the workbook"
            " in a spreadsheet and save it."
        )
        notes.append(note(name, "cell error", message, row=row))
    return notes
