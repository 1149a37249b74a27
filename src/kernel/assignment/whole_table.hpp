/// Whole table: the costs of an assignment that reads rows from end to end (docs/design/matching.md, Small tables).
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <vector>

#include "kernel/aligned_memory.hpp"
#include "kernel/assignment/whole_rows.hpp"
#include "kernel/common.hpp"

namespace pairwell::kernel {

/// Rows that were copied into numbers in which sums are exact, or reals that are read where they lie.
template <class Value>
class WholeTable {
 public:
  WholeTable(const WholeRowSteps<Value>& steps, std::int32_t rows, std::int32_t columns)
      : steps_(steps), rows_(rows), columns_(columns), width_(padded_width<Value>(columns)) {}

  std::int32_t rows() const { return rows_; }
  std::int32_t columns() const { return columns_; }
  /// What rows that were copied are padded to.
  std::int32_t width() const { return width_; }
  /// How many costs of a row are to be read.
  std::int32_t length() const { return is_copied_ ? width_ : columns_; }
  const Value* operator[](std::int32_t row) const { return first_ + row * stride_; }
  /// Whether costs are somebody else's, who could write to them meanwhile.
  bool is_in_place() const { return !is_copied_; }
  /// Whether pairs are left out.
  bool has_blocked() const { return has_blocked_; }

  /// All rows as they are read.
  GivenRows<Value> all() const { return {first_, stride_, rows_, length()}; }

  /// Copies rows whose costs lie side by side, from some row on. False where they are not exact.
  template <class Cost>
  bool copy_rows(const Cost* first, std::ptrdiff_t row_stride, bool maximise, std::int32_t from, std::int32_t count) {
    make_room();
    return take<Cost>({first + from * row_stride, row_stride, count, columns_}, maximise, own(from));
  }

  /// Copies a table that does not lie row by row: what lies together is checked together, some columns at a time, and
  /// then turned into rows. False where a number is not exact.
  template <class Cost>
  bool copy_by_columns(const Cost* first, std::ptrdiff_t row_stride, std::ptrdiff_t column_stride, bool maximise) {
    constexpr std::int32_t at_once = most_lanes<Value>;
    make_room();
    // What is copied from lies in one piece mostly, and is then read as one line.
    const bool is_one_piece = row_stride != 1 || column_stride == rows_;
    const std::int32_t height = is_one_piece ? rows_ : padded_width<Value>(rows_);
    AlignedMemory<at_once * 1024> memory;
    const std::size_t room = at(at_once) * at(height) + at(at_once);  // the last vector may end behind the last line
    auto* const lines = reinterpret_cast<Value*>(memory.reserve(room * sizeof(Value)));
    std::vector<Cost> together(row_stride == 1 ? 0 : at(at_once) * at(rows_));
    for (std::int32_t begin = 0; begin < columns_; begin += at_once) {
      GivenRows<Cost> given{first + begin * column_stride, column_stride, std::min(at_once, columns_ - begin), rows_};
      if (row_stride != 1) given = gathered(given, row_stride, together.data());
      const GivenRows<Cost> piece{given.first, 0, 1, given.rows * rows_};
      if (!take(is_one_piece ? piece : given, maximise, lines)) return false;
      std::fill(lines + std::ptrdiff_t{given.rows} * height, lines + std::ptrdiff_t{at_once} * height,
                blocked<Value>());
      steps_.turn(lines, height, rows_, own(0) + begin, width_);
    }
    return true;
  }

  /// The same of rows that the caller writes: `write(row, limit, values)` leaves costs under the limit, or blocked
  /// ones, and tells what they are.
  template <class Write>
  bool write(const Write& write) {
    make_room();
    // Where pairs are left out, each step of a path adds to it.
    const Value limit = exact_limit<Value>();
    const auto limit_of_incomplete = std::max(static_cast<Value>(unreachable<Value>() / 64 / (rows_ + 1)), Value{1});
    for (std::int32_t row = 0; row < rows_; ++row) {
      const bool had_blocked = has_blocked_;
      if (!note(write(row, had_blocked ? limit_of_incomplete : limit, own(row)))) return false;
      block_end(row);
      if (has_blocked_ && !had_blocked) row = -1;  // under the other limit, from the first row on
    }
    return true;
  }

  /// Reads reals where they lie, row by row. False where sums would not stay finite.
  bool read_in_place(const double* first, std::ptrdiff_t row_stride) requires std::same_as<Value, double> {
    is_copied_ = false;
    first_ = first;
    stride_ = row_stride;
    return note(steps_.look(all(), limit_of<double>()));
  }

 private:
  template <class Cost>
  Value limit_of() const {
    if constexpr (std::floating_point<Cost> && std::floating_point<Value>) {
      // Some pairs may be left out, and then each step of a path adds to it.
      return std::numeric_limits<Value>::max() / 64 / static_cast<Value>(rows_ + 1);
    } else if constexpr (std::floating_point<Value>) {
      return static_cast<Value>(std::int64_t{1} << 48);
    } else {
      return exact_limit<Value>();
    }
  }

  /// Copies rows that lie side by side, one behind the other. False where they are not exact.
  template <class Cost>
  bool take(const GivenRows<Cost>& given, bool maximise, Value* values) {
    using Take = typename WholeRowSteps<Value>::template Take<Cost>;
    return note(std::get<Take>(steps_.take)(given, maximise, limit_of<Cost>(), values));
  }

  /// Rows whose costs do not lie side by side, copied one behind the other.
  template <class Cost>
  static GivenRows<Cost> gathered(const GivenRows<Cost>& given, std::ptrdiff_t column_stride, Cost* together) {
    Cost* next = together;
    for (std::int32_t row = 0; row < given.rows; ++row) {
      const Cost* const cost = given.first + row * given.stride;
      for (std::int32_t column = 0; column < given.columns; ++column) *next++ = cost[column * column_stride];
    }
    return {together, given.columns, given.rows, given.columns};
  }

  void make_room() {
    stride_ = width_;
    if (own_ == nullptr) own_ = reinterpret_cast<Value*>(memory_.reserve(at(rows_) * at(width_) * sizeof(Value)));
    first_ = own_;
  }

  Value* own(std::int32_t row) { return own_ + static_cast<std::ptrdiff_t>(row) * width_; }
  void block_end(std::int32_t row) { std::fill(own(row) + columns_, own(row) + width_, blocked<Value>()); }

  /// @return whether the row is exact.
  bool note(RowTaken taken) {
    has_blocked_ = has_blocked_ || taken == RowTaken::incomplete;
    return taken != RowTaken::not_exact;
  }

  const WholeRowSteps<Value>& steps_;
  std::int32_t rows_;
  std::int32_t columns_;
  std::int32_t width_;
  bool is_copied_ = true;
  bool has_blocked_ = false;
  const Value* first_ = nullptr;
  std::ptrdiff_t stride_ = 0;
  Value* own_ = nullptr;
  AlignedMemory<32 * 1024> memory_;
};

}  // namespace pairwell::kernel
