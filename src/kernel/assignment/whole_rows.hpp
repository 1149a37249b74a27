/// Whole rows: the steps of an assignment that reads rows from end to end, with the widest vectors that the processor
/// has (docs/design/matching.md, Small tables). What they find is the same on every processor.
#pragma once

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

/// Rows end on a whole number of the widest vectors.
template <class Value>
constexpr std::int32_t padded_width(std::int32_t columns) {
  constexpr auto lanes = static_cast<std::int32_t>(64 / sizeof(Value));
  return (columns + lanes - 1) / lanes * lanes;
}

/// What was copied of a row.
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
  std::int32_t width = 0;
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
  using Take = RowTaken (*)(const Cost* cost, std::int32_t columns, bool maximise, Value limit, Value* values);

  /// Copies the costs of a row, turned over where the greatest total is wanted, and blocks the rest of the width.
  std::tuple<Take<float>, Take<double>, Take<std::int32_t>, Take<std::int64_t>> take;

  /// Lowers each number of `least` to that of a row.
  void (*lower)(const Value* costs, std::int32_t width, Value* least);

  TwoCheapest<Value> (*two_cheapest)(const Value* costs, const ColumnArrays<Value>& columns);

  /// Offers the pairs of a row, whose own distance is in `offset`, as next steps of the paths. No path is shorter than
  /// `now`.
  NearestColumn<Value> (*relax)(const Value* costs, Value offset, Value now, std::int32_t row,
                                const ColumnArrays<Value>& columns);
};

/// All steps for one kind of processor.
struct WholeRows {
  std::string_view name;
  std::tuple<WholeRowSteps<std::int32_t>, WholeRowSteps<std::int64_t>, WholeRowSteps<double>> of;
};

/// Those that this processor can run, the fastest first.
std::span<const WholeRows> runnable_whole_rows();

}  // namespace pairwell::kernel
