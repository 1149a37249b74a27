// maximum_weight_bipartite_matching against Boost.Graph's own algorithm and exhaustive search, on graphs of every kind
// of Boost.Graph; each answer's duals are checked. Seeds are fixed; a failure prints the seed.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/adjacency_matrix.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <gtest/gtest.h>

#include "pairwell/core/random.hpp"
#include "pairwell/graph/maximum_weight.hpp"
#include "pairwell/graph/maximum_weight_check.hpp"
#include "pairwell/graph/problem_graph.hpp"
#include "pairwell/graph/problem_of.hpp"
#include "pairwell/graph/reference.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/match.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::between;

struct Link {
  std::size_t from;
  std::size_t to;
  std::int64_t weight;
};

/// Edges between vertices in any order, at times parallel, in either direction.
struct Drawn {
  std::size_t vertices = 0;
  std::vector<std::uint8_t> side;
  std::vector<Link> links;
};

Drawn drawn(std::uint64_t seed, std::int32_t most_vertices, bool has_parallel) {
  Random random(seed);
  Drawn graph;
  graph.vertices = at(between(random, 1, most_vertices));
  for (std::size_t vertex = 0; vertex < graph.vertices; ++vertex) {
    graph.side.push_back(static_cast<std::uint8_t>(random.below(2)));
  }
  const auto levels = static_cast<std::int32_t>(random.below(2) == 0 ? 4 : 1000);
  const std::uint64_t percent = 20 + random.below(80);
  for (std::size_t from = 0; from < graph.vertices; ++from) {
    for (std::size_t to = 0; to < from; ++to) {
      while (graph.side[from] != graph.side[to] && random.below(100) < percent) {
        const std::int64_t weight = between(random, -1, levels);
        graph.links.push_back(random.below(2) == 0 ? Link{from, to, weight} : Link{to, from, weight});
        if (!has_parallel || random.below(4) != 0) break;
      }
    }
  }
  return graph;
}

/// The greatest weight of a matching, by trying each edge in and out.
std::int64_t greatest(const Drawn& graph, std::size_t next, std::vector<bool>& taken) {
  if (next == graph.links.size()) return 0;
  std::int64_t best = greatest(graph, next + 1, taken);
  const Link& link = graph.links[next];
  if (!taken[link.from] && !taken[link.to]) {
    taken[link.from] = taken[link.to] = true;
    best = std::max(best, link.weight + greatest(graph, next + 1, taken));
    taken[link.from] = taken[link.to] = false;
  }
  return best;
}

/// The same by boost::maximum_weighted_matching, which knows no parallel edges.
std::int64_t greatest_by_boost(const Drawn& graph) {
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t> heaviest;
  for (const Link& link : graph.links) {
    const bool forward = graph.side[link.from] == 0;
    auto& weight = heaviest[{forward ? link.from : link.to, forward ? link.to : link.from}];
    weight = std::max(weight, link.weight);
  }
  std::vector<WeightedPair> pairs;
  for (const auto& [ends, weight] : heaviest) {
    pairs.push_back(
        {{MenteeId(static_cast<std::int32_t>(ends.first)), MentorId(static_cast<std::int32_t>(ends.second))}, weight});
  }
  const auto people = static_cast<std::int32_t>(graph.vertices);
  std::int64_t total = 0;
  for (const Pair& pair : reference_matching(people, people, pairs)) {
    total += heaviest[{at(pair.mentee.value), at(pair.mentor.value)}];
  }
  return total;
}

/// Matches a graph, checks the proof, and returns the sum of duals, which is the weight of the matching.
template <class Dual, class Graph, class Index, class Partition, class Weight>
Dual proved_weight(const Graph& graph, std::size_t indices, Index index, Partition partition, Weight weight) {
  using Vertex = typename boost::graph_traits<Graph>::vertex_descriptor;
  std::vector<Vertex> mates(indices);
  std::vector<Dual> duals(indices);
  const auto mate = boost::make_iterator_property_map(mates.begin(), index);
  const auto dual = boost::make_iterator_property_map(duals.begin(), index);
  maximum_weight_bipartite_matching(graph, mate, index, partition, weight, dual);
  EXPECT_TRUE(is_maximum_weight_bipartite_matching(graph, mate, dual, index, weight));
  return std::accumulate(duals.begin(), duals.end(), Dual());
}

template <class Graph>
Graph filled(const Drawn& drawn) {
  Graph graph(drawn.vertices);
  for (const Link& link : drawn.links) {
    using Weight =
        typename boost::property_traits<typename boost::property_map<Graph, boost::edge_weight_t>::type>::value_type;
    add_edge(vertex(link.from, graph), vertex(link.to, graph), static_cast<Weight>(link.weight), graph);
  }
  return graph;
}

template <class OutEdges, class Direction, class Weight>
using Listed = boost::adjacency_list<OutEdges, boost::vecS, Direction, boost::no_property,
                                     boost::property<boost::edge_weight_t, Weight>>;

template <class Graph>
class GraphsOfBoost : public ::testing::Test {};

using Graphs =
    ::testing::Types<Listed<boost::vecS, boost::undirectedS, int>, Listed<boost::listS, boost::directedS, std::int64_t>,
                     Listed<boost::vecS, boost::bidirectionalS, double>, Listed<boost::setS, boost::undirectedS, float>,
                     boost::adjacency_matrix<boost::undirectedS, boost::no_property,
                                             boost::property<boost::edge_weight_t, std::int16_t>>>;
TYPED_TEST_SUITE(GraphsOfBoost, Graphs);

TYPED_TEST(GraphsOfBoost, AreMatchedAsWellAsCanBe) {
  using Weight =
      typename boost::property_traits<typename boost::property_map<TypeParam, boost::edge_weight_t>::type>::value_type;
  constexpr bool has_parallel = std::is_convertible_v<typename boost::graph_traits<TypeParam>::edge_parallel_category,
                                                      boost::allow_parallel_edge_tag> &&
                                !std::is_same_v<TypeParam, Listed<boost::setS, boost::undirectedS, float>>;
  for (std::uint64_t seed = 0; seed < 250; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Drawn small = drawn(seed, 8, has_parallel && seed % 2 == 0);
    const auto graph = filled<TypeParam>(small);
    const auto index = get(boost::vertex_index, graph);
    const auto weight = get(boost::edge_weight, graph);
    const auto total = proved_weight<HeldWeight<Weight>>(graph, small.vertices, index, found_partition, weight);
    ASSERT_EQ(total, greatest_by_boost(small));
    if (small.links.size() <= 16) {
      std::vector<bool> taken(small.vertices, false);
      ASSERT_EQ(total, greatest(small, 0, taken));
    }
    const auto side = boost::make_iterator_property_map(small.side.begin(), index);
    ASSERT_EQ(proved_weight<HeldWeight<Weight>>(graph, small.vertices, index, side, weight), total);
  }
}

TEST(MaximumWeightOfGraphs, LargerOnesAreWorthWhatBoostSays) {
  using Graph = Listed<boost::vecS, boost::undirectedS, std::int64_t>;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Drawn large = drawn(1000 + seed, 80, true);
    const auto graph = filled<Graph>(large);
    const auto total = proved_weight<std::int64_t>(graph, large.vertices, get(boost::vertex_index, graph),
                                                   found_partition, get(boost::edge_weight, graph));
    ASSERT_EQ(total, greatest_by_boost(large));
  }
}

TEST(MaximumWeightOfGraphs, RowsInOnePieceFiltersAndReversesAreGraphs) {
  using Rows = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, std::int64_t>;
  using Directed = Listed<boost::vecS, boost::bidirectionalS, std::int64_t>;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Drawn graph = drawn(seed, 10, true);
    std::vector<std::pair<std::size_t, std::size_t>> ends;
    std::vector<std::int64_t> weights;
    for (const Link& link : graph.links) {
      ends.emplace_back(link.from, link.to);
      weights.push_back(link.weight);
    }
    const Rows rows(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), weights.begin(), graph.vertices);
    const auto index = get(boost::vertex_index, rows);
    const std::int64_t total = greatest_by_boost(graph);
    ASSERT_EQ(proved_weight<std::int64_t>(rows, graph.vertices, index, found_partition, get(boost::edge_bundle, rows)),
              total);

    const auto directed = filled<Directed>(graph);
    const auto reverse = boost::make_reverse_graph(directed);
    ASSERT_EQ(proved_weight<std::int64_t>(reverse, graph.vertices, get(boost::vertex_index, reverse), found_partition,
                                          get(boost::edge_weight, reverse)),
              total);

    // Without vertex 0 and without edges of odd weight; the indices have a gap then.
    const auto keeps_vertex = [](std::size_t vertex) { return vertex != 0; };
    const auto keeps_edge = [&](const auto& edge) { return get(boost::edge_weight, directed, edge) % 2 == 0; };
    const boost::filtered_graph filtered(directed, std::function<bool(Directed::edge_descriptor)>(keeps_edge),
                                         std::function<bool(std::size_t)>(keeps_vertex));
    std::erase_if(graph.links, [](const Link& link) { return link.weight % 2 != 0 || link.from * link.to == 0; });
    ASSERT_EQ(proved_weight<std::int64_t>(filtered, graph.vertices, get(boost::vertex_index, filtered), found_partition,
                                          get(boost::edge_weight, filtered)),
              greatest_by_boost(graph));
  }
}

TEST(MaximumWeightOfGraphs, RealWeightsAreWithinRounding) {
  using Graph = Listed<boost::vecS, boost::undirectedS, double>;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Drawn links = drawn(seed, 40, true);
    auto graph = filled<Graph>(links);
    for (auto [edge, end] = edges(graph); edge != end; ++edge) {
      put(boost::edge_weight, graph, *edge, 0.1 * get(boost::edge_weight, graph, *edge));
    }
    const double total = proved_weight<double>(graph, links.vertices, get(boost::vertex_index, graph), found_partition,
                                               get(boost::edge_weight, graph));
    ASSERT_NEAR(total, 0.1 * static_cast<double>(greatest_by_boost(links)), 1e-6);
  }
}

TEST(ProblemsOfGraphs, ComeBackAndAreMatchedAlike) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = support::random_problem(
        seed, {.mentees = 6, .mentors = 7, .ranges = seed % 2 == 0, .groups = false, .locked = false});
    const ProblemGraph graph(problem);
    const auto index = get(boost::vertex_index, graph);
    const auto weight = get(boost::edge_weight, graph);
    const auto again = problem_of(graph, index, get(vertex_side, graph), weight, get(vertex_capacity, graph));
    ASSERT_EQ(again.problem.mentees, problem.mentees);
    const Matching first = match(problem, {MostPoints{}});
    const Matching second = match(again.problem, {MostPoints{}});
    ASSERT_EQ(first.status, second.status);
    ASSERT_EQ(first.points, second.points);
    ASSERT_TRUE(verify(again.problem, second).holds);
    if (seed % 2 == 0) continue;
    ASSERT_EQ(proved_weight<std::int64_t>(graph, num_vertices(graph), index, get(vertex_side, graph), weight),
              first.points.units);
  }
}

}  // namespace
}  // namespace pairwell
