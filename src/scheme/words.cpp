#include "scheme/words.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstddef>
#include <system_error>

namespace pairwell::words {
namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";
constexpr std::size_t longest_quote = 60;

constexpr bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r' || letter == '\v' || letter == '\f';
}

constexpr char lower_letter(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

constexpr unsigned byte_at(std::string_view text, std::size_t position) {
  return position < text.size() ? static_cast<unsigned char>(text[position]) : 0;
}

/// The length of the UTF-8 sequence at the start of text; 0 where there is none (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view text) {
  const auto continues = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if ((byte_at(text, i) & 0xC0U) != 0x80U) return false;
    }
    return true;
  };
  const unsigned first = byte_at(text, 0);
  const unsigned second = byte_at(text, 1);
  if (first >= 0x01 && first <= 0x7F) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1, 2) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool overlong = first == 0xE0 && second < 0xA0;
    const bool surrogate = first == 0xED && second > 0x9F;
    return !overlong && !surrogate && continues(1, 3) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool overlong = first == 0xF0 && second < 0x90;
    const bool too_large = first == 0xF4 && second > 0x8F;
    return !overlong && !too_large && continues(1, 4) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string_view trim(std::string_view text) {
  for (;;) {
    if (!text.empty() && is_blank(text.front())) {
      text.remove_prefix(1);
    } else if (text.starts_with(no_break_space)) {
      text.remove_prefix(no_break_space.size());
    } else if (!text.empty() && is_blank(text.back())) {
      text.remove_suffix(1);
    } else if (text.ends_with(no_break_space)) {
      text.remove_suffix(no_break_space.size());
    } else {
      return text;
    }
  }
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower_letter);
  return result;
}

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(trim(a), trim(b), {}, lower_letter, lower_letter);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view part = trim(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string join(const std::vector<std::string>& parts, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text.append(i + 1 == parts.size() ? last : ", ");
    text.append(parts[i]);
  }
  return text;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  text = trim(text);
  const std::size_t point = text.find('.');
  if (point != std::string_view::npos) {
    const std::string_view decimals = text.substr(point + 1);
    if (decimals.empty() || decimals.find_first_not_of('0') != std::string_view::npos) return std::nullopt;
    text = text.substr(0, point);
  }
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_yes(std::string_view text) {
  return same(text, "yes") || same(text, "y") || same(text, "true") || same(text, "1");
}

bool is_no(std::string_view text) {
  return same(text, "no") || same(text, "n") || same(text, "false") || same(text, "0");
}

std::size_t changes(std::string_view a, std::string_view b) {
  // Invariant: row[j] is the number of changes from the letters of a seen so far to the first j letters of b.
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (lower_letter(a[i]) == lower_letter(b[j]) ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::string nearest(std::string_view text, const std::vector<std::string>& known) {
  // A long text is no misspelling of a short word; cutting it bounds the work.
  const std::string_view start = trim(text).substr(0, 2 * longest_quote);
  const auto best = std::ranges::min_element(known, {}, [&](const std::string& word) { return changes(start, word); });
  return best == known.end() ? std::string() : *best;
}

std::optional<std::string> spelling(std::string_view text, const std::vector<std::string>& known) {
  const auto found = std::ranges::find_if(known, [&](const std::string& word) { return same(word, text); });
  return found == known.end() ? std::nullopt : std::optional(*found);
}

bool is_text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) return false;
    assert(length <= text.size());
    text.remove_prefix(length);
  }
  return true;
}

std::string as_text(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    result.append(length == 0 ? "?" : text.substr(0, length));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

std::string quote(std::string_view text) {
  std::string_view part = text.substr(0, longest_quote);
  const bool is_cut = part.size() < text.size();
  // A cut must not leave the head of a sequence behind.
  while (is_cut && (byte_at(text, part.size()) & 0xC0U) == 0x80U && !part.empty()) part.remove_suffix(1);
  return "'" + as_text(part) + (is_cut ? "...'" : "'");
}

std::string count(std::int64_t number, std::string_view thing) {
  return std::to_string(number).append(" ").append(thing).append(number == 1 ? "" : "s");
}

}  // namespace pairwell::words
