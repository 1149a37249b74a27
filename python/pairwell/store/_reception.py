"""The desk that takes in forms, names and monitoring answers; it cannot read the last again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.data.tables import TableSource, name_of, read_table
from pairwell.scheme.applications import ApplicationsRead, read_applications
from pairwell.scheme.asked import for_a_panel, questions_of
from pairwell.scheme.forms import read_monitoring
from pairwell.scheme.forms_frame import meant
from pairwell.scheme.members import RoleName, member_of
from pairwell.scheme.programme import Programme
from pairwell.scheme.sheet_files import name_of_file, sheet_id
from pairwell.store._decisions import differs
from pairwell.store._desk import DeskOf, programme_of, stranger
from pairwell.store._forms import SAME_PERSON, cells_of_form, read_kept, unlike, written
from pairwell.store._ledger import About, Change, Content, canonical
from pairwell.store._named import Withheld, withhold
from pairwell.store._tables import Desk

_NOBODY = ("names-nobody", "names-several")
"""Rules of findings about people whom an answer names."""


@dataclass(frozen=True)
class Received:
    """What taking in a table came to: the references of its rows, by what they brought."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    named: tuple[str, ...] = ()
    """In whose answers in free words their own name or address stands, so that a panel reads it."""

    def __repr__(self) -> str:
        parts = ("new", "changed", "unchanged", "named")
        counts = ", ".join(f"{len(getattr(self, part))} {part}" for part in parts)
        return f"<Received: {counts}>"


class Reception(DeskOf):
    """Takes in tables of forms and of monitoring answers, each as a whole or not at all."""

    desk = Desk.RECEPTION

    def receive(self, role: _core.Role | RoleName, source: TableSource) -> Received:
        """Take in a table of forms; a form that is there already becomes its newer version.

        A form that did not change is left alone, so that the same file can be taken in again.

        Parameters
        ----------
        role
            "mentee" or "mentor".
        source
            A file as it was exported, or a table: what `pairwell.read_applications` takes for the
            programme's sheet of the role.

        Raises
        ------
        InvalidInput
            With every error of the table; nothing is taken in then.
        """
        wanted = member_of(_core.Role, role, "receive")
        return self._receive("receive", wanted, source)[wanted]

    def receive_sheets(
        self, sheets: Mapping[str, TableSource | Iterable[TableSource]]
    ) -> dict[RoleName, Received]:
        """Take in the sheets of a scheme at once, each as it was exported.

        Whoever was known before keeps the reference, by their e-mail. What is kept with identity
        goes to the desk that knows names, monitoring answers go to the one that counts them, and
        forms hold neither.

        Parameters
        ----------
        sheets
            Files or tables by the ids of their sheets, as `pairwell.read_applications` takes them.

        Raises
        ------
        InvalidInput
            With every error of every sheet; nothing is taken in then.
        """
        taken = self._receive("receive_sheets", None, sheets)
        return {"mentee": taken[_core.Role.MENTEE], "mentor": taken[_core.Role.MENTOR]}

    def look_over(self, role: _core.Role | RoleName, source: TableSource) -> list[_core.Finding]:
        """Say what a person should look at in a table, beside the stored forms of the other role.

        These are the warnings that `pairwell.read_applications` gives: a wish for nobody, an
        e-mail of two. Nothing is taken in.
        """
        wanted = member_of(_core.Role, role, "look_over")
        with self._reading() as connection:
            programme = programme_of(connection, self.programme_id)
            known = self._known(connection)
        read = read_applications(programme, _sheets(programme, wanted, source), known=known)
        if any(each.role is not wanted for each in known):
            return read.findings
        return [finding for finding in read.findings if finding.rule not in _NOBODY]

    def look_over_sheets(
        self, sheets: Mapping[str, TableSource | Iterable[TableSource]]
    ) -> list[_core.Finding]:
        """Say what a person should look at in sheets, as `look_over` does."""
        with self._reading() as connection:
            programme = programme_of(connection, self.programme_id)
            known = self._known(connection)
        return read_applications(programme, sheets, known=known).findings

    def receive_monitoring(self, source: TableSource) -> int:
        """Take in a table of monitoring answers, and give how many rows it had.

        The audit record says that a table came, and not whose answers were in it.

        Raises
        ------
        InvalidInput
            With every error of the table, answers of nobody included: they would count nowhere.
        """
        table = read_table(source, name_of(source, "monitoring"))
        with self._changing() as change:
            programme = programme_of(change.connection, self.programme_id)
            answers = read_monitoring(table, programme, strict=True).answers
            known = self._newest(change.connection, "form")
            faults = [
                stranger(own.reference, known, file=table.name, row=number)
                for (number, _), own in zip(table.numbered(), answers, strict=False)
                if own.reference not in known
            ]
            _core.throw_if_errors("receive_monitoring", faults)
            _add_monitoring(change, programme, answers)
        return len(answers)

    def _receive(
        self, function: str, role: _core.Role | None, source: Any
    ) -> dict[_core.Role, Received]:
        """Take in forms of one role, or sheets."""
        with self._changing() as change:
            programme = programme_of(change.connection, self.programme_id)
            sheets = source if role is None else _sheets(programme, role, source)
            known = self._known(change.connection)
            read = read_applications(programme, sheets, known=known)
            stored = self._newest(change.connection, "form")
            findings = list(read.findings)
            for each, forms in _by_role(read).items():
                findings += _taken(forms, sheets, programme, stored, each)
            _core.throw_if_errors(function, findings)
            writer = _FormWriter(self, change, programme, read, known)
            taken = {each: writer.take(each, forms) for each, forms in _by_role(read).items()}
            _add_monitoring(change, programme, read.monitoring)
        return taken

    def _known(self, connection: Connection) -> list[_core.KnownApplicant]:
        """Give everybody with a form, with what they can be known by."""
        people = self._newest(connection, "person")
        return [
            _core.KnownApplicant(
                role=_role_of(row),
                reference=reference,
                email=people[reference]["email"] if reference in people else "",
                name=people[reference]["name"] if reference in people else "",
            )
            for reference, row in self._newest(connection, "form").items()
        ]


class _FormWriter:
    """Puts the forms of sheets into a store: what is new of each."""

    def __init__(
        self,
        desk: Reception,
        change: Change,
        programme: Programme,
        read: ApplicationsRead,
        known: Sequence[_core.KnownApplicant],
    ) -> None:
        self._change, self._programme = change, programme
        self._who = {own.reference: own for own in read.identities}
        self._people = desk._newest(change.connection, "person")
        self._further = desk._newest(change.connection, "particulars")
        self._stored = desk._newest(change.connection, "form")
        self._private = Withheld(
            [*(own.name for own in read.identities), *(own.name for own in known)],
            [*(own.email for own in read.identities), *(own.email for own in known)],
            [*self._who, *self._stored],
        )

    def take(self, role: _core.Role, forms: Sequence[Any]) -> Received:
        """Take in the forms of one role."""
        questions = questions_of(self._programme, role)
        kept: dict[str, dict[str, str]] = {}
        withheld: dict[str, dict[str, str]] = {}
        for form in forms:
            cells = cells_of_form(questions, form, self._programme)
            kept[form.reference], withheld[form.reference] = withhold(
                cells, questions, self._private
            )
        now = self._read(kept, role)
        _core.throw_if_errors(
            "receive",
            [
                _core.Finding(
                    rule="kept",
                    message="The answer cannot be kept so that it reads as it does here; write it"
                    " in fewer signs.",
                    row=form.row,
                    column=question,
                )
                for form in forms
                for question in unlike(questions, form, now[form.reference])
                if question not in withheld[form.reference]
            ],
        )
        before = self._read(
            {r: None for r in kept if r in self._stored and self._stored[r]["role"] == _name(role)},
            role,
        )
        received: dict[str, list[str]] = {"new": [], "changed": [], "unchanged": [], "named": []}
        for form in forms:
            reference = form.reference
            rows = self._rows_of_identity(reference, withheld[reference])
            is_same = reference in before and self._say_the_same(before[reference], now[reference])
            if is_same and not rows:
                received["unchanged"].append(reference)
                continue
            row = {
                "reference": reference,
                "role": _name(role),
                "cells": canonical(kept[reference]),
            }
            if _names_itself(_shown_to_a_panel(questions, form), self._who[reference]):
                received["named"].append(reference)
            received["changed" if reference in self._stored else "new"].append(reference)
            self._change.add(
                "receive form", About(reference), form.state.name.lower(), ("form", row), *rows,
                rules=self._programme.digest,
            )  # fmt: skip
        return Received(**{key: tuple(value) for key, value in received.items()})

    def _say_the_same(self, before: Any, now: Any) -> bool:
        """Whether two versions of a form say the same.

        Another form of the same person that came since is nothing new where that one names this:
        either is enough to tell.
        """
        if meant(before) != meant(now) or set(before.same_person) - set(now.same_person):
            return False
        return all(
            now.reference in json.loads(row["cells"]).get(SAME_PERSON, "").split("\n")
            for reference in set(now.same_person) - set(before.same_person)
            for row in [self._stored.get(reference, {"cells": "{}"})]
        )

    def _rows_of_identity(self, reference: str, withheld: Mapping[str, str]) -> list[Content]:
        """Give what is new of who somebody is."""
        who = self._who[reference]
        rows: list[Content] = []
        person = {"reference": reference, "name": who.name, "email": who.email}
        if (who.name or who.email) and differs(self._people.get(reference), person):
            rows.append(("person", person))
        questions = {question.id: question for question in self._programme.questions}
        cells = {name: written(questions[name], answer, "") for name, answer in who.answers.items()}
        cells |= withheld
        further = {"reference": reference, "cells": canonical(cells)}
        if (cells or reference in self._further) and differs(self._further.get(reference), further):
            rows.append(("particulars", further))
        return rows

    def _read(
        self, kept: Mapping[str, Mapping[str, str] | None], role: _core.Role
    ) -> dict[str, Any]:
        """Read forms as they will be read once they are stored, or as they are stored."""
        rows: dict[str, Any] = {
            reference: self._stored[reference] if cells is None else {"cells": canonical(cells)}
            for reference, cells in kept.items()
        }
        if not rows:
            return {}
        is_new = None not in kept.values()
        read = read_kept(rows, self._programme, role, strict=is_new)
        return {form.reference: form for form in read.forms}


def _sheets(
    programme: Programme, role: _core.Role, source: TableSource
) -> dict[str, TableSource | Iterable[TableSource]]:
    """Give a table as the sheet of a role."""
    return {sheet_id(programme, role): source}


def _name(role: _core.Role) -> RoleName:
    return "mentee" if role is _core.Role.MENTEE else "mentor"


def _role_of(row: Mapping[Any, Any]) -> _core.Role:
    return _core.Role.MENTEE if row["role"] == "mentee" else _core.Role.MENTOR


def _by_role(read: ApplicationsRead) -> dict[_core.Role, Sequence[Any]]:
    return {_core.Role.MENTEE: read.mentees, _core.Role.MENTOR: read.mentors}


def _add_monitoring(
    change: Change, programme: Programme, answers: Iterable[_core.MonitoringAnswers]
) -> None:
    """Put monitoring answers on record: that some came, and not whose."""
    questions = {question.id: question for question in programme.questions}
    rows: list[Content] = []
    for own in answers:
        cells = {
            name: written(questions[name], answer, own.given(name))
            for name, answer in own.answers.items()
        }
        cells = {name: cell for name, cell in cells.items() if cell}
        cells["reference"] = own.reference
        rows.append(("answers", {"reference": own.reference, "cells": canonical(cells)}))
    if rows:
        change.add("receive monitoring", "monitoring", plural(len(rows), "row"), *rows)


def _shown_to_a_panel(questions: Iterable[_core.Question], form: _core.Form) -> str:
    """What somebody wrote in words of their own that a panel reads."""
    text = _core.QuestionKind.TEXT
    return "\n".join(
        form.given(question.id)
        for question in questions
        if question.kind is text and question.plays is _core.Plays.NOTHING and for_a_panel(question)
    )


def _names_itself(statement: str, who: _core.Identity) -> bool:
    """Whether a statement has a part of the name, of three letters or more, or the address."""
    said, name, email = (
        _core.composed(_core.fold(text)) for text in (statement, who.name, who.email)
    )
    told = set(re.findall(r"\w{3,}", name)) & set(re.findall(r"\w{3,}", said))
    return bool(told) or bool(email and email in said)


def _taken(
    forms: Iterable[Any],
    sheets: Mapping[str, Any],
    programme: Programme,
    known: Mapping[str, Any],
    role: _core.Role,
) -> list[_core.Finding]:
    """Find rows whose reference the other role has, or can hardly be told from a stored one."""
    stored = {_core.fold(reference): reference for reference in known}
    question = next(
        (q for q in questions_of(programme, role) if q.plays is _core.Plays.REFERENCE), None
    )
    own = sheet_id(programme, role)
    name = own if own in sheets else next(iter(sheets), "")
    file = name_of_file(sheets.get(name), name)
    findings = []
    for form in forms:
        there = stored.get(_core.fold(form.reference))
        if there is None or (there == form.reference and known[there]["role"] == _name(role)):
            continue
        message = f"This reference belongs to a {known[there]['role']}."
        if there != form.reference:
            message = f"This reference can hardly be told from {there!r} in the store; use another."
        findings.append(
            _core.Finding(
                rule="duplicate", message=message, file=file, row=form.row,
                column=question.id if question is not None else "reference", value=form.reference,
            )
        )  # fmt: skip
    return findings
