#include "kernel/flow/blocking_flow.hpp"

#include <utility>

namespace pairwell::kernel {

BlockingFlow::BlockingFlow(FlowState& state, Paths& paths)
    : state_(state),
      paths_(paths),
      visited_(at(state.network.nodes()), 0),
      closed_(at(state.network.nodes()), 0),
      cursor_(at(state.network.nodes()), 0) {}

bool BlockingFlow::send_from(std::span<const std::int32_t> sources) {
  ++phase_;
  sent_ = 0;
  for (const std::int32_t source : sources) {
    while (state_.excess[at(source)] > 0 && find_path(source)) {
      const std::int32_t target = tip_;
      // What is on the path may serve again; the units of its columns change, and are gone through anew.
      for (std::int32_t node = target; node != none; node = node == source ? none : paths_[node].predecessor) {
        closed_[at(node)] = 0;
        if (state_.network.is_column(node)) visited_[at(node)] = 0;
      }
      paths_.send(source, target);
      ++sent_;
      if (!state_.meter.paid_if_due()) return false;
    }
  }
  return true;
}

/// Leaves the end of a path in tip_, and the way to it in the labels.
bool BlockingFlow::find_path(std::int32_t source) {
  tip_ = source;
  closed_[at(source)] = phase_;
  while (state_.excess[at(tip_)] >= 0) {
    if (visited_[at(tip_)] != phase_) {
      visited_[at(tip_)] = phase_;
      cursor_[at(tip_)] = first_way(tip_);
    }
    if (step_on(tip_)) continue;
    if (tip_ == source) return false;
    tip_ = paths_[tip_].predecessor;
  }
  return true;
}

/// Where a node's ways out begin: a place in its list or among its children, or a unit.
std::int32_t BlockingFlow::first_way(std::int32_t node) const {
  const bool is_column = state_.network.is_column(node);
  return is_column ? state_.units.first_of_column(node - state_.network.column_node(0)) : 0;
}

/// Goes on to a node that no path of this phase has closed.
bool BlockingFlow::step_on(std::int32_t node) {
  state_.meter.add(4);
  if (state_.network.is_row(node)) {
    if (step_from_row(node - state_.network.row_node(0))) return true;
  } else if (state_.network.is_column(node)) {
    if (step_from_column(node)) return true;
  } else if (step_to_child(node)) {
    return true;
  }
  return node != 0 && state_.may_go_up(node) && step_on_tree(state_.parent(node), node);
}

bool BlockingFlow::step_from_row(std::int32_t row) {
  const std::int32_t node = state_.network.row_node(row);
  const FlowState::Value potential = state_.potential(node);
  const auto pairs = std::as_const(state_.lists).pairs_of(row);
  for (std::int32_t& place = cursor_[at(node)]; place < std::ssize(pairs); ++place) {
    state_.meter.add(1);
    const Candidate<FlowState::Value>& listed = pairs[at(place)];
    if (listed.low > -potential) break;
    const std::int32_t column = state_.network.column_node(listed.column);
    if (potential + listed.cost != state_.potential(column) || closed_[at(column)] == phase_) continue;
    if (state_.has_several(row) && state_.units.has(row, listed.column)) continue;
    if (!step_to(column, node, none)) continue;
    paths_.step_cost(column) = listed.cost;
    return true;
  }
  return false;
}

bool BlockingFlow::step_from_column(std::int32_t node) {
  for (std::int32_t& unit = cursor_[at(node)]; unit != none; unit = state_.units.next_of_column(unit)) {
    state_.meter.add(1);
    const Unit& one = state_.units[unit];
    if (state_.gain(one) == 0 && step_to(state_.network.row_node(one.row), node, unit)) return true;
  }
  return false;
}

bool BlockingFlow::step_to_child(std::int32_t node) {
  const auto children = state_.children(node);
  for (std::int32_t& index = cursor_[at(node)]; index < std::ssize(children); ++index) {
    state_.meter.add(1);
    const std::int32_t child = children[at(index)];
    if (state_.may_go_down(child) && step_on_tree(child, node)) return true;
  }
  return false;
}

bool BlockingFlow::step_on_tree(std::int32_t node, std::int32_t from) {
  return state_.potential(node) == state_.potential(from) && step_to(node, from, none);
}

/// Takes a step that costs nothing to where no path of this phase was: one step further from the source than before, as
/// the search counted steps, or to an end. So paths stay short.
bool BlockingFlow::step_to(std::int32_t node, std::int32_t from, std::int32_t unit) {
  if (closed_[at(node)] == phase_) return false;
  Paths::Label& seen = paths_[node];
  if (seen.level != paths_[from].level + 1 && state_.excess[at(node)] >= 0) return false;
  closed_[at(node)] = phase_;
  seen.predecessor = from;
  seen.unit = unit;
  tip_ = node;
  return true;
}

}  // namespace pairwell::kernel
