#include "pairwell/match/common_core.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

/// Everybody is worth the same to everybody.
Problem all_alike(std::int32_t mentees, std::int32_t mentors) {
  Problem problem{.mentees = mentees, .mentors = mentors};
  problem.points = DenseTable{std::vector<std::int64_t>(at(mentees) * at(mentors), 1000)};
  return problem;
}

TEST(CommonCore, HasEveryPairWhereALotteryDraws) {
  const Problem problem = all_alike(3, 3);
  const Matching matching = match(problem);
  const CommonCore core = common_core(problem, matching);
  EXPECT_EQ(core.always, matching.pairs);
  EXPECT_TRUE(core.sometimes.empty());
  EXPECT_EQ(core.matchings, 1);
  EXPECT_TRUE(core.is_counted);
}

TEST(CommonCore, CountsMatchingsThatAreAsGood) {
  const Problem three = all_alike(3, 3);
  const CommonCore core = common_core(three, match(three, {MostPairs{}, MostPoints{}}));
  EXPECT_TRUE(core.always.empty());
  EXPECT_EQ(core.sometimes.size(), 9U);
  EXPECT_EQ(core.matchings, 6);
  const Problem seven = all_alike(7, 7);
  EXPECT_EQ(common_core(seven, match(seven, {MostPairs{}}), 10'000).matchings, 5040);
  const Problem many = all_alike(1, 500);
  const CommonCore choices = common_core(many, match(many, {MostPairs{}}));
  EXPECT_EQ(choices.matchings, 500);
  EXPECT_TRUE(choices.is_counted);
}

TEST(CommonCore, MultipliesWhatDoesNotHangTogether) {
  // Ten times two people who may have each other's partners: 2 to the power of 10.
  Problem problem{.mentees = 20, .mentors = 20};
  std::vector<std::int64_t> units(400, DenseTable::forbidden);
  for (std::size_t mentee = 0; mentee < 20; ++mentee) {
    for (std::size_t mentor = mentee / 2 * 2; mentor < mentee / 2 * 2 + 2; ++mentor) units[mentee * 20 + mentor] = 5;
  }
  problem.points = DenseTable{units};
  EXPECT_EQ(common_core(problem, match(problem, {MostPairs{}}), 2'000).matchings, 1024);
}

TEST(CommonCore, SaysAtLeastHowManyWhereTheyAreNotCounted) {
  const Problem problem = all_alike(30, 30);
  const Matching matching = match(problem, {MostPairs{}});
  const CommonCore core = common_core(problem, matching);
  EXPECT_FALSE(core.is_counted);
  EXPECT_GE(core.matchings, 1'000);
  EXPECT_EQ(core.sometimes.size(), 900U);
  const CommonCore none = common_core(problem, matching, 0);
  EXPECT_FALSE(none.is_counted);
  EXPECT_EQ(none.matchings, 841);  // of 900 - 61 + 1 dimensions at least, and so with one corner more
}

TEST(CommonCore, RefusesWhatIsNoBestMatching) {
  const Problem problem = all_alike(2, 2);
  const Matching matching = match(problem);
  const auto rule = [](auto call) -> std::string {
    try {
      call();
    } catch (const InvalidInput& fault) {
      return fault.findings().front().rule;
    }
    return "none";
  };
  EXPECT_EQ(rule([&] { common_core(problem, matching, -1); }), "most");
  EXPECT_EQ(rule([&] { common_core(problem, matching, most_counted + 1); }), "most");
  EXPECT_EQ(rule([&] { common_core(all_alike(2, 3), matching); }), "digest");
  Matching worse = match(problem, {MostPoints{}});
  worse.stages[0].value = 1;
  EXPECT_EQ(rule([&] { common_core(problem, worse); }), "optimal");
  const Control late{.progress = {}, .stop = {}, .time_limit = std::chrono::nanoseconds(0)};
  EXPECT_THROW(common_core(problem, matching, 10, late), Stopped);
}

}  // namespace
}  // namespace pairwell
