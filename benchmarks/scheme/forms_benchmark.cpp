/// How long it takes to read a table of forms.
#include <cstdint>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/synthetic.hpp"
#include "pairwell/scheme/forms.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

void read_mentees(benchmark::State& state) {
  const Programme programme = testing::small_programme();
  const auto people = static_cast<std::int32_t>(state.range(0));
  const Table table = synthetic_cohort(programme, {.mentees = people, .mentors = people}).mentees;
  for (auto _ : state) benchmark::DoNotOptimize(read_mentee_forms(table, programme));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(read_mentees)->RangeMultiplier(4)->Range(64, 4096)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
