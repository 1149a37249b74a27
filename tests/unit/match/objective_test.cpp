#include "pairwell/match/objective.hpp"

#include <gtest/gtest.h>

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

TEST(Objective, KnowsWhichStagesGoByLevels) {
  for (const Stage& stage : {Stage(Leximin{}), Stage(RankMaximal{}), Stage(Generous{})}) {
    EXPECT_TRUE(has_profile(stage)) << name(stage);
  }
  for (const Stage& stage : {Stage(MostPairs{}), Stage(Floor{Points(1)}), Stage(BestWorst{}), Stage(MostPoints{}),
                             Stage(Lottery{3}), Stage(FewestChanges{})}) {
    EXPECT_FALSE(has_profile(stage)) << name(stage);
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
