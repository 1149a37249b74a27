/// What it costs to see a problem as a graph, and to go through its edges.
#include <cstdint>
#include <utility>

#include <benchmark/benchmark.h>

#include "pairwell/core/random.hpp"
#include "pairwell/graph/problem_graph.hpp"

namespace pairwell {
namespace {

Problem full(std::int32_t people) {
  Random random(7);
  DenseTable table;
  for (std::int64_t pair = 0; pair < std::int64_t{people} * people; ++pair) {
    table.units.push_back(static_cast<std::int64_t>(random.below(100'000)));
  }
  return {.mentees = people, .mentors = people, .points = std::move(table)};
}

void graph_of_a_full_problem(benchmark::State& state) {
  const Problem problem = full(static_cast<std::int32_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(ProblemGraph(problem).size());
  state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(0));
}

/// From the mentors, so against the direction of the table.
void out_edges_of_all_mentors(benchmark::State& state) {
  const Problem problem = full(static_cast<std::int32_t>(state.range(0)));
  const ProblemGraph graph(problem);
  for (auto _ : state) {
    std::int64_t sum = 0;
    for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
      for (auto [edge, end] = out_edges(graph.vertex_of(MentorId(mentor)), graph); edge != end; ++edge) {
        sum += get(boost::edge_weight, graph, *edge);
      }
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(0));
}

BENCHMARK(graph_of_a_full_problem)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(out_edges_of_all_mentors)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pairwell
