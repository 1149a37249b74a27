"""The programme's timetable as a calendar file (RFC 5545).

The same programme gives the same bytes: every UID is made of the programme's and the event's ids,
and DTSTAMP is the first second of the programme's first month in UTC, not the time of writing. An
event of several days is one all-day entry for each run of days on end. An event whose day is yet to
be fixed is an all-day entry over its whole month, tentative and transparent, so that it shows and
blocks nothing.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from pairwell._extras import needed
from pairwell._view import event_warnings
from pairwell._words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairwell import Programme


def timetable_ics(programme: Programme) -> bytes:
    """Write a programme's timetable as a calendar file.

    Raises
    ------
    Error
        Where icalendar is not installed (the extra ``cli`` brings it).
    """
    icalendar = needed("icalendar")
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//pairwell//timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plain(programme.name))
    calendar.add("x-wr-timezone", programme.timetable.zone)
    for event in programme.timetable.events:
        for number, when in enumerate(_times(programme, event), start=1):
            calendar.add_component(_entry(icalendar, programme, event, number, when))
    years = [programme.starts.year, programme.ends.year]
    years += [day.date.year for event in programme.timetable.events for day in event.days]
    calendar.add_missing_timezones(
        first_date=datetime.date(min(years), 1, 1), last_date=datetime.date(max(years) + 1, 1, 1)
    )
    return bytes(calendar.to_ical())


def _times(programme: Programme, event: Any) -> Iterator[dict[str, Any]]:
    """Give the start and end of each entry that an event makes."""
    one_day = datetime.timedelta(days=1)
    if event.month is not None:
        first = datetime.date(event.month.year, event.month.month, 1)
        after = (first + datetime.timedelta(days=31)).replace(day=1)
        yield {"dtstart": first, "dtend": after, "status": "TENTATIVE", "transp": "TRANSPARENT"}
        return
    days = [day.date for day in event.days]
    if event.at is not None:
        zone = needed("zoneinfo").ZoneInfo(programme.timetable.zone)
        yield {"dtstart": event.at.replace(tzinfo=zone), "status": "CONFIRMED"}
        days = days[1:]
    while days:
        run = [days.pop(0)]
        while days and days[0] == run[-1] + one_day:
            run.append(days.pop(0))
        yield {
            "dtstart": run[0],
            "dtend": run[-1] + one_day,
            "status": "CONFIRMED",
            "transp": "TRANSPARENT",
        }


def _entry(
    icalendar: Any, programme: Programme, event: Any, number: int, when: dict[str, Any]
) -> Any:
    entry = icalendar.Event()
    entry.add("uid", f"{event.id}-{number}.{programme.id}@pairwell")
    first_month = programme.starts
    entry.add(
        "dtstamp", datetime.datetime(first_month.year, first_month.month, 1, tzinfo=datetime.UTC)
    )
    unfixed = " (day to be fixed)" if event.month is not None else ""
    entry.add("summary", plain(f"{programme.name}: {event.title}{unfixed}"))
    for name, value in when.items():
        entry.add(name, value)
    told = [f"For {event.for_whom}." if event.for_whom else "", event.note]
    told += [f"Check this date: {warning.message}" for warning in event_warnings(programme, event)]
    description = "\n".join(plain(text) for text in told if text)
    if description:
        entry.add("description", description)
    return entry
