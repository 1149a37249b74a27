#include "kernel/flow/group_queues.hpp"

#include <algorithm>
#include <cassert>

namespace pairwell::kernel {

GroupQueues::GroupQueues(FlowState& state, PairChooser& chooser, bool is_used)
    : state_(state), chooser_(chooser), is_used_(is_used) {
  if (!is_used) return;
  queue_.resize(at(state.network.row_groups));
  for (std::int32_t row = 0; row < state.network.rows; ++row) return_to_line(row);
}

void GroupQueues::return_to_line(std::int32_t row) {
  const std::int32_t node = state_.network.row_node(row);
  if (has_line(row) && state_.may_rise(node)) wait(row, state_.potential(node));
}

/// Puts a row in line for what its next pair is worth, or could be worth at most.
void GroupQueues::wait(std::int32_t row, Value worth) {
  assert(has_line(row));
  if (worth <= state_.potential(0)) return;
  auto& queue = queue_of(state_.parent(state_.network.row_node(row)));
  queue.emplace_back(worth, row);
  std::ranges::push_heap(queue);
}

std::int32_t GroupQueues::admit() {
  const Value nothing = state_.potential(0);
  assert(is_used_);
  while (true) {
    const std::int32_t group = next_group();
    if (group == none) return none;
    auto& queue = queue_of(group);
    const std::int32_t row = queue.front().second;
    std::ranges::pop_heap(queue);
    queue.pop_back();
    const std::int32_t node = state_.network.row_node(row);
    if (!state_.may_rise(node)) continue;
    const Value worth = std::max(-chooser_.choose(row).first, nothing);
    const std::int32_t next = next_group();
    next_in_line_ = next == none ? nothing : queue_of(next).front().first;
    if (worth < next_in_line_ || worth == nothing) {
      lower_to(row, worth);
      wait(row, worth);
      continue;
    }
    std::int32_t on = node;
    for (; on != 0 && (on == node || state_.excess[at(on)] <= 0); on = state_.parent(on)) {
      assert(state_.may_rise(on));
      ++state_.flow.tree[at(on)];
    }
    --state_.excess[at(on)];
    ++state_.excess[at(node)];
    if (state_.may_rise(node)) wait(row, worth);
    return row;
  }
}

/// Lowers the potential of a row to what its next pair is worth, but while it has pairs, not below what its place is.
void GroupQueues::lower_to(std::int32_t row, Value worth) {
  const std::int32_t node = state_.network.row_node(row);
  if (state_.may_fall(node)) worth = std::max(worth, worth_of_waiting(row));
  state_.potential(node) = std::min(state_.potential(node), worth);
}

/// The group that has room and whose first in line would gain most.
std::int32_t GroupQueues::next_group() const {
  std::int32_t best = none;
  for (std::int32_t group = 0; group < state_.network.row_groups; ++group) {
    const auto& queue = queue_[at(group)];
    if (queue.empty() || (best != none && queue.front().first <= queue_[at(best)].front().first)) continue;
    if (is_open(state_.network.row_group_node(group))) best = group;
  }
  return best == none ? none : state_.network.row_group_node(best);
}

/// Whether a unit more could come into a group.
bool GroupQueues::is_open(std::int32_t group) const {
  for (std::int32_t on = group; on != 0 && state_.excess[at(on)] <= 0; on = state_.parent(on)) {
    if (!state_.may_rise(on)) return false;
  }
  return true;
}

GroupQueues::Value GroupQueues::worth_of_waiting(std::int32_t row) {
  const std::int32_t parent = state_.parent(state_.network.row_node(row));
  if (!has_line(row)) return state_.potential(parent);
  Value worth = std::max(state_.potential(0), next_in_line_);
  for (std::int32_t on = parent; on != 0; on = state_.parent(on)) {
    if (!state_.may_rise(on)) worth = std::max(worth, highest_waiting(on));
    if (!state_.may_fall(on)) break;  // a row that leaves makes room only so far up
  }
  return worth;
}

/// What the first in line of a group's own rows would gain today. Rows that have all they may have leave the line.
GroupQueues::Value GroupQueues::first_in_line(std::int32_t group) {
  auto& queue = queue_of(group);
  while (!queue.empty()) {
    const auto [key, row] = queue.front();
    const bool is_through = !state_.may_rise(state_.network.row_node(row));
    const Value worth = is_through ? state_.potential(0) : -chooser_.choose(row).first;
    if (worth >= key) return key;
    std::ranges::pop_heap(queue);
    queue.pop_back();
    if (!is_through) wait(row, worth);
  }
  return state_.potential(0);
}

/// What the first in line below a group would gain, leaving aside those that a fuller group keeps out.
GroupQueues::Value GroupQueues::highest_waiting(std::int32_t group) {
  Value highest = first_in_line(group);
  const auto children = state_.children(group);
  // Groups stand behind rows among the children.
  for (auto child = children.rbegin(); child != children.rend() && !state_.network.is_row(*child); ++child) {
    if (state_.may_rise(*child)) highest = std::max(highest, highest_waiting(*child));
  }
  return highest;
}

void GroupQueues::go_without(std::int32_t row, Value worth) {
  const std::int32_t node = state_.network.row_node(row);
  const std::int32_t parent = state_.parent(node);
  assert(state_.may_fall(node));
  --state_.flow.tree[at(node)];
  --state_.excess[at(node)];
  if (!has_line(row)) {
    state_.potential(node) = state_.potential(parent);
    ++state_.excess[at(parent)];
    return;
  }
  worth = std::max(worth, state_.potential(0));
  lower_to(row, worth);
  std::int32_t on = parent;
  for (; on != 0 && state_.may_fall(on); on = state_.parent(on)) --state_.flow.tree[at(on)];
  ++state_.excess[at(on)];
  wait(row, worth);
}

void GroupQueues::close() {
  if (!is_used_) return;
  price_groups();
  for (std::int32_t row = 0; row < state_.network.rows; ++row) {
    const std::int32_t node = state_.network.row_node(row);
    if (is_of_root(row)) continue;
    if (state_.may_rise(node)) settle_in_line(row);
    // What is in for good has no price of its own.
    if (state_.may_fall(node) && state_.units.first_of_row(row) == none) {
      state_.potential(node) = std::max(state_.potential(node), state_.potential(state_.parent(node)));
    }
  }
  is_used_ = false;
}

void GroupQueues::price_groups() {
  const Network& network = state_.network;
  const std::int32_t first = network.row_group_node(0);
  std::vector<Value> price(at(network.row_groups));
  for (std::int32_t group = 0; group < network.row_groups; ++group) price[at(group)] = first_in_line(first + group);
  std::vector<Value> lowest_inside(at(network.row_groups), infinite<Value>());
  for (std::int32_t row = 0; row < network.rows; ++row) {
    const std::int32_t node = network.row_node(row);
    if (is_of_root(row) || !state_.may_fall(node) || state_.units.first_of_row(row) == none) continue;
    Value& lowest = lowest_inside[at(state_.parent(node) - first)];
    lowest = std::min(lowest, state_.potential(node));
  }
  for (auto group = state_.row_groups.rbegin(); group != state_.row_groups.rend(); ++group) {
    const auto own = at(*group - first);
    price[own] = std::min(price[own], lowest_inside[own]);
    if (state_.parent(*group) == 0) continue;
    const auto around = at(state_.parent(*group) - first);
    if (state_.may_rise(*group)) price[around] = std::max(price[around], price[own]);
    lowest_inside[around] = std::min(lowest_inside[around], lowest_inside[own]);
  }
  for (const std::int32_t group : state_.row_groups) {
    const Value around = state_.potential(state_.parent(group));
    state_.potential(group) = state_.may_rise(group) ? around : std::max(around, price[at(group - first)]);
  }
}

void GroupQueues::settle_in_line(std::int32_t row) {
  const std::int32_t node = state_.network.row_node(row);
  const std::int32_t parent = state_.parent(node);
  const Value worth = std::max(-chooser_.choose(row).first, state_.potential(0));
  Value& potential = state_.potential(node);
  if (worth <= state_.potential(parent)) {
    if (state_.may_fall(node)) potential = state_.potential(parent);
    potential = std::min(potential, state_.potential(parent));
    return;
  }
  potential = std::min(potential, worth);
  const std::int64_t units = state_.network.most[at(node)] - state_.flow.tree[at(node)];
  state_.flow.tree[at(node)] += units;
  state_.excess[at(node)] += units;
  state_.excess[at(parent)] -= units;
}

}  // namespace pairwell::kernel
