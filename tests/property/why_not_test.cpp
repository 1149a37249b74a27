// Why a pair is not, or is: the answers by exchange against matchings that the kernel makes anew with the pair held in
// or out. Seeds are fixed; a failure prints the seed.
#include "pairwell/match/why_not.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "match/solve.hpp"
#include "pairwell/match/match.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::random_problem;
using support::Shape;

/// How many answers of each kind were compared.
struct Count {
  int prices = 0;
  int impossible = 0;
  int possible = 0;
  int lower_worst = 0;   ///< Whose matching has a lower worst pair than before,
  int higher_worst = 0;  ///< and whose has a higher one, since an earlier stage is worse.
};

Matching solved_anew(const Problem& problem, const Objective& objective, const Pair& pair, bool is_in) {
  Problem held = problem;
  if (is_in) held.locked.push_back(pair);
  const HeldPair one{.pair = pair, .is_in = is_in};
  return solve(held, objective, {.certificate = false}, {&one, 1});
}

void expect_same_rules(const Infeasibility& told, const Infeasibility& anew) {
  // Which rules collide does not depend on how that was found.
  EXPECT_EQ(told.asked, anew.asked);
  EXPECT_EQ(told.limits, anew.limits);
  EXPECT_EQ(told.open_pairs, anew.open_pairs);
}

void expect_same(const Matching& matching, const Consequences& told, const Matching& anew, Count& count) {
  ASSERT_EQ(anew.status, Status::optimal);
  ASSERT_EQ(told.stages.size(), anew.stages.size());
  for (std::size_t stage = 0; stage < anew.stages.size(); ++stage) {
    EXPECT_EQ(told.stages[stage].after, anew.stages[stage].value) << name(anew.stages[stage].stage);
    EXPECT_EQ(told.stages[stage].profile_after, anew.stages[stage].profile);
    if (!std::holds_alternative<BestWorst>(anew.stages[stage].stage)) continue;
    if (anew.stages[stage].value < matching.stages[stage].value) ++count.lower_worst;
    if (anew.stages[stage].value > matching.stages[stage].value) ++count.higher_worst;
  }
  // Where a lottery comes last there is one best matching.
  if (!std::holds_alternative<Lottery>(anew.stages.back().stage)) return;
  EXPECT_EQ(told.pairs, anew.pairs);
  EXPECT_EQ(told.points, anew.points);
}

/// All at once, beside one by one.
void expect_same_at_once(const Problem& problem, const Matching& matching) {
  const AllExplained all = explain_all(problem, matching);
  ASSERT_EQ(all.pairs.size(), matching.pairs.size());
  const bool has_one_best = std::holds_alternative<Lottery>(matching.stages.back().stage);
  for (std::size_t place = 0; place < matching.pairs.size(); ++place) {
    SCOPED_TRACE(to_string(matching.pairs[place]));
    const PairExplanation& own = all.pairs[place];
    const PairExplanation one = explain(problem, matching, matching.pairs[place].mentee, matching.pairs[place].mentor);
    EXPECT_EQ(own.points, one.points);
    EXPECT_EQ(own.is_locked, one.is_locked);
    EXPECT_EQ(own.of_mentee, one.of_mentee);
    EXPECT_EQ(own.of_mentor, one.of_mentor);
    EXPECT_EQ(own.text, one.text);
    ASSERT_EQ(own.without.has_value(), one.without.has_value());
    if (!own.without) continue;
    EXPECT_EQ(own.without->stage, one.without->stage);
    EXPECT_EQ(own.without->cost, one.without->cost);
    EXPECT_EQ(own.without->stages, one.without->stages);
    EXPECT_TRUE(own.without->pairs.empty());
    // The chain is what the two matchings differ by.
    std::vector<Pair> otherwise = matching.pairs;
    for (const ChainStep& step : own.without->chain) {
      if (step.begins) otherwise.push_back(step.pair);
      if (!step.begins) std::erase(otherwise, step.pair);
    }
    if (!has_one_best) continue;
    std::ranges::sort(otherwise);
    EXPECT_EQ(otherwise, one.without->pairs);
    EXPECT_EQ(own.without->points, one.without->points);
    EXPECT_EQ(own.without->chain, one.without->chain);
    EXPECT_EQ(own.without->mentees, one.without->mentees);
    EXPECT_EQ(own.without->mentors, one.without->mentors);
    EXPECT_EQ(own.detail, one.detail);
  }
  const AllUnmatched unmatched = why_unmatched_all(problem, matching);
  ASSERT_EQ(all.unmatched.mentees.size(), unmatched.mentees.size());
  ASSERT_EQ(all.unmatched.mentors.size(), unmatched.mentors.size());
  for (const auto& [mentee, why] : unmatched.mentees) EXPECT_EQ(all.unmatched.mentees.at(mentee).text, why.text);
  for (const auto& [mentor, why] : unmatched.mentors) EXPECT_EQ(all.unmatched.mentors.at(mentor).text, why.text);
}

/// The price of every pair, beside what is said of it alone.
void expect_same_prices(const Problem& problem, const Matching& matching, int& found) {
  const std::vector<PairPrice> prices = pair_prices(problem, matching);
  std::size_t asked = 0;
  for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
    for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
      const Pair pair{MenteeId(mentee), MentorId(mentor)};
      if (std::ranges::count(matching.pairs, pair) > 0) continue;
      const WhyNot why = why_not(problem, matching, pair.mentee, pair.mentor);
      if (why.why == NotPaired::forbidden) continue;
      SCOPED_TRACE(to_string(pair));
      ASSERT_LT(asked, prices.size());
      const PairPrice& price = prices[asked++];
      EXPECT_EQ(price.pair, pair);
      ASSERT_EQ(price.is_possible, why.with.has_value());
      if (!why.with) continue;
      EXPECT_EQ(price.stage, why.with->stage);
      EXPECT_EQ(price.cost, why.with->cost);
      ++found;
    }
  }
  EXPECT_EQ(asked, prices.size());
}

void agrees(const Shape& shape, const Objective& objective, std::uint64_t seeds, Count& count) {
  for (std::uint64_t seed = 0; seed < seeds && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = random_problem(seed, shape);
    if (problem.mentees == 0 || problem.mentors == 0) continue;
    if (seed % 3 == 0) {
      problem.points = support::to_sparse(std::get<DenseTable>(problem.points), problem.mentees, problem.mentors);
    }
    const Matching matching = match(problem, objective, {.certificate = seed % 4 != 1});
    if (matching.status != Status::optimal) continue;
    if (seed % 2 == 0) expect_same_at_once(problem, matching);
    if (seed % 5 == 0) expect_same_prices(problem, matching, count.prices);
    Random random(seed);
    for (int asked = 0; asked < 6; ++asked) {
      const Pair pair{MenteeId(support::between(random, 0, problem.mentees - 1)),
                      MentorId(support::between(random, 0, problem.mentors - 1))};
      if (std::ranges::count(matching.pairs, pair) > 0) continue;
      SCOPED_TRACE(to_string(pair));
      const WhyNot why = why_not(problem, matching, pair.mentee, pair.mentor);
      if (why.why == NotPaired::forbidden || why.why == NotPaired::no_capacity) continue;
      const Matching anew = solved_anew(problem, objective, pair, true);
      ++(why.with ? count.possible : count.impossible);
      if (why.with) expect_same(matching, *why.with, anew, count);
      if (!why.with) expect_same_rules(*why.infeasibility, anew.infeasibility.value());
    }
    for (const Pair& pair : matching.pairs) {
      SCOPED_TRACE(to_string(pair));
      const PairExplanation why = explain(problem, matching, pair.mentee, pair.mentor);
      if (why.is_locked) continue;
      const Matching anew = solved_anew(problem, objective, pair, false);
      ++(why.without ? count.possible : count.impossible);
      if (why.without) expect_same(matching, *why.without, anew, count);
      if (!why.without) expect_same_rules(*why.infeasibility, anew.infeasibility.value());
    }
  }
}

TEST(WhyNot, AgreesWithAMatchingMadeAnewInEveryOrderOfStages) {
  const Floor floor{Points(2)};
  const FewestChanges change{{{MenteeId(0), MentorId(0)}}};
  Count count;
  for (const Objective& objective :
       {default_objective(3), Objective{MostPairs{}, floor, BestWorst{}, MostPoints{}, Lottery{4}},
        Objective{MostPoints{}, Lottery{1}}, Objective{BestWorst{}, MostPoints{}, Lottery{5}},
        Objective{floor, BestWorst{}, MostPairs{}, Lottery{2}}, Objective{MostPoints{}, BestWorst{}, Lottery{1}},
        Objective{MostPairs{}, change, BestWorst{}, Lottery{9}}, Objective{Lottery{7}, BestWorst{}},
        Objective{MostPairs{}, BestWorst{}}, Objective{MostPairs{}, Leximin{}, Lottery{1}}}) {
    for (const Shape& shape : {Shape{.mentees = 5, .mentors = 4}, Shape{.mentees = 3, .mentors = 8, .levels = 12},
                               Shape{.mentees = 14, .mentors = 9, .levels = 40, .percent_out = 40},
                               Shape{.mentees = 12, .mentors = 12, .levels = 30, .groups = false, .locked = false}}) {
      agrees(shape, objective, 20, count);
    }
  }
  EXPECT_GT(count.impossible, 200);
  EXPECT_GT(count.possible, 1000);
  EXPECT_GT(count.lower_worst, 100);
  EXPECT_GT(count.higher_worst, 20);
  EXPECT_GT(count.prices, 1000);
}

}  // namespace
}  // namespace pairwell
