/// Form fields: what a form's answers are to the scheme itself.
#pragma once

#include <vector>

#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/question.hpp"

namespace pairwell {

/// Sets every field of a form that an answer plays, from the form's answers. Other fields stay as they are.
void derive_fields(MenteeForm& form, const std::vector<Question>& questions, const Programme& programme);
void derive_fields(MentorForm& form, const std::vector<Question>& questions, const Programme& programme);

}  // namespace pairwell
