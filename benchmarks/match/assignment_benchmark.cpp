/// How long assign takes, by class of table, size, shape and threads, beside one plain reading of the table.
#include <cstdint>
#include <numeric>
#include <string>
#include <variant>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/instances.hpp"
#include "pairwell/match/assignment.hpp"
#include "pairwell/match/assignment_check.hpp"

namespace pairwell {
namespace {

DenseInstance instance(DenseClass kind, std::int64_t rows, std::int64_t columns) {
  return dense_instance(kind, {.rows = rows, .columns = columns, .seed = 1});
}

void solve(benchmark::State& state, const DenseInstance& dense, const AssignmentOptions& options) {
  std::visit(
      [&]<class Cost>(const std::vector<Cost>& costs) {
        const CostTable<Cost> table{
            .first = costs.data(), .rows = dense.rows, .columns = dense.columns, .row_stride = dense.columns};
        for (auto _ : state) benchmark::DoNotOptimize(assign(table, options).column_of_row.data());
        state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(costs.size() * sizeof(Cost)));
      },
      dense.costs);
}

void square(benchmark::State& state, DenseClass kind) {
  solve(state, instance(kind, state.range(0), state.range(0)), {});
  state.SetComplexityN(state.range(0));
}
BENCHMARK_CAPTURE(square, uniform, DenseClass::uniform)->RangeMultiplier(2)->Range(64, 4096)->Complexity();
BENCHMARK_CAPTURE(square, integers_100, DenseClass::integers_100)->RangeMultiplier(2)->Range(64, 4096)->Complexity();
BENCHMARK_CAPTURE(square, integers_n, DenseClass::integers_n)->RangeMultiplier(2)->Range(64, 4096)->Complexity();
BENCHMARK_CAPTURE(square, zero_one, DenseClass::zero_one)->RangeMultiplier(2)->Range(64, 4096)->Complexity();
BENCHMARK_CAPTURE(square, geometric, DenseClass::geometric)->RangeMultiplier(2)->Range(64, 2048)->Complexity();
BENCHMARK_CAPTURE(square, mentoring, DenseClass::mentoring)->RangeMultiplier(2)->Range(64, 4096)->Complexity();
BENCHMARK_CAPTURE(square, product, DenseClass::product)->RangeMultiplier(2)->Range(64, 4096)->Complexity();

void wide(benchmark::State& state, DenseClass kind) { solve(state, instance(kind, 1000, 10'000), {}); }
BENCHMARK_CAPTURE(wide, uniform, DenseClass::uniform);
BENCHMARK_CAPTURE(wide, mentoring, DenseClass::mentoring);

void tall(benchmark::State& state, DenseClass kind) { solve(state, instance(kind, 10'000, 1000), {}); }
BENCHMARK_CAPTURE(tall, uniform, DenseClass::uniform);
BENCHMARK_CAPTURE(tall, mentoring, DenseClass::mentoring);

void with_threads(benchmark::State& state) {
  solve(state, instance(DenseClass::uniform, 4096, 4096), {.threads = static_cast<std::int32_t>(state.range(0))});
}
BENCHMARK(with_threads)->RangeMultiplier(2)->Range(1, 8)->UseRealTime();

/// Of the check, by what it makes of the sums: `measure` is verify or gap.
template <class Measure>
void check(benchmark::State& state, DenseClass kind, Measure measure) {
  const DenseInstance dense = instance(kind, state.range(0), state.range(0));
  std::visit(
      [&]<class Cost>(const std::vector<Cost>& costs) {
        const CostTable<Cost> table{
            .first = costs.data(), .rows = dense.rows, .columns = dense.columns, .row_stride = dense.columns};
        const Assignment<Cost> assignment = assign(table);
        for (auto _ : state) benchmark::DoNotOptimize(measure(table, assignment));
      },
      dense.costs);
  state.SetComplexityN(state.range(0) * state.range(0));
}
constexpr auto holds = [](const auto& table, const auto& assignment) { return verify(table, assignment).holds; };
constexpr auto how_far = [](const auto& table, const auto& assignment) { return gap(table, assignment); };
BENCHMARK_CAPTURE(check, verify_uniform, DenseClass::uniform, holds)->RangeMultiplier(4)->Range(64, 4096)->Complexity();
BENCHMARK_CAPTURE(check, verify_zero_one, DenseClass::zero_one, holds)
    ->RangeMultiplier(4)
    ->Range(64, 4096)
    ->Complexity();
BENCHMARK_CAPTURE(check, gap_uniform, DenseClass::uniform, how_far)->RangeMultiplier(4)->Range(64, 4096)->Complexity();

void one_reading(benchmark::State& state) {
  const DenseInstance dense = instance(DenseClass::uniform, 4096, 4096);
  const auto& costs = std::get<std::vector<double>>(dense.costs);
  for (auto _ : state) benchmark::DoNotOptimize(std::reduce(costs.begin(), costs.end()));
}
BENCHMARK(one_reading);

}  // namespace
}  // namespace pairwell
