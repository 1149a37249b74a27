/// Exact sum: numbers added without rounding, whatever their sizes.
#pragma once

#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace pairwell {

/// Holds the sum of as many integers of 64 bits as there can be.
__extension__ using Whole = __int128;

class WholeSum {
 public:
  void add(Whole number) { sum_ += number; }

  /// The least double that is not under the sum.
  double rounded_up() const {
    const auto near = static_cast<double>(sum_);
    return static_cast<Whole>(near) < sum_ ? std::nextafter(near, std::numeric_limits<double>::infinity()) : near;
  }

 private:
  Whole sum_ = 0;
};

/// A sum of doubles as a number of fixed point that is as wide as the range of a double.
class ExactSum {
 public:
  /// Adds a finite number.
  void add(double number) {
    if (number == 0) return;
    int exponent = 0;
    // A whole number of 53 bits times 2^(place - least_exponent).
    const auto digits = static_cast<std::int64_t>(std::ldexp(std::frexp(std::fabs(number), &exponent), 53));
    const int place = exponent - 53 + least_exponent;
    if (place < 0) {
      add_at(0, 0, digits >> -place, number < 0);  // denormal: what is cut off is 0
    } else {
      add_at(static_cast<std::size_t>(place / limb_bits), place % limb_bits, digits, number < 0);
    }
    if (++added_ == most_added) carry();
  }

  /// 1, 0 or -1.
  int sign() const {
    ExactSum settled = *this;
    settled.carry();
    if (settled.limbs_.back() < 0) return -1;
    for (const std::int64_t limb : settled.limbs_) {
      if (limb != 0) return 1;
    }
    return 0;
  }

  /// A double that is not under the sum, and at most a few steps over it; 0 only for 0. For sums of 0 or more.
  double rounded_up() const {
    ExactSum settled = *this;
    settled.carry();
    double near = 0;
    for (std::size_t place = limbs_.size(); place-- > 0;) {
      near +=
          std::ldexp(static_cast<double>(settled.limbs_[place]), static_cast<int>(place) * limb_bits - least_exponent);
    }
    while (std::isfinite(near) && settled.less(near).sign() > 0) near = std::nextafter(near, infinity);
    return near;
  }

 private:
  static constexpr int least_exponent = 1074;  ///< Every double is a whole number times 2^-1074.
  static constexpr int limb_bits = 32;
  static constexpr std::int64_t limb_mask = (std::int64_t{1} << limb_bits) - 1;
  static constexpr std::int32_t most_added = 1 << 29;  ///< So that no limb overflows before it is carried.
  static constexpr double infinity = std::numeric_limits<double>::infinity();

  void add_at(std::size_t place, int shift, std::int64_t digits, bool is_negative) {
    const std::int64_t sign = is_negative ? -1 : 1;
    const std::int64_t low = (digits & limb_mask) << shift;
    const std::int64_t high = (digits >> limb_bits) << shift;
    limbs_[place] += sign * (low & limb_mask);
    limbs_[place + 1] += sign * ((low >> limb_bits) + (high & limb_mask));
    limbs_[place + 2] += sign * (high >> limb_bits);
  }

  /// Leaves from 0 to under 2^32 in every limb but the highest, which has the sign.
  void carry() {
    for (std::size_t place = 0; place + 1 < limbs_.size(); ++place) {
      limbs_[place + 1] += limbs_[place] >> limb_bits;
      limbs_[place] &= limb_mask;
    }
    added_ = 0;
  }

  ExactSum less(double number) const {
    ExactSum rest = *this;
    rest.add(-number);
    return rest;
  }

  std::array<std::int64_t, 68> limbs_{};  // the lowest first
  std::int32_t added_ = 0;
};

/// What adds numbers of a type.
template <class Number>
using SumOf = std::conditional_t<std::same_as<Number, double>, ExactSum, WholeSum>;

/// Whether one + other + third + fourth < 0; each is the sum of two integers of 64 bits at most.
inline bool is_negative_sum(Whole one, Whole other, Whole third, Whole fourth) {
  return one + other + third + fourth < 0;
}

/// Whether one + other + third + fourth < 0, exactly; finite numbers.
inline bool is_negative_sum(double one, double other, double third, double fourth) {
  // Nearly always plain sums are far enough from 0 to say.
  const double sum = one + other + third + fourth;
  const double room = 0x1p-50 * (std::fabs(one) + std::fabs(other) + std::fabs(third) + std::fabs(fourth));
  if (sum > room) return false;
  if (sum < -room) return true;
  // Ties of whole numbers have no rounding at all.
  double total = one;
  bool is_exact = true;
  for (const double next : {other, third, fourth}) {
    const double wider = total + next;
    const double part = wider - total;
    is_exact = is_exact && total - (wider - part) + (next - part) == 0;
    total = wider;
  }
  if (is_exact) return total < 0;
  ExactSum exact;
  for (const double next : {one, other, third, fourth}) exact.add(next);
  return exact.sign() < 0;
}

}  // namespace pairwell
