#include "scheme/value_reader.hpp"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace pairwell {
namespace {

using Texts = std::vector<std::string>;

Question question_of(QuestionKind kind, Texts options = {}) {
  Question question;
  question.id = "q";
  question.kind = kind;
  question.options = std::move(options);
  return question;
}

ReadingRules london() {
  ReadingRules rules;
  rules.zone = Zone::named("Europe/London");
  rules.starts = {2017, 6, 1};
  return rules;
}

struct Outcome {
  std::vector<Value> values;
  CellFaults faults;
  CellFaults outside;
};

/// Reads rows of one question, each of one or several cells.
Outcome read_rows(const Question& question, const std::vector<Texts>& rows, const ReadingRules& rules = london(),
                  const Texts& headings = {}) {
  ValueReader reader(question, rules, headings);
  std::vector<std::vector<std::string_view>> cells;
  for (const Texts& row : rows) cells.emplace_back(row.begin(), row.end());
  for (const auto& row : cells) reader.look_at(row);
  Outcome outcome;
  for (const auto& row : cells) outcome.values.push_back(reader.read(row, outcome.faults));
  outcome.outside = reader.outside_options();
  return outcome;
}

/// The value of one cell that has no fault.
Value value_of(const Question& question, const std::string& cell, const ReadingRules& rules = london()) {
  Outcome outcome = read_rows(question, {{cell}}, rules);
  EXPECT_EQ(outcome.faults, CellFaults{}) << cell << ": " << (outcome.faults.empty() ? "" : outcome.faults[0].message);
  return outcome.values[0];
}

/// The one error of a cell, which has no value.
CellFault fault_of(const Question& question, const std::string& cell, const ReadingRules& rules = london()) {
  Outcome outcome = read_rows(question, {{cell}}, rules);
  EXPECT_TRUE(is_blank(outcome.values[0])) << cell;
  EXPECT_EQ(outcome.faults.size(), 1U) << cell;
  if (outcome.faults.size() != 1) return {};
  EXPECT_EQ(outcome.faults[0].severity, Severity::error);
  return outcome.faults[0];
}

Value texts(Texts items) { return items; }
Value whole(std::int64_t number) { return number; }

bool says(const CellFault& fault, std::string_view part) { return fault.message.find(part) != std::string::npos; }

constexpr QuestionKind all_kinds[] = {QuestionKind::choice,       QuestionKind::choices, QuestionKind::ranked,
                                      QuestionKind::level,        QuestionKind::scale,   QuestionKind::number,
                                      QuestionKind::yes_no,       QuestionKind::date,    QuestionKind::instant,
                                      QuestionKind::availability, QuestionKind::place,   QuestionKind::languages,
                                      QuestionKind::people,       QuestionKind::vector,  QuestionKind::text};

TEST(ValueReader, TakesBlanksForNoAnswer) {
  for (const QuestionKind kind : all_kinds) {
    for (const char* blank : {"", "  ", "\u00A0", "\n"}) {
      EXPECT_TRUE(is_blank(value_of(question_of(kind, {"a", "b"}), blank))) << to_string(kind);
    }
    if (kind != QuestionKind::text) continue;
    EXPECT_EQ(value_of(question_of(kind), " a  b "), Value(std::string("a  b")));
  }
  for (const QuestionKind kind : {QuestionKind::choices, QuestionKind::people, QuestionKind::ranked}) {
    EXPECT_TRUE(is_blank(value_of(question_of(kind), " ; ;"))) << to_string(kind);
  }
}

TEST(ValueReader, BoundsTheWorkOnACell) {
  const std::string million(1'000'000, 'a');
  EXPECT_EQ(value_of(question_of(QuestionKind::text), million), Value(million));
  EXPECT_EQ(fault_of(question_of(QuestionKind::number), million).value.size(), 203U);
  EXPECT_TRUE(is_blank(value_of(question_of(QuestionKind::choices, {"a", "b, c"}), std::string(1'000'000, ','))));
  for (const QuestionKind kind : all_kinds) {
    for (const std::string& cell : {std::string(20'000, 'a'), std::string(20'000, '9'), std::string(20'000, ','),
                                    std::string(20'000, '('), std::string(10'000, ':') + "1"}) {
      const Outcome outcome = read_rows(question_of(kind, {"a", "b, c", "b"}), {{cell}});
      for (const CellFault& fault : outcome.faults) {
        EXPECT_LE(fault.message.size(), 1000U);
        EXPECT_LE(fault.value.size(), 210U);
      }
    }
  }
  std::string list;
  for (int i = 0; i < 1000; ++i) list += "item " + std::to_string(i) + ";";
  EXPECT_EQ(std::get<Texts>(value_of(question_of(QuestionKind::choices), list)).size(), 1000U);
  EXPECT_EQ(fault_of(question_of(QuestionKind::choices), list + "more").rule, "list");
}

TEST(ValueReader, ReadsChoicesByTheirWords) {
  const Question question = question_of(QuestionKind::choice, {"Lifelong learning", "Caf\u00E9", "I don't know"});
  EXPECT_EQ(value_of(question, " LIFELONG\u00A0learning "), Value(std::string("Lifelong learning")));
  EXPECT_EQ(value_of(question, "cafe"), Value(std::string("Caf\u00E9")));
  EXPECT_EQ(value_of(question, "I don\u2019t know"), Value(std::string("I don't know")));
  EXPECT_EQ(value_of(question, "Other: bees"), Value(std::string("Other: bees")));
  EXPECT_EQ(value_of(question_of(QuestionKind::choice), "anything"), Value(std::string("anything")));
}

TEST(ValueReader, CountsWhatIsOutsideTheOptions) {
  const Question question = question_of(QuestionKind::choice, {"Museums", "Archives"});
  const Outcome outcome = read_rows(question, {{"Museum"}, {"museum "}, {"Bees"}, {"Archives"}, {"Other: bees"}});
  EXPECT_EQ(outcome.faults, CellFaults{});
  EXPECT_EQ(outcome.values[1], Value(std::string("museum")));
  ASSERT_EQ(outcome.outside.size(), 2U);
  EXPECT_EQ(outcome.outside[0].severity, Severity::warning);
  EXPECT_TRUE(says(outcome.outside[0], "1 answer is 'Bees'"));
  EXPECT_TRUE(says(outcome.outside[1], "2 answers are 'Museum'"));
  EXPECT_TRUE(says(outcome.outside[1], "Did you mean 'Museums'?"));
}

TEST(ValueReader, RefusesWhatIsOutsideTheOnlyOptions) {
  Question question = question_of(QuestionKind::choice, {"in person", "remote", "either"});
  question.only_options = true;
  const CellFault fault = fault_of(question, "remot");
  EXPECT_EQ(fault.rule, "choice");
  EXPECT_EQ(fault.message, "'remot' is not one of in person, remote or either. Did you mean 'remote'?");
  EXPECT_EQ(fault_of(question, "Other: pigeon").rule, "choice");
  question.options.emplace_back("Other");
  EXPECT_EQ(value_of(question, "Other: pigeon"), Value(std::string("Other: pigeon")));
  question.kind = QuestionKind::choices;
  EXPECT_EQ(fault_of(question, "remote;remot").message, "There is no term 'remot'. Did you mean 'remote'?");
}

TEST(ValueReader, NamesTwentyUnknownItemsAndCountsTheOthers) {
  Question question = question_of(QuestionKind::choices, {"a"});
  question.only_options = true;
  std::string cell;
  for (int i = 0; i < 30; ++i) cell += "z" + std::to_string(i) + ";";
  const Outcome outcome = read_rows(question, {{cell}});
  ASSERT_EQ(outcome.faults.size(), 21U);
  EXPECT_TRUE(says(outcome.faults.back(), "10 more items of the list are unknown"));
}

TEST(ValueReader, TakesTheLongestOptionFirst) {
  const Question question =
      question_of(QuestionKind::choices, {"Funding", "Funding, grants and bids", "A", "B", "grants and bids"});
  const Value expected = texts({"A", "Funding, grants and bids", "B"});
  EXPECT_EQ(value_of(question, "A, Funding, grants and bids, B"), expected);
  EXPECT_EQ(value_of(question, "a,FUNDING,  Grants and bids,b,"), expected);
  EXPECT_EQ(value_of(question, "A;Funding, grants and bids;B;"), expected);
  EXPECT_EQ(value_of(question, "A\nFunding, grants and bids\r\nB"), expected);
  EXPECT_EQ(value_of(question, "A | Funding, grants and bids | B"), expected);
  EXPECT_EQ(value_of(question, "Funding, A"), texts({"Funding", "A"}));
}

TEST(ValueReader, FindsTheSeparatorOfTheWholeColumn) {
  const Question any = question_of(QuestionKind::choices);
  const Outcome microsoft = read_rows(any, {{"Writing, editing;Design;"}, {"Design;"}, {"Law, tax;"}});
  EXPECT_EQ(microsoft.values[0], texts({"Writing, editing", "Design"}));
  EXPECT_EQ(microsoft.values[2], texts({"Law, tax"}));
  const Outcome google = read_rows(any, {{"Writing, Design"}, {"Law"}, {"Law, Design"}, {"a;b"}});
  EXPECT_EQ(google.values[0], texts({"Writing", "Design"}));
  EXPECT_EQ(google.values[3], texts({"a;b"}));
  Question declared = any;
  declared.separator = " / ";
  EXPECT_EQ(value_of(declared, "a;b / c, d /"), texts({"a;b", "c, d"}));
  // Options decide where there are any: the commas of the second cell part nothing.
  const Outcome options =
      read_rows(question_of(QuestionKind::choices, {"a", "b", "c"}), {{"a;b"}, {"other, than, that"}});
  EXPECT_EQ(options.values[1], texts({"other, than, that"}));
}

TEST(ValueReader, CountsWhatStandsTwiceInAListOnce) {
  const Outcome outcome = read_rows(question_of(QuestionKind::choices), {{"a;b;A;a"}});
  EXPECT_EQ(outcome.values[0], texts({"a", "b"}));
  ASSERT_EQ(outcome.faults.size(), 2U);
  EXPECT_EQ(outcome.faults[0].severity, Severity::warning);
  EXPECT_EQ(outcome.faults[0].message, "'A' appears twice in the list and counts once.");
}

TEST(ValueReader, ReadsAColumnForEachOption) {
  const Question question = question_of(QuestionKind::choices, {"Law, tax", "Design"});
  EXPECT_EQ(read_rows(question, {{"Law, tax", "Design"}, {"", "Design"}}).values,
            (std::vector<Value>{texts({"Law, tax", "Design"}), texts({"Design"})}));
  const Outcome grid = read_rows(question, {{"TRUE", "0"}, {"", "x"}, {"law, tax", "perhaps"}}, london(),
                                 {"Help [Law, tax]", "Help [Design]"});
  EXPECT_EQ(grid.values[0], texts({"Law, tax"}));
  EXPECT_EQ(grid.values[1], texts({"Design"}));
  ASSERT_EQ(grid.faults.size(), 1U);
  EXPECT_EQ(grid.faults[0].cell, 1U);
  EXPECT_TRUE(says(grid.faults[0], "neither ticks 'Design' nor leaves it out"));
}

TEST(ValueReader, ReadsTermsInOrder) {
  const Question question = question_of(QuestionKind::ranked);
  const Value expected = std::vector<Need>{{"a", 1}, {"b", 2}, {"c", 3}};
  EXPECT_EQ(value_of(question, "a; b; c"), expected);
  EXPECT_EQ(value_of(question, "1. a\n2. b\n3. c"), expected);
  EXPECT_EQ(value_of(question, "1) a;3) c;2) b"), Value(std::vector<Need>({{"a", 1}, {"c", 3}, {"b", 2}})));
  EXPECT_EQ(value_of(question, "a:1;b : 2;c:3"), expected);
  EXPECT_EQ(value_of(question, "a: of one's own; 2.0 b"),
            Value(std::vector<Need>({{"a: of one's own", 1}, {"2.0 b", 2}})));
  EXPECT_EQ(fault_of(question, "1. a;b").rule, "priority");
  EXPECT_EQ(fault_of(question, "a:1;A:2").rule, "priority");
  const Question comma = question_of(QuestionKind::ranked, {"b, c", "a", "Step 2: plan"});
  EXPECT_EQ(value_of(comma, "1. b, c, 2. a"), Value(std::vector<Need>({{"b, c", 1}, {"a", 2}})));
  EXPECT_EQ(value_of(comma, "b, c:1, a:2"), Value(std::vector<Need>({{"b, c", 1}, {"a", 2}})));
  EXPECT_EQ(value_of(comma, "Step 2: plan"), Value(std::vector<Need>({{"Step 2: plan", 1}})));
}

TEST(ValueReader, ReadsTermsWithPriorities) {
  Question question = question_of(QuestionKind::ranked, {"leadership", "collections care"});
  question.least = 1;
  question.most = 3;
  EXPECT_EQ(value_of(question, "collections care:1; leadership"),
            Value(std::vector<Need>({{"collections care", 1}, {"leadership", 2}})));
  EXPECT_EQ(value_of(question, "leadership : 3"), Value(std::vector<Need>({{"leadership", 3}})));
  for (const char* text :
       {"leadership:0", "leadership:4", "leadership:", "leadership:high", "leadership:1;leadership:2"}) {
    EXPECT_EQ(fault_of(question, text).rule, "priority") << text;
  }
  EXPECT_TRUE(says(fault_of(question, "leadership:4"), "has no priority of 1 (matters most), 2 or 3 after its colon"));
  EXPECT_EQ(fault_of(question, ":1").rule, "term");
  question.numbers = {{"high", 1}};
  EXPECT_EQ(value_of(question, "leadership:HIGH"), Value(std::vector<Need>({{"leadership", 1}})));
}

TEST(ValueReader, ReadsRanksFromColumns) {
  Question question = question_of(QuestionKind::ranked, {"a", "b", "c"});
  EXPECT_EQ(read_rows(question, {{"b", "", "a"}}).values[0], Value(std::vector<Need>({{"b", 1}, {"a", 3}})));
  const Texts grid{"Needs [a]", "Needs [b]", "Needs [c]"};
  EXPECT_EQ(read_rows(question, {{"2nd choice", "Choice 1", ""}}, london(), grid).values[0],
            Value(std::vector<Need>({{"a", 2}, {"b", 1}})));
  question.numbers = {{"matters much", 1}};
  EXPECT_EQ(read_rows(question, {{"", "Matters much", ""}}, london(), grid).values[0],
            Value(std::vector<Need>({{"b", 1}})));
  const Outcome unread = read_rows(question, {{"much", "", "1-2"}}, london(), grid);
  ASSERT_EQ(unread.faults.size(), 2U);
  EXPECT_EQ(unread.faults[1].cell, 2U);
}

TEST(ValueReader, ReadsOptionsUnderRanks) {
  const Question question = question_of(QuestionKind::ranked, {"a", "b", "c"});
  for (const Texts& ranks : {Texts{"Kind? [First choice]", "Kind? [Second choice]", "Kind? [Third choice]"},
                             Texts{"Kind [1st]", "Kind [2nd]", "Kind [3rd]"}, Texts{"K [1]", "K [2]", "K [3]"},
                             Texts{"K [Rank 1]", "K [Preference 2]", "K [Priority 3]"}}) {
    EXPECT_EQ(read_rows(question, {{"b", "", "a"}}, london(), ranks).values[0],
              Value(std::vector<Need>({{"b", 1}, {"a", 3}})))
        << ranks[0];
  }
  // Rows that are no ranks are options, and their cells are what has to be ranks.
  for (const Texts& rows : {Texts{"K [First choice]", "K [b]"}, Texts{"K [choice]", "K [second]"},
                            Texts{"K [first second]", "K [2]"}, Texts{"K [123rd]", "K [2]"}}) {
    EXPECT_EQ(read_rows(question, {{"b", "a"}}, london(), rows).faults.size(), 2U) << rows[0];
  }
}

TEST(ValueReader, ReadsLevelsByTheirWords) {
  const Question question =
      question_of(QuestionKind::level, {"Strongly disagree", "Neutral", "\u00C9lev\u00E9", "Agree"});
  EXPECT_EQ(value_of(question, "strongly DISAGREE"), whole(0));
  EXPECT_EQ(value_of(question, "eleve"), whole(2));
  for (const char* text : {"4 - Agree", "4. agree", "4: Agree", "Agree (4)", "4) Agree", "4 \u2013 Agree"}) {
    EXPECT_EQ(value_of(question, text), whole(3)) << text;
  }
  const Outcome outcome = read_rows(question, {{"Quite"}, {"4"}});
  EXPECT_EQ(outcome.values[0], Value(std::string("Quite")));
  EXPECT_EQ(outcome.values[1], Value(std::string("4"))) << "not guessed";
  EXPECT_EQ(outcome.outside.size(), 2U);
}

TEST(ValueReader, ReadsScales) {
  Question question = question_of(QuestionKind::scale);
  question.least = 1;
  question.most = 5;
  for (const char* text :
       {"4", " 4 ", "4.0", "\uFF14", "4 - Agree", "4 (agree)", "4 \u2013 agree", "Agree (4)", "4: d\u2019accord"}) {
    EXPECT_EQ(value_of(question, text), whole(4)) << text;
  }
  for (const char* text : {"agree", "4-5", "4 or 5", "3+", "1.5", "3.", "1e1", "0x2", "99999999999999999999", "--1",
                           "2 3", "nan", "4 - 5 agree", "4 agree", "(4)", "4 -", "4/5"}) {
    const CellFault fault = fault_of(question, text);
    EXPECT_EQ(fault.rule, "number") << text;
    EXPECT_TRUE(says(fault, "is not a whole number from 1 to 5; leave the cell empty")) << fault.message;
  }
  for (const char* text : {"0", "6", "-1", "6 - Agree"}) EXPECT_EQ(fault_of(question, text).rule, "range") << text;
  question.numbers = {{"Strongly agree", 5}, {"4-5", 4}};
  EXPECT_EQ(value_of(question, "strongly  AGREE"), whole(5));
  EXPECT_EQ(value_of(question, "4\u20135"), whole(4));
  question.numbers.clear();
  question.least = question.most = 0;
  EXPECT_EQ(value_of(question, "-70"), whole(-70));
}

TEST(ValueReader, ReadsNumbersWithTheirUnit) {
  Question question = question_of(QuestionKind::number);
  question.unit = "minutes";
  for (const char* text : {"60", "60 minutes", "60min", "60 mins", "60 Minutes", "60.0", "\uFF16\uFF10"}) {
    EXPECT_EQ(value_of(question, text), whole(60)) << text;
  }
  for (const char* text :
       {"1 hour", "60 m\u00E8tres", "up to 3", "2-3", "10+", "<5", "about 7", "1h 30", "60 60", "minutes"}) {
    const CellFault fault = fault_of(question, text);
    EXPECT_EQ(fault.rule, "number") << text;
    EXPECT_TRUE(says(fault, "add them to the question's numbers")) << fault.message;
  }
  question.numbers = {{"Up to 3", 3}, {"10+", 10}};
  EXPECT_EQ(value_of(question, "up to 3"), whole(3));
  EXPECT_EQ(value_of(question, "10+"), whole(10));
  question.unit = "";
  EXPECT_EQ(fault_of(question, "60 minutes").rule, "number");
}

TEST(ValueReader, ReadsDecimalMarksAsDeclared) {
  Question question = question_of(QuestionKind::number);
  question.decimals = 2;
  for (const char* text : {"1234.5", "1,234.5", "1 234.50", "1\u202F234.500", "1'234.5", "1\u2019234.5"}) {
    EXPECT_EQ(value_of(question, text), whole(123450)) << text;
  }
  EXPECT_EQ(value_of(question, "\u22121.05"), whole(-105));
  for (const char* text : {"1,5", "1,23", "12,34.5", ",123", "1,,234", "1.234.5", "1.505", "1.", ".5", "1,234 567"}) {
    EXPECT_EQ(fault_of(question, text).rule, "number") << text;
  }
  EXPECT_TRUE(says(fault_of(question, "1,5"), "Its decimal mark is '.'"));
  ReadingRules comma = london();
  comma.decimal = ',';
  for (const char* text : {"1234,5", "1.234,5", "1 234,50"})
    EXPECT_EQ(value_of(question, text, comma), whole(123450)) << text;
  EXPECT_EQ(value_of(question, "1.234", comma), whole(123400));
  EXPECT_EQ(fault_of(question, "1.5", comma).rule, "number");
  question.most = 500;
  EXPECT_TRUE(says(fault_of(question, "5.01"), "is not a number from 0 to 5;"));
}

TEST(ValueReader, ReadsAmounts) {
  Question question = question_of(QuestionKind::number);
  question.decimals = 2;
  question.unit = "GBP";
  question.most = 100'000'000;
  for (const char* text : {"120.50", "\u00A3120.50", "\u00A3 120.5", "120.50 GBP", "gbp 120.50", "120.5 pounds"}) {
    EXPECT_EQ(value_of(question, text), whole(12050)) << text;
  }
  EXPECT_EQ(value_of(question, "0.07"), whole(7));
  EXPECT_EQ(value_of(question, "\u00A31,000,000"), whole(100'000'000));
  for (const char* text : {"\u20AC120", "-5", "120.505", "12.", ".5", "1000001", "a lot", "1e3", "$5"}) {
    EXPECT_EQ(fault_of(question, text).rule, "money") << text;
  }
  EXPECT_TRUE(says(fault_of(question, "a lot"), "is not an amount from 0 to 1000000; write 120 or 120.50"));
}

TEST(ValueReader, ReadsYesAndNoInTheLanguage) {
  const Question question = question_of(QuestionKind::yes_no);
  ReadingRules rules = london();
  const std::vector<std::pair<const char*, std::pair<const char*, const char*>>> words{
      {"en", {"Yes", "no"}},  {"cy", {"Ydw", "Nac ydw"}}, {"fr", {"Oui", "non"}},
      {"de", {"JA", "nein"}}, {"es", {"S\u00ED", "no"}},  {"it", {"s\u00EC", "no"}},
      {"nl", {"ja", "nee"}},  {"pl", {"tak", "Nie"}},     {"pt", {"sim", "N\u00E3o"}}};
  for (const auto& [language, both] : words) {
    rules.language = language;
    EXPECT_EQ(value_of(question, both.first, rules), whole(1)) << language;
    EXPECT_EQ(value_of(question, both.second, rules), whole(0)) << language;
    for (const char* yes : {"true", "1", "x", "\u2713", "\u2714", "yes"})
      EXPECT_EQ(value_of(question, yes, rules), whole(1));
    for (const char* no : {"FALSE", "0", "no"}) EXPECT_EQ(value_of(question, no, rules), whole(0));
  }
  EXPECT_EQ(fault_of(question, "oui").rule, "choice");
  EXPECT_EQ(fault_of(question, "perhaps").rule, "choice");
}

TEST(ValueReader, TakesConsentThatIsNotClearForNone) {
  Question question = question_of(QuestionKind::yes_no);
  question.plays = Plays::consent;
  const Outcome outcome = read_rows(question, {{"perhaps"}});
  EXPECT_TRUE(is_blank(outcome.values[0]));
  ASSERT_EQ(outcome.faults.size(), 1U);
  EXPECT_EQ(outcome.faults[0].severity, Severity::warning);
  question.numbers = {{"I agree to the terms", 1}};
  EXPECT_EQ(value_of(question, "I agree to the terms"), whole(1));
}

TEST(ValueReader, ReadsDatesInTheDeclaredOrder) {
  const Question question = question_of(QuestionKind::date);
  ReadingRules rules = london();
  const Value expected = Date{2017, 4, 5};
  for (const DateOrder order : {DateOrder::iso, DateOrder::day_first, DateOrder::month_first}) {
    rules.dates = order;
    for (const char* text : {"2017-04-05", "2017/4/5", "2017.04.05", "5 April 2017", "5th April 2017", "April 5, 2017",
                             "Apr 5th 2017", "5-Apr-2017", "Wednesday 5 April 2017", "Wed, 5 Apr. 2017",
                             "2017-04-05T00:00:00", "2017-04-05 00:00", "the 5th of April, 2017", "2017 April 5"}) {
      EXPECT_EQ(value_of(question, text, rules), expected) << text;
    }
  }
  for (const char* text : {"04/05/2017", "4/5/2017", "04-05-2017", "4.5.2017 00:00"}) {
    rules.dates = DateOrder::month_first;
    EXPECT_EQ(value_of(question, text, rules), expected) << text;
    rules.dates = DateOrder::day_first;
    EXPECT_EQ(value_of(question, text, rules), Value(Date{2017, 5, 4})) << text;
    rules.dates = DateOrder::iso;
    EXPECT_TRUE(says(fault_of(question, text, rules), "say in the sheet")) << text;
  }
  rules.dates = DateOrder::day_first;
  for (const char* text : {"5/4/17", "5 April 17", "31/04/2017", "29/02/2017", "5/4", "2017-13-01", "42830", "soon",
                           "Tuesday 5 April 2017", "5/4/2017 10:00", "5/4-2017", "May June 2017", "5/4/20170",
                           "0/1/2017", "1/1/1899", "5/4/2017 5/4/2017"}) {
    EXPECT_EQ(fault_of(question, text, rules).rule, "date") << text;
  }
  EXPECT_TRUE(says(fault_of(question, "5/4/17", rules), "two digits"));
  EXPECT_TRUE(says(fault_of(question, "5 April 17", rules), "two digits"));
  EXPECT_TRUE(says(fault_of(question, "31/04/2017", rules), "April 2017 has no day 31"));
  EXPECT_TRUE(says(fault_of(question, "Tuesday 5 April 2017", rules), "It is a Wednesday"));
}

TEST(ValueReader, ReadsTheMonthsOfTheLanguage) {
  const Question question = question_of(QuestionKind::date);
  ReadingRules rules = london();
  const std::vector<std::pair<const char*, std::vector<const char*>>> dates{
      {"cy", {"14 Mawrth 2017", "Dydd Mawrth 14 Mawrth 2017", "14 Maw 2017"}},
      {"de", {"14. M\u00E4rz 2017", "Dienstag, 14. M\u00E4rz 2017", "14. Mrz. 2017"}},
      {"es", {"14 de marzo de 2017", "martes, 14 de marzo de 2017"}},
      {"fr", {"14 mars 2017", "mardi 14 mars 2017"}},
      {"it", {"14 marzo 2017", "marted\u00EC 14 marzo 2017"}},
      {"nl", {"14 maart 2017", "14 mrt. 2017", "dinsdag 14 maart 2017"}},
      {"pl", {"14 marca 2017", "14 marzec 2017", "wtorek, 14 marca 2017 r."}},
      {"pt", {"14 de mar\u00E7o de 2017", "ter\u00E7a-feira, 14 de mar\u00E7o de 2017"}}};
  for (const auto& [language, given] : dates) {
    rules.language = language;
    for (const char* text : given) EXPECT_EQ(value_of(question, text, rules), Value(Date{2017, 3, 14})) << text;
    EXPECT_EQ(value_of(question, "14 March 2017", rules), Value(Date{2017, 3, 14})) << language;
  }
  rules.language = "fr";
  EXPECT_EQ(value_of(question, "1er ao\u00FBt 2017", rules), Value(Date{2017, 8, 1}));
  EXPECT_EQ(fault_of(question, "1 jui 2017", rules).rule, "date") << "juin or juillet";
}

TEST(ValueReader, ReadsMoments) {
  const Question question = question_of(QuestionKind::instant);
  ReadingRules rules = london();
  rules.dates = DateOrder::day_first;
  const Value expected = parse_instant("2017-04-24T09:00:00Z");
  for (const char* text :
       {"2017-04-24T10:00:00", "2017-04-24 10:00", "2017-04-24T09:00:00Z", "2017-04-24T11:00:00+02:00",
        "24/04/2017 10:00:00", "24/04/2017 10:00 AM", "24/4/2017, 10:00 a.m.", "24 April 2017 at 10am",
        "2017/04/24 10:00:00 AM GMT+1", "24/04/2017 09:00 UTC", "24/04/2017 10:00 BST", "24/04/2017 10:00:00.000",
        "2017-04-24T04:00:00-0500", "24/04/2017 10h00", "Monday, 24 April 2017, 10:00"}) {
    EXPECT_EQ(value_of(question, text, rules), expected) << text;
  }
  EXPECT_EQ(value_of(question, "24/04/2017 12:30 am", rules), Value(parse_instant("2017-04-23T23:30:00Z")));
  EXPECT_EQ(value_of(question, "24/04/2017 12:30 pm", rules), Value(parse_instant("2017-04-24T11:30:00Z")));
  for (const char* text :
       {"2017-04-24", "24/04/2017", "24/04/17 10:00", "2017-02-30T10:00", "2017-03-26T01:30:00", "2017-10-29T01:30:00",
        "2017-04-24T25:00", "2017-04-24T10:60", "yesterday", "24/04/2017 10", "24/04/2017 13:00 pm",
        "24/04/2017 0:30 am", "24/04/2017 10:00 EST", "24/04/2017 10:00+15:00", "24/04/2017 10:00 soon enough",
        "24/04/2017 10:00:00.5", "10:00", "24/04/2017 GMT"}) {
    EXPECT_EQ(fault_of(question, text, rules).rule, "date") << text;
  }
  EXPECT_EQ(read_rows(question, {{"24/04/2017", "10:00"}}, rules).values[0], expected) << "a column each";
}

TEST(ValueReader, NamesBothReadingsOfAnUnclearTime) {
  const Question question = question_of(QuestionKind::instant);
  const CellFault twice = fault_of(question, "2017-10-29T01:30:00");
  EXPECT_TRUE(says(twice, "2017-10-29T00:30:00Z (01:30:00 BST) or 2017-10-29T01:30:00Z (01:30:00 GMT)"))
      << twice.message;
  EXPECT_TRUE(says(fault_of(question, "2017-03-26T01:30:00"), "the clocks skip it"));
  EXPECT_EQ(value_of(question, "2017-10-29T01:30:00 GMT"), Value(parse_instant("2017-10-29T01:30:00Z")));
  EXPECT_EQ(value_of(question, "2017-10-29T01:30:00 BST"), Value(parse_instant("2017-10-29T00:30:00Z")));
  EXPECT_EQ(fault_of(question, "2017-03-26T01:30:00 BST").rule, "date") << "nobody's clock showed it";
}

TEST(ValueReader, ReadsNamedSlots) {
  Question question = question_of(QuestionKind::availability, {"tue-am", "tue-pm"});
  question.only_options = true;
  EXPECT_EQ(value_of(question, "TUE-pm; tue-am"), Value(Availability{.slots = {"tue-pm", "tue-am"}, .stretches = {}}));
  const CellFault fault = fault_of(question, "tue-p");
  EXPECT_EQ(fault.rule, "slot");
  EXPECT_TRUE(says(fault, "Did you mean 'tue-pm'?"));
  const Question grid = question_of(QuestionKind::availability, {"Monday morning", "Monday evening", "Friday"});
  EXPECT_EQ(read_rows(grid, {{"Morning, Evening", "x"}}, london(), {"When? [Monday]", "When? [Friday]"}).values[0],
            Value(Availability{.slots = {"Monday morning", "Monday evening", "Friday"}, .stretches = {}}));
}

TEST(ValueReader, ReadsTimesOfTheWeekInCommonTime) {
  const Question question = question_of(QuestionKind::availability);
  constexpr std::int32_t day = 1440;
  // The programme starts in June, when London is an hour ahead.
  const Value expected = Availability{.slots = {}, .stretches = {{day + 8 * 60, 180}}};
  for (const char* text : {"Tue 09:00-12:00", "Tuesday 9am to 12pm", "tues: 9:00 \u2013 12:00", "Tue. 9h00-12h00"}) {
    EXPECT_EQ(value_of(question, text), expected) << text;
  }
  EXPECT_EQ(value_of(question, "Mon 00:30-02:00"), Value(Availability{.slots = {}, .stretches = {{7 * day - 30, 90}}}));
  EXPECT_EQ(value_of(question, "Sat-Sun 22:00-01:00"),
            Value(Availability{.slots = {}, .stretches = {{5 * day + 21 * 60, 180}, {6 * day + 21 * 60, 180}}}));
  EXPECT_EQ(value_of(question, "Fri 18:00-24:00;evenings"),
            Value(Availability{.slots = {"evenings"}, .stretches = {{4 * day + 17 * 60, 360}}}));
  for (const char* text : {"Tue 9-12", "Tue 12:00-09:00", "Tue 09:00-09:00", "Tue 25:00-26:00", "Tue 09:00",
                           "09:00-12:00", "Tue 24:00-25:00", "Tue 09:60-10:00", "Tue 09:00-12:00 or so"}) {
    EXPECT_EQ(fault_of(question, text).rule, "slot") << text;
  }
  ValueReader reader(question, london());
  const Zone kolkata = Zone::named("Asia/Kolkata");
  const std::vector<std::string_view> cells{"Tue 09:00-12:00"};
  CellFaults faults;
  EXPECT_EQ(reader.read(cells, faults, &kolkata), Value(Availability{.slots = {}, .stretches = {{day + 210, 180}}}));
}

TEST(ValueReader, ReadsDaysOfTheLanguage) {
  const Question question = question_of(QuestionKind::availability);
  ReadingRules rules = london();
  for (const auto& [language, text] : {std::pair{"cy", "Dydd Mawrth 09:00-12:00"},
                                       {"de", "Di 9:00 bis 12:00 Uhr"},
                                       {"es", "martes 9:00 a 12:00"},
                                       {"fr", "mardi 9h-12h"},
                                       {"it", "mar 9:00-12:00"},
                                       {"nl", "dinsdag 9:00 tot 12:00"},
                                       {"pl", "wt 9:00 do 12:00"},
                                       {"pt", "ter\u00E7a-feira 9:00-12:00"}}) {
    rules.language = language;
    EXPECT_EQ(value_of(question, text, rules), Value(Availability{.slots = {}, .stretches = {{1440 + 480, 180}}}))
        << text;
  }
}

TEST(ValueReader, ReadsPlaces) {
  const Question question = question_of(QuestionKind::place, {"Leeds"});
  EXPECT_EQ(value_of(question, "LEEDS "), Value(std::string("Leeds")));
  EXPECT_EQ(value_of(question, "LS1 4AP"), Value(std::string("LS1 4AP")));
  const Value expected = std::string("53.800000, -1.550000");
  for (const char* text : {"53.80, -1.55", "53.8,-1.55", "53.80000049;-1.5500007"}) {
    EXPECT_EQ(value_of(question, text), expected) << text;
  }
  ReadingRules comma = london();
  comma.decimal = ',';
  EXPECT_EQ(value_of(question, "53,80; -1,55", comma), expected);
  EXPECT_EQ(value_of(question, "53.80, -1.55", comma), expected);
  EXPECT_EQ(fault_of(question, "153.80, -1.55").rule, "range");
  EXPECT_EQ(fault_of(question, "53.80, -181").rule, "range");
}

TEST(ValueReader, ReadsLanguagesWithTheirLevels) {
  const Question question = question_of(QuestionKind::languages);
  EXPECT_EQ(value_of(question, "English (C1); Cymraeg; Fran\u00E7ais - B2; Polski: native; German A1; Irish (fluent)"),
            Value(std::vector<LanguageLevel>(
                {{"English", 5}, {"Cymraeg", 0}, {"Fran\u00E7ais", 4}, {"Polski", 7}, {"German", 1}, {"Irish", 5}})));
  EXPECT_EQ(fault_of(question, "English (quite good)").rule, "level");
  EXPECT_EQ(fault_of(question, "English (C1);english (B1)").rule, "level");
  EXPECT_EQ(read_rows(question, {{"English;english"}}).faults.size(), 1U);
  EXPECT_EQ(fault_of(question, "(C1)").rule, "language");
  EXPECT_EQ(value_of(question, "Fluent English"), Value(std::vector<LanguageLevel>({{"English", 5}})));
  for (const char* cell : {"English [C1]", "English (C1", "English/French"}) {
    const Outcome kept = read_rows(question, {{cell}});
    ASSERT_EQ(kept.faults.size(), 1U);
    EXPECT_EQ(kept.faults[0].severity, Severity::warning);
    EXPECT_EQ(kept.faults[0].message, std::string("'") + cell +
                                          "' is taken for the name of one language; write each by itself, as English "
                                          "(C1).");
    EXPECT_EQ(kept.values[0], Value(std::vector<LanguageLevel>({{cell, 0}})));
  }
  Question options = question_of(QuestionKind::languages, {"English (UK)", "English, simple"});
  options.numbers = {{"quite good", 4}};
  EXPECT_EQ(value_of(options, "English (UK), English, simple (quite good)"),
            Value(std::vector<LanguageLevel>({{"English (UK)", 0}, {"English, simple", 4}})));
  EXPECT_EQ(read_rows(question, {{"C1", "", "native"}}, london(), {"L [English]", "L [Welsh]", "L [Irish]"}).values[0],
            Value(std::vector<LanguageLevel>({{"English", 5}, {"Irish", 7}})));
}

TEST(ValueReader, ReadsPeopleAsGiven) {
  const Question question = question_of(QuestionKind::people);
  EXPECT_EQ(value_of(question, "MR-1; ada@example.org ;Ada Lovelace"),
            texts({"MR-1", "ada@example.org", "Ada Lovelace"}));
  EXPECT_EQ(value_of(question, "MR-E\u0301"), texts({"MR-\u00C9"}));
  EXPECT_EQ(value_of(question, "mr-1;MR-1"), texts({"mr-1", "MR-1"}));
  EXPECT_EQ(fault_of(question, "MR-1;MR-\u202E2").rule, "reference");
  EXPECT_EQ(fault_of(question, std::string(101, 'x')).rule, "reference");
  EXPECT_EQ(read_rows(question, {{"MR-2", "", "MR-1"}}).values[0], texts({"MR-2", "MR-1"}));
}

TEST(ValueReader, ReadsReferencesThatEverybodyCanType) {
  Question question = question_of(QuestionKind::text);
  question.plays = Plays::reference;
  EXPECT_EQ(value_of(question, " MR-E\u0301 "), Value(std::string("MR-\u00C9")));
  EXPECT_EQ(fault_of(question, "A;B").rule, "reference");
  EXPECT_EQ(fault_of(question, std::string(101, 'x')).rule, "reference");
}

TEST(ValueReader, ReadsVectors) {
  const Question question = question_of(QuestionKind::vector);
  const Value expected = std::vector<std::int8_t>{1, -128, 127};
  for (const char* text : {"1;-128;127", "1, -128, 127", "[1, -128, 127]", "1 -128 127;"}) {
    EXPECT_EQ(value_of(question, text), expected) << text;
  }
  EXPECT_EQ(read_rows(question, {{"1", "-128", "127"}}).values[0], expected);
  for (const char* text : {"1;128", "1;-129", "1;0.5", "1;a"})
    EXPECT_EQ(fault_of(question, text).rule, "vector") << text;
  EXPECT_EQ(read_rows(question, {{"1", "", "127"}}).faults.size(), 1U);
  EXPECT_EQ(read_rows(question, {{"1", "2", ""}}).faults.size(), 1U);
}

TEST(ValueReader, RefusesASecondAnswerInAnotherColumn) {
  const Question question = question_of(QuestionKind::choice, {"a", "b"});
  const Outcome outcome = read_rows(question, {{"a", ""}, {"", "B"}, {"a", " A"}, {"a", "b"}});
  EXPECT_EQ(outcome.values[1], Value(std::string("b")));
  EXPECT_EQ(outcome.values[2], Value(std::string("a")));
  ASSERT_EQ(outcome.faults.size(), 1U);
  EXPECT_EQ(outcome.faults[0].rule, "several");
  EXPECT_EQ(outcome.faults[0].cell, 1U);
  EXPECT_EQ(read_rows(question_of(QuestionKind::text), {{"a", "", "b"}}).values[0], Value(std::string("a\nb")));
}

TEST(ValueReader, SaysNothingOfIdentityAndMonitoring) {
  for (const Keep keep : {Keep::identity, Keep::monitoring}) {
    for (const QuestionKind kind : all_kinds) {
      Question question = question_of(kind, {"a"});
      question.keep = keep;
      question.only_options = kind == QuestionKind::choice || kind == QuestionKind::choices;
      const Outcome outcome = read_rows(question, {{"Secretive7:x (y)"}, {"Secretive7"}, {"Secretive7;secretive7"}});
      CellFaults all = outcome.faults;
      all.insert(all.end(), outcome.outside.begin(), outcome.outside.end());
      for (const CellFault& fault : all) {
        EXPECT_EQ((fault.message + fault.value).find("ecretive"), std::string::npos) << fault.message;
      }
    }
  }
}

/// Of a cell that cannot be read, in a question that is kept with monitoring.
std::string message_of_monitoring(Question question, const std::string& cell) {
  question.keep = Keep::monitoring;
  const Outcome outcome = read_rows(question, {{cell}});
  return outcome.faults.empty() ? std::string() : outcome.faults.front().message;
}

TEST(ValueReader, DoesNotGuessAtAnAnswerThatIsNotShown) {
  for (const QuestionKind kind : {QuestionKind::choice, QuestionKind::choices, QuestionKind::ranked,
                                  QuestionKind::languages, QuestionKind::availability}) {
    Question question = question_of(kind, {"woman", "man"});
    question.only_options = true;
    EXPECT_EQ(message_of_monitoring(question, "wman"), "The answer is not one of woman or man.");
  }
}

TEST(ValueReader, SaysNoPieceOfADayThatIsNotShown) {
  const std::string day = "The answer is not a day such as 2017-04-24";
  const std::string time = "The answer is not a time such as 2017-04-24T09:30:00";
  const std::array<std::array<std::string, 2>, 3> days{
      {{"1987-02-30", "."},
       {"1887-02-03", "."},
       {"Monday 1987-02-03", ": The day of the week is that of another date."}}};
  for (const auto& [cell, end] : days) {
    EXPECT_EQ(message_of_monitoring(question_of(QuestionKind::date), cell), day + end);
  }
  const std::array<std::array<std::string, 2>, 2> times{
      {{"1987-02-03 25:10", "."},
       {"1987-02-03 10:10 PDT",
        ": What stands after the time of day is not what Europe/London calls its time then; write the offset, such as "
        "+01:00."}}};
  for (const auto& [cell, end] : times) {
    EXPECT_EQ(message_of_monitoring(question_of(QuestionKind::instant), cell), time + end);
  }
  const Outcome shown = read_rows(question_of(QuestionKind::date), {{"1987-02-30"}});
  EXPECT_EQ(shown.faults.at(0).message,
            "'1987-02-30' is not a day such as 2017-04-24: February 1987 has no day 30; its"
            " days run from 1 to 28.");
}

TEST(ValueReader, SuggestsForAsManyAnswersAsTakeNoMinutes) {
  Texts options;
  for (int i = 0; i < 9000; ++i) options.push_back("option" + std::string(1 + i % 7, 'x') + std::to_string(i) + "z");
  Question question = question_of(QuestionKind::choice, options);
  question.only_options = true;
  const Outcome outcome = read_rows(question, std::vector<Texts>(500, Texts{options.front() + "y"}));
  ASSERT_EQ(outcome.faults.size(), 500U);
  EXPECT_NE(outcome.faults.front().message.find("Did you mean '" + options.front() + "'?"), std::string::npos);
  EXPECT_EQ(outcome.faults.back().message.find("Did you mean"), std::string::npos);
}

}  // namespace
}  // namespace pairwell
