#include "pairwell/graph/problem_of.hpp"

#include <limits>
#include <tuple>

#include <boost/graph/adjacency_list.hpp>
#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/match.hpp"
#include "support/graphs.hpp"

namespace pairwell {
namespace {

using support::Graph;

TEST(ProblemOf, MakesMenteesOfSideZeroAndPairsOfEdges) {
  Graph<int> graph(5);
  add_edge(0, 2, 70, graph);
  add_edge(0, 1, 40, graph);
  add_edge(2, 0, 72, graph);
  add_edge(1, 4, -5, graph);
  const auto [problem, mentees, mentors] = problem_of(graph);
  EXPECT_EQ(mentees, (std::vector<std::size_t>{0, 3, 4}));
  EXPECT_EQ(mentors, (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(problem,
            (Problem{.mentees = 3, .mentors = 2, .points = SparseTable{{0, 2, 2, 3}, {0, 1, 0}, {40, 72, -5}}}));
  EXPECT_TRUE(check(problem).empty());
}

TEST(ProblemOf, TakesSidesAndCapacitiesThatAreGiven) {
  Graph<int> graph(3);
  add_edge(0, 1, 5, graph);
  add_edge(0, 2, 6, graph);
  const std::vector<int> side{1, 0, 0};
  const std::vector<Range> capacity{{0, 2}, {1, 1}, {0, 1}};
  const auto index = get(boost::vertex_index, graph);
  const auto [problem, mentees, mentors] =
      problem_of(graph, index, boost::make_iterator_property_map(side.begin(), index), get(boost::edge_weight, graph),
                 boost::make_iterator_property_map(capacity.begin(), index));
  EXPECT_EQ(mentees, (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(problem.mentee_capacity, (std::vector<Range>{{1, 1}, {0, 1}}));
  EXPECT_EQ(problem.mentor_capacity, (std::vector<Range>{{0, 2}}));
  const Matching matching = match(problem);
  EXPECT_EQ(matching.points.units, 11);
  EXPECT_TRUE(verify(problem, matching).holds);
}

TEST(ProblemOf, KeepsRealPoints) {
  Graph<double> graph(4);
  add_edge(0, 1, 72.4996, graph);
  add_edge(2, 3, -1e-5, graph);
  const Problem problem = problem_of(graph).problem;
  EXPECT_EQ(std::get<SparseTable>(problem.points).units, (std::vector<std::int64_t>{7249960, -1}));
  EXPECT_EQ(problem.scale, 100000);
  EXPECT_EQ(problem.rounding, 0);
}

TEST(ProblemOf, SaysWhatRoundingRealPointsMayCost) {
  Graph<double> graph(4);
  add_edge(0, 1, 1e10, graph);
  add_edge(2, 3, 1e-30, graph);
  const std::vector<Range> capacity{{0, 3}, {0, 3}, {0, 1}, {0, 1}};
  const auto index = get(boost::vertex_index, graph);
  const Problem one = problem_of(graph).problem;
  EXPECT_NEAR(one.rounding / 1e-30, 2 * 2, 1e-9);
  const Problem more = problem_of(graph, index, found_partition, get(boost::edge_weight, graph),
                                  boost::make_iterator_property_map(capacity.begin(), index))
                           .problem;
  EXPECT_NEAR(more.rounding / 1e-30, 2 * 3, 1e-9);
  EXPECT_TRUE(check(more).empty());
}

TEST(ProblemOf, RefusesWeightsThatAreTooLarge) {
  Graph<double> graph(2);
  add_edge(0, 1, 1e300, graph);
  EXPECT_THROW(problem_of(graph), InvalidInput);
  put(boost::edge_weight, graph, edge(0, 1, graph).first, std::numeric_limits<double>::infinity());
  EXPECT_THROW(problem_of(graph), boost::bad_graph);
}

TEST(ProblemOf, RefusesGraphsThatAreNotBipartite) {
  Graph<int> graph(3);
  add_edge(0, 1, 1, graph);
  add_edge(1, 2, 1, graph);
  add_edge(2, 0, 1, graph);
  EXPECT_THROW(problem_of(graph), boost::bad_graph);
}

TEST(ProblemOf, AGraphWithoutVerticesIsAProblemWithoutPeople) {
  EXPECT_EQ(match(problem_of(Graph<int>()).problem).status, Status::optimal);
}

}  // namespace
}  // namespace pairwell
