"""States by reference and pairs by their keys, as `pairwell.store._standing` has them."""

from __future__ import annotations

from sqlalchemy import Connection

from pairwell.store._moves import ENDED, LIVE, TAKES_PART, PairStanding
from pairwell.store._standing import standing_of

__all__ = ["ENDED", "LIVE", "TAKES_PART", "PairStanding", "pairs_of", "states_of"]


def states_of(connection: Connection, programme: str) -> dict[str, str]:
    """The state of every application, by reference."""
    people = standing_of(connection, programme).people
    return {reference: person.state for reference, person in people.items()}


def pairs_of(connection: Connection, programme: str) -> dict[tuple[str, str], PairStanding]:
    """Every pair that was ever proposed, in the order in which they were first."""
    return {(p.mentee, p.mentor): p for p in standing_of(connection, programme).pairs}
