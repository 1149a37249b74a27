/// How long assign takes on pairs in a list, by size, degree, costs and shape.
#include <cstdint>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/instances.hpp"
#include "pairwell/match/assignment.hpp"

namespace pairwell {
namespace {

void solve(benchmark::State& state, const SparseOptions& size) {
  const SparseInstance instance = sparse_instance(size);
  const SparseCosts<std::int64_t> costs{.rows = instance.rows,
                                        .columns = instance.columns,
                                        .row_start = instance.row_start,
                                        .column = instance.column,
                                        .cost = instance.cost};
  for (auto _ : state) benchmark::DoNotOptimize(assign(costs).column_of_row.data());
  state.SetComplexityN(size.rows);
}

void square(benchmark::State& state, std::int64_t degree, std::int64_t most) {
  const std::int64_t side = state.range(0);
  solve(state, {.rows = side, .columns = side, .degree = degree, .most = most, .seed = 1});
}
BENCHMARK_CAPTURE(square, degree_10, 10, 1000)->RangeMultiplier(10)->Range(1000, 1'000'000)->Complexity();
BENCHMARK_CAPTURE(square, degree_50, 50, 1000)->RangeMultiplier(10)->Range(1000, 100'000)->Complexity();
BENCHMARK_CAPTURE(square, degree_3, 3, 1000)->RangeMultiplier(10)->Range(1000, 100'000)->Complexity();
BENCHMARK_CAPTURE(square, ties, 10, 2)->RangeMultiplier(10)->Range(1000, 100'000)->Complexity();
BENCHMARK_CAPTURE(square, large_costs, 10, 2'000'000'000)->RangeMultiplier(10)->Range(1000, 100'000)->Complexity();

void wide(benchmark::State& state) {
  solve(state, {.rows = state.range(0), .columns = state.range(0) * 11 / 10, .degree = 10, .seed = 1});
}
BENCHMARK(wide)->RangeMultiplier(10)->Range(1000, 100'000)->Complexity();

void tall(benchmark::State& state) {
  solve(state, {.rows = state.range(0) * 11 / 10, .columns = state.range(0), .degree = 10, .seed = 1});
}
BENCHMARK(tall)->RangeMultiplier(10)->Range(1000, 100'000)->Complexity();

}  // namespace
}  // namespace pairwell
