/// How long it takes to match people from their answers, with no table of their pairs, and to verify that.
#include <benchmark/benchmark.h>

#include "pairwell/match/on_demand.hpp"
#include "pairwell/round/scored_pairs.hpp"
#include "pairwell/scheme/forms.hpp"
#include "score/full_forms.hpp"

namespace pairwell {
namespace {

ScoredPairs source_of(int people) {
  const benchmarks::FullForms forms = benchmarks::full_forms(people);
  return ScoredPairs(Scorer(forms.programme, forms.mentees, forms.mentors));
}

Problem rules_of(const PairSource& source) { return {.mentees = source.mentees(), .mentors = source.mentors()}; }

void match_from_answers(benchmark::State& state) {
  const ScoredPairs source = source_of(static_cast<int>(state.range(0)));
  const OnDemandOptions options{.threads = static_cast<int>(state.range(1))};
  for (auto _ : state) {
    benchmark::DoNotOptimize(match_on_demand(source, rules_of(source), {MostPairs{}, MostPoints{}}, options));
  }
  state.SetComplexityN(state.range(0));
}

void verify_from_answers(benchmark::State& state) {
  const ScoredPairs source = source_of(static_cast<int>(state.range(0)));
  const Matching matching = match_on_demand(source, rules_of(source), {MostPairs{}, MostPoints{}}).matching;
  for (auto _ : state) {
    benchmark::DoNotOptimize(verify_on_demand(source, rules_of(source), matching, static_cast<int>(state.range(1))));
  }
  state.SetComplexityN(state.range(0));
}

BENCHMARK(match_from_answers)
    ->Args({1000, 1})
    ->Args({2000, 1})
    ->Args({5000, 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Complexity();
BENCHMARK(match_from_answers)->Args({10000, 2})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(verify_from_answers)
    ->Args({1000, 1})
    ->Args({2000, 1})
    ->Args({5000, 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Complexity();

}  // namespace
}  // namespace pairwell
