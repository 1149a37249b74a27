"""What came of a running programme's agreements, meetings, events and money, as values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

from pairwell import _core
from pairwell.scheme.programme import Programme
from pairwell.store import Logged, Running


def agreed(running: Running) -> list[dict[str, Any]]:
    """Count the pairs' agreements by state."""
    return _by_state("agreement", running.logged("agreement"))


def met(running: Running) -> list[dict[str, Any]]:
    """Count the pairs' meetings by state."""
    return _by_state("meeting", running.logged("meeting"))


def attended(running: Running, programme: Programme) -> list[dict[str, Any]]:
    """Count who was invited to each event by what came of it, in the order of the timetable."""
    logged = running.logged("attendance")
    return [
        {"event": event.id, "title": event.title, **counted}
        for event in programme.timetable.events
        for counted in _by_state("attendance", (each for each in logged if each.item == event.id))
    ]


def ledgers(running: Running) -> list[dict[str, Any]]:
    """Give what each fund has promised and spent, and what is left."""
    purposes = {fund.id: fund.purpose for fund in running.programme().funds}
    return [
        {
            "fund": own.fund,
            "title": purposes.get(own.fund) or own.fund,
            "pence": {
                "whole": own.whole,
                "offered": own.amounts.offered,
                "committed": own.amounts.committed,
                "spent": own.amounts.spent,
                "available": own.available,
            },
        }
        for own in running.balances()
    ]


def _by_state(
    cycle: Literal["agreement", "meeting", "attendance"], logged: Iterable[Logged]
) -> list[dict[str, Any]]:
    counts = Counter(each.state for each in logged)
    states = [each.name for each in _core.states(cycle)]
    return [{"state": state, "count": counts[state]} for state in states if counts[state]]
