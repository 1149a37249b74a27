/// Common core: what all best matchings of a problem have in common, and how many there are.
#pragma once

#include <cstdint>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// The pairs of all matchings that are as good as the best one in every stage.
struct CommonCore {
  std::vector<Pair> always{};     ///< In each of them, by mentee, then mentor.
  std::vector<Pair> sometimes{};  ///< In some of them and not in others.
  std::int64_t matchings = 1;     ///< How many there are; at least so many where they are not counted.
  bool is_counted = true;         ///< False where there are more than were to be counted.

  friend bool operator==(const CommonCore&, const CommonCore&) = default;
};

/// The most matchings that common_core() counts.
inline constexpr std::int64_t most_counted = 1'000'000;

/// Finds the common core of all best matchings, without listing them: a pair may change where the two lie on a cycle in
/// the residual network of the best matchings (Regin, 1994), which are the strongly connected components (Tarjan,
/// 1972).
/// @param most how many matchings are counted at most; 0 counts none.
/// @throws InvalidInput where the matching is not optimal, not the best of its problem, or was made for another
/// problem, and where `most` is not from 0 to most_counted; Stopped where the control asks to stop before the pairs are
/// known. A call that is stopped while it counts returns what it has counted.
/// @complexity a call of match, which begins from the matching, and O(E); to count them, O(E') for each at worst, where
/// E' pairs may change.
CommonCore common_core(const Problem& problem, const Matching& matching, std::int64_t most = 1'000,
                       const Control& control = {});

}  // namespace pairwell
