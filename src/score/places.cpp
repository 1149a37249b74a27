#include "score/places.hpp"

#include <algorithm>
#include <cassert>
#include <cstdlib>

#include "scheme/words.hpp"
#include "score/arithmetic.hpp"

namespace pairwell {
namespace {

constexpr int bits = 40;
constexpr std::int64_t unit = std::int64_t{1} << bits;
constexpr std::int64_t half_turn = 3'454'217'652'357;  // Pi, rounded down.
constexpr std::int64_t half_turn_degrees = 180'000'000;
constexpr std::int64_t diameter = 12'742;  // Of the Earth, in kilometres.
constexpr std::int64_t farthest = 20'016;  // No two places on it are so far apart.
constexpr int series_terms = 15;

std::int64_t radians(std::int64_t millionths) {
  return static_cast<std::int64_t>(Wide{millionths} * half_turn / half_turn_degrees);
}

std::int64_t times(std::int64_t a, std::int64_t b) { return static_cast<std::int64_t>(Wide{a} * b >> bits); }

/// The series that begins with `term` and divides by `divisor` times the next number, from 0 to a quarter turn.
std::int64_t series(std::int64_t term, std::int64_t divisor, std::int64_t angle) {
  std::int64_t sum = term;
  for (int k = 1; k < series_terms; ++k, divisor += 2) {
    term = static_cast<std::int64_t>((Wide{angle} * angle * term >> 2 * bits) / (divisor * (divisor + 1)));
    sum += k % 2 == 0 ? term : -term;
  }
  return std::max<std::int64_t>(sum, 0);
}

std::int64_t sine(std::int64_t angle) { return series(angle, 2, angle); }
std::int64_t cosine(std::int64_t angle) { return series(unit, 1, angle); }

std::int64_t square_of_sine(std::int64_t angle) {
  const std::int64_t value = sine(angle);
  return times(value, value);
}

std::pair<std::string, std::string> either_way(const std::string& a, const std::string& b) {
  return a < b ? std::pair(a, b) : std::pair(b, a);
}

}  // namespace

std::int64_t half_angle(const Location& a, const Location& b) {
  const std::int64_t latitude = std::abs(std::int64_t{a.latitude} - b.latitude);
  std::int64_t longitude = std::abs(std::int64_t{a.longitude} - b.longitude);
  if (longitude > half_turn_degrees) longitude = 2 * half_turn_degrees - longitude;
  const auto of_latitude = [](const Location& place) {
    return cosine(radians(std::abs(std::int64_t{place.latitude})));
  };
  return square_of_sine(radians(latitude) / 2) +
         times(times(of_latitude(a), of_latitude(b)), square_of_sine(radians(longitude) / 2));
}

std::optional<std::int64_t> half_angle_at(std::int64_t kilometres) {
  assert(kilometres >= 0);
  if (kilometres >= farthest) return std::nullopt;
  const std::int64_t angle = kilometres * unit / diameter;
  if (angle > half_turn / 2) return std::nullopt;
  return square_of_sine(angle);
}

Places::Places(const std::vector<Location>& locations, const std::vector<TravelTime>& travel_times)
    : has_minutes_(!travel_times.empty()) {
  for (const Location& location : locations) locations_.emplace(words::key(location.name), location);
  for (const TravelTime& time : travel_times) {
    minutes_.emplace(either_way(words::key(time.from), words::key(time.to)), time.minutes);
  }
}

std::optional<std::int32_t> Places::minutes(const std::string& a, const std::string& b) const {
  const auto found = minutes_.find(either_way(a, b));
  return found == minutes_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::int64_t> Places::angle(const std::string& a, const std::string& b) const {
  const auto from = locations_.find(a);
  const auto to = locations_.find(b);
  if (from == locations_.end() || to == locations_.end()) return std::nullopt;
  return half_angle(from->second, to->second);
}

std::optional<std::int32_t> Places::share(std::span<const Band> bands, const std::string& a,
                                          const std::string& b) const {
  if (a == b) return band_share(bands, 0, full_share);
  if (has_minutes_) {
    const std::optional<std::int32_t> time = minutes(a, b);
    return time ? std::optional(band_share(bands, *time, full_share)) : std::nullopt;
  }
  const std::optional<std::int64_t> between = angle(a, b);
  if (!between) return std::nullopt;
  std::int32_t share = full_share;
  for (const Band& band : bands) {
    const std::optional<std::int64_t> from = half_angle_at(band.from);
    if (!from || *between < *from) break;
    share = band.share;
  }
  return share;
}

std::string Places::in_words(const std::string& a, const std::string& b) const {
  if (a == b) return "the same place";
  if (has_minutes_) {
    const std::optional<std::int32_t> time = minutes(a, b);
    return time ? words::count(*time, "minute") : std::string();
  }
  const std::optional<std::int64_t> between = angle(a, b);
  if (!between) return {};
  std::int64_t reached = 0;
  for (std::int64_t step = std::int64_t{1} << 14; step > 0; step /= 2) {
    const std::optional<std::int64_t> from = half_angle_at(reached + step);
    if (from && *between >= *from) reached += step;
  }
  return std::to_string(reached) + " km";
}

}  // namespace pairwell
