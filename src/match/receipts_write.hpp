/// Receipts, written: what a verified matching proves of each person.
#pragma once

#include "pairwell/core/progress.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"
#include "pairwell/match/receipts.hpp"

namespace pairwell {

/// Fills in a receipt for everybody, and the lists of prices. Of what is published, the stages and groups are there.
/// @param matching which verify has found to hold.
/// @throws Stopped once the checkpoint has ended.
void write_receipts(const Problem& problem, const Matching& matching, Checkpoint& checkpoint, Receipts& receipts);

}  // namespace pairwell
