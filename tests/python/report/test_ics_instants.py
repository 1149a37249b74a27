"""Instants in calendar files, read back by other libraries over changes of clocks in every zone."""

import datetime as dt
from zoneinfo import available_timezones

import icalendar
import pytest
from ics_reader import around, changes_of, differences, read_events, sitting
from small_rounds import programme_text

import pairwell as pw
from pairwell.calendar import Zone
from pairwell.report.ics import (
    appointment_calendars,
    timetable_ics,
    zone_component,
)

ZONES = ("Europe/London", "America/New_York", "Australia/Sydney")
HOUR = dt.timedelta(hours=1)


def programme(zone, more=""):
    """A small programme, its times as on the clocks of a zone."""
    assert 'zone = "Europe/London"' in programme_text()
    text = programme_text().replace('zone = "Europe/London"', f'zone = "{zone}"')
    return pw.Programme(text + more)


@pytest.mark.parametrize("zone", ZONES)
def test_appointments_read_back_as_the_instants_that_they_are(zone):
    read_as = programme(zone)
    for change in changes_of(zone, 2017, 2017):
        sittings = [
            sitting(start, end, person=f"MM-{n}") for n, (start, end) in enumerate(around(change))
        ]
        files = appointment_calendars(read_as, sittings)
        for n, own in enumerate(sittings):
            (event,) = read_events(files[f"MM-{n}.ics"])
            assert (event.start, event.end) == (own.start, own.end)
        assert len(read_events(files["panel+A.ics"])) == len(sittings)


def test_the_second_hour_of_a_repeated_one_is_not_lost():
    start = dt.datetime(2017, 10, 29, 1, 30, tzinfo=dt.UTC)
    content = appointment_calendars(programme("Europe/London"), [sitting(start, start + HOUR / 2)])[
        "MM-1.ics"
    ]
    assert b"DTSTART:20171029T013000Z\r\n" in content
    assert b"DTEND:20171029T020000Z\r\n" in content
    assert b"X-WR-TIMEZONE:Europe/London\r\n" in content


@pytest.mark.parametrize("zone", ZONES)
def test_the_zone_in_a_file_changes_its_clocks_when_they_do(zone):
    content = timetable_ics(programme(zone))
    assert len(list(changes_of(zone, 2017, 2017))) == 2
    assert differences(content, zone, 2017, 2017) == []


def test_every_observance_begins_at_the_time_before_the_change():
    component = zone_component("Europe/London", 2017, 2017)
    assert [
        (each.name, each["dtstart"].dt.isoformat(), str(each["tzname"]))
        for each in component.subcomponents
    ][1:3] == [
        ("DAYLIGHT", "2017-03-26T01:00:00", "BST"),
        ("STANDARD", "2017-10-29T02:00:00", "GMT"),
    ]


def test_a_deadline_near_a_change_of_clocks_reads_back_exactly():
    text = programme_text().replace('on = "Monday 24 April 2017"', 'on = "26 March 2017"')
    for at in ("00:30", "02:00", "02:30", "03:30"):
        made = pw.Programme(text.replace('at = "10:00"', f'at = "{at}"'))
        (event,) = read_events(timetable_ics(made))
        local = dt.datetime.fromisoformat(f"2017-03-26T{at}")
        assert event.start == Zone.named("Europe/London").instant(local)


class TestChanges:
    FIRST = dt.datetime(2017, 5, 3, 8, tzinfo=dt.UTC)
    AT = dt.datetime(2017, 4, 30, 12, 0, 7, 250, tzinfo=dt.UTC)

    def test_sequence_and_stamp_are_of_the_record(self):
        own = sitting(self.FIRST, self.FIRST + HOUR, changes=3, changed=self.AT)
        (event,) = read_events(appointment_calendars(programme(ZONES[0]), [own])["MM-1.ics"])
        assert (event.sequence, event.stamp) == (3, self.AT.replace(microsecond=0))

    def test_what_is_called_off_is_cancelled_for_both(self):
        own = sitting(self.FIRST, self.FIRST + HOUR, stands=False, changes=1)
        files = appointment_calendars(programme(ZONES[0]), [own])
        assert files.keys() == {"MM-1.ics", "panel+A.ics"}
        events = [event for content in files.values() for event in read_events(content)]
        assert {(event.status, event.sequence) for event in events} == {("CANCELLED", 1)}
        assert len({event.uid for event in events}) == 1

    def test_what_goes_to_another_host_is_cancelled_for_the_first(self):
        left = ("panel B", self.FIRST - HOUR, self.FIRST)
        own = sitting(self.FIRST, self.FIRST + HOUR, changes=1, left=(left,))
        files = appointment_calendars(programme(ZONES[0]), [own])
        found = {name: read_events(content)[0] for name, content in files.items()}
        assert {name: event.status for name, event in found.items()} == {
            "MM-1.ics": "CONFIRMED", "panel+A.ics": "CONFIRMED", "panel+B.ics": "CANCELLED",
        }  # fmt: skip
        assert found["panel+B.ics"].start == self.FIRST - HOUR
        assert {(event.uid, event.sequence) for event in found.values()} == {
            (found["MM-1.ics"].uid, 1)
        }

    def test_the_same_record_gives_the_same_bytes(self):
        own = sitting(self.FIRST, self.FIRST + HOUR, changed=self.AT)
        made = [appointment_calendars(programme(ZONES[0]), [own]) for _ in range(2)]
        assert made[0] == made[1]
        (event,) = icalendar.Calendar.from_ical(made[0]["MM-1.ics"]).walk("VEVENT")
        assert event["LAST-MODIFIED"].dt == self.AT.replace(microsecond=0)


def test_every_zone_that_a_programme_can_have_is_known_to_python():
    assert {Zone.named(name).iana_name for name in Zone.names()} <= available_timezones()


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        (
            "Africa/Casablanca",
            2017,
            2024,
        ),  # standard time on some years' calendar, then summer time
        ("America/Havana", 2017, 2018),  # changes at midnight
        ("America/Nuuk", 2022, 2025),
        ("Antarctica/Troll", 2017, 2018),  # two hours of summer time
        ("Asia/Gaza", 2023, 2026),
        ("Asia/Kathmandu", 2017, 2017),
        ("Asia/Pyongyang", 2015, 2018),
        ("Australia/Lord_Howe", 2017, 2018),  # half an hour of summer time
        ("Europe/Dublin", 2017, 2018),  # summer time that is behind
        ("Pacific/Apia", 2011, 2012),  # a day that there was not
        ("Pacific/Chatham", 2017, 2018),
        ("Etc/GMT+12", 2017, 2017),
        ("America/Sao_Paulo", 2036, 2099),
        ("Europe/London", 1970, 1973),
    ],
)
def test_a_zone_of_any_kind_is_told_as_it_is(zone, first, last):
    calendar = icalendar.Calendar()
    calendar.add_component(zone_component(zone, first, last))
    assert differences(calendar.to_ical(), zone, first, min(last, 2037)) == []


def test_anywhere_on_earth_has_a_name_that_other_programs_know():
    text = programme_text().replace('at = "10:00"', 'at = "23:59"\nzone = "anywhere on Earth"')
    content = timetable_ics(pw.Programme(text))
    assert content.count(b"BEGIN:VTIMEZONE") == 2
    assert b"DTSTART;TZID=Etc/GMT+12:20170424T235900\r\n" in content
    assert b"X-WR-TIMEZONE:Europe/London\r\n" in content
    (event,) = (each for each in read_events(content) if each.uid.startswith("deadline"))
    assert event.start == dt.datetime(2017, 4, 25, 11, 59, tzinfo=dt.UTC)
    assert timetable_ics(programme("AoE")).count(b"TZID:Etc/GMT+12\r\n") == 1
