#include "pairwell/match/repair.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {
namespace {

constexpr Pair pair_at(std::int32_t mentee, std::int32_t mentor) { return {MenteeId(mentee), MentorId(mentor)}; }

/// Three mentees and three mentors: the best pairs are 0 with 0, 1 with 2 and 2 with 1.
Problem three_to_repair() {
  return {.mentees = 3, .mentors = 3, .points = DenseTable{{8, 5, 2, 9, 4, 6, 3, 7, 3}}, .scale = 1};
}

const Objective points_of_pairs{MostPairs{}, MostPoints{}};

void is_proved(Repairer& repairer) {
  const Verdict verdict = verify(repairer.problem(), repairer.matching());
  EXPECT_TRUE(verdict.holds) << verdict.failures.front();
}

TEST(Repair, SaysWhatStaysWhatIsGoneAndWhatIsMoved) {
  const Problem problem = three_to_repair();
  const Matching before = match(problem, points_of_pairs);
  ASSERT_EQ(before.pairs, (std::vector<Pair>{pair_at(0, 0), pair_at(1, 2), pair_at(2, 1)}));
  // One of the others must move: mentee 2 to mentor 2, and mentee 1 to mentor 1, or 0 and 2 with each other's.
  const Repair veto = repair(problem, before, {Veto{pair_at(2, 1)}});
  EXPECT_TRUE(veto.is_from_proof);
  EXPECT_EQ(veto.kept, (std::vector<Pair>{pair_at(0, 0)}));
  EXPECT_EQ(veto.gone, (std::vector<Pair>{pair_at(2, 1)}));
  EXPECT_EQ(veto.moved, (std::vector<Pair>{pair_at(1, 2)}));
  EXPECT_EQ(veto.begun, (std::vector<Pair>{pair_at(1, 1), pair_at(2, 2)}));
  EXPECT_EQ(veto.matching.points.units, 15);
  // With the objective first, as many change and there are 17 points.
  const Repair points = repair(problem, before, {Veto{pair_at(2, 1)}}, {.first = RepairFirst::objective});
  EXPECT_EQ(points.matching.points.units, 17);
  EXPECT_TRUE(points.kept.empty());
}

TEST(Repairer, TakesOneChangeAfterAnother) {
  Problem problem = three_to_repair();
  const Matching before = match(problem, points_of_pairs);
  Repairer repairer(std::move(problem), before);
  const Repair withdrawn = repairer.repair({Withdrawal{MenteeId(0)}});
  EXPECT_EQ(withdrawn.gone, (std::vector<Pair>{pair_at(0, 0)}));
  EXPECT_EQ(withdrawn.kept.size(), 2U);
  is_proved(repairer);
  const Repair arrived = repairer.repair({MenteeArrival{.units = {1, DenseTable::forbidden, 9}}});
  EXPECT_EQ(arrived.begun, (std::vector<Pair>{pair_at(3, 0)}));
  EXPECT_TRUE(arrived.moved.empty());
  is_proved(repairer);
  // Mentor 2 may take two, and nobody has to move for it.
  const Repair wider = repairer.repair({NewRange{MentorId(2), {0, 2}}});
  EXPECT_EQ(wider.kept.size(), 3U);
  const Repair mentor = repairer.repair({MentorArrival{.units = {5, 5, 5, 5}}, NewRange{MentorId(3), {1, 2}}});
  EXPECT_EQ(mentor.moved.size(), 1U);
  EXPECT_TRUE(mentor.is_from_proof);
  is_proved(repairer);
}

TEST(Repairer, KeepsTheOldPairsWhereNothingObeysTheRules) {
  Problem problem = three_to_repair();
  const Matching before = match(problem, points_of_pairs);
  Repairer repairer(std::move(problem), before);
  const Repair none = repairer.repair({NewRange{MentorId(0), {4, 4}}});
  EXPECT_EQ(none.matching.status, Status::infeasible);
  EXPECT_FALSE(none.is_from_proof);
  EXPECT_TRUE(none.kept.empty());
  is_proved(repairer);
  const Repair again = repairer.repair({NewRange{MentorId(0), {0, 1}}});
  EXPECT_EQ(again.kept, before.pairs);
  const Repair late = repairer.repair({}, {.progress = {}, .stop = {}, .time_limit = std::chrono::nanoseconds(0)});
  EXPECT_EQ(late.matching.status, Status::time_limit);
  EXPECT_EQ(repairer.repair({}).kept, before.pairs);
  is_proved(repairer);
}

TEST(Repairer, FreesLockedPairsOfWhoWithdraws) {
  Problem problem = three_to_repair();
  problem.locked = {pair_at(0, 2)};
  const Matching before = match(problem, points_of_pairs);
  Repairer repairer(std::move(problem), before);
  const Repair repaired = repairer.repair({Withdrawal{MentorId(2)}});
  EXPECT_EQ(repaired.gone, (std::vector<Pair>{pair_at(0, 2)}));
  EXPECT_TRUE(repairer.problem().locked.empty());
  EXPECT_TRUE(repaired.is_from_proof);
  is_proved(repairer);
}

TEST(RepairObjective, PutsChangesWhereTheyCount) {
  const Matching before = match(three_to_repair(), default_objective(3));
  const auto names = [](const Objective& order) {
    std::vector<std::string> all;
    for (const Stage& stage : order) all.push_back(name(stage));
    return all;
  };
  EXPECT_EQ(names(repair_objective(before)),
            (std::vector<std::string>{"most_pairs", "fewest_changes", "best_worst", "most_points", "lottery"}));
  EXPECT_EQ(names(repair_objective(before, {.first = RepairFirst::objective})),
            (std::vector<std::string>{"most_pairs", "best_worst", "most_points", "fewest_changes", "lottery"}));
  EXPECT_EQ(names(repair_objective(before, {.objective = {MostPoints{}}})),
            (std::vector<std::string>{"fewest_changes", "most_points"}));
  const Objective own = repair_objective(before, {.objective = {MostPoints{}, FewestChanges{}}});
  EXPECT_EQ(names(own), (std::vector<std::string>{"most_points", "fewest_changes"}));
  EXPECT_EQ(std::get<FewestChanges>(own.back()).previous, before.pairs);
}

TEST(MakeChanges, RefusesWhatCannotBeAndThenMakesNone) {
  Problem problem = three_to_repair();
  problem.locked = {pair_at(0, 0)};
  problem.mentee_groups = {{"region", {MenteeId(0), MenteeId(1)}, {0, 2}}, {"one", {MenteeId(0)}, {0, 1}}};
  const Problem before = problem;
  const auto rule = [&](const ProblemChange& change) -> std::string {
    try {
      make_changes(problem, {Veto{pair_at(2, 2)}, change});
    } catch (const InvalidInput& fault) {
      return fault.findings().front().rule;
    }
    return "none";
  };
  EXPECT_EQ(rule(Veto{pair_at(0, 3)}), "id");
  EXPECT_EQ(rule(Veto{pair_at(0, 0)}), "locked");
  EXPECT_EQ(rule(Withdrawal{MenteeId(-1)}), "id");
  EXPECT_EQ(rule(NewRange{MenteeGroupId(2), {0, 1}}), "id");
  EXPECT_EQ(rule(NewRange{MentorId(0), {2, 1}}), "range");
  EXPECT_EQ(rule(MenteeArrival{.units = {1, 2}}), "shape");
  EXPECT_EQ(rule(MenteeArrival{.units = {1, 2, 3}, .groups = {MenteeGroupId(1)}}), "nesting");
  EXPECT_EQ(rule(MenteeArrival{.units = {1, 2, 3}, .groups = {MenteeGroupId(0), MenteeGroupId(0)}}), "duplicate");
  EXPECT_EQ(rule(MentorArrival{.units = {1, 2, 3}, .key = 7}), "key");
  EXPECT_EQ(rule(MentorArrival{.units = {1, 2, std::int64_t{1} << 60}}), "overflow");
  EXPECT_EQ(problem, before);
  EXPECT_EQ(rule(MenteeArrival{.units = {1, 2, 3}, .groups = {MenteeGroupId(0)}}), "none");
  EXPECT_EQ(problem.mentees, 4);
}

TEST(Repairer, RefusesAMatchingThatIsNotTheBest) {
  const Problem problem = three_to_repair();
  Matching worse = match(problem, points_of_pairs);
  worse.stages.back().value = 1;
  EXPECT_THROW(Repairer(problem, worse), InvalidInput);
}

}  // namespace
}  // namespace pairwell
