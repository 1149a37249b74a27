/// Names and checks of the calendar that its source files share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pairwell/scheme/calendar.hpp"

namespace pairwell {

inline constexpr int first_calendar_year = 1900;
inline constexpr int last_calendar_year = 2199;

/// "April" for 4. The month must be 1 to 12.
std::string_view month_name(int month);
std::optional<int> month_named(std::string_view text);
std::optional<Weekday> weekday_named(std::string_view text);

/// Days of a month that exists.
int days_in(const Month& month);

/// A sentence that says why a value is not of the calendar; empty where it is.
std::string why_not(const Month& month);
std::string why_not(const Date& date);
std::string why_not(const LocalTime& time);

/// Throws InvalidInput with why_not() where there is a reason, and with the text that was given, where there was one.
template <class Value>
void require_exists(std::string_view function, const Value& value, std::string_view given = {});

/// Whole days since 1970-01-01. The date must exist.
int day_number(const Date& date);
/// The date of a day number within a week of the calendar's years.
Date date_of(int day_number);

}  // namespace pairwell
