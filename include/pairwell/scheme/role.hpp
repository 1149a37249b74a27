/// Role: who an applicant would be in a pair.
#pragma once

#include <string_view>

namespace pairwell {

/// Who an applicant would be in a pair.
enum class Role { mentee, mentor };

/// The enumerator's name: "mentee".
std::string_view to_string(Role role);

}  // namespace pairwell
