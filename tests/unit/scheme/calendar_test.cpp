#include "pairwell/scheme/calendar.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

/// The only finding of what a call throws; an empty one where it throws nothing.
template <class Call>
Finding refused(Call call) {
  try {
    call();
  } catch (const InvalidInput& error) {
    EXPECT_EQ(error.findings().size(), 1U);
    return error.findings().at(0);
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

Zone london() { return Zone::named("Europe/London"); }

/// While it lives, only the zones that are built in are known.
class BuiltInZones {
 public:
  BuiltInZones() { Zone::set_folders({}); }
  ~BuiltInZones() { Zone::set_folders(before_); }
  BuiltInZones(const BuiltInZones&) = delete;
  BuiltInZones& operator=(const BuiltInZones&) = delete;

 private:
  std::vector<std::string> before_ = Zone::folders();
};

LocalTime at(int year, int month, int day, int hour, int minute = 0, int second = 0) {
  return {{year, month, day}, hour, minute, second};
}

TEST(Weekday, IsThatOfTheCalendar) {
  EXPECT_EQ(weekday({2017, 4, 24}), Weekday::monday);
  EXPECT_EQ(weekday({2017, 5, 16}), Weekday::tuesday);
  EXPECT_EQ(weekday({2000, 2, 29}), Weekday::tuesday);
  EXPECT_EQ(weekday({1900, 1, 1}), Weekday::monday);
  EXPECT_EQ(weekday({2199, 12, 31}), Weekday::tuesday);
}

TEST(Weekday, IsReadInAnyCaseAndWrittenWithACapital) {
  EXPECT_EQ(parse_weekday("mOnDaY"), Weekday::monday);
  for (const Weekday day : {Weekday::monday, Weekday::tuesday, Weekday::wednesday, Weekday::thursday, Weekday::friday,
                            Weekday::saturday, Weekday::sunday}) {
    EXPECT_EQ(parse_weekday(to_string(day)), day);
  }
  EXPECT_EQ(to_string(Weekday::sunday), "Sunday");
}

TEST(Weekday, RefusesWhatIsNone) {
  for (const char* text : {"", "Mon", "Monday ", "Lundi"}) {
    const Finding finding = refused([&] { parse_weekday(text); });
    EXPECT_EQ(finding.rule, "weekday");
    EXPECT_EQ(finding.value, text);
  }
}

TEST(Date, IsReadStrictlyAndWrittenBack) {
  EXPECT_EQ(parse_date("2017-04-24"), (Date{2017, 4, 24}));
  EXPECT_EQ(to_string(parse_date("1900-01-01")), "1900-01-01");
  EXPECT_EQ(to_string(parse_date("2199-12-31")), "2199-12-31");
  for (const char* text : {"", "2017-4-24", "2017-04-24 ", " 2017-04-24", "24/04/2017", "2017-04", "2017-04-24T10:00",
                           "20170424", "-017-04-24", "2017-04-2x", "+017-04-24"}) {
    const Finding finding = refused([&] { parse_date(text); });
    EXPECT_EQ(finding.rule, "format") << text;
    EXPECT_EQ(finding.value, text);
  }
}

TEST(Date, RefusesDaysThatDoNotExistAndSaysWhy) {
  EXPECT_EQ(refused([] { parse_date("2017-02-29"); }).message,
            "February 2017 has no day 29; its days run from 1 to 28.");
  EXPECT_EQ(refused([] { parse_date("1900-02-29"); }).rule, "calendar");
  EXPECT_EQ(refused([] { parse_date("2017-13-01"); }).message, "There is no month 13; months run from 1 to 12.");
  EXPECT_EQ(refused([] { parse_date("2017-00-01"); }).rule, "calendar");
  EXPECT_EQ(refused([] { parse_date("2017-04-00"); }).rule, "calendar");
  EXPECT_EQ(refused([] { parse_date("2017-04-31"); }).rule, "calendar");
  EXPECT_EQ(refused([] { parse_date("1899-12-31"); }).message, "The year 1899 is outside 1900 to 2199.");
  EXPECT_EQ(refused([] { parse_date("2200-01-01"); }).rule, "calendar");
  EXPECT_EQ(parse_date("2016-02-29"), (Date{2016, 2, 29}));
  EXPECT_EQ(parse_date("2000-02-29"), (Date{2000, 2, 29}));
}

TEST(Date, CountsDaysAcrossMonthsYearsAndLeapDays) {
  EXPECT_EQ(add_days({2017, 4, 24}, 9), (Date{2017, 5, 3}));
  EXPECT_EQ(add_days({2016, 2, 28}, 1), (Date{2016, 2, 29}));
  EXPECT_EQ(add_days({2017, 1, 1}, -1), (Date{2016, 12, 31}));
  EXPECT_EQ(days_between({2017, 4, 24}, {2017, 5, 3}), 9);
  EXPECT_EQ(days_between({2017, 5, 3}, {2017, 4, 24}), -9);
  EXPECT_EQ(days_between({1900, 1, 1}, {2199, 12, 31}), 109572);
  EXPECT_EQ(add_days({1900, 1, 1}, 109572), (Date{2199, 12, 31}));
}

TEST(Date, ArithmeticRefusesToLeaveTheCalendar) {
  EXPECT_EQ(refused([] { add_days({2199, 12, 31}, 1); }).rule, "calendar");
  EXPECT_EQ(refused([] { add_days({1900, 1, 1}, -1); }).rule, "calendar");
  EXPECT_EQ(refused([] { add_days({2017, 1, 1}, 2147483647); }).rule, "calendar");
  EXPECT_EQ(refused([] { add_days({2017, 1, 1}, -2147483647 - 1); }).rule, "calendar");
  EXPECT_EQ(refused([] { add_days({2017, 2, 30}, 1); }).value, "2017-02-30");
  EXPECT_EQ(refused([] { days_between({2017, 2, 1}, {2017, 2, 30}); }).value, "2017-02-30");
  EXPECT_EQ(refused([] { weekday({2017, 0, 1}); }).value, "2017-00-01");
}

TEST(Month, IsReadWrittenAndSaid) {
  EXPECT_EQ(parse_month("2017-09"), (Month{2017, 9}));
  EXPECT_EQ(to_string(Month{2017, 9}), "2017-09");
  EXPECT_EQ(in_words(Month{2017, 9}), "September 2017");
  EXPECT_EQ(refused([] { parse_month("2017-9"); }).rule, "format");
  EXPECT_EQ(refused([] { parse_month("2017-09-01"); }).rule, "format");
  EXPECT_EQ(refused([] { parse_month("2017-14"); }).rule, "calendar");
  EXPECT_EQ(refused([] { in_words(Month{2017, 0}); }).rule, "calendar");
}

TEST(LocalTime, HasNoFractionOfASecond) {
  EXPECT_EQ(parse_local_time("2017-04-24T10:00:01.000"), at(2017, 4, 24, 10, 0, 1));
  EXPECT_EQ(to_string(parse_instant("2017-04-24T10:00:01,0Z")), "2017-04-24T10:00:01Z");
  for (const char* text : {"2017-04-24T10:00:00.5", "2017-04-24T10:00:00.0000000001"}) {
    EXPECT_EQ(refused([&] { parse_local_time(text); }).rule, "fraction") << text;
  }
  EXPECT_EQ(refused([&] { parse_instant("2017-04-24T10:00:00.5Z"); }).rule, "fraction");
}

TEST(LocalTime, IsReadWithAndWithoutSeconds) {
  EXPECT_EQ(parse_local_time("2017-04-24T10:00"), at(2017, 4, 24, 10));
  EXPECT_EQ(parse_local_time("2017-04-24 10:00:01"), at(2017, 4, 24, 10, 0, 1));
  EXPECT_EQ(to_string(at(2017, 4, 24, 9, 5, 7)), "2017-04-24T09:05:07");
  for (const char* text :
       {"2017-04-24", "2017-04-24T10", "2017-04-24T10:00:00Z", "2017-04-24T10:00:00+01:00", "2017-04-24t10:00",
        "2017-04-24T10:00:00.", "2017-04-24  10:00", "2017-04-24T1:00", "2017-04-24T10:00.0"}) {
    EXPECT_EQ(refused([&] { parse_local_time(text); }).rule, "format") << text;
  }
  for (const char* text : {"2017-04-24T24:00", "2017-04-24T25:61:99", "2017-04-24T10:60", "2017-04-24T10:00:60"}) {
    EXPECT_EQ(refused([&] { parse_local_time(text); }).rule, "calendar") << text;
  }
}

TEST(Words, SayDatesAndTimesForPeople) {
  EXPECT_EQ(in_words(Date{2017, 4, 24}), "Monday 24 April 2017");
  EXPECT_EQ(in_words(at(2017, 4, 24, 10)), "10:00 on Monday 24 April 2017");
  EXPECT_EQ(in_words(at(2017, 4, 24, 10, 0, 1)), "10:00:01 on Monday 24 April 2017");
  EXPECT_EQ(refused([] { in_words(Date{2017, 2, 30}); }).value, "2017-02-30");
  EXPECT_EQ(refused([] { in_words(at(2017, 2, 3, 24)); }).rule, "calendar");
}

TEST(Exists, HoldsForTheCalendarOnly) {
  EXPECT_TRUE(exists(Date{2016, 2, 29}));
  EXPECT_FALSE(exists(Date{2017, 2, 29}));
  EXPECT_FALSE(exists(Month{2017, 13}));
  EXPECT_TRUE(exists(at(2017, 1, 1, 23, 59, 59)));
  EXPECT_FALSE(exists(at(2017, 1, 1, 24)));
  EXPECT_FALSE(exists(at(2017, 1, 1, -1)));
  EXPECT_FALSE(exists(at(2017, 1, 1, 0, -1)));
  EXPECT_FALSE(exists(at(2017, 1, 1, 0, 0, -1)));
}

TEST(Instant, IsReadWithItsOffset) {
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00Z").seconds, 0);
  EXPECT_EQ(parse_instant("2017-04-24T10:00:00+01:00"), parse_instant("2017-04-24T09:00:00Z"));
  EXPECT_EQ(parse_instant("2017-04-24T10:00+01:00").seconds, 1493024400);
  EXPECT_EQ(parse_instant("1969-12-31 19:00:00-05:00").seconds, 0);
  EXPECT_EQ(to_string(Instant{1493024400}), "2017-04-24T09:00:00Z");
  EXPECT_EQ(to_string(Instant{-1}), "1969-12-31T23:59:59Z");
}

TEST(Instant, RefusesWhatHasNoOffsetOrNoSense) {
  for (const char* text : {"2017-04-24T10:00:00", "2017-04-24T10:00:00z", "2017-04-24T10:00:00+1:00",
                           "2017-04-24T10:00:00+0100", "2017-04-24T10:00:00Z ", "2017-04-24T10:00:00+01:00Z", "Z"}) {
    const Finding finding = refused([&] { parse_instant(text); });
    EXPECT_EQ(finding.rule, "format") << text;
    EXPECT_EQ(finding.value, text);
  }
  for (const char* text : {"2017-04-24T10:00:00+14:01", "2017-04-24T10:00:00-15:00", "2017-04-24T10:00:00+01:60",
                           "2017-04-24T10:00:00-00:00"}) {
    EXPECT_EQ(refused([&] { parse_instant(text); }).rule, "offset") << text;
  }
  EXPECT_EQ(refused([] { parse_instant("2017-02-30T10:00:00Z"); }).rule, "calendar");
  EXPECT_EQ(refused([] { parse_instant("1900-01-01T00:00:00+01:00"); }).rule, "zone-years");
}

TEST(Instant, BeyondTheCalendarIsNotWritten) {
  EXPECT_EQ(to_string(Instant{-2208988800}), "1900-01-01T00:00:00Z");
  EXPECT_EQ(to_string(Instant{7258118399}), "2199-12-31T23:59:59Z");
  EXPECT_EQ(refused([] { to_string(Instant{-2208988801}); }).value, "-2208988801 seconds since 1970");
  EXPECT_EQ(refused([] { to_string(Instant{7258118400}); }).rule, "zone-years");
  EXPECT_EQ(refused([] { to_string(Instant{INT64_MAX}); }).rule, "zone-years");
  EXPECT_EQ(refused([] { to_string(Instant{INT64_MIN}); }).rule, "zone-years");
}

TEST(Zone, ReadsTheDeadlineOfThePilotInSummerTime) {
  const Instant deadline = london().instant(at(2017, 4, 24, 10));
  EXPECT_EQ(to_string(deadline), "2017-04-24T09:00:00Z");
  EXPECT_EQ(london().local(deadline), at(2017, 4, 24, 10));
  EXPECT_EQ(london().offset(deadline), 3600);
  EXPECT_EQ(london().abbreviation(deadline), "BST");
  EXPECT_EQ(london().abbreviation(london().instant(at(2017, 1, 1, 0))), "GMT");
}

TEST(Zone, RefusesAReadingThatTheClocksSkipAndNamesBoth) {
  for (const LocalTime& local : {at(2017, 3, 26, 1), at(2017, 3, 26, 1, 30), at(2017, 3, 26, 1, 59, 59)}) {
    EXPECT_EQ(refused([&] { london().instant(local); }).rule, "unclear-time");
  }
  EXPECT_EQ(refused([] { london().instant(at(2017, 3, 26, 1, 30)); }).message,
            "01:30 on Sunday 26 March 2017 does not exist in Europe/London, where the clocks skip it: it may mean "
            "2017-03-26T00:30:00Z (00:30:00 GMT) or 2017-03-26T01:30:00Z (02:30:00 BST).");
  EXPECT_EQ(to_string(london().instant(at(2017, 3, 26, 0, 59, 59))), "2017-03-26T00:59:59Z");
  EXPECT_EQ(to_string(london().instant(at(2017, 3, 26, 2))), "2017-03-26T01:00:00Z");
}

TEST(Zone, RefusesAReadingThatTheClocksRepeatAndNamesBoth) {
  EXPECT_EQ(refused([] { london().instant(at(2017, 10, 29, 1, 30)); }).message,
            "01:30 on Sunday 29 October 2017 happens twice in Europe/London, where the clocks go back: it is "
            "2017-10-29T00:30:00Z (01:30:00 BST) or 2017-10-29T01:30:00Z (01:30:00 GMT).");
  EXPECT_EQ(refused([] { london().instant(at(2017, 10, 29, 1)); }).value, "2017-10-29T01:00:00");
  EXPECT_EQ(to_string(london().instant(at(2017, 10, 29, 0, 59, 59))), "2017-10-28T23:59:59Z");
  EXPECT_EQ(to_string(london().instant(at(2017, 10, 29, 2))), "2017-10-29T02:00:00Z");
}

TEST(Zone, PicksAReadingWhereItIsTold) {
  const LocalTime skipped = at(2017, 3, 26, 1, 30);
  EXPECT_EQ(to_string(london().instant(skipped, WhenUnclear::earliest)), "2017-03-26T00:30:00Z");
  EXPECT_EQ(to_string(london().instant(skipped, WhenUnclear::latest)), "2017-03-26T01:30:00Z");
  const LocalTime repeated = at(2017, 10, 29, 1, 30);
  EXPECT_EQ(to_string(london().instant(repeated, WhenUnclear::earliest)), "2017-10-29T00:30:00Z");
  EXPECT_EQ(to_string(london().instant(repeated, WhenUnclear::latest)), "2017-10-29T01:30:00Z");
  const LocalTime plain = at(2017, 6, 1, 12);
  EXPECT_EQ(london().instant(plain, WhenUnclear::latest), london().instant(plain));
}

TEST(Zone, KnowsTheSouthernSummer) {
  const Zone sydney = Zone::named("Australia/Sydney");
  EXPECT_EQ(sydney.abbreviation(parse_instant("2017-01-01T00:00:00Z")), "AEDT");
  EXPECT_EQ(sydney.abbreviation(parse_instant("2017-07-01T00:00:00Z")), "AEST");
  EXPECT_EQ(to_string(sydney.instant(at(2017, 12, 31, 23, 30))), "2017-12-31T12:30:00Z");
  EXPECT_EQ(to_string(sydney.instant(at(2018, 1, 1, 0))), "2017-12-31T13:00:00Z");
}

TEST(Zone, KnowsOffsetsOfHalfAnHourAndOffsetsBehind) {
  EXPECT_EQ(Zone::named("Asia/Kolkata").offset(Instant{1493024400}), 19800);
  EXPECT_EQ(Zone::named("America/New_York").offset(Instant{1493024400}), -14400);
  EXPECT_EQ(to_string(Zone::named("America/New_York").local(Instant{1493024400})), "2017-04-24T05:00:00");
}

TEST(Zone, RefusesYearsOutsideItsRule) {
  const BuiltInZones only;
  EXPECT_EQ(london().first_year(), 1996);
  EXPECT_EQ(london().last_year(), 2099);
  EXPECT_EQ(refused([] { london().instant(at(1995, 12, 31, 23, 59, 59)); }).message,
            "The clocks of Europe/London are known for the years 1996 to 2099.");
  EXPECT_EQ(to_string(london().instant(at(1996, 1, 1, 0))), "1996-01-01T00:00:00Z");
  EXPECT_EQ(to_string(london().instant(at(2099, 12, 31, 23, 59, 59))), "2099-12-31T23:59:59Z");
  EXPECT_EQ(refused([] { london().instant(at(2100, 1, 1, 0)); }).rule, "zone-years");
  EXPECT_EQ(refused([] { london().local(parse_instant("1995-12-31T23:59:59Z")); }).rule, "zone-years");
  EXPECT_EQ(refused([] { london().offset(parse_instant("2100-01-01T00:00:00Z")); }).rule, "zone-years");
  EXPECT_EQ(refused([] { london().abbreviation(Instant{INT64_MAX}); }).rule, "zone-years");
  // The local year decides: it is still 2006 in New York when 2007 has begun in Greenwich.
  EXPECT_EQ(refused([] { Zone::named("America/New_York").local(parse_instant("2007-01-01T04:59:59Z")); }).rule,
            "zone-years");
  EXPECT_EQ(to_string(Zone::named("America/New_York").local(parse_instant("2007-01-01T05:00:00Z"))),
            "2007-01-01T00:00:00");
}

TEST(Zone, RefusesDatesThatDoNotExist) {
  EXPECT_EQ(refused([] { london().instant(at(2017, 2, 30, 12)); }).rule, "calendar");
  EXPECT_EQ(refused([] { london().instant(at(2017, 2, 3, 12, 60)); }).value, "2017-02-03T12:60:00");
}

TEST(Zone, UnknownNamesAreAnsweredWithTheNearest) {
  const Finding finding = refused([] { Zone::named("Europe/Londn"); });
  EXPECT_EQ(finding.rule, "zone");
  EXPECT_EQ(finding.value, "Europe/Londn");
  EXPECT_NE(finding.message.find("Europe/London"), std::string::npos);
  EXPECT_THROW(Zone::named(""), InvalidInput);
  EXPECT_THROW(Zone::named("europe/london"), InvalidInput);
}

TEST(Zone, EveryNameIsKnownSortedAndItsOwn) {
  const std::vector<std::string> names = Zone::names();
  EXPECT_TRUE(std::ranges::is_sorted(names));
  EXPECT_GE(names.size(), 12U);
  for (const std::string& name : names) EXPECT_EQ(Zone::named(name).name(), name);
}

TEST(Zone, EveryInstantComesBackFromItsReading) {
  const BuiltInZones only;
  for (const std::string& name : Zone::names()) {
    const Zone zone = Zone::named(name);
    const std::int64_t first = parse_instant("2016-12-31T12:00:00Z").seconds;
    for (std::int64_t hour = 0; hour < 366 * 24; hour += 3) {
      const Instant instant{first + hour * 3600};
      const LocalTime local = zone.local(instant);
      const Instant earliest = zone.instant(local, WhenUnclear::earliest);
      const Instant latest = zone.instant(local, WhenUnclear::latest);
      EXPECT_TRUE(earliest == instant || latest == instant) << name << " " << to_string(instant);
    }
  }
}

}  // namespace
}  // namespace pairwell
