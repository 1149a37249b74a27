/// What Boost.Graph's solvers cost, against which the engine's time can be set.
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"
#include "pairwell/graph/reference.hpp"

namespace pairwell {
namespace {

void reference_matching_of_a_full_table(benchmark::State& state) {
  const auto people = static_cast<std::int32_t>(state.range(0));
  Random random(7);
  std::vector<WeightedPair> pairs;
  for (std::int32_t mentee = 0; mentee < people; ++mentee) {
    for (std::int32_t mentor = 0; mentor < people; ++mentor) {
      pairs.push_back({{MenteeId(mentee), MentorId(mentor)}, static_cast<std::int64_t>(random.below(100'000))});
    }
  }
  for (auto _ : state) benchmark::DoNotOptimize(reference_matching(people, people, pairs));
  state.SetComplexityN(people);
}

BENCHMARK(reference_matching_of_a_full_table)
    ->RangeMultiplier(2)
    ->Range(16, 128)
    ->Complexity()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
