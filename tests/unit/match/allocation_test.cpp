// That a small table is assigned without allocations but those of the result. A program of its own, since it counts
// every allocation of the process.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/random.hpp"
#include "pairwell/match/assignment.hpp"

namespace {

std::int64_t allocations = 0;

void* allocate(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}

}  // namespace

// The arrays' forms call these.
void* operator new(std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size > 0 ? size : 1);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace pairwell {
namespace {

template <class Call>
std::int64_t allocations_of(const Call& call) {
  const std::int64_t before = allocations;
  call();
  return allocations - before;
}

TEST(Allocations, AreCounted) {
  EXPECT_EQ(allocations_of([] { const std::vector<int> one(3); }), 1);
  EXPECT_EQ(allocations_of([] {}), 0);
  const std::vector<double> large(150 * 150, 1.0);
  const CostTable<double> table{.first = large.data(), .rows = 150, .columns = 150, .row_stride = 150};
  EXPECT_GT(allocations_of([&] { assign(table); }), 3);
}

template <class Cost>
void expect_result_alone(const CostTable<Cost>& table) {
  for (const bool maximise : {false, true}) {
    EXPECT_EQ(allocations_of([&] { assign(table, {.maximise = maximise, .prices = false}); }), 1);
    EXPECT_EQ(allocations_of([&] { assign(table, {.maximise = maximise}); }), 3);
  }
}

template <class Cost>
void expect_result_alone_of_every_shape() {
  Random random(5);
  std::vector<Cost> costs;
  for (int cell = 0; cell < 64 * 64; ++cell) costs.push_back(static_cast<Cost>(random.below(1000)));
  for (const std::int32_t rows : {1, 2, 19, 30, 64}) {
    for (const std::int32_t columns : {1, 3, 19, 32, 64}) {
      CostTable<Cost> table{.first = costs.data(), .rows = rows, .columns = columns, .row_stride = 64};
      expect_result_alone(table);
      std::swap(table.row_stride, table.column_stride);
      expect_result_alone(table);
    }
  }
}

TEST(Allocations, AreTheResultsAloneForSmallTables) {
  expect_result_alone_of_every_shape<std::int32_t>();
  expect_result_alone_of_every_shape<std::int64_t>();
  expect_result_alone_of_every_shape<float>();
  expect_result_alone_of_every_shape<double>();
}

TEST(Allocations, AreNoMoreForIntegersBeyondDoubles) {
  const std::vector<std::int64_t> costs{std::int64_t{1} << 53, (std::int64_t{1} << 53) + 1, 5, 7};
  const CostTable<std::int64_t> table{.first = costs.data(), .rows = 2, .columns = 2, .row_stride = 2};
  EXPECT_EQ(allocations_of([&] { assign(table); }), 3);
}

}  // namespace
}  // namespace pairwell
