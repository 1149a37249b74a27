#include "pairwell/core/points.hpp"

#include <cfenv>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

TEST(Points, GoToTheNearestUnit) {
  EXPECT_EQ(points_from(72.5), Points(72500));
  EXPECT_EQ(points_from(-0.0014), Points(-1));
  EXPECT_EQ(points_from(0.1, 10), Points(1));
  EXPECT_EQ(points_from(1.0, 3), Points(3));
}

TEST(Points, HalfAUnitGoesToTheEvenOne) {
  EXPECT_EQ(points_from(0.5, 1), Points(0));
  EXPECT_EQ(points_from(1.5, 1), Points(2));
  EXPECT_EQ(points_from(2.5, 1), Points(2));
  EXPECT_EQ(points_from(-0.5, 1), Points(0));
  EXPECT_EQ(points_from(-1.5, 1), Points(-2));
}

TEST(Points, DoNotDependOnTheRoundingModeOfTheProcess) {
  const int before = std::fegetround();
  std::fesetround(FE_UPWARD);
  const Points upward = points_from(0.25, 1);
  std::fesetround(before);
  EXPECT_EQ(upward, Points(0));
}

TEST(Points, RefuseWhatIsNoNumberOrTooLarge) {
  EXPECT_THROW(points_from(std::nan("")), InvalidInput);
  EXPECT_THROW(points_from(std::numeric_limits<double>::infinity()), InvalidInput);
  EXPECT_THROW(points_from(1e300), InvalidInput);
  EXPECT_THROW(points_from(std::ldexp(1.0, 62), 1), InvalidInput);
  EXPECT_NO_THROW(points_from(std::ldexp(1.0, 61), 1));
  EXPECT_THROW(points_from(1.0, 0), InvalidInput);
  EXPECT_THROW(to_double(Points(1), -1), InvalidInput);
  EXPECT_THROW(to_string(Points(1), 0), InvalidInput);
}

TEST(Points, AreWrittenWithoutTrailingZeros) {
  EXPECT_EQ(to_string(Points(72500)), "72.5");
  EXPECT_EQ(to_string(Points(72000)), "72");
  EXPECT_EQ(to_string(Points(7)), "0.007");
  EXPECT_EQ(to_string(Points(-7)), "-0.007");
  EXPECT_EQ(to_string(Points(-1070)), "-1.07");
  EXPECT_EQ(to_string(Points(0)), "0");
  EXPECT_EQ(to_string(Points(5), 1), "5");
}

TEST(Points, AreExactAtTheEndsOfTheirRange) {
  EXPECT_EQ(to_string(Points(std::numeric_limits<std::int64_t>::min())), "-9223372036854775.808");
  EXPECT_EQ(to_string(Points(std::numeric_limits<std::int64_t>::max())), "9223372036854775.807");
}

TEST(Points, OfAScaleThatIsNoPowerOfTenAreRounded) {
  EXPECT_EQ(to_string(Points(1), 3), "0.333333333333333");
  EXPECT_EQ(to_string(Points(6), 3), "2");
  EXPECT_DOUBLE_EQ(to_double(Points(1), 4), 0.25);
}

TEST(Points, NearestEvenGoesToTheNearest) {
  EXPECT_EQ(nearest_even(0.49999999999999994), 0);
  EXPECT_EQ(nearest_even(-0.49999999999999994), 0);
  EXPECT_EQ(nearest_even(2.5), 2);
  EXPECT_EQ(nearest_even(-3.5), -4);
  EXPECT_EQ(nearest_even(-2.5000000000000004), -3);
  EXPECT_EQ(nearest_even(2251799813685249.5), 2251799813685250);
  EXPECT_EQ(nearest_even(-0x1.0p61), -(std::int64_t{1} << 61));
}

}  // namespace
}  // namespace pairwell
