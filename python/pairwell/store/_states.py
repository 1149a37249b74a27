"""Where applications and pairs stand: by what was decided, and by the moves that people made."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from pairwell.store._ledger import rows_of

LIVE = ("confirmed", "published", "active")
"""States of a pair that both of its people are matched by."""
ENDED = ("completed", "declined", "replaced", "ended_early", "withdrawn")
"""States that a pair does not leave."""
TAKES_PART = ("accepted", "matched")
"""States of an application that a matching pairs."""

_OF_SELECTION = {"shortlisted": "shortlisted", "reserve": "reserve", "not_selected": "not_selected"}


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


def states_of(connection: Connection, programme: str) -> dict[str, str]:
    """The state of every application: of its last move, or else of what was decided about it."""
    states = {}
    for row in rows_of(connection, programme, "form"):
        states[row["reference"]] = json.loads(row["cells"]).get("state") or "submitted"
    decided: dict[str, dict[str, str]] = {}
    for row in rows_of(connection, programme, "decision"):
        decided.setdefault(row["reference"], {})[row["stage"]] = row["outcome"]
    for reference, outcomes in decided.items():
        state = outcomes.get("eligibility", "submitted")
        if state == "eligible":
            state = _OF_SELECTION.get(outcomes.get("selection", ""), state)
        states[reference] = state
    for row in rows_of(connection, programme, "standing"):
        states[row["reference"]] = row["state"]
    return states


def pairs_of(connection: Connection, programme: str) -> dict[tuple[str, str], PairStanding]:
    """Every pair that was ever proposed, in the order in which they were first."""
    found: dict[tuple[str, str], PairStanding] = {}
    for row in rows_of(connection, programme, "pair"):
        found[row["reference"], row["partner"]] = PairStanding(
            mentee=row["reference"],
            mentor=row["partner"],
            state=row["state"],
            reason=row["reason"],
            units=row["units"],
            matching=row["matching"],
            seq=row["seq"],
        )
    return found
