/// How long it takes to read and to write a file of DIMACS.
#include <string>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/dimacs.hpp"

namespace pairwell {
namespace {

SparseInstance rows_of_ten(const benchmark::State& state) {
  return sparse_instance({.rows = state.range(0), .columns = state.range(0), .degree = 10, .seed = 1});
}

void read_rows_of_ten(benchmark::State& state) {
  const std::string text = write_dimacs(rows_of_ten(state));
  for (auto _ : state) benchmark::DoNotOptimize(read_dimacs(text));
  state.SetComplexityN(state.range(0));
}

void write_rows_of_ten(benchmark::State& state) {
  const SparseInstance instance = rows_of_ten(state);
  for (auto _ : state) benchmark::DoNotOptimize(write_dimacs(instance));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(read_rows_of_ten)
    ->RangeMultiplier(4)
    ->Range(256, 16384)
    ->Complexity(benchmark::oN)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(write_rows_of_ten)
    ->RangeMultiplier(4)
    ->Range(256, 16384)
    ->Complexity(benchmark::oN)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
