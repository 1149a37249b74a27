/// Match: pairs mentees with mentors, exactly, stage by stage, with a proof of each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/core/ids.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/status.hpp"
#include "pairwell/match/objective.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// A price for every person and group: the dual values of one stage, in that stage's units.
///
/// The price of a pair is the sum over its mentee, its mentor and every group that either is in. A positive price says
/// that the person or group is at its most, a negative one at its least (docs/design/matching.md, Certificate).
struct Prices {
  std::vector<std::int64_t> mentee{};
  std::vector<std::int64_t> mentor{};
  std::vector<std::int64_t> mentee_group{};
  std::vector<std::int64_t> mentor_group{};

  friend bool operator==(const Prices&, const Prices&) = default;
};

/// How many pairs there are at one level: units of leximin, a rank of rank_maximal and generous.
struct LevelCount {
  std::int64_t level = 0;
  std::int64_t pairs = 0;

  friend bool operator==(const LevelCount&, const LevelCount&) = default;
};

/// Settles the levels from the first to the last, in the stage's order, at once: a pair of one level outweighs all open
/// pairs of the later ones (docs/design/matching.md, Levels).
struct LevelStep {
  std::int64_t first = 0;
  std::int64_t last = 0;
  Prices prices{};

  friend bool operator==(const LevelStep&, const LevelStep&) = default;
};

/// What one stage reached, and the prices that prove it to be the best.
struct StageResult {
  Stage stage{};

  /// Pairs, pairs below the floor, units of the worst pair (best_worst, leximin), units in all, tickets, pairs of rank
  /// 1 (rank_maximal), the worst rank (generous), or previous pairs that are not kept. Without pairs, none for
  /// best_worst, leximin and generous.
  std::optional<std::int64_t> value{};

  Prices prices{};                    ///< Empty where MatchOptions::certificate is false, and where there are steps.
  std::vector<LevelCount> profile{};  ///< Levels with pairs in the stage's order; empty unless has_profile(stage).
  std::vector<LevelStep> steps{};     ///< The proof of a profile; levels outside have no open pair or none is chosen.
  std::vector<Pair> lost{};           ///< Previous pairs that can no longer be (FewestChanges); else empty.
};

/// One rule of those that collide: a least or a most of a person or a group, or a locked pair.
struct Claim {
  /// Whose range it is; a pair where that is locked.
  using Subject = std::variant<MenteeId, MentorId, MenteeGroupId, MentorGroupId, Pair>;

  Subject subject{};
  std::int64_t pairs = 0;  ///< The least or the most; 1 of a locked pair.

  friend bool operator==(const Claim&, const Claim&) = default;
};

/// Why no matching obeys every rule.
///
/// `asked` and `limits` alone allow no matching, whatever becomes of the other ranges and locked pairs, and without any
/// one of them there is one (docs/design/matching.md, Infeasibility).
struct Infeasibility {
  std::string reason{};         ///< A full sentence that names the people, groups and ranges that collide.
  Prices prices{};              ///< Prices that no matching can pay: the proof. Empty without a certificate.
  std::vector<Claim> asked{};   ///< Leasts and locked pairs: together more pairs than there can be.
  std::vector<Claim> limits{};  ///< Mosts: what those can have at most, with the open pairs.
  std::int64_t open_pairs = 0;  ///< Admissible pairs through which they can have more than the limits say.
};

/// A set of pairs, or why there is none. A value: everything there is to know is in it from the start.
///
/// Where the call was stopped it has the stages that were settled by then, with their proofs, and the best pairs that
/// were found: they obey every rule and reach what these stages say, and of the stages behind nothing is proved.
struct Matching {
  Status status = Status::infeasible;
  std::vector<Pair> pairs{};                     ///< By mentee, then mentor; empty where infeasible.
  Points points{};                               ///< Sum over the pairs.
  std::vector<StageResult> stages{};             ///< One a stage of the objective, in order; empty where infeasible.
  std::optional<Infeasibility> infeasibility{};  ///< Set where infeasible.

  /// Of the problem and the objective with its seeds, as far as its stages are settled; of the problem alone where
  /// infeasible, which it is for every objective; empty where the call was stopped before any stage was settled.
  std::string digest{};
};

/// How match() goes about it.
struct MatchOptions {
  bool certificate = true;  ///< False leaves the prices out of the result and saves their memory. DEFAULT: true.

  /// An optimal matching of much the same problem, with as many people and groups: its pairs and prices are where each
  /// stage begins, which saves most of the work where little has changed. Nothing that it says is believed, its digest
  /// is not looked at, and people are known by position. What is reached is the same with or without; which of several
  /// equally good matchings, and of several proofs, may not be. Null: begins anew. DEFAULT: null.
  const Matching* warm_start = nullptr;

  /// How many read a large table at the same time; 0: as many as the machine can. Nothing in the result of a call that
  /// ends depends on it. DEFAULT: 1.
  std::int32_t threads = 1;
  Control control{};  ///< How to watch and stop the call. DEFAULT: runs to its end, unwatched.
};

/// Everything about an objective that match() throws for (no stage at all, one that appears twice, previous pairs that
/// appear twice or outside the problem, a lottery for too many people), and a warning of the rule "order" for each
/// stage that says less than it seems to at its place (see misplaced). No stage needs most_pairs before it where the
/// ranges of one side say how many pairs there are.
/// @complexity linear in the people and groups and in the previous pairs.
Findings check(const Problem& problem, const Objective& objective);

/// Solves a problem. The same problem and objective give the same matching on every platform.
/// @throws InvalidInput with every fault of the problem or of the objective (see check), and for a warm start that is
/// not optimal or not of as many people and groups. What check() only warns of is solved as it stands.
/// @complexity O(pairs chosen x E log V) a stage for E admissible pairs and V people and groups; best_worst does
/// log E feasibility searches, and a stage with a profile at most one such search and one linear solution for every few
/// levels that stay open.
/// @see docs/design/matching.md
Matching match(const Problem& problem, const Objective& objective = default_objective(),
               const MatchOptions& options = {});

}  // namespace pairwell
