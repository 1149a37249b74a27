"""The desk that takes in forms, names and monitoring answers; it cannot read the last again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.data.tables import TableSource, name_of, read_table
from pairwell.scheme.asked import for_a_panel
from pairwell.scheme.forms import check_forms, read_mentees, read_mentors, read_monitoring
from pairwell.scheme.forms_frame import meant
from pairwell.scheme.members import RoleName, member_of
from pairwell.store._decisions import differs
from pairwell.store._desk import DeskOf, cells_of, programme_of, stranger, table_of
from pairwell.store._ledger import About, Content, canonical
from pairwell.store._tables import Desk

_CHECKS: dict[_core.Role, tuple[Any, Any, Any]] = {
    _core.Role.MENTEE: (read_mentees, read_mentors, check_forms),
    _core.Role.MENTOR: (read_mentors, read_mentees, lambda own, other: check_forms(other, own)),
}
"""How the tables of a role and of the other are read, and both checked together."""


@dataclass(frozen=True)
class Received:
    """What taking in a table came to: the references of its rows, by what they brought."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    named: tuple[str, ...] = ()
    """Whose statement has their own name or address in it, so that a panel would read it there."""

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
            Anything that `pairwell.read_mentees` takes.

        Raises
        ------
        InvalidInput
            With every error of the table; nothing is taken in then.
        """
        wanted = member_of(_core.Role, role, "receive")
        table = read_table(source, name_of(source, f"{wanted.name.lower()}s"))
        with self._changing() as change:
            programme = programme_of(change.connection, self.programme_id)
            read = read_mentees if wanted is _core.Role.MENTEE else read_mentors
            forms = read(table, programme, strict=True)
            known = self._newest(change.connection, "form")
            people = self._newest(change.connection, "person")
            findings = _taken(forms.forms, table.name, known, wanted)
            _core.throw_if_errors("receive", findings)
            stored = {
                form.reference: known[form.reference]
                for form in forms.forms
                if form.reference in known
            }
            before_of = (
                {f.reference: meant(f) for f in read(table_of(stored, "stored"), programme).forms}
                if stored
                else {}
            )
            received: dict[str, list[str]] = {
                "new": [],
                "changed": [],
                "unchanged": [],
                "named": [],
            }
            for form, who in zip(forms.forms, forms.identities, strict=True):
                before = known.get(form.reference)
                kept = canonical(_cells_of_form(forms.questions, form))
                identity = {"reference": form.reference, "name": who.name, "email": who.email}
                renamed = bool(who.name or who.email) and differs(
                    people.get(form.reference), identity
                )
                if before_of.get(form.reference) == meant(form) and not renamed:
                    received["unchanged"].append(form.reference)
                    continue
                rows: list[Content] = [
                    (
                        "form",
                        {"reference": form.reference, "role": wanted.name.lower(), "cells": kept},
                    )
                ]
                if _names_itself(_shown_to_a_panel(forms.questions, form), who):
                    received["named"].append(form.reference)
                if renamed:
                    rows.append(("person", identity))
                received["new" if before is None else "changed"].append(form.reference)
                change.add(
                    "receive form",
                    About(form.reference),
                    form.state.name.lower(),
                    *rows,
                    rules=programme.digest,
                )
        return Received(**{key: tuple(value) for key, value in received.items()})

    def look_over(self, role: _core.Role | RoleName, source: TableSource) -> list[_core.Finding]:
        """Say what a person should look at in a table, beside the stored forms of the other role.

        These are the warnings that `pairwell.read_mentees` and `pairwell.check_forms` give: a wish
        for nobody, an e-mail of two. Nothing is taken in.
        """
        wanted = member_of(_core.Role, role, "look_over")
        read, read_others, check = _CHECKS[wanted]
        own = f"{wanted.name.lower()}s"
        table = read_table(source, name_of(source, own))
        with self._reading() as connection:
            programme = programme_of(connection, self.programme_id)
            others = {
                reference: row
                for reference, row in self._newest(connection, "form").items()
                if row["role"] != wanted.name.lower()
            }
        found = read(table, programme)
        findings = list(found.findings)
        if others:
            forms = read_others(table_of(others, "stored"), programme).forms
            met = check(found.forms, forms)
            findings += [finding for finding in met if finding.file == own]
        return findings

    def receive_monitoring(self, source: TableSource) -> int:
        """Take in a table of monitoring answers, and give how many rows it had.

        The audit record says that a table came, and not whose answers were in it.

        Raises
        ------
        InvalidInput
            With every error of the table, answers of nobody included: they would count nowhere.
        """
        table = read_table(source, name_of(source, "monitoring"))
        read_monitoring(table, strict=True)
        rows: list[Content] = [
            (
                "answers",
                {
                    "reference": cells["reference"],
                    "cells": canonical(cells),
                },
            )
            for cells in cells_of(table)
            if cells.get("reference")
        ]
        with self._changing() as change:
            programme_of(change.connection, self.programme_id)
            known = self._newest(change.connection, "form")
            faults = [
                stranger(cells["reference"], known, file=table.name, row=number)
                for (number, _), cells in zip(table.numbered(), cells_of(table), strict=True)
                if cells.get("reference") and cells["reference"] not in known
            ]
            _core.throw_if_errors("receive_monitoring", faults)
            change.add("receive monitoring", "monitoring", plural(len(rows), "row"), *rows)
        return len(rows)


def _cells_of_form(questions: Iterable[_core.Question], form: _core.Form) -> dict[str, str]:
    """Give the filled cells of a form by question, so that they can be read again."""
    cells = {question.id: form.given(question.id) for question in questions}
    written = {"reference": form.reference, "state": form.state.name.lower()}
    for question in questions:
        if question.plays is _core.Plays.REFERENCE:
            cells[question.id] = written["reference"]
        if question.plays is _core.Plays.STATE:
            cells[question.id] = written["state"]
    return {question: cell for question, cell in cells.items() if cell}


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
    forms: Iterable[Any], table: str, known: Mapping[str, Any], role: _core.Role
) -> list[_core.Finding]:
    """Find rows whose reference the other role has, or can hardly be told from a stored one."""
    stored = {_core.fold(reference): reference for reference in known}
    findings = []
    for form in forms:
        there = stored.get(_core.fold(form.reference))
        if there is None or (there == form.reference and known[there]["role"] == role.name.lower()):
            continue
        message = f"This reference belongs to a {known[there]['role']}."
        if there != form.reference:
            message = f"This reference can hardly be told from {there!r} in the store; use another."
        findings.append(
            _core.Finding(
                rule="duplicate", message=message, file=table, row=form.row, column="reference",
                value=form.reference,
            )
        )  # fmt: skip
    return findings
