/// Match: pairs mentees with mentors, exactly, stage by stage, with a proof of each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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
  std::vector<std::int64_t> mentee;
  std::vector<std::int64_t> mentor;
  std::vector<std::int64_t> mentee_group;
  std::vector<std::int64_t> mentor_group;

  friend bool operator==(const Prices&, const Prices&) = default;
};

/// What one stage reached, and the prices that prove it to be the best.
struct StageResult {
  Stage stage;
  std::optional<std::int64_t> value;  ///< Pairs, pairs below the floor, units of the worst pair, units in all, or
                                      ///< tickets; none for best_worst without pairs.
  Prices prices;                      ///< Empty where MatchOptions::certificate is false.
};

/// Why no matching obeys every rule.
struct Infeasibility {
  std::string reason;  ///< A full sentence that names the people, groups and ranges that collide.
  Prices prices;       ///< Prices that no matching can pay: the proof.
};

/// A set of pairs, or why there is none. A value: everything there is to know is in it from the start.
struct Matching {
  Status status = Status::infeasible;
  std::vector<Pair> pairs;                     ///< By mentee, then mentor; empty unless optimal.
  Points points;                               ///< Sum over the pairs.
  std::vector<StageResult> stages;             ///< One a stage of the objective, in order; empty unless optimal.
  std::optional<Infeasibility> infeasibility;  ///< Set where infeasible.
  std::string digest;                          ///< Of the problem and the objective with its seeds.
};

struct MatchOptions {
  bool certificate = true;  ///< False leaves the prices out of the result and saves their memory. DEFAULT: true.
  Control control{};        ///< How to watch and stop the call. DEFAULT: runs to its end, unwatched.
};

/// Solves a problem. The same problem and objective give the same matching on every platform.
/// @throws InvalidInput with every fault of the problem (see check) or of the objective (a stage that stands twice,
/// none at all).
/// @complexity O(pairs chosen x E log V) a stage for E admissible pairs and V people and groups; best_worst does
/// log E feasibility searches.
/// @see docs/design/matching.md
Matching match(const Problem& problem, const Objective& objective = default_objective(),
               const MatchOptions& options = {});

}  // namespace pairwell
