/// Graphs of Boost.Graph for tests, and what a function that refuses one says.
#pragma once

#include <cstddef>
#include <string>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/exception.hpp>

namespace pairwell::support {

template <class Weight>
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                    boost::property<boost::edge_weight_t, Weight>>;

/// The mate of a vertex that has none.
inline const std::size_t none = boost::graph_traits<Graph<int>>::null_vertex();

/// What a call says where it refuses a graph; empty where it does not.
template <class Call>
std::string refusal(const Call& call) {
  try {
    call();
  } catch (const boost::bad_graph& error) {
    return error.what();
  }
  return "";
}

}  // namespace pairwell::support
