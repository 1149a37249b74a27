#include "pairwell/match/alternates.hpp"

#include <chrono>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "pairwell/match/certificate.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::out;

const MenteeId ana(0);
const MenteeId ben(1);
const MentorId xu(0);
const MentorId yates(1);

Problem two_for_alternates() {
  Problem problem{.mentees = 2, .mentors = 2};
  problem.points = DenseTable{{8000, 5000, 9000, 4000}};
  return problem;
}

const Names& names_of_alternates() {
  static const Names both{.mentee = {"Ana", "Ben"}, .mentor = {"Xu", "Yates"}};
  return both;
}

TEST(Alternates, SayHowMuchWorseEachIsAndWhoChanges) {
  const Problem problem = two_for_alternates();
  const Matching matching = match(problem, {MostPoints{}});
  const std::vector<Alternate> found = alternates(problem, matching, 10, names_of_alternates());
  ASSERT_EQ(found.size(), 6U);
  const Alternate& first = found.front();
  EXPECT_EQ(first.text, "This matching would mean 2 points fewer in all.");
  EXPECT_EQ(
      first.detail,
      "It ends mentee Ana with mentor Yates and mentee Ben with mentor Xu, and begins mentee Ben with mentor Yates "
      "and mentee Ana with mentor Xu; mentee Ben loses 5 points; mentor Xu loses 1 point; mentor Yates loses 1 "
      "point; mentee Ana gains 3 points.");
  EXPECT_EQ(first.matching.pairs, (std::vector<Pair>{{ana, xu}, {ben, yates}}));
  EXPECT_EQ(first.matching.points, Points(12000));
  EXPECT_EQ(first.matching.status, Status::optimal);
  EXPECT_EQ(first.matching.stages.at(0).value, 12000);
  EXPECT_TRUE(was_made_for(problem, first.matching));
  EXPECT_EQ(first.consequences.stage, 0U);
  EXPECT_EQ(first.consequences.cost, 2000);
  std::vector<std::int64_t> points;
  for (const Alternate& one : found) points.push_back(one.matching.points.units);
  EXPECT_EQ(points, (std::vector<std::int64_t>{12000, 9000, 8000, 5000, 4000, 0}));
}

TEST(Alternates, SayWhereOneIsAsGood) {
  Problem problem = two_for_alternates();
  problem.points = DenseTable{{1000, 1000, 1000, 1000}};
  const std::vector<Alternate> found = alternates(problem, match(problem, {MostPoints{}}), 1);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().text, "This matching is as good: the objective does not tell the two apart.");
  EXPECT_FALSE(found.front().consequences.stage);
}

TEST(Alternates, AreNoneWhereRulesAllowOneMatching) {
  Problem problem = two_for_alternates();
  problem.locked = {{ana, yates}, {ben, xu}};
  const Matching matching = match(problem);
  EXPECT_TRUE(alternates(problem, matching, 3).empty());
  const Problem nobody;
  const Matching none = match(nobody);
  EXPECT_TRUE(alternates(nobody, none, 3).empty());
}

TEST(Alternates, MayLowerTheWorstPairAtLast) {
  // The only other matchings have the pair of 1 point, so that their worst pair is lower.
  Problem problem = two_for_alternates();
  problem.points = DenseTable{{5000, 1000, 4000, 3000}};
  const Matching matching = match(problem, {MostPairs{}, BestWorst{}, MostPoints{}});
  const std::vector<Alternate> found = alternates(problem, matching, 1, names_of_alternates());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().text, "This matching would mean a worst pair lower by 2 points.");
}

TEST(Alternates, GoOnAfterAStop) {
  const Problem problem = two_for_alternates();
  const Matching matching = match(problem, {MostPoints{}});
  Alternates found(problem, matching);
  const Control late{.progress = {}, .stop = {}, .time_limit = std::chrono::nanoseconds(0)};
  try {
    found.next(late);
    FAIL() << "should have been stopped";
  } catch (const Stopped& stopped) {
    EXPECT_STREQ(stopped.what(), "alternates: the time limit passed (rule: time_limit)");
  }
  EXPECT_EQ(found.next()->matching.points, Points(12000));
  std::stop_source stop;
  stop.request_stop();
  const Control asked{.progress = {}, .stop = stop.get_token(), .time_limit = std::nullopt};
  EXPECT_THROW(found.next(asked), Stopped);
  Alternates moved = std::move(found);
  EXPECT_EQ(moved.next()->matching.points, Points(9000));
  EXPECT_THROW(Alternates(problem, matching, {}, late), Stopped);
}

TEST(Alternates, RefuseWhatHasNone) {
  const Problem problem = two_for_alternates();
  const Matching matching = match(problem);
  const auto rule = [](auto call) -> std::string {
    try {
      call();
    } catch (const InvalidInput& fault) {
      return fault.findings().front().rule;
    }
    return "none";
  };
  EXPECT_EQ(rule([&] { alternates(problem, matching, 0); }), "most");
  EXPECT_EQ(rule([&] { alternates(problem, matching, 1, {.mentee = {"Ana"}}); }), "shape");
  Problem other = problem;
  other.scale = 1;
  EXPECT_EQ(rule([&] { alternates(other, matching, 1); }), "digest");
  Problem barred{.mentees = 1, .mentors = 1, .points = DenseTable{{out}}, .mentee_capacity = {{1, 1}}};
  const Matching infeasible = match(barred);
  EXPECT_EQ(rule([&] { alternates(barred, infeasible, 1); }), "status");
  for (const bool certificate : {true, false}) {
    Matching worse = match(problem, {MostPoints{}}, {.certificate = certificate});
    worse.pairs = {{ana, xu}, {ben, yates}};
    worse.points = Points(12000);
    EXPECT_EQ(rule([&] { alternates(problem, worse, 1); }), "optimal");
    worse.stages[0].value = 12000;
    EXPECT_EQ(rule([&] { alternates(problem, worse, 1); }), "optimal");
  }
}

}  // namespace
}  // namespace pairwell
