// The matchings of small problems one after another, against a list of all that obey the rules. Seeds are fixed; a
// failure prints the seed.
#include "pairwell/match/alternates.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/match/match.hpp"
#include "support/all_sets.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::Admissible;
using support::all_sets;
using support::goodness;
using support::Goodness;
using support::random_problem;
using support::set_of;
using support::Shape;

/// How many matchings were compared.
struct Count {
  int told = 0;
  int tied = 0;
};

void comes_in_order(const Shape& shape, const Objective& objective, std::uint64_t seeds, std::size_t most,
                    Count& count) {
  for (std::uint64_t seed = 0; seed < seeds && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = random_problem(seed, shape);
    if (problem.mentees == 0 || problem.mentors == 0) continue;
    if (support::admissible_pairs(problem).size() > 14) continue;
    const Matching matching = match(problem, objective, {.certificate = seed % 4 != 1});
    if (matching.status != Status::optimal) continue;
    std::vector<Goodness> expected;
    for (const auto& set : all_sets(problem)) expected.push_back(goodness(problem, objective, set));
    std::ranges::sort(expected, std::greater{});
    std::set<std::vector<Pair>> seen{matching.pairs};
    ASSERT_EQ(goodness(problem, objective, set_of(problem, matching.pairs)), expected.front());
    Alternates alternates(problem, matching);
    const std::size_t until = std::min(expected.size(), most);
    for (std::size_t place = 1; place < until; ++place) {
      SCOPED_TRACE("place " + std::to_string(place));
      const auto told = alternates.next();
      ASSERT_TRUE(told.has_value());
      const Matching* next = &told->matching;
      EXPECT_EQ(next->status, Status::optimal);
      EXPECT_TRUE(seen.insert(next->pairs).second) << "told twice";
      const std::vector<Admissible> set = set_of(problem, next->pairs);
      ASSERT_EQ(set.size(), next->pairs.size());
      EXPECT_TRUE(support::obeys(problem, set));
      for (const Pair& pair : problem.locked) EXPECT_EQ(std::ranges::count(next->pairs, pair), 1);
      ASSERT_EQ(goodness(problem, objective, set), expected[place]);
      for (std::size_t stage = 0; stage < objective.size(); ++stage) {
        EXPECT_EQ(next->stages[stage].value, support::value_of(problem, objective[stage], set))
            << name(objective[stage]);
      }
      ++count.told;
      if (expected[place] == expected[place - 1]) ++count.tied;
    }
    if (until == expected.size()) {
      EXPECT_FALSE(alternates.next().has_value());
    }
  }
}

TEST(Alternates, ComeInTheOrderOfTheObjectiveAndAllOfThem) {
  const Floor floor{Points(2)};
  const FewestChanges change{{{MenteeId(0), MentorId(0)}}};
  Count count;
  for (const Objective& objective :
       {default_objective(3), Objective{MostPairs{}, floor, BestWorst{}, MostPoints{}}, Objective{MostPoints{}},
        Objective{BestWorst{}, MostPoints{}, Lottery{5}}, Objective{floor, BestWorst{}, MostPairs{}},
        Objective{MostPoints{}, BestWorst{}}, Objective{MostPairs{}}, Objective{Lottery{7}, BestWorst{}},
        Objective{MostPairs{}, BestWorst{}}, Objective{MostPairs{}, change, MostPoints{}}}) {
    for (const Shape& shape : {Shape{.mentees = 3, .mentors = 3}, Shape{.mentees = 4, .mentors = 3, .levels = 12},
                               Shape{.mentees = 5, .mentors = 5, .levels = 4, .percent_out = 55},
                               Shape{.mentees = 4, .mentors = 4, .levels = 30, .percent_out = 30, .groups = false}}) {
      comes_in_order(shape, objective, 40, 60, count);
    }
  }
  EXPECT_GT(count.told, 3'000);
  EXPECT_GT(count.tied, 600);
}

TEST(Alternates, ComeInOrderWhereStagesGoByLevels) {
  const FewestChanges change{{{MenteeId(0), MentorId(0)}}};
  Count count;
  for (const Objective& objective :
       {Objective{MostPairs{}, Leximin{}}, Objective{RankMaximal{}, MostPoints{}}, Objective{MostPairs{}, Generous{}},
        Objective{MostPairs{}, change, BestWorst{}, Leximin{}, Lottery{1}}}) {
    comes_in_order({.mentees = 4, .mentors = 3}, objective, 130, 12, count);
  }
  EXPECT_GT(count.told, 150);
}

}  // namespace
}  // namespace pairwell
