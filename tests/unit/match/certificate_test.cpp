#include "pairwell/match/certificate.hpp"

#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::random_problem;

const Objective every_stage{MostPairs{}, Floor{Points(2)}, BestWorst{}, MostPoints{}, Lottery{4}};

Problem sound() {
  Problem problem{.mentees = 3, .mentors = 3};
  problem.points = DenseTable{{9, 5, 4, 8, 7, 2, 3, 6, DenseTable::forbidden}};
  problem.mentor_capacity = {{0, 1}, {0, 2}, {0, 1}};
  problem.mentee_groups = {{"two", {MenteeId(0), MenteeId(1)}, {1, 2}}};
  return problem;
}

TEST(Verify, HoldsForWhatMatchGives) {
  const Problem problem = sound();
  const Verdict verdict = verify(problem, match(problem, every_stage));
  EXPECT_TRUE(verdict.holds);
  EXPECT_TRUE(verdict.failures.empty());
}

TEST(Verify, SeesEveryWayToTamperWithTheResult) {
  const Problem problem = sound();
  const Matching matching = match(problem, every_stage);
  ASSERT_EQ(matching.pairs.size(), 3U);
  const std::vector<std::function<void(Matching&)>> tampers = {
      [](Matching& m) { m.pairs.pop_back(); },
      [](Matching& m) { m.pairs.push_back(m.pairs.back()); },
      [](Matching& m) {
        m.pairs.push_back({MenteeId(7), MentorId(0)});
      },
      [](Matching& m) {
        m.pairs[2] = {MenteeId(2), MentorId(2)};
      },
      [](Matching& m) { std::swap(m.pairs[0].mentor, m.pairs[1].mentor); },
      [](Matching& m) { m.points.units += 1; },
      [](Matching& m) { m.stages[0].value = 4; },
      [](Matching& m) { m.stages[1].value = 1; },
      [](Matching& m) { m.stages[2].value = *m.stages[2].value + 1; },
      [](Matching& m) { m.stages[2].value.reset(); },
      [](Matching& m) { m.stages[3].value = *m.stages[3].value + 1; },
      [](Matching& m) { m.stages[4].value = *m.stages[4].value - 1; },
      [](Matching& m) { m.stages[3].prices.mentee.pop_back(); },
      [](Matching& m) { m.stages[3].prices = {}; },
      [](Matching& m) { m.stages[4].stage = Lottery{5}; },
      [](Matching& m) { m.digest[0] = m.digest[0] == 'a' ? 'b' : 'a'; },
      [](Matching& m) { m.stages.pop_back(); },
      [](Matching& m) { m.status = Status::infeasible; },
  };
  for (std::size_t number = 0; number < tampers.size(); ++number) {
    Matching tampered = matching;
    tampers[number](tampered);
    const Verdict verdict = verify(problem, tampered);
    EXPECT_FALSE(verdict.holds) << "tamper " << number;
    EXPECT_FALSE(verdict.failures.empty()) << "tamper " << number;
  }
}

TEST(Verify, HoldsAPriceOnlyWhereItStillProves) {
  // A moved price may still be a proof: then the stage's value is still the best, so nothing false can be proved.
  int refused = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const Problem problem = random_problem(seed, {.mentees = 4, .mentors = 3});
    const Matching matching = match(problem, {MostPairs{}, MostPoints{}});
    if (matching.status != Status::optimal) continue;
    for (std::size_t stage = 0; stage < matching.stages.size(); ++stage) {
      for (std::size_t mentee = 0; mentee < matching.stages[stage].prices.mentee.size(); ++mentee) {
        for (const std::int64_t change : {-1, 1}) {
          Matching tampered = matching;
          tampered.stages[stage].prices.mentee[mentee] += change;
          if (!verify(problem, tampered).holds) ++refused;
        }
      }
    }
  }
  EXPECT_GT(refused, 300);
}

TEST(Verify, NeverHoldsForAWorseMatching) {
  // Every other set of pairs under the prices of the best one: it may hold only where it is as good in each stage.
  const Objective objective{MostPairs{}, BestWorst{}, MostPoints{}};
  int tried = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = random_problem(seed, {.mentees = 3, .mentors = 3});
    const Matching matching = match(problem, objective);
    if (matching.status != Status::optimal) continue;
    const auto admissible = support::admissible_pairs(problem);
    for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << admissible.size()); ++bits) {
      std::vector<support::Admissible> set;
      for (std::size_t index = 0; index < admissible.size(); ++index) {
        if ((bits >> index & 1) != 0) set.push_back(admissible[index]);
      }
      Matching other = matching;
      other.pairs.clear();
      other.points = Points(0);
      for (const auto& one : set) {
        other.pairs.push_back(one.pair);
        other.points.units += one.units;
      }
      bool as_good = support::obeys(problem, set);
      for (const Pair& pair : problem.locked) as_good = as_good && std::ranges::count(other.pairs, pair) > 0;
      for (std::size_t stage = 0; stage < objective.size(); ++stage) {
        other.stages[stage].value = support::worth(problem, objective[stage], set);
        as_good = as_good && other.stages[stage].value == matching.stages[stage].value;
      }
      ASSERT_EQ(verify(problem, other).holds, as_good);
      ++tried;
    }
  }
  EXPECT_GT(tried, 1000);
}

TEST(Verify, ChecksTheProofThatThereIsNone) {
  Problem problem{.mentees = 3, .mentors = 1};
  problem.points = DenseTable{{1, 1, 1}};
  problem.mentee_capacity = {{1, 1}, {1, 1}, {0, 1}};
  const Matching matching = match(problem);
  ASSERT_EQ(matching.status, Status::infeasible);
  EXPECT_TRUE(verify(problem, matching).holds);
  Matching tampered = matching;
  tampered.infeasibility->prices.mentor[0] = 0;
  EXPECT_FALSE(verify(problem, tampered).holds);
  tampered = matching;
  tampered.infeasibility.reset();
  EXPECT_FALSE(verify(problem, tampered).holds);
  Problem feasible = problem;
  feasible.mentor_capacity = {{0, 2}};
  EXPECT_FALSE(verify(feasible, matching).holds);
}

TEST(Verify, DoesNotCallAStoppedCallProved) {
  Matching stopped;
  stopped.status = Status::cancelled;
  EXPECT_FALSE(verify(sound(), stopped).holds);
}

TEST(Verify, RefusesAProblemWithFaults) {
  Problem problem = sound();
  problem.mentor_capacity.pop_back();
  EXPECT_THROW(verify(problem, Matching{}), InvalidInput);
}

}  // namespace
}  // namespace pairwell
