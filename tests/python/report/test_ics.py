"""The calendar file."""

import datetime as dt
from importlib.resources import files

import icalendar
import pytest
from small_rounds import programme_text

import pairwell as pw
from pairwell.report.ics import timetable_ics

PILOT = files("pairwell") / "data" / "pilot.toml"


@pytest.fixture(scope="module")
def pilot():
    return pw.Programme.read(PILOT)


@pytest.fixture(scope="module")
def events(pilot):
    calendar = icalendar.Calendar.from_ical(timetable_ics(pilot))
    return {str(event["UID"]).split(".")[0]: event for event in calendar.walk("VEVENT")}


def test_the_deadline_is_ten_in_london_and_the_zone_is_defined(pilot, events):
    text = timetable_ics(pilot).decode()
    assert "DTSTART;TZID=Europe/London:20170424T100000\r\n" in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:Europe/London" in text
    assert events["deadline-1"]["DTSTART"].dt.astimezone(dt.UTC) == dt.datetime(
        2017, 4, 24, 9, tzinfo=dt.UTC
    )


def test_days_on_end_are_one_entry(events):
    assert events["interviews-1"]["DTSTART"].dt == dt.date(2017, 5, 3)
    assert events["interviews-1"]["DTEND"].dt == dt.date(2017, 5, 5)
    assert "interviews-2" not in events


def test_days_apart_are_entries_of_their_own():
    text = programme_text() + (
        '\n[timetable.talks]\nkind = "talk"\ntitle = "Talks"\n'
        'on = ["2017-03-01", "2017-03-02", "2017-03-09"]\n'
    )
    calendar = icalendar.Calendar.from_ical(timetable_ics(pw.Programme.parse(text, file="x.toml")))
    talks = [event for event in calendar.walk("VEVENT") if str(event["UID"]).startswith("talks")]
    assert [(event["DTSTART"].dt.day, event["DTEND"].dt.day) for event in talks] == [
        (1, 3),
        (9, 10),
    ]
    assert len({str(event["UID"]) for event in talks}) == 2


def test_a_month_is_tentative_blocks_nothing_and_says_so(events):
    event = events["supervision-1"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2017, 9, 1), dt.date(2017, 10, 1))
    assert event["STATUS"] == "TENTATIVE"
    assert event["TRANSP"] == "TRANSPARENT"
    assert "day to be fixed" in event["SUMMARY"]


def test_december_ends_with_the_year():
    text = (
        programme_text()
        + '\n[timetable.last]\nkind = "other"\ntitle = "Last"\non = "December 2017"\n'
    )
    calendar = icalendar.Calendar.from_ical(timetable_ics(pw.Programme.parse(text, file="x.toml")))
    (last,) = [event for event in calendar.walk("VEVENT") if str(event["UID"]).startswith("last")]
    assert last["DTEND"].dt == dt.date(2018, 1, 1)


def test_the_wrong_day_of_the_week_is_told_in_the_entry(events):
    assert events["training-1"]["DTSTART"].dt == dt.date(2017, 5, 16)
    description = str(events["training-1"]["DESCRIPTION"])
    assert "Monday" in description
    assert "Tuesday" in description
    assert "Check this date" in description


def test_the_same_programme_gives_the_same_bytes(pilot):
    again = pw.Programme.read(PILOT)
    assert timetable_ics(pilot) == timetable_ics(again)


def test_dtstamp_is_the_programmes_and_not_the_clocks(events):
    assert {event["DTSTAMP"].dt for event in events.values()} == {
        dt.datetime(2017, 6, 1, tzinfo=dt.UTC)
    }


def test_text_cannot_add_lines_to_the_file():
    text = programme_text().replace('"Applications close"', '"Close\\nBEGIN:VEVENT\\r\\nX;Y,Z"')
    made = timetable_ics(pw.Programme.parse(text, file="x.toml")).decode()
    assert sum(line == "BEGIN:VEVENT" for line in made.split("\r\n")) == 1
    assert "\\;Y\\,Z" in made.replace("\r\n ", "")
