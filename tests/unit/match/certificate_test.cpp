#include "pairwell/match/certificate.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <stop_token>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "match/fingerprint.hpp"
#include "pairwell/core/error.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::random_problem;

const Objective every_stage{MostPairs{}, Floor{Points(2)}, BestWorst{}, MostPoints{}, Lottery{4}};

/// Each alone behind most_pairs, so that its own proof has something to prove.
const std::vector<Objective> by_levels{
    {MostPairs{}, Leximin{}}, {MostPairs{}, RankMaximal{}}, {MostPairs{}, Generous{}}};

Problem three_on_three() {
  Problem problem{.mentees = 3, .mentors = 3};
  problem.points = DenseTable{{9, 5, 4, 8, 7, 2, 3, 6, DenseTable::forbidden}};
  problem.mentor_capacity = {{0, 1}, {0, 2}, {0, 1}};
  problem.mentee_groups = {{"two", {MenteeId(0), MenteeId(1)}, {1, 2}}};
  return problem;
}

TEST(Verify, HoldsForWhatMatchGives) {
  const Problem problem = three_on_three();
  const Verdict verdict = verify(problem, match(problem, every_stage));
  EXPECT_TRUE(verdict.holds);
  EXPECT_TRUE(verdict.failures.empty());
}

TEST(Verify, SeesEveryWayToTamperWithTheResult) {
  const Problem problem = three_on_three();
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

TEST(Verify, SaysFirstThatTheMatchingIsOfAnotherProblem) {
  const Problem problem = three_on_three();
  Problem other = problem;
  std::get<DenseTable>(other.points).units[0] += 1;
  const std::string sentence =
      "the matching was made for another problem or objective: its digest is not that of these.";
  const Matching matching = match(problem, every_stage);
  EXPECT_TRUE(was_made_for(problem, matching));
  EXPECT_FALSE(was_made_for(other, matching));
  EXPECT_EQ(verify(other, matching).failures.front(), sentence);
  EXPECT_FALSE(was_made_for(problem, Matching{.status = Status::cancelled}));
}

Problem without_a_matching() {
  Problem problem{.mentees = 3, .mentors = 1};
  problem.points = DenseTable{{1, 1, 1}};
  problem.mentee_capacity = {{1, 1}, {1, 1}, {0, 1}};
  return problem;
}

TEST(Verify, SeesEveryWayToTamperWithLevels) {
  const std::vector<std::function<void(StageResult&)>> tampers = {
      [](StageResult& s) { s.value.reset(); },
      [](StageResult& s) { s.value = *s.value + 1; },
      [](StageResult& s) { s.profile.pop_back(); },
      [](StageResult& s) { s.profile[0].pairs += 1; },
      [](StageResult& s) { s.profile[0].level += 1; },
      [](StageResult& s) {
        s.profile.push_back({100, 0});
      },
      [](StageResult& s) { s.steps.clear(); },
      [](StageResult& s) { s.steps.pop_back(); },
      [](StageResult& s) { s.steps.push_back(s.steps.back()); },
      [](StageResult& s) { std::swap(s.steps[0].first, s.steps[0].last); },
      [](StageResult& s) { s.steps[0].last = s.steps[0].first; },
      [](StageResult& s) { s.steps[0].prices = {}; },
      [](StageResult& s) { s.steps[0].prices.mentee[0] += 1000; },
      [](StageResult& s) { s.steps[0].prices.mentor[1] -= 1000; },
      [](StageResult& s) { s.prices = s.steps[0].prices; },
      [](StageResult& s) { s.stage = MostPoints{}; },
      [](StageResult& s) {
        s.lost = {{MenteeId(0), MentorId(0)}};
      },
  };
  Problem problem{.mentees = 4, .mentors = 4};
  problem.points = DenseTable{{9, 8, 7, 1, 9, 6, 5, 2, 8, 7, 3, 2, 7, 6, 5, 4}};
  for (const Objective& objective : by_levels) {
    const Matching matching = match(problem, objective);
    ASSERT_TRUE(verify(problem, matching).holds);
    for (std::size_t number = 0; number < tampers.size(); ++number) {
      SCOPED_TRACE(name(objective[1]) + ", tamper " + std::to_string(number));
      Matching tampered = matching;
      tampers[number](tampered.stages[1]);
      const Verdict verdict = verify(problem, tampered);
      EXPECT_FALSE(verdict.holds);
      EXPECT_FALSE(verdict.failures.empty());
    }
  }
}

TEST(Verify, SeesTamperedPreviousPairs) {
  Problem problem = three_on_three();
  const FewestChanges changes{{{MenteeId(0), MentorId(2)}, {MenteeId(1), MentorId(1)}, {MenteeId(2), MentorId(2)}}};
  const Matching matching = match(problem, {MostPairs{}, changes, MostPoints{}});
  ASSERT_TRUE(verify(problem, matching).holds);
  ASSERT_EQ(matching.stages[1].lost.size(), 1U);
  const std::vector<std::function<void(StageResult&)>> tampers = {
      [](StageResult& s) { s.lost.clear(); },
      [](StageResult& s) { s.lost[0].mentor = MentorId(0); },
      [](StageResult& s) { s.value = *s.value - 1; },
      [](StageResult& s) { s.prices = {}; },
      [](StageResult& s) { s.stage = FewestChanges{}; },
      [](StageResult& s) { std::get<FewestChanges>(s.stage).previous.pop_back(); },
      [](StageResult& s) { std::get<FewestChanges>(s.stage).previous[0].mentee = MenteeId(-5); },
      [](StageResult& s) {
        s.profile = {{1, 1}};
      },
      [](StageResult& s) { s.steps.emplace_back(); },
  };
  for (std::size_t number = 0; number < tampers.size(); ++number) {
    Matching tampered = matching;
    tampers[number](tampered.stages[1]);
    EXPECT_FALSE(verify(problem, tampered).holds) << "tamper " << number;
  }
}

TEST(Verify, CountsNoPreviousPairTwice) {
  const Problem problem = three_on_three();
  for (const Pair& pair : {Pair{MenteeId(0), MentorId(0)}, Pair{MenteeId(2), MentorId(2)}}) {
    Matching matching = match(problem, {MostPairs{}, FewestChanges{{pair}}, MostPoints{}});
    ASSERT_TRUE(verify(problem, matching).holds);
    // Twice the pair, and every claim and the digest made to fit.
    StageResult& changes = matching.stages[1];
    std::get<FewestChanges>(changes.stage).previous.push_back(pair);
    changes.value = *changes.value + 1;
    if (!changes.lost.empty()) changes.lost.push_back(pair);
    matching.digest = fingerprint(digest(problem), objective_of(matching));
    EXPECT_FALSE(verify(problem, matching).holds);
  }
}

TEST(Verify, RefusesWhatItsStatusDoesNotAllow) {
  const Problem problem = three_on_three();
  const Matching optimal = match(problem, every_stage);
  const Problem none = without_a_matching();
  const Matching infeasible = match(none, every_stage);
  Matching stopped;
  stopped.status = Status::time_limit;
  struct Contradiction {
    const Problem& problem;
    const Matching& honest;
    std::function<void(Matching&)> make;
    std::string failure;
  };
  const std::vector<Contradiction> contradictions = {
      {problem, optimal, [&](Matching& m) { m.infeasibility = infeasible.infeasibility; },
       "an optimal matching gives no reason why there is none."},
      {problem, optimal, [&](Matching& m) { m.infeasibility.emplace(); },
       "an optimal matching gives no reason why there is none."},
      {problem, optimal, [](Matching& m) { std::swap(m.pairs[0], m.pairs[1]); },
       to_string(optimal.pairs[0]) + " is not in its place: pairs go by mentee, then mentor."},
      {none, infeasible,
       [](Matching& m) {
         m.pairs = {{MenteeId(0), MentorId(0)}};
       },
       "an infeasible matching holds no pairs."},
      {none, infeasible, [](Matching& m) { m.points = Points(1); }, "an infeasible matching has no points."},
      {none, infeasible, [&](Matching& m) { m.stages = optimal.stages; }, "an infeasible matching has no stages."},
      {none, infeasible, [](Matching& m) { m.infeasibility->reason.clear(); },
       "the matching gives no reason why there is none."},
      {problem, stopped, [&](Matching& m) { m.pairs = optimal.pairs; },
       "a call that was stopped before any stage was settled proves nothing."},
      {problem, stopped, [&](Matching& m) { m.stages = optimal.stages; },
       "the matching was made for another problem or objective: its digest is not that of these."},
      {problem, stopped, [&](Matching& m) { m.infeasibility = infeasible.infeasibility; },
       "a call that was stopped cannot say that there is no matching."},
  };
  for (const Contradiction& contradiction : contradictions) {
    Matching matching = contradiction.honest;
    contradiction.make(matching);
    const Verdict verdict = verify(contradiction.problem, matching);
    EXPECT_FALSE(verdict.holds);
    EXPECT_EQ(std::ranges::count(verdict.failures, contradiction.failure), 1) << contradiction.failure;
  }
}

TEST(Verify, StopsWhenAsked) {
  const Problem problem = three_on_three();
  const Matching matching = match(problem, every_stage);
  std::stop_source source;
  source.request_stop();
  EXPECT_THROW(verify(problem, matching, {.progress = {}, .stop = source.get_token()}), Stopped);
}

constexpr std::int64_t extremes[] = {std::numeric_limits<std::int64_t>::min(),
                                     std::numeric_limits<std::int64_t>::min() + 1,
                                     -(std::int64_t{1} << 62),
                                     -(std::int64_t{1} << 31),
                                     std::int64_t{1} << 31,
                                     std::int64_t{1} << 62,
                                     std::numeric_limits<std::int64_t>::max()};

/// Every number that a matching's prices hold.
std::vector<std::int64_t*> numbers(Prices& prices) {
  std::vector<std::int64_t*> found;
  for (auto* list : {&prices.mentee, &prices.mentor, &prices.mentee_group, &prices.mentor_group}) {
    for (std::int64_t& number : *list) found.push_back(&number);
  }
  return found;
}

TEST(Verify, HoldsNoExtremeNumber) {
  // Run under UBSan: a number that overflows ends the test.
  const Problem problem = three_on_three();
  const Matching honest = match(problem, every_stage);
  for (const std::int64_t extreme : extremes) {
    SCOPED_TRACE(extreme);
    Matching matching = honest;
    matching.points = Points(extreme);
    EXPECT_FALSE(verify(problem, matching).holds);
    for (std::size_t stage = 0; stage < honest.stages.size(); ++stage) {
      matching = honest;
      matching.stages[stage].value = extreme;
      EXPECT_FALSE(verify(problem, matching).holds);
      matching = honest;
      matching.stages[stage].stage = Floor{Points(extreme)};
      EXPECT_FALSE(verify(problem, matching).holds);
      matching = honest;
      matching.stages[stage].stage = Lottery{static_cast<std::uint64_t>(extreme)};
      EXPECT_FALSE(verify(problem, matching).holds);
      matching = honest;
      for (std::int64_t* number : numbers(matching.stages[stage].prices)) *number = extreme;
      EXPECT_FALSE(verify(problem, matching).holds);
      for (std::size_t price = 0; price < numbers(matching.stages[stage].prices).size(); ++price) {
        matching = honest;
        *numbers(matching.stages[stage].prices)[price] = extreme;
        // One price may lie anywhere as long as nobody's gain changes its sign, but never so far off.
        verify(problem, matching);
      }
    }
    for (const auto id : {std::numeric_limits<std::int32_t>::min(), -1, 3, std::numeric_limits<std::int32_t>::max()}) {
      matching = honest;
      matching.pairs[0].mentee = MenteeId(id);
      EXPECT_FALSE(verify(problem, matching).holds);
      matching = honest;
      matching.pairs[0].mentor = MentorId(id);
      EXPECT_FALSE(verify(problem, matching).holds);
    }
  }
}

TEST(Verify, HoldsNoExtremeNumberInAProofOfLevels) {
  Problem problem = three_on_three();
  for (const Objective& objective : by_levels) {
    const Matching honest = match(problem, objective);
    ASSERT_FALSE(honest.stages[1].steps.empty());
    for (const std::int64_t extreme : extremes) {
      SCOPED_TRACE(extreme);
      const auto holds = [&](auto tamper) {
        Matching matching = honest;
        tamper(matching.stages[1]);
        return verify(problem, matching).holds;
      };
      EXPECT_FALSE(holds([&](StageResult& s) { s.value = extreme; }));
      EXPECT_FALSE(holds([&](StageResult& s) { s.profile[0].level = extreme; }));
      EXPECT_FALSE(holds([&](StageResult& s) { s.profile[0].pairs = extreme; }));
      EXPECT_FALSE(holds([&](StageResult& s) {
        for (std::int64_t* number : numbers(s.steps[0].prices)) *number = extreme;
      }));
      EXPECT_FALSE(holds([&](StageResult& s) { s.steps[0].first = s.steps[0].last = extreme; }));
      // One end may lie anywhere as long as the step still covers what has to be settled.
      holds([&](StageResult& s) { s.steps[0].first = extreme; });
      holds([&](StageResult& s) { s.steps[0].last = extreme; });
    }
  }
}

TEST(Verify, HoldsNoExtremePriceAsAProofThatThereIsNone) {
  const Problem problem = without_a_matching();
  Problem feasible = problem;
  feasible.mentor_capacity = {{0, Range::no_limit}};
  const Matching honest = match(problem);
  for (const std::int64_t extreme : extremes) {
    SCOPED_TRACE(extreme);
    Matching matching = honest;
    for (std::size_t price = 0; price < numbers(matching.infeasibility->prices).size(); ++price) {
      matching = honest;
      *numbers(matching.infeasibility->prices)[price] = extreme;
      verify(problem, matching);
      EXPECT_FALSE(verify(feasible, matching).holds);
    }
    for (std::int64_t* number : numbers(matching.infeasibility->prices)) *number = extreme;
    EXPECT_FALSE(verify(problem, matching).holds);
    EXPECT_FALSE(verify(feasible, matching).holds);
  }
}

TEST(Verify, HoldsNoListOfPairsWhosePointsOverflow) {
  constexpr std::int32_t people = 40;
  Problem problem{.mentees = people, .mentors = people};
  const std::int64_t most = (std::int64_t{1} << 62) / (2 + 3 * people);
  problem.points = DenseTable{std::vector<std::int64_t>(people * people, most)};
  Matching matching = match(problem);
  ASSERT_TRUE(verify(problem, matching).holds);
  matching.pairs.clear();
  for (std::int32_t mentee = 0; mentee < people; ++mentee) {
    for (std::int32_t mentor = 0; mentor < people; ++mentor) {
      matching.pairs.push_back({MenteeId(mentee), MentorId(mentor)});
    }
  }
  const Verdict verdict = verify(problem, matching);
  EXPECT_EQ(verdict.failures, std::vector<std::string>{"points: a number is too large to be checked in 64 bits."});
}

TEST(Verify, TellsTheFirstFailuresAndCountsTheOthers) {
  const Problem problem = three_on_three();
  Matching matching = match(problem);
  matching.pairs.assign(1000, {MenteeId(5), MentorId(0)});
  const Verdict verdict = verify(problem, matching);
  ASSERT_EQ(verdict.failures.size(), 21U);
  EXPECT_EQ(verdict.failures.back(), "there are 980 more failures like these.");
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
  const std::vector<Objective> objectives{
      {MostPairs{}, BestWorst{}, MostPoints{}},
      {MostPairs{}, Leximin{}, MostPoints{}},
      {MostPairs{}, RankMaximal{}},
      {Generous{}, MostPoints{}},
      {RankMaximal{}, Leximin{}},
      {FewestChanges{{{MenteeId(0), MentorId(0)}, {MenteeId(1), MentorId(0)}, {MenteeId(1), MentorId(1)}}},
       Generous{}}};
  int tried = 0;
  for (std::uint64_t seed = 0; seed < 1200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Objective& objective = objectives[seed % objectives.size()];
    const Problem problem = random_problem(seed, {.mentees = 3, .mentors = 3});
    if (problem.mentees < 2 || problem.mentors < 2) continue;
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
        other.stages[stage].value = support::value_of(problem, objective[stage], set);
        if (has_profile(objective[stage])) {
          other.stages[stage].profile = support::profile_of(problem, objective[stage], set);
        }
        as_good = as_good && other.stages[stage].value == matching.stages[stage].value &&
                  other.stages[stage].profile == matching.stages[stage].profile;
      }
      ASSERT_EQ(verify(problem, other).holds, as_good);
      ++tried;
    }
  }
  EXPECT_GT(tried, 1000);
}

TEST(Verify, ChecksTheProofThatThereIsNone) {
  const Problem problem = without_a_matching();
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

TEST(Verify, ChecksTheRulesThatAreNamed) {
  Problem problem{.mentees = 3, .mentors = 2};
  problem.points = DenseTable{std::vector<std::int64_t>(6, 1)};
  problem.mentee_capacity = {{1, 1}, {1, 1}, {0, 1}};
  problem.mentor_capacity = {{0, 0}, {0, 1}};
  problem.locked = {{MenteeId(2), MentorId(1)}};
  const Matching honest = match(problem);
  ASSERT_EQ(honest.status, Status::infeasible);
  ASSERT_TRUE(verify(problem, honest).holds);
  const std::vector<std::function<void(Infeasibility&)>> forgeries = {
      [](Infeasibility& why) { why.asked.clear(); },
      [](Infeasibility& why) { why.asked.pop_back(); },
      [](Infeasibility& why) { ++why.asked[0].pairs; },
      [](Infeasibility& why) { why.asked.push_back(why.asked[0]); },
      [](Infeasibility& why) { why.asked[0].subject = MenteeId(-1); },
      [](Infeasibility& why) {
        why.asked[0].subject = Pair{MenteeId(0), MentorId(0)};
      },
      [](Infeasibility& why) { why.asked[0].subject = MentorGroupId(7); },
      [](Infeasibility& why) { why.limits.pop_back(); },
      [](Infeasibility& why) { std::swap(why.limits, why.asked); },
      [](Infeasibility& why) { ++why.open_pairs; },
  };
  for (std::size_t forgery = 0; forgery < forgeries.size(); ++forgery) {
    Matching matching = honest;
    forgeries[forgery](*matching.infeasibility);
    EXPECT_EQ(verify(problem, matching).failures,
              std::vector<std::string>{"the rules that are named are not shown to collide by themselves."})
        << forgery;
  }
}

TEST(Verify, DoesNotCallAStoppedCallProved) {
  Matching stopped;
  stopped.status = Status::cancelled;
  EXPECT_FALSE(verify(three_on_three(), stopped).holds);
}

TEST(Verify, RefusesAProblemWithFaults) {
  Problem problem = three_on_three();
  problem.mentor_capacity.pop_back();
  EXPECT_THROW(verify(problem, Matching{}), InvalidInput);
}

}  // namespace
}  // namespace pairwell
