#include "pairwell/scheme/answers.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace pairwell {
namespace {

TEST(Blank, IsAValueOfNoAlternativeAndNothingElse) {
  EXPECT_TRUE(is_blank(Value{}));
  EXPECT_FALSE(is_blank(Value{std::string("remote")}));
  EXPECT_FALSE(is_blank(Value{std::int64_t{0}}));
  EXPECT_FALSE(is_blank(Value{std::vector<Need>{{"leadership", 1}}}));
}

TEST(AnswersOfARole, AreFoundByTheIdOfTheirQuestion) {
  Answers answers;
  answers.references = {"MM-1", "MM-2"};
  answers.columns = {{"sector", {Value{std::string("health")}, Value{}}}, {"hours", {Value{std::int64_t{2}}, Value{}}}};
  ASSERT_NE(answers.find("hours"), nullptr);
  EXPECT_EQ(*answers.find("hours"), answers.columns[1]);
  EXPECT_EQ(answers.find("Hours"), nullptr);
  EXPECT_EQ(answers.find(""), nullptr);
}

TEST(AnswersOfARole, CountPeopleByTheirReferences) {
  Answers answers;
  EXPECT_EQ(answers.people(), 0);
  answers.references = {"MR-1", "MR-2", "MR-3"};
  EXPECT_EQ(answers.people(), 3);
}

TEST(LanguagesAndWeeks, AreComparedWithTheirLevelAndLength) {
  EXPECT_EQ((LanguageLevel{"Welsh", 3}), (LanguageLevel{"Welsh", 3}));
  EXPECT_NE((LanguageLevel{"Welsh", 3}), (LanguageLevel{"Welsh", 0}));
  EXPECT_NE((Value{Availability{{"monday morning"}, {}}}), (Value{Availability{{}, {{540, 180}}}}));
}

}  // namespace
}  // namespace pairwell
