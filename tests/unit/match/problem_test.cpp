#include "pairwell/match/problem.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace pairwell {
namespace {

/// Three mentees, two mentors, and one of everything.
Problem sound_problem() {
  Problem problem{.mentees = 3, .mentors = 2};
  problem.points = DenseTable{{1, 2, 3, 4, 5, DenseTable::forbidden}};
  problem.mentee_capacity = {{0, 1}, {0, 1}, {1, 1}};
  problem.mentor_capacity = {{0, 2}, {0, Range::no_limit}};
  problem.forbidden = {{MenteeId(0), MentorId(0)}};
  problem.locked = {{MenteeId(1), MentorId(1)}};
  problem.mentee_groups = {{"outer", {MenteeId(0), MenteeId(1)}, {0, 2}}, {"inner", {MenteeId(1)}, {0, 1}}};
  problem.mentor_groups = {{"all", {MentorId(0), MentorId(1)}, {0, 3}}};
  problem.mentee_keys = {7, 8, 9};
  problem.mentor_keys = {7, 8};
  return problem;
}

Problem sparse_problem() {
  Problem problem = sound_problem();
  problem.points = SparseTable{{0, 2, 4, 5}, {0, 1, 0, 1, 0}, {1, 2, 3, 4, 5}};
  return problem;
}

std::vector<std::string> rules(const Problem& problem) {
  std::vector<std::string> result;
  for (const Finding& finding : check(problem)) result.push_back(finding.rule);
  return result;
}

TEST(CheckProblem, FindsNothingInASoundOne) {
  EXPECT_TRUE(check(sound_problem()).empty());
  EXPECT_TRUE(check(sparse_problem()).empty());
  EXPECT_TRUE(check(Problem{}).empty());
}

TEST(CheckProblem, RefusesMorePeopleThanItCanNumberBeforeItLooksFurther) {
  constexpr std::int32_t half = std::numeric_limits<std::int32_t>::max() / 2;
  for (const auto& [mentees, mentors] : {std::pair{half, half}, std::pair{2 * half, 1}, std::pair{1, 2 * half}}) {
    Problem problem{.mentees = mentees, .mentors = mentors, .points = SparseTable{}};
    problem.locked = {{MenteeId(-1), MentorId(0)}};
    EXPECT_EQ(rules(problem), std::vector<std::string>{"size"});
    problem.points = DenseTable{};
    EXPECT_EQ(rules(problem), std::vector<std::string>{"size"});
  }
  const Problem most{.mentees = 0, .mentors = 2 * half - 1, .points = SparseTable{{0}, {}, {}}};
  EXPECT_TRUE(check(most).empty());
  Problem grouped = most;
  grouped.mentor_groups = {{"one more", {}, {0, 1}}};
  EXPECT_EQ(rules(grouped), std::vector<std::string>{"size"});
}

TEST(CheckProblem, SaysHowManyPeopleItCanNumber) {
  const Findings findings = check({.mentees = std::numeric_limits<std::int32_t>::max(), .mentors = 1});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].message, "there may be at most 2147483645 people and groups on both sides together");
  EXPECT_EQ(findings[0].value, "2147483648");
}

struct Fault {
  const char* rule;
  std::function<void(Problem&)> make;
};

TEST(CheckProblem, FindsEachFaultOfADenseProblem) {
  const std::vector<Fault> faults = {
      {"shape", [](Problem& p) { p.mentees = -1; }},
      {"shape", [](Problem& p) { p.mentors = -2; }},
      {"scale", [](Problem& p) { p.scale = 0; }},
      {"shape", [](Problem& p) { std::get<DenseTable>(p.points).units.pop_back(); }},
      {"shape", [](Problem& p) { p.mentee_capacity.pop_back(); }},
      {"range",
       [](Problem& p) {
         p.mentor_capacity[0] = {2, 1};
       }},
      {"range",
       [](Problem& p) {
         p.mentor_capacity[0] = {-1, 1};
       }},
      {"shape", [](Problem& p) { p.mentee_keys.pop_back(); }},
      {"duplicate",
       [](Problem& p) {
         p.mentor_keys = {4, 4};
       }},
      {"range",
       [](Problem& p) {
         p.mentee_groups[0].pairs = {3, 2};
       }},
      {"id", [](Problem& p) { p.mentee_groups[0].members.push_back(MenteeId(3)); }},
      {"duplicate", [](Problem& p) { p.mentor_groups[0].members.push_back(MentorId(0)); }},
      {"nesting", [](Problem& p) { p.mentee_groups[1].members.push_back(MenteeId(2)); }},
      {"id",
       [](Problem& p) {
         p.forbidden.push_back({MenteeId(0), MentorId(2)});
       }},
      {"id",
       [](Problem& p) {
         p.locked.push_back({MenteeId(-1), MentorId(0)});
       }},
      {"duplicate", [](Problem& p) { p.locked.push_back(p.locked.front()); }},
      {"locked", [](Problem& p) { p.locked.push_back(p.forbidden.front()); }},
      {"locked",
       [](Problem& p) {
         p.locked.push_back({MenteeId(2), MentorId(1)});
       }},
      {"overflow", [](Problem& p) { std::get<DenseTable>(p.points).units[0] = std::int64_t{1} << 60; }},
  };
  for (std::size_t number = 0; number < faults.size(); ++number) {
    Problem problem = sound_problem();
    faults[number].make(problem);
    EXPECT_EQ(rules(problem), std::vector<std::string>{faults[number].rule}) << "fault " << number;
  }
}

TEST(CheckProblem, FindsEachFaultOfASparseProblem) {
  const std::vector<Fault> faults = {
      {"shape", [](Problem& p) { std::get<SparseTable>(p.points).row_start.pop_back(); }},
      {"shape", [](Problem& p) { std::get<SparseTable>(p.points).units.pop_back(); }},
      {"shape", [](Problem& p) { std::get<SparseTable>(p.points).row_start[3] = 4; }},
      {"shape", [](Problem& p) { std::get<SparseTable>(p.points).row_start[1] = 5; }},
      {"id", [](Problem& p) { std::get<SparseTable>(p.points).mentor[1] = 2; }},
      {"order", [](Problem& p) { std::get<SparseTable>(p.points).mentor[1] = 0; }},
      {"overflow", [](Problem& p) { std::get<SparseTable>(p.points).units[1] = DenseTable::forbidden; }},
  };
  for (std::size_t number = 0; number < faults.size(); ++number) {
    Problem problem = sparse_problem();
    faults[number].make(problem);
    EXPECT_EQ(rules(problem), std::vector<std::string>{faults[number].rule}) << "fault " << number;
  }
}

TEST(CheckProblem, NamesPlaceAndValue) {
  Problem problem = sound_problem();
  problem.mentor_capacity[1] = {5, 2};
  const Findings findings = check(problem);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].column, "mentor_capacity[1]");
  EXPECT_EQ(findings[0].value, "5 to 2");
}

TEST(DigestOfAProblem, ChangesWithEveryPart) {
  const std::vector<std::function<void(Problem&)>> changes = {
      [](Problem&) {},
      [](Problem& p) { std::get<DenseTable>(p.points).units[0] = 9; },
      [](Problem& p) { p = sparse_problem(); },
      [](Problem& p) { p.mentee_capacity[0].most = 2; },
      [](Problem& p) { p.mentor_capacity[0].least = 1; },
      [](Problem& p) { p.forbidden.clear(); },
      [](Problem& p) { p.locked.clear(); },
      [](Problem& p) { p.mentee_groups[0].name = "other"; },
      [](Problem& p) { p.mentor_groups[0].pairs.most = 2; },
      [](Problem& p) { p.mentee_keys[0] = 1; },
      [](Problem& p) { p.mentor_keys[0] = 1; },
      [](Problem& p) { p.scale = 10; },
      [](Problem& p) { p.mentee_groups[1].members = {MenteeId(0)}; },
  };
  std::set<std::string> digests;
  for (const auto& change : changes) {
    Problem problem = sound_problem();
    change(problem);
    digests.insert(digest(problem));
  }
  EXPECT_EQ(digests.size(), changes.size());
  EXPECT_EQ(digest(sound_problem()), digest(sound_problem()));
}

TEST(DigestOfAProblem, IsThatOfTheSameCapacitiesHoweverTheyAreTold) {
  Problem problem{.mentees = 2, .mentors = 2, .points = DenseTable{{1, 2, 3, 4}}};
  const std::string usual = digest(problem);
  problem.mentor_capacity = {{0, 1}, {0, 1}};
  EXPECT_EQ(digest(problem), usual);
  problem.mentee_capacity = {{0, 1}, {0, 1}};
  EXPECT_EQ(digest(problem), usual);
  problem.mentee_capacity[1] = {1, 1};
  EXPECT_NE(digest(problem), usual);
}

TEST(SetPoints, ChoosesAScaleAndBoundsWhatRoundingMayCost) {
  Problem problem{.mentees = 2, .mentors = 2};
  set_points(problem, std::vector{1e-4, 3e-4, 3e-4, -std::numeric_limits<double>::infinity()});
  EXPECT_EQ(std::get<DenseTable>(problem.points).units, (std::vector<std::int64_t>{1, 3, 3, DenseTable::forbidden}));
  EXPECT_EQ(problem.scale, 10'000);
  EXPECT_EQ(problem.rounding, 0);
  set_points(problem, std::vector{0.25, 0.5, 0.75, 1.0}, 2);
  EXPECT_EQ(std::get<DenseTable>(problem.points).units, (std::vector<std::int64_t>{0, 1, 2, 2}));
  EXPECT_NEAR(problem.rounding, 2 * 2 * 0.25, 1e-9);
  EXPECT_GE(problem.rounding, 2 * 2 * 0.25);
  EXPECT_TRUE(check(problem).empty());
  Problem plain = problem;
  plain.rounding = 0;
  EXPECT_EQ(plain, problem);
  EXPECT_EQ(digest(plain), digest(problem));
}

TEST(SetPoints, FillsTheColumnsOfASparseTable) {
  Problem problem{.mentees = 2, .mentors = 2, .points = SparseTable{{0, 1, 2}, {1, 0}, {}}};
  set_points(problem, std::vector{0.5, -0.25});
  EXPECT_EQ(std::get<SparseTable>(problem.points).units, (std::vector<std::int64_t>{50, -25}));
  EXPECT_TRUE(check(problem).empty());
  EXPECT_THROW(set_points(problem, std::vector{-std::numeric_limits<double>::infinity(), 0.5}), InvalidInput);
}

TEST(SetPoints, RefusesWhatHasNoUnits) {
  Problem problem{.mentees = 1, .mentors = 1};
  EXPECT_THROW(set_points(problem, std::vector{std::nan("")}), InvalidInput);
  EXPECT_THROW(set_points(problem, std::vector{std::numeric_limits<double>::infinity()}), InvalidInput);
  EXPECT_THROW(set_points(problem, std::vector{1e300}), InvalidInput);
  EXPECT_THROW(set_points(problem, std::vector{1.0, 2.0}), InvalidInput);
  EXPECT_THROW(set_points(problem, std::vector{1.0}, 0), InvalidInput);
  EXPECT_THROW(set_points(problem, std::vector{1.0}, std::int64_t{1} << 62), InvalidInput);
  problem.mentees = -1;
  EXPECT_THROW(set_points(problem, std::vector{1.0}), InvalidInput);
  EXPECT_EQ(most_units({.mentees = 1, .mentors = 1}), (std::int64_t{1} << 62) / 5);
}

TEST(DigestOfAProblem, TellsAnyTwoTablesApart) {
  constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  // A long row, so that numbers stand on both sides of wherever they are hashed in parts.
  constexpr std::size_t length = 10'000;
  std::set<std::string> digests;
  std::size_t tables = 0;
  const auto add = [&](const std::vector<std::int64_t>& units) {
    digests.insert(
        digest({.mentees = 1, .mentors = static_cast<std::int32_t>(units.size()), .points = DenseTable{units}}));
    ++tables;
  };
  for (const std::int64_t all : {std::int64_t{0}, std::int64_t{1}, std::int64_t{255}, lowest, lowest + 1, highest}) {
    const std::vector<std::int64_t> row(length, all);
    add(row);
    add(std::vector<std::int64_t>(length + 1, all));
    for (const std::size_t place : {std::size_t{0}, std::size_t{4095}, std::size_t{4096}, length - 1}) {
      for (const std::int64_t other : {std::int64_t{-1}, std::int64_t{254}, std::int64_t{256}, highest - 1}) {
        std::vector<std::int64_t> changed = row;
        changed[place] = other;
        add(changed);
      }
    }
  }
  EXPECT_EQ(digests.size(), tables);
}

}  // namespace
}  // namespace pairwell
