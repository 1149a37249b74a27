/// Proved: a matching with its proof, which is solved for where the matching does not carry it.
#pragma once

#include <string_view>

#include "pairwell/core/progress.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// The matching, with prices or steps for each of its stages.
/// @param matching that check_matching() finds nothing wrong with; its digest may be empty.
/// @throws InvalidInput where it is not the best of its problem; Stopped where the checkpoint ends.
/// @complexity O(E) for each stage; without a certificate, a call of match.
Matching proved(std::string_view function, const Problem& problem, const Matching& matching, const Control& control,
                Checkpoint& checkpoint);

/// The pairs of the matching with the proof of another one that was solved for.
/// @throws InvalidInput where that does not prove them; Stopped where the checkpoint ends.
Matching proved_by(std::string_view function, const Problem& problem, const Matching& matching, const Matching& solved,
                   const Control& control, Checkpoint& checkpoint);

}  // namespace pairwell
