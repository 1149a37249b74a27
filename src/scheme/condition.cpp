#include "pairwell/scheme/condition.hpp"

#include <cstddef>

namespace pairwell {

std::string_view to_string(ConditionKind kind) {
  static constexpr std::string_view names[] = {"all",    "any",     "none",     "answered", "confirmed",
                                               "one_of", "none_of", "all_of",   "at_least", "at_most",
                                               "from",   "until",   "age_from", "age_until"};
  return names[static_cast<std::size_t>(kind)];
}

}  // namespace pairwell
