/// On-demand begin: what an earlier matching on demand leaves to a later one of much the same people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "match/listed_pairs.hpp"
#include "match/pair_rows.hpp"
#include "match/unlisted_bounds.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/on_demand.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// What is carried over, by the positions of now.
struct Begun {
  SparseTable table{};                  ///< Pairs whose units are known: those that were listed or near.
  Matching start{};                     ///< An optimal matching to begin from, with prices for everybody.
  UnlistedBounds bounds{};              ///< Of rows and columns that are as they were.
  std::vector<std::int32_t> mentees{};  ///< Who are new or changed.
  std::vector<std::int32_t> mentors{};
  std::vector<Pair> freed{};  ///< No longer forbidden.
};

/// None where nothing can be carried over: the earlier matching is not optimal, or what was kept is of another version,
/// of another call, or not as it was written.
/// @param marks of the source
std::optional<Begun> carry_over(const PairSource& source, const std::optional<PersonMarks>& marks, const Problem& rules,
                                const Earlier& earlier);

/// Of people who are new or changed, the pairs that are worth most beyond what the others pay in the stage of points.
/// Gives these people the prices at which none of them gains. None once the checkpoint has ended.
std::optional<std::vector<ListedPair>> best_of_changed(const PairRows& rows, const Begun& begun, ListLengths lengths,
                                                       Matching& start, Checkpoint& checkpoint);

/// In bytes, what carry_over() wants beside the matching and its listed problem, with a digest of both that shows where
/// they are no longer as they were or not of one call.
std::string kept_bytes(const std::optional<PersonMarks>& marks, const UnlistedBounds& bounds, const Problem& listed);

}  // namespace pairwell
