"""Moves among people and pairs: one of the two leaves, pairs end, and their partners follow.

`Moves` makes them in memory, so that what stands can be read as it is; `MoveTransaction` writes
each under an audit record as well.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from pairwell import _core
from pairwell.scheme.members import RoleName

PairKey = tuple[str, str]

LIVE = ("confirmed", "published", "active")
"""States of a pair that both of its people are matched by."""
KNOWN = ("conversation_held", *LIVE)
"""States that a pair does not reach before its people know of it."""
ENDED = ("completed", "declined", "replaced", "ended_early", "withdrawn")
"""States that a pair does not leave."""
TAKES_PART = ("accepted", "matched")
"""States of an application that a matching pairs."""
THROUGH = ("completed", "withdrawn")
"""States that an application does not leave."""
BY_FORM = "The form came in withdrawn."
PAIR_ENDED = "The last pair has ended."


@dataclass(frozen=True)
class PersonStanding:
    """Somebody with a form, and how far they have come."""

    reference: str
    role: RoleName
    region: str
    """As the newest form has it, in the programme's spelling where it is one of its nations."""
    state: str
    """One of the states of an application."""
    reason: str
    """What was given as the reason for the last move, if one was."""
    seq: int
    """The audit record that brought them here: a form, a decision or a move."""

    def __repr__(self) -> str:
        return f"<PersonStanding: {self.role} {self.reference}, {self.state}>"


@dataclass(frozen=True)
class PairStanding:
    """A pair and how far it has come."""

    mentee: str
    mentor: str
    state: str
    reason: str
    units: int
    """Of the points that the pair had when it was proposed."""
    matching: str
    """Names the matching that proposed it: the inputs of its audit record."""
    seq: int
    """The audit record of its last move."""

    def __repr__(self) -> str:
        return f"<PairStanding: {self.mentee} with {self.mentor}, {self.state}>"


def moved(person: PersonStanding, state: str, reason: str, seq: int) -> PersonStanding:
    """The same person in another state."""
    return replace(person, state=state, reason=reason, seq=seq)


class Moves:
    """Everybody and every pair, and the moves that are made among them, in memory."""

    def __init__(
        self, people: dict[str, PersonStanding], pairs: dict[PairKey, PairStanding]
    ) -> None:
        self.people, self.pairs = people, pairs
        self._seq = 0
        self._actor = "-"

    def stand(self, reference: str, move: str, state: str, because: str) -> None:
        """Move an application."""
        seq = self._write_application(reference, move, state, because)
        self.people[reference] = moved(self.people[reference], state, because, seq)

    def move_pair(self, pair: PairStanding, move: str, state: str, because: str) -> None:
        """Move a pair."""
        seq = self._write_pair(pair, move, state, because)
        self.pairs[pair.mentee, pair.mentor] = replace(pair, state=state, reason=because, seq=seq)

    def settle(self, withdrawn: Mapping[str, int], by_hand: Container[str]) -> None:
        """Make the moves that follow from what is on record, and that nobody has made.

        Parameters
        ----------
        withdrawn
            Whose newest form is withdrawn, with the record that it came under.
        by_hand
            Whom somebody moved. Of others the form alone says that they have withdrawn, and a
            newer form may say otherwise.
        """
        paired = {reference for key in self.pairs for reference in key}
        for reference, self._seq in withdrawn.items():
            person = self.people[reference]
            if person.state in THROUGH:
                continue
            if reference in by_hand or reference in paired:
                self.stand(reference, "withdraw", "withdrawn", BY_FORM)
                self.leave_pairs(reference, f"{reference}: {BY_FORM}")
            else:
                self.withdraw_by_form(reference)
        for key, pair in list(self.pairs.items()):
            out = [r for r in key if r in self.people and self.people[r].state not in TAKES_PART]
            if pair.state not in ENDED and out:
                self._seq = max(self._seq, self.people[out[0]].seq)
                self.leave_pairs(out[0], f"{out[0]} no longer takes part.")
        live = {r for key, pair in self.pairs.items() if pair.state in LIVE for r in key}
        for reference, person in list(self.people.items()):
            if person.state in TAKES_PART and (person.state == "matched") != (reference in live):
                self._seq = max(self._seq, person.seq)
                self.follow(reference)

    def withdraw_by_form(self, reference: str) -> None:
        """Count somebody as withdrawn, whom nobody has moved and who is in no pair."""
        self.people[reference] = moved(self.people[reference], "withdrawn", BY_FORM, self._seq)

    def leave_pairs(self, reference: str, because: str) -> None:
        """End every pair of somebody who withdraws, and let their partners follow."""
        reason = because or "One of the two has withdrawn."
        for key, pair in list(self.pairs.items()):
            if reference not in key or pair.state in ENDED:
                continue
            state = self.after("pair", pair.state, "withdraw", reason)
            self.move_pair(pair, "withdraw", state, reason)
            self.follow(key[1] if key[0] == reference else key[0])

    def follow(self, reference: str) -> None:
        """Bring an application to where its pairs are.

        Why a pair ended stands with the pair alone: it may be about the other of the two, and has
        to go when they are erased.
        """
        if reference not in self.people:
            return
        state = self.people[reference].state
        mine = {pair.state for key, pair in self.pairs.items() if reference in key}
        is_live = any(each in mine for each in LIVE)
        is_through = "completed" in mine and mine <= set(ENDED)
        move = None
        if state == "accepted" and is_live:
            move = "match"
        elif state == "matched" and not is_live:
            move = "complete" if is_through else "unmatch"
        if move is not None:
            reason = "" if is_live else PAIR_ENDED
            self.stand(reference, move, self.after("application", state, move, reason), reason)

    def after(self, cycle: str, state: str, move: str, reason: str) -> str:
        """Give the state that a legal move leads to.

        Raises
        ------
        InvalidInput
            Where it is not legal, or a reason is missing.
        """
        return _core.make_move(cast(Any, cycle), state, move, by=self._actor, reason=reason).to

    def _write_application(self, reference: str, move: str, state: str, because: str) -> int:
        return self._seq

    def _write_pair(self, pair: PairStanding, move: str, state: str, because: str) -> int:
        return self._seq
