/// Weights of edges are numbers that the engine can add exactly or in double precision, and nothing else.
#include <cstddef>
#include <string>
#include <vector>

#include "pairwell/graph/maximum_weight.hpp"
#include "pairwell/graph/problem_graph.hpp"

void mates(const pairwell::ProblemGraph& graph, std::vector<std::size_t>& mate) {
#ifdef MUST_NOT_COMPILE
  const boost::static_property_map<std::string, pairwell::ProblemEdge> weight("seven");
#else
  const boost::static_property_map<int, pairwell::ProblemEdge> weight(7);
#endif
  maximum_weight_bipartite_matching(graph, mate.data(), get(boost::vertex_index, graph), pairwell::found_partition,
                                    weight);
}
