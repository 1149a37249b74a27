#include "pairwell/match/firmness.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

const MenteeId ana(0);
const MenteeId ben(1);
const MentorId xu(0);
const MentorId yates(1);

Problem two_for_firmness() {
  Problem problem{.mentees = 2, .mentors = 2};
  problem.points = DenseTable{{8000, 5000, 9000, 4000}};
  return problem;
}

TEST(Firmness, IsWhereAnotherMatchingIsAsGood) {
  const Problem problem = two_for_firmness();
  const Matching matching = match(problem, {MostPairs{}, MostPoints{}});
  const std::vector<PairFirmness> expected{{{ana, yates}, 5000, 3000}, {{ben, xu}, 9000, 7000}};
  EXPECT_EQ(firmness(problem, matching), expected);
}

TEST(Firmness, EndsAtTheWorstPairOfTheOther) {
  // The other matching has a worst pair of 4 points and 12 in all. With 4 instead of 5 this one has as low a pair and
  // 13; with 4 instead of 9 it has as low a pair and 9.
  const Problem problem = two_for_firmness();
  const Matching matching = match(problem, {MostPairs{}, BestWorst{}, MostPoints{}});
  const std::vector<PairFirmness> expected{{{ana, yates}, 5000, 4000}, {{ben, xu}, 9000, 4001}};
  EXPECT_EQ(firmness(problem, matching), expected);
}

TEST(Firmness, HasNoEndWhereThePairIsNeeded) {
  Problem problem = two_for_firmness();
  problem.locked = {{ana, yates}};
  const std::vector<PairFirmness> locked = firmness(problem, match(problem, {MostPoints{}}));
  EXPECT_EQ(locked.at(0).least, std::nullopt);
  EXPECT_EQ(locked.at(1).least, 0);  // no pair has no points, too
  Problem only{.mentees = 1, .mentors = 1, .points = DenseTable{{3}}};
  EXPECT_EQ(firmness(only, match(only)).at(0).least, std::nullopt);
  EXPECT_TRUE(firmness(Problem{}, match(Problem{})).empty());
}

TEST(PairRises, EndWhereTheOtherMatchingIsAsGood) {
  const Problem problem = two_for_firmness();
  const std::vector<PairRise> by_points{{{ana, xu}, 8000, 10000}, {{ben, yates}, 4000, 6000}};
  EXPECT_EQ(pair_rises(problem, match(problem, {MostPairs{}, MostPoints{}})), by_points);
  // The worst pair is one of 5 points. With Ben and Yates at more than that the other matching is better at once; that
  // of Ana and Xu has 4 points beside it, whatever it has itself.
  const std::vector<PairRise> by_worst{{{ana, xu}, 8000, std::nullopt}, {{ben, yates}, 4000, 5001}};
  EXPECT_EQ(pair_rises(problem, match(problem, {MostPairs{}, BestWorst{}, MostPoints{}})), by_worst);
}

TEST(PairRises, HaveNoEndWhereARuleIsInTheWay) {
  Problem problem = two_for_firmness();
  problem.locked = {{ana, yates}};
  for (const PairRise& rise : pair_rises(problem, match(problem, {MostPoints{}}))) {
    EXPECT_EQ(rise.least, std::nullopt);
  }
  problem.locked = {};
  problem.forbidden = {{ana, xu}};
  EXPECT_EQ(pair_rises(problem, match(problem, {MostPoints{}})).size(), 1U);
  EXPECT_TRUE(pair_rises(Problem{}, match(Problem{})).empty());
}

TEST(Firmness, RefusesWhatHasNone) {
  const Problem problem = two_for_firmness();
  const auto rule = [](auto call) -> std::string {
    try {
      call();
    } catch (const InvalidInput& fault) {
      return fault.findings().front().rule;
    }
    return "none";
  };
  EXPECT_EQ(rule([&] { firmness(problem, match(problem, {MostPairs{}, Leximin{}})); }), "objective");
  EXPECT_EQ(rule([&] { pair_rises(problem, match(problem, {MostPairs{}, Leximin{}})); }), "objective");
  Problem other = problem;
  other.scale = 1;
  EXPECT_EQ(rule([&] { firmness(other, match(problem)); }), "digest");
  Matching worse = match(problem, {MostPoints{}});
  worse.stages[0].value = 1;
  EXPECT_EQ(rule([&] { firmness(problem, worse); }), "optimal");
  const Control late{.progress = {}, .stop = {}, .time_limit = std::chrono::nanoseconds(0)};
  EXPECT_THROW(firmness(problem, match(problem), late), Stopped);
  EXPECT_THROW(pair_rises(problem, match(problem), late), Stopped);
}

}  // namespace
}  // namespace pairwell
