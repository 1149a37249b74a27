/// Network: a problem as the kernel reads it, and what the kernel found as prices and faces.
#pragma once

#include <cstdint>
#include <vector>

#include "kernel/flow.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// A problem's network with the points of its pairs. Upper limits are cut to what pairs there are, since the kernel
/// wants them finite; `is_cut` remembers where.
struct MatchNetwork {
  kernel::Network network;
  std::vector<std::int32_t> mentee;  ///< Of each pair.
  std::vector<std::int64_t> units;   ///< Of each pair.
  std::vector<bool> locked;          ///< Of each pair.
  std::vector<bool> is_cut;          ///< Of each node: its upper limit is under the problem's own.
};

MatchNetwork make_network(const Problem& problem);

/// The prices behind a flow's potentials. A price on a limit that was cut is passed on to the pairs below it, so that
/// positive prices stand only where the problem's own limit is reached.
Prices make_prices(const MatchNetwork& match, const kernel::Flow& flow);

/// Keeps only what is as good: pairs with a loss leave, pairs with a gain stay, and whoever has a price is held at the
/// end of the range.
void narrow(MatchNetwork& match, const std::vector<std::int64_t>& weight, const Prices& prices);

/// Makes the network smaller where most pairs are out: they stay out, and later stages need not read them.
/// @param beside a number for each pair that is to be kept in step; may be null.
void forget_pairs_that_are_out(MatchNetwork& match, kernel::Flow& flow, std::vector<std::int32_t>* beside = nullptr);

/// The sum of the prices that a pair pays, by mentee and by mentor.
struct PairPrices {
  std::vector<std::int64_t> mentee;
  std::vector<std::int64_t> mentor;
};

PairPrices pair_prices(const kernel::Network& network, const Prices& prices);

}  // namespace pairwell
