/// Why not: why two people are no pair, and why two others are one, with what it would cost to have it otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/points.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {

/// A pair that ends or begins.
struct ChainStep {
  Pair pair{};
  bool begins = false;
  std::int64_t units = 0;  ///< Of the pair.

  friend bool operator==(const ChainStep&, const ChainStep&) = default;
};

/// How much more one person has; under 0 where it is less.
template <class PersonId>
struct Gain {
  PersonId person{};
  std::int64_t pairs = 0;
  std::int64_t units = 0;  ///< Of all pairs of the person.

  friend bool operator==(const Gain&, const Gain&) = default;
};

/// What one stage reaches as it is, and otherwise.
struct StageChange {
  std::optional<std::int64_t> before{};  ///< As StageResult::value.
  std::optional<std::int64_t> after{};
  std::vector<LevelCount> profile_before{};  ///< As StageResult::profile.
  std::vector<LevelCount> profile_after{};
  std::int64_t worse_by = 0;  ///< In the stage's units, or in pairs at the first level that differs; under 0: better.

  friend bool operator==(const StageChange&, const StageChange&) = default;
};

/// A best matching under one condition more, beside the matching as it is.
struct Consequences {
  std::optional<std::size_t> stage{};  ///< The first stage of the objective that is worse; none where it costs nothing.
  std::int64_t cost = 0;               ///< By how much, as WhyUnmatched::cost.
  std::vector<StageChange> stages{};   ///< Of each stage of the objective.
  std::vector<Pair> pairs{};           ///< Of that matching, by mentee, then mentor.
  Points points{};                     ///< Sum over these.

  /// Every pair that ends or begins: first the one that is asked about; then, as far as there is one, each after the
  /// change by which it becomes possible or needed: those that follow on the mentor's side, then on the mentee's.
  std::vector<ChainStep> chain{};
  std::vector<Gain<MenteeId>> mentees{};  ///< Whose number of pairs or whose points change, in order.
  std::vector<Gain<MentorId>> mentors{};
};

/// Why two people are no pair in a matching.
enum class NotPaired {
  forbidden,      ///< The table or the list of forbidden pairs leaves the pair out.
  no_capacity,    ///< The capacity of one of the two is 0.
  against_rules,  ///< With the pair no matching obeys every range and locked pair.
  worse_overall,  ///< There could be the pair, at the cost that is given.
};

/// The enumerator's name: "against_rules".
std::string_view to_string(NotPaired why);

/// Why two people are no pair, with what it would cost to pair them.
struct WhyNot {
  NotPaired why = NotPaired::forbidden;
  std::string text{};    ///< Full sentences that name nobody but the two, so that they may be told to them.
  std::string detail{};  ///< Full sentences that name who gives way, or who holds the places; may be empty.

  /// Where worse_overall: a best matching that has the pair, which counts as any other and not as a locked one.
  std::optional<Consequences> with{};

  /// Where against_rules: the rules that collide once the pair is locked.
  std::optional<Infeasibility> infeasibility{};
};

/// Compares the matching with the best one that has a pair, stage by stage. Where several are as good it is one of the
/// nearest to the matching.
/// @throws InvalidInput where the matching is not optimal or was made for another problem, the two are a pair of it or
/// one of them is outside the problem, or a list of names is neither empty nor of as many as there are; Stopped where
/// the control asks to stop.
/// @complexity the proof of the matching is checked; then as why_unmatched for one person, O(E log V) for a search.
/// Stages by levels, a matching that does not carry its proof, and a pair against the rules cost a call of match.
/// @see docs/design/matching.md, Explanations
WhyNot why_not(const Problem& problem, const Matching& matching, MenteeId mentee, MentorId mentor,
               const Names& names = {}, const Control& control = {});

/// What a pair that is not in a matching would cost.
struct PairPrice {
  Pair pair{};
  bool is_possible = false;            ///< Whether a matching that obeys the rules has it; else nothing more is said.
  std::optional<std::size_t> stage{};  ///< The first stage that is worse with it; none where it costs nothing.
  std::int64_t cost = 0;               ///< By how much, as WhyUnmatched::cost.

  friend bool operator==(const PairPrice&, const PairPrice&) = default;
};

/// Stage and cost of why_not for every pair that the table and the list of forbidden pairs admit and that the matching
/// has not, by mentor, then mentee. Progress is "explaining", in mentors.
/// @throws InvalidInput where the matching is not optimal, not the best of its problem, or was made for another
/// problem; Stopped where the control asks to stop.
/// @complexity the proof of the matching is checked; then a search for each mentor, O(E log V) at worst and usually the
/// nodes that are nearer than the root or a large group, and two where there is a stage best_worst. Stages by levels
/// cost a call of match for each pair.
/// @see docs/design/matching.md, Explanations
std::vector<PairPrice> pair_prices(const Problem& problem, const Matching& matching, const Control& control = {});

/// How a pair compares with all that the rules allow for one of the two.
struct PartnerRank {
  std::int32_t rank = 1;     ///< 1 more than the number of different points above its own.
  std::int32_t allowed = 0;  ///< Partners that the rules would allow, this one too.
  std::int32_t better = 0;   ///< Of these, with more points.
  std::int32_t tied = 0;     ///< Others with as many points.

  friend bool operator==(const PartnerRank&, const PartnerRank&) = default;
};

/// Why a pair is in a matching.
struct PairExplanation {
  Points points{};
  bool is_locked = false;
  PartnerRank of_mentee{};  ///< Among the mentors that the mentee could have.
  PartnerRank of_mentor{};  ///< Among the mentees that the mentor could have.
  std::string text{};       ///< Full sentences that name nobody but the two, so that they may be told to them.
  std::string detail{};  ///< A full sentence that names who gives way without the pair, or who needs it; may be empty.

  /// A best matching that does without the pair; none where it is locked or needed. Ranks stay those of the problem.
  std::optional<Consequences> without{};

  /// Where no matching can do without the pair: the rules that collide once it is forbidden.
  std::optional<Infeasibility> infeasibility{};
};

/// Compares a pair with those that the rules allow for the two, and the matching with the best one without the pair.
/// @throws InvalidInput as why_not does, and where the two are no pair of the matching; Stopped where the control asks
/// to stop.
/// @complexity as why_not; a locked pair needs no search and no check of the proof.
PairExplanation explain(const Problem& problem, const Matching& matching, MenteeId mentee, MentorId mentor,
                        const Names& names = {}, const Control& control = {});

/// Why each pair of a matching is in it, and why everybody else is in none.
struct AllExplained {
  std::vector<PairExplanation> pairs{};  ///< In the order of the matching.
  AllUnmatched unmatched{};
};

/// What explain says of each pair and why_unmatched_all of everybody without one, in one pass: the proof of the
/// matching is checked once, the table is read once for all ranks, and searches share what they have in common.
/// Progress is "explaining", in answers.
///
/// Three things are left to explain: which of several matchings that are as good it is may be another one; `pairs` of
/// Consequences is empty, and so nothing grows with the square of the pairs (the chain says what changes); and where no
/// matching can do without a pair, the text says so, and the rules that collide are not looked for.
/// @throws InvalidInput where the matching is not optimal, not the best of its problem or was made for another problem,
/// or a list of names is neither empty nor of as many as there are; Stopped where the control asks to stop.
/// @complexity the proof of the matching is checked; then a search for each pair and person, O(E log V) at worst and
/// usually the few nodes that are nearer than the group or the root that all lead to. Stages by levels cost a call of
/// match for each pair and person.
/// @see docs/design/matching.md, Explanations
AllExplained explain_all(const Problem& problem, const Matching& matching, const Names& names = {},
                         const Control& control = {});

}  // namespace pairwell
