/// Whole state: a table that is read by whole rows, the prices of its columns and who has which column.
#pragma once

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>

#include "kernel/aligned_memory.hpp"
#include "kernel/assignment/whole_rows.hpp"
#include "kernel/assignment/whole_table.hpp"
#include "kernel/common.hpp"

namespace pairwell::kernel {

/// What bids and searches share. Prices are of columns; none is above 0 where columns may be left over.
template <class Value>
class WholeState {
 public:
  WholeState(const WholeRows& vectors, std::int32_t row_count, std::int32_t column_count)
      : rows(row_count),
        columns(column_count),
        steps(std::get<WholeRowSteps<Value>>(vectors.of)),
        table(steps, row_count, column_count) {
    std::byte* next = memory_.reserve(7 * size_of<Value>() + 5 * size_of<std::int32_t>());
    for (Value** entry : {&of.price, &of.raise, &of.distance, &of.row, &of.taken, &passed_distance, &mate_cost_}) {
      *entry = part<Value>(next);
    }
    for (std::int32_t** entry : {&row_of, &column_of, &free, &later, &passed}) *entry = part<std::int32_t>(next);
  }

  /// Of a type as narrow as theirs.
  static Value difference(Value value, Value other) { return static_cast<Value>(value - other); }

  std::int32_t width() const { return table.width(); }
  /// Of an assigned row.
  Value row_price(std::int32_t row) const { return difference(mate_cost_[row], of.price[column_of[row]]); }

  /// Begins anew, with all prices 0.
  void prepare() {
    of.columns = table.length();
    std::fill_n(of.price, width(), Value{0});
    release_all();
  }

  void release_all() {
    std::fill_n(row_of, columns, none);
    std::fill_n(of.taken, width(), Value{0});
  }

  TwoCheapest<Value> two_cheapest(std::int32_t row) {
    ++rows_read;
    return steps.two_cheapest(table[row], of);
  }

  void lower(std::int32_t column, Value by) { of.price[column] = difference(of.price[column], by); }

  void give(std::int32_t column, std::int32_t row) {
    row_of[column] = row;
    column_of[row] = column;
    mate_cost_[row] = table[row][column];
    of.taken[column] = Value{1};
  }

  /// Brings the highest price to 0, as all of a square table may rise and fall together.
  void level_prices() {
    const Value highest = *std::max_element(of.price, of.price + columns);
    for (std::int32_t column = 0; column < columns; ++column) lower(column, highest);
  }

  /// Whether mates are mutual and no pair is cheaper than what its row has, under prices that are 0 where a column is
  /// left over. Sums of reals are rounded, so of these only mates are looked at.
  [[maybe_unused]] bool is_proved() const {
    for (std::int32_t row = 0; row < rows; ++row) {
      if (row_of[column_of[row]] != row) return false;
      if constexpr (!std::floating_point<Value>) {
        const Value own = row_price(row);
        for (std::int32_t column = 0; column < columns; ++column) {
          if (difference(table[row][column], of.price[column]) < own) return false;
        }
      }
    }
    for (std::int32_t column = 0; column < columns; ++column) {
      if (of.price[column] > 0 || (row_of[column] == none && of.price[column] != 0)) return false;
    }
    return true;
  }

  const std::int32_t rows, columns;
  const WholeRowSteps<Value>& steps;
  WholeTable<Value> table;
  ColumnArrays<Value> of;
  std::int32_t *row_of, *column_of;  ///< None where a column has no row.
  std::int32_t *free, *later;        ///< Rows.
  std::int32_t* passed;              ///< Columns that a search came by, in their order...
  Value* passed_distance;            ///< ...and how far they were.
  std::int64_t rows_read = 0;        ///< Since it was asked last.

 private:
  template <class Entry>
  std::size_t size_of() const {
    return (at(width()) * sizeof(Entry) + 63) / 64 * 64;
  }

  template <class Entry>
  Entry* part(std::byte*& next) const {
    auto* const entries = reinterpret_cast<Entry*>(next);
    next += size_of<Entry>();
    return entries;
  }

  Value* mate_cost_;  // of each row
  AlignedMemory<8 * 1024> memory_;
};

}  // namespace pairwell::kernel
