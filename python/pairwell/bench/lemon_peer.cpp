/// LEMON's solvers behind plain functions on arrays: 0 is an optimum.
#include <cstdint>
#include <lemon/capacity_scaling.h>
#include <lemon/cost_scaling.h>
#include <lemon/matching.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <vector>

namespace {

using Digraph = lemon::SmartDigraph;
using Graph = lemon::SmartGraph;

template <class Solver>
int solve_flow(std::int32_t nodes, std::int64_t arcs, const std::int32_t* tail, const std::int32_t* head,
               const std::int64_t* most, const std::int64_t* cost, const std::int64_t* supply, std::int64_t* flow) {
  Digraph graph;
  graph.reserveNode(nodes);
  graph.reserveArc(static_cast<int>(arcs));
  for (std::int32_t node = 0; node < nodes; ++node) graph.addNode();
  for (std::int64_t arc = 0; arc < arcs; ++arc) graph.addArc(graph.nodeFromId(tail[arc]), graph.nodeFromId(head[arc]));
  Digraph::ArcMap<std::int64_t> upper(graph);
  Digraph::ArcMap<std::int64_t> costs(graph);
  Digraph::NodeMap<std::int64_t> supplies(graph);
  for (std::int64_t arc = 0; arc < arcs; ++arc) {
    upper[graph.arcFromId(static_cast<int>(arc))] = most[arc];
    costs[graph.arcFromId(static_cast<int>(arc))] = cost[arc];
  }
  for (std::int32_t node = 0; node < nodes; ++node) supplies[graph.nodeFromId(node)] = supply[node];
  Solver solver(graph);
  solver.upperMap(upper).costMap(costs).supplyMap(supplies);
  if (solver.run() != Solver::OPTIMAL) return 1;
  for (std::int64_t arc = 0; arc < arcs; ++arc) flow[arc] = solver.flow(graph.arcFromId(static_cast<int>(arc)));
  return 0;
}

}  // namespace

#define PAIRWELL_FLOW(name, Solver)                                                                                    \
  extern "C" int name(std::int32_t nodes, std::int64_t arcs, const std::int32_t* tail, const std::int32_t* head,       \
                      const std::int64_t* most, const std::int64_t* cost, const std::int64_t* supply,                  \
                      std::int64_t* flow) {                                                                            \
    return solve_flow<lemon::Solver<Digraph, std::int64_t, std::int64_t>>(nodes, arcs, tail, head, most, cost, supply, \
                                                                          flow);                                       \
  }

PAIRWELL_FLOW(network_simplex, NetworkSimplex)
PAIRWELL_FLOW(cost_scaling, CostScaling)
PAIRWELL_FLOW(capacity_scaling, CapacityScaling)

extern "C" int weighted_matching(std::int32_t rows, std::int32_t columns, std::int64_t pairs, const std::int32_t* row,
                                 const std::int32_t* column, const std::int64_t* weight, std::int64_t* chosen) {
  Graph graph;
  for (std::int32_t node = 0; node < rows + columns; ++node) graph.addNode();
  for (std::int64_t pair = 0; pair < pairs; ++pair) {
    graph.addEdge(graph.nodeFromId(row[pair]), graph.nodeFromId(rows + column[pair]));
  }
  Graph::EdgeMap<std::int64_t> weights(graph);
  for (std::int64_t pair = 0; pair < pairs; ++pair) weights[graph.edgeFromId(static_cast<int>(pair))] = weight[pair];
  lemon::MaxWeightedMatching<Graph, Graph::EdgeMap<std::int64_t>> solver(graph, weights);
  solver.run();
  for (std::int64_t pair = 0; pair < pairs; ++pair) {
    chosen[pair] = solver.matching(graph.edgeFromId(static_cast<int>(pair))) ? 1 : 0;
  }
  return 0;
}
