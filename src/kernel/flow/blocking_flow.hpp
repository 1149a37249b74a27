/// Blocking flow: where there are many units too much, all that go the same distance are sent at once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kernel/flow/paths.hpp"
#include "kernel/flow/state.hpp"

namespace pairwell::kernel {

/// Depth-first searches on arcs of reduced cost 0 (after Hopcroft & Karp 1973), in as few steps as the search for
/// shortest paths before them counted. A node without a way on is not tried again in the same phase.
class BlockingFlow {
 public:
  BlockingFlow(FlowState& state, Paths& paths);

  /// Sends what goes from the sources. False where the caller asked to stop.
  bool send_from(std::span<const std::int32_t> sources);

  /// How many paths the last call sent along.
  std::int64_t sent() const { return sent_; }

 private:
  bool find_path(std::int32_t source);
  std::int32_t first_way(std::int32_t node) const;
  bool step_on(std::int32_t node);
  bool step_from_row(std::int32_t row);
  bool step_from_column(std::int32_t node);
  bool step_to_child(std::int32_t node);
  bool step_to(std::int32_t node, std::int32_t from, std::int32_t unit);
  bool step_on_tree(std::int32_t node, std::int32_t from);

  FlowState& state_;
  Paths& paths_;
  std::vector<std::int32_t> visited_;  // of each node: the phase that came by last
  std::vector<std::int32_t> closed_;   // of each node: the phase in which it is on the path or leads nowhere
  std::vector<std::int32_t> cursor_;   // of each node: where the phase goes on among the ways out
  std::int32_t phase_ = 0;
  std::int64_t sent_ = 0;
  std::int32_t tip_ = none;  // of the path
};

}  // namespace pairwell::kernel
