#include "pairwell/core/error.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace pairwell {
namespace {

const Finding of_a_cell{.rule = "nation",
                        .message = "'Walse' is no nation of the programme",
                        .file = "mentees.csv",
                        .row = 7,
                        .column = "nation",
                        .value = "Walse"};

TEST(Finding, ReadsAsPlaceSentenceRuleAndValue) {
  EXPECT_EQ(to_string(of_a_cell),
            "mentees.csv, row 7, column nation: 'Walse' is no nation of the programme (rule: nation, value: Walse)");
}

TEST(Finding, LeavesOutWhatItDoesNotHave) {
  EXPECT_EQ(to_string(Finding{.rule = "empty", .message = "the file is empty"}), "the file is empty (rule: empty)");
  EXPECT_EQ(to_string(Finding{.rule = "range", .message = "too much", .row = 2, .column = "places"}),
            "row 2, column places: too much (rule: range)");
}

TEST(Finding, CallsAnArgumentOfACallByItsNameAlone) {
  EXPECT_EQ(to_string(Finding{.rule = "range", .message = "too much", .column = "places[0]"}),
            "places[0]: too much (rule: range)");
}

TEST(Finding, SaysWhenItIsAWarning) {
  Finding warning = of_a_cell;
  warning.severity = Severity::warning;
  EXPECT_EQ(to_string(warning).find("warning: mentees.csv, row 7"), 0U);
}

TEST(InvalidInput, OfOneFaultNamesFunctionRuleAndValue) {
  const InvalidInput error("points_from", "finite", "points must be finite", "nan");
  EXPECT_STREQ(error.what(), "points_from: points must be finite (rule: finite, value: nan)");
  ASSERT_EQ(error.findings().size(), 1U);
  EXPECT_EQ(error.findings().front().rule, "finite");
  EXPECT_EQ(error.findings().front().value, "nan");
}

TEST(InvalidInput, OfManyFaultsCountsAndListsThemAll) {
  Finding warning = of_a_cell;
  warning.severity = Severity::warning;
  const InvalidInput error("read_mentees", Findings{of_a_cell, warning, of_a_cell});
  const std::string text = error.what();
  EXPECT_EQ(text.find("read_mentees: 2 errors\n"), 0U);
  EXPECT_EQ(std::ranges::count(text, '\n'), 3);
  EXPECT_EQ(error.findings().size(), 3U);
  EXPECT_EQ(std::string(InvalidInput("f", Findings{of_a_cell}).what()).find("f: 1 error\n"), 0U);
}

TEST(InvalidInput, IsAnError) {
  EXPECT_THROW(throw InvalidInput("f", "rule", "message"), Error);
  EXPECT_THROW(throw InvalidInput("f", "rule", "message"), std::runtime_error);
}

TEST(Findings, StopTheWorkOnlyWhereOneIsAnError) {
  Finding warning = of_a_cell;
  warning.severity = Severity::warning;
  EXPECT_FALSE(has_errors({}));
  EXPECT_FALSE(has_errors({warning}));
  EXPECT_TRUE(has_errors({warning, of_a_cell}));
  EXPECT_NO_THROW(throw_if_errors("f", {warning}));
  EXPECT_THROW(throw_if_errors("f", {warning, of_a_cell}), InvalidInput);
}

}  // namespace
}  // namespace pairwell
