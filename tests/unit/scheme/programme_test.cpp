#include "pairwell/scheme/programme.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/digest.hpp"

namespace pairwell {
namespace {

/// A sound programme, one key a line, so that tests can change, drop and count lines.
constexpr std::string_view sound_text = R"(id = "pilot"
name = "Pilot"
starts = "June 2017"
ends = "November 2017"
nations = ["England", "Scotland"]
vocabulary = ["leadership", "fundraising"]
[timetable]
zone = "Europe/London"
[timetable.deadline]
title = "Deadline"
on = "Monday 24 April 2017"
at = "10:00"
[timetable.interviews]
title = "Interviews"
on = ["Wednesday 3 May 2017", "Thursday 4 May 2017"]
[timetable.conversations]
title = "Conversations"
on = "9 May 2017"
[timetable.talk]
title = "Talk"
on = 2017-03-01
[timetable.supervision]
title = "Supervision"
on = "September 2017"
[places.England]
mentees = 18
mentors = { least = 1, most = 18 }
[funds.access]
purpose = "Access needs"
pence = 300_000
[rules.works]
version = 2
sentence = "You work in the sector."
reason = "The form does not say so."
field = "works_as"
one_of = ["employee", "volunteer"]
[rules.need]
version = 1
sentence = "You name a need."
reason = "No need is named."
roles = ["mentee"]
field = "needs"
not_blank = true
[selection]
panel_members = 2
tie_rule = ["need"]
[selection.rubric.need]
sentence = "Need."
[pairing]
most_access_pence = 50_000
[weights]
needs = 50
[objective]
stages = ["most_pairs", "most_points"]
seed = 2017
)";

/// The sound text with one part of it replaced.
std::string with(std::string_view part, std::string_view instead, std::string text = std::string(sound_text)) {
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return at == std::string::npos ? text : text.replace(at, part.size(), instead);
}

/// The number of the line of the sound text on which a part begins.
std::int64_t line(std::string_view part) {
  const auto end = sound_text.begin() + static_cast<std::ptrdiff_t>(sound_text.find(part));
  return 1 + std::count(sound_text.begin(), end, '\n');
}

Findings faults_of_programme(const std::string& text) {
  try {
    return read_programme(text, "x.toml").warnings;
  } catch (const InvalidInput& error) {
    return error.findings();
  }
}

/// Checks that a text has one fault, and which.
void expect_fault(const std::string& text, std::string_view rule, std::int64_t row, std::string_view column,
                  std::string_view value, Severity severity = Severity::error) {
  const Findings found = faults_of_programme(text);
  ASSERT_EQ(found.size(), 1U) << (found.empty() ? std::string("no fault: ") : to_string(found[1])) << column;
  EXPECT_EQ(found[0].rule, rule) << to_string(found[0]);
  EXPECT_EQ(found[0].severity, severity) << to_string(found[0]);
  EXPECT_EQ(found[0].file, "x.toml");
  EXPECT_EQ(found[0].row, row) << to_string(found[0]);
  EXPECT_EQ(found[0].column, column) << to_string(found[0]);
  EXPECT_EQ(found[0].value, value) << to_string(found[0]);
}

TEST(ReadProgramme, ReadsEveryPart) {
  const ProgrammeFile file = read_programme(sound_text);
  const Programme& programme = file.programme;
  EXPECT_EQ(file.warnings, Findings{});
  EXPECT_EQ(programme.id, "pilot");
  EXPECT_EQ(programme.starts, (Month{2017, 6}));
  EXPECT_EQ(programme.ends, (Month{2017, 11}));
  EXPECT_EQ(programme.nations, (std::vector<std::string>{"England", "Scotland"}));
  ASSERT_EQ(programme.timetable.events.size(), 5U);
  const Event& deadline_event = programme.timetable.events[0];
  EXPECT_EQ(deadline_event.kind, EventKind::deadline);
  EXPECT_EQ(deadline_event.days, (std::vector<EventDay>{{{2017, 4, 24}, Weekday::monday}}));
  EXPECT_EQ(deadline_event.at, (LocalTime{{2017, 4, 24}, 10, 0, 0}));
  EXPECT_EQ(programme.timetable.events[1].days.size(), 2U);
  EXPECT_EQ(programme.timetable.events[3].days, (std::vector<EventDay>{{{2017, 3, 1}, std::nullopt}}));
  EXPECT_EQ(programme.timetable.events[4].month, (Month{2017, 9}));
  EXPECT_EQ(programme.places,
            (std::vector<Place>{{Role::mentee, "England", {0, 18}}, {Role::mentor, "England", {1, 18}}}));
  EXPECT_EQ(programme.funds, (std::vector<Fund>{{"access", "Access needs", 300'000}}));
  ASSERT_EQ(programme.rules.size(), 2U);
  EXPECT_EQ(programme.rules[0].version, 2);
  EXPECT_EQ(programme.rules[0].condition.kind, ConditionKind::one_of);
  EXPECT_EQ(programme.rules[0].condition.values, (std::vector<std::string>{"employee", "volunteer"}));
  EXPECT_TRUE(programme.rules[0].roles.empty());
  EXPECT_EQ(programme.rules[1].condition.kind, ConditionKind::answered);
  EXPECT_EQ(programme.rules[1].roles, std::vector<Role>{Role::mentee});
  EXPECT_EQ(programme.selection.rubric, (std::vector<RubricLine>{{"need", "Need.", 5, 1}}));
  EXPECT_EQ(programme.selection.tie_rule, std::vector<std::string>{"need"});
  EXPECT_EQ(programme.pairing.most_access_pence, 50'000);
  EXPECT_EQ(programme.criteria, standard_criteria({.needs = 50}, programme.pairing.common_slots));
  EXPECT_EQ(programme.objective.stages, (std::vector<std::string>{"most_pairs", "most_points"}));
  EXPECT_EQ(programme.objective.seed, 2017U);
}

TEST(ReadProgramme, KeepsTheOrderOfTheFile) {
  const std::string text = with("[timetable.deadline]",
                                "[timetable.z-first]\nkind = \"other\"\ntitle = \"Z\"\non = \"May "
                                "2017\"\n[timetable.deadline]");
  const ProgrammeFile file = read_programme(text);
  EXPECT_EQ(file.programme.timetable.events[0].id, "z-first");
  EXPECT_EQ(file.programme.timetable.events[1].id, "deadline");
  EXPECT_EQ(file.programme.rules[0].id, "works");  // Not in the order of the alphabet.
}

TEST(ReadProgramme, DefaultsAreThoseOfTheHeader) {
  const ProgrammeFile file =
      read_programme(with("[weights]\nneeds = 50\n[objective]\nstages = [\"most_pairs\", "
                          "\"most_points\"]\nseed = 2017\n",
                          ""));
  EXPECT_EQ(file.programme.criteria, standard_criteria(Weights{}, file.programme.pairing.common_slots));
  EXPECT_EQ(file.programme.objective, ObjectiveRules{});
}

TEST(ReadProgramme, DigestChangesWithTheTextAlone) {
  const std::string digest = read_programme(sound_text, "a").digest;
  EXPECT_EQ(digest, read_programme(sound_text, "b").digest);
  EXPECT_EQ(digest, Digest().add(sound_text).hex());
  EXPECT_NE(digest, read_programme(std::string(sound_text) + "# a comment\n").digest);
}

TEST(ReadProgramme, ReadsTimesOfDayInEitherForm) {
  for (const char* at : {"at = \"10:00\"", "at = \"10:00:00\"", "at = 10:00:00"}) {
    const Programme programme = read_programme(with("at = \"10:00\"", at)).programme;
    EXPECT_EQ(programme.timetable.events[0].at, (LocalTime{{2017, 4, 24}, 10, 0, 0})) << at;
  }
}

TEST(ReadProgramme, KeepsAWrongWeekdayAndWarns) {
  const std::string text = with("on = \"9 May 2017\"", "on = \"Monday 9 May 2017\"");
  expect_fault(text, "weekday", line("on = \"9 May 2017\""), "timetable.conversations.on", "Monday 9 May 2017",
               Severity::warning);
  const ProgrammeFile file = read_programme(text);
  EXPECT_EQ(file.programme.timetable.events[2].days[0], (EventDay{{2017, 5, 9}, Weekday::monday}));
}

TEST(ReadProgramme, SyntaxErrorsHaveALine) {
  for (const char* broken :
       {"name = Pilot", "name \"Pilot\"", "name = \"Pilot", "name = \"Pilot\"\nname = \"Twice\""}) {
    const Findings found = faults_of_programme(with("name = \"Pilot\"", broken));
    ASSERT_EQ(found.size(), 1U) << broken;
    EXPECT_EQ(found[0].rule, "syntax");
    EXPECT_EQ(found[0].file, "x.toml");
    EXPECT_GE(found[0].row, 2) << broken;
    EXPECT_LE(found[0].row, 3) << broken;
  }
}

TEST(ReadProgramme, TablesThatStandTwiceAreSyntaxErrors) {
  const Findings found = faults_of_programme(std::string(sound_text) + "[funds.access]\npence = 1\n");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rule, "syntax");
  EXPECT_EQ(found[0].row, 1 + std::count(sound_text.begin(), sound_text.end(), '\n'));
}

TEST(ReadProgramme, RefusesTextsThatNoProgrammeCanBe) {
  EXPECT_EQ(faults_of_programme(std::string((1U << 18) + 1, '#')).at(0).rule, "size");
  std::string deep = "# one\na";
  for (int i = 0; i < 100'000; ++i) deep += ".a";
  const Findings found = faults_of_programme(deep + " = 1");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rule, "syntax");
  EXPECT_EQ(found[0].row, 2);
  EXPECT_EQ(faults_of_programme("a = " + std::string(100'000, '[')).at(0).rule, "syntax");
  EXPECT_EQ(faults_of_programme(std::string("a = \"\0\"", 7)).at(0).rule, "syntax");
  EXPECT_EQ(faults_of_programme("a = \"\xff\"").at(0).rule, "syntax");
}

TEST(ReadProgramme, TextsThatBreakTheParsersAssertionsAreSyntaxErrors) {
  expect_fault("[[[", "syntax", 1, "", "");
  expect_fault(with("[pairing]", "[[[pairing]"), "syntax", line("[pairing]"), "", "");
  expect_fault("\n\n\n[[[\n\n", "syntax", 4, "", "");
}

TEST(ReadProgramme, ManyFaultsAreReportedInGoodTime) {
  std::string numbers;
  for (int i = 0; i < 20'000; ++i) numbers += "1,";
  EXPECT_EQ(faults_of_programme(with("\"fundraising\"]", numbers + "]")).size(), 20'000U);
}

TEST(ReadProgramme, LettersOutsideAsciiStandInQuotes) {
  for (const char* text : {"\xC3\xA9 = 1", "a = \xEF\xBB\xB3", "[a]\xE3\x81\x82", "\xC2\xA0"}) {
    expect_fault(std::string("\n") + text, "syntax", 2, "", "");
  }
  expect_fault("a = \"\\\xC3\xA9\"", "syntax", 1, "", "");
  const std::string accents =
      "Mus\xC3\xA9"
      "es \xEF\xBB\xB3";
  EXPECT_EQ(read_programme(with("Pilot\"", accents + "\" # " + accents)).programme.name, accents);
  EXPECT_EQ(read_programme("\xEF\xBB\xBF" + std::string(sound_text)).programme.name, "Pilot");
}

TEST(ReadProgramme, LongStringsMayGoOnWithAnyLetter) {
  const auto name = [](const std::string& text) {
    return read_programme(with("\"Pilot\"", "\"\"\"" + text + "\"\"\"")).programme.name;
  };
  EXPECT_EQ(name("one \\\n  two"), "one two");
  EXPECT_EQ(name("one \\\n \n \xC3\xA9t\xC3\xA9"), "one \xC3\xA9t\xC3\xA9");
  EXPECT_EQ(name("\\\n\xEF\xBB\xB3"), "\xEF\xBB\xB3");
  EXPECT_EQ(name("\\\n\xF0\x9F\x98\x80"), "\xF0\x9F\x98\x80");
  EXPECT_EQ(name("two quotes \"\""), "two quotes \"\"");
}

TEST(ReadProgramme, DotsInTextsAndCommentsAreNoKeys) {
  const std::string dots(200, '.');
  EXPECT_EQ(faults_of_programme(with("name = \"Pilot\"", "name = \"" + dots + "\" # " + dots)), Findings{});
  EXPECT_EQ(faults_of_programme(with("name = \"Pilot\"", "name = '''\n" + dots + "\n'" + dots + "'''")), Findings{});
  EXPECT_EQ(faults_of_programme(with("name = \"Pilot\"", "name = \"\\\"" + dots + "\"")), Findings{});
}

TEST(ReadProgramme, UnknownKeysAreAnsweredWithTheNearestKnownOne) {
  const std::string text = with("vocabulary =", "vocabulry =");
  expect_fault(text, "unknown-key", line("vocabulary ="), "vocabulry", "a list");
  EXPECT_NE(faults_of_programme(text).at(0).message.find("did you mean \"vocabulary\"?"), std::string::npos);
  expect_fault(with("panel_members = 2", "panel_member = 2"), "unknown-key", line("panel_members"),
               "selection.panel_member", "2");
  expect_fault(with("most = 18 }", "most = 18, mid = 3 }"), "unknown-key", line("mentors = {"),
               "places.England.mentors.mid", "3");
  expect_fault(with("needs = 50", "needs = 50\nhobbies = 1"), "unknown-key", line("needs = 50") + 1, "weights.hobbies",
               "1");
  EXPECT_NE(faults_of_programme(with("needs = 50", "hobbies = 1")).at(0).message.find("deep_fit"), std::string::npos);
  expect_fault(std::string(sound_text) + "[rubric.x]\n", "unknown-key",
               1 + std::count(sound_text.begin(), sound_text.end(), '\n'), "rubric", "a table");
}

TEST(ReadProgramme, MissingKeysAreReportedWhereTheyShouldStand) {
  expect_fault(with("name = \"Pilot\"\n", ""), "missing", 0, "name", "");
  expect_fault(with("id = \"pilot\"\n", ""), "missing", 0, "id", "");
  expect_fault(with("starts = \"June 2017\"\n", ""), "missing", 0, "starts", "");
  expect_fault(with("ends = \"November 2017\"\n", ""), "missing", 0, "ends", "");
  expect_fault(with("nations = [\"England\", \"Scotland\"]\n", ""), "missing", 0, "nations", "");
  expect_fault(with("version = 2\n", ""), "missing", line("[rules.works]"), "rules.works.version", "");
  expect_fault(with("sentence = \"You work in the sector.\"\n", ""), "missing", line("[rules.works]"),
               "rules.works.sentence", "");
  expect_fault(with("reason = \"No need is named.\"\n", ""), "missing", line("[rules.need]"), "rules.need.reason", "");
  expect_fault(with("field = \"needs\"\n", ""), "missing", line("[rules.need]"), "rules.need.question", "");
  expect_fault(with("title = \"Talk\"\n", ""), "missing", line("[timetable.talk]"), "timetable.talk.title", "");
  expect_fault(with("on = \"9 May 2017\"\n", ""), "missing", line("[timetable.conversations]"),
               "timetable.conversations.on", "");
  expect_fault(with("[timetable.talk]", "[timetable.evening]"), "missing", line("[timetable.talk]"),
               "timetable.evening.kind", "");
  expect_fault(with("purpose = \"Access needs\"\n", ""), "missing", line("[funds.access]"), "funds.access.purpose", "");
  expect_fault(with("pence = 300_000\n", ""), "missing", line("[funds.access]"), "funds.access.pence", "");
  expect_fault(with("sentence = \"Need.\"\n", ""), "missing", line("[selection.rubric.need]"),
               "selection.rubric.need.sentence", "");
  expect_fault(with("mentees = 18\nmentors = { least = 1, most = 18 }\n", ""), "missing", line("[places.England]"),
               "places.England", "");
}

TEST(ReadProgramme, WrongTypesAreReportedWithTheValue) {
  expect_fault(with("name = \"Pilot\"", "name = 5"), "type", line("name"), "name", "5");
  expect_fault(with("nations = [\"England\", \"Scotland\"]", "nations = \"England\""), "type", line("nations"),
               "nations", "England");
  expect_fault(with("\"leadership\", ", "\"leadership\", 7.5, "), "type", line("vocabulary"), "vocabulary[2]", "7.5");
  expect_fault(with("starts = \"June 2017\"", "starts = 2017-06-01"), "type", line("starts"), "starts", "2017-06-01");
  expect_fault(with("at = \"10:00\"", "at = 10"), "type", line("at = \"10:00\""), "timetable.deadline.at", "10");
  expect_fault(with("on = 2017-03-01", "on = 2017-03-01T10:00:00Z"), "type", line("on = 2017-03-01"),
               "timetable.talk.on", "2017-03-01T10:00:00Z");
  expect_fault(with("on = 2017-03-01", "on = [true]"), "type", line("on = 2017-03-01"), "timetable.talk.on[1]", "true");
  expect_fault(with("pence = 300_000", "pence = \"3000\""), "type", line("pence = 300_000"), "funds.access.pence",
               "3000");
  expect_fault(with("version = 2", "version = 1.5"), "type", line("version = 2"), "rules.works.version", "1.5");
  expect_fault(with("not_blank = true", "not_blank = \"yes\""), "type", line("not_blank"), "rules.need.not_blank",
               "yes");
  expect_fault(with("mentees = 18", "mentees = \"18\""), "type", line("mentees = 18"), "places.England.mentees", "18");
  expect_fault(with("most = 18 }", "most = 'x' }"), "type", line("mentors = {"), "places.England.mentors.most", "x");
  expect_fault(with("[weights]\nneeds = 50\n", "") + "[[weights]]\nneeds = 50\n", "type",
               std::count(sound_text.begin(), sound_text.end(), '\n') - 1, "weights", "a list");
  expect_fault(with("zone = \"Europe/London\"", "zone = \"Europe/London\"\nlunch = 1"), "type", line("zone =") + 1,
               "timetable.lunch", "1");
  expect_fault(with("[pairing]", "[pairing]\nsame_employer = 1"), "type", line("[pairing]") + 1,
               "pairing.same_employer", "1");
}

TEST(ReadProgramme, NumbersOutOfRangeAreReported) {
  expect_fault(with("needs = 50", "needs = -1"), "range", line("needs = 50"), "weights.needs", "-1");
  expect_fault(with("needs = 50", "needs = 1001"), "range", line("needs = 50"), "weights.needs", "1001");
  expect_fault(with("needs = 50", "needs = 99_999_999_999"), "range", line("needs = 50"), "weights.needs",
               "99999999999");
  expect_fault(with("mentees = 18", "mentees = -1"), "range", line("mentees = 18"), "places.England.mentees", "-1");
  expect_fault(with("mentees = 18", "mentees = 2_147_483_647"), "range", line("mentees = 18"), "places.England.mentees",
               "2147483647");
  expect_fault(with("least = 1", "least = 19"), "range", line("mentors = {"), "places.England.mentors", "19 to 18");
  expect_fault(with("pence = 300_000", "pence = -1"), "range", line("pence = 300_000"), "funds.access.pence", "-1");
  expect_fault(with("version = 2", "version = 0"), "range", line("version = 2"), "rules.works.version", "0");
  expect_fault(with("seed = 2017", "seed = -1"), "range", line("seed"), "objective.seed", "-1");
  expect_fault(with("seed = 2017", "seed = 2017\nfloor = 101"), "range", line("seed") + 1, "objective.floor", "101");
  expect_fault(with("panel_members = 2", "panel_members = 0"), "range", line("panel_members"),
               "selection.panel_members", "0");
  expect_fault(with("panel_members = 2", "reserves = -1"), "range", line("panel_members"), "selection.reserves", "-1");
  expect_fault(with("sentence = \"Need.\"", "sentence = \"Need.\"\nmost = 0"), "range",
               line("sentence = \"Need.\"") + 1, "selection.rubric.need.most", "0");
  expect_fault(with("most_access_pence = 50_000", "common_slots = -1"), "range", line("most_access_pence"),
               "pairing.common_slots", "-1");
  expect_fault(with("most_access_pence = 50_000", "most_access_pence = 300_001"), "range", line("most_access_pence"),
               "pairing.most_access_pence", "300001");
}

TEST(ReadProgramme, AnOpenEndOfPlacesHasNoLimit) {
  const Programme programme = read_programme(with("least = 1, most = 18", "least = 1")).programme;
  EXPECT_EQ(programme.places[1].people, (Range{1, Range::no_limit}));
}

TEST(ReadProgramme, BlankTextsAreReported) {
  expect_fault(with("name = \"Pilot\"", "name = \" \""), "blank", line("name"), "name", " ");
  expect_fault(with("\"Scotland\"]", "\"Scotland\", \"\"]"), "blank", line("nations"), "nations[3]", "");
  expect_fault(with("title = \"Talk\"", "title = \"\""), "blank", line("title = \"Talk\""), "timetable.talk.title", "");
  expect_fault(with("one_of = [\"employee\", \"volunteer\"]", "one_of = []"), "blank", line("one_of"),
               "rules.works.one_of", "");
  expect_fault(with("stages = [\"most_pairs\", \"most_points\"]", "stages = []"), "blank", line("stages"),
               "objective.stages", "");
}

TEST(ReadProgramme, IdsMustBeFitAndTheirOwn) {
  expect_fault(with("id = \"pilot\"", "id = \"Pilot 2017\""), "id", 1, "id", "Pilot 2017");
  expect_fault(with("[rules.works]", "[rules.Works]"), "id", line("[rules.works]"), "rules.Works", "Works");
  // Decisions use these two as the names of their own reasons.
  expect_fault(with("[rules.works]", "[rules.deadline]"), "duplicate", line("[rules.works]"), "rules.deadline",
               "deadline");
  // A table of panel scores has a column of this name.
  expect_fault(with("tie_rule = [\"need\"]\n[selection.rubric.need]", "[selection.rubric.member]"), "duplicate",
               line("[selection.rubric.need]") - 1, "selection.rubric.member", "member");
}

TEST(ReadProgramme, ListsHoldEachItemOnce) {
  expect_fault(with("\"Scotland\"]", "\"England\"]"), "duplicate", line("nations"), "nations[2]", "England");
  expect_fault(with("\"fundraising\"]", "\"leadership\"]"), "duplicate", line("vocabulary"), "vocabulary[2]",
               "leadership");
  expect_fault(with("tie_rule = [\"need\"]", "tie_rule = [\"need\", \"need\"]"), "duplicate", line("tie_rule"),
               "selection.tie_rule[2]", "need");
  expect_fault(with("\"most_points\"]", "\"most_pairs\"]"), "duplicate", line("stages"), "objective.stages[2]",
               "most_pairs");
  expect_fault(with("roles = [\"mentee\"]", "roles = [\"mentee\", \"mentee\"]"), "duplicate", line("roles"),
               "rules.need.roles", "");
}

TEST(ReadProgramme, TermsMayNotHoldTheSeparatorsOfForms) {
  expect_fault(with("\"fundraising\"", "\"money: raising\""), "term", line("vocabulary"), "vocabulary[2]",
               "money: raising");
  expect_fault(with("\"fundraising\"", "\"a;b\""), "term", line("vocabulary"), "vocabulary[2]", "a;b");
}

TEST(ReadProgramme, ReferencesMustNameWhatIsThere) {
  expect_fault(with("[places.England]", "[places.Englnd]"), "reference", line("[places.England]"), "places.Englnd",
               "Englnd");
  EXPECT_NE(
      faults_of_programme(with("[places.England]", "[places.Englnd]")).at(0).message.find("did you mean \"England\"?"),
      std::string::npos);
  expect_fault(with("tie_rule = [\"need\"]", "tie_rule = [\"commitment\"]"), "reference", line("tie_rule"),
               "selection.tie_rule[1]", "commitment");
  expect_fault(with("field = \"needs\"", "field = \"neds\""), "reference", line("field = \"needs\""),
               "rules.need.field", "neds");
  // Only mentors have a capacity.
  expect_fault(with("field = \"needs\"\nnot_blank = true", "field = \"capacity\"\nnot_blank = true"), "asked",
               line("field = \"needs\""), "rules.need.field", "capacity");
  expect_fault(with("\"most_points\"]", "\"most_point\"]"), "reference", line("stages"), "objective.stages[2]",
               "most_point");
  expect_fault(with("[funds.access]", "[funds.travel]"), "reference", line("most_access_pence"),
               "pairing.most_access_pence", "50000");
}

TEST(ReadProgramme, RulesMayNotLookAtWhoSomebodyIs) {
  for (const std::string field : {"name", "email", "reference"}) {
    expect_fault(with("field = \"needs\"", "field = \"" + field + "\""), "identity", line("field = \"needs\""),
                 "rules.need.field", field);
  }
}

TEST(ReadProgramme, RulesHaveOneCondition) {
  expect_fault(with("not_blank = true\n", ""), "condition", line("[rules.need]"), "rules.need", "");
  expect_fault(with("not_blank = true", "not_blank = true\nconfirmed = true"), "condition", line("[rules.need]"),
               "rules.need", "confirmed");
  expect_fault(with("not_blank = true", "not_blank = false"), "condition", line("not_blank"), "rules.need.not_blank",
               "false");
  const Programme programme =
      read_programme(with("field = \"needs\"\nnot_blank = true", "field = \"meetings_a_month\"\nat_least = 2"))
          .programme;
  EXPECT_EQ(programme.rules[1].condition.kind, ConditionKind::at_least);
  EXPECT_EQ(programme.rules[1].condition.number, 2);
}

TEST(ReadProgramme, WordsMustBeKnown) {
  expect_fault(with("[timetable.talk]", "[timetable.talk]\nkind = \"tlak\""), "word", line("[timetable.talk]") + 1,
               "timetable.talk.kind", "tlak");
  expect_fault(with("roles = [\"mentee\"]", "roles = [\"menteee\"]"), "word", line("roles"), "rules.need.roles[1]",
               "menteee");
  expect_fault(with("[pairing]", "[pairing]\nregions = \"perhaps\""), "word", line("[pairing]") + 1, "pairing.regions",
               "perhaps");
  const Programme programme = read_programme(with("[pairing]", "[pairing]\nregions = \"forbidden\"")).programme;
  EXPECT_EQ(programme.pairing.regions, Across::forbidden);
}

TEST(ReadProgramme, DatesMustExistAndBeWrittenPlainly) {
  expect_fault(with("starts = \"June 2017\"", "starts = \"1 June 2017\""), "date", line("starts"), "starts",
               "1 June 2017");
  expect_fault(with("on = \"9 May 2017\"", "on = \"9/5/2017\""), "date", line("on = \"9 May 2017\""),
               "timetable.conversations.on", "9/5/2017");
  expect_fault(with("on = \"9 May 2017\"", "on = \"31 April 2017\""), "calendar", line("on = \"9 May 2017\""),
               "timetable.conversations.on", "31 April 2017");
  expect_fault(with("on = \"9 May 2017\"", "on = [\"May 2017\", \"June 2017\"]"), "when", line("on = \"9 May 2017\""),
               "timetable.conversations.on[2]", "June 2017");
  expect_fault(with("on = \"9 May 2017\"", "on = []"), "when", line("on = \"9 May 2017\""),
               "timetable.conversations.on", "");
  expect_fault(with("at = \"10:00\"", "at = \"10am\""), "format", line("at = \"10:00\""), "timetable.deadline.at",
               "10am");
  expect_fault(with("at = \"10:00\"", "at = 10:00:00.5"), "format", line("at = \"10:00\""), "timetable.deadline.at",
               "10:00:00.5");
}

TEST(ReadProgramme, TheTimetableIsCheckedInItsZone) {
  const std::string text =
      with("on = \"Monday 24 April 2017\"\nat = \"10:00\"", "on = \"26 March 2017\"\nat = \"01:30\"");
  expect_fault(text, "unclear-time", line("at = \"10:00\""), "timetable.deadline.at", "2017-03-26T01:30:00");
  expect_fault(with("Europe/London", "Europe/Londn"), "zone", line("zone ="), "timetable.zone", "Europe/Londn");
  expect_fault(with("[timetable.talk]", "[timetable.extra]\nkind = \"deadline\"\nat = \"12:00\""), "deadline",
               line("[timetable.talk]"), "timetable.extra", "extra");
}

TEST(ReadProgramme, ADeadlineMayBeAnywhereOnEarth) {
  const std::string text = with("at = \"10:00\"", "at = \"23:59:59\"\nzone = \"anywhere on Earth\"");
  const Timetable timetable = read_programme(text).programme.timetable;
  EXPECT_EQ(to_string(start(timetable, deadline(timetable))), "2017-04-25T11:59:59Z");
  expect_fault(with("at = \"10:00\"", "at = \"10:00\"\nzone = \"Mars\""), "zone", line("at = \"10:00\"") + 1,
               "timetable.deadline.zone", "Mars");
}

TEST(ReadProgramme, ThePeriodMayNotBeUpsideDown) {
  const Findings found = faults_of_programme(with("ends = \"November 2017\"", "ends = \"May 2017\""));
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].rule, "period");
  EXPECT_EQ(found[0].row, line("ends"));
  EXPECT_EQ(found[0].column, "ends");
  EXPECT_EQ(found[0].value, "2017-05");
}

TEST(ReadProgramme, EventsMustFollowTheDeadline) {
  expect_fault(with("on = [\"Wednesday 3 May 2017\", \"Thursday 4 May 2017\"]", "on = \"3 April 2017\""), "order",
               line("on = [\"Wednesday"), "timetable.interviews.on", "Monday 3 April 2017");
  expect_fault(with("on = [\"Wednesday 3 May 2017\", \"Thursday 4 May 2017\"]", "on = \"March 2017\""), "order",
               line("on = [\"Wednesday"), "timetable.interviews.on", "March 2017 (day to be fixed)");
  // April may still hold a day behind the deadline.
  EXPECT_EQ(
      faults_of_programme(with("on = [\"Wednesday 3 May 2017\", \"Thursday 4 May 2017\"]", "on = \"April 2017\"")),
      Findings{});
}

TEST(ReadProgramme, ConversationsFollowTheInterviews) {
  expect_fault(with("on = \"9 May 2017\"", "on = \"3 May 2017\""), "order", line("on = \"9 May 2017\""),
               "timetable.conversations.on", "Wednesday 3 May 2017");
  EXPECT_EQ(faults_of_programme(with("on = \"9 May 2017\"", "on = \"4 May 2017\"")), Findings{});
  EXPECT_EQ(faults_of_programme(with("on = \"9 May 2017\"", "on = \"May 2017\"")), Findings{});
}

TEST(ReadProgramme, TalksAfterTheDeadlineAreAWarning) {
  expect_fault(with("on = 2017-03-01", "on = 2017-04-25"), "order", line("on = 2017-03-01"), "timetable.talk.on",
               "Tuesday 25 April 2017", Severity::warning);
}

TEST(ReadProgramme, EventsAfterTheEndAreReported) {
  expect_fault(with("on = \"9 May 2017\"", "on = \"1 December 2017\""), "period", line("on = \"9 May 2017\""),
               "timetable.conversations.on", "Friday 1 December 2017");
  expect_fault(with("on = \"September 2017\"", "on = \"December 2017\""), "period", line("on = \"September 2017\""),
               "timetable.supervision.on", "December 2017 (day to be fixed)", Severity::warning);
  expect_fault(with("on = \"September 2017\"", "on = \"31 May 2017\""), "period", line("on = \"September 2017\""),
               "timetable.supervision.on", "Wednesday 31 May 2017", Severity::warning);
}

TEST(ReadProgramme, PlacesNeedADeadline) {
  const std::string text = with("[timetable.deadline]", "[timetable.closing]\nkind = \"other\"");
  expect_fault(text, "deadline", line("[timetable]"), "timetable", "");
  const std::string no_places = with("[places.England]\nmentees = 18\nmentors = { least = 1, most = 18 }\n", "", text);
  const Findings found = faults_of_programme(no_places);
  ASSERT_EQ(found.size(), 2U);
  for (const Finding& finding : found) EXPECT_EQ(finding.severity, Severity::warning);
}

TEST(ReadProgramme, PlacesThatCannotBePairedAreAWarning) {
  const std::string text = with("[pairing]", "[pairing]\nregions = \"forbidden\"",
                                with("mentors = { least = 1, most = 18 }", "[places.Scotland]\nmentors = 1"));
  const Findings found = faults_of_programme(text);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].column, "places.England");
  EXPECT_EQ(found[1].column, "places.Scotland");
  EXPECT_EQ(found[0].severity, Severity::warning);
}

TEST(ReadProgramme, WeightsMustWeighSomething) {
  const std::string zeros =
      "needs = 0\npreference = 0\ndeep_fit = 0\nexpectations = 0\npracticality = 0\nreciprocity = 0";
  expect_fault(with("needs = 50", zeros), "weights", line("[weights]"), "weights", "0");
  expect_fault(with("sentence = \"Need.\"", "sentence = \"Need.\"\nweight = 0"), "weights",
               line("[selection.rubric.need]"), "selection.rubric", "");
}

TEST(ReadProgramme, StagesStandInAnOrderThatMakesSense) {
  expect_fault(with("\"most_pairs\", \"most_points\"", "\"lottery\", \"most_points\""), "order", line("stages"),
               "objective.stages[1]", "lottery");
  expect_fault(with("\"most_pairs\", \"most_points\"", "\"best_worst\", \"most_pairs\""), "order", line("stages"),
               "objective.stages[1]", "best_worst", Severity::warning);
  for (const std::string stage : {"leximin", "generous"}) {
    expect_fault(with("\"most_pairs\", \"most_points\"", "\"" + stage + "\", \"most_pairs\""), "order", line("stages"),
                 "objective.stages[1]", stage, Severity::warning);
  }
  EXPECT_EQ(faults_of_programme(with("\"most_pairs\", \"most_points\"", "\"rank_maximal\", \"generous\"")), Findings{})
      << "where ranks are settled, so is the number of pairs";
  for (const std::string stage : {"lottery", "leximin", "rank_maximal", "generous"}) {
    EXPECT_EQ(faults_of_programme(with("\"most_pairs\", \"most_points\"", "\"most_pairs\", \"" + stage + "\"")),
              Findings{})
        << stage;
  }
}

TEST(ReadProgramme, ReportsEverythingAtOnceInTheOrderOfTheFile) {
  std::string text = with("name = \"Pilot\"", "nam = \"Pilot\"");
  text = with("at = \"10:00\"", "at = \"10am\"", text);
  text = with("pence = 300_000", "pence = -1", text);
  text = with("needs = 50", "needs = -1", text);
  text = with("version = 2\n", "", text);
  const Findings found = faults_of_programme(text);
  std::vector<std::string> columns;
  for (const Finding& finding : found) columns.push_back(finding.column);
  EXPECT_EQ(columns, (std::vector<std::string>{"name", "nam", "timetable.deadline.at", "funds.access.pence",
                                               "rules.works.version", "weights.needs"}));
  EXPECT_TRUE(std::ranges::is_sorted(found, {}, &Finding::row));
  EXPECT_THROW(read_programme(text), InvalidInput);
}

TEST(ReadProgramme, AnEmptyTextLacksEveryNeededKey) {
  const Findings found = faults_of_programme("");
  std::vector<std::string> missing;
  for (const Finding& finding : found) {
    if (finding.rule == "missing") missing.push_back(finding.column);
  }
  EXPECT_EQ(missing, (std::vector<std::string>{"id", "name", "starts", "ends", "nations"}));
}

TEST(CheckProgramme, FindsNothingWrongWithWhatWasRead) {
  EXPECT_EQ(check(read_programme(sound_text).programme), Findings{});
}

TEST(CheckProgramme, FindsTheSameWithoutLines) {
  Programme programme = read_programme(sound_text).programme;
  programme.criteria[0].weight = -1;
  programme.rules[1].condition.question = "name";
  programme.places.push_back(programme.places[0]);
  programme.funds.push_back(programme.funds[0]);
  programme.rules[0].condition.kind = ConditionKind::confirmed;
  const Findings found = check(programme);
  std::vector<std::string> rules;
  for (const Finding& finding : found) {
    rules.push_back(finding.rule);
    EXPECT_EQ(finding.row, 0);
    EXPECT_EQ(finding.file, "");
  }
  EXPECT_EQ(rules, (std::vector<std::string>{"duplicate", "duplicate", "unused", "kind", "identity", "range"}));
}

TEST(CheckProgramme, SurvivesNonsense) {
  Programme programme;
  programme.starts = {0, 0};
  programme.ends = {-1, 99};
  Event event;
  event.days = {{{2017, 99, 99}, Weekday::monday}};
  event.month = Month{0, 0};
  event.at = LocalTime{{0, 0, 0}, -1, 99, 99};
  event.kind = EventKind::deadline;
  programme.timetable = {"", {event, event, Event{}}};
  programme.places = {{Role::mentee, "", {5, -5}}};
  EXPECT_TRUE(has_errors(check(programme)));
}

}  // namespace
}  // namespace pairwell
