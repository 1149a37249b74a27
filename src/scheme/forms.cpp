#include "pairwell/scheme/forms.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <type_traits>
#include <utility>

#include "core/unicode.hpp"
#include "pairwell/scheme/monitoring.hpp"
#include "pairwell/scheme/standard_questions.hpp"
#include "scheme/cells.hpp"
#include "scheme/form_fields.hpp"
#include "scheme/form_values.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

const std::vector<std::string>& states() {
  static const std::vector<std::string> words{"draft", "submitted", "withdrawn"};
  return words;
}

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::ranges::find(list, item) != list.end();
}

/// Why a table of forms refuses a column that has its place elsewhere; empty for one that is just unknown.
std::string refusal(Role role, std::string_view column) {
  if (contains(monitoring_columns(), words::key(column))) {
    return "Monitoring answers may not be kept with a form; keep '" + words::key(column) +
           "' in a table of its own, with the reference, and read it with read_monitoring.";
  }
  if (role == Role::mentee && column == "capacity") {
    return "Only mentors have a capacity; take the column out of the table of mentees.";
  }
  return {};
}

/// Warns of an address that stands under an earlier reference. Its text stays out of findings: they may be shown to
/// people who see references only.
class Addresses {
 public:
  void add(Row& row, const std::string& reference, const std::string& email) {
    if (email.empty() || reference.empty()) return;
    const auto [first, is_new] = first_.emplace(words::key(email), std::pair(reference, row.number()));
    const auto& [earlier, number] = first->second;
    if (is_new || earlier == reference) return;
    row.warning("email", "same-person",
                words::quote(reference) + " has the e-mail of " + words::quote(earlier) + " (row " +
                    std::to_string(number) + ") and may be the same person; both are kept.",
                {});
  }

 private:
  std::map<std::string, std::pair<std::string, std::int64_t>> first_;
};

Identity read_identity(Row& row) {
  Identity identity{
      .reference = unicode::composed(row.text("reference")), .name = row.text("name"), .email = row.text("email")};
  const std::string& email = identity.email;
  const std::size_t at = email.find('@');
  const bool is_address = at != std::string::npos && at > 0 && at + 1 < email.size() && at == email.rfind('@') &&
                          email.find_first_of(" ;,") == std::string::npos;
  if (!email.empty() && !is_address) {
    row.warning("email", "email", "The e-mail is not of the form name@place; nobody can be reached by it.", {});
  }
  return identity;
}

void check_state(Row& row, const Form& form) {
  if (!row.has_column("state")) return;
  const std::string given = row.text("state");
  if (given.empty()) {
    row.error("state", "blank", "The state is blank; write draft, submitted or withdrawn.", {});
  }
  if (form.state == FormState::submitted && row.text("submitted_at").empty()) {
    row.error("submitted_at", "blank", "A submitted form needs the time at which it was submitted.", {});
  }
  if (words::same(given, "draft") && form.submitted_at) {
    row.warning("submitted_at", "draft", "The form has a time of submission and is a draft; it is kept as a draft.",
                row.raw("submitted_at"));
  }
}

void read_answers(Row& row, Form& form, const std::vector<Question>& questions, Role role, const Zone& zone) {
  for (const Question& question : questions) {
    if (question.keep != Keep::application || !is_asked(question, role)) continue;
    form.answers.push_back({.question = question.id,
                            .given = std::string(row.raw(question.id)),
                            .value = read_value(row, question.id, question, zone)});
  }
}

/// What many people answered to each question of their role, in the order of their forms.
template <class RoleForm>
Answers columns_of(const Programme& programme, std::span<const RoleForm> forms, Role role) {
  Answers answers{.role = role};
  for (const RoleForm& form : forms) answers.references.push_back(form.reference);
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

template <class RoleForm>
FormsRead<RoleForm> read_forms(const Table& table, const Programme& programme) {
  constexpr Role role = role_of<RoleForm>;
  const Zone zone = Zone::named(programme.timetable.zone);
  const std::vector<Question> questions = standard_questions(programme.nations, programme.vocabulary);
  FormsRead<RoleForm> result;
  TableReader reader(table,
                     {.columns = form_columns(role),
                      .required = {"reference", "state"},
                      .refusal = [](std::string_view column) { return refusal(role, column); }},
                     result.findings);
  FirstRows first_rows;
  Addresses addresses;
  for (std::size_t i = 0; i < reader.row_count(); ++i) {
    Row row(reader, i);
    RoleForm form;
    form.row = row.number();
    read_answers(row, form, questions, role, zone);
    derive_fields(form, questions, programme);
    if (!form.reference.empty()) first_rows.add(row, form.reference);
    Identity identity = read_identity(row);
    addresses.add(row, identity.reference, identity.email);
    check_state(row, form);
    if (row.has_error() || !reader.usable()) continue;
    result.forms.push_back(std::move(form));
    result.identities.push_back(std::move(identity));
  }
  return result;
}

}  // namespace

std::string_view to_string(FormState state) { return states()[static_cast<std::size_t>(state)]; }

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
