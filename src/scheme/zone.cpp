#include "scheme/zone.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "pairwell/core/error.hpp"
#include "scheme/calendar_parts.hpp"

namespace pairwell {
namespace {

constexpr std::string_view furthest_behind = "Etc/GMT+12";

/// Seconds of a wall-clock reading, counted as if it were UTC.
std::int64_t wall_seconds(const LocalTime& local) {
  return std::int64_t{day_number(local.date)} * seconds_of_a_day + local.hour * 3600 + local.minute * 60 + local.second;
}

LocalTime wall_time(std::int64_t seconds) {
  std::int64_t days = seconds / seconds_of_a_day;
  if (seconds % seconds_of_a_day < 0) --days;
  const int rest = static_cast<int>(seconds - days * seconds_of_a_day);
  return {date_of(static_cast<int>(days)), rest / 3600, rest / 60 % 60, rest % 60};
}

/// The instants that a wall-clock reading may mean, in order.
struct Readings {
  std::vector<std::int64_t> instants;
  bool exists = true;       ///< False where the clocks skip it: the instants are those by the clocks after and before.
  std::int64_t change = 0;  ///< When the clocks skip it.
};

Readings readings_of(const ZoneData& data, std::int64_t wall) {
  constexpr std::int64_t furthest = 26 * 3600;
  Readings result;
  Readings skipped;
  const std::size_t last = data.change_at(wall + furthest);
  for (std::size_t i = data.change_at(wall - furthest); i <= last; ++i) {
    const std::int64_t utc = wall - data.state_of(i).offset;
    if (data.change_at(utc) == i) result.instants.push_back(utc);
    if (i == last) break;
    const std::int64_t next = data.changes[i + 1].at;
    const std::int64_t after = data.state_of(i + 1).offset;
    if (next + data.state_of(i).offset <= wall && wall < next + after) skipped = {{wall - after, utc}, false, next};
  }
  std::ranges::sort(result.instants);
  return result.instants.empty() ? skipped : result;
}

}  // namespace

std::shared_ptr<const Zone::Clock> Zone::Clock::of_file(std::string_view function, std::string_view name,
                                                        std::string source, std::string_view bytes) {
  auto made = std::make_shared<Clock>();
  made->name = made->iana_name = name;
  made->source = std::move(source);
  made->data = read_tzif(function, bytes);
  // The zones of IANA are right from 1970 on. What the library knows of its own about earlier years stays.
  const auto own = built_in_zone(name);
  made->first_year = own ? std::min(own->first_year, 1970) : 1970;
  made->last_year = made->data.has_rule ? last_zone_year : last_year_without_rule;
  return made;
}

std::string Zone::Clock::label(std::int64_t utc) const {
  if (iana_name == furthest_behind) return std::string(anywhere_on_earth);
  const std::string& given = data.state_at(utc).abbreviation;
  if (given.front() != '+' && given.front() != '-') return given;
  if (given == "-00" || given == "+00") return "UTC";
  return "UTC" + given.substr(0, 3) + (given.size() > 3 ? ":" + given.substr(3) : "");
}

std::string Zone::Clock::reading(std::int64_t utc) const {
  return to_string(Instant{utc}) + " (" + to_string(wall_time(utc + offset(utc))).substr(11) + " " + label(utc) + ")";
}

void Zone::Clock::require_year(std::string_view function, int year, const std::string& value) const {
  if (year >= first_year && year <= last_year) return;
  throw InvalidInput(function, "zone-years",
                     "The clocks of " + name + " are known for the years " + std::to_string(first_year) + " to " +
                         std::to_string(last_year) + ".",
                     value);
}

void Zone::Clock::require_instant(std::string_view function, Instant instant) const {
  // Far instants are refused first, so that no date overflows; then the wall clock decides.
  const std::int64_t first = wall_seconds(LocalTime{{first_year, 1, 1}, 0, 0, 0});
  const std::int64_t last = wall_seconds(LocalTime{{last_year, 12, 31}, 23, 59, 59});
  const bool near = instant.seconds >= first - 2 * seconds_of_a_day && instant.seconds <= last + 2 * seconds_of_a_day;
  require_year(function, near ? wall_time(instant.seconds + offset(instant.seconds)).date.year : 0,
               std::to_string(instant.seconds) + " seconds since 1970");
}

Zone::Zone(std::shared_ptr<const Clock> clock) : clock_(std::move(clock)) {}

Zone Zone::from_tzif(std::string_view name, std::string_view bytes) {
  if (!is_zone_name(name)) {
    throw InvalidInput("Zone::from_tzif", "zone",
                       "A zone is named by letters, digits, _, + and -, in parts between single slashes.", name);
  }
  return Zone(Clock::of_file("Zone::from_tzif", name, "bytes", bytes));
}

const std::string& Zone::name() const { return clock_->name; }

const std::string& Zone::iana_name() const { return clock_->iana_name; }

const std::string& Zone::source() const { return clock_->source; }

int Zone::first_year() const { return clock_->first_year; }

int Zone::last_year() const { return clock_->last_year; }

Instant Zone::instant(const LocalTime& local, WhenUnclear when_unclear) const {
  require_exists("Zone::instant", local);
  clock_->require_year("Zone::instant", local.date.year, to_string(local));
  const Readings readings = readings_of(clock_->data, wall_seconds(local));
  const Instant earliest{readings.instants.front()};
  const Instant latest{readings.instants.back()};
  if ((readings.exists && earliest == latest) || when_unclear == WhenUnclear::earliest) return earliest;
  if (when_unclear == WhenUnclear::latest) return latest;
  const std::string what = readings.exists
                               ? " happens twice in " + name() + ", where the clocks go back: it is "
                               : " does not exist in " + name() + ", where the clocks skip it: it may mean ";
  throw InvalidInput(
      "Zone::instant", "unclear-time",
      in_words(local) + what + clock_->reading(earliest.seconds) + " or " + clock_->reading(latest.seconds) + ".",
      to_string(local));
}

Instant Zone::start_of(const Date& date) const {
  require_exists("Zone::start_of", date);
  clock_->require_year("Zone::start_of", date.year, to_string(date));
  const Readings readings = readings_of(clock_->data, wall_seconds({date, 0, 0, 0}));
  return {readings.exists ? readings.instants.front() : readings.change};
}

LocalTime Zone::local(Instant instant) const {
  clock_->require_instant("Zone::local", instant);
  return wall_time(instant.seconds + clock_->offset(instant.seconds));
}

std::int64_t Zone::offset(Instant instant) const {
  clock_->require_instant("Zone::offset", instant);
  return clock_->offset(instant.seconds);
}

bool Zone::is_summer(Instant instant) const {
  clock_->require_instant("Zone::is_summer", instant);
  return clock_->data.state_at(instant.seconds).is_summer;
}

std::string Zone::abbreviation(Instant instant) const {
  clock_->require_instant("Zone::abbreviation", instant);
  return clock_->data.state_at(instant.seconds).abbreviation;
}

std::string Zone::label(Instant instant) const {
  clock_->require_instant("Zone::label", instant);
  return clock_->label(instant.seconds);
}

std::vector<Instant> Zone::changes(Instant from, Instant to) const {
  clock_->require_instant("Zone::changes", from);
  clock_->require_instant("Zone::changes", to);
  std::vector<Instant> result;
  for (const ClockChange& change : clock_->data.changes) {
    if (change.at > from.seconds && change.at <= to.seconds) result.push_back({change.at});
  }
  return result;
}

}  // namespace pairwell
