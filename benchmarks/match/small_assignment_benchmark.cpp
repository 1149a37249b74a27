/// How long assign takes on tables that the small kernel holds, by size, class and type of numbers.
#include <cstdint>
#include <stdexcept>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"
#include "pairwell/match/assignment.hpp"

namespace pairwell {
namespace {

enum Class : std::uint8_t { uniform, few_levels, product };

template <class Cost>
std::vector<Cost> table_of(Class kind, std::int32_t side) {
  Random random(7);
  std::vector<Cost> costs;
  for (std::int32_t row = 1; row <= side; ++row) {
    for (std::int32_t column = 1; column <= side; ++column) {
      const auto drawn = random.below(kind == few_levels ? 5 : 100'000);
      costs.push_back(kind == product ? static_cast<Cost>(row * column) : static_cast<Cost>(drawn));
    }
  }
  return costs;
}

template <class Cost, Class kind>
void assign_small(benchmark::State& state) {
  const auto side = static_cast<std::int32_t>(state.range(0));
  const std::vector<Cost> costs = table_of<Cost>(kind, side);
  const CostTable<Cost> table{.first = costs.data(), .rows = side, .columns = side, .row_stride = side};
  for (auto _ : state) {
    const auto result = assign(table, {.prices = false});
    if (result.status != Status::optimal) throw std::logic_error("a benchmark's table has no assignment");
    benchmark::DoNotOptimize(result.column_of_row.data());
  }
  state.SetComplexityN(side);
}

/// 19 is the pilot's size; 65 is the first that the general kernel takes.
void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Arg(5)->Arg(10)->Arg(19)->Arg(32)->Arg(64)->Arg(65)->Unit(benchmark::kMicrosecond)->Complexity();
}

BENCHMARK_TEMPLATE(assign_small, double, uniform)->Apply(sizes);
BENCHMARK_TEMPLATE(assign_small, double, few_levels)->Apply(sizes);
BENCHMARK_TEMPLATE(assign_small, double, product)->Apply(sizes);
BENCHMARK_TEMPLATE(assign_small, float, uniform)->Apply(sizes);
BENCHMARK_TEMPLATE(assign_small, std::int32_t, uniform)->Apply(sizes);
BENCHMARK_TEMPLATE(assign_small, std::int64_t, uniform)->Apply(sizes);

}  // namespace
}  // namespace pairwell
