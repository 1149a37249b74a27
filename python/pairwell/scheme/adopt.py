"""A programme file proposed from raw exports: the guess that a coordinator goes on from."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pairwell import _core
from pairwell.data.faults import fault
from pairwell.data.files import draft
from pairwell.data.sheets import SheetRead, read_sheet
from pairwell.data.shown import plural
from pairwell.data.tables import TableSource
from pairwell.scheme.adopt_cells import day_of
from pairwell.scheme.adopt_columns import Findings, Looked, leave_out_the_service, look_at
from pairwell.scheme.adopt_criteria import Criterion, propose_criteria
from pairwell.scheme.adopt_pairing import propose_questions
from pairwell.scheme.adopt_parts import people_in
from pairwell.scheme.adopt_proposals import Known, Proposal, give_ids
from pairwell.scheme.adopt_roles import find_role
from pairwell.scheme.adopt_settle import (
    join_names,
    one_part_each,
    say_who_cannot_be_told_apart,
    something_to_compare,
    when_submitted,
)
from pairwell.scheme.adopt_words import plain
from pairwell.scheme.adopt_write import Frame, within_limits, write
from pairwell.scheme.programme import Programme


@dataclass(frozen=True, repr=False)
class Adopted:
    """A proposed programme file, and what of it somebody should look at.

    Attributes
    ----------
    text
        The file, in TOML with comments.
    findings
        What is unsure: warnings, each with its sheet, its heading and what to look at.
    questions
        Of each question its id, kind, asked, where_kept and plays.
    criteria
        Of each criterion its id and weight.
    """

    text: str
    findings: list[_core.Finding]
    questions: list[dict[str, Any]] = field(default_factory=list)
    criteria: list[dict[str, Any]] = field(default_factory=list)

    def __repr__(self) -> str:
        return (
            f"<Adopted: {plural(len(self.questions), 'question')},"
            f" {plural(len(self.criteria), 'criterion', 'criteria')},"
            f" {len(self.findings)} to look at>"
        )

    @property
    def programme(self) -> Programme:
        """The programme that the file describes as it is."""
        return Programme.parse(self.text)

    def write(self, path: str | os.PathLike[str]) -> Path:
        """Write the file, for its owner alone to read, since options in it may be people's answers.

        Raises
        ------
        Error
            Where there is a file of that name: it may have been edited.
        OSError
            Where the file cannot be written.
        """
        with draft(path, private=True, replaces=False) as made:
            made.file.write(self.text.encode())
            made.keep()
        return Path(path)


def adopt(
    mentees: TableSource | bytes | SheetRead,
    mentors: TableSource | bytes | SheetRead | None = None,
    *,
    name: str = "My scheme",
    starts: str | None = None,
    zone: str = "Europe/London",
) -> Adopted:
    """Propose a programme file from the answers as a form service exported them.

    Nothing is decided by the guess: the file is what counts, and what is unsure is said in it and
    in `Adopted.findings`. What tells who somebody is and what looks like monitoring is kept apart,
    and none of it is in the file; nor are people's own words: options are answers that recur.

    Parameters
    ----------
    mentees, mentors
        The sheets, as for `read_sheet`, or what that gives. Without mentors: one sheet of both
        roles, with a column that says the role.
    name
        Of the scheme.
    starts
        The month in which it starts, as "2026-11". None: the month after the last form, and where
        no column says when forms came in, the next one.
    zone
        The time zone of the scheme.

    Raises
    ------
    InvalidInput
        Where a sheet cannot be read, has no rows, or does not tell mentees from mentors, and where
        starts is no month.
    OSError
        Where a file cannot be opened.
    """
    findings = Findings()
    given = [("mentees", mentees), ("mentors", mentors)] if mentors is not None else [
        ("people", mentees)
    ]  # fmt: skip
    sheets = [_looked(source, sheet_id, findings) for sheet_id, source in given]
    service = {sheet.id: leave_out_the_service(sheet) for sheet in sheets}
    questions = when_submitted(sheets, service)
    known = Known(people_in([column for sheet in sheets for column in sheet.columns]))
    if len(sheets) == 1:
        questions.append(find_role(sheets[0], known.people))
    else:
        for column in (column for sheet in sheets for column in sheet.columns):
            column.roles = {column.sheet.id[:-1]}
    taken = {column for question in questions for column in question.columns}
    columns = [c for sheet in sheets for c in sheet.columns if c not in taken]
    questions += propose_questions(columns, known)
    join_names(questions)
    one_part_each(questions)
    say_who_cannot_be_told_apart(questions, sheets, findings)
    questions = within_limits(questions, findings)
    if not propose_criteria(questions):
        questions.append(something_to_compare(sheets[0]))
    give_ids(questions, [c.heading for sheet in sheets for c in sheet.columns])
    criteria = propose_criteria(questions)
    for question in questions:
        question.report(findings)
    frame = _frame(name, starts, zone, questions, findings, sheets[0].name)
    text = write(frame, sheets, questions, criteria)
    return Adopted(text, findings.all, _facts(questions), _weights(criteria))


def _looked(source: Any, sheet_id: str, findings: Findings) -> Looked:
    if isinstance(source, SheetRead):
        read = source
    else:
        is_path = isinstance(source, (str, os.PathLike))
        read = read_sheet(source, name=None if is_path else sheet_id)
    if not len(read):
        message = "The sheet has headings and no answers, so nothing can be found out."
        _core.throw_if_errors("adopt", [fault(read.name, "empty", message)])
    return look_at(read, sheet_id, findings)


def _frame(
    name: str, starts: str | None, zone: str, questions: Sequence[Proposal], findings: Findings,
    sheet: str,
) -> Frame:  # fmt: skip
    """Say what is not in the sheets: the scheme's name, its months and its deadline."""
    days = [
        day[0]
        for question in questions
        if question.plays == "submitted_at"
        for column in question.columns
        for answer in column.answers
        if (day := day_of(answer, column.sheet.dates)) is not None and 1 < day[0].year < 9000
    ]
    notes = []
    if not days:
        findings.add(
            sheet, "time",
            "No column says when forms were submitted, so every form counts as in time, and the"
            " deadline is a guess.",
        )  # fmt: skip
    if starts is None:
        last = max(days) if days else dt.date.today()
        first = _month_after(last)
        notes = ["Unsure: the months in which the scheme starts and ends, at the top of the file."]
    else:
        first = _month_of(starts)
        last = max(days) if days else first - dt.timedelta(days=1)
    ends = first
    for _ in range(5):
        ends = _month_after(ends)
    slug = re.sub(r"[^a-z0-9]+", "-", plain(name).encode("ascii", "ignore").decode()).strip("-")
    slug = re.sub(r"^[^a-z]+", "", slug)[:60].strip("-") or "scheme"
    return Frame(
        name,
        f"{slug}-{first.year}",
        zone,
        last,
        f"{first:%Y-%m}",
        f"{ends:%Y-%m}",
        notes,
        bool(days),
    )


def _month_after(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=31)).replace(day=1)


def _month_of(text: str) -> dt.date:
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text.strip())
    if found is None or not (1 < int(found.group(1)) < 9000 and 1 <= int(found.group(2)) <= 12):
        message = f"{text!r} is no month; write it as 2026-11."
        _core.throw_if_errors("adopt", [fault("starts", "month", message, value=text)])
        raise AssertionError(message)
    return dt.date(int(found.group(1)), int(found.group(2)), 1)


def _facts(questions: Sequence[Proposal]) -> list[dict[str, Any]]:
    return [
        {
            "id": question.id,
            "kind": question.kind,
            "asked": list(question.asked),
            "where_kept": question.keep,
            "plays": question.plays,
        }
        for question in questions
    ]


def _weights(criteria: Sequence[Criterion]) -> list[dict[str, Any]]:
    return [
        {"id": each.id, "compare": each.keys["compare"], "weight": each.weight} for each in criteria
    ]
