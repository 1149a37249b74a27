/// Checks the forms of both roles against each other.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "pairwell/scheme/forms.hpp"
#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// A reference that is at most so many letters away is worth suggesting.
constexpr std::size_t most_changes = 2;

/// One role's references and the rows that they were read from.
struct References {
  std::string table;  ///< "mentees"
  std::string word;   ///< "mentee"
  std::map<std::string, std::int64_t> rows;
};

template <class RoleForm>
References references_of(const std::vector<RoleForm>& forms, const std::string& word) {
  References result{.table = word + "s", .word = word, .rows = {}};
  for (const RoleForm& form : forms) result.rows.emplace(form.reference, form.row);
  return result;
}

/// The reference that a text was most likely meant to be; empty where none is near.
std::string likely_reference(const std::string& reference, const References& known_ones) {
  std::string best;
  std::size_t fewest = most_changes + 1;
  for (const auto& [known, row] : known_ones.rows) {
    const std::size_t gap =
        known.size() > reference.size() ? known.size() - reference.size() : reference.size() - known.size();
    if (gap >= fewest) continue;
    const std::size_t changes = words::changes(reference, known);
    if (changes >= fewest) continue;
    fewest = changes;
    best = known;
  }
  return best;
}

void check_names(const Form& form, const char* column, const std::vector<std::string>& references,
                 const References& own, const References& other, Findings& findings) {
  for (const std::string& reference : references) {
    if (other.rows.contains(reference)) continue;
    const std::string message =
        own.rows.contains(reference)
            ? words::quote(reference) + " is a " + own.word + " too; only a " + other.word + " can be named here."
            : words::quote(reference) + " names no " + other.word + " with a form." +
                  suggestion(likely_reference(reference, other));
    findings.push_back({.severity = Severity::warning,
                        .rule = "names-nobody",
                        .message = message,
                        .file = own.table,
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
  const References mentee_references = references_of(mentees, "mentee");
  const References mentor_references = references_of(mentors, "mentor");
  Findings findings;
  for (const MentorForm& form : mentors) {
    const auto mentee = mentee_references.rows.find(form.reference);
    if (mentee == mentee_references.rows.end()) continue;
    findings.push_back({.severity = Severity::error,
                        .rule = "duplicate",
                        .message = words::quote(form.reference) + " is also the reference of a mentee (row " +
                                   std::to_string(mentee->second) + "); a reference must be unique in the programme.",
                        .file = mentor_references.table,
                        .row = form.row,
                        .column = "reference",
                        .value = form.reference});
  }
  check_forms(mentees, mentee_references, mentor_references, findings);
  check_forms(mentors, mentor_references, mentee_references, findings);
  return findings;
}

}  // namespace pairwell
