/// Bipartite: a Boost.Graph graph read into plain arrays, its vertices numbered and its two sides found or checked.
///
/// What graph/maximum_weight.hpp and graph/problem_of.hpp start from; most readers want those. Wants the headers of
/// Boost (target pairwell::graph).
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/concept/assert.hpp>
#include <boost/graph/exception.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/property_map/property_map.hpp>

#include "pairwell/floating_point.hpp"  // IWYU pragma: keep

namespace pairwell {

/// The numbers that an edge may weigh.
template <class Weight>
concept EdgeWeight = std::integral<Weight> || std::same_as<Weight, float> || std::same_as<Weight, double>;

/// What weights are held as.
template <EdgeWeight Weight>
using HeldWeight = std::conditional_t<std::floating_point<Weight>, double, std::int64_t>;

/// Stands for a partition map where the two sides are to be found: in each connected part, the vertex that comes first
/// in vertices(graph) is on side 0.
struct FoundPartition {};
inline constexpr FoundPartition found_partition{};

/// Throws boost::bad_graph in the form of InvalidInput: "function: message (rule: rule, value: value)".
[[noreturn]] void refuse_graph(const std::string& function, const std::string& rule, const std::string& message,
                               const std::string& value);

/// The vertices of a graph, numbered in the order of vertices(graph). Their indices need not be without gaps, as those
/// of a filtered graph are not.
template <class Graph, class VertexIndexMap>
class NumberedVertices {
 public:
  using Vertex = typename boost::graph_traits<Graph>::vertex_descriptor;

  /// @throws boost::bad_graph for an index that is negative, appears twice or leaves 31 bits.
  NumberedVertices(const char* function, const Graph& graph, VertexIndexMap index) : index_(index) {
    BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Graph>));
    BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<VertexIndexMap, Vertex>));
    for (auto [next, end] = vertices(graph); next != end; ++next) {
      const Vertex vertex = *next;
      const std::int64_t here = index_of(vertex);
      if (here < 0 || here >= INT32_MAX) {
        refuse_graph(function, "index", "a vertex index must be from 0 to 2^31 - 2", std::to_string(here));
      }
      if (static_cast<std::size_t>(here) >= number_.size()) number_.resize(static_cast<std::size_t>(here) + 1, -1);
      if (number_[static_cast<std::size_t>(here)] >= 0) {
        refuse_graph(function, "index", "two vertices have the same index", std::to_string(here));
      }
      number_[static_cast<std::size_t>(here)] = static_cast<std::int32_t>(vertices_.size());
      vertices_.push_back(vertex);
    }
  }

  std::int32_t number_of(const Vertex& vertex) const { return number_[static_cast<std::size_t>(index_of(vertex))]; }
  const std::vector<Vertex>& list() const { return vertices_; }

 private:
  std::int64_t index_of(const Vertex& vertex) const {
    using boost::get;
    const typename boost::property_traits<VertexIndexMap>::value_type index = get(index_, vertex);
    return static_cast<std::int64_t>(index);
  }

  VertexIndexMap index_;
  std::vector<std::int32_t> number_;  // By index; -1 for an index that no vertex has.
  std::vector<Vertex> vertices_;
};

/// The edges of a bipartite graph between numbered vertices, parallel ones included.
template <class Weight>
struct BipartiteEdges {
  std::vector<std::int32_t> source{};
  std::vector<std::int32_t> target{};
  std::vector<Weight> weight{};      ///< Finite.
  std::vector<std::uint8_t> side{};  ///< Of each vertex: 0 or 1. No edge joins two of the same.
};

/// The pairs of a bipartite graph in compressed rows: a row for each vertex of one side, a column for each of the
/// other, in the order of their numbers. Columns rise within a row; of parallel edges the heaviest is left.
template <class Weight>
struct PairRows {
  std::vector<std::int32_t> row_vertex{};
  std::vector<std::int32_t> column_vertex{};
  std::vector<std::int64_t> row_start{};  ///< One more than there are rows.
  std::vector<std::int32_t> column{};     ///< Of each pair.
  std::vector<Weight> weight{};           ///< Of each pair.
};

/// @complexity O(V + E)
template <class Weight>
PairRows<Weight> rows_of(const BipartiteEdges<Weight>& edges, std::uint8_t side_of_rows);

/// Finds the sides of vertices 0 to count - 1; the lowest number of each connected part is on side 0. Directions of
/// edges do not matter, as they do to boost::is_bipartite.
/// @throws boost::bad_graph where there is a cycle of odd length, loops included, naming an edge that closes one.
std::vector<std::uint8_t> find_sides(const char* function, std::size_t count, const std::vector<std::int32_t>& source,
                                     const std::vector<std::int32_t>& target);

/// Does the same for sides that are given.
void check_sides(const char* function, const std::vector<std::uint8_t>& side, const std::vector<std::int32_t>& source,
                 const std::vector<std::int32_t>& target);

/// A weight as it is held.
/// @throws boost::bad_graph for NaN and infinities, and for an unsigned integer that leaves 63 bits.
template <EdgeWeight Weight>
HeldWeight<Weight> held(const char* function, Weight weight) {
  if constexpr (std::floating_point<Weight>) {
    if (!std::isfinite(weight)) refuse_graph(function, "weight", "a weight must be finite", std::to_string(weight));
  } else {
    if (!std::in_range<std::int64_t>(+weight)) {
      refuse_graph(function, "weight", "a weight must fit 64 bits with a sign", std::to_string(weight));
    }
  }
  return static_cast<HeldWeight<Weight>>(weight);
}

/// Reads all edges of a graph. A partition map puts those vertices on side 0 whose value is the default one of its
/// type (boost::white_color, false, 0) and all others on side 1.
/// @throws boost::bad_graph for weights as held() does, and for a graph that is not bipartite, or not by this
/// partition.
template <class Graph, class VertexIndexMap, class PartitionMap, class WeightMap>
auto read_bipartite(const char* function, const Graph& graph, const NumberedVertices<Graph, VertexIndexMap>& numbers,
                    PartitionMap partition, WeightMap weight) {
  using boost::get;
  using Traits = boost::graph_traits<Graph>;
  using Weight = typename boost::property_traits<WeightMap>::value_type;
  static_assert(EdgeWeight<Weight>, "weights must be integers of at most 64 bits, float or double");
  BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<WeightMap, typename Traits::edge_descriptor>));
  // Each edge of an undirected graph is an out-edge of both its ends, and is taken once.
  constexpr bool is_undirected = std::is_convertible_v<typename Traits::directed_category, boost::undirected_tag>;
  BipartiteEdges<HeldWeight<Weight>> edges;
  for (const auto& vertex : numbers.list()) {
    for (auto [out, end] = out_edges(vertex, graph); out != end; ++out) {
      const typename Traits::edge_descriptor edge = *out;
      const std::int32_t from = numbers.number_of(vertex);
      const std::int32_t to = numbers.number_of(target(edge, graph));
      if (is_undirected && from > to) continue;
      const Weight here = get(weight, edge);
      edges.source.push_back(from);
      edges.target.push_back(to);
      edges.weight.push_back(held(function, here));
    }
  }
  if constexpr (std::same_as<PartitionMap, FoundPartition>) {
    edges.side = find_sides(function, numbers.list().size(), edges.source, edges.target);
  } else {
    BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<PartitionMap, typename Traits::vertex_descriptor>));
    using Side = typename boost::property_traits<PartitionMap>::value_type;
    for (const auto& vertex : numbers.list()) {
      const Side side = get(partition, vertex);
      edges.side.push_back(side == Side() ? 0 : 1);
    }
    check_sides(function, edges.side, edges.source, edges.target);
  }
  return edges;
}

}  // namespace pairwell
