#include "scheme/list_splitter.hpp"

#include <algorithm>
#include <utility>

#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::size_t most_rank_digits = 4;
constexpr std::size_t longest_mark = 40;

/// The parts of a text between separators, untrimmed; blank ones too.
std::vector<std::string_view> cut(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

std::string_view between(std::string_view first, std::string_view last) {
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

}  // namespace

std::pair<std::string_view, std::int64_t> without_leading_rank(std::string_view text) {
  text = words::trim(text);
  std::size_t digits = 0;
  std::int64_t number = 0;
  while (digits < text.size() && digits < most_rank_digits && words::is_digit(text[digits])) {
    number = number * 10 + (text[digits++] - '0');
  }
  if (digits == 0 || digits + 1 >= text.size()) return {text, 0};
  if (text[digits] != '.' && text[digits] != ')') return {text, 0};
  const std::string_view rest = text.substr(digits + 1);
  if (text[digits] == '.' && words::is_digit(rest.front())) return {text, 0};  // "1.5" is no first choice of 5
  return {words::trim(rest), number};
}

std::pair<std::string_view, std::string_view> without_mark(std::string_view text, ItemMarks marks) {
  text = words::trim(text);
  std::size_t begin = std::string_view::npos;
  std::string_view mark;
  if (marks == ItemMarks::levels && text.ends_with(')')) {
    begin = text.rfind('(');
    if (begin != std::string_view::npos) mark = text.substr(begin + 1, text.size() - begin - 2);
  } else if (marks != ItemMarks::none) {
    begin = text.rfind(':');
    if (begin == std::string_view::npos && marks == ItemMarks::levels) {
      begin = text.rfind(" - ");
      if (begin != std::string_view::npos) mark = text.substr(begin + 3);
    } else if (begin != std::string_view::npos) {
      mark = text.substr(begin + 1);
    }
  }
  if (begin == std::string_view::npos || mark.size() > longest_mark) return {text, {}};
  return {words::trim(text.substr(0, begin)), words::trim(mark)};
}

ListSplitter::Tree::Tree(const OptionIndex& options, std::string separator, ItemMarks marks)
    : separator_(std::move(separator)), marks_(marks), is_option_(1, false) {
  for (const std::string& option : options.options()) {
    std::size_t node = 0;
    for (const std::string_view part : cut(option, separator_)) {
      const auto [next, is_new] =
          children_.emplace(std::to_string(node) + ' ' + words::loose_key(part), is_option_.size());
      if (is_new) is_option_.push_back(false);
      node = next->second;
    }
    is_option_[node] = true;
  }
}

std::optional<std::size_t> ListSplitter::Tree::child(std::size_t node, const std::string& key) const {
  const auto found = children_.find(std::to_string(node) + ' ' + key);
  return found == children_.end() ? std::nullopt : std::optional(found->second);
}

/// The node of a part whose mark is left out; none where that is no child.
std::optional<std::size_t> ListSplitter::Tree::marked_end(std::size_t node, std::string_view part,
                                                          bool is_first) const {
  if (marks_ == ItemMarks::ranks && is_first) {
    const auto [rest, number] = without_leading_rank(part);
    if (number > 0) {
      if (const auto next = child(node, words::loose_key(rest))) return next;
      part = rest;
    }
  }
  const auto [rest, mark] = without_mark(part, marks_);
  if (mark.empty()) return std::nullopt;
  const auto next = child(node, words::loose_key(rest));
  return next && is_option_[*next] ? next : std::nullopt;
}

/// How many parts from one on are an option; 0 where none is.
std::size_t ListSplitter::Tree::length_at(const std::vector<std::string_view>& parts, std::size_t from) const {
  std::size_t node = 0;
  std::size_t longest = 0;
  for (std::size_t i = from; i < parts.size(); ++i) {
    auto next = child(node, words::loose_key(parts[i]));
    if (!next) next = marked_end(node, parts[i], i == from);
    if (!next) break;
    node = *next;
    if (is_option_[node]) longest = i - from + 1;
  }
  return longest;
}

std::vector<std::string_view> ListSplitter::Tree::split(std::string_view cell, std::int64_t* found) const {
  const std::vector<std::string_view> parts = cut(cell, separator_);
  std::vector<std::string_view> items;
  for (std::size_t i = 0; i < parts.size();) {
    const std::size_t length = children_.empty() ? 0 : length_at(parts, i);
    const std::size_t last = i + std::max<std::size_t>(length, 1) - 1;
    const std::string_view item = words::trim(between(parts[i], parts[last]));
    if (!item.empty()) items.push_back(item);
    if (found != nullptr && length > 0) ++*found;
    i = last + 1;
  }
  return items;
}

ListSplitter::ListSplitter(const OptionIndex& options, std::string_view declared, ItemMarks marks) {
  if (!declared.empty()) {
    trees_.emplace_back(options, std::string(declared), marks);
  } else {
    for (const char* separator : {";", "\n", "|", ","}) trees_.emplace_back(options, separator, marks);
  }
  found_.resize(trees_.size());
  cells_.resize(trees_.size());
}

void ListSplitter::look_at(std::string_view cell) {
  if (trees_.size() == 1) return;
  for (std::size_t i = 0; i < trees_.size(); ++i) {
    if (cell.find(trees_[i].separator()) != std::string_view::npos) ++cells_[i];
    trees_[i].split(cell, &found_[i]);
  }
}

std::size_t ListSplitter::chosen() const {
  const std::vector<std::int64_t>& counts =
      std::ranges::any_of(found_, [](std::int64_t found) { return found > 0; }) ? found_ : cells_;
  return static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
}

std::string_view ListSplitter::separator() const { return trees_[chosen()].separator(); }

std::vector<std::string_view> ListSplitter::split(std::string_view cell) const {
  const Tree& tree = trees_[chosen()];
  std::string_view rest = words::trim(cell);
  const std::string_view end = words::trim(tree.separator());
  if (!end.empty() && rest.ends_with(end)) rest.remove_suffix(end.size());
  return tree.split(rest, nullptr);
}

}  // namespace pairwell
