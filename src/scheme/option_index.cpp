#include "scheme/option_index.hpp"

#include <algorithm>

#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// A cell is no slip for an option that is so many times shorter; not looking bounds the work.
constexpr std::size_t most_times_longer = 16;
constexpr std::size_t most_options_named = 20;

}  // namespace

OptionIndex::OptionIndex(const std::vector<std::string>& options) : options_(options) {
  for (std::size_t i = 0; i < options_.size(); ++i) {
    positions_.emplace(words::loose_key(options_[i]), i);
    longest_ = std::max(longest_, options_[i].size() * most_times_longer);
  }
}

std::optional<std::size_t> OptionIndex::find(std::string_view text) const {
  const std::string_view trimmed = words::trim(text);
  if (options_.empty() || trimmed.size() > longest_) return std::nullopt;
  const auto found = positions_.find(words::loose_key(trimmed));
  return found == positions_.end() ? std::nullopt : std::optional(found->second);
}

std::string OptionIndex::hint(std::string_view likely) const {
  if (!likely.empty()) return "." + suggestion(likely);
  if (options_.size() <= most_options_named) return "; known are " + words::join(options_) + ".";
  return "; " + std::to_string(options_.size()) + " others are known.";
}

}  // namespace pairwell
