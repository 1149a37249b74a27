/// Assignment of many tables in one call: for trackers, sweeps and simulations, which solve thousands of little ones.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pairwell/core/status.hpp"
#include "pairwell/match/assignment.hpp"

namespace pairwell {

/// What assign() finds for each of some tables, in arrays with a line for each table. Lines are as long as the longest
/// one needs: where a table has fewer rows or columns, -1 and prices of 0 fill its line.
template <CostNumber Cost>
struct AssignmentBatch {
  std::int32_t rows = 0;         ///< Of the table that has most: the length of a line.
  std::int32_t columns = 0;      ///< Likewise.
  std::vector<Status> status{};  ///< Of each table: optimal, infeasible, or how the call was stopped before its turn.
  std::vector<std::int32_t> column_of_row{};  ///< -1 for a row that is left over; a line of -1 unless optimal.
  std::vector<PriceOf<Cost>> row_price{};     ///< Empty unless asked for; a line of 0 unless optimal.
  std::vector<PriceOf<Cost>> column_price{};
  std::vector<std::vector<std::int32_t>> unassignable{};  ///< Of each table, as in Assignment: empty unless infeasible.
};

/// Assigns each table as assign() does alone. A call that is stopped keeps what it found: tables whose turn had not
/// come have the status that says why. Progress counts tables.
/// @param options as for assign(), but threads are how many tables are solved at the same time.
/// @throws InvalidInput as assign() does, with the position of the first table that is refused; one whose turn did not
/// come is not looked at.
/// @complexity that of assign() for each table.
template <CostNumber Cost>
AssignmentBatch<Cost> assign_batch(std::span<const CostTable<Cost>> tables, const AssignmentOptions& options = {});

}  // namespace pairwell
