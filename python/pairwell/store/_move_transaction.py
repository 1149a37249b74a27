"""The moves of one transaction: where everything stands is read once and then kept up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import RowMapping

from pairwell import _core
from pairwell.matching.matching import Matching
from pairwell.round.rematch import PairChanges
from pairwell.store._call_off import PLACE, call_off
from pairwell.store._desk import programme_of
from pairwell.store._ledger import About, Change, Clock, Content, instant_text, now, rows_of
from pairwell.store._moves import ENDED, LIVE, Moves, PairKey, PairStanding
from pairwell.store._standing import moved_by_hand, recorded_states, withdrawn_forms
from pairwell.store._texts import refuse_unfit

Subject = TypeVar("Subject", str, PairKey)

_INTERVIEWED = ("interviewed", "accepted", "matched", "completed")
"""States of an application in which an interview that is over was held."""
_MAY_COME = ("submitted", "eligible", "shortlisted", *_INTERVIEWED)
"""States of an application in which an interview has its reason."""

_UNKNOWN = {
    "application": ("reference", "There is no such form."),
    "pair": ("pair", "This pair was never proposed."),
}


@dataclass(frozen=True)
class Moved:
    """A move that was made: of an application, or of a pair (``MM-014/MR-003``).

    What lost its reason by it is there too: an appointment (``move`` is its purpose, ``state`` is
    "called off"), an agreement or a meeting ("end agreement", "cancel meeting").
    """

    subject: str
    move: str
    state: str


class MoveTransaction(Moves):
    """Where everything stands, and the moves that are made, each under an audit record.

    Every ``because`` goes on record, and may be empty where a move needs no reason. What follows
    from forms that came in withdrawn is on record before anything else.
    """

    def __init__(self, change: Change, programme: str, actor: str, clock: Clock = now) -> None:
        connection = change.connection
        self.programme = programme_of(connection, programme)
        super().__init__(*recorded_states(connection, programme, self.programme))
        self._change, self._actor = change, actor
        self._rules = self.programme.digest
        self._now = instant_text(clock())
        self.moved: list[Moved] = []
        self.settle(withdrawn_forms(connection, programme), moved_by_hand(connection, programme))

    @property
    def states(self) -> dict[str, str]:
        """Everybody's state, by reference."""
        return {reference: person.state for reference, person in self.people.items()}

    def legal(
        self,
        cycle: str,
        states: Mapping[Subject, str],
        subjects: Iterable[Subject],
        move: str,
        because: str,
    ) -> dict[Subject, str]:
        """Give the states that a move leads to.

        Raises
        ------
        InvalidInput
            With every subject that is unknown or cannot make the move, and the moves it can make.
        """
        findings, targets = [], {}
        refuse_unfit("move", {"move": move, "because": because})
        for subject in dict.fromkeys(subjects):
            name = subject if isinstance(subject, str) else "/".join(subject)
            refuse_unfit("move", {cycle: name})
            if subject not in states:
                column, message = _UNKNOWN[cycle]
                findings.append(
                    _core.Finding(rule="reference", message=message, column=column, value=name)
                )
                continue
            try:
                targets[subject] = self.after(cycle, states[subject], move, because)
            except _core.InvalidInput as refused:
                findings += [
                    _core.Finding(
                        rule=f.rule, message=f"{name}: {f.message}", column=f.column, value=f.value
                    )
                    for f in refused.findings
                ]
        _core.throw_if_errors("move", findings)
        return targets

    def refuse_unlike_pairs(self, references: Iterable[str], move: str) -> None:
        """Refuse a move of applications that leaves somebody matched without a pair, or with one.

        Raises
        ------
        InvalidInput
            With everybody whose live pairs do not go with their state.
        """
        live = {r for key, pair in self.pairs.items() if pair.state in LIVE for r in key}
        _core.throw_if_errors(
            "move",
            [
                _core.Finding(
                    rule="pairs",
                    message=f"{reference}: is in a pair that is live; move the pair, and"
                    " applications follow."
                    if reference in live
                    else f"{reference}: is in no pair that is live; confirm one, and applications"
                    " follow.",
                    column="move",
                    value=move,
                )
                for reference in references
                if (self.people[reference].state == "matched") != (reference in live)
            ],
        )

    def call_off_interviews(self, references: Iterable[str]) -> None:
        """Call off interviews of those whom decisions leave without a reason for one."""
        for reference in references:
            if self.people[reference].state not in _MAY_COME:
                self._call_off_interview(reference, "")

    def withdraw_by_form(self, reference: str) -> None:
        """Count somebody as withdrawn, and call off their interview."""
        before = self.people[reference].state
        super().withdraw_by_form(reference)
        if before != "withdrawn":
            self._call_off_interview(reference, before)

    def _write_application(self, reference: str, move: str, state: str, because: str) -> int:
        row = {"reference": reference, "move": move, "state": state, "reason": because}
        seq = self._change.add(move, About(reference), state, ("standing", row), rules=self._rules)
        self.moved.append(Moved(reference, move, state))
        if state not in _MAY_COME:
            self._call_off_interview(reference, self.people[reference].state)
        return seq

    def _write_pair(self, pair: PairStanding, move: str, state: str, because: str) -> int:
        subject = About(pair.mentee, pair.mentor)
        row: dict[str, str | int] = {
            "reference": pair.mentee,
            "partner": pair.mentor,
            "move": move,
            "state": state,
            "reason": because,
            "matching": pair.matching,
            "units": pair.units,
        }
        seq = self._change.add(move, subject, state, ("pair", row), rules=self._rules)
        self.moved.append(Moved(str(subject), move, state))
        if state in ENDED:
            was_held = pair.state not in ("proposed", "reviewed")
            self._call_off(
                lambda row: (
                    row["purpose"] == "conversations"
                    and (row["reference"], row["host"]) == (pair.mentee, pair.mentor)
                    and not (was_held and row["starts"] <= self._now)
                )
            )
            self._end_log(pair, because or f"The pair is {state.replace('_', ' ')}.")
        return seq

    def _end_log(self, pair: PairStanding, because: str) -> None:
        """End the agreement of a pair that has ended, and cancel meetings that are planned."""
        newest = {
            (row["kind"], row["item"]): row
            for row in rows_of(self._change.connection, self.programme.id, "log")
            if (row["reference"], row["partner"]) == (pair.mentee, pair.mentor)
        }
        for (kind, item), row in newest.items():
            legal = {move.name for move in _core.moves_from(kind, row["state"])}
            move = next((name for name in ("end", "cancel") if name in legal), None)
            if move is None:
                continue
            state = self.after(kind, row["state"], move, because)
            after = {name: value for name, value in row.items() if name not in PLACE}
            self._change.add(
                move, About(pair.mentee, pair.mentor, item), state,
                ("log", {**after, "move": move, "state": state, "reason": because}),
                rules=self._rules,
            )  # fmt: skip
            subject = "/".join(filter(None, (pair.mentee, pair.mentor, item)))
            self.moved.append(Moved(subject, f"{move} {kind}", state))

    def _call_off_interview(self, reference: str, before: str) -> None:
        """Call off an interview that is to come, or that was not held in a state before."""
        self._call_off(
            lambda row: (
                row["purpose"] == "interviews"
                and row["reference"] == reference
                and not (before in _INTERVIEWED and row["starts"] <= self._now)
            )
        )

    def _call_off(self, is_meant: Callable[[RowMapping], bool]) -> None:
        for purpose, person in call_off(self._change, self._rules, is_meant):
            self.moved.append(Moved(person, purpose, "called off"))

    def take_over(
        self,
        changes: PairChanges,
        matching: Matching,
        units: Mapping[PairKey, int],
        because: Mapping[PairKey, str],
    ) -> None:
        """Propose the new pairs of a matching, and replace others, each for its reason."""
        outcome = f"{len(changes.added)} proposed, {len(changes.kept)} kept"
        made_from: Content = ("about", About("", "", matching.digest)._asdict())
        self._change.add(
            "match",
            self.programme.id,
            outcome,
            made_from,
            rules=self._rules,
            inputs=matching.digest,
        )
        made = self._change.inputs
        for record in changes.replaced:
            pair = self.pairs[record.mentee, record.mentor]
            reason = because[record.mentee, record.mentor]
            state = self.after("pair", pair.state, "replace", reason)
            self.move_pair(pair, "replace", state, reason)
        for record in changes.added:
            key = record.mentee, record.mentor
            fresh = PairStanding(*key, "proposed", "", units[key], made, 0)
            self.move_pair(fresh, "propose", "proposed", "")
