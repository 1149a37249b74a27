/// How long it takes to read a file of OR-Library.
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/instances.hpp"
#include "pairwell/cohort/orlib.hpp"

namespace pairwell {
namespace {

void read_table(benchmark::State& state) {
  const std::int64_t rows = state.range(0);
  const DenseInstance instance = dense_instance(DenseClass::integers_100, {.rows = rows, .columns = rows, .seed = 1});
  std::string text = std::to_string(rows);
  for (const std::int64_t cost : std::get<std::vector<std::int64_t>>(instance.costs)) {
    text += " " + std::to_string(cost);
  }
  for (auto _ : state) benchmark::DoNotOptimize(read_orlib(text));
  state.SetComplexityN(rows);
}

BENCHMARK(read_table)
    ->RangeMultiplier(2)
    ->Range(64, 1024)
    ->Complexity(benchmark::oNSquared)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
