"""Moves among people and pairs: one of the two leaves, pairs end, and their partners follow.

`Moves` makes them in memory, so that what stands can be read as it is; `MoveTransaction` writes
each under an audit record as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

from pairwell import _core
from pairwell.scheme.members import RoleName

PairKey = tuple[str, str]

LIVE = ("confirmed", "published", "active")
"""States of a pair that both of its people are matched by."""
ENDED = ("completed", "declined", "replaced", "ended_early", "withdrawn")
"""States that a pair does not leave."""
TAKES_PART = ("accepted", "matched")
"""States of an application that a matching pairs."""
THROUGH = ("completed", "withdrawn")
"""States that an application does not leave."""
BY_FORM = "The form came in withdrawn."


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

    def leave_by_form(self, reference: str, seq: int) -> None:
        """Withdraw somebody whose form came in withdrawn under a record, and end their pairs."""
        if self.people[reference].state in THROUGH:
            return
        self._seq = seq
        self.stand(reference, "withdraw", "withdrawn", BY_FORM)
        self.leave_pairs(reference, f"{reference}: {BY_FORM}")

    def leave_pairs(self, reference: str, because: str) -> None:
        """End every pair of somebody who withdraws, and let their partners follow."""
        reason = because or "One of the two has withdrawn."
        for key, pair in list(self.pairs.items()):
            if reference not in key or pair.state in ENDED:
                continue
            state = self.after("pair", pair.state, "withdraw", reason)
            self.move_pair(pair, "withdraw", state, reason)
            self.follow(key[1] if key[0] == reference else key[0], reason)

    def follow(self, reference: str, because: str) -> None:
        """Bring an application to where its pairs are."""
        if reference not in self.people:
            return
        state = self.people[reference].state
        mine = {pair.state for key, pair in self.pairs.items() if reference in key}
        is_live = any(each in mine for each in LIVE)
        move = None
        if state == "accepted" and is_live:
            move = "match"
        elif state == "matched" and not is_live:
            move = "complete" if "completed" in mine else "unmatch"
        if move is not None:
            reason = because or "The last pair has ended."
            after = self.after("application", state, move, reason)
            self.stand(reference, move, after, because)

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
