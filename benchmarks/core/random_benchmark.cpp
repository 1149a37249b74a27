/// How long draws and shuffles take.
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

void draw_below(benchmark::State& state) {
  Random random(7);
  for (auto _ : state) benchmark::DoNotOptimize(random.below(1000));
}

void shuffle(benchmark::State& state) {
  Random random(7);
  std::vector<std::int32_t> items(static_cast<std::size_t>(state.range(0)));
  std::iota(items.begin(), items.end(), 0);
  for (auto _ : state) {
    random.shuffle(std::span<std::int32_t>(items));
    benchmark::DoNotOptimize(items.data());
  }
  state.SetComplexityN(state.range(0));
}

BENCHMARK(draw_below);
BENCHMARK(shuffle)->Range(1 << 8, 1 << 17)->Complexity(benchmark::oN)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace pairwell
