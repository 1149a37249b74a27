/// Tied assignment: how assign() solves a table of whole numbers that is full of ties.
#pragma once

#include <optional>

#include "pairwell/match/assignment.hpp"

namespace pairwell {

/// None where another solver suits the table, and where a number is not whole, no cost, or too large.
template <CostNumber Cost>
std::optional<Assignment<Cost>> assign_tied(const CostTable<Cost>& costs, const AssignmentOptions& options);

}  // namespace pairwell
