// What the solver of small tables promises: every type it solves in gives a proved assignment, the same with every kind
// of vectors, or says that it cannot.
#include "kernel/assignment/small.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "kernel/assignment/whole_rows.hpp"
#include "kernel/common.hpp"
#include "kernel/work_meter.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell::kernel {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Costs row by row.
template <class Cost>
struct SmallTable {
  std::int32_t rows;
  std::int32_t columns;
  std::vector<Cost> costs;

  Cost operator()(std::int32_t row, std::int32_t column) const {
    return costs[static_cast<std::size_t>(row * columns + column)];
  }
};

template <class Cost>
SmallTable<Cost> random_small_table(Random& random, std::int32_t rows, std::int32_t columns, std::uint64_t levels) {
  SmallTable<Cost> table{rows, columns, {}};
  for (std::int32_t cell = 0; cell < rows * columns; ++cell) {
    table.costs.push_back(static_cast<Cost>(static_cast<std::int64_t>(random.below(levels)) - 20));
  }
  return table;
}

template <class Value, class Cost>
bool take(SmallAssignment<Value>& assigner, const SmallTable<Cost>& table, bool maximise = false) {
  return assigner.take(table.costs.data(), table.columns, 1, maximise) == Taken::all;
}

const WholeRows& fastest() { return runnable_whole_rows().front(); }

/// Complementary slackness, exactly: the costs are whole numbers.
template <class Value, class Cost>
void expect_proved(const SmallAssignment<Value>& assigner, const SmallTable<Cost>& table) {
  for (std::int32_t row = 0; row < table.rows; ++row) {
    const std::int32_t mate = assigner.column_of()[static_cast<std::size_t>(row)];
    ASSERT_EQ(assigner.row_of()[static_cast<std::size_t>(mate)], row);
    for (std::int32_t column = 0; column < table.columns; ++column) {
      const Value price = assigner.row_price(row) + assigner.column_price()[static_cast<std::size_t>(column)];
      ASSERT_LE(price, static_cast<Value>(table(row, column)));
      if (column == mate) {
        ASSERT_EQ(price, static_cast<Value>(table(row, column)));
      }
    }
  }
  for (std::int32_t column = 0; column < table.columns; ++column) {
    const Value price = assigner.column_price()[static_cast<std::size_t>(column)];
    ASSERT_LE(price, 0);
    if (assigner.row_of()[static_cast<std::size_t>(column)] == none) {
      ASSERT_EQ(price, 0);
    }
  }
}

template <class Value, class Cost>
void expect_solved(std::uint64_t levels) {
  Random random(levels);
  for (int trial = 0; trial < 120; ++trial) {
    const auto rows = 1 + static_cast<std::int32_t>(random.below(trial < 110 ? 30 : 100));
    const auto more = static_cast<std::int32_t>(random.below(40));
    const auto table = random_small_table<Cost>(random, rows, trial % 2 == 0 ? rows : rows + more, levels);
    std::vector<std::int32_t> columns;
    std::vector<Value> prices;
    for (const WholeRows& vectors : runnable_whole_rows()) {
      SmallAssignment<Value> assigner(vectors, table.rows, table.columns);
      ASSERT_TRUE(take(assigner, table));
      ASSERT_EQ(assigner.run(nullptr), Outcome::solved);
      expect_proved(assigner, table);
      if (columns.empty()) {
        columns.assign(assigner.column_of().begin(), assigner.column_of().end());
        prices.assign(assigner.column_price().begin(), assigner.column_price().end());
      }
      ASSERT_TRUE(std::ranges::equal(columns, assigner.column_of())) << vectors.name;
      ASSERT_TRUE(std::ranges::equal(prices, assigner.column_price())) << vectors.name;
    }
  }
}

TEST(SmallAssignment, ProvesWhatItFindsInDoubles) {
  for (const std::uint64_t levels : {1, 2, 50, 1'000'000}) {
    expect_solved<double, double>(levels);
    expect_solved<double, std::int32_t>(levels);
    expect_solved<double, std::int64_t>(levels);
    expect_solved<std::int32_t, double>(levels);
    expect_solved<std::int32_t, float>(levels);
    expect_solved<std::int32_t, std::int32_t>(levels);
    expect_solved<std::int32_t, std::int64_t>(levels);
  }
}

TEST(SmallAssignment, ProvesWhatItFindsInIntegers) {
  for (const std::uint64_t levels : {1, 2, 50, 140}) {
    expect_solved<std::int16_t, double>(levels);
    expect_solved<std::int16_t, float>(levels);
    expect_solved<std::int16_t, std::int32_t>(levels);
    expect_solved<std::int16_t, std::int64_t>(levels);
  }
  for (const std::uint64_t levels : {std::uint64_t{2}, std::uint64_t{1000}, std::uint64_t{1} << 48}) {
    expect_solved<std::int64_t, std::int64_t>(levels);
  }
}

TEST(SmallAssignment, TakesTheGreatestTotalAsTheLeastOfTheOpposites) {
  Random random(3);
  for (int trial = 0; trial < 50; ++trial) {
    const auto table = random_small_table<std::int64_t>(random, 9, 12, 30);
    auto opposite = table;
    for (std::int64_t& cost : opposite.costs) cost = -cost;
    SmallAssignment<std::int64_t> assigner(fastest(), table.rows, table.columns);
    ASSERT_TRUE(take(assigner, table, true));
    ASSERT_EQ(assigner.run(nullptr), Outcome::solved);
    expect_proved(assigner, opposite);
  }
}

TEST(SmallAssignment, ReadsAnyStrides) {
  Random random(4);
  const auto table = random_small_table<double>(random, 12, 30, 50);
  SmallTable<double> part{5, 10, {}};
  for (std::int32_t row = 0; row < 5; ++row) {
    for (std::int32_t column = 0; column < 10; ++column) part.costs.push_back(table(2 * row + 1, 29 - 3 * column));
  }
  SmallAssignment<double> assigner(fastest(), 5, 10);
  ASSERT_EQ(assigner.take(table.costs.data() + 30 + 29, 60, -3, false), Taken::all);
  ASSERT_EQ(assigner.run(nullptr), Outcome::solved);
  expect_proved(assigner, part);
}

/// Positions of columns need more of the type than costs do.
TEST(SmallAssignment, NamesTheLastColumnsOfLongTables) {
  for (const WholeRows& vectors : runnable_whole_rows()) {
    SmallTable<std::int32_t> table{20, 32'000, std::vector<std::int32_t>(20 * 32'000, 100)};
    for (std::int32_t row = 0; row < 20; ++row) {
      for (const std::int32_t column : {9'000 + row / 2, 31'990 + row / 2}) {
        table.costs[static_cast<std::size_t>(row * 32'000 + column)] = 1;
      }
    }
    SmallAssignment<std::int16_t> assigner(vectors, table.rows, table.columns);
    ASSERT_TRUE(take(assigner, table));
    ASSERT_EQ(assigner.run(nullptr), Outcome::solved);
    expect_proved(assigner, table);
  }
}

template <class Value, class Cost>
void expect_turned_alike() {
  Random random(6);
  for (const auto& [rows, columns] : {std::pair{1, 1}, {3, 5}, {9, 17}, {16, 32}, {31, 70}, {40, 333}}) {
    const auto table = random_small_table<Cost>(random, rows, columns, 100);
    std::vector<Cost> turned;
    for (std::int32_t column = 0; column < columns; ++column) {
      for (std::int32_t row = 0; row < rows; ++row) turned.push_back(table(row, column));
    }
    SmallAssignment<Value> upright(fastest(), rows, columns);
    ASSERT_TRUE(take(upright, table));
    ASSERT_EQ(upright.run(nullptr), Outcome::solved);
    for (const WholeRows& vectors : runnable_whole_rows()) {
      SmallAssignment<Value> by_columns(vectors, rows, columns);
      ASSERT_EQ(by_columns.take(turned.data(), 1, rows, false), Taken::all);
      ASSERT_EQ(by_columns.run(nullptr), Outcome::solved);
      expect_proved(by_columns, table);
      EXPECT_TRUE(std::ranges::equal(upright.column_of(), by_columns.column_of())) << vectors.name;
      EXPECT_TRUE(std::ranges::equal(upright.column_price(), by_columns.column_price())) << vectors.name;
    }
  }
}

TEST(SmallAssignment, TurnsTablesThatLieByColumns) {
  expect_turned_alike<std::int16_t, double>();
  expect_turned_alike<std::int32_t, std::int64_t>();
  expect_turned_alike<std::int64_t, std::int64_t>();
  expect_turned_alike<double, double>();
  expect_turned_alike<double, float>();
}

/// Rows that begin on no whole vector, end on none and have other numbers between them.
TEST(SmallAssignment, FindsTheSameWhereRealsAreReadInPlace) {
  Random random(13);
  for (const auto& [rows, columns] : {std::pair{1, 1}, {2, 3}, {5, 5}, {7, 50}, {30, 91}, {41, 41}, {60, 400}}) {
    for (const int left_out : {0, 4}) {
      auto table = random_small_table<double>(random, rows, columns, 1000);
      for (double& cost : table.costs) {
        if (static_cast<int>(random.below(10)) < left_out) cost = infinity;
      }
      const std::int32_t stride = columns + 3;
      std::vector<double> wide(static_cast<std::size_t>(rows * stride + 1), -5000.0);
      for (std::int32_t row = 0; row < rows; ++row) {
        for (std::int32_t column = 0; column < columns; ++column) {
          wide[static_cast<std::size_t>(row * stride + column + 1)] = table(row, column);
        }
      }
      SmallAssignment<double> copied(fastest(), rows, columns);
      ASSERT_TRUE(take(copied, table));
      const Outcome expected = copied.run(nullptr);
      for (const WholeRows& vectors : runnable_whole_rows()) {
        SmallAssignment<double> in_place(vectors, rows, columns);
        ASSERT_EQ(in_place.take_in_place(wide.data() + 1, stride), Taken::all);
        ASSERT_EQ(in_place.run(nullptr), expected);
        if (expected != Outcome::solved) continue;
        EXPECT_TRUE(std::ranges::equal(copied.column_of(), in_place.column_of())) << vectors.name;
        EXPECT_TRUE(std::ranges::equal(copied.column_price(), in_place.column_price())) << vectors.name;
      }
    }
  }
  for (const double odd : {-infinity, 1e307, -1e307, std::numeric_limits<double>::quiet_NaN()}) {
    std::vector<double> costs(3 * 11, 1.0);
    costs.back() = odd;
    SmallAssignment<double> assigner(fastest(), 3, 11);
    EXPECT_EQ(assigner.take_in_place(costs.data(), 11), Taken::not_exact) << odd;
  }
}

/// Callers are told not to write meanwhile; who does gets no answer, but no fault of memory either.
TEST(SmallAssignment, EndsWhereRealsInPlaceBecomeNaN) {
  Random random(14);
  for (const WholeRows& vectors : runnable_whole_rows()) {
    for (int trial = 0; trial < 40; ++trial) {
      auto table = random_small_table<double>(random, 9, 31, 1000);
      SmallAssignment<double> assigner(vectors, 9, 31);
      ASSERT_EQ(assigner.take_in_place(table.costs.data(), 31), Taken::all);
      for (double& cost : table.costs) {
        if (static_cast<int>(random.below(40)) <= trial) cost = std::numeric_limits<double>::quiet_NaN();
      }
      const Outcome outcome = assigner.run(nullptr);
      EXPECT_TRUE(outcome == Outcome::solved || outcome == Outcome::infeasible);
    }
  }
}

/// Row i and column j cost i times j: all rows want the same columns, so prices come from rounds with falling epsilon.
TEST(SmallAssignment, ProvesWhatItFindsWhereAllRowsAreAlike) {
  for (const std::int32_t side : {24, 41, 90}) {
    SmallTable<std::int64_t> table{side, side, {}};
    for (std::int64_t row = 1; row <= side; ++row) {
      for (std::int64_t column = 1; column <= side; ++column) table.costs.push_back(row * column);
    }
    for (const bool maximise : {false, true}) {
      SmallAssignment<std::int32_t> assigner(fastest(), side, side);
      ASSERT_TRUE(take(assigner, table, maximise));
      ASSERT_EQ(assigner.run(nullptr), Outcome::solved);
      for (std::int32_t row = 0; row < side; ++row) {
        EXPECT_EQ(assigner.column_of()[static_cast<std::size_t>(row)], maximise ? row : side - 1 - row);
      }
    }
  }
}

/// The largest numbers of the type that are taken, where every row wants the same columns: rounds of scaling must not
/// carry prices out of the type.
template <class Value>
void expect_to_stay_in_type() {
  Random random(12);
  for (const std::int32_t side : {24, 60, 130, 410}) {
    SmallTable<std::int64_t> table{side, side, {}};
    std::vector<double> of_row;
    std::vector<double> of_column;
    for (std::int32_t index = 0; index < side; ++index) {
      of_row.push_back(static_cast<double>(random.below(1 << 20)) / (1 << 20));
      of_column.push_back(static_cast<double>(random.below(1 << 20)) / (1 << 20));
    }
    constexpr double most = exact_limit<Value>() - 1;
    for (const double row : of_row) {
      for (const double column : of_column) {
        table.costs.push_back(static_cast<std::int64_t>(2 * most * row * column - most));
      }
    }
    SmallAssignment<Value> assigner(fastest(), side, side);
    ASSERT_TRUE(take(assigner, table));
    ASSERT_EQ(assigner.run(nullptr), Outcome::solved);
    expect_proved(assigner, table);
  }
}

TEST(SmallAssignment, StaysInItsTypeWhereTheLargestCostsAreAlike) {
  expect_to_stay_in_type<std::int16_t>();
  expect_to_stay_in_type<std::int32_t>();
}

/// Three levels of reals, in rows that end in no whole vector.
TEST(SmallAssignment, ProvesWhatItFindsInTablesWithTies) {
  Random random(8);
  SmallTable<double> table{90, 113, {}};
  for (int cell = 0; cell < 90 * 113; ++cell) table.costs.push_back(0.25 * static_cast<double>(random.below(3)));
  SmallAssignment<double> assigner(fastest(), 90, 113);
  ASSERT_TRUE(take(assigner, table));
  ASSERT_EQ(assigner.run(nullptr), Outcome::solved);
  expect_proved(assigner, table);
}

TEST(SmallAssignment, LeavesLargeTablesFullOfTiesToLists) {
  Random random(9);
  const auto tied = random_small_table<std::int64_t>(random, 450, 450, 3);
  SmallAssignment<std::int32_t> assigner(fastest(), 450, 450);
  EXPECT_EQ(assigner.take(tied.costs.data(), 450, 1, false), Taken::suits_lists);
  EXPECT_EQ(assigner.take(tied.costs.data(), 1, 450, false), Taken::suits_lists);
  const auto various = random_small_table<std::int64_t>(random, 450, 450, 1'000'000);
  EXPECT_EQ(assigner.take(various.costs.data(), 450, 1, false), Taken::all);
}

/// Whole numbers with pairs left out, as stages of a matching have them: the same total as with infinite reals.
TEST(SmallAssignment, TakesRowsWithBlockedPairs) {
  Random random(11);
  int solved = 0;
  for (int trial = 0; trial < 200; ++trial) {
    const std::int32_t rows = 2 + static_cast<std::int32_t>(random.below(40));
    const std::int32_t columns = rows + static_cast<std::int32_t>(random.below(3));
    auto table = random_small_table<double>(random, rows, columns, 50);
    for (double& cost : table.costs) {
      if (random.below(10) < 7) cost = infinity;
    }
    SmallAssignment<double> reals(fastest(), rows, columns);
    ASSERT_TRUE(take(reals, table));
    const Outcome expected = reals.run(nullptr);
    SmallAssignment<std::int32_t> whole(fastest(), rows, columns);
    ASSERT_EQ(whole.take_rows([&](std::int32_t row, std::int32_t limit, std::int32_t* values) {
      bool is_complete = true;
      bool is_exact = true;
      for (std::int32_t column = 0; column < columns; ++column) {
        const double cost = table(row, column);
        is_complete &= cost < infinity;
        is_exact &= cost == infinity || cost < limit;
        values[column] = cost < infinity ? static_cast<std::int32_t>(cost) : blocked<std::int32_t>();
      }
      if (!is_exact) return RowTaken::not_exact;
      return is_complete ? RowTaken::complete : RowTaken::incomplete;
    }),
              Taken::all);
    ASSERT_EQ(whole.run(nullptr), expected);
    if (expected != Outcome::solved) continue;
    ++solved;
    double least = 0;
    double found = 0;
    for (std::int32_t row = 0; row < rows; ++row) {
      least += table(row, reals.column_of()[static_cast<std::size_t>(row)]);
      found += table(row, whole.column_of()[static_cast<std::size_t>(row)]);
    }
    EXPECT_EQ(found, least);
  }
  EXPECT_GT(solved, 50);
}

TEST(SmallAssignment, StopsWhereItIsToldTo) {
  Random random(10);
  const auto table = random_small_table<std::int64_t>(random, 100, 100, 1000);
  SmallAssignment<std::int32_t> assigner(fastest(), 100, 100);
  ASSERT_TRUE(take(assigner, table));
  WorkMeter spend([](std::int64_t) { return false; });
  EXPECT_EQ(assigner.run(&spend), Outcome::stopped);
}

TEST(SmallAssignment, AssignsEqualCostsInOrder) {
  const SmallTable<double> table{7, 7, std::vector<double>(49, 3.0)};
  SmallAssignment<double> assigner(fastest(), table.rows, table.columns);
  ASSERT_TRUE(take(assigner, table));
  ASSERT_EQ(assigner.run(nullptr), Outcome::solved);
  std::vector<std::int32_t> order(7);
  std::iota(order.begin(), order.end(), 0);
  EXPECT_EQ(std::vector<std::int32_t>(assigner.column_of().begin(), assigner.column_of().end()), order);
}

TEST(SmallAssignment, SaysWhoCannotBeAssigned) {
  Random random(5);
  int infeasible = 0;
  for (int trial = 0; trial < 300; ++trial) {
    auto table = random_small_table<double>(random, 8, 8 + trial % 3, 50);
    for (double& cost : table.costs) {
      if (random.below(10) < 6) cost = infinity;
    }
    SmallAssignment<double> assigner(fastest(), table.rows, table.columns);
    ASSERT_TRUE(take(assigner, table));
    if (assigner.run(nullptr) == Outcome::solved) {
      for (std::int32_t row = 0; row < 8; ++row) {
        EXPECT_LT(table(row, assigner.column_of()[static_cast<std::size_t>(row)]), infinity);
      }
      continue;
    }
    ++infeasible;
    std::vector<bool> named(8, false);
    assigner.for_each_unassignable([&](std::int32_t row) { named[static_cast<std::size_t>(row)] = true; });
    std::int64_t partners = 0;
    for (std::int32_t column = 0; column < table.columns; ++column) {
      bool is_partner = false;
      for (std::int32_t row = 0; row < 8; ++row) {
        is_partner |= named[static_cast<std::size_t>(row)] && table(row, column) < infinity;
      }
      partners += is_partner ? 1 : 0;
    }
    EXPECT_EQ(partners + 1, std::count(named.begin(), named.end(), true));
  }
  EXPECT_GT(infeasible, 20);
  EXPECT_LT(infeasible, 280);
}

template <bool maximise, class Value, class Cost>
bool takes(Cost odd) {
  SmallAssignment<Value> assigner(fastest(), 2, 2);
  return take(assigner, SmallTable<Cost>{2, 2, {1, 2, odd, 3}}, maximise);
}

TEST(SmallAssignment, LeavesToOthersWhatItCannotSumExactly) {
  EXPECT_TRUE((takes<false, double, double>(infinity)));
  EXPECT_TRUE((takes<true, double, double>(-infinity)));
  EXPECT_FALSE((takes<false, double, double>(-infinity)));
  EXPECT_FALSE((takes<true, double, double>(infinity)));
  EXPECT_FALSE((takes<false, double, float>(std::numeric_limits<float>::quiet_NaN())));
  EXPECT_FALSE((takes<true, double, double>(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_TRUE((takes<false, double, double>(1e300)));
  EXPECT_FALSE((takes<false, double, double>(1e307)));
  EXPECT_FALSE((takes<false, double, double>(-1e307)));
  for (const std::int64_t sign : {-1, 1}) {
    EXPECT_TRUE((takes<false, double>(sign << 44)));
    EXPECT_FALSE((takes<false, double>(sign << 53)));
    EXPECT_TRUE((takes<false, std::int16_t>(127 * sign)));
    EXPECT_FALSE((takes<false, std::int16_t>(128 * sign)));
    EXPECT_TRUE((takes<true, std::int16_t>(127.0 * static_cast<double>(sign))));
    EXPECT_FALSE((takes<true, std::int16_t>(128.0 * static_cast<double>(sign))));
    EXPECT_FALSE((takes<true, std::int16_t>(static_cast<double>(sign) * 65536.0)));
    EXPECT_TRUE((takes<false, std::int32_t>(sign << 20)));
    EXPECT_FALSE((takes<false, std::int32_t>(sign << 30)));
    EXPECT_FALSE((takes<false, std::int32_t>(sign << 40)));
    EXPECT_FALSE((takes<false, std::int32_t>(static_cast<double>(sign) * 0x1p40)));
    EXPECT_TRUE((takes<false, std::int64_t>(sign << 52)));
    EXPECT_FALSE((takes<false, std::int64_t>(sign << 61)));
    EXPECT_TRUE((takes<true, double, std::int32_t>(std::numeric_limits<std::int32_t>::min())));
  }
  EXPECT_TRUE((takes<true, std::int32_t>(-7.0)));
  EXPECT_FALSE((takes<false, std::int32_t>(0.5)));
  EXPECT_FALSE((takes<false, std::int32_t>(0.5F)));
  EXPECT_FALSE((takes<false, std::int32_t>(infinity)));
  EXPECT_FALSE((takes<false, std::int32_t>(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_FALSE((takes<true, double>(std::numeric_limits<std::int64_t>::min())));
  EXPECT_FALSE((takes<true, std::int64_t>(std::numeric_limits<std::int64_t>::min())));
}

}  // namespace
}  // namespace pairwell::kernel
