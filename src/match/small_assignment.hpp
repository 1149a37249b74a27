/// Small assignment: how assign() solves a table that it copies and then reads by whole rows.
#pragma once

#include <cstdint>
#include <optional>

#include "pairwell/core/progress.hpp"
#include "pairwell/match/assignment.hpp"

namespace pairwell {

/// None where the table is so large, or of such numbers, that another solver suits it, and where a number is no cost or
/// too large for exact sums.
template <CostNumber Cost>
std::optional<Assignment<Cost>> assign_small(const CostTable<Cost>& costs, const AssignmentOptions& options);

/// Up to how many rows a square table of reals is solved so once lists have turned out to be slow.
constexpr std::int32_t most_rows_after_lists = 1500;

/// The same, whatever the size; none where a number is no cost or too large.
template <CostNumber Cost>
std::optional<Assignment<Cost>> assign_whole(const CostTable<Cost>& costs, const AssignmentOptions& options,
                                             Checkpoint& checkpoint);

}  // namespace pairwell
