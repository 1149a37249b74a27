/// Reasons: what answers about one matching have in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "match/loss.hpp"
#include "match/sentences.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// @throws InvalidInput where the matching is not optimal, was made for another problem or has pairs that this
/// does not have or forbids, or a list of names is neither empty nor of as many as there are.
void check_matching(std::string_view function, const Problem& problem, const Matching& matching, const Names& names);

/// Where two matchings begin to differ.
struct FirstLoss {
  std::size_t stage = 0;
  Loss loss{};
};

/// The first stage in which a matching that was made under one condition more differs; none where there is none.
/// @throws InvalidInput where that one is better.
std::optional<FirstLoss> first_loss(std::string_view function, const Problem& problem, const Matching& matching,
                                    const Matching& forced);

/// "Both places (mentor group "Wales" takes at most 2) are needed for others (mentee 3 asks for at least 1; ...)."
/// @param own what is asked beside the rules.
/// @param whom for whom, or for what, the others ask.
std::string who_holds_the_places(const Infeasibility& infeasibility, const Claim::Subject& own, std::string_view whom,
                                 const Caller& call);

/// "A pair would break a rule for others: no place is left in mentee group "Wales"." It names no person.
/// @param what "A pair"
std::string breaks_a_rule(std::string_view what, std::string_view whom, const Infeasibility& infeasibility,
                          const Caller& call);

}  // namespace pairwell
