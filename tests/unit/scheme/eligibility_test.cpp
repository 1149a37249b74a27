#include "pairwell/scheme/eligibility.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/pilot_forms.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

using testing::mentee_form;
using testing::mentor_form;
using testing::PilotForm;
using testing::small_programme;
using testing::table_of;

/// A mentee form that every rule of the small programme lets through.
PilotForm said_at(const std::string& submitted_at) {
  return {.reference = "MM-001",
          .state = FormState::submitted,
          .submitted_at = parse_instant(submitted_at),
          .nation = "England",
          .consent = "yes"};
}

MenteeForm form_at(const std::string& submitted_at) { return mentee_form(said_at(submitted_at)); }

MenteeForm form_with(PilotForm form, const std::string& nation, const std::string& consent) {
  form.nation = nation;
  form.consent = consent;
  return mentee_form(form);
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
  EXPECT_EQ(decision.reasons[0].question, "Time of submission");
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
  const MenteeForm form = form_with(said_at("2017-04-24T09:00:00Z"), "Wales", "");
  const Decision decision = decide_one(form);
  EXPECT_EQ(decision.outcome, Outcome::not_eligible);
  ASSERT_EQ(decision.reasons.size(), 2U);
  EXPECT_EQ(decision.reasons[0].rule, "nation");
  EXPECT_EQ(decision.reasons[0].version, 2);
  EXPECT_EQ(decision.reasons[0].text, "The form does not say that you work in England or Scotland.");
  EXPECT_EQ(decision.reasons[0].field, "nation");
  EXPECT_EQ(decision.reasons[0].question, "Nation of work");
  EXPECT_EQ(decision.reasons[0].value, "Wales");
  EXPECT_EQ(decision.reasons[1].rule, "consent");
  EXPECT_EQ(decision.reasons[1].value, "");
}

TEST(Eligibility, GivesTheRulesThatALateFormFailsToo) {
  const MenteeForm form = form_with(said_at("2017-04-24T09:00:01Z"), "", "yes");
  const Decision decision = decide_one(form);
  EXPECT_EQ(decision.outcome, Outcome::late);
  ASSERT_EQ(decision.reasons.size(), 2U);
  EXPECT_EQ(decision.reasons[0].rule, "deadline");
  EXPECT_EQ(decision.reasons[1].rule, "nation");
}

TEST(Eligibility, GraceDoesNotMakeUpForARule) {
  const MenteeForm form = form_with(said_at("2017-04-24T09:00:01Z"), "Wales", "yes");
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
  const MenteeForm form = form_with(said_at("2017-04-24T09:00:00Z"), " SCOTLAND ", "yes");
  EXPECT_EQ(decide_one(form).outcome, Outcome::eligible);
}

TEST(Eligibility, GivesOneReasonForARuleOfSeveralConditions) {
  Programme programme = small_programme();
  const Condition nation{.kind = ConditionKind::one_of, .question = "nation", .values = {"Scotland"}};
  const Condition hours{.kind = ConditionKind::at_least, .question = "minutes", .number = 60};
  const Condition consent{.kind = ConditionKind::confirmed, .question = "consent"};
  programme.rules[0].condition = {.kind = ConditionKind::all,
                                  .of = {consent, {.kind = ConditionKind::any, .of = {nation, hours}}}};
  const Decision decision = decide(programme, std::vector{form_at("2017-04-24T09:00:00Z")}).at(0);
  ASSERT_EQ(decision.reasons.size(), 1U);
  EXPECT_EQ(decision.reasons[0].field, "nation, minutes") << "consent is not why";
  EXPECT_EQ(decision.reasons[0].question, "Nation of work; Length of a meeting");
  EXPECT_EQ(decision.reasons[0].value, "England; (blank)");
  PilotForm form = said_at("2017-04-24T09:00:00Z");
  form.minutes = 60;
  const Decision eligible = decide(programme, std::vector{mentee_form(form)}).at(0);
  EXPECT_EQ(eligible.outcome, Outcome::eligible);
  EXPECT_NE(eligible.inputs, decision.inputs);
}

TEST(Eligibility, NamesAQuestionInTheWordsOfTheRole) {
  Programme programme = small_programme();
  for (Question& question : programme.questions) {
    if (question.id == "nation") question.mentor_words = "Where do you mentor?";
  }
  PilotForm form = said_at("2017-04-24T09:00:00Z");
  form.nation = "Wales";
  EXPECT_EQ(decide(programme, std::vector{mentor_form(form)}).at(0).reasons.at(0).question, "Where do you mentor?");
  EXPECT_EQ(decide(programme, std::vector{mentee_form(form)}).at(0).reasons.at(0).question, "Nation of work");
}

TEST(Eligibility, AppliesARuleToItsRolesOnly) {
  Programme programme = small_programme();
  programme.rules = {{.id = "place",
                      .sentence = "You can take a mentee.",
                      .reason = "The form has no room for a mentee.",
                      .roles = {Role::mentor},
                      .condition = {.kind = ConditionKind::at_least, .question = "capacity", .number = 1}}};
  PilotForm mentor = said_at("2017-04-24T09:00:00Z");
  mentor.reference = "MR-001";
  mentor.capacity = 0;
  const Decision refused = decide(programme, std::vector{mentor_form(mentor)}).at(0);
  EXPECT_EQ(refused.outcome, Outcome::not_eligible);
  EXPECT_EQ(refused.role, Role::mentor);
  EXPECT_EQ(refused.reasons.at(0).value, "0");
  mentor.capacity = 1;
  EXPECT_EQ(decide(programme, std::vector{mentor_form(mentor)}).at(0).outcome, Outcome::eligible);
  EXPECT_EQ(decide(programme, std::vector{form_at("2017-04-24T09:00:00Z")}).at(0).outcome, Outcome::eligible);
}

TEST(Eligibility, DigestsWhatWasLookedAtAndNothingElse) {
  const MenteeForm form = form_at("2017-04-24T09:00:00Z");
  PilotForm said = said_at("2017-04-24T09:00:00Z");
  said.statement = "Not looked at.";
  MenteeForm other = mentee_form(said);
  EXPECT_EQ(decide_one(form).inputs, decide_one(other).inputs);
  EXPECT_EQ(decide_one(form).inputs.size(), 64U);
  said.nation = "Scotland";
  other = mentee_form(said);
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
