/// Solve: what match() does, for callers within the library that need no digest and perhaps not every stage.
#pragma once

#include "match/stages.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {

/// Checks and solves as match() does, up to the stage that is enough.
/// @throws InvalidInput as match() does.
Matching solve(const Problem& problem, const Objective& objective, const MatchOptions& options,
               const Stages::IsEnough& is_enough);

}  // namespace pairwell
