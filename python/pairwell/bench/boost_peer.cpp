/// Boost.Graph's solvers behind plain functions on arrays: 0 is an optimum.
#include <cstdint>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/maximum_weighted_matching.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>
#include <boost/version.hpp>

namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Flow = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<boost::edge_capacity_t, std::int64_t,
                    boost::property<boost::edge_residual_capacity_t, std::int64_t,
                                    boost::property<boost::edge_reverse_t, Traits::edge_descriptor,
                                                    boost::property<boost::edge_weight_t, std::int64_t>>>>>;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                    boost::property<boost::edge_weight_t, std::int64_t>>;

Traits::edge_descriptor add(Flow& graph, std::size_t tail, std::size_t head, std::int64_t most, std::int64_t cost) {
  const auto there = boost::add_edge(tail, head, graph).first;
  const auto back = boost::add_edge(head, tail, graph).first;
  boost::put(boost::edge_capacity, graph, there, most);
  boost::put(boost::edge_capacity, graph, back, 0);
  boost::put(boost::edge_weight, graph, there, cost);
  boost::put(boost::edge_weight, graph, back, -cost);
  boost::put(boost::edge_reverse, graph, there, back);
  boost::put(boost::edge_reverse, graph, back, there);
  return there;
}

}  // namespace

extern "C" int successive_shortest_path(std::int32_t nodes, std::int64_t arcs, const std::int32_t* tail,
                                        const std::int32_t* head, const std::int64_t* most, const std::int64_t* cost,
                                        const std::int64_t* supply, std::int64_t* flow) {
  const auto count = static_cast<std::size_t>(nodes);
  Flow graph(count + 2);
  std::vector<Traits::edge_descriptor> edges;
  for (std::int64_t arc = 0; arc < arcs; ++arc) {
    edges.push_back(
        add(graph, static_cast<std::size_t>(tail[arc]), static_cast<std::size_t>(head[arc]), most[arc], cost[arc]));
  }
  std::vector<Traits::edge_descriptor> supplies;
  for (std::size_t node = 0; node < count; ++node) {
    if (supply[node] > 0) supplies.push_back(add(graph, count, node, supply[node], 0));
    if (supply[node] < 0) add(graph, node, count + 1, -supply[node], 0);
  }
  boost::successive_shortest_path_nonnegative_weights(graph, count, count + 1);
  for (const auto& edge : supplies) {
    if (boost::get(boost::edge_residual_capacity, graph, edge) != 0) return 1;
  }
  for (std::int64_t arc = 0; arc < arcs; ++arc) {
    flow[arc] = most[arc] - boost::get(boost::edge_residual_capacity, graph, edges[static_cast<std::size_t>(arc)]);
  }
  return 0;
}

extern "C" int weighted_matching(std::int32_t rows, std::int32_t columns, std::int64_t pairs, const std::int32_t* row,
                                 const std::int32_t* column, const std::int64_t* weight, std::int64_t* chosen) {
#if BOOST_VERSION < 108800
  return 2;  // Before 1.88 the algorithm may not end.
#else
  Graph graph(static_cast<std::size_t>(rows) + static_cast<std::size_t>(columns));
  for (std::int64_t pair = 0; pair < pairs; ++pair) {
    boost::add_edge(static_cast<std::size_t>(row[pair]), static_cast<std::size_t>(rows + column[pair]),
                    boost::property<boost::edge_weight_t, std::int64_t>(weight[pair]), graph);
  }
  std::vector<boost::graph_traits<Graph>::vertex_descriptor> mate(boost::num_vertices(graph));
  boost::maximum_weighted_matching(graph, mate.data());
  for (std::int64_t pair = 0; pair < pairs; ++pair) {
    chosen[pair] = mate[static_cast<std::size_t>(row[pair])] == static_cast<std::size_t>(rows + column[pair]) ? 1 : 0;
  }
  return 0;
#endif
}
