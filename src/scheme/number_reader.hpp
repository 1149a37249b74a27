/// Number reader: scales, numbers with their unit, and words that stand for a number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pairwell/scheme/question.hpp"
#include "scheme/reading.hpp"

namespace pairwell {

/// Reads the cells of a scale, a number or a priority. Nothing is guessed: "2-3" is a number only by the question's
/// `numbers`.
class NumberReader {
 public:
  NumberReader(const Question& question, char decimal);

  /// What a word or phrase stands for; none where the question does not say.
  std::optional<std::int64_t> word(std::string_view text) const;

  /// A whole number alone, or before or after its words: "4", "4 - Agree", "Agree (4)".
  Reading<std::int64_t> scale(std::string_view text) const;

  /// A number in units of 10^-decimals, with thousands parted and the question's unit before or after it.
  Reading<std::int64_t> number(std::string_view text) const;

 private:
  std::string_view without_unit(std::string_view text) const;
  Reading<std::int64_t> within_range(std::int64_t value, bool is_whole) const;
  std::string expected(bool is_whole) const;

  std::int64_t least_;
  std::int64_t most_;
  std::int32_t decimals_;
  char decimal_;
  bool is_money_ = false;
  std::vector<std::string> units_;  ///< The words of the unit by their loose keys, the longest first.
  std::unordered_map<std::string, std::int64_t> words_;
};

/// A decimal in units of 10^-decimals; none where text is anything else or has more decimals than that.
std::optional<std::int64_t> decimal_number(std::string_view text, char decimal, std::int32_t decimals);

/// "12.05" for 1205 units of 10^-2.
std::string decimal_text(std::int64_t value, std::int32_t decimals);

}  // namespace pairwell
