/// Forms that answer the standard questions, built in code for tests.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/standard_questions.hpp"
#include "scheme/form_fields.hpp"

namespace pairwell::testing {

/// What a form says, by the ids of the standard questions. Empty is blank.
struct PilotForm {
  std::string reference{};
  std::int64_t row = 0;
  FormState state = FormState::draft;
  std::optional<Instant> submitted_at{};
  std::string nation{};
  std::string works_as{};
  std::string sector{};
  std::string employer{};
  std::string team{};
  std::string line_manager{};
  std::vector<std::string> offers{};
  std::vector<Need> needs{};
  std::vector<std::string> wishes{};
  std::vector<std::string> vetoes{};
  std::vector<std::string> conflicts{};
  std::vector<std::string> past_pairs{};
  std::vector<std::string> again{};
  std::vector<std::optional<int>> fit{};
  std::optional<int> meetings_a_month{};
  std::string format{};
  std::optional<int> minutes{};
  std::string purpose{};
  std::vector<std::string> slots{};
  std::optional<int> travel_minutes{};
  std::string area{};
  std::optional<std::int64_t> access_pence{};
  std::string statement{};
  std::string consent{};                   ///< "yes", "no" or what else stands in the cell.
  std::optional<std::int32_t> capacity{};  ///< Of mentors.
};

namespace pilot {

inline std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text.append(text.empty() ? "" : ";").append(item);
  return text;
}

/// The answers of a form to the standard questions that are asked of a role.
class Answering {
 public:
  explicit Answering(Role role) {
    for (const Question& question : standard_questions({}, {})) {
      if (question.keep == Keep::application && is_asked(question, role)) answers_.push_back({.question = question.id});
    }
  }

  void text(std::string_view id, const std::string& value) {
    if (!value.empty()) set(id, value, value);
  }

  void texts(std::string_view id, const std::vector<std::string>& values) {
    if (!values.empty()) set(id, joined(values), values);
  }

  void number(std::string_view id, std::optional<std::int64_t> value) {
    if (value) set(id, std::to_string(*value), *value);
  }

  void needs(std::string_view id, const std::vector<Need>& values) {
    std::vector<std::string> cells;
    for (const Need& need : values) cells.push_back(need.term + ":" + std::to_string(need.priority));
    if (!values.empty()) set(id, joined(cells), values);
  }

  void set(std::string_view id, std::string given, Value value) {
    const auto answer = std::ranges::find(answers_, id, &Answer::question);
    if (answer == answers_.end()) return;  // Not asked of the role.
    answer->given = std::move(given);
    answer->value = std::move(value);
  }

  std::vector<Answer> take() { return std::move(answers_); }

 private:
  std::vector<Answer> answers_;
};

inline std::vector<Answer> answers_of(const PilotForm& form, Role role) {
  Answering all(role);
  all.text("reference", form.reference);
  all.text("state", std::string(to_string(form.state)));
  if (form.submitted_at) all.set("submitted_at", to_string(*form.submitted_at), *form.submitted_at);
  all.text("nation", form.nation);
  all.text("works_as", form.works_as);
  all.text("sector", form.sector);
  all.text("employer", form.employer);
  all.text("team", form.team);
  if (!form.line_manager.empty()) all.texts("line_manager", {form.line_manager});
  all.texts("offers", form.offers);
  all.needs("needs", form.needs);
  all.texts("wishes", form.wishes);
  all.texts("vetoes", form.vetoes);
  all.texts("conflicts", form.conflicts);
  all.texts("past_pairs", form.past_pairs);
  all.texts("again", form.again);
  for (std::size_t i = 0; i < form.fit.size(); ++i) all.number("fit_" + std::to_string(i + 1), form.fit[i]);
  all.number("meetings_a_month", form.meetings_a_month);
  all.text("format", form.format);
  all.number("minutes", form.minutes);
  all.text("purpose", form.purpose);
  if (!form.slots.empty()) all.set("slots", joined(form.slots), Availability{.slots = form.slots, .stretches = {}});
  all.number("travel_minutes", form.travel_minutes);
  all.text("area", form.area);
  if (form.access_pence) {
    const std::string pence = std::to_string(100 + *form.access_pence % 100).substr(1);
    all.set("access_cost", std::to_string(*form.access_pence / 100) + "." + pence, *form.access_pence);
  }
  all.text("statement", form.statement);
  if (form.consent == "yes" || form.consent == "no") {
    all.set("consent", form.consent, std::int64_t{form.consent == "yes" ? 1 : 0});
  } else if (!form.consent.empty()) {
    all.set("consent", form.consent, {});
  }
  all.number("capacity", form.capacity);
  return all.take();
}

template <class RoleForm>
RoleForm form_of(const PilotForm& form, Role role) {
  RoleForm result;
  result.row = form.row;
  result.answers = answers_of(form, role);
  const Programme programme;
  derive_fields(result, standard_questions({}, {}), programme);
  return result;
}

}  // namespace pilot

/// The form of somebody who answers so.
inline MenteeForm mentee_form(const PilotForm& form) { return pilot::form_of<MenteeForm>(form, Role::mentee); }
inline MentorForm mentor_form(const PilotForm& form) { return pilot::form_of<MentorForm>(form, Role::mentor); }

}  // namespace pairwell::testing
