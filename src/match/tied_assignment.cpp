#include "match/tied_assignment.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/at.hpp"
#include "kernel/assignment/tied.hpp"
#include "kernel/assignment/tied_rows.hpp"
#include "kernel/common.hpp"
#include "kernel/work_meter.hpp"
#include "match/threads.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/status.hpp"
#include "pairwell/match/assignment.hpp"

namespace pairwell {
namespace {

/// What the solver found, in the caller's rows and columns.
template <class Cost>
Assignment<Cost> tied_result(const kernel::TiedAssignment<Cost>& solved, std::int32_t columns, bool is_turned,
                             const AssignmentOptions& options) {
  Assignment<Cost> result;
  result.status = Status::optimal;
  const auto rows = static_cast<std::int32_t>(solved.column_of().size());
  if (is_turned) {
    result.column_of_row.assign(at(columns), -1);
    for (std::int32_t row = 0; row < rows; ++row) result.column_of_row[at(solved.column_of()[at(row)])] = row;
  } else {
    result.column_of_row = solved.column_of();
  }
  if (!options.prices) return result;
  const auto priced = [&options](auto value) { return static_cast<PriceOf<Cost>>(options.maximise ? -value : value); };
  auto& row_price = is_turned ? result.column_price : result.row_price;
  auto& column_price = is_turned ? result.row_price : result.column_price;
  row_price.reserve(at(rows));
  column_price.reserve(at(columns));
  for (std::int32_t row = 0; row < rows; ++row) row_price.push_back(priced(solved.row_price(row)));
  for (const auto price : solved.column_price()) column_price.push_back(priced(price));
  return result;
}

}  // namespace

template <CostNumber Cost>
std::optional<Assignment<Cost>> assign_tied(const CostTable<Cost>& costs, const AssignmentOptions& options) {
  const bool is_turned =
      costs.rows > costs.columns || (costs.rows == costs.columns && costs.row_stride == 1 && costs.column_stride != 1);
  CostTable<Cost> table = costs;
  if (is_turned) {
    std::swap(table.rows, table.columns);
    std::swap(table.row_stride, table.column_stride);
  }
  if (table.rows < kernel::least_tied_rows || table.column_stride != 1) return std::nullopt;
  kernel::TiedAssignment<Cost> tied(kernel::runnable_tied_rows().front(), table.first, table.row_stride, table.rows,
                                    table.columns, options.maximise);
  if (!tied.is_tied()) return std::nullopt;
  Checkpoint checkpoint(options.control);
  checkpoint.enter("assignment", table.rows);
  kernel::WorkMeter spend([&checkpoint](std::int64_t work) { return checkpoint.spend(work); },
                          [&checkpoint](std::int64_t rows) { checkpoint.reach(rows); });
  switch (tied.run(kernel::tied_budget(table.rows), threads_for(options.threads), spend)) {
    case kernel::Outcome::solved:
      return tied_result(tied, table.columns, is_turned, options);
    case kernel::Outcome::stopped:
      return Assignment<Cost>{.status = *checkpoint.ended()};
    default:
      return std::nullopt;
  }
}

template std::optional<Assignment<std::int32_t>> assign_tied(const CostTable<std::int32_t>&, const AssignmentOptions&);
template std::optional<Assignment<std::int64_t>> assign_tied(const CostTable<std::int64_t>&, const AssignmentOptions&);
template std::optional<Assignment<float>> assign_tied(const CostTable<float>&, const AssignmentOptions&);
template std::optional<Assignment<double>> assign_tied(const CostTable<double>&, const AssignmentOptions&);

}  // namespace pairwell
