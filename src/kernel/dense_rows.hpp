/// Dense rows: how the assignment kernel reads a table that lies row by row (docs/design/matching.md, Row sources).
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernel/blocks.hpp"
#include "kernel/rows.hpp"
#include "kernel/shortlist.hpp"

namespace pairwell::kernel {

/// Whether the numbers of rows that were read can be solved with.
template <class Cost, class Value>
RowFault fault_of(const Shortlister<Cost, Value>& shortlister, Value limit) {
  if (shortlister.is_odd != 0) return RowFault::odd_cost;
  if constexpr (!std::floating_point<Value>) {
    if (static_cast<Value>(shortlister.magnitudes) >= limit || static_cast<Value>(shortlister.magnitudes) < 0) {
      return RowFault::too_large;
    }
  }
  return RowFault::none;
}

template <class CostType, class ValueType>
class DenseRows final : public RowSource<ValueType> {
 public:
  using Cost = CostType;
  using Value = ValueType;

  DenseRows(const Cost* first, std::int32_t rows, std::int32_t columns, std::ptrdiff_t row_stride, bool maximise,
            Reading reading)
      : RowSource<Value>(rows, columns, reading),
        first_(first),
        row_stride_(row_stride),
        maximise_(maximise),
        limit_(cost_limit<Value>(rows)) {}

  std::int64_t effort() const override { return this->columns(); }
  bool can_be_sampled() const override { return true; }

  void copy_row(std::int32_t row, Value* costs) const override {
    const Cost* const cost = cost_of(row);
    for (std::int32_t column = 0; column < this->columns(); ++column) {
      costs[column] = as_value<Value>(cost[column], maximise_);
    }
  }

  Value list(std::int32_t row, const Value* price, std::int32_t count, Value guess,
             std::vector<Listed<Value>>& pairs) override {
    const ShortlistSizes sizes(count);
    shortlister_.make_room(sizes);
    shortlister_.guess = guess;
    const Value bound = shortlist<Against::priced_bound>(row, price, sizes, shortlister_);
    for (std::int32_t place = 0; place < shortlister_.size; ++place) pairs.push_back(listed(row, place, shortlister_));
    return bound;
  }

  /// Rows are read in blocks, in each of which a row learns from the one before.
  RowFault list_all(const Value* price, std::int32_t count, std::vector<RowList<Value>>& lists,
                    std::vector<Listed<Value>>& pool, WorkMeter& spend) override {
    const std::int32_t rows = this->rows();
    const std::int32_t columns = this->columns();
    const ShortlistSizes sizes(count);
    const std::int32_t room = std::min(columns, sizes.most);
    pool.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(room));
    const std::int32_t rows_in_block = std::clamp(block_size / std::max(columns, 1), 1, 64);
    const std::int32_t workers =
        static_cast<std::int64_t>(rows) * columns < worth_threads ? 1 : this->reading().threads;
    std::vector<Shortlister<Cost, Value>> shortlisters(static_cast<std::size_t>(workers));
    for (auto& one : shortlisters) one.make_room(sizes);
    const auto work = [&](std::int32_t block, std::int32_t worker) {
      Shortlister<Cost, Value>& shortlister = shortlisters[static_cast<std::size_t>(worker)];
      shortlister.guess = infinite<Value>();
      const std::int32_t end = std::min(rows, (block + 1) * rows_in_block);
      for (std::int32_t row = block * rows_in_block; row < end; ++row) {
        RowList<Value>& list = lists[static_cast<std::size_t>(row)];
        list.bound = price == nullptr ? shortlist<Against::bound>(row, price, sizes, shortlister)
                                      : shortlist<Against::priced_bound>(row, price, sizes, shortlister);
        shortlister.learn(sizes);
        list.first = static_cast<std::size_t>(row) * static_cast<std::size_t>(room);
        list.size = shortlister.size;
        list.room = room;
        list.count = count;
        for (std::int32_t place = 0; place < list.size; ++place) {
          pool[list.first + static_cast<std::size_t>(place)] = listed(row, place, shortlister);
        }
      }
      return static_cast<std::int64_t>(rows_in_block) * (columns + 256);
    };
    if (!in_blocks(workers, (rows + rows_in_block - 1) / rows_in_block, work, spend)) return RowFault::stopped;
    RowFault fault = RowFault::none;
    for (const auto& one : shortlisters) fault = std::max(fault, fault_of(one, limit_));
    return fault;
  }

 private:
  static constexpr std::int32_t block_size = 1 << 18;
  static constexpr std::int64_t worth_threads = 1 << 18;

  const Cost* cost_of(std::int32_t row) const { return first_ + row * row_stride_; }

  template <Against against>
  Value shortlist(std::int32_t row, const Value* price, const ShortlistSizes& sizes,
                  Shortlister<Cost, Value>& shortlister) const {
    constexpr std::int32_t group = Scan<Cost, Value>::group;
    const auto groups = static_cast<std::int64_t>(this->columns() / group);
    const auto begin = static_cast<std::int32_t>(groups == 0 ? 0 : std::int64_t{row} * 7919 % groups * group);
    return shortlister.template shortlist<against>(this->reading().scans, maximise_, cost_of(row), price,
                                                   this->columns(), begin, sizes);
  }

  Listed<Value> listed(std::int32_t row, std::int32_t place, const Shortlister<Cost, Value>& shortlister) const {
    const Found<Value>& found = shortlister.found[static_cast<std::size_t>(place)];
    return {as_value<Value>(cost_of(row)[found.column], maximise_), found.reduced, found.column};
  }

  const Cost* first_;
  std::ptrdiff_t row_stride_;
  bool maximise_;
  Value limit_;
  Shortlister<Cost, Value> shortlister_;
};

// Compiled once, in dense_rows.cpp.
extern template class DenseRows<float, double>;
extern template class DenseRows<double, double>;
extern template class DenseRows<std::int32_t, std::int64_t>;
extern template class DenseRows<std::int64_t, std::int64_t>;
extern template class DenseRows<std::int32_t, Wide>;
extern template class DenseRows<std::int64_t, Wide>;
extern template class DenseRows<Wide, Wide>;

}  // namespace pairwell::kernel
