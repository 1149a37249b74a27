#include "scheme/references.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// A reference as somebody reads it aloud: in any case, and without telling O from 0 or I and l from 1.
std::string as_read(std::string_view reference) {
  std::string read = words::key(reference);
  std::ranges::replace(read, 'o', '0');
  std::ranges::replace(read, 'i', '1');
  std::ranges::replace(read, 'l', '1');
  return read;
}

/// Without the zeros that a number in it begins with: "MR-1" for "MR-001".
std::string without_leading_zeros(std::string_view text) {
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool leads =
        (kept.empty() || !words::is_digit(kept.back())) && i + 1 < text.size() && words::is_digit(text[i + 1]);
    if (text[i] != '0' || !leads) kept += text[i];
  }
  return kept;
}

}  // namespace

void References::add(const std::string& reference, std::int64_t row) {
  if (!rows_.emplace(words::key(reference), row).second) return;
  exact_.insert(reference);
  const std::string read = as_read(reference);
  by_reading_.emplace(read, reference);
  if (const std::string rest = without_leading_zeros(read); rest != read) by_reading_.emplace(rest, reference);
}

std::optional<std::int64_t> References::row_of(std::string_view reference) const {
  const auto found = rows_.find(words::key(reference));
  return found == rows_.end() ? std::nullopt : std::optional(found->second);
}

std::string References::likely(std::string_view text) const {
  std::set<std::string> found;
  const auto look = [&](const std::string& read) {
    const auto [first, last] = by_reading_.equal_range(read);
    for (auto it = first; it != last; ++it) found.insert(it->second);
  };
  std::string read = as_read(text);
  look(read);
  look(without_leading_zeros(read));
  for (std::size_t i = 0; i + 1 < read.size(); ++i) {  // two letters that changed places
    std::swap(read[i], read[i + 1]);
    look(read);
    std::swap(read[i], read[i + 1]);
  }
  return found.size() == 1 ? *found.begin() : std::string();
}

}  // namespace pairwell
