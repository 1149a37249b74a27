// Sums that doubles round are exact, at the ends of their range too.
#include "match/exact_sum.hpp"

#include <cmath>
#include <initializer_list>
#include <limits>

#include <gtest/gtest.h>

#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

constexpr double most = std::numeric_limits<double>::max();
constexpr double least = std::numeric_limits<double>::denorm_min();
constexpr double infinity = std::numeric_limits<double>::infinity();

ExactSum sum_of(std::initializer_list<double> numbers) {
  ExactSum sum;
  for (const double number : numbers) sum.add(number);
  return sum;
}

TEST(ExactSum, KnowsTheSignWhateverTheSizes) {
  EXPECT_EQ(sum_of({}).sign(), 0);
  EXPECT_EQ(sum_of({1, -1}).sign(), 0);
  EXPECT_EQ(sum_of({most, most, least, -most, -most}).sign(), 1);
  EXPECT_EQ(sum_of({most, most, -least, -most, -most}).sign(), -1);
  EXPECT_EQ(sum_of({-most, -most, -most}).sign(), -1);
  EXPECT_EQ(sum_of({1e300, 1e-300, -1e300}).sign(), 1);
  EXPECT_EQ(sum_of({1e300, 1e-300, -1e300, -1e-300}).sign(), 0);
  EXPECT_EQ(sum_of({0x1p-1022, -0x1p-1022 + least, -least}).sign(), 0);
}

TEST(ExactSum, RoundsUp) {
  EXPECT_EQ(sum_of({}).rounded_up(), 0);
  EXPECT_EQ(sum_of({0.5, 0.25}).rounded_up(), 0.75);
  EXPECT_EQ(sum_of({least}).rounded_up(), least);
  EXPECT_EQ(sum_of({most}).rounded_up(), most);
  EXPECT_EQ(sum_of({most, most}).rounded_up(), infinity);
  EXPECT_EQ(sum_of({1, least}).rounded_up(), std::nextafter(1.0, 2.0));
  Random random(5);
  for (int trial = 0; trial < 1000; ++trial) {
    const double one = std::ldexp(static_cast<double>(random.below(1U << 30)), static_cast<int>(random.below(200)));
    const double other = std::ldexp(static_cast<double>(random.below(1U << 30)), static_cast<int>(random.below(200)));
    const double up = sum_of({one, other}).rounded_up();
    EXPECT_LE(sum_of({one, other, -up}).sign(), 0);
    EXPECT_LE(up, std::nextafter(std::nextafter(one + other, infinity), infinity));
  }
}

TEST(ExactSum, CarriesInTime) {
  ExactSum sum;
  for (int times = 0; times < 100'000; ++times) sum.add(0x1.fffffffffffffp+60);
  for (int times = 0; times < 100'000; ++times) sum.add(-0x1.fffffffffffffp+60);
  EXPECT_EQ(sum.sign(), 0);
}

TEST(IsNegativeSum, IsExact) {
  EXPECT_FALSE(is_negative_sum(1.0, 2.0, -3.0, 0.0));
  EXPECT_TRUE(is_negative_sum(1.0, 2.0, -3.0, -least));
  EXPECT_FALSE(is_negative_sum(0.1, 0.2, -0.3, 0.0));  // 0.1 + 0.2 is over 0.3
  EXPECT_TRUE(is_negative_sum(-0.1, -0.2, 0.3, 0.0));
  EXPECT_FALSE(is_negative_sum(most, most, -most, -most));
  EXPECT_TRUE(is_negative_sum(most, -most, -most, most - 1e292));
  EXPECT_FALSE(is_negative_sum(1e300, 1e-300, -1e300, 0.0));
  EXPECT_TRUE(is_negative_sum(1e300, -1e-300, -1e300, 0.0));
  EXPECT_FALSE(is_negative_sum(least, -least, 0.0, 0.0));
  EXPECT_TRUE(is_negative_sum(least, -least, -least, 0.0));
}

}  // namespace
}  // namespace pairwell
