// Shortest paths: a search for each unit that bids leave, and what it changes.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "kernel/flow/search.hpp"

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
  settle_trees();
  count_excess();
  if (!auction_phase()) return Outcome::stopped;
  find_sources();
  for (const std::int32_t source : sources_) to_send_ += excess_[at(source)];
  for (auto sources = next_sources(); !sources.empty(); sources = next_sources()) {
    const std::int32_t target = search(sources);
    if (stopped_) return Outcome::stopped;
    if (target == none) return cut();
    end_search();
    send(source_of(target), target);
    if (is_phase_ && !send_on_tight_arcs(sources)) return Outcome::stopped;
    choose_search_mode(sources);
  }
  return finish(Outcome::solved);
}

void FlowSearch::find_sources() {
  sources_.clear();
  for (std::int32_t node = 0; node < network_.nodes(); ++node) {
    if (excess_[at(node)] > 0) sources_.push_back(node);
  }
  std::reverse(sources_.begin() + (excess_[0] > 0 ? 1 : 0), sources_.end());
}

/// Where the next search begins: at all nodes with too much, or at one of them. Only the root waits until the others
/// are through.
std::span<const std::int32_t> FlowSearch::next_sources() {
  const auto is_through = [this](std::int32_t node) { return excess_[at(node)] == 0; };
  if (multi_source_) {
    std::erase_if(sources_, is_through);
  } else {
    while (!sources_.empty() && is_through(sources_.back())) sources_.pop_back();
  }
  const std::span<const std::int32_t> sources = sources_;
  if (sources.size() <= 1) return sources;
  return multi_source_ ? sources.subspan(sources.front() == 0 ? 1 : 0) : sources.last(1);
}

/// A search from everywhere that settles only few has cost more than theirs alone would.
void FlowSearch::choose_search_mode(std::span<const std::int32_t> sources) {
  const auto through = std::ranges::count_if(sources, [this](std::int32_t node) { return excess_[at(node)] == 0; });
  if (8 * through < std::ssize(sources)) multi_source_ = false;
}

std::int32_t FlowSearch::source_of(std::int32_t target) const {
  std::int32_t node = target;
  while (label_[at(node)].predecessor != none) node = label_[at(node)].predecessor;
  return node;
}

/// Dijkstra from nodes with too much to the nearest with too little. Beside the heap of nodes stands one of those that
/// have more ways to offer: lists of rows are gone through, and read further, and children of groups are brought up,
/// only as far as what comes next is nearest of all.
std::int32_t FlowSearch::search(std::span<const std::int32_t> sources) {
  begin_search(sources);
  while (now_ < limit_) {
    if (work_ > 4096 && !paid()) return none;
    if (next_ready_ < ready_.size()) {
      expand_if_short(ready_[next_ready_++]);
      continue;
    }
    ready_.clear();
    next_ready_ = 0;
    while (!nodes_.empty() && nodes_.front().first > label_[at(nodes_.front().second)].distance) pop(nodes_);
    const Value next = nodes_.empty() ? unreached : nodes_.front().first;
    // A phase goes as far as the nearest end, but reads nothing more for it.
    const Value bound = bounds_.empty() || bounds_.front().first >= best_ ? unreached : bounds_.front().first;
    if (std::min(next, bound) >= limit_) break;
    now_ = std::min(next, bound);
    if (bound < next) {
      const std::int32_t node = bounds_.front().second;
      pop(bounds_);
      if (network_.is_row(node)) {
        read_on(node - network_.row_node(0));
      } else {
        release_nearest(node);
      }
    } else {
      const std::int32_t node = nodes_.front().second;
      pop(nodes_);
      expand_if_short(node);
    }
  }
  return paid() ? target_ : none;
}

void FlowSearch::begin_search(std::span<const std::int32_t> sources) {
  nodes_.clear();
  bounds_.clear();
  ready_.clear();
  next_ready_ = 0;
  scanned_.clear();
  for (const std::int32_t node : touched_) label_[at(node)].level = -1;
  touched_.clear();
  // One unit too much needs one path, many are sent all that go as far.
  const std::int32_t first = sources.front();
  is_phase_ = sources.size() > 1 || (excess_[at(first)] > 1 && !network_.is_row(first));
  best_ = limit_ = unreached;
  most_steps_ = std::numeric_limits<std::int32_t>::max();
  target_ = none;
  now_ = 0;
  for (const std::int32_t source : sources) {
    label_[at(source)].distance = 0;
    label_[at(source)].predecessor = none;
    label_[at(source)].level = 0;
    touched_.push_back(source);
    ready_.push_back(source);
  }
}

/// Potentials of the nodes that lie nearer than the target fall by as much as they are nearer.
void FlowSearch::end_search() {
  for (const std::int32_t node : scanned_) potential(node) -= best_ - std::min(best_, label_[at(node)].distance);
  for (const std::int32_t node : touched_) label_[at(node)].distance = unreached;
}

/// Of the ways that are as long as the nearest end's, a phase follows those of as few steps.
void FlowSearch::expand_if_short(std::int32_t node) {
  const Label& seen = label_[at(node)];
  if (seen.distance < best_ || seen.level < most_steps_) expand(node);
}

void FlowSearch::expand(std::int32_t node) {
  const Value distance = label_[at(node)].distance;
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
  const Value offset = label_[at(node)].distance + potential(node);
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
    const Candidate<Value>& listed = pairs[at(place)];
    if (offset + listed.low >= limit_) break;
    const std::int32_t column = network_.column_node(listed.column);
    const Value reached = std::max(now_, offset + (listed.cost - potential(column)));
    if (reached >= limit_) ++passed;
    if (reached >= label_[at(column)].distance || reached >= limit_) continue;
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

/// Labels the children of a node, or, where they are many, those that are as near as we are; the others wait until the
/// search comes so far, as most never see it come.
void FlowSearch::expand_children(std::int32_t node, Value distance) {
  constexpr std::int32_t few = 64;
  const std::int32_t first = child_start_[at(node)];
  const std::int32_t end = child_start_[at(node + 1)];
  const bool may_wait = end - first > few;
  DeferredChildren& deferred = deferred_[at(deferred_of(node))];
  deferred.waiting.clear();
  deferred.at_once = few;
  for (std::int32_t index = first; index < end; ++index) {
    const std::int32_t child = child_[at(index)];
    const bool may_go_down = network_.on_row_side(child) ? may_rise(child) : may_fall(child);
    if (!may_go_down) continue;
    const Value reached = distance + potential(node) - potential(child);
    if (!may_wait || reached <= now_) {
      label(child, reached, node, Units::none);
    } else if (reached < limit_) {
      deferred.waiting.emplace_back(reached, child);
    }
  }
  work_ += 2 * (end - first) + 8;
  if (!deferred.waiting.empty()) release_nearest(node);
}

/// Labels the nearest of the children that wait, twice as many every time, and says when the next ones want to come.
void FlowSearch::release_nearest(std::int32_t node) {
  DeferredChildren& deferred = deferred_[at(deferred_of(node))];
  std::vector<Entry>& waiting = deferred.waiting;
  const std::ptrdiff_t stay = std::max<std::ptrdiff_t>(0, std::ssize(waiting) - deferred.at_once);
  work_ += 4 * std::ssize(waiting);
  // The nearest go to the end, from where they leave.
  if (stay > 0) std::ranges::nth_element(waiting, waiting.begin() + stay, std::greater{});
  for (auto child = waiting.begin() + stay; child != waiting.end(); ++child) {
    label(child->second, child->first, node, Units::none);
  }
  waiting.resize(at(stay));
  deferred.at_once *= 2;
  if (waiting.empty()) return;
  const Value next = std::ranges::min(waiting).first;
  if (next < limit_) push(bounds_, {next, node});
}

void FlowSearch::label(std::int32_t node, Value reached, std::int32_t from, std::int32_t unit) {
  Label& seen = label_[at(node)];
  if (reached >= seen.distance || reached >= limit_) return;
  if (seen.distance == unreached) touched_.push_back(node);
  seen = {.distance = reached, .predecessor = from, .unit = unit, .level = label_[at(from)].level + 1};
  if (excess_[at(node)] < 0) {
    if (reached < best_ || seen.level < most_steps_) {
      most_steps_ = seen.level;
      target_ = node;
    }
    best_ = reached;
    limit_ = is_phase_ ? reached + 1 : reached;
  } else if (reached == now_) {
    ready_.push_back(node);
  } else {
    push(nodes_, {reached, node});
  }
}

std::int64_t FlowSearch::amount_to_send(std::int32_t source, std::int32_t target) const {
  std::int64_t amount = std::min(excess_[at(source)], -excess_[at(target)]);
  for (std::int32_t node = target; node != source && amount > 1; node = label_[at(node)].predecessor) {
    const std::int32_t before = label_[at(node)].predecessor;
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
  for (std::int32_t node = target; node != source; node = label_[at(node)].predecessor) {
    const std::int32_t before = label_[at(node)].predecessor;
    if (network_.is_row(before) && network_.is_column(node)) {
      units_.add({step_cost_[at(node)], before - network_.row_node(0), node - network_.column_node(0)});
    } else if (label_[at(node)].unit != Units::none) {
      units_.remove(label_[at(node)].unit);
    } else {
      const bool goes_up = before != 0 && network_.parent[at(before)] == node;
      const std::int32_t tree = goes_up ? before : node;
      flow_.tree[at(tree)] += network_.on_row_side(tree) != goes_up ? amount : -amount;
    }
  }
  excess_[at(source)] -= amount;
  excess_[at(target)] += amount;
  sent_ += amount;
  reach(2, sent_, to_send_);
}

/// How far one of the three parts has come: reading the rows, bids, and searches for the units that these left.
void FlowSearch::reach(std::int64_t part, std::int64_t done, std::int64_t of) {
  constexpr std::int64_t parts = 3;
  reached_ = std::max(reached_, whole_search * (part * of + std::min(done, of)) / (parts * of));
}

bool FlowSearch::paid() {
  if (reach_) reach_(reached_);
  stopped_ = !spend_(std::exchange(work_, 0)) || stopped_;
  return !stopped_;
}

Outcome FlowSearch::cut() {
  for (std::int32_t node = 0; node < network_.nodes(); ++node) {
    potential(node) = label_[at(node)].distance == unreached ? 1 : 0;
  }
  return finish(Outcome::infeasible);
}

Outcome FlowSearch::finish(Outcome outcome) {
  const Value root = potential(0);
  for (Value& one : flow_.potential) one -= root;
  flow_.chosen.assign(network_.state.size(), 0);
  for (const auto& [row, column] : in_) flow_.chosen[at(network_.pair_of(row, column))] = 1;
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    for (auto unit = units_.first_of_row(row); unit != Units::none; unit = units_.next_of_row(unit)) {
      flow_.chosen[at(network_.pair_of(row, units_[unit].column))] = 1;
    }
  }
  return outcome;
}

}  // namespace pairwell::kernel
