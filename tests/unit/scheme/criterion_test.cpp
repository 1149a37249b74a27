#include "pairwell/scheme/criterion.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/standard_questions.hpp"

namespace pairwell {
namespace {

Question level(std::string id, std::vector<std::string> options) {
  return {.id = std::move(id), .kind = QuestionKind::level, .options = std::move(options)};
}

Criterion criterion(Comparison compare, std::string mentee, std::string mentor) {
  Criterion result;
  result.id = "one";
  result.compare = compare;
  result.mentee = std::move(mentee);
  result.mentor = std::move(mentor);
  result.weight = 1;
  return result;
}

std::vector<std::string> rules_of(const Findings& findings) {
  std::vector<std::string> rules;
  for (const Finding& finding : findings) rules.push_back(finding.rule + " " + finding.column);
  return rules;
}

TEST(StandardCriteria, AreSoundForTheStandardQuestions) {
  const std::vector<Criterion> criteria = standard_criteria({}, 2);
  EXPECT_EQ(check(criteria, standard_questions({"Wales"}, {})), Findings{});
  ASSERT_EQ(criteria.size(), 6U);
  std::int32_t weights = 0;
  for (const Criterion& criterion : criteria) {
    weights += criterion.weight;
    EXPECT_EQ(criterion.blank, Blank::leaves) << criterion.id;
  }
  EXPECT_EQ(weights, 100);
  EXPECT_EQ(criteria[2].of.size(), 6U);
  EXPECT_EQ(criteria[4].of[0].low, 2);
  EXPECT_EQ(criteria[5].needs_of, Role::mentor);
}

TEST(CheckCriteria, WantsOneListOfLevels) {
  const std::vector<Question> questions{level("grade", {"Low", "High"}), level("rank", {"low", "HIGH"}),
                                        level("year", {"First", "Second"})};
  EXPECT_EQ(check({criterion(Comparison::at_least, "grade", "rank")}, questions), Findings{});
  const Findings found = check({criterion(Comparison::at_least, "grade", "year")}, questions);
  EXPECT_EQ(rules_of(found), std::vector<std::string>{"kind criteria.one.mentor"});
  EXPECT_NE(found.at(0).message.find("one list of levels"), std::string::npos) << found.at(0).message;
}

TEST(CheckCriteria, WantsOneUnitAndVectorsOfOneLength) {
  std::vector<Question> questions{{.id = "hours", .kind = QuestionKind::number, .unit = "hours"},
                                  {.id = "days", .kind = QuestionKind::number, .unit = "days"},
                                  {.id = "two", .kind = QuestionKind::vector, .headings = {"a", "b"}},
                                  {.id = "one", .kind = QuestionKind::vector, .headings = {"c"}}};
  EXPECT_EQ(rules_of(check({criterion(Comparison::ratio, "hours", "days")}, questions)),
            std::vector<std::string>{"kind criteria.one.mentor"});
  EXPECT_EQ(rules_of(check({criterion(Comparison::dot, "two", "one")}, questions)),
            std::vector<std::string>{"kind criteria.one.mentor"});
  EXPECT_EQ(check({criterion(Comparison::dot, "two", "two")}, questions), Findings{});
}

TEST(CheckCriteria, WishesNeedAQuestionOrOneThatPlaysThem) {
  std::vector<Question> questions{{.id = "whom", .kind = QuestionKind::people}};
  Criterion wish = criterion(Comparison::wish, "", "");
  EXPECT_EQ(rules_of(check({wish}, questions)),
            (std::vector<std::string>{"blank criteria.one.mentee", "blank criteria.one.mentor"}));
  wish.sides = Sides::mentor;
  EXPECT_EQ(rules_of(check({wish}, questions)), std::vector<std::string>{"blank criteria.one.mentor"});
  questions[0].plays = Plays::wishes;
  EXPECT_EQ(check({wish}, questions), Findings{});
}

TEST(CheckCriteria, FindsWeightsThatAreAllZeroAndIdsThatStandTwice) {
  const std::vector<Question> questions{level("grade", {"Low", "High"})};
  Criterion one = criterion(Comparison::same, "grade", "grade");
  one.weight = 0;
  EXPECT_EQ(rules_of(check({one}, questions)), std::vector<std::string>{"weights criteria"});
  one.weight = 1;
  EXPECT_EQ(rules_of(check({one, one}, questions)), std::vector<std::string>{"duplicate criteria.one"});
  EXPECT_EQ(check(std::vector<Criterion>{}, questions), Findings{});
}

}  // namespace
}  // namespace pairwell
