#include "scheme/findings.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace pairwell {
namespace {

/// How many letters must be put in, taken out or exchanged to make one text of the other.
std::size_t edits(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t exchanged = diagonal + (left[i] == right[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({exchanged, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

bool is_lower(char letter) { return letter >= 'a' && letter <= 'z'; }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

}  // namespace

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool is_id(std::string_view text) {
  if (text.empty() || !is_lower(text.front())) return false;
  return std::ranges::all_of(
      text, [](char letter) { return is_lower(letter) || is_digit(letter) || letter == '-' || letter == '_'; });
}

std::string nearest(std::string_view text, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t fewest = std::max<std::size_t>(2, text.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    // A text of a very different length cannot be near, and might be long.
    if (text.size() > candidate.size() + fewest) continue;
    const std::size_t count = edits(text, candidate);
    if (count < fewest && count < candidate.size()) {
      fewest = count;
      best = candidate;
    }
  }
  return best;
}

std::string listed(const std::vector<std::string>& items, std::string_view last_joint) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text.append(i + 1 == items.size() ? " " + std::string(last_joint) + " " : ", ");
    text.append(items[i]);
  }
  return text;
}

}  // namespace pairwell
