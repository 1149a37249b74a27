/// How long it takes to score every mentee with every mentor.
#include <benchmark/benchmark.h>

#include "pairwell/score/score.hpp"
#include "score/full_forms.hpp"

namespace pairwell {
namespace {

void score_all_pairs(benchmark::State& state) {
  const int people = static_cast<int>(state.range(0));
  const benchmarks::FullForms forms = benchmarks::full_forms(people);
  for (auto _ : state) benchmark::DoNotOptimize(score_pairs(forms.programme, forms.mentees, forms.mentors));
  state.SetComplexityN(people);
  state.counters["pairs/s"] =
      benchmark::Counter(static_cast<double>(people) * people, benchmark::Counter::kIsIterationInvariantRate);
}

BENCHMARK(score_all_pairs)
    ->Arg(60)
    ->Arg(500)
    ->Arg(2000)
    ->Complexity(benchmark::oNSquared)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
