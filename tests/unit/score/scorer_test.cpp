#include "pairwell/score/scorer.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "score/rows.hpp"

namespace pairwell {
namespace {

using Stretches = std::vector<WeekStretch>;

/// Questions by which everything can be compared; "x" of each kind is asked of mentees, "y" of mentors.
std::vector<Question> questions() {
  std::vector<Question> all;
  for (const QuestionKind kind :
       {QuestionKind::choice, QuestionKind::choices, QuestionKind::ranked, QuestionKind::level, QuestionKind::scale,
        QuestionKind::number, QuestionKind::yes_no, QuestionKind::date, QuestionKind::instant,
        QuestionKind::availability, QuestionKind::place, QuestionKind::languages, QuestionKind::people,
        QuestionKind::vector}) {
    Question question{.id = std::string(to_string(kind)), .kind = kind};
    if (kind == QuestionKind::level) question.options = {"none", "some", "much", "most"};
    all.push_back(question);
  }
  all.push_back({.id = "minutes", .kind = QuestionKind::number, .unit = "minutes"});
  all.push_back({.id = "format", .kind = QuestionKind::choice});
  all.push_back({.id = "words", .kind = QuestionKind::text});
  all.push_back({.id = "name", .kind = QuestionKind::text, .keep = Keep::identity});
  all.push_back({.id = "wishes", .kind = QuestionKind::people, .plays = Plays::wishes});
  all.push_back({.id = "vetoes", .kind = QuestionKind::people, .plays = Plays::vetoes});
  all.push_back({.id = "team", .kind = QuestionKind::choice, .plays = Plays::team});
  all.push_back({.id = "employer", .kind = QuestionKind::choice, .plays = Plays::employer});
  all.push_back({.id = "region", .kind = QuestionKind::choice, .plays = Plays::region});
  all.push_back({.id = "slots", .kind = QuestionKind::availability, .plays = Plays::slots});
  return all;
}

Criterion criterion(Comparison compare, std::string question) {
  Criterion result;
  result.id = "it";
  result.compare = compare;
  result.mentee = question;
  result.mentor = std::move(question);
  result.weight = 1;
  result.blank = Blank::leaves;
  return result;
}

Scoring scoring(std::vector<Criterion> criteria) {
  Scoring result;
  result.questions = questions();
  result.criteria = std::move(criteria);
  return result;
}

Answers answers(Role role, const std::vector<std::pair<std::string, Value>>& given) {
  Answers result;
  result.role = role;
  result.references = {role == Role::mentee ? "M1" : "R1"};
  for (const auto& [question, value] : given) {
    AnswerColumn& column = result.columns.emplace_back();
    column.question = question;
    column.values = {value};
  }
  return result;
}

using Given = std::vector<std::pair<std::string, Value>>;

/// The share of one pair, by the comparison and by the kernel.
std::optional<std::int32_t> share(Scoring by, const Given& of_mentee, const Given& of_mentor) {
  const Scorer scorer(std::move(by), answers(Role::mentee, of_mentee), answers(Role::mentor, of_mentor));
  const PairScore score = scorer.pair(MenteeId(0), MentorId(0));
  std::int32_t kept = -2;
  scorer.shares(0, {0, 1, 0, 1}, {&kept, 1});
  EXPECT_EQ(kept, score.parts[0].share.value_or(-1));
  std::int32_t units = 0;
  scorer.points({0, 1, 0, 1}, {&units, 1});
  EXPECT_EQ(units < 0 ? ~units : units, score.points.units);
  return score.parts[0].share;
}

std::optional<std::int32_t> share(const Criterion& by, const Value& of_mentee, const Value& of_mentor) {
  return share(scoring({by}), {{by.mentee, of_mentee}}, {{by.mentor, of_mentor}});
}

using Texts = std::vector<std::string>;
using Needs = std::vector<Need>;
using Languages = std::vector<LanguageLevel>;
using Numbers = std::vector<std::int8_t>;

Value whole(std::int64_t number) { return number; }

TEST(Covers, IsTheShareOfNeedsByPriority) {
  Criterion by = criterion(Comparison::covers, "ranked");
  by.mentor = "choices";
  const Value needs = Needs{{"Leadership", 1}, {"budgets", 2}, {"writing", 3}};
  EXPECT_EQ(share(by, needs, Texts{"leadership "}), 500);
  EXPECT_EQ(share(by, needs, Texts{"writing"}), 167);
  EXPECT_EQ(share(by, needs, Texts{"grant writing"}), 0);
  EXPECT_EQ(share(by, needs, {}), std::nullopt);
  EXPECT_EQ(share(by, Needs{{"a", 3}, {"b", 2}, {"A", 1}}, Texts{"a"}), 600);
  std::swap(by.mentee, by.mentor);
  by.needs_of = Role::mentor;
  EXPECT_EQ(share(by, Texts{"leadership"}, needs), 500);
}

TEST(Covers, CountsAPriorityByTheMostThatTheQuestionAllows) {
  Criterion by = criterion(Comparison::covers, "ranked");
  Scoring to_five = scoring({by});
  std::ranges::find(to_five.questions, "ranked", &Question::id)->most = 5;
  EXPECT_EQ(share(to_five, {{"ranked", Needs{{"a", 1}, {"b", 5}}}}, {{"ranked", Needs{{"a", 4}}}}), 833);
  EXPECT_EQ(share(to_five, {{"ranked", Needs{{"a", 1}, {"b", 9}}}}, {{"ranked", Needs{{"b", 4}}}}), 167);
  std::ranges::find(to_five.questions, "ranked", &Question::id)->most = 1000;  // More than a byte holds.
  EXPECT_EQ(share(to_five, {{"ranked", Needs{{"a", 1}, {"b", 2}}}}, {{"ranked", Needs{{"b", 1}}}}), 500);
}

TEST(OverlapOfSets, IsByBothByTheMeanOrByTheSmaller) {
  Criterion by = criterion(Comparison::overlap, "choices");
  const Value few = Texts{"a", "b", "B"};
  const Value many = Texts{"b", "c", "d", "e"};
  EXPECT_EQ(share(by, few, many), 200);
  by.overlap = Overlap::dice;
  EXPECT_EQ(share(by, few, many), 333);
  by.overlap = Overlap::smaller;
  EXPECT_EQ(share(by, few, many), 500);
  EXPECT_EQ(share(by, few, {}), std::nullopt);
}

TEST(Same, ComparesTermsAndLetsAnyPass) {
  Criterion by = criterion(Comparison::same, "choice");
  EXPECT_EQ(share(by, "London", "london "), 1000);
  EXPECT_EQ(share(by, "London", "Leeds"), 0);
  EXPECT_EQ(share(by, "London", {}), std::nullopt);
  by.any = {"either"};
  EXPECT_EQ(share(by, "London", "Either"), 1000);
  EXPECT_EQ(share(by, "either", "Leeds"), 1000);
  by.any = {};
  by.mentee = by.mentor = "level";
  EXPECT_EQ(share(by, whole(2), "Much"), 1000);
  EXPECT_EQ(share(by, "a lot", "A lot"), 1000);
  EXPECT_EQ(share(criterion(Comparison::same, "choices"), Texts{"a", "b"}, Texts{"B", "A"}), 1000);
  EXPECT_EQ(share(criterion(Comparison::same, "date"), Date{2020, 1, 2}, Date{2020, 1, 2}), 1000);
  EXPECT_EQ(share(criterion(Comparison::different, "yes_no"), whole(1), whole(1)), 0);
  EXPECT_EQ(share(criterion(Comparison::different, "yes_no"), whole(1), whole(0)), 1000);
  EXPECT_EQ(share(criterion(Comparison::different, "yes_no"), whole(1), {}), std::nullopt);
}

TEST(Near, FallsStraightOrByTheSquare) {
  Criterion by = criterion(Comparison::near, "scale");
  by.low = 1;
  by.high = 4;
  EXPECT_EQ(share(by, whole(3), whole(4)), 1000);
  EXPECT_EQ(share(by, whole(5), whole(3)), 667);
  EXPECT_EQ(share(by, whole(1), whole(5)), 0);
  by.curve = Curve::square;
  EXPECT_EQ(share(by, whole(5), whole(3)), 889);
  EXPECT_EQ(share(by, whole(5), whole(2)), 556);
  EXPECT_EQ(share(by, whole(INT64_MAX), whole(INT64_MIN)), 0);
  by.mentee = by.mentor = "date";
  EXPECT_EQ(share(by, Date{2019, 12, 31}, Date{2020, 1, 2}), 889);
}

TEST(AtLeast, IsFullAtOrAboveTheMentees) {
  Criterion by = criterion(Comparison::at_least, "level");
  EXPECT_EQ(share(by, whole(1), whole(1)), 1000);
  EXPECT_EQ(share(by, whole(1), whole(3)), 1000);
  EXPECT_EQ(share(by, whole(1), whole(0)), 0);
  by.fall = 3;
  EXPECT_EQ(share(by, whole(1), whole(0)), 667);
  by.curve = Curve::square;
  EXPECT_EQ(share(by, whole(1), whole(0)), 889);
  EXPECT_EQ(share(by, "outside", whole(0)), std::nullopt);
}

TEST(Gap, IsFullWithinItsBounds) {
  Criterion by = criterion(Comparison::gap, "number");
  by.low = 1;
  by.high = 3;
  by.fall = 2;
  EXPECT_EQ(share(by, whole(10), whole(11)), 1000);
  EXPECT_EQ(share(by, whole(10), whole(13)), 1000);
  EXPECT_EQ(share(by, whole(10), whole(10)), 500);
  EXPECT_EQ(share(by, whole(10), whole(14)), 500);
  EXPECT_EQ(share(by, whole(10), whole(15)), 0);
}

TEST(Ratio, IsTheSmallerOfTheLarger) {
  const Criterion by = criterion(Comparison::ratio, "number");
  EXPECT_EQ(share(by, whole(60), whole(90)), 667);
  EXPECT_EQ(share(by, whole(0), whole(0)), 1000);
  EXPECT_EQ(share(by, whole(0), whole(5)), 0);
  EXPECT_EQ(share(by, whole(-2), whole(-4)), 500);
  EXPECT_EQ(share(by, whole(-2), whole(4)), 0);
}

TEST(Wish, IsOfOneSideOrOfBoth) {
  Criterion by = criterion(Comparison::wish, "");
  const auto of = [&](Texts mentee, Texts mentor) {
    const auto value = [](const Texts& named) { return named.empty() ? Value{} : Value{named}; };
    return share(scoring({by}), {{"wishes", value(mentee)}}, {{"wishes", value(mentor)}});
  };
  EXPECT_EQ(of({"R1"}, {"M1"}), 1000);
  EXPECT_EQ(of({"x", "R1"}, {"M1"}), 949);
  EXPECT_EQ(of({"R1"}, {"x"}), 0);
  EXPECT_EQ(of({"R1"}, {}), std::nullopt);
  by.sides = Sides::mentee;
  EXPECT_EQ(of({"a", "b", "c", "d", "e", "f", "g", "R1"}, {}), 500);
  EXPECT_EQ(of({"x"}, {"M1"}), 0);
  EXPECT_EQ(of({}, {"M1"}), std::nullopt);
  by.sides = Sides::mentor;
  EXPECT_EQ(of({}, {"x", "M1"}), 900);
  EXPECT_EQ(of({"R1"}, {}), std::nullopt);
}

TEST(WrittenTable, HasASharePerPairOfAnswers) {
  Criterion by = criterion(Comparison::table, "choice");
  by.table = {{"Remote", "in person", 100}};
  by.otherwise = 700;
  EXPECT_EQ(share(by, "remote", "In person"), 100);
  EXPECT_EQ(share(by, "in person", "remote"), 700);
  EXPECT_EQ(share(by, "in person", {}), std::nullopt);
}

TEST(Distance, IsByTheGreatCircleOrByTravelTimes) {
  Criterion by = criterion(Comparison::distance, "place");
  by.bands = {{20, 600}, {60, 100}};
  Scoring with = scoring({by});
  with.locations = {
      {"Leeds", 53'800'000, -1'550'000}, {"York", 53'960'000, -1'080'000}, {"Bath", 51'380'000, -2'360'000}};
  const auto of = [&](const char* from, const char* to) { return share(with, {{"place", from}}, {{"place", to}}); };
  EXPECT_EQ(of("leeds", "Leeds"), 1000);
  EXPECT_EQ(of("Leeds", "York"), 600);  // 36 km
  EXPECT_EQ(of("Leeds", "Bath"), 100);
  EXPECT_EQ(of("Leeds", "Rome"), std::nullopt);
  EXPECT_EQ(of("Rome", "rome"), 1000);
  with.travel_times = {{"York", "Leeds", 59}};
  EXPECT_EQ(of("Leeds", "York"), 600);
  EXPECT_EQ(of("Leeds", "Bath"), std::nullopt);
}

TEST(Travel, IsFullWithoutAJourney) {
  Criterion by = criterion(Comparison::travel, "place");
  by.minutes = "minutes";
  by.format = "format";
  by.any = {"remote", "either"};
  by.bands = {{30, 250}, {60, 500}, {120, 750}};
  const auto of = [&](Value place, Value minutes, Value format = "in person") {
    return share(scoring({by}), {{"place", place}, {"minutes", minutes}, {"format", format}},
                 {{"place", "Leeds"}, {"minutes", whole(15)}, {"format", "either"}});
  };
  EXPECT_EQ(of("leeds", {}), 1000);
  EXPECT_EQ(of("York", whole(105)), 750);
  EXPECT_EQ(of("York", whole(104)), 500);
  EXPECT_EQ(of("York", whole(14)), 0);
  EXPECT_EQ(of("York", {}), std::nullopt);
  EXPECT_EQ(of({}, whole(60)), std::nullopt);
  EXPECT_EQ(of({}, {}, "remote"), 1000);
  EXPECT_EQ(of("York", whole(-15)), 0);  // Fits no column: compared one pair at a time.
}

TEST(CommonTime, CountsSlotsOrMinutes) {
  Criterion by = criterion(Comparison::common_time, "availability");
  by.low = 1;
  by.high = 3;
  const auto named = [](Texts names) { return Value{Availability{.slots = std::move(names)}}; };
  EXPECT_EQ(share(by, named({"mon", "tue", "wed"}), named({"TUE", "wed", "fri"})), 333);
  EXPECT_EQ(share(by, named({"mon"}), named({"tue"})), 0);
  const auto times = [](Stretches stretches) { return Value{Availability{.stretches = std::move(stretches)}}; };
  by.low = 0;
  by.high = 90;
  EXPECT_EQ(share(by, times({{60, 120}}), times({{120, 30}, {135, 45}})), 667);
  EXPECT_EQ(share(by, times({{10'050, 60}}), times({{0, 20}})), 222);  // Over the end of the week.
  EXPECT_EQ(share(by, times({{0, 10'080}}), times({{300, 10'080}})), 1000);
  EXPECT_EQ(share(by, times({{0, 10}}), named({"mon"})), std::nullopt);
}

TEST(CommonLanguage, IsTheLevelOfTheBest) {
  const Criterion by = criterion(Comparison::common_language, "languages");
  EXPECT_EQ(share(by, Languages{{"English", 7}, {"Cymraeg", 3}}, Languages{{"english", 4}}), 667);
  EXPECT_EQ(share(by, Languages{{"English", 0}}, Languages{{"english", 7}}), 1000);
  EXPECT_EQ(share(by, Languages{{"English", 0}}, Languages{{"Deutsch", 7}}), 0);
}

TEST(Dot, IsAShareOfARangeOrInBands) {
  Criterion by = criterion(Comparison::dot, "vector");
  EXPECT_EQ(share(by, Numbers{127, 0}, Numbers{127, 5}), 1000);
  EXPECT_EQ(share(by, Numbers{127, 0}, Numbers{-127, 5}), 0);
  by.low = -100;
  by.high = 100;
  EXPECT_EQ(share(by, Numbers{10, 1}, Numbers{3, 3}), 665);
  by.low = by.high = 0;
  by.bands = {{-10, 5}, {20, 900}};
  EXPECT_EQ(share(by, Numbers{10, 1}, Numbers{3, 3}), 900);
  EXPECT_EQ(share(by, Numbers{-10, 1}, Numbers{3, 3}), 0);
}

TEST(GivenShares, AreByReference) {
  Criterion by = criterion(Comparison::given, "");
  by.pairs = {{"M1", "R1", 800}};
  by.otherwise = 5;
  EXPECT_EQ(share(scoring({by}), {}, {}), 800);
  by.pairs = {{"R1", "M1", 800}};
  EXPECT_EQ(share(scoring({by}), {}, {}), 5);
}

TEST(Mean, IsOverWhatIsAnswered) {
  Criterion by = criterion(Comparison::mean, "");
  by.of = {criterion(Comparison::same, "choice"), criterion(Comparison::ratio, "number")};
  by.of[0].id = "same";
  by.of[0].blank = by.of[1].blank = Blank::neutral;
  by.of[0].weight = 3;
  const auto of = [&](Value choice, Value number) {
    return share(scoring({by}), {{"choice", choice}, {"number", number}}, {{"choice", "a"}, {"number", whole(4)}});
  };
  EXPECT_EQ(of("a", whole(1)), 813);
  EXPECT_EQ(of("a", {}), 1000);
  EXPECT_EQ(of({}, whole(1)), 250);
  EXPECT_EQ(of({}, {}), std::nullopt);
  by.blank = Blank::neutral;
  EXPECT_EQ(of({}, {}), 500);
}

TEST(BlankAnswers, CountWhatTheirCriterionSays) {
  Criterion answered = criterion(Comparison::same, "choice");
  Criterion blank = criterion(Comparison::overlap, "choices");
  blank.id = "blank";
  blank.weight = 3;
  const auto points = [&](Blank rule) {
    blank.blank = rule;
    const Scorer scorer(scoring({answered, blank}), answers(Role::mentee, {{"choice", "a"}}),
                        answers(Role::mentor, {{"choice", "a"}}));
    const PairScore score = scorer.pair(MenteeId(0), MentorId(0));
    EXPECT_EQ(score.coverage, 250);
    EXPECT_FALSE(score.parts[1].answered);
    EXPECT_EQ(score.parts[0].points.units + score.parts[1].points.units, score.points.units);
    return score.points.units;
  };
  EXPECT_EQ(points(Blank::neutral), 40'000);
  EXPECT_EQ(points(Blank::zero), 25'000);
  EXPECT_EQ(points(Blank::leaves), 100'000);
}

TEST(PairRule, ForbidsOrRequires) {
  Scoring by = scoring({criterion(Comparison::same, "choice")});
  by.pair_rules = {{.id = "no-twins",
                    .sentence = "Nobody is paired within a place.",
                    .reason = "Both are the same.",
                    .compare = {.compare = Comparison::same, .mentee = "place", .mentor = "place"}}};
  const auto refused = [&](Value mentee, Value mentor) {
    const Scorer scorer(by, answers(Role::mentee, {{"place", mentee}}), answers(Role::mentor, {{"place", mentor}}));
    const PairScore score = scorer.pair(MenteeId(0), MentorId(0));
    std::int32_t units = 0;
    scorer.points({0, 1, 0, 1}, {&units, 1});
    EXPECT_EQ(units < 0, !score.refusals.empty());
    return score.refusals;
  };
  EXPECT_EQ(refused("Leeds", "leeds"), (std::vector<Refusal>{{"no-twins", "Both are the same."}}));
  EXPECT_TRUE(refused("Leeds", "York").empty());
  EXPECT_TRUE(refused("Leeds", {}).empty());
  by.pair_rules[0].forbids = false;
  EXPECT_TRUE(refused("Leeds", "leeds").empty());
  EXPECT_EQ(refused("Leeds", "York").size(), 1U);
  EXPECT_TRUE(refused("Leeds", {}).empty());
}

TEST(SamePerson, IsNeverPairedWithThemselves) {
  Scoring by = scoring({criterion(Comparison::same, "choice")});
  Answers mentors = answers(Role::mentor, {});
  mentors.references = {"M1"};
  EXPECT_EQ(Scorer(by, answers(Role::mentee, {}), mentors).pair(MenteeId(0), MentorId(0)).refusals[0].rule,
            "same-person");
  by.references_are_people = false;
  EXPECT_TRUE(Scorer(by, answers(Role::mentee, {}), mentors).pair(MenteeId(0), MentorId(0)).refusals.empty());
}

/// The rules of the findings of bad criteria.
Texts faults(const Scoring& scoring) {
  Texts found;
  for (const Finding& finding : check(scoring)) found.push_back(finding.rule + " " + finding.column);
  return found;
}

TEST(CheckOfScoring, FindsEverything) {
  Criterion named = criterion(Comparison::same, "chioce");
  Criterion kept = criterion(Comparison::same, "name");
  Criterion kind = criterion(Comparison::covers, "number");
  Criterion heavy = criterion(Comparison::near, "scale");
  heavy.weight = 1001;
  named.id = "a";
  kept.id = "b";
  kind.id = "c";
  heavy.id = "c";
  Scoring all = scoring({named, kept, kind, heavy});
  all.own = {{.id = "a", .share = {}, .weight = -1}};
  all.pair_rules = {{.id = "rule", .compare = criterion(Comparison::wish, "")}};
  const Texts found = faults(all);
  for (const char* wanted : {"kind criteria.c.mentee", "duplicate criteria.c", "range criteria.c.weight",
                             "range criteria.c.high", "duplicate criteria.a", "range criteria.a.weight",
                             "blank criteria.a", "parameter pair_rules.rule", "blank pair_rules.rule.sentence"}) {
    EXPECT_NE(std::ranges::find(found, wanted), found.end()) << wanted;
  }
  for (const char* key : {"criteria.a.mentee", "criteria.a.mentor", "criteria.b.mentee", "criteria.b.mentor"}) {
    EXPECT_TRUE(std::ranges::any_of(found, [&](const std::string& text) { return text.ends_with(key); })) << key;
  }
  EXPECT_NE(check(scoring({named}))[0].message.find("choice"), std::string::npos);
  EXPECT_EQ(faults(scoring({})), Texts{"weights criteria"});
  EXPECT_THROW(Scorer(scoring({}), answers(Role::mentee, {}), answers(Role::mentor, {})), InvalidInput);
}

TEST(Scorer, RefusesAnswersOfAnotherKind) {
  try {
    const Scorer scorer(scoring({criterion(Comparison::same, "choice")}),
                        answers(Role::mentee, {{"choice", whole(3)}, {"level", whole(9)}, {"nothing", "x"}}),
                        answers(Role::mentor, {{"name", "Ana"}, {"vector", Numbers{}}}));
    FAIL() << "should have thrown";
  } catch (const InvalidInput& error) {
    Texts found;
    for (const Finding& finding : error.findings()) found.push_back(finding.rule + " " + finding.column);
    EXPECT_EQ(found, (Texts{"answer choice", "answer level", "question nothing", "keep name", "answer vector"}));
  }
}

TEST(Explanation, SaysWhatBothAnswered) {
  Criterion needs = criterion(Comparison::covers, "ranked");
  needs.mentor = "choices";
  needs.words = "Needs";
  needs.id = "needs";
  const Scorer scorer(scoring({needs, criterion(Comparison::same, "choice")}),
                      answers(Role::mentee, {{"ranked", Needs{{"Leadership", 1}, {"writing", 3}}}}),
                      answers(Role::mentor, {{"choices", Texts{"leadership"}}, {"choice", "a"}}));
  const std::vector<PartInWords> parts = scorer.explain(MenteeId(0), MentorId(0));
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].mentee, "Leadership (priority 1), writing (3)");
  EXPECT_EQ(parts[0].mentor, "leadership");
  EXPECT_EQ(parts[0].sentence, "Needs: 3 of 4 by weight (Leadership); share 0.750.");
  EXPECT_EQ(parts[1].sentence, "it: the mentee left it blank; not counted.");
}

}  // namespace
}  // namespace pairwell
