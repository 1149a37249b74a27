#include "match/small_assignment.hpp"

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

#include "kernel/assignment/small.hpp"
#include "kernel/assignment/whole_rows.hpp"
#include "kernel/common.hpp"
#include "kernel/work_meter.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/status.hpp"
#include "pairwell/match/assignment.hpp"

namespace pairwell {
namespace {

/// What the solver of small tables found, in the caller's rows and columns.
template <class Cost, class Value>
Assignment<Cost> small_result(const kernel::SmallAssignment<Value>& solved, bool is_turned,
                              const AssignmentOptions& options) {
  Assignment<Cost> result;
  result.status = Status::optimal;
  const auto columns = is_turned ? solved.row_of() : solved.column_of();
  result.column_of_row.assign(columns.begin(), columns.end());
  if (!options.prices) return result;
  const auto priced = [&options](Value value) { return static_cast<PriceOf<Cost>>(options.maximise ? -value : value); };
  auto& row_price = is_turned ? result.column_price : result.row_price;
  auto& column_price = is_turned ? result.row_price : result.column_price;
  row_price.reserve(solved.column_of().size());
  column_price.reserve(solved.row_of().size());
  for (std::int32_t row = 0; row < std::ssize(solved.column_of()); ++row) {
    row_price.push_back(priced(solved.row_price(row)));
  }
  for (const Value price : solved.column_price()) column_price.push_back(priced(price));
  return result;
}

/// One table with the shorter side as rows, to be solved in the first number type that suits.
template <class Cost>
struct SmallTable {
  CostTable<Cost> upright{};
  bool is_turned = false;
  const AssignmentOptions& options;
  kernel::WorkMeter* spend = nullptr;
  const Checkpoint* checkpoint = nullptr;
  bool is_left_to_lists = false;
  bool takes_any_reals = false;

  /// None where the type is not exact, or another solver suits.
  template <class Value>
  std::optional<Assignment<Cost>> solve() {
    return solve_with<Value>([this](kernel::SmallAssignment<Value>& small) {
      return small.take(upright.first, upright.row_stride, upright.column_stride, options.maximise);
    });
  }

  /// The same for reals that are read where they lie.
  std::optional<Assignment<Cost>> solve_in_place() requires std::same_as<Cost, double> {
    return solve_with<double>([this](kernel::SmallAssignment<double>& small) {
      return small.take_in_place(upright.first, upright.row_stride);
    });
  }

  template <class Value, class Take>
  std::optional<Assignment<Cost>> solve_with(const Take& take) {
    assert(upright.rows <= upright.columns);
    kernel::SmallAssignment<Value> small(kernel::runnable_whole_rows().front(), upright.rows, upright.columns);
    const kernel::Taken taken = take(small);
    is_left_to_lists = taken == kernel::Taken::suits_lists;
    if (taken != kernel::Taken::all) return std::nullopt;
    Assignment<Cost> result;
    switch (small.run(spend)) {
      case kernel::Outcome::solved:
        return small_result<Cost>(small, is_turned, options);
      case kernel::Outcome::infeasible:
        small.for_each_unassignable([&](std::int32_t row) { result.unassignable.push_back(row); });
        std::ranges::sort(result.unassignable);
        return result;
      default:
        result.status = *checkpoint->ended();
        return result;
    }
  }

  /// Whether the corners of the table are whole numbers of a type in which it may be solved: then its rows are tried.
  template <class Whole>
  bool may_be() const {
    if (upright.columns > std::numeric_limits<Whole>::max()) return false;
    const Cost* const last = upright.first + (upright.rows - 1) * upright.row_stride;
    const Cost* const last_column = (upright.columns - 1) * upright.column_stride + upright.first;
    for (const Cost one : {*upright.first, *last_column, *last}) {
      const auto limit = static_cast<Cost>(kernel::exact_limit<Whole>());
      if (!(one > -limit && one < limit) || static_cast<Cost>(static_cast<Whole>(one)) != one) return false;
    }
    return true;
  }

  std::int64_t cells() const { return std::int64_t{upright.rows} * upright.columns; }
  bool lies_by_columns() const { return upright.column_stride != 1; }

  /// Whether most of what could be copied would be read but once: then reals are read where they lie.
  bool suits_reals_in_place() const {
    constexpr std::int64_t most_cells = std::int64_t{1} << 20;
    return !lies_by_columns() && !options.maximise && upright.columns >= 3 * upright.rows && cells() <= most_cells;
  }

  /// Whether copying reals into doubles pays: lists read rows that are long beside their number only as far as they are
  /// needed.
  bool suits_copied_reals() const {
    constexpr std::int32_t most_real_rows = 512;
    constexpr std::int64_t few_cells = std::int64_t{1} << 16;
    return takes_any_reals || cells() <= few_cells || upright.columns <= kernel::small_side ||
           (upright.rows <= most_real_rows && (lies_by_columns() || upright.columns < 3 * upright.rows));
  }

  std::optional<Assignment<Cost>> solve_in_turn() {
    std::optional<Assignment<Cost>> result;
    if (upright.columns > kernel::most_lanes<std::int32_t> && may_be<std::int16_t>()) result = solve<std::int16_t>();
    if (!result && !is_left_to_lists && may_be<std::int32_t>()) result = solve<std::int32_t>();
    if (result || is_left_to_lists) return result;
    if constexpr (std::same_as<Cost, double>) {
      if (suits_reals_in_place()) return solve_in_place();
    }
    if (suits_copied_reals()) result = solve<double>();
    if constexpr (std::integral<Cost>) {
      if (!result && !is_left_to_lists && suits_copied_reals()) result = solve<std::int64_t>();
    }
    return result;
  }
};

template <class Cost>
CostTable<Cost> transposed(CostTable<Cost> costs) {
  std::swap(costs.rows, costs.columns);
  std::swap(costs.row_stride, costs.column_stride);
  return costs;
}

/// @param checkpoint none for a little table, which is solved before anybody could look how far it has come.
template <class Cost>
std::optional<Assignment<Cost>> solve_turned(const CostTable<Cost>& costs, bool is_turned,
                                             const AssignmentOptions& options, Checkpoint* checkpoint,
                                             bool takes_any_reals) {
  SmallTable<Cost> table{.upright = is_turned ? transposed(costs) : costs,
                         .is_turned = is_turned,
                         .options = options,
                         .checkpoint = checkpoint,
                         .takes_any_reals = takes_any_reals};
  if (checkpoint == nullptr) return table.solve_in_turn();
  kernel::WorkMeter spend([checkpoint](std::int64_t work) { return checkpoint->spend(work); },
                          [checkpoint](std::int64_t rows) { checkpoint->reach(rows); });
  table.spend = &spend;
  return table.solve_in_turn();
}

template <class Cost>
std::optional<Assignment<Cost>> solve_either_way(const CostTable<Cost>& costs, const AssignmentOptions& options,
                                                 Checkpoint* checkpoint, bool takes_any_reals) {
  const bool is_square = costs.rows == costs.columns;
  const bool lies_by_columns = costs.row_stride == 1 && costs.column_stride != 1;
  const bool is_turned = costs.rows > costs.columns || (is_square && lies_by_columns);
  auto result = solve_turned(costs, is_turned, options, checkpoint, takes_any_reals);
  // Turned round, the proof of a square table would name columns.
  const bool names_columns = is_turned && is_square && result && result->status == Status::infeasible;
  if (names_columns) return solve_turned(costs, false, options, checkpoint, takes_any_reals);
  return result;
}

}  // namespace

template <CostNumber Cost>
std::optional<Assignment<Cost>> assign_small(const CostTable<Cost>& costs, const AssignmentOptions& options) {
  constexpr std::int64_t most_cells = std::int64_t{1} << 22;
  const std::int64_t cells = std::int64_t{costs.rows} * costs.columns;
  if (cells == 0 || cells > most_cells) return std::nullopt;
  const bool is_limited = options.control.time_limit || options.control.stop.stop_possible();
  if (std::max(costs.rows, costs.columns) <= kernel::small_side && !is_limited) {
    return solve_either_way(costs, options, nullptr, false);
  }
  Checkpoint checkpoint(options.control);
  if (const auto ended = checkpoint.ended()) return Assignment<Cost>{.status = *ended};
  checkpoint.enter("assignment", std::min(costs.rows, costs.columns));
  return solve_either_way(costs, options, &checkpoint, false);
}

template <CostNumber Cost>
std::optional<Assignment<Cost>> assign_whole(const CostTable<Cost>& costs, const AssignmentOptions& options,
                                             Checkpoint& checkpoint) {
  return solve_either_way(costs, options, &checkpoint, true);
}

template std::optional<Assignment<std::int32_t>> assign_small(const CostTable<std::int32_t>&, const AssignmentOptions&);
template std::optional<Assignment<std::int64_t>> assign_small(const CostTable<std::int64_t>&, const AssignmentOptions&);
template std::optional<Assignment<float>> assign_small(const CostTable<float>&, const AssignmentOptions&);
template std::optional<Assignment<double>> assign_small(const CostTable<double>&, const AssignmentOptions&);

template std::optional<Assignment<std::int32_t>> assign_whole(const CostTable<std::int32_t>&, const AssignmentOptions&,
                                                              Checkpoint&);
template std::optional<Assignment<std::int64_t>> assign_whole(const CostTable<std::int64_t>&, const AssignmentOptions&,
                                                              Checkpoint&);
template std::optional<Assignment<float>> assign_whole(const CostTable<float>&, const AssignmentOptions&, Checkpoint&);
template std::optional<Assignment<double>> assign_whole(const CostTable<double>&, const AssignmentOptions&,
                                                        Checkpoint&);

}  // namespace pairwell
