#include "pairwell/scheme/evaluation.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/findings.hpp"

namespace pairwell {
namespace {

const std::vector<std::optional<int>> all_threes(6, 3);

std::vector<EvaluationAnswers> answers_of(int people, int improved, Role role = Role::mentee) {
  std::vector<EvaluationAnswers> answers;
  for (int i = 0; i < people; ++i) {
    const std::string reference = std::string(to_string(role)) + std::to_string(i);
    std::vector<std::optional<int>> after = all_threes;
    after[0] = i < improved ? 5 : 2;
    answers.push_back({reference, role, When::before, all_threes});
    answers.push_back({reference, role, When::after, after});
  }
  return answers;
}

PairOutcome outcome(int number, const std::string& state = "completed") {
  return {.mentee = "MM-" + std::to_string(number), .mentor = "MR-" + std::to_string(number), .state = state};
}

/// The chance of at least, or at most, so many of so many, in plain sums.
double tail(int from, int to, int of, double share) {
  double sum = 0;
  for (int k = from; k <= to; ++k) {
    sum += std::exp(std::lgamma(of + 1) - std::lgamma(k + 1) - std::lgamma(of - k + 1) + k * std::log(share) +
                    (of - k) * std::log1p(-share));
  }
  return sum;
}

TEST(ExactInterval, HasTailsOfTheConfidence) {
  for (int of = 1; of <= 25; ++of) {
    for (int count = 0; count <= of; ++count) {
      const ShareInterval interval = exact_interval(count, of);
      if (count > 0) {
        EXPECT_NEAR(tail(count, of, of, interval.lower), 0.025, 1e-9) << count << " of " << of;
      }
      if (count < of) {
        EXPECT_NEAR(tail(0, count, of, interval.upper), 0.025, 1e-9) << count << " of " << of;
      }
    }
  }
}

TEST(ExactInterval, ReachesTheEndsWhereNobodyOrEverybodyCounts) {
  EXPECT_EQ(exact_interval(0, 19).lower, 0);
  EXPECT_EQ(exact_interval(19, 19).upper, 1);
  EXPECT_NEAR(exact_interval(0, 19).upper, 1 - std::pow(0.025, 1.0 / 19), 1e-12);
  EXPECT_LT(exact_interval(9, 19, 0.5).upper, exact_interval(9, 19, 0.99).upper);
}

TEST(ExactInterval, RefusesSharesThatCannotBe) {
  EXPECT_THROW(exact_interval(0, 0), InvalidInput);
  EXPECT_THROW(exact_interval(-1, 5), InvalidInput);
  EXPECT_THROW(exact_interval(6, 5), InvalidInput);
  EXPECT_THROW(exact_interval(1, 5, 1), InvalidInput);
  EXPECT_THROW(exact_interval(1, 5, std::nan("")), InvalidInput);
}

TEST(Disclosure, HidesSmallCellsAndRatesFromFewPeople) {
  EXPECT_EQ(disclosure({5, 9}), Disclosure::too_few_to_say);
  EXPECT_EQ(disclosure({5, 10}), Disclosure::shown);
  EXPECT_EQ(disclosure({4, 10}), Disclosure::suppressed);
  EXPECT_EQ(disclosure({6, 10}), Disclosure::suppressed) << "the other 4 can be computed";
  EXPECT_EQ(disclosure({0, 30}), Disclosure::suppressed);
  EXPECT_EQ(disclosure({25, 30}), Disclosure::shown);
  EXPECT_EQ(disclosure({26, 30}), Disclosure::suppressed);
}

TEST(Disclosure, IsToldInWords) {
  EXPECT_EQ(published({14, 19}), "14 of 19 (74%, 95% interval 49% to 91%)");
  EXPECT_EQ(published({3, 7}), "too few to say (7 people)");
  EXPECT_EQ(published({1, 1}), "too few to say (1 person)");
  EXPECT_EQ(published({3, 19}), "fewer than 5 of 19");
  EXPECT_EQ(published({18, 19}), "all but fewer than 5 of 19");
  EXPECT_EQ(in_words(Share{18, 19}), "18 of 19 (95%, 95% interval 74% to 100%)");
  EXPECT_EQ(in_words(Share{0, 0}), "none of 0");
  EXPECT_EQ(to_string(Disclosure::too_few_to_say), "too_few_to_say");
}

TEST(Evaluate, AsksBothRolesTheSame) {
  std::vector<EvaluationAnswers> answers = answers_of(12, 7);
  for (EvaluationAnswers& own : answers_of(9, 9, Role::mentor)) answers.push_back(own);
  const Evaluation found = evaluate(answers, {});
  ASSERT_EQ(found.questions.size(), 2 * evaluation_questions().size());
  EXPECT_EQ(found.questions[0].question, "reflect");
  EXPECT_EQ(found.questions[0].role, Role::mentee);
  EXPECT_EQ(found.questions[0].improved, (Share{7, 12}));
  EXPECT_EQ(found.questions[0].mean_change_thousandths, 750) << "7 went up by 2 and 5 down by 1";
  EXPECT_EQ(found.questions[1].role, Role::mentor);
  EXPECT_EQ(found.questions[1].improved, (Share{9, 9}));
  EXPECT_EQ(found.questions[1].mean_change_thousandths, std::nullopt) << "from fewer than 10 people";
  EXPECT_EQ(found.questions[2].mean_change_thousandths, 0);
}

TEST(Evaluate, AsksWhatTheProgrammeAsks) {
  Programme programme;
  EXPECT_EQ(evaluation_questions(programme), evaluation_questions());
  programme.evaluation = {{"voice", "My voice is heard."}, {"plans", "I have plans."}};
  const std::vector<EvaluationAnswers> answers{{"MM-1", Role::mentee, When::before, {2, std::nullopt}},
                                               {"MM-1", Role::mentee, When::after, {5, 3}}};
  const Evaluation found = evaluate(answers, {}, evaluation_questions(programme));
  ASSERT_EQ(found.questions.size(), 4U);
  EXPECT_EQ(found.questions[0].question, "voice");
  EXPECT_EQ(found.questions[0].improved, (Share{1, 1}));
  EXPECT_EQ(found.questions[2].question, "plans");
  EXPECT_EQ(found.questions[2].improved, (Share{0, 0}));
  EXPECT_THROW(evaluate(answers, {}), InvalidInput) << "of the standard questions there are six";
}

TEST(Evaluate, CountsOnlyWhoAnsweredBothTimes) {
  std::vector<EvaluationAnswers> answers = answers_of(3, 3);
  answers.pop_back();
  answers[1].marks[0] = std::nullopt;
  const Evaluation found = evaluate(answers, {});
  EXPECT_EQ(found.questions[0].improved, (Share{1, 1}));
  EXPECT_EQ(found.questions[2].improved, (Share{0, 2}));
}

TEST(Evaluate, CountsPairsThatCompletedAndGoalsThatWereMet) {
  std::vector<PairOutcome> outcomes;
  for (int i = 0; i < 18; ++i) outcomes.push_back(outcome(i));
  outcomes.push_back(outcome(18, "withdrawn"));
  outcomes.push_back(outcome(19, "declined"));
  outcomes.back().is_started = false;
  outcomes[0].goals = 3;
  outcomes[0].goals_met = 2;
  outcomes[19].goals = 4;
  const Evaluation found = evaluate({}, outcomes);
  EXPECT_EQ(found.completed, (Share{18, 19}));
  EXPECT_EQ(found.goals_met, (Share{2, 3}));
}

TEST(Evaluate, PutsPredictedBesideReportedFit) {
  std::vector<PairOutcome> outcomes;
  for (int i = 0; i < 12; ++i) {
    outcomes.push_back(outcome(i));
    outcomes.back().predicted = 40'000 + 1'000 * (i / 2);
    outcomes.back().mentee_fit = 1 + i / 3;
    if (i % 2 == 0) outcomes.back().mentor_fit = 1 + i / 3;
  }
  outcomes.push_back(outcome(12));
  outcomes.back().mentee_fit = 5;
  const Evaluation found = evaluate({}, outcomes);
  ASSERT_EQ(found.fits.size(), 12U) << "without points there is nothing to compare";
  EXPECT_EQ(found.fits[0].predicted, 45'000);
  EXPECT_EQ(found.fits[0].reported_halves, 8);
  // tau-b by scipy.stats.kendalltau([i // 2 for i in range(12)], [i // 3 for i in range(12)])
  EXPECT_EQ(found.fit_tau_thousandths, 914);
  outcomes.erase(outcomes.begin(), outcomes.begin() + 3);
  EXPECT_EQ(evaluate({}, outcomes).fit_tau_thousandths, std::nullopt) << "9 pairs are too few";
}

TEST(Evaluate, SaysEveryFault) {
  const auto faults = [](const std::vector<EvaluationAnswers>& answers, const std::vector<PairOutcome>& outcomes) {
    return testing::brief(testing::findings_of([&] { evaluate(answers, outcomes); }));
  };
  std::vector<std::optional<int>> wrong = all_threes;
  wrong[2] = 6;
  EXPECT_EQ(faults({{"", Role::mentee, When::before, {}},
                    {"A", Role::mentee, When::before, wrong},
                    {"A", Role::mentor, When::before, all_threes}},
                   {}),
            (std::vector<std::string>{"1 blank reference", "1 marks marks", "2 range marks", "3 role role",
                                      "3 duplicate reference"}));
  PairOutcome bad = outcome(1, "complete");
  bad.goals = -1;
  bad.goals_met = 1;
  bad.mentor_fit = 0;
  PairOutcome never = outcome(1);
  never.is_started = false;
  EXPECT_EQ(faults({}, {bad, never}),
            (std::vector<std::string>{"1 word state", "1 range goals", "1 range goals_met", "1 range mentor_fit",
                                      "2 state is_started", "2 duplicate mentee"}));
}

}  // namespace
}  // namespace pairwell
