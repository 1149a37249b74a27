#include "pairwell/scheme/monitoring.hpp"

#include <algorithm>
#include <type_traits>

#include <gtest/gtest.h>

#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

using testing::table_of;

static_assert(!std::is_convertible_v<MonitoringAnswers, MenteeForm> && !std::is_convertible_v<MonitoringAnswers, Form>);
static_assert(!std::is_convertible_v<Form, MonitoringAnswers> && !std::is_base_of_v<Form, MonitoringAnswers>);

TEST(Monitoring, ReadsAnswersUnderTheirReference) {
  const MonitoringRead read = read_monitoring(
      table_of({"reference", "age_band", "gender"}, {{"MM-001", "25 to 34", ""}, {"MM-002", "", "woman"}}));
  EXPECT_EQ(read.findings, Findings{});
  ASSERT_EQ(read.answers.size(), 2U);
  EXPECT_EQ(read.answers[0].reference, "MM-001");
  EXPECT_EQ(given(read.answers[0], "age_band"), "25 to 34");
  EXPECT_EQ(given(read.answers[0], "gender"), "");
  EXPECT_EQ(given(read.answers[1], "gender"), "woman");
  EXPECT_EQ(given(read.answers[1], "religion"), "");
}

TEST(Monitoring, RefusesColumnsOfForms) {
  const MonitoringRead read =
      read_monitoring(table_of({"reference", "name", "nation", "ethnicty"}, {{"MM-001", "Ada", "England", "x"}}));
  ASSERT_EQ(read.findings.size(), 3U);
  EXPECT_NE(read.findings[0].message.find("keep 'name' in the table of forms"), std::string::npos);
  EXPECT_NE(read.findings[1].message.find("keep 'nation' in the table of forms"), std::string::npos);
  EXPECT_NE(read.findings[2].message.find("Did you mean 'ethnicity'?"), std::string::npos);
}

TEST(Monitoring, RefusesRowsWithoutAReferenceAndTheLaterOfTwo) {
  const MonitoringRead read =
      read_monitoring(table_of({"reference", "gender"}, {{"", "man"}, {"MM-001", "man"}, {"MM-001", "woman"}}));
  ASSERT_EQ(read.answers.size(), 1U);
  EXPECT_EQ(given(read.answers[0], "gender"), "man");
  ASSERT_EQ(read.findings.size(), 2U);
  EXPECT_EQ(read.findings[0].rule, "blank");
  EXPECT_EQ(read.findings[1].rule, "duplicate");
  EXPECT_EQ(read.findings[1].row, 3);
}

TEST(Monitoring, NeedsTheReferenceColumn) {
  const MonitoringRead read = read_monitoring(table_of({"gender"}, {{"man"}}));
  EXPECT_TRUE(read.answers.empty());
  ASSERT_EQ(read.findings.size(), 1U);
  EXPECT_EQ(read.findings[0].column, "reference");
}

TEST(Monitoring, HasNoColumnOfAForm) {
  for (const Role role : {Role::mentee, Role::mentor}) {
    for (const std::string& column : form_columns(role)) {
      const auto& columns = monitoring_columns();
      EXPECT_EQ(std::find(columns.begin(), columns.end(), column), columns.end()) << column;
    }
  }
}

}  // namespace
}  // namespace pairwell
