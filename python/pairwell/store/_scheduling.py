"""Planning appointments within what is booked already, and putting on record what it changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.round.schedule import Schedule, make_schedule
from pairwell.store._actions import PANEL
from pairwell.store._appointments import Bookings, Sitting, appointment_row, call_off
from pairwell.store._ledger import Change, canonical
from pairwell.store._words import Purpose

_TO_TALK = ("proposed", "reviewed")
"""The states of a pair before its conversation."""


@dataclass(frozen=True)
class Rescheduled:
    """An appointment before and after: given where there was none, moved, or called off."""

    person: str
    was: _core.Appointment | None
    now: _core.Appointment | None

    @property
    def outcome(self) -> str:
        """What became of it: "given", "moved" or "called off"."""
        if self.now is None:
            return "called off"
        return "moved" if self.was is not None else "given"

    def __repr__(self) -> str:
        return f"<Rescheduled: {self.person}, {self.outcome}>"


@dataclass(frozen=True)
class Scheduled(Schedule):
    """A schedule that is on record, and what it changed."""

    changes: tuple[Rescheduled, ...]
    """Who has to be told: whose is new or elsewhere, then whose is called off."""
    unchanged: tuple[str, ...]
    """Who was asked for and keeps what they have."""
    not_asked: tuple[str, ...]
    """Who needs an appointment, has none, and was not asked for."""

    def __repr__(self) -> str:
        return (
            f"<Scheduled: {plural(len(self.appointments), 'appointment')},"
            f" {len(self.changes)} changed, {len(self.unscheduled)} without one>"
        )


class Scheduling:
    """One call of `schedule`: what is asked for, beside what stands."""

    def __init__(
        self,
        change: Change,
        purpose: Purpose,
        requests: Sequence[_core.ScheduleRequest],
        hosts: Iterable[_core.ScheduleHost],
        rules: _core.ScheduleRules,
        fixed: Sequence[_core.Appointment],
    ) -> None:
        self._change, self._purpose = change, purpose
        self._bookings = Bookings(change.connection, change.programme)
        self._programme = self._bookings.programme
        self._double = set(self._bookings.clashes())
        self._before = {own.person: own for own in self._bookings.standing(purpose)}
        self._hosts = [self._seated(host) for host in hosts]
        self._fixed = fixed
        self._requests = requests
        self._findings: list[_core.Finding] = []
        self._rules = self._within(rules)
        self._without: dict[str, str] = {}
        self._asked = [kept for each in requests for kept in self._possible(each)]

    def plan(self) -> Scheduled:
        """Plan, and put on record what changes.

        Raises
        ------
        InvalidInput
            With every fault of what is asked for, and everybody who would be booked twice.
        """
        planned = {request.person for request in self._asked}
        anew = {own.person for own in self._fixed}
        stay = [
            own.appointment
            for person, own in self._before.items()
            if own.is_fixed and person in planned and person not in anew
        ]
        fixed = [own for own in self._fixed if own.person not in self._without] + stay
        taken = self._bookings.taken(self._purpose, planned)
        self._check_fixed()
        self._findings += _core.check_schedule(self._asked, self._hosts, self._rules, fixed, taken)
        _core.throw_if_errors("schedule", self._findings)
        made = make_schedule(
            self._asked,
            self._hosts,
            self._rules,
            fixed=fixed,
            previous=[
                own.appointment
                for person, own in self._before.items()
                if person in planned and not own.is_fixed
            ],
            taken=taken,
        )
        return self._recorded(made, planned)

    def _seated(self, host: _core.ScheduleHost) -> _core.ScheduleHost:
        """A host with its members: those that are named now, or else those on record."""
        known = self._bookings.members.get(host.id, [])
        if not host.members or host.members == known:
            return _core.ScheduleHost(id=host.id, free=host.free, members=known)
        self._bookings.members[host.id] = list(host.members)
        row = {
            "kind": PANEL, "reference": "", "partner": "", "item": host.id, "move": "name",
            "state": "named", "reason": "", "cells": canonical(list(host.members)),
        }  # fmt: skip
        self._change.add(
            PANEL, self._programme.id, plural(len(host.members), "member"), ("log", row),
            rules=self._programme.digest,
        )  # fmt: skip
        return host

    def _within(self, rules: _core.ScheduleRules) -> _core.ScheduleRules:
        """The rules with their windows cut to the programme's time."""
        first, last = self._bookings.bounds()
        windows = [
            (max(start, first), min(end, last))
            for start, end in rules.windows or [(first, last)]
            if start < last and first < end
        ]
        if not windows:
            start, end = rules.windows[0]
            self._add(
                "programme",
                f"The windows are outside the programme: {self._span(first, last)}.",
                f"{start.isoformat()} to {end.isoformat()}",
            )
        return _core.ScheduleRules(
            minutes=rules.minutes,
            pause=rules.pause,
            windows=windows,
            equal_load=rules.equal_load,
            seed=rules.seed,
        )

    def _possible(self, request: _core.ScheduleRequest) -> list[_core.ScheduleRequest]:
        """The request with the hosts whom the person may meet, or nothing and why."""
        person = request.person
        ids = [host.id for host in self._hosts]
        own = self._before.get(person)
        if reason := self._bookings.why_none(self._purpose, person):
            self._without[person] = reason
            return []
        anew = any(each.person == person for each in self._fixed)
        if own is not None and own.is_fixed and own.host not in ids and not anew:
            return []  # a person fixed it with a host who is not planned now: it stays
        named = request.hosts or ids
        may = [host for host in named if self._bookings.may_meet(self._purpose, person, host)]
        if named and not may:
            why = "have left" if self._purpose == "interviews" else "are in no open pair with them"
            self._without[person] = f"The hosts who may see them {why}: {', '.join(named)}."
            return []
        if may == ids:
            return [request]
        return [
            _core.ScheduleRequest(
                person=person, free=request.free, hosts=may, not_by=request.not_by
            )
        ]

    def _check_fixed(self) -> None:
        first, last = self._bookings.bounds()
        for own in self._fixed:
            if reason := self._without.get(own.person):
                self._add("state", f"{own.person} can have no appointment. {reason}", own.host)
            elif not self._bookings.may_meet(self._purpose, own.person, own.host):
                self._add("pair", f"{own.person} is in no open pair with this host.", own.host)
            if own.start < first or own.end > last:
                self._add(
                    "programme",
                    f"The appointment of {own.person} is outside the programme:"
                    f" {self._span(first, last)}.",
                    own.start.isoformat(),
                )

    def _recorded(self, made: Schedule, planned: set[str]) -> Scheduled:
        """Put on record what a plan changes, and tell it."""
        after = {own.person: own for own in made.appointments}
        gone = [own for person, own in self._before.items() if person in planned - after.keys()]
        lapsed = {own.person: own for own in self._lapsed()}
        self._refuse_clashes(gone, after.values())
        changes = []
        for own in gone:
            call_off(self._change, self._bookings, own)
        for person, now in after.items():
            was = self._before.get(person)
            if was is None or was.appointment != now:
                self._give(now, "given" if was is None else "moved")
            was = was or lapsed.get(person)
            if was is None or _place(was) != _place(now):
                changes.append(Rescheduled(person, was.appointment if was else None, now))
        changes += [
            Rescheduled(own.person, own.appointment, None)
            for own in (*gone, *lapsed.values())
            if own.person not in after
        ]
        return self._told(made, planned, tuple(changes))

    def _lapsed(self) -> list[Sitting]:
        """Call off what has lapsed, and give what is of this purpose."""
        lapsed = self._bookings.lapsed()
        for own in lapsed:
            call_off(self._change, self._bookings, own)
        return [own for own in lapsed if own.purpose == self._purpose]

    def _refuse_clashes(self, gone: Iterable[Sitting], given: Iterable[_core.Appointment]) -> None:
        """Check once more, over all that would stand, that nobody is newly booked twice."""
        for own in gone:
            del self._bookings.sittings[own.person, self._purpose]
        for appointment in given:
            self._bookings.give(self._purpose, appointment)
        _core.throw_if_errors(
            "schedule",
            [
                _core.Finding(rule="double-booking", message=str(clash), value=clash.who)
                for clash in self._bookings.clashes()
                if clash not in self._double
            ],
        )

    def _give(self, own: _core.Appointment, outcome: str) -> None:
        row = appointment_row(self._purpose, own)
        self._change.add(
            self._purpose, self._bookings.about(own.person, own.host), outcome,
            ("appointment", row),
            rules=self._programme.digest,
        )  # fmt: skip

    def _told(
        self, made: Schedule, planned: set[str], changes: tuple[Rescheduled, ...]
    ) -> Scheduled:
        wanted = [request.person for request in self._requests]
        stays = {
            person: own.appointment
            for person, own in self._before.items()
            if person in wanted and person not in planned
        }
        shown = sorted(
            [*made.appointments, *stays.values()], key=lambda own: (own.start, own.end, own.host)
        )
        reasons = self._without | {one.person: one.reason for one in made.unscheduled}
        told = {change.person for change in changes}
        return Scheduled(
            appointments=shown,
            unscheduled=[
                _core.Unscheduled(person=person, reason=reasons[person])
                for person in wanted
                if person in reasons and person not in stays
            ],
            loads=made.loads,
            moved=sum(change.was is not None for change in changes),
            matching=made.matching,
            changes=changes,
            unchanged=tuple(own.person for own in shown if own.person not in told),
            not_asked=tuple(self._forgotten(set(wanted))),
        )

    def _forgotten(self, wanted: set[str]) -> list[str]:
        """Who needs an appointment now, has none, and was not asked for."""
        standing = self._bookings.now
        if self._purpose == "interviews":
            need = [person.reference for person in standing.in_state("shortlisted")]
        else:
            need = [pair.mentee for pair in standing.pairs if pair.state in _TO_TALK]
        has = {own.person for own in self._bookings.standing(self._purpose)}
        return [person for person in dict.fromkeys(need) if person not in wanted | has]

    def _add(self, rule: str, message: str, value: str) -> None:
        self._findings.append(_core.Finding(rule=rule, message=message, value=value))

    def _span(self, first: dt.datetime, last: dt.datetime) -> str:
        zone = _core.Zone.named(self._programme.timetable.zone)
        days = (zone.local(first).date(), (zone.local(last) - dt.timedelta(days=1)).date())
        return f"it goes from {days[0]} to {days[1]}"


def _place(own: Sitting | _core.Appointment) -> tuple[str, dt.datetime, dt.datetime]:
    return own.host, own.start, own.end
