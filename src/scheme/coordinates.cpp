#include "scheme/coordinates.hpp"

#include <cstddef>
#include <utility>

#include "scheme/number_reader.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::size_t longest_degrees = 40;
constexpr std::int32_t degree = 1'000'000;
constexpr std::int32_t degree_decimals = 6;

/// Millionths of a degree.
std::optional<std::int64_t> degrees(std::string_view text, char decimal) {
  text = words::trim(text);
  if (text.ends_with("\u00B0")) text.remove_suffix(std::string_view("\u00B0").size());
  const std::size_t point = text.find(decimal);
  if (point != std::string_view::npos && text.size() - point > degree_decimals + 1) {
    const std::string_view more = text.substr(point + degree_decimals + 1);
    if (more.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    text = text.substr(0, point + degree_decimals + 1);
  }
  if (text.find_first_not_of(decimal == '.' ? "+-.0123456789" : "+-,0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  if (text.starts_with('+')) text.remove_prefix(1);
  return decimal_number(text, decimal, degree_decimals);
}

std::optional<std::pair<std::int64_t, std::int64_t>> both(std::string_view text, char decimal) {
  text = words::trim(text);
  if (text.size() > 2 * longest_degrees) return std::nullopt;
  const std::size_t semicolon = text.find(';');
  const std::size_t between = semicolon == std::string_view::npos && decimal == '.' ? text.find(',') : semicolon;
  if (between == std::string_view::npos) return std::nullopt;
  const auto latitude = degrees(text.substr(0, between), decimal);
  const auto longitude = degrees(text.substr(between + 1), decimal);
  if (!latitude || !longitude) return std::nullopt;
  return std::pair(*latitude, *longitude);
}

}  // namespace

bool looks_like_coordinates(std::string_view text, char decimal) { return both(text, decimal).has_value(); }

std::optional<Coordinates> coordinates_of(std::string_view text, char decimal) {
  const auto found = both(text, decimal);
  if (!found || found->first < -90 * std::int64_t{degree} || found->first > 90 * std::int64_t{degree} ||
      found->second < -180 * std::int64_t{degree} || found->second > 180 * std::int64_t{degree}) {
    return std::nullopt;
  }
  return Coordinates{static_cast<std::int32_t>(found->first), static_cast<std::int32_t>(found->second)};
}

std::string to_string(const Coordinates& coordinates) {
  return decimal_text(coordinates.latitude, degree_decimals) + ", " +
         decimal_text(coordinates.longitude, degree_decimals);
}

}  // namespace pairwell
