#include "kernel/flow/network.hpp"

#include <algorithm>
#include <numeric>

#include "kernel/common.hpp"

namespace pairwell::kernel {

std::int64_t Network::pair_of(std::int32_t row, std::int32_t index) const {
  if (column.empty()) return first_pair(row) + index;
  return std::lower_bound(column.begin() + first_pair(row), column.begin() + end_pair(row), index) - column.begin();
}

std::vector<std::int32_t> parents_first(const Network& network) {
  const std::int32_t nodes = network.nodes();
  std::vector<std::int32_t> depth(at(nodes), -1);
  depth[0] = 0;
  std::vector<std::int32_t> chain;
  std::vector<std::int32_t> at_depth;  // nodes
  for (std::int32_t node = 1; node < nodes; ++node) {
    for (std::int32_t above = node; depth[at(above)] < 0; above = network.parent[at(above)]) chain.push_back(above);
    for (; !chain.empty(); chain.pop_back()) {
      const std::int32_t own = depth[at(network.parent[at(chain.back())])] + 1;
      depth[at(chain.back())] = own;
      if (std::ssize(at_depth) < own) at_depth.resize(at(own), 0);
      ++at_depth[at(own - 1)];
    }
  }
  std::exclusive_scan(at_depth.begin(), at_depth.end(), at_depth.begin(), 0);
  std::vector<std::int32_t> order(at(nodes - 1));
  for (std::int32_t node = 1; node < nodes; ++node) order[at(at_depth[at(depth[at(node)] - 1)]++)] = node;
  return order;
}

}  // namespace pairwell::kernel
