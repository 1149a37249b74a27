/// Problem of a graph: any bipartite graph of Boost.Graph as a problem, so that match() and verify() run on it.
///
/// The other way round, a problem as a graph, is graph/problem_graph.hpp. Wants the headers of Boost (target
/// pairwell::graph).
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <boost/concept/assert.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>

#include "pairwell/core/range.hpp"
#include "pairwell/graph/bipartite.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// A problem, and which vertex each of its people was.
template <class Vertex>
struct GraphProblem {
  Problem problem{};              ///< With a SparseTable.
  std::vector<Vertex> mentees{};  ///< By MenteeId.
  std::vector<Vertex> mentors{};  ///< By MentorId.
};

/// Says that everybody is in at most one pair.
using DefaultCapacity = boost::static_property_map<Range>;

/// The capacities of a problem's people; empty: 0 to 1 each.
struct Capacities {
  std::vector<Range> mentee{};
  std::vector<Range> mentor{};
};

/// The problem of edges between numbered vertices: those on side 0 are mentees. Whole weights are units; real ones are
/// points, whose scale is chosen (see set_points).
/// @throws InvalidInput for real weights that are too large for any scale.
Problem problem_of(const BipartiteEdges<std::int64_t>& edges, Capacities capacities = {});
Problem problem_of(const BipartiteEdges<double>& edges, Capacities capacities = {});

/// The problem of a bipartite graph. Vertices on side 0 are mentees and the others mentors, in the order of
/// vertices(graph); edges are the admissible pairs, and of parallel ones the heaviest is taken. Edges of negative
/// weight are admissible, too: the objective says what to make of them.
///
/// @param partition  Puts a vertex on side 0 where its value is white, false or 0. found_partition: the sides are
///                   found, and in each connected part the first vertex is a mentee.
/// @param weight     Whole numbers are units, reals are points.
/// @param capacity   The Range of pairs of each vertex.
/// @throws boost::bad_graph for a graph that is not bipartite (or not by this partition), a weight that is NaN,
/// infinite or outside 64 bits, and indices that are negative or equal; InvalidInput for real weights that are too
/// large for any scale.
/// @complexity O(V + E)
template <class Graph, class VertexIndexMap, class PartitionMap, class WeightMap, class CapacityMap>
auto problem_of(const Graph& graph, VertexIndexMap vertex_index, PartitionMap partition, WeightMap weight,
                CapacityMap capacity) {
  using boost::get;
  using Vertex = typename boost::graph_traits<Graph>::vertex_descriptor;
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<CapacityMap, Vertex>));
  const NumberedVertices<Graph, VertexIndexMap> numbers("problem_of", graph, vertex_index);
  const auto edges = read_bipartite("problem_of", graph, numbers, partition, weight);
  GraphProblem<Vertex> result;
  Capacities capacities;
  for (std::size_t number = 0; number < numbers.list().size(); ++number) {
    const bool is_mentee = edges.side[number] == 0;
    const Vertex& vertex = numbers.list()[number];
    (is_mentee ? result.mentees : result.mentors).push_back(vertex);
    if constexpr (!std::same_as<CapacityMap, DefaultCapacity>) {
      (is_mentee ? capacities.mentee : capacities.mentor).push_back(get(capacity, vertex));
    }
  }
  result.problem = problem_of(edges, std::move(capacities));
  return result;
}

/// The same where everybody is in at most one pair.
template <class Graph, class VertexIndexMap, class PartitionMap, class WeightMap>
auto problem_of(const Graph& graph, VertexIndexMap vertex_index, PartitionMap partition, WeightMap weight) {
  return problem_of(graph, vertex_index, partition, weight, DefaultCapacity(Range{}));
}

/// The same with the graph's own edge_weight.
template <class Graph, class VertexIndexMap, class PartitionMap>
auto problem_of(const Graph& graph, VertexIndexMap vertex_index, PartitionMap partition) {
  return problem_of(graph, vertex_index, partition, get(boost::edge_weight, graph));
}

/// The same with sides that are found.
template <class Graph, class VertexIndexMap>
auto problem_of(const Graph& graph, VertexIndexMap vertex_index) {
  return problem_of(graph, vertex_index, found_partition);
}

/// The same with the graph's own vertex_index.
template <class Graph>
auto problem_of(const Graph& graph) {
  return problem_of(graph, get(boost::vertex_index, graph));
}

}  // namespace pairwell
