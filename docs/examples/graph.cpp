/// A Boost.Graph graph matched by pairwell, and a problem searched by Boost.Graph. Shown in docs/reference/graph.md.
#include <cstddef>
#include <iostream>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>

#include "pairwell/graph/maximum_weight.hpp"
#include "pairwell/graph/maximum_weight_check.hpp"
#include "pairwell/graph/problem_graph.hpp"
#include "pairwell/graph/problem_of.hpp"
#include "pairwell/match/match.hpp"

int main() {
  using namespace pairwell;
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                      boost::property<boost::edge_weight_t, int>>;
  Graph graph(4);
  add_edge(0, 2, 10, graph);
  add_edge(0, 3, 6, graph);
  add_edge(1, 2, 3, graph);

  // The greatest weight: the heavy edge alone, for the two others weigh 9 together.
  std::vector<std::size_t> mate(num_vertices(graph));
  maximum_weight_bipartite_matching(graph, mate.data());
  std::cout << "0 with " << mate[0] << ", 1 single: " << std::boolalpha << (mate[1] == Graph::null_vertex()) << "\n";

  // With the duals that prove it, and everything that has a default said.
  std::vector<int> dual(num_vertices(graph));
  maximum_weight_bipartite_matching(graph, mate.data(), get(boost::vertex_index, graph), found_partition,
                                    get(boost::edge_weight, graph), dual.data());
  std::cout << "weight " << dual[0] + dual[1] + dual[2] + dual[3]
            << ", proved: " << is_maximum_weight_bipartite_matching(graph, mate.data(), dual.data()) << "\n";

  // The same graph as a problem: most pairs first.
  const auto [problem, mentees, mentors] = problem_of(graph);
  for (const Pair& pair : match(problem, {MostPairs{}, MostPoints{}}).pairs) {
    std::cout << mentees[static_cast<std::size_t>(pair.mentee.value)] << " with "
              << mentors[static_cast<std::size_t>(pair.mentor.value)] << "\n";
  }

  // And the problem as a graph again: whom can mentee 1 reach, over how many pairs?
  const ProblemGraph view(problem);
  std::vector<int> steps(num_vertices(view));
  boost::breadth_first_search(
      view, view.vertex_of(MenteeId(1)),
      boost::visitor(boost::make_bfs_visitor(boost::record_distances(steps.data(), boost::on_tree_edge()))));
  std::cout << "mentor 1 is " << steps[view.vertex_of(MentorId(1))] << " pairs away\n";
}
