#include "pairwell/scheme/sheet.hpp"

#include <gtest/gtest.h>

namespace pairwell {
namespace {

TEST(SheetWords, AreThoseOfTheProgrammeFile) {
  EXPECT_EQ(to_string(DateOrder::iso), "iso");
  EXPECT_EQ(to_string(DateOrder::day_first), "day_first");
  EXPECT_EQ(to_string(DateOrder::month_first), "month_first");
  EXPECT_EQ(to_string(Resubmissions::last), "last");
  EXPECT_EQ(to_string(Resubmissions::first), "first");
  EXPECT_EQ(to_string(Resubmissions::refused), "refused");
}

TEST(NewSheet, HoldsBothRolesUnderOneRowOfHeadings) {
  const Sheet sheet;
  EXPECT_FALSE(sheet.role);
  EXPECT_EQ(sheet.header_rows, 1);
  EXPECT_EQ(sheet.skipped_rows, 0);
  EXPECT_EQ(sheet.resubmissions, Resubmissions::last);
}

TEST(Sheets, DifferByEachColumnAndWord) {
  Sheet sheet;
  sheet.columns = {{"Email Address", "email"}};
  sheet.roles = {{"I would like a mentor", {Role::mentee}}};
  Sheet other = sheet;
  EXPECT_EQ(sheet, other);
  other.columns[0].question = "name";
  EXPECT_NE(sheet, other);
  other = sheet;
  other.roles[0].roles = {Role::mentee, Role::mentor};
  EXPECT_NE(sheet, other);
}

}  // namespace
}  // namespace pairwell
