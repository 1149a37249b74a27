#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "core/unicode.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/scheme/calendar.hpp"
#include "scheme/calendar_parts.hpp"

namespace pairwell {
namespace {

constexpr std::array<std::string_view, 12> month_names{"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> weekday_names{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                        "Friday", "Saturday", "Sunday"};

template <std::size_t size>
std::optional<int> position(const std::array<std::string_view, size>& names, std::string_view text) {
  const std::string folded = unicode::fold(text);
  for (std::size_t i = 0; i < size; ++i) {
    if (unicode::fold(names[i]) == folded) return static_cast<int>(i);
  }
  return std::nullopt;
}

std::string padded(int number, int width) {
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%0*d", width, number);
  return digits.data();
}

/// Takes a text apart from the left, character by character; once something does not fit, nothing fits any more.
class DateScanner {
 public:
  explicit DateScanner(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i >= rest_.size() || rest_[i] < '0' || rest_[i] > '9') return fail();
      number = number * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return number;
  }

  bool take(char expected) {
    if (!fits_ || rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char expected) {
    if (!take(expected)) fail();
  }

  bool next_is_digit() const { return fits_ && !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
  bool done() const { return fits_ && rest_.empty(); }
  bool fits() const { return fits_; }

 private:
  int fail() {
    fits_ = false;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool fits_ = true;
};

Month scan_month(DateScanner& scanner) {
  const int year = scanner.digits(4);
  scanner.expect('-');
  return {year, scanner.digits(2)};
}

Date scan_date(DateScanner& scanner) {
  const Month month = scan_month(scanner);
  scanner.expect('-');
  return {month.year, month.month, scanner.digits(2)};
}

/// Takes a fraction of a second that is nought, as other programs write it; any other is refused.
void scan_fraction(DateScanner& scanner, std::string_view function, std::string_view text) {
  if (!scanner.take('.') && !scanner.take(',')) return;
  std::string digits;
  while (scanner.next_is_digit()) digits.push_back(static_cast<char>('0' + scanner.digits(1)));
  if (digits.empty()) scanner.expect('0');
  if (digits.find_first_not_of('0') == std::string::npos) return;
  throw InvalidInput(function, "fraction", "Times are kept to the second; leave the fraction of a second out.", text);
}

LocalTime scan_local_time(DateScanner& scanner, std::string_view function, std::string_view text) {
  LocalTime time{.date = scan_date(scanner)};
  if (!scanner.take('T')) scanner.expect(' ');
  time.hour = scanner.digits(2);
  scanner.expect(':');
  time.minute = scanner.digits(2);
  if (scanner.take(':')) {
    time.second = scanner.digits(2);
    scan_fraction(scanner, function, text);
  }
  return time;
}

void require_done(const DateScanner& scanner, std::string_view function, std::string_view pattern,
                  std::string_view text) {
  if (scanner.done()) return;
  throw InvalidInput(function, "format", std::string("Write it as ").append(pattern).append("."), text);
}

std::string clock(const LocalTime& time) {
  const std::string minutes = padded(time.hour, 2) + ":" + padded(time.minute, 2);
  return time.second == 0 ? minutes : minutes + ":" + padded(time.second, 2);
}

}  // namespace

std::string_view month_name(int month) { return month_names.at(static_cast<std::size_t>(month - 1)); }

std::optional<int> month_named(std::string_view text) {
  const std::optional<int> found = position(month_names, text);
  return found ? std::optional(*found + 1) : std::nullopt;
}

std::optional<Weekday> weekday_named(std::string_view text) {
  const std::optional<int> found = position(weekday_names, text);
  return found ? std::optional(static_cast<Weekday>(*found)) : std::nullopt;
}

std::string why_not(const Month& month) {
  if (month.year < first_calendar_year || month.year > last_calendar_year) {
    return "The year " + std::to_string(month.year) + " is outside 1900 to 2199.";
  }
  if (month.month < 1 || month.month > 12) {
    return "There is no month " + std::to_string(month.month) + "; months run from 1 to 12.";
  }
  return {};
}

std::string why_not(const Date& date) {
  const Month month{date.year, date.month};
  if (std::string reason = why_not(month); !reason.empty()) return reason;
  const int days = days_in(month);
  if (date.day < 1 || date.day > days) {
    return in_words(month) + " has no day " + std::to_string(date.day) + "; its days run from 1 to " +
           std::to_string(days) + ".";
  }
  return {};
}

std::string why_not(const LocalTime& time) {
  if (std::string reason = why_not(time.date); !reason.empty()) return reason;
  if (time.hour < 0 || time.hour > 23) return "There is no hour " + std::to_string(time.hour) + "; hours run to 23.";
  if (time.minute < 0 || time.minute > 59) {
    return "There is no minute " + std::to_string(time.minute) + "; minutes run to 59.";
  }
  if (time.second < 0 || time.second > 59) {
    return "There is no second " + std::to_string(time.second) + "; seconds run to 59.";
  }
  return {};
}

template <class Value>
void require_exists(std::string_view function, const Value& value, std::string_view given) {
  if (const std::string reason = why_not(value); !reason.empty()) {
    throw InvalidInput(function, "calendar", reason, given.empty() ? to_string(value) : std::string(given));
  }
}

template void require_exists(std::string_view, const Month&, std::string_view);
template void require_exists(std::string_view, const Date&, std::string_view);
template void require_exists(std::string_view, const LocalTime&, std::string_view);

bool exists(const Date& date) { return why_not(date).empty(); }
bool exists(const Month& month) { return why_not(month).empty(); }
bool exists(const LocalTime& time) { return why_not(time).empty(); }

std::string to_string(Weekday day) { return std::string(weekday_names.at(static_cast<std::size_t>(day))); }

Weekday parse_weekday(std::string_view text) {
  if (const std::optional<Weekday> day = weekday_named(text)) return *day;
  throw InvalidInput("parse_weekday", "weekday",
                     "Write one of Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday.", text);
}

Date parse_date(std::string_view text) {
  DateScanner scanner(text);
  const Date date = scan_date(scanner);
  require_done(scanner, "parse_date", "YYYY-MM-DD", text);
  require_exists("parse_date", date, text);
  return date;
}

Month parse_month(std::string_view text) {
  DateScanner scanner(text);
  const Month month = scan_month(scanner);
  require_done(scanner, "parse_month", "YYYY-MM", text);
  require_exists("parse_month", month, text);
  return month;
}

LocalTime parse_local_time(std::string_view text) {
  DateScanner scanner(text);
  const LocalTime time = scan_local_time(scanner, "parse_local_time", text);
  require_done(scanner, "parse_local_time", "YYYY-MM-DDThh:mm or YYYY-MM-DDThh:mm:ss, without an offset", text);
  require_exists("parse_local_time", time, text);
  return time;
}

Instant parse_instant(std::string_view text) {
  constexpr std::string_view pattern = "YYYY-MM-DDThh:mm:ss with its offset, which is Z or +hh:mm or -hh:mm";
  constexpr int furthest = 14 * 60;
  DateScanner scanner(text);
  const LocalTime time = scan_local_time(scanner, "parse_instant", text);
  int minutes_ahead = 0;
  if (!scanner.take('Z')) {
    const bool behind = scanner.take('-');
    if (!behind) scanner.expect('+');
    const int hours = scanner.digits(2);
    scanner.expect(':');
    const int minutes = scanner.digits(2);
    minutes_ahead = (hours * 60 + minutes) * (behind ? -1 : 1);
    if (scanner.fits() && (minutes > 59 || hours * 60 + minutes > furthest || (behind && minutes_ahead == 0))) {
      throw InvalidInput("parse_instant", "offset", "No zone has this offset; they run from -14:00 to +14:00.", text);
    }
  }
  require_done(scanner, "parse_instant", pattern, text);
  require_exists("parse_instant", time, text);
  const std::int64_t wall =
      std::int64_t{day_number(time.date)} * 86400 + time.hour * 3600 + time.minute * 60 + time.second;
  const Instant instant{wall - minutes_ahead * 60};
  to_string(instant);  // Refuses what the offset moves out of the calendar's years.
  return instant;
}

std::string to_string(const Date& date) {
  return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

std::string to_string(const Month& month) { return padded(month.year, 4) + "-" + padded(month.month, 2); }

std::string to_string(const LocalTime& time) {
  return to_string(time.date) + "T" + padded(time.hour, 2) + ":" + padded(time.minute, 2) + ":" +
         padded(time.second, 2);
}

std::string to_string(Instant instant) { return to_string(Zone::named("UTC").local(instant)) + "Z"; }

std::string in_words(const Month& month) {
  require_exists("in_words", month);
  return std::string(month_name(month.month)).append(" ").append(std::to_string(month.year));
}

std::string in_words(const Date& date) {
  require_exists("in_words", date);
  return to_string(weekday(date)) + " " + std::to_string(date.day) + " " + in_words(Month{date.year, date.month});
}

std::string in_words(const LocalTime& time) {
  require_exists("in_words", time);
  return clock(time) + " on " + in_words(time.date);
}

}  // namespace pairwell
