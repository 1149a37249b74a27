"""Appointments by the record: which stand, whose time they take, and which have lapsed.

An appointment stands while its newest row does and its people still need it: whoever withdrew is
met by nobody, and a pair that ended before its conversation has none. What was over when its people
left was held, and stays.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from pairwell import _core
from pairwell._core import Taken
from pairwell.scheme.programme import Programme
from pairwell.store._actions import PANEL
from pairwell.store._ledger import About, Change, instant_text, rows_of
from pairwell.store._moves import ENDED
from pairwell.store._standing import standing_of
from pairwell.store._tables import CONTENT, audit
from pairwell.store._words import PURPOSES, Purpose

_MAY_HAVE = {
    "interviews": ("shortlisted", "interviewed", "accepted", "matched"),
    "conversations": ("accepted", "matched"),
}
"""The states of an application that an appointment is given in."""
_KEEPS = {
    "interviews": (*_MAY_HAVE["interviews"], "completed"),
    "conversations": (*_MAY_HAVE["conversations"], "completed"),
}
"""The states that an appointment stands in."""
_FOR = {"interviews": "shortlisted", "conversations": "accepted"}
_GONE = ("draft", "late", "not_eligible", "withdrawn")
"""The states in which nobody hosts an interview."""
_FREE_KINDS = {"TALK", "DEADLINE", "INTERVIEWS", "CONVERSATIONS"}
"""Events that nobody has to be at, and those that appointments are made for."""
_COMES = ("invited", "accepted", "attended")


@dataclass(frozen=True)
class Sitting:
    """An appointment with its history: it stands, or it was called off."""

    purpose: Purpose
    person: str
    host: str
    start: dt.datetime
    end: dt.datetime
    is_fixed: bool
    stands: bool
    changes: int
    """How often its host or time was changed, or it was called off or given anew."""
    changed: dt.datetime
    """When the record of the newest such change was made."""
    left: tuple[tuple[str, dt.datetime, dt.datetime], ...]
    """Hosts that had it before, each with the last start and end there."""

    @property
    def appointment(self) -> _core.Appointment:
        """The appointment as a schedule has it."""
        return _core.Appointment(
            person=self.person,
            host=self.host,
            start=self.start,
            end=self.end,
            is_fixed=self.is_fixed,
        )

    @property
    def what(self) -> str:
        """What it is, for a sentence."""
        return f"the {self.purpose[:-1]} of {self.person} with {self.host}"

    def __repr__(self) -> str:
        off = "" if self.stands else ", called off"
        return f"<Sitting: {self.what} at {instant_text(self.start)}{off}>"


@dataclass(frozen=True)
class Clash:
    """Somebody who is booked twice."""

    who: str
    first: str
    second: str
    start: dt.datetime
    """When the second begins."""

    def __repr__(self) -> str:
        return f"<Clash: {self}>"

    def __str__(self) -> str:
        at = instant_text(self.start)[:16]
        return f"{self.who} has {self.first} and {self.second} at one time ({at} UTC)."


class Bookings:
    """What is booked at one moment, and who may be booked."""

    def __init__(self, connection: Connection, programme_id: str) -> None:
        self._connection, self._id = connection, programme_id
        self.now = standing_of(connection, programme_id)
        self.programme: Programme = self.now.programme
        self._pairs = {frozenset((pair.mentee, pair.mentor)): pair for pair in self.now.pairs}
        self._interviewed = {
            row["reference"]
            for row in rows_of(connection, programme_id, "standing")
            if row["state"] == "interviewed"
        }
        self._talked = {
            frozenset((row["reference"], row["partner"]))
            for row in rows_of(connection, programme_id, "pair")
            if row["state"] == "conversation_held"
        }
        logs = rows_of(connection, programme_id, "log")
        self.members: dict[str, list[str]] = {
            row["item"]: json.loads(row["cells"]) for row in logs if row["kind"] == PANEL
        }
        self._attendance = {
            (row["reference"], row["item"]): row["state"]
            for row in logs
            if row["kind"] == "attendance"
        }
        self._off: dict[tuple[str, Purpose], bool] = {}
        self.sittings: dict[tuple[str, Purpose], Sitting] = dict(self._read())

    def standing(self, *purposes: Purpose) -> list[Sitting]:
        """Give the sittings that stand, of all purposes or some, by start."""
        wanted = purposes or PURPOSES
        return [own for own in self.history() if own.stands and own.purpose in wanted]

    def history(self) -> list[Sitting]:
        """Give the newest sitting of everybody for each purpose, by start."""
        return sorted(self.sittings.values(), key=lambda own: (own.start, own.host, own.person))

    def lapsed(self) -> list[Sitting]:
        """Give the sittings that no longer stand, and that no record calls off."""
        return [own for key, own in self.sittings.items() if not own.stands and not self._off[key]]

    def why_none(self, purpose: Purpose, person: str) -> str:
        """Say why somebody is given no appointment; empty where they may have one."""
        state = self.now.state(person)
        if state in _MAY_HAVE[purpose]:
            return ""
        return f"Is {state.replace('_', ' ')}; {purpose} are for {_FOR[purpose]} people, and later."

    def may_meet(self, purpose: Purpose, person: str, host: str) -> bool:
        """Whether somebody may meet a host: of people with a form, a partner in an open pair."""
        if host not in self.now.people:
            return True
        if purpose == "interviews":
            return self.now.state(host) not in _GONE
        pair = self._pairs.get(frozenset((person, host)))
        return pair is not None and pair.state not in ENDED

    def about(self, person: str, host: str) -> About:
        """Whom a record of an appointment is about: a host with a form too, to go with them."""
        return About(person, host if host in self.now.people else "")

    def who(self, person: str, host: str) -> list[str]:
        """Whose time a sitting takes."""
        return list(dict.fromkeys((person, host, *self.members.get(host, ()))))

    def taken(self, purpose: Purpose | None = None, planned: Collection[str] = ()) -> list[Taken]:
        """Give what takes time, besides the appointments that are planned anew."""
        found = [
            Taken(
                who=self.who(own.person, own.host),
                start=own.start,
                end=own.end,
                what=own.what,
                is_sitting=True,
            )
            for own in self.standing()
            if own.purpose != purpose or own.person not in planned
        ]
        return found + list(self.events())

    def events(self) -> Iterator[Taken]:
        """Give the time that events of the timetable take of the people who have to be there.

        An event takes its days from midnight to midnight, and the first from its time on, where it
        has one.
        """
        for event in self.programme.timetable.events:
            if event.kind.name in _FREE_KINDS:
                continue
            zone = _core.zone_of(self.programme.timetable, event)
            who = [each for each in self.now.people if self._comes(event, each)]
            for place, day in enumerate(event.days if who else ()):
                at = event.at if place == 0 else None
                yield Taken(
                    who=who,
                    start=zone.start_of(day.date) if at is None else zone.instant(at),
                    end=zone.start_of(day.date + dt.timedelta(days=1)),
                    what=f'the event "{event.title}"',
                )

    def bounds(self) -> tuple[dt.datetime, dt.datetime]:
        """Give the first instant of what the timetable names, and the last of the programme."""
        zone = _core.Zone.named(self.programme.timetable.zone)
        starts, ends = self.programme.starts, self.programme.ends
        first = [zone.start_of(dt.date(starts.year, starts.month, 1))]
        for event in self.programme.timetable.events:
            own = _core.zone_of(self.programme.timetable, event)
            first += [own.start_of(day.date) for day in event.days]
            if event.month is not None:
                first.append(own.start_of(dt.date(event.month.year, event.month.month, 1)))
        after = (dt.date(ends.year, ends.month, 1) + dt.timedelta(days=31)).replace(day=1)
        return min(first), zone.start_of(after)

    def clashes(self) -> list[Clash]:
        """Give who is booked twice; events alone are the timetable's own affair."""
        whose: dict[str, list[Taken]] = defaultdict(list)
        for own in self.taken():
            for name in own.who:
                whose[name].append(own)
        found = []
        for name, mine in whose.items():
            mine.sort(key=lambda own: (own.start, own.end, own.what))
            longest = mine[0]
            for own in mine[1:]:
                if own.start < longest.end and (own.is_sitting or longest.is_sitting):
                    found.append(Clash(name, longest.what, own.what, own.start))
                longest = max(longest, own, key=lambda each: each.end)
        return found

    def give(self, purpose: Purpose, own: _core.Appointment) -> None:
        """Put an appointment in the place of the one that the person has."""
        self.sittings[own.person, purpose] = Sitting(
            purpose, own.person, own.host, own.start, own.end, own.is_fixed, True, 0, own.start, ()
        )

    def _comes(self, event: _core.Event, reference: str) -> bool:
        if self.now.state(reference) in _GONE:
            return False
        state = self._attendance.get((reference, event.id))
        if state is not None:
            return state in _COMES
        words = set(re.findall(r"\w+", event.for_whom.lower()))
        role = self.now.people[reference].role
        return bool(words & {role, f"{role}s", "everyone", "everybody"})

    def _stands(self, purpose: str, person: str, host: str) -> bool:
        state = self.now.state(person)
        was_held = purpose == "interviews" and person in self._interviewed
        if state not in _KEEPS[purpose] and not (was_held and state in ("reserve", "not_selected")):
            return False
        if self.now.state(host) in _GONE:
            return False
        key = frozenset((person, host))
        pair = self._pairs.get(key)
        return (
            purpose == "interviews"
            or pair is None
            or pair.state not in ENDED
            or key in self._talked
        )

    def _read(self) -> Iterator[tuple[tuple[str, Purpose], Sitting]]:
        own = CONTENT["appointment"]
        chosen = (
            select(own, audit.c.at)
            .where(
                own.c.programme == self._id,
                audit.c.programme == own.c.programme,
                audit.c.seq == own.c.seq,
            )
            .order_by(own.c.seq, own.c.n)
        )
        rows: dict[tuple[str, Purpose], list[RowMapping]] = defaultdict(list)
        for row in self._connection.execute(chosen).mappings():
            rows[row["reference"], row["purpose"]].append(row)
        for key, mine in rows.items():
            self._off[key] = bool(mine[-1]["is_off"])
            yield key, self._sitting(*key, mine)

    def _sitting(self, person: str, purpose: Purpose, rows: list[RowMapping]) -> Sitting:
        """Follow an appointment through its rows: marking it as fixed is no change of it."""
        changes, changed, before = -1, "", None
        places: dict[str, tuple[dt.datetime, dt.datetime]] = {}
        for row in rows:
            place = row["host"], row["starts"], row["ends"], row["is_off"]
            if place != before:
                changes, changed, before = changes + 1, row["at"], place
            places[row["host"]] = instant(row["starts"]), instant(row["ends"])
        last = rows[-1]
        host = last["host"]
        start, end = places.pop(host)
        stands = not last["is_off"] and self._stands(purpose, person, host)
        if not (last["is_off"] or stands):
            lapsed = self._lapsed_at(person, host) or changed
            stands = instant(lapsed) >= end
            if not stands:
                changes, changed = changes + 1, max(changed, lapsed)
        left = tuple((host, *place) for host, place in places.items())
        return Sitting(
            purpose, person, host, start, end, bool(last["is_fixed"]), stands, changes,
            instant(changed), left,
        )  # fmt: skip

    def _lapsed_at(self, person: str, host: str) -> str:
        """When the newest record was made that brought one of the two, or their pair, here."""
        people = self.now.people.get(person), self.now.people.get(host)
        pair = self._pairs.get(frozenset((person, host)))
        seq = max(each.seq if each else 0 for each in (*people, pair))
        chosen = select(audit.c.at).where(audit.c.programme == self._id, audit.c.seq == seq)
        return self._connection.execute(chosen).scalar() or ""


def call_off_lapsed(change: Change, programme_id: str) -> list[Sitting]:
    """Put on record that appointments are off whose people have gone or whose pair has ended.

    It is for whoever moves applications or pairs, in the same transaction and after the moves.
    Gives what was called off.
    """
    bookings = Bookings(change.connection, programme_id)
    lapsed = bookings.lapsed()
    for own in lapsed:
        call_off(change, bookings, own)
    return lapsed


def call_off(change: Change, bookings: Bookings, own: Sitting) -> None:
    """Call an appointment off."""
    row = appointment_row(own.purpose, own.appointment, is_off=True)
    change.add(
        own.purpose, bookings.about(own.person, own.host), "called off", ("appointment", row),
        rules=bookings.programme.digest,
    )  # fmt: skip


def appointment_row(
    purpose: Purpose, own: _core.Appointment, *, is_off: bool = False
) -> dict[str, str | int]:
    """Write an appointment as the store keeps it."""
    return {
        "reference": own.person,
        "purpose": purpose,
        "host": own.host,
        "starts": instant_text(own.start),
        "ends": instant_text(own.end),
        "is_fixed": int(own.is_fixed and not is_off),
        "is_off": int(is_off),
    }


def instant(text: str) -> dt.datetime:
    """Read an instant as the store keeps it."""
    return dt.datetime.fromisoformat(text)
