/// Infeasibility: puts the prices that no matching can pay into a sentence.
#pragma once

#include <string>

#include "match/network.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Names who asks for pairs and who limits them: "At least 5 pairs are asked for (...), but at most 3 can be had
/// (...)." Not to be used where `spend` asked to stop.
std::string in_words(const Problem& problem, const MatchNetwork& match, const Prices& prices,
                     const kernel::Spend& spend);

}  // namespace pairwell
