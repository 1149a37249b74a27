"""Where places are, as a caller may give it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pairwell import _core
from pairwell._arguments import wrong_type
from pairwell.score.frames import Findings, entries_of, fault, is_table


def read_locations(given: Any, faults: Findings) -> list[_core.Location]:
    """Locations, coordinates by place, or a frame with name, latitude and longitude."""
    return [
        place
        for row in _rows("locations", given, _core.Location, ("name", "latitude", "longitude"))
        if (place := _location(row, faults)) is not None
    ]


def _location(row: Any, faults: Findings) -> _core.Location | None:
    if isinstance(row, _core.Location):
        return row
    name, latitude, longitude = row
    try:
        return _core.Location(str(name), float(latitude), float(longitude))
    except (TypeError, ValueError, _core.InvalidInput):
        message = f"{name}: a place has a latitude and a longitude in degrees"
        faults.append(fault("range", message, column="locations", value=(latitude, longitude)))
        return None


def read_travel_times(given: Any, faults: Findings) -> list[_core.TravelTime]:
    """Travel times, minutes by pair of places, or a frame with origin, destination and minutes."""
    names = ("origin", "destination", "minutes")
    times = []
    for row in _rows("travel_times", given, _core.TravelTime, names):
        if isinstance(row, _core.TravelTime):
            times.append(row)
            continue
        origin, destination, minutes = row
        is_whole = not isinstance(minutes, bool) and isinstance(minutes, (int, float))
        if not is_whole or minutes != minutes or int(minutes) != minutes or minutes < 0:
            message = f"{origin} to {destination}: minutes are a whole number"
            faults.append(fault("whole", message, column="travel_times", value=minutes))
            continue
        times.append(_core.TravelTime(str(origin), str(destination), int(minutes)))
    return times


def _rows(argument: str, given: Any, kind: type, names: tuple[str, str, str]) -> list[Any]:
    """Values of a kind, or rows of three cells."""
    if is_table(given):
        columns = [
            entries_of(given.column(name) if hasattr(given, "column_names") else given[name])
            for name in names
        ]
        return list(zip(*columns, strict=True))
    if isinstance(given, Mapping):
        if set(given) == set(names):
            return list(zip(*(given[name] for name in names), strict=True))
        is_by_pair = argument == "travel_times"
        given = [
            (*(key if is_by_pair else (key,)), *((cell,) if is_by_pair else cell))
            for key, cell in given.items()
        ]
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise wrong_type("score", argument, f"{', '.join(names)} of each, or a mapping", given)
    rows = list(given)
    for row in rows:
        if not isinstance(row, kind) and not (isinstance(row, (tuple, list)) and len(row) == 3):
            raise wrong_type("score", argument, f"rows of {', '.join(names)}", row)
    return rows
