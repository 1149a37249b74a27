/// Maximum weight: a matching of greatest weight in any bipartite graph of Boost.Graph, with the duals that prove it.
///
/// In the manner of boost::maximum_weighted_matching, by pairwell's engine. Wants the headers of Boost (target
/// pairwell::graph).
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <boost/concept/assert.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>

#include "pairwell/graph/bipartite.hpp"

namespace pairwell {

/// The mate of each numbered vertex, -1 where it has none, and its dual.
template <class Weight>
struct NumberedMates {
  std::vector<std::int32_t> mate{};
  std::vector<Weight> dual{};  ///< Empty unless asked for.
};

/// What maximum_weight_bipartite_matching calls once the graph is read.
template <class Weight>
NumberedMates<Weight> maximum_weight_mates(const BipartiteEdges<Weight>& edges, bool with_duals);

/// Finds a matching of greatest weight in a bipartite graph and writes the mate of every vertex into mate, which is
/// graph_traits<Graph>::null_vertex() for a vertex without one.
///
/// The weight is the greatest, not the number of edges; an edge whose weight is 0 or less is never matched. Of parallel
/// edges the heaviest counts; the direction of edges does not. The same graph gives the same matching everywhere.
///
/// @param vertex_index  Whole numbers from 0, different for all vertices, gaps allowed.
/// @param partition     Differs between the ends of each edge: white, false or 0 on one side, another value on the
///                      other, as boost::is_bipartite writes it. found_partition: the sides are found.
/// @param weight        Integers of at most 64 bits, float or double.
/// @param dual          Gets a number for each vertex such that none is under 0, no edge weighs more than the sum of
/// its
///                      ends' numbers, a matched one (the heaviest of parallel ones) weighs just that, and a vertex
///                      without a mate has 0. The numbers add up to the weight of the matching, so no other can weigh
///                      more (is_maximum_weight_bipartite_matching checks it). Exact for integers, else up to rounding.
///                      Its values must hold the greatest weight. boost::dummy_property_map: none are written.
/// Graph is a model of VertexListGraph and IncidenceGraph, directed or not; an edge into a vertex that vertices(graph)
/// does not list is an error that is not looked for.
/// @throws boost::bad_graph for a graph that is not bipartite (or not by this partition), a weight that is NaN,
/// infinite or outside 64 bits with a sign, a real one above a quarter of the greatest double, and indices that are
/// negative or equal. Nothing has been written then.
/// @complexity O(V^3) at worst, E V log V for sparse graphs; on most graphs a few readings of the edges.
/// @see docs/design/matching.md, Graphs
template <class Graph, class MateMap, class VertexIndexMap, class PartitionMap, class WeightMap, class DualMap>
void maximum_weight_bipartite_matching(const Graph& graph, MateMap mate, VertexIndexMap vertex_index,
                                       PartitionMap partition, WeightMap weight, DualMap dual) {
  using boost::put;
  using Vertex = typename boost::graph_traits<Graph>::vertex_descriptor;
  constexpr bool with_duals = !std::same_as<DualMap, boost::dummy_property_map>;
  BOOST_CONCEPT_ASSERT((boost::WritablePropertyMapConcept<MateMap, Vertex>));
  const NumberedVertices<Graph, VertexIndexMap> numbers("maximum_weight_bipartite_matching", graph, vertex_index);
  const auto edges = read_bipartite("maximum_weight_bipartite_matching", graph, numbers, partition, weight);
  const auto mates = maximum_weight_mates(edges, with_duals);
  for (std::size_t number = 0; number < numbers.list().size(); ++number) {
    const std::int32_t other = mates.mate[number];
    const Vertex one =
        other < 0 ? boost::graph_traits<Graph>::null_vertex() : numbers.list()[static_cast<std::size_t>(other)];
    put(mate, numbers.list()[number], one);
    if constexpr (with_duals) {
      BOOST_CONCEPT_ASSERT((boost::WritablePropertyMapConcept<DualMap, Vertex>));
      using Dual = typename boost::property_traits<DualMap>::value_type;
      put(dual, numbers.list()[number], static_cast<Dual>(mates.dual[number]));
    }
  }
}

/// The same without duals.
template <class Graph, class MateMap, class VertexIndexMap, class PartitionMap, class WeightMap>
void maximum_weight_bipartite_matching(const Graph& graph, MateMap mate, VertexIndexMap vertex_index,
                                       PartitionMap partition, WeightMap weight) {
  maximum_weight_bipartite_matching(graph, mate, vertex_index, partition, weight, boost::dummy_property_map());
}

/// The same with the graph's own edge_weight.
template <class Graph, class MateMap, class VertexIndexMap, class PartitionMap>
void maximum_weight_bipartite_matching(const Graph& graph, MateMap mate, VertexIndexMap vertex_index,
                                       PartitionMap partition) {
  maximum_weight_bipartite_matching(graph, mate, vertex_index, partition, get(boost::edge_weight, graph));
}

/// The same with sides that are found.
template <class Graph, class MateMap, class VertexIndexMap>
void maximum_weight_bipartite_matching(const Graph& graph, MateMap mate, VertexIndexMap vertex_index) {
  maximum_weight_bipartite_matching(graph, mate, vertex_index, found_partition);
}

/// The same with the graph's own vertex_index.
template <class Graph, class MateMap>
void maximum_weight_bipartite_matching(const Graph& graph, MateMap mate) {
  maximum_weight_bipartite_matching(graph, mate, get(boost::vertex_index, graph));
}

}  // namespace pairwell
