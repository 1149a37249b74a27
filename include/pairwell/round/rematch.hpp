/// Re-match: from pairs that have begun their life to a new matching with as few changes as can be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pairwell/match/match.hpp"
#include "pairwell/round/round.hpp"

namespace pairwell {

/// A pair of an earlier matching, and the state that its life cycle has reached (scheme/life_cycle.hpp).
struct PairRecord {
  std::string mentee{};
  std::string mentor{};
  std::string state{};  ///< "published".

  friend bool operator==(const PairRecord&, const PairRecord&) = default;
};

/// What a pair's state means for a matching that is made later.
enum class Standing {
  kept,    ///< A person decided on it: it is locked.
  open,    ///< Not decided on: it stays unless something better asks for a change.
  barred,  ///< Turned down or over: it may not come again.
  none,    ///< It has no say.
};

/// The enumerator's name: "kept".
std::string_view to_string(Standing standing);

/// Kept: confirmed, published and active. Open: proposed, reviewed and conversation_held. Barred: declined,
/// ended_early, withdrawn and completed. None: replaced.
/// @throws InvalidInput for a word that is not a state of a pair, with those that are.
Standing standing(std::string_view state);

/// What a re-match asks the engine. A value like any problem: match, verify and why_unmatched take its parts.
struct Rematch {
  Problem problem{};               ///< That of make_problem, with kept pairs locked and barred ones forbidden.
  Objective objective{};           ///< Fewest changes first, then the programme's own stages.
  std::vector<PairRecord> gone{};  ///< Open pairs one of whom no longer takes part.
};

/// The problem and objective of a re-match among those who take part now: people who withdrew are left out of the
/// forms, reserves who were promoted are put in.
/// @throws InvalidInput as make_problem and make_objective do; for an unknown state, a pair that appears twice among
/// the kept and open ones, a kept pair one of whom no longer takes part (its withdrawal must be recorded first), and a
/// kept pair that a rule now refuses, with the refusals.
Rematch make_rematch(const Programme& programme, const std::vector<MenteeForm>& mentees,
                     const std::vector<MentorForm>& mentors, const ScoreTable& scores,
                     const std::vector<PairRecord>& records);

/// How a new matching differs from the kept and open pairs before it; each list by mentee, then mentor.
struct PairChanges {
  std::vector<PairRecord> kept{};      ///< In both, with the state that they have.
  std::vector<PairRecord> replaced{};  ///< Kept or open before, and not in the new matching.
  std::vector<PairRecord> added{};     ///< New, and proposed.

  friend bool operator==(const PairChanges&, const PairChanges&) = default;
};

/// Compares a new matching of these people with the records before it. The problem is the one that was matched: its
/// keys say whether it is of these people in this order.
/// @throws InvalidInput where the problem is not of these people, the matching was made for another problem or has a
/// pair outside it, or a record has an unknown state.
PairChanges compare_pairs(const std::vector<MenteeForm>& mentees, const std::vector<MentorForm>& mentors,
                          const std::vector<PairRecord>& records, const Problem& problem, const Matching& matching);

}  // namespace pairwell
