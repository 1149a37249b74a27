/// Enumerators that Python may also give by their names, as a command line or a table does.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "pairwell/core/error.hpp"

/// An enumerator or its name.
template <class Enum>
using Named = std::variant<Enum, std::string>;

/// The enumerator itself, or the one whose to_string() is the name.
template <class Enum>
Enum by_name(const Named<Enum>& given, std::initializer_list<Enum> all, std::string_view what) {
  if (const auto* value = std::get_if<Enum>(&given)) return *value;
  const auto& name = std::get<std::string>(given);
  std::string known;
  for (const Enum each : all) {
    if (to_string(each) == name) return each;
    known.append(known.empty() ? "" : ", ").append(to_string(each));
  }
  throw pairwell::InvalidInput("pairwell", what, std::string(what) + " is one of " + known, name);
}
