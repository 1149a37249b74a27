#include "pairwell/scheme/evaluation.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <boost/math/special_functions/beta.hpp>

#include "scheme/records.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::int64_t least_cell = 5;
constexpr std::int64_t least_people = 10;
constexpr int lowest_mark = 1;
constexpr int highest_mark = 5;

/// "74%", rounded to the nearest.
std::string percent(double share) { return std::to_string(std::llround(100 * share)) + "%"; }

/// Rounded to the nearest, halves away from 0.
std::int64_t rounded(std::int64_t numerator, std::int64_t denominator) {
  assert(denominator > 0);
  const std::int64_t size = std::abs(numerator);
  const std::int64_t result = (2 * size + denominator) / (2 * denominator);
  return numerator < 0 ? -result : result;
}

/// The marks of a person before and after.
struct PersonMarks {
  Role role = Role::mentee;
  const EvaluationAnswers* before = nullptr;
  const EvaluationAnswers* after = nullptr;
};

void check_mark(const std::optional<int>& mark, const char* column, RecordFaults& faults) {
  if (mark) faults.require_number(*mark, lowest_mark, highest_mark, column);
}

std::map<std::string, PersonMarks> people_of(const std::vector<EvaluationAnswers>& answers,
                                             const std::vector<EvaluationQuestion>& questions) {
  RecordFaults faults("evaluation");
  std::map<std::string, PersonMarks> people;
  for (const EvaluationAnswers& own : answers) {
    faults.next_row();
    faults.require_text(own.reference, "reference");
    if (own.marks.size() != questions.size()) {
      faults.add(
          "marks",
          "There must be a mark, or a blank, for each of the " + words::count(std::ssize(questions), "question") + ".",
          "marks", std::to_string(own.marks.size()));
    }
    for (const auto& mark : own.marks) check_mark(mark, "marks", faults);
    PersonMarks& person = people.try_emplace(own.reference, PersonMarks{.role = own.role}).first->second;
    if (person.role != own.role) {
      faults.add("role", "The person answered in the other role before.", "role", own.reference);
    }
    const EvaluationAnswers*& place = own.when == When::before ? person.before : person.after;
    if (place != nullptr) {
      faults.add("duplicate", "The person answered twice at this time.", "reference", own.reference);
    }
    place = &own;
  }
  throw_if_errors("evaluate", faults.take());
  return people;
}

void check_outcomes(const std::vector<PairOutcome>& outcomes) {
  RecordFaults faults("pairs");
  std::set<std::pair<std::string, std::string>> seen;
  for (const PairOutcome& outcome : outcomes) {
    faults.next_row();
    faults.require_pair(outcome.mentee, outcome.mentor);
    faults.require_state(LifeCycle::pair, outcome.state);
    faults.require_number(outcome.goals, 0, 1000, "goals");
    faults.require_number(outcome.goals_met, 0, std::max(outcome.goals, 0), "goals_met");
    check_mark(outcome.mentee_fit, "mentee_fit", faults);
    check_mark(outcome.mentor_fit, "mentor_fit", faults);
    const bool must_have_started =
        outcome.state == "active" || outcome.state == "completed" || outcome.state == "ended_early";
    if (must_have_started && !outcome.is_started) {
      faults.add("state", "A pair in this state has started.", "is_started", outcome.state);
    }
    if (!seen.emplace(outcome.mentee, outcome.mentor).second) {
      faults.add("duplicate", "The pair appears twice.", "mentee", outcome.mentee + " with " + outcome.mentor);
    }
  }
  throw_if_errors("evaluate", faults.take());
}

/// One question, from those of a role who answered it both times.
QuestionResult result_of(const std::string& id, std::size_t question, Role role,
                         const std::map<std::string, PersonMarks>& people) {
  QuestionResult result{.question = id, .role = role};
  std::int64_t change = 0;
  std::int64_t count = 0;
  for (const auto& [reference, person] : people) {
    if (person.role != role || person.before == nullptr || person.after == nullptr) continue;
    assert(question < person.before->marks.size() && question < person.after->marks.size());
    const std::optional<int>& before = person.before->marks[question];
    const std::optional<int>& after = person.after->marks[question];
    if (!before || !after) continue;
    ++count;
    change += *after - *before;
    result.improved.count += *after > *before;
  }
  result.improved.of = count;
  if (count >= least_people) result.mean_change_thousandths = rounded(1000 * change, count);
  return result;
}

std::vector<FitRow> fits_of(const std::vector<PairOutcome>& outcomes) {
  std::vector<FitRow> fits;
  for (const PairOutcome& outcome : outcomes) {
    if (!outcome.predicted || (!outcome.mentee_fit && !outcome.mentor_fit)) continue;
    const int mentee = outcome.mentee_fit.value_or(outcome.mentor_fit.value_or(0));
    const int mentor = outcome.mentor_fit.value_or(mentee);
    fits.push_back({outcome.mentee, outcome.mentor, *outcome.predicted, mentee + mentor});
  }
  std::ranges::sort(fits, {}, [](const FitRow& row) { return std::tuple(-row.predicted, row.mentee, row.mentor); });
  return fits;
}

/// Kendall's tau-b: concordant less discordant pairs of rows, over the geometric mean of those untied in either.
std::optional<std::int64_t> tau_of(const std::vector<FitRow>& fits) {
  if (std::ssize(fits) < least_people) return std::nullopt;
  std::int64_t agreeing = 0;
  std::int64_t untied_predicted = 0;
  std::int64_t untied_reported = 0;
  for (std::size_t i = 0; i < fits.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const int by_points = (fits[i].predicted > fits[j].predicted) - (fits[i].predicted < fits[j].predicted);
      const int by_people =
          (fits[i].reported_halves > fits[j].reported_halves) - (fits[i].reported_halves < fits[j].reported_halves);
      agreeing += by_points * by_people;
      untied_predicted += by_points * by_points;
      untied_reported += by_people * by_people;
    }
  }
  if (untied_predicted == 0 || untied_reported == 0) return std::nullopt;
  assert(std::abs(agreeing) <= std::min(untied_predicted, untied_reported));
  return std::llround(1000 * static_cast<double>(agreeing) /
                      std::sqrt(static_cast<double>(untied_predicted) * static_cast<double>(untied_reported)));
}

}  // namespace

ShareInterval exact_interval(std::int64_t count, std::int64_t of, double confidence) {
  if (of < 1 || count < 0 || count > of) {
    throw InvalidInput("exact_interval", "range", "a share is of 1 or more, and counts from none to all of them",
                       std::to_string(count) + " of " + std::to_string(of));
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw InvalidInput("exact_interval", "range", "a confidence lies above 0 and below 1", std::to_string(confidence));
  }
  const double tail = (1 - confidence) / 2;
  const auto successes = static_cast<double>(count);
  const auto failures = static_cast<double>(of - count);
  ShareInterval interval;
  if (count > 0) interval.lower = boost::math::ibeta_inv(successes, failures + 1, tail);
  if (count < of) interval.upper = boost::math::ibetac_inv(successes + 1, failures, tail);
  return interval;
}

std::string_view to_string(Disclosure disclosure) {
  constexpr std::array<std::string_view, 3> names{"shown", "too_few_to_say", "suppressed"};
  return names.at(static_cast<std::size_t>(disclosure));
}

std::string_view to_string(When when) { return when == When::before ? "before" : "after"; }

Disclosure disclosure(const Share& share) {
  if (share.of < least_people) return Disclosure::too_few_to_say;
  return std::min(share.count, share.of - share.count) < least_cell ? Disclosure::suppressed : Disclosure::shown;
}

std::string published(const Share& share) {
  switch (disclosure(share)) {
    case Disclosure::too_few_to_say:
      return "too few to say (" + std::to_string(share.of) + (share.of == 1 ? " person)" : " people)");
    case Disclosure::suppressed:
      return std::string(share.count < least_cell ? "" : "all but ") + "fewer than " + std::to_string(least_cell) +
             " of " + std::to_string(share.of);
    case Disclosure::shown:
      break;
  }
  return in_words(share);
}

std::string in_words(const Share& share) {
  if (share.of < 1) return "none of 0";
  const ShareInterval interval = exact_interval(share.count, share.of);
  return std::to_string(share.count) + " of " + std::to_string(share.of) + " (" +
         percent(static_cast<double>(share.count) / static_cast<double>(share.of)) + ", 95% interval " +
         percent(interval.lower) + " to " + percent(interval.upper) + ")";
}

const std::vector<EvaluationQuestion>& evaluation_questions() {
  static const std::vector<EvaluationQuestion> questions{
      {"reflect", "I have time that is mine to reflect on my work."},
      {"challenge", "I have a safe place in which I am challenged without being judged."},
      {"distance", "I can look at my work from a distance and in perspective."},
      {"network", "I know people in the sector whom I can turn to."},
      {"resilience", "I can cope when work is hard."},
      {"confidence", "I am confident in what I do."}};
  return questions;
}

const std::vector<EvaluationQuestion>& evaluation_questions(const Programme& programme) {
  return programme.evaluation.empty() ? evaluation_questions() : programme.evaluation;
}

Evaluation evaluate(const std::vector<EvaluationAnswers>& answers, const std::vector<PairOutcome>& outcomes,
                    const std::vector<EvaluationQuestion>& questions) {
  const std::map<std::string, PersonMarks> people = people_of(answers, questions);
  check_outcomes(outcomes);
  Evaluation result;
  for (const PairOutcome& outcome : outcomes) {
    if (!outcome.is_started) continue;
    ++result.completed.of;
    result.completed.count += outcome.state == "completed";
    result.goals_met.of += outcome.goals;
    result.goals_met.count += outcome.goals_met;
  }
  for (std::size_t i = 0; i < questions.size(); ++i) {
    for (const Role role : {Role::mentee, Role::mentor}) {
      result.questions.push_back(result_of(questions[i].id, i, role, people));
    }
  }
  result.fits = fits_of(outcomes);
  result.fit_tau_thousandths = tau_of(result.fits);
  return result;
}

}  // namespace pairwell
