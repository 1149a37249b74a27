/// Dates, instants and named time zones, strict about what does not exist.
///
/// The rules of the calendar are Boost.Date_Time's (src/scheme/calendar.cpp); its types stay out of here.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pairwell {

/// A day of the week.
enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

/// "Monday".
std::string to_string(Weekday day);
/// Reads an English day of the week, in any case.
/// @throws InvalidInput for anything else.
Weekday parse_weekday(std::string_view text);

/// A day of the Gregorian calendar, 1900-01-01 to 2199-12-31.
struct Date {
  int year = 1970;
  int month = 1;
  int day = 1;

  friend auto operator<=>(const Date&, const Date&) = default;
};

/// A month, for dates that are to be fixed later: "September 2017".
struct Month {
  int year = 1970;
  int month = 1;

  friend auto operator<=>(const Month&, const Month&) = default;
};

/// A wall-clock reading; which instant it is depends on the zone.
struct LocalTime {
  Date date{};
  int hour = 0;
  int minute = 0;
  int second = 0;

  friend auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

/// A point in time: seconds since 1970-01-01 00:00:00 UTC, without leap seconds.
struct Instant {
  std::int64_t seconds = 0;

  friend auto operator<=>(Instant, Instant) = default;
};

/// Whether a value is of the calendar: its years, months, days, and hours to 23:59:59.
bool exists(const Date& date);
bool exists(const Month& month);
bool exists(const LocalTime& time);

/// Strict ISO 8601: "2017-04-24", "2017-09", "2017-04-24T10:00" or "2017-04-24T10:00:00", and an instant with its
/// offset, "2017-04-24T10:00:00+01:00" or "...Z". A blank instead of the T is accepted.
/// @throws InvalidInput that says what does not exist or does not fit.
Date parse_date(std::string_view text);
Month parse_month(std::string_view text);
LocalTime parse_local_time(std::string_view text);
Instant parse_instant(std::string_view text);

/// ISO 8601 again: "2017-04-24", "2017-09", "2017-04-24T10:00:00", "2017-04-24T09:00:00Z".
/// @throws InvalidInput for an instant outside the years 1900 to 2199; the others write any numbers.
std::string to_string(const Date& date);
std::string to_string(const Month& month);
std::string to_string(const LocalTime& time);
std::string to_string(Instant instant);

/// For people: "Monday 24 April 2017", "September 2017", "10:00 on Monday 24 April 2017" (seconds where not 0).
/// @throws InvalidInput for what does not exist.
std::string in_words(const Date& date);
std::string in_words(const Month& month);
std::string in_words(const LocalTime& time);

/// @throws InvalidInput, as the next two, for a date that does not exist or a result outside the calendar.
Weekday weekday(const Date& date);
Date add_days(const Date& date, int days);
/// Days from one date to another, negative where the second is earlier.
int days_between(const Date& from, const Date& to);

/// What to do with a wall-clock reading that a change of clocks skips or repeats.
enum class WhenUnclear {
  reject,    ///< Refuse it, and name both readings.
  earliest,  ///< Take the earlier of both readings.
  latest,    ///< Take the later of both readings.
};

/// The zone in which a day ends last: what is in time there is in time everywhere. UTC-12 all year.
inline constexpr std::string_view anywhere_on_earth = "anywhere on Earth";

/// A named time zone; refuses years for which its clocks are not known.
///
/// Zones are found in the folders of zone data that the machine has (TZif files, RFC 9636), the first that has the
/// name; where none has it, among some thirty of the library's own.
class Zone {
 public:
  /// A zone by its name in the zone data of IANA, or "anywhere on Earth", also as "AoE" or "UTC-12" and in any case.
  /// @throws InvalidInput for an unknown name, with the nearest that is known and where it was looked for, and for a
  /// file that cannot be used.
  static Zone named(std::string_view name);
  /// A zone of the bytes of a TZif file.
  /// @throws InvalidInput for bytes that are no such file, or leave anything unsaid, and for an unfit name.
  static Zone from_tzif(std::string_view name, std::string_view bytes);
  /// The names that named() takes, in order.
  static std::vector<std::string> names();

  /// The folders in which zones are looked for, in this order: at first those of the variable TZDIR, then the usual
  /// ones. No name leads out of them. Zones that exist already stay as they are.
  static std::vector<std::string> folders();
  static void set_folders(std::vector<std::string> folders);

  const std::string& name() const;
  /// The name in the zone data of IANA: "Etc/GMT+12" for anywhere on Earth, else name().
  const std::string& iana_name() const;
  /// The folder that it was found in; "built in" for the library's own, "bytes" for one of from_tzif().
  const std::string& source() const;

  /// The first and the last year for which the zone's clocks are known.
  int first_year() const;
  int last_year() const;

  /// The instant of a wall-clock reading.
  /// @throws InvalidInput where the reading does not exist or is ambiguous (with both readings as instants) unless
  /// when_unclear picks one; where the date does not exist; and outside the zone's years.
  Instant instant(const LocalTime& local, WhenUnclear when_unclear = WhenUnclear::reject) const;

  /// The first instant of a day: where the clocks skip its midnight, or all of it, the first after that.
  /// @throws InvalidInput for a date that does not exist or is outside the zone's years.
  Instant start_of(const Date& date) const;

  /// The wall-clock reading of an instant.
  /// @throws InvalidInput, as all that follow, outside the zone's years.
  LocalTime local(Instant instant) const;

  /// Seconds that the zone is ahead of UTC at an instant: 3600 in London in summer.
  std::int64_t offset(Instant instant) const;

  /// Whether the zone data call the time in force daylight saving time.
  bool is_summer(Instant instant) const;

  /// The abbreviation in force: "GMT" or "BST", "+0545" where a zone has none of letters.
  std::string abbreviation(Instant instant) const;

  /// The same for people: "BST", "UTC+05:45", "anywhere on Earth".
  std::string label(Instant instant) const;

  /// The instants after one and up to another at which offset, abbreviation or summer time change, in order.
  std::vector<Instant> changes(Instant from, Instant to) const;

  struct Clock;  ///< What the library keeps of a zone.

 private:
  explicit Zone(std::shared_ptr<const Clock> clock);
  std::shared_ptr<const Clock> clock_;
};

}  // namespace pairwell
