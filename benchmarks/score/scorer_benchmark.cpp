/// How long it takes to score every mentee with every mentor by the standard criteria, once their answers are in
/// columns.
#include <benchmark/benchmark.h>

#include "pairwell/scheme/forms.hpp"
#include "pairwell/score/scorer.hpp"
#include "score/full_forms.hpp"

namespace pairwell {
namespace {

Scorer scorer_of(int people) {
  const benchmarks::FullForms forms = benchmarks::full_forms(people);
  return Scorer(scoring_of(forms.programme), answers_of(forms.programme, forms.mentees),
                answers_of(forms.programme, forms.mentors));
}

void score_table(benchmark::State& state) {
  const int people = static_cast<int>(state.range(0));
  const Scorer scorer = scorer_of(people);
  benchmark::DoNotOptimize(scorer.table());
  for (auto _ : state)
    benchmark::DoNotOptimize(scorer.table({.control = {}, .threads = static_cast<int>(state.range(1))}));
  state.counters["pairs/s"] =
      benchmark::Counter(static_cast<double>(people) * people, benchmark::Counter::kIsIterationInvariantRate);
}

void make_scorer_and_table(benchmark::State& state) {
  const int people = static_cast<int>(state.range(0));
  const Scorer made = scorer_of(people);
  for (auto _ : state) {
    const Scorer scorer(made.scoring(), made.answers(Role::mentee), made.answers(Role::mentor));
    benchmark::DoNotOptimize(scorer.table());
  }
}

void score_one_pair(benchmark::State& state) {
  const Scorer scorer = scorer_of(60);
  for (auto _ : state) benchmark::DoNotOptimize(scorer.pair(MenteeId(3), MentorId(4)));
}

BENCHMARK(score_table)
    ->Args({500, 1})
    ->Args({2000, 1})
    ->Args({2000, 2})
    ->Args({10000, 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(make_scorer_and_table)->Arg(500)->Arg(2000)->Unit(benchmark::kMillisecond);
BENCHMARK(score_one_pair)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace pairwell
