/// How long it takes to read a file of PrefLib, and to make its problem.
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/cohort/preflib.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

/// Strict orders of n voters, each over ten of n alternatives.
std::string orders_of_ten(std::int64_t people) {
  const std::string number = std::to_string(people);
  std::string text = "# DATA TYPE: soi\n# NUMBER ALTERNATIVES: " + number + "\n# NUMBER VOTERS: " + number +
                     "\n# NUMBER UNIQUE ORDERS: " + number + "\n";
  for (std::int64_t alternative = 1; alternative <= people; ++alternative) {
    text += "# ALTERNATIVE NAME " + std::to_string(alternative) + ": Project " + std::to_string(alternative) + "\n";
  }
  Random random(1);
  std::vector<std::int64_t> window(10);
  for (std::int64_t voter = 0; voter < people; ++voter) {
    std::iota(window.begin(), window.end(), random.below(static_cast<std::uint64_t>(people - 9)) + 1);
    random.shuffle(std::span(window));
    text += "1: ";
    for (const std::int64_t alternative : window) text += std::to_string(alternative) + ",";
    text.back() = '\n';
  }
  return text;
}

void read_orders(benchmark::State& state) {
  const std::string text = orders_of_ten(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(read_preferences(text));
  state.SetComplexityN(state.range(0));
}

void problem_of_orders(benchmark::State& state) {
  const Preferences preferences = read_preferences(orders_of_ten(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(as_problem(preferences));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(read_orders)->RangeMultiplier(4)->Range(256, 16384)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);
BENCHMARK(problem_of_orders)
    ->RangeMultiplier(4)
    ->Range(256, 16384)
    ->Complexity(benchmark::oN)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
