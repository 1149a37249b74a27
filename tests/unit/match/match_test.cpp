#include "pairwell/match/match.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <set>
#include <stop_token>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/explain.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::out;

Problem dense(std::int32_t mentees, std::int32_t mentors, std::vector<std::int64_t> units) {
  Problem problem{.mentees = mentees, .mentors = mentors};
  problem.points = DenseTable{std::move(units)};
  return problem;
}

std::vector<Pair> pairs(std::initializer_list<std::pair<int, int>> list) {
  std::vector<Pair> result;
  for (const auto& [mentee, mentor] : list) result.push_back({MenteeId(mentee), MentorId(mentor)});
  return result;
}

Matching checked(const Problem& problem, const Objective& objective) {
  Matching matching = match(problem, objective);
  const Verdict verdict = verify(problem, matching);
  EXPECT_TRUE(verdict.holds) << (verdict.failures.empty() ? "" : verdict.failures.front());
  return matching;
}

TEST(Match, MostPointsTakesTheBestSum) {
  const Matching matching = checked(dense(2, 2, {10, 9, 8, 1}), {MostPoints{}});
  EXPECT_EQ(matching.pairs, pairs({{0, 1}, {1, 0}}));
  EXPECT_EQ(matching.points, Points(17));
  EXPECT_EQ(matching.stages.front().value, 17);
}

TEST(Match, MostPointsLeavesOutPairsThatCostPoints) {
  EXPECT_EQ(checked(dense(2, 2, {5, -1, -1, -3}), {MostPoints{}}).pairs, pairs({{0, 0}}));
}

TEST(Match, MostPairsComesBeforePointsWhereItStandsFirst) {
  const Problem problem = dense(2, 2, {100, 1, 1, out});
  EXPECT_EQ(checked(problem, {MostPairs{}, MostPoints{}}).points, Points(2));
  EXPECT_EQ(checked(problem, {MostPoints{}, MostPairs{}}).points, Points(100));
}

TEST(Match, FloorCountsPairsBelowIt) {
  const Problem problem = dense(2, 2, {9, 5, 5, 0});
  const Matching matching = checked(problem, {MostPairs{}, Floor{Points(4)}, MostPoints{}});
  EXPECT_EQ(matching.pairs, pairs({{0, 1}, {1, 0}}));
  EXPECT_EQ(matching.stages[1].value, 0);
  const Matching high = checked(problem, {MostPairs{}, Floor{Points(6)}, MostPoints{}});
  EXPECT_EQ(high.stages[1].value, 1) << "one pair of 9 and one of 0 is fewer below 6 than two of 5";
}

TEST(Match, BestWorstRaisesTheLowestPair) {
  const Matching matching = checked(dense(2, 2, {100, 40, 30, 10}), {MostPairs{}, BestWorst{}, MostPoints{}});
  EXPECT_EQ(matching.pairs, pairs({{0, 1}, {1, 0}}));
  EXPECT_EQ(matching.stages[1].value, 30);
}

TEST(Match, BestWorstHasNoValueWithoutPairs) {
  const Matching matching = checked(dense(1, 1, {out}), {MostPairs{}, BestWorst{}});
  EXPECT_EQ(matching.status, Status::optimal);
  EXPECT_EQ(matching.stages[0].value, 0);
  EXPECT_EQ(matching.stages[1].value, std::nullopt);
}

TEST(Match, LeximinLooksAtTheNextWorstPairToo) {
  // The worst pair is the same in both matchings; behind it stand 4 and 5, or 3 and 9.
  const Problem problem = dense(3, 3, {2, out, out, out, 4, 9, out, 3, 5});
  const StageResult stage = checked(problem, {MostPairs{}, Leximin{}}).stages[1];
  EXPECT_EQ(stage.value, 2);
  EXPECT_EQ(stage.profile, (std::vector<LevelCount>{{2, 1}, {4, 1}, {5, 1}}));
  EXPECT_EQ(checked(problem, {MostPairs{}, BestWorst{}, MostPoints{}}).points.units, 14);
}

TEST(Match, LeximinHasNoValueWithoutPairsThatCount) {
  Problem problem = dense(1, 1, {5});
  const Matching none = checked(problem, {Leximin{}});
  EXPECT_TRUE(none.pairs.empty());
  EXPECT_EQ(none.stages[0].value, std::nullopt);
  EXPECT_TRUE(none.stages[0].profile.empty());
  problem.locked = {{MenteeId(0), MentorId(0)}};
  EXPECT_EQ(match(problem, {Leximin{}}).stages[0].value, std::nullopt) << "a locked pair does not count";
}

/// Mentee 0 has the same first choice as mentee 1; mentee 2 takes what is left.
Problem ranked() { return dense(3, 3, {9, 8, 1, 9, 5, 3, 7, 7, 2}); }

TEST(Match, RankMaximalGivesAsManyFirstRanksAsCanBe) {
  const Matching matching = checked(ranked(), {MostPairs{}, RankMaximal{}});
  EXPECT_EQ(matching.stages[1].value, 2);
  EXPECT_EQ(matching.stages[1].profile, (std::vector<LevelCount>{{1, 2}, {3, 1}}));
}

TEST(Match, GenerousAvoidsTheWorstRanks) {
  // Somebody has to take mentor 2: only for mentee 2 is that no third rank.
  const Matching matching = checked(ranked(), {MostPairs{}, Generous{}});
  EXPECT_EQ(matching.stages[1].value, 2);
  EXPECT_EQ(matching.stages[1].profile, (std::vector<LevelCount>{{2, 2}, {1, 1}}));
  EXPECT_EQ(matching.pairs[2], (Pair{MenteeId(2), MentorId(2)}));
}

TEST(Match, RanksCountOnlyAdmissiblePairs) {
  Problem problem = ranked();
  problem.forbidden = {{MenteeId(0), MentorId(0)}, {MenteeId(1), MentorId(0)}};
  const Matching matching = checked(problem, {MostPairs{}, RankMaximal{}});
  EXPECT_EQ(matching.stages[1].profile, (std::vector<LevelCount>{{1, 2}, {2, 1}}));
}

TEST(Match, FewestChangesKeepsWhatItCanAndReportsWhatIsLost) {
  Problem problem = ranked();
  problem.forbidden = {{MenteeId(2), MentorId(2)}};
  const FewestChanges changes{pairs({{2, 2}, {1, 1}, {0, 2}})};
  const Matching matching = checked(problem, {MostPairs{}, changes, MostPoints{}});
  EXPECT_EQ(matching.stages[1].value, 1);
  EXPECT_EQ(matching.stages[1].lost, pairs({{2, 2}}));
  EXPECT_EQ(matching.pairs, pairs({{0, 2}, {1, 1}, {2, 0}}));
  EXPECT_NE(matching.digest, match(problem, {MostPairs{}, FewestChanges{}, MostPoints{}}).digest);
}

TEST(Match, CountsPreviousPairsOfThoseWithoutRoomAsLost) {
  const FewestChanges changes{pairs({{0, 0}, {1, 1}})};
  const auto lost = [&](const auto& change) {
    Problem problem = dense(3, 2, {9, 0, 0, 9, 1, 1});
    change(problem);
    return checked(problem, {MostPairs{}, changes}).stages[1].lost;
  };
  EXPECT_EQ(lost([](Problem&) {}), pairs({}));
  EXPECT_EQ(lost([](Problem& p) { p.mentee_capacity = {{0, 0}, {0, 1}, {0, 1}}; }), pairs({{0, 0}}));
  EXPECT_EQ(lost([](Problem& p) { p.mentor_capacity = {{0, 1}, {0, 0}}; }), pairs({{1, 1}}));
  EXPECT_EQ(lost([](Problem& p) {
              p.mentee_groups = {{"closed", {MenteeId(0), MenteeId(2)}, {0, 0}}};
            }),
            pairs({{0, 0}}));
  EXPECT_EQ(lost([](Problem& p) { p.locked = pairs({{2, 0}}); }), pairs({{0, 0}})) << "the mentor has one place";
  EXPECT_EQ(lost([](Problem& p) { p.locked = pairs({{0, 0}}); }), pairs({}));
}

TEST(Match, RefusesPreviousPairsThatCannotHaveBeen) {
  const Problem problem = ranked();
  for (const auto& previous : {pairs({{3, 0}}), pairs({{0, -1}}), pairs({{0, 0}, {0, 0}})}) {
    EXPECT_THROW(match(problem, {FewestChanges{previous}}), InvalidInput);
  }
}

/// A table in which nearly every pair has its own points.
Problem many_levels(std::int32_t people) {
  Random random(5);
  std::vector<std::int64_t> units;
  for (std::int32_t pair = 0; pair < people * people; ++pair) {
    units.push_back(static_cast<std::int64_t>(random.below(1'000'000'000)));
  }
  return dense(people, people, std::move(units));
}

TEST(Match, SettlesManyLevelsInFewSteps) {
  const Problem problem = many_levels(60);
  const Matching matching = checked(problem, {MostPairs{}, Leximin{}});
  const StageResult& leximin = matching.stages[1];
  EXPECT_EQ(leximin.profile.size(), 60U);
  EXPECT_LT(leximin.steps.size(), 30U);
  const Matching ranks = checked(problem, {MostPairs{}, RankMaximal{}});
  EXPECT_LT(ranks.stages[1].steps.size(), 15U);
}

TEST(Match, LotteryDecidesTiesBySeedOnly) {
  const Problem problem = dense(3, 3, std::vector<std::int64_t>(9, 7));
  std::set<std::vector<Pair>> drawn;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Matching matching = checked(problem, default_objective(seed));
    EXPECT_EQ(matching.pairs, match(problem, default_objective(seed)).pairs);
    drawn.insert(matching.pairs);
  }
  EXPECT_EQ(drawn.size(), 6U) << "every one of the 3! matchings is drawn by some seed";
}

TEST(Match, LotteryNeverSpoilsAStageBeforeIt) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    EXPECT_EQ(match(dense(2, 2, {3, 1, 1, 3}), default_objective(seed)).points, Points(6));
  }
}

TEST(Match, CapacitiesAreRangesOnBothSides) {
  Problem problem = dense(3, 2, {9, 1, 8, 1, 7, 1});
  problem.mentor_capacity = {{0, 2}, {0, 1}};
  EXPECT_EQ(checked(problem, default_objective()).pairs, pairs({{0, 0}, {1, 0}, {2, 1}}));
  problem.mentor_capacity = {{0, 3}, {2, 3}};
  EXPECT_EQ(checked(problem, {MostPoints{}}).points, Points(11)) << "the second mentor takes at least two";
  problem.mentee_capacity = {{2, 2}, {0, 1}, {0, 0}};
  EXPECT_EQ(checked(problem, {MostPoints{}}).pairs, pairs({{0, 0}, {0, 1}, {1, 1}}));
}

TEST(Match, GroupsNest) {
  Problem problem = dense(4, 4, std::vector<std::int64_t>(16, 5));
  problem.mentee_groups = {{.name = "Scotland", .members = {MenteeId(0), MenteeId(1), MenteeId(2)}, .pairs = {0, 2}},
                           {.name = "Glasgow", .members = {MenteeId(0), MenteeId(1)}, .pairs = {0, 1}}};
  problem.mentor_groups = {
      {.name = "all", .members = {MentorId(0), MentorId(1), MentorId(2), MentorId(3)}, .pairs = {3, 4}}};
  EXPECT_EQ(checked(problem, default_objective()).stages[0].value, 3);
  problem.mentee_groups[1].pairs = {2, 2};
  EXPECT_EQ(checked(problem, default_objective()).stages[0].value, 3);
  problem.mentee_groups[0].pairs = {0, 1};
  EXPECT_EQ(checked(problem, default_objective()).status, Status::infeasible);
}

TEST(Match, LockedPairsStayAndForbiddenOnesDoNot) {
  Problem problem = dense(2, 2, {9, 1, 1, 9});
  problem.locked = pairs({{0, 1}});
  EXPECT_EQ(checked(problem, default_objective()).pairs, pairs({{0, 1}, {1, 0}}));
  problem.locked.clear();
  problem.forbidden = pairs({{0, 0}, {0, 0}});
  EXPECT_EQ(checked(problem, default_objective()).pairs, pairs({{0, 1}, {1, 0}}));
}

TEST(Match, LockedPairsAreOutsideFloorAndWorst) {
  Problem problem = dense(2, 2, {1, 9, 9, 5});
  problem.locked = pairs({{0, 0}});
  const Matching matching = checked(problem, {MostPairs{}, Floor{Points(4)}, BestWorst{}});
  EXPECT_EQ(matching.stages[1].value, 0);
  EXPECT_EQ(matching.stages[2].value, 5);
}

TEST(Match, SaysWhyThereIsNoMatching) {
  Problem problem = dense(2, 1, {5, 5});
  problem.mentee_capacity = {{1, 1}, {1, 1}};
  const Matching matching = checked(problem, default_objective());
  EXPECT_EQ(matching.status, Status::infeasible);
  ASSERT_TRUE(matching.infeasibility.has_value());
  EXPECT_TRUE(matching.pairs.empty());
  EXPECT_TRUE(matching.stages.empty());
  EXPECT_EQ(matching.infeasibility->reason,
            "At least 2 pairs must be made (mentee 0 asks for at least 1; mentee 1 asks for at least 1), but no more "
            "than 1 can be (mentor 0 takes at most 1).");
}

TEST(Match, NamesNobodyWhoCouldBeSpared) {
  Problem problem = dense(4, 2, std::vector<std::int64_t>(8, 5));
  problem.mentee_capacity = {{1, 1}, {1, 1}, {1, 2}, {0, 1}};
  problem.locked = pairs({{3, 1}});
  problem.mentor_groups = {{.name = "one", .members = {MentorId(0)}, .pairs = {0, 4}}};
  const Matching matching = checked(problem, default_objective());
  ASSERT_TRUE(matching.infeasibility.has_value());
  const Infeasibility& why = *matching.infeasibility;
  std::int64_t asked = 0;
  for (const Claim& claim : why.asked) asked += claim.pairs;
  std::int64_t allowed = why.open_pairs;
  for (const Claim& claim : why.limits) allowed += claim.pairs;
  EXPECT_EQ(asked, allowed + 1);
  EXPECT_EQ(why.asked.size(), why.limits.size() + 1);
  EXPECT_EQ(in_words(why, problem), why.reason);
}

TEST(Match, NamesOnlyTheLockedPairsThatCollide) {
  Problem problem = dense(3, 2, std::vector<std::int64_t>(6, 5));
  problem.locked = pairs({{0, 0}, {1, 0}, {2, 1}});
  const Matching matching = checked(problem, default_objective());
  ASSERT_TRUE(matching.infeasibility.has_value());
  const std::vector<Claim> asked{{Pair{MenteeId(0), MentorId(0)}, 1}, {Pair{MenteeId(1), MentorId(0)}, 1}};
  EXPECT_EQ(matching.infeasibility->asked, asked);
  EXPECT_EQ(matching.infeasibility->limits, (std::vector<Claim>{{MentorId(0), 1}}));
}

TEST(Match, TriesEachRuleWhereSeveralPairsAreMissing) {
  // Three are asked for, and two pairs are all there are: what the mentors take is beside the point.
  Problem problem = dense(1, 2, {5, 5});
  problem.mentee_capacity = {{3, 3}};
  problem.mentor_capacity = {{0, 0}, {0, 0}};
  const Matching matching = checked(problem, default_objective());
  ASSERT_TRUE(matching.infeasibility.has_value());
  EXPECT_EQ(matching.infeasibility->reason,
            "At least 3 pairs must be made (mentee 0 asks for at least 3), but no more than 2 can be (only 2 pairs "
            "allowed).");
  // Without the group there would be both pairs, so it is tried and comes back.
  problem.mentee_capacity = {{2, 2}};
  problem.mentor_capacity = {{0, 1}, {0, 1}};
  problem.mentor_groups = {{.members = {MentorId(0), MentorId(1)}, .pairs = {0, 0}}};
  EXPECT_EQ(checked(problem, default_objective()).infeasibility->limits, (std::vector<Claim>{{MentorGroupId(0), 0}}));
}

TEST(Match, HasAnAnswerForNobody) {
  for (const auto& [mentees, mentors] : {std::pair{0, 0}, {0, 3}, {3, 0}}) {
    const Matching matching = checked(dense(mentees, mentors, {}), default_objective());
    EXPECT_EQ(matching.status, Status::optimal);
    EXPECT_TRUE(matching.pairs.empty());
    EXPECT_EQ(matching.stages[0].value, 0);
  }
}

TEST(Match, IsExactAtTheLargestPoints) {
  const std::int64_t large = (std::int64_t{1} << 62) / 8;  // 2 people a side and 4 terms more
  const Matching matching = checked(dense(2, 2, {large, large - 1, large - 1, large - 3}), {MostPoints{}});
  EXPECT_EQ(matching.points, Points(2 * large - 2));
  EXPECT_THROW(match(dense(1, 1, {std::int64_t{1} << 62})), InvalidInput);
}

TEST(Match, GoesByLevelsAtTheLargestPoints) {
  const std::int64_t large = (std::int64_t{1} << 62) / 8;
  const Problem problem = dense(2, 2, {large, -large, -large + 1, large - 3});
  EXPECT_EQ(checked(problem, {MostPairs{}, Leximin{}}).stages[1].value, large - 3);
  EXPECT_EQ(checked(problem, {MostPairs{}, Generous{}}).stages[1].value, 1);
}

TEST(Match, RefusesAnObjectiveThatIsEmptyOrRepeatsAStage) {
  const Problem problem = dense(1, 1, {1});
  EXPECT_THROW(match(problem, Objective{}), InvalidInput);
  EXPECT_THROW(match(problem, {MostPairs{}, MostPoints{}, MostPairs{}}), InvalidInput);
  EXPECT_THROW(match(problem, {Floor{Points(1)}, Floor{Points(2)}}), InvalidInput);
}

std::vector<std::string> warned_of(const Problem& problem, const Objective& objective) {
  std::vector<std::string> values;
  for (const Finding& finding : check(problem, objective)) {
    EXPECT_EQ(finding.severity, Severity::warning);
    EXPECT_EQ(finding.rule, "order");
    values.push_back(finding.value);
  }
  return values;
}

TEST(CheckObjective, WarnsOfStagesThatSayLessThanTheySeemTo) {
  using Names = std::vector<std::string>;
  Problem problem = dense(2, 2, {5, 1, 1, 5});
  EXPECT_EQ(warned_of(problem, {BestWorst{}, Leximin{}, Generous{}}), (Names{"best_worst", "leximin"}));
  EXPECT_EQ(warned_of(problem, {MostPoints{}, Leximin{}, MostPairs{}}), Names{"leximin"});
  EXPECT_EQ(warned_of(problem, {RankMaximal{}, Generous{}, BestWorst{}}), Names{});
  EXPECT_EQ(warned_of(problem, {MostPairs{}, Lottery{1}, Leximin{}, MostPoints{}}), (Names{"leximin", "most_points"}));
  EXPECT_EQ(warned_of(problem, default_objective()), Names{});
  problem.mentor_capacity = {{1, 1}, {1, 1}};
  EXPECT_EQ(warned_of(problem, {Leximin{}}), Names{}) << "the ranges settle how many pairs there are";
  EXPECT_EQ(checked(problem, {Leximin{}}).pairs.size(), 2U);
  problem.mentor_capacity.clear();
  problem.mentee_groups = {{"all", {MenteeId(0), MenteeId(1)}, {2, 2}}};
  EXPECT_EQ(warned_of(problem, {Leximin{}}), Names{});
  problem.mentee_groups = {{"one", {MenteeId(0)}, {1, 1}}};
  EXPECT_EQ(warned_of(problem, {Leximin{}}), Names{"leximin"});
}

TEST(CheckObjective, FindsWhatMatchThrowsFor) {
  const Problem problem = dense(1, 1, {1});
  EXPECT_TRUE(has_errors(check(problem, Objective{})));
  EXPECT_TRUE(has_errors(check(problem, {MostPairs{}, MostPairs{}})));
  EXPECT_TRUE(has_errors(check(problem, {FewestChanges{pairs({{1, 0}})}})));
  EXPECT_FALSE(has_errors(check(problem, {BestWorst{}}))) << "solved as it stands";
}

TEST(Match, NamesAllFaultsAtOnce) {
  Problem problem = dense(2, 2, {1, 2, 3});
  problem.mentee_capacity = {{0, 1}};
  problem.forbidden = pairs({{5, 0}});
  try {
    match(problem, Objective{});
    FAIL() << "a broken problem was solved";
  } catch (const InvalidInput& error) {
    EXPECT_EQ(error.findings().size(), 4U) << error.what();
  }
}

TEST(Match, StopsWhenAsked) {
  const Problem problem = support::random_problem(1, {.mentees = 40, .mentors = 40, .ranges = false, .groups = false});
  std::stop_source source;
  source.request_stop();
  MatchOptions options{.control = {.progress = {}, .stop = source.get_token()}};
  const Matching cancelled = match(problem, default_objective(), options);
  EXPECT_EQ(cancelled.status, Status::cancelled);
  EXPECT_TRUE(cancelled.pairs.empty());
  EXPECT_TRUE(cancelled.stages.empty());
  options.control = {.progress = {}, .stop = {}, .time_limit = std::chrono::nanoseconds(0)};
  EXPECT_EQ(match(problem, default_objective(), options).status, Status::time_limit);
}

TEST(Match, StopsWhileItReads) {
  // Checking, fingerprinting and listing take longer than progress waits.
  Problem problem{.mentees = 3000, .mentors = 3000};
  problem.points = DenseTable{std::vector<std::int64_t>(9'000'000, 7)};
  MatchOptions options;
  options.control.progress = [](const Progress& progress) { return progress.stage != "reading"; };
  const Matching matching = match(problem, {MostPoints{}}, options);
  EXPECT_EQ(matching.status, Status::cancelled);
  EXPECT_TRUE(matching.digest.empty());
  options.control = {.progress = {}, .stop = {}, .time_limit = std::chrono::nanoseconds(0)};
  std::get<DenseTable>(problem.points).units.pop_back();
  EXPECT_THROW(match(problem, {MostPoints{}}, options), InvalidInput) << "faults come before the clock";
}

TEST(Match, StopsInTheMiddleOfAStageByLevels) {
  const Problem problem = many_levels(1000);
  for (const Stage& stage : {Stage(Leximin{}), Stage(RankMaximal{}), Stage(Generous{})}) {
    bool seen = false;
    MatchOptions options;
    options.control.progress = [&](const Progress& progress) {
      seen = seen || progress.stage == name(stage);
      return progress.stage != name(stage);
    };
    const Matching matching = match(problem, {MostPairs{}, stage}, options);
    EXPECT_TRUE(seen) << name(stage);
    EXPECT_EQ(matching.status, Status::cancelled) << name(stage);
    ASSERT_EQ(matching.stages.size(), 1U) << name(stage) << ": what was settled by then is told";
    EXPECT_EQ(matching.stages[0].value, 1000) << name(stage);
    EXPECT_EQ(matching.pairs.size(), 1000U) << name(stage);
    EXPECT_TRUE(verify(problem, matching).holds) << name(stage) << ": with its proof";
  }
}

TEST(Match, FindsTheSameForAnyNumberOfThreads) {
  const Problem problem = many_levels(600);
  const Objective objective = default_objective(5);
  const Matching alone = match(problem, objective);
  for (const std::int32_t threads : {2, 3, 0}) {
    MatchOptions options;
    options.threads = threads;
    const Matching matching = match(problem, objective, options);
    EXPECT_EQ(matching.pairs, alone.pairs);
    EXPECT_EQ(matching.digest, alone.digest);
    for (std::size_t stage = 0; stage < objective.size(); ++stage) {
      EXPECT_EQ(matching.stages[stage].prices, alone.stages[stage].prices);
    }
  }
  MatchOptions negative;
  negative.threads = -1;
  EXPECT_THROW(match(problem, objective, negative), InvalidInput);
}

TEST(Match, ListsTheSamePairsForAnyNumberOfThreadsWhereSomeMayNotBe) {
  Problem problem = many_levels(700);
  problem.mentor_capacity.assign(700, {0, 2});
  // The first rows that a thread reads have pairs that may not be, and later ones learn from each other.
  for (std::int32_t mentee = 0; mentee < 700; mentee += 32) {
    problem.forbidden.push_back({MenteeId(mentee), MentorId(mentee % 7)});
  }
  const Objective objective{MostPoints{}};
  const Matching alone = match(problem, objective);
  for (std::int32_t again = 0; again < 4; ++again) {
    MatchOptions options;
    options.threads = 2 + again % 2;
    const Matching matching = match(problem, objective, options);
    EXPECT_EQ(matching.pairs, alone.pairs);
    EXPECT_EQ(matching.stages[0].prices, alone.stages[0].prices);
  }
}

TEST(Match, TellsHowFarEachStageHasCome) {
  std::vector<Progress> told;
  MatchOptions options;
  options.control.progress = [&](const Progress& progress) {
    told.push_back(progress);
    return true;
  };
  const Objective objective{MostPairs{}, BestWorst{}, Leximin{}, MostPoints{}, Lottery{}};
  EXPECT_EQ(match(many_levels(700), objective, options).status, Status::optimal);
  std::set<std::int64_t> different;
  for (std::size_t at = 0; at < told.size(); ++at) {
    const Progress& now = told[at];
    EXPECT_LE(now.done, now.total) << now.stage;
    if (now.done > 0) different.insert(now.done);
    if (at == 0 || told[at - 1].stage != now.stage) continue;
    EXPECT_GE(now.done, told[at - 1].done) << now.stage;
  }
  EXPECT_GT(different.size(), 2U);
}

TEST(Match, LeavesOutTheCertificateWhereAsked) {
  const Problem problem = dense(2, 2, {1, 2, 3, 4});
  const Matching with = match(problem);
  const Matching without = match(problem, default_objective(), {.certificate = false});
  EXPECT_EQ(with.pairs, without.pairs);
  EXPECT_EQ(with.digest, without.digest);
  for (const StageResult& stage : without.stages) EXPECT_EQ(stage.prices, Prices{});
  EXPECT_NE(with.stages[3].prices, Prices{});
}

TEST(Match, LeavesOutTheProofOfLevelsWhereAsked) {
  const Matching matching = match(ranked(), {MostPairs{}, Generous{}}, {.certificate = false});
  EXPECT_TRUE(matching.stages[1].steps.empty());
  EXPECT_EQ(matching.stages[1].profile.size(), 2U);
  EXPECT_FALSE(verify(ranked(), matching).holds);
}

TEST(Match, BearsManyEqualRows) {
  // A work of n^2 would run into the test's time-out.
  constexpr std::int32_t mentees = 40'000;
  Problem problem{.mentees = mentees, .mentors = 20};
  DenseTable table;
  for (std::int32_t cell = 0; cell < mentees * 20; ++cell) table.units.push_back(cell % 20 * 1000);
  problem.points = std::move(table);
  const Matching matching = match(problem, {MostPoints{}, Lottery{3}});
  EXPECT_EQ(matching.points.units, 190'000);
  EXPECT_TRUE(verify(problem, matching).holds);
}

TEST(Match, ReadsOnWhereTheBestColumnsShareAPriceThatIsTooHigh) {
  // One of the dear mentors may be had, and every mentee's list begins with dozens of them.
  for (const std::int32_t mentors : {80, 600}) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      SCOPED_TRACE(std::to_string(mentors) + " mentors, seed " + std::to_string(seed));
      Random random(seed);
      Problem problem{.mentees = 3, .mentors = mentors};
      DenseTable table;
      for (std::int32_t cell = 0; cell < 3 * mentors; ++cell) {
        table.units.push_back((cell % mentors < mentors / 2 ? 1000 : 0) + support::between(random, 0, 999));
      }
      problem.points = std::move(table);
      problem.mentor_groups = {{.name = "dear", .members = {}, .pairs = {0, 1}}};
      for (std::int32_t mentor = 0; mentor < mentors / 2; ++mentor) {
        problem.mentor_groups.front().members.emplace_back(mentor);
      }
      EXPECT_EQ(checked(problem, {MostPoints{}}).pairs.size(), 3U);
    }
  }
}

TEST(Match, ReachesTheSameFromAWarmStart) {
  std::size_t changed = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = support::random_problem(seed, {.mentees = 12, .mentors = 9, .levels = 40});
    const Objective objective = seed % 3 == 0   ? Objective{MostPoints{}}
                                : seed % 3 == 1 ? default_objective(seed)
                                                : Objective{MostPairs{}, Leximin{}, MostPoints{}};
    const Matching earlier = match(problem, objective);
    if (earlier.status != Status::optimal) continue;
    const Matching again = match(problem, objective, {.warm_start = &earlier});
    EXPECT_EQ(again.points, earlier.points);
    // A pair is vetoed, as conversations end; or points change.
    Random random(seed);
    if (seed % 2 == 0 && !earlier.pairs.empty()) problem.forbidden.push_back(earlier.pairs.front());
    if (auto* table = std::get_if<DenseTable>(&problem.points); seed % 2 == 1 && table != nullptr) {
      for (std::int64_t& units : table->units) units += units == out ? 0 : support::between(random, -5, 5);
    }
    problem.locked.clear();
    const Matching cold = match(problem, objective);
    const Matching warm = match(problem, objective, {.warm_start = &earlier});
    const Verdict verdict = verify(problem, warm);
    EXPECT_TRUE(verdict.holds) << (verdict.failures.empty() ? "" : verdict.failures.front());
    ASSERT_EQ(warm.status, cold.status);
    for (std::size_t stage = 0; stage < cold.stages.size(); ++stage) {
      EXPECT_EQ(warm.stages[stage].value, cold.stages[stage].value);
      EXPECT_EQ(warm.stages[stage].profile, cold.stages[stage].profile);
    }
    changed += cold.pairs != earlier.pairs ? 1 : 0;
  }
  EXPECT_GT(changed, 50U);
}

TEST(Match, IsNotMisledByAWarmStartOfAnotherProblem) {
  const Problem problem = dense(2, 2, {10, 9, 8, 1});
  Matching earlier = match(dense(2, 2, {1, 70, 2, 900}), {MostPoints{}});
  EXPECT_EQ(match(problem, {MostPoints{}}, {.warm_start = &earlier}).points, Points(17));
  earlier.stages.front().prices.mentee = {std::numeric_limits<std::int64_t>::max(), 0};
  EXPECT_EQ(match(problem, {MostPoints{}}, {.warm_start = &earlier}).points, Points(17));
}

TEST(Match, RefusesAWarmStartThatCannotBeOne) {
  const Problem problem = dense(2, 2, {10, 9, 8, 1});
  const auto rules_of = [&](const Matching& earlier) {
    try {
      match(problem, {MostPoints{}}, {.warm_start = &earlier});
    } catch (const InvalidInput& error) {
      std::set<std::string> messages;
      for (const Finding& finding : error.findings()) {
        EXPECT_EQ(finding.rule, "warm_start");
        messages.insert(finding.message);
      }
      return messages;
    }
    return std::set<std::string>{};
  };
  const Matching good = match(problem, {MostPoints{}});
  EXPECT_TRUE(rules_of(good).empty());
  Matching stopped = good;
  stopped.status = Status::cancelled;
  EXPECT_EQ(rules_of(stopped), std::set<std::string>{"only an optimal matching is a warm start"});
  Matching beyond = good;
  beyond.pairs.push_back({MenteeId(2), MentorId(0)});
  EXPECT_EQ(rules_of(beyond), std::set<std::string>{"a warm start has pairs of people in the problem only"});
  Matching other = good;
  other.stages.front().prices.mentor.push_back(0);
  EXPECT_EQ(rules_of(other),
            std::set<std::string>{"a warm start has a price for each person and group of the problem"});
}

TEST(Match, DigestNamesProblemObjectiveAndSeed) {
  const Problem problem = dense(2, 2, {1, 2, 3, 4});
  const std::set<std::string> digests = {
      match(problem, default_objective(1)).digest, match(problem, default_objective(2)).digest,
      match(problem, {MostPairs{}}).digest,        match(problem, {Floor{Points(1)}}).digest,
      match(problem, {Floor{Points(2)}}).digest,   match(dense(2, 2, {1, 2, 3, 5}), {MostPairs{}}).digest};
  EXPECT_EQ(digests.size(), 6U);
}

TEST(Match, RefusesALotteryWhoseTicketsMightOverflow) {
  constexpr std::int32_t people = 1 << 22;
  Problem problem{.mentees = people, .mentors = 1};
  problem.points = SparseTable{std::vector<std::int64_t>(people + 1, 0), {}, {}};
  EXPECT_THROW(match(problem, {MostPairs{}, Lottery{}}), InvalidInput);
  problem.mentees = 2;
  problem.points = SparseTable{{0, 0, 0}, {}, {}};
  EXPECT_EQ(match(problem, {MostPairs{}, Lottery{}}).status, Status::optimal);
}

}  // namespace
}  // namespace pairwell
