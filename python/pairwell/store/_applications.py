"""The desk that decides: it sees forms under references, and neither names nor monitoring."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from statistics import median
from typing import Any, get_args

from sqlalchemy import Connection

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.data.tables import Table, TableSource, name_of, read_table
from pairwell.scheme.asked import for_a_panel
from pairwell.scheme.forms import (
    Decisions,
    FormsRead,
    Selections,
    decide,
    read_panel,
    shortlist,
)
from pairwell.scheme.members import RoleName, member_of
from pairwell.scheme.programme import Programme
from pairwell.store._concerns import Facts, concerns
from pairwell.store._decisions import Recorded, decided, differs, recorded, selected
from pairwell.store._desk import DeskOf, cells_of, programme_of, stranger, unknown
from pairwell.store._forms import read_kept
from pairwell.store._ledger import About, Change, canonical, digest_of, instant_text
from pairwell.store._move_transaction import MoveTransaction
from pairwell.store._moves import TAKES_PART, PairStanding, PersonStanding
from pairwell.store._standing import standing_of
from pairwell.store._steps import STEPS, steps_of
from pairwell.store._tables import Desk
from pairwell.store._words import STAGES, Stage

ROLES: tuple[RoleName, ...] = get_args(RoleName)
_REFUSED = ("not_eligible", "late")
_NO_MARKS = (
    "nobody has marks by the programme's rubric yet; take them in with: pairwell import --panel"
    " FILE. For a round without a panel, take [selection] out of the programme's file and take"
    " that in"
)


class Applications(DeskOf):
    """Reads forms, graces, marks and decisions, and records new ones under their rules."""

    desk = Desk.APPLICATIONS

    def forms(self, role: _core.Role | RoleName) -> FormsRead[Any]:
        """Give the newest version of every form of a role, as `pairwell.read_mentees` does.

        Answers are read by the questions of now. Those to a question that is asked no longer are
        kept and not read; the findings say how many there are.

        Raises
        ------
        InvalidInput
            Where forms that were taken in earlier do not suit a newer version of the programme.
        """
        with self._reading() as connection:
            return self._forms(connection, programme_of(connection, self.programme_id), role)

    def panel_view(self, role: _core.Role | RoleName) -> Table:
        """Give the submitted forms of a role as a panel reads them: under their references.

        Beside names, there is nothing that tells who somebody is, whom they know, or what their
        access needs cost. Write it with `pairwell.write_csv(..., private=True)`.
        """
        wanted = member_of(_core.Role, role, "panel_view")
        submitted = _core.FormState.SUBMITTED
        read = self.forms(wanted)
        forms = [form for form in read.forms if form.state == submitted]
        columns = [question.id for question in read.questions if for_a_panel(question)]
        rows: list[list[str | None]] = [
            [form.given(name) or None for name in columns] for form in forms
        ]
        return Table(f"{wanted.name.lower()}s for the panel", columns, rows)

    def graces(self) -> list[_core.Grace]:
        """Give the late forms that were let in."""
        with self._reading() as connection:
            return self._graces(connection)

    def let_in(self, graces: Iterable[_core.Grace]) -> None:
        """Record late forms that a person lets in, each with its reason and decider.

        A grace that is there already is left alone, so that the same file can be taken in again.

        Raises
        ------
        InvalidInput
            With every grace that names no form, or does not say why or who.
        """
        with self._changing() as change:
            programme = programme_of(change.connection, self.programme_id)
            known = self._newest(change.connection, "form")
            before: dict[str, Any] = dict(self._newest(change.connection, "grace"))
            graces = list(graces)
            findings = [finding for grace in graces for finding in _amiss(grace, known)]
            _core.throw_if_errors("let_in", findings)
            for grace in graces:
                row = {
                    "reference": grace.reference,
                    "until": instant_text(grace.until),
                    "reason": grace.reason,
                    "decided_by": grace.decided_by,
                }
                if differs(before.get(grace.reference), row):
                    before[grace.reference] = row
                    change.add(
                        "let in", About(grace.reference), "late form let in", ("grace", row),
                        rules=programme.digest,
                    )  # fmt: skip

    def decide(self) -> Decisions:
        """Decide upon every form, and record each decision that is new or differs from before.

        Whoever was accepted stays in, whatever is decided now: `concerns` names them, and a person
        decides. An interview to come of anybody else who is not eligible now is called off.
        """
        with self._changing() as change:
            programme = programme_of(change.connection, self.programme_id)
            graces = self._graces(change.connection)
            before = self._newest(change.connection, "decision", "reference", "stage")
            made: list[_core.Decision] = []
            for role in ROLES:
                forms = self._forms(change.connection, programme, role).forms
                here = {form.reference for form in forms}
                made += decide(programme, forms, [g for g in graces if g.reference in here])
            for decision in made:
                row = decided(decision)
                if differs(before.get((decision.reference, "eligibility")), row):
                    change.add(
                        "decide", About(decision.reference), str(row["outcome"]), ("decision", row),
                        rules=programme.digest, inputs=decision.inputs,
                    )  # fmt: skip
            self._transaction(change).call_off_lapsed()
        return Decisions(made)

    def mark(self, source: TableSource) -> int:
        """Record marks of the panel; marks that a member gave before become earlier ones.

        Raises
        ------
        InvalidInput
            With every error of the table, marks for nobody included.
        """
        with self._changing() as change:
            programme = programme_of(change.connection, self.programme_id)
            table = read_table(source, name_of(source, "panel"))
            panel = read_panel(table, programme, strict=True)
            known = self._newest(change.connection, "form")
            strangers = {s.reference for s in panel.scores if s.reference not in known}
            _core.throw_if_errors(
                "mark",
                [
                    stranger(cells["reference"], known, file=table.name, row=number)
                    for (number, _), cells in zip(table.numbered(), cells_of(table), strict=True)
                    if cells.get("reference") in strangers
                ],
            )
            before = self._newest(change.connection, "mark", "reference", "member")
            for score in panel.scores:
                marks = canonical(dict(zip(panel.rubric, score.marks, strict=True)))
                earlier = before.get((score.reference, score.member))
                if earlier is not None and earlier["marks"] == marks:
                    continue
                row = {"reference": score.reference, "member": score.member, "marks": marks}
                change.add(
                    "mark", About(score.reference), "marked", ("mark", row), rules=programme.digest
                )
        return len(panel.scores)

    def marks(self) -> list[_core.PanelScore]:
        """Give the newest marks of every panel member for every form."""
        with self._reading() as connection:
            return self._marks(connection, programme_of(connection, self.programme_id))

    def shortlist(self) -> dict[RoleName, Selections]:
        """Shortlist both roles by the marks, and record what is new or differs from before.

        A programme without a rubric has no panel: every eligible form is shortlisted then.
        Whoever was accepted stays in, as after `decide`.

        Raises
        ------
        Error
            Where forms were not decided upon yet, or there is a panel and nobody has a mark.
        """
        with self._changing() as change:
            connection = change.connection
            programme = programme_of(connection, self.programme_id)
            before = self._newest(connection, "decision", "reference", "stage")
            scores = self._marks(connection, programme)
            graces = self._graces(connection)
            made = {}
            for role in ROLES:
                forms = self._forms(connection, programme, role).forms
                undecided = [
                    f.reference for f in forms if (f.reference, "eligibility") not in before
                ]
                if undecided:
                    more = ", of which one is" if len(undecided) > 1 else ","
                    raise _core.Error(
                        f"not decided upon: {plural(len(undecided), 'form')}{more} {undecided[0]};"
                        " decide first, then shortlist"
                    )
                if programme.selection.rubric and not scores:
                    raise _core.Error(_NO_MARKS)
                here = {form.reference for form in forms}
                decisions = decide(programme, forms, [g for g in graces if g.reference in here])
                made[role] = shortlist(programme, role, decisions, forms, scores)
                marks: dict[str, list[list[object]]] = {}
                for mark in scores:
                    marks.setdefault(mark.reference, []).append([mark.member, list(mark.marks)])
                for entry in made[role]:
                    row = selected(entry, role)
                    if differs(before.get((entry.reference, "selection")), row):
                        looked_at = marks.get(entry.reference, [])
                        change.add(
                            "shortlist", About(entry.reference), str(row["outcome"]),
                            ("decision", row), rules=programme.digest, inputs=digest_of(looked_at),
                        )  # fmt: skip
            self._transaction(change).call_off_lapsed()
        return made

    def decisions(self, stage: Stage) -> list[Recorded]:
        """Give the newest decision of a stage, "eligibility" or "selection", about every form.

        Raises
        ------
        Error
            Where there is no such stage.
        """
        if stage not in STAGES:
            raise unknown("stage", stage, STAGES)
        with self._reading() as connection:
            newest = self._newest(connection, "decision", "reference", "stage")
        return [recorded(row) for (_, of), row in newest.items() if of == stage]

    def reached(self) -> dict[str, str]:
        """Give the furthest step of the funnel that everybody reached, by reference."""
        with self._reading() as connection:
            found = steps_of(connection, self.programme_id)
        return {reference: reach.furthest for reference, reach in found.items()}

    def concerns(self) -> list[_core.Finding]:
        """Say what is not as it was when people were accepted and paired.

        An error is for a person to decide, and no matching is made before: a form that is a draft
        again, somebody who is no longer eligible, a live pair that a rule now refuses, fewer places
        than live pairs. A warning is for a person to know: newer marks or another region of
        somebody accepted, an open pair that a rule refuses, a pair under the floor.

        Raises
        ------
        InvalidInput
            Where forms that were taken in earlier do not suit a newer version of the programme.
        """
        with self._reading() as connection:
            stands = standing_of(connection, self.programme_id)
            return self._concerns(connection, stands.programme, stands.people, stands.pairs)

    def _transaction(self, change: Change) -> MoveTransaction:
        return MoveTransaction(change, self.programme_id, self.actor)

    def _concerns(
        self,
        connection: Connection,
        programme: Programme,
        people: Mapping[str, PersonStanding],
        pairs: Iterable[PairStanding],
    ) -> list[_core.Finding]:
        if not any(person.state in TAKES_PART for person in people.values()):
            return []
        graces = self._graces(connection)
        forms: dict[str, Any] = {}
        judged: list[_core.Decision] = []
        for role in ROLES:
            mine = self._forms(connection, programme, role).forms
            here = {form.reference: form for form in mine}
            judged += decide(programme, mine, [g for g in graces if g.reference in here])
            forms |= here
        return concerns(
            Facts(
                programme=programme,
                people=people,
                pairs=tuple(pairs),
                forms=forms,
                judged=judged,
                decisions=self._newest(connection, "decision", "reference", "stage"),
                moves=self._rows(connection, "standing"),
            )
        )

    def passed(self) -> dict[str, dict[str, bool]]:
        """Give who was held to each rule, criterion and step, and whether they passed.

        Returns
        -------
        dict
            By reference, for "rule need" (of those decided upon whom it is for), "criterion
            motivation" (of those with marks: whether their mean is at the median or above) and
            "step shortlisted" (of those who reached the step before); rules that refused nobody
            are left out.
        """
        with self._reading() as connection:
            programme = programme_of(connection, self.programme_id)
            decisions = self._newest(connection, "decision", "reference", "stage")
            marks = self._marks(connection, programme)
            reached = steps_of(connection, self.programme_id)
        failed = {
            reference: {reason["rule"] for reason in json.loads(row["reasons"])}
            if row["outcome"] in _REFUSED
            else set()
            for (reference, stage), row in decisions.items()
            if stage == "eligibility" and row["outcome"] in ("eligible", *_REFUSED)
        }
        roles = {rule.id: [role.name.lower() for role in rule.roles] for rule in programme.rules}
        found = {
            f"rule {rule}": {
                reference: rule not in rules
                for reference, rules in failed.items()
                if decisions[reference, "eligibility"]["role"] in (roles.get(rule) or ROLES)
            }
            for rule in sorted(set().union(*failed.values()))
        }
        for place, line in enumerate(programme.selection.rubric):
            given: dict[str, list[int]] = {}
            for score in marks:
                given.setdefault(score.reference, []).append(score.marks[place])
            means = {reference: Fraction(sum(m), len(m)) for reference, m in given.items()}
            if means:
                middle = median(means.values())
                found[f"criterion {line.id}"] = {r: mean >= middle for r, mean in means.items()}
        furthest = {reference: STEPS.index(reach.furthest) for reference, reach in reached.items()}
        for place, step in enumerate(STEPS[1:], start=1):
            held = {reference: at >= place for reference, at in furthest.items() if at >= place - 1}
            if any(held.values()):
                found[f"step {step}"] = held
        return found

    def _forms(
        self, connection: Connection, programme: Programme, role: _core.Role | RoleName
    ) -> FormsRead[Any]:
        wanted = member_of(_core.Role, role, "forms")
        rows = {
            reference: row
            for reference, row in self._newest(connection, "form").items()
            if row["role"] == wanted.name.lower()
        }
        return read_kept(rows, programme, wanted)

    def _graces(self, connection: Connection) -> list[_core.Grace]:
        return [
            _core.Grace(
                reference=row["reference"],
                until=dt.datetime.fromisoformat(row["until"]),
                reason=row["reason"],
                decided_by=row["decided_by"],
            )
            for row in self._newest(connection, "grace").values()
        ]

    def _marks(self, connection: Connection, programme: Programme) -> list[_core.PanelScore]:
        """The newest marks that fit the rubric as it is now."""
        lines = [line.id for line in programme.selection.rubric]
        found = []
        for row in self._newest(connection, "mark", "reference", "member").values():
            marks = json.loads(row["marks"])
            if set(marks) == set(lines):
                found.append(
                    _core.PanelScore(
                        reference=row["reference"],
                        member=row["member"],
                        marks=[marks[line] for line in lines],
                    )
                )
        return found


def _amiss(grace: _core.Grace, known: Collection[str]) -> Iterator[_core.Finding]:
    """What keeps a grace off the record."""
    if grace.reference not in known:
        yield stranger(grace.reference, known)
    for column, value, message in (
        ("reason", grace.reason, "A grace says why."),
        ("decided_by", grace.decided_by, "A grace says who decided it."),
    ):
        if not value.strip():
            yield _core.Finding(rule="grace", message=message, column=column, value=value)
