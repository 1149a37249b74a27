#include "pairwell/scheme/role.hpp"

#include <cstddef>

namespace pairwell {

std::string_view to_string(Role role) {
  static constexpr std::string_view names[] = {"mentee", "mentor"};
  return names[static_cast<std::size_t>(role)];
}

}  // namespace pairwell
