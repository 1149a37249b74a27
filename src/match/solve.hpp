/// Solve: what match() does, for callers within the library that need no digest.
#pragma once

#include <optional>

#include "pairwell/core/ids.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {

/// A pair that is held in, and counts as any other though the problem locks it; or an admissible one that is held out,
/// and whose units still count for ranks.
struct HeldPair {
  Pair pair{};
  bool is_in = true;
};

/// Checks and solves as match() does. A certificate does not go with a pair that is held.
/// @throws InvalidInput as match() does.
Matching solve(const Problem& problem, const Objective& objective, const MatchOptions& options,
               const std::optional<HeldPair>& held = {});

}  // namespace pairwell
