/// Rows: how the assignment kernel reads costs, whatever they lie in (docs/design/matching.md, Row scanners).
///
/// A row scanner lists the pairs of a row that are cheapest under today's column prices, and a bound on the rest.
/// Prices of columns only ever fall, so a bound once found holds until the list is made anew.
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

#include "kernel/scan.hpp"

namespace pairwell::kernel {

/// Larger than any cost: real infinity where the type has one, otherwise half the range, so that a sum of two does not
/// leave the type.
template <class Value>
constexpr Value infinite() {
  if constexpr (std::floating_point<Value>) {
    return std::numeric_limits<Value>::infinity();
  } else {
    return static_cast<Value>(Value{1} << (sizeof(Value) * 8 - 2));
  }
}

/// The next number, so that numbers up to the one given lie under it.
template <class Value>
Value just_over(Value value) {
  if constexpr (std::floating_point<Value>) {
    return std::nextafter(value, std::numeric_limits<Value>::infinity());
  } else {
    return value + 1;
  }
}

/// A pair of a row.
template <class Value>
struct Listed {
  Value cost;
  Value low;  ///< Its reduced cost when it was listed, or less: it has not got cheaper since.
  std::int32_t column;
};

/// What is known of a row: where its pairs lie in a pool, and a bound on those that are not listed.
template <class Value>
struct RowList {
  std::size_t first = 0;
  std::int32_t size = 0;
  std::int32_t room = 0;
  std::int32_t count = 0;    ///< How many pairs were asked for.
  std::int32_t read_in = 0;  ///< The number of the search that read it last.
  Value bound{};             ///< No pair that is not listed has a lower reduced cost; infinite where all are listed.
};

/// Whether a row can be solved with, or was not read to its end.
enum class RowFault : std::uint8_t { none, not_a_cost, too_large, stopped };

/// What the assignment kernel asks of a row scanner. `price` has an entry a column; `look` checks a row once, before it
/// is read, and says what is wrong with its numbers; `list` appends about `count` of the row's cheapest pairs, in
/// rising order of `low`, and returns the bound on the others.
template <class Rows>
concept RowScanner = requires(Rows rows, std::int32_t row, const typename Rows::Value* price,
                              std::vector<Listed<typename Rows::Value>>& pairs) {
  { rows.rows() } -> std::same_as<std::int32_t>;
  { rows.columns() } -> std::same_as<std::int32_t>;
  { rows.look(row) } -> std::same_as<RowFault>;
  { rows.list(row, price, row, pairs) } -> std::same_as<typename Rows::Value>;
  { rows.effort(row) } -> std::convertible_to<std::int64_t>;
};

/// A scanner that reads faster where it is told a bound under which there are likely to be enough pairs.
template <class Rows>
concept GuidedScanner = RowScanner<Rows> &&
    requires(Rows rows, std::int32_t row, const typename Rows::Value* price, typename Rows::Value guess,
             std::vector<Listed<typename Rows::Value>>& pairs) {
  { rows.list(row, price, row, guess, pairs) } -> std::same_as<typename Rows::Value>;
};

/// A scanner that can also look at all rows and list them at once, in the order and with the threads that suit it.
/// No price says that all are 0.
template <class Rows>
concept WholeScanner = RowScanner<Rows> &&
    requires(Rows rows, const typename Rows::Value* price, std::int32_t count,
             std::vector<RowList<typename Rows::Value>>& lists, std::vector<Listed<typename Rows::Value>>& pool,
             bool (*spend)(std::int64_t)) {
  { rows.list_all(price, count, lists, pool, spend) } -> std::same_as<RowFault>;
};

/// Whether a number can be a cost: not NaN, not the infinity that would win, and so small that no path leaves the type.
template <class Value, bool maximise, class Cost>
RowFault look_at(std::span<const Cost> costs, Value limit) {
  if constexpr (std::floating_point<Value>) {
    // A flag as wide as the numbers, for the sake of vector instructions.
    using Flag = std::conditional_t<sizeof(Cost) == 4, std::int32_t, std::int64_t>;
    constexpr Cost wrong = maximise ? std::numeric_limits<Cost>::infinity() : -std::numeric_limits<Cost>::infinity();
    Flag faults = 0;
    for (const Cost cost : costs) faults |= maximise ? !(cost < wrong) : !(cost > wrong);
    return faults == 0 ? RowFault::none : RowFault::not_a_cost;
  } else {
    Cost least = 0;
    Cost most = 0;
    for (const Cost cost : costs) {
      least = std::min(least, cost);
      most = std::max(most, cost);
    }
    const bool fits = static_cast<Value>(most)<limit&& static_cast<Value>(least)> - limit;
    return fits ? RowFault::none : RowFault::too_large;
  }
}

/// The largest integer cost: prices stay under 512 times (rows + 1) times that (Assigner::scale has the most steps).
template <class Value>
Value cost_limit(std::int32_t rows) {
  return infinite<Value>() / 512 / (static_cast<Value>(rows) + 1);
}

}  // namespace pairwell::kernel
