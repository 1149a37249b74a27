#include "pairwell/scheme/forms.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

#include "pairwell/scheme/standard_questions.hpp"
#include "scheme/applicants.hpp"
#include "scheme/made_references.hpp"
#include "scheme/resubmissions.hpp"

namespace pairwell {
namespace {

/// What many people answered to each question of their role, in the order of their forms.
template <class RoleForm>
Answers columns_of(const Programme& programme, std::span<const RoleForm> forms, Role role) {
  Answers answers{.role = role};
  for (const RoleForm& form : forms) {
    answers.references.push_back(form.reference);
    answers.same_person.push_back(form.same_person);
  }
  for (const Question& question : programme.questions) {
    if (question.keep != Keep::application || !is_asked(question, role)) continue;
    const std::size_t place = answers.columns.size();  // Where a form has it that was read by these questions.
    AnswerColumn& column = answers.columns.emplace_back(AnswerColumn{.question = question.id});
    column.values.reserve(forms.size());
    for (const RoleForm& form : forms) {
      const bool stands_there = place < form.answers.size() && form.answers[place].question == question.id;
      const Answer* answer = stands_there ? &form.answers[place] : find_answer(form, question.id);
      column.values.push_back(answer == nullptr ? Value() : answer->value);
    }
  }
  return answers;
}

template <class RoleForm>
constexpr Role role_of = std::is_same_v<RoleForm, MentorForm> ? Role::mentor : Role::mentee;

/// The programme's first sheet of a role alone, or one with nothing said.
Sheet sheet_of(const Programme& programme, Role role) {
  const auto found = std::ranges::find(programme.sheets, std::optional(role), &Sheet::role);
  return found == programme.sheets.end() ? Sheet{.id = std::string(to_string(role)) + "s", .role = role} : *found;
}

template <class RoleForm>
FormsRead<RoleForm> read_forms(const Table& table, const Programme& programme) {
  constexpr Role role = role_of<RoleForm>;
  FormsRead<RoleForm> result;
  std::vector<SheetApplicants> sheets{
      read_applicants(programme, sheet_of(programme, role), table, {}, result.findings)};
  if (!sheets.front().usable) return result;
  std::vector<SheetApplicant> applicants = std::move(sheets.front().people);
  FirstReferences references;
  FirstAddresses addresses;
  settle_resubmissions(programme, {sheet_of(programme, role).resubmissions}, sheets, applicants, result.findings);
  make_references({}, sheets, applicants, result.findings);
  for (SheetApplicant& each : applicants) {
    references.add(each, sheets.front().headings, result.findings);
    if (sheets.front().has_references) addresses.add(each, sheets.front().headings, result.findings);
  }
  for (const SheetApplicant& each : applicants) {
    if (each.answers.has_error) continue;
    if constexpr (role == Role::mentee) result.forms.push_back(mentee_form_of(programme, each));
    if constexpr (role == Role::mentor) result.forms.push_back(mentor_form_of(programme, each));
    result.identities.push_back(identity_of(programme, each));
  }
  return result;
}

}  // namespace

std::string_view to_string(FormState state) {
  static constexpr std::string_view names[] = {"draft", "submitted", "withdrawn"};
  return names[static_cast<std::size_t>(state)];
}

std::vector<std::string> form_columns(Role role) {
  std::vector<std::string> columns;
  for (const Question& question : standard_questions({}, {})) {
    if (question.keep != Keep::monitoring && is_asked(question, role)) columns.push_back(question.id);
  }
  return columns;
}

const Answer* find_answer(const Form& form, std::string_view question) {
  const auto found = std::ranges::find(form.answers, question, &Answer::question);
  return found == form.answers.end() ? nullptr : &*found;
}

Answers answers_of(const Programme& programme, std::span<const MenteeForm> mentees) {
  return columns_of(programme, mentees, Role::mentee);
}

Answers answers_of(const Programme& programme, std::span<const MentorForm> mentors) {
  return columns_of(programme, mentors, Role::mentor);
}

FormsRead<MenteeForm> read_mentee_forms(const Table& table, const Programme& programme) {
  return read_forms<MenteeForm>(table, programme);
}

FormsRead<MentorForm> read_mentor_forms(const Table& table, const Programme& programme) {
  return read_forms<MentorForm>(table, programme);
}

}  // namespace pairwell
