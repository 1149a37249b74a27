"""Where the cells of a worksheet are: how far it goes, its formulas and the errors of those.

A reader gives the values. It does not say which of them a formula made, nor which are an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

MOST_CELLS = 5_000_000
_MOST_BLANKS = 1_048_576
_MOST_ROW, _MOST_COLUMN = 1_048_576, 16_384
_NUMBER = re.compile(r"\s*\+?0*([0-9]{1,9})\s*")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Worksheet:
    """What was seen of a worksheet; places are (row, column) from 0.

    A text of several cells counts for each of them in `characters`, as a reader copies it.
    """

    name: str
    is_hidden: bool = False
    part: str = ""
    rows: int = 0
    columns: int = 0
    characters: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int]] = field(default_factory=list)
    """Where cells begin that are merged over several rows."""

    def fill(self, row: int, column: int, times: tuple[int, int] = (1, 1)) -> None:
        """Note that a cell, or a block of cells, holds something."""
        self.rows = max(self.rows, row + times[0])
        self.columns = max(self.columns, column + times[1])


class Handler:
    """What is done with the elements and the text of a part."""

    place: Callable[[], int]
    """At which byte of the part the parser is."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take the end of an element."""

    def text(self, data: str) -> None:
        """Take a text."""


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    return {_local(key): value for key, value in attributes.items()}


def _local(name: str) -> str:
    """The name of an element or attribute without the prefix of its namespace."""
    return name.rpartition(":")[2]


class XlsxBook(Handler):
    """Gathers the worksheets of an XLSX file."""

    def __init__(self) -> None:
        self.worksheets: list[Worksheet] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """See `Handler`."""
        tag = _local(tag)
        if tag == "sheet":
            plain = _plain(attributes)
            is_hidden = plain.get("state", "visible") != "visible"
            self.worksheets.append(Worksheet(plain.get("name", ""), is_hidden, plain.get("id", "")))


class XlsxLinks(Handler):
    """Gathers which part of an XLSX file holds what."""

    def __init__(self) -> None:
        self.targets: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """See `Handler`."""
        tag = _local(tag)
        if tag == "Relationship":
            link = attributes.get("Type", ""), attributes.get("Target", "")
            self.targets[attributes.get("Id", "")] = link


class XlsxStrings(Handler):
    """Gathers how long each text is that cells of an XLSX file share."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """See `Handler`."""
        if _local(tag) == "si":
            self.lengths.append(0)

    def text(self, data: str) -> None:
        """See `Handler`."""
        if self.lengths:
            self.lengths[-1] += len(data)


class XlsxCells(Handler):
    """Goes through the cells of a worksheet of an XLSX file."""

    def __init__(
        self, worksheet: Worksheet, shared: list[int], broken: Callable[[str], NoReturn]
    ) -> None:
        self._worksheet = worksheet
        self._shared = shared
        self._longest = max(shared, default=0)
        self._broken = broken
        self._at = (-1, -1)
        self._given: str | None = None  # the place as written, not yet looked at
        self._is_error = self._has_formula = self._is_inline = self._in_value = False
        self._is_shared = False
        self._texts: list[str] = []
        self._begin = 0
        self.error_spans: list[tuple[int, int]] = []  # from <v> up to </v>, in bytes

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """See `Handler`."""
        if ":" in tag:
            tag = _local(tag)
        if tag == "c":
            given = attributes.get("r")
            if given is None:
                row, column = self._place()
                self._at = row, column + 1
            self._given = given
            self._is_error = attributes.get("t") == "e"
            self._is_shared = attributes.get("t") == "s"
            self._has_formula = self._is_inline = False
            self._texts = []
        elif tag == "v":
            self._in_value = True
            if self._is_error:
                self._begin = self.place()
        elif tag == "f":
            self._has_formula = True
        elif tag == "is":
            self._is_inline = True
        elif tag == "row":
            number = attributes.get("r", str(self._at[0] + 2))
            if not (number.isdecimal() and len(number) < 8 and 0 < int(number) <= _MOST_ROW):
                self._broken(f"a row has the number '{number[:40]}'")
            self._at, self._given = (int(number) - 1, -1), None

    def text(self, data: str) -> None:
        """See `Handler`."""
        if self._in_value:
            self._texts.append(data)

    def end(self, tag: str) -> None:
        """See `Handler`."""
        if ":" in tag:
            tag = _local(tag)
        if tag == "v":
            self._in_value = False
            if self._is_error and self._texts:
                self.error_spans.append((self._begin, self.place()))
        elif tag == "c" and (self._texts or self._has_formula or self._is_inline):
            sheet, at = self._worksheet, self._place()
            sheet.fill(*at)
            if self._is_shared:
                sheet.characters += self._length_of("".join(self._texts))
            if self._has_formula:
                sheet.formulas.append(at)
                if not self._texts:
                    sheet.uncalculated.append(at)
            if self._is_error and self._texts:
                sheet.errors[at] = "".join(self._texts)

    def _length_of(self, number: str) -> int:
        """How long a shared text is; the longest where a reader may see another number."""
        found = _NUMBER.fullmatch(number)
        place = int(found[1]) if found else -1
        if 0 <= place < len(self._shared):
            return self._shared[place]
        return self._longest

    def _place(self) -> tuple[int, int]:
        """Where the cell is: as written, else after the one before."""
        if self._given is not None:
            found = _PLACE.fullmatch(self._given)
            row, column = int(found[2]) if found else 0, 0
            for letter in found[1] if found else "":
                column = column * 26 + ord(letter) - 64
            if not (0 < row <= _MOST_ROW and 0 < column <= _MOST_COLUMN):
                self._broken(f"a cell has the place '{self._given[:40]}'")
            self._at, self._given = (row - 1, column - 1), None
        return self._at


class OdsCells(Handler):
    """Goes through the cells of all worksheets of an ODS file."""

    def __init__(self, broken: Callable[[str], NoReturn]) -> None:
        self.worksheets: list[Worksheet] = []
        self._broken = broken
        self._row = self._column = 0
        self._times = [1, 1]
        self._cell: dict[str, str] = {}
        self._is_filled = self._is_error = False
        self._depth = 0  # of a note beside a cell, whose text is not the cell's
        self._texts: list[str] = []
        self._blanks = 0  # that the cell's text has beside

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """See `Handler`."""
        tag = _local(tag)
        if tag == "table":
            self.worksheets.append(Worksheet(_plain(attributes).get("name", "")))
            self._row = 0
        elif tag == "table-row":
            self._times[0] = self._repeated(_plain(attributes), "number-rows-repeated", _MOST_ROW)
            self._column = 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell = _plain(attributes)
            self._times[1] = self._repeated(self._cell, "number-columns-repeated", _MOST_COLUMN)
            self._is_filled = bool({"value-type", "formula"} & self._cell.keys())
            # Beside the type that the standard has, LibreOffice writes one of its own.
            self._is_error = any(
                value == "error" for key, value in attributes.items() if _local(key) == "value-type"
            )
            self._texts, self._blanks = [], 0
        elif tag == "s":
            self._blanks += self._repeated(_plain(attributes), "c", _MOST_BLANKS)
        elif tag == "annotation":
            self._depth += 1
        elif tag == "p":
            self._is_filled = True

    def text(self, data: str) -> None:
        """See `Handler`."""
        if not self._depth:
            self._texts.append(data)

    def end(self, tag: str) -> None:
        """See `Handler`."""
        tag = _local(tag)
        if tag == "annotation":
            self._depth -= 1
        elif tag == "table-row":
            self._row += self._times[0]
        elif tag in ("table-cell", "covered-table-cell") and self.worksheets:
            if self._is_filled:
                self._fill()
            self._column += self._times[1]

    def _fill(self) -> None:
        sheet, (down, across) = self.worksheets[-1], self._times
        sheet.fill(self._row, self._column, (down, across))
        sheet.characters += (sum(map(len, self._texts)) + self._blanks) * down * across
        if not (self._is_error or "formula" in self._cell) or down * across > MOST_CELLS:
            return
        text = "".join(self._texts).strip()
        for row in range(self._row, self._row + down):
            for column in range(self._column, self._column + across):
                if self._is_error:
                    sheet.errors[row, column] = text
                if "formula" in self._cell:
                    sheet.formulas.append((row, column))

    def _repeated(self, attributes: dict[str, str], key: str, most: int) -> int:
        given = attributes.get(key, "1")
        if not (given.isdecimal() and len(given) < 9 and 0 < int(given) <= most):
            self._broken(f"{key} is '{given[:40]}'")
        return int(given)
