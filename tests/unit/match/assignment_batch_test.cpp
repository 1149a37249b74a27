// What assign_batch promises: each table as assign has it alone, whatever the threads; the first fault by its position;
// what was found before a stop.
#include "pairwell/match/assignment_batch.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/at.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

/// Tables that lie one behind the other.
template <class Cost>
struct Stack {
  std::vector<std::vector<Cost>> costs;
  std::vector<CostTable<Cost>> tables;

  std::span<const CostTable<Cost>> all() const { return tables; }
};

template <class Cost>
Stack<Cost> random_stack(std::int32_t count, std::int32_t most_side) {
  Random random(11);
  Stack<Cost> stack;
  for (std::int32_t table = 0; table < count; ++table) {
    const auto rows = static_cast<std::int32_t>(random.below(at(most_side) + 1));
    const auto columns = static_cast<std::int32_t>(random.below(at(most_side) + 1));
    std::vector<Cost> costs(at(rows) * at(columns));
    for (Cost& cost : costs) cost = static_cast<Cost>(random.below(20));
    stack.costs.push_back(std::move(costs));
    stack.tables.push_back(
        {.first = stack.costs.back().data(), .rows = rows, .columns = columns, .row_stride = columns});
  }
  return stack;
}

template <class Number>
std::vector<Number> line_of(const std::vector<Number>& lines, std::int32_t length, std::size_t table,
                            std::int32_t used) {
  const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(table) * length;
  for (auto rest = begin + used; rest < begin + length; ++rest) EXPECT_LE(*rest, 0);
  return {begin, begin + used};
}

template <class Cost>
void expect_as_alone(const Stack<Cost>& stack, std::int32_t threads, bool maximise) {
  const AssignmentOptions options{.maximise = maximise, .threads = threads};
  const auto batch = assign_batch(stack.all(), options);
  ASSERT_EQ(batch.status.size(), stack.tables.size());
  for (std::size_t table = 0; table < stack.tables.size(); ++table) {
    const CostTable<Cost>& costs = stack.tables[table];
    const auto alone = assign(costs, {.maximise = maximise});
    ASSERT_EQ(batch.status[table], Status::optimal);
    ASSERT_EQ(line_of(batch.column_of_row, batch.rows, table, costs.rows), alone.column_of_row);
    ASSERT_EQ(line_of(batch.row_price, batch.rows, table, costs.rows), alone.row_price);
    ASSERT_EQ(line_of(batch.column_price, batch.columns, table, costs.columns), alone.column_price);
    ASSERT_TRUE(batch.unassignable[table].empty());
  }
}

TEST(AssignBatch, FindsWhatAssignFindsAlone) {
  for (const std::int32_t threads : {1, 2, 5, 0}) {
    for (const bool maximise : {false, true}) {
      expect_as_alone(random_stack<std::int32_t>(300, 20), threads, maximise);
      expect_as_alone(random_stack<double>(40, 90), threads, maximise);
    }
  }
  expect_as_alone(random_stack<float>(50, 9), 2, false);
  expect_as_alone(random_stack<std::int64_t>(50, 9), 2, true);
}

TEST(AssignBatch, OfNoTablesIsEmpty) {
  const auto batch = assign_batch<double>({}, {.threads = 3});
  EXPECT_TRUE(batch.status.empty());
  EXPECT_TRUE(batch.column_of_row.empty());
}

TEST(AssignBatch, LeavesOutPricesThatAreNotWanted) {
  const auto batch = assign_batch(random_stack<double>(5, 6).all(), {.prices = false});
  EXPECT_TRUE(batch.row_price.empty());
  EXPECT_TRUE(batch.column_price.empty());
}

TEST(AssignBatch, SaysWhichTablesHaveNoAssignment) {
  constexpr double none = std::numeric_limits<double>::infinity();
  const std::vector<double> costs{1, none, 2, none, 5, 1, 1, 5};
  const std::vector<CostTable<double>> tables{{costs.data(), 2, 2, 2}, {costs.data() + 4, 2, 2, 2}};
  const auto batch = assign_batch(std::span<const CostTable<double>>(tables));
  EXPECT_EQ(batch.status, (std::vector{Status::infeasible, Status::optimal}));
  EXPECT_EQ(batch.column_of_row, (std::vector{-1, -1, 1, 0}));
  EXPECT_EQ(batch.unassignable[0], (std::vector{0, 1}));
}

TEST(AssignBatch, NamesTheFirstTableThatIsRefused) {
  for (const std::int32_t threads : {1, 4}) {
    for (const std::int32_t side : {3, 70}) {
      std::vector<double> costs(at(side) * at(side), 1.0);
      std::vector<double> spoilt = costs;
      spoilt[1] = std::numeric_limits<double>::quiet_NaN();
      std::vector<CostTable<double>> tables(600, {costs.data(), side, side, side});
      for (const std::size_t table : {7U, 9U, 300U}) tables[table].first = spoilt.data();
      try {
        assign_batch(std::span<const CostTable<double>>(tables), {.threads = threads});
        FAIL();
      } catch (const InvalidInput& invalid) {
        EXPECT_EQ(std::string(invalid.what()),
                  "assign_batch: in table 7, the cost of row 0 and column 1 must be a number above -infinity (rule: "
                  "cost, value: nan)");
      }
    }
  }
  const std::vector<CostTable<double>> negative{{nullptr, -1, -3, 2}};
  EXPECT_THROW(assign_batch(std::span<const CostTable<double>>(negative)), InvalidInput);
  EXPECT_THROW(assign_batch<double>({}, {.threads = -1}), InvalidInput);
}

TEST(AssignBatch, KeepsWhatItFoundWhenItIsStopped) {
  const std::vector<double> costs(std::size_t{100} * 100, 1.0);
  const std::vector<CostTable<double>> tables(20'000, {costs.data(), 100, 100, 100});
  for (const std::int32_t threads : {1, 3}) {
    AssignmentOptions options{.prices = false, .threads = threads};
    std::int64_t calls = 0;
    options.control.progress = [&calls](const Progress& now) {
      EXPECT_EQ(now.total, 20'000);
      return ++calls < 2;
    };
    const auto batch = assign_batch(std::span<const CostTable<double>>(tables), options);
    EXPECT_EQ(batch.status.front(), Status::optimal);
    EXPECT_EQ(batch.column_of_row.front(), 0);
    EXPECT_EQ(batch.status.back(), Status::cancelled);
    EXPECT_EQ(batch.column_of_row.back(), -1);
    EXPECT_EQ(calls, 2);
  }
}

TEST(AssignBatch, MayBeTooLateAtOnce) {
  const auto stack = random_stack<double>(50, 30);
  for (const std::int32_t threads : {1, 3}) {
    AssignmentOptions options{.threads = threads};
    options.control.time_limit = std::chrono::seconds(0);
    EXPECT_EQ(assign_batch(stack.all(), options).status, std::vector(50, Status::time_limit));
    std::stop_source stop;
    stop.request_stop();
    options.control = {.progress = {}, .stop = stop.get_token(), .time_limit = {}};
    EXPECT_EQ(assign_batch(stack.all(), options).status, std::vector(50, Status::cancelled));
  }
}

}  // namespace
}  // namespace pairwell
