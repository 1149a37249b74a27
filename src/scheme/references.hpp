/// References: those of one role, and what a text that is none of them was most likely meant to be.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "pairwell/scheme/question.hpp"

namespace pairwell {

/// One role's references and the rows that they were read from.
class References {
 public:
  explicit References(Role role) : word_(to_string(role)) {}

  void add(const std::string& reference, std::int64_t row);

  bool contains(const std::string& reference) const { return exact_.contains(reference); }

  /// The row of a reference that can hardly be told from this one; none where there is none.
  std::optional<std::int64_t> row_of(std::string_view reference) const;

  /// The reference that a text is a slip for; empty where there is none, or more than one. Codes that differ in a digit
  /// are of two people, so near is not enough.
  std::string likely(std::string_view text) const;

  const std::string& word() const { return word_; }  ///< "mentee"

 private:
  std::string word_;
  std::map<std::string, std::int64_t> rows_{};  ///< By their keys.
  std::set<std::string> exact_{};
  std::multimap<std::string, std::string> by_reading_{};
};

}  // namespace pairwell
