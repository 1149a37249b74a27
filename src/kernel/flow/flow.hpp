/// Flow: the flow of greatest worth on a network, by shortest paths over rows that are read only as far as prices need
/// (docs/design/matching.md, The kernel).
///
/// Invariant between searches: no residual arc has negative reduced cost under the potentials, and potentials only
/// fall. README.md in this folder says which part does what.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "kernel/common.hpp"
#include "kernel/flow/network.hpp"

namespace pairwell::kernel {

/// A flow and the potentials that prove it. Start from an empty one; a flow of an earlier call is a warm start.
struct Flow {
  std::vector<std::uint8_t> chosen;     ///< Of each pair, 0 or 1.
  std::vector<std::int64_t> tree;       ///< Of the arc between each node and its parent.
  std::vector<std::int64_t> potential;  ///< Of each node; the root's is 0.
};

/// Told how much work was done, in units of about a nanosecond; returns false to stop.
using Spend = std::function<bool(std::int64_t)>;

/// Told how far a search has come, in thousandths of the whole; never less than before.
using Reach = std::function<void(std::int64_t)>;

/// Of a search that is through.
inline constexpr std::int64_t whole_search = 1000;

/// How a search begins.
enum class Start {
  cold,  ///< From no prices; what the flow has chosen is kept where it fits them.
  warm,  ///< From the potentials of the flow, which belong to weights or ranges much like these.
};

/// Finds the flow of greatest weight among those that obey the ranges and the states of the pairs.
///
/// Solved: potentials p make (weight - p[row] + p[column]) at most 0 on free pairs that are not chosen and at least 0
/// on chosen ones; and p falls or rises along a tree arc only where its flow is at an end of its range. Infeasible: the
/// potentials are 0 on one side of a cut that asks for more than it lets through and constant on the other.
/// @param weight (nodes + 1) times the largest must stay under 2^62.
/// @param threads how many read the rows at first; nothing that is found depends on it.
/// @complexity O(E) to read the pairs, then a search for every unit that bids do not place: O(E log V) each at worst,
/// and usually the few nodes that it comes by.
Outcome maximise(const Network& network, Weights weight, Flow& flow, const Spend& spend, Start start = Start::cold,
                 const Reach& reach = {}, std::int32_t threads = 1);

}  // namespace pairwell::kernel
