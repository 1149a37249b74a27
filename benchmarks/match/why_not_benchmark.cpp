/// How long it takes to say why two people are no pair, and why two others are one.
#include <algorithm>
#include <cstdint>
#include <utility>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/instances.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/why_not.hpp"

namespace pairwell {
namespace {

/// Two mentees for a mentor, and stages as programmes have them.
std::pair<Problem, Matching> matched(std::int64_t mentees) {
  Problem problem =
      as_problem(dense_instance(DenseClass::mentoring, {.rows = mentees, .columns = mentees / 2, .seed = 7}));
  Matching matching = match(problem, default_objective(4));
  return {std::move(problem), std::move(matching)};
}

void the_solution(benchmark::State& state) {
  const Problem problem = matched(state.range(0)).first;
  for (auto _ : state) benchmark::DoNotOptimize(match(problem, default_objective(4)));
  state.SetComplexityN(state.range(0));
}

void why_two_are_no_pair(benchmark::State& state) {
  const auto [problem, matching] = matched(state.range(0));
  const MenteeId mentee = matching.pairs.front().mentee;
  std::int32_t mentor = 0;
  while (std::ranges::count(matching.pairs, Pair{mentee, MentorId(mentor)}) > 0) ++mentor;
  for (auto _ : state) benchmark::DoNotOptimize(why_not(problem, matching, mentee, MentorId(mentor)));
  state.SetComplexityN(state.range(0));
}

void why_two_are_a_pair(benchmark::State& state) {
  const auto [problem, matching] = matched(state.range(0));
  const auto [mentee, mentor] = matching.pairs.front();
  for (auto _ : state) benchmark::DoNotOptimize(explain(problem, matching, mentee, mentor));
  state.SetComplexityN(state.range(0));
}

void why_everybody_is_as_they_are(benchmark::State& state) {
  const auto [problem, matching] = matched(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(explain_all(problem, matching));
  state.SetComplexityN(state.range(0));
}

void what_every_pair_would_cost(benchmark::State& state) {
  const auto [problem, matching] = matched(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(pair_prices(problem, matching));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(the_solution)->Arg(500)->Arg(1000)->Arg(2000)->Complexity()->Unit(benchmark::kMillisecond);
BENCHMARK(why_two_are_no_pair)->Arg(500)->Arg(1000)->Arg(2000)->Complexity()->Unit(benchmark::kMillisecond);
BENCHMARK(why_everybody_is_as_they_are)->Arg(500)->Arg(1000)->Arg(2000)->Complexity()->Unit(benchmark::kMillisecond);
BENCHMARK(what_every_pair_would_cost)->Arg(500)->Arg(1000)->Arg(2000)->Complexity()->Unit(benchmark::kMillisecond);
BENCHMARK(why_two_are_a_pair)->Arg(500)->Arg(1000)->Arg(2000)->Complexity()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
