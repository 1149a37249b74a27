/// Solve: what match() does, for callers within the library that need no digest.
#pragma once

#include <span>

#include "pairwell/core/ids.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {

/// A pair that is held in, and counts as any other though the problem locks it; or an admissible one that is held out,
/// and whose units still count for ranks.
struct HeldPair {
  Pair pair{};
  bool is_in = true;
};

/// Checks and solves as match() does. Prices prove what is best among the matchings that hold the pairs so.
/// @throws InvalidInput as match() does.
Matching solve(const Problem& problem, const Objective& objective, const MatchOptions& options,
               std::span<const HeldPair> held = {});

}  // namespace pairwell
