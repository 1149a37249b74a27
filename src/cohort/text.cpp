#include "cohort/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>
#include <utility>

namespace pairwell {
namespace {

constexpr std::int64_t most_told = 200;
constexpr std::string_view blanks = " \t\r\v\f";

}  // namespace

void LineFaults::add(std::int64_t line, std::string_view rule, std::string_view column, std::string message,
                     std::string_view value) {
  if (std::ssize(findings_) == most_told) {
    ++untold_;
    return;
  }
  findings_.push_back({.rule = std::string(rule),
                       .message = std::move(message),
                       .file = file_,
                       .row = line,
                       .column = std::string(column),
                       .value = shortened(value)});
}

void LineFaults::throw_if_any(std::string_view function) {
  std::ranges::stable_sort(findings_, {}, &Finding::row);
  if (untold_ > 0) {
    findings_.push_back({.rule = "more",
                         .message = "there are more faults than are listed here",
                         .file = file_,
                         .value = std::to_string(untold_)});
  }
  throw_if_errors(function, findings_);
}

Lines::Lines(std::string_view text) : rest_(text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
}

std::optional<std::string_view> Lines::next() {
  if (rest_.empty()) return std::nullopt;
  ++number_;
  const std::size_t end = rest_.find('\n');
  std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string shortened(std::string_view text) {
  constexpr std::size_t longest = 40;
  if (text.size() <= longest) return std::string(text);
  return std::string(text.substr(0, longest)).append("...");
}

}  // namespace pairwell
