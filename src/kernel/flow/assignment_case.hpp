/// Assignment case: a network without groups in which every row must have one of all columns is a table, and is solved
/// as one (src/kernel/README.md).
#pragma once

#include <optional>

#include "kernel/common.hpp"
#include "kernel/flow/flow.hpp"

namespace pairwell::kernel {

/// What maximise() promises, by the solver of small tables; none where the network is no such table, is a large one, or
/// has no flow. What the flow holds before is not looked at.
std::optional<Outcome> maximise_as_assignment(const Network& network, Weights weight, Flow& flow, const Spend& spend,
                                              const Reach& reach);

}  // namespace pairwell::kernel
