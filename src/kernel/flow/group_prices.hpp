/// Group prices: what columns and groups of columns that are full cost while rows bid.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "kernel/flow/state.hpp"

namespace pairwell::kernel {

/// The level of a unit is the price at which its row would as soon leave. A column or group that is full has the least
/// level of the units below it for its price; levels only rise.
///
/// What a group's price does to its columns is looked up at first, so that it can change at the cost of one number.
/// Once columns carry it themselves, as they do in a warm start, only their own prices change.
class GroupPrices {
 public:
  using Value = FlowState::Value;

  GroupPrices(FlowState& state, bool is_carried_by_columns)
      : state_(state), is_carried_by_columns_(is_carried_by_columns) {}

  /// Whether columns carry the prices of the groups around them, and bids leave these as they are.
  bool is_carried_by_columns() const { return is_carried_by_columns_; }

  /// The potential of a column or group of columns with what the groups around it cost.
  Value effective(std::int32_t node) const {
    if (is_carried_by_columns_ || node == 0) return state_.potential(node);
    return std::min(state_.potential(node), state_.potential(state_.parent(node)));
  }
  Value level(const Unit& unit) const { return -unit.cost - state_.potential(state_.network.row_node(unit.row)); }

  /// The unit below a column or a group of columns that the least price would drive away.
  std::int32_t weakest_unit(std::int32_t node);

  /// Takes note of a unit that was placed.
  void add_unit(std::int32_t unit);

  /// Raises the price of a column or group that is full until its weakest unit would as soon leave.
  void raise_price_if_full(std::int32_t node);

  /// Gives the columns the prices of the groups around them. Called once, after the last bid.
  void push_down();

 private:
  struct Levelled {
    Value level;
    std::int32_t unit;
    std::int32_t serial;
  };
  using UnitHeap = std::vector<Levelled>;

  std::int32_t weakest_of_column(std::int32_t node);
  std::int32_t weakest_of_group(std::int32_t group);
  UnitHeap& heap_of(std::int32_t group);
  Levelled levelled(std::int32_t unit) const { return {level(state_.units[unit]), unit, state_.units.serial(unit)}; }

  FlowState& state_;
  bool is_carried_by_columns_;
  std::vector<std::optional<UnitHeap>> heap_;  // of each group that was full: its units by level
};

}  // namespace pairwell::kernel
