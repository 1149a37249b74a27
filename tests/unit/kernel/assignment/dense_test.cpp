// What the assignment kernel promises, whichever way rows are read: prices prove the total, and neither the processor
// nor the number of threads shows in the result.
#include "kernel/assignment/dense.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/at.hpp"
#include "kernel/candidates/column_major.hpp"
#include "kernel/candidates/row_major.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell::kernel {
namespace {

struct Solved {
  Outcome outcome{};
  std::vector<std::int32_t> column_of{};
  std::vector<std::int64_t> column_price{};
  std::vector<std::int64_t> row_price{};

  friend bool operator==(const Solved&, const Solved&) = default;
};

Solved solve(RowSource<std::int64_t>&& rows) {
  DenseAssignment<std::int64_t> assigner(rows);
  WorkMeter unlimited([](std::int64_t) { return true; });
  Solved solved{.outcome = assigner.run(unlimited), .column_of = assigner.column_of()};
  if (solved.outcome != Outcome::solved) return solved;
  for (const auto price : assigner.column_price()) solved.column_price.push_back(static_cast<std::int64_t>(price));
  for (std::int32_t row = 0; row < rows.rows(); ++row) {
    solved.row_price.push_back(static_cast<std::int64_t>(assigner.row_price(row)));
  }
  return solved;
}

struct Table {
  std::int32_t rows;
  std::int32_t columns;
  std::vector<std::int64_t> costs{};

  Solved solved(Reading reading) const {
    return solve(RowMajorRows<std::int64_t, std::int64_t>(costs.data(), rows, columns, columns, false, reading));
  }

  /// As a table that lies by columns.
  Solved solved_turned(Reading reading) const {
    std::vector<std::int64_t> turned(costs.size());
    for (std::int32_t row = 0; row < rows; ++row) {
      for (std::int32_t column = 0; column < columns; ++column) {
        turned[at(column) * at(rows) + at(row)] = costs[at(row) * at(columns) + at(column)];
      }
    }
    return solve(ColumnMajorRows<std::int64_t, std::int64_t>(turned.data(), rows, columns, rows, false, reading));
  }

  void expect_proved(const Solved& solved) const {
    ASSERT_EQ(solved.outcome, Outcome::solved);
    std::vector<bool> is_taken(at(columns), false);
    for (std::int32_t row = 0; row < rows; ++row) {
      const std::int32_t mate = solved.column_of[at(row)];
      ASSERT_FALSE(is_taken[at(mate)]);
      is_taken[at(mate)] = true;
      const std::int64_t* cost = costs.data() + at(row) * at(columns);
      std::int64_t least = cost[mate] - solved.row_price[at(row)] - solved.column_price[at(mate)];
      ASSERT_EQ(least, 0);
      for (std::int32_t column = 0; column < columns; ++column) {
        least = std::min(least, cost[column] - solved.row_price[at(row)] - solved.column_price[at(column)]);
      }
      ASSERT_EQ(least, 0) << row;
    }
    for (std::int32_t column = 0; column < columns; ++column) {
      if (rows < columns) {
        ASSERT_LE(solved.column_price[at(column)], 0);
      }
      if (!is_taken[at(column)]) {
        ASSERT_EQ(solved.column_price[at(column)], 0);
      }
    }
  }
};

Table table(std::int32_t rows, std::int32_t columns,
            const std::function<std::int64_t(std::int32_t, std::int32_t)>& rule) {
  Table made{rows, columns};
  for (std::int32_t row = 0; row < rows; ++row) {
    for (std::int32_t column = 0; column < columns; ++column) made.costs.push_back(rule(row, column));
  }
  return made;
}

/// Each of them leads the kernel another way: bids, phases on ties, single searches, auction rounds, a sample.
std::vector<Table> tables(std::int32_t rows, std::int32_t columns) {
  Random random(5);
  const auto draw = [&random](std::uint64_t most) { return static_cast<std::int64_t>(random.below(most)); };
  std::vector<std::int64_t> popular;
  for (std::int32_t column = 0; column < columns; ++column) popular.push_back(draw(100'000));
  return {
      table(rows, columns, [&](auto, auto) { return draw(1'000'000'000); }),
      table(rows, columns, [&](auto, auto) { return draw(100); }),
      table(rows, columns, [&](auto, auto) { return draw(at(columns)) < 3 ? 0 : 1; }),
      table(rows, columns, [&](auto row, auto) { return draw(5) + row % 7 * draw(3); }),
      table(rows, columns, [](auto row, auto column) { return (row + std::int64_t{1}) * (column + 1); }),
      table(rows, columns, [](auto row, auto column) { return -(row + std::int64_t{1}) * (column + 1); }),
      table(rows, columns, [](auto row, auto column) { return std::abs(row * 37 % 1009 - column * 53 % 1013); }),
      table(rows, columns, [&](auto, auto column) { return popular[at(column)] + draw(50); }),
      table(rows, columns, [](auto, auto column) { return column; }),
      table(rows, columns, [](auto, auto) { return 5; }),
  };
}

TEST(DenseAssignment, ProvesEveryClassOnEveryProcessor) {
  for (const auto& [rows, columns] : {std::pair{200, 200}, std::pair{100, 500}}) {
    for (const Table& one : tables(rows, columns)) {
      const Solved plainly = one.solved({});
      one.expect_proved(plainly);
      for (const Scans& scans : runnable_scans()) EXPECT_EQ(one.solved({.scans = &scans}), plainly) << scans.name;
    }
  }
}

void expect_turned(const Table& one) {
  const Solved plainly = one.solved_turned({});
  one.expect_proved(plainly);
  const Scans& scans = runnable_scans().front();
  EXPECT_EQ(one.solved_turned({.scans = &scans}), plainly);
  EXPECT_EQ(one.solved_turned({.threads = 5, .scans = &scans}), plainly);
}

TEST(DenseAssignment, ReadsTablesThatLieByColumns) {
  for (const auto& [rows, columns] : {std::pair{40, 60}, std::pair{100, 300}}) {
    for (const Table& one : tables(rows, columns)) expect_turned(one);
  }
  // More rows than one strip has.
  Random random(9);
  for (const std::uint64_t most : {50U, 1'000'000U}) {
    expect_turned(table(530, 700, [&](auto, auto) { return static_cast<std::int64_t>(random.below(most)); }));
  }
}

TEST(DenseAssignment, HidesTheNumberOfThreads) {
  const Scans& scans = runnable_scans().front();
  // Large enough for threads to be used.
  for (const Table& one : tables(520, 520)) {
    const Solved alone = one.solved({.scans = &scans});
    one.expect_proved(alone);
    for (const std::int32_t threads : {2, 5}) EXPECT_EQ(one.solved({.threads = threads, .scans = &scans}), alone);
  }
}

TEST(DenseAssignment, StopsInItsFirstReading) {
  const Table one = table(1000, 1000, [](auto row, auto column) { return row ^ column; });
  for (const std::int32_t threads : {1, 3}) {
    RowMajorRows<std::int64_t, std::int64_t> rows(one.costs.data(), 1000, 1000, 1000, false, {.threads = threads});
    DenseAssignment<std::int64_t> assigner(rows);
    std::int64_t work = 0;
    WorkMeter spend([&work](std::int64_t more) { return (work += more) < 100'000; });
    EXPECT_EQ(assigner.run(spend), Outcome::stopped);
    // Other threads may have read all of it before this one looks.
    EXPECT_LT(work, threads == 1 ? 400'000 : 1'400'000);
  }
}

TEST(DenseAssignment, LetsExceptionsOfTheWatcherThrough) {
  const Table one = table(600, 600, [](auto row, auto column) { return row ^ column; });
  RowMajorRows<std::int64_t, std::int64_t> rows(one.costs.data(), 600, 600, 600, false, {.threads = 4});
  DenseAssignment<std::int64_t> assigner(rows);
  WorkMeter throwing([](std::int64_t) -> bool { throw 1; });
  EXPECT_THROW(assigner.run(throwing), int);
}

}  // namespace
}  // namespace pairwell::kernel
