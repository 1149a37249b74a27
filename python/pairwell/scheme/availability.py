"""Reads when people and hosts are free from tables: a row for each stretch of time."""

from __future__ import annotations

import datetime as dt

from pairwell import _core
from pairwell.data.table_faults import TableFaults
from pairwell.data.tables import TableSource, read_table


class _Stretches:
    """The stretches of a table by who is free, with every fault of it."""

    def __init__(self, source: TableSource, name: str, who: str, lists: tuple[str, ...]) -> None:
        self._faults = TableFaults(read_table(source, name))
        self.free: dict[str, list[tuple[dt.datetime, dt.datetime]]] = {}
        self._listed: dict[tuple[str, str], dict[str, None]] = {}
        self._who, self._lists = who, lists

    def read(self, zone: str) -> None:
        """Read every row; times without a zone of their own are of `zone`.

        Raises
        ------
        InvalidInput
            With every error by row and column.
        """
        self._faults.check_columns((self._who, "start", "end"), ("zone", *self._lists))
        _core.throw_if_errors("schedule", self._faults)
        for number, row in self._faults.records():
            self._row(row, number, zone)
        _core.throw_if_errors("schedule", self._faults)

    def lists(self, person: str) -> dict[str, list[str]]:
        """Give what stands in the lists of all rows of one, each once, by the column."""
        return {name: list(self._listed[person, name]) for name in self._lists}

    def _row(self, row: dict[str, str], number: int, zone: str) -> None:
        if not row[self._who]:
            self._faults.add(self._who, "somebody is free: say who", number, self._who)
            return
        person = self._faults.reference(row[self._who], number, self._who)
        ends: list[dt.datetime] = []
        for name in ("start", "end"):
            try:
                ends.append(_core.parse_local_time(row[name]))
            except _core.InvalidInput as refused:
                (finding,) = refused.findings
                message = finding.message
                if finding.rule == "format":
                    message = "a time is written as on the clock there: 2017-05-03T09:00"
                self._faults.add("time", message, number, name, row[name])
        if len(ends) == 2:
            try:
                stretch = _core.interval(row.get("zone") or zone, ends[0], ends[1])
                self.free.setdefault(person, []).append(stretch)
            except _core.InvalidInput as refused:
                for finding in refused.findings:
                    self._faults.add(finding.rule, finding.message, number, "start", finding.value)
        for name in self._lists:
            listed = self._listed.setdefault((person, name), {})
            parts = (part.strip() for part in row.get(name, "").split(";"))
            listed |= {self._faults.reference(part, number, name): None for part in parts if part}


def read_requests(source: TableSource, zone: str) -> list[_core.ScheduleRequest]:
    """Read when people are free: person, start, end, and at will zone, hosts and not_by.

    Several hosts, or several members whom the person may not be seen by, stand between semicolons.
    """
    read = _Stretches(source, "people", "person", ("hosts", "not_by"))
    read.read(zone)
    return [
        _core.ScheduleRequest(person=person, free=free, **read.lists(person))
        for person, free in read.free.items()
    ]


def read_hosts(source: TableSource, zone: str) -> list[_core.ScheduleHost]:
    """Read when hosts are free: host, start, end, and at will zone and members."""
    read = _Stretches(source, "hosts", "host", ("members",))
    read.read(zone)
    return [
        _core.ScheduleHost(id=host, free=free, **read.lists(host))
        for host, free in read.free.items()
    ]


def read_fixed(text: str, zone: str, minutes: int) -> _core.Appointment:
    """Read an appointment that a person decided on: "MM-014 panel A 2017-05-03T09:00".

    The time is as on the clock of the zone, or has its offset ("2017-10-29T01:30+00:00"). It lasts
    its minutes on a stop watch, also over a change of clocks.

    Raises
    ------
    Error
        Where it is not written so, or the clock shows that time twice or never.
    """
    words = text.split()
    if len(words) < 3:
        raise _core.Error(
            f"an appointment is written as in 'MM-014 panel A 2017-05-03T09:00', not {text!r}"
        )
    if not 1 <= minutes <= _LONGEST:
        raise _core.Error(f"an appointment takes 1 to {_LONGEST} minutes, not {minutes}")
    start = _instant(words[-1], zone)
    return _core.Appointment(
        person=words[0],
        host=" ".join(words[1:-1]),
        start=start,
        end=start + dt.timedelta(minutes=minutes),
        is_fixed=True,
    )


_LONGEST = 24 * 60


def _instant(text: str, zone: str) -> dt.datetime:
    """Read a time of the clock of a zone, or with an offset."""
    clock = _core.Zone.named(zone)
    try:
        if "+" in text or text.endswith("Z") or text.count("-") > 2:
            instant = _core.parse_instant(text)
            clock.local(instant)  # within the years of the zone
            return instant
        local = _core.parse_local_time(text)
    except _core.InvalidInput as refused:
        (finding,) = refused.findings
        if finding.rule != "format":
            raise _core.Error(f"{text}: {finding.message}") from refused
        raise _core.Error(
            "a time is written as in 2017-05-03T09:00, in whole minutes or seconds, with an offset"
            f" at will (2017-05-03T09:00+01:00), not {text!r}"
        ) from refused
    try:
        return clock.instant(local)
    except _core.InvalidInput as refused:
        (finding,) = refused.findings
        if finding.rule != "unclear-time":
            raise _core.Error(f"{text}: {finding.message}") from refused
        policies = (_core.WhenUnclear.EARLIEST, _core.WhenUnclear.LATEST)
        readings = [_with_offset(clock, clock.instant(local, policy)) for policy in policies]
        raise _core.Error(f"{finding.message} Write {' or '.join(readings)}.") from refused


def _with_offset(clock: _core.Zone, instant: dt.datetime) -> str:
    return clock.with_offset(instant).isoformat(timespec="minutes")
