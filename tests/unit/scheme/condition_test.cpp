#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/scheme/programme.hpp"
#include "scheme/ready_condition.hpp"

namespace pairwell {
namespace {

using Kind = ConditionKind;
using Texts = std::vector<std::string>;

Question question(std::string id, QuestionKind kind, Texts options = {}) {
  return {.id = std::move(id), .kind = kind, .options = std::move(options)};
}

/// A question of each kind, by its name, and three that no rule may look at.
std::vector<Question> questions() {
  std::vector<Question> all;
  for (int kind = 0; kind <= static_cast<int>(QuestionKind::text); ++kind) {
    all.push_back(question(std::string(to_string(static_cast<QuestionKind>(kind))), static_cast<QuestionKind>(kind)));
    if (all.back().id == "level") all.back().options = {"Junior", "Middle", "Senior"};
    if (all.back().id == "number") all.back().decimals = 2;
  }
  all.push_back(question("name", QuestionKind::text));
  all.back().keep = Keep::identity;
  all.push_back(question("gender", QuestionKind::choice));
  all.back().keep = Keep::monitoring;
  all.push_back(question("capacity", QuestionKind::scale));
  all.back().asked = {Role::mentor};
  return all;
}

/// Whether a condition holds of somebody whose one answer is this.
bool holds(const Condition& condition, Value value) {
  const std::vector<Question> asked = questions();
  MenteeForm form;
  form.answers = {{.question = condition.question, .given = "as given", .value = std::move(value)}};
  return ReadyCondition(condition, asked, Zone::named("Europe/London")).holds(form);
}

Condition values(Kind kind, std::string id, Texts given) {
  return {.kind = kind, .question = std::move(id), .values = std::move(given)};
}

Condition number(Kind kind, std::string id, std::int64_t of) {
  return {.kind = kind, .question = std::move(id), .number = of};
}

Condition day(Kind kind, std::string id, Date of, std::int64_t years = 0) {
  return {.kind = kind, .question = std::move(id), .number = years, .day = of};
}

Value text(std::string given) { return given; }
Value whole(std::int64_t given) { return given; }

TEST(Condition, AnsweredAndConfirmed) {
  EXPECT_TRUE(holds({.kind = Kind::answered, .question = "vector"}, std::vector<std::int8_t>{1}));
  EXPECT_FALSE(holds({.kind = Kind::answered, .question = "text"}, {}));
  EXPECT_TRUE(holds({.kind = Kind::confirmed, .question = "yes_no"}, whole(1)));
  EXPECT_FALSE(holds({.kind = Kind::confirmed, .question = "yes_no"}, whole(0)));
  EXPECT_FALSE(holds({.kind = Kind::confirmed, .question = "yes_no"}, {}));
}

TEST(Condition, OneOfAnyKindOfAnswer) {
  EXPECT_TRUE(holds(values(Kind::one_of, "choice", {"STRASSE"}), text("Stra\u00DFe")));
  EXPECT_TRUE(holds(values(Kind::one_of, "text", {"\u0130zmir"}), text("i\u0307zmir")));
  EXPECT_TRUE(holds(values(Kind::one_of, "place", {"leeds", "york"}), text(" York")));
  EXPECT_FALSE(holds(values(Kind::one_of, "choice", {"a"}), text("b")));
  EXPECT_FALSE(holds(values(Kind::one_of, "choice", {"a"}), {}));
  EXPECT_TRUE(holds(values(Kind::one_of, "choices", {"b", "c"}), Texts{"a", "B"}));
  EXPECT_TRUE(holds(values(Kind::one_of, "people", {"MR-1"}), Texts{"MR-1"}));
  EXPECT_TRUE(holds(values(Kind::one_of, "ranked", {"law"}), std::vector<Need>{{"Law", 3}}));
  EXPECT_TRUE(holds(values(Kind::one_of, "level", {"senior"}), whole(2)));
  EXPECT_FALSE(holds(values(Kind::one_of, "level", {"senior"}), whole(1)));
  EXPECT_TRUE(holds(values(Kind::one_of, "level", {"trainee"}), text("Trainee")));
  EXPECT_TRUE(holds(values(Kind::one_of, "scale", {"3", "4"}), whole(4)));
  EXPECT_TRUE(holds(values(Kind::one_of, "number", {"1.50"}), whole(150)));
  EXPECT_TRUE(holds(values(Kind::one_of, "yes_no", {"NO"}), whole(0)));
  EXPECT_TRUE(holds(values(Kind::one_of, "yes_no", {"oui"}), whole(1)));
  EXPECT_TRUE(holds(values(Kind::one_of, "date", {"2017-04-24"}), Date{2017, 4, 24}));
  EXPECT_TRUE(
      holds(values(Kind::one_of, "availability", {"tue-pm"}), Availability{.slots = {"tue-pm"}, .stretches = {}}));
  EXPECT_TRUE(holds(values(Kind::one_of, "languages", {"cymraeg"}), std::vector<LanguageLevel>{{"Cymraeg", 7}}));
}

TEST(Condition, NoneOfAndAllOf) {
  EXPECT_TRUE(holds(values(Kind::none_of, "choice", {"a"}), text("b")));
  EXPECT_FALSE(holds(values(Kind::none_of, "choice", {"a"}), text("A")));
  EXPECT_TRUE(holds(values(Kind::none_of, "choice", {"a"}), {}));
  EXPECT_TRUE(holds(values(Kind::all_of, "choices", {"a", "b"}), Texts{"B", "c", "A"}));
  EXPECT_FALSE(holds(values(Kind::all_of, "choices", {"a", "b"}), Texts{"a", "a"}));
  EXPECT_FALSE(holds(values(Kind::all_of, "choices", {"a"}), {}));
}

TEST(Condition, NumbersLevelsAndCounts) {
  for (const char* id : {"scale", "number", "level"}) {
    EXPECT_TRUE(holds(number(Kind::at_least, id, 1), whole(1))) << id;
    EXPECT_FALSE(holds(number(Kind::at_least, id, 2), whole(1))) << id;
    EXPECT_TRUE(holds(number(Kind::at_most, id, 1), whole(1))) << id;
    EXPECT_FALSE(holds(number(Kind::at_most, id, 0), whole(1))) << id;
    EXPECT_FALSE(holds(number(Kind::at_least, id, -5), {})) << id;
    EXPECT_FALSE(holds(number(Kind::at_most, id, 5), {})) << id;
  }
  EXPECT_FALSE(holds(number(Kind::at_least, "level", 0), text("Trainee"))) << "no level of the list";
  EXPECT_TRUE(holds(number(Kind::at_least, "choices", 2), Texts{"a", "b"}));
  EXPECT_FALSE(holds(number(Kind::at_most, "people", 1), Texts{"a", "b"}));
  EXPECT_TRUE(holds(number(Kind::at_most, "people", 0), {}));
  EXPECT_TRUE(holds(number(Kind::at_least, "availability", 2), Availability{.slots = {"a"}, .stretches = {{0, 60}}}));
  EXPECT_TRUE(holds(number(Kind::at_least, "ranked", 1), std::vector<Need>{{"a", 1}}));
  EXPECT_TRUE(holds(number(Kind::at_least, "languages", 1), std::vector<LanguageLevel>{{"a", 1}}));
}

TEST(Condition, DaysWithBothEndsIncluded) {
  const Date first{2026, 9, 1};
  EXPECT_TRUE(holds(day(Kind::from, "date", first), first));
  EXPECT_FALSE(holds(day(Kind::from, "date", first), Date{2026, 8, 31}));
  EXPECT_TRUE(holds(day(Kind::until, "date", first), first));
  EXPECT_FALSE(holds(day(Kind::until, "date", first), Date{2026, 9, 2}));
  EXPECT_FALSE(holds(day(Kind::until, "date", first), {}));
  // Half past midnight in London, and the day before in UTC.
  EXPECT_TRUE(holds(day(Kind::from, "instant", first), parse_instant("2026-08-31T23:30:00Z")));
  EXPECT_FALSE(holds(day(Kind::from, "instant", first), parse_instant("2026-08-31T22:30:00Z")));
}

TEST(Condition, AgesFromABirthdayOn) {
  const Date first{2026, 9, 1};
  EXPECT_TRUE(holds(day(Kind::age_from, "date", first, 18), Date{2008, 9, 1}));
  EXPECT_FALSE(holds(day(Kind::age_from, "date", first, 18), Date{2008, 9, 2}));
  EXPECT_TRUE(holds(day(Kind::age_until, "date", first, 17), Date{2008, 9, 2}));
  EXPECT_FALSE(holds(day(Kind::age_until, "date", first, 17), Date{2008, 9, 1}));
  EXPECT_TRUE(holds(day(Kind::age_from, "date", first, 0), first));
  EXPECT_FALSE(holds(day(Kind::age_from, "date", first, 0), Date{2026, 9, 2})) << "not born yet";
  EXPECT_FALSE(holds(day(Kind::age_until, "date", first, 0), Date{2026, 9, 2}));
  EXPECT_FALSE(holds(day(Kind::age_from, "date", first, 18), {}));
  const Date leap{2008, 2, 29};
  EXPECT_EQ(age_on({2026, 2, 28}, leap), 17);
  EXPECT_EQ(age_on({2026, 3, 1}, leap), 18);
  EXPECT_EQ(age_on({2028, 2, 28}, leap), 19);
  EXPECT_EQ(age_on({2028, 2, 29}, leap), 20);
  EXPECT_EQ(age_on({2008, 2, 28}, leap), std::nullopt);
  EXPECT_EQ(age_on(leap, leap), 0);
}

TEST(Condition, CombinesOthers) {
  const Condition yes{.kind = Kind::answered, .question = "text"};
  const Condition no = values(Kind::one_of, "text", {"b"});
  const auto combined = [&](Kind kind, std::vector<Condition> of) {
    Condition condition{.kind = kind, .of = std::move(of)};
    const std::vector<Question> asked = questions();
    MenteeForm form;
    form.answers = {{.question = "text", .given = "a", .value = text("a")}};
    return ReadyCondition(condition, asked, Zone::named("UTC")).holds(form);
  };
  EXPECT_TRUE(combined(Kind::all, {yes, yes}));
  EXPECT_FALSE(combined(Kind::all, {yes, no}));
  EXPECT_TRUE(combined(Kind::any, {no, yes}));
  EXPECT_FALSE(combined(Kind::any, {no, no}));
  EXPECT_TRUE(combined(Kind::none, {no, no}));
  EXPECT_FALSE(combined(Kind::none, {no, yes}));
  EXPECT_TRUE(combined(Kind::none, {{.kind = Kind::all, .of = {yes, no}}}));
}

TEST(Condition, BlamesTheAnswersThatAreWhy) {
  const Condition a{.kind = Kind::answered, .question = "text"};
  const Condition b{.kind = Kind::answered, .question = "choice"};
  const Condition c = values(Kind::one_of, "place", {"Leeds"});
  const auto blamed = [&](const Condition& condition) {
    const std::vector<Question> asked = questions();
    MenteeForm form;
    form.answers = {{.question = "place", .given = "Leeds", .value = text("Leeds")}};
    const ReadyCondition ready(condition, asked, Zone::named("UTC"));
    Texts ids;
    for (const Question* each : ready.blamed(form)) ids.push_back(each->id);
    return ids;
  };
  EXPECT_EQ(blamed({.kind = Kind::all, .of = {a, b, c, a}}), (Texts{"text", "choice"}));
  EXPECT_EQ(blamed({.kind = Kind::any, .of = {a, b}}), (Texts{"text", "choice"}));
  EXPECT_EQ(blamed({.kind = Kind::none, .of = {a, c}}), (Texts{"place"}));
  EXPECT_EQ(blamed({.kind = Kind::none, .of = {{.kind = Kind::any, .of = {a, c}}}}), (Texts{"place"}));
  EXPECT_EQ(blamed({.kind = Kind::any, .of = {a, c}}), Texts{}) << "it holds";
}

EligibilityRule rule(Condition condition) {
  return {.id = "rule", .sentence = "A rule.", .reason = "It fails.", .condition = std::move(condition)};
}

/// The one finding about a rule with this condition.
Finding finding_of(Condition condition, std::vector<Role> roles = {}) {
  EligibilityRule one = rule(std::move(condition));
  one.roles = std::move(roles);
  const Findings findings = check(std::vector{one}, questions());
  EXPECT_EQ(findings.size(), 1U);
  for (const Finding& finding : findings) EXPECT_EQ(finding.severity, Severity::error);
  return findings.empty() ? Finding{} : findings[0];
}

TEST(CheckRules, AcceptsWhatFits) {
  const std::vector<Condition> sound{{.kind = Kind::answered, .question = "vector"},
                                     {.kind = Kind::confirmed, .question = "yes_no"},
                                     values(Kind::one_of, "number", {"1.5"}),
                                     values(Kind::none_of, "date", {"2017-04-24"}),
                                     values(Kind::all_of, "languages", {"English", "Cymraeg"}),
                                     number(Kind::at_least, "level", 2),
                                     number(Kind::at_most, "people", 0),
                                     day(Kind::from, "instant", {2026, 9, 1}),
                                     day(Kind::age_from, "date", {2026, 9, 1}, 18)};
  for (const Condition& condition : sound) {
    EXPECT_EQ(check(std::vector{rule(condition)}, questions()), Findings{}) << to_string(condition.kind);
  }
  EXPECT_EQ(check(std::vector{rule({.kind = Kind::all, .of = sound})}, questions()), Findings{});
}

TEST(CheckRules, RefusesQuestionsThatNoRuleMayLookAt) {
  EXPECT_EQ(finding_of({.question = "name"}).rule, "identity");
  EXPECT_EQ(finding_of({.question = "gender"}).rule, "monitoring");
  const Finding unknown = finding_of({.question = "txet"});
  EXPECT_EQ(unknown.rule, "reference");
  EXPECT_EQ(unknown.column, "rules.rule.question");
  EXPECT_EQ(unknown.value, "txet");
  EXPECT_NE(unknown.message.find("did you mean \"text\"?"), std::string::npos) << unknown.message;
  EXPECT_EQ(finding_of({.question = "capacity"}).rule, "asked");
  EXPECT_EQ(check(std::vector{[] {
                    EligibilityRule mentors = rule({.question = "capacity"});
                    mentors.roles = {Role::mentor};
                    return mentors;
                  }()},
                  questions()),
            Findings{});
}

TEST(CheckRules, RefusesConditionsThatDoNotFitTheKind) {
  for (const Condition& condition :
       {Condition{.kind = Kind::confirmed, .question = "choice"}, values(Kind::one_of, "vector", {"1"}),
        values(Kind::all_of, "choice", {"a"}), number(Kind::at_least, "text", 1), number(Kind::at_most, "yes_no", 1),
        day(Kind::from, "number", {2026, 9, 1}), day(Kind::age_from, "instant", {2026, 9, 1}, 18)}) {
    const Finding finding = finding_of(condition);
    EXPECT_EQ(finding.rule, "kind");
    EXPECT_NE(finding.message.find(to_string(condition.kind)), std::string::npos) << finding.message;
  }
}

TEST(CheckRules, RefusesValuesThatCanBeNoAnswer) {
  EXPECT_EQ(finding_of(values(Kind::one_of, "number", {"a"})).column, "rules.rule.one_of[1]");
  EXPECT_EQ(finding_of(values(Kind::one_of, "number", {"1.505"})).rule, "value");
  EXPECT_EQ(finding_of(values(Kind::one_of, "yes_no", {"yes", "perhaps"})).rule, "value");
  EXPECT_EQ(finding_of(values(Kind::one_of, "date", {"2017-02-30"})).rule, "value");
  EXPECT_EQ(finding_of(values(Kind::one_of, "choice", {"a", "A"})).rule, "duplicate");
  EXPECT_EQ(finding_of(values(Kind::one_of, "choice", {" "})).rule, "blank");
  EXPECT_EQ(finding_of(values(Kind::one_of, "choice", {})).rule, "blank");
  EXPECT_EQ(finding_of(number(Kind::at_least, "level", 3)).rule, "range");
  std::vector<Question> asked{question("format", QuestionKind::choice, {"remote", "in person"})};
  asked[0].only_options = true;
  const Findings option = check(std::vector{rule(values(Kind::one_of, "format", {"REMOTE", "remot"}))}, asked);
  ASSERT_EQ(option.size(), 1U);
  EXPECT_EQ(option[0].rule, "option");
  EXPECT_NE(option[0].message.find("Did you mean 'remote'?"), std::string::npos);
}

TEST(CheckRules, RefusesWhatAConditionDoesNotUse) {
  EXPECT_EQ(finding_of({.kind = Kind::all, .question = "text", .of = {{.question = "text"}}}).rule, "unused");
  EXPECT_EQ(finding_of({.question = "text", .of = {{.question = "text"}}}).rule, "unused");
  EXPECT_EQ(finding_of(values(Kind::answered, "text", {"a"})).rule, "unused");
  EXPECT_EQ(finding_of(number(Kind::answered, "text", 1)).rule, "unused");
  EXPECT_EQ(finding_of(day(Kind::answered, "text", {2026, 9, 1})).rule, "unused");
  EXPECT_EQ(finding_of(day(Kind::from, "date", {2026, 2, 29})).rule, "calendar");
  EXPECT_EQ(finding_of(day(Kind::age_from, "date", {2026, 9, 1}, -1)).rule, "range");
  EXPECT_EQ(finding_of({.kind = Kind::any}).column, "rules.rule.any");
}

TEST(CheckRules, FindsConditionsByTheirPlaces) {
  EXPECT_EQ(
      finding_of({.kind = Kind::all, .of = {{.question = "text"}, {.kind = Kind::any, .of = {{.question = "nobody"}}}}})
          .column,
      "rules.rule.all[2].any[1].question");
  Condition deep{.question = "text"};
  for (int i = 0; i < 7; ++i) deep = {.kind = Kind::all, .of = {deep}};
  EXPECT_EQ(check(std::vector{rule(deep)}, questions()), Findings{});
  EXPECT_EQ(finding_of({.kind = Kind::all, .of = {deep}}).rule, "nested");
}

TEST(CheckRules, RefusesRulesThatAreIncomplete) {
  EligibilityRule bad;
  bad.id = "state";
  bad.version = 0;
  bad.roles = {Role::mentee, Role::mentee};
  bad.condition.question = "text";
  Texts rules;
  for (const Finding& finding : check(std::vector{bad}, questions())) rules.push_back(finding.rule);
  EXPECT_EQ(rules, (Texts{"duplicate", "range", "blank", "blank", "duplicate"}));
  bad = rule({.question = "text"});
  EXPECT_EQ(check(std::vector{bad, bad}, questions()).at(0).rule, "duplicate");
  bad.id = "Bad";
  EXPECT_EQ(check(std::vector{bad}, questions()).at(0).rule, "id");
}

}  // namespace
}  // namespace pairwell
