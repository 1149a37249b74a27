#include "pairwell/match/previous.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "pairwell/match/certificate.hpp"

namespace pairwell {
namespace {

constexpr std::uint64_t a = 11, b = 12, c = 13, d = 14, x = 21, y = 22;

Problem problem_of(std::vector<std::uint64_t> mentees, std::vector<std::uint64_t> mentors,
                   std::vector<std::int64_t> units) {
  return {.mentees = static_cast<std::int32_t>(mentees.size()),
          .mentors = static_cast<std::int32_t>(mentors.size()),
          .points = DenseTable{std::move(units)},
          .mentee_keys = std::move(mentees),
          .mentor_keys = std::move(mentors)};
}

/// a with x and b with y.
Problem four_with_two() { return problem_of({a, b, c, d}, {x, y}, {9, 0, 0, 9, 1, 1, 1, 1}); }

Pair pair(std::int32_t mentee, std::int32_t mentor) { return {MenteeId(mentee), MentorId(mentor)}; }

std::vector<std::string> rules_of(const Problem& before, const Matching& matching, const Problem& problem) {
  std::vector<std::string> rules;
  try {
    previous_pairs(before, matching, problem);
  } catch (const InvalidInput& fault) {
    for (const Finding& finding : fault.findings()) rules.push_back(finding.rule + " " + finding.column);
  }
  return rules;
}

TEST(PreviousPairs, FollowPeopleByTheirKeys) {
  const Problem before = four_with_two();
  const Matching matching = match(before);
  ASSERT_EQ(matching.pairs, (std::vector{pair(0, 0), pair(1, 1)}));
  const PreviousPairs now = previous_pairs(before, matching, problem_of({b, c, d}, {x, y}, {5, 5, 5, 5, 5, 5}));
  EXPECT_EQ(now.pairs, std::vector{pair(0, 1)});
  EXPECT_EQ(now.gone, std::vector{pair(0, 0)});
  const PreviousPairs turned =
      previous_pairs(before, matching, problem_of({d, c, b, a}, {y, x}, {9, 0, 0, 9, 1, 1, 1, 1}));
  EXPECT_EQ(turned.pairs, (std::vector{pair(2, 0), pair(3, 1)})) << "in order, whatever the order of the rows";
  EXPECT_TRUE(turned.gone.empty());
}

TEST(PreviousPairs, CountNobodyWhoLeftAsAChange) {
  const Problem before = four_with_two();
  const Problem problem = problem_of({b, c, d}, {x, y}, {9, 0, 0, 9, 1, 1});
  const PreviousPairs previous = previous_pairs(before, match(before), problem);
  const Matching matching = match(problem, {MostPairs{}, FewestChanges{previous.pairs}, MostPoints{}});
  EXPECT_EQ(matching.stages[1].value, 0);
  EXPECT_EQ(matching.pairs.front(), pair(0, 1)) << "b stays with y for fewer points";
}

TEST(PreviousPairs, GoByPositionWhereNeitherProblemHasKeys) {
  Problem before = four_with_two();
  before.mentee_keys.clear();
  const Matching matching = match(before);
  Problem problem = four_with_two();
  problem.mentee_keys.clear();
  problem.mentor_keys = {y, x};
  EXPECT_EQ(previous_pairs(before, matching, problem).pairs, (std::vector{pair(0, 1), pair(1, 0)}))
      << "mentors by key all the same";
  problem = problem_of({b, c, d}, {x, y}, {5, 5, 5, 5, 5, 5});
  problem.mentee_keys.clear();
  EXPECT_EQ(rules_of(before, matching, problem), std::vector<std::string>{"keys mentee_keys"});
}

TEST(PreviousPairs, AreRefusedWhereOnlyOneProblemHasKeys) {
  const Problem with = four_with_two();
  Problem without = with;
  without.mentee_keys.clear();
  without.mentor_keys.clear();
  const std::vector<std::string> both{"keys mentee_keys", "keys mentor_keys"};
  EXPECT_EQ(rules_of(with, match(with), without), both);
  EXPECT_EQ(rules_of(without, match(without), with), both);
}

TEST(PreviousPairs, AreAllGoneWhereNobodyIsLeft) {
  const Problem before = four_with_two();
  const PreviousPairs previous = previous_pairs(before, match(before), problem_of({}, {x, y}, {}));
  EXPECT_TRUE(previous.pairs.empty());
  EXPECT_EQ(previous.gone.size(), 2U);
}

TEST(PreviousPairs, AreThoseOfAMatchingOfTheEarlierProblem) {
  const Problem before = four_with_two();
  Problem other = before;
  other.mentee_keys = {b, a, c, d};
  const Matching matching = match(before);
  EXPECT_EQ(rules_of(other, matching, before), std::vector<std::string>{"digest "});
  Matching outside = matching;
  outside.pairs.push_back(pair(4, 0));
  EXPECT_EQ(rules_of(before, outside, before), std::vector<std::string>{"id "});
  Matching stopped;
  stopped.status = Status::time_limit;
  EXPECT_EQ(rules_of(before, stopped, before), std::vector<std::string>{"status "});
}

}  // namespace
}  // namespace pairwell
