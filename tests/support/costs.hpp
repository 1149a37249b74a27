/// Tables of costs for the tests of assignments.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "pairwell/match/assignment.hpp"

namespace pairwell::support {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// Numbers that lie row by row.
template <class Cost>
CostTable<Cost> table(const std::vector<Cost>& costs, std::int32_t rows, std::int32_t columns) {
  return {.first = costs.data(), .rows = rows, .columns = columns, .row_stride = columns};
}

}  // namespace pairwell::support
