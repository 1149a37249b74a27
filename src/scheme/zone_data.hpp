/// What the clocks of a time zone do: read from a TZif file (RFC 9636) or from the rule of a POSIX TZ variable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pairwell {

inline constexpr std::int64_t seconds_of_a_day = 86'400;
/// The last year for which the rules of today are taken to hold.
inline constexpr int last_zone_year = 2099;
/// The last year that data without a rule for later years speak about.
inline constexpr int last_year_without_rule = 2037;

/// What the clocks show between two changes.
struct ClockState {
  std::int64_t offset = 0;  ///< Seconds ahead of UTC.
  bool is_summer = false;   ///< Whether the data call it daylight saving time.
  std::string abbreviation{};

  friend bool operator==(const ClockState&, const ClockState&) = default;
};

/// From an instant on the clocks show a state, until the next change.
struct ClockChange {
  std::int64_t at = 0;    ///< Seconds since 1970-01-01 00:00:00 UTC.
  std::size_t state = 0;  ///< Index into ZoneData::states.
};

/// All changes of a zone's clocks from 1900 to 2100.
struct ZoneData {
  std::vector<ClockState> states{};
  std::vector<ClockChange> changes{};  ///< In order of time; the first is before all times.
  bool has_rule = false;               ///< Whether a rule for the years after the last change was given.

  /// The position of the last change up to an instant.
  std::size_t change_at(std::int64_t utc) const;
  const ClockState& state_of(std::size_t change) const { return states[changes[change].state]; }
  const ClockState& state_at(std::int64_t utc) const { return state_of(change_at(utc)); }

  /// Adds a change after all others, unless it changes nothing. Times far outside of the calendar are cut off.
  void add(std::int64_t at, const ClockState& state);
};

/// Adds what a rule such as "GMT0BST,M3.5.0/1,M10.5.0" says about the time after an instant, which is the last change.
/// @throws InvalidInput with the rule "zone-data" for a text that is no such rule or that contradicts the last change.
void add_rule(std::string_view function, std::string_view rule, std::int64_t from, ZoneData& data);

/// A zone of one rule alone.
/// @throws InvalidInput as add_rule does.
ZoneData zone_of_rule(std::string_view function, std::string_view rule);

/// Reads a TZif file of version 2 or later. Every length, index and order in it is checked.
/// @throws InvalidInput with the rule "zone-data" that says what is wrong.
ZoneData read_tzif(std::string_view function, std::string_view bytes);

}  // namespace pairwell
