/// Places: how far apart two places are, by travel times or on the sphere, without a rounding of the processor's
/// (docs/design/score.md, `distance`).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/scheme/criterion.hpp"
#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// The square of the sine of half the angle between two places on a sphere, with the unit 2^40.
std::int64_t half_angle(const Location& a, const Location& b);

/// The same at a distance of whole kilometres on the Earth; none where nothing is so far away.
std::optional<std::int64_t> half_angle_at(std::int64_t kilometres);

/// The places of a programme, by the keys of their names.
class Places {
 public:
  Places(const std::vector<Location>& locations, const std::vector<TravelTime>& travel_times);

  /// By the bands of a criterion; none where the programme does not know it.
  std::optional<std::int32_t> share(std::span<const Band> bands, const std::string& a, const std::string& b) const;

  /// "12 km", "45 minutes"; empty where the programme does not know it.
  std::string in_words(const std::string& a, const std::string& b) const;

 private:
  std::optional<std::int32_t> minutes(const std::string& a, const std::string& b) const;
  std::optional<std::int64_t> angle(const std::string& a, const std::string& b) const;

  std::map<std::string, Location, std::less<>> locations_;
  std::map<std::pair<std::string, std::string>, std::int32_t> minutes_;
  bool has_minutes_ = false;
};

}  // namespace pairwell
