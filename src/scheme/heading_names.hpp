/// Heading names: by what headings questions go.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scheme/words.hpp"

namespace pairwell {

/// What a heading was found among: the earlier wins.
enum class HeadingLevel : std::size_t { mapped, id, own_words, other_heading, words_of_the_other_role, none };

/// The headings of the questions for people of one role.
class HeadingNames {
 public:
  struct Found {
    std::vector<std::size_t> questions{};  ///< More than one: which is meant nobody can say.
    HeadingLevel level = HeadingLevel::none;
    std::size_t order = 0;
  };

  void add(HeadingLevel level, std::string_view name, std::size_t question, std::size_t order = 0) {
    std::string key = words::loose_key(name);
    if (key.empty()) return;
    for (const Entry& entry : by_level_[at(level)][key]) {
      if (entry.question == question) return;
    }
    by_level_[at(level)][std::move(key)].push_back({question, order});
  }

  /// The questions that go by a heading, which is a loose key.
  Found find(const std::string& key) const {
    for (std::size_t level = 0; level < levels; ++level) {
      const auto entries = by_level_[level].find(key);
      if (entries == by_level_[level].end()) continue;
      Found found{.level = static_cast<HeadingLevel>(level), .order = entries->second.front().order};
      for (const Entry& entry : entries->second) found.questions.push_back(entry.question);
      return found;
    }
    return {};
  }

 private:
  struct Entry {
    std::size_t question = 0;
    std::size_t order = 0;
  };
  static constexpr std::size_t levels = static_cast<std::size_t>(HeadingLevel::none);
  static std::size_t at(HeadingLevel level) { return static_cast<std::size_t>(level); }

  std::array<std::map<std::string, std::vector<Entry>>, levels> by_level_{};
};

}  // namespace pairwell
