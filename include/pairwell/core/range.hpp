/// Range: how many pairs, people or places there must at least and may at most be.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace pairwell {

/// A whole number of pairs, people or places, both ends included.
struct Range {
  /// The upper end that stands for "no limit".
  static constexpr std::int32_t no_limit = std::numeric_limits<std::int32_t>::max();

  std::int32_t least = 0;
  std::int32_t most = 1;

  friend constexpr bool operator==(const Range&, const Range&) = default;
};

/// Writes a range for a message: "0 to 3", "2" where both ends agree, "1 or more" where there is no limit.
std::string to_string(const Range& range);

}  // namespace pairwell
