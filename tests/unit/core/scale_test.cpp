#include "pairwell/core/scale.hpp"

#include <array>
#include <cfenv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <gtest/gtest.h>

namespace pairwell {
namespace {

constexpr std::int64_t most = std::int64_t{1} << 59;
constexpr double infinity = std::numeric_limits<double>::infinity();

struct Chosen {
  std::int64_t scale = 0;
  bool is_exact = false;
  std::vector<std::int64_t> units{};
  double error = 0;
};

template <class Number>
Chosen choose(const std::vector<Number>& points, std::int64_t most_units = most) {
  ScaleChoice<Number> choice(most_units);
  choice.show(points);
  Chosen chosen{choice.scale(), choice.is_exact(), std::vector<std::int64_t>(points.size()), 0};
  Grid grid(chosen.scale, most_units);  // Looks for errors, so that a choice cannot claim to be exact.
  EXPECT_TRUE(grid.put(std::span<const Number>(points), chosen.units.data()));
  chosen.error = grid.error();
  EXPECT_EQ(chosen.error == 0, chosen.is_exact);
  return chosen;
}

using Units = std::vector<std::int64_t>;

TEST(Scale, IsTheCoarsestPowerOfTenAtWhichDecimalsReadBack) {
  EXPECT_EQ(choose<double>({}).scale, 1);
  EXPECT_EQ(choose<double>({3, -4, 0}).scale, 1);
  EXPECT_EQ(choose<double>({72.5, 40}).scale, 10);
  EXPECT_EQ(choose<double>({0.1, 0.25, 1e-4}).scale, 10'000);
  EXPECT_EQ(choose<double>({0.1, 0.2, 0.3}).units, (Units{1, 2, 3}));
  EXPECT_EQ(choose<double>({1e-18}).scale, 1'000'000'000'000'000'000);
  EXPECT_EQ(choose<double>({-123456789.012345}).units, (Units{-123456789012345}));
  EXPECT_EQ(choose<float>({0.1F, -2.75F}).units, (Units{10, -275}));
}

TEST(Scale, KeepsDecimalsBeyond53Bits) {
  const Chosen chosen = choose<double>({1e-12, 123456.789});
  EXPECT_EQ(chosen.scale, 1'000'000'000'000);
  EXPECT_EQ(chosen.units, (Units{1, 123456789000000000}));
}

TEST(Scale, IsElseAPowerOfTwoThatIsExact) {
  EXPECT_EQ(choose<double>({0x1p-40, 1}).scale, std::int64_t{1} << 40);
  EXPECT_EQ(choose<double>({0x1.23456789abcdep-3, 0x1p-55}).scale, std::int64_t{1} << 55);
  EXPECT_EQ(choose<float>({0x1.234568p-3F}).scale, std::int64_t{1} << 24);
  EXPECT_EQ(choose<double>({0x1p58, 0x1p52 + 1}).units, (Units{std::int64_t{1} << 58, (std::int64_t{1} << 52) + 1}));
}

TEST(Scale, SeesAHalfThatIsShownLater) {
  ScaleChoice<double> choice(most);
  choice.show(std::array{0x1.b4e81b4e81b4fp-8});   // whole times 2^60
  choice.show(std::array{-0x1.b4e81b4e81b4fp-9});  // times 2^60 between 2^51 and 2^52, and a half; of 19 decimals
  EXPECT_EQ(choice.scale(), std::int64_t{1} << 61);
  EXPECT_TRUE(choice.is_exact());
}

TEST(Scale, IsElseTheFinestThatFits) {
  const Chosen chosen = choose<double>({1e10, 1e-300});
  EXPECT_EQ(chosen.scale, std::int64_t{1} << 25);  // 1e10 * 2^25 < 2^59 < 1e10 * 2^26
  EXPECT_FALSE(chosen.is_exact);
  EXPECT_GE(chosen.error, 1e-300);
  EXPECT_LT(chosen.error, 1.000001e-300);
  const Chosen tiny = choose<double>({5e-324, 3e-324});
  EXPECT_EQ(tiny.scale, std::int64_t{1} << 61);
  EXPECT_GT(tiny.error, 0);
  EXPECT_EQ(choose<double>({0.3, 0.12345}, 7).scale, 16);
}

TEST(Scale, DoesNotDependOnTheOrderOfNumbers) {
  EXPECT_EQ(choose<double>({0.001, 70.5, 3}).scale, choose<double>({3, 70.5, 0.001}).scale);
  std::vector<double> many(5000, 1.5);
  many.back() = 1.0625;
  EXPECT_EQ(choose(many).scale, 10'000);
  many.front() = 0x1p-45;
  EXPECT_EQ(choose(many).scale, std::int64_t{1} << 45);
}

TEST(Scale, PassesOverWhatIsNotFinite) {
  ScaleChoice<double> choice(most);
  choice.show(std::array{infinity, -infinity, std::nan(""), 0.5});
  EXPECT_EQ(choice.scale(), 10);
}

TEST(Grid, MarksMinusInfinityAndRefusesWhatDoesNotFit) {
  Grid grid(10, 1000);
  std::array<std::int64_t, 2> units{};
  EXPECT_TRUE(grid.put(std::span<const double>(std::array{-infinity, 100.0}), units.data()));
  EXPECT_EQ(units, (std::array{std::numeric_limits<std::int64_t>::min(), std::int64_t{1000}}));
  for (const double wrong : {100.1, -100.1, 1e300, infinity, std::nan("")}) {
    EXPECT_FALSE(grid.put(std::span<const double>(&wrong, 1), units.data())) << wrong;
  }
}

TEST(Grid, RoundsHalvesToEvenAndBoundsTheError) {
  Grid grid(1, most);
  std::array<std::int64_t, 4> units{};
  EXPECT_TRUE(grid.put(std::span<const double>(std::array{0.5, 1.5, -2.5, 3.25}), units.data()));
  EXPECT_EQ(units, (std::array<std::int64_t, 4>{0, 2, -2, 3}));
  EXPECT_GE(grid.error(), 0.5);
  EXPECT_LT(grid.error(), 0.5 + 1e-12);
  Grid thirds(3, most);
  const double third = 1.0 / 3;
  EXPECT_TRUE(thirds.put(std::span<const double>(&third, 1), units.data()));
  EXPECT_EQ(thirds.error(), 0);
}

TEST(Grid, DoesNotDependOnTheRoundingModeOfTheProcess) {
  const std::vector<double> points{0.1, 0.3, 72.345, -8.675};
  const Chosen expected = choose(points);
  for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    std::fesetround(mode);
    const Chosen chosen = choose(points);
    const int after = std::fegetround();
    std::fesetround(FE_TONEAREST);
    EXPECT_EQ(after, mode);
    EXPECT_EQ(chosen.scale, expected.scale);
    EXPECT_EQ(chosen.units, expected.units);
  }
}

}  // namespace
}  // namespace pairwell
