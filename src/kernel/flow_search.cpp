// Shortest paths: a search for each unit that bids leave, and what it changes.
#include "kernel/flow_search.hpp"

#include <algorithm>
#include <functional>

namespace pairwell::kernel {
namespace {

using Heap = std::vector<std::pair<std::int64_t, std::int32_t>>;

void push(Heap& heap, std::pair<std::int64_t, std::int32_t> entry) {
  heap.push_back(entry);
  std::ranges::push_heap(heap, std::greater{});
}

void pop(Heap& heap) {
  std::ranges::pop_heap(heap, std::greater{});
  heap.pop_back();
}

}  // namespace

Outcome FlowSearch::run() {
  if (!read_rows()) return Outcome::stopped;
  keep_units();
  settle_trees();
  count_excess();
  if (!bid_all()) return Outcome::stopped;
  for (std::int32_t turn = 1; turn <= network_.nodes(); ++turn) {
    const std::int32_t node = turn % network_.nodes();  // the root last
    while (excess_[at(node)] > 0) {
      const std::int32_t target = search(node);
      if (stopped_) return Outcome::stopped;
      if (target == nobody) return cut();
      end_search();
      send(node, target);
      if (is_phase_ && !send_on_tight_arcs(node)) return Outcome::stopped;
    }
  }
  return finish(Outcome::solved);
}

/// Dijkstra from a node with too much to the nearest with too little. Beside the heap of nodes stands one of rows:
/// lists are gone through, and read further, only as far as what comes next in them is nearest of all.
std::int32_t FlowSearch::search(std::int32_t source) {
  begin_search(source);
  while (now_ < limit_) {
    if (work_ > 4096 && !paid()) return nobody;
    if (next_ready_ < ready_.size()) {
      expand(ready_[next_ready_++]);
      continue;
    }
    ready_.clear();
    next_ready_ = 0;
    while (!nodes_.empty() && nodes_.front().first > distance_[at(nodes_.front().second)]) pop(nodes_);
    const Value next = nodes_.empty() ? unreached : nodes_.front().first;
    const Value bound = bounds_.empty() ? unreached : bounds_.front().first;
    if (std::min(next, bound) >= limit_) break;
    now_ = std::min(next, bound);
    if (bound < next) {
      const std::int32_t node = bounds_.front().second;
      pop(bounds_);
      read_on(node - network_.row_node(0));
    } else {
      const std::int32_t node = nodes_.front().second;
      pop(nodes_);
      expand(node);
    }
  }
  return paid() ? target_ : nobody;
}

void FlowSearch::begin_search(std::int32_t source) {
  nodes_.clear();
  bounds_.clear();
  ready_.clear();
  next_ready_ = 0;
  scanned_.clear();
  for (const std::int32_t node : touched_) level_[at(node)] = -1;
  touched_.clear();
  // A node with one unit too much needs one path, one with many all that go as far.
  is_phase_ = excess_[at(source)] > 1 && !network_.is_row(source);
  best_ = limit_ = unreached;
  target_ = nobody;
  now_ = 0;
  distance_[at(source)] = 0;
  from_[at(source)] = nobody;
  level_[at(source)] = 0;
  touched_.push_back(source);
  expand(source);
}

/// Potentials of the nodes that lie nearer than the target fall by as much as they are nearer.
void FlowSearch::end_search() {
  for (const std::int32_t node : scanned_) potential(node) -= best_ - std::min(best_, distance_[at(node)]);
  for (const std::int32_t node : touched_) distance_[at(node)] = unreached;
}

void FlowSearch::expand(std::int32_t node) {
  const Value distance = distance_[at(node)];
  scanned_.push_back(node);
  if (network_.is_row(node)) {
    cursor_[at(node)] = 0;
    expand_row(node - network_.row_node(0));
  } else if (network_.is_column(node)) {
    expand_column(node - network_.column_node(0), distance);
  } else {
    expand_children(node, distance);
  }
  if (node == 0) return;
  const bool may_go_up = network_.on_row_side(node) ? may_fall(node) : may_rise(node);
  const std::int32_t parent = network_.parent[at(node)];
  if (may_go_up) label(parent, distance + potential(node) - potential(parent), node, Units::none);
}

void FlowSearch::read_on(std::int32_t row) {
  std::int32_t& place = cursor_[at(network_.row_node(row))];
  const auto pairs = lists_.pairs_of(row);
  if (place == std::ssize(pairs) || pairs[at(place)].low > lists_.bound_of(row)) {
    work_ += lists_.read_further(row, prices());
    place = 0;
  }
  expand_row(row);
}

/// Offers some pairs of a row, the cheapest first, as next steps of the paths, and says when it wants to go on.
void FlowSearch::expand_row(std::int32_t row) {
  constexpr std::int32_t at_once = 8;
  const std::int32_t node = network_.row_node(row);
  const Value offset = distance_[at(node)] + potential(node);
  const bool has_several = network_.most[at(node)] > 1;
  if (has_several) mark_units_of(row);
  const auto pairs = lists_.pairs_of(row);
  std::int32_t& place = cursor_[at(node)];
  auto end = static_cast<std::int32_t>(std::min<std::int64_t>(std::ssize(pairs), place + at_once));
  // What is as near as we are must not wait, or steps would not be counted in order.
  while (end < std::ssize(pairs) && offset + pairs[at(end)].low <= now_) ++end;
  work_ += 4 * (end - place) + 16;
  std::int32_t passed = 0;
  for (; place < end; ++place) {
    const Listed<Value>& listed = pairs[at(place)];
    if (offset + listed.low >= limit_) break;
    const std::int32_t column = network_.column_node(listed.column);
    const Value reached = std::max(now_, offset + (listed.cost - potential(column)));
    if (reached >= limit_) ++passed;
    if (reached >= distance_[at(column)] || reached >= limit_) continue;
    if (has_several && marked_[at(listed.column)] == mark_) continue;
    step_cost_[at(column)] = listed.cost;
    label(column, reached, node, Units::none);
    // A column with room leads on at once: often straight to the end.
    const std::int32_t parent = network_.parent[at(column)];
    if (may_rise(column)) label(parent, reached + potential(column) - potential(parent), column, Units::none);
  }
  if (lists_.is_stale(row, passed)) {
    work_ += lists_.sort(row, prices());
    place = 0;
    push(bounds_, {now_, node});
    return;
  }
  // What is not listed may be nearer than what is, where the list was sorted since it was read.
  Value bound = lists_.bound_of(row);
  if (place < std::ssize(pairs)) bound = std::min(bound, pairs[at(place)].low);
  if (bound < infinite<Value>() && offset + bound < limit_) push(bounds_, {std::max(now_, offset + bound), node});
}

void FlowSearch::expand_column(std::int32_t column, Value distance) {
  const std::int32_t node = network_.column_node(column);
  for (std::int32_t unit = units_.first_of_column(column); unit != Units::none; unit = units_.next_of_column(unit)) {
    work_ += 4;
    label(network_.row_node(units_[unit].row), distance + gain(units_[unit]), node, unit);
  }
}

void FlowSearch::expand_children(std::int32_t node, Value distance) {
  for (std::int32_t index = child_start_[at(node)]; index < child_start_[at(node + 1)]; ++index) {
    const std::int32_t child = child_[at(index)];
    const bool may_go_down = network_.on_row_side(child) ? may_rise(child) : may_fall(child);
    if (may_go_down) label(child, distance + potential(node) - potential(child), node, Units::none);
  }
  work_ += 2 * (child_start_[at(node + 1)] - child_start_[at(node)]) + 8;
}

void FlowSearch::label(std::int32_t node, Value reached, std::int32_t from, std::int32_t unit) {
  Value& distance = distance_[at(node)];
  if (reached >= distance || reached >= limit_) return;
  if (distance == unreached) touched_.push_back(node);
  distance = reached;
  from_[at(node)] = from;
  unit_[at(node)] = unit;
  level_[at(node)] = level_[at(from)] + 1;
  if (excess_[at(node)] < 0) {
    best_ = reached;
    target_ = node;
    limit_ = is_phase_ ? reached + 1 : reached;
  } else if (reached == now_) {
    ready_.push_back(node);
  } else {
    push(nodes_, {reached, node});
  }
}

std::int64_t FlowSearch::amount_to_send(std::int32_t source, std::int32_t target) const {
  std::int64_t amount = std::min(excess_[at(source)], -excess_[at(target)]);
  for (std::int32_t node = target; node != source && amount > 1; node = from_[at(node)]) {
    const std::int32_t before = from_[at(node)];
    const bool goes_up = network_.parent[at(before)] == node;
    if (!goes_up && network_.parent[at(node)] != before) return 1;  // over a pair
    const std::int32_t tree = goes_up ? before : node;
    const bool rises = network_.on_row_side(tree) != goes_up;
    const std::int64_t flow = flow_.tree[at(tree)];
    amount = std::min(amount, rises ? network_.most[at(tree)] - flow : flow - network_.least[at(tree)]);
  }
  return amount;
}

void FlowSearch::send(std::int32_t source, std::int32_t target) {
  const std::int64_t amount = amount_to_send(source, target);
  for (std::int32_t node = target; node != source; node = from_[at(node)]) {
    const std::int32_t before = from_[at(node)];
    if (network_.is_row(before) && network_.is_column(node)) {
      units_.add({step_cost_[at(node)], before - network_.row_node(0), node - network_.column_node(0)});
    } else if (unit_[at(node)] != Units::none) {
      units_.remove(unit_[at(node)]);
    } else {
      const bool goes_up = before != 0 && network_.parent[at(before)] == node;
      const std::int32_t tree = goes_up ? before : node;
      flow_.tree[at(tree)] += network_.on_row_side(tree) != goes_up ? amount : -amount;
    }
  }
  excess_[at(source)] -= amount;
  excess_[at(target)] += amount;
}

bool FlowSearch::paid() {
  stopped_ = !spend_(std::exchange(work_, 0)) || stopped_;
  return !stopped_;
}

Outcome FlowSearch::cut() {
  for (std::int32_t node = 0; node < network_.nodes(); ++node) {
    potential(node) = distance_[at(node)] == unreached ? 1 : 0;
  }
  return finish(Outcome::infeasible);
}

Outcome FlowSearch::finish(Outcome outcome) {
  const Value root = potential(0);
  for (Value& one : flow_.potential) one -= root;
  flow_.chosen.assign(network_.state.size(), 0);
  for (std::int64_t pair = 0; pair < network_.pairs(); ++pair) {
    if (network_.state[at(pair)] == PairState::in) flow_.chosen[at(pair)] = 1;
  }
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    for (auto unit = units_.first_of_row(row); unit != Units::none; unit = units_.next_of_row(unit)) {
      flow_.chosen[at(network_.pair_of(row, units_[unit].column))] = 1;
    }
  }
  return outcome;
}

}  // namespace pairwell::kernel
