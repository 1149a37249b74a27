#include "scheme/number_reader.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>

#include "core/unicode.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// More than any scale, amount or phrase for one; a longer cell is none, and need not be folded to say so.
constexpr std::size_t longest_number = 200;
constexpr std::int64_t greatest = 1'000'000'000'000'000;

/// Units and the other words for them.
constexpr std::array<std::array<std::string_view, 5>, 8> unit_words{{
    {"minutes", "minute", "mins", "min", ""},
    {"hours", "hour", "hrs", "hr", "h"},
    {"days", "day", "", "", ""},
    {"weeks", "week", "", "", ""},
    {"months", "month", "", "", ""},
    {"years", "year", "yrs", "yr", ""},
    {"km", "kilometres", "kilometers", "kilometre", ""},
    {"miles", "mile", "mi", "", ""},
}};

struct Currency {
  std::string_view code;
  std::string_view sign;
  std::string_view word;
};

constexpr std::array<Currency, 9> currency_signs{{{"GBP", "\u00A3", "pounds"},
                                                  {"EUR", "\u20AC", "euros"},
                                                  {"USD", "$", "dollars"},
                                                  {"CAD", "$", "dollars"},
                                                  {"AUD", "$", "dollars"},
                                                  {"NZD", "$", "dollars"},
                                                  {"PLN", "z\u0142", "zlotys"},
                                                  {"CHF", "fr.", "francs"},
                                                  {"JPY", "\u00A5", "yen"}}};

bool is_currency(std::string_view unit) {
  return unit.size() == 3 && std::ranges::all_of(unit, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

/// What a unit may be written as, by loose keys.
std::vector<std::string> words_of_unit(const std::string& unit) {
  if (words::trim(unit).empty()) return {};
  std::vector<std::string> result{words::loose_key(unit)};
  for (const Currency& currency : currency_signs) {
    if (currency.code != unit) continue;
    result.push_back(words::loose_key(currency.sign));
    result.push_back(words::loose_key(currency.word));
  }
  for (const auto& row : unit_words) {
    if (std::ranges::find(row, result.front()) == row.end()) continue;
    for (const std::string_view word : row) {
      if (!word.empty()) result.emplace_back(word);
    }
  }
  std::erase_if(result, [](const std::string& word) { return word.empty(); });
  std::ranges::stable_sort(result, [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return result;
}

bool has_digit(std::string_view text) { return std::ranges::any_of(text, words::is_digit); }

/// The digits of "1,200" or "1200"; empty where they are not parted in threes by one sign.
std::string whole_digits(std::string_view text, char decimal) {
  const std::size_t first_sign = text.find_first_not_of("0123456789");
  if (first_sign == std::string_view::npos) return std::string(text);
  const char sign = text[first_sign];
  if (sign == decimal || std::string_view(",. '").find(sign) == std::string_view::npos) return {};
  if (first_sign == 0 || first_sign > 3) return {};
  std::string digits(text.substr(0, first_sign));
  for (text.remove_prefix(first_sign); !text.empty(); text.remove_prefix(4)) {
    if (text.size() < 4 || text.front() != sign || !std::ranges::all_of(text.substr(1, 3), words::is_digit)) return {};
    digits.append(text.substr(1, 3));
  }
  return digits;
}

/// The number of "4 - agree", "4 (agree)", "4. agree" or "agree (4)"; none of anything else.
std::optional<std::int64_t> number_beside_words(std::string_view key) {
  const std::size_t digits = std::min(key.find_first_not_of("0123456789", key.starts_with('-') ? 1 : 0), key.size());
  std::string_view number = key.substr(0, digits);
  std::string_view rest = words::trim(key.substr(digits));
  if (has_digit(number)) {
    constexpr std::string_view signs = "-:.)(=";
    if (rest.empty() || signs.find(rest.front()) == std::string_view::npos) return std::nullopt;
  } else {
    const std::size_t begin = key.rfind('(');
    if (begin == std::string_view::npos || begin == 0 || !key.ends_with(')')) return std::nullopt;
    number = key.substr(begin + 1, key.size() - begin - 2);
    rest = key.substr(0, begin);
  }
  const bool has_words = std::ranges::any_of(
      rest, [](char letter) { return (letter >= 'a' && letter <= 'z') || static_cast<unsigned char>(letter) >= 0x80; });
  if (!has_words || has_digit(rest)) return std::nullopt;
  return words::whole_number(number);
}

}  // namespace

std::optional<std::int64_t> decimal_number(std::string_view text, char decimal, std::int32_t decimals) {
  text = words::trim(text);
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  const std::size_t mark = std::min(text.find(decimal), text.size());
  std::string_view fraction = text.substr(std::min(mark + 1, text.size()));
  if (mark < text.size() && fraction.empty()) return std::nullopt;
  if (!std::ranges::all_of(fraction, words::is_digit)) return std::nullopt;
  while (fraction.size() > static_cast<std::size_t>(decimals) && fraction.ends_with('0')) fraction.remove_suffix(1);
  if (fraction.size() > static_cast<std::size_t>(decimals)) return std::nullopt;
  std::string digits = whole_digits(text.substr(0, mark), decimal);
  if (digits.empty()) return std::nullopt;
  digits.append(fraction).append(static_cast<std::size_t>(decimals) - fraction.size(), '0');
  const auto value = words::whole_number(digits);
  if (!value || *value > greatest) return std::nullopt;
  return is_negative ? -*value : *value;
}

std::string decimal_text(std::int64_t value, std::int32_t decimals) {
  std::string digits = std::to_string(std::abs(value));
  const auto places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::string_view fraction = std::string_view(digits).substr(digits.size() - places);
  const bool is_whole = fraction.find_first_not_of('0') == std::string_view::npos;
  std::string text = value < 0 ? "-" : "";
  text.append(digits, 0, digits.size() - places);
  return is_whole ? text : text.append(".").append(fraction);
}

NumberReader::NumberReader(const Question& question, char decimal)
    : least_(question.least),
      most_(question.most),
      decimals_(std::clamp(question.decimals, 0, 6)),
      decimal_(decimal),
      is_money_(is_currency(question.unit)),
      units_(words_of_unit(question.unit)) {
  for (const WordValue& each : question.numbers) words_.emplace(words::loose_key(each.word), each.value);
}

std::optional<std::int64_t> NumberReader::word(std::string_view text) const {
  if (words_.empty() || text.size() > longest_number) return std::nullopt;
  const auto found = words_.find(words::loose_key(text));
  return found == words_.end() ? std::nullopt : std::optional(found->second);
}

std::string NumberReader::expected(bool is_whole) const {
  std::string text = is_money_ ? "an amount" : is_whole ? "a whole number" : "a number";
  if (least_ != 0 || most_ != 0) {
    text += " from " + decimal_text(least_, is_whole ? 0 : decimals_) + " to " +
            decimal_text(most_, is_whole ? 0 : decimals_);
  }
  return text;
}

Reading<std::int64_t> NumberReader::within_range(std::int64_t value, bool is_whole) const {
  if ((least_ == 0 && most_ == 0) || (least_ <= value && value <= most_)) return Reading<std::int64_t>::of(value);
  return Reading<std::int64_t>::none(
      is_money_ ? "money" : "range",
      "is not " + expected(is_whole) + "; leave the cell empty where there is no answer.");
}

Reading<std::int64_t> NumberReader::scale(std::string_view text) const {
  if (const auto value = word(text)) return Reading<std::int64_t>::of(*value);
  std::optional<std::int64_t> value;
  if (text.size() <= longest_number) {
    const std::string key = words::loose_key(text);
    value = words::whole_number(key);
    if (!value) value = number_beside_words(key);
  }
  if (value && std::abs(*value) <= greatest) return within_range(*value, true);
  return Reading<std::int64_t>::none(
      "number", "is not " + expected(true) +
                    "; leave the cell empty where there is no answer, and where the words stand for a number, add them "
                    "to the question's numbers.");
}

std::string_view NumberReader::without_unit(std::string_view text) const {
  for (const std::string& unit : units_) {
    if (text.size() > unit.size() && text.ends_with(unit))
      return words::trim(text.substr(0, text.size() - unit.size()));
    if (text.size() > unit.size() && text.starts_with(unit)) return words::trim(text.substr(unit.size()));
  }
  return text;
}

Reading<std::int64_t> NumberReader::number(std::string_view text) const {
  if (const auto value = word(text)) return Reading<std::int64_t>::of(*value);
  const bool is_whole = decimals_ == 0 && !is_money_;
  std::string hint;
  if (text.size() <= longest_number) {
    const std::string key = words::loose_key(text);
    std::string_view rest = without_unit(key);
    if (const auto value = decimal_number(rest, decimal_, decimals_)) return within_range(*value, is_whole);
    const char other = decimal_ == '.' ? ',' : '.';
    if (decimal_number(rest, other, decimals_)) {
      hint = std::string(" Its decimal mark is '") + decimal_ + "', as the sheet says or leaves it.";
    }
  }
  std::string why = "is not " + expected(is_whole);
  if (is_money_) {
    why += std::string("; write 120 or 120") + decimal_ + "50.";
  } else {
    if (decimals_ > 0) why += " with at most " + words::count(decimals_, "decimal");
    why +=
        "; leave the cell empty where there is no answer, and where the words stand for a number, add them to the "
        "question's numbers.";
  }
  return Reading<std::int64_t>::none(is_money_ ? "money" : "number", why + hint);
}

}  // namespace pairwell
