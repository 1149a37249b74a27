"""Records to a table: the rows of headings joined, and rows of one length under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pairwell import _core
from pairwell.data.cells import Cell
from pairwell.data.faults import fault, first_numbers, note, places, some
from pairwell.data.separated import Record
from pairwell.data.shown import plural
from pairwell.data.tables import Table

_IMPORT_ID = '{"ImportId"'
BETWEEN = " / "
_MOST_HEADER_ROWS = 5
_MOST_COLUMNS = 16_384
_MOST_CELLS = 20_000_000
_FORMULA_ERRORS = frozenset(
    [
        "#N/A",
        "#DIV/0!",
        "#REF!",
        "#NAME?",
        "#VALUE!",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#BUSY!",
        "#UNKNOWN!",
        "#PYTHON!",
        "#GETTING_DATA",
        "#ERROR!",
        "Err:502",
        "Err:504",
        "Err:508",
        "Err:522",
    ]
)


@dataclass(frozen=True)
class Headed:
    """A table whose rows are as long as its headings, and what should be looked at."""

    table: Table
    notes: list[_core.Finding]


def head(
    records: Sequence[Record], name: str, header_rows: int | None = None, skipped_rows: int = 0
) -> Headed:
    """Make a table of records.

    Parameters
    ----------
    header_rows
        How many rows of headings there are. None: 1, with a note where there may be more.
    skipped_rows
        How many records above the headings are no part of the table.

    Raises
    ------
    InvalidInput
        Where there are no headings.
    """
    above = [record for record in records[:skipped_rows] if _is_filled(record)]
    filled = [record for record in records[skipped_rows:] if _is_filled(record)]
    count = header_rows or 1
    if len(filled) < count:
        what = "is empty; its first line" if not filled else "ends within its headings; each row"
        message = f"The file {what} must name the columns."
        if header_rows is not None or skipped_rows:
            message += f" {plural(skipped_rows, 'row')} skipped, {plural(count, 'header row')}."
        _core.throw_if_errors("read_sheet", [fault(name, "empty", message)])
    top, body = filled[:count], filled[count:]
    notes = _notes_above(name, above, top)
    if header_rows is None:
        notes += _seem_headings(name, filled)
    kept = [cells for _, cells in top if count == 1 or not _is_import_ids(cells)]
    if len(kept) < count:
        numbers = places([number for number, cells in top if _is_import_ids(cells)])
        notes.append(
            note(name, "heading", f"Import ids ({numbers}) were left out of the headings.")
        )
    width = _width(filled, name)
    columns = _joined([_long(cells, width) for cells in kept], width)
    named = max((i + 1 for i, column in enumerate(columns) if column), default=0)
    widest = max(len(cells) for _, cells in top)
    notes += _notes_on_rows(name, body, widest)
    rows = [_long(cells, width) for _, cells in body]
    table = Table(name, columns, rows, [number for number, _ in body])
    notes += _notes_on_columns(table, top[0][0], named) + _notes_on_errors(table)
    return Headed(table, notes)


def _width(filled: Sequence[Record], name: str) -> int:
    """How many columns there are; bounded, since each row is made as long as the longest."""
    number, longest = max(filled, key=lambda record: len(record[1]))
    width = len(longest)
    if width > _MOST_COLUMNS or width * len(filled) > _MOST_CELLS:
        message = (
            f"The sheet has {plural(len(filled), 'row')}, and this one has {plural(width, 'cell')};"
            f" a sheet has at most {_MOST_COLUMNS:,} columns and {_MOST_CELLS:,} cells."
        )
        _core.throw_if_errors("read_sheet", [fault(name, "size", message, row=number)])
    return width


def _is_filled(record: Record) -> bool:
    return any(cell and cell.strip() for cell in record[1])


def _is_import_ids(cells: Sequence[Cell]) -> bool:
    return all(cell.startswith(_IMPORT_ID) for cell in cells if cell and cell.strip())


def _filled(cells: Sequence[Cell]) -> list[int]:
    return [i for i, cell in enumerate(cells) if cell and cell.strip()]


def _long(cells: list[Cell], width: int) -> list[Cell]:
    return cells + [None] * (width - len(cells))


def _joined(rows: list[list[Cell]], width: int) -> list[str]:
    """Join the rows of headings; a group's heading holds for the columns on its right too.

    It ends where the next one begins, and where the rows below have no heading.
    """
    parts: list[list[str]] = [[] for _ in range(width)]
    for level, cells in enumerate(rows):
        group = ""
        for i in range(width):
            own = (cells[i] or "").strip()
            below = any((row[i] or "").strip() for row in rows[level + 1 :])
            group = own or (group if below else "")
            if group and group not in parts[i][-1:]:
                parts[i].append(group)
    return [BETWEEN.join(part) for part in parts]


def _notes_above(name: str, above: list[Record], top: list[Record]) -> list[_core.Finding]:
    if not above:
        return []
    texts = [cell.strip() for _, cells in above for cell in cells if cell and cell.strip()]
    where = places([number for number, _ in above])
    message = f"What stands above the headings in row {top[0][0]} was skipped ({where}): "
    return [note(name, "heading", message + some(texts) + ".", row=above[0][0])]


def _seem_headings(name: str, filled: list[Record]) -> list[_core.Finding]:
    """Say where there may be more than one row of headings, or a title above them."""
    first = _filled(filled[0][1])
    for more, (number, cells) in enumerate(filled[1:_MOST_HEADER_ROWS], start=2):
        if _is_import_ids(cells):
            message = f"Row {number} looks like import ids: with header_rows={more} it is read so."
            return [note(name, "heading", message, row=number)]
    if len(filled) < 2:
        return []
    number, second = filled[1]
    below = _filled(second)
    if len(first) == 1 and len(below) > 2:
        message = (
            f"Row {filled[0][0]} has one cell and row {number} has {len(below)}: if the first is a"
            " title, declare how many rows stand above the headings by skipped_rows."
        )
        title = filled[0][1][first[0]] or ""
        return [note(name, "heading", message, row=filled[0][0], value=title)]
    named = set(first)
    unnamed = [i for i in below if i not in named]
    are_words = len(unnamed) > 2 and _are_headings(filled, below)
    answers = [_filled(cells) for _, cells in filled[2:3]]
    is_blank_where_answers_begin = first[0] not in below and all(first[0] in a for a in answers)
    apart = is_blank_where_answers_begin or not named & set(below)
    if unnamed and (apart or are_words):
        message = (
            f"Row {number} looks like a second row of headings, as it has"
            f" {some([(second[i] or '').strip() for i in unnamed])} where the first row is blank:"
            " with header_rows=2 it is read so."
        )
        return [note(name, "heading", message, row=number)]
    return []


def _are_headings(filled: list[Record], below: list[int]) -> bool:
    """Whether no cell of the second row has a digit or an address, or recurs in its column."""
    second = filled[1][1]
    if any(c.isdigit() or c == "@" for i in below for c in second[i] or ""):
        return False
    for i in below:
        under = {(cells[i] or "").strip() for _, cells in filled[2:] if i < len(cells)}
        if (second[i] or "").strip() in under:
            return False
    return len(filled) > 3


def _notes_on_rows(name: str, body: list[Record], widest: int) -> list[_core.Finding]:
    notes = []
    short = [number for number, cells in body if len(cells) < widest]
    if short:
        message = (
            f"{plural(len(short), 'row')} with fewer cells than the {widest} of the headings"
            f" ({places(short)}): the cells that are missing at the end were read as blank."
        )
        notes.append(note(name, "shape", message, row=short[0]))
    long = [
        number
        for number, cells in body
        if any(cell and cell.strip() for cell in cells[widest:])
    ]  # fmt: skip
    if long:
        message = (
            f"{plural(len(long), 'row')} with more cells than the {widest} of the headings"
            f" ({places(long)}): the others stand under no heading. A separator that is not within"
            " quotes does this."
        )
        notes.append(note(name, "shape", message, row=long[0]))
    return notes


def _notes_on_columns(table: Table, row: int, named: int) -> list[_core.Finding]:
    notes: list[_core.Finding] = []
    filled = [
        sum(1 for cells in table.rows if (cells[i] or "").strip())
        for i in range(len(table.columns))
    ]
    trailing = [i + 1 for i in range(named, len(table.columns)) if not filled[i]]
    if trailing:
        message = (
            f"{plural(len(trailing), 'column')} at the end without a heading or a cell (from column"
            f" {trailing[0]}), as separators at the end of each line make them; kept."
        )
        notes.append(note(table.name, "heading", message, row=row))
    for i, column in enumerate(table.columns):
        if column and not filled[i] and table.rows:
            message = "No cell of the column is filled; it is kept."
            notes.append(note(table.name, "blank column", message, column=column))
    unnamed = [i for i, column in enumerate(table.columns) if not column]
    notes += [
        note(table.name, "heading", message, row=row)
        for message in (
            _unnamed(
                [i + 1 for i in unnamed if filled[i]],
                "and holds cells that are filled",
                "and hold cells that are filled",
            ),
            _unnamed(
                [i + 1 for i in unnamed if i < named and not filled[i]],
                "and is blank",
                "and are blank",
            ),
        )
        if message
    ]
    alike: dict[str, list[int]] = {}
    for i, column in enumerate(table.columns):
        if column:
            alike.setdefault(_core.fold(column), []).append(i)
    for which in alike.values():
        if len(which) > 1:
            where = ", ".join(str(i + 1) for i in which)
            message = f"The heading stands {len(which)} times, over columns {where}."
            column = table.columns[which[0]]
            notes.append(note(table.name, "heading", message, row=row, column=column))
    return notes


def _unnamed(numbers: list[int], of_one: str, of_several: str) -> str:
    """Say which columns have no heading; nothing where each has one."""
    if len(numbers) < 2:
        return f"Column {numbers[0]} has no heading {of_one}." if numbers else ""
    return f"{len(numbers)} columns have no heading {of_several}: {first_numbers(numbers)}."


def _notes_on_errors(table: Table) -> list[_core.Finding]:
    """Name the cells that hold the error of a formula instead of an answer."""
    notes = []
    for i, column in enumerate(table.columns):
        errors = [
            (n, cells[i] or "") for n, cells in table.numbered() if cells[i] in _FORMULA_ERRORS
        ]
        if errors:
            count = plural(len(errors), "cell of the column holds", "cells of the column hold")
            message = f"{count} the error of a formula ({places([n for n, _ in errors])})."
            row, text = errors[0]
            notes.append(
                note(table.name, "cell error", message, row=row, column=column, value=text)
            )
    return notes
