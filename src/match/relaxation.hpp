/// Relaxation: a smallest set of rules without which there is a matching (docs/design/matching.md, Changes of rules).
#pragma once

#include <string_view>

#include "match/sentences.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/doctor.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Of a problem of which an infeasible matching was made.
/// @param function whose name is in errors.
/// @throws InvalidInput where the problem has a matching after all; Stopped where the control asks to stop.
Relaxation smallest_relaxation(std::string_view function, const Problem& problem, const Caller& call,
                               const Control& control);

}  // namespace pairwell
