/// Check of a maximum weight matching: whether mates and duals prove each other, in any graph of Boost.Graph.
///
/// It shares no code with maximum_weight_bipartite_matching and believes nothing that it is told. Wants the headers of
/// Boost (target pairwell::graph).
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <boost/concept/assert.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>

#include "pairwell/floating_point.hpp"  // IWYU pragma: keep

namespace pairwell {

/// The sign of one + other - weight: 1, 0 or -1. Exact, whatever the numbers.
int sign_of_slack(std::int64_t one, std::int64_t other, std::int64_t weight);

/// The same, where a difference of at most allowance is 0; -1 where any of them is NaN.
int sign_of_slack(double one, double other, double weight, double allowance);

/// The same for numbers of any type: exact where all are integers (-1 where one leaves 64 bits with a sign).
template <class Dual, class Weight>
int sign_of_slack(Dual one, Dual other, Weight weight, double allowance) {
  if constexpr (std::integral<Dual> && std::integral<Weight>) {
    const auto fits = [](auto number) { return std::in_range<std::int64_t>(+number); };
    if (!fits(one) || !fits(other) || !fits(weight)) return -1;
    return sign_of_slack(static_cast<std::int64_t>(one), static_cast<std::int64_t>(other),
                         static_cast<std::int64_t>(weight));
  } else {
    return sign_of_slack(static_cast<double>(one), static_cast<double>(other), static_cast<double>(weight), allowance);
  }
}

/// Calls visit(source, target, weight) for the out-edges of all vertices, until one returns false.
template <class Graph, class WeightMap, class Visit>
bool holds_for_all_edges(const Graph& graph, WeightMap weight, Visit visit) {
  using boost::get;
  using Traits = boost::graph_traits<Graph>;
  for (auto [vertex, last] = vertices(graph); vertex != last; ++vertex) {
    const typename Traits::vertex_descriptor one = *vertex;
    for (auto [out, end] = out_edges(one, graph); out != end; ++out) {
      const typename Traits::edge_descriptor edge = *out;
      const typename Traits::vertex_descriptor other = target(edge, graph);
      const typename boost::property_traits<WeightMap>::value_type here = get(weight, edge);
      if (!visit(one, other, here)) return false;
    }
  }
  return true;
}

/// Whether a matching has the greatest weight, which its duals show:
/// - mates are mutual and joined by an edge that weighs the sum of its ends' duals;
/// - no edge weighs more than that sum, and no dual is under 0;
/// - a vertex without a mate (null_vertex()) has the dual 0.
///
/// True is a proof: the weight of any matching is at most the sum of all duals, which this one reaches. False says that
/// this is no matching, or that these duals do not prove it to be the best; it may be the best all the same. The graph
/// need not be bipartite, but only bipartite ones are sure to have such duals.
///
/// Weights and duals that are both integers are compared exactly, and must fit 64 bits with a sign (false otherwise).
/// Real ones must be finite and may differ by tolerance times the greatest absolute weight; true then says that no
/// matching is heavier by more than that times the number of vertices and matched edges.
/// @complexity O(V + E)
template <class Graph, class MateMap, class DualMap, class VertexIndexMap, class WeightMap>
bool is_maximum_weight_bipartite_matching(const Graph& graph, MateMap mate, DualMap dual, VertexIndexMap vertex_index,
                                          WeightMap weight, double tolerance = 1e-9) {
  using boost::get;
  using Traits = boost::graph_traits<Graph>;
  using Vertex = typename Traits::vertex_descriptor;
  using Dual = typename boost::property_traits<DualMap>::value_type;
  using Weight = typename boost::property_traits<WeightMap>::value_type;
  BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<MateMap, Vertex>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<DualMap, Vertex>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<VertexIndexMap, Vertex>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<WeightMap, typename Traits::edge_descriptor>));
  double greatest = 0;
  holds_for_all_edges(graph, weight, [&](const Vertex&, const Vertex&, Weight here) {
    greatest = std::max(greatest, std::abs(static_cast<double>(here)));
    return true;
  });
  const double allowance = greatest * tolerance;
  if (!std::isfinite(allowance)) return false;
  const auto sign = [allowance](Dual one, Dual other, Weight here) {
    return sign_of_slack<Dual, Weight>(one, other, here, allowance);
  };

  std::vector<bool> is_joined;  // By index: whether a tight edge leads to the vertex's mate, whose mate it is.
  const auto joined = [&](const Vertex& vertex) {
    const typename boost::property_traits<VertexIndexMap>::value_type index = get(vertex_index, vertex);
    const auto here = static_cast<std::size_t>(index);
    if (here >= is_joined.size()) is_joined.resize(here + 1, false);
    return is_joined[here];
  };
  const bool covers_edges =
      holds_for_all_edges(graph, weight, [&](const Vertex& one, const Vertex& other, Weight here) {
        const int slack = sign(get(dual, one), get(dual, other), here);
        const Vertex mate_of_one = get(mate, one);
        const Vertex mate_of_other = get(mate, other);
        if (slack == 0 && mate_of_one == other && mate_of_other == one && !(one == other)) {
          joined(one) = true;
          joined(other) = true;
        }
        return slack >= 0;
      });
  if (!covers_edges) return false;
  for (auto [vertex, last] = vertices(graph); vertex != last; ++vertex) {
    const Vertex one = *vertex;
    const Vertex mate_of_one = get(mate, one);
    const int dual_sign = sign(get(dual, one), Dual(), Weight());
    const bool fits = mate_of_one == Traits::null_vertex() ? dual_sign == 0 : dual_sign >= 0 && joined(one);
    if (!fits) return false;
  }
  return true;
}

/// The same with the graph's own vertex_index and edge_weight.
template <class Graph, class MateMap, class DualMap>
bool is_maximum_weight_bipartite_matching(const Graph& graph, MateMap mate, DualMap dual) {
  return is_maximum_weight_bipartite_matching(graph, mate, dual, get(boost::vertex_index, graph),
                                              get(boost::edge_weight, graph));
}

}  // namespace pairwell
