#include "core/unicode.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>

#include "core/unicode_tables.hpp"

namespace pairwell::unicode {
namespace {

/// Bytes that are not UTF-8 stand above the code points, so that they come out as they went in.
constexpr char32_t first_byte = 0x110000;

// Hangul syllables are made of a leading consonant, a vowel and, where there is one, a trailing consonant (Unicode 15,
// section 3.12).
constexpr char32_t first_syllable = 0xAC00;
constexpr char32_t syllables = 11172;
constexpr char32_t first_leading = 0x1100;
constexpr char32_t first_vowel = 0x1161;
constexpr char32_t before_trailing = 0x11A7;
constexpr char32_t leading_ones = 19;
constexpr char32_t vowels = 21;
constexpr char32_t trailing_ones = 28;  // none counts as one

constexpr unsigned byte_at(std::string_view text, std::size_t position) {
  return position < text.size() ? static_cast<unsigned char>(text[position]) : 0;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

/// The code point of a sequence of sequence_length().
char32_t decoded(std::string_view sequence) {
  const unsigned first = byte_at(sequence, 0);
  if (sequence.size() == 1) return first;
  char32_t point = first & (0x7FU >> sequence.size());
  for (std::size_t i = 1; i < sequence.size(); ++i) point = point << 6U | (byte_at(sequence, i) & 0x3FU);
  return point;
}

const Range* range_with(std::span<const Range> ranges, char32_t point) {
  const auto after = std::ranges::upper_bound(ranges, point, {}, &Range::first);
  if (after == ranges.begin()) return nullptr;
  const Range& range = *(after - 1);
  return point <= range.last ? &range : nullptr;
}

bool is_ignorable(char32_t point) { return range_with(ignorable(), point) != nullptr; }

unsigned combining_class(char32_t point) {
  const Range* range = range_with(combining_classes(), point);
  return range == nullptr ? 0 : range->combining_class;
}

/// Appends what a code point becomes by a table, or itself.
void append(std::u32string& text, std::span<const Mapping> table, char32_t point) {
  const auto found = std::ranges::lower_bound(table, point, {}, &Mapping::from);
  if (found == table.end() || found->from != point) {
    text.push_back(point);
  } else {
    const auto target = targets().subspan(found->begin, found->length);
    text.append(target.begin(), target.end());
  }
}

void append_decomposed(std::u32string& text, char32_t point) {
  if (point < first_syllable || point >= first_syllable + syllables) {
    append(text, decompositions(), point);
    return;
  }
  const char32_t number = point - first_syllable;
  text.push_back(first_leading + number / (vowels * trailing_ones));
  text.push_back(first_vowel + number % (vowels * trailing_ones) / trailing_ones);
  if (number % trailing_ones > 0) text.push_back(before_trailing + number % trailing_ones);
}

/// Puts the marks on each letter into the order of their classes.
void reorder(std::u32string& text) {
  auto from = text.begin();
  while (from != text.end()) {
    if (combining_class(*from) == 0) {
      ++from;
      continue;
    }
    const auto to = std::find_if(from, text.end(), [](char32_t point) { return combining_class(point) == 0; });
    std::stable_sort(from, to, [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); });
    from = to;
  }
}

std::u32string decomposed(std::string_view text) {
  std::u32string result;
  for (const char32_t point : code_points(text)) append_decomposed(result, point);
  reorder(result);
  return result;
}

std::optional<char32_t> composition(char32_t first, char32_t second) {
  const char32_t leading = first - first_leading;
  const char32_t vowel = second - first_vowel;
  if (first >= first_leading && leading < leading_ones && second >= first_vowel && vowel < vowels) {
    return first_syllable + (leading * vowels + vowel) * trailing_ones;
  }
  const bool is_open =
      first >= first_syllable && first < first_syllable + syllables && (first - first_syllable) % trailing_ones == 0;
  if (is_open && second > before_trailing && second < before_trailing + trailing_ones) {
    return first + (second - before_trailing);
  }
  const auto pair = [](const Composition& each) { return std::pair(each.first, each.second); };
  const auto found = std::ranges::lower_bound(compositions(), std::pair(first, second), {}, pair);
  if (found == compositions().end() || pair(*found) != std::pair(first, second)) return std::nullopt;
  return found->to;
}

}  // namespace

std::size_t sequence_length(std::string_view text) {
  const auto continues = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if ((byte_at(text, i) & 0xC0U) != 0x80U) return false;
    }
    return true;
  };
  if (text.empty()) return 0;
  const unsigned first = byte_at(text, 0);
  const unsigned second = byte_at(text, 1);
  if (first <= 0x7F) return 1;
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

std::u32string code_points(std::string_view text) {
  std::u32string points;
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    points.push_back(length == 0 ? first_byte + byte_at(text, 0) : decoded(text.substr(0, length)));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return points;
}

std::string utf8(std::u32string_view points) {
  std::string text;
  const auto add = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  const auto add_rest = [&](char32_t point, unsigned bytes) {
    for (unsigned left = bytes; left-- > 0;) add(0x80U | (point >> (6 * left) & 0x3FU));
  };
  for (const char32_t point : points) {
    if (point >= first_byte) {
      add(point - first_byte);
    } else if (point < 0x80) {
      add(point);
    } else if (point < 0x800) {
      add(0xC0U | point >> 6U);
      add_rest(point, 1);
    } else if (point < 0x10000) {
      add(0xE0U | point >> 12U);
      add_rest(point, 2);
    } else {
      add(0xF0U | point >> 18U);
      add_rest(point, 3);
    }
  }
  return text;
}

std::size_t length(std::string_view text) { return is_ascii(text) ? text.size() : code_points(text).size(); }

std::string fold(std::string_view text) {
  if (is_ascii(text)) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char letter) {
      return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return lower;
  }
  std::u32string result;
  for (const char32_t point : decomposed(text)) {
    if (!is_ignorable(point)) append(result, foldings(), point);
  }
  reorder(result);
  return utf8(result);
}

std::string composed(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  std::u32string result = decomposed(text);
  // A mark joins the last letter before it unless a mark between them has its class or a higher one.
  std::size_t kept = 0;
  std::optional<std::size_t> letter;
  unsigned last_class = 0;
  for (const char32_t point : result) {
    const unsigned its_class = combining_class(point);
    const bool is_next = letter && *letter + 1 == kept;
    const auto joined =
        letter && (is_next || last_class < its_class) ? composition(result[*letter], point) : std::nullopt;
    if (joined) {
      result[*letter] = *joined;
      continue;
    }
    if (its_class == 0) letter = kept;
    last_class = its_class;
    result[kept++] = point;
  }
  result.resize(kept);
  return utf8(result);
}

bool is_blank(char32_t point) {
  constexpr std::array<std::pair<char32_t, char32_t>, 10> blanks{{{0x09, 0x0D},
                                                                  {0x1C, 0x20},
                                                                  {0x85, 0x85},
                                                                  {0xA0, 0xA0},
                                                                  {0x1680, 0x1680},
                                                                  {0x2000, 0x200A},
                                                                  {0x2028, 0x2029},
                                                                  {0x202F, 0x202F},
                                                                  {0x205F, 0x205F},
                                                                  {0x3000, 0x3000}}};
  return std::ranges::any_of(blanks, [&](const auto& range) { return range.first <= point && point <= range.second; });
}

bool is_invisible(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029 || is_ignorable(point);
}

std::optional<char32_t> first_invisible(std::string_view text) {
  const std::u32string points = code_points(text);
  const auto found = std::ranges::find_if(points, is_invisible);
  return found == points.end() ? std::nullopt : std::optional(*found);
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0 || !is_blank(decoded(text.substr(0, length)))) break;
    text.remove_prefix(length);
  }
  while (!text.empty()) {
    std::size_t begin = text.size() - 1;
    while (begin > 0 && text.size() - begin < 4 && (byte_at(text, begin) & 0xC0U) == 0x80U) --begin;
    const std::string_view last = text.substr(begin);
    if (sequence_length(last) != last.size() || !is_blank(decoded(last))) break;
    text.remove_suffix(last.size());
  }
  return text;
}

}  // namespace pairwell::unicode
