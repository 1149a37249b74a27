/// How long choosing a scale and putting numbers on its grid take.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"
#include "pairwell/core/scale.hpp"

namespace pairwell {
namespace {

constexpr std::int64_t most = std::int64_t{1} << 48;
constexpr std::size_t size = 1 << 20;

/// Numbers of three decimals, or of all that a double has.
std::vector<double> numbers(bool are_decimals) {
  Random random(7);
  std::vector<double> points(size);
  for (double& number : points) {
    number = are_decimals ? static_cast<double>(random.below(100'000)) / 1000
                          : static_cast<double>(random.below(std::numeric_limits<std::uint64_t>::max())) * 0x1p-64;
  }
  return points;
}

void choose(benchmark::State& state) {
  const std::vector<double> points = numbers(state.range(0) != 0);
  for (auto _ : state) {
    ScaleChoice<double> choice(most);
    choice.show(points);
    benchmark::DoNotOptimize(choice.scale());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(size));
}

void put(benchmark::State& state) {
  const std::vector<double> points = numbers(state.range(0) != 0);
  std::vector<std::int64_t> units(size);
  ScaleChoice<double> choice(most);
  choice.show(points);
  for (auto _ : state) {
    Grid grid(choice.scale(), most, choice.is_exact());
    if (!grid.put(std::span<const double>(points), units.data())) state.SkipWithError("numbers do not fit");
    benchmark::DoNotOptimize(units.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(size));
}

BENCHMARK(choose)->ArgName("decimals")->Arg(1)->Arg(0);
BENCHMARK(put)->ArgName("decimals")->Arg(1)->Arg(0);

}  // namespace
}  // namespace pairwell
