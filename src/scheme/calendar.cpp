#include "pairwell/scheme/calendar.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <boost/date_time/local_time/posix_time_zone.hpp>

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

// Until when the present rules are taken to hold; a change of the law is a change of the table below.
constexpr int last_zone_year = 2099;

/// A zone under its present rule. The sign of the offset is Boost's: ahead of UTC is plus, against POSIX. The start of
/// summer time is given in standard time, its end in summer time.
struct ZoneText {
  const char* name;
  int first_year;  ///< The first whole year of the rule.
  const char* rule;
};

constexpr ZoneText zone_texts[] = {
    {"Africa/Johannesburg", 1945, "SAST+2"},
    {"Africa/Lagos", 1920, "WAT+1"},
    {"Africa/Nairobi", 1961, "EAT+3"},
    {"America/Chicago", 2007, "CST-6CDT,M3.2.0/2,M11.1.0/2"},
    {"America/Denver", 2007, "MST-7MDT,M3.2.0/2,M11.1.0/2"},
    {"America/Los_Angeles", 2007, "PST-8PDT,M3.2.0/2,M11.1.0/2"},
    {"America/New_York", 2007, "EST-5EDT,M3.2.0/2,M11.1.0/2"},
    {"America/Toronto", 2007, "EST-5EDT,M3.2.0/2,M11.1.0/2"},
    {"Asia/Hong_Kong", 1980, "HKT+8"},
    {"Asia/Kolkata", 1946, "IST+5:30"},
    {"Asia/Tokyo", 1952, "JST+9"},
    {"Atlantic/Reykjavik", 1969, "GMT+0"},
    {"Australia/Sydney", 2008, "AEST+10AEDT,M10.1.0/2,M4.1.0/3"},
    {"Europe/Amsterdam", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Europe/Athens", 1996, "EET+2EEST,M3.5.0/3,M10.5.0/4"},
    {"Europe/Berlin", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Europe/Brussels", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Europe/Copenhagen", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Europe/Dublin", 1996, "GMT+0IST,M3.5.0/1,M10.5.0/2"},
    {"Europe/Helsinki", 1996, "EET+2EEST,M3.5.0/3,M10.5.0/4"},
    {"Europe/Lisbon", 1997, "WET+0WEST,M3.5.0/1,M10.5.0/2"},
    {"Europe/London", 1996, "GMT+0BST,M3.5.0/1,M10.5.0/2"},
    {"Europe/Madrid", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Europe/Oslo", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Europe/Paris", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Europe/Prague", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Europe/Rome", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Europe/Stockholm", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Europe/Vienna", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Europe/Warsaw", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Europe/Zurich", 1996, "CET+1CEST,M3.5.0/2,M10.5.0/3"},
    {"Pacific/Auckland", 2008, "NZST+12NZDT,M9.5.0/2,M4.1.0/3"},
    {"UTC", first_calendar_year, "UTC+0"},
};

// Day numbers of the calendar's first and last day.
[[maybe_unused]] constexpr int first_day = -25'567;
[[maybe_unused]] constexpr int last_day = 84'005;

/// Seconds of a wall-clock reading, counted as if it were UTC.
std::int64_t wall_seconds(const LocalTime& local) {
  return std::int64_t{day_number(local.date)} * 86400 + local.hour * 3600 + local.minute * 60 + local.second;
}

std::int64_t wall_seconds(const boost::posix_time::ptime& time) {
  return std::int64_t{(time.date() - epoch()).days()} * 86400 + time.time_of_day().total_seconds();
}

LocalTime wall_time(std::int64_t seconds) {
  std::int64_t days = seconds / 86400;
  if (seconds % 86400 < 0) --days;
  const int rest = static_cast<int>(seconds - days * 86400);
  return {date_of(static_cast<int>(days)), rest / 3600, rest / 60 % 60, rest % 60};
}

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

struct Zone::Rule {
  std::string name;
  int first_year;
  int last_year;
  boost::local_time::posix_time_zone zone;
  std::int64_t standard;  ///< Seconds ahead of UTC in standard time.
  std::int64_t summer;    ///< Seconds ahead of UTC in summer time; as standard where there is none.

  explicit Rule(const ZoneText& text)
      : name(text.name),
        first_year(text.first_year),
        last_year(std::string_view(text.name) == "UTC" ? last_calendar_year : last_zone_year),
        zone(text.rule),
        standard(zone.base_utc_offset().total_seconds()),
        summer(standard + (zone.has_dst() ? zone.dst_offset().total_seconds() : 0)) {}

  static const std::vector<std::shared_ptr<const Rule>>& all() {
    static const std::vector<std::shared_ptr<const Rule>> rules = [] {
      std::vector<std::shared_ptr<const Rule>> made;
      for (const ZoneText& text : zone_texts) made.push_back(std::make_shared<const Rule>(text));
      return made;
    }();
    return rules;
  }

  bool is_summer(std::int64_t utc) const {
    if (!zone.has_dst()) return false;
    const auto year = static_cast<unsigned short>(wall_time(utc + standard).date.year);
    const std::int64_t begins = wall_seconds(zone.dst_local_start_time(year)) - standard;
    const std::int64_t ends = wall_seconds(zone.dst_local_end_time(year)) - summer;
    if (begins < ends) return begins <= utc && utc < ends;
    return begins <= utc || utc < ends;  // South of the equator summer spans the turn of the year.
  }

  std::int64_t offset(std::int64_t utc) const { return is_summer(utc) ? summer : standard; }

  std::string abbreviation(std::int64_t utc) const {
    return is_summer(utc) ? zone.dst_zone_abbrev() : zone.std_zone_abbrev();
  }

  void require_year(std::string_view function, int year, const std::string& value) const {
    if (year >= first_year && year <= last_year) return;
    throw InvalidInput(function, "zone-years",
                       "The rule of " + name + " holds for the years " + std::to_string(first_year) + " to " +
                           std::to_string(last_year) + ".",
                       value);
  }

  void require_instant(std::string_view function, Instant instant) const {
    // Far instants are refused first, so that no date overflows; then the wall clock decides.
    const std::int64_t first = wall_seconds(LocalTime{{first_year, 1, 1}, 0, 0, 0});
    const std::int64_t last = wall_seconds(LocalTime{{last_year, 12, 31}, 23, 59, 59});
    const bool near = instant.seconds >= first - 86400 && instant.seconds <= last + 86400;
    const std::string value = std::to_string(instant.seconds) + " seconds since 1970";
    require_year(function, near ? wall_time(instant.seconds + offset(instant.seconds)).date.year : 0, value);
  }

  /// "2017-10-29T00:30:00Z (01:30:00 BST)"
  std::string reading(std::int64_t utc) const {
    return to_string(Instant{utc}) + " (" + to_string(wall_time(utc + offset(utc))).substr(11) + " " +
           abbreviation(utc) + ")";
  }
};

Zone::Zone(std::shared_ptr<const Rule> rule) : rule_(std::move(rule)) {}

Zone Zone::named(std::string_view name) {
  const auto& rules = Rule::all();
  const auto found = std::ranges::find_if(rules, [name](const auto& rule) { return rule->name == name; });
  if (found != rules.end()) return Zone(*found);
  std::string known;
  for (const std::string& each : names()) known.append(known.empty() ? "" : ", ").append(each);
  throw InvalidInput("Zone::named", "zone", "The known zones are " + known + ".", name);
}

std::vector<std::string> Zone::names() {
  std::vector<std::string> result;
  for (const auto& rule : Rule::all()) result.push_back(rule->name);
  return result;
}

const std::string& Zone::name() const { return rule_->name; }

int Zone::first_year() const { return rule_->first_year; }

int Zone::last_year() const { return rule_->last_year; }

Instant Zone::instant(const LocalTime& local, WhenUnclear when_unclear) const {
  require_exists("Zone::instant", local);
  rule_->require_year("Zone::instant", local.date.year, to_string(local));
  const std::int64_t wall = wall_seconds(local);
  const std::int64_t as_summer = wall - rule_->summer;
  const std::int64_t as_standard = wall - rule_->standard;
  const bool fits_summer = rule_->offset(as_summer) == rule_->summer;
  const bool fits_standard = rule_->offset(as_standard) == rule_->standard;
  if (as_summer == as_standard || (fits_standard && !fits_summer)) return {as_standard};
  if (fits_summer && !fits_standard) return {as_summer};

  const auto [earlier, later] = std::pair(std::min(as_summer, as_standard), std::max(as_summer, as_standard));
  if (when_unclear == WhenUnclear::earliest) return {earlier};
  if (when_unclear == WhenUnclear::latest) return {later};
  const std::string what = fits_summer ? " happens twice in " + name() + ", where the clocks go back: it is "
                                       : " does not exist in " + name() + ", where the clocks skip it: it may mean ";
  throw InvalidInput("Zone::instant", "unclear-time",
                     in_words(local) + what + rule_->reading(earlier) + " or " + rule_->reading(later) + ".",
                     to_string(local));
}

LocalTime Zone::local(Instant instant) const {
  rule_->require_instant("Zone::local", instant);
  return wall_time(instant.seconds + rule_->offset(instant.seconds));
}

std::int64_t Zone::offset(Instant instant) const {
  rule_->require_instant("Zone::offset", instant);
  return rule_->offset(instant.seconds);
}

std::string Zone::abbreviation(Instant instant) const {
  rule_->require_instant("Zone::abbreviation", instant);
  return rule_->abbreviation(instant.seconds);
}

}  // namespace pairwell
