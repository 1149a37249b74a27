"""The programme's timetable, and appointments, as calendar files (RFC 5545).

The same programme gives the same bytes: every UID is made of the programme's and the event's ids,
and DTSTAMP is the first second of the programme's first month in UTC, not the time of writing. An
event of several days is one all-day entry for each run of days on end. An event whose day is yet to
be fixed is an all-day entry over its whole month, tentative and transparent, so that it shows and
blocks nothing. An event's time of day is as on the clock of the programme's zone, or of its own,
and the changes of clocks of these zones are in the file. A zone has its name of IANA there, which
other programs know.

An appointment is an instant, and written as one, in UTC: a clock that goes back shows an hour
twice, and RFC 5545 can name its first showing only. SEQUENCE counts the changes that are on record,
and DTSTAMP is when the record of the newest was made.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from pairwell import _core
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
    zones = [_core.Zone.named(programme.timetable.zone)]
    zones += [_event_zone(programme, event) for event in programme.timetable.events if event.zone]
    clocks = {zone.iana_name: zone for zone in zones}
    components = [zone_component(zone.name, min(years), max(years)) for zone in clocks.values()]
    return _calendar(programme, "timetable", programme.name, components + entries)


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


def _calendar(programme: Programme, product: str, title: str, components: Iterable[Any]) -> bytes:
    """Make a calendar of entries and of the zones that they name."""
    calendar = needed("icalendar").Calendar()
    calendar.add("prodid", f"-//pairwell//{product}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plain(title))
    calendar.add("x-wr-timezone", _core.Zone.named(programme.timetable.zone).iana_name)
    for component in components:
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def zone_component(zone: str, first: int, last: int) -> Any:
    """Write the changes of clocks of a zone in some years as a VTIMEZONE.

    Each change stands at the time that the clocks showed before it, as RFC 5545 says; icalendar
    writes the time that they show after it, and readers take the zone to change an hour late.
    """
    icalendar = needed("icalendar")
    component = icalendar.Timezone()
    clock = _core.Zone.named(zone)
    component.add("tzid", clock.iana_name)
    start = datetime.datetime(first, 1, 1, tzinfo=datetime.UTC) - datetime.timedelta(days=1)
    if first <= clock.first_year:
        start = clock.start_of(datetime.date(clock.first_year, 1, 1))
    final = max(clock.first_year, min(last + 1, clock.last_year))
    end = clock.instant(datetime.datetime(final, 12, 31, 23, 59, 59), _core.WhenUnclear.LATEST)
    before = datetime.timedelta(seconds=clock.offset(start))
    for change in [start, *clock.changes(start, end)]:
        is_summer = clock.is_summer(change)
        after = datetime.timedelta(seconds=clock.offset(change))
        observance = icalendar.TimezoneDaylight() if is_summer else icalendar.TimezoneStandard()
        observance.add("tzoffsetfrom", before)
        observance.add("tzoffsetto", after)
        observance.add("tzname", clock.abbreviation(change))
        observance.add("dtstart", (change + before).replace(tzinfo=None))
        component.add_component(observance)
        before = after
    return component


def _event_zone(programme: Programme, event: Any) -> _core.Zone:
    return _core.zone_of(programme.timetable, event)


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
        start = needed("icalendar").vDatetime(event.at)
        start.params["TZID"] = _event_zone(programme, event).iana_name
        yield {"dtstart": start, "status": "CONFIRMED"}
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
