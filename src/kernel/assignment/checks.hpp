/// Checks: the invariants of an assignment, for assertions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "kernel/common.hpp"

namespace pairwell::kernel {

/// Whether every row with a column is that column's row, and the other way round. `row_of` is asked with a column.
template <class RowOf>
bool are_mates(std::span<const std::int32_t> column_of, std::int32_t columns, RowOf row_of) {
  std::int64_t rows = 0;
  for (std::size_t row = 0; row < column_of.size(); ++row) {
    if (column_of[row] == none) continue;
    if (row_of(column_of[row]) != static_cast<std::int32_t>(row)) return false;
    ++rows;
  }
  for (std::int32_t column = 0; column < columns; ++column) rows -= row_of(column) != none ? 1 : 0;
  return rows == 0;
}

/// Full check, for whole numbers: every row with a column has one of its cheapest. `reduced` is asked with a row and a
/// column, `least` with a row for the least reduced cost of all its pairs.
template <class Reduced, class Least>
bool have_cheapest(std::span<const std::int32_t> column_of, Reduced reduced, Least least) {
  for (std::int32_t row = 0; row < std::ssize(column_of); ++row) {
    if (column_of[at(row)] != none && reduced(row, column_of[at(row)]) > least(row)) return false;
  }
  return true;
}

}  // namespace pairwell::kernel
