/// How long it takes to say why somebody has no pair.
#include <cstddef>
#include <cstdint>
#include <utility>
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

/// Two mentees for a mentor, in five regions with places for fewer than apply, and stages as programmes have them.
void why_everybody_is_unmatched(benchmark::State& state) {
  const std::int64_t mentees = state.range(0);
  Problem problem =
      as_problem(dense_instance(DenseClass::mentoring, {.rows = mentees, .columns = mentees / 2, .seed = 7}));
  constexpr std::int32_t regions = 5;
  for (std::int32_t region = 0; region < regions; ++region) {
    MenteeGroup group{.pairs = {0, static_cast<std::int32_t>(mentees / 2 * 4 / 5 / regions)}};
    for (std::int32_t mentee = region; mentee < problem.mentees; mentee += regions) {
      group.members.emplace_back(mentee);
    }
    problem.mentee_groups.push_back(std::move(group));
  }
  const Points floor(40 * problem.scale);
  const Matching matching = match(problem, {MostPairs{}, Floor{floor}, BestWorst{}, MostPoints{}, Lottery{.seed = 4}});
  for (auto _ : state) benchmark::DoNotOptimize(why_unmatched_all(problem, matching));
  state.SetComplexityN(mentees);
}

BENCHMARK(why_everybody_is_unmatched)
    ->RangeMultiplier(2)
    ->Range(125, 1000)
    ->Complexity()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(why_a_mentee_is_unmatched)->RangeMultiplier(2)->Range(64, 256)->Complexity()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
