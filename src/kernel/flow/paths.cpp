#include "kernel/flow/paths.hpp"

#include <algorithm>
#include <cassert>

#include "kernel/flow/checks.hpp"

namespace pairwell::kernel {

std::int32_t Paths::source_of(std::int32_t target) const {
  std::int32_t node = target;
  while (label_[at(node)].predecessor != none) node = label_[at(node)].predecessor;
  return node;
}

std::int64_t Paths::amount_to_send(std::int32_t source, std::int32_t target) const {
  std::int64_t amount = std::min(state_.excess[at(source)], -state_.excess[at(target)]);
  for (std::int32_t node = target; node != source && amount > 1; node = label_[at(node)].predecessor) {
    const std::int32_t before = label_[at(node)].predecessor;
    const bool goes_up = state_.parent(before) == node;
    if (!goes_up && state_.parent(node) != before) return 1;  // over a pair
    const std::int32_t tree = goes_up ? before : node;
    const bool rises = state_.network.on_row_side(tree) != goes_up;
    const std::int64_t flow = state_.flow.tree[at(tree)];
    amount = std::min(amount, rises ? state_.network.most[at(tree)] - flow : flow - state_.network.least[at(tree)]);
  }
  return amount;
}

void Paths::send(std::int32_t source, std::int32_t target) {
  const Network& network = state_.network;
  const std::int64_t amount = amount_to_send(source, target);
  assert(amount > 0);
  for (std::int32_t node = target; node != source; node = label_[at(node)].predecessor) {
    const std::int32_t before = label_[at(node)].predecessor;
    if (network.is_row(before) && network.is_column(node)) {
      const Unit unit{step_cost_[at(node)], before - network.row_node(0), node - network.column_node(0)};
      assert(state_.gain(unit) == 0);
      state_.units.add(unit);
    } else if (const std::int32_t unit = label_[at(node)].unit; unit != none) {
      assert(state_.gain(state_.units[unit]) == 0);
      state_.units.remove(unit);
    } else {
      const bool goes_up = before != 0 && state_.parent(before) == node;
      const std::int32_t tree = goes_up ? before : node;
      assert(state_.potential(tree) == state_.potential(state_.parent(tree)));
      state_.flow.tree[at(tree)] += network.on_row_side(tree) != goes_up ? amount : -amount;
      assert(is_tree_flow_in_range(state_, tree));
    }
  }
  state_.excess[at(source)] -= amount;
  state_.excess[at(target)] += amount;
  state_.meter.advance(amount);
}

}  // namespace pairwell::kernel
