// What the solver of tiny tables promises: a proved assignment, or rows that show that there is none.
#include "kernel/assignment/tiny.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "kernel/assignment/small.hpp"
#include "kernel/assignment/whole_rows.hpp"
#include "kernel/common.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell::kernel {
namespace {

constexpr double no_pair = std::numeric_limits<double>::infinity();

/// Costs row by row.
template <class Cost>
struct TinyTable {
  std::int32_t rows;
  std::int32_t columns;
  std::vector<Cost> costs;

  Cost operator()(std::int32_t row, std::int32_t column) const {
    return costs[static_cast<std::size_t>(row * columns + column)];
  }
};

template <class Cost>
TinyTable<Cost> random_tiny_table(Random& random, std::uint64_t levels) {
  const auto columns = 1 + static_cast<std::int32_t>(random.below(tiny_side));
  const bool is_square = random.below(2) == 0;
  const auto rows =
      is_square ? columns : 1 + static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(columns)));
  TinyTable<Cost> table{rows, columns, {}};
  for (std::int32_t cell = 0; cell < rows * columns; ++cell) {
    table.costs.push_back(static_cast<Cost>(static_cast<std::int64_t>(random.below(levels)) - 20));
  }
  return table;
}

/// Complementary slackness, exactly: the costs are whole numbers.
template <class Value, class Cost>
void expect_tiny_proved(const TinyAssignment<Value>& solved, const TinyTable<Cost>& table) {
  std::vector<bool> is_taken(static_cast<std::size_t>(table.columns));
  for (std::int32_t row = 0; row < table.rows; ++row) {
    const std::int32_t mate = solved.column_of()[static_cast<std::size_t>(row)];
    ASSERT_EQ(solved.row_of()[static_cast<std::size_t>(mate)], row);
    is_taken[static_cast<std::size_t>(mate)] = true;
    for (std::int32_t column = 0; column < table.columns; ++column) {
      const auto cost = static_cast<Value>(table(row, column));
      const Value price = solved.row_price(row) + solved.column_price()[static_cast<std::size_t>(column)];
      ASSERT_LE(price, cost);
      if (column == mate) {
        ASSERT_EQ(price, cost);
      }
    }
  }
  for (std::size_t column = 0; column < is_taken.size(); ++column) {
    ASSERT_LE(solved.column_price()[column], 0);
    if (!is_taken[column]) {
      ASSERT_EQ(solved.column_price()[column], 0);
      ASSERT_EQ(solved.row_of()[column], none);
    }
  }
}

template <class Value, class Cost>
void expect_tiny_solved(std::uint64_t levels) {
  Random random(levels);
  for (int trial = 0; trial < 300; ++trial) {
    const auto table = random_tiny_table<Cost>(random, levels);
    TinyAssignment<Value> tiny(table.rows, table.columns);
    ASSERT_TRUE(tiny.take(table.costs.data(), table.columns, 1, false));
    ASSERT_EQ(tiny.run(), Outcome::solved);
    expect_tiny_proved(tiny, table);
  }
}

TEST(TinyAssignment, ProvesWhatItFinds) {
  for (const std::uint64_t levels : {1, 2, 50, 1'000'000}) {
    expect_tiny_solved<double, double>(levels);
    expect_tiny_solved<double, float>(levels);
    expect_tiny_solved<std::int64_t, std::int32_t>(levels);
    expect_tiny_solved<std::int64_t, std::int64_t>(levels);
  }
  expect_tiny_solved<std::int64_t, std::int64_t>(std::uint64_t{1} << 54);
}

TEST(TinyAssignment, TakesTheGreatestTotalAsTheLeastOfTheOpposites) {
  Random random(3);
  for (int trial = 0; trial < 100; ++trial) {
    auto table = random_tiny_table<std::int64_t>(random, 30);
    TinyAssignment<std::int64_t> tiny(table.rows, table.columns);
    ASSERT_TRUE(tiny.take(table.costs.data(), table.columns, 1, true));
    ASSERT_EQ(tiny.run(), Outcome::solved);
    for (std::int64_t& cost : table.costs) cost = -cost;
    expect_tiny_proved(tiny, table);
  }
}

TEST(TinyAssignment, ReadsAnyStrides) {
  Random random(4);
  TinyTable<double> part{5, 10, {}};
  std::vector<double> whole;
  for (int cell = 0; cell < 12 * 30; ++cell) whole.push_back(static_cast<double>(random.below(50)));
  for (std::size_t row = 0; row < 5; ++row) {
    for (std::size_t column = 0; column < 10; ++column) {
      part.costs.push_back(whole[(2 * row + 1) * 30 + 29 - 3 * column]);
    }
  }
  TinyAssignment<double> tiny(5, 10);
  ASSERT_TRUE(tiny.take(whole.data() + 30 + 29, 60, -3, false));
  ASSERT_EQ(tiny.run(), Outcome::solved);
  expect_tiny_proved(tiny, part);
}

/// As the solver of small tables has it: the same total, or rows that have one column fewer between them than they are.
TEST(TinyAssignment, LeavesPairsOut) {
  Random random(11);
  int solved = 0;
  int unsolved = 0;
  for (int trial = 0; trial < 600; ++trial) {
    auto table = random_tiny_table<double>(random, 50);
    for (double& cost : table.costs) {
      if (random.below(10) < 7) cost = no_pair;
    }
    TinyAssignment<double> tiny(table.rows, table.columns);
    SmallAssignment<double> small(runnable_whole_rows().front(), table.rows, table.columns);
    ASSERT_TRUE(tiny.take(table.costs.data(), table.columns, 1, false));
    ASSERT_EQ(small.take(table.costs.data(), table.columns, 1, false), Taken::all);
    const Outcome outcome = tiny.run();
    ASSERT_EQ(outcome, small.run(nullptr));
    if (outcome == Outcome::solved) {
      ++solved;
      expect_tiny_proved(tiny, table);
      continue;
    }
    ++unsolved;
    std::vector<std::int32_t> rows;
    tiny.for_each_unassignable([&rows](std::int32_t row) { rows.push_back(row); });
    std::ranges::sort(rows);
    ASSERT_EQ(std::ranges::adjacent_find(rows), rows.end());
    std::int32_t between_them = 0;
    for (std::int32_t column = 0; column < table.columns; ++column) {
      between_them += std::ranges::any_of(rows, [&](std::int32_t row) { return table(row, column) < no_pair; }) ? 1 : 0;
    }
    ASSERT_EQ(between_them + 1, static_cast<std::int32_t>(rows.size()));
  }
  EXPECT_GT(solved, 50);
  EXPECT_GT(unsolved, 50);
}

TEST(TinyAssignment, RefusesWhatIsNoCostAndWhatCouldLeaveItsType) {
  for (const double odd : {-no_pair, 1e307, -1e307, std::numeric_limits<double>::quiet_NaN()}) {
    std::vector<double> costs(3 * 11, 1.0);
    costs[17] = odd;
    TinyAssignment<double> tiny(3, 11);
    EXPECT_FALSE(tiny.take(costs.data(), 11, 1, false)) << odd;
    costs[3] = no_pair;
    EXPECT_FALSE(tiny.take(costs.data(), 11, 1, false)) << odd;
  }
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  for (const std::int64_t large : {std::int64_t{1} << 55, -(std::int64_t{1} << 55), least}) {
    TinyAssignment<std::int64_t> tiny(1, 1);
    EXPECT_FALSE(tiny.take(&large, 1, 1, false));
    EXPECT_FALSE(tiny.take(&large, 1, 1, true));
  }
  TinyAssignment<double> opposite(1, 1);
  const double best = no_pair;
  EXPECT_FALSE(opposite.take(&best, 1, 1, true));
}

/// Sums of such reals are rounded, and a path must not seem shorter than its beginning: no price may rise.
TEST(TinyAssignment, RaisesNoPriceWhereSumsAreRounded) {
  Random random(17);
  for (int trial = 0; trial < 2000; ++trial) {
    TinyTable<double> table = random_tiny_table<double>(random, 8);
    for (double& cost : table.costs) cost = cost / 3 + 1e-3 * static_cast<double>(random.below(7));
    TinyAssignment<double> tiny(table.rows, table.columns);
    ASSERT_TRUE(tiny.take(table.costs.data(), table.columns, 1, false));
    ASSERT_EQ(tiny.run(), Outcome::solved);
    for (const double price : tiny.column_price()) ASSERT_LE(price, 0);
  }
}

/// Row i and column j cost i times j: all rows want the same columns, and paths are as long as they get.
TEST(TinyAssignment, ProvesWhatItFindsWhereAllRowsAreAlike) {
  TinyTable<std::int64_t> table{tiny_side, tiny_side, {}};
  for (std::int64_t row = 1; row <= tiny_side; ++row) {
    for (std::int64_t column = 1; column <= tiny_side; ++column) table.costs.push_back(row * column);
  }
  TinyAssignment<std::int64_t> tiny(tiny_side, tiny_side);
  ASSERT_TRUE(tiny.take(table.costs.data(), tiny_side, 1, false));
  ASSERT_EQ(tiny.run(), Outcome::solved);
  expect_tiny_proved(tiny, table);
  for (std::int32_t row = 0; row < tiny_side; ++row) {
    EXPECT_EQ(tiny.column_of()[static_cast<std::size_t>(row)], tiny_side - 1 - row);
  }
}

}  // namespace
}  // namespace pairwell::kernel
