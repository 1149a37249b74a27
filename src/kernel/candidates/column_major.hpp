/// Column major: how the assignment kernel reads a table whose rows are its columns, without transposing all of it
/// (docs/design/matching.md, Row sources).
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernel/blocks.hpp"
#include "kernel/candidates/row_major.hpp"
#include "kernel/candidates/row_source.hpp"
#include "kernel/candidates/selector.hpp"
#include "kernel/common.hpp"

namespace pairwell::kernel {

/// A dense table whose numbers of one *column* lie side by side. All rows are listed in one reading of the table; a row
/// that must be read again is gathered, and once that was done often, all of them are.
template <class CostType, class ValueType>
class ColumnMajorRows final : public RowSource<ValueType> {
 public:
  using Cost = CostType;
  using Value = ValueType;

  ColumnMajorRows(const Cost* first, std::int32_t rows, std::int32_t columns, std::ptrdiff_t column_stride,
                  bool maximise, Reading reading)
      : RowSource<Value>(rows, columns, reading),
        first_(first),
        column_stride_(column_stride),
        maximise_(maximise),
        limit_(cost_limit<Value>(rows)) {}

  std::int64_t effort() const override { return std::int64_t{8} * this->columns(); }
  bool can_be_sampled() const override { return false; }

  void copy_row(std::int32_t row, Value* costs) const override {
    for (std::int32_t column = 0; column < this->columns(); ++column) {
      costs[column] = as_value<Value>(*cost_of(row, column), maximise_);
    }
  }

  Value list(std::int32_t row, const Value* price, std::int32_t count, Value guess,
             std::vector<Candidate<Value>>& pairs) override {
    if (whole_.empty() && ++gatherings_ > 2 * std::int64_t{this->rows()}) transpose_all();
    if (!whole_.empty()) return rows_of(whole_, this->columns()).list(row, price, count, guess, pairs);
    gather(row);
    return rows_of(gathered_, 0).list(row, price, count, guess, pairs);
  }

  /// Every row has a bound of its own, which falls as the table is read, column after column; strips of rows are
  /// independent of each other. Prices are 0.
  Outcome list_all([[maybe_unused]] const Value* price, std::int32_t count, CandidateLists<Value>& lists,
                   WorkMeter& spend) override {
    assert(price == nullptr);
    const std::int32_t rows = this->rows();
    const std::int32_t columns = this->columns();
    const SelectionSizes sizes(count);
    const std::int32_t strips = (rows + strip_width - 1) / strip_width;
    const std::int32_t workers = std::min(this->reading().threads, strips);
    std::vector<Strip> strip(at(strips));
    for (std::int32_t index = 0; index < strips; ++index) {
      strip[at(index)].set_up(std::min(strip_width, rows - index * strip_width), sizes);
    }
    const std::int32_t columns_at_once = std::max(std::int32_t{1}, cells_at_once / std::max(rows, 1));
    for (std::int32_t from = 0; from < columns; from += columns_at_once) {
      const std::int32_t to = std::min(columns, from + columns_at_once);
      const auto work = [&](std::int32_t index, std::int32_t) {
        for (std::int32_t column = from; column < to; ++column) {
          read(strip[at(index)], index * strip_width, column, sizes);
        }
        return std::int64_t{to - from} * (strip_width + 16);
      };
      if (!in_blocks(workers, strips, work, spend)) return Outcome::stopped;
    }
    Outcome fault = Outcome::solved;
    for (const Strip& one : strip) fault = std::max(fault, fault_of(one.invalid_values, limit_));
    lists.lay_out(std::min(columns, sizes.most), count);
    for (std::int32_t row = 0; row < rows; ++row) {
      finish(strip[at(row / strip_width)], row % strip_width, sizes, row, lists);
    }
    return fault;
  }

 private:
  static constexpr std::int32_t strip_width = 512;
  static constexpr std::int32_t cells_at_once = 1 << 21;

  /// Rows that are read together.
  struct Strip {
    std::vector<Value> under{};         ///< The bound of each row.
    std::vector<std::int32_t> size{};   ///< What was found of each...
    std::vector<Found<Value>> found{};  ///< ...so many places for each.
    std::vector<Found<Value>> hits{};   ///< Of one column, by row.
    std::vector<Value> scratch{};
    CandidateSelector<Cost, Value> invalid_values{};

    void set_up(std::int32_t rows, const SelectionSizes& sizes) {
      under.assign(at(rows), infinite<Value>());
      size.assign(at(rows), 0);
      found.resize(at(rows) * at(sizes.room));
      hits.resize(at(rows + Scan<Cost, Value>::group));
      scratch.reserve(at(sizes.room));
    }
  };

  void read(Strip& strip, std::int32_t first_row, std::int32_t column, const SelectionSizes& sizes) const {
    Scan<Cost, Value> scan{.cost = first_ + column * column_stride_ + first_row,
                           .price = strip.under.data(),
                           .to = static_cast<std::int32_t>(strip.under.size()),
                           .out = strip.hits.data(),
                           .room = static_cast<std::int32_t>(strip.hits.size())};
    run_scan<Against::own_bounds>(this->reading().scans, maximise_, scan);
    strip.invalid_values.magnitudes |= scan.magnitudes;
    strip.invalid_values.is_invalid |= scan.is_invalid;
    for (std::int32_t hit = 0; hit < scan.found; ++hit) {
      const auto& [reduced, row] = strip.hits[at(hit)];
      Found<Value>* const found = strip.found.data() + at(row) * at(sizes.room);
      std::int32_t& size = strip.size[at(row)];
      found[size++] = {reduced, column};
      if (size == sizes.room) strip.under[at(row)] = keep_cheapest(found, size, sizes.kept, strip.scratch);
    }
  }

  void finish(Strip& strip, std::int32_t row_of_strip, const SelectionSizes& sizes, std::int32_t row,
              CandidateLists<Value>& lists) const {
    Found<Value>* const found = strip.found.data() + at(row_of_strip) * at(sizes.room);
    std::int32_t& size = strip.size[at(row_of_strip)];
    Value bound = strip.under[at(row_of_strip)];
    if (size > sizes.most) bound = keep_cheapest(found, size, sizes.kept, strip.scratch);
    sort_found(found, size);
    lists.set(row, size, bound);
    Candidate<Value>* const places = lists.places(row);
    for (std::int32_t place = 0; place < size; ++place) {
      places[place] = {found[place].reduced, found[place].reduced, found[place].column};
    }
  }

  const Cost* cost_of(std::int32_t row, std::int32_t column) const { return first_ + row + column * column_stride_; }

  /// A scanner over rows of which all, or only the one that is asked for, were brought together.
  RowMajorRows<Cost, Value> rows_of(const std::vector<Cost>& costs, std::ptrdiff_t row_stride) const {
    return {costs.data(), this->rows(), this->columns(), row_stride, maximise_, this->reading()};
  }

  void gather(std::int32_t row) {
    gathered_.clear();
    for (std::int32_t column = 0; column < this->columns(); ++column) gathered_.push_back(*cost_of(row, column));
  }

  /// By tiles, so that neither side of the copy leaves the cache.
  void transpose_all() {
    constexpr std::int32_t tile = 32;
    whole_.resize(at(this->rows()) * at(this->columns()));
    for (std::int32_t left = 0; left < this->columns(); left += tile) {
      const std::int32_t right = std::min(this->columns(), left + tile);
      for (std::int32_t row = 0; row < this->rows(); ++row) {
        for (std::int32_t column = left; column < right; ++column) {
          whole_[at(row) * at(this->columns()) + at(column)] = *cost_of(row, column);
        }
      }
    }
  }

  const Cost* first_;
  std::ptrdiff_t column_stride_;
  bool maximise_;
  Value limit_;
  std::vector<Cost> gathered_;  // the row that was read last
  std::vector<Cost> whole_;     // all rows, once they are worth it
  std::int64_t gatherings_ = 0;
};

// Compiled once, in column_major.cpp.
extern template class ColumnMajorRows<float, double>;
extern template class ColumnMajorRows<double, double>;
extern template class ColumnMajorRows<std::int32_t, std::int64_t>;
extern template class ColumnMajorRows<std::int64_t, std::int64_t>;
extern template class ColumnMajorRows<std::int32_t, Wide>;
extern template class ColumnMajorRows<std::int64_t, Wide>;

}  // namespace pairwell::kernel
