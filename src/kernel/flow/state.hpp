/// State: what one run of maximise works on, and how far it has come. Costs are negated weights; the reduced cost of an
/// arc u -> v is cost + p[u] - p[v].
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "kernel/common.hpp"
#include "kernel/flow/flow.hpp"
#include "kernel/flow/network_lists.hpp"
#include "kernel/flow/units.hpp"

namespace pairwell::kernel {

/// Gathers work and tells it in lots, and tells how far a run has come.
class FlowMeter {
 public:
  FlowMeter(const Spend& spend, const Reach& reach) : spend_(spend), reach_(reach) {}

  void add(std::int64_t work) { work_ += work; }

  /// The work since the run began.
  std::int64_t total() const { return told_ + work_; }

  /// Begins the next of three parts: reading the rows, bids, and searches for the units that these left.
  void enter_part(std::int64_t steps) {
    ++part_;
    steps_ = steps;
    done_ = 0;
  }

  /// Bids may take more steps than were expected; the part is then as good as through.
  void advance(std::int64_t steps = 1) {
    done_ = std::min(done_ + steps, steps_);
    reached_ = std::max(reached_, whole_search * (part_ * steps_ + done_) / (parts * steps_));
  }

  /// Tells the work that was done; false once the run should end.
  bool paid() {
    if (reach_) reach_(reached_);
    told_ += work_;
    stopped_ = !spend_(std::exchange(work_, 0)) || stopped_;
    return !stopped_;
  }
  bool paid_if_due() { return work_ <= lot || paid(); }
  bool stopped() const { return stopped_; }

 private:
  static constexpr std::int64_t lot = 4096;
  static constexpr std::int64_t parts = 3;

  const Spend& spend_;
  const Reach& reach_;
  std::int64_t work_ = 0;
  std::int64_t told_ = 0;
  std::int64_t part_ = -1;
  std::int64_t steps_ = 1;
  std::int64_t done_ = 0;
  std::int64_t reached_ = 0;
  bool stopped_ = false;
};

struct FlowState {
  using Value = std::int64_t;

  FlowState(const Network& network_to_solve, Weights weights, Flow& flow_to_find, const Spend& spend,
            const Reach& reach);

  const Network& network;
  const Weights weight;
  Flow& flow;
  FlowMeter meter;
  NetworkLists lists;
  Units units;
  std::vector<std::pair<std::int32_t, std::int32_t>> held;  ///< Row and column of the pairs that are in.
  std::vector<std::int64_t> excess;                         ///< Inflow less outflow of each node.
  std::vector<std::int32_t> row_groups, column_groups;      ///< Nodes, outer ones first.

  /// The children of a node in the order of their numbers.
  std::span<const std::int32_t> children(std::int32_t node) const {
    return {child_.data() + child_start_[at(node)], at(child_start_[at(node + 1)] - child_start_[at(node)])};
  }

  Value& potential(std::int32_t node) { return flow.potential[at(node)]; }
  Value potential(std::int32_t node) const { return flow.potential[at(node)]; }
  const Value* prices() const { return flow.potential.data() + network.column_node(0); }

  /// What a chosen pair is better by than its price: its reduced cost, backwards.
  Value gain(const Unit& unit) const {
    return potential(network.column_node(unit.column)) - potential(network.row_node(unit.row)) - unit.cost;
  }

  std::int32_t parent(std::int32_t node) const { return network.parent[at(node)]; }
  bool may_rise(std::int32_t node) const { return flow.tree[at(node)] < network.most[at(node)]; }
  bool may_fall(std::int32_t node) const { return flow.tree[at(node)] > network.least[at(node)]; }
  bool has_several(std::int32_t row) const { return network.most[at(network.row_node(row))] > 1; }
  bool may_go_up(std::int32_t node) const { return network.on_row_side(node) ? may_fall(node) : may_rise(node); }
  /// To the node from its parent.
  bool may_go_down(std::int32_t node) const { return network.on_row_side(node) ? may_rise(node) : may_fall(node); }

  /// Calls visit(row, column) for each unit, and for each pair that is in.
  template <class Visit>
  void each_chosen(Visit visit) const {
    for (std::int32_t row = 0; row < network.rows; ++row) {
      for (std::int32_t unit = units.first_of_row(row); unit != none; unit = units.next_of_row(unit)) {
        visit(row, units[unit].column);
      }
    }
    for (const auto& [row, column] : held) visit(row, column);
  }

 private:
  std::vector<std::int32_t> child_start_, child_;
};

}  // namespace pairwell::kernel
