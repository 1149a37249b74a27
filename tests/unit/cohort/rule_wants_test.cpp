#include "cohort/rule_wants.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/cohort/synthetic.hpp"

namespace pairwell {
namespace {

Condition of(ConditionKind kind, std::vector<Condition> conditions) { return {.kind = kind, .of = conditions}; }

AnswerWants wants_of(const Condition& condition, const std::string& question = "q") {
  Programme programme;
  programme.rules = {{.id = "rule", .condition = condition}};
  return wants_of_rules(programme, {Role::mentee})[question];
}

TEST(RuleWants, TurnAgesIntoBirthdays) {
  const Condition from{.kind = ConditionKind::age_from, .question = "q", .number = 18, .day = {2028, 2, 29}};
  EXPECT_EQ(wants_of(from).until, (Date{2010, 2, 28}));
  const Condition until{.kind = ConditionKind::age_until, .question = "q", .number = 40, .day = {2027, 2, 1}};
  EXPECT_EQ(wants_of(until).from, (Date{1986, 2, 2}));
  EXPECT_EQ(wants_of(of(ConditionKind::none, {until})).until, (Date{1986, 2, 1}));
  EXPECT_EQ(wants_of(of(ConditionKind::none, {from})).from, (Date{2010, 3, 1}));
}

TEST(RuleWants, MeetAllOfSeveralAndTheFirstOfAny) {
  const Condition least{.kind = ConditionKind::at_least, .question = "q", .number = 2};
  const Condition most{.kind = ConditionKind::at_most, .question = "q", .number = 5};
  const AnswerWants both = wants_of(of(ConditionKind::all, {least, most}));
  EXPECT_EQ(both.at_least, 2);
  EXPECT_EQ(both.at_most, 5);
  const AnswerWants any = wants_of(of(ConditionKind::any, {most, least}));
  EXPECT_EQ(any.at_most, 5);
  EXPECT_FALSE(any.at_least.has_value());
  const AnswerWants none = wants_of(of(ConditionKind::none, {least, most}));
  EXPECT_EQ(none.at_most, 1);
  EXPECT_EQ(none.at_least, 6);
}

TEST(RuleWants, TakeRulesOfTheRoleAlone) {
  Programme programme;
  programme.rules = {
      {.id = "of-mentors", .roles = {Role::mentor}, .condition = {.kind = ConditionKind::confirmed, .question = "q"}}};
  EXPECT_TRUE(wants_of_rules(programme, {Role::mentee}).empty());
  EXPECT_EQ(wants_of_rules(programme, {Role::mentor})["q"].yes, true);
}

}  // namespace
}  // namespace pairwell
