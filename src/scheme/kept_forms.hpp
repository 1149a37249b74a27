/// Kept forms: forms as a store keeps them, read again by the programme as it is now.
#pragma once

#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/sheet.hpp"

namespace pairwell {

/// Reads forms from a table that was made of forms: a column for each question, under its id. Its cells are written one
/// way, whatever the sheet was that they came from: each item of a list on a line of its own, dates and moments as ISO
/// 8601 has them, numbers with a decimal point. The programme's sheets say nothing of it.
///
/// Where no question plays the part, a form has its reference in the column "@reference", its state in "@state" and its
/// time in "@submitted_at"; "@same_person" has the references under which the person applies in the other role.
/// @complexity linear in the cells.
FormsRead<MenteeForm> read_kept_mentee_forms(const Table& table, const Programme& programme);
FormsRead<MentorForm> read_kept_mentor_forms(const Table& table, const Programme& programme);

}  // namespace pairwell
