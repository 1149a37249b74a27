/// Checks at the door of a scorer.
#pragma once

#include "pairwell/core/error.hpp"
#include "pairwell/score/scorer.hpp"

namespace pairwell {

/// Every answer that is not of its question's kind, columns of another length, and columns of no question.
Findings check_answers(const Scoring& scoring, const Answers& answers);

}  // namespace pairwell
