"""Calendar: the zones against Python's zoneinfo, and dates as Python's own types."""

import pickle
import zoneinfo
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

import pairwell as pw
from pairwell.calendar import Month, Weekday, WhenUnclear, Zone

HALF_HOUR = timedelta(minutes=30)


def both_readings(zone, local):
    """Give the instants of a reading as zoneinfo has them: two where it is unclear."""
    folds = [local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    exists = folds[0].astimezone(zone).replace(tzinfo=None) == local
    return sorted(set(folds)), exists


def changes(zone, year):
    """Give the instants of a year at which zoneinfo changes its offset, found to the half hour."""
    instant = datetime(year, 1, 1, tzinfo=UTC)
    found = []
    while instant.year == year:
        following = instant + timedelta(days=1)
        if instant.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            half = instant
            while half.astimezone(zone).utcoffset() == instant.astimezone(zone).utcoffset():
                half += HALF_HOUR
            found.append(half)
        instant = following
    return found


@pytest.mark.parametrize("name", Zone.names())
def test_every_half_hour_around_every_change_agrees_with_zoneinfo(name):
    """Between changes an offset is constant: the hours around each and a few days say all."""
    zone, expected = Zone.named(name), zoneinfo.ZoneInfo(name)
    first = max(zone.first_year, 1970)
    days = {
        datetime(year, month, 15, 12, tzinfo=UTC) for year in range(first, 2038) for month in (1, 7)
    }
    days |= {datetime(year, 1, 1, 14, tzinfo=UTC) for year in range(first + 1, 2038)}
    for year in range(first, 2038):
        days |= set(changes(expected, year))
    for middle in sorted(days):
        for step in range(-9, 10) if middle.hour != 12 else (0,):
            instant = middle + step * HALF_HOUR
            local = instant.astimezone(expected)
            assert zone.local(instant) == local.replace(tzinfo=None)
            assert zone.offset(instant) == local.utcoffset().total_seconds()
            assert zone.abbreviation(instant) == local.tzname()
            reading = (middle + step * HALF_HOUR).replace(tzinfo=None)
            readings, exists = both_readings(expected, reading)
            assert zone.instant(reading, WhenUnclear.EARLIEST) == readings[0]
            assert zone.instant(reading, WhenUnclear.LATEST) == readings[-1]
            if len(readings) == 1 and exists:
                assert zone.instant(reading) == readings[0]
            else:
                with pytest.raises(pw.InvalidInput) as refused:
                    zone.instant(reading)
                for each in readings:
                    assert each.strftime("%Y-%m-%dT%H:%M:%SZ") in str(refused.value)


def test_every_seventh_half_hour_of_london_agrees_with_zoneinfo():
    """Seven is odd, so that every time of day is met within a week."""
    zone, expected = Zone.named("Europe/London"), zoneinfo.ZoneInfo("Europe/London")
    instant = datetime(1996, 1, 1, tzinfo=UTC)
    while instant.year < 2038:
        assert zone.local(instant) == instant.astimezone(expected).replace(tzinfo=None)
        instant += 7 * HALF_HOUR


@pytest.mark.parametrize(
    "name", [name for name in Zone.names() if Zone.named(name).first_year < 1970]
)
def test_zones_without_summer_time_agree_with_zoneinfo_from_their_first_day(name):
    zone, expected = Zone.named(name), zoneinfo.ZoneInfo(name)
    day = datetime(zone.first_year, 1, 1)
    while day.year < 1971:
        assert zone.instant(day) == day.replace(tzinfo=expected)
        day += timedelta(hours=11)


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


def test_unknown_zones_name_the_known_ones():
    with pytest.raises(pw.InvalidInput, match="Europe/London"):
        Zone.named("Europe/Londn")
