/// Rows: how the assignment kernel reads costs, whatever they lie in (docs/design/matching.md, Row scanners).
///
/// A row scanner lists the pairs of a row that are cheapest under today's column prices, and a bound on the rest.
/// Prices of columns only ever fall, so a bound once found holds until the list is made anew.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

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

/// A pair of a row.
template <class Value>
struct Listed {
  Value cost;
  std::int32_t column;
};

/// What is listed of a row.
template <class Value>
struct RowBound {
  Value bound;         ///< No pair that is not listed has a lower reduced cost; infinite where all are listed.
  std::int32_t count;  ///< How many were asked for.
};

/// Whether a row can be solved with.
enum class RowFault : std::uint8_t { none, not_a_cost, too_large };

/// What the assignment kernel asks of a row scanner. `price` has an entry a column; `look` checks a row once, before it
/// is read, and says what is wrong with its numbers; `list` appends about `count` of the row's cheapest pairs.
template <class Rows>
concept RowScanner = requires(Rows rows, std::int32_t row, const typename Rows::Value* price,
                              std::vector<Listed<typename Rows::Value>>& pairs) {
  { rows.rows() } -> std::same_as<std::int32_t>;
  { rows.columns() } -> std::same_as<std::int32_t>;
  { rows.look(row) } -> std::same_as<RowFault>;
  { rows.list(row, price, row, pairs) } -> std::same_as<typename Rows::Value>;
  { rows.effort(row) } -> std::convertible_to<std::int64_t>;
};

/// Costs as the kernel sees them: in its own number type, and the other way round where the greatest total is wanted.
template <class Cost, class Value, bool maximise>
constexpr Value as_value(Cost cost) {
  return maximise ? -static_cast<Value>(cost) : static_cast<Value>(cost);
}

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

/// A dense table, row by row in memory.
template <class CostType, class ValueType, bool maximise>
class DenseRows {
 public:
  using Cost = CostType;
  using Value = ValueType;

  DenseRows(const Cost* first, std::int32_t rows, std::int32_t columns, std::ptrdiff_t row_stride)
      : first_(first), rows_(rows), columns_(columns), row_stride_(row_stride), limit_(cost_limit<Value>(rows)) {}

  std::int32_t rows() const { return rows_; }
  std::int32_t columns() const { return columns_; }
  std::int64_t effort(std::int32_t) const { return columns_; }

  RowFault look(std::int32_t row) const {
    return look_at<Value, maximise>(std::span(cost_of(row), static_cast<std::size_t>(columns_)), limit_);
  }

  Value list(std::int32_t row, const Value* price, std::int32_t count, std::vector<Listed<Value>>& pairs) {
    if (columns_ / block > 2 * count) return list_by_blocks<block>(row, price, count, pairs);
    if (columns_ / small_block > count) return list_by_blocks<small_block>(row, price, count, pairs);
    const Cost* cost = cost_of(row);
    for (std::int32_t column = 0; column < columns_; ++column) {
      const Value value = as_value<Cost, Value, maximise>(cost[column]);
      if (value < infinite<Value>()) pairs.push_back({value, column});
    }
    return infinite<Value>();
  }

 private:
  static constexpr std::int32_t block = 32;
  static constexpr std::int32_t small_block = 8;

  const Cost* cost_of(std::int32_t row) const { return first_ + row * row_stride_; }

  /// Every block has a pair as cheap as its least, so the k-th of the leasts bounds the k-th of the pairs, and only
  /// blocks whose least is under it need a second look.
  template <std::int32_t size>
  Value list_by_blocks(std::int32_t row, const Value* price, std::int32_t count, std::vector<Listed<Value>>& pairs) {
    const Cost* cost = cost_of(row);
    const std::int32_t blocks = columns_ / size;
    least_.resize(static_cast<std::size_t>(blocks));
    for (std::int32_t part = 0; part < blocks; ++part) {
      least_[static_cast<std::size_t>(part)] = least_reduced<size>(cost + part * size, price + part * size);
    }
    ordered_ = least_;
    const auto nth = ordered_.begin() + count;
    std::nth_element(ordered_.begin(), nth, ordered_.end());
    const Value bound = *nth;
    std::int32_t ties = bound < infinite<Value>() ? count : 0;
    const auto show = [&](std::int32_t from, std::int32_t to) {
      for (std::int32_t column = from; column < to; ++column) {
        const Value value = as_value<Cost, Value, maximise>(cost[column]);
        const Value reduced = value - price[column];
        if (reduced > bound || (reduced == bound && --ties < 0)) continue;
        pairs.push_back({value, column});
      }
    };
    show(blocks * size, columns_);
    const auto visit = [&](std::int32_t part) {
      const Value least = least_[static_cast<std::size_t>(part)];
      if (least < bound || (least == bound && ties > 0)) show(part * size, part * size + size);
    };
    // Rows start at different columns, so that rows full of ties list different ones.
    const auto begin = static_cast<std::int32_t>((std::int64_t{row} * 7919) % blocks);
    for (std::int32_t part = begin; part < blocks; ++part) visit(part);
    for (std::int32_t part = 0; part < begin; ++part) visit(part);
    return bound;
  }

  /// The least reduced cost of a block, in a shape that compilers turn into vector instructions.
  template <std::int32_t size>
  static Value least_reduced(const Cost* cost, const Value* price) {
    constexpr std::int32_t lanes = std::min<std::int32_t>(size, 64 / static_cast<std::int32_t>(sizeof(Value)));
    std::array<Value, lanes> least;
    least.fill(infinite<Value>());
    for (std::int32_t first = 0; first < size; first += lanes) {
      for (std::int32_t lane = 0; lane < lanes; ++lane) {
        const Value reduced = as_value<Cost, Value, maximise>(cost[first + lane]) - price[first + lane];
        least[static_cast<std::size_t>(lane)] = std::min(reduced, least[static_cast<std::size_t>(lane)]);
      }
    }
    for (std::size_t half = lanes / 2; half > 0; half /= 2) {
      for (std::size_t lane = 0; lane < half; ++lane) least[lane] = std::min(least[lane + half], least[lane]);
    }
    return least[0];
  }

  const Cost* first_;
  std::int32_t rows_;
  std::int32_t columns_;
  std::ptrdiff_t row_stride_;
  Value limit_;
  std::vector<Value> least_;  // of each block
  std::vector<Value> ordered_;
};

}  // namespace pairwell::kernel
