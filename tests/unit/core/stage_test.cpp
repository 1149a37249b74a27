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

TEST(Misplaced, SaysWhatToWriteInstead) {
  using enum StageKind;
  const auto why = [](StageKind stage, const std::vector<StageKind>& before) { return misplaced(stage, before); };
  EXPECT_EQ(why(leximin, {floor}),
            "No stage before leximin settles how many pairs there are, and the fewest serve it best: write "
            "[\"most_pairs\", \"leximin\"].");
  EXPECT_EQ(why(most_points, {lottery}),
            "A lottery leaves no ties, so most_points has no say behind it: put the lottery last.");
  for (const StageRow& row : stage_rows()) {
    EXPECT_EQ(why(row.kind, {}).empty(), !row.needs_most_pairs) << row.name;
    EXPECT_EQ(why(row.kind, {most_pairs}), "") << row.name;
    EXPECT_EQ(why(row.kind, {rank_maximal}), "") << row.name;
    EXPECT_EQ(why(row.kind, {most_points, fewest_changes}).empty(), !row.needs_most_pairs) << row.name;
    EXPECT_NE(why(row.kind, {most_pairs, lottery}), "") << row.name;
  }
}

TEST(StageParameters, HaveNames) {
  EXPECT_EQ(to_string(row_of(StageKind::floor).parameter), "points");
  EXPECT_EQ(to_string(row_of(StageKind::fewest_changes).parameter), "pairs");
  EXPECT_EQ(to_string(row_of(StageKind::lottery).parameter), "seed");
  EXPECT_EQ(to_string(row_of(StageKind::leximin).parameter), "none");
}

}  // namespace
}  // namespace pairwell
