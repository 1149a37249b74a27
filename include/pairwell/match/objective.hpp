/// Objective: what a matching should be best at, stage by stage; a later stage never spoils an earlier one.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/points.hpp"

namespace pairwell {

/// As many pairs as can be.
struct MostPairs {};

/// As few pairs below a number of points as can be. Locked pairs do not count: a person accepted them.
struct Floor {
  Points points{};
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

/// As few pairs at the lowest points as can be, then as few at the next lowest, and so on up. Where the number of pairs
/// is settled this is leximin: points in rising order, as high as can be at the first place that differs. Where it is
/// not, fewer pairs are better, so the stage should stand behind most_pairs. Locked pairs do not count.
struct Leximin {};

/// As many pairs of rank 1 as can be, then as many of rank 2, and so on. A pair's rank is 1 more than the number of
/// different points above its own among the mentee's admissible pairs. Locked pairs do not count.
struct RankMaximal {};

/// As few pairs of the worst rank as can be, then as few of the next worst, and so on down to rank 1. Ranks are those
/// of RankMaximal; where the number of pairs is not settled, fewer are better. Locked pairs do not count.
struct Generous {};

/// As many of the previous pairs kept as can be. A previous pair that is no longer admissible is lost.
struct FewestChanges {
  std::vector<Pair> previous{};  ///< Each once, in any order, within the problem.
};

/// One stage, and the stages of a matching in the order of their weight.
using Stage =
    std::variant<MostPairs, Floor, BestWorst, MostPoints, Lottery, Leximin, RankMaximal, Generous, FewestChanges>;
using Objective = std::vector<Stage>;

/// "most_pairs", "floor", "best_worst", "most_points", "lottery", "leximin", "rank_maximal", "generous",
/// "fewest_changes".
std::string name(const Stage& stage);

/// Whether a stage settles how many pairs there are level by level: leximin, rank_maximal and generous.
bool has_profile(const Stage& stage);

/// Most pairs, best worst pair, most points, then the lottery with the seed.
Objective default_objective(std::uint64_t seed = 0);

}  // namespace pairwell
