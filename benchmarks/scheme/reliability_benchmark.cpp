/// How long it takes to say how far the members of a panel agree.
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"
#include "pairwell/scheme/reliability.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

/// n forms, each marked by two of five members.
void agreement_of_a_panel(benchmark::State& state) {
  const SelectionRules rules = testing::small_programme().selection;
  Random random(1);
  const auto mark = [&random] { return static_cast<std::int32_t>(random.below(6)); };
  std::vector<PanelScore> scores;
  for (std::int64_t form = 0; form < state.range(0); ++form) {
    for (std::int64_t member = form; member < form + 2; ++member) {
      scores.push_back({.reference = "MM-" + std::to_string(form),
                        .member = "member " + std::to_string(member % 5),
                        .marks = {mark(), mark()}});
    }
  }
  for (auto _ : state) benchmark::DoNotOptimize(panel_agreement(rules, scores));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(agreement_of_a_panel)
    ->RangeMultiplier(4)
    ->Range(64, 4096)
    ->Complexity(benchmark::oNLogN)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
