#include "pairwell/match/assignment.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "kernel/assignment/dense.hpp"
#include "kernel/assignment/sparse.hpp"
#include "kernel/candidates/column_major.hpp"
#include "kernel/candidates/row_major.hpp"
#include "kernel/candidates/row_source.hpp"
#include "kernel/candidates/scan.hpp"
#include "kernel/work_meter.hpp"
#include "match/small_assignment.hpp"
#include "match/threads.hpp"
#include "match/tied_assignment.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

/// Integers so large that their paths leave 64 bits are solved in 128.
using kernel::Wide;

/// Whether a square table may be turned round, as its columns may lie in one piece and its rows not. Where no
/// assignment exists, the proof of a turned one names columns.
enum class SquareTables : std::uint8_t { either_way, upright };

/// A dense table with its shorter side as rows, copied only where neither its rows nor its columns lie in one piece.
template <class Cost>
class OrientedTable {
 public:
  OrientedTable(const CostTable<Cost>& costs, SquareTables squares)
      : is_turned_(costs.rows > costs.columns || (squares == SquareTables::either_way && lies_by_columns(costs))) {
    table_ = costs;
    if (is_turned_) {
      std::swap(table_.rows, table_.columns);
      std::swap(table_.row_stride, table_.column_stride);
    }
    assert(table_.rows <= table_.columns);
    const bool is_square = table_.rows == table_.columns;
    if (table_.column_stride != 1 && table_.columns > 1 && (is_square || table_.row_stride != 1)) copy();
  }

  /// Whether rows and columns were swapped.
  bool is_turned() const { return is_turned_; }
  /// Whether each row lies in one piece, or else each column.
  bool lies_by_rows() const { return table_.column_stride == 1 || table_.columns <= 1; }
  const CostTable<Cost>& table() const { return table_; }

 private:
  static bool lies_by_columns(const CostTable<Cost>& costs) {
    return costs.rows == costs.columns && costs.row_stride == 1 && costs.column_stride != 1;
  }

  void copy() {
    copy_.reserve(at(table_.rows) * at(table_.columns));
    for (std::int32_t row = 0; row < table_.rows; ++row) {
      for (std::int32_t column = 0; column < table_.columns; ++column) {
        copy_.push_back(table_.first[row * table_.row_stride + column * table_.column_stride]);
      }
    }
    table_.first = copy_.data();
    table_.row_stride = table_.columns;
    table_.column_stride = 1;
  }

  bool is_turned_;
  CostTable<Cost> table_;
  std::vector<Cost> copy_;
};

/// Compressed rows transposed into compressed columns.
template <class Cost>
struct Transposed {
  explicit Transposed(const SparseCosts<Cost>& costs) {
    row_start.assign(at(costs.columns) + 1, 0);
    for (const std::int32_t one : costs.column) ++row_start[at(one) + 1];
    std::partial_sum(row_start.begin(), row_start.end(), row_start.begin());
    std::vector<std::int64_t> next(row_start.begin(), row_start.end() - 1);
    column.resize(costs.column.size());
    cost.resize(costs.cost.size());
    for (std::int32_t row = 0; row < costs.rows; ++row) {
      for (std::int64_t pair = costs.row_start[at(row)]; pair < costs.row_start[at(row) + 1]; ++pair) {
        const auto place = at(next[at(costs.column[at(pair)])]++);
        assert(at(costs.column[at(pair)]) + 1 < row_start.size() && place < column.size());
        column[place] = row;
        cost[place] = costs.cost[at(pair)];
      }
    }
  }

  std::vector<std::int64_t> row_start;
  std::vector<std::int32_t> column;
  std::vector<Cost> cost;
};

[[noreturn]] void refuse(std::string rule, std::string message, std::string value) {
  throw InvalidInput("assign", std::move(rule), std::move(message), std::move(value));
}

/// In decimals, which std::to_string does not know of so wide a number.
std::string text_of(Wide number) {
  std::string text;
  for (Wide left = number; left != 0; left /= 10) {
    const auto digit = static_cast<int>(left % 10);
    text.insert(text.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
  }
  return text.empty() ? "0" : (number < 0 ? "-" : "") + text;
}

[[noreturn]] void refuse_price(std::string price) {
  refuse("size", "the costs are so far apart that a price does not fit 64 bits", std::move(price));
}

template <class Price, class Value>
Price as_price(Value value) {
  if constexpr (!std::floating_point<Value> && !std::floating_point<Price>) {
    if (value > std::numeric_limits<Price>::max() || value < std::numeric_limits<Price>::min()) {
      refuse_price(text_of(value));
    }
  }
  return static_cast<Price>(value);
}

/// An assigner's columns may be many, and are asked for one by one.
template <class Value>
auto price_of(const kernel::DenseAssignment<Value>& assigner, std::int32_t column) {
  return assigner.column_price()[at(column)];
}
template <class Value>
auto price_of(const kernel::SparseAssignment<Value>& assigner, std::int32_t column) {
  return assigner.column_price(column);
}

/// The sides of a problem, with no more rows than columns: transposed where the caller's has more.
struct Sides {
  std::int32_t rows;
  std::int32_t columns;
  bool is_turned;
};

template <class Cost, class Assigner>
void set_prices(const Assigner& assigner, const Sides& sides, bool maximise, Assignment<Cost>& result) {
  const auto priced = [maximise](auto value) { return as_price<PriceOf<Cost>>(maximise ? -value : value); };
  auto& row_price = sides.is_turned ? result.column_price : result.row_price;
  auto& column_price = sides.is_turned ? result.row_price : result.column_price;
  row_price.reserve(at(sides.rows));
  column_price.reserve(at(sides.columns));
  for (std::int32_t row = 0; row < sides.rows; ++row) row_price.push_back(priced(assigner.row_price(row)));
  for (std::int32_t column = 0; column < sides.columns; ++column) {
    column_price.push_back(priced(price_of(assigner, column)));
  }
}

/// What an assigner made; none where it gave up, and where the costs are none, or too large for its numbers.
template <class Cost, class Assigner>
std::optional<Assignment<Cost>> result_of(kernel::Outcome outcome, const Assigner& assigner, const Sides& sides,
                                          const Checkpoint& checkpoint, const AssignmentOptions& options) {
  Assignment<Cost> result;
  switch (outcome) {
    case kernel::Outcome::too_large:
    case kernel::Outcome::invalid_cost:
    case kernel::Outcome::gave_up:
      return std::nullopt;
    case kernel::Outcome::stopped:
      result.status = *checkpoint.ended();
      return result;
    case kernel::Outcome::infeasible:
      result.unassignable = assigner.unassignable();
      return result;
    case kernel::Outcome::solved:
      break;
  }
  result.status = Status::optimal;
  if (options.prices) set_prices(assigner, sides, options.maximise, result);
  if (sides.is_turned) {
    result.column_of_row.assign(at(sides.columns), -1);
    for (std::int32_t row = 0; row < sides.rows; ++row) {
      result.column_of_row[at(assigner.column_of()[at(row)])] = row;
    }
  } else {
    result.column_of_row = assigner.column_of();
  }
  return result;
}

[[noreturn]] void refuse_size() { refuse("size", "there are too many rows for costs as large as these", ""); }

/// Solves in the first number type that is exact: `solve` takes a value of the type and returns none where it is not.
template <class Cost, class... Values, class Solve>
std::optional<Assignment<Cost>> solve_exactly(const Solve& solve) {
  std::optional<Assignment<Cost>> result;
  ((result = solve(Values{})) || ...);
  return result;
}

/// Calls visit(row, column, cost) for every pair.
template <class Cost, class Visit>
void each_pair(const CostTable<Cost>& costs, const Visit& visit) {
  for (std::int32_t row = 0; row < costs.rows; ++row) {
    for (std::int32_t column = 0; column < costs.columns; ++column) {
      visit(row, column, costs.first[row * costs.row_stride + column * costs.column_stride]);
    }
  }
}
template <class Cost, class Visit>
void each_pair(const SparseCosts<Cost>& costs, const Visit& visit) {
  for (std::int32_t row = 0; row < costs.rows; ++row) {
    for (std::int64_t pair = costs.row_start[at(row)]; pair < costs.row_start[at(row) + 1]; ++pair) {
      visit(row, costs.column[at(pair)], costs.cost[at(pair)]);
    }
  }
}

/// @throws InvalidInput for the first number that is no cost.
template <class Costs>
void check_costs(const Costs& costs, bool maximise) {
  each_pair(costs, [maximise](std::int32_t row, std::int32_t column, auto cost) {
    if constexpr (std::floating_point<decltype(cost)>) {
      constexpr auto infinity = std::numeric_limits<decltype(cost)>::infinity();
      if (maximise ? cost < infinity : cost > -infinity) return;
      refuse("cost",
             "the cost of row " + std::to_string(row) + " and column " + std::to_string(column) +
                 (maximise ? " must be a number below infinity" : " must be a number above -infinity"),
             std::to_string(cost));
    }
  });
}

/// Brings the largest double under kernel::most_real. As a power of two it changes no digits, but of a cost that
/// becomes denormal, where the digits lost are nothing beside the rounding of costs so large.
constexpr double shrinking = 0x1p-160;

std::vector<double> times_shrinking(const CostTable<double>& costs) {
  std::vector<double> shrunk;
  shrunk.reserve(at(costs.rows) * at(costs.columns));
  each_pair(costs, [&shrunk](std::int32_t, std::int32_t, double cost) { shrunk.push_back(cost * shrinking); });
  return shrunk;
}

/// What was solved with costs times shrinking is brought back to its own size.
/// @throws InvalidInput for a price that is beyond the largest double.
Assignment<double> grown(Assignment<double> result) {
  for (auto* prices : {&result.row_price, &result.column_price}) {
    for (double& price : *prices) {
      price /= shrinking;
      if (!std::isfinite(price)) refuse_price(price > 0 ? "above 1.79e308" : "below -1.79e308");
    }
  }
  return result;
}

void check_threads(const AssignmentOptions& options) {
  if (options.threads < 0) {
    refuse("threads", "the number of threads must be 0 or more", std::to_string(options.threads));
  }
}

kernel::Reading reading_of(const AssignmentOptions& options) {
  return {.threads = threads_for(options.threads), .scans = &kernel::runnable_scans().front()};
}

kernel::WorkMeter meter_of(Checkpoint& checkpoint) {
  return kernel::WorkMeter([&checkpoint](std::int64_t work) { return checkpoint.spend(work); },
                           [&checkpoint](std::int64_t rows) { checkpoint.reach(rows); });
}

template <class Cost>
std::optional<Assignment<Cost>> solve_dense(const OrientedTable<Cost>& oriented, const AssignmentOptions& options,
                                            Checkpoint& checkpoint, bool may_give_up) {
  const CostTable<Cost>& table = oriented.table();
  const auto solve = [&]<class Value>(Value) {
    kernel::WorkMeter spend = meter_of(checkpoint);
    const auto solve_rows = [&](kernel::RowSource<Value>&& rows) {
      kernel::DenseAssignment<Value> assigner(rows, may_give_up);
      const kernel::Outcome outcome = assigner.run(spend);
      return result_of<Cost>(outcome, assigner, {table.rows, table.columns, oriented.is_turned()}, checkpoint, options);
    };
    if (oriented.lies_by_rows()) {
      return solve_rows(kernel::RowMajorRows<Cost, Value>(table.first, table.rows, table.columns, table.row_stride,
                                                          options.maximise, reading_of(options)));
    }
    return solve_rows(kernel::ColumnMajorRows<Cost, Value>(table.first, table.rows, table.columns, table.column_stride,
                                                           options.maximise, reading_of(options)));
  };
  if constexpr (std::floating_point<Cost>) {
    return solve_exactly<Cost, double>(solve);
  } else {
    return solve_exactly<Cost, std::int64_t, Wide>(solve);
  }
}

template <class Cost>
Assignment<Cost> assign_dense(const CostTable<Cost>& costs, const AssignmentOptions& options) {
  check_threads(options);
  if (auto result = assign_tied(costs, options)) return *std::move(result);
  if (auto result = assign_small(costs, options)) return *std::move(result);
  Checkpoint checkpoint(options.control);
  checkpoint.enter("assignment", std::min(costs.rows, costs.columns));
  const OrientedTable<Cost> oriented(costs, SquareTables::either_way);
  const bool is_square = costs.rows == costs.columns;
  const bool may_give_up = std::floating_point<Cost> && is_square && costs.rows <= most_rows_after_lists;
  auto result = solve_dense(oriented, options, checkpoint, may_give_up);
  if (!result && may_give_up) result = assign_whole(costs, options, checkpoint);
  const bool names_columns = oriented.is_turned() && is_square;
  if (names_columns && result && result->status == Status::infeasible) {
    result = solve_dense(OrientedTable<Cost>(costs, SquareTables::upright), options, checkpoint, false);
  }
  if (result) return *std::move(result);
  check_costs(costs, options.maximise);
  if constexpr (std::same_as<Cost, double>) {
    const std::vector<double> shrunk = times_shrinking(costs);
    const CostTable<double> small{shrunk.data(), costs.rows, costs.columns, costs.columns};
    return grown(assign_dense(small, options));
  }
  refuse_size();
}

template <class Cost>
Assignment<Cost> assign_sparse(const SparseCosts<Cost>& costs, const AssignmentOptions& options) {
  check_threads(options);
  Checkpoint checkpoint(options.control);
  checkpoint.enter("assignment", std::min(costs.rows, costs.columns));
  kernel::WorkMeter spend = meter_of(checkpoint);
  const bool is_turned = costs.rows > costs.columns;
  std::optional<Transposed<Cost>> transposed;
  if (is_turned) transposed.emplace(costs);
  const kernel::SparseLists<Cost> lists =
      transposed
          ? kernel::SparseLists<Cost>{costs.rows, transposed->row_start, transposed->column, transposed->cost,
                                      options.maximise}
          : kernel::SparseLists<Cost>{costs.columns, costs.row_start, costs.column, costs.cost, options.maximise};
  const auto solve = [&]<class Value>(Value) {
    kernel::SparseAssignment<Value> assigner;
    kernel::Outcome outcome = assigner.read(lists, spend);
    if (outcome == kernel::Outcome::solved) outcome = assigner.run(spend);
    return result_of<Cost>(outcome, assigner, {lists.rows(), lists.columns, is_turned}, checkpoint, options);
  };
  std::optional<Assignment<Cost>> result;
  // Small numbers are quick to fetch.
  if constexpr (std::floating_point<Cost>) {
    result = solve_exactly<Cost, std::int32_t, double>(solve);
  } else {
    result = solve_exactly<Cost, std::int32_t, std::int64_t, Wide>(solve);
  }
  if (result) return *std::move(result);
  check_costs(costs, options.maximise);
  if constexpr (std::same_as<Cost, double>) {
    std::vector<double> shrunk(costs.cost.begin(), costs.cost.end());
    for (double& cost : shrunk) cost *= shrinking;
    SparseCosts<double> small = costs;
    small.cost = shrunk;
    return grown(assign_sparse(small, options));
  }
  refuse_size();
}

void check_sizes(std::int32_t rows, std::int32_t columns) {
  if (rows < 0) refuse("shape", "the number of rows must not be negative", std::to_string(rows));
  if (columns < 0) refuse("shape", "the number of columns must not be negative", std::to_string(columns));
}

template <class Cost>
void check_lists(const SparseCosts<Cost>& costs) {
  if (std::ssize(costs.row_start) != std::int64_t{costs.rows} + 1) {
    refuse("shape", "there must be one row start more than rows", std::to_string(costs.row_start.size()));
  }
  const std::int64_t pairs = std::ssize(costs.column);
  if (std::ssize(costs.cost) != pairs) {
    refuse("shape", "there must be as many costs as columns listed", std::to_string(costs.cost.size()));
  }
  if (costs.row_start.front() != 0 || costs.row_start.back() != pairs || !std::ranges::is_sorted(costs.row_start)) {
    refuse("shape", "row starts must rise from 0 to the number of pairs", std::to_string(costs.row_start.back()));
  }
  for (std::int32_t row = 0; row < costs.rows; ++row) {
    std::int32_t last = -1;
    for (std::int64_t pair = costs.row_start[at(row)]; pair < costs.row_start[at(row) + 1]; ++pair) {
      const std::int32_t column = costs.column[at(pair)];
      if (column <= last || column >= costs.columns) {
        refuse("column", "columns must rise within row " + std::to_string(row) + " and lie inside the table",
               std::to_string(column));
      }
      last = column;
    }
  }
}

}  // namespace

template <CostNumber Cost>
Assignment<Cost> assign(const CostTable<Cost>& costs, const AssignmentOptions& options) {
  check_sizes(costs.rows, costs.columns);
  if (costs.first == nullptr && costs.rows > 0 && costs.columns > 0) refuse("shape", "the table is missing", "null");
  return assign_dense(costs, options);
}

template <CostNumber Cost>
Assignment<Cost> assign(const SparseCosts<Cost>& costs, const AssignmentOptions& options) {
  check_sizes(costs.rows, costs.columns);
  check_lists(costs);
  return assign_sparse(costs, options);
}

template Assignment<std::int32_t> assign(const CostTable<std::int32_t>&, const AssignmentOptions&);
template Assignment<std::int64_t> assign(const CostTable<std::int64_t>&, const AssignmentOptions&);
template Assignment<float> assign(const CostTable<float>&, const AssignmentOptions&);
template Assignment<double> assign(const CostTable<double>&, const AssignmentOptions&);
template Assignment<std::int32_t> assign(const SparseCosts<std::int32_t>&, const AssignmentOptions&);
template Assignment<std::int64_t> assign(const SparseCosts<std::int64_t>&, const AssignmentOptions&);
template Assignment<float> assign(const SparseCosts<float>&, const AssignmentOptions&);
template Assignment<double> assign(const SparseCosts<double>&, const AssignmentOptions&);

}  // namespace pairwell
