#include "pairwell/scheme/question.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/scheme/standard_questions.hpp"

namespace pairwell {
namespace {

Question question(std::string id, QuestionKind kind = QuestionKind::text) {
  Question result;
  result.id = std::move(id);
  result.kind = kind;
  return result;
}

/// A question of each kind, with what it may have.
std::vector<Question> sound_questions() {
  Question capacity = question("capacity", QuestionKind::scale);
  capacity.asked = {Role::mentor};
  capacity.plays = Plays::capacity;
  capacity.most = 20;
  capacity.numbers = {{"up to 3", 3}};
  Question name = question("name");
  name.keep = Keep::identity;
  name.plays = Plays::name;
  Question needs = question("needs", QuestionKind::ranked);
  needs.words = "What would you like help with?";
  needs.mentor_words = "What can you help with?";
  needs.options = {"Law, tax", "Design"};
  needs.only_options = true;
  needs.least = 1;
  needs.most = 3;
  needs.separator = ", ";
  Question grade = question("grade", QuestionKind::level);
  grade.options = {"Junior", "Senior"};
  Question cost = question("cost", QuestionKind::number);
  cost.decimals = 2;
  cost.unit = "GBP";
  cost.plays = Plays::access_cost;
  Question slots = question("slots", QuestionKind::availability);
  slots.options = {"mon-am"};
  slots.plays = Plays::slots;
  Question gender = question("gender", QuestionKind::choice);
  gender.keep = Keep::monitoring;
  return {capacity, name, needs, grade, cost, slots, gender};
}

/// The one finding after a change of one of the sound questions.
Finding finding_of(std::size_t which, const std::function<void(Question&)>& change) {
  std::vector<Question> questions = sound_questions();
  change(questions.at(which));
  const Findings findings = check(questions);
  EXPECT_EQ(findings.size(), 1U);
  for (const Finding& finding : findings) EXPECT_EQ(finding.severity, Severity::error) << to_string(finding);
  if (findings.size() != 1) {
    for (const Finding& finding : findings) ADD_FAILURE() << to_string(finding);
    return {};
  }
  return findings[0];
}

TEST(CheckQuestions, AcceptsWhatIsSound) {
  EXPECT_EQ(check(sound_questions()), Findings{});
  EXPECT_EQ(check(std::vector<Question>{}), Findings{});
}

TEST(CheckQuestions, AcceptsTheStandardQuestions) {
  EXPECT_EQ(check(standard_questions({"England"}, {"leadership"})), Findings{});
  EXPECT_EQ(check(standard_questions({}, {})), Findings{});
}

TEST(CheckQuestions, RefusesIdsThatAreUnfitOrTwice) {
  EXPECT_EQ(check(std::vector{question("Help With")}).at(0).rule, "id");
  const Findings twice = check(std::vector{question("a"), question("a")});
  ASSERT_EQ(twice.size(), 1U);
  EXPECT_EQ(twice[0].rule, "duplicate");
  EXPECT_EQ(twice[0].column, "questions.a");
}

TEST(CheckQuestions, RefusesAHeadingOfTwoQuestionsOfOneRole) {
  Question a = question("a");
  a.words = "Your grade";
  Question b = question("b");
  b.mentor_words = " YOUR grade ";
  const Findings findings = check(std::vector{a, b});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, "heading");
  EXPECT_EQ(findings[0].column, "questions.b.mentor_words");
  EXPECT_NE(findings[0].message.find("'a'"), std::string::npos);
  a.asked = {Role::mentee};
  b.asked = {Role::mentor};
  EXPECT_EQ(check(std::vector{a, b}), Findings{});
  b = question("b");
  b.headings = {"A"};
  EXPECT_EQ(check(std::vector{a, b}).at(0).column, "questions.b.headings") << "the id of another";
  b.headings = {"x", "X "};
  EXPECT_EQ(check(std::vector{b}).at(0).rule, "duplicate");
  b.headings = {" "};
  EXPECT_EQ(check(std::vector{b}).at(0).rule, "blank");
}

TEST(CheckQuestions, RefusesOptionsThatAnswersCouldNotTellApart) {
  for (const char* other : {"law,  tax", "L\u00E0w, tax", "LAW, TAX", "Law, tax\u200B"}) {
    const Finding finding = finding_of(2, [&](Question& needs) { needs.options.emplace_back(other); });
    EXPECT_EQ(finding.rule, "duplicate") << other;
    EXPECT_EQ(finding.column, "questions.needs.options");
    EXPECT_NE(finding.message.find("'Law, tax'"), std::string::npos);
  }
  EXPECT_EQ(finding_of(2, [](Question& needs) { needs.options.emplace_back(" "); }).rule, "blank");
  EXPECT_EQ(finding_of(2, [](Question& needs) { needs.options.clear(); }).column, "questions.needs.only_options");
  EXPECT_EQ(finding_of(3, [](Question& grade) { grade.options.pop_back(); }).rule, "options");
}

TEST(CheckQuestions, RefusesWhatAKindDoesNotUse) {
  const auto unused = [](std::size_t which, const std::function<void(Question&)>& change, std::string_view column) {
    const Finding finding = finding_of(which, change);
    EXPECT_EQ(finding.rule, "unused") << column;
    EXPECT_EQ(finding.column, column);
  };
  unused(
      1, [](Question& name) { name.options = {"a"}; }, "questions.name.options");
  unused(
      4, [](Question& cost) { cost.only_options = true; }, "questions.cost.only_options");
  unused(
      3, [](Question& grade) { grade.most = 5; }, "questions.grade.range");
  unused(
      0, [](Question& capacity) { capacity.unit = "people"; }, "questions.capacity.unit");
  unused(
      2, [](Question& needs) { needs.decimals = 2; }, "questions.needs.decimals");
  unused(
      3,
      [](Question& grade) {
        grade.numbers = {{"a", 1}};
      },
      "questions.grade.numbers");
  unused(
      3, [](Question& grade) { grade.separator = ";"; }, "questions.grade.separator");
  const Finding words = finding_of(2, [](Question& needs) { needs.asked = {Role::mentee}; });
  EXPECT_EQ(words.column, "questions.needs.mentor_words");
}

TEST(CheckQuestions, RefusesLimitsAndNumbersOutOfRange) {
  EXPECT_EQ(finding_of(0, [](Question& capacity) { capacity.least = 21; }).rule, "range");
  EXPECT_EQ(finding_of(2, [](Question& needs) { needs.least = 0; }).column, "questions.needs.range");
  EXPECT_EQ(finding_of(2, [](Question& needs) { needs.most = 1001; }).column, "questions.needs.range");
  EXPECT_EQ(finding_of(4, [](Question& cost) { cost.decimals = 7; }).column, "questions.cost.decimals");
  EXPECT_EQ(finding_of(4, [](Question& cost) { cost.decimals = -1; }).rule, "range");
  EXPECT_EQ(finding_of(0, [](Question& capacity) { capacity.numbers = {{"many", 21}}; }).rule, "range");
  EXPECT_EQ(finding_of(0, [](Question& capacity) { capacity.numbers = {{"a", 1}, {"A", 2}}; }).rule, "duplicate");
  EXPECT_EQ(finding_of(0, [](Question& capacity) { capacity.numbers = {{" ", 1}}; }).rule, "blank");
  EXPECT_EQ(finding_of(2, [](Question& needs) { needs.separator = " "; }).rule, "separator");
  Question consent = question("consent", QuestionKind::yes_no);
  consent.numbers = {{"I agree", 2}};
  EXPECT_EQ(check(std::vector{consent}).at(0).rule, "range");
}

TEST(CheckQuestions, RefusesPartsThatDoNotFit) {
  EXPECT_EQ(finding_of(0, [](Question& capacity) { capacity.asked = {Role::mentee}; }).column,
            "questions.capacity.asked");
  EXPECT_EQ(finding_of(1, [](Question& name) { name.keep = Keep::application; }).column, "questions.name.keep");
  EXPECT_EQ(finding_of(5, [](Question& slots) { slots.keep = Keep::monitoring; }).column, "questions.slots.keep");
  EXPECT_EQ(finding_of(5, [](Question& slots) { slots.keep = Keep::identity; }).rule, "keep");
  const Finding kind = finding_of(5, [](Question& slots) { slots.kind = QuestionKind::choices; });
  EXPECT_EQ(kind.column, "questions.slots.kind");
  EXPECT_NE(kind.message.find("is of the kind availability"), std::string::npos);
  const Finding twice = finding_of(6, [](Question& gender) {
    gender = question("salary", QuestionKind::number);
    gender.plays = Plays::access_cost;
  });
  EXPECT_EQ(twice.column, "questions.salary.plays");
  EXPECT_NE(twice.message.find("'cost' plays this part for mentees already"), std::string::npos);
}

TEST(CheckQuestions, KnowsTheKindsOfEveryPart) {
  for (int part = 1; part <= static_cast<int>(Plays::access_cost); ++part) {
    Question vector = question("v", QuestionKind::vector);
    vector.plays = static_cast<Plays>(part);
    vector.keep = vector.plays == Plays::name || vector.plays == Plays::email ? Keep::identity : Keep::application;
    const Findings findings = check(std::vector{vector});
    ASSERT_EQ(findings.size(), 1U) << to_string(vector.plays);
    EXPECT_EQ(findings[0].column, "questions.v.kind");
  }
}

TEST(CheckQuestions, SaysAllAtOnce) {
  Question bad = question("bad", QuestionKind::text);
  bad.options = {"a", "A"};
  bad.unit = "minutes";
  bad.decimals = 9;
  bad.plays = Plays::wishes;
  bad.keep = Keep::monitoring;
  EXPECT_EQ(check(std::vector{bad, bad}).size(), 13U);
}

}  // namespace
}  // namespace pairwell
