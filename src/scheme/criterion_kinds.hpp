/// Which kinds of question a comparison can compare.
#pragma once

#include <string>
#include <vector>

#include "pairwell/scheme/criterion.hpp"
#include "pairwell/scheme/question.hpp"

namespace pairwell {

/// The kinds that a criterion takes on the side of a role.
const std::vector<QuestionKind>& kinds_of(const Criterion& criterion, Role role);

/// Why two questions of the right kinds cannot be compared with each other, as a sentence; empty where they can.
std::string why_not_compared(Comparison comparison, const Question& mentee, const Question& mentor);

/// "choices, ranked or choice".
std::string in_words(const std::vector<QuestionKind>& kinds);

}  // namespace pairwell
