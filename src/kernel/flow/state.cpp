#include "kernel/flow/state.hpp"

#include <numeric>

namespace pairwell::kernel {

FlowState::FlowState(const Network& network_to_solve, Weights weights, Flow& flow_to_find, const Spend& spend,
                     const Reach& reach)
    : network(network_to_solve),
      weight(weights),
      flow(flow_to_find),
      meter(spend, reach),
      lists(network, weight),
      units(network.rows, network.columns),
      child_start_(at(network.nodes() + 1), 0),
      child_(at(network.nodes() - 1)) {
  const std::int32_t nodes = network.nodes();
  for (std::int32_t node = 1; node < nodes; ++node) ++child_start_[at(parent(node) + 1)];
  std::partial_sum(child_start_.begin(), child_start_.end(), child_start_.begin());
  std::vector<std::int32_t> next(child_start_.begin(), child_start_.end() - 1);
  for (std::int32_t node = 1; node < nodes; ++node) child_[at(next[at(parent(node))]++)] = node;
  if (network.row_groups + network.column_groups == 0) return;
  for (const std::int32_t node : parents_first(network)) {
    if (network.is_row(node) || network.is_column(node)) continue;
    (network.on_row_side(node) ? row_groups : column_groups).push_back(node);
  }
}

}  // namespace pairwell::kernel
