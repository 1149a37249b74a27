/// Form cells: what a form says under the name of a column, for the rules that name one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/forms.hpp"

namespace pairwell {

/// The cell as it was given where the form has an answer; else the form's own field, written as a table would have it.
/// Empty where it is blank or there is no such column; a capacity is never blank.
std::string answer(const MenteeForm& form, std::string_view column);
std::string answer(const MentorForm& form, std::string_view column);

/// How people meet: the words of a form, an agreement and a meeting.
const std::vector<std::string>& meeting_formats();

}  // namespace pairwell
