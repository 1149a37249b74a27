#include "pairwell/scheme/applications.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "support/findings.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

using testing::brief;
using testing::of_rule;
using testing::small_programme;
using testing::table_of;

/// A programme with questions of its own, as a form service asks them.
Programme own_programme() {
  Programme programme = small_programme();
  programme.rules.clear();
  const auto ask = [&](Question question) { programme.questions.push_back(std::move(question)); };
  programme.questions.clear();
  ask({.id = "when", .kind = QuestionKind::instant, .words = "Timestamp", .plays = Plays::submitted_at});
  ask({.id = "mail", .words = "Email Address", .keep = Keep::identity, .plays = Plays::email});
  ask({.id = "full_name", .words = "Your name", .keep = Keep::identity, .plays = Plays::name});
  ask({.id = "phone", .words = "Phone number", .keep = Keep::identity});
  ask({.id = "role", .kind = QuestionKind::choice, .words = "I would like to be", .plays = Plays::role});
  ask({.id = "help",
       .kind = QuestionKind::choices,
       .words = "What would you like help with?",
       .mentor_words = "What can you help with?"});
  ask({.id = "places",
       .kind = QuestionKind::number,
       .asked = {Role::mentor},
       .words = "How many mentees?",
       .plays = Plays::capacity});
  ask({.id = "hopes", .kind = QuestionKind::people, .words = "Whom would you like?", .plays = Plays::wishes});
  ask({.id = "gender", .kind = QuestionKind::choice, .words = "Gender", .keep = Keep::monitoring});
  return programme;
}

Sheet both_roles() {
  return {.id = "people",
          .roles = {{.word = "a mentor, and I would like one too", .roles = {Role::mentee, Role::mentor}}}};
}

const std::vector<std::string> both_headings{"Timestamp",
                                             "Email Address",
                                             "Your name",
                                             "I would like to be",
                                             "What would you like help with?",
                                             "What can you help with?",
                                             "How many mentees?",
                                             "Whom would you like?"};

std::vector<std::string> references(const auto& forms) {
  std::vector<std::string> result;
  for (const auto& form : forms) result.push_back(form.reference);
  return result;
}

using Texts = std::vector<std::string>;

TEST(Applications, TakeBothRolesFromOneSheet) {
  const Table table = table_of(
      both_headings,
      {{"2017-04-20T10:00:00", "ana@example.org", "Ana Reyes", "mentee", "budgets;writing", "", "", "Ben Carter"},
       {"2017-04-20T09:00:00", "ben@example.org", "Ben Carter", "Mentor", "", "budgets", "2", ""},
       {"2017-04-20T11:00:00", "cy@example.org", "Cy Young", "A mentor, and I would like one too", "writing", "budgets",
        "1", "ben@example.org;ANA reyes"}},
      "people.csv");
  const Applications read = read_applications(own_programme(), {{both_roles(), table}});
  EXPECT_EQ(references(read.mentees), (Texts{"MM-001", "MM-002"}));
  EXPECT_EQ(references(read.mentors), (Texts{"MR-001", "MR-002"}));
  EXPECT_EQ(read.mentees[0].wishes, Texts{"MR-001"});
  EXPECT_EQ(read.mentees[1].same_person, Texts{"MR-002"});
  EXPECT_EQ(read.mentors[1].same_person, Texts{"MM-002"});
  EXPECT_EQ(read.mentors[0].same_person, Texts{});
  EXPECT_EQ(read.mentors[1].capacity, 1);
  EXPECT_EQ(find_answer(read.mentees[1], "help")->value, Value(Texts{"writing"}));
  EXPECT_EQ(find_answer(read.mentors[1], "help")->value, Value(Texts{"budgets"}));
  EXPECT_EQ(read.mentees[0].state, FormState::submitted);
  ASSERT_EQ(read.identities.size(), 4U);
  EXPECT_EQ(read.identities[0], (Identity{"MM-001", "Ana Reyes", "ana@example.org"}));
  // Cy wishes for Ben as a mentee and for Ana as a mentor: in each form the other is of the wrong role.
  EXPECT_EQ(read.mentees[1].wishes, (Texts{"MR-001", "ANA reyes"}));
  EXPECT_EQ(brief(read.findings),
            (Texts{"3 names-nobody Whom would you like?", "3 names-nobody Whom would you like?"}));
}

TEST(Applications, KeepNamesAndAddressesOutOfFormsAndFindings) {
  const Table table = table_of(
      {"Timestamp", "Email Address", "Your name", "Phone number", "Gender", "Whom would you like?"},
      {{"2017-04-20T10:00:00", "ana@example.org", "Ana Reyes", "0113 4960000", "woman", "Ben Karter; zed@example.org"}},
      "mentees.csv");
  Programme programme = own_programme();
  const Table mentors = table_of({"Timestamp", "Email Address", "Your name"},
                                 {{
                                     "2017-04-20T10:00:00",
                                     "ben@example.org",
                                     "Ben Carter",
                                 }},
                                 "mentors.csv");
  const Applications read = read_applications(programme, {{{.id = "mentees", .role = Role::mentee}, table},
                                                          {{.id = "mentors", .role = Role::mentor}, mentors}});
  ASSERT_EQ(read.mentees.size(), 1U);
  for (const Answer& answer : read.mentees[0].answers) {
    for (const std::string_view private_text : {"Ana", "ana@", "0113", "woman"}) {
      EXPECT_EQ(answer.given.find(private_text), std::string::npos) << answer.question;
    }
  }
  EXPECT_EQ(read.identities[0].answers.size(), 1U);
  EXPECT_EQ(read.identities[0].answers[0].given, "0113 4960000");
  ASSERT_EQ(read.monitoring.size(), 1U);
  EXPECT_EQ(read.monitoring[0].reference, "MM-001");
  EXPECT_EQ(given(read.monitoring[0], "gender"), "woman");
  ASSERT_EQ(read.findings.size(), 2U);
  EXPECT_EQ(read.findings[0].message, "The 1st of the list names no mentor with a form. Did you mean 'MR-001'?");
  EXPECT_EQ(read.findings[1].message, "The 2nd of the list names no mentor with a form.");
  for (const Finding& finding : read.findings) {
    EXPECT_EQ(finding.value, "");
    EXPECT_EQ(finding.file, "mentees.csv");
    EXPECT_EQ(finding.column, "Whom would you like?");
  }
}

/// The rows of one person, at times of 24 April 2017; the deadline is at 10:00.
Table forms_at(const Texts& times) {
  std::vector<Texts> rows;
  for (const std::string& time : times) {
    rows.push_back({time.empty() ? time : "2017-04-24T" + time, "ana@example.org", "help at " + time});
  }
  return table_of({"Timestamp", "Email Address", "What would you like help with?"}, rows);
}

struct Kept {
  Texts help{};
  Texts findings{};
  friend bool operator==(const Kept&, const Kept&) = default;
};

Kept kept(Resubmissions rule, const Texts& times) {
  const Sheet sheet{.id = "mentees", .role = Role::mentee, .resubmissions = rule};
  const Applications read = read_applications(own_programme(), {{sheet, forms_at(times)}});
  Kept result{.findings = brief(read.findings)};
  for (const MenteeForm& form : read.mentees) result.help.push_back(find_answer(form, "help")->given);
  return result;
}

TEST(Resubmissions, CountTheLastWithinTheDeadline) {
  EXPECT_EQ(kept(Resubmissions::last, {"08:00:00", "09:59:59", "10:00:01"}),
            (Kept{{"help at 09:59:59"}, {"1 resubmission Email Address", "3 resubmission Email Address"}}));
  EXPECT_EQ(kept(Resubmissions::last, {"10:00:00", "09:00:00"}),
            (Kept{{"help at 10:00:00"}, {"2 resubmission Email Address"}}));
  EXPECT_EQ(kept(Resubmissions::last, {"11:00:00", "10:00:01"}),
            (Kept{{"help at 10:00:01"}, {"1 resubmission Email Address"}}))
      << "where none is in time, the first after the deadline";
}

TEST(Resubmissions, CountTheFirstOrAreRefused) {
  EXPECT_EQ(kept(Resubmissions::first, {"09:00:00", "08:00:00"}),
            (Kept{{"help at 08:00:00"}, {"1 resubmission Email Address"}}));
  const Sheet sheet{.id = "mentees", .role = Role::mentee, .resubmissions = Resubmissions::refused};
  const Applications read = read_applications(own_programme(), {{sheet, forms_at({"08:00:00", "09:00:00"})}});
  EXPECT_EQ(references(read.mentees), Texts{"MM-001"});
  ASSERT_EQ(read.findings.size(), 1U);
  EXPECT_EQ(read.findings[0].severity, Severity::error);
  EXPECT_EQ(read.findings[0].message, "The person has a form in row 1 already; a further one is not taken.");
}

TEST(Resubmissions, AreOfOneRoleAndOneAddress) {
  const Table table = table_of({"Timestamp", "Email Address", "I would like to be", "What would you like help with?"},
                               {{"2017-04-20T10:00:00", "ana@example.org", "mentee", ""},
                                {"2017-04-20T11:00:00", "Ana@Example.org", "mentor", ""},
                                {"2017-04-20T12:00:00", "", "mentee", "budgets"},
                                {"2017-04-20T12:00:00", "", "mentee", "budgets"}});
  const Applications read = read_applications(own_programme(), {{both_roles(), table}});
  EXPECT_EQ(references(read.mentees), (Texts{"MM-001", "MM-002", "MM-003"}));
  EXPECT_EQ(references(read.mentors), Texts{"MR-001"});
  EXPECT_EQ(read.mentees[0].same_person, Texts{"MR-001"});
  EXPECT_EQ(brief(of_rule(read.findings, "no-reference")),
            (Texts{"3 no-reference Email Address", "4 no-reference Email Address"}));
}

TEST(References, StayTheSameWhenASheetIsReadAgain) {
  const Sheet sheet{.id = "mentees", .role = Role::mentee};
  const Table later =
      table_of({"Timestamp", "Email Address", "Your name"}, {{"2017-04-20T08:00:00", "new@example.org", "New Person"},
                                                             {"2017-04-20T09:00:00", "ANA@example.org ", "Ana Reyes"},
                                                             {"2017-04-20T10:00:00", "", "ben  CARTER"}});
  const std::vector<KnownApplicant> known{{Role::mentee, "MM-004", "ana@example.org", "Ana Reyes"},
                                          {Role::mentee, "MM-002", "", "Ben Carter"},
                                          {Role::mentor, "MR-009", "new@example.org", "New Person"}};
  const Applications read = read_applications(own_programme(), {{sheet, later}}, known);
  EXPECT_EQ(references(read.mentees), (Texts{"MM-005", "MM-004", "MM-002"}));
  EXPECT_EQ(read.findings, Findings{});
  EXPECT_EQ(read.mentees[0].same_person, Texts{"MR-009"}) << "who applied as a mentor before";
  std::vector<KnownApplicant> again{known.back()};
  for (const Identity& each : read.identities) {
    again.push_back({Role::mentee, each.reference, each.email, each.name});
  }
  EXPECT_EQ(read_applications(own_programme(), {{sheet, later}}, again).mentees, read.mentees);
}

TEST(People, AreFoundAmongThoseWhoAppliedBefore) {
  const Sheet sheet{.id = "mentees", .role = Role::mentee};
  const Table table = table_of({"Timestamp", "Email Address", "Whom would you like?"},
                               {{"2017-04-20T10:00:00", "a@example.org", "BEN@example.org; cy young; MR-003; MR-004"}});
  const std::vector<KnownApplicant> known{{Role::mentor, "MR-001", "ben@example.org", "Ben Carter"},
                                          {Role::mentor, "MR-002", "", "Cy Young"},
                                          {Role::mentor, "MR-003", "", ""}};
  const Applications read = read_applications(own_programme(), {{sheet, table}}, known);
  EXPECT_EQ(read.mentees.at(0).wishes, (Texts{"MR-001", "MR-002", "MR-003", "MR-004"}));
  EXPECT_EQ(brief(read.findings), Texts{"1 names-nobody Whom would you like?"});
}

TEST(References, AreNumberedInTheOrderOfSubmission) {
  const Table table = table_of({"Timestamp", "Email Address"}, {{"2017-04-20T10:00:00", "c@example.org"},
                                                                {"2017-04-20T08:00:00", "a@example.org"},
                                                                {"2017-04-20T09:00:00", "b@example.org"}});
  const Applications read = read_applications(own_programme(), {{{.id = "mentees", .role = Role::mentee}, table}});
  EXPECT_EQ(references(read.mentees), (Texts{"MM-003", "MM-001", "MM-002"}));
}

TEST(References, OfASheetAreTakenAsTheyStand) {
  Programme programme = own_programme();
  programme.questions.push_back({.id = "code", .words = "Code", .plays = Plays::reference});
  const Table table = table_of({"Code", "Timestamp", "Email Address", "I would like to be"},
                               {{"P-1", "2017-04-20T10:00:00", "a@example.org", "both"},
                                {"P-2", "2017-04-20T10:00:00", "a@example.org", "mentee"},
                                {"p-2", "2017-04-20T10:00:00", "b@example.org", "mentee"},
                                {"", "2017-04-20T10:00:00", "c@example.org", "mentor"},
                                {"P-2", "2017-04-20T10:00:00", "d@example.org", "mentor"}});
  const Applications read = read_applications(programme, {{both_roles(), table}});
  EXPECT_EQ(references(read.mentees), (Texts{"P-1", "P-2"}));
  EXPECT_EQ(references(read.mentors), (Texts{"P-1-mentor"}));
  EXPECT_EQ(read.mentors[0].same_person, (Texts{"P-1", "P-2"})) << "P-2 has the same e-mail";
  EXPECT_EQ(brief(read.findings),
            (Texts{"4 blank Code", "2 same-person Email Address", "3 duplicate Code", "5 duplicate Code"}));
}

TEST(People, AreFoundByReferenceAddressOrName) {
  const Table mentees =
      table_of({"Timestamp", "Email Address", "Whom would you like?"},
               {{"2017-04-20T10:00:00", "a@example.org", "MR-002; Ben Carter; BEN@example.org; Cy Young"},
                {"2017-04-20T11:00:00", "b@example.org", "MR-O02; MM-001"}});
  const Table mentors =
      table_of({"Timestamp", "Email Address", "Your name"}, {{"2017-04-20T10:00:00", "ben@example.org", "Ben Carter"},
                                                             {"2017-04-20T11:00:00", "cy@example.org", "Cy Young"},
                                                             {"2017-04-20T12:00:00", "cy2@example.org", "cy young"}});
  const Applications read = read_applications(own_programme(), {{{.id = "mentees", .role = Role::mentee}, mentees},
                                                                {{.id = "mentors", .role = Role::mentor}, mentors}});
  EXPECT_EQ(read.mentees[0].wishes, (Texts{"MR-002", "MR-001", "Cy Young"}));
  EXPECT_EQ(find_answer(read.mentees[0], "hopes")->given, "MR-002;MR-001;Cy Young");
  EXPECT_EQ(read.mentees[1].wishes, (Texts{"MR-O02", "MM-001"}));
  ASSERT_EQ(read.findings.size(), 4U);
  EXPECT_EQ(read.findings[0].message, "The 3rd of the list stands before in the list and counts once.");
  EXPECT_EQ(read.findings[1].message,
            "The 4th of the list may be 'MR-002' or 'MR-003'; write the reference of the one that is meant.");
  EXPECT_EQ(read.findings[2].message, "'MR-O02' names no mentor with a form. Did you mean 'MR-002'?");
  EXPECT_EQ(read.findings[3].message, "'MM-001' is a mentee too; only a mentor can be named here.");
}

TEST(Applications, CountAsInTimeWithoutATime) {
  Programme programme = own_programme();
  programme.questions.erase(programme.questions.begin());
  const Applications read = read_applications(programme, {{{.id = "mentees", .role = Role::mentee},
                                                           table_of({"Email Address"}, {{"a@example.org"}}, "m.csv")}});
  ASSERT_EQ(read.mentees.size(), 1U);
  EXPECT_EQ(read.mentees[0].submitted_at, std::nullopt);
  ASSERT_EQ(read.findings.size(), 1U);
  EXPECT_EQ(
      to_string(read.findings[0]),
      "warning: m.csv: No question says when a form was submitted; every form counts as in time. (rule: no-time)");
}

TEST(Applications, TellOfRolesThatNobodyCanTell) {
  const Table table = table_of({"Timestamp", "I would like to be", "Email Address"},
                               {{"2017-04-20T10:00:00", "mentro", "a@example.org"},
                                {"2017-04-20T10:00:00", "", "b@example.org"},
                                {"", "", ""},
                                {"2017-04-20T10:00:00", "mentee", "c@example.org"}});
  const Applications read = read_applications(own_programme(), {{both_roles(), table}});
  EXPECT_EQ(references(read.mentees), Texts{"MM-001"});
  EXPECT_EQ(brief(read.findings), (Texts{"1 role I would like to be", "2 blank I would like to be", "3 blank-row "}));
  EXPECT_NE(read.findings[0].message.find("Did you mean 'mentor'?"), std::string::npos);
  const Applications without =
      read_applications(own_programme(), {{both_roles(), table_of({"Timestamp"}, {{"2017-04-20T10:00:00"}})}});
  EXPECT_EQ(brief(without.findings), Texts{"0 column role"});
}

TEST(Applications, TellOfAnswersToWhatTheRoleIsNotAsked) {
  const Table table =
      table_of(both_headings, {{"2017-04-20T10:00:00", "a@example.org", "A", "mentee", "writing", "", "3", ""}});
  const Applications read = read_applications(own_programme(), {{both_roles(), table}});
  ASSERT_EQ(read.findings.size(), 1U);
  EXPECT_EQ(read.findings[0].message, "Only mentors are asked this; the answer of row 1 is left out.");
  EXPECT_EQ(read.findings[0].column, "How many mentees?");
}

/// What reading a sheet of mentees finds wrong with its headings.
Findings headings(const Sheet& sheet, const Texts& columns, Programme programme = own_programme()) {
  return read_applications(programme, {{sheet, table_of(columns, {Texts(columns.size(), "")}, "mentees.csv")}})
      .findings;
}

TEST(Headings, AreMappedIgnoredOrAQuestionsOwn) {
  Sheet sheet{.id = "mentees", .role = Role::mentee, .columns = {{"Hilfe", "help"}}, .ignored = {"Start time"}};
  const Table table = table_of({" TIMESTAMP", "e-mail", "HILFE ", "start time", "", "hopes"},
                               {{"2017-04-20T10:00:00", "a@example.org", "writing", "x", "", "MR-1"}});
  Programme programme = own_programme();
  programme.questions[1].headings = {"E-mail", "Mail"};
  const Applications read = read_applications(programme, {{sheet, table}});
  ASSERT_EQ(read.mentees.size(), 1U);
  EXPECT_EQ(find_answer(read.mentees[0], "help")->value, Value(Texts{"writing"}));
  EXPECT_EQ(read.identities[0].email, "a@example.org");
  EXPECT_EQ(read.mentees[0].wishes, Texts{"MR-1"});
  EXPECT_EQ(brief(read.findings), Texts{"1 names-nobody hopes"});
}

TEST(Headings, ThatAreOfNoQuestionAreErrors) {
  const Sheet sheet{.id = "mentees", .role = Role::mentee, .columns = {{"Hilfe", "help"}, {"Score", "halp"}}};
  Programme programme = own_programme();
  programme.questions[3].words = "E-mail";
  const Findings found = headings(
      sheet, {"Timestmp", "Email Adress", "Email Address", "email address", "Score", "How many mentees?"}, programme);
  EXPECT_EQ(brief(found), (Texts{"0 mapping Hilfe", "0 mapping Score", "0 column Timestmp", "0 column Email Adress",
                                 "0 column email address", "0 column How many mentees?", "1 blank-row "}));
  EXPECT_NE(found[1].message.find("Did you mean 'help'?"), std::string::npos);
  EXPECT_NE(found[2].message.find("Did you mean 'Timestamp'?"), std::string::npos);
  EXPECT_NE(found[4].message.find("appears twice"), std::string::npos);
  EXPECT_NE(found[5].message.find("Only mentors are asked for 'places'"), std::string::npos);
}

TEST(Headings, OfTwoQuestionsAreRefusedUntilTheyAreMapped) {
  Programme programme = own_programme();
  programme.questions[3].words = "Your name";
  Sheet sheet{.id = "mentees", .role = Role::mentee};
  const Findings found = headings(sheet, {"Your name"}, programme);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].message, "The heading is of two questions, 'full_name' and 'phone'; map it to one of them.");
  sheet.columns = {{"Your name", "phone"}};
  EXPECT_EQ(brief(headings(sheet, {"Your name"}, programme)), Texts{"1 blank-row "});
  sheet.columns = {{"Your name", "phone"}, {"your NAME", "full_name"}};
  EXPECT_EQ(brief(headings(sheet, {"Your name"}, programme)), (Texts{"0 mapping your NAME", "1 blank-row "}));
}

TEST(Applications, TakeARowOfATimeAloneForNobodysForm) {
  const Table table =
      table_of(both_headings, {{"2017-04-20T10:00:00", "", "", "mentor", "", "", "", ""},
                               {"2017-04-20T10:00:00", "", "", "mentor", "", "budgets", "", ""},
                               {"2017-04-20T10:00:00", "ana@example.org", "", "mentor", "", "", "", ""}});
  const Applications read = read_applications(own_programme(), {{both_roles(), table}});
  EXPECT_EQ(read.mentors.size(), 2U);
  const Findings found = of_rule(read.findings, "no-answers");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].row, 1);
  EXPECT_EQ(found[0].severity, Severity::error);
  EXPECT_EQ(found[0].message,
            "Nothing is answered in the row but what the form service writes itself; it is nobody's form.");
}

TEST(Headings, OfAGridAreTheRowsOfOneQuestion) {
  Programme programme = own_programme();
  programme.questions.push_back({.id = "skills",
                                 .kind = QuestionKind::ranked,
                                 .words = "Rank these",
                                 .options = {"budgets", "writing"},
                                 .least = 1,
                                 .most = 3});
  const Table table = table_of({"Timestamp", "Email Address", "Rank these [writing]", "Rank these [budgets]"},
                               {{"2017-04-20T10:00:00", "a@example.org", "1", "3"}});
  const Applications read = read_applications(programme, {{{.id = "mentees", .role = Role::mentee}, table}});
  ASSERT_EQ(read.findings, Findings{});
  EXPECT_EQ(find_answer(read.mentees[0], "skills")->value, Value(std::vector<Need>{{"writing", 1}, {"budgets", 3}}));
  EXPECT_EQ(find_answer(read.mentees[0], "skills")->given, "1;3");
}

TEST(Headings, InTheWordsOfOneRoleServeBothWhereThereAreNoOthers) {
  const Table table = table_of({"Timestamp", "Email Address", "I would like to be", "What can you help with?"},
                               {{"2017-04-20T10:00:00", "a@example.org", "mentee", "writing"},
                                {"2017-04-20T10:00:00", "b@example.org", "mentor", "budgets"}});
  const Applications read = read_applications(own_programme(), {{both_roles(), table}});
  EXPECT_EQ(read.findings, Findings{});
  EXPECT_EQ(find_answer(read.mentees[0], "help")->given, "writing");
  EXPECT_EQ(find_answer(read.mentors[0], "help")->given, "budgets");
}

TEST(SheetOf, IsThatOfTheProgrammeOrOfARole) {
  Programme programme = own_programme();
  programme.sheets = {both_roles()};
  EXPECT_EQ(sheet_of(programme, "people"), both_roles());
  EXPECT_EQ(sheet_of(programme, "mentors").role, Role::mentor);
  EXPECT_EQ(testing::findings_of([&] { sheet_of(programme, "poeple"); }).at(0).message,
            "There is no sheet 'poeple'. Did you mean 'people'?");
}

}  // namespace
}  // namespace pairwell
