/// Which members of a criterion a comparison looks at.
#pragma once

#include <string_view>

#include "pairwell/scheme/criterion.hpp"

namespace pairwell {

/// What a comparison can be told, besides its questions; by the names of the members.
enum class Parameter {
  needs_of,
  overlap,
  low,
  high,
  fall,
  curve,
  sides,
  any,
  table,
  otherwise,
  bands,
  minutes,
  format,
  pairs,
  of,
};

inline constexpr Parameter last_parameter = Parameter::of;

/// The enumerator's name: "otherwise".
std::string_view to_string(Parameter parameter);

/// Whether a comparison looks at a member.
bool uses(Comparison comparison, Parameter parameter);

/// Whether a comparison looks at answers, so that it needs a question of each side.
bool has_questions(Comparison comparison);

/// Whether a member has another value than a new criterion has.
bool is_set(const Criterion& criterion, Parameter parameter);

}  // namespace pairwell
