/// Listed pairs: which pairs of a source a problem is made of, and how the list grows.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
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

/// @throws InvalidInput for units out of the range of a source.
void check_units(const Pair& pair, std::int32_t units);

/// The pairs with the most units of some mentees among all mentors, and of every mentor among these mentees.
struct BestPairs {
  std::vector<ListedPair> of_mentees{};
  std::vector<ListedPair> of_mentors{};
  std::int64_t read = 0;  ///< Pairs that were.
};

/// How many pairs each person lists.
struct ListLengths {
  std::int32_t of_mentee = 0;
  std::int32_t of_mentor = 0;
};

/// Ties go by tie_number(). None once the checkpoint has ended.
/// @throws InvalidInput for units out of the range of a source.
std::optional<BestPairs> best_pairs(const PairRows& rows, std::span<const std::int32_t> mentees, ListLengths lengths,
                                    Checkpoint& checkpoint);

/// Is given a strip of a row: the worker, the place of the mentee, the first column and the units.
using StripVisit = std::function<void(std::int32_t, std::size_t, std::int32_t, std::span<const std::int32_t>)>;

/// The same of what `read` visits by the threads of the rows; false: the checkpoint has ended.
/// @param mentors who stands in each column, somebody perhaps in several
std::optional<BestPairs> best_pairs(const PairRows& rows, std::span<const std::int32_t> mentees,
                                    std::span<const std::int32_t> mentors, ListLengths lengths,
                                    const std::function<bool(const StripVisit&)>& read);

/// Of the best pairs of mentors among several parts of the mentees, the best among all.
std::vector<ListedPair> best_of_mentors(std::span<const BestPairs> parts, std::int32_t mentors, std::int32_t of_mentor);

/// Puts pairs into the table of a problem, each once; returns how many were not there before.
std::int64_t add_pairs(SparseTable& table, std::int32_t mentees, std::vector<ListedPair> pairs);

/// The mentors whom a table lists for a mentee, rising.
inline std::span<const std::int32_t> mentors_of(const SparseTable& table, std::int32_t mentee) {
  const std::int64_t first = table.row_start[at(mentee)];
  return std::span(table.mentor).subspan(at(first), at(table.row_start[at(mentee) + 1] - first));
}

}  // namespace pairwell
