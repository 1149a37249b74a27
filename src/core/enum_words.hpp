/// Enum words: the names of an enumeration whose values run from 0 to a last one.
#pragma once

#include <string>
#include <vector>

namespace pairwell {

/// What to_string() says of each value, in order.
template <class Enum>
std::vector<std::string> enum_words(Enum last) {
  std::vector<std::string> words;
  for (int value = 0; value <= static_cast<int>(last); ++value) words.emplace_back(to_string(static_cast<Enum>(value)));
  return words;
}

}  // namespace pairwell
