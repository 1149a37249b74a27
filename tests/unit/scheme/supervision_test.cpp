#include "pairwell/scheme/supervision.hpp"

#include <type_traits>

#include <gtest/gtest.h>

#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

SupervisionNote note(const std::string& mentor = "MR-1", const Date& on = {2017, 9, 12},
                     const std::string& supervisor = "S. Visor") {
  return {mentor, supervisor, on, "What was said."};
}

TEST(SupervisionNote, IsReadByItsOwnSupervisorAlone) {
  EXPECT_EQ(SupervisorView("S. Visor").text(note()), "What was said.");
  try {
    SupervisorView("An Officer").text(note());
    FAIL();
  } catch (const InvalidInput& fault) {
    EXPECT_STREQ(
        fault.what(),
        "SupervisorView::text: the note is another supervisor's, who alone may read it (rule: access, value: An "
        "Officer)");
  }
  EXPECT_THROW(SupervisorView(" "), InvalidInput);
}

TEST(SupervisionNote, NeedsWhoWhenAndWhat) {
  std::vector<std::string> columns;
  try {
    SupervisionNote("", " ", {2017, 2, 29}, "");
  } catch (const InvalidInput& fault) {
    for (const Finding& finding : fault.findings()) columns.push_back(finding.column);
  }
  EXPECT_EQ(columns, (std::vector<std::string>{"mentor", "supervisor", "text", "on"}));
}

TEST(SupervisionNote, IsNoFormAndNoTextToTheTypes) {
  static_assert(!std::is_convertible_v<SupervisionNote, std::string>);
  static_assert(!std::is_default_constructible_v<SupervisorView>);
  static_assert(!std::is_convertible_v<std::string, SupervisorView>);
}

TEST(SupervisionCounts, SayHowManySessionsAMentorHad) {
  EXPECT_EQ(supervision_counts({note("MR-2"), note("MR-1"), note("MR-2", {2017, 10, 1})}),
            (std::vector<SupervisionCount>{{"MR-1", 1}, {"MR-2", 2}}));
}

TEST(SupervisionCheck, RefusesDaysOutsideTheRunningPeriod) {
  const Programme programme = testing::small_programme();
  EXPECT_TRUE(check(programme, {note("MR-1", {2017, 6, 1}), note("MR-1", {2017, 11, 30})}).empty());
  const Findings found = check(programme, {note("MR-1", {2017, 5, 31}), note("MR-1", {2017, 12, 1})});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].row, 2);
  EXPECT_EQ(found[0].message,
            "The day is not from Thursday 1 June 2017 to Thursday 30 November 2017, when the programme runs.");
}

TEST(SupervisionCheck, WarnsOfASecondNoteOnADay) {
  const Findings found = check(testing::small_programme(), {note(), note(), note("MR-2")});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].severity, Severity::warning);
  EXPECT_EQ(to_string(found[0]).find("What was said"), std::string::npos);
}

}  // namespace
}  // namespace pairwell
