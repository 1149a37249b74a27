#include "pairwell/scheme/calendar.hpp"

#include <cassert>
#include <cstdint>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "pairwell/core/error.hpp"
#include "scheme/calendar_parts.hpp"

namespace pairwell {
namespace {

using BoostDate = boost::gregorian::date;

const BoostDate& epoch() {
  static const BoostDate first(1970, 1, 1);
  return first;
}

BoostDate boost_date(const Date& date) {
  return {static_cast<unsigned short>(date.year), static_cast<unsigned short>(date.month),
          static_cast<unsigned short>(date.day)};
}

// Day numbers of the calendar's first and last day.
[[maybe_unused]] constexpr int first_day = -25'567;
[[maybe_unused]] constexpr int last_day = 84'005;

}  // namespace

int days_in(const Month& month) {
  assert(why_not(month).empty());
  return boost::gregorian::gregorian_calendar::end_of_month_day(static_cast<unsigned short>(month.year),
                                                                static_cast<unsigned short>(month.month));
}

int day_number(const Date& date) {
  assert(why_not(date).empty());
  return static_cast<int>((boost_date(date) - epoch()).days());
}

Date date_of(int day_number) {
  assert(day_number >= first_day - 7 && day_number <= last_day + 7);
  const BoostDate::ymd_type parts = (epoch() + boost::gregorian::days(day_number)).year_month_day();
  return {parts.year, parts.month.as_number(), parts.day};
}

Weekday weekday(const Date& date) {
  require_exists("weekday", date);
  return static_cast<Weekday>((boost_date(date).day_of_week().as_number() + 6) % 7);  // Boost counts from Sunday.
}

Date add_days(const Date& date, int days) {
  require_exists("add_days", date);
  const std::int64_t number = std::int64_t{day_number(date)} + days;
  if (number < day_number({first_calendar_year, 1, 1}) || number > day_number({last_calendar_year, 12, 31})) {
    throw InvalidInput("add_days", "calendar", "The result is outside the years 1900 to 2199.",
                       to_string(date) + " + " + std::to_string(days) + " days");
  }
  return date_of(static_cast<int>(number));
}

int days_between(const Date& from, const Date& to) {
  require_exists("days_between", from);
  require_exists("days_between", to);
  return day_number(to) - day_number(from);
}

}  // namespace pairwell
