"""How far people came: the steps from an application to the end of the programme."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pairwell import _core
from pairwell.store._desk import programme_of
from pairwell.store._forms import region_of
from pairwell.store._ledger import rows_of
from pairwell.store._tables import CONTENT
from pairwell.store._words import STEPS as STEPS

_REACHED_BY = {
    "shortlisted": {"shortlisted"},
    "interviewed": {"interviewed", "accepted"},
    "matched": {"matched"},
    "completed": {"completed"},
}
"""The states of an application that reach a step; who is accepted without an interview did."""


@dataclass(frozen=True)
class Reach:
    """The furthest step that somebody reached, and the region of their form."""

    furthest: str
    region: str


def steps_of(connection: Connection, programme: str) -> dict[str, Reach]:
    """The furthest step of everybody who has a form."""
    form, decision = CONTENT["form"], CONTENT["decision"]
    rules = programme_of(connection, programme)
    roles = {"mentee": _core.Role.MENTEE, "mentor": _core.Role.MENTOR}
    region = {
        row.reference: region_of(json.loads(row.cells), rules, roles[row.role])
        for row in connection.execute(
            select(form.c.reference, form.c.role, form.c.cells)
            .where(form.c.programme == programme)
            .order_by(form.c.seq)
        )
    }
    newest = {
        (row.reference, row.stage): row.outcome
        for row in connection.execute(
            select(decision.c.reference, decision.c.stage, decision.c.outcome)
            .where(decision.c.programme == programme)
            .order_by(decision.c.seq)
        )
    }
    by_hand: dict[str, set[str]] = {}
    for row in rows_of(connection, programme, "standing"):
        by_hand.setdefault(row["reference"], set()).add(row["state"])
    found = {}
    for reference, where in region.items():
        furthest = "applied"
        if newest.get((reference, "eligibility")) == "eligible":
            furthest = "eligible"
            if newest.get((reference, "selection")) == "shortlisted":
                furthest = "shortlisted"
        for step, states in _REACHED_BY.items():
            if states & by_hand.get(reference, set()):
                furthest = step
        found[reference] = Reach(furthest, where)
    return found
