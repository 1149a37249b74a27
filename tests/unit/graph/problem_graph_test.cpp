#include "pairwell/graph/problem_graph.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/bipartite.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/maximum_weighted_matching.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <gtest/gtest.h>

#include "pairwell/match/match.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<ProblemGraph>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<ProblemGraph>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<ProblemGraph>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<ProblemGraph>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<ProblemGraph>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyMatrixConcept<ProblemGraph>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<ProblemGraph, std::size_t, boost::vertex_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<ProblemGraph, ProblemEdge, boost::edge_weight_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<ProblemGraph, std::size_t, VertexCapacity>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<ProblemGraph, std::size_t, VertexSide>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<ProblemGraph, ProblemEdge, EdgeLocked>));

Problem small() {
  Problem problem{.mentees = 3, .mentors = 2};
  problem.points = DenseTable{{72, 40, DenseTable::forbidden, 55, 58, 30}};
  problem.mentor_capacity = {{0, 1}, {1, 2}};
  problem.forbidden = {{MenteeId(2), MentorId(1)}};
  problem.locked = {{MenteeId(1), MentorId(1)}};
  return problem;
}

/// Dense and sparse problems, some without people on a side.
Problem drawn(std::uint64_t seed, bool has_groups = true) {
  Problem problem = support::random_problem(
      seed, {.mentees = 6, .mentors = 6, .percent_out = 30, .groups = has_groups, .locked = has_groups});
  if (seed % 2 == 0) return problem;
  SparseTable table{{0}, {}, {}};
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
      const std::int64_t units =
          std::get<DenseTable>(problem.points).units[static_cast<std::size_t>(mentee * problem.mentors + mentor)];
      if (units == DenseTable::forbidden) continue;
      table.mentor.push_back(mentor);
      table.units.push_back(units);
    }
    table.row_start.push_back(std::ssize(table.mentor));
  }
  problem.points = table;
  return problem;
}

TEST(ProblemGraph, HasPeopleAsVerticesWithTheirProperties) {
  const Problem problem = small();
  const ProblemGraph graph(problem);
  EXPECT_EQ(num_vertices(graph), 5U);
  EXPECT_EQ(num_edges(graph), 4U);
  EXPECT_EQ(graph.vertex_of(MentorId(1)), 4U);
  EXPECT_EQ(graph.mentor_of(4), MentorId(1));
  EXPECT_EQ(get(vertex_side, graph, 2U), boost::white_color);
  EXPECT_EQ(get(vertex_side, graph, 3U), boost::black_color);
  EXPECT_EQ(get(vertex_capacity, graph, 0U), (Range{0, 1}));
  EXPECT_EQ(get(vertex_capacity, graph, 4U), (Range{1, 2}));
  const auto [locked, is_there] = edge(4, 1, graph);
  ASSERT_TRUE(is_there);
  EXPECT_EQ(source(locked, graph), 4U);
  EXPECT_EQ(target(locked, graph), 1U);
  EXPECT_EQ(get(boost::edge_weight, graph, locked), 55);
  EXPECT_TRUE(get(edge_locked, graph, locked));
  EXPECT_FALSE(get(edge_locked, graph, edge(0, 3, graph).first));
  EXPECT_FALSE(edge(2, 4, graph).second);
  EXPECT_FALSE(edge(0, 1, graph).second);
}

TEST(ProblemGraph, ObeysTheLawsThatConceptsDoNotState) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = drawn(seed);
    const ProblemGraph graph(problem);
    std::size_t count = 0;
    for (auto [here, end] = edges(graph); here != end; ++here, ++count) {
      const std::size_t from = source(*here, graph);
      const std::size_t to = target(*here, graph);
      ASSERT_EQ(edge(from, to, graph).first, *here);
      ASSERT_EQ(edge(to, from, graph).first, edge(from, to, graph).first);
      ASSERT_EQ(std::hash<ProblemEdge>()(edge(to, from, graph).first), std::hash<ProblemEdge>()(*here));
    }
    ASSERT_EQ(count, num_edges(graph));
    for (auto [vertex, last] = vertices(graph); vertex != last; ++vertex) {
      std::vector<std::size_t> targets;
      for (auto [leaving, end] = out_edges(*vertex, graph); leaving != end; ++leaving) {
        ASSERT_EQ(source(*leaving, graph), *vertex);
        targets.push_back(target(*leaving, graph));
      }
      std::vector<std::size_t> sources;
      for (auto [in, end] = in_edges(*vertex, graph); in != end; ++in) {
        ASSERT_EQ(target(*in, graph), *vertex);
        sources.push_back(source(*in, graph));
      }
      const auto [first, end] = adjacent_vertices(*vertex, graph);
      ASSERT_EQ(std::vector<std::size_t>(first, end), targets);
      ASSERT_EQ(sources, targets);
      ASSERT_EQ(targets.size(), degree(*vertex, graph));
      for (std::size_t other = 0; other < num_vertices(graph); ++other) {
        ASSERT_EQ(edge(*vertex, other, graph).second, std::ranges::count(targets, other) == 1);
      }
    }
  }
}

TEST(ProblemGraph, IsBipartiteAndIsSearched) {
  const Problem problem = small();
  const ProblemGraph graph(problem);
  std::vector<boost::default_color_type> side(num_vertices(graph));
  EXPECT_TRUE(boost::is_bipartite(graph, get(boost::vertex_index, graph), side.data()));
  for (auto [here, end] = edges(graph); here != end; ++here) {
    EXPECT_NE(side[source(*here, graph)], side[target(*here, graph)]);
  }
  std::vector<int> distance(num_vertices(graph), -1);
  distance[2] = 0;
  boost::breadth_first_search(
      graph, 2,
      boost::visitor(boost::make_bfs_visitor(boost::record_distances(distance.data(), boost::on_tree_edge()))));
  EXPECT_EQ(distance, (std::vector<int>{2, 4, 0, 1, 3}));
}

TEST(ProblemGraph, IsMatchedByBoostAsTheEngineDoes) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = drawn(seed, false);
    problem.mentee_capacity.clear();
    problem.mentor_capacity.clear();
    const ProblemGraph graph(problem);
    std::vector<std::size_t> mate(num_vertices(graph));
    boost::maximum_weighted_matching(graph, mate.data());
    std::int64_t units = 0;
    for (auto [here, end] = edges(graph); here != end; ++here) {
      if (mate[source(*here, graph)] == target(*here, graph)) units += get(boost::edge_weight, graph, *here);
    }
    ASSERT_EQ(units, match(problem, {MostPoints{}}).points.units);
  }
}

/// The most pairs under the capacities, by a network that is made from the graph and its maps alone.
long most_pairs(const ProblemGraph& graph) {
  using Links = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using Network = boost::adjacency_list<
      boost::vecS, boost::vecS, boost::directedS, boost::no_property,
      boost::property<boost::edge_capacity_t, long,
                      boost::property<boost::edge_residual_capacity_t, long,
                                      boost::property<boost::edge_reverse_t, Links::edge_descriptor>>>>;
  Network network(num_vertices(graph) + 2);
  const auto link = [&](std::size_t from, std::size_t to, long capacity) {
    const auto forward = boost::add_edge(from, to, network).first;
    const auto backward = boost::add_edge(to, from, network).first;
    put(boost::edge_capacity, network, forward, capacity);
    put(boost::edge_capacity, network, backward, 0);
    put(boost::edge_reverse, network, forward, backward);
    put(boost::edge_reverse, network, backward, forward);
  };
  const std::size_t from = num_vertices(graph);
  const std::size_t to = from + 1;
  for (auto [vertex, last] = vertices(graph); vertex != last; ++vertex) {
    const Range capacity = get(vertex_capacity, graph, *vertex);
    get(vertex_side, graph, *vertex) == boost::white_color ? link(from, *vertex, capacity.most)
                                                           : link(*vertex, to, capacity.most);
  }
  for (auto [here, end] = edges(graph); here != end; ++here) link(source(*here, graph), target(*here, graph), 1);
  return boost::push_relabel_max_flow(network, from, to);
}

TEST(ProblemGraph, CarriesAFlowOfAsManyPairsAsTheEngineMakes) {
  int feasible = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = drawn(seed, false);
    const Matching matching = match(problem, {MostPairs{}});
    if (matching.status != Status::optimal) continue;
    ++feasible;
    ASSERT_EQ(most_pairs(ProblemGraph(problem)), std::ssize(matching.pairs));
  }
  EXPECT_GT(feasible, 20);
}

}  // namespace
}  // namespace pairwell
