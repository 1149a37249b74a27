/// Objective: what a matching should be best at, stage by stage; a later stage never spoils an earlier one.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "pairwell/core/points.hpp"

namespace pairwell {

/// As many pairs as can be.
struct MostPairs {};

/// As few pairs below a number of points as can be. Locked pairs do not count: a person accepted them.
struct Floor {
  Points points;
};

/// The lowest points of any pair as high as can be (max-min). Locked pairs do not count. Without any pair there is no
/// worst one, so the stage should stand behind most_pairs.
struct BestWorst {};

/// The sum of points as high as can be.
struct MostPoints {};

/// Ties drawn by lot: every pair has a ticket in [0, 2^40) that depends on the seed and on the keys of both people, and
/// the sum of tickets is made as high as can be. The order of rows has no say.
struct Lottery {
  std::uint64_t seed = 0;
};

using Stage = std::variant<MostPairs, Floor, BestWorst, MostPoints, Lottery>;
using Objective = std::vector<Stage>;

/// "most_pairs", "floor", "best_worst", "most_points", "lottery".
std::string name(const Stage& stage);

/// Most pairs, best worst pair, most points, then the lottery with the seed.
Objective default_objective(std::uint64_t seed = 0);

}  // namespace pairwell
