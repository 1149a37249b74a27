// Queues: rows of groups bid in the order of what they would gain, as long as their groups have room. Where a group is
// full, the gain of the first in line is the price of the group, and none inside gains less.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "kernel/flow/search.hpp"

namespace pairwell::kernel {

void FlowSearch::begin_queues() {
  queue_.resize(at(network_.row_groups));
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    const std::int32_t node = network_.row_node(row);
    if (!is_row_of_root(node) && may_rise(node)) wait(row, potential(node));
  }
}

/// Puts a row in line for what its next pair is worth, or could be worth at most.
void FlowSearch::wait(std::int32_t row, Value worth) {
  if (worth <= potential(0)) return;
  auto& queue = queue_[at(network_.parent[at(network_.row_node(row))] - network_.row_group_node(0))];
  queue.emplace_back(worth, row);
  std::ranges::push_heap(queue);
}

/// The next row to bid, with a unit more from above; none where no row that could come would gain.
std::int32_t FlowSearch::admit() {
  while (true) {
    const std::int32_t group = next_group();
    if (group == none) return none;
    auto& queue = queue_[at(group)];
    const std::int32_t row = queue.front().second;
    std::ranges::pop_heap(queue);
    queue.pop_back();
    const std::int32_t node = network_.row_node(row);
    if (!may_rise(node)) continue;
    const Value worth = std::max(-choose(row).first, potential(0));
    const std::int32_t next = next_group();
    next_in_line_ = next == none ? potential(0) : queue_[at(next)].front().first;
    if (worth < next_in_line_ || worth == potential(0)) {
      lower_to(row, worth);
      wait(row, worth);
      continue;
    }
    std::int32_t on = node;
    for (; on != 0 && (on == node || excess_[at(on)] <= 0); on = network_.parent[at(on)]) ++flow_.tree[at(on)];
    --excess_[at(on)];
    ++excess_[at(node)];
    if (may_rise(node)) wait(row, worth);
    return row;
  }
}

/// Lowers the potential of a row to what its next pair is worth, but while it has pairs, not below what its place is.
void FlowSearch::lower_to(std::int32_t row, Value worth) {
  const std::int32_t node = network_.row_node(row);
  if (may_fall(node)) worth = std::max(worth, worth_of_waiting(row));
  potential(node) = std::min(potential(node), worth);
}

/// The group of rows that has room and whose first in line would gain most.
std::int32_t FlowSearch::next_group() const {
  std::int32_t best = none;
  for (std::int32_t group = 0; group < network_.row_groups; ++group) {
    const auto& queue = queue_[at(group)];
    if (queue.empty() || (best != none && queue.front().first <= queue_[at(best)].front().first)) continue;
    if (is_open(network_.row_group_node(group))) best = group;
  }
  return best;
}

/// Whether a unit more could come into a group of rows.
bool FlowSearch::is_open(std::int32_t group) const {
  for (std::int32_t on = group; on != 0 && excess_[at(on)] <= 0; on = network_.parent[at(on)]) {
    if (!may_rise(on)) return false;
  }
  return true;
}

/// What a unit of a row is worth outside: as much as the first in line for its place would gain.
FlowSearch::Value FlowSearch::worth_of_waiting(std::int32_t row) {
  const std::int32_t parent = network_.parent[at(network_.row_node(row))];
  if (!has_queues_ || parent == 0) return potential(parent);
  Value worth = std::max(potential(0), next_in_line_);
  for (std::int32_t on = parent; on != 0; on = network_.parent[at(on)]) {
    if (!may_rise(on)) worth = std::max(worth, highest_waiting(on));
    if (!may_fall(on)) break;  // a row that leaves makes room only so far up
  }
  return worth;
}

/// What the first in line of a group's own rows would gain today. Rows that have all they may have leave the line.
FlowSearch::Value FlowSearch::first_in_line(std::int32_t group) {
  auto& queue = queue_[at(group - network_.row_group_node(0))];
  while (!queue.empty()) {
    const auto [key, row] = queue.front();
    const bool is_through = !may_rise(network_.row_node(row));
    const Value worth = is_through ? potential(0) : -choose(row).first;
    if (worth >= key) return key;
    std::ranges::pop_heap(queue);
    queue.pop_back();
    if (!is_through) wait(row, worth);
  }
  return potential(0);
}

/// What the first in line below a group would gain, leaving aside those that a fuller group keeps out.
FlowSearch::Value FlowSearch::highest_waiting(std::int32_t group) {
  Value highest = first_in_line(group);
  // Groups stand behind rows among the children.
  for (std::int32_t index = child_start_[at(group + 1)]; index-- > child_start_[at(group)];) {
    const std::int32_t child = child_[at(index)];
    if (network_.is_row(child)) break;
    if (may_rise(child)) highest = std::max(highest, highest_waiting(child));
  }
  return highest;
}

/// Groups that are full have the price at which the first in line stays out, or at which the last inside stays, if that
/// is less. A row in line that would still gain under these prices comes in without a place; the searches find one.
void FlowSearch::end_queues() {
  const std::int32_t first = network_.row_group_node(0);
  std::vector<Value> price(at(network_.row_groups));
  for (std::int32_t group = 0; group < network_.row_groups; ++group) price[at(group)] = first_in_line(first + group);
  std::vector<Value> lowest_inside(at(network_.row_groups), infinite<Value>());
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    const std::int32_t node = network_.row_node(row);
    if (is_row_of_root(node) || !may_fall(node) || units_.first_of_row(row) == Units::none) continue;
    Value& lowest = lowest_inside[at(network_.parent[at(node)] - first)];
    lowest = std::min(lowest, potential(node));
  }
  for (auto group = row_groups_.rbegin(); group != row_groups_.rend(); ++group) {
    const auto own = at(*group - first);
    price[own] = std::min(price[own], lowest_inside[own]);
    if (network_.parent[at(*group)] == 0) continue;
    const auto around = at(network_.parent[at(*group)] - first);
    if (may_rise(*group)) price[around] = std::max(price[around], price[own]);
    lowest_inside[around] = std::min(lowest_inside[around], lowest_inside[own]);
  }
  for (const std::int32_t group : row_groups_) {
    const Value around = potential(network_.parent[at(group)]);
    potential(group) = may_rise(group) ? around : std::max(around, price[at(group - first)]);
  }
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    const std::int32_t node = network_.row_node(row);
    if (is_row_of_root(node)) continue;
    if (may_rise(node)) settle_in_line(row);
    // What is in for good has no price of its own.
    if (may_fall(node) && units_.first_of_row(row) == Units::none) {
      potential(node) = std::max(potential(node), potential(network_.parent[at(node)]));
    }
  }
}

void FlowSearch::settle_in_line(std::int32_t row) {
  const std::int32_t node = network_.row_node(row);
  const std::int32_t parent = network_.parent[at(node)];
  const Value worth = std::max(-choose(row).first, potential(0));
  if (worth <= potential(parent)) {
    if (may_fall(node)) potential(node) = potential(parent);
    potential(node) = std::min(potential(node), potential(parent));
    return;
  }
  potential(node) = std::min(potential(node), worth);
  const std::int64_t units = network_.most[at(node)] - flow_.tree[at(node)];
  flow_.tree[at(node)] += units;
  excess_[at(node)] += units;
  excess_[at(parent)] -= units;
}

/// Sends a unit of a row back to where it came from.
void FlowSearch::go_without(std::int32_t row, Value worth) {
  const std::int32_t node = network_.row_node(row);
  const std::int32_t parent = network_.parent[at(node)];
  --flow_.tree[at(node)];
  --excess_[at(node)];
  if (!has_queues_ || parent == 0) {
    potential(node) = potential(parent);
    ++excess_[at(parent)];
    return;
  }
  worth = std::max(worth, potential(0));
  lower_to(row, worth);
  std::int32_t on = parent;
  for (; on != 0 && may_fall(on); on = network_.parent[at(on)]) --flow_.tree[at(on)];
  ++excess_[at(on)];
  wait(row, worth);
}

}  // namespace pairwell::kernel
