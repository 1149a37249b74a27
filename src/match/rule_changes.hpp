/// Rule changes: which rules a matching stands against, a problem with some of them changed, and how that is said.
#pragma once

#include <string>
#include <vector>

#include "match/sentences.hpp"
#include "pairwell/match/doctor.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/objective.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// A change by one unit of each rule that binds in a matching, in the order of RuleChangeKind and of the problem. Of a
/// floor it is not known yet how low it should be.
std::vector<RuleChange> binding_changes(const Problem& problem, const Objective& objective,
                                        const std::vector<Pair>& pairs);

/// Makes a change.
void change_rule(const RuleChange& change, Problem& problem, Objective& objective);

/// The range of a person or a group; the capacities of the side are listed where they were not.
Range& range_of(Problem& problem, const Claim::Subject& subject);

/// Joins changes of one rule.
std::vector<RuleChange> joined(const std::vector<RuleChange>& changes);

/// Whether one list of changes comes before another in the order of the problem.
bool comes_before(const std::vector<RuleChange>& one, const std::vector<RuleChange>& other);

/// "one more place for mentor 0", "the floor lowered from 10 to 8 points".
std::string in_words(const RuleChange& change, const Problem& problem, const Caller& call);

/// "mentor 0 takes at most 3 instead of 1", "mentee 0 with mentor 0 is unlocked".
std::string as_relaxed(const RuleChange& change, const Caller& call);

}  // namespace pairwell
