/// Certificate: checks a matching against its problem without trusting the solver.
#pragma once

#include <string>
#include <vector>

#include "pairwell/core/progress.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// What checking a matching found.
struct Verdict {
  bool holds = false;
  std::vector<std::string> failures{};  ///< A full sentence each; empty where it holds.
};

/// Whether a matching's digest is that of this problem and of the matching's own objective. Never so of a call that was
/// stopped before any stage was settled.
/// @complexity linear in the table.
bool was_made_for(const Problem& problem, const Matching& matching);

/// Recomputes everything from the problem alone, in exact integers: the matching was made for the problem; its pairs
/// obey every rule; each stage has the value it claims; its prices prove that no matching that is as good in the
/// earlier stages does better; an infeasible matching's prices prove that there is none. Of a call that was stopped, it
/// is the stages that were settled that are proved. Shares no code with the solver.
/// @throws InvalidInput where the problem itself has faults; Stopped where the control asks to stop.
/// @complexity linear in the table for each stage.
/// @see docs/design/matching.md, Certificate
Verdict verify(const Problem& problem, const Matching& matching, const Control& control = {});

}  // namespace pairwell
