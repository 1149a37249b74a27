// What the sparse kernel promises, checked from outside: its own prices prove every total, its rows break Hall's
// condition.
#include "kernel/assignment/sparse.hpp"

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/at.hpp"
#include "pairwell/core/random.hpp"
#include "support/problems.hpp"

namespace pairwell::kernel {
namespace {

template <class Cost>
struct Lists {
  std::int32_t columns = 0;
  std::vector<std::int64_t> row_start{0};
  std::vector<std::int32_t> column{};
  std::vector<Cost> cost{};

  std::int32_t rows() const { return static_cast<std::int32_t>(row_start.size()) - 1; }
  SparseLists<Cost> lists(bool maximise = false) const { return {columns, row_start, column, cost, maximise}; }
  void end_row() { row_start.push_back(std::ssize(column)); }
};

/// How the costs of a row and a column come about.
using CostOf = std::function<std::int64_t(Random&, std::int32_t, std::int32_t)>;

CostOf up_to(std::uint64_t most) {
  return [most](Random& random, std::int32_t, std::int32_t) { return static_cast<std::int64_t>(random.below(most)); };
}

std::int64_t product(Random&, std::int32_t row, std::int32_t column) { return std::int64_t{row + 1} * (column + 1); }

std::int64_t distance(Random&, std::int32_t row, std::int32_t column) {
  const auto place = [](std::int64_t index) { return index * 7919 % 10'007; };
  return std::abs(place(row) - place(column + 5000));
}

/// A random table of about `degree` pairs a row in which row r can have column r; every tenth row is four times as
/// long.
Lists<std::int64_t> random_lists(std::int32_t rows, std::int32_t columns, int degree, const CostOf& cost_of) {
  Random random(static_cast<std::uint64_t>(rows) * 31 + static_cast<std::uint64_t>(columns));
  Lists<std::int64_t> table{.columns = columns};
  for (std::int32_t row = 0; row < rows; ++row) {
    std::set<std::int32_t> chosen{row};
    for (int draw = 1; draw < (row % 10 == 0 ? 4 * degree : degree); ++draw) {
      chosen.insert(static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(columns))));
    }
    for (const std::int32_t column : chosen) {
      table.column.push_back(column);
      table.cost.push_back(cost_of(random, row, column));
    }
    table.end_row();
  }
  return table;
}

template <class Value, class Cost>
Outcome outcome_of(SparseAssignment<Value>& assigner, const SparseLists<Cost>& lists) {
  WorkMeter spend([](std::int64_t) { return true; });
  const Outcome outcome = assigner.read(lists, spend);
  return outcome == Outcome::solved ? assigner.run(spend) : outcome;
}

/// Prices under which no pair is worth less than nothing, and those that are assigned are worth nothing, are a proof.
template <class Value, class Cost>
void expect_proved(const SparseAssignment<Value>& assigner, const Lists<Cost>& table, bool maximise) {
  std::vector<bool> taken(at(table.columns));
  for (std::int32_t row = 0; row < table.rows(); ++row) {
    const std::int32_t mate = assigner.column_of()[at(row)];
    ASSERT_FALSE(taken.at(at(mate))) << mate;
    taken[at(mate)] = true;
    bool has_mate = false;
    for (std::int64_t pair = table.row_start[at(row)]; pair < table.row_start[at(row) + 1]; ++pair) {
      const std::int32_t column = table.column[at(pair)];
      const Value cost =
          maximise ? -static_cast<Value>(table.cost[at(pair)]) : static_cast<Value>(table.cost[at(pair)]);
      const Value left = cost - assigner.row_price(row) - assigner.column_price(column);
      ASSERT_TRUE(left >= Value{0}) << row << ' ' << column;
      if (column != mate) continue;
      has_mate = true;
      ASSERT_TRUE(left == Value{0}) << row << ' ' << column;
    }
    ASSERT_TRUE(has_mate) << row;
  }
  if (table.rows() == table.columns) return;
  for (std::int32_t column = 0; column < table.columns; ++column) {
    ASSERT_TRUE(assigner.column_price(column) <= Value{0}) << column;
    ASSERT_TRUE(taken[at(column)] || assigner.column_price(column) == Value{0}) << column;
  }
}

template <class Value, class Cost>
void expect_solved_lists(const Lists<Cost>& table) {
  for (const bool maximise : {false, true}) {
    SparseAssignment<Value> assigner;
    ASSERT_EQ(outcome_of(assigner, table.lists(maximise)), Outcome::solved);
    expect_proved(assigner, table, maximise);
  }
}

void expect_solved_in_every_type(const Lists<std::int64_t>& table) {
  expect_solved_lists<std::int32_t>(table);
  expect_solved_lists<std::int64_t>(table);
  expect_solved_lists<Wide>(table);
  // Whole numbers in doubles stay exact.
  const Lists<double> reals{table.columns, table.row_start, table.column, {table.cost.begin(), table.cost.end()}};
  expect_solved_lists<double>(reals);
  expect_solved_lists<std::int32_t>(reals);
}

struct Class {
  std::string name;
  CostOf cost_of;
};

class SparseAssign : public ::testing::TestWithParam<Class> {};

TEST_P(SparseAssign, ProvesSquareTables) {
  for (const auto& [size, degree] : {std::pair{1, 1}, {2, 2}, {9, 3}, {255, 4}, {256, 4}, {700, 3}, {2000, 10}}) {
    SCOPED_TRACE(size);
    expect_solved_in_every_type(random_lists(size, size, degree, GetParam().cost_of));
  }
}

TEST_P(SparseAssign, ProvesTablesWithColumnsToSpare) {
  for (const auto& [rows, columns] : {std::pair{1, 9}, {30, 31}, {500, 501}, {400, 600}}) {
    SCOPED_TRACE(columns);
    expect_solved_in_every_type(random_lists(rows, columns, 6, GetParam().cost_of));
  }
}

INSTANTIATE_TEST_SUITE_P(Classes, SparseAssign,
                         ::testing::Values(Class{"uniform", up_to(1000)}, Class{"ties", up_to(2)},
                                           Class{"equal", up_to(1)}, Class{"product", product},
                                           Class{"distance", distance}),
                         [](const auto& tested) { return tested.param.name; });

template <class Value, class Cost>
void expect_too_few(const Lists<Cost>& table) {
  SparseAssignment<Value> assigner;
  ASSERT_EQ(outcome_of(assigner, table.lists()), Outcome::infeasible);
  EXPECT_EQ(assigner.unassignable(), (std::vector<std::int32_t>{1, 2, 3}));
}

TEST(SparseAssignment, FindsRowsWithTooFewColumns) {
  for (const std::int32_t size : {4, 900}) {
    // Three rows with two columns between them, which others want as well.
    Lists<std::int64_t> table = random_lists(size, size, 5, up_to(100));
    Lists<std::int64_t> tight{.columns = size};
    for (std::int32_t row = 0; row < size; ++row) {
      if (row > 0 && row < 4) {
        tight.column.insert(tight.column.end(), {1, 2});
        tight.cost.insert(tight.cost.end(), {row, 50});
      } else {
        for (std::int64_t pair = table.row_start[at(row)]; pair < table.row_start[at(row) + 1]; ++pair) {
          tight.column.push_back(table.column[at(pair)]);
          tight.cost.push_back(table.cost[at(pair)]);
        }
      }
      tight.end_row();
    }
    expect_too_few<std::int64_t>(tight);
    expect_too_few<Wide>(tight);
    expect_too_few<double>(
        Lists<double>{tight.columns, tight.row_start, tight.column, {tight.cost.begin(), tight.cost.end()}});
    // Bids without end leave any type but the widest.
    for (std::int64_t& cost : tight.cost) cost <<= 50;
    expect_too_few<Wide>(tight);
  }
}

TEST(SparseAssignment, FindsARowWithoutPairs) {
  Lists<double> table{.columns = 2, .row_start = {0, 1, 2}, .column = {0, 1}, .cost = {1, 2}};
  table.cost[1] = std::numeric_limits<double>::infinity();
  SparseAssignment<double> assigner;
  ASSERT_EQ(outcome_of(assigner, table.lists()), Outcome::infeasible);
  EXPECT_EQ(assigner.unassignable(), (std::vector<std::int32_t>{1}));
}

TEST(SparseAssignment, RefusesWhatIsNoCost) {
  constexpr double no_end = std::numeric_limits<double>::infinity();
  const auto outcome = [](double cost, bool maximise) {
    const Lists<double> table{.columns = 1, .row_start = {0, 1}, .column = {0}, .cost = {cost}};
    SparseAssignment<double> assigner;
    return outcome_of(assigner, table.lists(maximise));
  };
  EXPECT_EQ(outcome(std::nan(""), false), Outcome::invalid_cost);
  EXPECT_EQ(outcome(std::nan(""), true), Outcome::invalid_cost);
  EXPECT_EQ(outcome(-no_end, false), Outcome::invalid_cost);
  EXPECT_EQ(outcome(no_end, true), Outcome::invalid_cost);
  EXPECT_EQ(outcome(1e300, false), Outcome::invalid_cost);
  EXPECT_EQ(outcome(-1e300, true), Outcome::invalid_cost);
  EXPECT_EQ(outcome(no_end, false), Outcome::infeasible);
}

TEST(SparseAssignment, EndsOnCostsSoSmallThatAPartOfThemIsNothing) {
  constexpr double least = std::numeric_limits<double>::denorm_min();
  constexpr std::int32_t size = 300;  // enough for an auction
  Lists<double> table{.columns = size, .row_start = {0}, .column = {}, .cost = {}};
  for (std::int32_t row = 0; row < size; ++row) {
    const auto [left, right] = std::minmax({row, (row + 1) % size});
    table.column.insert(table.column.end(), {left, right});
    table.cost.insert(table.cost.end(), {least * (left % 3), least * (right % 3)});
    table.row_start.push_back(std::ssize(table.column));
  }
  expect_solved_lists<double>(table);
}

TEST(SparseAssignment, GivesUpWhereCostsLeaveItsType) {
  const Lists<std::int64_t> table{.columns = 1, .row_start = {0, 1}, .column = {0}, .cost = {std::int64_t{1} << 40}};
  SparseAssignment<std::int32_t> narrow;
  EXPECT_EQ(outcome_of(narrow, table.lists()), Outcome::too_large);
  expect_solved_lists<std::int64_t>(table);
  Lists<std::int64_t> largest = table;
  largest.cost[0] = std::numeric_limits<std::int64_t>::min();
  SparseAssignment<std::int64_t> middle;
  EXPECT_EQ(outcome_of(middle, largest.lists()), Outcome::too_large);
  expect_solved_lists<Wide>(largest);
}

TEST(SparseAssignment, TakesNoRealsForSmallWholeNumbersThatAreNone) {
  const auto outcome = [](double cost) {
    const Lists<double> table{.columns = 1, .row_start = {0, 1}, .column = {0}, .cost = {cost}};
    SparseAssignment<std::int32_t> assigner;
    return outcome_of(assigner, table.lists());
  };
  constexpr double limit = 0x1p25;
  for (const double cost : {0.0, -0.0, 7.0, limit - 1, 1 - limit}) EXPECT_EQ(outcome(cost), Outcome::solved) << cost;
  for (const double cost : {0.5, limit, -limit, 1e300, std::nan(""), std::numeric_limits<double>::infinity(),
                            std::numeric_limits<double>::denorm_min()}) {
    EXPECT_EQ(outcome(cost), Outcome::too_large) << cost;
  }
}

TEST(SparseAssignment, GivesUpWherePricesLeaveItsType) {
  // Each row must take its dear column, since the last has only one: prices differ by a cost from row to row.
  for (const std::int32_t size : {200, 600}) {
    Lists<std::int64_t> chain{.columns = size};
    for (std::int32_t row = 0; row < size; ++row) {
      chain.column.push_back(row);
      chain.cost.push_back(row + 1 < size ? std::int64_t{1} << 23 : 0);
      if (row + 1 < size) {
        chain.column.push_back(row + 1);
        chain.cost.push_back(0);
      }
      chain.end_row();
    }
    SparseAssignment<std::int32_t> narrow;
    EXPECT_EQ(outcome_of(narrow, chain.lists()), Outcome::too_large);
    expect_solved_lists<std::int64_t>(chain);
    for (std::int64_t& cost : chain.cost) cost <<= 33;
    SparseAssignment<std::int64_t> middle;
    EXPECT_EQ(outcome_of(middle, chain.lists()), Outcome::too_large);
    expect_solved_lists<Wide>(chain);
  }
}

TEST(SparseAssignment, StopsWhereItIsToldTo) {
  const Lists<std::int64_t> table = random_lists(3000, 3000, 8, up_to(1000));
  const auto outcome = [&table](std::int64_t budget) {
    WorkMeter spend([&budget](std::int64_t work) { return (budget -= work) > 0; });
    SparseAssignment<std::int32_t> assigner;
    const Outcome read = assigner.read(table.lists(), spend);
    return read == Outcome::solved ? assigner.run(spend) : read;
  };
  for (std::int64_t budget = 1; budget < 1'000'000; budget *= 3) EXPECT_EQ(outcome(budget), Outcome::stopped);
  EXPECT_EQ(outcome(std::numeric_limits<std::int64_t>::max()), Outcome::solved);
}

}  // namespace
}  // namespace pairwell::kernel
