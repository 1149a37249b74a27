#include "kernel/flow.hpp"

#include <algorithm>

#include "kernel/flow_search.hpp"

namespace pairwell::kernel {

std::int64_t Network::pair_of(std::int32_t row, std::int32_t index) const {
  if (column.empty()) return first_pair(row) + index;
  return std::lower_bound(column.begin() + first_pair(row), column.begin() + end_pair(row), index) - column.begin();
}

Outcome maximise(const Network& network, Weights weight, Flow& flow, const Spend& spend, Start start) {
  return FlowSearch(network, weight, flow, spend, start).run();
}

}  // namespace pairwell::kernel
