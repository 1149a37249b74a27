/// Enumerators that Python may also give by their names, as a command line or a table does.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/enum_words.hpp"
#include "pairwell/core/error.hpp"

/// An enumerator or its name.
template <class Enum>
using Named = std::variant<Enum, std::string>;

/// The enumerator itself, or the one of those up to the last whose to_string() is the name.
template <class Enum>
Enum by_name(const Named<Enum>& given, Enum last, std::string_view what) {
  if (const auto* value = std::get_if<Enum>(&given)) return *value;
  const auto& name = std::get<std::string>(given);
  const std::vector<std::string> known = pairwell::enum_words(last);
  const auto found = std::ranges::find(known, name);
  if (found != known.end()) return static_cast<Enum>(found - known.begin());
  std::string list;
  for (const std::string& word : known) list.append(list.empty() ? "" : ", ").append(word);
  throw pairwell::InvalidInput("pairwell", what, std::string(what) + " is one of " + list, name);
}
