#include "match/small_assignment.hpp"

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

#include "kernel/assignment/small.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/status.hpp"
#include "pairwell/match/assignment.hpp"

namespace pairwell {
namespace {

/// What a small kernel found, in the caller's rows and columns.
template <bool maximise, class Cost, class Value>
Assignment<Cost> small_result(const kernel::SmallAssignment<Value>& assigner, bool is_turned, bool prices) {
  Assignment<Cost> result;
  result.status = Status::optimal;
  const auto columns = is_turned ? assigner.row_of() : assigner.column_of();
  result.column_of_row.assign(columns.begin(), columns.end());
  if (!prices) return result;
  const auto priced = [](Value value) { return static_cast<PriceOf<Cost>>(maximise ? -value : value); };
  auto& row_price = is_turned ? result.column_price : result.row_price;
  auto& column_price = is_turned ? result.row_price : result.column_price;
  row_price.reserve(assigner.column_of().size());
  column_price.reserve(assigner.row_of().size());
  for (std::int32_t row = 0; row < std::ssize(assigner.column_of()); ++row) {
    row_price.push_back(priced(assigner.row_price(row)));
  }
  for (const Value price : assigner.column_price()) column_price.push_back(priced(price));
  return result;
}

/// Solves in one type of numbers, with the shorter side as rows; none where it cannot be exact in that type.
template <class Value, bool maximise, class Cost>
std::optional<Assignment<Cost>> solve_small(const CostTable<Cost>& upright, bool is_turned, bool prices) {
  assert(upright.rows <= upright.columns);
  kernel::SmallAssignment<Value> assigner;
  if (!assigner.template take<maximise>(upright.first, upright.rows, upright.columns, upright.row_stride,
                                        upright.column_stride)) {
    return std::nullopt;
  }
  if (assigner.run()) return small_result<maximise, Cost>(assigner, is_turned, prices);
  Assignment<Cost> result;
  assigner.for_each_unassignable([&](std::int32_t row) { result.unassignable.push_back(row); });
  std::ranges::sort(result.unassignable);
  return result;
}

/// In doubles where they are exact, as they are the fastest.
template <bool maximise, class Cost>
std::optional<Assignment<Cost>> solve_in_turn(const CostTable<Cost>& upright, bool is_turned, bool prices) {
  auto result = solve_small<double, maximise>(upright, is_turned, prices);
  if constexpr (std::same_as<Cost, std::int64_t>) {
    if (!result) result = solve_small<std::int64_t, maximise>(upright, is_turned, prices);
  }
  return result;
}

template <class Cost>
std::optional<Assignment<Cost>> solve_turned(const CostTable<Cost>& costs, bool is_turned,
                                             const AssignmentOptions& options) {
  CostTable<Cost> upright = costs;
  if (is_turned) {
    std::swap(upright.rows, upright.columns);
    std::swap(upright.row_stride, upright.column_stride);
  }
  return options.maximise ? solve_in_turn<true>(upright, is_turned, options.prices)
                          : solve_in_turn<false>(upright, is_turned, options.prices);
}

}  // namespace

template <CostNumber Cost>
std::optional<Assignment<Cost>> assign_small(const CostTable<Cost>& costs, const AssignmentOptions& options) {
  const auto [shorter, longer] = std::minmax({costs.rows, costs.columns});
  if (shorter == 0 || longer > kernel::small_side) return std::nullopt;
  if (options.control.time_limit || options.control.stop.stop_possible()) {
    const Checkpoint checkpoint(options.control);
    if (const auto ended = checkpoint.ended()) return Assignment<Cost>{.status = *ended};
  }
  const bool is_square = costs.rows == costs.columns;
  const bool lies_by_columns = costs.row_stride == 1 && costs.column_stride != 1;
  const bool is_turned = costs.rows > costs.columns || (is_square && lies_by_columns);
  auto result = solve_turned(costs, is_turned, options);
  // Turned round, the proof of a square table would name columns.
  const bool names_columns = is_turned && is_square && result && result->status == Status::infeasible;
  if (names_columns) return solve_turned(costs, false, options);
  return result;
}

template std::optional<Assignment<std::int32_t>> assign_small(const CostTable<std::int32_t>&, const AssignmentOptions&);
template std::optional<Assignment<std::int64_t>> assign_small(const CostTable<std::int64_t>&, const AssignmentOptions&);
template std::optional<Assignment<float>> assign_small(const CostTable<float>&, const AssignmentOptions&);
template std::optional<Assignment<double>> assign_small(const CostTable<double>&, const AssignmentOptions&);

}  // namespace pairwell
