"""Who meets whom when: interviews and conversations as a matching of people with sittings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pairwell import _core
from pairwell._arguments import check_time_limit, check_type, listed
from pairwell.data.shown import plural
from pairwell.matching.matching import Matching
from pairwell.matching.problem import Problem


@dataclass(frozen=True)
class Schedule:
    """Who got which sitting, who got none and why."""

    appointments: list[_core.Appointment]
    """By start, then host; empty where the call was stopped."""
    unscheduled: list[_core.Unscheduled]
    """In the order of the requests."""
    loads: dict[str, int]
    """How many sittings each host got."""
    moved: int
    """Previous appointments that are not kept."""
    matching: Matching
    """What the engine found, with its status and its proof: requests are its mentees, sittings its
    mentors."""

    def __repr__(self) -> str:
        return (
            f"<Schedule: {plural(len(self.appointments), 'appointment')}, "
            f"{len(self.unscheduled)} without one>"
        )


def make_schedule(
    requests: Iterable[_core.ScheduleRequest],
    hosts: Iterable[_core.ScheduleHost],
    rules: _core.ScheduleRules | None = None,
    *,
    fixed: Iterable[_core.Appointment] = (),
    previous: Iterable[_core.Appointment] = (),
    taken: Iterable[_core.Taken] = (),
    time_limit: float | None = None,
) -> Schedule:
    """Gives sittings to as many people as can be, and shares them among the hosts evenly.

    Parameters
    ----------
    requests
        Who needs a sitting, when they are free, and whom they may meet.
    hosts
        Who is met: panels for interviews, mentors for conversations.
    rules
        Length and pause of the sittings, the days and hours, the seed of the lottery.
    fixed
        Appointments that a person decided on: each stays, and the rest is planned around them.
    previous
        Appointments of an earlier schedule: as many as can be are kept.
    taken
        What stands and is not planned here: nobody whose time it is gets a sitting then.
    time_limit
        Seconds, after which the schedule holds no appointments and its matching says TIME_LIMIT.

    Raises
    ------
    InvalidInput
        With every fault of `check_schedule`.

    Examples
    --------
    >>> import pairwell as pw
    >>> from datetime import datetime
    >>> day = pw.interval("Europe/London", datetime(2017, 5, 3, 9), datetime(2017, 5, 3, 10))
    >>> early = pw.interval("Europe/London", datetime(2017, 5, 3, 9), datetime(2017, 5, 3, 9, 30))
    >>> schedule = pw.make_schedule(
    ...     [
    ...         pw.ScheduleRequest(person="MM-001", free=[day]),
    ...         pw.ScheduleRequest(person="MM-002", free=[early]),
    ...     ],
    ...     [pw.ScheduleHost(id="panel A", free=[day])],
    ... )
    >>> [(own.person, own.start.isoformat()) for own in schedule.appointments]
    [('MM-002', '2017-05-03T08:00:00+00:00'), ('MM-001', '2017-05-03T08:30:00+00:00')]
    """
    check_time_limit("make_schedule", time_limit)
    if rules is None:
        rules = _core.ScheduleRules()
    check_type("make_schedule", "rules", "ScheduleRules", _core.ScheduleRules, rules)

    def all_of(argument: str, wanted: str, kind: type, values: Any) -> list[Any]:
        return listed("make_schedule", argument, wanted, kind, values)

    core = _core.make_schedule(
        all_of("requests", "a ScheduleRequest", _core.ScheduleRequest, requests),
        all_of("hosts", "a ScheduleHost", _core.ScheduleHost, hosts),
        rules,
        all_of("fixed", "an Appointment", _core.Appointment, fixed),
        all_of("previous", "an Appointment", _core.Appointment, previous),
        all_of("taken", "a Taken", _core.Taken, taken),
        time_limit,
    )
    return Schedule(
        core.appointments,
        core.unscheduled,
        dict(core.loads),
        core.moved,
        Matching._of(Problem._wrap(core.problem), core.matching),
    )
