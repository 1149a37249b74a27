/// Worth: what one more place, or one more unit of somebody's capacity, would bring.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"
#include "pairwell/match/why_not.hpp"

namespace pairwell {

/// What the best matching gains where one range ends one pair higher.
struct Worth {
  /// Whose range it is.
  std::variant<MenteeId, MentorId, MenteeGroupId, MentorGroupId> subject{};
  std::int64_t most = 0;  ///< The end of the range as it is.

  /// The best matching with the range raised. `stage` is the first that differs, and `cost` under 0: it is better.
  Consequences gained{};
  std::string text{};    ///< A full sentence that names the person or the group: what the first better stage gains.
  std::string detail{};  ///< A full sentence that names all pairs that end and begin, and who gains or loses.
};

/// Compares the matching with the best one for every person and group whose range has an end that is reached: with one
/// pair more than that. Those that bring something are listed, the ones that bring most first, in the order of the
/// stages, and of equals those that come first in the order of the problem; all others bring nothing: another draw of
/// the lottery among what is as good is nothing, either. One more mentor like another who takes one mentee each, and
/// whom no mentee has twice, is worth what one more mentee for that one is.
/// @param names what the sentences call people and groups; empty: their positions.
/// @throws InvalidInput where the matching is not optimal, not the best of its problem or was made for another problem,
/// or a list of names is neither empty nor of as many as there are; Stopped where the control asks to stop.
/// @complexity the proof of the matching is checked; then as why_unmatched_all, with a search for each range whose end
/// is reached. Stages by levels cost a call of match for each.
/// @see docs/design/matching.md, Changes of rules
std::vector<Worth> worth(const Problem& problem, const Matching& matching, const Names& names = {},
                         const Control& control = {});

}  // namespace pairwell
