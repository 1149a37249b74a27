/// Paths: how searches came to each node, and what they send on the way.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "kernel/flow/state.hpp"

namespace pairwell::kernel {

class Paths {
 public:
  using Value = FlowState::Value;
  static constexpr Value unreached = std::numeric_limits<Value>::max();

  struct Label {
    Value distance = unreached;       ///< Between searches, too.
    std::int32_t predecessor = none;  ///< The node before.
    std::int32_t unit = none;         ///< That is taken back on the way from a column to a row.
    std::int32_t level = -1;          ///< Steps from the source; -1 for a node that was not reached.
  };

  explicit Paths(FlowState& state) : state_(state), label_(state.excess.size()), step_cost_(state.excess.size()) {}

  Label& operator[](std::int32_t node) { return label_[at(node)]; }
  const Label& operator[](std::int32_t node) const { return label_[at(node)]; }

  /// The cost of the pair on the way from a row to a column.
  Value& step_cost(std::int32_t column) { return step_cost_[at(column)]; }

  std::int32_t source_of(std::int32_t target) const;

  /// Sends as many units as the way from a source to a target lets through.
  void send(std::int32_t source, std::int32_t target);

 private:
  std::int64_t amount_to_send(std::int32_t source, std::int32_t target) const;

  FlowState& state_;
  std::vector<Label> label_;
  std::vector<Value> step_cost_;
};

}  // namespace pairwell::kernel
