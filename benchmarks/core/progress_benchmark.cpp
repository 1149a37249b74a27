/// What it costs a solver to ask whether it should end.
#include <benchmark/benchmark.h>

#include "pairwell/core/progress.hpp"

namespace pairwell {
namespace {

void spend_where_nobody_watches(benchmark::State& state) {
  const Control control;
  Checkpoint checkpoint(control);
  for (auto _ : state) benchmark::DoNotOptimize(checkpoint.spend(1));
}

void spend_under_a_callback(benchmark::State& state) {
  const Control control{.progress = [](const Progress&) { return true; }};
  Checkpoint checkpoint(control);
  for (auto _ : state) benchmark::DoNotOptimize(checkpoint.spend(1));
}

BENCHMARK(spend_where_nobody_watches);
BENCHMARK(spend_under_a_callback);

}  // namespace
}  // namespace pairwell
