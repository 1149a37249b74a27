/// At: a whole number as a position in a container of the standard library, which counts without a sign.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>

namespace pairwell {

constexpr std::size_t at(std::int64_t index) {
  assert(index >= 0);
  return static_cast<std::size_t>(index);
}

}  // namespace pairwell
