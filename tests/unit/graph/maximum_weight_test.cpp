#include "pairwell/graph/maximum_weight.hpp"

#include <limits>
#include <map>
#include <string>

#include <boost/concept_archetype.hpp>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graph_archetypes.hpp>
#include <boost/property_map/vector_property_map.hpp>
#include <gtest/gtest.h>

#include "pairwell/graph/maximum_weight_check.hpp"
#include "support/graphs.hpp"

namespace pairwell {
namespace {

using support::Graph;
using support::none;

struct Link {
  std::size_t from;
  std::size_t to;
  double weight;
};

template <class Weight>
Graph<Weight> graph_of(std::size_t vertices, const std::vector<Link>& links) {
  Graph<Weight> graph(vertices);
  for (const Link& link : links) add_edge(link.from, link.to, static_cast<Weight>(link.weight), graph);
  return graph;
}

template <class Weight>
std::vector<std::size_t> mates_of(const Graph<Weight>& graph) {
  std::vector<std::size_t> mate(num_vertices(graph), 12345);
  maximum_weight_bipartite_matching(graph, mate.data());
  return mate;
}

template <class Weight>
std::string refusal_of(const Graph<Weight>& graph) {
  return support::refusal([&] { mates_of(graph); });
}

TEST(MaximumWeight, IsTheGreatestWeightAndNotTheMostPairs) {
  // 0 and 1 on one side, 2 and 3 on the other: the one heavy edge beats the two others.
  const auto graph = graph_of<int>(4, {{0, 2, 10}, {0, 3, 6}, {1, 2, 3}});
  EXPECT_EQ(mates_of(graph), (std::vector<std::size_t>{2, none, 0, none}));
  const auto closer = graph_of<int>(4, {{0, 2, 10}, {0, 3, 6}, {1, 2, 5}});
  EXPECT_EQ(mates_of(closer), (std::vector<std::size_t>{3, 2, 1, 0}));
}

TEST(MaximumWeight, NeverTakesAnEdgeThatAddsNothing) {
  EXPECT_EQ(mates_of(graph_of<int>(2, {{0, 1, -4}})), (std::vector<std::size_t>{none, none}));
  EXPECT_EQ(mates_of(graph_of<double>(2, {{0, 1, 0}})), (std::vector<std::size_t>{none, none}));
}

TEST(MaximumWeight, ManagesWithoutEdgesOrVertices) {
  EXPECT_TRUE(mates_of(graph_of<int>(0, {})).empty());
  EXPECT_EQ(mates_of(graph_of<int>(3, {})), (std::vector<std::size_t>{none, none, none}));
}

TEST(MaximumWeight, TakesTheHeaviestOfParallelEdges) {
  const auto graph = graph_of<int>(3, {{0, 1, 3}, {1, 0, 8}, {0, 1, 5}, {1, 2, 7}});
  EXPECT_EQ(mates_of(graph), (std::vector<std::size_t>{1, 0, none}));
}

TEST(MaximumWeight, WritesDualsThatProveIt) {
  const auto graph = graph_of<int>(5, {{0, 2, 10}, {0, 3, 6}, {1, 2, 5}, {1, 3, -1}, {4, 3, 2}});
  std::vector<std::size_t> mate(5);
  std::vector<long> dual(5, -1);
  const auto index = get(boost::vertex_index, graph);
  maximum_weight_bipartite_matching(graph, mate.data(), index, found_partition, get(boost::edge_weight, graph),
                                    dual.data());
  EXPECT_TRUE(is_maximum_weight_bipartite_matching(graph, mate.data(), dual.data()));
  EXPECT_EQ(dual[0] + dual[1] + dual[2] + dual[3] + dual[4], 12);
}

TEST(MaximumWeight, TakesAPartitionThatIsGiven) {
  const auto graph = graph_of<int>(4, {{0, 2, 10}, {0, 3, 6}, {1, 2, 5}});
  std::vector<std::size_t> mate(4);
  std::vector<boost::default_color_type> side{boost::black_color, boost::black_color, boost::white_color,
                                              boost::white_color};
  const auto index = get(boost::vertex_index, graph);
  maximum_weight_bipartite_matching(graph, mate.data(), index, side.data());
  EXPECT_EQ(mate, (std::vector<std::size_t>{3, 2, 1, 0}));
  side[3] = boost::black_color;
  EXPECT_THROW(maximum_weight_bipartite_matching(graph, mate.data(), index, side.data()), boost::bad_graph);
}

TEST(MaximumWeight, RefusesGraphsThatAreNotBipartite) {
  EXPECT_NE(refusal_of(graph_of<int>(3, {{0, 1, 1}, {1, 2, 1}, {2, 0, -1}})).find("bipartite"), std::string::npos);
  EXPECT_NE(refusal_of(graph_of<int>(1, {{0, 0, 1}})).find("bipartite"), std::string::npos);
}

TEST(MaximumWeight, RefusesWeightsThatAreNoNumbersAndWritesNothing) {
  for (const double weight : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                              -std::numeric_limits<double>::infinity(), std::numeric_limits<double>::max()}) {
    const auto graph = graph_of<double>(2, {{0, 1, weight}});
    std::vector<std::size_t> mate(2, 12345);
    EXPECT_THROW(maximum_weight_bipartite_matching(graph, mate.data()), boost::bad_graph);
    EXPECT_EQ(mate, (std::vector<std::size_t>{12345, 12345}));
  }
}

TEST(MaximumWeight, HoldsAtTheEndsOfTheNumbers) {
  const auto check = []<class Weight>(Weight greatest) {
    Graph<Weight> graph(6);
    for (std::size_t one = 0; one < 3; ++one) {
      for (std::size_t other = 3; other < 6; ++other) {
        const Weight less = static_cast<Weight>(one * (other - 2)) * (greatest / 16);
        add_edge(one, other, (one + other) % 3 == 0 ? greatest : static_cast<Weight>(greatest - less), graph);
      }
    }
    std::vector<std::size_t> mate(6);
    std::vector<Weight> dual(6);
    maximum_weight_bipartite_matching(graph, mate.data(), get(boost::vertex_index, graph), found_partition,
                                      get(boost::edge_weight, graph), dual.data());
    EXPECT_TRUE(is_maximum_weight_bipartite_matching(graph, mate.data(), dual.data()));
    EXPECT_EQ(mate, (std::vector<std::size_t>{3, 5, 4, 0, 2, 1}));
  };
  check(std::numeric_limits<std::int64_t>::max());
  check(std::numeric_limits<std::int32_t>::max());
  check(std::numeric_limits<std::uint16_t>::max());
  check(std::numeric_limits<double>::max() / 4);
  check(std::numeric_limits<float>::max());
}

TEST(MaximumWeight, TakesMapsOfAnyKind) {
  using Listed = boost::adjacency_list<boost::listS, boost::listS, boost::directedS>;
  Listed graph;
  std::map<Listed::vertex_descriptor, int> index;
  std::map<Listed::vertex_descriptor, Listed::vertex_descriptor> mate;
  std::map<Listed::vertex_descriptor, double> dual;
  std::vector<Listed::vertex_descriptor> list;
  for (int vertex = 0; vertex < 4; ++vertex) {
    list.push_back(add_vertex(graph));
    index[list.back()] = 10 * vertex;
  }
  add_edge(list[3], list[0], graph);
  add_edge(list[1], list[2], graph);
  add_edge(list[0], list[2], graph);
  maximum_weight_bipartite_matching(graph, boost::make_assoc_property_map(mate), boost::make_assoc_property_map(index),
                                    found_partition, boost::static_property_map<float>(0.5F),
                                    boost::make_assoc_property_map(dual));
  EXPECT_EQ(mate[list[3]], list[0]);
  EXPECT_EQ(mate[list[2]], list[1]);
  EXPECT_TRUE(is_maximum_weight_bipartite_matching(
      graph, boost::make_assoc_property_map(mate), boost::make_assoc_property_map(dual),
      boost::make_assoc_property_map(index), boost::static_property_map<float>(0.5F)));
}

/// Compiles with models that can do what the concepts say and nothing else; it is never run.
[[maybe_unused]] void asks_for_no_more_than_its_concepts() {
  using Vertex = boost::default_constructible_archetype<
      boost::sgi_assignable_archetype<boost::equality_comparable_archetype<boost::copy_constructible_archetype<>>>>;
  const auto check = []<class Direction>(Direction) {
    using Incidence = boost::incidence_graph_archetype<Vertex, Direction, boost::allow_parallel_edge_tag>;
    using Model = boost::vertex_list_graph_archetype<Vertex, Direction, boost::allow_parallel_edge_tag, Incidence>;
    using Edge = typename boost::graph_traits<Model>::edge_descriptor;
    Model& graph = boost::static_object<Model>::get();
    boost::readable_property_map_archetype<Vertex, int> index;
    boost::readable_property_map_archetype<Vertex, bool> side;
    boost::readable_property_map_archetype<Edge, int> weight;
    boost::writable_property_map_archetype<Vertex, Vertex> mate;
    boost::writable_property_map_archetype<Vertex, long> dual;
    boost::readable_property_map_archetype<Vertex, Vertex> mate_read;
    boost::readable_property_map_archetype<Vertex, long> dual_read;
    maximum_weight_bipartite_matching(graph, mate, index, side, weight, dual);
    maximum_weight_bipartite_matching(graph, mate, index, found_partition, weight);
    is_maximum_weight_bipartite_matching(graph, mate_read, dual_read, index, weight);
  };
  check(boost::undirected_tag());
  check(boost::directed_tag());
}

}  // namespace
}  // namespace pairwell
