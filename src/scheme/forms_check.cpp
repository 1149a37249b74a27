/// Checks the forms of both roles against each other.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/forms.hpp"
#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// A reference as somebody reads it aloud: in any case, and without telling O from 0 or I and l from 1.
std::string as_read(std::string_view reference) {
  std::string read = words::lower(reference);
  std::ranges::replace(read, 'o', '0');
  std::ranges::replace(read, 'i', '1');
  std::ranges::replace(read, 'l', '1');
  return read;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// Without the zeros that a number in it begins with: "MR-1" for "MR-001".
std::string without_leading_zeros(std::string_view text) {
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool leads = (kept.empty() || !is_digit(kept.back())) && i + 1 < text.size() && is_digit(text[i + 1]);
    if (text[i] != '0' || !leads) kept += text[i];
  }
  return kept;
}

bool are_swapped(std::string_view a, std::string_view b) {
  const auto [first, other] = std::ranges::mismatch(a, b);
  if (a.size() != b.size() || a.end() - first < 2) return false;
  return first[0] == other[1] && first[1] == other[0] && std::equal(first + 2, a.end(), other + 2);
}

/// Codes that differ in a digit are of two people, so near is not enough.
bool is_slip(std::string_view written, std::string_view known) {
  const std::string a = as_read(written);
  const std::string b = as_read(known);
  return a == b || without_leading_zeros(a) == without_leading_zeros(b) || are_swapped(a, b);
}

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

/// The reference that a text is a slip for; empty where there is none, or more than one.
std::string likely_reference(const std::string& reference, const References& known_ones) {
  std::string likely;
  for (const auto& [known, row] : known_ones.rows) {
    if (!is_slip(reference, known)) continue;
    if (!likely.empty()) return {};
    likely = known;
  }
  return likely;
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
