"""Separated text to records: the separator, and the line on which each record begins."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from pairwell import _core
from pairwell.data.cells import Cell
from pairwell.data.decoding import line_at
from pairwell.data.faults import fault, note
from pairwell.data.shown import plural

Record = tuple[int, list[Cell]]
"""The row number and the cells, also of a row without any text."""

# The first of equals is taken; commas stand in numbers and sentences too.
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars", ",": "commas"}

_SAMPLE = 200
_DECLARED = re.compile(r'"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


@dataclass(frozen=True)
class Separated:
    """The records of a text and what separates their cells."""

    records: list[Record]
    separator: str
    notes: list[_core.Finding] = field(default_factory=list)


def read_separated(
    text: str, name: str, separator: str | None = None, skipped_rows: int = 0
) -> Separated:
    """Read CSV; lines without any text are records without cells above the headings, else none.

    Parameters
    ----------
    separator
        The declared one. None: by a first line such as ``sep=;``, else the one by which the
        rows have most evenly many cells.
    skipped_rows
        How many records stand above the headings; they have no say in the separator.

    Raises
    ------
    InvalidInput
        Where a quotation does not end or has text behind it, by the line of its record.
    """
    begin = 0
    notes: list[_core.Finding] = []
    declared = _DECLARED.match(text)
    if declared:
        begin = declared.end()
        separator = separator or declared[1]
    body = text[begin:]
    if separator is None:
        separator, notes = _found(body, name, skipped_rows)
    first = line_at(text, begin)
    records = _records(body, name, separator, first)
    above = list(islice(records, skipped_rows))
    return Separated([*above, *(each for each in records if each[1])], separator, notes)


def _records(text: str, name: str, separator: str, first: int) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = first
    try:
        for record in reader:
            yield begins, [cell or None for cell in record]
            begins = first + reader.line_num
    except csv.Error as error:
        message = f"The row that begins here cannot be read as CSV: {error}."
        _core.throw_if_errors("read_table", [fault(name, "csv", message, row=begins)])


def _widths(text: str, separator: str) -> tuple[list[int], bool]:
    """How many cells the first records have, and whether they could be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    widths: list[int] = []
    try:
        for record in islice(reader, _SAMPLE):
            widths.append(len(record) if any(cell.strip() for cell in record) else 0)
    except csv.Error:
        return widths, False
    return widths, True


def _found(text: str, name: str, skipped_rows: int) -> tuple[str, list[_core.Finding]]:
    """The separator of the headings by which the rows have most evenly many cells."""
    ranks: dict[str, tuple[bool, float, int]] = {}
    titled: dict[str, tuple[bool, float, int]] = {}
    for separator in SEPARATORS:
        widths, readable = _widths(text, separator)
        widths = [width for width in widths[skipped_rows:] if width]
        if not widths:
            continue
        width, count = Counter(widths).most_common(1)[0]
        share = count / len(widths)
        if widths[0] > 1 < width:
            ranks[separator] = readable, share, width
        elif width > 2 and share > 0.5:  # a title above the headings
            titled[separator] = readable, share, width
    chosen = ranks or titled
    if not chosen:
        return ",", []
    best = max(chosen, key=lambda separator: chosen[separator])
    equals = [each for each in ranks if each != best and ranks[each][:2] == ranks[best][:2]]
    notes = [
        note(
            name, "separator",
            f"The cells were separated at {SEPARATORS[best]}, {plural(chosen[best][2], 'column')};"
            f" {SEPARATORS[each]} would give {ranks[each][2]}. Declare the separator if that is"
            " wrong.",
        )
        for each in equals
    ]  # fmt: skip
    return best, notes
