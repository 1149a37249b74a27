/// Standard questions: what a programme asks that has no questions of its own (docs/guide/forms.md).
#pragma once

#include <string>
#include <vector>

#include "pairwell/scheme/question.hpp"

namespace pairwell {

/// The questions of a programme of these nations and this vocabulary: the forms of mentees and mentors, who they are,
/// and equality monitoring. An empty vocabulary takes any term.
std::vector<Question> standard_questions(const std::vector<std::string>& nations,
                                         const std::vector<std::string>& vocabulary);

/// The statements that the standard questions fit_1 to fit_6 put to both roles, each answered 1 (not at all) to 5 (very
/// much).
const std::vector<std::string>& fit_items();

}  // namespace pairwell
