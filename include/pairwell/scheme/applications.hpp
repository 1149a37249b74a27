/// Applications: the sheets of a scheme, of one role or of both, as forms, identities and monitoring answers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/monitoring.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/sheet.hpp"

namespace pairwell {

/// A table, and how it is read.
struct SheetTable {
  Sheet sheet{};
  Table table{};
};

/// Somebody whose reference is known from before, so that it stays the same.
struct KnownApplicant {
  Role role = Role::mentee;
  std::string reference{};
  std::string email{};
  std::string name{};  ///< Looked at where a row has no e-mail.

  friend bool operator==(const KnownApplicant&, const KnownApplicant&) = default;
};

/// What reading sheets gives: nothing is dropped silently.
struct Applications {
  std::vector<MenteeForm> mentees{};            ///< One for each mentee without an error, in the order of the rows.
  std::vector<MentorForm> mentors{};            ///< The same.
  std::vector<Identity> identities{};           ///< Of the mentees, and then of the mentors.
  std::vector<MonitoringAnswers> monitoring{};  ///< Of those of them whose sheets have such columns, in that order.
  Findings findings{};
};

/// The programme's sheet of an id; where it has none of them, "mentees" and "mentors" are the sheets of the roles.
/// @throws InvalidInput where there is no such sheet.
Sheet sheet_of(const Programme& programme, std::string_view id);

/// Reads every sheet of a scheme at once: guide/forms.md says how.
///
/// Who applies for both roles has a form and a reference for each (Form::same_person). Where a sheet gives no
/// references they are made: those of `known`, found by role and e-mail, and else the next free number, "MM-001" or
/// "MR-001", in the order of submission. In such a sheet several rows of one e-mail are forms of one person, of which
/// the sheet's `resubmissions` says which counts. People whom answers name by reference, e-mail or full name become
/// references. Identity and monitoring are split off: no form holds them.
/// @param known whoever had a reference in an earlier reading of the same scheme.
/// @throws InvalidInput where the programme or a sheet names no known zone, or row numbers do not fit their rows.
/// @complexity n log n in the rows, linear in the cells.
Applications read_applications(const Programme& programme, const std::vector<SheetTable>& sheets,
                               const std::vector<KnownApplicant>& known = {});

}  // namespace pairwell
