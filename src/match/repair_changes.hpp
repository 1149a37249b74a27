/// Repair changes: changes of a problem, checked without its table and made one by one.
#pragma once

#include <cstdint>
#include <vector>

#include "pairwell/match/problem.hpp"
#include "pairwell/match/repair.hpp"

namespace pairwell {

/// A problem with other points: none at all. What else there is stays.
Problem without_points(const Problem& problem);

/// Checks changes, and makes them in a problem without points.
/// @param largest no pair of the table has more units, whatever the sign.
/// @throws InvalidInput as make_changes() does.
void check_changes(Problem& problem, const std::vector<ProblemChange>& changes, std::int64_t largest);

/// Makes a change that was checked in all but the table, and returns the pairs that it unlocks.
std::vector<Pair> change_rules(Problem& problem, const ProblemChange& change);

/// Makes it in the table, which is then of all changes so far.
void change_table(Problem& problem, const ProblemChange& change);

/// The largest units of a pair, whatever the sign.
std::int64_t largest_units(const Problem& problem);

}  // namespace pairwell
