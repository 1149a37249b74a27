/// How long it takes to make a problem of a graph of Boost.Graph, with sides that are found.
#include <cstddef>
#include <cstdint>

#include <benchmark/benchmark.h>
#include <boost/graph/adjacency_list.hpp>

#include "pairwell/core/random.hpp"
#include "pairwell/graph/problem_of.hpp"
#include "support/graphs.hpp"

namespace pairwell {
namespace {

/// Ten edges from each of n vertices to n others.
void problem_of_degree_ten(benchmark::State& state) {
  const auto side = static_cast<std::size_t>(state.range(0));
  Random random(7);
  support::Graph<std::int64_t> graph(2 * side);
  for (std::size_t from = 0; from < side; ++from) {
    for (std::size_t edge = 0; edge < 10; ++edge) {
      const std::size_t to = side + (from + edge) % side;
      add_edge(from, to, static_cast<std::int64_t>(random.below(100'000)), graph);
    }
  }
  for (auto _ : state) benchmark::DoNotOptimize(problem_of(graph));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(problem_of_degree_ten)
    ->RangeMultiplier(4)
    ->Range(256, 16384)
    ->Complexity(benchmark::oN)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
