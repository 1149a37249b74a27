#include "pairwell/scheme/sheet.hpp"

#include <cstddef>

namespace pairwell {

std::string_view to_string(DateOrder order) {
  static constexpr std::string_view names[] = {"iso", "day_first", "month_first"};
  return names[static_cast<std::size_t>(order)];
}

std::string_view to_string(Resubmissions resubmissions) {
  static constexpr std::string_view names[] = {"last", "first", "refused"};
  return names[static_cast<std::size_t>(resubmissions)];
}

}  // namespace pairwell
