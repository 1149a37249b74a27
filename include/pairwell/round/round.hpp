/// Round: the one place where people meet numbers. Turns selected forms and their scores into a problem for the engine.
#pragma once

#include <string>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/match/objective.hpp"
#include "pairwell/match/problem.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/score/score.hpp"

namespace pairwell {

/// Mentors who have a place before a matching is made, by position. A mentee takes one pair, so that pairs are people
/// and nobody need be set apart.
struct PlacesHeld {
  /// Who has a pair whatever comes of the matching: the caller sees to that, by locked pairs or a least of 1.
  std::vector<MentorId> kept{};
  /// Who has a pair that may still be replaced. Their places are kept where a region has room for all of both.
  std::vector<MentorId> open{};
};

/// The engine's problem for one round of a programme. Mentee i is mentees[i] of the call, mentor j is mentors[j].
/// Refused pairs are forbidden, capacities are the mentors' own, places become groups by region, and the lottery draws
/// on references. Places are ranges of people: where somebody takes several pairs, those who have a place already leave
/// the group with their places, as "free mentor places in ..."; of the others a region's most falls away if it has no
/// more people than places, and otherwise stays a limit on pairs, which is never more generous.
/// @throws InvalidInput where the table of scores is of another shape, a reference appears twice, a mentor with a place
/// is outside the forms, or places ask for at least some, but not all, people of a region where somebody takes several
/// pairs.
Problem make_problem(const Programme& programme, const std::vector<MenteeForm>& mentees,
                     const std::vector<MentorForm>& mentors, const ScoreTable& scores, const PlacesHeld& held = {});

/// The engine's objective for a programme, the lottery last.
/// @throws InvalidInput for a stage that the engine does not know.
Objective make_objective(const Programme& programme);

}  // namespace pairwell
