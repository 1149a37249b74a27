/// Firmness: how far the points of a pair may fall before it leaves the best matching, and how far those of another
/// must rise before it comes in.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// How firm a pair of a matching is.
struct PairFirmness {
  Pair pair{};
  std::int64_t units = 0;  ///< Of the pair, as they are.

  /// The fewest units, no more than its own, at which a best matching still has the pair, all other pairs as they are;
  /// none where it stays however few they are (see most_units). At exactly so many, matchings without it may be as
  /// good.
  std::optional<std::int64_t> least{};

  friend bool operator==(const PairFirmness&, const PairFirmness&) = default;
};

/// Finds it for each pair, in the order of the matching: exact, for every order of stages, with ranges, groups and
/// locked pairs. A locked pair stays, and so does one without which no matching obeys the rules.
///
/// Of a pair alone only its own points change, so that the best matching without it is always the same; the best one
/// with it is the matching itself, until the pair is the worst one.
/// @throws InvalidInput where the matching is not optimal, not the best of its problem, or was made for another
/// problem, and for an objective with leximin, rank_maximal or generous; Stopped where the control asks to stop.
/// @complexity the proof of the matching is checked; then a cycle for each pair, O(E log V) at worst and usually the
/// few nodes that are nearer than the root or a large group, as explain_all.
/// @see docs/design/matching.md, Explanations
std::vector<PairFirmness> firmness(const Problem& problem, const Matching& matching, const Control& control = {});

/// How far a pair that is not in a matching is from being in it.
struct PairRise {
  Pair pair{};
  std::int64_t units = 0;  ///< Of the pair, as they are.

  /// The fewest units, no less than its own, at which a best matching has the pair, all other pairs as they are; none
  /// where none has it up to most_units. At exactly so many, matchings without it may be as good.
  std::optional<std::int64_t> least{};

  friend bool operator==(const PairRise&, const PairRise&) = default;
};

/// Finds it for every pair that the table and the list of forbidden pairs admit and that the matching has not, by
/// mentor, then mentee: exact, as firmness. Progress is "firmness", in mentors.
///
/// Of a pair alone only its own points change, so that the matching stays the best one without it. The best one with it
/// is always the same, too, until the pair is better than the worst one.
/// @throws InvalidInput and Stopped as firmness does.
/// @complexity the proof of the matching is checked; then a search for each mentor, as pair_prices, and up to three
/// with a match of their own where there is a stage best_worst.
/// @see docs/design/matching.md, Explanations
std::vector<PairRise> pair_rises(const Problem& problem, const Matching& matching, const Control& control = {});

}  // namespace pairwell
