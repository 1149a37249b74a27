// What assign promises, checked by its prices (which prove a total) and, where small, by trying every permutation.
#include "pairwell/match/assignment.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <stop_token>
#include <string>
#include <tuple>
#include <utility>

#include <gtest/gtest.h>

#include "core/at.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "support/costs.hpp"

namespace pairwell {
namespace {

using support::infinity;
using support::table;

/// A table by a rule of row and column.
template <class Cost, class Rule>
std::vector<Cost> fill(std::int32_t rows, std::int32_t columns, Rule rule) {
  std::vector<Cost> costs;
  for (std::int32_t row = 0; row < rows; ++row) {
    for (std::int32_t column = 0; column < columns; ++column) costs.push_back(static_cast<Cost>(rule(row, column)));
  }
  return costs;
}

template <class Cost>
Cost total(const CostTable<Cost>& costs, const Assignment<Cost>& result) {
  Cost sum = 0;
  for (std::int32_t row = 0; row < costs.rows; ++row) {
    const std::int32_t column = result.column_of_row[at(row)];
    if (column >= 0) sum += costs.first[row * costs.row_stride + column * costs.column_stride];
  }
  return sum;
}

/// The least total by trying everything; rows no more than columns.
template <class Cost>
Cost least_total(const CostTable<Cost>& costs, std::int32_t row = 0, std::uint32_t taken = 0) {
  if (row == costs.rows) return 0;
  Cost least = std::numeric_limits<Cost>::max();
  for (std::int32_t column = 0; column < costs.columns; ++column) {
    if ((taken >> column & 1U) != 0) continue;
    least = std::min(least, costs.first[row * costs.row_stride + column * costs.column_stride] +
                                least_total(costs, row + 1, taken | 1U << column));
  }
  return least;
}

/// Complementary slackness, with some room where costs are reals.
template <class Cost>
void expect_proved(const CostTable<Cost>& costs, const Assignment<Cost>& result, bool maximise = false) {
  ASSERT_EQ(result.status, Status::optimal);
  ASSERT_EQ(std::ssize(result.column_of_row), costs.rows);
  ASSERT_EQ(std::ssize(result.row_price), costs.rows);
  ASSERT_EQ(std::ssize(result.column_price), costs.columns);
  const double room = std::floating_point<Cost> ? 1e-9 : 0;
  const double sign = maximise ? -1 : 1;
  std::vector<bool> taken(at(costs.columns), false);
  std::int64_t assigned = 0;
  for (std::int32_t row = 0; row < costs.rows; ++row) {
    const std::int32_t mate = result.column_of_row[at(row)];
    if (mate >= 0) {
      ASSERT_FALSE(taken[at(mate)]);
      taken[at(mate)] = true;
      ++assigned;
    } else {
      EXPECT_EQ(result.row_price[at(row)], 0);
    }
    for (std::int32_t column = 0; column < costs.columns; ++column) {
      const Cost cost = costs.first[row * costs.row_stride + column * costs.column_stride];
      if constexpr (std::floating_point<Cost>) {
        if (std::isinf(cost)) {
          ASSERT_NE(column, mate);
          continue;
        }
      }
      const auto slack = static_cast<PriceOf<Cost>>(cost) - result.row_price[at(row)] - result.column_price[at(column)];
      ASSERT_GE(sign * static_cast<double>(slack), -room) << row << ' ' << column;
      if (column == mate) {
        ASSERT_LE(sign * static_cast<double>(slack), room) << row << ' ' << column;
      }
    }
  }
  EXPECT_EQ(assigned, std::min(costs.rows, costs.columns));
  const auto& longer = costs.rows > costs.columns ? result.row_price : result.column_price;
  if (costs.rows != costs.columns) {
    for (const auto price : longer) ASSERT_LE(sign * static_cast<double>(price), 0);
  }
  for (std::int32_t column = 0; column < costs.columns; ++column) {
    if (!taken[at(column)]) {
      EXPECT_EQ(result.column_price[at(column)], 0);
    }
  }
}

TEST(Assign, FindsTheLeastTotalOfSmallTables) {
  Random random(1);
  for (int trial = 0; trial < 400; ++trial) {
    const auto rows = static_cast<std::int32_t>(random.below(6));
    const auto columns = rows + static_cast<std::int32_t>(random.below(3));
    const auto levels = static_cast<std::uint64_t>(trial % 3 == 0 ? 2 : 50);
    const auto costs = fill<std::int64_t>(
        rows, columns, [&](auto, auto) { return static_cast<std::int64_t>(random.below(levels)) - 7; });
    const auto view = table(costs, rows, columns);
    const auto result = assign(view);
    expect_proved(view, result);
    EXPECT_EQ(total(view, result), least_total(view));
  }
}

struct Shape {
  std::int32_t rows;
  std::int32_t columns;
};

class AssignClasses : public ::testing::TestWithParam<Shape> {};

TEST_P(AssignClasses, ArePricedInEveryNumberType) {
  const auto [rows, columns] = GetParam();
  Random random(7);
  const auto draw = [&](std::uint64_t most) { return static_cast<double>(random.below(most)); };
  const std::vector<std::function<double(std::int32_t, std::int32_t)>> classes{
      [&](auto, auto) { return draw(1'000'000); },
      [&](auto, auto) { return draw(3); },
      [](auto row, auto column) { return 1.0 * (row + 1) * (column + 1); },
      [](auto row, auto column) { return std::abs(row * 37 % 101 - column * 53 % 101); },
      [](auto, auto) { return 5; },
      [&](auto, auto) { return draw(100) < 4 ? 0 : 1; },
  };
  for (const auto& rule : classes) {
    const auto check = [&]<class Cost>(Cost) {
      const auto costs = fill<Cost>(rows, columns, rule);
      const auto view = table(costs, rows, columns);
      expect_proved(view, assign(view));
      expect_proved(view, assign(view, {.maximise = true}), true);
    };
    check(std::int32_t{});
    check(std::int64_t{});
    check(float{});
    check(double{});
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, AssignClasses,
                         ::testing::Values(Shape{1, 1}, Shape{1, 40}, Shape{40, 1}, Shape{19, 19}, Shape{150, 150},
                                           Shape{60, 900}, Shape{900, 60}, Shape{130, 131}),
                         [](const auto& shape) {
                           return std::to_string(shape.param.rows) + "x" + std::to_string(shape.param.columns);
                         });

TEST(Assign, ReadsAnyStridesInPlace) {
  const auto costs = fill<double>(6, 8, [](auto row, auto column) { return (row * 5 + column * column * 3) % 17; });
  // Every other column, backwards; and the transposed table.
  const CostTable<double> backwards{
      .first = costs.data() + 7, .rows = 4, .columns = 4, .row_stride = 8, .column_stride = -2};
  expect_proved(backwards, assign(backwards));
  EXPECT_EQ(total(backwards, assign(backwards)), least_total(backwards));
  const CostTable<double> turned{.first = costs.data(), .rows = 8, .columns = 6, .row_stride = 1, .column_stride = 8};
  expect_proved(turned, assign(turned));
  const CostTable<double> square{.first = costs.data(), .rows = 6, .columns = 6, .row_stride = 1, .column_stride = 8};
  expect_proved(square, assign(square));
  EXPECT_EQ(total(square, assign(square)), least_total(square));
}

TEST(Assign, SaysWhichRowsAreTooMany) {
  // Rows 1, 3 and 4 may have columns 0 and 2 only.
  auto costs = fill<double>(5, 5, [](auto row, auto column) { return row + column; });
  for (const std::int32_t row : {1, 3, 4}) {
    for (const std::int32_t column : {1, 3, 4}) costs[at(row * 5 + column)] = infinity;
  }
  const auto result = assign(table(costs, 5, 5));
  EXPECT_EQ(result.status, Status::infeasible);
  EXPECT_EQ(result.unassignable, (std::vector<std::int32_t>{1, 3, 4}));
  EXPECT_TRUE(result.column_of_row.empty());
  std::vector<double> none(9, infinity);
  EXPECT_EQ(assign(table(none, 3, 3)).unassignable.size(), 1);
  for (double& cost : none) cost = -infinity;
  EXPECT_EQ(assign(table(none, 3, 3), {.maximise = true}).status, Status::infeasible);
}

TEST(Assign, LeavesOutForbiddenPairs) {
  Random random(3);
  const auto costs = fill<double>(120, 140, [&](auto row, auto column) {
    return row != column && random.below(10) < 8 ? infinity : static_cast<double>(random.below(1000));
  });
  const auto view = table(costs, 120, 140);
  expect_proved(view, assign(view));
}

TEST(Assign, RefusesWhatIsNoCost) {
  for (const double wrong : {std::nan(""), -infinity}) {
    auto costs = fill<double>(40, 40, [](auto row, auto column) { return row ^ column; });
    costs[1234] = wrong;
    EXPECT_THROW(assign(table(costs, 40, 40)), InvalidInput);
  }
  auto costs = fill<float>(2, 2, [](auto, auto) { return 1; });
  costs[3] = std::numeric_limits<float>::infinity();
  EXPECT_THROW(assign(table(costs, 2, 2), {.maximise = true}), InvalidInput);
  EXPECT_THROW(assign(CostTable<double>{.first = nullptr, .rows = 1, .columns = 1}), InvalidInput);
  EXPECT_THROW(assign(CostTable<double>{.first = nullptr, .rows = -1, .columns = 1}), InvalidInput);
}

TEST(Assign, TakesEmptyTables) {
  for (const auto& [rows, columns] : {std::pair{0, 0}, std::pair{0, 5}, std::pair{5, 0}}) {
    const auto result = assign(CostTable<double>{.first = nullptr, .rows = rows, .columns = columns});
    EXPECT_EQ(result.status, Status::optimal);
    EXPECT_EQ(result.column_of_row, std::vector<std::int32_t>(at(rows), -1));
  }
}

TEST(Assign, IsExactOnLargeIntegers) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 2;
  // In doubles both diagonals are the same.
  const std::vector<std::int64_t> costs{most, most - 1, most - 1, most - 1};
  EXPECT_EQ(assign(table(costs, 2, 2)).column_of_row, (std::vector<std::int32_t>{1, 0}));
  const std::vector<std::int64_t> apart{std::numeric_limits<std::int64_t>::max(), 0, 0,
                                        std::numeric_limits<std::int64_t>::min()};
  EXPECT_THROW(assign(table(apart, 2, 2)), InvalidInput);
  EXPECT_EQ(assign(table(apart, 2, 2), {.prices = false}).column_of_row, (std::vector<std::int32_t>{0, 1}));
  EXPECT_EQ(assign(table(apart, 2, 2), {.maximise = true, .prices = false}).column_of_row,
            (std::vector<std::int32_t>{1, 0}));
}

TEST(Assign, BearsEqualRows) {
  const auto costs = fill<double>(4000, 3, [](auto, auto column) { return column; });
  const auto view = table(costs, 4000, 3);
  expect_proved(view, assign(view));
}

TEST(Assign, CanBeStopped) {
  const auto costs = fill<double>(400, 400, [](auto row, auto column) { return (row + 1.0) * (column + 1.0); });
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(assign(table(costs, 400, 400), {.control = {.stop = source.get_token()}}).status, Status::cancelled);
  EXPECT_EQ(assign(table(costs, 4, 4), {.control = {.stop = source.get_token()}}).status, Status::cancelled);
  const AssignmentOptions at_once{.control = {.time_limit = std::chrono::nanoseconds(1)}};
  EXPECT_EQ(assign(table(costs, 400, 400), at_once).status, Status::time_limit);
}

TEST(Assign, TakesAnyNumberOfThreads) {
  Random random(13);
  const auto draw = [&](auto, auto) { return static_cast<double>(random.below(1000)); };
  for (const auto& [rows, columns] : {std::pair{520, 520}, std::pair{1100, 600}}) {
    const auto costs = fill<double>(rows, columns, draw);
    const auto view = table(costs, rows, columns);
    const auto alone = assign(view);
    for (const std::int32_t threads : {0, 2, 5}) {
      const auto together = assign(view, {.threads = threads});
      EXPECT_EQ(together.column_of_row, alone.column_of_row);
      EXPECT_EQ(together.row_price, alone.row_price);
      EXPECT_EQ(together.column_price, alone.column_price);
    }
  }
  const auto costs = fill<double>(2, 2, draw);
  EXPECT_THROW(assign(table(costs, 2, 2), {.threads = -1}), InvalidInput);
}

/// A list of a table's finite costs.
struct Listing {
  explicit Listing(const CostTable<double>& costs) {
    for (std::int32_t row = 0; row < costs.rows; ++row) {
      for (std::int32_t place = 0; place < costs.columns; ++place) {
        const double one = costs.first[row * costs.row_stride + place];
        if (std::isinf(one)) continue;
        column.push_back(place);
        cost.push_back(one);
      }
      row_start.push_back(std::ssize(cost));
    }
  }

  SparseCosts<double> view(const CostTable<double>& costs) const {
    return {.rows = costs.rows, .columns = costs.columns, .row_start = row_start, .column = column, .cost = cost};
  }

  std::vector<std::int64_t> row_start{0};
  std::vector<std::int32_t> column;
  std::vector<double> cost;
};

TEST(AssignSparse, AgreesWithTheTable) {
  Random random(11);
  for (const auto& [rows, columns] : {std::pair{80, 80}, std::pair{50, 90}, std::pair{90, 50}}) {
    for (int trial = 0; trial < 20; ++trial) {
      const auto costs = fill<double>(rows, columns, [&](auto row, auto column) {
        const bool is_left_out = row % columns != column % rows && random.below(10) < 8;
        return is_left_out ? infinity : static_cast<double>(random.below(100)) - 50;
      });
      const auto dense = table(costs, rows, columns);
      const Listing listing(dense);
      for (const bool maximise : {false, true}) {
        const auto result = assign(listing.view(dense), {.maximise = maximise});
        expect_proved(dense, result, maximise);
      }
    }
  }
}

TEST(AssignSparse, RefusesListsThatAreNoTable) {
  const std::vector<std::int64_t> starts{0, 2, 3};
  const std::vector<std::int32_t> columns{0, 1, 1};
  const std::vector<double> costs{1, 2, 3};
  const SparseCosts<double> good{.rows = 2, .columns = 2, .row_start = starts, .column = columns, .cost = costs};
  EXPECT_EQ(assign(good).column_of_row, (std::vector<std::int32_t>{0, 1}));
  const auto refused = [&](auto change) {
    SparseCosts<double> bad = good;
    change(bad);
    EXPECT_THROW(assign(bad), InvalidInput);
  };
  const std::vector<std::int32_t> falling{1, 0, 1};
  const std::vector<std::int32_t> outside{0, 2, 1};
  const std::vector<std::int64_t> back{0, 3, 2};
  const std::vector<std::int64_t> late{1, 2, 3};
  refused([&](auto& bad) { bad.column = falling; });
  refused([&](auto& bad) { bad.column = outside; });
  refused([&](auto& bad) { bad.row_start = back; });
  refused([&](auto& bad) { bad.row_start = late; });
  refused([&](auto& bad) { bad.rows = 1; });
  refused([&](auto& bad) { bad.columns = -2; });
  refused([&](auto& bad) { bad.cost = bad.cost.first(2); });
}

TEST(AssignSparse, SaysWhichRowsAreTooMany) {
  const std::vector<std::int64_t> starts{0, 1, 2, 2};
  const std::vector<std::int32_t> columns{1, 1};
  const std::vector<std::int64_t> costs{4, 5};
  const auto result =
      assign(SparseCosts<std::int64_t>{.rows = 3, .columns = 3, .row_start = starts, .column = columns, .cost = costs});
  EXPECT_EQ(result.status, Status::infeasible);
  EXPECT_TRUE(result.unassignable == (std::vector<std::int32_t>{0, 1}) ||
              result.unassignable == std::vector<std::int32_t>{2});
}

}  // namespace
}  // namespace pairwell
