/// Listed pairs: which pairs of a source a problem is made of, and how the list grows.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/at.hpp"
#include "match/pair_rows.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// A pair with its units.
struct ListedPair {
  Pair pair{};
  std::int32_t units = 0;
};

/// A number for a pair that decides between equals, so that not all who are alike list the same people.
std::uint32_t tie_number(std::int32_t mentee, std::int32_t mentor);

/// The pairs with the most units of every mentee and of every mentor; ties go by tie_number(). Empty once the
/// checkpoint has ended.
/// @throws InvalidInput for units out of the range of a source.
std::vector<ListedPair> best_of_everybody(const PairRows& rows, const PairSource& source, std::int32_t of_mentee,
                                          std::int32_t of_mentor, Checkpoint& checkpoint);

/// Puts pairs into the table of a problem, each once; returns how many were not there before.
std::int64_t add_pairs(SparseTable& table, std::int32_t mentees, std::vector<ListedPair> pairs);

/// Whether a table lists a pair.
inline bool lists(const SparseTable& table, std::int32_t mentee, std::int32_t mentor) {
  const auto begin = table.mentor.begin() + table.row_start[at(mentee)];
  const auto end = table.mentor.begin() + table.row_start[at(mentee) + 1];
  return std::binary_search(begin, end, mentor);
}

}  // namespace pairwell
