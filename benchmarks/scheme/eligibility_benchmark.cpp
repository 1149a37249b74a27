/// How long it takes to decide about forms.
#include <cstdint>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/synthetic.hpp"
#include "pairwell/scheme/eligibility.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

void decide_on_mentees(benchmark::State& state) {
  const Programme programme = testing::small_programme();
  const auto people = static_cast<std::int32_t>(state.range(0));
  const SyntheticCohort cohort = synthetic_cohort(programme, {.mentees = people, .mentors = people});
  const std::vector<MenteeForm> forms = read_mentee_forms(cohort.mentees, programme).forms;
  for (auto _ : state) benchmark::DoNotOptimize(decide(programme, forms));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(decide_on_mentees)
    ->RangeMultiplier(4)
    ->Range(64, 4096)
    ->Complexity(benchmark::oN)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
