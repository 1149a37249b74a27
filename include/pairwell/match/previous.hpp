/// Previous: the pairs of an earlier matching among the people of another problem, for FewestChanges.
#pragma once

#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// The pairs of an earlier matching; each list by mentee, then mentor.
struct PreviousPairs {
  std::vector<Pair> pairs{};  ///< Of people who are in the problem, by its positions.
  std::vector<Pair> gone{};   ///< One of whom is not, by the positions of the earlier problem.
};

/// Finds the people of an earlier matching in another problem: by their keys on a side where both problems have keys;
/// by position where neither has any and both have as many people.
/// @throws InvalidInput where the matching is not optimal, was made for another problem than `before` or has pairs
/// outside it, and for each side on which people cannot be told: keys in one of the two problems only, or none and
/// another number of people.
/// @complexity linear in the table of `before`, whose digest is taken, and O(n log n) for n people.
PreviousPairs previous_pairs(const Problem& before, const Matching& matching, const Problem& problem);

}  // namespace pairwell
