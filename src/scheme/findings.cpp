#include "scheme/findings.hpp"

#include <algorithm>
#include <cstddef>

#include "scheme/words.hpp"

namespace pairwell {

bool is_id(std::string_view text) {
  const auto is_lower = [](char letter) { return letter >= 'a' && letter <= 'z'; };
  const auto is_other = [](char letter) { return (letter >= '0' && letter <= '9') || letter == '-' || letter == '_'; };
  if (text.empty() || !is_lower(text.front())) return false;
  return std::ranges::all_of(text, [&](char letter) { return is_lower(letter) || is_other(letter); });
}

std::string likely_word(std::string_view text, const std::vector<std::string>& known) {
  const std::string word = words::nearest(text, known);
  // A third of the letters may be wrong, and of a short word two, since two that change places count twice.
  const std::size_t most = word.size() < 4 ? 1 : std::max<std::size_t>(2, word.size() / 3);
  if (text.size() > word.size() + most) return {};
  const std::size_t changes = words::changes(text, word);
  return changes <= most && changes < word.size() ? word : std::string();
}

std::string suggestion(std::string_view likely) {
  return likely.empty() ? std::string() : " Did you mean " + words::quote(likely) + "?";
}

}  // namespace pairwell
