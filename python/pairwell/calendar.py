"""Dates, instants and named time zones, strict about what does not exist.

A date is a `datetime.date`, a wall-clock reading a `datetime.datetime` without a zone, and an
instant a `datetime.datetime` with one; instants come back in UTC. Times are whole seconds. Zones
are found where `zoneinfo` finds them: in the folders of the variable TZDIR, those of the system and
the package `tzdata`.

>>> from datetime import datetime
>>> from pairwell.calendar import Zone
>>> Zone.named("Europe/London").instant(datetime(2017, 4, 24, 10)).isoformat()
'2017-04-24T09:00:00+00:00'
"""

from __future__ import annotations

import importlib.util
import os
import zoneinfo
from typing import TYPE_CHECKING

from pairwell import _core
from pairwell._core import EventDay, Month, Weekday, WhenUnclear, Zone

if TYPE_CHECKING:
    import datetime

__all__ = [
    "EventDay",
    "Month",
    "Weekday",
    "WhenUnclear",
    "Zone",
    "in_words",
    "parse_date",
    "parse_event_date",
    "parse_instant",
    "parse_local_time",
    "parse_month",
    "parse_weekday",
    "weekday",
]


def _zone_folders() -> list[str]:
    """Give where Python finds its zones, after the variable TZDIR: the system's, then tzdata's."""
    package = importlib.util.find_spec("tzdata")
    places = (package.submodule_search_locations or ()) if package else ()
    given = [folder for folder in os.environ.get("TZDIR", "").split(os.pathsep) if folder]
    return [*given, *zoneinfo.TZPATH, *(os.path.join(place, "zoneinfo") for place in places)]


# So that the zones here and those of `zoneinfo` are the same.
Zone.set_folders(_zone_folders())


def parse_weekday(text: str) -> Weekday:
    """Read an English day of the week, in any case.

    >>> parse_weekday("monday").name
    'MONDAY'
    """
    return _core.parse_weekday(text)


def parse_date(text: str) -> datetime.date:
    """Read a day of strict ISO 8601.

    >>> parse_date("2017-04-24")
    datetime.date(2017, 4, 24)
    """
    return _core.parse_date(text)


def parse_month(text: str) -> Month:
    """Read a month of strict ISO 8601.

    >>> parse_month("2017-09")
    <Month: 2017-09>
    """
    return _core.parse_month(text)


def parse_local_time(text: str) -> datetime.datetime:
    """Read a wall-clock reading of strict ISO 8601, with or without seconds, and without an offset.

    >>> parse_local_time("2017-04-24T10:00")
    datetime.datetime(2017, 4, 24, 10, 0)
    """
    return _core.parse_local_time(text)


def parse_instant(text: str) -> datetime.datetime:
    """Read an instant of strict ISO 8601, which has an offset; the result is in UTC.

    >>> parse_instant("2017-04-24T10:00:00+01:00").isoformat()
    '2017-04-24T09:00:00+00:00'
    """
    return _core.parse_instant(text)


def parse_event_date(text: str) -> EventDay | Month:
    """Read a day or a month as people write it, with its day of the week as it was stated.

    >>> parse_event_date("Monday 16 May 2017").stated.name
    'MONDAY'
    >>> parse_event_date("September 2017")
    <Month: 2017-09>
    """
    return _core.parse_event_date(text)


def weekday(date: datetime.date) -> Weekday:
    """Give the day of the week.

    >>> from datetime import date
    >>> weekday(date(2017, 5, 16)).name
    'TUESDAY'
    """
    return _core.weekday(date)


def in_words(value: datetime.date | datetime.datetime | Month) -> str:
    """Write a date, a month or a wall-clock reading for people.

    >>> from datetime import datetime
    >>> in_words(datetime(2017, 4, 24, 10))
    '10:00 on Monday 24 April 2017'
    """
    return _core.in_words(value)
