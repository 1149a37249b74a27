"""Calendar files read by vobject and dateutil, which share nothing with the library that writes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import vobject
from dateutil import tz

from pairwell.store import Sitting

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class ReadEvent:
    """An event as another program sees it."""

    uid: str
    start: dt.datetime
    end: dt.datetime | None
    status: str
    sequence: int
    stamp: dt.datetime


def read_events(content: bytes) -> list[ReadEvent]:
    """Read the events of a calendar that have a time of day, by their instants."""
    calendar = vobject.readOne(io.StringIO(content.decode()))
    found = []
    for event in calendar.contents.get("vevent", []):
        start = event.dtstart.value
        if not isinstance(start, dt.datetime):
            continue
        end = event.dtend.value if "dtend" in event.contents else None
        found.append(
            ReadEvent(
                uid=event.uid.value,
                start=_instant(start),
                end=_instant(end) if end is not None else None,
                status=event.status.value,
                sequence=int(event.sequence.value) if "sequence" in event.contents else 0,
                stamp=_instant(event.dtstamp.value),
            )
        )
    return found


def read_zone(content: bytes) -> Any:
    """Read the zone that a calendar defines, as dateutil understands it."""
    text = content.decode().replace("\r\n ", "")
    start, end = text.index("BEGIN:VTIMEZONE"), text.index("END:VTIMEZONE")
    return tz.tzical(io.StringIO(text[start:end] + "END:VTIMEZONE\r\n")).get()


def _instant(moment: dt.datetime) -> dt.datetime:
    assert moment.tzinfo is not None
    return moment.astimezone(dt.UTC)


def sitting(start: dt.datetime, end: dt.datetime, **changes: Any) -> Sitting:
    """An interview that was given once."""
    facts = {
        "purpose": "interviews", "person": "MM-1", "host": "panel A", "is_fixed": False,
        "stands": True, "changes": 0, "changed": dt.datetime(2017, 5, 1, tzinfo=dt.UTC), "left": (),
    }  # fmt: skip
    return Sitting(start=start, end=end, **facts | changes)


def changes_of(zone: str, first: int, last: int) -> Iterator[dt.datetime]:
    """The instants at which the clocks of a zone change in some years, by zoneinfo alone."""
    clock = ZoneInfo(zone)
    moment, end = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (first, last + 1))
    while moment < end:
        yield from _changes_within(clock, moment, 24 * HOUR)
        moment += 24 * HOUR


def _changes_within(clock: ZoneInfo, start: dt.datetime, length: dt.timedelta) -> Iterator[Any]:
    """Look a stretch through in parts, down to a minute; no zone changes twice within a day."""
    offset = start.astimezone(clock).utcoffset()
    if offset == (start + length).astimezone(clock).utcoffset():
        return
    if length == HOUR / 60:
        yield start + length
        return
    part = HOUR if length > HOUR else HOUR / 60
    for n in range(length // part):
        yield from _changes_within(clock, start + n * part, part)


def around(change: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Stretches before, over and after a change of clocks, and in an hour that it repeats."""
    for start in range(-120, 121, 30):
        for length in (30, 90):
            begins = change + dt.timedelta(minutes=start)
            yield begins, begins + dt.timedelta(minutes=length)


def differences(content: bytes, zone: str, first: int, last: int) -> list[dt.datetime]:
    """The instants near a change of clocks, and in each month, that a file's zone tells wrongly."""
    theirs, ours = read_zone(content), ZoneInfo(zone)
    moments = [
        change + dt.timedelta(minutes=minute)
        for change in changes_of(zone, first, last)
        for minute in range(-180, 181, 10)
    ]
    moments += [
        dt.datetime(year, month, 15, 12, tzinfo=dt.UTC)
        for year in range(first, last + 1)
        for month in range(1, 13)
    ]
    wrong = []
    for moment in moments:
        wall = moment.astimezone(ours)
        if wall.fold or wall.replace(fold=1).utcoffset() != wall.utcoffset():
            continue  # shown twice: RFC 5545 can mean the first showing only
        if wall.replace(tzinfo=theirs).utcoffset() != wall.utcoffset():
            wrong.append(moment)
    return wrong
