/// Explaining: what the answers of one call that explains have in common, and why people are in no pair by it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "match/forced.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// A call that says why pairs are as they are. The proof of the matching is checked once it is needed, and only once.
class Explaining {
 public:
  /// @param answers how many there are to be, for progress.
  Explaining(std::string_view called, const Problem& of_problem, const Matching& best, const Names& own_names,
             const Control& control, std::int64_t answers)
      : function(called),
        problem(of_problem),
        matching(best),
        names(own_names),
        control_(control),
        checkpoint_(control) {
    checkpoint_.enter("explaining", answers);
  }

  Explaining(const Explaining&) = delete;
  Explaining& operator=(const Explaining&) = delete;

  /// Half of what there is to do for an answer.
  void step() { checkpoint_.reach(++steps_ / 2); }

  Checkpoint& checkpoint() { return checkpoint_; }

  ForcedMatchings& forced() {
    if (!forced_) forced_.emplace(function, problem, matching, control_, checkpoint_, [this] { step(); });
    return *forced_;
  }

  const std::string_view function;
  const Problem& problem;
  const Matching& matching;
  const Names& names;

 private:
  const Control& control_;
  Checkpoint checkpoint_;
  std::int64_t steps_ = 0;
  std::optional<ForcedMatchings> forced_;
};

/// How many people are in no pair.
std::int64_t count_unmatched(const Problem& problem, const Matching& matching);

/// Why each of them is in none.
AllUnmatched why_unmatched_by(Explaining& explaining);

}  // namespace pairwell
