/// How long it takes to rank forms by the panel's marks.
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/synthetic.hpp"
#include "pairwell/scheme/eligibility.hpp"
#include "pairwell/scheme/selection.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

void shortlist_mentees(benchmark::State& state) {
  const Programme programme = testing::small_programme();
  const auto people = static_cast<std::int32_t>(state.range(0));
  const SyntheticCohort cohort = synthetic_cohort(programme, {.mentees = people, .mentors = people, .flaws = false});
  const std::vector<MenteeForm> mentees = read_mentee_forms(cohort.mentees, programme).forms;
  const std::vector<Form> forms(mentees.begin(), mentees.end());
  const std::vector<Decision> decisions = decide(programme, mentees);
  const std::vector<PanelScore> scores = read_panel(cohort.panel, programme).scores;
  for (auto _ : state) benchmark::DoNotOptimize(shortlist(programme, Role::mentee, decisions, forms, scores));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(shortlist_mentees)->RangeMultiplier(4)->Range(64, 4096)->Complexity()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
