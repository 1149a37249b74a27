"""The moves of one transaction: where everything stands is read once and then kept up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pairwell import _core
from pairwell._arguments import suggested_reference
from pairwell.matching.matching import Matching
from pairwell.round.rematch import PairChanges
from pairwell.store._actions import BOARD
from pairwell.store._appointments import call_off_lapsed
from pairwell.store._desk import programme_of
from pairwell.store._ledger import About, Change, Content, rows_of
from pairwell.store._moves import ENDED, LIVE, Moves, PairKey, PairStanding
from pairwell.store._standing import moved_by_hand, recorded_states, withdrawn_forms
from pairwell.store._texts import refuse_unfit

Subject = TypeVar("Subject", str, PairKey)

_PLACE = ("programme", "seq", "n", "salt")
"""Columns that say where a row of content stands, and not what it says."""
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

    def __init__(self, change: Change, programme: str, actor: str) -> None:
        connection = change.connection
        self.programme = programme_of(connection, programme)
        super().__init__(*recorded_states(connection, programme, self.programme))
        self._change, self._actor = change, actor
        self._rules = self.programme.digest
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
                known = [each if isinstance(each, str) else "/".join(each) for each in states]
                message += suggested_reference(name, known)
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

    def call_off_lapsed(self) -> None:
        """Call off the appointments that have lost their reason by what was written."""
        self.moved += [
            Moved(own.person, own.purpose, "called off")
            for own in call_off_lapsed(self._change, self.programme.id)
        ]

    def _write_application(self, reference: str, move: str, state: str, because: str) -> int:
        row = {"reference": reference, "move": move, "state": state, "reason": because}
        seq = self._change.add(move, About(reference), state, ("standing", row), rules=self._rules)
        self.moved.append(Moved(reference, move, state))
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
            self._end_log(pair, because or f"The pair is {state.replace('_', ' ')}.")
        return seq

    def _end_log(self, pair: PairStanding, because: str) -> None:
        """End the agreement of a pair that has ended, and cancel meetings that are planned."""
        newest = {
            (row["kind"], row["item"]): row
            for row in rows_of(self._change.connection, self.programme.id, "log")
            if (row["reference"], row["partner"]) == (pair.mentee, pair.mentor)
            and row["kind"] != BOARD
        }
        for (kind, item), row in newest.items():
            legal = {move.name for move in _core.moves_from(kind, row["state"])}
            move = next((name for name in ("end", "cancel") if name in legal), None)
            if move is None:
                continue
            state = self.after(kind, row["state"], move, because)
            after = {name: value for name, value in row.items() if name not in _PLACE}
            self._change.add(
                move, About(pair.mentee, pair.mentor, item), state,
                ("log", {**after, "move": move, "state": state, "reason": because}),
                rules=self._rules,
            )  # fmt: skip
            subject = "/".join(filter(None, (pair.mentee, pair.mentor, item)))
            self.moved.append(Moved(subject, f"{move} {kind}", state))

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
