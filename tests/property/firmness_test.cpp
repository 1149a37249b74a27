// How far the points of a pair may fall, and those of another must rise, against a list of all matchings at every
// number of points. Seeds are fixed; a failure prints the seed.
#include "pairwell/match/firmness.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/match/match.hpp"
#include "support/all_sets.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::Goodness;
using support::random_problem;
using support::Shape;

/// Whether a best matching has a pair once its units are others.
bool stays(Problem problem, const Objective& objective, const Pair& pair, std::int64_t units,
           const std::vector<std::vector<support::Admissible>>& sets) {
  std::get<DenseTable>(problem.points).units[at(pair.mentee.value * problem.mentors + pair.mentor.value)] = units;
  Goodness with;
  Goodness without;
  for (auto set : sets) {
    const auto own = std::ranges::find(set, pair, &support::Admissible::pair);
    if (own != set.end()) own->units = units;
    Goodness& best = own == set.end() ? without : with;
    best = std::max(best, support::goodness(problem, objective, set));
  }
  return with >= without;
}

TEST(Firmness, AgreesWithAListOfAllMatchingsAtEveryNumberOfPoints) {
  const Floor floor{Points(2)};
  const FewestChanges change{{{MenteeId(0), MentorId(0)}}};
  int always = 0;
  int firm = 0;
  int tight = 0;
  int lower = 0;  // where the worst pair falls before the pair leaves
  for (const Objective& objective :
       {default_objective(3), Objective{MostPoints{}}, Objective{MostPairs{}, floor, BestWorst{}, MostPoints{}},
        Objective{MostPairs{}, BestWorst{}, MostPoints{}}, Objective{BestWorst{}, floor, MostPoints{}, Lottery{5}},
        Objective{MostPairs{}, BestWorst{}, change, Lottery{1}}, Objective{floor, BestWorst{}, MostPairs{}},
        Objective{MostPoints{}, BestWorst{}}, Objective{MostPairs{}}, Objective{change, BestWorst{}, MostPoints{}}}) {
    for (const Shape& shape : {Shape{.mentees = 4, .mentors = 4, .levels = 4, .percent_out = 30},
                               Shape{.mentees = 3, .mentors = 4, .levels = 9, .percent_out = 10, .locked = false},
                               Shape{.mentees = 6, .mentors = 6, .levels = 6, .percent_out = 65}}) {
      for (std::uint64_t seed = 0; seed < 50 && !::testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Problem problem = random_problem(seed, shape);
        if (problem.mentees == 0 || problem.mentors == 0) continue;
        if (support::admissible_pairs(problem).size() > 13) continue;
        const Matching matching = match(problem, objective, {.certificate = seed % 4 != 0});
        if (matching.status != Status::optimal) continue;
        const auto sets = support::all_sets(problem);
        const std::vector<PairFirmness> found = firmness(problem, matching);
        ASSERT_EQ(found.size(), matching.pairs.size());
        for (std::size_t place = 0; place < found.size(); ++place) {
          const auto& [pair, units, least] = found[place];
          SCOPED_TRACE(to_string(pair));
          EXPECT_EQ(pair, matching.pairs[place]);
          if (std::ranges::count(problem.locked, pair) > 0) {
            EXPECT_FALSE(least);
            continue;
          }
          for (std::int64_t asked = units; asked >= -30; --asked) {
            ASSERT_EQ(!least || asked >= *least, stays(problem, objective, pair, asked, sets)) << asked;
          }
          ++(least ? firm : always);
          if (least == units) ++tight;
          if (least && *least < units - 2) ++lower;
        }
      }
    }
  }
  EXPECT_GT(always, 250);
  EXPECT_GT(firm, 250);
  EXPECT_GT(tight, 30);
  EXPECT_GT(lower, 70);
}

/// The units of a table times as many.
Problem grown(Problem problem, std::int64_t times) {
  for (std::int64_t& units : std::get<DenseTable>(problem.points).units) {
    if (units != DenseTable::forbidden) units *= times;
  }
  return problem;
}

TEST(PairRises, AgreeWithAListOfAllMatchings) {
  const Floor floor{Points(3)};
  const FewestChanges change{{{MenteeId(0), MentorId(0)}}};
  int out = 0;
  int rising = 0;
  int tied = 0;
  int over = 0;  // better by the worst pair
  for (const Objective& objective :
       {default_objective(3), Objective{MostPoints{}}, Objective{MostPairs{}, floor, BestWorst{}, MostPoints{}},
        Objective{MostPairs{}, floor, MostPoints{}}, Objective{BestWorst{}, floor, MostPoints{}, Lottery{5}},
        Objective{floor, BestWorst{}, MostPairs{}}, Objective{MostPoints{}, BestWorst{}}, Objective{MostPairs{}},
        Objective{BestWorst{}}, Objective{change, BestWorst{}, MostPoints{}},
        Objective{MostPairs{}, floor, change, MostPoints{}, Lottery{1}}}) {
    for (const Shape& shape : {Shape{.mentees = 4, .mentors = 4, .levels = 4, .percent_out = 30},
                               Shape{.mentees = 3, .mentors = 4, .levels = 9, .percent_out = 10, .locked = false},
                               Shape{.mentees = 6, .mentors = 6, .levels = 6, .percent_out = 65}}) {
      for (std::uint64_t seed = 0; seed < 40 && !::testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        // Numbers for which the searches have no room are solved for.
        const std::int64_t times = seed % 8 == 7 ? std::int64_t{1} << 54 : 1;
        const Problem problem = grown(random_problem(seed, shape), times);
        if (problem.mentees == 0 || problem.mentors == 0) continue;
        if (support::admissible_pairs(problem).size() > (times == 1 ? 13 : 9)) continue;
        const Matching matching = match(problem, objective, {.certificate = seed % 4 != 0});
        if (matching.status != Status::optimal) continue;
        const auto sets = support::all_sets(problem);
        const std::vector<PairRise> found = pair_rises(problem, matching);
        ASSERT_EQ(found.size() + matching.pairs.size(), support::admissible_pairs(problem).size());
        for (const auto& [pair, units, least] : found) {
          SCOPED_TRACE(to_string(pair) + " of " + std::to_string(units));
          ASSERT_EQ(std::ranges::count(matching.pairs, pair), 0);
          if (!least) {
            ASSERT_FALSE(stays(problem, objective, pair, most_units(problem), sets));
            ++out;
            continue;
          }
          ASSERT_GE(*least, units);
          ASSERT_TRUE(stays(problem, objective, pair, *least, sets)) << *least;
          if (*least > units) {
            ASSERT_FALSE(stays(problem, objective, pair, *least - 1, sets)) << *least;
          }
          ++(*least > units ? rising : tied);
          const auto worst = std::ranges::find_if(matching.stages, [](const StageResult& result) {
            return std::holds_alternative<BestWorst>(result.stage);
          });
          if (worst != matching.stages.end() && worst->value && *least == *worst->value + 1) ++over;
        }
      }
    }
  }
  EXPECT_GT(out, 250);
  EXPECT_GT(rising, 250);
  EXPECT_GT(tied, 30);
  EXPECT_GT(over, 30);
}

}  // namespace
}  // namespace pairwell
