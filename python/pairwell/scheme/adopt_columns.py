"""The columns of the sheets that a file is proposed for, and what holds for each sheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from pairwell import _core
from pairwell.data.faults import note
from pairwell.data.sheets import SheetRead
from pairwell.scheme.adopt_cells import (
    DateOrder,
    decimal_evidence,
    is_dated,
    looks_dated,
    order_evidence,
    yes_or_no,
)
from pairwell.scheme.adopt_words import is_of_the_service, loose, plain

_LONGEST_HEADING = 500
_MOST_COLUMNS = 1000


@dataclass(eq=False)
class Column:
    """One column of a sheet.

    Attributes
    ----------
    cells
        One for each row, without blanks around it; "" where nothing stands.
    roles
        Who answered it: "mentee", "mentor" or both.
    """

    sheet: Looked
    heading: str
    cells: list[str]
    roles: set[str] = field(default_factory=set)

    @property
    def answers(self) -> list[str]:
        """The cells that are not blank."""
        return [cell for cell in self.cells if cell]

    def rows(self, which: Sequence[int]) -> list[int]:
        """Give the rows of the file of some cells, by their places."""
        numbers = self.sheet.numbers
        return [numbers[place] for place in which]

    def all_yes_or_no(self) -> bool:
        """Whether every answer is a yes or a no, and there is one."""
        answers = self.answers
        return bool(answers) and all(yes_or_no(answer) is not None for answer in answers)


@dataclass(eq=False)
class Looked:
    """A sheet, how its days and numbers are written, and which of its columns are no questions.

    Attributes
    ----------
    numbers
        The row of the file of each row.
    roles
        Of a sheet of both roles: what each answer to the role means.
    applied
        Of a sheet of both roles: what each row applies for.
    """

    id: str
    read: SheetRead
    columns: list[Column] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    dates: DateOrder = "iso"
    decimal: str = "."
    numbers: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    roles: dict[str, list[str]] = field(default_factory=dict)
    applied: list[list[str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What findings call the sheet."""
        return self.read.name


class Findings:
    """What somebody should look at: for the report of the command, once each."""

    def __init__(self) -> None:
        self.all: list[_core.Finding] = []

    def of(self, sheet: str) -> list[_core.Finding]:
        """Give what was said of a sheet so far."""
        return [finding for finding in self.all if finding.file == sheet]

    def add(self, sheet: str, rule: str, message: str, heading: str = "", row: int = 0) -> None:
        """Add a warning with its sheet and heading."""
        self.all.append(note(sheet, rule, message, column=heading, row=row))


def look_at(read: SheetRead, sheet_id: str, findings: Findings) -> Looked:
    """Take a sheet apart into columns, and leave out those that can be no question."""
    sheet = Looked(sheet_id, read)
    findings.all += [note for note in read.notes if note.rule != "blank column"]
    numbered = list(read.table.numbered())
    sheet.numbers = [number for number, _ in numbered]
    seen = [loose(heading) for heading in read.columns]
    twice = {key for key in seen if key and seen.count(key) > 1} if len(seen) < 5000 else set()
    for place, heading in enumerate(read.columns):
        cells = [(row[place] or "").strip() for _, row in numbered]
        column = Column(sheet, heading, cells)
        if len(sheet.columns) >= _MOST_COLUMNS:
            message = f"Only the first {_MOST_COLUMNS} columns were looked at; this one was not."
            findings.add(sheet.name, "size", message, heading)
        elif not _is_left_out(column, seen[place] in twice, findings):
            sheet.columns.append(column)
    _look_at_days(sheet, findings)
    _look_at_numbers(sheet, findings)
    return sheet


def _is_left_out(column: Column, is_twice: bool, findings: Findings) -> bool:
    """Whether a column can be no question; says why, unless it is wholly blank."""
    sheet, heading = column.sheet, column.heading
    filled = len(column.answers)
    ignored, rule = bool(heading), "heading"
    if not heading:  # the notes of the sheet say which and whether they are filled
        if filled and not any(each.rule == "unnamed" for each in findings.of(sheet.name)):
            message = (
                "A column without a heading has cells that are filled: name each such or take it"
                " out, or the forms cannot be read."
            )
            findings.add(sheet.name, "unnamed", message)
        return True
    if not _is_printable(heading):
        message = "The heading holds a sign that cannot be seen, so the column is ignored."
    elif len(heading) > _LONGEST_HEADING or not plain(heading):
        why = "has no words" if len(heading) <= _LONGEST_HEADING else "is too long"
        message = f"The heading {why}, so the column is ignored; give it a shorter one in words."
    elif is_twice:
        message = "The heading stands twice, so both columns are ignored; rename one of them."
    elif not filled:
        rule = "ignored"
        message = (
            "No cell is filled, so the column is ignored; take it out of `ignore` when one is."
        )
    else:
        return False
    if ignored and loose(heading) not in map(loose, sheet.ignored):
        sheet.ignored.append(heading)
    if rule == "ignored" and is_of_the_service(heading):
        return True
    shown = heading if len(heading) <= _LONGEST_HEADING else heading[:40] + "..."
    findings.add(sheet.name, rule, message, shown)
    return True


def _is_printable(heading: str) -> bool:
    """Whether a heading can stand in a file: no control characters besides ends of lines."""
    for character in heading:
        kind = unicodedata.category(character)
        if kind in ("Cs", "Co", "Cn") or (kind == "Cc" and character not in "\n\r\t"):
            return False
    return True


def _look_at_days(sheet: Looked, findings: Findings) -> None:
    """Find whether the day or the month comes first, by the days that only one order allows."""
    dated = [
        column
        for column in sheet.columns
        if any(map(looks_dated, column.answers))
        and sum(map(is_dated, column.answers)) > 0.5 * len(column.answers)
    ]
    if not dated:
        return
    proofs = {column: order_evidence(column.answers) for column in dated}
    first = sum("day_first" in proof for proof in proofs.values())
    month = sum("month_first" in proof for proof in proofs.values())
    sheet.dates = "month_first" if month > first else "day_first"
    if first and month:
        for column, proof in proofs.items():
            if proof - {sheet.dates}:
                message = (
                    f"Days are written in two orders; {_order(sheet.dates)} was proposed, and some"
                    " cells here are no days then."
                )
                findings.add(sheet.name, "dates", message, column.heading)
    elif not first and not month:
        sheet.notes.append(
            "Unsure: no day of the file is after the 12th, so that day and month cannot be told"
            " apart; the day first, as in Britain, is proposed."
        )
        message = "No day is after the 12th: the day first, as in Britain, was proposed."
        findings.add(sheet.name, "dates", message, dated[0].heading)


def _order(dates: DateOrder) -> str:
    return "the month first" if dates == "month_first" else "the day first"


def _look_at_numbers(sheet: Looked, findings: Findings) -> None:
    """Find the decimal mark."""
    proofs: dict[str, list[Column]] = {}
    for column in sheet.columns:
        answers = column.answers
        if sum(bool(re.match(r"-?\d", a)) for a in answers) < 0.5 * len(answers):
            continue
        for mark in sorted(decimal_evidence(answers)):
            proofs.setdefault(mark, []).append(column)
    if len(proofs.get(",", [])) > len(proofs.get(".", [])):
        sheet.decimal = ","
    for mark, columns in proofs.items():
        if mark != sheet.decimal:
            message = (
                f"Numbers have two decimal marks; {sheet.decimal!r} was proposed, so some cells"
                " here are no numbers."
            )
            for column in columns:
                findings.add(sheet.name, "decimal", message, column.heading)


def leave_out_the_service(sheet: Looked) -> list[Column]:
    """Take the columns out that the form service added; they are given, for one may say when."""
    own = [column for column in sheet.columns if is_of_the_service(column.heading)]
    sheet.columns = [column for column in sheet.columns if column not in own]
    return own
