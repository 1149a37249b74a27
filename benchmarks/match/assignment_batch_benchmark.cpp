/// How long assign_batch takes for many small tables, by their number, size and the threads.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"
#include "pairwell/match/assignment_batch.hpp"

namespace pairwell {
namespace {

template <class Cost>
void assign_tables(benchmark::State& state) {
  const auto count = static_cast<std::int32_t>(state.range(0));
  const auto side = static_cast<std::int32_t>(state.range(1));
  const auto threads = static_cast<std::int32_t>(state.range(2));
  const std::size_t cells = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
  Random random(7);
  std::vector<Cost> costs(cells * static_cast<std::size_t>(count));
  for (Cost& cost : costs) cost = static_cast<Cost>(random.below(100'000));
  std::vector<CostTable<Cost>> tables;
  for (auto first = costs.begin(); first != costs.end(); first += static_cast<std::ptrdiff_t>(cells)) {
    tables.push_back({.first = &*first, .rows = side, .columns = side, .row_stride = side});
  }
  for (auto _ : state) {
    const auto batch = assign_batch(std::span<const CostTable<Cost>>(tables), {.prices = false, .threads = threads});
    if (std::ranges::count(batch.status, Status::optimal) != count) {
      throw std::logic_error("a benchmark's table has no assignment");
    }
    benchmark::DoNotOptimize(batch.column_of_row.data());
  }
  state.SetComplexityN(count);
}

/// Number of tables, their side, threads.
void batches(benchmark::internal::Benchmark* benchmark) {
  for (const std::int64_t side : {10, 50, 200}) {
    for (const std::int64_t threads : {1, 2}) {
      for (const std::int64_t count : {10, 100, 1000}) benchmark->Args({count, side, threads});
    }
  }
  benchmark->UseRealTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK_TEMPLATE(assign_tables, double)->Apply(batches);
BENCHMARK_TEMPLATE(assign_tables, std::int32_t)->Apply(batches);

}  // namespace
}  // namespace pairwell
