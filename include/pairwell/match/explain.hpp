/// Explain: why somebody is not in any pair.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pairwell/core/progress.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {

/// Why a mentee or a mentor has no pair in a matching.
enum class Unmatched {
  nobody_admissible,  ///< No pair with this person is allowed.
  no_capacity,        ///< This person's own capacity is 0.
  against_rules,      ///< Any pair with this person would break a range or a locked pair of others.
  worse_overall,      ///< The person could be in, at the cost that is given.
};

/// The enumerator's name: "no_capacity".
std::string_view to_string(Unmatched why);

/// Why a person is not matched, with what it would cost to match them.
struct WhyUnmatched {
  Unmatched why = Unmatched::nobody_admissible;
  std::int32_t admissible = 0;  ///< How many people of the other side the rules would allow.
  std::string text{};           ///< A full sentence.
  std::optional<std::size_t>
      stage{};            ///< The first stage of the objective that would be worse; none where there is no cost.
  std::int64_t cost = 0;  ///< By how much, in that stage's units, or in pairs at the first level of a profile that
                          ///< differs: never under 0, and 0 beside a stage only where that
                          ///< is best_worst and had no pair at all before.
};

/// Solves the problem once more with the person's least set to one pair and compares, stage by stage.
/// @throws InvalidInput where the matching is not optimal or was made for another problem, or the person is matched or
/// outside the problem; Stopped where the control asks to stop.
/// @complexity one call of match.
WhyUnmatched why_unmatched(const Problem& problem, const Matching& matching, MenteeId mentee,
                           const Control& control = {});
WhyUnmatched why_unmatched(const Problem& problem, const Matching& matching, MentorId mentor,
                           const Control& control = {});

}  // namespace pairwell
