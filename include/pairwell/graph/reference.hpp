/// Reference solvers on Boost.Graph: slow, independent answers that the tests hold the engine against.
///
/// Most readers want match/match.hpp. Nothing else in the library includes Boost.Graph, and it stays in the source
/// file.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pairwell/core/ids.hpp"

namespace pairwell {

/// An admissible pair with its worth.
struct WeightedPair {
  Pair pair{};
  std::int64_t units = 0;
};

/// The pairs of a matching of greatest weight, at most one a person (boost::maximum_weighted_matching, Boost 1.88 on).
/// A pair of negative weight is never chosen.
/// @complexity O(V^3)
std::vector<Pair> reference_matching(std::int32_t mentees, std::int32_t mentors,
                                     const std::vector<WeightedPair>& pairs);

/// An arc of a network whose flow is bounded on both ends.
struct FlowArc {
  std::int32_t from = 0;
  std::int32_t to = 0;
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::int64_t units = 0;  ///< Worth of each unit of flow.
};

/// The flow on each arc of a circulation of greatest worth, none where no flow obeys the bounds
/// (boost::push_relabel_max_flow, then boost::cycle_canceling, both on integers).
std::optional<std::vector<std::int64_t>> reference_circulation(std::int32_t nodes, const std::vector<FlowArc>& arcs);

}  // namespace pairwell
