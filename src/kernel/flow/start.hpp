/// Start: the first potentials, and what is kept of an earlier flow.
#pragma once

#include <cstdint>

#include "kernel/flow/state.hpp"

namespace pairwell::kernel {

/// Brings a state to where all flows are in their ranges, no arc with room has negative reduced cost, and only balance
/// is lacking.
class FlowStart {
 public:
  FlowStart(FlowState& state, Start start, std::int32_t threads);

  /// Whether the potentials of the earlier flow are kept.
  bool is_warm() const { return is_warm_; }

  /// Whether rows of groups begin without units and come in one by one.
  bool has_queues() const { return has_queues_; }

  /// False where the caller asked to stop.
  bool run();

 private:
  bool read_rows();
  bool list_rows_apart(std::int32_t first, std::int32_t end);
  void raise_to_best_pair(std::int32_t row);
  void keep_pairs_of(std::int32_t row);
  void keep_unit(std::int32_t row, std::int64_t pair);
  void settle_trees();
  void count_excess();

  FlowState& state_;
  std::int32_t threads_;
  bool is_warm_;
  bool has_queues_;
};

}  // namespace pairwell::kernel
