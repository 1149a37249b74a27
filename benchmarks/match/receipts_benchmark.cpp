/// How long it takes to write a receipt for everybody, and to check them.
#include <cstdint>
#include <utility>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/instances.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/receipts.hpp"

namespace pairwell {
namespace {

/// Two mentees for a mentor, and stages as programmes have them.
std::pair<Problem, Matching> solved(std::int64_t mentees) {
  Problem problem =
      as_problem(dense_instance(DenseClass::mentoring, {.rows = mentees, .columns = mentees / 2, .seed = 7}));
  Matching matching = match(problem, default_objective(4));
  return {std::move(problem), std::move(matching)};
}

void receipts_of_everybody(benchmark::State& state) {
  const auto [problem, matching] = solved(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(receipts(problem, matching));
  state.SetComplexityN(state.range(0));
}

void one_receipt_checked(benchmark::State& state) {
  const auto [problem, matching] = solved(state.range(0));
  const Receipts made = receipts(problem, matching);
  for (auto _ : state) benchmark::DoNotOptimize(check(made.mentees.front(), made.prices));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(receipts_of_everybody)->Arg(500)->Arg(1000)->Arg(2000)->Complexity()->Unit(benchmark::kMillisecond);
BENCHMARK(one_receipt_checked)->Arg(500)->Arg(1000)->Arg(2000)->Complexity()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace pairwell
