/// How long it takes to make up applicants.
#include <cstdint>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/synthetic.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

void make_cohort(benchmark::State& state) {
  const Programme programme = testing::small_programme();
  const auto people = static_cast<std::int32_t>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(synthetic_cohort(programme, {.mentees = people, .mentors = people}));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(make_cohort)->RangeMultiplier(4)->Range(64, 4096)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
