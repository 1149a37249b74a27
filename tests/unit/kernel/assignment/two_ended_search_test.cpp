// What a search from both ends promises: whole problems solved by nothing else, with prices that prove every step.
#include "kernel/assignment/two_ended_search.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "kernel/assignment/checks.hpp"
#include "kernel/assignment/sparse.hpp"
#include "kernel/assignment/sparse_pairs.hpp"
#include "kernel/candidates/row_source.hpp"
#include "kernel/common.hpp"
#include "kernel/work_meter.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell::kernel {
namespace {

/// Lists in which row r can have column r, and costs from 0 up.
struct SquareLists {
  SquareLists(std::int32_t size, std::uint64_t degree, std::uint64_t most, std::uint64_t seed) : columns(size) {
    Random random(seed);
    for (std::int32_t row = 0; row < size; ++row) {
      for (std::int32_t other = 0; other < size; ++other) {
        if (other != row && random.below(static_cast<std::uint64_t>(size)) >= degree) continue;
        column.push_back(other);
        cost.push_back(static_cast<std::int64_t>(random.below(most)));
      }
      row_start.push_back(std::ssize(column));
    }
  }
  std::int32_t columns;
  std::vector<std::int64_t> row_start{0};
  std::vector<std::int32_t> column{};
  std::vector<std::int64_t> cost{};
};

/// Reals are read from reals.
template <class Value>
using CostFor = std::conditional_t<std::same_as<Value, double>, double, std::int64_t>;

/// Who has which column, and at which prices.
template <class Value>
class Pairing {
 public:
  explicit Pairing(const SquareLists& table)
      : columns(at(table.columns), {Value{0}, none}),
        column_of(columns.size(), none),
        mate_cost(columns.size(), Value{0}),
        free_columns(columns.size()),
        costs_(table.cost.begin(), table.cost.end()),
        lists_{table.columns, table.row_start, table.column, costs_, false} {
    WorkMeter spend([](std::int64_t) { return true; });
    EXPECT_EQ(pairs.read(lists_, false, spend), Outcome::solved);
    EXPECT_TRUE(turned.turn(pairs, spend));
    std::iota(free_columns.begin(), free_columns.end(), 0);
  }

  /// Takes over what a search has found for a row.
  void take(std::int32_t row, std::span<const typename TwoEndedSearch<Value>::Step> path) {
    ASSERT_EQ(path.front().row, row);
    ASSERT_EQ(std::erase(free_columns, path.back().column), 1U);
    for (const auto& step : path) {
      columns[at(step.column)].mate = step.row;
      column_of[at(step.row)] = step.column;
      mate_cost[at(step.row)] = pairs.cost(step.row, step.column);
    }
    EXPECT_TRUE(
        are_mates(column_of, pairs.columns(), [this](std::int32_t column) { return columns[at(column)].mate; }));
    EXPECT_TRUE(have_cheapest(
        column_of,
        [this](std::int32_t one, std::int32_t column) { return pairs.cost(one, column) - columns[at(column)].price; },
        [this](std::int32_t one) { return pairs.least(one, columns.data()); }));
  }

  const SparseLists<CostFor<Value>>& lists() const { return lists_; }
  Value total() const { return std::accumulate(mate_cost.begin(), mate_cost.end(), Value{0}); }

  SparsePairs<Value> pairs;
  SparsePairs<Value> turned;
  std::vector<Priced<Value>> columns;
  std::vector<std::int32_t> column_of;
  std::vector<Value> mate_cost;
  std::vector<std::int32_t> free_columns;

 private:
  std::vector<CostFor<Value>> costs_;
  SparseLists<CostFor<Value>> lists_;
};

template <class Value>
void expect_solved_by_searches(const SquareLists& table) {
  Pairing<Value> pairing(table);
  TwoEndedSearch<Value> search(pairing.pairs, pairing.turned, pairing.columns, pairing.column_of, pairing.mate_cost,
                               infinite<Value>() / 4);
  WorkMeter spend([](std::int64_t) { return true; });
  for (std::int32_t row = 0; row < table.columns; ++row) {
    ASSERT_EQ(search.find(row, pairing.free_columns, spend), Outcome::solved);
    pairing.take(row, search.path());
    if (::testing::Test::HasFailure()) return;
  }
  SparseAssignment<Value> assigner;
  ASSERT_EQ(assigner.read(pairing.lists(), spend), Outcome::solved);
  ASSERT_EQ(assigner.run(spend), Outcome::solved);
  Value best{0};
  for (std::int32_t row = 0; row < table.columns; ++row) {
    best += pairing.pairs.cost(row, assigner.column_of()[at(row)]);
  }
  EXPECT_EQ(pairing.total(), best);
}

TEST(TwoEndedSearch, SolvesWholeProblemsWithProvedSteps) {
  for (const std::int32_t size : {1, 2, 7, 40, 120}) {
    // Costs that are all alike, or nearly so, let paths go round.
    for (const std::uint64_t most : {1, 2, 10, 1000}) {
      for (std::uint64_t seed = 0; seed < 10; ++seed) {
        SCOPED_TRACE(::testing::Message() << size << ' ' << most << ' ' << seed);
        const SquareLists table(size, 1 + seed % 5, most, seed);
        expect_solved_by_searches<std::int32_t>(table);
        expect_solved_by_searches<std::int64_t>(table);
        expect_solved_by_searches<double>(table);  // whole numbers stay exact
      }
    }
  }
}

TEST(TwoEndedSearch, SaysWhereARowReachesNoFreeColumn) {
  // Two rows that want one column, beside a column that nobody wants.
  SquareLists table(2, 0, 1, 0);
  table.column = {0, 0};
  Pairing<std::int32_t> pairing(table);
  TwoEndedSearch<std::int32_t> search(pairing.pairs, pairing.turned, pairing.columns, pairing.column_of,
                                      pairing.mate_cost, 1000);
  WorkMeter spend([](std::int64_t) { return true; });
  ASSERT_EQ(search.find(0, pairing.free_columns, spend), Outcome::solved);
  pairing.take(0, search.path());
  EXPECT_EQ(search.find(1, pairing.free_columns, spend), Outcome::infeasible);
}

TEST(TwoEndedSearch, GivesUpWherePricesLeaveTheirRange) {
  // Row 1 takes column 0 from row 0, which has to pay 1000 for the other.
  SquareLists table(2, 2, 1, 0);
  table.cost = {0, 1000, 0, 3000};
  for (const std::int32_t limit : {400, 8000}) {
    Pairing<std::int32_t> pairing(table);
    TwoEndedSearch<std::int32_t> search(pairing.pairs, pairing.turned, pairing.columns, pairing.column_of,
                                        pairing.mate_cost, limit);
    WorkMeter spend([](std::int64_t) { return true; });
    ASSERT_EQ(search.find(0, pairing.free_columns, spend), Outcome::solved);
    pairing.take(0, search.path());
    EXPECT_EQ(search.find(1, pairing.free_columns, spend), limit == 400 ? Outcome::too_large : Outcome::solved);
  }
}

TEST(TwoEndedSearch, StopsWhereItIsToldTo) {
  const SquareLists table(2000, 3, 1000, 1);
  Pairing<std::int32_t> pairing(table);
  TwoEndedSearch<std::int32_t> search(pairing.pairs, pairing.turned, pairing.columns, pairing.column_of,
                                      pairing.mate_cost, infinite<std::int32_t>() / 4);
  std::int64_t left = 1'000'000;
  WorkMeter spend([&left](std::int64_t work) { return (left -= work) > 0; });
  Outcome outcome = Outcome::solved;
  for (std::int32_t row = 0; row < table.columns && outcome == Outcome::solved; ++row) {
    outcome = search.find(row, pairing.free_columns, spend);
    if (outcome == Outcome::solved) pairing.take(row, search.path());
  }
  EXPECT_EQ(outcome, Outcome::stopped);
  SparsePairs<std::int32_t> turned;
  EXPECT_FALSE(turned.turn(pairing.pairs, spend));
}

}  // namespace
}  // namespace pairwell::kernel
