/// Small assignment: how assign() solves a table that it copies and then reads by whole rows.
#pragma once

#include <optional>

#include "pairwell/match/assignment.hpp"

namespace pairwell {

/// None where the table is so large, or of such numbers, that another solver suits it, and where a number is no cost or
/// too large for exact sums.
template <CostNumber Cost>
std::optional<Assignment<Cost>> assign_small(const CostTable<Cost>& costs, const AssignmentOptions& options);

}  // namespace pairwell
