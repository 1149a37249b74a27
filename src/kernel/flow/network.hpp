/// Network: a circulation between two trees, over pairs that carry 0 or 1 (docs/design/matching.md, The kernel).
///
/// Flow runs from the root down the tree of row groups to the rows, over the pairs to the columns, up the tree of
/// column groups and back to the root. Every tree arc has a range. Plain arrays, no throwing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/common.hpp"

namespace pairwell::kernel {

/// Whether a pair may still change.
enum class PairState : std::uint8_t { free, out, in };

/// Nodes are numbered root, rows, columns, row groups, column groups.
struct Network {
  std::int32_t rows = 0;
  std::int32_t columns = 0;
  std::int32_t row_groups = 0;
  std::int32_t column_groups = 0;
  std::vector<std::int32_t> parent;     ///< Of each node; the root's is -1.
  std::vector<std::int64_t> least;      ///< Of the arc between a node and its parent.
  std::vector<std::int64_t> most;       ///< Finite for every node.
  std::vector<std::int64_t> row_start;  ///< The pairs of row i are row_start[i] to row_start[i + 1].
  std::vector<std::int32_t> column;     ///< Of each pair, rising within a row; empty where every row has every column.
  std::vector<PairState> state;         ///< Of each pair.

  std::int32_t nodes() const { return 1 + rows + columns + row_groups + column_groups; }
  std::int32_t row_node(std::int32_t row) const { return 1 + row; }
  std::int32_t column_node(std::int32_t index) const { return 1 + rows + index; }
  std::int32_t row_group_node(std::int32_t group) const { return 1 + rows + columns + group; }
  std::int32_t column_group_node(std::int32_t group) const { return 1 + rows + columns + row_groups + group; }
  bool is_row(std::int32_t node) const { return node >= 1 && node <= rows; }
  bool is_column(std::int32_t node) const { return node > rows && node <= rows + columns; }
  /// Whether flow runs from the parent to the node (row side) or from the node to the parent (column side).
  bool on_row_side(std::int32_t node) const {
    return is_row(node) || (node > rows + columns && node <= rows + columns + row_groups);
  }

  std::int64_t pairs() const { return static_cast<std::int64_t>(state.size()); }
  std::int64_t first_pair(std::int32_t row) const { return row_start[static_cast<std::size_t>(row)]; }
  std::int64_t end_pair(std::int32_t row) const { return row_start[static_cast<std::size_t>(row) + 1]; }
  std::int32_t column_of(std::int32_t row, std::int64_t pair) const {
    return column.empty() ? static_cast<std::int32_t>(pair - first_pair(row)) : column[static_cast<std::size_t>(pair)];
  }
  /// The pair of a row and a column that the row has.
  std::int64_t pair_of(std::int32_t row, std::int32_t index) const;
};

/// Every node but the root, each after its parent; nodes of one depth keep their order.
std::vector<std::int32_t> parents_first(const Network& network);

/// What each pair is worth: a number of its own, or the same for all.
struct Weights {
  std::span<const std::int64_t> of_pair{};  ///< Empty: all are worth `of_all`.
  std::int64_t of_all = 0;

  std::int64_t operator[](std::int64_t pair) const {
    return of_pair.empty() ? of_all : of_pair[static_cast<std::size_t>(pair)];
  }
};

}  // namespace pairwell::kernel
