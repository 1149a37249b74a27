#include "pairwell/graph/reference.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/cycle_canceling.hpp>
#include <boost/graph/maximum_weighted_matching.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>

#include "core/at.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

using PairGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                        boost::property<boost::edge_weight_t, std::int64_t>>;

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using FlowGraph = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<boost::edge_capacity_t, std::int64_t,
                    boost::property<boost::edge_residual_capacity_t, std::int64_t,
                                    boost::property<boost::edge_reverse_t, Traits::edge_descriptor,
                                                    boost::property<boost::edge_weight_t, std::int64_t>>>>>;

/// Adds an arc and the reverse arc that BGL's flow algorithms ask for.
Traits::edge_descriptor add_arc(FlowGraph& graph, std::size_t from, std::size_t to, std::int64_t capacity,
                                std::int64_t cost) {
  const auto forward = boost::add_edge(from, to, graph).first;
  const auto backward = boost::add_edge(to, from, graph).first;
  boost::put(boost::edge_capacity, graph, forward, capacity);
  boost::put(boost::edge_capacity, graph, backward, 0);
  boost::put(boost::edge_weight, graph, forward, cost);
  boost::put(boost::edge_weight, graph, backward, -cost);
  boost::put(boost::edge_reverse, graph, forward, backward);
  boost::put(boost::edge_reverse, graph, backward, forward);
  return forward;
}

void require_node(const char* function, std::int32_t node, std::int32_t nodes) {
  if (node >= 0 && node < nodes) return;
  throw InvalidInput(function, "id", "a node must be from 0 to " + std::to_string(nodes - 1), std::to_string(node));
}

}  // namespace

std::vector<Pair> reference_matching(std::int32_t mentees, std::int32_t mentors,
                                     const std::vector<WeightedPair>& pairs) {
  PairGraph graph(at(mentees) + at(mentors));
  for (const WeightedPair& one : pairs) {
    require_node("reference_matching", one.pair.mentee.value, mentees);
    require_node("reference_matching", one.pair.mentor.value, mentors);
    boost::add_edge(at(one.pair.mentee.value), at(mentees) + at(one.pair.mentor.value), {one.units}, graph);
  }
  using Vertex = boost::graph_traits<PairGraph>::vertex_descriptor;
  std::vector<Vertex> mate(boost::num_vertices(graph), boost::graph_traits<PairGraph>::null_vertex());
  boost::maximum_weighted_matching(graph, mate.data());
  std::vector<Pair> matching;
  for (std::int32_t mentee = 0; mentee < mentees; ++mentee) {
    if (mate[at(mentee)] == boost::graph_traits<PairGraph>::null_vertex()) continue;
    matching.push_back({MenteeId(mentee), MentorId(static_cast<std::int32_t>(mate[at(mentee)] - at(mentees)))});
  }
  return matching;
}

std::optional<std::vector<std::int64_t>> reference_circulation(std::int32_t nodes, const std::vector<FlowArc>& arcs) {
  // Lower bounds become supplies and demands at two extra nodes; a flow obeys the bounds where it saturates them all.
  FlowGraph graph(at(nodes) + 2);
  const std::size_t source = at(nodes);
  const std::size_t sink = source + 1;
  std::vector<std::int64_t> supply(at(nodes), 0);
  std::vector<Traits::edge_descriptor> edges;
  for (const FlowArc& arc : arcs) {
    require_node("reference_circulation", arc.from, nodes);
    require_node("reference_circulation", arc.to, nodes);
    if (arc.least > arc.most) return std::nullopt;
    edges.push_back(add_arc(graph, at(arc.from), at(arc.to), arc.most - arc.least, -arc.units));
    supply[at(arc.to)] += arc.least;
    supply[at(arc.from)] -= arc.least;
  }
  std::int64_t wanted = 0;
  for (std::int32_t node = 0; node < nodes; ++node) {
    const std::int64_t amount = supply[at(node)];
    if (amount > 0) add_arc(graph, source, at(node), amount, 0);
    if (amount < 0) add_arc(graph, at(node), sink, -amount, 0);
    wanted += std::max<std::int64_t>(amount, 0);
  }
  if (boost::push_relabel_max_flow(graph, source, sink) != wanted) return std::nullopt;
  boost::cycle_canceling(graph);

  std::vector<std::int64_t> flow;
  for (std::size_t index = 0; index < arcs.size(); ++index) {
    flow.push_back(arcs[index].least + boost::get(boost::edge_capacity, graph, edges[index]) -
                   boost::get(boost::edge_residual_capacity, graph, edges[index]));
  }
  return flow;
}

}  // namespace pairwell
