#include "pairwell/scheme/selection.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <numeric>
#include <span>
#include <utility>

#include <gtest/gtest.h>

#include "pairwell/core/random.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

using testing::small_programme;
using testing::table_of;

/// Eligible mentees of one region each, with the marks that the panel gave.
struct Cohort {
  std::vector<Decision> decisions;
  std::vector<Form> forms;
  std::vector<PanelScore> scores;

  void add(const std::string& reference, const std::string& region,
           const std::vector<std::vector<std::int32_t>>& marks) {
    decisions.push_back({.reference = reference, .role = Role::mentee, .outcome = Outcome::eligible});
    forms.emplace_back();
    forms.back().reference = reference;
    forms.back().nation = region;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      scores.push_back({.reference = reference, .member = "P" + std::to_string(i + 1), .marks = marks[i]});
    }
  }

  std::vector<Selection> shortlist(const Programme& programme = small_programme()) const {
    return pairwell::shortlist(programme, Role::mentee, decisions, forms, scores);
  }
};

std::vector<std::string> references(const std::vector<Selection>& selections) {
  std::vector<std::string> result;
  for (const Selection& selection : selections) result.push_back(selection.reference);
  return result;
}

TEST(Shortlist, RanksByWeightedMeanMark) {
  Cohort cohort;  // The line need weighs 2 and commitment 1; both run to 5.
  cohort.add("A", "England", {{2, 5}, {2, 5}});
  cohort.add("B", "England", {{5, 0}, {5, 0}});
  cohort.add("C", "England", {{5, 5}, {4, 5}});
  const auto selections = cohort.shortlist();
  EXPECT_EQ(references(selections), (std::vector<std::string>{"C", "B", "A"}));
  EXPECT_EQ(selections[0].mean_thousandths, 933);  // 28 of 30.
  EXPECT_EQ(selections[1].mean_thousandths, 667);  // 20 of 30.
  EXPECT_EQ(selections[2].mean_thousandths, 600);  // 18 of 30.
  EXPECT_EQ(selections[0].rank, 1);
  EXPECT_EQ(selections[2].rank, 3);
  EXPECT_EQ(selections[0].reason,
            "Ranked 1 of 3 mentees in England with 93.3% of all marks from 2 panel members: within the 3 places.");
}

TEST(Shortlist, ComparesMeansOfDifferentPanelsExactly) {
  Cohort cohort;
  // 13 of 15 by three members of whom one differs: 39/45 = 0.8667 against 26/30 = 0.8667: a true tie.
  cohort.add("A", "England", {{4, 5}, {4, 5}, {4, 5}});
  cohort.add("B", "England", {{4, 5}, {4, 5}});
  cohort.add("C", "England", {{4, 5}, {4, 5}, {4, 4}});  // 38/45: less than both by a hair.
  const auto selections = cohort.shortlist();
  EXPECT_EQ(selections[0].mean_thousandths, selections[1].mean_thousandths);
  EXPECT_EQ(selections[2].reference, "C");
  EXPECT_NE(selections[0].detail.find("ties with"), std::string::npos);
  EXPECT_EQ(selections[2].detail, "");
}

TEST(Shortlist, FillsPlacesThenReserves) {
  Cohort cohort;
  for (int i = 0; i < 6; ++i) cohort.add("E" + std::to_string(i), "England", {{5, 5 - i}, {4, 5 - i}});
  for (int i = 0; i < 3; ++i) cohort.add("S" + std::to_string(i), "Scotland", {{3, 5 - i}, {3, 5 - i}});
  std::map<std::string, Selected> outcome;
  for (const Selection& selection : cohort.shortlist()) outcome[selection.reference] = selection.outcome;
  EXPECT_EQ(outcome["E2"], Selected::shortlisted);
  EXPECT_EQ(outcome["E3"], Selected::reserve);
  EXPECT_EQ(outcome["E4"], Selected::not_selected);
  EXPECT_EQ(outcome["S0"], Selected::shortlisted);
  EXPECT_EQ(outcome["S1"], Selected::reserve);
  EXPECT_EQ(outcome["S2"], Selected::not_selected);
}

TEST(Shortlist, RanksEachRegionForItself) {
  Cohort cohort;
  cohort.add("S1", "Scotland", {{5, 5}, {5, 5}});
  cohort.add("E1", "England", {{1, 1}, {1, 1}});
  cohort.add("W1", "Wales", {{0, 0}, {0, 0}});
  const auto selections = cohort.shortlist();
  EXPECT_EQ(references(selections), (std::vector<std::string>{"E1", "S1", "W1"}));
  for (const Selection& selection : selections) EXPECT_EQ(selection.rank, 1);
  EXPECT_EQ(selections[2].outcome, Selected::shortlisted) << "no place is set for Wales, so there is no limit";
  EXPECT_NE(selections[2].reason.find("no limit of places"), std::string::npos);
}

TEST(Shortlist, BreaksTiesByThePublishedRule) {
  Cohort cohort;
  cohort.add("A", "England", {{3, 5}, {3, 5}});  // 22 with need 3.
  cohort.add("B", "England", {{4, 3}, {4, 3}});  // 22 with need 4.
  const auto selections = cohort.shortlist();
  EXPECT_EQ(references(selections), (std::vector<std::string>{"B", "A"}));
  EXPECT_EQ(selections[0].detail, "The mean mark ties with A; the form stands above A by the mean mark for 'need'.");
  EXPECT_EQ(selections[1].detail, "The mean mark ties with B; the form stands below B by the mean mark for 'need'.");
  EXPECT_EQ(selections[0].reason,
            "Ranked 1 of 2 mentees in England with 73.3% of all marks from 2 panel members: within the 3 places.")
      << "the applicant may be told the reason, so it names nobody else";
}

TEST(Shortlist, DrawsTheLotteryOnReferences) {
  Cohort cohort;
  for (const char* reference : {"A", "B", "C", "D"}) cohort.add(reference, "England", {{3, 3}, {3, 3}});
  std::vector<std::string> expected{"A", "B", "C", "D"};
  std::ranges::sort(expected, {}, [](const std::string& reference) { return ticket(2017, lottery_key(reference)); });
  const auto selections = cohort.shortlist();
  EXPECT_EQ(references(selections), expected);
  EXPECT_NE(selections[0].detail.find("by the lottery with seed 2017"), std::string::npos);

  bool differs = false;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Programme programme = small_programme();
    programme.objective.seed = seed;
    differs = differs || references(cohort.shortlist(programme)) != expected;
  }
  EXPECT_TRUE(differs) << "another seed draws another order";
}

TEST(Shortlist, DoesNotDependOnTheOrderOfRows) {
  Cohort cohort;
  for (int i = 0; i < 12; ++i) {
    cohort.add("MM-" + std::to_string(i), i % 3 == 0 ? "Scotland" : "England", {{i % 2, 3}, {3, i % 2}});
  }
  const auto expected = cohort.shortlist();
  Random random(5);
  for (int round = 0; round < 20; ++round) {
    random.shuffle(std::span(cohort.decisions));
    random.shuffle(std::span(cohort.forms));
    random.shuffle(std::span(cohort.scores));
    EXPECT_EQ(cohort.shortlist(), expected);
  }
}

TEST(Shortlist, DoesNotRankWhatTooFewScored) {
  Cohort cohort;
  cohort.add("A", "England", {{5, 5}});
  cohort.add("B", "England", {});
  cohort.add("C", "England", {{1, 1}, {1, 1}});
  const auto selections = cohort.shortlist();
  EXPECT_EQ(references(selections), (std::vector<std::string>{"C", "A", "B"}));
  EXPECT_EQ(selections[0].rank, 1);
  EXPECT_EQ(selections[1].outcome, Selected::not_scored);
  EXPECT_EQ(selections[1].rank, 0);
  EXPECT_EQ(selections[1].reason,
            "Scored by 1 panel member where the programme asks for 2; it is not ranked until the others have scored "
            "it.");
  EXPECT_EQ(selections[2].mean_thousandths, 0);
  EXPECT_TRUE(selections[2].reason.starts_with("Scored by no panel member where"));
}

TEST(Shortlist, LooksAtEligibleFormsOfTheRoleOnly) {
  Cohort cohort;
  cohort.add("A", "England", {{5, 5}, {5, 5}});
  cohort.add("B", "England", {{5, 5}, {5, 5}});
  cohort.add("C", "England", {{5, 5}, {5, 5}});
  cohort.decisions[1].outcome = Outcome::late;
  cohort.decisions[2].role = Role::mentor;
  EXPECT_EQ(references(cohort.shortlist()), std::vector<std::string>{"A"});
}

TEST(Shortlist, RefusesScoresThatCannotBeAddedUp) {
  const auto rules = [](const Cohort& cohort) {
    std::vector<std::string> result;
    try {
      cohort.shortlist();
    } catch (const InvalidInput& fault) {
      for (const Finding& finding : fault.findings()) result.push_back(finding.rule);
    }
    return result;
  };
  Cohort cohort;
  cohort.add("A", "England", {{5, 6}, {-1, 5}, {5}});
  cohort.scores.push_back(cohort.scores[0]);
  cohort.decisions.push_back({.reference = "Z", .role = Role::mentee, .outcome = Outcome::eligible});
  EXPECT_EQ(rules(cohort), (std::vector<std::string>{"decision", "range", "range", "marks", "duplicate"}));
  Cohort twice;
  twice.add("A", "England", {});
  twice.add("A", "England", {});
  EXPECT_EQ(rules(twice), (std::vector<std::string>{"duplicate", "duplicate"}));
}

TEST(Shortlist, LetsEverybodyGoOnWhereThereIsNoPanel) {
  Programme programme = small_programme();
  programme.selection = {};
  Cohort cohort;
  cohort.add("B", "Scotland", {});
  cohort.add("C", "England", {});
  cohort.add("A", "England", {});
  cohort.add("D", "England", {});
  cohort.decisions.back().outcome = Outcome::not_eligible;
  const auto selections = cohort.shortlist(programme);
  EXPECT_EQ(references(selections), (std::vector<std::string>{"A", "C", "B"}));
  for (const Selection& selection : selections) {
    EXPECT_EQ(selection.outcome, Selected::shortlisted);
    EXPECT_EQ(selection.rank, 0);
    EXPECT_EQ(selection.reason, "The programme has no panel: every eligible form goes on.");
  }
  cohort.scores.push_back({.reference = "A", .member = "P1", .marks = {}});
  EXPECT_THROW(cohort.shortlist(programme), InvalidInput) << "marks by no rubric";
}

TEST(Shortlist, RefusesARubricWithoutMarks) {
  Cohort cohort;
  Programme programme = small_programme();
  programme.selection.tie_rule = {"charm"};
  EXPECT_THROW(cohort.shortlist(programme), InvalidInput);
  programme = small_programme();
  programme.selection.rubric[0].weight = std::numeric_limits<std::int32_t>::max();
  EXPECT_THROW(cohort.shortlist(programme), InvalidInput);
}

TEST(Panel, ReadsMarksInTheOrderOfTheRubric) {
  const PanelRead read = read_panel(
      table_of({"member", "commitment", "reference", "need"}, {{"P1", "4", "MM-001", "5"}, {"P2", "0", "MM-001", "3"}}),
      small_programme());
  EXPECT_EQ(read.findings, Findings{});
  EXPECT_EQ(read.scores, (std::vector<PanelScore>{{"MM-001", "P1", {5, 4}}, {"MM-001", "P2", {3, 0}}}));
}

TEST(Panel, GivesEveryFaultAtOnce) {
  const PanelRead read =
      read_panel(table_of({"reference", "member", "need", "commitment", "charm"}, {{"MM-001", "P1", "6", "x", "1"},
                                                                                   {"MM-002", "P1", "", "3", "1"},
                                                                                   {"MM-002", "P1", "3", "3", "1"},
                                                                                   {"", "", "3", "3", "1"},
                                                                                   {"MM-003", "P1", "3", "3", "1"}}),
                 small_programme());
  EXPECT_EQ(read.scores, (std::vector<PanelScore>{{"MM-003", "P1", {3, 3}}}));
  std::vector<std::pair<std::int64_t, std::string>> found;
  for (const Finding& finding : read.findings) found.emplace_back(finding.row, finding.rule);
  const std::vector<std::pair<std::int64_t, std::string>> expected{
      {0, "column"}, {1, "range"}, {1, "number"}, {2, "blank"}, {3, "duplicate"}, {4, "blank"}, {4, "blank"}};
  EXPECT_EQ(found, expected);
}

TEST(Panel, NeedsAColumnForEveryLineOfTheRubric) {
  const PanelRead read =
      read_panel(table_of({"reference", "member", "need"}, {{"MM-001", "P1", "3"}}), small_programme());
  EXPECT_TRUE(read.scores.empty());
  ASSERT_EQ(read.findings.size(), 1U);
  EXPECT_EQ(read.findings[0].column, "commitment");
}

TEST(Panel, WarnsOfScoresForNobody) {
  MenteeForm mentee;
  mentee.reference = "MM-001";
  MentorForm mentor;
  mentor.reference = "MR-001";
  const std::vector<PanelScore> scores{
      {"MM-001", "P1", {}}, {"MR-001", "P1", {}}, {"MM-01", "P1", {}}, {"MM-01", "P2", {}}};
  const Findings findings = check(scores, {mentee}, {mentor});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].severity, Severity::warning);
  EXPECT_EQ(findings[0].value, "MM-01");
}

TEST(Shortlist, TakesNoMarksOfAMemberWithAConflict) {
  Cohort cohort;
  cohort.add("A", "England", {{5, 5}, {4, 4}});
  cohort.add("B", "England", {{3, 3}, {2, 2}});
  const std::vector<PanelConflict> elsewhere{{"P3", "A", "They work in one team."}};
  EXPECT_EQ(
      pairwell::shortlist(small_programme(), Role::mentee, cohort.decisions, cohort.forms, cohort.scores, elsewhere),
      cohort.shortlist());
  const std::vector<PanelConflict> conflicts{{"P2", "B", "They work in one team."}};
  const Findings found = check(cohort.scores, conflicts);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(
      to_string(found[0]),
      "panel, column member: 'P2' marked 'B' in spite of a conflict: They work in one team. (rule: conflict, value: "
      "P2)");
  EXPECT_THROW(
      pairwell::shortlist(small_programme(), Role::mentee, cohort.decisions, cohort.forms, cohort.scores, conflicts),
      InvalidInput);
}

TEST(PanelConflicts, SayWhoDoesNotMarkWhomAndWhy) {
  std::vector<std::string> columns;
  for (const Finding& finding : check(std::vector<PanelScore>{}, {{"P1", "", " "}})) columns.push_back(finding.column);
  EXPECT_EQ(columns, (std::vector<std::string>{"reference", "reason"}));
}

}  // namespace
}  // namespace pairwell
