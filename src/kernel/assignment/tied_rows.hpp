/// Tied rows: which pairs of a dense row are as cheap as its cheapest, as bits, found with the widest vectors that the
/// processor has (docs/design/matching.md, Tables full of ties). What is found is the same on every processor.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <tuple>

#include "kernel/candidates/scan.hpp"

namespace pairwell::kernel {

/// Costs are whole numbers under this, and so are those with the sign changed: sums of a few are exact in doubles, too.
constexpr std::int64_t tied_limit = std::int64_t{1} << 40;

/// More than any reduced cost.
template <class Value>
constexpr Value beyond_tied = static_cast<Value>(std::int64_t{1} << 60);

/// A row where it lies.
template <class Cost>
struct TiedRow {
  const Cost* cost = nullptr;
  std::int32_t columns = 0;
  bool maximise = false;
};

/// What is found of a row.
template <class Value>
struct TiedLevel {
  Value least{};         ///< The lowest cost.
  bool is_exact = true;  ///< Whether all costs are whole numbers under the limit.
};

/// The steps for one type of costs. Bits are of columns, the lowest first, in words whose rest is 0.
template <class Cost>
struct TiedRowSteps {
  using Value = ScanValue<Cost>;

  /// The lowest cost, with the bits of the columns that have it; quickest where it is `guess`.
  TiedLevel<Value> (*cheapest)(const TiedRow<Cost>& row, Value guess, std::uint64_t* bits);

  /// Writes the bits of the columns whose reduced cost is `level`, and returns the lowest one above it.
  Value (*at_level)(const TiedRow<Cost>& row, const Value* price, Value level, std::uint64_t* bits);

  /// The lowest reduced cost.
  Value (*nearest)(const TiedRow<Cost>& row, const Value* price);
};

/// All steps for one kind of processor.
struct TiedRows {
  std::string_view name;
  std::tuple<TiedRowSteps<float>, TiedRowSteps<double>, TiedRowSteps<std::int32_t>, TiedRowSteps<std::int64_t>> of;
};

/// Those that this processor can run, the fastest first.
std::span<const TiedRows> runnable_tied_rows();

}  // namespace pairwell::kernel
