/// Answers: what a form says under the name of a column, for the rules that name one.
#pragma once

#include <string>
#include <string_view>

#include "pairwell/scheme/forms.hpp"

namespace pairwell {

/// The cell as it was given where the form was read from a table with that column; else the form's own field, written
/// as a table would have it. Empty where it is blank or there is no such column.
std::string answer(const MenteeForm& form, std::string_view column);
std::string answer(const MentorForm& form, std::string_view column);

}  // namespace pairwell
