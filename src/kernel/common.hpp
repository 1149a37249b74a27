/// Common: what every solver on plain arrays needs. The kernel includes nothing of the other modules.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>

namespace pairwell::kernel {

/// How a solver ended.
enum class Outcome : std::uint8_t {
  solved,
  infeasible,
  stopped,       ///< Told to.
  invalid_cost,  ///< A real for which is_invalid_real() holds.
  too_large,     ///< Sums would leave the number type.
  gave_up,       ///< As it was allowed to, where another solver is likely to be the faster.
};

/// No row, column or node.
inline constexpr std::int32_t none = -1;

/// Whether assertions go through a whole problem after each step, too: the CMake option PAIRWELL_FULL_CHECKS.
#ifdef PAIRWELL_FULL_CHECKS
inline constexpr bool full_checks = true;
#else
inline constexpr bool full_checks = false;
#endif

/// The most rows, columns and pairs that full checks go through.
inline constexpr std::int64_t most_checked = 4096;

/// A row, column, node or pair as a position in a vector.
constexpr std::size_t at(std::int64_t index) {
  assert(index >= 0);
  return static_cast<std::size_t>(index);
}

}  // namespace pairwell::kernel
