#include "pairwell/core/range.hpp"

namespace pairwell {

std::string to_string(const Range& range) {
  if (range.least == range.most) return std::to_string(range.least);
  if (range.most == Range::no_limit) return std::to_string(range.least) + " or more";
  return std::to_string(range.least) + " to " + std::to_string(range.most);
}

}  // namespace pairwell
