#include "pairwell/core/points.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

void require_scale(const char* function, std::int64_t scale) {
  if (scale <= 0) {
    throw InvalidInput(function, "scale", "a scale is a whole number of units, 1 or more", std::to_string(scale));
  }
}

std::string shortest(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

/// How many decimals a power of ten has; -1 for any other scale.
int decimals_of(std::int64_t scale) {
  assert(scale > 0);
  int decimals = 0;
  while (scale % 10 == 0) {
    scale /= 10;
    ++decimals;
  }
  return scale == 1 ? decimals : -1;
}

}  // namespace

Points points_from(double value, std::int64_t scale) {
  require_scale("points_from", scale);
  if (!std::isfinite(value)) throw InvalidInput("points_from", "finite", "points must be finite", shortest(value));
  const double units = value * static_cast<double>(scale);
  if (!(std::abs(units) < 0x1.0p62)) {
    throw InvalidInput("points_from", "range", "points must stay under 2^62 units", shortest(value));
  }
  return Points(nearest_even(units));
}

double to_double(Points points, std::int64_t scale) {
  require_scale("to_double", scale);
  return static_cast<double>(points.units) / static_cast<double>(scale);
}

std::string to_string(Points points, std::int64_t scale) {
  require_scale("to_string", scale);
  const int decimals = decimals_of(scale);
  if (decimals < 0) {
    std::array<char, 64> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), to_double(points, scale), std::chars_format::general, 15)
            .ptr;
    return {text.data(), end};
  }
  // Division first, so that the most negative number needs no special care.
  const std::int64_t whole = points.units / scale;
  std::int64_t rest = points.units % scale;
  std::string text = points.units < 0 && whole == 0 ? "-0" : std::to_string(whole);
  if (rest == 0) return whole == 0 ? "0" : text;
  if (rest < 0) rest = -rest;
  std::string digits = std::to_string(rest);
  digits.insert(0, static_cast<std::size_t>(decimals) - digits.size(), '0');
  digits.erase(digits.find_last_not_of('0') + 1);
  return text.append(".").append(digits);
}

}  // namespace pairwell
