/// Optimal face: all best matchings of a problem as one network, and one of them as a flow.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "match/network.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// The flows of the network are the best matchings.
struct OptimalFace {
  Matching matching{};                 ///< One of them, without digest and without prices.
  MatchNetwork match{};                ///< Pairs that are in none may have been left out.
  std::vector<std::uint8_t> chosen{};  ///< Of each pair of the network, whether the matching has it.
};

/// Solves as match() does, and narrows the network by the last stage, too. Of a matching that is not optimal the
/// network is of no use.
OptimalFace optimal_face(const Problem& problem, const Objective& objective, const MatchOptions& options);

}  // namespace pairwell
