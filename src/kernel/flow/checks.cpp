#include "kernel/flow/checks.hpp"

#include <algorithm>
#include <vector>

#include "kernel/common.hpp"

namespace pairwell::kernel {
namespace {

/// The pairs of a row that are chosen gain, those that are not do not lose by it.
bool is_row_complementary(const FlowState& state, std::int32_t row) {
  const Network& network = state.network;
  std::vector<std::int64_t> chosen;  // pairs
  for (std::int32_t unit = state.units.first_of_row(row); unit != none; unit = state.units.next_of_row(unit)) {
    const std::int64_t pair = network.pair_of(row, state.units[unit].column);
    if (network.state[at(pair)] != PairState::free || state.gain(state.units[unit]) < 0) return false;
    if (state.units[unit].cost != -state.weight[pair]) return false;
    chosen.push_back(pair);
  }
  for (std::int64_t pair = network.first_pair(row); pair < network.end_pair(row); ++pair) {
    if (network.state[at(pair)] != PairState::free) continue;
    const auto times = std::ranges::count(chosen, pair);
    if (times > 1 || (times == 0 && state.gain({-state.weight[pair], row, network.column_of(row, pair)}) > 0)) {
      return false;
    }
  }
  return true;
}

std::vector<std::int64_t> excess_by_arcs(const FlowState& state) {
  const Network& network = state.network;
  std::vector<std::int64_t> excess(at(network.nodes()), 0);
  state.each_chosen([&](std::int32_t row, std::int32_t column) {
    --excess[at(network.row_node(row))];
    ++excess[at(network.column_node(column))];
  });
  for (std::int32_t node = 1; node < network.nodes(); ++node) {
    const std::int64_t amount = network.on_row_side(node) ? state.flow.tree[at(node)] : -state.flow.tree[at(node)];
    excess[at(node)] += amount;
    excess[at(state.parent(node))] -= amount;
  }
  return excess;
}

}  // namespace

bool is_tree_flow_in_range(const FlowState& state, std::int32_t node) {
  const std::int64_t flow = state.flow.tree[at(node)];
  return flow >= state.network.least[at(node)] && flow <= state.network.most[at(node)];
}

bool is_tree_arc_at_its_end(const FlowState& state, std::int32_t node) {
  if (node == 0) return true;
  const std::int64_t rise = state.potential(node) - state.potential(state.parent(node));
  const std::int64_t profit = state.network.on_row_side(node) ? rise : -rise;
  return profit == 0 || !(profit > 0 ? state.may_rise(node) : state.may_fall(node));
}

bool is_optimal_but_for_balance(const FlowState& state) {
  const Network& network = state.network;
  if (network.nodes() + network.pairs() > most_checked) return true;
  for (std::int32_t row = 0; row < network.rows; ++row) {
    if (!is_row_complementary(state, row)) return false;
  }
  for (std::int32_t node = 1; node < network.nodes(); ++node) {
    if (!is_tree_flow_in_range(state, node) || !is_tree_arc_at_its_end(state, node)) return false;
  }
  return state.excess == excess_by_arcs(state);
}

}  // namespace pairwell::kernel
