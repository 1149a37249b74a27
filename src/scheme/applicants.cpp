#include "scheme/applicants.hpp"

#include <algorithm>
#include <iterator>
#include <variant>

#include "core/unicode.hpp"
#include "scheme/findings.hpp"
#include "scheme/form_fields.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

std::string text_of(const Answer* answer) {
  return answer == nullptr ? std::string() : std::string(words::trim(answer->given));
}

/// Whether a row may have the answer to a question although its person answered nothing.
constexpr bool is_of_form_service(Plays plays) {
  return plays == Plays::submitted_at || plays == Plays::state || plays == Plays::role;
}

/// Reads what the scheme itself wants to know of one row.
class PartReader {
 public:
  PartReader(const Programme& programme, const SheetColumns& columns, const PartHeadings& headings, Findings& findings)
      : questions_(programme.questions), columns_(columns), headings_(headings), findings_(findings) {}

  void read(SheetApplicant& applicant) {
    const RowAnswers& answers = applicant.answers;
    applicant.name = text_of(find_part(questions_, answers.identity, Plays::name));
    applicant.email = text_of(find_part(questions_, answers.identity, Plays::email));
    read_reference(applicant);
    if (!says_anything(answers)) {
      error(applicant, {}, "no-answers",
            "Nothing is answered in the row but what the form service writes itself; it is nobody's form.");
    }
    if (!applicant.email.empty() && !is_address(applicant.email)) {
      tell(applicant, findings_,
           {.severity = Severity::warning,
            .column = headings_.email,
            .rule = "email",
            .message = "The e-mail is not of the form name@place; nobody can be reached or told from others by it."});
    }
    read_state(applicant);
    read_line_manager(applicant);
  }

 private:
  void error(SheetApplicant& applicant, const std::string& column, std::string rule, std::string message,
             std::string value = {}) {
    tell(applicant, findings_,
         {.column = column, .rule = std::move(rule), .message = std::move(message), .value = std::move(value)});
  }

  /// Whether a row answers more than the time, the role and the state of a form.
  bool says_anything(const RowAnswers& row) const {
    const auto is_said = [&](const std::vector<Answer>& answers) {
      return std::ranges::any_of(answers, [&](const Answer& answer) {
        const auto question = std::ranges::find(questions_, answer.question, &Question::id);
        const bool is_of_service = question != questions_.end() && is_of_form_service(question->plays);
        return !is_of_service && !words::trim(answer.given).empty();
      });
    };
    return is_said(row.identity) || is_said(row.monitoring) || is_said(row.application);
  }

  void read_reference(SheetApplicant& applicant) {
    if (columns_.find(Plays::reference) == nullptr) return;
    const Answer* answer = find_part(questions_, applicant.answers.application, Plays::reference);
    applicant.reference = unicode::composed(text_of(answer));
    if (applicant.reference.empty()) {
      error(applicant, headings_.reference, "blank", "The " + headings_.reference + " is blank; every row needs one.");
    }
  }

  void read_state(SheetApplicant& applicant) {
    const std::vector<Answer>& answers = applicant.answers.application;
    if (const Answer* time = find_part(questions_, answers, Plays::submitted_at)) {
      if (const auto* instant = std::get_if<Instant>(&time->value)) applicant.submitted_at = *instant;
    }
    if (columns_.find(Plays::state) == nullptr) {
      if (headings_.state.empty()) read_time(applicant, "submitted");
      return;
    }
    const Answer* state = find_part(questions_, answers, Plays::state);
    const std::string given = text_of(state);
    static const std::vector<std::string> states{"draft", "submitted", "withdrawn"};
    applicant.state = FormState::draft;
    if (given.empty()) {
      error(applicant, headings_.state, "blank", "The state is blank; write draft, submitted or withdrawn.");
    } else if (const auto spelling = words::spelling(given, states)) {
      if (*spelling == "submitted") applicant.state = FormState::submitted;
      if (*spelling == "withdrawn") applicant.state = FormState::withdrawn;
    } else if (!is_blank(state->value)) {  // Otherwise the reader of cells has refused it.
      error(applicant, headings_.state, "choice",
            words::quote(given) + " is not one of " + words::join(states, " or ") + "." +
                suggestion(likely_word(given, states)),
            given);
    }
    read_time(applicant, given);
  }

  void read_time(SheetApplicant& applicant, const std::string& state) {
    if (headings_.submitted_at.empty()) return;
    const Answer* time = find_part(questions_, applicant.answers.application, Plays::submitted_at);
    const std::string given = text_of(time);
    if (applicant.state == FormState::submitted && given.empty()) {
      error(applicant, headings_.submitted_at, "blank", "A submitted form needs the time at which it was submitted.");
    }
    if (words::same(state, "draft") && applicant.submitted_at) {
      tell(applicant, findings_,
           {.severity = Severity::warning,
            .column = headings_.submitted_at,
            .rule = "draft",
            .message = "The form has a time of submission and is a draft; it is kept as a draft.",
            .value = given});
    }
  }

  void read_line_manager(SheetApplicant& applicant) {
    const Answer* answer = find_part(questions_, applicant.answers.application, Plays::line_manager);
    const auto* named = answer == nullptr ? nullptr : std::get_if<std::vector<std::string>>(&answer->value);
    if (named == nullptr || named->size() < 2) return;
    tell(applicant, findings_,
         {.severity = Severity::warning,
          .column = columns_.heading_of(Plays::line_manager),
          .rule = "several",
          .message = std::to_string(named->size()) + " people are named; the first counts as the line manager."});
  }

  const std::vector<Question>& questions_;
  const SheetColumns& columns_;
  const PartHeadings& headings_;
  Findings& findings_;
};

template <class RoleForm>
RoleForm form_of(const Programme& programme, const SheetApplicant& applicant) {
  RoleForm form;
  form.row = applicant.answers.number;
  form.answers = applicant.answers.application;
  for (const Question& question : programme.questions) {
    if (question.plays != Plays::reference) continue;
    const auto answer = std::ranges::find(form.answers, question.id, &Answer::question);
    if (answer != form.answers.end()) answer->value = applicant.reference;
  }
  derive_fields(form, programme.questions, programme);
  form.reference = applicant.reference;
  form.state = applicant.state;
  form.submitted_at = applicant.submitted_at;
  return form;
}

}  // namespace

bool is_address(std::string_view email) {
  const std::size_t at = email.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < email.size() && at == email.rfind('@') &&
         email.find_first_of(" ;,") == std::string_view::npos;
}

void tell(SheetApplicant& applicant, Findings& findings, RowFault fault) {
  applicant.answers.has_error |= fault.severity == Severity::error;
  findings.push_back({.severity = fault.severity,
                      .rule = std::move(fault.rule),
                      .message = words::as_text(fault.message),
                      .file = words::as_text(applicant.table),
                      .row = applicant.answers.number,
                      .column = words::as_text(fault.column),
                      .value = words::shortened(words::as_text(fault.value))});
}

SheetApplicants read_applicants(const Programme& programme, const Sheet& sheet, const Table& table, ColumnWants wants,
                                Findings& findings) {
  const SheetColumns columns = find_columns(programme, sheet, table, wants, findings);
  SheetApplicants result{.people = {},
                         .headings = {.reference = columns.heading_of(Plays::reference),
                                      .state = columns.heading_of(Plays::state),
                                      .submitted_at = columns.heading_of(Plays::submitted_at),
                                      .email = columns.heading_of(Plays::email)},
                         .has_references = columns.find(Plays::reference) != nullptr,
                         .usable = columns.usable};
  if (!wants.forms) result.headings.submitted_at.clear();
  PartReader parts(programme, columns, result.headings, findings);
  for (const QuestionColumns& each : columns.questions) {
    result.heading_of.emplace(each.question->id, words::trim(table.columns[each.columns.front()]));
  }
  for (RowAnswers& answers : SheetRows(programme, sheet, table, columns, findings).read()) {
    SheetApplicant& applicant = result.people.emplace_back();
    applicant.table = table.name;
    applicant.answers = std::move(answers);
    parts.read(applicant);
  }
  for (std::size_t i = 0; i + 1 < result.people.size(); ++i) {
    SheetApplicant& one = result.people[i];
    SheetApplicant& next = result.people[i + 1];
    if (one.answers.row == next.answers.row) one.both_roles = next.both_roles = true;
  }
  return result;
}

void FirstReferences::add(SheetApplicant& applicant, const PartHeadings& headings, Findings& findings) {
  const std::string& reference = applicant.reference;
  if (reference.empty()) return;
  const auto [first, is_new] =
      first_.try_emplace({applicant.role(), words::key(reference)},
                         Place{.reference = reference, .table = applicant.table, .row = applicant.answers.number});
  if (is_new) return;
  const Place& earlier = first->second;
  const std::string where = "row " + std::to_string(earlier.row) +
                            (earlier.table == applicant.table ? std::string() : " of " + earlier.table);
  tell(applicant, findings,
       {.column = headings.reference,
        .rule = "duplicate",
        .message = earlier.reference == reference
                       ? words::quote(reference) + " already appears in " + where + "; keep one row for each reference."
                       : words::quote(reference) + " can hardly be told from " + words::quote(earlier.reference) +
                             " in " + where + "; give one of them another reference.",
        .value = reference});
}

void FirstAddresses::add(SheetApplicant& applicant, const PartHeadings& headings, Findings& findings) {
  if (!is_address(applicant.email) || applicant.reference.empty()) return;
  const auto [first, is_new] = first_.try_emplace({applicant.role(), words::key(applicant.email)},
                                                  std::pair(applicant.reference, applicant.answers.number));
  const auto& [earlier, number] = first->second;
  if (is_new || earlier == applicant.reference) return;
  tell(applicant, findings,
       {.severity = Severity::warning,
        .column = headings.email,
        .rule = "same-person",
        .message = words::quote(applicant.reference) + " has the e-mail of " + words::quote(earlier) + " (row " +
                   std::to_string(number) + ") and may be the same person; both are kept."});
}

MenteeForm mentee_form_of(const Programme& programme, const SheetApplicant& applicant) {
  return form_of<MenteeForm>(programme, applicant);
}

MentorForm mentor_form_of(const Programme& programme, const SheetApplicant& applicant) {
  return form_of<MentorForm>(programme, applicant);
}

Identity identity_of(const Programme& programme, const SheetApplicant& applicant) {
  Identity identity{.reference = applicant.reference, .name = applicant.name, .email = applicant.email};
  for (const Answer& answer : applicant.answers.identity) {
    const auto question = std::ranges::find(programme.questions, answer.question, &Question::id);
    if (question == programme.questions.end() || words::trim(answer.given).empty()) continue;
    if (question->plays != Plays::name && question->plays != Plays::email) identity.answers.push_back(answer);
  }
  return identity;
}

}  // namespace pairwell
