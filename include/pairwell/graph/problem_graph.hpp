/// Problem graph: a problem seen as an undirected graph of Boost.Graph, so that its algorithms run on it.
///
/// The other way round, a graph taken as a problem, is graph/problem_of.hpp. Wants the headers of Boost (target
/// pairwell::graph).
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include <boost/graph/adjacency_iterator.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/property_map/property_map.hpp>

#include "pairwell/graph/problem_edges.hpp"

namespace pairwell {

/// Property of a vertex: the Range of its pairs.
struct VertexCapacity {
  using kind = boost::vertex_property_tag;
};
/// Property of a vertex: boost::white_color for a mentee, black_color for a mentor. A partition map.
struct VertexSide {
  using kind = boost::vertex_property_tag;
};
/// Property of an edge: whether its pair is locked.
struct EdgeLocked {
  using kind = boost::edge_property_tag;
};
inline constexpr VertexCapacity vertex_capacity{};
inline constexpr VertexSide vertex_side{};
inline constexpr EdgeLocked edge_locked{};

/// A view of a problem: vertices from 0 for the mentees, then one for each mentor; an edge for each admissible pair.
/// Groups and keys are not seen, and that locked pairs must be is for the algorithm to respect (edge_locked).
///
/// Models VertexListGraph, EdgeListGraph, BidirectionalGraph (so IncidenceGraph), AdjacencyGraph, AdjacencyMatrix and,
/// for vertex_index, edge_weight (units), vertex_capacity, vertex_side and edge_locked, ReadablePropertyGraph.
class ProblemGraph : public ProblemEdges {
 public:
  using vertex_descriptor = std::size_t;
  using edge_descriptor = ProblemEdge;
  using directed_category = boost::undirected_tag;
  using edge_parallel_category = boost::disallow_parallel_edge_tag;
  struct traversal_category : boost::vertex_list_graph_tag,
                              boost::edge_list_graph_tag,
                              boost::bidirectional_graph_tag,
                              boost::adjacency_graph_tag,
                              boost::adjacency_matrix_tag {};
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  using vertex_iterator = boost::counting_iterator<std::size_t>;
  using edge_iterator = ProblemEdgeIterator;
  using out_edge_iterator = ProblemEdgeIterator;
  using in_edge_iterator = ProblemEdgeIterator;
  using adjacency_iterator =
      boost::adjacency_iterator_generator<ProblemGraph, vertex_descriptor, out_edge_iterator>::type;

  static constexpr vertex_descriptor null_vertex() { return static_cast<vertex_descriptor>(-1); }

  /// As ProblemEdges: the problem must outlive the graph and stay as it is.
  using ProblemEdges::ProblemEdges;

  std::size_t vertex_of(MenteeId mentee) const { return static_cast<std::size_t>(mentee.value); }
  std::size_t vertex_of(MentorId mentor) const { return static_cast<std::size_t>(problem().mentees + mentor.value); }
  bool is_mentee(std::size_t vertex) const { return vertex < static_cast<std::size_t>(problem().mentees); }
  MenteeId mentee_of(std::size_t vertex) const { return MenteeId(static_cast<std::int32_t>(vertex)); }
  MentorId mentor_of(std::size_t vertex) const {
    return MentorId(static_cast<std::int32_t>(vertex) - problem().mentees);
  }

  Range capacity_of(std::size_t vertex) const;
  boost::default_color_type side_of(std::size_t vertex) const {
    return is_mentee(vertex) ? boost::white_color : boost::black_color;
  }
};

/// The graph's functions, which Boost.Graph finds by their argument.
std::pair<ProblemGraph::vertex_iterator, ProblemGraph::vertex_iterator> vertices(const ProblemGraph& graph);
std::size_t num_vertices(const ProblemGraph& graph);
ProblemEdges::Iterators edges(const ProblemGraph& graph);
std::size_t num_edges(const ProblemGraph& graph);
std::size_t source(const ProblemEdge& edge, const ProblemGraph& graph);
std::size_t target(const ProblemEdge& edge, const ProblemGraph& graph);
ProblemEdges::Iterators out_edges(std::size_t vertex, const ProblemGraph& graph);
std::size_t out_degree(std::size_t vertex, const ProblemGraph& graph);
ProblemEdges::Iterators in_edges(std::size_t vertex, const ProblemGraph& graph);
std::size_t in_degree(std::size_t vertex, const ProblemGraph& graph);
std::size_t degree(std::size_t vertex, const ProblemGraph& graph);
std::pair<ProblemGraph::adjacency_iterator, ProblemGraph::adjacency_iterator> adjacent_vertices(
    std::size_t vertex, const ProblemGraph& graph);
/// The edge between two vertices, from the first; false where there is none.
std::pair<ProblemEdge, bool> edge(std::size_t from, std::size_t to, const ProblemGraph& graph);

/// A readable property map that reads from the graph what Read says.
template <class Key, class Read>
struct ProblemMap {
  using key_type = Key;
  using value_type = decltype(Read()(std::declval<const ProblemGraph&>(), std::declval<const Key&>()));
  using reference = value_type;
  using category = boost::readable_property_map_tag;

  const ProblemGraph* graph = nullptr;

  value_type operator[](const Key& key) const { return Read()(*graph, key); }
  friend value_type get(const ProblemMap& map, const Key& key) { return map[key]; }
};

/// What the property maps below read.
struct ReadUnits {
  std::int64_t operator()(const ProblemGraph& graph, const ProblemEdge& edge) const { return graph.units_of(edge); }
};
struct ReadLocked {
  bool operator()(const ProblemGraph& graph, const ProblemEdge& edge) const { return graph.is_locked(edge); }
};
struct ReadCapacity {
  Range operator()(const ProblemGraph& graph, std::size_t vertex) const { return graph.capacity_of(vertex); }
};
struct ReadSide {
  boost::default_color_type operator()(const ProblemGraph& graph, std::size_t vertex) const {
    return graph.side_of(vertex);
  }
};

/// The property maps, by what each reads.
using ProblemIndexMap = boost::typed_identity_property_map<std::size_t>;
using ProblemWeightMap = ProblemMap<ProblemEdge, ReadUnits>;
using ProblemLockedMap = ProblemMap<ProblemEdge, ReadLocked>;
using ProblemCapacityMap = ProblemMap<std::size_t, ReadCapacity>;
using ProblemSideMap = ProblemMap<std::size_t, ReadSide>;

/// The property map of each tag.
inline ProblemIndexMap get(boost::vertex_index_t, const ProblemGraph&) { return {}; }
inline ProblemWeightMap get(boost::edge_weight_t, const ProblemGraph& graph) { return {&graph}; }
inline ProblemLockedMap get(EdgeLocked, const ProblemGraph& graph) { return {&graph}; }
inline ProblemCapacityMap get(VertexCapacity, const ProblemGraph& graph) { return {&graph}; }
inline ProblemSideMap get(VertexSide, const ProblemGraph& graph) { return {&graph}; }

/// One entry of a property map.
inline std::size_t get(boost::vertex_index_t, const ProblemGraph&, std::size_t vertex) { return vertex; }
template <class Tag, class Key>
auto get(Tag tag, const ProblemGraph& graph, const Key& key) {
  return get(tag, graph)[key];
}

}  // namespace pairwell

/// What each property's map is, for algorithms that ask by type.
template <class Tag>
struct boost::property_map<pairwell::ProblemGraph, Tag> {
  using type = decltype(get(Tag(), std::declval<const pairwell::ProblemGraph&>()));
  using const_type = type;
};
