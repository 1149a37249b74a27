/// Small assignment: how assign() solves a table that the small kernel holds whole; nothing is allocated but the
/// result.
#pragma once

#include <optional>

#include "pairwell/match/assignment.hpp"

namespace pairwell {

/// None where the table is not small, and where a number is no cost or too large for exact sums.
template <CostNumber Cost>
std::optional<Assignment<Cost>> assign_small(const CostTable<Cost>& costs, const AssignmentOptions& options);

}  // namespace pairwell
