/// Solve: what match() does, for callers within the library that need no digest.
#pragma once

#include "pairwell/match/match.hpp"

namespace pairwell {

/// Checks and solves as match() does.
/// @throws InvalidInput as match() does.
Matching solve(const Problem& problem, const Objective& objective, const MatchOptions& options);

}  // namespace pairwell
