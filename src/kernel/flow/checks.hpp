/// Checks: the invariants of a flow, for assertions.
#pragma once

#include <cstdint>

#include "kernel/flow/state.hpp"

namespace pairwell::kernel {

/// Of the arc between a node and its parent.
bool is_tree_flow_in_range(const FlowState& state, std::int32_t node);

/// Whether the arc between a node and its parent has no room in the direction in which its reduced cost is negative.
bool is_tree_arc_at_its_end(const FlowState& state, std::int32_t node);

/// Full check: all flows are in their ranges, no arc with room has negative reduced cost, the units are those of free
/// pairs, once each, and the excess of every node is what its arcs say. True unseen where a network is too large.
/// @complexity O(E)
bool is_optimal_but_for_balance(const FlowState& state);

}  // namespace pairwell::kernel
