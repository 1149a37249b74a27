/// Tiny: a table of so few costs that plain loops are through before a vector would be set up.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>

#include "kernel/candidates/scan.hpp"
#include "kernel/common.hpp"

namespace pairwell::kernel {

/// The longest side of a table that plain loops solve sooner than vectors do.
constexpr std::int32_t tiny_side = 24;

/// One assignment problem with 1 row or more, no more rows than columns, and no more columns than tiny_side.
///
/// Columns are reduced where the table is square and has all pairs, each row takes its cheapest column if that is free,
/// and shortest augmenting paths do the rest (Jonker and Volgenant 1987; Crouse 2016). Invariant: under the column
/// prices every assigned row has one of its cheapest columns; where there are more columns than rows, only columns that
/// are taken have a price under 0. Everything lies in the object.
template <class ValueType>
requires std::same_as<ValueType, double> || std::same_as<ValueType, std::int64_t>
class TinyAssignment {
 public:
  using Value = ValueType;

  TinyAssignment(std::int32_t rows, std::int32_t columns) : rows_(rows), columns_(columns) {
    assert(1 <= rows && rows <= columns && columns <= tiny_side);
  }

  /// Copies the costs. False where one is no cost, or so large that sums would not be exact, or not finite.
  template <class Cost>
  bool take(const Cost* first, std::ptrdiff_t row_stride, std::ptrdiff_t column_stride, bool maximise) {
    bool is_within = true;
    for (std::int32_t row = 0; row < rows_; ++row) {
      const Cost* const given = first + row * row_stride;
      Value* const costs = row_of_costs(row);
      for (std::int32_t column = 0; column < columns_; ++column) {
        const Value cost = as_value<Value>(given[column * column_stride], maximise);
        is_within = is_within && cost > -limit() && cost < limit();  // not of NaN
        costs[column] = cost;
      }
    }
    if constexpr (is_real) {
      return is_within || notes_blocked();
    } else {
      return is_within;
    }
  }

  /// @complexity O(rows^2 columns).
  Outcome run() {
    if (rows_ == columns_ && !has_blocked_) {
      reduce_columns();
    } else {
      std::fill_n(price_.begin(), columns_, Value{0});
    }
    std::fill_n(row_of_.begin(), columns_, none);
    std::array<std::int32_t, tiny_side> free;  // NOLINT: only what is written is read
    std::int32_t free_count = 0;
    for (std::int32_t row = 0; row < rows_; ++row) {
      if (!take_cheapest(row)) free[at(free_count++)] = row;
    }
    for (std::int32_t place = 0; place < free_count; ++place) {
      if (!search(free[at(place)])) return Outcome::infeasible;
    }
    if (rows_ == columns_) level_prices();
    assert(is_proved());
    return Outcome::solved;
  }

  /// The column of each row.
  std::span<const std::int32_t> column_of() const { return {column_of_.data(), at(rows_)}; }
  /// The row of each column; none where it is left over.
  std::span<const std::int32_t> row_of() const { return {row_of_.data(), at(columns_)}; }
  /// None above 0.
  std::span<const Value> column_price() const { return {price_.data(), at(columns_)}; }
  /// Of an assigned row.
  Value row_price(std::int32_t row) const { return reduced_cost(row, column_of_[at(row)]); }

  /// Where infeasible: calls with each of some rows that have one column fewer between them than they are.
  template <class Call>
  void for_each_unassignable(const Call& call) const {
    call(source_);
    for (std::int32_t place = 0; place < passed_count_; ++place) call(row_of_[at(passed_[at(place)])]);
  }

 private:
  static constexpr bool is_real = std::floating_point<Value>;
  static constexpr Value unreached =
      is_real ? std::numeric_limits<Value>::infinity() : std::numeric_limits<Value>::max();

  /// Under this, sums over a path stay finite, and exact where they are of whole numbers.
  static constexpr Value limit() {
    if constexpr (is_real) {
      return std::numeric_limits<Value>::max() / 64 / (tiny_side + 1);
    } else {
      return Value{1} << 55;
    }
  }

  Value* row_of_costs(std::int32_t row) { return costs_.data() + std::ptrdiff_t{row} * columns_; }
  const Value* row_of_costs(std::int32_t row) const { return costs_.data() + std::ptrdiff_t{row} * columns_; }
  Value reduced_cost(std::int32_t row, std::int32_t column) const {
    return row_of_costs(row)[column] - price_[at(column)];
  }

  /// Whether all that is not within the limit is infinite, and so a pair that is left out.
  bool notes_blocked() {
    has_blocked_ = true;
    return std::all_of(costs_.begin(), costs_.begin() + std::ptrdiff_t{rows_} * columns_,
                       [](Value cost) { return cost > -limit() && (cost < limit() || cost == unreached); });
  }

  /// Every column starts at the price at which its cheapest row would take it.
  void reduce_columns() {
    std::copy_n(row_of_costs(0), columns_, price_.begin());
    for (std::int32_t row = 1; row < rows_; ++row) {
      const Value* const costs = row_of_costs(row);
      for (std::int32_t column = 0; column < columns_; ++column) {
        price_[at(column)] = std::min(price_[at(column)], costs[column]);
      }
    }
  }

  /// Whether one of the row's cheapest columns was free.
  bool take_cheapest(std::int32_t row) {
    std::int32_t cheapest = 0;
    Value least = reduced_cost(row, 0);
    for (std::int32_t column = 1; column < columns_; ++column) {
      const Value cost = reduced_cost(row, column);
      const bool is_less = cost < least;
      cheapest = is_less ? column : cheapest;
      least = is_less ? cost : least;
    }
    if (!(least < unreached)) return false;
    while (row_of_[at(cheapest)] != none) {
      do {
        if (++cheapest == columns_) return false;
      } while (reduced_cost(row, cheapest) != least);
    }
    row_of_[at(cheapest)] = row;
    column_of_[at(row)] = cheapest;
    return true;
  }

  /// Dijkstra from a free row to the nearest free column; false where no path leads to one.
  bool search(std::int32_t source) {
    std::array<Value, tiny_side> distance;     // NOLINT: only what is written is read
    std::array<std::int32_t, tiny_side> left;  // NOLINT
    std::array<Value, tiny_side> passed_at;    // NOLINT
    for (std::int32_t column = 0; column < columns_; ++column) {
      distance[at(column)] = unreached;
      left[at(column)] = column;
    }
    std::int32_t left_count = columns_;
    source_ = source;
    passed_count_ = 0;
    std::int32_t row = source;
    Value offset = 0;
    Value now = std::numeric_limits<Value>::lowest();
    while (true) {
      const Value* const costs = row_of_costs(row);
      Value least = unreached;
      std::int32_t nearest = none;
      bool is_nearest_free = false;
      for (std::int32_t place = 0; place < left_count; ++place) {
        const std::int32_t column = left[at(place)];
        // Infinite for a pair that is left out. Where sums are rounded, it could else be nearer than what was passed.
        const Value over_row = std::max(now, offset + (costs[column] - price_[at(column)]));
        if (over_row < distance[at(column)]) {
          distance[at(column)] = over_row;
          before_[at(column)] = row;
        }
        const Value here = distance[at(column)];
        const bool is_free = row_of_[at(column)] == none;
        if (here < least || (here == least && is_free && !is_nearest_free && here < unreached)) {
          least = here;
          nearest = place;
          is_nearest_free = is_free;
        }
      }
      if (nearest == none) return false;
      const std::int32_t column = left[at(nearest)];
      if (is_nearest_free) {
        for (std::int32_t place = 0; place < passed_count_; ++place) {
          price_[at(passed_[at(place)])] -= least - passed_at[at(place)];
        }
        augment(column);
        return true;
      }
      left[at(nearest)] = left[at(--left_count)];
      passed_at[at(passed_count_)] = least;
      passed_[at(passed_count_++)] = column;
      row = row_of_[at(column)];
      now = least;
      offset = least - reduced_cost(row, column);
    }
  }

  /// Gives the columns of the path to their new rows.
  void augment(std::int32_t column) {
    while (true) {
      const std::int32_t row = before_[at(column)];
      row_of_[at(column)] = row;
      std::swap(column_of_[at(row)], column);
      if (row == source_) return;
    }
  }

  /// Brings the highest price to 0, as all of a square table may rise and fall together.
  void level_prices() {
    const Value highest = *std::max_element(price_.begin(), price_.begin() + columns_);
    for (std::int32_t column = 0; column < columns_; ++column) price_[at(column)] -= highest;
  }

  /// As WholeState::is_proved.
  [[maybe_unused]] bool is_proved() const {
    for (std::int32_t row = 0; row < rows_; ++row) {
      if (row_of_[at(column_of_[at(row)])] != row) return false;
      if constexpr (!is_real) {
        for (std::int32_t column = 0; column < columns_; ++column) {
          if (reduced_cost(row, column) < row_price(row)) return false;
        }
      }
    }
    return std::all_of(price_.begin(), price_.begin() + columns_, [](Value price) { return price <= 0; });
  }

  std::int32_t rows_, columns_;
  bool has_blocked_ = false;
  std::int32_t source_ = none;     // of the last search...
  std::int32_t passed_count_ = 0;  // ...and how many columns it came by
  // What follows is not cleared: that would take longer than many of these problems.
  std::array<std::int32_t, tiny_side> row_of_;  ///< None where a column has no row.
  std::array<std::int32_t, tiny_side> column_of_;
  std::array<std::int32_t, tiny_side> passed_;  ///< Columns.
  std::array<std::int32_t, tiny_side> before_;  ///< The row through which a search came to a column.
  std::array<Value, tiny_side> price_;
  std::array<Value, std::size_t{tiny_side} * tiny_side> costs_;
};

}  // namespace pairwell::kernel
