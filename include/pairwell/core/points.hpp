/// Points: the exact worth of a pair, a 64-bit fixed-point number.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "pairwell/floating_point.hpp"  // IWYU pragma: keep

namespace pairwell {

/// How many units one point has unless a problem says otherwise: a unit is a thousandth of a point.
inline constexpr std::int64_t default_scale = 1000;

/// A number of units; the scale (units in a point) belongs to the problem that holds the points.
struct Points {
  std::int64_t units = 0;

  constexpr Points() = default;
  constexpr explicit Points(std::int64_t count) : units(count) {}

  friend constexpr auto operator<=>(Points, Points) = default;
};

/// The nearest whole number, halves to the even one, whatever rounding mode the process is in. For values under 2^62.
inline std::int64_t nearest_even(double value) {
  const auto whole = static_cast<std::int64_t>(value);
  const double rest = value - static_cast<double>(whole);
  const bool is_odd = whole % 2 != 0;
  if (rest > 0.5 || (rest == 0.5 && is_odd)) return whole + 1;
  if (rest < -0.5 || (rest == -0.5 && is_odd)) return whole - 1;
  return whole;
}

/// Puts a real number of points on the grid of a scale: the nearest unit, halves to the even one.
/// @throws InvalidInput where value is not finite, scale is not positive, or the result needs more than 62 bits.
Points points_from(double value, std::int64_t scale = default_scale);

/// The real number that the points stand for (rounded to a double).
double to_double(Points points, std::int64_t scale = default_scale);

/// Writes points in decimals, without trailing zeros: "72.5". Exact where the scale is a power of ten,
/// else rounded to 15 significant digits.
/// @throws InvalidInput where scale is not positive.
std::string to_string(Points points, std::int64_t scale = default_scale);

}  // namespace pairwell
