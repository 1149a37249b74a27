/// Row major: how the assignment kernel reads a table that lies row by row (docs/design/matching.md, Row sources).
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernel/blocks.hpp"
#include "kernel/candidates/row_source.hpp"
#include "kernel/candidates/selector.hpp"

namespace pairwell::kernel {

/// Whether the numbers of rows that were read can be solved with.
template <class Cost, class Value>
Outcome fault_of(const CandidateSelector<Cost, Value>& selector, Value limit) {
  if (selector.is_invalid != 0) return Outcome::invalid_cost;
  if constexpr (!std::floating_point<Value>) {
    if (static_cast<Value>(selector.magnitudes) >= limit || static_cast<Value>(selector.magnitudes) < 0) {
      return Outcome::too_large;
    }
  }
  return Outcome::solved;
}

template <class CostType, class ValueType>
class RowMajorRows final : public RowSource<ValueType> {
 public:
  using Cost = CostType;
  using Value = ValueType;

  RowMajorRows(const Cost* first, std::int32_t rows, std::int32_t columns, std::ptrdiff_t row_stride, bool maximise,
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
             std::vector<Candidate<Value>>& pairs) override {
    const SelectionSizes sizes(count);
    selector_.make_room(sizes);
    selector_.guess = guess;
    const Value bound = select<Against::priced_bound>(row, price, sizes, selector_);
    for (std::int32_t place = 0; place < selector_.size; ++place) pairs.push_back(listed(row, place, selector_));
    return bound;
  }

  /// Rows are read in blocks, in each of which a row learns from the one before.
  Outcome list_all(const Value* price, std::int32_t count, CandidateLists<Value>& lists, WorkMeter& spend) override {
    const std::int32_t rows = this->rows();
    const std::int32_t columns = this->columns();
    const SelectionSizes sizes(count);
    lists.lay_out(std::min(columns, sizes.most), count);
    const std::int32_t rows_in_block = std::clamp(block_size / std::max(columns, 1), 1, 64);
    const std::int32_t workers =
        static_cast<std::int64_t>(rows) * columns < worth_threads ? 1 : this->reading().threads;
    std::vector<CandidateSelector<Cost, Value>> selectors(static_cast<std::size_t>(workers));
    for (auto& one : selectors) one.make_room(sizes);
    const auto work = [&](std::int32_t block, std::int32_t worker) {
      CandidateSelector<Cost, Value>& selector = selectors[static_cast<std::size_t>(worker)];
      selector.guess = infinite<Value>();
      const std::int32_t end = std::min(rows, (block + 1) * rows_in_block);
      for (std::int32_t row = block * rows_in_block; row < end; ++row) {
        const Value bound = price == nullptr ? select<Against::bound>(row, price, sizes, selector)
                                             : select<Against::priced_bound>(row, price, sizes, selector);
        selector.learn(sizes);
        lists.set(row, selector.size, bound);
        Candidate<Value>* const places = lists.places(row);
        for (std::int32_t place = 0; place < selector.size; ++place) places[place] = listed(row, place, selector);
      }
      return static_cast<std::int64_t>(rows_in_block) * (columns + 256);
    };
    if (!in_blocks(workers, (rows + rows_in_block - 1) / rows_in_block, work, spend)) return Outcome::stopped;
    Outcome fault = Outcome::solved;
    for (const auto& one : selectors) fault = std::max(fault, fault_of(one, limit_));
    return fault;
  }

 private:
  static constexpr std::int32_t block_size = 1 << 18;
  static constexpr std::int64_t worth_threads = 1 << 18;

  const Cost* cost_of(std::int32_t row) const { return first_ + row * row_stride_; }

  template <Against against>
  Value select(std::int32_t row, const Value* price, const SelectionSizes& sizes,
               CandidateSelector<Cost, Value>& selector) const {
    constexpr std::int32_t group = Scan<Cost, Value>::group;
    const auto groups = static_cast<std::int64_t>(this->columns() / group);
    const auto begin = static_cast<std::int32_t>(groups == 0 ? 0 : std::int64_t{row} * 7919 % groups * group);
    return selector.template select<against>(this->reading().scans, maximise_, cost_of(row), price, this->columns(),
                                             begin, sizes);
  }

  Candidate<Value> listed(std::int32_t row, std::int32_t place, const CandidateSelector<Cost, Value>& selector) const {
    const Found<Value>& found = selector.found[static_cast<std::size_t>(place)];
    return {as_value<Value>(cost_of(row)[found.column], maximise_), found.reduced, found.column};
  }

  const Cost* first_;
  std::ptrdiff_t row_stride_;
  bool maximise_;
  Value limit_;
  CandidateSelector<Cost, Value> selector_;
};

// Compiled once, in row_major.cpp.
extern template class RowMajorRows<float, double>;
extern template class RowMajorRows<double, double>;
extern template class RowMajorRows<std::int32_t, std::int64_t>;
extern template class RowMajorRows<std::int64_t, std::int64_t>;
extern template class RowMajorRows<std::int32_t, Wide>;
extern template class RowMajorRows<std::int64_t, Wide>;
extern template class RowMajorRows<Wide, Wide>;

}  // namespace pairwell::kernel
