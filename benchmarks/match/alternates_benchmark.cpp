/// How long the next best matching takes, what all best ones have in common, and how firm the pairs are.
#include <cstdint>
#include <utility>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/instances.hpp"
#include "pairwell/match/alternates.hpp"
#include "pairwell/match/common_core.hpp"
#include "pairwell/match/firmness.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {
namespace {

/// Two mentees for a mentor, and stages as programmes have them.
std::pair<Problem, Matching> matched_for_alternates(std::int64_t mentees) {
  Problem problem =
      as_problem(dense_instance(DenseClass::mentoring, {.rows = mentees, .columns = mentees / 2, .seed = 7}));
  Matching matching = match(problem, default_objective(4));
  return {std::move(problem), std::move(matching)};
}

void a_solution(benchmark::State& state) {
  const Problem problem = matched_for_alternates(state.range(0)).first;
  for (auto _ : state) benchmark::DoNotOptimize(match(problem, default_objective(4)));
  state.SetComplexityN(state.range(0));
}

void ten_alternates(benchmark::State& state) {
  const auto [problem, matching] = matched_for_alternates(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(alternates(problem, matching, 10));
  state.SetComplexityN(state.range(0));
}

void a_common_core(benchmark::State& state) {
  const auto [problem, matching] = matched_for_alternates(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(common_core(problem, matching));
  state.SetComplexityN(state.range(0));
}

void how_firm_all_pairs_are(benchmark::State& state) {
  const auto [problem, matching] = matched_for_alternates(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(firmness(problem, matching));
  state.SetComplexityN(state.range(0));
}

void how_far_other_pairs_must_rise(benchmark::State& state) {
  const auto [problem, matching] = matched_for_alternates(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(pair_rises(problem, matching));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(a_solution)->Arg(500)->Arg(1000)->Arg(2000)->Complexity()->Unit(benchmark::kMillisecond);
BENCHMARK(ten_alternates)->Arg(500)->Arg(1000)->Arg(2000)->Complexity()->Unit(benchmark::kMillisecond);
BENCHMARK(a_common_core)->Arg(500)->Arg(1000)->Arg(2000)->Complexity()->Unit(benchmark::kMillisecond);
BENCHMARK(how_firm_all_pairs_are)->Arg(500)->Arg(1000)->Arg(2000)->Complexity()->Unit(benchmark::kMillisecond);
BENCHMARK(how_far_other_pairs_must_rise)->Arg(500)->Arg(1000)->Arg(2000)->Complexity()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
