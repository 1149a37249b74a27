/// Lost pairs: previous pairs that can no longer be.
#pragma once

#include <functional>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// The previous pairs that can no longer be, as far as the two and their groups say, in their order.
std::vector<Pair> lost_pairs(const Problem& problem, const std::vector<Pair>& previous);

/// The same, for callers who know which pairs are admissible; the table is not looked at.
std::vector<Pair> lost_pairs(const Problem& problem, const std::vector<Pair>& previous,
                             const std::function<bool(const Pair&)>& is_admissible);

}  // namespace pairwell
