/// Consequences: what one matching has otherwise than another, and how that is said.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "match/reasons.hpp"
#include "match/sentences.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"
#include "pairwell/match/why_not.hpp"

namespace pairwell {

/// What changes from a matching to the best one under one condition more.
/// @param asked the pair that begins or ends by that condition, with which the chain begins; none where the condition
/// is not of one pair, and the two matchings differ.
/// @throws InvalidInput where that one is better.
Consequences consequences_of(std::string_view function, const Problem& problem, const Matching& matching,
                             const Matching& forced, const std::optional<Pair>& asked);

/// What changes from a matching to that of a problem with other rules, which may be better: `stage` is the first that
/// differs, and `cost` and each `worse_by` are under 0 where it is better.
/// @param asked a pair that begins.
Consequences changes_to(const Problem& problem, const Matching& matching, const Matching& changed, const Pair& asked);

/// "ends mentee 0 with mentor 1, and begins mentee 1 with mentor 0; mentee 0 loses 3 points; mentee 1 gains 1 point".
/// @param leaves_out_first whether the first pair of the chain, which was asked about, is left out of the pairs.
std::string in_words(const Consequences& consequences, const Problem& problem, const Caller& call,
                     bool leaves_out_first = true);

/// What a best matching with a pair costs, which names nobody but the two, and who changes.
std::string pair_would_mean(const std::optional<FirstLoss>& loss, const Pair& pair, const Caller& call);
std::string who_changes_with(const Consequences& with, const Pair& pair, const Problem& problem, const Caller& call);

}  // namespace pairwell
