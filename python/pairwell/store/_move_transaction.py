"""The moves of one transaction: where everything stands is read once and then kept up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pairwell import _core
from pairwell.matching.matching import Matching
from pairwell.round.rematch import PairChanges
from pairwell.store._desk import programme_of
from pairwell.store._ledger import About, Change, Content, rows_of
from pairwell.store._moves import BY_FORM, Moves, PairKey, PairStanding, moved
from pairwell.store._standing import recorded_states, withdrawn_forms
from pairwell.store._texts import refuse_unfit

Subject = TypeVar("Subject", str, PairKey)

_UNKNOWN = {
    "application": ("reference", "There is no such form."),
    "pair": ("pair", "This pair was never proposed."),
}


@dataclass(frozen=True)
class Moved:
    """A move that was made: of an application, or of a pair (``MM-014/MR-003``)."""

    subject: str
    move: str
    state: str


class MoveTransaction(Moves):
    """Where everything stands, and the moves that are made, each under an audit record.

    Every ``because`` goes on record, and may be empty where a move needs no reason. What follows
    from forms that came in withdrawn is on record before anything else.
    """

    def __init__(self, change: Change, programme: str, actor: str) -> None:
        self.programme = programme_of(change.connection, programme)
        super().__init__(*recorded_states(change.connection, programme, self.programme))
        self._change, self._actor = change, actor
        self._rules = self.programme.digest
        self.moved: list[Moved] = []
        in_pairs = {reference for key in self.pairs for reference in key}
        by_hand = {row["reference"] for row in rows_of(change.connection, programme, "standing")}
        for reference, seq in withdrawn_forms(change.connection, programme).items():
            if reference in in_pairs | by_hand:  # nothing else stands on a decision alone
                self.leave_by_form(reference, seq)
            elif self.people[reference].state != "withdrawn":
                self.people[reference] = moved(self.people[reference], "withdrawn", BY_FORM, seq)

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
        return seq

    def take_over(
        self, changes: PairChanges, matching: Matching, units: Mapping[PairKey, int]
    ) -> None:
        """Propose the new pairs of a matching, and replace those that it has no place for."""
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
        because = "A later matching has other pairs in its place."
        for record in changes.replaced:
            pair = self.pairs[record.mentee, record.mentor]
            state = self.after("pair", pair.state, "replace", because)
            self.move_pair(pair, "replace", state, because)
        for record in changes.added:
            key = record.mentee, record.mentor
            fresh = PairStanding(*key, "proposed", "", units[key], made, 0)
            self.move_pair(fresh, "propose", "proposed", "")
