/// How long it takes to make the engine's problem from people and their scores.
#include <cstdint>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/synthetic.hpp"
#include "pairwell/round/round.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

void make_problem_of_a_round(benchmark::State& state) {
  Programme programme = testing::small_programme();
  programme.places.clear();
  const auto people = static_cast<std::int32_t>(state.range(0));
  const SyntheticCohort cohort = synthetic_cohort(programme, {.mentees = people, .mentors = people, .flaws = false});
  const auto mentees = read_mentee_forms(cohort.mentees, programme).forms;
  const auto mentors = read_mentor_forms(cohort.mentors, programme).forms;
  const ScoreTable scores = score_pairs(programme, mentees, mentors);
  for (auto _ : state) benchmark::DoNotOptimize(make_problem(programme, mentees, mentors, scores));
  state.SetComplexityN(people);
}

BENCHMARK(make_problem_of_a_round)
    ->RangeMultiplier(2)
    ->Range(32, 256)
    ->Complexity(benchmark::oNSquared)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
