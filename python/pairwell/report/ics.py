"""The programme's timetable, and appointments, as calendar files (RFC 5545).

The same programme gives the same bytes: every UID is made of the programme's and the event's ids,
and DTSTAMP is the first second of the programme's first month in UTC, not the time of writing. An
event of several days is one all-day entry for each run of days on end. An event whose day is yet to
be fixed is an all-day entry over its whole month, tentative and transparent, so that it shows and
blocks nothing. An event's time of day is as on the clock of the programme's zone, whose changes of
clocks are in the file.

An appointment is an instant, and written as one, in UTC: a clock that goes back shows an hour
twice, and RFC 5545 can name its first showing only. SEQUENCE counts the changes that are on record,
and DTSTAMP is when the record of the newest was made.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from pairwell._extras import needed
from pairwell.report.file_names import file_names
from pairwell.report.view import event_warnings
from pairwell.report.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pairwell.scheme.programme import Programme
    from pairwell.store import Sitting


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


def appointment_calendars(programme: Programme, sittings: Iterable[Sitting]) -> dict[str, bytes]:
    """Write a calendar file for everybody who has an appointment, and one for every host.

    An appointment that was called off is in both, as cancelled, and so is one that went to another
    host in the calendar of the host who had it. People are named by their references alone.

    Returns
    -------
    dict
        Files by their names, as `pairwell.report.file_names` makes them.
    """
    whose: dict[str, list[Any]] = {}
    for own in sittings:
        status = "CONFIRMED" if own.stands else "CANCELLED"
        entry = _sitting_entry(programme, own, own.host, own.start, own.end, status)
        whose.setdefault(own.person, []).append(entry)
        entry = _sitting_entry(programme, own, own.person, own.start, own.end, status)
        whose.setdefault(own.host, []).append(entry)
        for host, start, end in own.left:
            entry = _sitting_entry(programme, own, own.person, start, end, "CANCELLED")
            whose.setdefault(host, []).append(entry)
    names = file_names(whose)
    return {
        f"{names[whom]}.ics": _calendar(
            programme, "appointments", f"{programme.name}: appointments, {whom}", entries
        )
        for whom, entries in sorted(whose.items())
    }


def _sitting_entry(
    programme: Programme,
    own: Sitting,
    other: str,
    start: datetime.datetime,
    end: datetime.datetime,
    status: str,
) -> Any:
    changed = own.changed.astimezone(datetime.UTC).replace(microsecond=0)
    when = {
        "dtstart": start.astimezone(datetime.UTC),
        "dtend": end.astimezone(datetime.UTC),
        "status": status,
        "sequence": own.changes,
        "last-modified": changed,
    }
    name, summary = f"{own.purpose}-{own.person}", f"{own.purpose}, {other}"
    return _entry(programme, name, summary, when, changed)


def _calendar(
    programme: Programme, product: str, title: str, entries: list[Any], years: Iterable[int] = ()
) -> bytes:
    """Make a calendar of entries, with the changes of clocks of the programme's zone over years."""
    calendar = needed("icalendar").Calendar()
    calendar.add("prodid", f"-//pairwell//{product}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plain(title))
    calendar.add("x-wr-timezone", programme.timetable.zone)
    if years:
        calendar.add_component(zone_component(programme.timetable.zone, min(years), max(years)))
    for entry in entries:
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def zone_component(zone: str, first: int, last: int) -> Any:
    """Write the changes of clocks of a zone in some years as a VTIMEZONE.

    Each change stands at the time that the clocks showed before it, as RFC 5545 says; icalendar
    writes the time that they show after it, and readers take the zone to change an hour late.
    """
    icalendar = needed("icalendar")
    component = icalendar.Timezone()
    component.add("tzid", zone)
    clock = needed("zoneinfo").ZoneInfo(zone)
    start = datetime.datetime(first, 1, 1, tzinfo=datetime.UTC) - datetime.timedelta(days=1)
    for change in [start, *_changes(clock, start, last + 1)]:
        before: Any = (change - datetime.timedelta(seconds=1)).astimezone(clock).utcoffset()
        after = change.astimezone(clock)
        is_summer = bool(after.dst())
        observance = icalendar.TimezoneDaylight() if is_summer else icalendar.TimezoneStandard()
        observance.add("tzoffsetfrom", before)
        observance.add("tzoffsetto", after.utcoffset())
        observance.add("tzname", after.tzname())
        observance.add("dtstart", (change + before).replace(tzinfo=None))
        component.add_component(observance)
    return component


def _changes(
    clock: datetime.tzinfo, start: datetime.datetime, last: int
) -> Iterator[datetime.datetime]:
    """Give the instants, to the second, at which the offset of a zone changes."""

    def offset(moment: datetime.datetime) -> tuple[Any, Any]:
        local = moment.astimezone(clock)
        return local.utcoffset(), local.tzname()

    day, second = datetime.timedelta(days=1), datetime.timedelta(seconds=1)
    while start.year <= last:
        end = start + day
        if offset(start) != offset(end):
            low, high = start, end
            while high - low > second:
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                low, high = (middle, high) if offset(middle) == offset(start) else (low, middle)
            yield high
        start = end


def _entry(
    programme: Programme, name: str, summary: str, when: dict[str, Any], stamp: datetime.datetime
) -> Any:
    entry = needed("icalendar").Event()
    entry.add("uid", f"{name}.{programme.id}@pairwell")
    entry.add("dtstamp", stamp)
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
    first = programme.starts
    stamp = datetime.datetime(first.year, first.month, 1, tzinfo=datetime.UTC)
    entry = _entry(programme, f"{event.id}-{number}", f"{event.title}{unfixed}", when, stamp)
    told = [f"For {event.for_whom}." if event.for_whom else "", event.note]
    told += [f"Check this date: {warning.message}" for warning in event_warnings(programme, event)]
    description = "\n".join(plain(text) for text in told if text)
    if description:
        entry.add("description", description)
    return entry
