/// How long it takes to put stretches of time in order, and to cut them into sittings.
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"
#include "pairwell/scheme/schedule.hpp"

namespace pairwell {
namespace {

/// n stretches of two hours in n days.
std::vector<Interval> stretches(std::int64_t number) {
  Random random(1);
  std::vector<Interval> result;
  for (std::int64_t stretch = 0; stretch < number; ++stretch) {
    const auto from = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(number) * 86'400));
    result.push_back({Instant{from}, Instant{from + 7200}});
  }
  return result;
}

void merge_stretches(benchmark::State& state) {
  const std::vector<Interval> drawn = stretches(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(merged(drawn));
  state.SetComplexityN(state.range(0));
}

void cut_into_sittings(benchmark::State& state) {
  const ScheduleHost host{.id = "panel", .members = {}, .free = stretches(state.range(0))};
  const ScheduleRules rules;
  for (auto _ : state) benchmark::DoNotOptimize(sittings(host, rules));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(merge_stretches)->RangeMultiplier(4)->Range(64, 4096)->Complexity(benchmark::oNLogN);
BENCHMARK(cut_into_sittings)->RangeMultiplier(4)->Range(64, 4096)->Complexity(benchmark::oNLogN);

}  // namespace
}  // namespace pairwell
