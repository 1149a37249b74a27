#include "pairwell/core/scale.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cfenv>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/at.hpp"
#include "pairwell/core/points.hpp"

namespace pairwell {
namespace {

constexpr std::size_t at_once = 512;
constexpr std::size_t lanes = 8;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int most_tens = 18;  // 10^18 < 2^62.
constexpr int most_twos = 61;

constexpr std::array<std::int64_t, most_tens + 1> power_of_ten = [] {
  std::array<std::int64_t, most_tens + 1> powers{1};
  for (std::size_t k = 1; k < powers.size(); ++k) powers[k] = 10 * powers[k - 1];
  return powers;
}();

/// Added to a number within 2^51 of 0, it leaves the nearest whole number, halves to the even one, in the last bits.
constexpr double shift = 0x1.8p52;
constexpr double most_shifted = 0x1p51 - 1;

/// Up to these units at most one count reads back as a number, and it is the nearest to the number times the scale: the
/// product is off by less than half a unit (docs/decisions/0058-points-are-never-rounded-in-silence.md).
template <class Number>
constexpr double most_units_of = std::same_as<Number, float> ? 0x1p23 - 1 : most_shifted;

/// Sums of `shift` need the nearest mode of rounding, whatever the process is in.
class NearestMode {
 public:
  NearestMode() : before_(std::fegetround()) {
    if (before_ != FE_TONEAREST) std::fesetround(FE_TONEAREST);
  }
  ~NearestMode() {
    if (before_ != FE_TONEAREST) std::fesetround(before_);
  }
  NearestMode(const NearestMode&) = delete;
  NearestMode& operator=(const NearestMode&) = delete;

 private:
  int before_;
};

double nearest(double value) { return (value + shift) - shift; }

/// From 2^52 on there is nothing but whole numbers, and under it this sum has no halves.
bool is_whole(double value) {
  const double size = std::abs(value);
  return (size >= 0x1p52) | ((size + 0x1p52) - 0x1p52 == size);
}

/// Whether numbers within 2^51 of 0 are whole; infinities pass.
template <class Number>
bool are_whole(std::span<const Number> points) {
  std::int64_t failures = 0;
  for (const Number number : points) failures += static_cast<std::int64_t>(nearest(number) != number);
  return failures == 0;
}

/// The greatest double that is not above a whole number.
double double_under(std::int64_t whole) {
  const auto real = static_cast<double>(whole);
  return real >= 0x1p63 || static_cast<std::int64_t>(real) > whole ? std::nextafter(real, 0.0) : real;
}

/// The greatest of measure(0), measure(1) and so on. In lanes, for a comparison waits for the one before it.
template <class Measure>
double greatest(std::size_t count, Measure measure) {
  std::array<double, lanes> most{};
  std::size_t index = 0;
  for (; index + lanes <= count; index += lanes) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const double value = measure(index + lane);
      most[lane] = value > most[lane] ? value : most[lane];
    }
  }
  for (; index < count; ++index) most[0] = std::max(most[0], measure(index));
  return *std::ranges::max_element(most);
}

/// The largest finite number, without its sign.
template <class Number>
double largest_of(std::span<const Number> points) {
  return greatest(points.size(), [points](std::size_t index) {
    const double size = std::abs(static_cast<double>(points[index]));
    return size < infinity ? size : 0.0;
  });
}

template <class Number>
bool reads_back(Number points, double units, double scale) {
  return static_cast<Number>(units / scale) == points;
}

/// Whether each number that is finite passes a test. Without a way out of the loop it goes by vectors.
template <class Number, class Test>
bool all_pass(std::span<const Number> points, Test test) {
  std::int64_t failures = 0;
  for (const Number number : points) {
    const bool is_finite = std::abs(static_cast<double>(number)) < infinity;
    failures += static_cast<std::int64_t>(is_finite & !test(number));
  }
  return failures == 0;
}

/// A number as the shortest decimals that read back: digits / 10^decimals. A whole number is taken as it is.
struct Decimals {
  std::int64_t digits = 0;
  int decimals = 0;
};

template <class Number>
Decimals decimals_of(Number number) {
  assert(std::isfinite(number));
  const double value = number;
  if (std::trunc(value) == value && std::abs(value) < 0x1p62) return {static_cast<std::int64_t>(value), 0};
  std::array<char, 32> text{};
  const char* const end =
      std::to_chars(text.data(), text.data() + text.size(), std::abs(number), std::chars_format::scientific).ptr;
  Decimals result;
  bool is_fraction = false;
  const char* next = text.data();
  for (; next != end && *next != 'e'; ++next) {
    if (*next == '.') {
      is_fraction = true;
      continue;
    }
    result.digits = 10 * result.digits + (*next - '0');
    result.decimals += static_cast<int>(is_fraction);
  }
  int exponent = 0;
  std::from_chars(next + (next[1] == '+' ? 2 : 1), end, exponent);
  result.decimals -= exponent;
  if (value < 0) result.digits = -result.digits;
  return result;
}

/// The least k for which a number times 2^k is whole.
int binary_places(double value) {
  if (value == 0) return 0;
  int exponent = 0;
  const auto mantissa = static_cast<std::uint64_t>(std::ldexp(std::abs(std::frexp(value, &exponent)), 53));
  return std::max(0, 53 - exponent - std::countr_zero(mantissa));
}

}  // namespace

template <RealPoints Number>
ScaleChoice<Number>::ScaleChoice(std::int64_t most_units)
    : most_(double_under(most_units)),
      // A little less, for products are rounded.
      most_of_tens_(std::same_as<Number, float> ? std::min(most_units_of<float>, most_) : most_ * (1 - 0x1p-50)),
      most_of_wholes_(std::min(most_units_of<Number>, most_of_tens_)) {
  assert(most_units >= 0);
}

template <RealPoints Number>
void ScaleChoice<Number>::show(std::span<const Number> points) {
  const NearestMode mode;
  for (std::size_t start = 0; start < points.size(); start += at_once) {
    const auto few = points.subspan(start, std::min(at_once, points.size() - start));
    largest_ = std::max(largest_, largest_of(few));
    if (tens_ == 0 && twos_ == 0 && largest_ <= most_of_wholes_ && are_whole(few)) continue;
    if (tens_ >= 0) show_tens(few);
    if (twos_ >= 0) show_twos(few);
  }
}

template <RealPoints Number>
void ScaleChoice<Number>::show_tens(std::span<const Number> points) {
  const auto scale = static_cast<double>(power_of_ten[at(tens_)]);
  const bool all_read_back = largest_ * scale <= most_units_of<Number> && all_pass(points, [scale](Number number) {
                               return reads_back(number, nearest(number * scale), scale);
                             });
  if (!all_read_back) {
    for (const Number number : points) {
      if (!std::isfinite(number)) continue;
      tens_ = std::max(tens_, decimals_of(number).decimals);
      if (tens_ > most_tens) break;
    }
  }
  if (tens_ > most_tens || largest_ * static_cast<double>(power_of_ten[at(tens_)]) > most_of_tens_) tens_ = -1;
}

template <RealPoints Number>
void ScaleChoice<Number>::show_twos(std::span<const Number> points) {
  const double scale = std::ldexp(1.0, twos_);
  const bool all_whole = all_pass(points, [scale](Number number) { return is_whole(number * scale); });
  if (!all_whole) {
    for (const Number number : points) {
      if (std::isfinite(number)) twos_ = std::max(twos_, binary_places(number));
    }
  }
  if (twos_ > most_twos || std::ldexp(largest_, twos_) > most_) twos_ = -1;
}

template <RealPoints Number>
std::int64_t ScaleChoice<Number>::scale() const {
  if (tens_ >= 0) return power_of_ten[at(tens_)];
  if (twos_ >= 0) return std::int64_t{1} << twos_;
  int finest = most_twos;
  while (finest > 0 && std::ldexp(largest_, finest) > most_) --finest;
  return std::int64_t{1} << finest;
}

Grid::Grid(std::int64_t scale, std::int64_t most_units, bool is_exact)
    : scale_(static_cast<double>(scale)),
      most_(double_under(most_units)),
      // A scale that no double holds is no divisor to read back by.
      most_read_back_(static_cast<std::int64_t>(scale_) == scale ? most_shifted : 0),
      slack_(std::has_single_bit(static_cast<std::uint64_t>(scale)) ? 0 : 0x1p-52),
      is_exact_(is_exact) {
  assert(scale >= 1);
  assert(most_units >= 0);
  const auto power = std::ranges::find(power_of_ten, scale);
  if (power != power_of_ten.end()) decimals_ = static_cast<int>(power - power_of_ten.begin());
}

template <RealPoints Number>
bool Grid::put(std::span<const Number> points, std::int64_t* units) {
  const NearestMode mode;
  bool fit = true;
  for (std::size_t start = 0; start < points.size(); start += at_once) {
    const auto few = points.subspan(start, std::min(at_once, points.size() - start));
    if (largest_of(few) * scale_ <= std::min(most_shifted, most_)) {
      fit &= put_few(few, units + start);
    } else {
      for (std::size_t index = 0; index < few.size(); ++index) fit &= put_one(few[index], units[start + index]);
    }
  }
  return fit;
}

/// For products that `shift` fits.
template <RealPoints Number>
bool Grid::put_few(std::span<const Number> points, std::int64_t* units) {
  const double scale = scale_;
  std::int64_t misfits = 0;
  for (std::size_t index = 0; index < points.size(); ++index) {
    const double number = points[index];
    const std::int64_t whole = std::bit_cast<std::int64_t>(number * scale + shift) - std::bit_cast<std::int64_t>(shift);
    units[index] = number == -infinity ? std::numeric_limits<std::int64_t>::min() : whole;
    misfits += static_cast<std::int64_t>(!(number < infinity));
  }
  for (std::size_t index = 0; misfits > 0 && index < points.size(); ++index) {
    if (!(points[index] < infinity)) units[index] = 0;
  }
  if (!is_exact_) {
    error_ = std::max(error_, greatest(points.size(), [this, points, scale](std::size_t index) {
                        const Number number = points[index];
                        const double product = number * scale;
                        return number > -infinity ? error_of(number, product, nearest(product)) : 0.0;
                      }));
  }
  return misfits == 0;
}

template <RealPoints Number>
bool Grid::put_one(Number points, std::int64_t& units) {
  units = std::numeric_limits<std::int64_t>::min();
  if (points == -infinity) return true;
  units = 0;
  const double product = points * scale_;
  if (!(std::abs(product) <= most_)) return false;
  units = nearest_even(product);
  if (std::abs(product) > most_shifted && decimals_ >= 0) {
    const auto [digits, decimals] = decimals_of(points);
    if (decimals >= 0 && decimals <= decimals_) {
      units = digits * power_of_ten[at(decimals_ - decimals)];
      return true;
    }
  }
  if (!is_exact_) error_ = std::max(error_, error_of(points, product, static_cast<double>(units)));
  return true;
}

/// How far units are from a number of points times the scale, at most.
template <RealPoints Number>
double Grid::error_of(Number points, double product, double units) const {
  const bool is_read_back =
      std::abs(units) <= std::min(most_read_back_, most_units_of<Number>) && reads_back(points, units, scale_);
  const bool is_product_exact = std::same_as<Number, float> && scale_ <= 0x1p29;  // 24 bits times 29.
  return is_read_back ? 0.0 : std::abs(product - units) + (is_product_exact ? 0.0 : std::abs(product) * slack_);
}

double Grid::error() const {
  // Each sum and the quotient may have lost a last bit, and an error is never so small that it is none.
  return error_ == 0 ? 0.0 : std::max(error_ / scale_ * (1 + 0x1p-50), std::numeric_limits<double>::denorm_min());
}

template class ScaleChoice<float>;
template class ScaleChoice<double>;
template bool Grid::put(std::span<const float>, std::int64_t*);
template bool Grid::put(std::span<const double>, std::int64_t*);

}  // namespace pairwell
