/// Standard scoring: the six parts as criteria, and forms as answers to the questions that they name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/score/scorer.hpp"

namespace pairwell {

inline constexpr std::size_t standard_fit_items = 8;

inline std::vector<Question> standard_scored_questions() {
  using enum QuestionKind;
  std::vector<Question> questions;
  const auto add = [&](std::string id, QuestionKind kind, Plays plays = Plays::nothing) {
    questions.push_back({.id = std::move(id), .kind = kind, .plays = plays});
  };
  add("nation", choice, Plays::region);
  add("employer", choice, Plays::employer);
  add("team", choice, Plays::team);
  add("line_manager", people, Plays::line_manager);
  add("offers", choices);
  add("needs", ranked);
  add("wishes", people, Plays::wishes);
  add("vetoes", people, Plays::vetoes);
  add("conflicts", people, Plays::conflicts);
  add("past_pairs", people, Plays::past_pairs);
  add("again", people, Plays::again);
  for (std::size_t item = 1; item <= standard_fit_items; ++item) add("fit_" + std::to_string(item), scale);
  add("meetings_a_month", number);
  add("format", choice);
  add("minutes", number);
  add("purpose", choice);
  add("slots", availability, Plays::slots);
  add("travel_minutes", number);
  add("area", place);
  add("access_cost", number, Plays::access_cost);
  questions.back().decimals = 2;
  return questions;
}

inline std::vector<Criterion> standard_scored_criteria(const Weights& weights, std::int32_t common_slots) {
  using enum Comparison;
  const auto criterion = [](std::string id, Comparison compare, std::string question, std::int32_t weight) {
    return Criterion{.id = std::move(id),
                     .words = {},
                     .compare = compare,
                     .mentee = question,
                     .mentor = question,
                     .weight = weight,
                     .blank = Blank::leaves};
  };
  Criterion needs = criterion("needs", covers, "needs", weights.needs);
  needs.mentor = "offers";
  Criterion preference = criterion("preference", wish, "wishes", weights.preference);
  Criterion deep_fit = criterion("deep_fit", mean, "", weights.deep_fit);
  for (std::size_t item = 1; item <= standard_fit_items; ++item) {
    const std::string id = "fit_" + std::to_string(item);
    Criterion& part = deep_fit.of.emplace_back(criterion(id, near, id, 0));
    part.low = 1;
    part.high = 4;
    part.curve = Curve::square;
  }
  Criterion expectations = criterion("expectations", mean, "", weights.expectations);
  expectations.of = {criterion("meetings", ratio, "meetings_a_month", 0), criterion("format", same, "format", 0),
                     criterion("minutes", ratio, "minutes", 0), criterion("purpose", same, "purpose", 0)};
  expectations.of[1].any = {"either"};
  Criterion practicality = criterion("practicality", mean, "", weights.practicality);
  practicality.of = {criterion("time", common_time, "slots", 0), criterion("travel", travel, "area", 0)};
  practicality.of[0].low = common_slots;
  practicality.of[0].high = 3;
  practicality.of[1].any = {"remote", "either"};
  practicality.of[1].minutes = "travel_minutes";
  practicality.of[1].format = "format";
  practicality.of[1].bands = {{30, 250}, {60, 500}, {120, 750}};
  Criterion reciprocity = criterion("reciprocity", covers, "offers", weights.reciprocity);
  reciprocity.mentor = "needs";
  reciprocity.needs_of = Role::mentor;
  return {needs, preference, deep_fit, expectations, practicality, reciprocity};
}

/// The scoring of a programme whose questions and criteria are the standard ones.
inline Scoring standard_scoring(Programme programme) {
  programme.questions = standard_scored_questions();
  programme.criteria = standard_scored_criteria(programme.weights, programme.pairing.common_slots);
  return scoring_of(programme);
}

template <class RoleForm>
Answers standard_answers(const std::vector<RoleForm>& forms, Role role) {
  Answers answers;
  answers.role = role;
  for (const Form& form : forms) answers.references.push_back(form.reference);
  const auto text = [](const std::string& word) { return word.empty() ? Value{} : Value{word}; };
  const auto list = [](const auto& items) { return items.empty() ? Value{} : Value{items}; };
  const auto whole = [](const auto& number) { return number ? Value{std::int64_t{*number}} : Value{}; };
  const auto add = [&](std::string question, auto value) {
    AnswerColumn& column = answers.columns.emplace_back();
    column.question = std::move(question);
    for (const Form& form : forms) column.values.push_back(value(form));
  };
  add("nation", [&](const Form& form) { return text(form.nation); });
  add("employer", [&](const Form& form) { return text(form.employer); });
  add("team", [&](const Form& form) { return text(form.team); });
  add("line_manager",
      [&](const Form& form) { return form.line_manager.empty() ? Value{} : Value{std::vector{form.line_manager}}; });
  add("offers", [&](const Form& form) { return list(form.offers); });
  add("needs", [&](const Form& form) { return list(form.needs); });
  add("wishes", [&](const Form& form) { return list(form.wishes); });
  add("vetoes", [&](const Form& form) { return list(form.vetoes); });
  add("conflicts", [&](const Form& form) { return list(form.conflicts); });
  add("past_pairs", [&](const Form& form) { return list(form.past_pairs); });
  add("again", [&](const Form& form) { return list(form.again); });
  for (std::size_t item = 0; item < standard_fit_items; ++item) {
    add("fit_" + std::to_string(item + 1),
        [&](const Form& form) { return item < form.fit.size() ? whole(form.fit[item]) : Value{}; });
  }
  add("meetings_a_month", [&](const Form& form) { return whole(form.meetings_a_month); });
  add("format", [&](const Form& form) { return text(form.format); });
  add("minutes", [&](const Form& form) { return whole(form.minutes); });
  add("purpose", [&](const Form& form) { return text(form.purpose); });
  add("slots",
      [&](const Form& form) { return form.slots.empty() ? Value{} : Value{Availability{.slots = form.slots}}; });
  add("travel_minutes", [&](const Form& form) { return whole(form.travel_minutes); });
  add("area", [&](const Form& form) { return text(form.area); });
  add("access_cost", [&](const Form& form) { return whole(form.access_pence); });
  return answers;
}

inline Scorer standard_scorer(const Programme& programme, const std::vector<MenteeForm>& mentees,
                              const std::vector<MentorForm>& mentors) {
  return Scorer(standard_scoring(programme), standard_answers(mentees, Role::mentee),
                standard_answers(mentors, Role::mentor));
}

}  // namespace pairwell
