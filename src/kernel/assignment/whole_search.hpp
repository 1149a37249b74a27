/// Whole search: shortest augmenting paths over rows that are read whole.
#pragma once

#include <cassert>
#include <cstdint>

#include "kernel/assignment/whole_rows.hpp"
#include "kernel/assignment/whole_state.hpp"
#include "kernel/common.hpp"

namespace pairwell::kernel {

/// Dijkstra from a free row to the nearest free column. Costs that are written to while they are read in place make no
/// sense of it, but no loop without an end.
template <class Value>
class WholeSearch {
 public:
  explicit WholeSearch(WholeState<Value>& state) : state_(state) {}

  /// Assigns the row, with prices brought up to date; false where no path leads to a free column.
  bool run(std::int32_t source) {
    begin();
    std::int32_t row = source;
    Value offset = 0;
    Value now = -unreachable<Value>();
    while (true) {
      ++state_.rows_read;
      const NearestColumn<Value> nearest = state_.steps.relax(state_.table[row], offset, now, row, state_.of);
      if (!(nearest.distance < unreachable<Value>())) return false;  // NaN, too
      assert(nearest.distance >= now || state_.table.is_in_place());
      now = nearest.distance;
      row = state_.row_of[nearest.column];
      if (row == none) {
        lower_prices(now);
        return augment(source, nearest.column);
      }
      if (passed_count_ == state_.rows) return false;
      pass(nearest.column, now);
      offset = state_.difference(now, state_.row_price(row));
    }
  }

  /// How many columns the last search came by.
  std::int32_t passed() const { return passed_count_; }
  /// The row of each of them.
  std::int32_t passed_row(std::int32_t place) const { return state_.row_of[state_.passed[place]]; }

 private:
  void begin() {
    const ColumnArrays<Value>& of = state_.of;
    for (std::int32_t column = 0; column < state_.width(); ++column) {
      of.distance[column] = unreachable<Value>();
      of.raise[column] = state_.difference(Value{0}, of.price[column]);
    }
    passed_count_ = 0;
  }

  void pass(std::int32_t column, Value distance) {
    state_.passed[passed_count_] = column;
    state_.passed_distance[passed_count_] = distance;
    ++passed_count_;
    state_.of.distance[column] = unreachable<Value>();
    state_.of.raise[column] = blocked<Value>();
  }

  void lower_prices(Value now) {
    for (std::int32_t place = 0; place < passed_count_; ++place) {
      state_.lower(state_.passed[place], state_.difference(now, state_.passed_distance[place]));
    }
  }

  /// Gives the columns of the path to their new rows.
  bool augment(std::int32_t source, std::int32_t column) {
    for (std::int32_t steps = 0; steps < state_.rows; ++steps) {
      const auto row = static_cast<std::int32_t>(state_.of.row[column]);
      const std::int32_t left = state_.column_of[row];
      state_.give(column, row);
      if (row == source) return true;
      column = left;
    }
    assert(state_.table.is_in_place());
    return false;
  }

  WholeState<Value>& state_;
  std::int32_t passed_count_ = 0;
};

}  // namespace pairwell::kernel
