#include "pairwell/scheme/reliability.hpp"

#include <cstddef>
#include <cstdlib>
#include <span>

#include <gtest/gtest.h>

#include "pairwell/core/random.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

/// A rubric of one line, marked 0 to 9.
SelectionRules one_line() {
  SelectionRules rules;
  rules.rubric = {{.id = "need", .sentence = "How clear the need is.", .most = 9, .weight = 1}};
  return rules;
}

/// Marks of members (rows) for forms (columns); -1 where a member did not mark the form.
std::vector<PanelScore> scores_of(const std::vector<std::vector<int>>& marks) {
  std::vector<PanelScore> scores;
  for (std::size_t member = 0; member < marks.size(); ++member) {
    for (std::size_t form = 0; form < marks[member].size(); ++form) {
      if (marks[member][form] < 0) continue;
      scores.push_back({"MM-" + std::to_string(form), "P" + std::to_string(member), {marks[member][form]}});
    }
  }
  return scores;
}

std::optional<std::int64_t> alpha(const std::vector<std::vector<int>>& marks) {
  return panel_agreement(one_line(), scores_of(marks))[0].alpha_thousandths;
}

TEST(PanelAgreement, IsThatOfKrippendorffsOwnExample) {
  // K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section E: interval data of four observers, some
  // missing; alpha is 0.849.
  const auto found = panel_agreement(one_line(), scores_of({{1, 2, 3, 3, 2, 1, 4, 1, 2, -1, -1, -1},
                                                            {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, -1, 3},
                                                            {-1, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, -1},
                                                            {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, -1}}));
  EXPECT_EQ(found[0].alpha_thousandths, 849);
  EXPECT_EQ(found[0].forms, 11) << "the last form has one mark";
  EXPECT_EQ(found[0].marks, 40);
  EXPECT_EQ(found[1].line, "need");
  EXPECT_EQ(found[1].alpha_thousandths, 849) << "the only line is the sum";
  EXPECT_EQ(in_words(found[0]), "alpha 0.849 from 40 marks on 11 forms: reliable");
}

TEST(PanelAgreement, IsOneWhereAllAgreeAndNegativeWhereTheyOppose) {
  EXPECT_EQ(alpha({{1, 3, 5}, {1, 3, 5}}), 1000);
  EXPECT_LT(*alpha({{0, 9, 0, 9}, {9, 0, 9, 0}}), 0);
}

TEST(PanelAgreement, IsNoneWhereNothingCanBeSaid) {
  EXPECT_EQ(alpha({}), std::nullopt);
  EXPECT_EQ(alpha({{1, 2, 3}}), std::nullopt) << "one member";
  EXPECT_EQ(alpha({{3, 3}, {3, 3}}), std::nullopt) << "nothing varies";
  EXPECT_EQ(in_words(panel_agreement(one_line(), {})[0]),
            "no alpha from 0 marks on 0 forms: no form has two marks, or all marks are the same");
}

TEST(PanelAgreement, IsNearZeroForMarksByChance) {
  Random random(8);
  std::vector<std::vector<int>> marks(3, std::vector<int>(2'000));
  for (auto& row : marks) {
    for (int& mark : row) mark = static_cast<int>(random.below(10));
  }
  EXPECT_LT(std::abs(*alpha(marks)), 50);
}

TEST(PanelAgreement, WeighsTheLinesInTheSum) {
  SelectionRules rules = testing::small_programme().selection;  // need weighs 2, commitment 1
  const std::vector<PanelScore> scores{{"A", "P", {1, 0}}, {"A", "Q", {0, 2}}, {"B", "P", {5, 5}}, {"B", "Q", {5, 5}}};
  const auto found = panel_agreement(rules, scores);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].alpha_thousandths, 1000) << "both sums of A are 2";
  EXPECT_LT(*found[1].alpha_thousandths, 1000);
  EXPECT_EQ(found[2].line, "commitment");
}

TEST(PanelAgreement, DoesNotDependOnTheOrderOfScores) {
  auto scores = scores_of({{1, 5, 3, 9, 0}, {2, 5, 1, 7, 3}, {1, 4, 3, 8, 0}});
  const auto expected = panel_agreement(one_line(), scores);
  Random random(2);
  for (int round = 0; round < 10; ++round) {
    random.shuffle(std::span(scores));
    EXPECT_EQ(panel_agreement(one_line(), scores), expected);
  }
}

TEST(PanelAgreement, IsReadInKrippendorffsWords) {
  EXPECT_EQ(in_words(PanelAgreement{.line = {}, .alpha_thousandths = 700, .forms = 1, .marks = 2}),
            "alpha 0.700 from 2 marks on 1 form: good for tentative conclusions");
  EXPECT_EQ(in_words(PanelAgreement{.line = {}, .alpha_thousandths = -50, .forms = 1, .marks = 2}),
            "alpha -0.050 from 2 marks on 1 form: not reliable");
}

TEST(PanelAgreement, RefusesMarksOutOfRange) {
  EXPECT_THROW(panel_agreement(one_line(), {{"A", "P", {10}}}), InvalidInput);
  EXPECT_THROW(panel_agreement(one_line(), {{"A", "P", {1}}, {"A", "P", {2}}}), InvalidInput);
}

}  // namespace
}  // namespace pairwell
