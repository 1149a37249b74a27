/// How long it takes to draw ranked wishes by a culture.
#include <benchmark/benchmark.h>

#include "pairwell/cohort/cultures.hpp"

namespace pairwell {
namespace {

CultureOptions options_of(const benchmark::State& state) {
  return {.voters = state.range(0), .alternatives = 20, .seed = 1};
}

void mallows_orders(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(mallows_culture(options_of(state), 500'000));
  state.SetComplexityN(state.range(0));
}

void urn_orders(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(urn_culture(options_of(state), 100'000));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(mallows_orders)
    ->RangeMultiplier(4)
    ->Range(256, 4096)
    ->Complexity(benchmark::oN)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(urn_orders)->RangeMultiplier(4)->Range(256, 4096)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
