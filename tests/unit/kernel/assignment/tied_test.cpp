// What the solver of tables full of ties promises: a proved assignment whatever the ties are like, the same with every
// kind of vectors and any number of threads, or that it gives up.
#include "kernel/assignment/tied.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "kernel/assignment/tied_rows.hpp"
#include "kernel/common.hpp"
#include "kernel/work_meter.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell::kernel {
namespace {

constexpr TiedBudget any_readings{.trial = 1 << 20, .readings = 1 << 20};

/// Costs row by row, with room between rows.
template <class Cost>
struct TiedTable {
  std::int32_t rows;
  std::int32_t columns;
  std::vector<Cost> costs{};
  std::ptrdiff_t stride = columns + 3;

  TiedTable(std::int32_t row_count, std::int32_t column_count) : rows(row_count), columns(column_count) {
    costs.resize(static_cast<std::size_t>(stride * rows), Cost{7});
  }
  Cost& operator()(std::int32_t row, std::int32_t column) {
    return costs[static_cast<std::size_t>(row * stride + column)];
  }

  TiedAssignment<Cost> assigner(const TiedRows& vectors, bool maximise = false) const {
    return TiedAssignment<Cost>(vectors, costs.data(), stride, rows, columns, maximise);
  }
};

enum class Kind : std::uint8_t { levels, copies, grid, one_sided };

/// Levels that are drawn, columns of which there are several copies, distances on a grid, and how far one lies under
/// the other.
template <class Cost>
TiedTable<Cost> random_tied_table(Random& random, Kind kind, std::int32_t rows, std::int32_t columns,
                                  std::uint64_t levels) {
  TiedTable<Cost> table(rows, columns);
  std::vector<std::int64_t> ours;
  std::vector<std::int64_t> theirs;
  const auto draw = [&] { return static_cast<std::int64_t>(random.below(levels)); };
  for (std::int32_t row = 0; row < rows; ++row) ours.push_back(draw());
  for (std::int32_t column = 0; column < columns; ++column) theirs.push_back(draw());
  for (std::int32_t row = 0; row < rows; ++row) {
    for (std::int32_t column = 0; column < columns; ++column) {
      const std::int64_t apart = ours[static_cast<std::size_t>(row)] - theirs[static_cast<std::size_t>(column)];
      std::int64_t cost = 0;
      if (kind == Kind::levels) cost = draw() - 5;
      if (kind == Kind::copies) cost = column % 4 == 0 ? draw() : static_cast<std::int64_t>(table(row, column - 1));
      if (kind == Kind::grid) cost = apart < 0 ? -apart : apart;
      if (kind == Kind::one_sided) cost = apart < 0 ? 0 : apart;
      table(row, column) = static_cast<Cost>(cost);
    }
  }
  return table;
}

Outcome run(auto& assigner, TiedBudget budget = any_readings, std::int32_t workers = 1) {
  WorkMeter spend([](std::int64_t) { return true; });
  return assigner.run(budget, workers, spend);
}

/// Complementary slackness, exactly.
template <class Cost>
void expect_proved_ties(const TiedAssignment<Cost>& assigner, TiedTable<Cost> table, bool maximise) {
  std::vector<std::int32_t> row_of(static_cast<std::size_t>(table.columns), none);
  for (std::int32_t row = 0; row < table.rows; ++row) {
    const std::int32_t mate = assigner.column_of()[static_cast<std::size_t>(row)];
    ASSERT_GE(mate, 0);
    ASSERT_EQ(row_of[static_cast<std::size_t>(mate)], none);
    row_of[static_cast<std::size_t>(mate)] = row;
    for (std::int32_t column = 0; column < table.columns; ++column) {
      const auto price = assigner.row_price(row) + assigner.column_price()[static_cast<std::size_t>(column)];
      const auto cost = static_cast<ScanValue<Cost>>(maximise ? -table(row, column) : table(row, column));
      ASSERT_LE(price, cost);
      if (column == mate) {
        ASSERT_EQ(price, cost);
      }
    }
  }
  for (std::int32_t column = 0; column < table.columns; ++column) {
    const auto price = assigner.column_price()[static_cast<std::size_t>(column)];
    ASSERT_LE(price, 0);
    if (row_of[static_cast<std::size_t>(column)] == none) {
      ASSERT_EQ(price, 0);
    }
  }
}

template <class Cost>
void expect_ties_solved(std::uint64_t seed, Kind kind) {
  Random random(seed);
  for (int trial = 0; trial < 60; ++trial) {
    const auto rows = 1 + static_cast<std::int32_t>(random.below(trial < 50 ? 30 : 150));
    const auto more = trial % 2 == 0 ? 0 : static_cast<std::int32_t>(random.below(90));
    const bool maximise = trial % 3 == 0;
    const auto table = random_tied_table<Cost>(random, kind, rows, rows + more, 1 + random.below(40));
    auto first = table.assigner(runnable_tied_rows().front(), maximise);
    ASSERT_EQ(run(first), Outcome::solved);
    expect_proved_ties(first, table, maximise);
    for (const TiedRows& vectors : runnable_tied_rows()) {
      for (const std::int32_t workers : {1, 3}) {
        auto other = table.assigner(vectors, maximise);
        ASSERT_EQ(run(other, any_readings, workers), Outcome::solved);
        ASSERT_EQ(other.column_of(), first.column_of()) << vectors.name;
        ASSERT_EQ(other.column_price(), first.column_price()) << vectors.name;
      }
    }
  }
}

TEST(TiedAssignment, ProvesWhatItFinds) {
  for (const Kind kind : {Kind::levels, Kind::copies, Kind::grid, Kind::one_sided}) {
    expect_ties_solved<double>(1, kind);
    expect_ties_solved<float>(2, kind);
    expect_ties_solved<std::int32_t>(3, kind);
    expect_ties_solved<std::int64_t>(4, kind);
  }
}

TEST(TiedAssignment, AssignsATableOfOneCostInOrder) {
  const TiedTable<double> table(70, 90);
  auto assigner = table.assigner(runnable_tied_rows().front());
  ASSERT_EQ(run(assigner), Outcome::solved);
  for (std::int32_t row = 0; row < 70; ++row) EXPECT_EQ(assigner.column_of()[static_cast<std::size_t>(row)], row);
}

TEST(TiedAssignment, TakesWholeNumbersUnderTheLimitAlone) {
  constexpr auto limit = static_cast<double>(tied_limit);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const TiedRows& vectors : runnable_tied_rows()) {
    for (const std::int32_t column : {0, 65, 66}) {  // in a vector, and behind the last
      for (const double odd : {0.5, limit, -limit, infinity, -infinity, std::numeric_limits<double>::quiet_NaN()}) {
        TiedTable<double> table(3, 67);
        table(1, column) = odd;
        auto assigner = table.assigner(vectors);
        EXPECT_EQ(run(assigner), Outcome::too_large) << odd;
      }
      TiedTable<double> table(3, 67);
      table(1, column) = 1 - limit;
      auto assigner = table.assigner(vectors);
      ASSERT_EQ(run(assigner), Outcome::solved);
      EXPECT_EQ(assigner.column_of()[1], column);
    }
    TiedTable<std::int64_t> table(3, 67);
    table(2, 5) = std::numeric_limits<std::int64_t>::min();
    auto assigner = table.assigner(vectors, true);
    EXPECT_EQ(run(assigner), Outcome::too_large);
  }
}

TEST(TiedAssignment, SeesWhetherRowsHaveSeveralCheapestPairs) {
  Random random(5);
  const auto tied = random_tied_table<double>(random, Kind::levels, 80, 80, 4);
  EXPECT_TRUE(tied.assigner(runnable_tied_rows().front()).is_tied());
  const auto untied = random_tied_table<double>(random, Kind::levels, 80, 80, 1'000'000);
  EXPECT_FALSE(untied.assigner(runnable_tied_rows().front()).is_tied());
  auto fractions = tied;
  for (double& cost : fractions.costs) cost += 0.5;
  EXPECT_FALSE(fractions.assigner(runnable_tied_rows().front()).is_tied());
}

TEST(TiedAssignment, GivesUpAndStopsWhenTold) {
  Random random(6);
  const auto table = random_tied_table<double>(random, Kind::grid, 150, 150, 1'000);
  auto limited = table.assigner(runnable_tied_rows().front());
  EXPECT_EQ(run(limited, {.trial = any_readings.trial, .readings = 0}), Outcome::gave_up);
  auto hopeless = table.assigner(runnable_tied_rows().front());
  EXPECT_EQ(run(hopeless, {.trial = 0, .readings = any_readings.readings}), Outcome::gave_up);
  for (const int allowed : {0, 1, 2, 5}) {
    auto stopped = table.assigner(runnable_tied_rows().front());
    int left = allowed;
    WorkMeter spend([&left](std::int64_t) { return left-- > 0; });
    EXPECT_EQ(stopped.run(any_readings, 1, spend), Outcome::stopped) << allowed;
  }
}

TEST(TiedAssignment, TellsOfItsWorkInSmallParts) {
  Random random(7);
  const auto table = random_tied_table<double>(random, Kind::one_sided, 700, 700, 300);
  auto assigner = table.assigner(runnable_tied_rows().front());
  std::int64_t most = 0;
  std::int64_t all = 0;
  WorkMeter spend([&](std::int64_t work) {
    most = std::max(most, work);
    all += work;
    return true;
  });
  ASSERT_EQ(assigner.run(any_readings, 1, spend), Outcome::solved);
  EXPECT_LT(most, 1 << 18);  // a quarter of a millisecond
  EXPECT_GT(all, 1 << 20);   // or nothing was tried
}

}  // namespace
}  // namespace pairwell::kernel
