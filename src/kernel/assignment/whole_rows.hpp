/// Whole rows: the steps of an assignment that reads rows from end to end, with the widest vectors that the processor
/// has (docs/design/matching.md, Small tables). What they find is the same on every processor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>

namespace pairwell::kernel {

/// More than any sum of costs; what is blocked or forbidden is beyond it, and a sum with two of that stays in the type.
template <class Value>
constexpr Value unreachable() {
  return static_cast<Value>(Value{1} << (sizeof(Value) * 8 - 4));
}
template <>
constexpr double unreachable<double>() {
  return __builtin_inf();
}
template <class Value>
constexpr Value blocked() {
  return 2 * unreachable<Value>();
}

/// Costs of tables that are complete are less, and so are those with the sign changed: a row without a column could
/// take a free one, so no price is under that of a free column by more than two costs, nor are those of a round of
/// scaling further apart, and distances, which are sums of a few prices and costs, stay under 32 costs.
template <class Value>
constexpr Value exact_limit() {
  return static_cast<Value>(unreachable<Value>() / 32);
}

/// How many numbers the widest vectors hold.
template <class Value>
inline constexpr auto most_lanes = static_cast<std::int32_t>(64 / sizeof(Value));

/// Rows that are copied end on a whole number of the widest vectors.
template <class Value>
constexpr std::int32_t padded_width(std::int32_t columns) {
  return (columns + most_lanes<Value> - 1) / most_lanes<Value> * most_lanes<Value>;
}

/// Rows whose costs lie side by side.
template <class Cost>
struct GivenRows {
  const Cost* first;
  std::ptrdiff_t stride;  ///< From a row to the next.
  std::int32_t rows;
  std::int32_t columns;
};

/// What was copied of rows.
enum class RowTaken : std::uint8_t {
  not_exact,   ///< A number is no cost of the type: not whole, NaN, the infinity that would win, or beyond the limit.
  incomplete,  ///< Some are forbidden: infinite.
  complete,
};

/// The two cheapest pairs of a row.
template <class Value>
struct TwoCheapest {
  Value least{};        ///< The lowest reduced cost...
  Value second{};       ///< ...and the next one, which may be as low.
  std::int32_t column;  ///< The first that has the lowest; where several have it, the first of these that is free.
};

/// The column that a search comes to next.
template <class Value>
struct NearestColumn {
  Value distance{};
  std::int32_t column;  ///< The first of those as near; a free one where it is to be preferred.
};

/// What steps read and write: arrays with an entry a column, on 64 bytes, of the padded width.
template <class Value>
struct ColumnArrays {
  std::int32_t columns = 0;   ///< How many costs of a row are read: the padded width where rows are padded.
  bool prefers_free = true;   ///< Whether searches look for a free column among those as near.
  Value* price = nullptr;     ///< Blocked is no price.
  Value* raise = nullptr;     ///< In searches: the price with its sign changed, or blocked once a column was passed.
  Value* distance = nullptr;  ///< In searches: of columns that were not passed, else unreachable.
  Value* row = nullptr;       ///< In searches: from which a column was reached.
  Value* taken = nullptr;     ///< 0 for a column that is free.
};

/// The steps for one number type and one kind of processor.
template <class Value>
struct WholeRowSteps {
  template <class Cost>
  using Take = RowTaken (*)(const GivenRows<Cost>& given, bool maximise, Value limit, Value* values);

  /// Copies costs, turned over where the greatest total is wanted, to rows of the padded width whose rest is blocked.
  /// Stops behind a row that is not exact.
  std::tuple<Take<float>, Take<double>, Take<std::int16_t>, Take<std::int32_t>, Take<std::int64_t>> take;

  /// Writes as many lines of a table that lies by columns as go into the widest vector to its rows. A vector more may
  /// be read behind the last line.
  void (*turn)(const Value* lines, std::int32_t height, std::int32_t rows, Value* to, std::int32_t width);

  /// What rows of reals are where they lie.
  RowTaken (*look)(const GivenRows<double>& given, double limit);

  /// The least cost of each column, blocked where it has none.
  void (*least_of_columns)(const GivenRows<Value>& given, Value* least);

  TwoCheapest<Value> (*two_cheapest)(const Value* costs, const ColumnArrays<Value>& columns);

  /// Offers the pairs of a row, whose own distance is in `offset`, as next steps of the paths. No path is shorter than
  /// `now`.
  NearestColumn<Value> (*relax)(const Value* costs, Value offset, Value now, std::int32_t row,
                                const ColumnArrays<Value>& columns);
};

/// All steps for one kind of processor.
struct WholeRows {
  std::string_view name;
  std::tuple<WholeRowSteps<std::int16_t>, WholeRowSteps<std::int32_t>, WholeRowSteps<std::int64_t>,
             WholeRowSteps<double>>
      of;
};

/// Those that this processor can run, the fastest first.
std::span<const WholeRows> runnable_whole_rows();

}  // namespace pairwell::kernel
