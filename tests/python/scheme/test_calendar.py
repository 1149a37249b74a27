"""Calendar: dates and instants as Python's own types, and zones by their names."""

import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

import pairwell as pw
from pairwell.calendar import Month, Weekday, Zone


def test_the_deadline_of_the_pilot():
    deadline = Zone.named("Europe/London").instant(datetime(2017, 4, 24, 10))
    assert deadline == datetime(2017, 4, 24, 9, tzinfo=UTC)
    assert deadline.tzinfo is UTC


def test_instants_may_come_in_any_zone_and_need_one():
    zone = Zone.named("Europe/London")
    local = datetime(2017, 4, 24, 5, tzinfo=timezone(timedelta(hours=-4)))
    assert zone.local(local) == datetime(2017, 4, 24, 10)
    with pytest.raises(ValueError, match="needs a datetime with a time zone"):
        zone.local(datetime(2017, 4, 24, 9))


def test_wall_clocks_have_no_zone():
    with pytest.raises(ValueError, match="has no tzinfo"):
        Zone.named("Europe/London").instant(datetime(2017, 4, 24, 9, tzinfo=UTC))


def test_fractions_of_a_second_are_refused():
    with pytest.raises(ValueError, match="whole seconds"):
        Zone.named("Europe/London").instant(datetime(2017, 4, 24, 9, 0, 0, 1))
    with pytest.raises(ValueError, match="whole seconds"):
        Zone.named("Europe/London").local(datetime(2017, 4, 24, 9, 0, 0, 1, tzinfo=UTC))


def test_a_datetime_is_no_date_and_a_text_is_none_either():
    with pytest.raises(TypeError):
        pw.calendar.weekday(datetime(2017, 4, 24))
    with pytest.raises(TypeError):
        pw.calendar.weekday("2017-04-24")


def test_dates_outside_the_calendar_are_refused():
    with pytest.raises(pw.InvalidInput, match="outside 1900 to 2199"):
        pw.calendar.weekday(date(1899, 12, 31))


def test_weekdays_agree_with_datetime():
    day = date(1900, 1, 1)
    while day.year < 2199:
        assert pw.calendar.weekday(day).value == day.weekday()
        day += timedelta(days=97)


def test_texts_are_read_as_pythons_own_types():
    assert pw.calendar.parse_date("2017-04-24") == date(2017, 4, 24)
    assert pw.calendar.parse_local_time("2017-04-24 10:00") == datetime(2017, 4, 24, 10)
    assert pw.calendar.parse_instant("2017-04-24T10:00+01:00") == datetime(
        2017, 4, 24, 9, tzinfo=UTC
    )
    assert pw.calendar.parse_month("2017-09") == Month(2017, 9)
    assert pw.calendar.parse_weekday("Monday") is Weekday.MONDAY
    day = pw.calendar.parse_event_date("Monday 16 May 2017")
    assert (day.date, day.stated) == (date(2017, 5, 16), Weekday.MONDAY)
    assert pw.calendar.parse_event_date("16 May 2017").stated is None
    assert pw.calendar.parse_event_date("September 2017") == Month(2017, 9)


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (pw.calendar.parse_date, "24/04/2017"),
        (pw.calendar.parse_date, "2017-02-29"),
        (pw.calendar.parse_month, "2017-13"),
        (pw.calendar.parse_local_time, "2017-04-24 25:61:99"),
        (pw.calendar.parse_instant, "2017-04-24T10:00:00"),
        (pw.calendar.parse_weekday, "Mon"),
        (pw.calendar.parse_event_date, "16/05/2017"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_value(parse, text):
    with pytest.raises(pw.InvalidInput) as refused:
        parse(text)
    assert [finding.value for finding in refused.value.findings] == [text]


def test_words():
    assert pw.calendar.in_words(date(2017, 4, 24)) == "Monday 24 April 2017"
    assert pw.calendar.in_words(datetime(2017, 4, 24, 10)) == "10:00 on Monday 24 April 2017"
    assert pw.calendar.in_words(Month(2017, 9)) == "September 2017"


def test_months_compare_hash_and_pickle():
    assert Month(2017, 6) < Month(2017, 11) <= Month(2017, 11)
    assert len({Month(2017, 6), Month(2017, 6)}) == 1
    assert pickle.loads(pickle.dumps(Month(2017, 6))) == Month(2017, 6)
    assert (str(Month(2017, 6)), Month(2017, 6).year, Month(2017, 6).month) == ("2017-06", 2017, 6)
    with pytest.raises(pw.InvalidInput):
        Month(2017, 13)


def test_zones_pickle_by_name():
    zone = pickle.loads(pickle.dumps(Zone.named("Europe/London")))
    assert (zone.name, repr(zone)) == ("Europe/London", "<Zone: Europe/London>")


def test_unknown_zones_are_answered_with_the_nearest():
    with pytest.raises(
        pw.InvalidInput, match=r"the nearest name is Europe/London\. Zones were looked"
    ):
        Zone.named("Europe/Londn")
