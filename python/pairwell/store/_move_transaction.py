"""The moves of one transaction: where everything stands is read once and then kept up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from pairwell import _core
from pairwell._arguments import suggested_reference
from pairwell.matching.matching import Matching
from pairwell.round.rematch import PairChanges
from pairwell.store._desk import programme_of
from pairwell.store._ledger import Change
from pairwell.store._states import ENDED, LIVE, PairStanding, pairs_of, states_of

PairKey = tuple[str, str]
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


class MoveTransaction:
    """Where everything stands, and the moves that are made, each under an audit record.

    Every ``because`` goes on record, and may be empty where a move needs no reason.
    """

    def __init__(self, change: Change, programme: str, actor: str) -> None:
        self._change, self._actor = change, actor
        self._rules = programme_of(change.connection, programme).digest
        self._programme = programme
        self.states = states_of(change.connection, programme)
        self.pairs = pairs_of(change.connection, programme)
        self.moved: list[Moved] = []

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
        for subject in dict.fromkeys(subjects):
            name = subject if isinstance(subject, str) else "/".join(subject)
            if subject not in states:
                column, message = _UNKNOWN[cycle]
                known = [each if isinstance(each, str) else "/".join(each) for each in states]
                message += suggested_reference(name, known)
                findings.append(
                    _core.Finding(rule="reference", message=message, column=column, value=name)
                )
                continue
            try:
                targets[subject] = self._after(cycle, states[subject], move, because)
            except _core.InvalidInput as refused:
                findings += [
                    _core.Finding(
                        rule=f.rule, message=f"{name}: {f.message}", column=f.column, value=f.value
                    )
                    for f in refused.findings
                ]
        _core.throw_if_errors("move", findings)
        return targets

    def stand(self, reference: str, move: str, state: str, because: str) -> None:
        """Move an application."""
        row = {"reference": reference, "move": move, "state": state, "reason": because}
        self._change.add(move, reference, state, ("standing", row), rules=self._rules)
        self.states[reference] = state
        self.moved.append(Moved(reference, move, state))

    def move_pair(self, pair: PairStanding, move: str, state: str, because: str) -> None:
        """Move a pair."""
        subject = f"{pair.mentee}/{pair.mentor}"
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
        self.pairs[pair.mentee, pair.mentor] = replace(pair, state=state, reason=because, seq=seq)
        self.moved.append(Moved(subject, move, state))

    def take_over(
        self, changes: PairChanges, matching: Matching, units: Mapping[PairKey, int]
    ) -> None:
        """Propose the new pairs of a matching, and replace those that it has no place for."""
        outcome = f"{len(changes.added)} proposed, {len(changes.kept)} kept"
        self._change.add(
            "match", self._programme, outcome, rules=self._rules, inputs=matching.digest
        )
        because = "A later matching has other pairs in its place."
        for record in changes.replaced:
            pair = self.pairs[record.mentee, record.mentor]
            state = self._after("pair", pair.state, "replace", because)
            self.move_pair(pair, "replace", state, because)
        for record in changes.added:
            key = record.mentee, record.mentor
            fresh = PairStanding(*key, "proposed", "", units[key], matching.digest, 0)
            self.move_pair(fresh, "propose", "proposed", "")

    def leave_pairs(self, reference: str, because: str) -> None:
        """End every pair of somebody who withdraws, and let their partners follow."""
        reason = because or "One of the two has withdrawn."
        for key, pair in list(self.pairs.items()):
            if reference not in key or pair.state in ENDED:
                continue
            state = self._after("pair", pair.state, "withdraw", reason)
            self.move_pair(pair, "withdraw", state, reason)
            self.follow(key[1] if key[0] == reference else key[0], reason)

    def follow(self, reference: str, because: str) -> None:
        """Bring an application to where its pairs are."""
        state = self.states[reference]
        mine = {pair.state for key, pair in self.pairs.items() if reference in key}
        is_live = any(each in mine for each in LIVE)
        move = None
        if state == "accepted" and is_live:
            move = "match"
        elif state == "matched" and not is_live:
            move = "complete" if "completed" in mine else "unmatch"
        if move is not None:
            reason = because or "The last pair has ended."
            after = self._after("application", state, move, reason)
            self.stand(reference, move, after, because)

    def _after(self, cycle: str, state: str, move: str, reason: str) -> str:
        return _core.make_move(cast(Any, cycle), state, move, by=self._actor, reason=reason).to
