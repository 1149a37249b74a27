// Scans find the same on every kind of processor that can be had here, which a plain loop says.
#include "kernel/candidates/scan.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/random.hpp"

namespace pairwell::kernel {
namespace {

template <class Cost>
class Scanning : public ::testing::Test {};
using Costs = ::testing::Types<float, double, std::int32_t, std::int64_t>;
TYPED_TEST_SUITE(Scanning, Costs);

template <class Value>
bool same(const std::vector<Found<Value>>& one, const std::vector<Found<Value>>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const auto& a, const auto& b) { return a.reduced == b.reduced && a.column == b.column; });
}

/// What a loop would find.
template <Against against, bool maximise, class Cost, class Value>
std::vector<Found<Value>> expected(const Scan<Cost, Value>& scan) {
  std::vector<Found<Value>> found;
  for (std::int32_t column = scan.from; column < scan.to; ++column) {
    const Value value = maximise ? -static_cast<Value>(scan.cost[column]) : static_cast<Value>(scan.cost[column]);
    const Value reduced = against == Against::priced_bound ? value - scan.price[column] : value;
    if (reduced < (against == Against::own_bounds ? scan.price[column] : scan.under))
      found.push_back({reduced, column});
  }
  return found;
}

template <Against against, bool maximise, class Cost>
void expect_as_a_loop(const Scans& scans, std::int32_t columns, std::int32_t room, std::uint64_t seed) {
  using Value = ScanValue<Cost>;
  Random random(seed);
  const auto draw = [&random] { return static_cast<std::int64_t>(random.below(200)) - 100; };
  const auto size = static_cast<std::size_t>(columns);
  std::vector<Cost> cost(size);
  std::vector<Value> price(size);
  for (Cost& one : cost) one = static_cast<Cost>(draw());
  for (Value& one : price) one = static_cast<Value>(draw() / 2);
  std::vector<Found<Value>> out(static_cast<std::size_t>(room));
  Scan<Cost> scan{.cost = cost.data(),
                  .price = price.data(),
                  .to = columns,
                  .under = static_cast<Value>(-70),
                  .out = out.data(),
                  .room = room};
  const auto all = expected<against, maximise>(scan);
  std::vector<Found<Value>> found;
  while (scan.from < columns) {
    const std::int32_t before = scan.from;
    std::get<ScansOf<Cost>>(scans.of)[maximise ? 1 : 0][static_cast<std::size_t>(against)](scan);
    ASSERT_GT(scan.from, before);
    ASSERT_LE(scan.found, room);
    ASSERT_TRUE(scan.from == columns || scan.room - scan.found < Scan<Cost>::group);
    found.insert(found.end(), out.begin(), out.begin() + scan.found);
    scan.found = 0;
  }
  EXPECT_TRUE(same(found, all)) << scans.name << ' ' << columns;
  EXPECT_EQ(scan.is_invalid, 0);
  EXPECT_LT(scan.magnitudes, 128U);
}

TYPED_TEST(Scanning, FindsWhatALoopFinds) {
  ASSERT_FALSE(runnable_scans().empty());
  for (const Scans& scans : runnable_scans()) {
    for (const std::int32_t columns : {1, 7, 31, 32, 33, 64, 100, 1000, 1023}) {
      for (const std::int32_t room : {32, 40, 96, 2000}) {
        const auto seed = static_cast<std::uint64_t>(columns * 7 + room);
        expect_as_a_loop<Against::bound, false, TypeParam>(scans, columns, room, seed);
        expect_as_a_loop<Against::bound, true, TypeParam>(scans, columns, room, seed);
        expect_as_a_loop<Against::priced_bound, false, TypeParam>(scans, columns, room, seed);
        expect_as_a_loop<Against::priced_bound, true, TypeParam>(scans, columns, room, seed);
        expect_as_a_loop<Against::own_bounds, false, TypeParam>(scans, columns, room, seed);
        expect_as_a_loop<Against::own_bounds, true, TypeParam>(scans, columns, room, seed);
      }
    }
  }
}

template <class Cost>
Scan<Cost> scanned(const Scans& scans, const std::vector<Cost>& cost, bool maximise, Against against) {
  using Value = ScanValue<Cost>;
  std::vector<Found<Value>> out(cost.size() + 32);
  const std::vector<Value> bounds(cost.size(), Value{0});
  Scan<Cost> scan{.cost = cost.data(),
                  .price = bounds.data(),
                  .to = static_cast<std::int32_t>(cost.size()),
                  .under = Value{0},
                  .out = out.data(),
                  .room = static_cast<std::int32_t>(out.size())};
  std::get<ScansOf<Cost>>(scans.of)[maximise ? 1 : 0][static_cast<std::size_t>(against)](scan);
  return scan;
}

TYPED_TEST(Scanning, SeesWhatIsNoCostWhereverItStands) {
  for (const Scans& scans : runnable_scans()) {
    for (const Against against : {Against::bound, Against::own_bounds}) {
      for (std::size_t place = 0; place < 70; ++place) {
        std::vector<TypeParam> cost(70, TypeParam{3});
        if constexpr (std::floating_point<TypeParam>) {
          constexpr TypeParam infinity = std::numeric_limits<TypeParam>::infinity();
          cost[place] = std::numeric_limits<TypeParam>::quiet_NaN();
          EXPECT_NE(scanned(scans, cost, false, against).is_invalid, 0);
          EXPECT_NE(scanned(scans, cost, true, against).is_invalid, 0);
          cost[place] = infinity;
          EXPECT_EQ(scanned(scans, cost, false, against).is_invalid, 0);
          EXPECT_NE(scanned(scans, cost, true, against).is_invalid, 0);
          cost[place] = -infinity;
          EXPECT_NE(scanned(scans, cost, false, against).is_invalid, 0);
          EXPECT_EQ(scanned(scans, cost, true, against).is_invalid, 0);
          if constexpr (sizeof(TypeParam) == sizeof(double)) {
            for (const double sign : {-1.0, 1.0}) {
              cost[place] = sign * most_real;
              EXPECT_EQ(scanned(scans, cost, false, against).is_invalid, 0);
              cost[place] = std::nextafter(cost[place], sign * infinity);
              EXPECT_NE(scanned(scans, cost, false, against).is_invalid, 0);
              EXPECT_NE(scanned(scans, cost, true, against).is_invalid, 0);
            }
          }
        } else {
          cost[place] = 1 << 20;
          EXPECT_EQ(scanned(scans, cost, true, against).magnitudes, (1U << 20) | 3U);
          cost[place] = -(1 << 20);
          EXPECT_EQ(scanned(scans, cost, false, against).magnitudes, (1U << 20) - 1);
          cost[place] = std::numeric_limits<TypeParam>::min();
          EXPECT_EQ(scanned(scans, cost, true, against).magnitudes,
                    static_cast<std::uint64_t>(std::numeric_limits<TypeParam>::max()));
        }
      }
    }
  }
}

}  // namespace
}  // namespace pairwell::kernel
