#include "scheme/words.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <numeric>
#include <system_error>

#include "core/unicode.hpp"

namespace pairwell::words {
namespace {

constexpr std::size_t longest_quote = 60;
constexpr std::size_t longest_value = 200;
constexpr std::size_t longest_reference = 100;

constexpr char lower_letter(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

/// The length of the character at the start of a text that is not empty; 0 where a cell may not hold it.
std::size_t character_length(std::string_view text) {
  return text.front() == '\0' ? 0 : unicode::sequence_length(text);
}

/// Where the first so many characters of a text end.
std::size_t end_of(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  for (; characters > 0 && end < text.size(); --characters) {
    end += std::max<std::size_t>(character_length(text.substr(end)), 1);
  }
  return end;
}

/// "U+200B".
std::string code_of(char32_t point) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(point));
  return text.data();
}

/// What a code point of a folded text is in a loose key; 0 for an accent.
char32_t plain_form(char32_t point) {
  if (point < 0x80) return unicode::is_blank(point) ? U' ' : point;
  if (point >= 0x300 && point <= 0x36F) return 0;
  if ((point >= 0x2010 && point <= 0x2015) || point == 0x2212) return U'-';
  if ((point >= 0x2018 && point <= 0x201B) || point == 0x2032) return U'\'';
  if ((point >= 0x201C && point <= 0x201F) || point == 0x2033) return U'"';
  switch (point) {
    case 0x142:  // l with stroke, which Unicode does not take apart
      return U'l';
    case 0xF8:  // o with stroke
      return U'o';
    case 0x111:  // d with stroke
      return U'd';
    case 0x131:  // dotless i
      return U'i';
    default:
      return unicode::is_blank(point) ? U' ' : point;
  }
}

std::size_t changes(std::u32string_view a, std::u32string_view b) {
  // Invariant: row[j] is the number of changes from the letters of a seen so far to the first j letters of b; before
  // and last are the rows of one letter and of two letters less.
  std::vector<std::size_t> row(b.size() + 1);
  std::vector<std::size_t> before = row;
  std::vector<std::size_t> last = row;
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    last.swap(before);
    before.swap(row);
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      row[j + 1] = std::min({before[j] + (a[i] == b[j] ? 0U : 1U), row[j] + 1, before[j + 1] + 1});
      const bool swapped = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j];
      if (swapped) row[j + 1] = std::min(row[j + 1], last[j - 1] + 1);
    }
  }
  return row.back();
}

}  // namespace

std::string_view trim(std::string_view text) { return unicode::trim(text); }

std::string key(std::string_view text) {
  const std::string folded = unicode::fold(text);
  return std::string(trim(folded));
}

bool same(std::string_view a, std::string_view b) {
  if (is_ascii(a) && is_ascii(b)) return std::ranges::equal(trim(a), trim(b), {}, lower_letter, lower_letter);
  return key(a) == key(b);
}

std::string loose_key(std::string_view text) {
  std::u32string points;
  for (const char32_t point : unicode::code_points(unicode::fold(text))) {
    const char32_t plain = plain_form(point);
    if (plain == 0 || (plain == U' ' && (points.empty() || points.back() == U' '))) continue;
    points.push_back(plain);
  }
  if (!points.empty() && points.back() == U' ') points.pop_back();
  return unicode::utf8(points);
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

std::size_t changes(std::string_view a, std::string_view b) {
  return changes(unicode::code_points(key(a)), unicode::code_points(key(b)));
}

std::string nearest(std::string_view text, const std::vector<std::string>& known) {
  // A long text is no misspelling of a short word; cutting it bounds the work.
  const std::u32string letters = unicode::code_points(key(text)).substr(0, 2 * longest_quote);
  const std::string* best = nullptr;
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  for (const std::string& word : known) {
    const std::u32string its_letters = unicode::code_points(key(word));
    const std::size_t longer = std::max(letters.size(), its_letters.size());
    if (longer - std::min(letters.size(), its_letters.size()) >= fewest) continue;  // As many are added at least.
    if (const std::size_t count = changes(letters, its_letters); count < fewest) {
      fewest = count;
      best = &word;
    }
  }
  return best == nullptr ? std::string() : *best;
}

std::optional<std::string> spelling(std::string_view text, const std::vector<std::string>& known) {
  const auto found = std::ranges::find_if(known, [&](const std::string& word) { return same(word, text); });
  return found == known.end() ? std::nullopt : std::optional(*found);
}

bool is_text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    if (length == 0) return false;
    assert(length <= text.size());
    text.remove_prefix(length);
  }
  return true;
}

std::string as_text(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    result.append(length == 0 ? "?" : text.substr(0, length));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

std::string why_no_reference(std::string_view text) {
  if (const auto point = unicode::first_invisible(text)) {
    return "it holds " + code_of(*point) + ", which cannot be seen; type it anew";
  }
  if (text.find(';') != std::string_view::npos) return "';' parts the references of a list; use another sign";
  const std::size_t length = unicode::length(text);
  if (length <= longest_reference) return {};
  return "it has " + std::to_string(length) + " characters; use at most " + std::to_string(longest_reference);
}

std::string shortened(std::string text) {
  const std::size_t end = end_of(text, longest_value);
  if (end == text.size()) return text;
  return text.substr(0, end) + "...";
}

std::string quote(std::string_view text) {
  const std::size_t end = end_of(text, longest_quote);
  return "'" + as_text(text.substr(0, end)) + (end < text.size() ? "...'" : "'");
}

std::string count(std::int64_t number, std::string_view thing) {
  return std::to_string(number).append(" ").append(thing).append(number == 1 ? "" : "s");
}

}  // namespace pairwell::words
