// The engine against exhaustive search on small problems, against Boost.Graph on larger ones, and every answer against
// its certificate. Seeds are fixed; a failure prints the seed.
#include "pairwell/match/match.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/cohort/instances.hpp"
#include "pairwell/match/certificate.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::random_problem;
using support::Shape;

std::string failures(const Verdict& verdict) {
  std::string text;
  for (const std::string& failure : verdict.failures) text += failure + "\n";
  return text;
}

void agrees_with_exhaustive_search(const Shape& shape, const Objective& objective, std::uint64_t seeds) {
  int infeasible = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = random_problem(seed, shape);
    const auto best = support::best_of_all(problem, objective);
    const Matching matching = match(problem, objective);
    const Verdict verdict = verify(problem, matching);
    ASSERT_TRUE(verdict.holds) << failures(verdict);
    ASSERT_EQ(matching.status == Status::optimal, best.has_value());
    if (!best) {
      ++infeasible;
      continue;
    }
    for (std::size_t stage = 0; stage < objective.size(); ++stage) {
      ASSERT_EQ(matching.stages[stage].value, best->values[stage]) << name(objective[stage]);
      ASSERT_EQ(matching.stages[stage].profile, best->profiles[stage]) << name(objective[stage]);
    }
  }
  EXPECT_LT(infeasible, static_cast<int>(seeds));
}

TEST(Match, AgreesWithExhaustiveSearchOnTheDefaultObjective) {
  agrees_with_exhaustive_search({.mentees = 4, .mentors = 3}, default_objective(7), 1500);
}

TEST(Match, AgreesWithExhaustiveSearchOnWideProblems) {
  agrees_with_exhaustive_search({.mentees = 3, .mentors = 5, .percent_out = 45}, default_objective(3), 1000);
}

TEST(Match, AgreesWithExhaustiveSearchOnPlainAssignment) {
  agrees_with_exhaustive_search(
      {.mentees = 4, .mentors = 4, .percent_out = 10, .ranges = false, .groups = false, .locked = false},
      {MostPairs{}, MostPoints{}}, 500);
}

TEST(Match, AgreesWithExhaustiveSearchInEveryOrderOfStages) {
  const Shape shape{.mentees = 3, .mentors = 3, .percent_out = 10};
  const Floor floor{Points(2)};
  for (const Objective& objective :
       {Objective{MostPairs{}, floor, BestWorst{}, MostPoints{}, Lottery{1}},
        Objective{MostPoints{}, MostPairs{}, BestWorst{}}, Objective{floor, MostPairs{}, MostPoints{}, BestWorst{}},
        Objective{BestWorst{}, MostPairs{}, Lottery{2}}, Objective{Lottery{5}, MostPoints{}},
        Objective{MostPairs{}, MostPoints{}, BestWorst{}}}) {
    agrees_with_exhaustive_search(shape, objective, 200);
  }
}

TEST(Match, AgreesWithExhaustiveSearchOnStagesThatGoByLevels) {
  for (const Shape& shape : {Shape{.mentees = 4, .mentors = 3, .levels = 4}, Shape{.mentees = 3, .mentors = 4}}) {
    for (const Objective& objective :
         {Objective{MostPairs{}, Leximin{}, MostPoints{}, Lottery{1}}, Objective{MostPairs{}, BestWorst{}, Leximin{}},
          Objective{MostPairs{}, RankMaximal{}, MostPoints{}}, Objective{MostPairs{}, Generous{}, Lottery{3}},
          Objective{RankMaximal{}, Generous{}, Leximin{}}, Objective{Leximin{}, MostPairs{}},
          Objective{Generous{}, RankMaximal{}}, Objective{MostPoints{}, Leximin{}, RankMaximal{}, Generous{}},
          Objective{Floor{Points(2)}, RankMaximal{}, BestWorst{}, Generous{}}}) {
      agrees_with_exhaustive_search(shape, objective, 120);
    }
  }
}

/// Whether a pair could be besides the locked ones, for one group after another.
bool has_room(const Problem& problem, const Pair& pair) {
  if (std::ranges::count(problem.locked, pair) > 0) return true;
  const auto has_room_on = [&](const auto& capacity, const auto& groups, auto side) {
    const auto taken = [&](const auto& members) {
      return std::ranges::count_if(problem.locked,
                                   [&](const Pair& locked) { return std::ranges::count(members, locked.*side) > 0; });
    };
    const Range own = capacity.empty() ? Range{} : capacity[pairwell::at((pair.*side).value)];
    if (taken(std::vector{pair.*side}) >= own.most) return false;
    return std::ranges::none_of(groups, [&](const auto& group) {
      return std::ranges::count(group.members, pair.*side) > 0 && taken(group.members) >= group.pairs.most;
    });
  };
  return has_room_on(problem.mentee_capacity, problem.mentee_groups, &Pair::mentee) &&
         has_room_on(problem.mentor_capacity, problem.mentor_groups, &Pair::mentor);
}

TEST(Match, KeepsAsManyPreviousPairsAsExhaustiveSearch) {
  int changed = 0;
  int without_room = 0;
  for (std::uint64_t seed = 0; seed < 800; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = random_problem(seed, {.mentees = 4, .mentors = 3});
    Random random(seed);
    FewestChanges changes;
    std::vector<Pair> lost;
    const auto admissible = support::admissible_pairs(problem);
    for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
      if (problem.mentors == 0) break;
      changes.previous.insert(changes.previous.begin(),
                              {MenteeId(mentee), MentorId(support::between(random, 0, problem.mentors - 1))});
    }
    for (const Pair& pair : changes.previous) {
      const bool is_admissible = std::ranges::count(admissible, pair, &support::Admissible::pair) > 0;
      if (!is_admissible || !has_room(problem, pair)) lost.push_back(pair);
      if (is_admissible && !has_room(problem, pair)) ++without_room;
    }
    for (const Objective& objective : {Objective{MostPairs{}, changes, MostPoints{}}, Objective{changes, Generous{}}}) {
      const auto best = support::best_of_all(problem, objective);
      const Matching matching = match(problem, objective);
      const Verdict verdict = verify(problem, matching);
      ASSERT_TRUE(verdict.holds) << failures(verdict);
      ASSERT_EQ(matching.status == Status::optimal, best.has_value());
      for (std::size_t stage = 0; best && stage < objective.size(); ++stage) {
        ASSERT_EQ(matching.stages[stage].value, best->values[stage]) << name(objective[stage]);
        ASSERT_EQ(matching.stages[stage].profile, best->profiles[stage]) << name(objective[stage]);
        if (!std::holds_alternative<FewestChanges>(objective[stage])) continue;
        ASSERT_EQ(matching.stages[stage].lost, lost);
        if (matching.stages[stage].value > 0) ++changed;
      }
    }
  }
  EXPECT_GT(changed, 300);
  EXPECT_GT(without_room, 100);
}

TEST(Match, HoldsItsProofForLevelsOnLargerProblems) {
  // Many levels and few people, so that levels are passed over and several are settled in a step.
  std::size_t steps = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = random_problem(seed, {.mentees = 30,
                                                  .mentors = 25,
                                                  .levels = seed % 2 == 0 ? 1000 : 20,
                                                  .ranges = false,
                                                  .groups = false,
                                                  .locked = false});
    for (const Objective& objective : {Objective{MostPairs{}, Leximin{}, Lottery{seed}}, Objective{RankMaximal{}},
                                       Objective{MostPairs{}, Generous{}, MostPoints{}}}) {
      const Matching matching = match(problem, objective);
      const Verdict verdict = verify(problem, matching);
      ASSERT_TRUE(verdict.holds) << failures(verdict);
      for (const StageResult& result : matching.stages) steps += result.steps.size();
    }
  }
  EXPECT_GT(steps, 150U);
}

TEST(Match, AgreesWithBoostGraphOnLargerProblems) {
  int feasible = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = random_problem(seed, {.mentees = 25, .mentors = 20, .levels = 100, .percent_out = 40});
    for (const bool count_pairs : {false, true}) {
      const auto expected = support::reference_total(problem, count_pairs);
      const Matching matching =
          match(problem,
                count_pairs ? Objective{MostPairs{}, BestWorst{}, MostPoints{}, Lottery{}} : Objective{MostPoints{}});
      ASSERT_EQ(matching.status == Status::optimal, expected.has_value());
      if (expected) {
        ASSERT_EQ(matching.stages.front().value, expected);
        ++feasible;
      }
      const Verdict verdict = verify(problem, matching);
      ASSERT_TRUE(verdict.holds) << failures(verdict);
    }
  }
  EXPECT_GT(feasible, 50);
}

TEST(Match, AgreesWithBoostGraphsMaximumWeightedMatching) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = random_problem(seed, {.mentees = 40,
                                                  .mentors = 30,
                                                  .levels = 1000,
                                                  .percent_out = 50,
                                                  .ranges = false,
                                                  .groups = false,
                                                  .locked = false});
    std::vector<WeightedPair> pairs;
    for (const auto& one : support::admissible_pairs(problem)) pairs.push_back({one.pair, one.units});
    std::int64_t expected = 0;
    for (const Pair& chosen : reference_matching(problem.mentees, problem.mentors, pairs)) {
      expected += std::ranges::find_if(pairs, [&](const WeightedPair& one) { return one.pair == chosen; })->units;
    }
    EXPECT_EQ(match(problem, {MostPoints{}}).points.units, expected);
  }
}

/// The same problem with its people in another order, and keys that travel with them.
Problem relabelled(const Problem& problem, const std::vector<std::int32_t>& mentee_to,
                   const std::vector<std::int32_t>& mentor_to) {
  Problem other{.mentees = problem.mentees, .mentors = problem.mentors};
  const auto& units = std::get<DenseTable>(problem.points).units;
  DenseTable table{std::vector<std::int64_t>(units.size())};
  const auto at = [&](std::int32_t mentee, std::int32_t mentor) {
    return pairwell::at(mentee * problem.mentors + mentor);
  };
  other.mentee_keys.resize(pairwell::at(problem.mentees));
  other.mentor_keys.resize(pairwell::at(problem.mentors));
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    other.mentee_keys[pairwell::at(mentee_to[pairwell::at(mentee)])] = static_cast<std::uint64_t>(mentee);
  }
  for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
    other.mentor_keys[pairwell::at(mentor_to[pairwell::at(mentor)])] = static_cast<std::uint64_t>(mentor);
  }
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
      table.units[at(mentee_to[pairwell::at(mentee)], mentor_to[pairwell::at(mentor)])] = units[at(mentee, mentor)];
    }
  }
  other.points = table;
  return other;
}

TEST(Match, DoesNotDependOnTheOrderOfRows) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = random_problem(
        seed, {.mentees = 12, .mentors = 12, .levels = 3, .ranges = false, .groups = false, .locked = false});
    problem.forbidden.clear();
    Random random(seed + 1000);
    std::vector<std::int32_t> mentee_to(pairwell::at(problem.mentees));
    std::vector<std::int32_t> mentor_to(pairwell::at(problem.mentors));
    std::iota(mentee_to.begin(), mentee_to.end(), 0);
    std::iota(mentor_to.begin(), mentor_to.end(), 0);
    random.shuffle(std::span<std::int32_t>(mentee_to));
    random.shuffle(std::span<std::int32_t>(mentor_to));
    std::vector<Pair> moved;
    for (const Pair& pair : match(problem).pairs) {
      moved.push_back(
          {MenteeId(mentee_to[pairwell::at(pair.mentee.value)]), MentorId(mentor_to[pairwell::at(pair.mentor.value)])});
    }
    std::ranges::sort(moved);
    EXPECT_EQ(match(relabelled(problem, mentee_to, mentor_to)).pairs, moved);
  }
}

TEST(Match, GivesTheSameForDenseAndSparseTables) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem dense = random_problem(seed, {.mentees = 10, .mentors = 8});
    Problem sparse = dense;
    sparse.points = support::to_sparse(std::get<DenseTable>(dense.points), dense.mentees, dense.mentors);
    const Matching expected = match(dense);
    const Matching matching = match(sparse);
    EXPECT_EQ(matching.status, expected.status);
    EXPECT_EQ(matching.pairs, expected.pairs);
  }
}

/// Rows so long that lists hold a small part of them, with many ties, and groups at their limits.
TEST(Match, IsProvedWhereRowsAreReadInParts) {
  const auto expect_proved = [](const Problem& problem, const Objective& objective) {
    const Matching matching = match(problem, objective);
    ASSERT_EQ(matching.status, Status::optimal);
    const Verdict verdict = verify(problem, matching);
    EXPECT_TRUE(verdict.holds) << verdict.failures.front();
  };
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    for (const DenseClass kind : {DenseClass::mentoring, DenseClass::integers_100, DenseClass::zero_one}) {
      for (const auto& [rows, columns] : {std::pair{300, 300}, std::pair{300, 200}, std::pair{200, 300}}) {
        SCOPED_TRACE(to_string(kind) + ", seed " + std::to_string(seed) + ", " + std::to_string(rows) + " rows");
        const DenseInstance instance = dense_instance(kind, {.rows = rows, .columns = columns, .seed = seed});
        Problem problem{.mentees = rows, .mentors = columns};
        DenseTable table;
        for (const std::int64_t cost : std::get<0>(instance.costs)) table.units.push_back(100 - cost);
        problem.points = std::move(table);
        expect_proved(problem, {MostPairs{}, MostPoints{}});
        expect_proved(problem, {MostPoints{}});
      }
    }
    for (const std::int64_t degree : {0, 12}) {
      for (const std::int64_t nations : {0, 2}) {
        SCOPED_TRACE("seed " + std::to_string(seed) + ", degree " + std::to_string(degree));
        const Problem problem =
            capacitated_instance({.mentees = 400, .mentors = 100, .degree = degree, .nations = nations, .seed = seed})
                .problem;
        expect_proved(problem, {MostPoints{}});
        expect_proved(problem, {MostPairs{}, BestWorst{}, MostPoints{}, Lottery{seed}});
      }
    }
  }
}

}  // namespace
}  // namespace pairwell
