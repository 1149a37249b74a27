/// Evaluation: what came of the pairs. The same questions before and after, to both roles; exact intervals, and nothing
/// published that would point at somebody.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// An interval for a share, each end from 0 to 1.
struct ShareInterval {
  double lower = 0;
  double upper = 1;

  friend bool operator==(const ShareInterval&, const ShareInterval&) = default;
};

/// The exact interval of Clopper and Pearson: it holds the true share in at least the given part of all samples, also
/// of few people.
/// @throws InvalidInput where of is below 1, count is not from 0 to of, or confidence not above 0 and below 1.
ShareInterval exact_interval(std::int64_t count, std::int64_t of, double confidence = 0.95);

/// How much of a share may be published.
enum class Disclosure {
  shown,           ///< Count, rate and interval.
  too_few_to_say,  ///< A rate from under 10 people would say nothing; how many people there were may be told.
  suppressed,      ///< Count or remainder is under 5, so the cell could point at somebody.
};

/// The enumerator's name: "too_few_to_say".
std::string_view to_string(Disclosure disclosure);

/// So many of so many.
struct Share {
  std::int64_t count = 0;
  std::int64_t of = 0;

  friend bool operator==(const Share&, const Share&) = default;
};

/// What may be published of a share of people. Fewer than 10 people are too few to say; with more, count and remainder
/// must each be 5 or more, since each can be computed from the other.
Disclosure disclosure(const Share& share);

/// A share as it may be published: "14 of 19 (74%, 95% interval 49% to 91%)", "too few to say (7 people)",
/// "fewer than 5 of 19" or "all but fewer than 5 of 19".
std::string published(const Share& share);

/// The same without suppression, for what names no group of people: "18 of 19 (95%, 95% interval 74% to 100%)".
std::string in_words(const Share& share);

/// The standard questions: what mentoring is meant to give to both sides.
const std::vector<EvaluationQuestion>& evaluation_questions();

/// A programme's own questions; the standard ones where it has none.
const std::vector<EvaluationQuestion>& evaluation_questions(const Programme& programme);

/// When a person answered: before the pair met, or after it ended.
enum class When { before, after };

/// The enumerator's name: "before".
std::string_view to_string(When when);

/// What one person answered at one time.
struct EvaluationAnswers {
  std::string reference{};
  Role role = Role::mentee;
  When when = When::before;
  std::vector<std::optional<int>> marks{};  ///< In the order of the questions; none where left blank.

  friend bool operator==(const EvaluationAnswers&, const EvaluationAnswers&) = default;
};

/// What became of one pair.
struct PairOutcome {
  std::string mentee{};
  std::string mentor{};
  std::string state{};     ///< By the life cycle of pairs: "completed".
  bool is_started = true;  ///< Whether it ever was active.
  std::int32_t goals = 0;  ///< Set in the agreement.
  std::int32_t goals_met = 0;
  std::optional<std::int64_t> predicted{};  ///< Units of the pair's points, when it was made.
  std::optional<int> mentee_fit{};          ///< How well it fitted, by the mentee: 1 to 5.
  std::optional<int> mentor_fit{};

  friend bool operator==(const PairOutcome&, const PairOutcome&) = default;
};

/// One question for one role, from people who answered it before and after. There is no row for both roles together and
/// none for marks that fell: a suppressed cell could be computed from them.
struct QuestionResult {
  std::string question{};
  Role role = Role::mentee;
  Share improved{};                                       ///< Whose mark rose, of all who answered both times.
  std::optional<std::int64_t> mean_change_thousandths{};  ///< Of a mark, rounded; none from fewer than 10 people.

  friend bool operator==(const QuestionResult&, const QuestionResult&) = default;
};

/// Predicted beside reported fit of one pair. For the organiser: it names people.
struct FitRow {
  std::string mentee{};
  std::string mentor{};
  std::int64_t predicted = 0;
  std::int32_t reported_halves =
      0;  ///< The mean of both sides' marks in halves, 2 to 10; one side's twice where the other is blank.

  friend bool operator==(const FitRow&, const FitRow&) = default;
};

/// What came of the pairs.
struct Evaluation {
  Share completed{};                                  ///< Pairs that completed, of those that started.
  Share goals_met{};                                  ///< Of the goals of these pairs.
  std::vector<QuestionResult> questions{};            ///< By question: mentees, then mentors.
  std::vector<FitRow> fits{};                         ///< By points, the most first.
  std::optional<std::int64_t> fit_tau_thousandths{};  ///< Kendall's tau-b of predicted and reported; none from fewer
                                                      ///< than 10 pairs or where either does not vary.
};

/// Evaluates a programme by its questions, which both roles answered.
/// @throws InvalidInput with every fault: a person who answered a time twice or with two roles, marks of another number
/// or out of range, pairs twice or in an unknown state, more goals met than set.
/// @complexity O(n log n) in answers, quadratic in pairs.
Evaluation evaluate(const std::vector<EvaluationAnswers>& answers, const std::vector<PairOutcome>& outcomes,
                    const std::vector<EvaluationQuestion>& questions = evaluation_questions());

}  // namespace pairwell
