/// Date reader: days and moments, in the order and the language that are declared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/calendar.hpp"
#include "scheme/reading.hpp"

namespace pairwell {

/// Cuts a text into numbers, words and other signs.
struct DateToken {
  enum class Kind { number, word, sign };
  Kind kind = Kind::sign;
  std::string_view text{};
  int number = 0;            ///< Of a number of at most six digits.
  bool after_blank = false;  ///< Whether white space stands before it.
};

/// The tokens of a text that is a loose key; none where there are more than a date, a time and a place can have.
std::vector<DateToken> date_tokens(std::string_view key);

/// Minutes and seconds of a time of day, read from tokens: "09:30", "9:30:15 am", "9pm".
struct ClockReading {
  int hour = 0;
  int minute = 0;
  int second = 0;
  bool has_fraction = false;   ///< Of a second, other than nought.
  bool is_plain_hour = false;  ///< Without minutes and without am or pm: hardly a time.
  std::size_t used = 0;        ///< Tokens.
};
std::optional<ClockReading> read_clock(const std::vector<DateToken>& tokens, std::size_t from);

/// Reads the cells of one column of days or moments.
class DateReader {
 public:
  explicit DateReader(const ReadingRules& rules) : order_(rules.dates), zone_(rules.zone), language_(rules.language) {}

  Reading<Date> date(std::string_view text) const;
  Reading<Instant> instant(std::string_view text) const;

 private:
  struct Found;  // A date and where it ends.

  Reading<Found> leading_date(const std::vector<DateToken>& tokens) const;
  Reading<Found> in_digits(const std::vector<DateToken>& tokens, std::size_t from) const;
  Reading<Found> in_words(const std::vector<DateToken>& tokens, std::size_t from) const;
  Reading<Instant> at(const LocalTime& time, const std::vector<DateToken>& tokens, std::size_t from) const;

  DateOrder order_;
  Zone zone_;
  std::string language_;
};

}  // namespace pairwell
