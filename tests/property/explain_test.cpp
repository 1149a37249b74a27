// Why somebody has no pair: the answers of one pass against those that are asked for one by one, and against a matching
// that is made anew with the person in. Seeds are fixed; a failure prints the seed.
#include "pairwell/match/explain.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/match/match.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::random_problem;
using support::Shape;

/// How many answers of each kind were compared.
struct Count {
  int against_rules = 0;
  int worse = 0;
  int lower_worst = 0;   ///< Whose matching has a lower worst pair than the one without them,
  int higher_worst = 0;  ///< and whose has a higher one, since an earlier stage is worse.
};

void expect_equal(const WhyUnmatched& one, const WhyUnmatched& other) {
  EXPECT_EQ(one.why, other.why);
  EXPECT_EQ(one.admissible, other.admissible);
  EXPECT_EQ(one.text, other.text);
  EXPECT_EQ(one.detail, other.detail);
  EXPECT_EQ(one.stage, other.stage);
  EXPECT_EQ(one.cost, other.cost);
  EXPECT_EQ(one.pairs, other.pairs);
  EXPECT_EQ(one.losing_mentees, other.losing_mentees);
  EXPECT_EQ(one.losing_mentors, other.losing_mentors);
  ASSERT_EQ(one.infeasibility.has_value(), other.infeasibility.has_value());
  if (!one.infeasibility) return;
  EXPECT_EQ(one.infeasibility->reason, other.infeasibility->reason);
  EXPECT_EQ(one.infeasibility->prices, other.infeasibility->prices);
  EXPECT_EQ(one.infeasibility->asked, other.infeasibility->asked);
  EXPECT_EQ(one.infeasibility->limits, other.infeasibility->limits);
  EXPECT_EQ(one.infeasibility->open_pairs, other.infeasibility->open_pairs);
}

Range& own_range(Problem& problem, MenteeId mentee) {
  if (problem.mentee_capacity.empty()) problem.mentee_capacity.resize(static_cast<std::size_t>(problem.mentees));
  return problem.mentee_capacity[static_cast<std::size_t>(mentee.value)];
}

Range& own_range(Problem& problem, MentorId mentor) {
  if (problem.mentor_capacity.empty()) problem.mentor_capacity.resize(static_cast<std::size_t>(problem.mentors));
  return problem.mentor_capacity[static_cast<std::size_t>(mentor.value)];
}

bool is_with(const Pair& pair, MenteeId mentee) { return pair.mentee == mentee; }
bool is_with(const Pair& pair, MentorId mentor) { return pair.mentor == mentor; }

/// Against match() with the person's least set to one pair.
template <class PersonId>
void expect_as_solved(const Problem& problem, const Matching& matching, PersonId person, const WhyUnmatched& answer,
                      Count& count) {
  Problem with = problem;
  Range& own = own_range(with, person);
  if (answer.admissible == 0 || own.most == 0) return;
  own.least = std::max(own.least, 1);
  Objective objective;
  for (const StageResult& result : matching.stages) objective.push_back(result.stage);
  const Matching forced = match(with, objective);
  if (forced.status == Status::infeasible) {
    ++count.against_rules;
    ASSERT_EQ(answer.why, Unmatched::against_rules);
    // Which rules collide does not depend on how that was found; prices are left out.
    EXPECT_EQ(answer.infeasibility->asked, forced.infeasibility->asked);
    EXPECT_EQ(answer.infeasibility->limits, forced.infeasibility->limits);
    EXPECT_EQ(answer.infeasibility->open_pairs, forced.infeasibility->open_pairs);
    EXPECT_EQ(answer.infeasibility->reason, forced.infeasibility->reason);
    return;
  }
  ++count.worse;
  ASSERT_EQ(answer.why, Unmatched::worse_overall);
  std::size_t stage = 0;
  while (stage < objective.size() && forced.stages[stage].value == matching.stages[stage].value &&
         forced.stages[stage].profile == matching.stages[stage].profile) {
    ++stage;
  }
  EXPECT_EQ(answer.stage, stage < objective.size() ? std::optional(stage) : std::nullopt);
  for (std::size_t index = 0; index < objective.size(); ++index) {
    if (!std::holds_alternative<BestWorst>(objective[index])) continue;
    if (forced.stages[index].value < matching.stages[index].value) ++count.lower_worst;
    if (forced.stages[index].value > matching.stages[index].value) ++count.higher_worst;
  }
  // Where a lottery comes last there is one best matching.
  if (!std::holds_alternative<Lottery>(objective.back())) return;
  std::vector<Pair> own_pairs;
  std::ranges::copy_if(forced.pairs, std::back_inserter(own_pairs),
                       [&](const Pair& pair) { return is_with(pair, person); });
  EXPECT_EQ(answer.pairs, own_pairs);
  std::map<MenteeId, int> mentees;
  std::map<MentorId, int> mentors;
  for (const Pair& pair : matching.pairs) ++mentees[pair.mentee], ++mentors[pair.mentor];
  for (const Pair& pair : forced.pairs) --mentees[pair.mentee], --mentors[pair.mentor];
  std::erase_if(mentees, [](const auto& one) { return one.second <= 0; });
  std::erase_if(mentors, [](const auto& one) { return one.second <= 0; });
  std::vector<MenteeId> losing_mentees;
  std::vector<MentorId> losing_mentors;
  for (const auto& [mentee, pairs] : mentees) losing_mentees.push_back(mentee);
  for (const auto& [mentor, pairs] : mentors) losing_mentors.push_back(mentor);
  EXPECT_EQ(answer.losing_mentees, losing_mentees);
  EXPECT_EQ(answer.losing_mentors, losing_mentors);
}

Count agrees(const Shape& shape, const Objective& objective, std::uint64_t seeds) {
  Count count;
  for (std::uint64_t seed = 0; seed < seeds && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = random_problem(seed, shape);
    if (problem.mentees == 0 || problem.mentors == 0) continue;
    if (seed % 3 == 0) {
      problem.points = support::to_sparse(std::get<DenseTable>(problem.points), problem.mentees, problem.mentors);
    }
    // Without a certificate, the matching is solved for anew.
    const Matching matching = match(problem, objective, {.certificate = seed % 4 != 1});
    if (matching.status != Status::optimal) continue;
    const AllUnmatched all = why_unmatched_all(problem, matching);
    for (const auto& [mentee, answer] : all.mentees) {
      expect_equal(answer, why_unmatched(problem, matching, mentee));
      expect_as_solved(problem, matching, mentee, answer, count);
    }
    for (const auto& [mentor, answer] : all.mentors) {
      expect_equal(answer, why_unmatched(problem, matching, mentor));
      expect_as_solved(problem, matching, mentor, answer, count);
    }
  }
  return count;
}

const FewestChanges& one_change() {
  static const FewestChanges change{{{MenteeId(0), MentorId(0)}}};
  return change;
}

TEST(WhyUnmatchedAll, AgreesWithAMatchingMadeAnewInEveryOrderOfStages) {
  const Floor floor{Points(2)};
  Count all;
  for (const Objective& objective :
       {default_objective(3), Objective{MostPairs{}, floor, BestWorst{}, MostPoints{}, Lottery{4}},
        Objective{MostPoints{}, Lottery{1}}, Objective{BestWorst{}, MostPoints{}, Lottery{5}},
        Objective{floor, BestWorst{}, MostPairs{}, Lottery{2}}, Objective{MostPoints{}, BestWorst{}, Lottery{1}},
        Objective{MostPairs{}, one_change(), BestWorst{}, Lottery{9}},
        Objective{BestWorst{}, floor, MostPairs{}, MostPoints{}, Lottery{9}}, Objective{Lottery{7}, BestWorst{}},
        Objective{MostPairs{}, BestWorst{}}, Objective{MostPairs{}, MostPoints{}},
        Objective{MostPairs{}, Leximin{}, Lottery{1}}, Objective{MostPairs{}, Generous{}, MostPoints{}, Lottery{1}}}) {
    for (const Shape& shape : {Shape{.mentees = 4, .mentors = 3}, Shape{.mentees = 3, .mentors = 8, .levels = 12},
                               Shape{.mentees = 14, .mentors = 9, .levels = 40, .percent_out = 40},
                               Shape{.mentees = 12, .mentors = 12, .levels = 30, .groups = false, .locked = false}}) {
      const Count count = agrees(shape, objective, 20);
      all.against_rules += count.against_rules;
      all.worse += count.worse;
      all.lower_worst += count.lower_worst;
      all.higher_worst += count.higher_worst;
    }
  }
  EXPECT_GT(all.against_rules, 150);
  EXPECT_GT(all.worse, 300);
  EXPECT_GT(all.lower_worst, 60);
  EXPECT_GT(all.higher_worst, 6);
}

TEST(WhyUnmatchedAll, AgreesWithAMatchingMadeAnewForPointsOfEverySize) {
  // Points near the bound, whose sums fill the numbers that stages are put in.
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = random_problem(seed, {.mentees = 9, .mentors = 6, .levels = 50, .percent_out = 30});
    if (problem.mentees == 0 || problem.mentors == 0) continue;
    const std::int64_t factor = most_units(problem) / 50;
    for (std::int64_t& units : std::get<DenseTable>(problem.points).units) {
      if (units != DenseTable::forbidden) units *= factor;
    }
    const Matching matching = match(
        problem, {one_change(), MostPairs{}, Floor{Points(10 * factor)}, MostPoints{}, BestWorst{}, Lottery{seed}});
    if (matching.status != Status::optimal) continue;
    Count count;
    for (const auto& [mentee, answer] : why_unmatched_all(problem, matching).mentees) {
      expect_as_solved(problem, matching, mentee, answer, count);
    }
  }
}

}  // namespace
}  // namespace pairwell
