#include "scheme/findings.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

std::string without_digits(std::string_view text) {
  std::string rest(text);
  std::erase_if(rest, words::is_digit);
  return rest;
}

}  // namespace

bool is_id(std::string_view text) {
  const auto is_lower = [](char letter) { return letter >= 'a' && letter <= 'z'; };
  const auto is_other = [](char letter) { return words::is_digit(letter) || letter == '-' || letter == '_'; };
  if (text.empty() || !is_lower(text.front())) return false;
  return std::ranges::all_of(text, [&](char letter) { return is_lower(letter) || is_other(letter); });
}

std::string likely_word(std::string_view text, const std::vector<std::string>& known) {
  const std::string word = words::nearest(text, known);
  const std::size_t letters = unicode::length(words::key(text));
  const std::size_t its_letters = unicode::length(words::key(word));
  const std::size_t shorter = std::min(letters, its_letters);
  // A third of the letters may be wrong, and one in a short word.
  const std::size_t most = std::max<std::size_t>(1, shorter / 3);
  if (letters > its_letters + most) return {};
  // "Q2" is another question than "Q1", and no misspelling of it.
  if (without_digits(text) == without_digits(word) && without_digits(text) != text) return {};
  const std::size_t changes = words::changes(text, word);
  return changes <= most && changes < shorter ? word : std::string();
}

std::string LikelyWords::of(std::string_view text, const std::vector<std::string>& known) {
  if (known.size() > left_) return {};
  left_ -= known.size();
  return likely_word(text, known);
}

std::string suggestion(std::string_view likely) {
  return likely.empty() ? std::string() : " Did you mean " + words::quote(likely) + "?";
}

}  // namespace pairwell
