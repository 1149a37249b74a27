#include "pairwell/scheme/forms.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/scheme/monitoring.hpp"
#include "pairwell/scheme/standard_questions.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

using testing::of_rule;
using testing::small_programme;
using testing::table_of;

FormsRead<MenteeForm> read_cell(const std::string& column, const std::string& value) {
  return read_mentee_forms(table_of({"reference", "state", column}, {{"MM-001", "draft", value}}), small_programme());
}

/// The one error of a form with this cell; a finding without a rule where there is another number of errors.
Finding error_of(const std::string& column, const std::string& value) {
  const auto read = read_cell(column, value);
  EXPECT_TRUE(read.forms.empty()) << column << " = " << value;
  EXPECT_EQ(read.findings.size(), 1U) << column << " = " << value;
  if (read.findings.size() != 1) return {};
  EXPECT_EQ(read.findings[0].severity, Severity::error);
  EXPECT_EQ(read.findings[0].file, "table.csv");
  EXPECT_EQ(read.findings[0].row, 1);
  EXPECT_EQ(read.findings[0].column, column);
  return read.findings[0];
}

MenteeForm form_of(const std::string& column, const std::string& value) {
  auto read = read_cell(column, value);
  EXPECT_EQ(read.findings, Findings{}) << column << " = " << value;
  EXPECT_EQ(read.forms.size(), 1U);
  return read.forms.empty() ? MenteeForm{} : read.forms[0];
}

Value said(const Form& form, std::string_view question) {
  const Answer* answer = find_answer(form, question);
  EXPECT_NE(answer, nullptr) << question;
  return answer == nullptr ? Value() : answer->value;
}

Value whole(std::int64_t number) { return number; }

TEST(Forms, ReadEveryColumn) {
  const Table table = table_of(
      {"reference",        "state",   "submitted_at", "name",    "email", "nation",         "works_as", "sector",
       "employer",         "team",    "line_manager", "offers",  "needs", "wishes",         "vetoes",   "conflicts",
       "past_pairs",       "again",   "fit_1",        "fit_2",   "fit_3", "fit_4",          "fit_5",    "fit_6",
       "meetings_a_month", "format",  "minutes",      "purpose", "slots", "travel_minutes", "area",     "access_cost",
       "statement",        "consent", "capacity"},
      {{"MR-001",
        "submitted",
        "2017-04-20T09:30:00",
        "Ada",
        "ada@example.org",
        "scotland",
        "freelancer",
        "museums",
        "Museum A",
        "Team B",
        "MR-009",
        "Leadership; fundraising",
        "collections care:1; leadership",
        "MM-001;MM-002",
        "MM-003",
        "MM-004",
        "MM-005;MM-006",
        "MM-006",
        "1",
        "2",
        "",
        "4",
        "5",
        "3",
        "2",
        "In Person",
        "60",
        "skills",
        "TUE-pm; fri-eve",
        "45",
        "Leeds",
        "120.50",
        "I would like to help.",
        "yes",
        "2"}});
  const auto read = read_mentor_forms(table, small_programme());
  ASSERT_EQ(read.findings, Findings{});
  ASSERT_EQ(read.forms.size(), 1U);
  const MentorForm& form = read.forms[0];
  EXPECT_EQ(form.reference, "MR-001");
  EXPECT_EQ(form.row, 1);
  EXPECT_EQ(form.state, FormState::submitted);
  EXPECT_EQ(form.submitted_at, parse_instant("2017-04-20T08:30:00Z"));
  EXPECT_EQ(form.nation, "Scotland");
  EXPECT_EQ(said(form, "works_as"), Value("freelancer"));
  EXPECT_EQ(form.line_manager, "MR-009");
  EXPECT_EQ(said(form, "offers"), Value(std::vector<std::string>{"leadership", "fundraising"}));
  EXPECT_EQ(said(form, "needs"), Value(std::vector<Need>{{"collections care", 1}, {"leadership", 2}}));
  EXPECT_EQ(form.wishes, (std::vector<std::string>{"MM-001", "MM-002"}));
  EXPECT_EQ(form.past_pairs, (std::vector<std::string>{"MM-005", "MM-006"}));
  EXPECT_EQ(form.again, (std::vector<std::string>{"MM-006"}));
  const std::vector<Value> fit{whole(1), whole(2), Value(), whole(4), whole(5), whole(3)};
  for (std::size_t item = 0; item < fit.size(); ++item) {
    EXPECT_EQ(said(form, "fit_" + std::to_string(item + 1)), fit[item]) << "fit_" << item + 1;
  }
  EXPECT_EQ(said(form, "meetings_a_month"), whole(2));
  EXPECT_EQ(said(form, "format"), Value("in person"));
  EXPECT_EQ(said(form, "minutes"), whole(60));
  EXPECT_EQ(said(form, "purpose"), Value("skills"));
  EXPECT_EQ(form.slots, (std::vector<std::string>{"tue-pm", "fri-eve"}));
  EXPECT_EQ(said(form, "travel_minutes"), whole(45));
  EXPECT_EQ(form.access_pence, 12050);
  EXPECT_EQ(form.capacity, 2);
  EXPECT_EQ(read.identities, (std::vector<Identity>{{"MR-001", "Ada", "ada@example.org"}}));
}

TEST(Forms, KeepIdentityOutOfTheAnswers) {
  const auto read = read_mentee_forms(table_of({"name", "reference", "email", "state", "nation"},
                                               {{"Ada", "MM-001", "ada@example.org", "draft", "scotland "}}),
                                      small_programme());
  ASSERT_EQ(read.forms.size(), 1U);
  std::vector<std::pair<std::string, std::string>> given;
  for (const Answer& answer : read.forms[0].answers) {
    if (!answer.given.empty()) given.emplace_back(answer.question, answer.given);
  }
  const std::vector<std::pair<std::string, std::string>> expected{
      {"reference", "MM-001"}, {"state", "draft"}, {"nation", "scotland "}};
  EXPECT_EQ(given, expected);
  EXPECT_EQ(find_answer(read.forms[0], "name"), nullptr);
  EXPECT_EQ(find_answer(read.forms[0], "email"), nullptr);
  EXPECT_EQ(find_answer(read.forms[0], "gender"), nullptr);
  EXPECT_EQ(find_answer(read.forms[0], "nation")->value, Value("Scotland"));
  EXPECT_EQ(find_answer(read.forms[0], "purpose")->value, Value());
}

TEST(Forms, TakeBlanksForNoAnswer) {
  const auto read =
      read_mentor_forms(table_of({"reference", "state", "fit_1", "minutes", "access_cost", "needs", "capacity"},
                                 {{"MR-001", "draft", "", " ", "", " ; ", ""}}),
                        small_programme());
  ASSERT_EQ(read.findings, Findings{});
  ASSERT_EQ(read.forms.size(), 1U);
  EXPECT_EQ(said(read.forms[0], "fit_1"), Value());
  EXPECT_EQ(said(read.forms[0], "minutes"), Value());
  EXPECT_EQ(read.forms[0].access_pence, std::nullopt);
  EXPECT_EQ(said(read.forms[0], "needs"), Value());
  EXPECT_EQ(read.forms[0].nation, "");
  EXPECT_EQ(read.forms[0].capacity, 1);
}

TEST(Forms, NeedOnlyReferenceAndState) {
  const auto read = read_mentee_forms(table_of({"reference"}, {{"MM-001"}, {"MM-002"}}), small_programme());
  EXPECT_TRUE(read.forms.empty());
  ASSERT_EQ(read.findings.size(), 1U);
  EXPECT_EQ(read.findings[0].column, "state");
  EXPECT_EQ(read.findings[0].row, 0);
  EXPECT_EQ(read.findings[0].rule, "column");
}

TEST(Forms, RefuseWholeNumbersOutOfRangeOrNotNumbers) {
  for (const auto& [column, least, most] :
       {std::tuple{"fit_6", 1, 5}, {"meetings_a_month", 1, 8}, {"minutes", 15, 240}, {"travel_minutes", 0, 600}}) {
    form_of(column, std::to_string(least));
    form_of(column, std::to_string(most) + ".0");
    EXPECT_EQ(error_of(column, std::to_string(least - 1)).rule, "range");
    const Finding too_large = error_of(column, std::to_string(most + 1));
    EXPECT_EQ(too_large.value, std::to_string(most + 1));
    EXPECT_NE(too_large.message.find("from " + std::to_string(least) + " to " + std::to_string(most)),
              std::string::npos);
    for (const char* text : {"three", "1.5", "3.", "1e1", "0x2", "99999999999999999999", "--1", "2 3", "nan"}) {
      EXPECT_EQ(error_of(column, text).rule, "number") << text;
    }
  }
}

TEST(Forms, CapacityIsFromNoneToTwenty) {
  const auto read = [](const std::string& capacity) {
    return read_mentor_forms(table_of({"reference", "state", "capacity"}, {{"MR-001", "draft", capacity}}),
                             small_programme());
  };
  EXPECT_EQ(read("0").forms.at(0).capacity, 0);
  EXPECT_EQ(read("20").forms.at(0).capacity, 20);
  EXPECT_EQ(of_rule(read("21").findings, "range").size(), 1U);
  EXPECT_EQ(of_rule(read("-1").findings, "range").size(), 1U);
}

TEST(Forms, ReadPoundsAsPence) {
  EXPECT_EQ(form_of("access_cost", "120").access_pence, 12000);
  EXPECT_EQ(form_of("access_cost", "120.5").access_pence, 12050);
  EXPECT_EQ(form_of("access_cost", "0.07").access_pence, 7);
  EXPECT_EQ(form_of("access_cost", "1000000").access_pence, 100000000);
  EXPECT_EQ(form_of("access_cost", "1,200").access_pence, 120000) << "the point is declared, so the comma is none";
  for (const char* text : {"\xC2\xA3"
                           "120",
                           "120.505", "12.", ".5", "a lot", "1e3", "1,20"}) {
    EXPECT_EQ(error_of("access_cost", text).rule, "number") << text;
  }
  for (const char* text : {"-5", "1000001"}) EXPECT_EQ(error_of("access_cost", text).rule, "range") << text;
}

TEST(Forms, NameTheNearestWordOfAChoice) {
  EXPECT_EQ(said(form_of("format", "REMOTE"), "format"), Value("remote"));
  const Finding format = error_of("format", "remot");
  EXPECT_EQ(format.rule, "choice");
  EXPECT_EQ(error_of("format", "by pigeon").message.find("Did you mean"), std::string::npos) << "nothing is near";
  EXPECT_NE(format.message.find("'remote'"), std::string::npos);
  EXPECT_NE(error_of("purpose", "carreer").message.find("Did you mean 'career'?"), std::string::npos);
  EXPECT_NE(error_of("slots", "tue-p").message.find("'tue-pm'"), std::string::npos);
  EXPECT_EQ(error_of("slots", "mon-night").rule, "slot");
}

TEST(Forms, HoldTermsToTheVocabulary) {
  const Finding offer = error_of("offers", "leadership;fund raising");
  EXPECT_EQ(offer.rule, "term");
  EXPECT_EQ(offer.value, "fund raising");
  EXPECT_EQ(error_of("offers", "zzz").message.find("Did you mean"), std::string::npos);
  EXPECT_NE(offer.message.find("Did you mean 'fundraising'?"), std::string::npos);
  EXPECT_EQ(error_of("needs", "leadreship:1").rule, "term");

  Programme programme = small_programme();
  programme.questions = standard_questions(programme.nations, {});
  const auto any =
      read_mentee_forms(table_of({"reference", "state", "offers"}, {{"MM-001", "draft", "Juggling"}}), programme);
  ASSERT_EQ(any.forms.size(), 1U);
  EXPECT_EQ(said(any.forms[0], "offers"), Value(std::vector<std::string>{"Juggling"}));
}

TEST(Forms, ReadPrioritiesOfNeeds) {
  EXPECT_EQ(said(form_of("needs", "leadership : 3"), "needs"), Value(std::vector<Need>{{"leadership", 3}}));
  for (const char* text :
       {"leadership:0", "leadership:4", "leadership:", "leadership:high", "leadership:1;leadership:2"}) {
    EXPECT_EQ(error_of("needs", text).rule, "priority") << text;
  }
  EXPECT_EQ(error_of("needs", ":1").rule, "term");
}

TEST(Forms, CountWhatStandsTwiceInAListOnce) {
  const auto read = read_cell("offers", "leadership;Leadership;leadership");
  ASSERT_EQ(read.forms.size(), 1U);
  EXPECT_EQ(said(read.forms[0], "offers"), Value(std::vector<std::string>{"leadership"}));
  ASSERT_EQ(read.findings.size(), 2U);
  for (const Finding& finding : read.findings) {
    EXPECT_EQ(finding.rule, "twice");
    EXPECT_EQ(finding.severity, Severity::warning);
  }
}

TEST(Forms, KeepANationThatIsNotTheProgrammes) {
  EXPECT_EQ(form_of("nation", "Wales").nation, "Wales");
  EXPECT_EQ(form_of("nation", "").nation, "");
  EXPECT_EQ(form_of("nation", " ENGLAND").nation, "England");
}

TEST(Forms, AskForTheTimeOfASubmission) {
  const auto read = read_mentee_forms(
      table_of({"reference", "state", "submitted_at"},
               {{"MM-001", "submitted", ""}, {"MM-002", "draft", "2017-04-20T09:00"}, {"MM-003", "withdrawn", ""}}),
      small_programme());
  ASSERT_EQ(read.findings.size(), 2U);
  EXPECT_EQ(read.findings[0].severity, Severity::error);
  EXPECT_EQ(read.findings[0].column, "submitted_at");
  EXPECT_EQ(read.findings[0].row, 1);
  EXPECT_EQ(read.findings[1].severity, Severity::warning);
  EXPECT_EQ(read.findings[1].rule, "draft");
  ASSERT_EQ(read.forms.size(), 2U);
  EXPECT_EQ(read.forms[0].state, FormState::draft);
  EXPECT_EQ(read.forms[1].state, FormState::withdrawn);
}

TEST(Forms, ReadTimesWithAndWithoutAnOffset) {
  const auto instant = [](const std::string& text) {
    const auto read = read_mentee_forms(
        table_of({"reference", "state", "submitted_at"}, {{"MM-001", "submitted", text}}), small_programme());
    EXPECT_EQ(read.findings, Findings{}) << text;
    return read.forms.empty() ? Instant{} : read.forms[0].submitted_at.value_or(Instant{});
  };
  const Instant nine = parse_instant("2017-04-24T09:00:00Z");
  EXPECT_EQ(instant("2017-04-24T10:00:00"), nine);
  EXPECT_EQ(instant("2017-04-24 10:00"), nine);
  EXPECT_EQ(instant("2017-04-24T09:00:00Z"), nine);
  EXPECT_EQ(instant("2017-04-24T11:00:00+02:00"), nine);
  EXPECT_EQ(instant("2017-01-24T10:00:00"), parse_instant("2017-01-24T10:00:00Z"));
}

TEST(Forms, RefuseTimesThatDoNotExistOrAreNotOne) {
  for (const char* text : {"2017-04-24", "24/04/2017 10:00", "2017-02-30T10:00", "2017-03-26T01:30:00",
                           "2017-10-29T01:30:00", "2017-04-24T25:00", "yesterday"}) {
    const Finding finding = error_of("submitted_at", text);
    EXPECT_EQ(finding.rule, "date") << text;
    EXPECT_EQ(finding.value, text);
  }
}

TEST(Forms, SuggestNoColumnThatIsHalfOther) {
  for (const char* column : {"ref", "xyz", "are"}) {
    const auto read = read_mentee_forms(table_of({"reference", column}, {{"MM-001", "x"}}), small_programme());
    const auto found = std::ranges::find(read.findings, column, &Finding::value);
    ASSERT_NE(found, read.findings.end());
    EXPECT_EQ(found->message.find("Did you mean") != std::string::npos, std::string_view(column) == "are")
        << found->message;
  }
}

TEST(Forms, SuggestTheNearestColumn) {
  const auto read =
      read_mentee_forms(table_of({"reference", "state", "ofers", "", "Gender", "capacity", "nation", "nation"},
                                 {{"MM-001", "draft", "leadership", "x", "x", "2", "England", "Scotland"}}),
                        small_programme());
  ASSERT_EQ(read.findings.size(), 5U);
  EXPECT_NE(read.findings[0].message.find("Did you mean 'offers'?"), std::string::npos);
  EXPECT_NE(read.findings[1].message.find("no name"), std::string::npos);
  EXPECT_NE(read.findings[2].message.find("table of its own"), std::string::npos);
  EXPECT_NE(read.findings[3].message.find("Only mentors"), std::string::npos);
  EXPECT_NE(read.findings[4].message.find("appears twice"), std::string::npos);
  for (const Finding& finding : read.findings) {
    EXPECT_EQ(finding.row, 0);
    EXPECT_EQ(finding.severity, Severity::error);
  }
  EXPECT_TRUE(read.forms.empty()) << "which of two columns counts nobody can say";
}

TEST(Forms, ReadOnWithoutAColumnThatIsRefused) {
  const auto read = read_mentee_forms(table_of({"reference", "state", "ethnicity"}, {{"MM-001", "draft", "private"}}),
                                      small_programme());
  EXPECT_TRUE(has_errors(read.findings));
  ASSERT_EQ(read.forms.size(), 1U);
  EXPECT_EQ(find_answer(read.forms[0], "ethnicity"), nullptr);
  for (const Finding& finding : read.findings) EXPECT_EQ(finding.message.find("private"), std::string::npos);
}

TEST(Forms, RefuseTheLaterRowOfAReferenceThatStandsTwice) {
  Table table = table_of({"reference", "state"}, {{"MM-001", "draft"}, {"MM-002", "draft"}, {" MM-001 ", "draft"}});
  table.row_numbers = {2, 3, 7};
  const auto read = read_mentee_forms(table, small_programme());
  EXPECT_EQ(read.forms.size(), 2U);
  ASSERT_EQ(read.findings.size(), 1U);
  EXPECT_EQ(read.findings[0].rule, "duplicate");
  EXPECT_EQ(read.findings[0].row, 7);
  EXPECT_NE(read.findings[0].message.find("row 2"), std::string::npos);
}

TEST(Forms, WarnOfOneAddressUnderTwoReferences) {
  const auto read = read_mentee_forms(table_of({"reference", "state", "email"}, {{"MM-001", "draft", "ada@example.org"},
                                                                                 {"MM-002", "draft", "Ada@Example.org"},
                                                                                 {"MM-003", "draft", ""},
                                                                                 {"MM-004", "draft", ""}}),
                                      small_programme());
  EXPECT_EQ(read.forms.size(), 4U);
  ASSERT_EQ(read.findings.size(), 1U);
  EXPECT_EQ(read.findings[0].severity, Severity::warning);
  EXPECT_EQ(read.findings[0].row, 2);
  EXPECT_NE(read.findings[0].message.find("'MM-001'"), std::string::npos);
  EXPECT_NE(read.findings[0].message.find("may be the same person"), std::string::npos);
  EXPECT_EQ(to_string(read.findings[0]).find("example.org"), std::string::npos) << "addresses stay out of findings";
}

TEST(Forms, WarnOfAnAddressThatIsNone) {
  for (const char* text : {"ada", "@example.org", "ada@", "a@b@c", "ada @example.org"}) {
    const auto read = read_cell("email", text);
    ASSERT_EQ(read.findings.size(), 1U) << text;
    EXPECT_EQ(read.findings[0].severity, Severity::warning);
    EXPECT_EQ(read.forms.size(), 1U);
  }
}

TEST(Forms, GiveEveryFaultAtOnce) {
  const auto read = read_mentee_forms(table_of({"reference", "state", "fit_1", "minutes", "ofers"},
                                               {{"", "sent", "9", "ten", ""}, {"MM-002", "", "1", "60", ""}}),
                                      small_programme());
  EXPECT_TRUE(read.forms.empty());
  std::multiset<std::pair<std::int64_t, std::string>> places;
  for (const Finding& finding : read.findings) places.emplace(finding.row, finding.column);
  const std::multiset<std::pair<std::int64_t, std::string>> expected{{0, "ofers"}, {1, "reference"}, {1, "state"},
                                                                     {1, "fit_1"}, {1, "minutes"},   {2, "state"}};
  EXPECT_EQ(places, expected);
}

TEST(Forms, RefuseRowsOfAnotherLength) {
  const auto read = read_mentee_forms(
      table_of({"reference", "state"}, {{"MM-001"}, {"MM-002", "draft", "x"}, {"MM-003", "draft"}}), small_programme());
  EXPECT_EQ(read.forms.size(), 1U);
  ASSERT_EQ(read.findings.size(), 2U);
  EXPECT_EQ(read.findings[0].rule, "shape");
  EXPECT_NE(read.findings[0].message.find("1 cell where the table has 2 columns"), std::string::npos);
}

TEST(Forms, RefuseBytesThatAreNotText) {
  for (const std::string& bytes : {std::string("\xFF"), std::string("\xC3"), std::string("\xED\xA0\x80"),
                                   std::string("\xC0\xAF"), std::string("\xF4\x90\x80\x80"), std::string("a\0b", 3)}) {
    EXPECT_EQ(error_of("statement", bytes).rule, "text");
  }
  const std::string text = "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x99\x82";
  EXPECT_EQ(said(form_of("statement", text), "statement"), Value(text));
}

TEST(Forms, CompareWordsByTheirFolds) {
  EXPECT_EQ(said(form_of("format", "\uFF32\uFF25MOTE"), "format"), Value("remote"));
  EXPECT_EQ(said(form_of("minutes", "\uFF13\uFF10"), "minutes"), whole(30));
  EXPECT_EQ(form_of("slots", "tue\u200B-pm").slots, std::vector<std::string>{"tue-pm"});
}

TEST(Forms, ComposeReferences) {
  EXPECT_EQ(form_of("wishes", "MR-E\u0301").wishes, std::vector<std::string>{"MR-\u00C9"});
  EXPECT_EQ(form_of("line_manager", "MR-E\u0301").line_manager, "MR-\u00C9");
  EXPECT_EQ(error_of("vetoes", "MR-1;MR-\u202E2").rule, "reference");
  EXPECT_EQ(form_of("vetoes", "mr-1;MR-1").vetoes, (std::vector<std::string>{"mr-1", "MR-1"}));
}

TEST(Forms, BoundTheItemsOfAList) {
  std::string items = "a";
  for (int i = 1; i < 1000; ++i) items += ";a" + std::to_string(i);
  EXPECT_EQ(form_of("wishes", items).wishes.size(), 1000U);
  EXPECT_EQ(error_of("wishes", items + ";b").rule, "list");
}

TEST(Forms, CutTheValuesOfFindings) { EXPECT_EQ(error_of("minutes", std::string(5000, '9')).value.size(), 203U); }

TEST(Forms, RefuseAColumnThatStandsTwiceInAnyCase) {
  const auto read = read_mentee_forms(table_of({"reference", "state", "STATE\u00A0"}, {{"MM-001", "draft", "draft"}}),
                                      small_programme());
  ASSERT_EQ(read.findings.size(), 1U);
  EXPECT_EQ(read.findings[0].rule, "column");
  EXPECT_TRUE(read.forms.empty());
}

TEST(Forms, RefuseReferencesThatCannotBeListed) {
  const auto read = read_mentee_forms(
      table_of(
          {"reference", "state"},
          {{"A;B", "draft"}, {"A\nB", "draft"}, {std::string(101, 'x'), "draft"}, {std::string(100, 'x'), "draft"}}),
      small_programme());
  EXPECT_EQ(of_rule(read.findings, "reference").size(), 3U);
  EXPECT_EQ(read.forms.size(), 1U);
}

TEST(Forms, WarnOfConsentThatIsNeitherYesNorNo) {
  form_of("consent", "Yes");
  form_of("consent", "false");
  const auto read = read_cell("consent", "perhaps");
  EXPECT_EQ(read.forms.size(), 1U);
  ASSERT_EQ(read.findings.size(), 1U);
  EXPECT_EQ(read.findings[0].severity, Severity::warning);
}

TEST(Forms, RefuseRowNumbersThatDoNotFitTheRows) {
  Table table = table_of({"reference", "state"}, {{"MM-001", "draft"}});
  table.row_numbers = {2, 3};
  EXPECT_THROW(read_mentee_forms(table, small_programme()), InvalidInput);
}

TEST(Forms, HaveOneColumnForEachItemOfFit) {
  EXPECT_EQ(fit_items().size(), 6U);
  for (const Role role : {Role::mentee, Role::mentor}) {
    const std::vector<std::string> columns = form_columns(role);
    const std::set<std::string> unique(columns.begin(), columns.end());
    EXPECT_EQ(unique.size(), columns.size());
    EXPECT_TRUE(unique.contains("fit_6"));
    EXPECT_EQ(unique.contains("capacity"), role == Role::mentor);
  }
}

MenteeForm mentee(const std::string& reference, std::int64_t row) {
  MenteeForm form;
  form.reference = reference;
  form.row = row;
  return form;
}

MentorForm mentor(const std::string& reference, std::int64_t row) {
  MentorForm form;
  form.reference = reference;
  form.row = row;
  return form;
}

TEST(CheckForms, RefusesAReferenceOfBothRoles) {
  const Findings findings = check({mentee("X-001", 4)}, {mentor("X-001", 9)});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].severity, Severity::error);
  EXPECT_EQ(findings[0].row, 9);
  EXPECT_EQ(findings[0].file, "mentors");
  EXPECT_NE(findings[0].message.find("row 4"), std::string::npos);
}

TEST(CheckForms, SuggestsAReferenceForASlipAndNeverAnotherPerson) {
  const auto suggested = [](const std::string& written) {
    MenteeForm one = mentee("MM-001", 1);
    one.wishes = {written};
    const Findings findings = check({one}, {mentor("MR-004", 1), mentor("MR-110", 2), mentor("IL-20", 3)});
    const std::string& message = findings.at(0).message;
    const std::size_t place = message.find("Did you mean '");
    return place == std::string::npos ? std::string() : message.substr(place + 14, message.rfind("'") - place - 14);
  };
  EXPECT_EQ(suggested("mr-oO4"), "MR-004");
  EXPECT_EQ(suggested("MR-4"), "MR-004");
  EXPECT_EQ(suggested("MR-l1O"), "MR-110");
  EXPECT_EQ(suggested("1I-20"), "IL-20");
  EXPECT_EQ(suggested("RM-004"), "MR-004");
  EXPECT_EQ(suggested("MR-101"), "MR-110");
  for (const char* other : {"MR-019", "MR-005", "MR-11", "MR-0044", "MS-004", "MR-1100", "M"}) {
    EXPECT_EQ(suggested(other), "") << other;
  }
}

TEST(CheckForms, WarnsOfNamesThatAreNobodys) {
  MenteeForm one = mentee("MM-001", 1);
  one.wishes = {"MR-001", "MR-01", "MM-002"};
  one.vetoes = {"ZZ-999"};
  const Findings findings = check({one, mentee("MM-002", 2)}, {mentor("MR-001", 1)});
  ASSERT_EQ(findings.size(), 3U);
  for (const Finding& finding : findings) EXPECT_EQ(finding.severity, Severity::warning);
  EXPECT_NE(findings[0].message.find("Did you mean 'MR-001'?"), std::string::npos);
  EXPECT_NE(findings[1].message.find("is a mentee too"), std::string::npos);
  EXPECT_EQ(findings[2].column, "vetoes");
  EXPECT_EQ(findings[2].message.find("Did you mean"), std::string::npos);
}

TEST(Forms, GiveTheirAnswersByQuestion) {
  const Programme programme = small_programme();
  const auto read = read_mentor_forms(
      table_of({"capacity", "reference", "state", "needs", "slots", "access_cost"},
               {{"2", "MR-001", "draft", "Leadership:1", "tue-pm", "12.5"}, {"", "MR-002", "draft", "", "", ""}}),
      programme);
  ASSERT_EQ(read.findings, Findings{});
  const Answers answers = answers_of(programme, std::span<const MentorForm>(read.forms));
  EXPECT_EQ(answers.role, Role::mentor);
  EXPECT_EQ(answers.references, (std::vector<std::string>{"MR-001", "MR-002"}));
  const auto column = [&](std::string_view question) { return answers.find(question)->values; };
  EXPECT_EQ(column("capacity"), (std::vector<Value>{std::int64_t{2}, {}}));
  EXPECT_EQ(column("needs"), (std::vector<Value>{std::vector<Need>{{"leadership", 1}}, {}}));
  EXPECT_EQ(column("slots"), (std::vector<Value>{Availability{.slots = {"tue-pm"}}, {}}));
  EXPECT_EQ(column("access_cost"), (std::vector<Value>{std::int64_t{1250}, {}}));
  EXPECT_EQ(column("statement"), (std::vector<Value>{{}, {}}));
  EXPECT_EQ(answers.find("email"), nullptr);
  EXPECT_EQ(answers.find("gender"), nullptr);
  EXPECT_EQ(answers.columns.size(), form_columns(Role::mentor).size() - 2);
}

TEST(Forms, GiveTheirAnswersWhateverTheirOrder) {
  Programme programme = small_programme();
  const auto read = read_mentee_forms(
      table_of({"reference", "state", "purpose"}, {{"MM-001", "draft", "skills"}, {"MM-002", "draft", "career"}}),
      programme);
  std::vector<MenteeForm> forms = read.forms;
  std::ranges::reverse(forms[0].answers);
  forms[1].answers.clear();
  const Answers answers = answers_of(programme, std::span<const MenteeForm>(forms));
  EXPECT_EQ(answers.find("purpose")->values, (std::vector<Value>{"skills", {}}));
  EXPECT_EQ(answers.find("capacity"), nullptr) << "mentees are not asked";
}

TEST(StandardQuestions, HaveIdsOfTheirOwnAndTheColumnsOfForms) {
  const std::vector<Question> questions = standard_questions({"Wales"}, {"digital"});
  std::set<std::string> ids;
  std::set<Plays> parts;
  for (const Question& question : questions) {
    EXPECT_TRUE(ids.insert(question.id).second) << question.id;
    EXPECT_TRUE(question.plays == Plays::nothing || parts.insert(question.plays).second) << question.id;
    EXPECT_FALSE(question.words.empty()) << question.id;
  }
  for (const std::string& column : monitoring_columns()) {
    const auto found = std::ranges::find(questions, column, &Question::id);
    ASSERT_NE(found, questions.end()) << column;
    EXPECT_EQ(found->keep, Keep::monitoring) << column;
  }
  EXPECT_EQ(questions.size(), form_columns(Role::mentor).size() + monitoring_columns().size());
  const auto question = [&](std::string_view id) { return *std::ranges::find(questions, id, &Question::id); };
  EXPECT_EQ(question("nation").options, (std::vector<std::string>{"Wales"}));
  EXPECT_FALSE(question("nation").only_options);
  EXPECT_EQ(question("offers").options, (std::vector<std::string>{"digital"}));
  EXPECT_TRUE(question("offers").only_options);
  EXPECT_FALSE(standard_questions({}, {}).at(11).only_options) << "without a vocabulary any term is taken";
  EXPECT_EQ(standard_questions({}, {}).at(11).id, "offers");
}

}  // namespace
}  // namespace pairwell
