/// Tables: looks a pair up in a problem's table.
#pragma once

#include <algorithm>
#include <variant>

#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Whether the table has points for a pair of the problem's people. The problem's own list of forbidden pairs is not
/// asked.
inline bool has_points(const Problem& problem, const Pair& pair) {
  const auto at = [](std::int64_t index) { return static_cast<std::size_t>(index); };
  const auto [mentee, mentor] = pair;
  if (const auto* dense = std::get_if<DenseTable>(&problem.points)) {
    return dense->units[at(mentee.value) * at(problem.mentors) + at(mentor.value)] != DenseTable::forbidden;
  }
  const auto& sparse = std::get<SparseTable>(problem.points);
  return std::binary_search(sparse.mentor.begin() + sparse.row_start[at(mentee.value)],
                            sparse.mentor.begin() + sparse.row_start[at(mentee.value) + 1], mentor.value);
}

}  // namespace pairwell
