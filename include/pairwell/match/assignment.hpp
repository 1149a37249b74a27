/// Assignment: the classical problem of one cost table, rows to columns one to one, in the table's own numbers.
///
/// For programs that hold a matrix and want no scheme around it; match() is for problems with ranges and stages.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "pairwell/core/progress.hpp"
#include "pairwell/core/status.hpp"
#include "pairwell/floating_point.hpp"  // IWYU pragma: keep

namespace pairwell {

/// The numbers that a cost may be.
template <class Number>
concept CostNumber = std::same_as<Number, std::int32_t> || std::same_as<Number, std::int64_t> ||
    std::same_as<Number, float> || std::same_as<Number, double>;

/// What prices of costs are: wide enough to add up many.
template <CostNumber Cost>
using PriceOf = std::conditional_t<std::floating_point<Cost>, double, std::int64_t>;

/// A table of costs somewhere in memory, read in place. Strides count numbers, not bytes, and may be negative.
template <CostNumber Cost>
struct CostTable {
  const Cost* first = nullptr;  ///< Of row 0 and column 0.
  std::int32_t rows = 0;
  std::int32_t columns = 0;
  std::ptrdiff_t row_stride = 0;
  std::ptrdiff_t column_stride = 1;
};

/// Costs of the admissible pairs, in compressed rows; the columns of a row rise.
template <CostNumber Cost>
struct SparseCosts {
  std::int32_t rows = 0;
  std::int32_t columns = 0;
  std::span<const std::int64_t> row_start{};  ///< One more than there are rows.
  std::span<const std::int32_t> column{};     ///< Of each pair.
  std::span<const Cost> cost{};               ///< Of each pair.
};

/// How assign() goes about it. Progress is of those of the shorter side who have had a partner at once.
struct AssignmentOptions {
  bool maximise = false;  ///< True: the greatest total. DEFAULT: the least.
  bool prices = true;     ///< False leaves the prices out of the result. DEFAULT: true.
  /// How many read a dense table at the same time; 0: as many as the machine can. Nothing in the result depends on it.
  /// DEFAULT: 1.
  std::int32_t threads = 1;
  Control control{};  ///< How to watch and stop the call. DEFAULT: runs to its end, unwatched.
};

/// Rows with their columns, and the prices that prove the total to be the best.
///
/// For every pair, cost - row_price - column_price is at least 0 (at most 0 when maximising), and 0 for assigned pairs;
/// on the longer side no price is over 0 (under 0 when maximising), and a row or column that is left over has price 0.
/// With integers this holds exactly; with reals up to rounding.
template <CostNumber Cost>
struct Assignment {
  Status status = Status::infeasible;         ///< Optimal, infeasible, or how the call was stopped.
  std::vector<std::int32_t> column_of_row{};  ///< -1 for a row that is left over; empty unless optimal.
  std::vector<PriceOf<Cost>> row_price{};     ///< Empty unless optimal and asked for.
  std::vector<PriceOf<Cost>> column_price{};
  /// Where infeasible: rows (columns, where there are fewer columns than rows) that have fewer partners between them
  /// than there are of them, which breaks Hall's condition. Rises; empty otherwise.
  std::vector<std::int32_t> unassignable{};
};

/// Assigns every row to a column of its own (every column to a row where there are fewer columns) at the least total.
/// An infinite cost of the losing sign forbids its pair.
/// Real costs are added in double precision, integers exactly.
/// @throws InvalidInput for NaN, an infinity of the winning sign, negative sizes, a missing table, a negative number of
/// threads, and integers so large that a price leaves 64 bits (which no call without prices refuses).
/// @complexity O(n^3) at worst for n rows; on most tables little more than one reading of the table
/// (docs/benchmarks.md). Method: shortest augmenting paths (Jonker & Volgenant 1987) over rows that are read only as
/// far as prices need.
template <CostNumber Cost>
Assignment<Cost> assign(const CostTable<Cost>& costs, const AssignmentOptions& options = {});

/// The same for pairs in a list; a pair that is not listed is forbidden.
/// @throws InvalidInput as above, and for row starts that fall or columns that do not rise or lie outside.
/// @complexity O(n m log n) at worst for n rows and m pairs; little more than linear on most. Method: an auction
/// (Bertsekas 1988), then shortest paths from all rows that are left at once.
template <CostNumber Cost>
Assignment<Cost> assign(const SparseCosts<Cost>& costs, const AssignmentOptions& options = {});

}  // namespace pairwell
