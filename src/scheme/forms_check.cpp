/// Checks the forms of both roles against each other.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pairwell/scheme/forms.hpp"
#include "scheme/findings.hpp"
#include "scheme/references.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

template <class RoleForm>
References references_of(const std::vector<RoleForm>& forms, Role role) {
  References references(role);
  for (const RoleForm& form : forms) references.add(form.reference, form.row);
  return references;
}

void check_names(const Form& form, const char* column, const std::vector<std::string>& references,
                 const References& own, const References& other, Findings& findings) {
  for (const std::string& reference : references) {
    if (other.contains(reference)) continue;
    const std::string message = own.contains(reference) ? words::quote(reference) + " is a " + own.word() +
                                                              " too; only a " + other.word() + " can be named here."
                                                        : words::quote(reference) + " names no " + other.word() +
                                                              " with a form." + suggestion(other.likely(reference));
    findings.push_back({.severity = Severity::warning,
                        .rule = "names-nobody",
                        .message = message,
                        .file = own.word() + "s",
                        .row = form.row,
                        .column = column,
                        .value = reference});
  }
}

template <class RoleForm>
void check_forms(const std::vector<RoleForm>& forms, const References& own, const References& other,
                 Findings& findings) {
  for (const RoleForm& form : forms) {
    check_names(form, "wishes", form.wishes, own, other, findings);
    check_names(form, "vetoes", form.vetoes, own, other, findings);
    check_names(form, "conflicts", form.conflicts, own, other, findings);
    check_names(form, "past_pairs", form.past_pairs, own, other, findings);
    check_names(form, "again", form.again, own, other, findings);
  }
}

}  // namespace

Findings check(const std::vector<MenteeForm>& mentees, const std::vector<MentorForm>& mentors) {
  const References mentee_references = references_of(mentees, Role::mentee);
  const References mentor_references = references_of(mentors, Role::mentor);
  Findings findings;
  for (const MentorForm& form : mentors) {
    const std::optional<std::int64_t> row = mentee_references.row_of(form.reference);
    if (!row) continue;
    const bool is_same = mentee_references.contains(form.reference);
    findings.push_back({.severity = Severity::error,
                        .rule = "duplicate",
                        .message = words::quote(form.reference) + (is_same ? " is also" : " can hardly be told from") +
                                   " the reference of a mentee (row " + std::to_string(*row) +
                                   "); a reference must be unique in the programme.",
                        .file = "mentors",
                        .row = form.row,
                        .column = "reference",
                        .value = form.reference});
  }
  check_forms(mentees, mentee_references, mentor_references, findings);
  check_forms(mentors, mentor_references, mentee_references, findings);
  return findings;
}

}  // namespace pairwell
