"""Where places are, as a caller may give it; and which of the people's are not among them."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pairwell import _core
from pairwell._arguments import wrong_type
from pairwell.scheme.places_known import places_of, unknown_places
from pairwell.score.frames import (
    Findings,
    Side,
    entries_of,
    fault,
    is_blank,
    is_table,
    named_columns,
)

_MOST_MINUTES = 100_000
_OF_FILES = {"from": "origin", "to": "destination"}
"""How the files of programmes call the columns of travel times."""


@dataclass(frozen=True)
class Places:
    """Coordinates of places, or minutes between them."""

    locations: list[_core.Location]
    travel_times: list[_core.TravelTime]


def read_places(
    locations: Any, travel_times: Any, distances: Sequence[str], faults: Findings
) -> Places:
    """Where places are; a fault where that is contradictory, or too little for the criteria.

    Parameters
    ----------
    distances
        What names the criteria and rules that look at distances, for findings.
    """
    places = Places(_locations(locations, faults), _travel_times(travel_times, faults))
    if places.locations and places.travel_times:
        message = (
            "distances are minutes where there are travel_times, so that locations would count "
            "nothing: give one of them"
        )
        faults.append(fault("places", message, column="locations", value=len(places.locations)))
    if not places.locations and not places.travel_times and not faults:
        message = "a distance wants locations= or travel_times=, and neither is given"
        faults += [fault("places", message, column=where) for where in distances]
    return places


def notes_on_places(places: Places, side: Side, columns: Iterable[str]) -> Findings:
    """A note for each answer that is no known place: its distances are blank."""
    known = places_of(places.locations, places.travel_times)
    rows = range(1, len(side) + 1)
    notes: Findings = []
    for column in dict.fromkeys(columns):
        answers = [None if is_blank(entry) else entry for entry in side.entries(column)]
        notes += unknown_places(answers, rows, known, side.people, column)
    return notes


def _locations(given: Any, faults: Findings) -> list[_core.Location]:
    """Locations, coordinates by place, or a frame with name, latitude and longitude."""
    rows = _rows("locations", given, _core.Location, ("name", "latitude", "longitude"), faults)
    found: dict[str, _core.Location] = {}
    for row in rows:
        place = _location(row, faults)
        if place is None:
            continue
        first = found.setdefault(_core.fold(place.name.strip()), place)
        if first != place:
            message = "this place stands twice, at different coordinates"
            faults.append(fault("duplicate", message, column="locations", value=place.name))
    return list(found.values())


def _location(row: Any, faults: Findings) -> _core.Location | None:
    if isinstance(row, _core.Location):
        return row
    name, latitude, longitude = row
    try:
        degrees = float(latitude), float(longitude)
        if abs(degrees[0]) <= 90 and abs(degrees[1]) <= 180:
            return _core.Location(str(name), *degrees)
    except (TypeError, ValueError, _core.InvalidInput):
        pass
    message = (
        f"{name}: a place has a latitude from -90 to 90 and a longitude from -180 to 180 degrees"
    )
    told = f"{latitude}, {longitude}"
    faults.append(fault("range", message, column="locations", value=told))
    return None


def _travel_times(given: Any, faults: Findings) -> list[_core.TravelTime]:
    """Travel times, minutes by pair of places, or a frame with origin, destination and minutes."""
    names = ("origin", "destination", "minutes")
    found: dict[frozenset[str], _core.TravelTime] = {}
    for row in _rows("travel_times", given, _core.TravelTime, names, faults):
        time = _travel_time(row, faults)
        if time is None:
            continue
        way = frozenset(_core.fold(end.strip()) for end in (time.origin, time.destination))
        first = found.setdefault(way, time)
        if first.minutes != time.minutes:
            message = "this way stands twice, and counts in both directions"
            told = f"{time.origin} to {time.destination}: {first.minutes} and {time.minutes}"
            faults.append(fault("duplicate", message, column="travel_times", value=told))
    return list(found.values())


def _travel_time(row: Any, faults: Findings) -> _core.TravelTime | None:
    if isinstance(row, _core.TravelTime):
        return row
    origin, destination, given = row
    minutes = _whole(given)
    if minutes is None or not 0 <= minutes <= _MOST_MINUTES:
        message = f"minutes are a whole number from 0 to {_MOST_MINUTES}"
        told = f"{origin} to {destination}: {given}"
        faults.append(fault("whole", message, column="travel_times", value=told))
        return None
    return _core.TravelTime(str(origin), str(destination), minutes)


def _whole(number: Any) -> int | None:
    """A whole number, given as 3 or 3.0 of Python or NumPy."""
    try:
        if isinstance(number, float) and number.is_integer():
            return int(number)
        return None if isinstance(number, bool) else operator.index(number)
    except TypeError:
        return None


def _rows(
    argument: str, given: Any, kind: type, names: tuple[str, str, str], faults: Findings
) -> list[Any]:
    """Values of a kind, or rows of three cells."""
    wanted = ", ".join(names)
    named = (
        {_OF_FILES.get(name, name) for name in map(str, given)}
        if isinstance(given, Mapping)
        else set()
    )
    if is_table(given) or set(names) <= named:
        return _rows_of_table(argument, given, names, faults)
    if isinstance(given, Mapping):
        given = [_row_of(argument, key, cell) for key, cell in given.items()]
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise wrong_type("score", argument, f"{wanted} of each, or a mapping", given)
    rows = list(given)
    for place, row in enumerate(rows):
        if not isinstance(row, kind) and not (isinstance(row, (tuple, list)) and len(row) == 3):
            raise wrong_type("score", f"{argument}[{place}]", f"a row of {wanted}", row)
    return rows


def _row_of(argument: str, key: Any, cell: Any) -> Any:
    """A row of three cells from one entry of a mapping."""
    if argument == "travel_times":
        if isinstance(key, tuple) and len(key) == 2:
            return *key, cell
        raise wrong_type("score", argument, "minutes by pairs of places", key)
    if isinstance(cell, (tuple, list)) and len(cell) == 2:
        return key, *cell
    raise wrong_type("score", f"{argument}[{key!r}]", "a latitude and a longitude", cell)


def _rows_of_table(
    argument: str, given: Any, names: tuple[str, str, str], faults: Findings
) -> list[Any]:
    columns = named_columns(given)
    for own, name in _OF_FILES.items() if argument == "travel_times" else ():
        if own in columns and name not in columns:
            columns[name] = columns[own]
    missing = [name for name in names if name not in columns]
    for name in missing:
        message = f"a frame of them has the columns {', '.join(names)}"
        faults.append(fault("column", message, column=argument, value=name))
    if missing:
        return []
    return list(zip(*(entries_of(columns[name]) for name in names), strict=True))
