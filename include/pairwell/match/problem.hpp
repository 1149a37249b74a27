/// Problem: what the engine is asked. It speaks of positions and integers only; nothing personal crosses this line.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
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
  double rounding = 0;  ///< What rounding the points may have cost in all, in points (see set_points); passed on, too.

  /// Whether the engine is asked the same. What was rounded before it is asked is no part of that.
  friend bool operator==(const Problem&, const Problem&);
};

/// How large the units of a pair may be, so that no sum leaves 62 bits.
std::int64_t most_units(const Problem& problem);

/// What rounding may cost in all, in points: a matching that is best by the rounded points has at most so many points
/// fewer than any other that the stages before it allow. 0 where no number was rounded.
/// @param error How far the points of any pair may be from its units.
double rounding_bound(const Problem& problem, double error);

/// Puts real numbers of points into a problem whose people, groups and capacities are set, and sets its scale and
/// rounding. They are those of the pairs of a SparseTable, which holds its columns; else of a DenseTable, where minus
/// infinity marks a forbidden pair.
/// @param scale Without one, it is chosen (see ScaleChoice).
/// @throws InvalidInput for a scale that is not from 1 to under 2^62, and for numbers that are not finite or too large.
/// @complexity linear
void set_points(Problem& problem, std::span<const double> points, std::optional<std::int64_t> scale = {});

/// Every fault of a problem: shapes, ranges upside down or negative, ids outside, groups that overlap without being
/// nested, pairs both locked and forbidden or without points, duplicates, points so large that a sum along a path
/// could pass 2^62 (with the bound that was broken), and more people and groups than 31 bits can number, which is
/// looked at before anything else.
/// @complexity linear in the table and the groups.
Findings check(const Problem& problem);

/// A fingerprint of a problem.
std::string digest(const Problem& problem);

}  // namespace pairwell
