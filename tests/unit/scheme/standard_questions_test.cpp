#include "pairwell/scheme/standard_questions.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace pairwell {
namespace {

const std::vector<std::string> nations{"England", "Wales"};
const std::vector<std::string> vocabulary{"finance", "leadership"};

Question standard(std::string_view id) {
  for (const Question& question : standard_questions(nations, vocabulary)) {
    if (question.id == id) return question;
  }
  ADD_FAILURE() << "there is no standard question " << id;
  return {};
}

TEST(StandardQuestions, HaveNoFaultWithAVocabularyOrWithout) {
  EXPECT_TRUE(check(standard_questions(nations, vocabulary)).empty());
  EXPECT_TRUE(check(standard_questions({}, {})).empty());
}

TEST(StandardQuestions, TakeTermsOfTheVocabularyAndRegionsOfTheProgramme) {
  EXPECT_EQ(standard("needs").options, vocabulary);
  EXPECT_EQ(standard("offers").options, vocabulary);
  EXPECT_EQ(standard("nation").options, nations);
  EXPECT_EQ(standard("nation").plays, Plays::region);
}

TEST(StandardQuestions, AskMentorsAloneForTheirCapacity) {
  EXPECT_FALSE(is_asked(standard("capacity"), Role::mentee));
  EXPECT_TRUE(is_asked(standard("capacity"), Role::mentor));
}

TEST(StandardQuestions, KeepSixAnswersForMonitoring) {
  const std::vector<Question> questions = standard_questions(nations, vocabulary);
  EXPECT_EQ(std::ranges::count(questions, Keep::monitoring, &Question::keep), 6);
  EXPECT_EQ(standard("disability").keep, Keep::monitoring);
}

TEST(StandardQuestions, PutEachStatementOfTheFitToBothRolesFromOneToFive) {
  ASSERT_EQ(fit_items().size(), 6U);
  EXPECT_EQ(std::set<std::string>(fit_items().begin(), fit_items().end()).size(), 6U);
  const Question last = standard("fit_6");
  EXPECT_EQ(last.words, fit_items().back());
  EXPECT_EQ(last.least, 1);
  EXPECT_EQ(last.most, 5);
  EXPECT_TRUE(is_asked(last, Role::mentee) && is_asked(last, Role::mentor));
}

}  // namespace
}  // namespace pairwell
