#include "pairwell/match/worth.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "match/loss.hpp"
#include "match/rule_changes.hpp"
#include "pairwell/core/error.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::random_problem;
using support::Shape;

Problem three_for_two() {
  Problem problem{.mentees = 3, .mentors = 2};
  problem.points = DenseTable{{8000, 5000, 9000, 4000, 7000, 1000}};
  return problem;
}

TEST(Worth, SaysWhatOneMorePlaceWouldBring) {
  const Problem problem = three_for_two();
  const std::vector<Worth> found = worth(problem, match(problem, {MostPairs{}, MostPoints{}}),
                                         {.mentee = {"Ana", "Ben", "Cem"}, .mentor = {"Xu", "Yates"}});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].subject, (std::variant<MenteeId, MentorId, MenteeGroupId, MentorGroupId>(MentorId(0))));
  EXPECT_EQ(found[0].most, 1);
  EXPECT_EQ(found[0].text, "With one more place for mentor Xu, there would be 3 pairs instead of 2 pairs.");
  EXPECT_EQ(found[0].detail,
            "The best matching then begins mentee Cem with mentor Xu; mentee Cem gains a pair and 7 points; mentor Xu "
            "gains a pair and 7 points.");
  EXPECT_EQ(found[0].gained.stage, 0U);
  EXPECT_EQ(found[0].gained.cost, -1);
  EXPECT_EQ(found[0].gained.points, Points(21000));
  EXPECT_EQ(found[1].text, "With one more place for mentor Yates, there would be 3 pairs instead of 2 pairs.");
}

TEST(Worth, NamesAPlaceInAGroup) {
  Problem problem = three_for_two();
  problem.mentor_capacity = {{0, 3}, {0, 3}};
  problem.mentee_groups = {{.name = "Wales", .members = {MenteeId(0), MenteeId(2)}, .pairs = {0, 1}}};
  const std::vector<Worth> found = worth(problem, match(problem, {MostPairs{}, MostPoints{}}));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].text, "With one more place in mentee group \"Wales\", there would be 3 pairs instead of 2 pairs.");
  EXPECT_EQ(found[1].text, "With one more place for mentee 1, there would be 3 pairs instead of 2 pairs.");
  EXPECT_TRUE(worth(Problem{}, match(Problem{})).empty());
}

/// What solving anew says, a range at a time.
std::vector<RuleChange> by_solving_anew(const Problem& problem, const Objective& objective, const Matching& matching,
                                        std::vector<Matching>& best) {
  std::vector<RuleChange> found;
  for (const RuleChange& change : binding_changes(problem, objective, matching.pairs)) {
    if (change.kind != RuleChangeKind::most_raised) continue;
    Problem raised = problem;
    Objective same = objective;
    change_rule(change, raised, same);
    Matching anew = match(raised, objective);
    const auto [own, other] = std::ranges::mismatch(matching.stages, anew.stages, std::not_fn(differs));
    if (!is_worse(matching, anew) || std::holds_alternative<Lottery>(own->stage)) continue;
    found.push_back(change);
    best.push_back(std::move(anew));
  }
  return found;
}

TEST(Worth, AgreesWithSolvingAnewInEveryOrderOfStages) {
  const Floor floor{Points(2)};
  const FewestChanges change{{{MenteeId(0), MentorId(0)}}};
  std::size_t compared = 0;
  for (const Objective& objective :
       {default_objective(3), Objective{MostPoints{}}, Objective{MostPairs{}, floor, BestWorst{}, MostPoints{}},
        Objective{BestWorst{}, MostPoints{}, Lottery{5}}, Objective{floor, BestWorst{}, MostPairs{}},
        Objective{MostPairs{}, change, BestWorst{}, Lottery{2}}, Objective{MostPairs{}, Leximin{}},
        Objective{RankMaximal{}, MostPoints{}}}) {
    for (std::uint64_t seed = 0; seed < 60 && !::testing::Test::HasFailure(); ++seed) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      const Problem problem = random_problem(seed, Shape{.mentees = 7, .mentors = 5, .levels = 9, .percent_out = 30});
      if (problem.mentees == 0 || problem.mentors == 0) continue;
      const Matching matching = match(problem, objective, {.certificate = seed % 3 != 0});
      if (matching.status != Status::optimal) continue;
      std::vector<Matching> best;
      const std::vector<RuleChange> expected = by_solving_anew(problem, objective, matching, best);
      const std::vector<Worth> found = worth(problem, matching);
      ASSERT_EQ(found.size(), expected.size());
      for (std::size_t place = 0; place < found.size(); ++place) {
        const auto own = std::ranges::find_if(expected, [&](const RuleChange& raised) {
          return std::visit([&](const auto& subject) { return Claim::Subject(subject) == *raised.subject; },
                            found[place].subject);
        });
        ASSERT_NE(own, expected.end());
        EXPECT_EQ(own->before, found[place].most);
        const Matching& anew = best[static_cast<std::size_t>(own - expected.begin())];
        for (std::size_t stage = 0; stage < objective.size(); ++stage) {
          EXPECT_EQ(found[place].gained.stages[stage].after, anew.stages[stage].value) << name(objective[stage]);
          EXPECT_EQ(found[place].gained.stages[stage].profile_after, anew.stages[stage].profile);
        }
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 150U);
}

TEST(Worth, HasWordsForEveryStageAndNoneForAnotherDraw) {
  Problem problem{.mentees = 2, .mentors = 2};
  problem.points = DenseTable{{9000, 6000, 8000, 2000}};
  problem.locked = {{MenteeId(0), MentorId(0)}};
  const auto of_mentor = [&](const Objective& objective) {
    for (const Worth& one : worth(problem, match(problem, objective))) {
      if (std::holds_alternative<MentorId>(one.subject)) return one.text;
    }
    return std::string();
  };
  const std::string better = "With one more place for mentor 0, a best matching would be better: as it is, there is ";
  EXPECT_EQ(of_mentor({MostPairs{}, Floor{Points(5000)}}), better + "1 more pair below the floor.");
  EXPECT_EQ(of_mentor({MostPairs{}, Leximin{}}), better + "1 more pair at only 2 points.");
  EXPECT_EQ(of_mentor({MostPairs{}, RankMaximal{}}), better + "1 pair fewer of rank 1.");
  Problem alike{.mentees = 2, .mentors = 2};
  alike.points = DenseTable{{1, 1, 1, 1}};
  alike.mentee_capacity = {{1, 1}, {1, 1}};
  const Matching drawn = match(alike, {MostPairs{}, Lottery{3}});
  EXPECT_TRUE(worth(alike, drawn).empty());
  std::vector<std::int64_t> draws;
  for (const std::int32_t mentor : {0, 1}) {
    Problem raised = alike;
    raised.mentor_capacity = {{0, 1}, {0, 1}};
    raised.mentor_capacity[static_cast<std::size_t>(mentor)].most = 2;
    draws.push_back(match(raised, {MostPairs{}, Lottery{3}}).stages[1].value.value());
  }
  EXPECT_GT(std::ranges::max(draws), drawn.stages[1].value.value());
}

TEST(Worth, RefusesWhatHasNone) {
  const Problem problem = three_for_two();
  const Matching matching = match(problem);
  EXPECT_THROW(worth(problem, matching, {.mentee = {"Ana"}}), InvalidInput);
  Problem other = problem;
  other.scale = 1;
  EXPECT_THROW(worth(other, matching), InvalidInput);
  Matching worse = match(problem, {MostPoints{}}, {.certificate = false});
  worse.stages[0].value = 1;
  EXPECT_THROW(worth(problem, worse), InvalidInput);
  const Control late{.progress = {}, .stop = {}, .time_limit = std::chrono::nanoseconds(0)};
  EXPECT_THROW(worth(problem, matching, {}, late), Stopped);
}

}  // namespace
}  // namespace pairwell
