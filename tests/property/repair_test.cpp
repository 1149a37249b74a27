// Repairs of small problems, one change after another, against a list of all that obey the rules. Seeds are fixed; a
// failure prints the seed.
#include "pairwell/match/repair.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/match/certificate.hpp"
#include "pairwell/match/match.hpp"
#include "support/all_sets.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::between;
using support::random_problem;
using support::Shape;

/// How many repairs were compared, and how many of them went by the proof.
struct Repaired {
  int all = 0;
  int from_proof = 0;
  int infeasible = 0;
};

Range random_range(Random& random) {
  const std::int32_t least = random.below(4) == 0 ? 1 : 0;
  return {least, random.below(6) == 0 ? Range::no_limit : between(random, least, 2)};
}

template <class GroupId, class Groups>
Arrival<GroupId> random_arrival(Random& random, std::int32_t others, const Groups& groups) {
  Arrival<GroupId> arrival{.pairs = random_range(random)};
  for (std::int32_t other = 0; other < others; ++other) {
    arrival.units.push_back(random.below(5) == 0 ? DenseTable::forbidden : between(random, -1, 5));
  }
  // The groups that somebody else is in lie in each other.
  if (!groups.empty() && !groups.front().members.empty() && random.below(2) == 0) {
    for (std::size_t group = 0; group < groups.size(); ++group) {
      if (std::ranges::count(groups[group].members, groups.front().members.back()) > 0) {
        arrival.groups.push_back(GroupId(static_cast<std::int32_t>(group)));
      }
    }
  }
  return arrival;
}

ProblemChange random_change(Random& random, const Problem& problem, const std::vector<Pair>& pairs) {
  const MenteeId mentee(between(random, 0, problem.mentees - 1));
  const MentorId mentor(between(random, 0, problem.mentors - 1));
  switch (random.below(8)) {
    case 0:
      return random.below(2) == 0 ? Withdrawal{mentee} : Withdrawal{mentor};
    case 1:
      return NewRange{mentee, random_range(random)};
    case 2:
      return NewRange{mentor, random_range(random)};
    case 3:
      if (!problem.mentee_groups.empty()) return NewRange{MenteeGroupId(0), {0, between(random, 0, 3)}};
      [[fallthrough]];
    case 4:
      if (!problem.mentor_groups.empty()) return NewRange{MentorGroupId(0), {between(random, 0, 1), 3}};
      [[fallthrough]];
    case 5:
      if (problem.mentees < 6 && random.below(2) == 0) {
        return random_arrival<MenteeGroupId>(random, problem.mentors, problem.mentee_groups);
      }
      if (problem.mentors < 6) {
        return random_arrival<MentorGroupId>(random, problem.mentees, problem.mentor_groups);
      }
      [[fallthrough]];
    default: {
      Veto veto{{mentee, mentor}};
      if (!pairs.empty() && random.below(3) > 0) veto.pair = pairs[random.below(pairs.size())];
      if (std::ranges::count(problem.locked, veto.pair) > 0) return NewRange{mentee, {0, 2}};
      return veto;
    }
  }
}

void agrees(const Repair& repair, const Problem& problem, const Objective& order, const std::vector<Pair>& old,
            Repaired& count) {
  const Matching& found = repair.matching;
  ++count.all;
  if (repair.is_from_proof) ++count.from_proof;
  const Verdict verdict = verify(problem, found);
  ASSERT_TRUE(verdict.holds) << verdict.failures.front();
  const Matching again = match(problem, order);
  ASSERT_EQ(found.status, again.status);
  EXPECT_EQ(found.digest, again.digest);
  if (found.status == Status::infeasible) {
    ++count.infeasible;
    return;
  }
  for (std::size_t stage = 0; stage < order.size(); ++stage) {
    EXPECT_EQ(found.stages[stage].value, again.stages[stage].value) << name(order[stage]);
    EXPECT_EQ(found.stages[stage].lost, again.stages[stage].lost);
    EXPECT_EQ(found.stages[stage].profile, again.stages[stage].profile);
  }
  std::vector<Pair> both = repair.kept;
  both.insert(both.end(), repair.gone.begin(), repair.gone.end());
  both.insert(both.end(), repair.moved.begin(), repair.moved.end());
  std::ranges::sort(both);
  EXPECT_EQ(both, old);
  both = repair.kept;
  both.insert(both.end(), repair.begun.begin(), repair.begun.end());
  std::ranges::sort(both);
  EXPECT_EQ(both, found.pairs);
  if (support::admissible_pairs(problem).size() > 14) return;
  std::vector<support::Goodness> all;
  for (const auto& set : support::all_sets(problem)) all.push_back(support::goodness(problem, order, set));
  EXPECT_EQ(support::goodness(problem, order, support::set_of(problem, found.pairs)), *std::ranges::max_element(all));
}

void repairs(const Shape& shape, const Objective& objective, RepairFirst first, std::uint64_t seeds, Repaired& count) {
  for (std::uint64_t seed = 0; seed < seeds && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = random_problem(seed, shape);
    if (problem.mentees == 0 || problem.mentors == 0) continue;
    const Matching before = match(problem, objective);
    if (before.status != Status::optimal) continue;
    Random random(1000 + seed);
    const RepairOptions options{.first = first, .digest = seed % 2 == 0};
    Repairer repairer(problem, before, options);
    std::vector<Pair> old = before.pairs;
    for (int step = 0; step < 5 && !::testing::Test::HasFailure(); ++step) {
      SCOPED_TRACE("step " + std::to_string(step));
      std::vector<ProblemChange> changes{random_change(random, problem, old)};
      make_changes(problem, changes);
      if (random.below(4) == 0) {
        changes.push_back(random_change(random, problem, old));
        make_changes(problem, {changes.back()});
      }
      Objective order = repair_objective(before, options);
      for (Stage& stage : order) {
        if (auto* fewest = std::get_if<FewestChanges>(&stage)) fewest->previous = old;
      }
      Repair repair = repairer.repair(changes);
      // Those who came late may be some when the table is asked for.
      if (options.digest || step % 3 == 2) {
        repair.matching = repairer.matching();
        EXPECT_EQ(repairer.problem(), problem);
        agrees(repair, problem, order, old, count);
      } else {
        EXPECT_TRUE(repair.matching.digest.empty());
      }
      if (repair.matching.status == Status::optimal) old = repair.matching.pairs;
    }
  }
}

TEST(Repair, IsTheBestOfTheChangedProblemAndProvesIt) {
  const Floor floor{Points(2)};
  Repaired count;
  for (const Objective& objective :
       {Objective{MostPairs{}, MostPoints{}}, default_objective(3), Objective{MostPoints{}},
        Objective{MostPairs{}, floor, BestWorst{}, MostPoints{}}, Objective{BestWorst{}, MostPoints{}, Lottery{5}},
        Objective{MostPoints{}, BestWorst{}}, Objective{MostPairs{}, MostPoints{}, Lottery{9}}}) {
    for (const RepairFirst first : {RepairFirst::changes, RepairFirst::objective}) {
      for (const Shape& shape :
           {Shape{.mentees = 4, .mentors = 4}, Shape{.mentees = 5, .mentors = 4, .levels = 12, .percent_out = 60},
            Shape{.mentees = 5, .mentors = 5, .levels = 3, .groups = false}}) {
        repairs(shape, objective, first, 60, count);
      }
    }
  }
  EXPECT_GT(count.all, 3'000);
  EXPECT_GT(count.from_proof, count.all / 2);
  EXPECT_GT(count.infeasible, 100);
}

TEST(Repair, IsSolvedAnewWhereStagesGoByLevels) {
  Repaired count;
  for (const Objective& objective : {Objective{MostPairs{}, Leximin{}}, Objective{RankMaximal{}, MostPoints{}}}) {
    repairs({.mentees = 4, .mentors = 4}, objective, RepairFirst::changes, 40, count);
  }
  EXPECT_GT(count.all, 100);
  EXPECT_EQ(count.from_proof, 0);
}

}  // namespace
}  // namespace pairwell
