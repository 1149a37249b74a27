"""The programme's timetable, and appointments, as calendar files (RFC 5545).

The same programme gives the same bytes: every UID is made of the programme's and the event's ids,
and DTSTAMP is the first second of the programme's first month in UTC, not the time of writing. An
event of several days is one all-day entry for each run of days on end. An event whose day is yet to
be fixed is an all-day entry over its whole month, tentative and transparent, so that it shows and
blocks nothing.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from pairwell._extras import needed
from pairwell.report.view import event_warnings
from pairwell.report.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pairwell._core import Appointment
    from pairwell.scheme.programme import Programme


def timetable_ics(programme: Programme) -> bytes:
    """Write a programme's timetable as a calendar file.

    Raises
    ------
    Error
        Where icalendar is not installed (the extra ``cli`` brings it).

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> print(pw.timetable_ics(programme).decode().splitlines()[0])
    BEGIN:VCALENDAR
    """
    entries = [
        _event_entry(programme, event, number, when)
        for event in programme.timetable.events
        for number, when in enumerate(_times(programme, event), start=1)
    ]
    years = [programme.starts.year, programme.ends.year]
    years += [day.date.year for event in programme.timetable.events for day in event.days]
    return _calendar(programme, "timetable", programme.name, entries, years)


def appointment_calendars(
    programme: Programme, purpose: str, appointments: Iterable[Appointment]
) -> dict[str, bytes]:
    """Write a calendar file for everybody who has an appointment, and one for every host.

    Times are in the programme's zone, with its rules, so they are right over a change of clocks.
    People are named by their references alone.

    Returns
    -------
    dict
        Files by their names.
    """
    zone = needed("zoneinfo").ZoneInfo(programme.timetable.zone)
    whose: dict[str, list[tuple[Appointment, str]]] = {}
    for own in appointments:
        whose.setdefault(own.person, []).append((own, own.host))
        whose.setdefault(own.host, []).append((own, own.person))
    taken: set[str] = set()
    files = {}
    for name, mine in sorted(whose.items()):
        entries = [
            _entry(
                programme,
                f"{purpose}-{own.person}",
                f"{purpose}, {other}",
                {
                    "dtstart": own.start.astimezone(zone),
                    "dtend": own.end.astimezone(zone),
                    "status": "CONFIRMED",
                },
            )
            for own, other in mine
        ]
        title = f"{programme.name}: {purpose}, {name}"
        years = [own.start.year for own, _ in mine]
        file = f"{re.sub(r'[^A-Za-z0-9._-]+', '-', name).strip('.-') or 'calendar'}.ics"
        while file in taken:
            file = f"{file[:-4]}-2.ics"
        taken.add(file)
        files[file] = _calendar(programme, "appointments", title, entries, years)
    return files


def _calendar(
    programme: Programme, product: str, title: str, entries: list[Any], years: list[int]
) -> bytes:
    """Make a calendar of entries, with the rules of their zones over the years."""
    calendar = needed("icalendar").Calendar()
    calendar.add("prodid", f"-//pairwell//{product}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plain(title))
    calendar.add("x-wr-timezone", programme.timetable.zone)
    for entry in entries:
        calendar.add_component(entry)
    calendar.add_missing_timezones(
        first_date=datetime.date(min(years), 1, 1), last_date=datetime.date(max(years) + 1, 1, 1)
    )
    return bytes(calendar.to_ical())


def _entry(programme: Programme, name: str, summary: str, when: dict[str, Any]) -> Any:
    entry = needed("icalendar").Event()
    entry.add("uid", f"{name}.{programme.id}@pairwell")
    first = programme.starts
    entry.add("dtstamp", datetime.datetime(first.year, first.month, 1, tzinfo=datetime.UTC))
    entry.add("summary", plain(f"{programme.name}: {summary}"))
    for key, value in when.items():
        entry.add(key, value)
    return entry


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


def _event_entry(programme: Programme, event: Any, number: int, when: dict[str, Any]) -> Any:
    unfixed = " (day to be fixed)" if event.month is not None else ""
    entry = _entry(programme, f"{event.id}-{number}", f"{event.title}{unfixed}", when)
    told = [f"For {event.for_whom}." if event.for_whom else "", event.note]
    told += [f"Check this date: {warning.message}" for warning in event_warnings(programme, event)]
    description = "\n".join(plain(text) for text in told if text)
    if description:
        entry.add("description", description)
    return entry
