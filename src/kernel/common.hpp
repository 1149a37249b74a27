/// Common: what every solver on plain arrays needs. The kernel includes nothing of the other modules.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>

namespace pairwell::kernel {

/// A row, column, node or pair as a position in a vector.
constexpr std::size_t at(std::int64_t index) {
  assert(index >= 0);
  return static_cast<std::size_t>(index);
}

}  // namespace pairwell::kernel
