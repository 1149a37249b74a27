/// Checks what a programme says about its sheets of answers, and about what answers are read by.
#pragma once

#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// Sheets and their mappings, places and travel times, questions of the evaluation, currency, language and the least
/// coverage.
Findings check_answers_of(const Programme& programme);

}  // namespace pairwell
