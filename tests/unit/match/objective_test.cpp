#include "pairwell/match/objective.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/match/certificate.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {
namespace {

TEST(Objective, NamesItsStages) {
  EXPECT_EQ(name(MostPairs{}), "most_pairs");
  EXPECT_EQ(name(Floor{Points(1)}), "floor");
  EXPECT_EQ(name(BestWorst{}), "best_worst");
  EXPECT_EQ(name(MostPoints{}), "most_points");
  EXPECT_EQ(name(Lottery{3}), "lottery");
  EXPECT_EQ(name(Leximin{}), "leximin");
  EXPECT_EQ(name(RankMaximal{}), "rank_maximal");
  EXPECT_EQ(name(Generous{}), "generous");
  EXPECT_EQ(name(FewestChanges{}), "fewest_changes");
}

TEST(MakeStage, MakesTheStageOfEachRowAndTellsItWhatItMustBeTold) {
  const std::vector<Pair> previous{{MenteeId(1), MentorId(2)}};
  for (const StageRow& row : stage_rows()) {
    const Stage stage = make_stage(row.kind, {.floor = Points(7), .seed = 11, .previous = previous});
    EXPECT_EQ(name(stage), row.name);
    EXPECT_EQ(&row_of(stage), &row);
    const auto* floor = std::get_if<Floor>(&stage);
    const auto* lottery = std::get_if<Lottery>(&stage);
    const auto* changes = std::get_if<FewestChanges>(&stage);
    EXPECT_EQ(floor != nullptr && floor->points == Points(7), row.parameter == StageParameter::points) << row.name;
    EXPECT_EQ(lottery != nullptr && lottery->seed == 11, row.parameter == StageParameter::seed) << row.name;
    EXPECT_EQ(changes != nullptr && changes->previous == previous, row.parameter == StageParameter::pairs) << row.name;
  }
}

TEST(EveryStage, IsSolvedProvedAndExplained) {
  // The third mentee has no mentor left, whatever the stage.
  const Problem problem{.mentees = 3, .mentors = 2, .points = DenseTable{{9000, 8000, 7000, 9000, 2000, 3000}}};
  for (const StageRow& row : stage_rows()) {
    Objective objective{
        make_stage(row.kind, {.floor = Points(8500), .seed = 11, .previous = {{MenteeId(0), MentorId(0)}}})};
    if (row.kind != StageKind::most_pairs) objective.insert(objective.begin(), MostPairs{});
    const Matching matching = match(problem, objective);
    const Verdict verdict = verify(problem, matching);
    EXPECT_TRUE(verdict.holds) << row.name << ": " << (verdict.failures.empty() ? "" : verdict.failures.front());
    ASSERT_EQ(matching.stages.size(), objective.size()) << row.name;
    EXPECT_EQ(matching.stages.back().profile.empty(), row.levels == StageLevels::none) << row.name;
    StageResult wrong = matching.stages.back();
    *wrong.value += 1;
    Matching claimed = matching;
    claimed.stages.back() = wrong;
    EXPECT_FALSE(verify(problem, claimed).holds) << row.name;
    for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
      if (std::ranges::count(matching.pairs, MenteeId(mentee), &Pair::mentee) > 0) continue;
      const std::string text = why_unmatched(problem, matching, MenteeId(mentee)).text;
      EXPECT_EQ(text.find_first_of("#@"), std::string::npos) << text;
    }
  }
}

TEST(Objective, ByDefaultEndsWithTheLotteryOfItsSeed) {
  const Objective objective = default_objective(2017);
  ASSERT_EQ(objective.size(), 4U);
  EXPECT_EQ(name(objective[0]), "most_pairs");
  EXPECT_EQ(name(objective[1]), "best_worst");
  EXPECT_EQ(name(objective[2]), "most_points");
  EXPECT_EQ(std::get<Lottery>(objective[3]).seed, 2017U);
}

}  // namespace
}  // namespace pairwell
