#include "pairwell/scheme/eligibility.hpp"

#include <utility>

#include <gtest/gtest.h>

#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

using testing::small_programme;
using testing::table_of;

/// A mentee form that every rule of the small programme lets through.
MenteeForm form_at(const std::string& submitted_at) {
  MenteeForm form;
  form.reference = "MM-001";
  form.state = FormState::submitted;
  form.submitted_at = parse_instant(submitted_at);
  form.nation = "England";
  form.answers = {{"nation", "England"}, {"consent", "yes"}};
  return form;
}

Decision decide_one(const MenteeForm& form, const std::vector<Grace>& graces = {}) {
  const std::vector<Decision> decisions = decide(small_programme(), std::vector{form}, graces);
  EXPECT_EQ(decisions.size(), 1U);
  return decisions.at(0);
}

Grace grace_until(const std::string& instant) {
  return {.reference = "MM-001",
          .until = parse_instant(instant),
          .reason = "The form's server was down",
          .decided_by = "the programme officer"};
}

TEST(Eligibility, TheSmallProgrammeHasNoErrors) { EXPECT_EQ(check(small_programme()), Findings{}); }

TEST(Eligibility, IsOnTimeAtTheSecondOfTheDeadline) {
  const Decision decision = decide_one(form_at("2017-04-24T09:00:00Z"));
  EXPECT_EQ(decision.outcome, Outcome::eligible);
  EXPECT_TRUE(decision.reasons.empty());
  EXPECT_EQ(decision.reference, "MM-001");
  EXPECT_EQ(decision.role, Role::mentee);
}

TEST(Eligibility, IsLateOneSecondAfterIt) {
  const Decision decision = decide_one(form_at("2017-04-24T09:00:01Z"));
  EXPECT_EQ(decision.outcome, Outcome::late);
  ASSERT_EQ(decision.reasons.size(), 1U);
  EXPECT_EQ(decision.reasons[0].rule, "deadline");
  EXPECT_EQ(decision.reasons[0].field, "submitted_at");
  EXPECT_EQ(decision.reasons[0].value, "2017-04-24T09:00:01Z");
  EXPECT_EQ(decision.reasons[0].text,
            "Submitted at 10:00:01 on Monday 24 April 2017 (BST), 1 second after the deadline of 10:00:00.");
}

TEST(Eligibility, SaysHowLateInDaysHoursMinutesAndSeconds) {
  const Decision decision = decide_one(form_at("2017-04-26T11:03:04Z"));
  ASSERT_EQ(decision.reasons.size(), 1U);
  EXPECT_EQ(decision.reasons[0].text,
            "Submitted at 12:03:04 on Wednesday 26 April 2017 (BST), 2 days, 2 hours, 3 minutes and 4 seconds after "
            "the deadline of 10:00:00 on Monday 24 April 2017 (BST).");
}

TEST(Eligibility, KeepsADeadlineThatIsAnywhereOnEarth) {
  Programme programme = small_programme();
  for (Event& event : programme.timetable.events) {
    if (event.kind == EventKind::deadline) event.zone = "anywhere on Earth";
  }
  const auto decided = [&](const char* at) { return decide(programme, std::vector{form_at(at)}, {}).at(0); };
  EXPECT_EQ(decided("2017-04-24T22:00:00Z").outcome, Outcome::eligible);
  EXPECT_EQ(decided("2017-04-24T22:00:01Z").reasons.at(0).text,
            "Submitted at 10:00:01 on Monday 24 April 2017 (anywhere on Earth), 1 second after the deadline of "
            "10:00:00.");
}

TEST(Eligibility, LetsAFormInByRecordedGrace) {
  const Decision decision = decide_one(form_at("2017-04-24T09:30:00Z"), {grace_until("2017-04-24T09:30:00Z")});
  EXPECT_EQ(decision.outcome, Outcome::eligible);
  ASSERT_EQ(decision.reasons.size(), 1U);
  EXPECT_EQ(decision.reasons[0].rule, "deadline");
  EXPECT_EQ(decision.reasons[0].text,
            "Submitted at 10:30:00 on Monday 24 April 2017 (BST), 30 minutes after the deadline of 10:00:00; let in by "
            "the programme officer until 10:30:00 on Monday 24 April 2017 (BST): The form's server was down.");
}

TEST(Eligibility, GraceEndsWithItsSecond) {
  const Decision decision = decide_one(form_at("2017-04-24T09:30:01Z"), {grace_until("2017-04-24T09:30:00Z")});
  EXPECT_EQ(decision.outcome, Outcome::late);
  ASSERT_EQ(decision.reasons.size(), 1U);
  EXPECT_NE(decision.reasons[0].text.find("after the grace until 10:30:00"), std::string::npos);
}

TEST(Eligibility, GraceForAFormInTimeSaysNothing) {
  const Decision decision = decide_one(form_at("2017-04-24T08:00:00Z"), {grace_until("2017-04-24T09:30:00Z")});
  EXPECT_EQ(decision.outcome, Outcome::eligible);
  EXPECT_TRUE(decision.reasons.empty());
}

TEST(Eligibility, RefusesGraceWithoutReasonDeciderOrForm) {
  Grace blank = grace_until("2017-04-24T09:30:00Z");
  blank.reason = " ";
  blank.decided_by = "";
  Grace nobody = grace_until("2017-04-24T09:30:00Z");
  nobody.reference = "MM-999";
  Grace twice = nobody;
  twice.reference = "MM-001";
  try {
    decide(small_programme(), std::vector{form_at("2017-04-24T08:00:00Z")}, {blank, nobody, twice});
    FAIL() << "no exception";
  } catch (const InvalidInput& fault) {
    std::vector<std::string> rules;
    for (const Finding& finding : fault.findings()) rules.push_back(finding.rule);
    EXPECT_EQ(rules, (std::vector<std::string>{"grace-reason", "grace-decider", "grace-reference", "grace-twice"}));
  }
}

TEST(Eligibility, GivesEveryReasonWithTheRulesVersion) {
  MenteeForm form = form_at("2017-04-24T09:00:00Z");
  form.answers = {{"nation", "Wales"}, {"consent", ""}};
  const Decision decision = decide_one(form);
  EXPECT_EQ(decision.outcome, Outcome::not_eligible);
  ASSERT_EQ(decision.reasons.size(), 2U);
  EXPECT_EQ(decision.reasons[0].rule, "nation");
  EXPECT_EQ(decision.reasons[0].version, 2);
  EXPECT_EQ(decision.reasons[0].text, "The form does not say that you work in England or Scotland.");
  EXPECT_EQ(decision.reasons[0].value, "Wales");
  EXPECT_EQ(decision.reasons[1].rule, "consent");
  EXPECT_EQ(decision.reasons[1].value, "");
}

TEST(Eligibility, GivesTheRulesThatALateFormFailsToo) {
  MenteeForm form = form_at("2017-04-24T09:00:01Z");
  form.answers = {{"nation", ""}, {"consent", "yes"}};
  const Decision decision = decide_one(form);
  EXPECT_EQ(decision.outcome, Outcome::late);
  ASSERT_EQ(decision.reasons.size(), 2U);
  EXPECT_EQ(decision.reasons[0].rule, "deadline");
  EXPECT_EQ(decision.reasons[1].rule, "nation");
}

TEST(Eligibility, GraceDoesNotMakeUpForARule) {
  MenteeForm form = form_at("2017-04-24T09:00:01Z");
  form.answers = {{"nation", "Wales"}, {"consent", "yes"}};
  const Decision decision = decide_one(form, {grace_until("2017-04-24T09:30:00Z")});
  EXPECT_EQ(decision.outcome, Outcome::not_eligible);
  ASSERT_EQ(decision.reasons.size(), 2U);
  EXPECT_EQ(decision.reasons[0].rule, "deadline");
}

TEST(Eligibility, KeepsDraftsAndWithdrawnFormsAsSuch) {
  MenteeForm draft;
  draft.reference = "MM-002";
  const Decision kept = decide_one(draft);
  EXPECT_EQ(kept.outcome, Outcome::draft);
  ASSERT_EQ(kept.reasons.size(), 1U);
  EXPECT_EQ(kept.reasons[0].rule, "state");
  MenteeForm withdrawn = form_at("2017-04-25T09:00:00Z");
  withdrawn.state = FormState::withdrawn;
  EXPECT_EQ(decide_one(withdrawn).outcome, Outcome::withdrawn);
}

TEST(Eligibility, ComparesAnswersWithoutCase) {
  MenteeForm form = form_at("2017-04-24T09:00:00Z");
  form.answers = {{"nation", " SCOTLAND "}, {"consent", "TRUE"}};
  EXPECT_EQ(decide_one(form).outcome, Outcome::eligible);
}

TEST(Eligibility, HoldsEachKindOfRule) {
  Programme programme = small_programme();
  const auto outcome = [&](RuleKind kind, const std::string& field, const MenteeForm& form) {
    programme.rules = {{.id = "rule", .sentence = "A rule.", .reason = "It fails.", .kind = kind, .field = field}};
    if (kind == RuleKind::at_least) programme.rules[0].number = 60;
    return decide(programme, std::vector{form}).at(0).outcome;
  };
  MenteeForm form = form_at("2017-04-24T09:00:00Z");
  form.answers.clear();
  EXPECT_EQ(outcome(RuleKind::not_blank, "statement", form), Outcome::not_eligible);
  EXPECT_EQ(outcome(RuleKind::at_least, "minutes", form), Outcome::not_eligible);
  EXPECT_EQ(outcome(RuleKind::confirmed, "consent", form), Outcome::not_eligible);
  form.statement = "Because.";
  form.minutes = 59;
  EXPECT_EQ(outcome(RuleKind::not_blank, "statement", form), Outcome::eligible);
  EXPECT_EQ(outcome(RuleKind::at_least, "minutes", form), Outcome::not_eligible);
  form.minutes = 60;
  EXPECT_EQ(outcome(RuleKind::at_least, "minutes", form), Outcome::eligible);
  form.answers = {{"consent", "no"}};
  EXPECT_EQ(outcome(RuleKind::confirmed, "consent", form), Outcome::not_eligible);
  form.needs = {{"leadership", 1}};
  EXPECT_EQ(outcome(RuleKind::not_blank, "needs", form), Outcome::eligible);
  form.needs.clear();
  EXPECT_EQ(outcome(RuleKind::not_blank, "needs", form), Outcome::not_eligible);
}

TEST(Eligibility, AppliesARuleToItsRolesOnly) {
  Programme programme = small_programme();
  programme.rules = {{.id = "place",
                      .sentence = "You can take a mentee.",
                      .reason = "The form has no room for a mentee.",
                      .kind = RuleKind::at_least,
                      .roles = {Role::mentor},
                      .field = "capacity",
                      .values = {},
                      .number = 1}};
  MentorForm mentor;
  mentor.reference = "MR-001";
  mentor.state = FormState::submitted;
  mentor.submitted_at = parse_instant("2017-04-24T09:00:00Z");
  mentor.capacity = 0;
  const Decision refused = decide(programme, std::vector{mentor}).at(0);
  EXPECT_EQ(refused.outcome, Outcome::not_eligible);
  EXPECT_EQ(refused.role, Role::mentor);
  EXPECT_EQ(refused.reasons.at(0).value, "0");
  mentor.capacity = 1;
  EXPECT_EQ(decide(programme, std::vector{mentor}).at(0).outcome, Outcome::eligible);
  EXPECT_EQ(decide(programme, std::vector{form_at("2017-04-24T09:00:00Z")}).at(0).outcome, Outcome::eligible);
}

TEST(Eligibility, DigestsWhatWasLookedAtAndNothingElse) {
  const MenteeForm form = form_at("2017-04-24T09:00:00Z");
  MenteeForm other = form;
  other.statement = "Not looked at.";
  other.answers.emplace_back("statement", "Not looked at.");
  EXPECT_EQ(decide_one(form).inputs, decide_one(other).inputs);
  EXPECT_EQ(decide_one(form).inputs.size(), 64U);
  other.answers[0].second = "Scotland";
  EXPECT_NE(decide_one(form).inputs, decide_one(other).inputs);
  other = form_at("2017-04-24T08:59:59Z");
  EXPECT_NE(decide_one(form).inputs, decide_one(other).inputs);
}

TEST(Eligibility, RefusesASubmittedFormWithoutATimeAndABrokenProgramme) {
  MenteeForm form = form_at("2017-04-24T09:00:00Z");
  form.submitted_at.reset();
  EXPECT_THROW(decide_one(form), InvalidInput);
  Programme programme = small_programme();
  programme.timetable.events.clear();
  EXPECT_THROW(decide(programme, std::vector{form_at("2017-04-24T09:00:00Z")}), InvalidInput);
}

TEST(Eligibility, DoesNotCountTheProgrammesWarnings) {
  Programme programme = small_programme();
  programme.timetable.events.push_back({.id = "training",
                                        .kind = EventKind::training,
                                        .title = "Training",
                                        .days = {{.date = {2017, 5, 16}, .stated = Weekday::monday}}});
  ASSERT_EQ(check(programme).size(), 1U) << "16 May 2017 was a Tuesday";
  EXPECT_EQ(decide(programme, std::vector{form_at("2017-04-24T09:00:00Z")}).size(), 1U);
  Grace nobody = grace_until("2017-04-24T09:30:00Z");
  nobody.reference = "MM-999";
  try {
    decide(programme, std::vector{form_at("2017-04-24T09:00:00Z")}, {nobody});
    FAIL() << "no exception";
  } catch (const InvalidInput& fault) {
    ASSERT_EQ(fault.findings().size(), 1U);
    EXPECT_EQ(fault.findings()[0].rule, "grace-reference");
  }
}

TEST(Eligibility, DecidesEveryFormOfATableInOrder) {
  const auto read = read_mentee_forms(table_of({"reference", "state", "submitted_at", "nation", "consent"},
                                               {{"MM-003", "submitted", "2017-04-24T10:00:00", "England", "yes"},
                                                {"MM-001", "submitted", "2017-04-24T10:00:01", "England", "yes"},
                                                {"MM-002", "submitted", "2017-04-24T09:00:00", "Wales", "yes"},
                                                {"MM-004", "submitted", "2017-04-24T09:00:00", "", "yes"}}),
                                      small_programme());
  ASSERT_EQ(read.findings, Findings{});
  std::vector<std::pair<std::string, Outcome>> outcomes;
  for (const Decision& decision : decide(small_programme(), read.forms)) {
    outcomes.emplace_back(decision.reference, decision.outcome);
  }
  EXPECT_EQ(outcomes, (std::vector<std::pair<std::string, Outcome>>{{"MM-003", Outcome::eligible},
                                                                    {"MM-001", Outcome::late},
                                                                    {"MM-002", Outcome::not_eligible},
                                                                    {"MM-004", Outcome::not_eligible}}));
}

}  // namespace
}  // namespace pairwell
