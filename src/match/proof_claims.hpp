/// Proof of claims: checks that the rules which an infeasibility names are the problem's own and collide by themselves.
#pragma once

#include "match/proof.hpp"

namespace pairwell::proof {

/// Adds to the failures whatever is wrong with the rules that are named, given prices that fit the problem.
/// @throws TooLarge where a sum leaves 64 bits.
void check_claims(const Problem& problem, const Infeasibility& why, PairTable& table, Everyone& everyone,
                  Failures& failures);

}  // namespace pairwell::proof
