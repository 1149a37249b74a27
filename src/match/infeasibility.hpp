/// Infeasibility: the few rules that collide where no matching obeys all.
#pragma once

#include <optional>

#include "kernel/flow/flow.hpp"
#include "match/network.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Reduces what the kernel found to rules of which none can be spared, with the prices that prove that they collide.
/// None where `spend` asked to stop.
/// @param flow how the kernel left it: infeasible.
/// @complexity O(E + V) for each pair that is asked for and that the kernel did not place, and for each rule in the cut
/// where more than one pair is missing.
std::optional<Infeasibility> explain_infeasible(const Problem& problem, const MatchNetwork& match,
                                                const kernel::Flow& flow, const kernel::Spend& spend);

}  // namespace pairwell
