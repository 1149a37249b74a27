/// How long it takes to compute an exact interval, and to evaluate a programme.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"
#include "pairwell/scheme/evaluation.hpp"

namespace pairwell {
namespace {

void interval_of_a_share(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(exact_interval(14, 19));
}

/// n completed pairs, of which both sides answered every question both times.
void evaluate_pairs(benchmark::State& state) {
  Random random(1);
  const auto mark = [&random] { return static_cast<int>(random.below(5)) + 1; };
  std::vector<EvaluationAnswers> answers;
  std::vector<PairOutcome> outcomes;
  for (std::int64_t pair = 0; pair < state.range(0); ++pair) {
    const std::string mentee = "MM-" + std::to_string(pair);
    const std::string mentor = "MR-" + std::to_string(pair);
    outcomes.push_back({.mentee = mentee, .mentor = mentor, .state = "completed", .goals = 3, .goals_met = 2});
    outcomes.back().predicted = static_cast<std::int64_t>(random.below(100'000));
    outcomes.back().mentee_fit = mark();
    outcomes.back().mentor_fit = mark();
    for (const Role role : {Role::mentee, Role::mentor}) {
      for (const When when : {When::before, When::after}) {
        answers.push_back({.reference = role == Role::mentee ? mentee : mentor, .role = role, .when = when});
        for (std::size_t question = 0; question < evaluation_questions().size(); ++question) {
          answers.back().marks.emplace_back(mark());
        }
      }
    }
  }
  for (auto _ : state) benchmark::DoNotOptimize(evaluate(answers, outcomes));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(interval_of_a_share);
BENCHMARK(evaluate_pairs)
    ->RangeMultiplier(4)
    ->Range(64, 4096)
    ->Complexity(benchmark::oNSquared)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
