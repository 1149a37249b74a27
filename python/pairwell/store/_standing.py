"""What stands at one moment, by the record: everybody's state, every pair's, and the record's head.

Every view of a store reads this: pairs, reports, letters, calendars, the status and the evaluation.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, select

from pairwell import _core
from pairwell.scheme.members import RoleName
from pairwell.store._as_of import up_to
from pairwell.store._desk import programme_of
from pairwell.store._forms import region_of, state_of
from pairwell.store._ledger import rows_of
from pairwell.store._moves import (
    ENDED,
    LIVE,
    TAKES_PART,
    Moves,
    PairKey,
    PairStanding,
    PersonStanding,
    moved,
)
from pairwell.store._tables import audit

_OF_SELECTION = ("shortlisted", "reserve", "not_selected")
"""Outcomes of a selection that are states; who was not scored stays eligible."""


@dataclass(frozen=True)
class Standing:
    """What stands at one moment: read in one transaction, and never changed.

    ``people`` is by reference, in the order in which their forms came; ``pairs`` has every pair
    that was ever proposed, in the order in which they first were. What ended, and why, is in their
    states and reasons. The programme is as it was then, too.
    """

    programme: Any
    head: str
    """The digest of the newest record that this speaks of."""
    seq: int
    """The number of that record."""
    at: dt.datetime
    """When it was made, in the programme's time zone."""
    people: Mapping[str, PersonStanding]
    pairs: tuple[PairStanding, ...]

    def __repr__(self) -> str:
        return (
            f"<Standing: {self.programme.id}, record {self.seq}, {len(self.people)} people,"
            f" {len(self.open)} open and {len(self.live)} live pairs>"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (
            self.programme, self.head, self.seq, self.at, dict(self.people), self.pairs,
        )  # fmt: skip

    @property
    def day(self) -> dt.date:
        """The day of the newest record, in the programme's time zone."""
        return self.at.date()

    @cached_property
    def open(self) -> tuple[PairStanding, ...]:
        """Pairs that nobody has decided on: proposed, reviewed, or after their conversation."""
        return tuple(p for p in self.pairs if p.state not in (*LIVE, *ENDED))

    @cached_property
    def live(self) -> tuple[PairStanding, ...]:
        """Pairs that a person has decided on: confirmed, published and active."""
        return tuple(p for p in self.pairs if p.state in LIVE)

    @cached_property
    def ended(self) -> tuple[PairStanding, ...]:
        """Pairs that are over, completed ones included, each with its reason."""
        return tuple(p for p in self.pairs if p.state in ENDED)

    @property
    def shown(self) -> tuple[PairStanding, ...]:
        """Pairs that stand or were completed: none that was declined, replaced or withdrawn."""
        return tuple(p for p in self.pairs if p.state not in ENDED or p.state == "completed")

    @cached_property
    def _by_person(self) -> dict[str, list[PairStanding]]:
        found: dict[str, list[PairStanding]] = {}
        for pair in self.pairs:
            for reference in (pair.mentee, pair.mentor):
                found.setdefault(reference, []).append(pair)
        return found

    def state(self, reference: str) -> str:
        """Give somebody's state; of a reference that nobody has, nothing."""
        person = self.people.get(reference)
        return "" if person is None else person.state

    def pair(self, mentee: str, mentor: str) -> PairStanding | None:
        """Give the pair of two people, should it ever have been proposed."""
        mine = (pair for pair in self._by_person.get(mentee, []) if pair.mentor == mentor)
        return next(mine, None)

    def pairs_of(self, reference: str, *states: str) -> list[PairStanding]:
        """Give every pair that somebody is or was in, or those in some states."""
        mine = self._by_person.get(reference, [])
        return [pair for pair in mine if not states or pair.state in states]

    def partners(self, reference: str, *states: str) -> list[str]:
        """Give those whom somebody is in a pair with: live ones, or those in some states."""
        mine = self.pairs_of(reference, *(states or LIVE))
        return [pair.mentor if pair.mentee == reference else pair.mentee for pair in mine]

    def in_state(self, *states: str, role: RoleName | None = None) -> Iterator[PersonStanding]:
        """Go through the people in some states, of one role or of both."""
        for person in self.people.values():
            if person.state in states and role in (None, person.role):
                yield person

    def taking_part(self, role: RoleName | None = None) -> Iterator[PersonStanding]:
        """Go through those whom a matching pairs: accepted or matched."""
        return self.in_state(*TAKES_PART, role=role)


def _unpickled(
    programme: Any, head: str, seq: int, at: dt.datetime, people: dict[str, PersonStanding],
    pairs: tuple[PairStanding, ...],
) -> Standing:  # fmt: skip
    return Standing(programme, head, seq, at, MappingProxyType(people), pairs)


def standing_of(connection: Connection, programme: str) -> Standing:
    """Read what stands, in the transaction of the connection.

    Somebody whose newest form is withdrawn has left, and so have their pairs, whether or not the
    moves were made that say so.
    """
    rules = programme_of(connection, programme)
    newest = connection.execute(
        select(audit.c.seq, audit.c.at, audit.c.digest)
        .where(audit.c.programme == programme, up_to(connection, audit))
        .order_by(audit.c.seq.desc())
        .limit(1)
    ).one()
    moves = Moves(*recorded_states(connection, programme, rules))
    moves.settle(withdrawn_forms(connection, programme), moved_by_hand(connection, programme))
    return Standing(
        programme=rules,
        head=newest.digest,
        seq=newest.seq,
        at=_in_zone(dt.datetime.fromisoformat(newest.at), rules.timetable.zone),
        people=MappingProxyType(moves.people),
        pairs=tuple(moves.pairs.values()),
    )


def _in_zone(moment: dt.datetime, zone: str) -> dt.datetime:
    """Give a moment as the clocks of a zone show it."""
    fraction = dt.timedelta(microseconds=moment.microsecond)
    return _core.Zone.named(zone).with_offset(moment - fraction) + fraction


def recorded_states(
    connection: Connection, programme: str, rules: Any
) -> tuple[dict[str, PersonStanding], dict[PairKey, PairStanding]]:
    """Read the state of everybody's last move, or else of what was decided, and every pair's."""
    spelling = {_core.fold(nation): nation for nation in rules.nations}
    people: dict[str, PersonStanding] = {}
    for row in rows_of(connection, programme, "form"):
        cells = json.loads(row["cells"])
        role = _core.Role.MENTEE if row["role"] == "mentee" else _core.Role.MENTOR
        region = region_of(cells, rules, role)
        people[row["reference"]] = PersonStanding(
            reference=row["reference"],
            role=row["role"],
            region=spelling.get(_core.fold(region), region),
            state=state_of(cells),
            reason="",
            seq=row["seq"],
        )
    decided: dict[str, dict[str, Any]] = {}
    for row in rows_of(connection, programme, "decision"):
        decided.setdefault(row["reference"], {})[row["stage"]] = row
    for reference in people.keys() & decided.keys():
        stages = decided[reference]
        by = stages.get("eligibility")
        state = by["outcome"] if by is not None else "submitted"
        chosen = stages.get("selection")
        if state == "eligible" and chosen is not None and chosen["outcome"] in _OF_SELECTION:
            by, state = chosen, chosen["outcome"]
        if by is not None:
            people[reference] = moved(people[reference], state, "", by["seq"])
    for row in rows_of(connection, programme, "standing"):
        if (person := people.get(row["reference"])) is not None:
            people[person.reference] = moved(person, row["state"], row["reason"], row["seq"])
    return people, recorded_pairs(connection, programme)


def recorded_pairs(connection: Connection, programme: str) -> dict[PairKey, PairStanding]:
    """Every pair that was ever proposed, in the order in which they were first."""
    return {
        (row["reference"], row["partner"]): PairStanding(
            mentee=row["reference"],
            mentor=row["partner"],
            state=row["state"],
            reason=row["reason"],
            units=row["units"],
            matching=row["matching"],
            seq=row["seq"],
        )
        for row in rows_of(connection, programme, "pair")
    }


def withdrawn_forms(connection: Connection, programme: str) -> dict[str, int]:
    """The references whose newest form is withdrawn, with the record that it came under."""
    newest = {row["reference"]: row for row in rows_of(connection, programme, "form")}
    return {
        reference: row["seq"]
        for reference, row in newest.items()
        if state_of(json.loads(row["cells"])) == "withdrawn"
    }


def moved_by_hand(connection: Connection, programme: str) -> set[str]:
    """Whom somebody moved, after what was decided."""
    return {row["reference"] for row in rows_of(connection, programme, "standing")}
