/// How long it takes to say why somebody has no pair.
#include <cstddef>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/instances.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {
namespace {

void why_a_mentee_is_unmatched(benchmark::State& state) {
  const std::int64_t mentees = state.range(0);
  const Problem problem =
      as_problem(dense_instance(DenseClass::mentoring, {.rows = mentees, .columns = mentees / 2, .seed = 7}));
  const Matching matching = match(problem, {MostPairs{}, MostPoints{}});
  std::vector<bool> paired(static_cast<std::size_t>(mentees), false);
  for (const Pair& pair : matching.pairs) paired[static_cast<std::size_t>(pair.mentee.value)] = true;
  std::int32_t unmatched = 0;
  while (paired.at(static_cast<std::size_t>(unmatched))) ++unmatched;
  for (auto _ : state) benchmark::DoNotOptimize(why_unmatched(problem, matching, MenteeId(unmatched)));
  state.SetComplexityN(mentees);
}

BENCHMARK(why_a_mentee_is_unmatched)->RangeMultiplier(2)->Range(64, 256)->Complexity()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
