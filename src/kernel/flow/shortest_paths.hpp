/// Shortest paths: from nodes with too much to the nearest with too little.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "kernel/flow/paths.hpp"
#include "kernel/flow/state.hpp"

namespace pairwell::kernel {

/// Dijkstra's method over nodes and lists. Beside the heap of nodes stands one of those that have more ways to offer:
/// lists of rows are gone through, and read further, and children of groups are released, only as far as what comes
/// next is nearest of all.
class ShortestPaths {
 public:
  using Value = FlowState::Value;

  ShortestPaths(FlowState& state, Paths& paths);

  /// Finds the nearest node with too little, and lowers potentials until the way to it costs nothing. None where it
  /// cannot be reached, or where the caller asked to stop.
  std::int32_t search(std::span<const std::int32_t> sources);

  /// Whether the search went on to all that is as near, so that more may be sent than to its target.
  bool is_phase() const { return is_phase_; }

  /// Has one search lead to one end from now on, though there may be many units too much: where no two of them go as
  /// far, what a phase looks at beyond its nearest end is in vain.
  void forgo_phases() { may_be_phase_ = false; }

  /// After a search that found nothing: whether it came to a node.
  bool was_reached(std::int32_t node) const { return paths_[node].distance != Paths::unreached; }

 private:
  using Entry = std::pair<Value, std::int32_t>;
  static constexpr Value unreached = Paths::unreached;

  /// Children of the root or a group that are not as near as the search has come.
  struct DeferredChildren {
    std::vector<Entry> waiting;  // by distance
    std::int32_t at_once = 0;
  };

  void begin(std::span<const std::int32_t> sources);
  void run();
  void end();
  void expand_if_short(std::int32_t node);
  void expand(std::int32_t node);
  void expand_row(std::int32_t row);
  void expand_column(std::int32_t column, Value distance);
  void expand_children(std::int32_t node, Value distance);
  void release_nearest(std::int32_t node);
  void read_on(std::int32_t row);
  void label(std::int32_t node, Value reached, std::int32_t from, std::int32_t unit);
  DeferredChildren& deferred_of(std::int32_t node) {
    return deferred_[at(node == 0 ? 0 : node - state_.network.row_group_node(0) + 1)];
  }

  FlowState& state_;
  Paths& paths_;
  std::vector<std::int32_t> place_;         // of each row: where its list goes on
  std::vector<DeferredChildren> deferred_;  // of the root and each group
  std::vector<std::int32_t> touched_, scanned_, ready_;
  std::size_t next_ready_ = 0;
  std::vector<Entry> nodes_, bounds_;  // heaps
  Value now_ = 0;
  Value best_ = unreached;
  Value limit_ = unreached;      // nothing as far as this is of interest
  std::int32_t most_steps_ = 0;  // of paths to the nearest end
  std::int32_t target_ = none;
  bool is_phase_ = false;
  bool may_be_phase_ = true;
};

}  // namespace pairwell::kernel
