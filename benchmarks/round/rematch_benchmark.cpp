/// How long it takes to make the problem of a re-match, and to say what it changed.
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"
#include "pairwell/round/rematch.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

/// n people a side, with drawn points and one open pair each.
struct LaterRound {
  Programme programme = testing::small_programme();
  std::vector<MenteeForm> mentees;
  std::vector<MentorForm> mentors;
  ScoreTable scores;
  std::vector<PairRecord> records;

  explicit LaterRound(std::int32_t people) {
    programme.places.clear();
    Random random(1);
    for (std::int32_t person = 0; person < people; ++person) {
      mentees.emplace_back().reference = "MM-" + std::to_string(person);
      mentors.emplace_back().reference = "MR-" + std::to_string(person);
      records.push_back({mentees.back().reference, mentors.back().reference, "proposed"});
    }
    scores = {.mentees = people, .mentors = people, .units = {}};
    for (std::int32_t pair = 0; pair < people * people; ++pair) {
      scores.units.push_back(static_cast<std::int32_t>(random.below(100'000)));
    }
  }
};

void make_problem_of_a_rematch(benchmark::State& state) {
  const LaterRound round(static_cast<std::int32_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(make_rematch(round.programme, round.mentees, round.mentors, round.scores, round.records));
  }
  state.SetComplexityN(state.range(0));
}

void compare_with_the_pairs_before(benchmark::State& state) {
  const LaterRound round(static_cast<std::int32_t>(state.range(0)));
  const Rematch rematch = make_rematch(round.programme, round.mentees, round.mentors, round.scores, round.records);
  const Matching matching = match(rematch.problem, rematch.objective);
  for (auto _ : state) {
    benchmark::DoNotOptimize(compare_pairs(round.mentees, round.mentors, round.records, rematch.problem, matching));
  }
  state.SetComplexityN(state.range(0));
}

BENCHMARK(make_problem_of_a_rematch)
    ->RangeMultiplier(2)
    ->Range(32, 256)
    ->Complexity(benchmark::oNSquared)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(compare_with_the_pairs_before)
    ->RangeMultiplier(2)
    ->Range(32, 256)
    ->Complexity()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
