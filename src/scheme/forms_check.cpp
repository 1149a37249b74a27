/// Checks the forms of both roles against each other.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/scheme/forms.hpp"
#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// A reference as somebody reads it aloud: in any case, and without telling O from 0 or I and l from 1.
std::string as_read(std::string_view reference) {
  std::string read = words::key(reference);
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

/// One role's references and the rows that they were read from.
class References {
 public:
  template <class RoleForm>
  References(const std::vector<RoleForm>& forms, const std::string& role) : table(role + "s"), word(role) {
    for (const RoleForm& form : forms) {
      if (!rows_.emplace(words::key(form.reference), form.row).second) continue;
      exact_.insert(form.reference);
      const std::string read = as_read(form.reference);
      add(read, form.reference);
      if (const std::string rest = without_leading_zeros(read); rest != read) add(rest, form.reference);
    }
  }

  bool contains(const std::string& reference) const { return exact_.contains(reference); }

  /// The row of a reference that can hardly be told from this one; none where there is none.
  std::optional<std::int64_t> row_of(const std::string& reference) const {
    const auto found = rows_.find(words::key(reference));
    return found == rows_.end() ? std::nullopt : std::optional(found->second);
  }

  /// The reference that a text is a slip for; empty where there is none, or more than one. Codes that differ in a digit
  /// are of two people, so near is not enough.
  std::string likely(const std::string& reference) const {
    std::set<std::string> found;
    const auto look = [&](const std::string& read) {
      const auto [first, last] = by_reading_.equal_range(read);
      for (auto it = first; it != last; ++it) found.insert(it->second);
    };
    std::string read = as_read(reference);
    look(read);
    look(without_leading_zeros(read));
    for (std::size_t i = 0; i + 1 < read.size(); ++i) {  // two letters that changed places
      std::swap(read[i], read[i + 1]);
      look(read);
      std::swap(read[i], read[i + 1]);
    }
    return found.size() == 1 ? *found.begin() : std::string();
  }

  const std::string table;  ///< "mentees"
  const std::string word;   ///< "mentee"

 private:
  void add(const std::string& read, const std::string& reference) { by_reading_.emplace(read, reference); }

  std::map<std::string, std::int64_t> rows_;  ///< By their keys.
  std::set<std::string> exact_;
  std::multimap<std::string, std::string> by_reading_;
};

void check_names(const Form& form, const char* column, const std::vector<std::string>& references,
                 const References& own, const References& other, Findings& findings) {
  for (const std::string& reference : references) {
    if (other.contains(reference)) continue;
    const std::string message = own.contains(reference) ? words::quote(reference) + " is a " + own.word +
                                                              " too; only a " + other.word + " can be named here."
                                                        : words::quote(reference) + " names no " + other.word +
                                                              " with a form." + suggestion(other.likely(reference));
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
  const References mentee_references(mentees, "mentee");
  const References mentor_references(mentors, "mentor");
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
