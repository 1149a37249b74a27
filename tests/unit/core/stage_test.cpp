#include "pairwell/core/stage.hpp"

#include <set>
#include <string_view>

#include <gtest/gtest.h>

namespace pairwell {
namespace {

TEST(StageTable, GivesEveryStageARowAndANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const StageRow& row : stage_rows()) {
    EXPECT_EQ(&row_of(row.kind), &row);
    EXPECT_EQ(to_string(row.kind), row.name);
    EXPECT_EQ(parse_stage(row.name), row.kind);
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
  }
  EXPECT_EQ(names.size(), stage_kinds);
}

TEST(StageTable, HasWordsForPeopleInEveryRow) {
  for (const StageRow& row : stage_rows()) {
    for (const std::string_view text : {row.title, row.reached.one, row.reached.many, row.worse.one, row.worse.many}) {
      EXPECT_FALSE(text.empty()) << row.name;
    }
    // A number stands where there is one to tell, and "1" where it is 1.
    const bool has_number = row.reached.many.find('#') != std::string_view::npos;
    EXPECT_EQ(has_number, row.kind != StageKind::lottery) << row.name;
    EXPECT_EQ(row.worse.many.find('@') != std::string_view::npos, row.levels != StageLevels::none) << row.name;
  }
}

TEST(ParseStage, TakesNoOtherName) {
  EXPECT_EQ(parse_stage("fewest_changes"), StageKind::fewest_changes);
  EXPECT_EQ(parse_stage("most_joy"), std::nullopt);
  EXPECT_EQ(parse_stage("Most_pairs"), std::nullopt);
  EXPECT_EQ(parse_stage(""), std::nullopt);
}

TEST(StageParameters, HaveNames) {
  EXPECT_EQ(to_string(row_of(StageKind::floor).parameter), "points");
  EXPECT_EQ(to_string(row_of(StageKind::fewest_changes).parameter), "pairs");
  EXPECT_EQ(to_string(row_of(StageKind::lottery).parameter), "seed");
  EXPECT_EQ(to_string(row_of(StageKind::leximin).parameter), "none");
}

}  // namespace
}  // namespace pairwell
