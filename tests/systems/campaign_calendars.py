"""Calendar files over every zone and every change of clocks of some years, read by other libraries.

    python tests/systems/campaign_calendars.py --first 2015 --last 2035

Of every zone that is known here, the zone that a file defines is read by dateutil and compared with
zoneinfo around each change of clocks and in each month. Appointments before, over and after each
change are read by vobject, and must be the instants that were written. What differs is printed, and
makes the exit status 1.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import icalendar

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support" / "python"))

from ics_reader import around, changes_of, differences, read_events, sitting
from small_rounds import programme_text

import pairwell as pw
from pairwell.calendar import Zone
from pairwell.report.ics import appointment_calendars, zone_component


def wrong_zone(zone: str, first: int, last: int) -> list[str]:
    """What a file's definition of a zone tells wrongly."""
    calendar = icalendar.Calendar()
    calendar.add_component(zone_component(zone, first, last))
    content = calendar.to_ical()
    return [f"{zone}: the zone at {moment}" for moment in differences(content, zone, first, last)]


def wrong_appointments(zone: str, first: int, last: int) -> tuple[int, list[str]]:
    """How many appointments there were, and those that were not read as they were written."""
    text = programme_text().replace('zone = "Europe/London"', f'zone = "{zone}"')
    programme = pw.Programme(text)
    stretches = [s for change in changes_of(zone, first, last) for s in around(change)]
    sittings = [sitting(*s, person=f"MM-{n}") for n, s in enumerate(stretches)]
    if not sittings:
        return 0, []
    events = read_events(appointment_calendars(programme, sittings)["panel+A.ics"])
    read = {event.uid.split(".")[0]: (event.start, event.end) for event in events}
    return len(sittings), [
        f"{zone}: {own} reads as {read.get(f'interviews-{own.person}')}"
        for own in sittings
        if read.get(f"interviews-{own.person}") != (own.start, own.end)
    ]


def main() -> int:
    """Run the campaign."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--first", type=int, default=2015)
    parser.add_argument("--last", type=int, default=2035)
    years = parser.parse_args()
    wrong: list[str] = []
    zones = sorted({Zone.named(name).iana_name for name in Zone.names()})
    for zone in zones:
        wrong += wrong_zone(zone, years.first, years.last)
    written = 0
    for zone in zones:
        count, found = wrong_appointments(zone, years.first, years.last)
        written, wrong = written + count, wrong + found
    print(*wrong, sep="\n")
    print(f"{len(zones)} zones, {written} appointments, {len(wrong)} wrong")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
