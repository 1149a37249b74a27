/// The formulas of docs/design/score.md on whole numbers, for whoever compares answers one pair at a time.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

#include "pairwell/scheme/criterion.hpp"

namespace pairwell {

/// For products of 64-bit numbers.
__extension__ using Wide = __int128;

/// What fits fully.
inline constexpr std::int32_t full_share = 1000;

/// What the reader of languages says of a level that was not said, as the levels are counted: C2.
inline constexpr std::int32_t unsaid_level = 6;

/// What two unit vectors of int8 numbers come to: 127 squared.
inline constexpr std::int64_t unit_dot = 16129;

/// The nearest whole number, halves up; for numbers of 0 or more.
template <class Number>
constexpr Number divide(Number dividend, Number divisor) {
  assert(dividend >= Number{0});
  assert(divisor > Number{0});
  return (2 * dividend + divisor) / (2 * divisor);
}

/// What a part is of the whole, as a share.
constexpr std::int32_t share_of(Wide part, Wide whole) {
  return static_cast<std::int32_t>(divide<Wide>(full_share * part, whole));
}

/// The whole number nearest to the square root.
constexpr std::int32_t square_root(std::int32_t number) {
  assert(number >= 0);
  std::int32_t root = 0;
  for (std::int32_t bit = 1 << 15; bit > 0; bit >>= 1) {
    const std::int64_t candidate = root | bit;
    if (candidate * candidate <= number) root |= bit;
  }
  return number - root * root > root ? root + 1 : root;
}

/// A wish of rank 0, 1, 2, ... is worth 1000, 900, 800, ..., and never less than half of the first.
constexpr std::int32_t wish_strength(std::size_t rank) {
  return full_share - 100 * static_cast<std::int32_t>(std::min<std::size_t>(rank, 5));
}

/// Full at a distance of 0, nothing from `fall` on.
constexpr std::int32_t falling(Wide distance, Wide fall, Curve curve) {
  if (distance <= 0) return full_share;
  if (distance >= fall) return 0;
  if (curve == Curve::straight) return share_of(fall - distance, fall);
  return share_of(fall * fall - distance * distance, fall * fall);
}

inline std::int32_t near_share(const Criterion& criterion, std::int64_t x, std::int64_t y) {
  const Wide distance = x < y ? Wide{y} - x : Wide{x} - y;
  return falling(distance - criterion.low, Wide{criterion.high} - criterion.low, criterion.curve);
}

inline std::int32_t at_least_share(const Criterion& criterion, std::int64_t x, std::int64_t y) {
  return falling(Wide{x} - y, criterion.fall, criterion.curve);
}

inline std::int32_t gap_share(const Criterion& criterion, std::int64_t x, std::int64_t y) {
  const Wide gap = Wide{y} - x;
  return falling(std::max<Wide>(criterion.low - gap, gap - criterion.high), criterion.fall, criterion.curve);
}

inline std::int32_t ratio_share(std::int64_t x, std::int64_t y) {
  if (x == y) return full_share;
  if ((x < 0) != (y < 0) && x != 0 && y != 0) return 0;
  const Wide a = x < 0 ? -Wide{x} : Wide{x};
  const Wide b = y < 0 ? -Wide{y} : Wide{y};
  return share_of(std::min(a, b), std::max(a, b));
}

/// What two sets of these sizes have in common.
constexpr std::int32_t overlap_share(Overlap overlap, std::int32_t common, std::int32_t of_mentee,
                                     std::int32_t of_mentor) {
  switch (overlap) {
    case Overlap::jaccard:
      return share_of(common, Wide{of_mentee} + of_mentor - common);
    case Overlap::dice:
      return share_of(2 * Wide{common}, Wide{of_mentee} + of_mentor);
    case Overlap::smaller:
      break;
  }
  return share_of(common, std::min(of_mentee, of_mentor));
}

/// The share of the last band that a number reaches, or that below the first.
inline std::int32_t band_share(std::span<const Band> bands, Wide number, std::int32_t below) {
  std::int32_t share = below;
  for (const Band& band : bands) {
    if (number < band.from) break;
    share = band.share;
  }
  return share;
}

inline std::int32_t common_time_share(const Criterion& criterion, std::int64_t common) {
  const std::int64_t spare = std::clamp<std::int64_t>(common - criterion.low, 0, criterion.high);
  return share_of(spare, criterion.high);
}

inline std::int32_t common_language_share(const Criterion& criterion, std::int32_t level) {
  const std::int64_t most = criterion.high == 0 ? unsaid_level : criterion.high;
  return share_of(std::min<std::int64_t>(level, most), most);
}

inline std::int32_t dot_share(const Criterion& criterion, std::int64_t product) {
  if (!criterion.bands.empty()) return band_share(criterion.bands, product, 0);
  const bool is_given = criterion.low != 0 || criterion.high != 0;
  const std::int64_t low = is_given ? criterion.low : 0;
  const std::int64_t high = is_given ? criterion.high : unit_dot;
  return share_of(std::clamp<Wide>(Wide{product} - low, 0, Wide{high} - low), Wide{high} - low);
}

}  // namespace pairwell
