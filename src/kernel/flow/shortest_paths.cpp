#include "kernel/flow/shortest_paths.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <functional>
#include <limits>

#include "kernel/flow/checks.hpp"

namespace pairwell::kernel {
namespace {

using NodeHeap = std::vector<std::pair<std::int64_t, std::int32_t>>;

void push_node(NodeHeap& heap, std::pair<std::int64_t, std::int32_t> entry) {
  heap.push_back(entry);
  std::ranges::push_heap(heap, std::greater{});
}

std::int32_t pop_node(NodeHeap& heap) {
  const std::int32_t node = heap.front().second;
  std::ranges::pop_heap(heap, std::greater{});
  heap.pop_back();
  return node;
}

}  // namespace

ShortestPaths::ShortestPaths(FlowState& state, Paths& paths)
    : state_(state),
      paths_(paths),
      place_(at(state.network.rows), 0),
      deferred_(at(1 + state.network.row_groups + state.network.column_groups)) {}

std::int32_t ShortestPaths::search(std::span<const std::int32_t> sources) {
  begin(sources);
  run();
  if (state_.meter.stopped() || !state_.meter.paid() || target_ == none) return none;
  end();
  return target_;
}

void ShortestPaths::begin(std::span<const std::int32_t> sources) {
  nodes_.clear();
  bounds_.clear();
  ready_.clear();
  next_ready_ = 0;
  scanned_.clear();
  for (const std::int32_t node : touched_) paths_[node].level = -1;
  touched_.clear();
  // One unit too much needs one path, many are sent all that go as far.
  const std::int32_t first = sources.front();
  is_phase_ = may_be_phase_ && (sources.size() > 1 || (state_.excess[at(first)] > 1 && !state_.network.is_row(first)));
  best_ = limit_ = unreached;
  most_steps_ = std::numeric_limits<std::int32_t>::max();
  target_ = none;
  now_ = 0;
  for (const std::int32_t source : sources) {
    assert(state_.excess[at(source)] > 0);
    paths_[source] = {.distance = 0, .level = 0};
    touched_.push_back(source);
    ready_.push_back(source);
  }
}

void ShortestPaths::run() {
  while (now_ < limit_) {
    if (!state_.meter.paid_if_due()) return;
    if (next_ready_ < ready_.size()) {
      expand_if_short(ready_[next_ready_++]);
      continue;
    }
    ready_.clear();
    next_ready_ = 0;
    while (!nodes_.empty() && nodes_.front().first > paths_[nodes_.front().second].distance) pop_node(nodes_);
    const Value next = nodes_.empty() ? unreached : nodes_.front().first;
    // A phase goes as far as the nearest end, but reads nothing more for it.
    const Value bound = bounds_.empty() || bounds_.front().first >= best_ ? unreached : bounds_.front().first;
    if (std::min(next, bound) >= limit_) break;
    assert(std::min(next, bound) >= now_);
    now_ = std::min(next, bound);
    if (next <= bound) {
      expand_if_short(pop_node(nodes_));
    } else if (const std::int32_t node = pop_node(bounds_); state_.network.is_row(node)) {
      read_on(node - state_.network.row_node(0));
    } else {
      release_nearest(node);
    }
  }
}

/// Potentials of the nodes that lie nearer than the target fall by as much as they are nearer.
void ShortestPaths::end() {
  for (const std::int32_t node : scanned_) {
    state_.potential(node) -= best_ - std::min(best_, paths_[node].distance);
  }
  for (const std::int32_t node : touched_) paths_[node].distance = unreached;
  for ([[maybe_unused]] const std::int32_t node : scanned_) assert(is_tree_arc_at_its_end(state_, node));
}

/// Of the ways that are as long as the nearest end's, a phase follows those of as few steps.
void ShortestPaths::expand_if_short(std::int32_t node) {
  const Paths::Label& seen = paths_[node];
  if (seen.distance < best_ || seen.level < most_steps_) expand(node);
}

void ShortestPaths::expand(std::int32_t node) {
  const Value distance = paths_[node].distance;
  scanned_.push_back(node);
  if (state_.network.is_row(node)) {
    const std::int32_t row = node - state_.network.row_node(0);
    place_[at(row)] = 0;
    expand_row(row);
  } else if (state_.network.is_column(node)) {
    expand_column(node - state_.network.column_node(0), distance);
  } else {
    expand_children(node, distance);
  }
  if (node == 0 || !state_.may_go_up(node)) return;
  const std::int32_t parent = state_.parent(node);
  label(parent, distance + state_.potential(node) - state_.potential(parent), node, none);
}

void ShortestPaths::read_on(std::int32_t row) {
  std::int32_t& place = place_[at(row)];
  const auto pairs = state_.lists.pairs_of(row);
  if (place == std::ssize(pairs) || pairs[at(place)].low > state_.lists.bound_of(row)) {
    state_.meter.add(state_.lists.read_further(row, state_.prices()));
    place = 0;
  }
  expand_row(row);
}

/// Offers some pairs of a row, the cheapest first, as next steps of the paths, and says when it wants to go on.
void ShortestPaths::expand_row(std::int32_t row) {
  constexpr std::int32_t at_once = 8;
  const std::int32_t node = state_.network.row_node(row);
  const Value offset = paths_[node].distance + state_.potential(node);
  const bool has_several = state_.has_several(row);
  if (has_several) state_.units.mark_columns_of(row);
  const auto pairs = std::as_const(state_.lists).pairs_of(row);
  std::int32_t& place = place_[at(row)];
  auto end = static_cast<std::int32_t>(std::min<std::int64_t>(std::ssize(pairs), place + at_once));
  // What is as near as we are must not wait, or steps would not be counted in order.
  while (end < std::ssize(pairs) && offset + pairs[at(end)].low <= now_) ++end;
  state_.meter.add(4 * (end - place) + 16);
  std::int32_t passed = 0;
  for (; place < end; ++place) {
    const Candidate<Value>& listed = pairs[at(place)];
    if (offset + listed.low >= limit_) break;
    const std::int32_t column = state_.network.column_node(listed.column);
    const Value reached = std::max(now_, offset + (listed.cost - state_.potential(column)));
    if (reached >= limit_) ++passed;
    if (reached >= paths_[column].distance || reached >= limit_) continue;
    if (has_several && state_.units.is_marked(listed.column)) continue;
    paths_.step_cost(column) = listed.cost;
    label(column, reached, node, none);
    // A column with room leads on at once: often straight to the end.
    const std::int32_t parent = state_.parent(column);
    if (state_.may_rise(column)) {
      label(parent, reached + state_.potential(column) - state_.potential(parent), column, none);
    }
  }
  if (state_.lists.is_stale(row, passed)) {
    state_.meter.add(state_.lists.sort(row, state_.prices()));
    place = 0;
    push_node(bounds_, {now_, node});
    return;
  }
  // What is not listed may be nearer than what is, where the list was sorted since it was read.
  Value bound = state_.lists.bound_of(row);
  if (place < std::ssize(pairs)) bound = std::min(bound, pairs[at(place)].low);
  if (bound < infinite<Value>() && offset + bound < limit_) {
    push_node(bounds_, {std::max(now_, offset + bound), node});
  }
}

void ShortestPaths::expand_column(std::int32_t column, Value distance) {
  const std::int32_t node = state_.network.column_node(column);
  for (std::int32_t unit = state_.units.first_of_column(column); unit != none;
       unit = state_.units.next_of_column(unit)) {
    state_.meter.add(4);
    const Unit& one = state_.units[unit];
    assert(state_.gain(one) >= 0);
    label(state_.network.row_node(one.row), distance + state_.gain(one), node, unit);
  }
}

/// Labels the children of a node, or, where they are many, those that are as near as we are; the others wait until the
/// search comes so far, as most never see it come.
void ShortestPaths::expand_children(std::int32_t node, Value distance) {
  constexpr std::int32_t few = 64;
  const auto children = state_.children(node);
  const bool may_wait = std::ssize(children) > few;
  DeferredChildren& deferred = deferred_of(node);
  deferred.waiting.clear();
  deferred.at_once = few;
  for (const std::int32_t child : children) {
    if (!state_.may_go_down(child)) continue;
    const Value reached = distance + state_.potential(node) - state_.potential(child);
    assert(reached >= distance);
    if (!may_wait || reached <= now_) {
      label(child, reached, node, none);
    } else if (reached < limit_) {
      deferred.waiting.emplace_back(reached, child);
    }
  }
  state_.meter.add(2 * std::ssize(children) + 8);
  if (!deferred.waiting.empty()) release_nearest(node);
}

/// Labels the nearest of the children that wait, twice as many every time, and says when the next ones want to come.
void ShortestPaths::release_nearest(std::int32_t node) {
  DeferredChildren& deferred = deferred_of(node);
  std::vector<Entry>& waiting = deferred.waiting;
  const std::ptrdiff_t stay = std::max<std::ptrdiff_t>(0, std::ssize(waiting) - deferred.at_once);
  state_.meter.add(4 * std::ssize(waiting));
  // The nearest go to the end, from where they leave.
  if (stay > 0) std::ranges::nth_element(waiting, waiting.begin() + stay, std::greater{});
  for (auto child = waiting.begin() + stay; child != waiting.end(); ++child) {
    label(child->second, child->first, node, none);
  }
  waiting.resize(at(stay));
  deferred.at_once *= 2;
  if (waiting.empty()) return;
  const Value next = std::ranges::min(waiting).first;
  if (next < limit_) push_node(bounds_, {next, node});
}

void ShortestPaths::label(std::int32_t node, Value reached, std::int32_t from, std::int32_t unit) {
  Paths::Label& seen = paths_[node];
  if (reached >= seen.distance || reached >= limit_) return;
  if (seen.distance == unreached) touched_.push_back(node);
  seen = {.distance = reached, .predecessor = from, .unit = unit, .level = paths_[from].level + 1};
  if (state_.excess[at(node)] < 0) {
    if (reached < best_ || seen.level < most_steps_) {
      most_steps_ = seen.level;
      target_ = node;
    }
    best_ = reached;
    limit_ = is_phase_ ? reached + 1 : reached;
  } else if (reached == now_) {
    ready_.push_back(node);
  } else {
    push_node(nodes_, {reached, node});
  }
}

}  // namespace pairwell::kernel
