#include "pairwell/scheme/criterion.hpp"

#include <cstddef>

namespace pairwell {

std::string_view to_string(Comparison comparison) {
  static constexpr std::string_view names[] = {
      "covers",   "overlap", "same",        "different",       "near", "at_least", "gap", "ratio", "wish", "table",
      "distance", "travel",  "common_time", "common_language", "dot",  "given",    "mean"};
  return names[static_cast<std::size_t>(comparison)];
}

std::string_view to_string(Blank blank) {
  static constexpr std::string_view names[] = {"neutral", "leaves", "zero"};
  return names[static_cast<std::size_t>(blank)];
}

std::string_view to_string(Overlap overlap) {
  static constexpr std::string_view names[] = {"jaccard", "dice", "smaller"};
  return names[static_cast<std::size_t>(overlap)];
}

std::string_view to_string(Curve curve) {
  static constexpr std::string_view names[] = {"straight", "square"};
  return names[static_cast<std::size_t>(curve)];
}

std::string_view to_string(Sides sides) {
  static constexpr std::string_view names[] = {"both", "mentee", "mentor"};
  return names[static_cast<std::size_t>(sides)];
}

std::int32_t neutral_share(const Criterion& criterion) {
  if (criterion.neutral) return *criterion.neutral;
  switch (criterion.compare) {
    case Comparison::covers:
    case Comparison::overlap:
    case Comparison::wish:
    case Comparison::dot:
    case Comparison::given:
      return 200;
    default:
      return 500;
  }
}

}  // namespace pairwell
