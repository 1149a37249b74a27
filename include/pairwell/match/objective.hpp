/// Objective: what a matching should be best at, stage by stage; a later stage never spoils an earlier one.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/points.hpp"
#include "pairwell/core/stage.hpp"

namespace pairwell {

/// As many pairs as can be.
struct MostPairs {
  static constexpr StageKind kind = StageKind::most_pairs;
};

/// As few pairs below a number of points as can be. Locked pairs do not count: a person accepted them.
struct Floor {
  static constexpr StageKind kind = StageKind::floor;
  Points points{};
};

/// The lowest points of any pair as high as can be (max-min). Locked pairs do not count. Without any pair there is no
/// worst one, so the stage should stand behind most_pairs; check() warns where it does not.
struct BestWorst {
  static constexpr StageKind kind = StageKind::best_worst;
};

/// As few pairs at the lowest points as can be, then as few at the next lowest, and so on up. Where the number of pairs
/// is settled this is leximin: points in rising order, as high as can be at the first place that differs. Where it is
/// not, fewer pairs are better, so the stage should stand behind most_pairs. Locked pairs do not count.
struct Leximin {
  static constexpr StageKind kind = StageKind::leximin;
};

/// As many pairs of rank 1 as can be, then as many of rank 2, and so on. A pair's rank is 1 more than the number of
/// different points above its own among the mentee's admissible pairs. Locked pairs do not count.
struct RankMaximal {
  static constexpr StageKind kind = StageKind::rank_maximal;
};

/// As few pairs of the worst rank as can be, then as few of the next worst, and so on down to rank 1. Ranks are those
/// of RankMaximal; where the number of pairs is not settled, fewer are better. Locked pairs do not count.
struct Generous {
  static constexpr StageKind kind = StageKind::generous;
};

/// As many of the previous pairs kept as can be. A previous pair is lost, and not kept, where it is not admissible, or
/// not locked and one of the two, or a group of theirs, has no room for it: their most is 0 or taken up by locked
/// pairs.
struct FewestChanges {
  static constexpr StageKind kind = StageKind::fewest_changes;
  std::vector<Pair> previous{};  ///< Each once, in any order, within the problem; previous_pairs() finds people by key.
};

/// The sum of points as high as can be.
struct MostPoints {
  static constexpr StageKind kind = StageKind::most_points;
};

/// Ties drawn by lot: every pair has a ticket in [0, 2^40) that depends on the seed and on the keys of both people, and
/// the sum of tickets is made as high as can be. The order of rows has no say.
struct Lottery {
  static constexpr StageKind kind = StageKind::lottery;
  std::uint64_t seed = 0;
};

/// One stage, in the order of StageKind; and the stages of a matching in the order of their weight.
using Stage =
    std::variant<MostPairs, Floor, BestWorst, Leximin, RankMaximal, Generous, FewestChanges, MostPoints, Lottery>;
using Objective = std::vector<Stage>;

/// What stages may have to be told; each takes what its row of the table says.
struct StageParameters {
  Points floor{};
  std::uint64_t seed = 0;
  std::vector<Pair> previous{};
};

/// The stage of a kind, told what it must be.
Stage make_stage(StageKind kind, StageParameters parameters = {});

/// The stage's row in the table of core/stage.hpp.
const StageRow& row_of(const Stage& stage);

/// The stage's name in that table: "most_pairs".
std::string name(const Stage& stage);

/// Whether a stage settles how many pairs there are level by level.
bool has_profile(const Stage& stage);

/// Most pairs, best worst pair, most points, then the lottery with the seed.
Objective default_objective(std::uint64_t seed = 0);

}  // namespace pairwell
