// Phases: depth-first searches on arcs of reduced cost 0, for nodes with many units too much.
#include <cstdint>
#include <span>

#include "kernel/flow/search.hpp"

namespace pairwell::kernel {

/// Sends what goes from the sources on arcs of reduced cost 0. A node without a way on is not tried again in this
/// phase.
bool FlowSearch::send_on_tight_arcs(std::span<const std::int32_t> sources) {
  ++phase_;
  for (const std::int32_t source : sources) {
    while (excess_[at(source)] > 0 && find_tight_path(source)) {
      const std::int32_t target = tip_;
      // What is on the path may serve again; the units of its columns change, and are gone through anew.
      for (std::int32_t node = target; node != none; node = node == source ? none : label_[at(node)].predecessor) {
        closed_[at(node)] = 0;
        if (network_.is_column(node)) visited_[at(node)] = 0;
      }
      send(source, target);
      if (work_ > 4096 && !paid()) return false;
    }
  }
  return true;
}

/// Leaves the end of a path in tip_, and the way to it in label_.
bool FlowSearch::find_tight_path(std::int32_t source) {
  tip_ = source;
  closed_[at(source)] = phase_;
  while (excess_[at(tip_)] >= 0) {
    if (visited_[at(tip_)] != phase_) {
      visited_[at(tip_)] = phase_;
      cursor_[at(tip_)] = first_way(tip_);
    }
    if (step_on(tip_)) continue;
    if (tip_ == source) return false;
    tip_ = label_[at(tip_)].predecessor;
  }
  return true;
}

/// Where a node's ways out begin: a place in its list, a unit or a child.
std::int32_t FlowSearch::first_way(std::int32_t node) const {
  if (network_.is_row(node)) return 0;
  if (network_.is_column(node)) return units_.first_of_column(node - network_.column_node(0));
  return child_start_[at(node)];
}

/// Goes on to a node that no path of this phase has closed.
bool FlowSearch::step_on(std::int32_t node) {
  work_ += 4;
  if (network_.is_row(node) && step_from_row(node - network_.row_node(0))) return true;
  if (network_.is_column(node) && step_from_column(node)) return true;
  if (!network_.is_row(node) && !network_.is_column(node) && step_to_child(node)) return true;
  if (node == 0) return false;
  const bool may_go_up = network_.on_row_side(node) ? may_fall(node) : may_rise(node);
  return may_go_up && step_to(network_.parent[at(node)], node, Units::none);
}

bool FlowSearch::step_from_row(std::int32_t row) {
  const std::int32_t node = network_.row_node(row);
  const auto pairs = lists_.pairs_of(row);
  for (std::int32_t& place = cursor_[at(node)]; place < std::ssize(pairs); ++place) {
    ++work_;
    const Candidate<Value>& listed = pairs[at(place)];
    if (listed.low > -potential(node)) break;
    const std::int32_t column = network_.column_node(listed.column);
    if (potential(node) + listed.cost != potential(column) || closed_[at(column)] == phase_) continue;
    if (network_.most[at(node)] > 1 && has_unit(row, listed.column)) continue;
    if (!step_to(column, node, Units::none)) continue;
    step_cost_[at(column)] = listed.cost;
    return true;
  }
  return false;
}

bool FlowSearch::has_unit(std::int32_t row, std::int32_t column) const {
  for (auto unit = units_.first_of_row(row); unit != Units::none; unit = units_.next_of_row(unit)) {
    if (units_[unit].column == column) return true;
  }
  return false;
}

bool FlowSearch::step_from_column(std::int32_t node) {
  for (std::int32_t& unit = cursor_[at(node)]; unit != Units::none; unit = units_.next_of_column(unit)) {
    ++work_;
    if (gain(units_[unit]) == 0 && step_to(network_.row_node(units_[unit].row), node, unit)) return true;
  }
  return false;
}

bool FlowSearch::step_to_child(std::int32_t node) {
  for (std::int32_t& index = cursor_[at(node)]; index < child_start_[at(node + 1)]; ++index) {
    ++work_;
    const std::int32_t child = child_[at(index)];
    const bool may_go_down = network_.on_row_side(child) ? may_rise(child) : may_fall(child);
    if (may_go_down && step_to(child, node, Units::none)) return true;
  }
  return false;
}

/// Takes a step that costs nothing to where no path of this phase was: one step further from the source than before, as
/// the search counted steps, or to an end. So paths stay short.
bool FlowSearch::step_to(std::int32_t node, std::int32_t from, std::int32_t unit) {
  if (closed_[at(node)] == phase_) return false;
  if (label_[at(node)].level != label_[at(from)].level + 1 && excess_[at(node)] >= 0) return false;
  const bool is_tree = unit == Units::none && !(network_.is_row(from) && network_.is_column(node));
  if (is_tree && potential(node) != potential(from)) return false;
  closed_[at(node)] = phase_;
  label_[at(node)].predecessor = from;
  label_[at(node)].unit = unit;
  tip_ = node;
  return true;
}

}  // namespace pairwell::kernel
