/// Problem: what the engine is asked. It speaks of positions and integers only; nothing personal crosses this line.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/core/ids.hpp"
#include "pairwell/core/points.hpp"
#include "pairwell/core/range.hpp"

namespace pairwell {

/// Points of every pair in units, mentees by mentors, row by row.
struct DenseTable {
  /// Marks a forbidden pair.
  static constexpr std::int64_t forbidden = std::numeric_limits<std::int64_t>::min();

  std::vector<std::int64_t> units{};

  friend bool operator==(const DenseTable&, const DenseTable&) = default;
};

/// Points of the admissible pairs only, in compressed rows: the pairs of mentee i are those from row_start[i] to
/// row_start[i + 1]. Columns rise within a row.
struct SparseTable {
  std::vector<std::int64_t> row_start{};  ///< One more than there are mentees.
  std::vector<std::int32_t> mentor{};     ///< Of each pair.
  std::vector<std::int64_t> units{};      ///< Of each pair.

  friend bool operator==(const SparseTable&, const SparseTable&) = default;
};

/// People whose pairs are counted together. Groups of one side are nested or disjoint.
template <class PersonId>
struct Group {
  std::string name{};  ///< For messages; may be empty.
  std::vector<PersonId> members{};
  Range pairs{};  ///< Of all pairs that have a member in them.

  friend bool operator==(const Group&, const Group&) = default;
};

/// Groups of either side.
using MenteeGroup = Group<MenteeId>;
using MentorGroup = Group<MentorId>;

/// A weighted bipartite matching problem with ranges.
struct Problem {
  std::int32_t mentees = 0;
  std::int32_t mentors = 0;
  std::variant<DenseTable, SparseTable> points{};
  std::vector<Range> mentee_capacity{};  ///< Pairs of each mentee; empty: 0 to 1 each.
  std::vector<Range> mentor_capacity{};  ///< Pairs of each mentor; empty: 0 to 1 each.
  std::vector<Pair> forbidden{};         ///< Besides those that the table leaves out.
  std::vector<Pair> locked{};            ///< Pairs that must be: a person decided so.
  std::vector<MenteeGroup> mentee_groups{};
  std::vector<MentorGroup> mentor_groups{};
  std::vector<std::uint64_t>
      mentee_keys{};  ///< What the lottery draws on, so that the order of rows cannot matter; empty: the position.
  std::vector<std::uint64_t> mentor_keys{};
  std::int64_t scale = default_scale;  ///< Units in a point; the engine itself only passes it on.

  friend bool operator==(const Problem&, const Problem&) = default;
};

/// Every fault of a problem: shapes, ranges upside down or negative, ids outside, groups that overlap without being
/// nested, pairs both locked and forbidden or without points, duplicates, points so large that a sum along a path
/// could pass 2^62 (with the bound that was broken), and more people and groups than 31 bits can number, which is
/// looked at before anything else.
/// @complexity linear in the table and the groups.
Findings check(const Problem& problem);

/// A fingerprint of a problem.
std::string digest(const Problem& problem);

}  // namespace pairwell
