"""Zones against zoneinfo, which reads the same files by itself: all zones, 1996 to 2037."""

import os
import pickle
import random
import subprocess
import sys
import zoneinfo
from datetime import UTC, date, datetime, timedelta

import pytest

import pairwell as pw
from pairwell.calendar import WhenUnclear, Zone

FIRST, LAST = datetime(1996, 1, 1, 14, tzinfo=UTC), datetime(2037, 12, 31, 10, tzinfo=UTC)
SECOND, STEP = timedelta(seconds=1), timedelta(days=13)
DAYS = [FIRST + n * STEP for n in range((LAST - FIRST) // STEP)]
ALL = sorted(zoneinfo.available_timezones() - {"localtime", "posixrules"})


def readings(clock, local):
    """The instants of a reading as zoneinfo has them, two where unclear; whether it exists."""
    folds = [local.replace(tzinfo=clock, fold=fold).astimezone(UTC) for fold in (0, 1)]
    exists = folds[0].astimezone(clock).replace(tzinfo=None) == local
    return sorted(set(folds)), exists


def agrees_at(zone, clock, instant):
    """Both show an instant alike, by the reading, the offset and the abbreviation."""
    there = instant.astimezone(clock)
    assert zone.local(instant) == there.replace(tzinfo=None), (zone, instant)
    assert zone.offset(instant) == there.utcoffset() // SECOND, (zone, instant)
    assert zone.abbreviation(instant) == there.tzname(), (zone, instant)


def agrees_on(zone, clock, local):
    """Both read a wall clock alike, in a gap and in a fold too."""
    expected, exists = readings(clock, local)
    assert zone.instant(local, WhenUnclear.EARLIEST) == expected[0], (zone, local)
    assert zone.instant(local, WhenUnclear.LATEST) == expected[-1], (zone, local)
    if len(expected) == 1 and exists:
        assert zone.instant(local) == expected[0], (zone, local)
        return
    with pytest.raises(pw.InvalidInput) as refused:
        zone.instant(local)
    for each in expected:
        assert each.strftime("%Y-%m-%dT%H:%M:%SZ") in str(refused.value)


def offsets_of_days(zone, changes):
    """The offset at each of DAYS, by the changes of a zone alone."""
    later = [*changes, None]
    offset, found = zone.offset(FIRST), []
    for moment in DAYS:
        while later[0] is not None and later[0] <= moment:
            offset = zone.offset(later.pop(0))
        found.append(offset)
    return found


@pytest.mark.parametrize("letter", sorted({name[0] for name in ALL}))
def test_every_zone_agrees_with_zoneinfo(letter):
    chance, seen = random.Random(letter), set()
    for name in (name for name in ALL if name.startswith(letter)):
        zone, clock = Zone.named(name), zoneinfo.ZoneInfo(name)
        changes = zone.changes(FIRST, LAST)
        theirs = [moment.astimezone(clock).utcoffset() // SECOND for moment in DAYS]
        assert offsets_of_days(zone, changes) == theirs, name
        span = (LAST - FIRST) // SECOND
        for moment in [FIRST + chance.randrange(span) * SECOND for _ in range(10)]:
            agrees_at(zone, clock, moment)
            agrees_on(zone, clock, moment.replace(tzinfo=None))
        alike = tuple((change, zone.abbreviation(change)) for change in changes)
        if alike in seen:
            continue  # A link: the same changes have been looked at.
        seen.add(alike)
        for change in changes:
            agrees_at(zone, clock, change - SECOND)
            agrees_at(zone, clock, change)
            before, after = (zone.local(at) for at in (change - SECOND, change))
            first, last = sorted((before + SECOND, after))
            for local in {first - SECOND, first, first + (last - first) // 2, last - SECOND, last}:
                agrees_on(zone, clock, local.replace(microsecond=0))


def test_no_zone_of_python_is_missing():
    assert set(ALL) == set(Zone.names()) - {"anywhere on Earth"}
    assert len(ALL) > 500


def test_zones_of_the_package_are_used_where_the_system_has_none():
    tzdata = pytest.importorskip("tzdata")
    code = (
        "from pairwell.calendar import Zone;"
        "print(Zone.named('Asia/Kathmandu').source, Zone.named('Europe/London').source)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZDIR": "", "PYTHONTZPATH": ""},
    )
    folder = os.path.join(os.path.dirname(tzdata.__file__), "zoneinfo")
    assert done.stdout.split() == [folder, folder]


def test_what_is_built_in_agrees_where_there_are_no_files():
    folders = Zone.folders()
    Zone.set_folders([])
    try:
        zones = [Zone.named(name) for name in Zone.names()]
    finally:
        Zone.set_folders(folders)
    assert len(zones) == 35
    for zone in zones:
        assert zone.source == "built in"
        clock = zoneinfo.ZoneInfo(zone.iana_name)
        first = max(zone.start_of(date(zone.first_year, 1, 1)), datetime(1970, 1, 2, tzinfo=UTC))
        theirs = Zone.named(zone.name)
        assert zone.changes(first, LAST) == theirs.changes(first, LAST)
        for moment in [*zone.changes(first, LAST), *(day for day in DAYS[::8] if day > first)]:
            assert zone.offset(moment) == moment.astimezone(clock).utcoffset() // SECOND
            assert zone.is_summer(moment) == theirs.is_summer(moment)
            assert zone.abbreviation(moment) in {moment.astimezone(clock).tzname(), "AoE"}


@pytest.mark.parametrize(
    "name", ["../UTC", "/usr/share/zoneinfo/UTC", "Europe/../UTC", "europe/london"]
)
def test_no_name_leads_out_of_the_folder(name):
    with pytest.raises(pw.InvalidInput, match="No such zone is known"):
        Zone.named(name)


def test_anywhere_on_earth():
    zone = Zone.named("AoE")
    assert pickle.loads(pickle.dumps(zone)).name == zone.name == "anywhere on Earth"
    moment = datetime(2017, 4, 25, 11, 59, 59, tzinfo=UTC)
    assert zone.local(moment) == datetime(2017, 4, 24, 23, 59, 59)
    there = zone.with_offset(moment)
    assert (there, there.tzname()) == (moment, "anywhere on Earth")
    assert zone.with_offset(moment).isoformat() == "2017-04-24T23:59:59-12:00"


def test_a_day_begins_when_the_clocks_show_it():
    havana = Zone.named("America/Havana")
    assert havana.local(havana.start_of(date(2017, 3, 12))) == datetime(2017, 3, 12, 1)
    apia = Zone.named("Pacific/Apia")
    assert apia.start_of(date(2011, 12, 30)) == apia.start_of(date(2011, 12, 31))
