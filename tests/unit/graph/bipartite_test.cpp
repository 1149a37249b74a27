#include "pairwell/graph/bipartite.hpp"

#include <limits>
#include <string>

#include <boost/graph/adjacency_list.hpp>
#include <gtest/gtest.h>

#include "support/graphs.hpp"

namespace pairwell {
namespace {

using Directed = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                                       boost::property<boost::edge_weight_t, int>>;
using Undirected = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                         boost::property<boost::edge_weight_t, int>>;
using Sides = std::vector<std::uint8_t>;

using support::refusal;

template <class Graph>
BipartiteEdges<std::int64_t> read(const Graph& graph) {
  const NumberedVertices numbers("test", graph, get(boost::vertex_index, graph));
  return read_bipartite("test", graph, numbers, found_partition, get(boost::edge_weight, graph));
}

TEST(ReadBipartite, TakesEachEdgeOnceWhateverItsDirection) {
  Undirected undirected(3);
  add_edge(2, 0, 5, undirected);
  add_edge(1, 0, 7, undirected);
  Directed directed(3);
  add_edge(2, 0, 5, directed);
  add_edge(0, 1, 7, directed);
  for (const auto& edges : {read(undirected), read(directed)}) {
    EXPECT_EQ(edges.side, (Sides{0, 1, 1}));
    const PairRows<std::int64_t> rows = rows_of(edges, 0);
    EXPECT_EQ(rows.row_start, (std::vector<std::int64_t>{0, 2}));
    EXPECT_EQ(rows.column, (std::vector<std::int32_t>{0, 1}));
    EXPECT_EQ(rows.weight, (std::vector<std::int64_t>{7, 5}));
  }
}

TEST(FindSides, PutsTheFirstVertexOfEachPartOnSideZero) {
  EXPECT_EQ(find_sides("test", 7, {1, 3, 6, 5}, {3, 0, 2, 6}), (Sides{0, 0, 0, 1, 0, 0, 1}));
  EXPECT_EQ(find_sides("test", 2, {}, {}), (Sides{0, 0}));
}

TEST(FindSides, NamesAnEdgeOfAnOddCycle) {
  const std::string message = refusal([] { find_sides("caller", 3, {0, 1, 2}, {1, 2, 0}); });
  EXPECT_NE(message.find("caller: the graph must be bipartite"), std::string::npos) << message;
  EXPECT_NE(message.find("edge 2 to 0"), std::string::npos) << message;
  EXPECT_NE(refusal([] { find_sides("caller", 2, {1}, {1}); }), "");
}

TEST(CheckSides, NamesAnEdgeWithinASide) {
  EXPECT_EQ(refusal([] { check_sides("caller", {0, 1, 0}, {0, 1}, {1, 2}); }), "");
  const std::string message = refusal([] { check_sides("caller", {0, 1, 1}, {0, 1}, {1, 2}); });
  EXPECT_NE(message.find("edge 1 to 2"), std::string::npos) << message;
}

TEST(RowsOf, LeavesTheHeaviestOfParallelPairsInRisingColumns) {
  const BipartiteEdges<double> edges{{0, 3, 0, 2, 0}, {3, 0, 2, 0, 3}, {1.5, 4.5, 2.0, -1.0, 0.5}, {0, 0, 1, 1}};
  const PairRows<double> rows = rows_of(edges, 0);
  EXPECT_EQ(rows.row_vertex, (std::vector<std::int32_t>{0, 1}));
  EXPECT_EQ(rows.column_vertex, (std::vector<std::int32_t>{2, 3}));
  EXPECT_EQ(rows.row_start, (std::vector<std::int64_t>{0, 2, 2}));
  EXPECT_EQ(rows.column, (std::vector<std::int32_t>{0, 1}));
  EXPECT_EQ(rows.weight, (std::vector<double>{2.0, 4.5}));
  const PairRows<double> turned = rows_of(edges, 1);
  EXPECT_EQ(turned.row_start, (std::vector<std::int64_t>{0, 1, 2}));
  EXPECT_EQ(turned.weight, (std::vector<double>{2.0, 4.5}));
}

TEST(Held, RefusesWhatNoSumCanHold) {
  EXPECT_EQ(held("caller", std::uint64_t{7}), 7);
  EXPECT_EQ(held("caller", true), 1);
  EXPECT_EQ(held("caller", std::numeric_limits<std::int64_t>::min()), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(held("caller", 0.5F), 0.5);
  EXPECT_NE(refusal([] { held("caller", std::numeric_limits<std::uint64_t>::max()); }), "");
  EXPECT_NE(refusal([] { held("caller", std::numeric_limits<double>::quiet_NaN()); }), "");
  EXPECT_NE(refusal([] { held("caller", -std::numeric_limits<float>::infinity()); }), "");
}

TEST(NumberedVertices, AllowGapsAndRefuseDoubles) {
  const Undirected graph(3);
  std::vector<int> index{7, 2, 4};
  const auto numbered = [&] {
    return NumberedVertices("caller", graph,
                            boost::make_iterator_property_map(index.begin(), get(boost::vertex_index, graph)));
  };
  EXPECT_EQ(numbered().number_of(0), 0);
  EXPECT_EQ(numbered().number_of(1), 1);
  index[1] = 4;
  EXPECT_NE(refusal(numbered).find("value: 4"), std::string::npos);
  index[1] = -1;
  EXPECT_NE(refusal(numbered).find("value: -1"), std::string::npos);
}

}  // namespace
}  // namespace pairwell
