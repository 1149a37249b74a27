#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/digest.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/standard_questions.hpp"

namespace pairwell {
namespace {

/// A programme with questions, sheets, criteria and rules of its own, one key a line.
constexpr std::string_view own_text = R"(id = "own"
name = "Own"
starts = "June 2026"
ends = "November 2026"
nations = ["Wales"]
currency = "EUR"
language = "cy"
least_coverage = 40
vocabulary = ["leadership", "fundraising"]
travel_times = [["Leeds", "York", 25]]
[timetable.deadline]
title = "Deadline"
on = "Friday 24 April 2026"
at = "10:00"
[places.Wales]
mentees = 3
[funds.travel]
purpose = "Travel"
amount = 5000
[questions.email]
kind = "text"
keep = "identity"
plays = "email"
[questions.gender]
kind = "choice"
keep = "monitoring"
[questions.help_with]
kind = "ranked"
asked = ["mentee"]
words = "What would you like help with?"
headings = ["First", "Second"]
options = "vocabulary"
range = { least = 1, most = 5 }
[questions.can_help]
kind = "choices"
asked = "mentor"
mentor_words = "What can you help with?"
options = "help_with"
only_options = true
separator = ", "
[questions.grade]
kind = "level"
options = ["Assistant", "Officer", "Manager"]
[questions.hours]
kind = "number"
decimals = 1
unit = "hours"
range = { least = 0.5, most = 20 }
numbers = { "up to 3" = 3, "half" = 0.5 }
[questions.travels]
kind = "number"
[questions.site]
kind = "place"
private = true
[questions.meet]
kind = "choice"
options = ["remote", "in person", "either"]
[questions.free]
kind = "availability"
plays = "slots"
[questions.wish]
kind = "people"
plays = "wishes"
[questions.manager]
kind = "people"
asked = ["mentee"]
[questions.colleagues]
kind = "people"
asked = ["mentor"]
[questions.born]
kind = "date"
[questions.speaks]
kind = "languages"
[questions.model]
kind = "vector"
headings = ["v1", "v2"]
[sheets.mentees]
encoding = "utf-8"
separator = ";"
worksheet = "Answers"
header_rows = 2
skipped_rows = 1
decimal = ","
dates = "day_first"
zone = "Europe/London"
resubmissions = "refused"
ignore = ["Start time"]
[sheets.mentees.columns]
"Email Address" = "email"
"Your grade" = "grade"
[sheets.mentors]
role = "mentor"
[criteria.needs]
compare = "covers"
words = "Needs met"
mentee = "help_with"
mentor = "can_help"
weight = 35
neutral = 100
[criteria.seniority]
compare = "gap"
question = "grade"
weight = 20
low = 1
high = 2
fall = 3
curve = "square"
blank = "zero"
[criteria.time]
compare = "near"
question = "hours"
weight = 5
low = 0.5
high = 2.5
[criteria.meetings]
compare = "table"
question = "meet"
weight = 5
table = [["remote", "in person", 0], ["remote", "either", 900]]
otherwise = 1000
[criteria.practice]
compare = "mean"
weight = 10
blank = "leaves"
[criteria.practice.of.free]
compare = "common_time"
question = "free"
weight = 2
high = 60
[criteria.practice.of.travel]
compare = "travel"
question = "site"
bands = [[30, 250], [60, 500]]
minutes = "travels"
format = "meet"
any = ["remote", "either"]
[criteria.panel]
compare = "given"
weight = 1
pairs = [["MM-1", "MR-2", 800]]
[pair_rules.manager]
version = 1
sentence = "Nobody is paired with their line manager."
reason = "The mentor manages the mentee."
share = 1
forbid = { compare = "overlap", mentee = "manager", mentor = "colleagues" }
[pair_rules.language]
version = 2
sentence = "Both speak one language well."
reason = "They have no language in common."
share = 600
require = { compare = "common_language", question = "speaks" }
[rules.grade]
version = 1
sentence = "You have a grade."
reason = "No grade is given."
question = "grade"
answered = true
[rules.adult]
version = 1
sentence = "You are an adult."
reason = "You are not of age."
roles = "mentee"
question = "born"
age_from = 18
day = 2026-09-01
[rules.time]
version = 3
sentence = "You have time, or a grade and a way to meet."
reason = "You have no time."
any = [
  { question = "hours", at_least = 2.5 },
  { all = [{ question = "grade", at_least = "officer" }, { none = [{ question = "meet", one_of = ["remote"] }] }] },
  { question = "born", until = "1999-12-31" },
]
[rules.speaks]
version = 1
sentence = "You say what you speak."
reason = "No language is given."
question = "speaks"
answered = true
[locations.Leeds]
latitude = 53.800755
longitude = -1.549077
[locations."Caer Efrog"]
latitude = 53.96
longitude = -1
[evaluation.confidence]
sentence = "I am confident in my work."
)";

/// The text with one part of it replaced.
std::string with(std::string_view part, std::string_view instead, std::string text = std::string(own_text)) {
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return at == std::string::npos ? text : text.replace(at, part.size(), instead);
}

/// The line of the text on which a part begins.
std::int64_t line(std::string_view part) {
  const std::size_t at = own_text.find(part);
  EXPECT_NE(at, std::string_view::npos) << part;
  return 1 + std::count(own_text.begin(), own_text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
}

Findings faults_of(const std::string& text, const std::vector<Table>& tables = {}) {
  try {
    return read_programme(text, "x.toml", tables).warnings;
  } catch (const InvalidInput& error) {
    return error.findings();
  }
}

const Criterion& criterion_of(const Programme& programme, std::string_view id) {
  const auto found = std::ranges::find(programme.criteria, id, &Criterion::id);
  if (found == programme.criteria.end()) throw std::runtime_error("no criterion " + std::string(id));
  return *found;
}

const Question& question_of(const Programme& programme, std::string_view id) {
  const auto found = std::ranges::find(programme.questions, id, &Question::id);
  if (found == programme.questions.end()) throw std::runtime_error("no question " + std::string(id));
  return *found;
}

TEST(ProgrammeAnswers, ReadsQuestions) {
  const ProgrammeFile file = read_programme(own_text);
  EXPECT_EQ(file.warnings, Findings{}) << to_string(file.warnings.front());
  const Programme& programme = file.programme;
  EXPECT_EQ(programme.currency, "EUR");
  EXPECT_EQ(programme.language, "cy");
  EXPECT_EQ(programme.least_coverage, 400);
  EXPECT_EQ(programme.funds, (std::vector<Fund>{{"travel", "Travel", 5000}}));
  ASSERT_EQ(programme.questions.size(), 16U);
  EXPECT_EQ(programme.questions.front(),
            (Question{.id = "email", .kind = QuestionKind::text, .keep = Keep::identity, .plays = Plays::email}));
  const Question help_with{.id = "help_with",
                           .kind = QuestionKind::ranked,
                           .asked = {Role::mentee},
                           .words = "What would you like help with?",
                           .headings = {"First", "Second"},
                           .options = {"leadership", "fundraising"},
                           .least = 1,
                           .most = 5};
  EXPECT_EQ(question_of(programme, "help_with"), help_with);
  const Question can_help{.id = "can_help",
                          .kind = QuestionKind::choices,
                          .asked = {Role::mentor},
                          .mentor_words = "What can you help with?",
                          .options = {"leadership", "fundraising"},
                          .only_options = true,
                          .separator = ", "};
  EXPECT_EQ(question_of(programme, "can_help"), can_help);
  const Question hours{.id = "hours",
                       .kind = QuestionKind::number,
                       .least = 5,
                       .most = 200,
                       .decimals = 1,
                       .unit = "hours",
                       .numbers = {{"up to 3", 30}, {"half", 5}}};
  EXPECT_EQ(question_of(programme, "hours"), hours);
  EXPECT_TRUE(question_of(programme, "site").is_private);
}

TEST(ProgrammeAnswers, ReadsSheets) {
  const Programme programme = read_programme(own_text).programme;
  ASSERT_EQ(programme.sheets.size(), 2U);
  const Sheet mentees{.id = "mentees",
                      .role = Role::mentee,
                      .encoding = "utf-8",
                      .separator = ";",
                      .worksheet = "Answers",
                      .header_rows = 2,
                      .skipped_rows = 1,
                      .decimal = ',',
                      .dates = DateOrder::day_first,
                      .zone = "Europe/London",
                      .resubmissions = Resubmissions::refused,
                      .columns = {{"Email Address", "email"}, {"Your grade", "grade"}},
                      .ignored = {"Start time"}};
  EXPECT_EQ(programme.sheets[0], mentees);
  EXPECT_EQ(programme.sheets[1], (Sheet{.id = "mentors", .role = Role::mentor}));
}

TEST(ProgrammeAnswers, ReadsOneSheetOfBothRoles) {
  const std::string text =
      with("[sheets.mentors]\nrole = \"mentor\"\n",
           "[sheets.people.roles]\n\"A mentor\" = \"mentee\"\n\"Both\" = [\"mentee\", \"mentor\"]\n"
           "[questions.who]\nkind = \"choice\"\nplays = \"role\"\n");
  const Programme programme = read_programme(text).programme;
  ASSERT_EQ(programme.sheets.size(), 2U);
  EXPECT_EQ(programme.sheets[1],
            (Sheet{.id = "people", .roles = {{"A mentor", {Role::mentee}}, {"Both", {Role::mentee, Role::mentor}}}}));
}

TEST(ProgrammeAnswers, ReadsCriteriaInTheOrderOfTheFile) {
  const Programme programme = read_programme(own_text).programme;
  std::vector<std::string> ids;
  for (const Criterion& criterion : programme.criteria) ids.push_back(criterion.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"needs", "seniority", "time", "meetings", "practice", "panel"}));
  Criterion seniority;
  seniority.id = "seniority";
  seniority.compare = Comparison::gap;
  seniority.mentee = seniority.mentor = "grade";
  seniority.weight = 20;
  seniority.blank = Blank::zero;
  seniority.low = 1;
  seniority.high = 2;
  seniority.fall = 3;
  seniority.curve = Curve::square;
  EXPECT_EQ(criterion_of(programme, "seniority"), seniority);
  EXPECT_EQ(criterion_of(programme, "needs").neutral, 100);
  // In the units of the question, which has one decimal.
  EXPECT_EQ(criterion_of(programme, "time").low, 5);
  EXPECT_EQ(criterion_of(programme, "time").high, 25);
  EXPECT_EQ(criterion_of(programme, "meetings").table,
            (std::vector<TableShare>{{"remote", "in person", 0}, {"remote", "either", 900}}));
  EXPECT_EQ(criterion_of(programme, "panel").pairs, (std::vector<GivenShare>{{"MM-1", "MR-2", 800}}));
  const Criterion& practice = criterion_of(programme, "practice");
  ASSERT_EQ(practice.of.size(), 2U);
  EXPECT_EQ(practice.of[0].id, "free");
  EXPECT_EQ(practice.of[0].weight, 2);
  EXPECT_EQ(practice.of[1].bands, (std::vector<Band>{{30, 250}, {60, 500}}));
  EXPECT_EQ(practice.of[1].any, (std::vector<std::string>{"remote", "either"}));
}

TEST(ProgrammeAnswers, ReadsPairRulesPlacesAndEvaluation) {
  const Programme programme = read_programme(own_text).programme;
  ASSERT_EQ(programme.pair_rules.size(), 2U);
  EXPECT_TRUE(programme.pair_rules[0].forbids);
  EXPECT_EQ(programme.pair_rules[0].share, 1);
  EXPECT_EQ(programme.pair_rules[0].compare.mentor, "colleagues");
  EXPECT_FALSE(programme.pair_rules[1].forbids);
  EXPECT_EQ(programme.pair_rules[1].compare.compare, Comparison::common_language);
  EXPECT_EQ(programme.locations,
            (std::vector<Location>{{"Leeds", 53'800'755, -1'549'077}, {"Caer Efrog", 53'960'000, -1'000'000}}));
  EXPECT_EQ(programme.travel_times, (std::vector<TravelTime>{{"Leeds", "York", 25}}));
  EXPECT_EQ(programme.evaluation, (std::vector<EvaluationQuestion>{{"confidence", "I am confident in my work."}}));
}

TEST(ProgrammeAnswers, ReadsConditions) {
  const Programme programme = read_programme(own_text).programme;
  ASSERT_EQ(programme.rules.size(), 4U);
  EXPECT_EQ(programme.rules[0].condition, (Condition{.kind = ConditionKind::answered, .question = "grade"}));
  EXPECT_EQ(programme.rules[1].condition,
            (Condition{.kind = ConditionKind::age_from, .question = "born", .number = 18, .day = {2026, 9, 1}}));
  EXPECT_EQ(programme.rules[1].roles, std::vector<Role>{Role::mentee});
  const Condition hours{.kind = ConditionKind::at_least, .question = "hours", .number = 25};
  const Condition grade{.kind = ConditionKind::at_least, .question = "grade", .number = 1};
  const Condition remote{.kind = ConditionKind::one_of, .question = "meet", .values = {"remote"}};
  const Condition none{.kind = ConditionKind::none, .of = {remote}};
  const Condition both{.kind = ConditionKind::all, .of = {grade, none}};
  const Condition born{.kind = ConditionKind::until, .question = "born", .day = {1999, 12, 31}};
  EXPECT_EQ(programme.rules[2].condition, (Condition{.kind = ConditionKind::any, .of = {hours, both, born}}));
}

TEST(ProgrammeAnswers, AreStandardWhereAFileHasNone) {
  const std::string text =
      "id = 'a'\nname = 'A'\nstarts = '2026-06'\nends = '2026-07'\nnations = ['Wales']\n"
      "vocabulary = ['digital']\n[weights]\nneeds = 50\n[pairing]\ncommon_slots = 2\n";
  const Programme programme = read_programme(text).programme;
  EXPECT_EQ(programme.questions, standard_questions({"Wales"}, {"digital"}));
  EXPECT_EQ(programme.criteria, standard_criteria({.needs = 50}, 2));
  EXPECT_EQ(programme.sheets, std::vector<Sheet>{});
}

/// A change of the text, and the one fault that it makes.
struct Fault {
  const char* name;
  const char* part;
  const char* instead;
  const char* rule;
  std::int64_t lines_on;  ///< From the line on which the part begins.
  const char* column;
  const char* value;
  const char* says;  ///< Part of the message.
};

void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }

class ProgrammeFault : public ::testing::TestWithParam<Fault> {};

TEST_P(ProgrammeFault, IsFoundByLineAndKey) {
  const Fault& fault = GetParam();
  const Findings found = faults_of(with(fault.part, fault.instead));
  ASSERT_FALSE(found.empty());
  std::string all;
  for (const Finding& finding : found) all += to_string(finding) + "\n";
  EXPECT_EQ(found.size(), 1U) << all;
  EXPECT_EQ(found[0].rule, fault.rule) << all;
  EXPECT_EQ(found[0].severity, Severity::error) << all;
  EXPECT_EQ(found[0].row, line(fault.part) + fault.lines_on) << all;
  EXPECT_EQ(found[0].column, fault.column) << all;
  EXPECT_EQ(found[0].value, fault.value) << all;
  EXPECT_NE(found[0].message.find(fault.says), std::string::npos) << all;
}

INSTANTIATE_TEST_SUITE_P(
    Questions, ProgrammeFault,
    ::testing::Values(Fault{"KindMisspelt", "kind = \"ranked\"", "kind = \"rankd\"", "word", 0,
                            "questions.help_with.kind", "rankd", "Did you mean \"ranked\"?"},
                      Fault{"KindMissing", "[questions.site]\nkind = \"place\"", "[questions.site]", "missing", 0,
                            "questions.site.kind", "", "\"kind\" is missing"},
                      Fault{"KeyMisspelt", "only_options = true", "only_option = true", "unknown-key", 0,
                            "questions.can_help.only_option", "true", "did you mean \"only_options\"?"},
                      Fault{"OptionsOfNothing", "options = \"help_with\"", "options = \"helps_with\"", "reference", 0,
                            "questions.can_help.options", "helps_with", "did you mean \"help_with\"?"},
                      Fault{"OptionsOfItself", "options = \"help_with\"", "options = \"can_help\"", "reference", 0,
                            "questions.can_help.options", "can_help", "from each other"},
                      Fault{"OptionsOfNoList", "options = \"help_with\"", "options = \"site\"", "reference", 0,
                            "questions.can_help.options", "site", "has no options"},
                      Fault{"OptionsANumber", "options = \"help_with\"", "options = 3", "type", 0,
                            "questions.can_help.options", "3", "a list of texts"},
                      Fault{"OptionANumber", "[\"Assistant\", \"Officer\", \"Manager\"]",
                            "[\"Assistant\", 2, \"Manager\"]", "type", 0, "questions.grade.options[2]", "2",
                            "must be a text"},
                      Fault{"RangeWithoutEnd", "{ least = 1, most = 5 }", "{ least = 1 }", "missing", 0,
                            "questions.help_with.range.most", "", "\"most\" is missing"},
                      Fault{"TooManyDecimals", "least = 0.5", "least = 0.55", "decimals", 0,
                            "questions.hours.range.least", "0.55", "at most 1 decimal"},
                      Fault{"WordForNoNumber", "\"up to 3\" = 3", "\"up to 3\" = \"3\"", "type", 0,
                            "questions.hours.numbers.up to 3", "3", "must be a number"},
                      Fault{"AskedOfNobody", "asked = \"mentor\"", "asked = \"mentors\"", "word", 0,
                            "questions.can_help.asked", "mentors", "Did you mean \"mentor\"?"},
                      Fault{"KeepMisspelt", "keep = \"monitoring\"", "keep = \"monitring\"", "word", 0,
                            "questions.gender.keep", "monitring", "Did you mean \"monitoring\"?"},
                      Fault{"PlaysMisspelt", "plays = \"wishes\"", "plays = \"wish\"", "word", 0,
                            "questions.wish.plays", "wish", "Write one of"}),
    [](const auto& each) { return std::string(each.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Sheets, ProgrammeFault,
    ::testing::Values(Fault{"MappedToNothing", "\"Your grade\" = \"grade\"", "\"Your grade\" = \"grad\"", "reference",
                            0, "sheets.mentees.columns.Your grade", "grad", "did you mean \"grade\"?"},
                      Fault{"MappedToAnotherRole", "\"Your grade\" = \"grade\"", "\"Your grade\" = \"can_help\"",
                            "asked", 0, "sheets.mentees.columns.Your grade", "can_help", "not asked of mentees"},
                      Fault{"HeadingTwice", "\"Your grade\" = \"grade\"", "\" EMAIL address\" = \"grade\"", "duplicate",
                            0, "sheets.mentees.columns. EMAIL address", " EMAIL address", "\"Email Address\""},
                      Fault{"HeadingMappedAndIgnored", "[\"Start time\"]", "[\"email address\"]", "duplicate", 0,
                            "sheets.mentees.ignore[1]", "email address", "\"Email Address\""},
                      Fault{"RoleTwice", "[sheets.mentors]\nrole = \"mentor\"", "[sheets.others]\nrole = \"mentee\"",
                            "duplicate", 1, "sheets.others.role", "others", "already: \"mentees\""},
                      Fault{"RoleOfAnotherName", "[sheets.mentors]\nrole = \"mentor\"",
                            "[sheets.mentors]\nrole = \"mentee\"", "role", 1, "sheets.mentors.role", "mentee",
                            "is of mentors"},
                      Fault{"RoleNowhere", "[sheets.mentors]\nrole = \"mentor\"", "[sheets.people]", "blank", 0,
                            "sheets.people.role", "", "plays \"role\""},
                      Fault{"SeparatorOfTwo", "separator = \";\"", "separator = \";;\"", "word", 0,
                            "sheets.mentees.separator", ";;", "one sign"},
                      Fault{"DecimalUnknown", "decimal = \",\"", "decimal = \"\u00b7\"", "word", 0,
                            "sheets.mentees.decimal", "\u00b7", "Write \".\" or \",\"."},
                      Fault{"TooManyHeaders", "header_rows = 2", "header_rows = 6", "range", 0,
                            "sheets.mentees.header_rows", "6", "from 1 to 5"},
                      Fault{"ZoneUnknown", "zone = \"Europe/London\"", "zone = \"Europe/Londn\"", "zone", 0,
                            "sheets.mentees.zone", "Europe/Londn", "Europe/London"},
                      Fault{"DatesMisspelt", "dates = \"day_first\"", "dates = \"day-first\"", "word", 0,
                            "sheets.mentees.dates", "day-first", "Did you mean \"day_first\"?"},
                      Fault{"WordsOfOneRole", "[sheets.mentors]\nrole = \"mentor\"",
                            "[sheets.mentors]\nroles = { \"Mentor\" = \"mentor\" }", "parameter", 1,
                            "sheets.mentors.roles", "mentor", "of one role"}),
    [](const auto& each) { return std::string(each.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Criteria, ProgrammeFault,
    ::testing::Values(
        Fault{"ComparisonMisspelt", "compare = \"covers\"", "compare = \"cover\"", "word", 0, "criteria.needs.compare",
              "cover", "Did you mean \"covers\"?"},
        Fault{"NoSuchQuestion", "mentee = \"help_with\"", "mentee = \"help_wth\"", "reference", 0,
              "criteria.needs.mentee", "help_wth", "did you mean \"help_with\"?"},
        Fault{"NoSuchQuestionOfBoth", "question = \"hours\"", "question = \"huors\"", "reference", 0,
              "criteria.time.question", "huors", "did you mean \"hours\"?"},
        Fault{"OfMonitoring", "mentee = \"help_with\"", "mentee = \"gender\"", "monitoring", 0, "criteria.needs.mentee",
              "gender", "what can stand here is help_with"},
        Fault{"OfIdentity", "mentee = \"help_with\"", "mentee = \"email\"", "identity", 0, "criteria.needs.mentee",
              "email", "what can stand here is help_with"},
        Fault{"NotAsked", "mentor = \"can_help\"", "mentor = \"help_with\"", "asked", 0, "criteria.needs.mentor",
              "help_with", "not asked of mentors"},
        Fault{"KindDoesNotFit", "question = \"grade\"\nweight = 20", "question = \"site\"\nweight = 20", "kind", 0,
              "criteria.seniority.question", "site", "wants level, scale, number or date"},
        Fault{"KindsDoNotFitEachOther", "question = \"grade\"\nweight = 20",
              "mentee = \"grade\"\nmentor = \"hours\"\nweight = 20", "kind", 1, "criteria.seniority.mentor", "hours",
              "cannot compare \"grade\" (level) with \"hours\" (number)"},
        Fault{"DecimalsDiffer", "question = \"hours\"", "mentee = \"hours\"\nmentor = \"travels\"", "kind", 1,
              "criteria.time.mentor", "travels", "as many decimals"},
        Fault{"NoQuestion", "mentor = \"can_help\"\n", "", "blank", -4, "criteria.needs.mentor", "",
              "needs a question of the mentor"},
        Fault{"QuestionAndSide", "question = \"hours\"", "question = \"hours\"\nmentee = \"hours\"", "question", 1,
              "criteria.time.mentee", "hours", "not both"},
        Fault{"NotUsed", "question = \"hours\"", "question = \"hours\"\nfall = 0", "parameter", 1, "criteria.time.fall",
              "0", "near does not use \"fall\""},
        Fault{"WeightTooHigh", "weight = 35", "weight = 1001", "range", 0, "criteria.needs.weight", "1001",
              "from 0 to 1000"},
        Fault{"WeightMissing", "weight = 35\n", "", "missing", -5, "criteria.needs.weight", "",
              "\"weight\" is missing"},
        Fault{"NeutralTooHigh", "neutral = 100", "neutral = 1001", "range", 0, "criteria.needs.neutral", "1001",
              "from 0 to 1000"},
        Fault{"NeutralNotUsed", "neutral = 100", "neutral = 100\nblank = \"zero\"", "parameter", 0,
              "criteria.needs.neutral", "100", "only where blank is \"neutral\""},
        Fault{"BlankWithinAMean", "minutes = \"travels\"", "minutes = \"travels\"\nblank = \"zero\"", "parameter", 1,
              "criteria.practice.of.travel.blank", "", "within a mean"},
        Fault{"MeanWithinAMean", "compare = \"common_time\"\nquestion = \"free\"\nweight = 2\nhigh = 60",
              "compare = \"mean\"", "nested", 0, "criteria.practice.of.free.compare", "mean", "within a mean"},
        Fault{"BandsFall", "[[30, 250], [60, 500]]", "[[30, 250], [30, 500]]", "order", 0,
              "criteria.practice.of.travel.bands[2]", "30", "Bands rise"},
        Fault{"BandOfThree", "[30, 250]", "[30, 250, 1]", "type", 0, "criteria.practice.of.travel.bands[1]", "a list",
              "a band such as"},
        Fault{"NoSuchOption", "[\"remote\", \"either\", 900]", "[\"remote\", \"ether\", 900]", "option", 0,
              "criteria.meetings.table[2]", "ether", "did you mean \"either\"?"},
        Fault{"RowTwice", "[\"remote\", \"either\", 900]", "[\"Remote\", \"in person\", 900]", "duplicate", 0,
              "criteria.meetings.table[2]", "Remote, in person", "an earlier one"},
        Fault{"ShareTooHigh", "[\"MM-1\", \"MR-2\", 800]", "[\"MM-1\", \"MR-2\", 8000]", "range", 0,
              "criteria.panel.pairs[1]", "8000", "from 0 to 1000"},
        Fault{"NothingToAny", "any = [\"remote\", \"either\"]", "any = [\"remote\", \"eithr\"]", "option", 0,
              "criteria.practice.of.travel.any[2]", "eithr", "did you mean \"either\"?"},
        Fault{"NearUpsideDown", "high = 2.5", "high = 0.5", "range", 0, "criteria.time.high", "5", "more than low"},
        Fault{"GapUpsideDown", "high = 2\n", "high = 0\n", "range", 0, "criteria.seniority.high", "0", "low or more"},
        Fault{"NoCommonTime", "high = 60\n", "", "range", -4, "criteria.practice.of.free.high", "0", "above 0"},
        Fault{"WeightsAndCriteria", "[locations.Leeds]", "[weights]\nneeds = 3\n[locations.Leeds]", "parameter", 0,
              "weights", "", "gives each its own"}),
    [](const auto& each) { return std::string(each.param.name); });

INSTANTIATE_TEST_SUITE_P(
    RulesAndTheRest, ProgrammeFault,
    ::testing::Values(
        Fault{"NeitherForbidsNorRequires", "require = { compare = \"common_language\", question = \"speaks\" }\n", "",
              "condition", -5, "pair_rules.language", "language", "neither"},
        Fault{"ForbidsAll", "share = 1\n", "share = 0\n", "range", 0, "pair_rules.manager.share", "0", "forbid all"},
        Fault{"RuleWithWeight", "question = \"speaks\" }", "question = \"speaks\", weight = 3 }", "parameter", 0,
              "pair_rules.language.require.weight", "", "has no such key"},
        Fault{"RuleOfIdentity", "mentee = \"manager\"", "mentee = \"email\"", "identity", 0,
              "pair_rules.manager.forbid.mentee", "email", "who somebody is"},
        Fault{"RuleOfTwoConditions", "answered = true", "answered = true\nconfirmed = true", "condition", -5,
              "rules.grade", "answered", "several conditions"},
        Fault{"RuleOfNoCondition", "answered = true\n", "", "condition", -5, "rules.grade", "", "no condition"},
        Fault{"RuleOfNoQuestion", "question = \"grade\"\nanswered = true", "answered = true", "missing", -4,
              "rules.grade.question", "", "\"question\" is missing"},
        Fault{"RuleOfNoLevel", "at_least = \"officer\"", "at_least = \"oficer\"", "word", 0,
              "rules.time.any[2].all[1].at_least", "oficer", "Did you mean \"Officer\"?"},
        Fault{"RuleOfNoDay", "day = 2026-09-01", "", "missing", -7, "rules.adult.day", "", "\"day\" is missing"},
        Fault{"RuleOfADayThatIsNone", "\"1999-12-31\"", "\"1999-12-32\"", "calendar", 0, "rules.time.any[3].until",
              "1999-12-32", "December"},
        Fault{"RuleOfTooManyDecimals", "at_least = 2.5", "at_least = 2.55", "decimals", 0, "rules.time.any[1].at_least",
              "2.55", "at most 1 decimal"},
        Fault{"CurrencyUnknown", "currency = \"EUR\"", "currency = \"EURO\"", "reference", 0, "currency", "EURO",
              "did you mean \"EUR\"?"},
        Fault{"LanguageUnknown", "language = \"cy\"", "language = \"welsh\"", "reference", 0, "language", "welsh",
              "known are cy, de"},
        Fault{"CoverageAboveAll", "least_coverage = 40", "least_coverage = 101", "range", 0, "least_coverage", "101",
              "from 0 to 100"},
        Fault{"AmountTwice", "amount = 5000", "amount = 5000\npence = 5000", "parameter", 1, "funds.travel.pence", "",
              "not both"},
        Fault{"AmountBelowNothing", "amount = 5000", "amount = -1", "range", 0, "funds.travel.amount", "-1",
              "from 0 to"},
        Fault{"LatitudeBeyondThePole", "latitude = 53.96", "latitude = 91.5", "range", 0,
              "locations.Caer Efrog.latitude", "91", "from -90 to 90 degrees"},
        Fault{"PlaceTwice", "[locations.\"Caer Efrog\"]", "[locations.leeds]", "duplicate", 0, "locations.leeds",
              "leeds", "as \"Leeds\""},
        Fault{"TravelToItself", "[\"Leeds\", \"York\", 25]", "[\"Leeds\", \"LEEDS\", 25]", "duplicate", 0,
              "travel_times[1]", "Leeds", "to itself"},
        Fault{"SentenceMissing", "sentence = \"I am confident in my work.\"", "", "missing", -1,
              "evaluation.confidence.sentence", "", "\"sentence\" is missing"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(ProgrammeAnswers, QuestionsOfOnesOwnNeedCriteria) {
  std::string text(own_text);
  const std::size_t begin = text.find("[criteria.needs]");
  text.erase(begin, text.find("[pair_rules.manager]") - begin);
  const Findings found = faults_of(text);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rule, "missing");
  EXPECT_EQ(found[0].column, "criteria");
}

TEST(ProgrammeAnswers, FaultsAreFoundAllAtOnce) {
  std::string text = with("kind = \"ranked\"", "kind = \"rankd\"");
  text = with("\"Your grade\" = \"grade\"", "\"Your grade\" = \"grad\"", text);
  text = with("weight = 20", "weight = -20", text);
  text = with("minutes = \"travels\"", "minutes = \"travel\"", text);
  text = with("currency = \"EUR\"", "currency = \"Euro\"", text);
  std::vector<std::string> columns;
  for (const Finding& finding : faults_of(text)) columns.push_back(finding.column);
  EXPECT_EQ(columns,
            (std::vector<std::string>{"currency", "questions.help_with.kind", "sheets.mentees.columns.Your grade",
                                      "criteria.seniority.weight", "criteria.practice.of.travel.minutes"}));
}

TEST(ProgrammeAnswers, AllWeightsZeroAreRefused) {
  Programme programme = read_programme(own_text).programme;
  for (Criterion& criterion : programme.criteria) criterion.weight = 0;
  const Findings found = check(programme);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rule, "weights");
  EXPECT_EQ(found[0].column, "criteria");
}

TEST(ProgrammeAnswers, WhatAComparisonDoesNotUseIsFoundInCode) {
  Programme programme = read_programme(own_text).programme;
  programme.criteria[0].low = 3;
  programme.criteria[5].mentee = "grade";
  programme.criteria[4].of[0].neutral = 3;
  programme.pair_rules[1].compare.weight = 2;
  std::vector<std::string> columns;
  for (const Finding& finding : check(programme)) columns.push_back(finding.column);
  EXPECT_EQ(columns, (std::vector<std::string>{"criteria.needs.low", "criteria.practice.of.free.blank",
                                               "criteria.panel.mentee", "pair_rules.language"}));
}

const Table places{.name = "places.csv",
                   .columns = {"Name", "Latitude", "Longitude"},
                   .rows = {{"Leeds", "53.8007554", "-1.5"}, {"York", "53.96", "-1"}},
                   .row_numbers = {2, 3}};
const Table travel{
    .name = "travel.csv", .columns = {"from", "to", "minutes"}, .rows = {{"Leeds", "York", "25"}}, .row_numbers = {2}};

std::string text_with_tables() {
  std::string text =
      with("travel_times = [[\"Leeds\", \"York\", 25]]", "travel_times = \"travel.csv\"\nlocations = \"places.csv\"");
  const std::size_t begin = text.find("[locations.Leeds]");
  return text.erase(begin, text.find("[evaluation.confidence]") - begin);
}

TEST(ProgrammeTables, AreNamedReadAndPartOfTheDigest) {
  const std::string text = text_with_tables();
  EXPECT_EQ(tables_of_programme(text), (std::vector<std::string>{"places.csv", "travel.csv"}));
  const ProgrammeFile file = read_programme(text, "x.toml", {places, travel});
  EXPECT_EQ(file.programme.locations,
            (std::vector<Location>{{"Leeds", 53'800'755, -1'500'000}, {"York", 53'960'000, -1'000'000}}));
  EXPECT_EQ(file.programme.travel_times, (std::vector<TravelTime>{{"Leeds", "York", 25}}));
  Table other = travel;
  other.rows[0][2] = "26";
  EXPECT_NE(read_programme(text, "x.toml", {places, other}).digest, file.digest);
  EXPECT_EQ(read_programme(text, "y.toml", {places, travel}).digest, file.digest);
  EXPECT_EQ(read_programme(own_text).digest, Digest().add(own_text).hex());
  EXPECT_EQ(tables_of_programme(own_text), std::vector<std::string>{});
  EXPECT_EQ(tables_of_programme("[["), std::vector<std::string>{});
}

TEST(ProgrammeTables, FaultsHaveTheirFileRowAndColumn) {
  Table wrong = places;
  wrong.rows[1][1] = "53,96";
  Table without = travel;
  without.columns[2] = "time";
  const Findings found = faults_of(text_with_tables(), {wrong, without});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].file, "places.csv");
  EXPECT_EQ(found[0].row, 3);
  EXPECT_EQ(found[0].column, "latitude");
  EXPECT_EQ(found[0].value, "53,96");
  EXPECT_EQ(found[1].file, "travel.csv");
  EXPECT_EQ(found[1].column, "minutes");
  EXPECT_EQ(found[1].rule, "missing");
}

TEST(ProgrammeTables, ThatAreNotGivenAreFound) {
  const Findings found = faults_of(text_with_tables(), {places});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rule, "table");
  EXPECT_EQ(found[0].column, "travel_times");
  EXPECT_EQ(found[0].value, "travel.csv");
}

TEST(ProgrammeToml, ReadsBackEqual) {
  const Programme programme = read_programme(own_text).programme;
  const std::string text = to_toml(programme);
  EXPECT_EQ(read_programme(text).programme, programme) << text;
  EXPECT_EQ(to_toml(read_programme(text).programme), text);
}

TEST(ProgrammeToml, ReadsBackEqualFromHardTexts) {
  Programme programme = read_programme(own_text).programme;
  programme.name = "\"A\\B\"\n\t\x01 \u00e9";
  programme.organisation = "# no comment";
  programme.questions[0].words = "'''";
  programme.sheets[0].columns[0].heading = "Q.1 \"why\" [\u00e9]";
  programme.timetable.events[0].days[0].stated = Weekday::monday;
  programme.questions[6].numbers = {{"a.b", -15},
                                    {"\u00e9", 1},
                                    {"long words that take their place on a line of their own", 3},
                                    {"and more of them, so that no line could hold them all together", 4}};
  programme.places.push_back({Role::mentor, "Wales", {2, Range::no_limit}});
  const std::string text = to_toml(programme);
  const ProgrammeFile file = read_programme(text);
  EXPECT_EQ(file.programme, programme) << text;
}

TEST(ProgrammeToml, HasCommentsAboveWhatTheyAreAbout) {
  const Programme programme = read_programme(own_text).programme;
  const std::string text = to_toml(programme, {{"", "Made from two files.\nCheck it."},
                                               {"questions.grade", "Unsure: a level or a choice?"},
                                               {"questions.grade.options", "In the order found."},
                                               {"nations", "Ours."}});
  EXPECT_TRUE(text.starts_with("# Made from two files.\n# Check it.\n\nid = \"own\"\n")) << text;
  EXPECT_NE(text.find("\n# Unsure: a level or a choice?\n[questions.grade]\nkind = \"level\"\n# In the order found.\n"),
            std::string::npos)
      << text;
  EXPECT_EQ(read_programme(text).programme, programme);
}

TEST(ProgrammeToml, RefusesCommentsAboveNothing) {
  const Programme programme = read_programme(own_text).programme;
  try {
    to_toml(programme, {{"questions.grad", "Lost."}});
    FAIL();
  } catch (const InvalidInput& error) {
    ASSERT_EQ(error.findings().size(), 1U);
    EXPECT_EQ(error.findings()[0].column, "questions.grad");
  }
}

TEST(ProgrammeToml, PartsCanBePutIntoAFile) {
  const Programme programme = read_programme(own_text).programme;
  const std::string head = "id = 'a'\nname = 'A'\nstarts = '2026-06'\nends = '2026-07'\nnations = ['Wales']\n";
  const Programme read =
      read_programme(head + to_toml(programme.questions) + "\n" + to_toml(programme.criteria, programme.questions) +
                     "\n" + to_toml(programme.pair_rules, programme.questions))
          .programme;
  EXPECT_EQ(read.questions, programme.questions);
  EXPECT_EQ(read.criteria, programme.criteria);
  EXPECT_EQ(read.pair_rules, programme.pair_rules);
}

}  // namespace
}  // namespace pairwell
