/// Small: a dense table whose sides are so short that the whole work fits into a workspace of fixed size
/// (docs/design/matching.md, Small tables).
///
/// Bids and shortest paths as in assign.hpp, on rows that are always read whole; nothing is allocated or thrown.
/// Invariant from the first bid on: under the column prices, every assigned row has one of its cheapest columns, and
/// only columns that are taken have a price under 0.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>

#include "kernel/common.hpp"

namespace pairwell::kernel {

/// The most rows and columns.
constexpr std::int32_t small_side = 64;

/// One assignment problem with no more rows than columns, in doubles or in integers of 64 bits.
template <class ValueType>
class SmallAssignment {
 public:
  using Value = ValueType;

  /// Leaves the workspace as it is found: clearing it would take longer than most problems.
  SmallAssignment() {}  // NOLINT(cppcoreguidelines-pro-type-member-init)

  /// Copies a table of 1 to `small_side` columns and no more rows.
  /// @return false where a number is no cost, or so large that sums of this type would not be exact.
  template <bool maximise, class Cost>
  bool take(const Cost* first, std::int32_t rows, std::int32_t columns, std::ptrdiff_t row_stride,
            std::ptrdiff_t column_stride) {
    rows_ = rows;
    columns_ = columns;
    width_ = (columns + lanes - 1) / lanes * lanes;
    const Value limit = limit_of<Cost>() / most_growth / static_cast<Value>(rows + 1);
    bool fits = true;
    for (std::int32_t row = 0; row < rows; ++row) {
      const Cost* cost = first + row * row_stride;
      Value* const value = cost_of(row);
      if (column_stride == 1) {
        fits = take_row<maximise>(std::span(cost, at(columns)), limit, value) && fits;
      } else {
        std::array<Cost, small_side> together;  // NOLINT(cppcoreguidelines-pro-type-member-init)
        for (std::int32_t column = 0; column < columns; ++column) together[at(column)] = cost[column * column_stride];
        fits = take_row<maximise>(std::span<const Cost>(together).first(at(columns)), limit, value) && fits;
      }
      std::fill(value + columns, value + width_, blocked);
    }
    return fits;
  }

  /// @return false where no assignment exists.
  /// @complexity O(rows^2 columns).
  bool run() {
    for (std::int32_t column = 0; column < width_; ++column) {
      price_[at(column)] = Value{0};
      row_of_[at(column)] = none;
      key_[at(column)] = static_cast<Value>(column);
    }
    augmenting_row_reduction();
    while (free_count_ > 0) {
      if (!search(free_[at(free_count_ - 1)])) return false;
      --free_count_;
    }
    return true;
  }

  /// The column of each row.
  std::span<const std::int32_t> column_of() const { return std::span(column_of_).first(at(rows_)); }
  /// The row of each column; none where it is left over.
  std::span<const std::int32_t> row_of() const { return std::span(row_of_).first(at(columns_)); }
  std::span<const Value> column_price() const { return std::span(price_).first(at(columns_)); }
  /// Of an assigned row.
  Value row_price(std::int32_t row) const {
    const std::int32_t column = column_of_[at(row)];
    return cost_of(row)[column] - price_[at(column)];
  }

  /// Where no assignment exists: calls with each of some rows that have one column fewer between them than they are.
  template <class Call>
  void for_each_unassignable(const Call& call) const {
    call(free_[at(free_count_ - 1)]);
    for (std::int32_t place = 0; place < passed_count_; ++place) call(row_of_[at(passed_[at(place)])]);
  }

 private:
  static constexpr std::int32_t lanes = 2;
  /// What every machine of 64 bits takes in one instruction.
  using Lanes [[gnu::vector_size(lanes * sizeof(Value))]] = Value;
  static constexpr bool is_real = std::floating_point<Value>;

  /// More than any sum of costs; only what is blocked or forbidden is beyond.
  static constexpr Value never = is_real ? std::numeric_limits<Value>::infinity() : Value(std::int64_t{1} << 61);
  static constexpr Value blocked = is_real ? std::numeric_limits<Value>::infinity() : Value(std::int64_t{1} << 62);

  /// Prices and distances stay under this times (rows + 1) times the largest cost. A bid sets a price to no more than
  /// two costs under the lowest so far, and there are at most four bids a row; a search sets prices to no more than
  /// four costs a row under 0, since each step of a path is the difference of two costs and a free column has price 0.
  static constexpr Value most_growth = 64;

  template <class Cost>
  static constexpr Value limit_of() {
    if constexpr (std::floating_point<Cost>) return std::numeric_limits<Value>::max();
    return static_cast<Value>(std::int64_t{1} << (is_real ? 53 : 61));
  }

  static Lanes all(Value value) { return Lanes{value, value}; }
  static Lanes lesser(Lanes a, Lanes b) { return a < b ? a : b; }
  static Lanes greater(Lanes a, Lanes b) { return a > b ? a : b; }
  static Value least_of(Lanes values) { return std::min(values[0], values[1]); }

  static Lanes load(const Value* from) {
    Lanes values;
    std::memcpy(&values, from, sizeof(values));
    return values;
  }

  static void store(Lanes values, Value* to) { std::memcpy(to, &values, sizeof(values)); }

  Value* cost_of(std::int32_t row) { return cost_.data() + row * width_; }
  const Value* cost_of(std::int32_t row) const { return cost_.data() + row * width_; }

  template <bool maximise, class Cost>
  static bool take_row(std::span<const Cost> costs, Value limit, Value* value) {
    std::int32_t invalid = 0;
    for (std::size_t column = 0; column < costs.size(); ++column) {
      Value one = static_cast<Value>(costs[column]);
      if constexpr (std::floating_point<Cost>) {
        if constexpr (maximise) one = -one;
        // NaN fails the first comparison; infinity may stay.
        invalid |= static_cast<std::int32_t>(!(one > -limit)) | static_cast<std::int32_t>(one > limit && one < never);
      } else {
        if constexpr (sizeof(Cost) == 8) {
          const bool is_invalid = one <= -limit || one >= limit;
          invalid |= static_cast<std::int32_t>(is_invalid);
          if (is_invalid) one = Value{0};  // The least integer has no opposite.
        }
        if constexpr (maximise) one = Value{0} - one;
      }
      value[column] = one;
    }
    return invalid == 0;
  }

  // ---- Bids.

  /// Augmenting row reduction: each free row takes its cheapest column at what the second cheapest would leave it, and
  /// the row that had it bids again. Leaves in free_ the rows without a column.
  void augmenting_row_reduction() {
    free_count_ = 0;
    for (std::int32_t row = rows_; row-- > 0;) free_[at(free_count_++)] = row;
    std::int32_t steps = rows_;
    for (int pass = 0; pass < 2 && free_count_ > 0; ++pass) {
      std::int32_t later = 0;
      while (free_count_ > 0) {
        std::int32_t row = free_[at(--free_count_)];
        while (bid(row)) {
          if (!lowered_ || --steps < 0) {
            later_[at(later++)] = row;
            break;
          }
        }
      }
      // In the order in which they came.
      while (later > 0) free_[at(free_count_++)] = later_[at(--later)];
    }
  }

  /// @return whether a row is without a column now: the row itself or the one that it drove out, put into `row`.
  bool bid(std::int32_t& row) {
    const Value* const cost = cost_of(row);
    Lanes lowest = all(blocked);
    Lanes next = all(blocked);
    for (std::int32_t first = 0; first < width_; first += lanes) {
      const Lanes reduced = load(cost + first) - load(price_.data() + first);
      store(reduced, open_.data() + first);
      next = lesser(next, greater(lowest, reduced));
      lowest = lesser(lowest, reduced);
    }
    const Value least = least_of(lowest);
    const Value second = std::min(least_of(next), std::max(lowest[0], lowest[1]));
    lowered_ = least < second;
    if (second >= never) {
      lowered_ = false;
      return true;
    }
    const std::int32_t column = first_at(least);
    price_[at(column)] -= second - least;
    const std::int32_t displaced = row_of_[at(column)];
    give(column, row);
    if (displaced == none) return false;
    row = displaced;
    return true;
  }

  void give(std::int32_t column, std::int32_t row) {
    row_of_[at(column)] = row;
    column_of_[at(row)] = column;
    key_[at(column)] = static_cast<Value>(column + small_side);
  }

  /// The column whose entry in open_ is this: the first free one where there is one, so that a table of equal costs is
  /// assigned in order.
  std::int32_t first_at(Value value) const {
    Lanes first = all(blocked);
    for (std::int32_t column = 0; column < width_; column += lanes) {
      const auto is_there = load(open_.data() + column) == all(value);
      first = lesser(first, is_there ? load(key_.data() + column) : all(blocked));
    }
    return static_cast<std::int32_t>(least_of(first)) % small_side;
  }

  // ---- Searches.

  /// Dijkstra from a free row to the nearest free column.
  bool search(std::int32_t source) {
    for (std::int32_t column = 0; column < width_; ++column) {
      open_[at(column)] = never;
      raise_[at(column)] = -price_[at(column)];
    }
    passed_count_ = 0;
    std::int32_t row = source;
    Value now = -never;
    Value offset = 0;
    while (true) {
      const Value nearest = relax(row, offset, now);
      if (nearest >= never) return false;
      now = nearest;
      const std::int32_t column = first_at(now);
      row = row_of_[at(column)];
      if (row == none) {
        finish(source, column, now);
        return true;
      }
      passed_[at(passed_count_)] = column;
      distance_[at(passed_count_)] = now;
      ++passed_count_;
      open_[at(column)] = never;
      raise_[at(column)] = blocked;
      offset = now - row_price(row);
    }
  }

  /// Offers a row's pairs as next steps of the paths. @return the distance of the nearest column that is open.
  Value relax(std::int32_t row, Value offset, Value now) {
    const Value* const cost = cost_of(row);
    const Lanes step = all(static_cast<Value>(row));
    Lanes least = all(blocked);
    for (std::int32_t first = 0; first < width_; first += lanes) {
      const Lanes there = all(offset) + (load(cost + first) + load(raise_.data() + first));
      const Lanes reached = greater(there, all(now));
      const Lanes open = load(open_.data() + first);
      const auto is_nearer = reached < open;
      const Lanes nearest = is_nearer ? reached : open;
      store(nearest, open_.data() + first);
      store(is_nearer ? step : load(predecessor_.data() + first), predecessor_.data() + first);
      least = lesser(least, nearest);
    }
    return least_of(least);
  }

  /// Brings prices up to date and gives the columns of the path to their new rows.
  void finish(std::int32_t source, std::int32_t column, Value now) {
    for (std::int32_t place = 0; place < passed_count_; ++place) {
      price_[at(passed_[at(place)])] += distance_[at(place)] - now;
    }
    while (true) {
      const auto row = static_cast<std::int32_t>(predecessor_[at(column)]);
      const std::int32_t left = column_of_[at(row)];
      give(column, row);
      if (row == source) return;
      column = left;
    }
  }

  template <class Entry>
  using Each = std::array<Entry, at(small_side)>;

  alignas(64) std::array<Value, at(small_side) * at(small_side)> cost_;
  alignas(64) Each<Value> price_;
  alignas(64) Each<Value> open_;   // reduced costs in bids, distances of columns that are not passed yet in searches
  alignas(64) Each<Value> raise_;  // a column's price with its sign changed; blocked once it is passed
  alignas(64)
      Each<Value> predecessor_;  // the row from which a column was reached, as wide as the numbers it is chosen with
  alignas(64) Each<Value> key_;  // a column's number, and small_side more where it is taken
  Each<std::int32_t> row_of_, column_of_;
  Each<std::int32_t> free_, later_;
  Each<std::int32_t> passed_;  // columns, in their order
  Each<Value> distance_;       // of each of them
  std::int32_t rows_;
  std::int32_t columns_;
  std::int32_t width_;  // columns, rounded up to whole lanes
  std::int32_t free_count_;
  std::int32_t passed_count_;
  bool lowered_;
};

}  // namespace pairwell::kernel
