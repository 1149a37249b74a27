// What all best matchings of small problems have in common, against a list of all that obey the rules. Seeds are fixed;
// a failure prints the seed.
#include "pairwell/match/common_core.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/match/match.hpp"
#include "support/all_sets.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::Admissible;
using support::Goodness;
using support::random_problem;
using support::Shape;

CommonCore by_listing(const Problem& problem, const Objective& objective) {
  const auto sets = support::all_sets(problem);
  Goodness best;
  for (const auto& set : sets) best = std::max(best, support::goodness(problem, objective, set));
  CommonCore core{.matchings = 0};
  std::map<Pair, std::int64_t> counts;
  for (const auto& set : sets) {
    if (support::goodness(problem, objective, set) != best) continue;
    ++core.matchings;
    for (const Admissible& one : set) ++counts[one.pair];
  }
  for (const auto& [pair, count] : counts) (count == core.matchings ? core.always : core.sometimes).push_back(pair);
  return core;
}

TEST(CommonCore, AgreesWithAListOfAllMatchings) {
  const Floor floor{Points(2)};
  const FewestChanges change{{{MenteeId(0), MentorId(0)}}};
  int compared = 0;
  int tied = 0;
  for (const Objective& objective :
       {default_objective(3), Objective{MostPairs{}}, Objective{MostPairs{}, BestWorst{}, MostPoints{}},
        Objective{MostPoints{}}, Objective{floor, MostPairs{}}, Objective{BestWorst{}}, Objective{MostPairs{}, change},
        Objective{MostPairs{}, Leximin{}}, Objective{RankMaximal{}}, Objective{MostPairs{}, Generous{}}}) {
    for (const Shape& shape : {Shape{.mentees = 4, .mentors = 4, .levels = 2, .percent_out = 40},
                               Shape{.mentees = 5, .mentors = 4, .levels = 1, .percent_out = 50, .locked = false},
                               Shape{.mentees = 7, .mentors = 7, .levels = 3, .percent_out = 75}}) {
      for (std::uint64_t seed = 0; seed < 50 && !::testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Problem problem = random_problem(seed, shape);
        if (problem.mentees == 0 || problem.mentors == 0) continue;
        if (support::admissible_pairs(problem).size() > 14) continue;
        const Matching matching = match(problem, objective, {.certificate = seed % 3 != 0});
        if (matching.status != Status::optimal) continue;
        const CommonCore expected = by_listing(problem, objective);
        const CommonCore found = common_core(problem, matching, 20'000);
        EXPECT_EQ(found, expected) << expected.matchings << " by listing, " << found.matchings;
        ++compared;
        if (expected.matchings > 1) ++tied;
        const std::int64_t few = std::min<std::int64_t>(expected.matchings / 2, 5);
        const CommonCore bounded = common_core(problem, matching, few);
        EXPECT_EQ(bounded.always, expected.always);
        EXPECT_EQ(bounded.sometimes, expected.sometimes);
        EXPECT_LE(bounded.matchings, expected.matchings);
        EXPECT_EQ(bounded.is_counted, expected.matchings == 1);
      }
    }
  }
  EXPECT_GT(compared, 300);
  EXPECT_GT(tied, 80);
}

}  // namespace
}  // namespace pairwell
