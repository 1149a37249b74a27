#include "pairwell/scheme/schedule.hpp"

#include <gtest/gtest.h>

namespace pairwell {
namespace {

/// A stretch of 3 May 2017 in London, in hours and minutes.
Interval on_the_day(int from_hour, int from_minute, int to_hour, int to_minute) {
  const Date day{2017, 5, 3};
  return interval(Zone::named("Europe/London"), {day, from_hour, from_minute, 0}, {day, to_hour, to_minute, 0});
}

std::vector<std::string> rules_of(const Findings& findings) {
  std::vector<std::string> rules;
  for (const Finding& finding : findings) rules.push_back(finding.file + " " + finding.rule);
  return rules;
}

TEST(Interval, OverlapsWhereAnInstantIsShared) {
  const Interval morning = on_the_day(9, 0, 12, 0);
  EXPECT_TRUE(overlap(morning, on_the_day(11, 59, 13, 0)));
  EXPECT_FALSE(overlap(morning, on_the_day(12, 0, 13, 0))) << "the end is not part of it";
  EXPECT_TRUE(covers(morning, on_the_day(11, 0, 12, 0)));
  EXPECT_FALSE(covers(morning, on_the_day(11, 0, 12, 1)));
}

TEST(Interval, HasItsRealLengthOverAChangeOfClocks) {
  const Zone london = Zone::named("Europe/London");
  const auto hours = [&](const char* from, const char* to) {
    const Interval stretch = interval(london, parse_local_time(from), parse_local_time(to));
    return (stretch.to.seconds - stretch.from.seconds) / 3600;
  };
  EXPECT_EQ(hours("2017-03-25T12:00", "2017-03-26T12:00"), 23);
  EXPECT_EQ(hours("2017-10-28T12:00", "2017-10-29T12:00"), 25);
}

TEST(Interval, AsksWhatAnUnclearReadingMeans) {
  const Zone london = Zone::named("Europe/London");
  const LocalTime twice = parse_local_time("2017-10-29T01:30");
  const LocalTime noon = parse_local_time("2017-10-29T12:00");
  EXPECT_THROW(interval(london, twice, noon), InvalidInput);
  EXPECT_EQ(interval(london, twice, noon, WhenUnclear::latest).from.seconds -
                interval(london, twice, noon, WhenUnclear::earliest).from.seconds,
            3600);
  EXPECT_THROW(interval(london, noon, noon), InvalidInput);
}

TEST(Merged, MakesOneOfStretchesThatTouch) {
  EXPECT_EQ(
      merged({on_the_day(11, 0, 12, 0), on_the_day(9, 0, 10, 0), on_the_day(10, 0, 10, 30), on_the_day(9, 15, 9, 30)}),
      (std::vector<Interval>{on_the_day(9, 0, 10, 30), on_the_day(11, 0, 12, 0)}));
}

TEST(Sittings, FillTheFreeTimeWithinTheWindows) {
  const ScheduleHost host{.id = "A", .members = {}, .free = {on_the_day(8, 0, 10, 0), on_the_day(11, 0, 11, 50)}};
  const ScheduleRules rules{.minutes = 30, .pause = 10, .windows = {on_the_day(9, 0, 17, 0)}};
  EXPECT_EQ(sittings(host, rules), (std::vector<Interval>{on_the_day(9, 0, 9, 30), on_the_day(11, 0, 11, 30)}))
      << "9:40 to 10:10 would end too late";
}

TEST(Sittings, KeepThePauseOverTwoStretches) {
  const ScheduleHost host{.id = "A", .members = {}, .free = {on_the_day(9, 0, 9, 30), on_the_day(9, 35, 11, 0)}};
  const ScheduleRules rules{.minutes = 30, .pause = 15};
  EXPECT_EQ(sittings(host, rules),
            (std::vector<Interval>{on_the_day(9, 0, 9, 30), on_the_day(9, 45, 10, 15), on_the_day(10, 30, 11, 0)}));
}

TEST(Sittings, NeverOverlapWhenTheClocksGoBack) {
  const Zone london = Zone::named("Europe/London");
  const ScheduleHost host{
      .id = "A",
      .members = {},
      .free = {interval(london, parse_local_time("2017-10-29T00:00"), parse_local_time("2017-10-29T03:00"))}};
  const auto all = sittings(host, {.minutes = 60});
  ASSERT_EQ(all.size(), 4U) << "the night has an hour more";
  EXPECT_EQ(to_string(london.local(all[1].from)), "2017-10-29T01:00:00");
  EXPECT_EQ(to_string(london.local(all[2].from)), "2017-10-29T01:00:00");
  EXPECT_FALSE(overlap(all[1], all[2]));
}

TEST(Sittings, RefuseLengthsThatCannotBe) {
  EXPECT_THROW(sittings({}, {.minutes = 0}), InvalidInput);
  EXPECT_THROW(sittings({}, {.pause = -1}), InvalidInput);
}

TEST(ScheduleCheck, SaysEveryFaultAtOnce) {
  const Interval nine = on_the_day(9, 0, 9, 30);
  const Interval backwards{nine.to, nine.from};
  const std::vector<ScheduleHost> hosts{{.id = "A", .members = {"P", "Q"}, .free = {backwards}},
                                        {.id = "A", .members = {"Q"}, .free = {}},
                                        {.id = " ", .members = {}, .free = {}}};
  const std::vector<ScheduleRequest> requests{{.person = "X", .free = {}, .hosts = {"B"}, .not_by = {}},
                                              {.person = "X", .free = {}, .hosts = {}, .not_by = {}},
                                              {.person = "", .free = {backwards}, .hosts = {}, .not_by = {}},
                                              {.person = "Y", .free = {}, .hosts = {}, .not_by = {}}};
  const std::vector<Appointment> fixed{{.person = "X", .host = "A", .when = nine},
                                       {.person = "X", .host = "C", .when = nine},
                                       {.person = "Y", .host = "A", .when = on_the_day(9, 29, 10, 0)},
                                       {.person = "Z", .host = "A", .when = on_the_day(10, 0, 10, 30)}};
  EXPECT_EQ(
      rules_of(check(requests, hosts, {.minutes = 2000}, fixed)),
      (std::vector<std::string>{"rules range", "hosts interval", "hosts duplicate", "hosts duplicate", "hosts blank",
                                "requests unknown", "requests duplicate", "requests blank", "requests interval",
                                "fixed unknown", "fixed duplicate", "fixed double-booking", "fixed unknown"}));
}

TEST(ScheduleCheck, RefusesSomebodyWhoSitsInAHostAndIsAskedFor) {
  const std::vector<ScheduleRequest> requests{{.person = "X"}, {.person = "P"}, {.person = "M"}};
  const std::vector<ScheduleHost> hosts{{.id = "A", .members = {"P"}}, {.id = "M"}};
  EXPECT_EQ(rules_of(check(requests, hosts, {})),
            (std::vector<std::string>{"requests duplicate", "requests duplicate"}));
  const std::vector<ScheduleHost> in_two{{.id = "A", .members = {"M", "A"}}, {.id = "M"}};
  EXPECT_EQ(rules_of(check({}, in_two, {})), (std::vector<std::string>{"hosts duplicate"}));
}

TEST(ScheduleCheck, NamesBothOfTwoFixedAppointments) {
  const std::vector<ScheduleRequest> requests{{.person = "X"}};
  const std::vector<ScheduleHost> hosts{{.id = "A"}, {.id = "B"}};
  const std::vector<Appointment> fixed{{.person = "X", .host = "A", .when = on_the_day(9, 0, 9, 30)},
                                       {.person = "X", .host = "B", .when = on_the_day(10, 0, 10, 30)}};
  const Findings found = check(requests, hosts, {}, fixed);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NE(found[0].message.find("'A' at 2017"), std::string::npos) << found[0].message;
  EXPECT_NE(found[0].message.find("'B' at 2017"), std::string::npos) << found[0].message;
}

}  // namespace
}  // namespace pairwell
