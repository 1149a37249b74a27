/// Scale: how many units a point has, chosen so that real numbers of points lose nothing, or as little as may be.
#pragma once

#include <concepts>
#include <cstdint>
#include <span>

#include "pairwell/floating_point.hpp"  // IWYU pragma: keep

namespace pairwell {

/// Every scale is under it.
inline constexpr std::int64_t end_of_scales = std::int64_t{1} << 62;

/// A real number of points.
template <class Number>
concept RealPoints = std::same_as<Number, float> || std::same_as<Number, double>;

/// Chooses the scale of a table of real numbers, which are shown in any order, each at least once. It is the first of
/// - the coarsest power of ten at which every number reads back: units / scale, rounded to its type, is the number, so
///   that the decimals that a person wrote are kept (for float, of units under 2^23);
/// - the coarsest power of two at which every number is a whole number of units;
/// - the finest power of two that the largest number allows. Numbers are then rounded, by half a unit at most.
/// What is not finite is passed over.
template <RealPoints Number>
class ScaleChoice {
 public:
  /// @param most_units How large units may be (see most_units in match/problem.hpp).
  explicit ScaleChoice(std::int64_t most_units);

  void show(std::span<const Number> points);

  /// From 1 to 2^61.
  std::int64_t scale() const;

  /// Whether no number is rounded at that scale.
  bool is_exact() const { return tens_ >= 0 || twos_ >= 0; }

 private:
  void show_tens(std::span<const Number> points);
  void show_twos(std::span<const Number> points);

  double most_;  // Units; no more than was said.
  double most_of_tens_;
  double most_of_wholes_;  // Up to it, whole numbers are known to need no scale.
  double largest_ = 0;     // Of what was shown, without its sign.
  int tens_ = 0;           // The power of ten so far; -1: none will do.
  int twos_ = 0;
};

/// Puts real numbers on the grid of a scale: each to the nearest unit, halves to the even one. A number that reads back
/// from its units (see ScaleChoice) has no error.
class Grid {
 public:
  /// @param scale Under end_of_scales.
  /// @param is_exact Says that no number has an error, which is then not looked for.
  Grid(std::int64_t scale, std::int64_t most_units, bool is_exact = false);

  /// Writes the units of each number, and the lowest number of 64 bits for minus infinity. False where one is no
  /// number, plus infinity or beyond the most units.
  template <RealPoints Number>
  bool put(std::span<const Number> points, std::int64_t* units);

  /// The largest error of any number so far: a bound in points, 0 where there is none.
  double error() const;

 private:
  template <RealPoints Number>
  bool put_few(std::span<const Number> points, std::int64_t* units);
  template <RealPoints Number>
  bool put_one(Number points, std::int64_t& units);
  template <RealPoints Number>
  double error_of(Number points, double product, double units) const;

  double scale_;
  double most_;
  double most_read_back_;  // No units above it count as read back.
  double slack_;           // How far a product may be from its true value, as a share of it.
  int decimals_ = -1;      // Of a power of ten; else -1.
  bool is_exact_;
  double error_ = 0;  // In units.
};

}  // namespace pairwell
