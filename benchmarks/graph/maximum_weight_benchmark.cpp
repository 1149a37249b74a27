/// What a matching of greatest weight costs from a graph of Boost.Graph, by the engine and by Boost.Graph itself.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include <benchmark/benchmark.h>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/maximum_weighted_matching.hpp>

#include "pairwell/core/random.hpp"
#include "pairwell/graph/maximum_weight.hpp"
#include "pairwell/graph/maximum_weight_check.hpp"
#include "support/graphs.hpp"

namespace pairwell {
namespace {

using support::Graph;

/// n vertices a side; every edge, or `degree` from each vertex of the first side.
template <class Weight>
Graph<Weight> drawn(std::int64_t side, std::int64_t degree) {
  Random random(7);
  Graph<Weight> graph(static_cast<std::size_t>(2 * side));
  for (std::int64_t from = 0; from < side; ++from) {
    for (std::int64_t edge = 0; edge < degree; ++edge) {
      const auto to = degree == side ? edge : static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(side)));
      const auto weight = static_cast<Weight>(random.below(100'000));
      if (degree == side ||
          !boost::edge(static_cast<std::size_t>(from), static_cast<std::size_t>(side + to), graph).second) {
        add_edge(static_cast<std::size_t>(from), static_cast<std::size_t>(side + to), weight, graph);
      }
    }
  }
  return graph;
}

/// The second argument of a benchmark is the degree of a vertex of the first side, 0 for every edge.
template <class Weight>
Graph<Weight> drawn_for(const benchmark::State& state) {
  return drawn<Weight>(state.range(0), state.range(1) == 0 ? state.range(0) : state.range(1));
}

template <class Weight>
void maximum_weight(benchmark::State& state) {
  const auto graph = drawn_for<Weight>(state);
  std::vector<std::size_t> mate(num_vertices(graph));
  std::vector<HeldWeight<Weight>> dual(num_vertices(graph));
  for (auto _ : state) {
    maximum_weight_bipartite_matching(graph, mate.data(), get(boost::vertex_index, graph), found_partition,
                                      get(boost::edge_weight, graph), dual.data());
    benchmark::DoNotOptimize(mate.data());
  }
  if (!is_maximum_weight_bipartite_matching(graph, mate.data(), dual.data())) std::abort();
}

template <class Weight>
void boost_maximum_weight(benchmark::State& state) {
  const auto graph = drawn_for<Weight>(state);
  std::vector<std::size_t> mate(num_vertices(graph));
  for (auto _ : state) {
    boost::maximum_weighted_matching(graph, mate.data());
    benchmark::DoNotOptimize(mate.data());
  }
}

template <class Weight>
void check_of_maximum_weight(benchmark::State& state) {
  const auto graph = drawn_for<Weight>(state);
  std::vector<std::size_t> mate(num_vertices(graph));
  std::vector<HeldWeight<Weight>> dual(num_vertices(graph));
  maximum_weight_bipartite_matching(graph, mate.data(), get(boost::vertex_index, graph), found_partition,
                                    get(boost::edge_weight, graph), dual.data());
  for (auto _ : state) {
    if (!is_maximum_weight_bipartite_matching(graph, mate.data(), dual.data())) std::abort();
  }
}

void on_full_graphs(benchmark::internal::Benchmark* one) {
  one->ArgsProduct({{100, 200, 400, 1000}, {0}})->Unit(benchmark::kMillisecond);
}

BENCHMARK(maximum_weight<std::int64_t>)->Apply(on_full_graphs);
BENCHMARK(boost_maximum_weight<std::int64_t>)->Apply(on_full_graphs);
BENCHMARK(maximum_weight<double>)->Apply(on_full_graphs);
BENCHMARK(boost_maximum_weight<double>)->Apply(on_full_graphs);
BENCHMARK(maximum_weight<std::int64_t>)->ArgsProduct({{1000, 4000, 100'000}, {10}})->Unit(benchmark::kMillisecond);
BENCHMARK(boost_maximum_weight<std::int64_t>)->Args({1000, 10})->Args({4000, 10})->Unit(benchmark::kMillisecond);
BENCHMARK(check_of_maximum_weight<std::int64_t>)->Args({1000, 0})->Args({100'000, 10})->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
