#include "pairwell/round/appointments.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <limits>
#include <numeric>
#include <set>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/match/certificate.hpp"

namespace pairwell {
namespace {

/// Half hours from an instant that means nothing: the first begins at 0.
Interval half_hours(int from, int to) { return {Instant{from * 1800}, Instant{to * 1800}}; }

ScheduleHost host(const std::string& id, std::vector<Interval> free, std::vector<std::string> members = {}) {
  return {.id = id, .members = std::move(members), .free = std::move(free)};
}

ScheduleRequest person(const std::string& name, std::vector<Interval> free) {
  return {.person = name, .free = std::move(free), .hosts = {}, .not_by = {}};
}

std::vector<ScheduleRequest> people(int count, const std::vector<Interval>& free) {
  std::vector<ScheduleRequest> result;
  for (int i = 1; i <= count; ++i) result.push_back(person("X" + std::to_string(i), free));
  return result;
}

std::vector<std::int32_t> loads(const Schedule& schedule) {
  std::vector<std::int32_t> result;
  for (const HostLoad& load : schedule.loads) result.push_back(load.sittings);
  return result;
}

/// That nobody is in two places, everybody is free, and the engine's proof holds.
void expect_sound(const Schedule& schedule, const std::vector<ScheduleRequest>& requests) {
  EXPECT_TRUE(verify(schedule.problem, schedule.matching).holds);
  std::set<std::string> seen;
  for (const Appointment& own : schedule.appointments) {
    EXPECT_TRUE(seen.insert(own.person).second);
    for (const Appointment& other : schedule.appointments) {
      EXPECT_FALSE(&own != &other && own.host == other.host && overlap(own.when, other.when));
    }
    const auto request = std::ranges::find(requests, own.person, &ScheduleRequest::person);
    ASSERT_NE(request, requests.end());
    if (own.is_fixed) continue;
    const std::vector<Interval> free = merged(request->free);
    EXPECT_TRUE(std::ranges::any_of(free, [&](const Interval& stretch) { return covers(stretch, own.when); }));
  }
  EXPECT_EQ(schedule.appointments.size() + schedule.unscheduled.size(), requests.size());
}

TEST(MakeSchedule, GivesEverybodyASittingWhereThatCanBe) {
  // X1 can come at any time, X2 early only: X1 must not take the early sitting.
  const std::vector<ScheduleRequest> requests{person("X1", {half_hours(0, 2)}), person("X2", {half_hours(0, 1)})};
  const Schedule schedule = make_schedule(requests, {host("A", {half_hours(0, 2)})});
  expect_sound(schedule, requests);
  ASSERT_EQ(schedule.appointments.size(), 2U);
  EXPECT_EQ(schedule.appointments[0].person, "X2");
  EXPECT_EQ(schedule.appointments[1].when, half_hours(1, 2));
}

TEST(MakeSchedule, SharesTheLoadEvenly) {
  const auto requests = people(10, {half_hours(0, 8)});
  const std::vector<ScheduleHost> hosts{host("A", {half_hours(0, 8)}), host("B", {half_hours(0, 8)}),
                                        host("C", {half_hours(0, 2)})};
  const Schedule schedule = make_schedule(requests, hosts);
  expect_sound(schedule, requests);
  EXPECT_EQ(loads(schedule), (std::vector<std::int32_t>{4, 4, 2}));
}

TEST(MakeSchedule, KeepsAFixedAppointmentAndPlansAroundIt) {
  const auto requests = people(3, {half_hours(0, 3)});
  // It is off the grid.
  const Appointment fixed{.person = "X2", .host = "A", .when = {Instant{900}, Instant{2700}}};
  const Schedule schedule =
      make_schedule(requests, {host("A", {half_hours(0, 3)})}, {}, {.fixed = {fixed}, .previous = {}});
  expect_sound(schedule, requests);
  ASSERT_EQ(schedule.appointments.size(), 2U) << "the fix overlaps two of the three sittings";
  EXPECT_EQ(schedule.appointments[0].person, "X2");
  EXPECT_TRUE(schedule.appointments[0].is_fixed);
  EXPECT_EQ(schedule.appointments[0].when, fixed.when);
  EXPECT_EQ(schedule.appointments[1].when, half_hours(2, 3));
}

TEST(MakeSchedule, GivesNoSittingInTimeThatIsTaken) {
  const auto requests = people(4, {half_hours(0, 6)});
  const std::vector<ScheduleHost> hosts{host("A", {half_hours(0, 6)}, {"P", "Q"})};
  const std::vector<Taken> taken{
      {.who = {"A", "Y"}, .when = half_hours(1, 2), .what = "the interview of Y with A", .is_sitting = true},
      {.who = {"Q"}, .when = half_hours(3, 4), .what = "the interview of Z with B", .is_sitting = true},
      {.who = {"X1", "X2", "X3"}, .when = half_hours(4, 6), .what = "the training"}};
  const Schedule schedule = make_schedule(requests, hosts, {}, {.taken = taken});
  expect_sound(schedule, requests);
  std::vector<Interval> when;
  for (const Appointment& own : schedule.appointments) {
    when.push_back(own.when);
    EXPECT_TRUE(own.when.from < half_hours(4, 6).from || own.person == "X4") << "the others are at the training";
  }
  ASSERT_EQ(when.size(), 3U);
  EXPECT_EQ(when[0], half_hours(0, 1));
  EXPECT_EQ(when[1], half_hours(2, 3));
  EXPECT_GE(when[2], half_hours(4, 5)) << "4 or 5, of which nobody but X4 can have one";
  // Half an hour's pause before and after what stands leaves nothing but the end; an event has no pause.
  const Schedule paused = make_schedule(requests, hosts, {.pause = 30}, {.taken = {taken[0], taken[2]}});
  ASSERT_EQ(paused.appointments.size(), 1U);
  EXPECT_EQ(paused.appointments[0].when, half_hours(4, 5)) << "of 0, 2 and 4, the first two are next to the sitting";
}

TEST(MakeSchedule, SaysWhatTakesTheTimeOfSomebodyWithoutASitting) {
  const auto requests = people(1, {half_hours(0, 1)});
  const Taken taken{.who = {"X1"}, .when = half_hours(0, 9), .what = "the conversation of X1 with M"};
  const Schedule schedule = make_schedule(requests, {host("A", {half_hours(0, 2)})}, {}, {.taken = {taken}});
  ASSERT_EQ(schedule.unscheduled.size(), 1U);
  EXPECT_EQ(schedule.unscheduled[0].reason,
            "Has the conversation of X1 with M whenever an open sitting would suit them.");
}

TEST(MakeSchedule, RefusesAFixedAppointmentInTimeThatIsTaken) {
  const auto requests = people(1, {half_hours(0, 4)});
  const std::vector<ScheduleHost> hosts{host("A", {half_hours(0, 4)}, {"P"})};
  const Appointment fixed{.person = "X1", .host = "A", .when = half_hours(0, 1)};
  for (const char* who : {"A", "P", "X1"}) {
    const Taken taken{.who = {"Y", who}, .when = half_hours(0, 1), .what = "the interview of Y with B"};
    try {
      make_schedule(requests, hosts, {}, {.fixed = {fixed}, .taken = {taken}});
      ADD_FAILURE() << who;
    } catch (const InvalidInput& refused) {
      ASSERT_EQ(refused.findings().size(), 1U);
      EXPECT_EQ(refused.findings()[0].rule, "double-booking");
      EXPECT_NE(refused.findings()[0].message.find(who), std::string::npos);
      EXPECT_NE(refused.findings()[0].message.find("the interview of Y with B"), std::string::npos);
    }
    const Taken after{.who = {who}, .when = half_hours(1, 2), .what = "the interview of Y with B"};
    EXPECT_EQ(make_schedule(requests, hosts, {}, {.fixed = {fixed}, .taken = {after}}).appointments.size(), 1U);
  }
}

TEST(MakeSchedule, KeepsPreviousAppointmentsWhereItCan) {
  auto requests = people(6, {half_hours(0, 6)});
  const std::vector<ScheduleHost> hosts{host("A", {half_hours(0, 3)}), host("B", {half_hours(0, 3)})};
  const Schedule before = make_schedule(requests, hosts, {.seed = 1});
  EXPECT_EQ(before.moved, 0);
  // The first can come at one time only now, which somebody else has.
  const auto first = std::ranges::find(before.appointments, "X1", &Appointment::person);
  const Interval other = first->when == half_hours(0, 1) ? half_hours(1, 2) : half_hours(0, 1);
  requests[0].free = {other};
  const Schedule after = make_schedule(requests, hosts, {.seed = 2}, {.fixed = {}, .previous = before.appointments});
  expect_sound(after, requests);
  EXPECT_EQ(after.appointments.size(), 6U);
  EXPECT_EQ(after.moved, 2) << "the two change places";
}

TEST(MakeSchedule, HeedsConflictsAndWhoMayBeAsked) {
  std::vector<ScheduleRequest> requests = people(3, {half_hours(0, 4)});
  requests[0].not_by = {"P"};
  requests[1].hosts = {"A"};
  requests[2].not_by = {"P", "B"};
  const std::vector<ScheduleHost> hosts{host("A", {half_hours(0, 4)}, {"P", "Q"}), host("B", {half_hours(0, 4)})};
  const Schedule schedule = make_schedule(requests, hosts);
  expect_sound(schedule, requests);
  ASSERT_EQ(schedule.appointments.size(), 2U);
  for (const Appointment& own : schedule.appointments) EXPECT_EQ(own.host, own.person == "X1" ? "B" : "A");
  EXPECT_EQ(schedule.unscheduled, (std::vector<Unscheduled>{{"X3", "There is no host who may see them."}}));
}

TEST(MakeSchedule, SaysWhySomebodyHasNone) {
  std::vector<ScheduleRequest> requests = people(3, {half_hours(0, 2)});
  requests.push_back(person("X4", {half_hours(9, 10)}));
  const Schedule schedule = make_schedule(requests, {host("A", {half_hours(0, 2)})});
  ASSERT_EQ(schedule.unscheduled.size(), 2U);
  EXPECT_EQ(schedule.unscheduled[0].reason,
            "Could have any of 2 sittings, which all went to others; giving them one would leave somebody else "
            "without.");
  EXPECT_EQ(schedule.unscheduled[1].reason, "Free in none of the 2 open sittings of the hosts who may see them.");
  EXPECT_EQ(make_schedule({requests[0]}, {host("A", {})}).unscheduled[0].reason,
            "The hosts who may see them have no open sitting.");
}

TEST(MakeSchedule, DrawsByReferenceAndNotByRow) {
  auto requests = people(5, {half_hours(0, 2)});
  const std::vector<ScheduleHost> hosts{host("A", {half_hours(0, 2)})};
  const auto expected = make_schedule(requests, hosts, {.seed = 5}).appointments;
  std::ranges::reverse(requests);
  EXPECT_EQ(make_schedule(requests, hosts, {.seed = 5}).appointments, expected);
  bool differs = false;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    differs |= make_schedule(requests, hosts, {.seed = seed}).appointments != expected;
  }
  EXPECT_TRUE(differs);
}

TEST(MakeSchedule, HoldsNothingWhereItWasStopped) {
  const auto requests = people(3, {half_hours(0, 2)});
  ScheduleOptions options;
  options.control.time_limit = std::chrono::nanoseconds(0);
  const Schedule schedule = make_schedule(requests, {host("A", {half_hours(0, 2)})}, {}, options);
  EXPECT_EQ(schedule.matching.status, Status::time_limit);
  EXPECT_TRUE(schedule.appointments.empty());
}

TEST(MakeSchedule, RefusesWhatCannotBePlanned) {
  const auto requests = people(1, {half_hours(0, 1)});
  EXPECT_THROW(make_schedule(requests, {host("A", {}), host("A", {})}), InvalidInput);
  EXPECT_THROW(make_schedule(requests, {host("A", {})}, {.minutes = 0}), InvalidInput);
}

TEST(MakeSchedule, CopesWithNobodyAndNoHost) {
  EXPECT_TRUE(make_schedule({}, {host("A", {half_hours(0, 2)})}).appointments.empty());
  EXPECT_EQ(make_schedule(people(1, {half_hours(0, 2)}), {}).unscheduled[0].reason,
            "There is no host who may see them.");
}

/// What exhaustive search finds: the most people, and then the least sum of squares of loads.
struct Best {
  int seated = 0;
  int squares = std::numeric_limits<int>::max();

  void look(int people_seated, const std::vector<int>& load) {
    const int sum = std::inner_product(load.begin(), load.end(), load.begin(), 0);
    if (people_seated > seated || (people_seated == seated && sum < squares)) {
      seated = people_seated;
      squares = sum;
    }
  }
};

Best search(const std::vector<std::vector<int>>& can_have, const std::vector<int>& host_of, int hosts) {
  Best best;
  std::vector<bool> taken(host_of.size());
  std::vector<int> load(static_cast<std::size_t>(hosts));
  const std::function<void(std::size_t, int)> go = [&](std::size_t row, int seated) {
    if (row == can_have.size()) {
      best.look(seated, load);
      return;
    }
    go(row + 1, seated);
    for (const int column : can_have[row]) {
      const auto at = static_cast<std::size_t>(column);
      if (taken[at]) continue;
      taken[at] = true;
      ++load[static_cast<std::size_t>(host_of[at])];
      go(row + 1, seated + 1);
      taken[at] = false;
      --load[static_cast<std::size_t>(host_of[at])];
    }
  };
  go(0, 0);
  return best;
}

TEST(MakeSchedule, IsAsGoodAsExhaustiveSearchFinds) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    Random random(seed);
    const auto draw = [&](std::uint64_t below) { return static_cast<int>(random.below(below)); };
    std::vector<ScheduleHost> hosts;
    std::vector<int> host_of;
    std::vector<Interval> all;
    for (int h = 0; h < 3; ++h) {
      const int from = draw(3);
      const int to = from + 1 + draw(3);
      hosts.push_back(host("H" + std::to_string(h), {half_hours(from, to)}));
      for (int t = from; t < to; ++t) {
        host_of.push_back(h);
        all.push_back(half_hours(t, t + 1));
      }
    }
    std::vector<ScheduleRequest> requests;
    std::vector<std::vector<int>> can_have;
    for (int row = 0; row < 5; ++row) {
      const int from = draw(4);
      requests.push_back(person("X" + std::to_string(row), {half_hours(from, from + 1 + draw(3))}));
      if (draw(3) == 0) requests.back().not_by = {"H" + std::to_string(draw(3))};
      can_have.emplace_back();
      for (std::size_t column = 0; column < all.size(); ++column) {
        const bool may =
            requests.back().not_by != std::vector<std::string>{hosts[static_cast<std::size_t>(host_of[column])].id};
        if (may && covers(requests.back().free[0], all[column])) can_have.back().push_back(static_cast<int>(column));
      }
    }
    const Schedule schedule = make_schedule(requests, hosts, {.seed = seed});
    expect_sound(schedule, requests);
    const Best best = search(can_have, host_of, 3);
    EXPECT_EQ(std::ssize(schedule.appointments), best.seated) << "seed " << seed;
    const auto load = loads(schedule);
    EXPECT_EQ(std::inner_product(load.begin(), load.end(), load.begin(), 0), best.squares) << "seed " << seed;
  }
}

}  // namespace
}  // namespace pairwell
