// A stranger's program: matches a graph with the headers that want Boost.
#include <cstddef>
#include <iostream>
#include <vector>

#include "pairwell/graph/maximum_weight.hpp"
#include "pairwell/graph/maximum_weight_check.hpp"
#include "pairwell/graph/problem_graph.hpp"

int main() {
  const pairwell::Problem problem{.mentees = 2, .mentors = 2, .points = pairwell::DenseTable{{70, 20, 60, 50}}};
  const pairwell::ProblemGraph graph(problem);
  std::vector<std::size_t> mate(num_vertices(graph));
  std::vector<long> dual(num_vertices(graph));
  maximum_weight_bipartite_matching(graph, mate.data(), get(boost::vertex_index, graph), pairwell::found_partition,
                                    get(boost::edge_weight, graph), dual.data());
  std::cout << "mentee 0 with vertex " << mate[0] << "\n";
  return mate[0] == 2 && is_maximum_weight_bipartite_matching(graph, mate.data(), dual.data()) ? 0 : 1;
}
