/// Coordinates: a place in latitude and longitude, as an answer has it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pairwell {

/// In millionths of a degree, north and east positive.
struct Coordinates {
  std::int32_t latitude = 0;
  std::int32_t longitude = 0;

  friend bool operator==(const Coordinates&, const Coordinates&) = default;
};

/// The coordinates of "53.80, -1.55", cut at the sixth decimal (10 cm); none where text is anything else or lies
/// outside 90 and 180 degrees. This is what the value of a question of the kind place is written as, too.
/// @param decimal "." or ","; with "," a ";" stands between both numbers.
std::optional<Coordinates> coordinates_of(std::string_view text, char decimal = '.');

/// Whether a text is two numbers, in range or not.
bool looks_like_coordinates(std::string_view text, char decimal);

/// "53.800000, -1.550000".
std::string to_string(const Coordinates& coordinates);

}  // namespace pairwell
