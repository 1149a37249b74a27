"""Appointments as a person writes them on the command line."""

import datetime as dt

import pytest

import pairwell as pw
from pairwell.scheme.availability import read_fixed

LONDON = "Europe/London"
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "minutes", "start"),
    [
        ("2017-05-03T09:00", 30, "2017-05-03T08:00+00:00"),
        ("2017-10-29T00:30", 120, "2017-10-28T23:30+00:00"),
        ("2017-10-29T00:30", 60, "2017-10-28T23:30+00:00"),
        ("2017-03-26T00:45", 90, "2017-03-26T00:45+00:00"),
        ("2017-10-29T01:30+01:00", 30, "2017-10-29T00:30+00:00"),
        ("2017-10-29T01:30+00:00", 30, "2017-10-29T01:30+00:00"),
        ("2017-10-29T01:30:00Z", 30, "2017-10-29T01:30+00:00"),
        ("2017-05-03T04:00-04:00", 1440, "2017-05-03T08:00+00:00"),
    ],
)
def test_lasts_its_minutes_on_a_stop_watch(text, minutes, start):
    own = read_fixed(f"MM-014 panel A {text}", LONDON, minutes)
    assert (own.person, own.host, own.is_fixed) == ("MM-014", "panel A", True)
    assert own.start == dt.datetime.fromisoformat(start)
    assert own.end - own.start == minutes * MINUTE


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("2017-10-29T01:30", "Write 2017-10-29T01:30+01:00 or 2017-10-29T01:30+00:00."),
        ("2017-03-26T01:30", "Write 2017-03-26T00:30+00:00 or 2017-03-26T02:30+01:00."),
    ],
)
def test_a_time_that_the_clock_shows_twice_or_never_is_told_how_to_write(text, readings):
    with pytest.raises(pw.Error) as refused:
        read_fixed(f"MM-014 panel A {text}", LONDON, 30)
    assert str(refused.value).endswith(readings)
    assert "Europe/London" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "2017-05-03T09:00:00.5", "2017-05-03T09:00:00.5+01:00", "2017-05-03", "20170503T0900",
        "2017-W18-3T09:00", "9:00", "2017-05-03T09:00+1", "2017-05-03T25:00", "-", "Z", "+",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(
        pw.Error, match=r"a time is written as|no hour 25|leave the fraction"
    ) as refused:
        read_fixed(f"MM-014 panel A {text}", LONDON, 30)
    assert text in str(refused.value)


@pytest.mark.parametrize("text", ["9999-12-31T23:59", "1900-01-01T00:00", "1900-01-01T00:00Z"])
def test_years_that_the_zone_does_not_know_are_refused(text):
    with pytest.raises(pw.Error, match="year"):
        read_fixed(f"MM-014 panel A {text}", LONDON, 30)


@pytest.mark.parametrize("minutes", [-1, 0, 1441, 10**18])
def test_absurd_lengths_are_refused(minutes):
    with pytest.raises(pw.Error, match=f"takes 1 to 1440 minutes, not {minutes}"):
        read_fixed("MM-014 panel A 2017-05-03T09:00", LONDON, minutes)


def test_what_has_no_host_is_refused():
    with pytest.raises(pw.Error, match="an appointment is written as in"):
        read_fixed("MM-014 2017-05-03T09:00", LONDON, 30)
