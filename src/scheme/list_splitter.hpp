/// List splitter: takes a cell of several answers apart, at options first and at separators then.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "scheme/option_index.hpp"

namespace pairwell {

/// What may stand around an option in a list.
enum class ItemMarks {
  none,
  ranks,   ///< "1. Archives", "Archives:1"
  levels,  ///< "English (C1)", "English: C1"
};

/// Splits the cells of one column. Options may hold the separator: of the options that begin at a place, the longest
/// is taken.
class ListSplitter {
 public:
  /// @param declared the separator; empty: found out, among ";", the end of a line, "|" and ",".
  ListSplitter(const OptionIndex& options, std::string_view declared, ItemMarks marks);

  /// Counts what each separator would make of a cell.
  void look_at(std::string_view cell);

  /// The separator of the column: the declared one, or the one that makes the most options of what was looked at and,
  /// where no option is found, stands in the most cells; of several the first.
  std::string_view separator() const;

  /// The answers of a cell, trimmed, without those that are blank.
  std::vector<std::string_view> split(std::string_view cell) const;

 private:
  /// The options cut at one separator: each is a way from the root of a tree.
  class Tree {
   public:
    Tree(const OptionIndex& options, std::string separator, ItemMarks marks);

    std::vector<std::string_view> split(std::string_view cell, std::int64_t* found) const;
    const std::string& separator() const { return separator_; }

   private:
    std::optional<std::size_t> child(std::size_t node, const std::string& key) const;
    std::size_t length_at(const std::vector<std::string_view>& parts, std::size_t from) const;
    std::optional<std::size_t> marked_end(std::size_t node, std::string_view part, bool is_first) const;

    std::string separator_;
    ItemMarks marks_;
    std::unordered_map<std::string, std::size_t> children_;
    std::vector<bool> is_option_;  ///< By node.
  };

  std::size_t chosen() const;

  std::vector<Tree> trees_;
  std::vector<std::int64_t> found_;  ///< By tree: the options found in what was looked at.
  std::vector<std::int64_t> cells_;  ///< By tree: the cells that hold the separator.
};

/// The text without a number before it ("1. ", "2) "), and the number; 0 where there is none.
std::pair<std::string_view, std::int64_t> without_leading_rank(std::string_view text);

/// The text without the mark at its end: of ranks ":1", of levels "(C1)", ": C1" or "- C1"; and the mark. The mark is
/// empty where there is none.
std::pair<std::string_view, std::string_view> without_mark(std::string_view text, ItemMarks marks);

}  // namespace pairwell
