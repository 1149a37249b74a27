/// Levels: the points or ranks at which a stage counts pairs, in the order in which it settles them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "match/network.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// A stage settles its levels turn by turn.
struct Levels {
  std::vector<std::int64_t> level;  ///< Of each turn: units, or a rank.
  std::vector<std::int32_t> turn;   ///< Of each pair of the network.

  std::int32_t turns() const { return static_cast<std::int32_t>(level.size()); }
};

/// The units that pairs of the network have, the lowest first. None where the caller asked to stop.
std::optional<Levels> levels_by_units(const MatchNetwork& match, const kernel::Spend& spend);

/// The ranks that pairs have among all that the problem admits for their mentee. None where the caller asked to stop.
std::optional<Levels> levels_by_rank(const Problem& problem, const MatchNetwork& match, bool worst_first,
                                     const kernel::Spend& spend);

}  // namespace pairwell
