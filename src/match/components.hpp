/// Components: the strongly connected components of a graph that is read node by node.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/at.hpp"

namespace pairwell {

/// The number of the component of each node, by Tarjan's method without recursion.
/// @param graph has `nodes()`, and `next(node, cursor)`, which gives a node that an arc leads to and moves the cursor,
/// from 0 on; under 0 where there is no further one.
/// @param spend called with the work that was done; false stops, and the result is of no use.
/// @complexity linear in nodes and arcs.
template <class Graph, class Spend>
std::vector<std::int32_t> components(const Graph& graph, Spend spend) {
  constexpr std::int32_t unseen = -1;
  struct Visit {
    std::int32_t node;
    std::int64_t cursor;
  };
  const auto nodes = at(graph.nodes());
  std::vector<std::int32_t> component(nodes, unseen);
  std::vector<std::int32_t> order(nodes, unseen);  // when each was seen
  std::vector<std::int32_t> lowest(nodes, 0);      // the earliest that it leads back to
  std::vector<std::int32_t> open;                  // seen, and of no component yet
  std::vector<Visit> path;
  std::int32_t seen = 0;
  std::int32_t found = 0;
  std::int64_t work = 0;
  const auto enter = [&](std::int32_t node) {
    order[at(node)] = lowest[at(node)] = seen++;
    open.push_back(node);
    path.push_back({node, 0});
  };
  for (std::int32_t root = 0; root < graph.nodes(); ++root) {
    if (order[at(root)] != unseen) continue;
    enter(root);
    while (!path.empty()) {
      const std::int32_t node = path.back().node;
      const std::int64_t before = path.back().cursor;
      const std::int32_t next = graph.next(node, path.back().cursor);
      work += 8 + 2 * (path.back().cursor - before);
      if (work > 4096) {
        if (!spend(work)) return component;
        work = 0;
      }
      if (next >= 0) {
        if (order[at(next)] == unseen) {
          enter(next);
        } else if (component[at(next)] == unseen) {
          lowest[at(node)] = std::min(lowest[at(node)], order[at(next)]);
        }
        continue;
      }
      path.pop_back();
      if (!path.empty()) {
        std::int32_t& above = lowest[at(path.back().node)];
        above = std::min(above, lowest[at(node)]);
      }
      if (lowest[at(node)] != order[at(node)]) continue;
      std::int32_t last = unseen;
      while (last != node) {
        last = open.back();
        open.pop_back();
        component[at(last)] = found;
      }
      ++found;
    }
  }
  return component;
}

}  // namespace pairwell
