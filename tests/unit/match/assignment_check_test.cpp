// What assign gives is proved, and what is changed in it is seen, at the ends of every type of numbers.
#include "pairwell/match/assignment_check.hpp"

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/at.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "support/costs.hpp"

namespace pairwell {
namespace {

using support::infinity;
using support::table;

constexpr std::int64_t least_whole = std::numeric_limits<std::int64_t>::min();

/// The same numbers with columns side by side.
template <class Cost>
std::vector<Cost> turned(const std::vector<Cost>& costs, std::int32_t rows, std::int32_t columns) {
  std::vector<Cost> other;
  for (std::int32_t column = 0; column < columns; ++column) {
    for (std::int32_t row = 0; row < rows; ++row) other.push_back(costs[at(row * columns + column)]);
  }
  return other;
}

template <class Cost>
struct Ends : ::testing::Test {
  static std::vector<Cost> numbers() {
    using Limits = std::numeric_limits<Cost>;
    if constexpr (std::floating_point<Cost>) {
      return {Limits::max(), -Limits::max(), Limits::max() / 3, Limits::min(), Limits::denorm_min(), 0, 1, -1};
    } else {
      return {Limits::max(), Limits::min(), Limits::max() / 2, Limits::min() / 2, 0, 1, -1};
    }
  }
};
using Costs = ::testing::Types<std::int32_t, std::int64_t, float, double>;
TYPED_TEST_SUITE(Ends, Costs);

TYPED_TEST(Ends, HoldForWhatAssignGives) {
  const std::vector<TypeParam> ends = this->numbers();
  Random random(3);
  int solved = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const auto rows = static_cast<std::int32_t>(1 + random.below(5));
    const auto columns = static_cast<std::int32_t>(1 + random.below(5));
    std::vector<TypeParam> costs;
    for (std::int32_t cell = 0; cell < rows * columns; ++cell) {
      costs.push_back(ends[static_cast<std::size_t>(random.below(ends.size()))]);
    }
    const std::vector<TypeParam> other = turned(costs, rows, columns);
    const CostTable<TypeParam> by_columns{other.data(), rows, columns, 1, rows};
    for (const auto& view : {table(costs, rows, columns), by_columns}) {
      for (const bool maximise : {false, true}) {
        Assignment<TypeParam> result;
        try {
          result = assign(view, {.maximise = maximise});
        } catch (const InvalidInput& refused) {
          EXPECT_EQ(refused.findings()[0].rule, "size");
          continue;
        }
        ++solved;
        const Verdict verdict = verify(view, result, maximise);
        EXPECT_TRUE(verdict.holds) << (verdict.failures.empty() ? "" : verdict.failures.front());
        if (std::integral<TypeParam>) {
          EXPECT_EQ(gap(view, result, maximise), 0);
        }
        auto& price = result.row_price[0];
        price = std::abs(static_cast<double>(price)) > static_cast<double>(ends.front()) / 2 ? 0 : ends.front();
        EXPECT_FALSE(verify(view, result, maximise).holds);
      }
    }
  }
  EXPECT_GT(solved, 100);
}

TEST(VerifyAssignment, AddsNumbersThatLeaveTheirType) {
  const std::vector<std::int64_t> wide{least_whole, std::int64_t{1} << 62, 0};
  const auto view = table(wide, 1, 3);
  // In 64 bits 0 - row - column would wrap to what is claimed.
  Assignment<std::int64_t> forged{.status = Status::optimal, .column_of_row = {2}, .row_price = {0}};
  for (const std::int64_t price : {least_whole, std::int64_t{1} << 62, std::int64_t{0}, std::int64_t{-1}}) {
    forged.column_price = {price, price, 0};
    for (const std::int64_t row_price : {least_whole, std::int64_t{0}}) {
      forged.row_price = {row_price};
      EXPECT_FALSE(verify(view, forged).holds) << price << ' ' << row_price;
      EXPECT_GE(gap(view, forged), 0x1p63);
    }
  }
  const std::vector<std::int64_t> one{std::int64_t{1} << 62};
  EXPECT_TRUE(verify(table(one, 1, 1), assign(table(one, 1, 1))).holds);
}

TEST(VerifyAssignment, SaysHowFarRealsMayBeFromTheBest) {
  // The smaller numbers drown in the rounding of the larger one: the other diagonal is better by 1.
  const std::vector<double> costs{1e300, 1e300, 1, 2};
  const auto view = table(costs, 2, 2);
  const Assignment<double> better{
      .status = Status::optimal, .column_of_row = {1, 0}, .row_price = {1e300, 1}, .column_price = {0, 0}};
  Assignment<double> worse = better;
  worse.column_of_row = {0, 1};
  EXPECT_TRUE(verify(view, worse).holds);
  EXPECT_EQ(gap(view, worse), 1);
  EXPECT_EQ(gap(view, better), 0);
  // No price, however large, buys more room than the table gives.
  const std::vector<double> plain{1, 2, 3, 1};
  Assignment<double> bought{.status = Status::optimal,
                            .column_of_row = {1, 0},
                            .row_price = {1e300, 1e300},
                            .column_price = {-1e300, -1e300}};
  EXPECT_FALSE(verify(table(plain, 2, 2), bought).holds);
  EXPECT_EQ(gap(table(plain, 2, 2), bought), 3);
  bought.column_of_row = {0, 1};
  bought.row_price = {infinity, 1};
  EXPECT_EQ(gap(table(plain, 2, 2), bought), infinity);
}

TEST(VerifyAssignment, SeesEveryWayToTamper) {
  for (const auto& [rows, columns] : {std::pair{4, 4}, std::pair{3, 5}, std::pair{5, 3}}) {
    Random random(2);
    std::vector<std::int64_t> costs;
    for (std::int32_t cell = 0; cell < rows * columns; ++cell) {
      costs.push_back(static_cast<std::int64_t>(random.below(50)));
    }
    const auto view = table(costs, rows, columns);
    const auto right = assign(view);
    ASSERT_TRUE(verify(view, right).holds);
    EXPECT_EQ(gap(view, right), 0);
    EXPECT_FALSE(verify(view, right, true).holds);
    using Tampered = Assignment<std::int64_t>;
    const std::vector<std::function<void(Tampered&)>> tampers{
        [](Tampered& one) { one.column_of_row.pop_back(); },
        [](Tampered& one) { *std::ranges::max_element(one.column_of_row) = -1; },
        [](Tampered& one) { one.column_of_row.front() = -7; },
        [](Tampered& one) { one.column_of_row.front() = std::numeric_limits<std::int32_t>::max(); },
        [](Tampered& one) { std::ranges::rotate(one.column_of_row, one.column_of_row.begin() + 1); },
        [](Tampered& one) { std::ranges::fill(one.column_of_row, 0); },
        [](Tampered& one) { one.row_price.clear(); },
        [](Tampered& one) { one.column_price.push_back(0); },
        [](Tampered& one) { one.row_price.front() = least_whole; },
        [](Tampered& one) { one.column_price.front() = std::numeric_limits<std::int64_t>::max(); },
        [](Tampered& one) { one.unassignable.push_back(0); },
        [](Tampered& one) { one.status = Status::infeasible; },
        [](Tampered& one) { one.status = Status::time_limit; },
    };
    for (std::size_t number = 0; number < tampers.size(); ++number) {
      Tampered tampered = right;
      tampers[number](tampered);
      const Verdict verdict = verify(view, tampered);
      EXPECT_FALSE(verdict.holds) << number;
      EXPECT_FALSE(verdict.failures.empty()) << number;
    }
  }
}

TEST(VerifyAssignment, ChecksAProofThatThereIsNone) {
  const std::vector<double> costs{1, 2, infinity, infinity};
  const std::vector<double> other = turned(costs, 2, 2);
  const auto by_rows = table(costs, 2, 2);
  const CostTable<double> by_columns{other.data(), 2, 2, 1, 2};
  for (const auto& view : {by_rows, by_columns}) {
    auto result = assign(view);
    EXPECT_EQ(result.unassignable, (std::vector<std::int32_t>{1}));
    EXPECT_TRUE(verify(view, result).holds);
    EXPECT_EQ(gap(view, result), infinity);
    for (const std::vector<std::int32_t>& wrong :
         {std::vector<std::int32_t>{}, {0}, {0, 1, 1}, {1, 0}, {-1, 1}, {1, 2}}) {
      result.unassignable = wrong;
      EXPECT_FALSE(verify(view, result).holds);
    }
    result = {.unassignable = {0, 1}};
    EXPECT_FALSE(verify(view, result).holds);
    result = {.row_price = {0, 0}, .unassignable = {1}};
    EXPECT_FALSE(verify(view, result).holds);
  }
}

TEST(VerifyAssignment, HoldsOfNothingWhereThereIsNoTable) {
  const Assignment<double> none{.status = Status::optimal};
  EXPECT_TRUE(verify(CostTable<double>{}, none).holds);
  EXPECT_EQ(gap(CostTable<double>{}, none), 0);
  EXPECT_FALSE(verify(CostTable<double>{.rows = -1}, none).holds);
  EXPECT_FALSE(verify(CostTable<double>{.rows = 1, .columns = 1}, none).holds);
  const std::vector<double> nan{std::nan("")};
  const Assignment<double> one{.status = Status::optimal, .column_of_row = {0}, .row_price = {0}, .column_price = {0}};
  EXPECT_FALSE(verify(table(nan, 1, 1), one).holds);
  const std::vector<double> won{-infinity};
  EXPECT_FALSE(verify(table(won, 1, 1), one).holds);
  EXPECT_FALSE(verify(table(won, 1, 1), one, true).holds);
  EXPECT_EQ(gap(table(won, 1, 1), one, true), infinity);
}

TEST(VerifyAssignment, ReadsListsOnlyWhereTheyAreSome) {
  const std::vector<std::int64_t> starts{0, 2, 3};
  const std::vector<std::int32_t> columns{0, 1, 1};
  const std::vector<std::int64_t> costs{1, 2, 3};
  const SparseCosts<std::int64_t> good{.rows = 2, .columns = 2, .row_start = starts, .column = columns, .cost = costs};
  const auto result = assign(good);
  EXPECT_TRUE(verify(good, result).holds);
  EXPECT_EQ(gap(good, result), 0);
  auto forbidden = result;
  forbidden.column_of_row = {1, 0};
  EXPECT_FALSE(verify(good, forbidden).holds);
  EXPECT_EQ(gap(good, forbidden), infinity);
  const auto refused = [&](auto change) {
    SparseCosts<std::int64_t> bad = good;
    change(bad);
    EXPECT_FALSE(verify(bad, result).holds);
  };
  const std::vector<std::int32_t> falling{1, 0, 1};
  const std::vector<std::int32_t> outside{0, 2, 1};
  const std::vector<std::int64_t> back{0, 3, 2};
  const std::vector<std::int64_t> far{0, 2, 9};
  refused([&](auto& bad) { bad.column = falling; });
  refused([&](auto& bad) { bad.column = outside; });
  refused([&](auto& bad) { bad.row_start = back; });
  refused([&](auto& bad) { bad.row_start = far; });
  refused([&](auto& bad) { bad.row_start = {}; });
  refused([&](auto& bad) { bad.rows = -1; });
  refused([&](auto& bad) { bad.cost = bad.cost.first(2); });
}

}  // namespace
}  // namespace pairwell
