/// PriceSample: first prices of columns from a small part of a table, for tables whose rows are so much alike that
/// their lists are useless (docs/design/matching.md, Assignment).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernel/candidates/row_major.hpp"
#include "kernel/candidates/row_source.hpp"
#include "kernel/common.hpp"

namespace pairwell::kernel {

/// Some rows and as many columns of a square table, spread evenly over it.
template <class Value>
class PriceSample {
 public:
  explicit PriceSample(const RowSource<Value>& source)
      : source_(source), size_(source.rows() / 8), row_(at(source.columns())) {
    costs_.reserve(at(size_) * at(size_));
    for (std::int32_t row = 0; row < size_; ++row) {
      source_.copy_row(place(row), row_.data());
      for (std::int32_t column = 0; column < size_; ++column) costs_.push_back(row_[at(place(column))]);
    }
  }

  std::int32_t size() const { return size_; }
  RowMajorRows<Value, Value> source() const { return {costs_.data(), size_, size_, size_, false, source_.reading()}; }

  /// Prices under which the sampled rows, at their prices, have no pair to gain by; the highest of them is 0.
  template <class RowPrice>
  std::vector<Value> column_prices(const RowPrice& row_price) {
    std::vector<Value> price(row_.size(), infinite<Value>());
    for (std::int32_t row = 0; row < size_; ++row) {
      const Value own = row_price(row);
      source_.copy_row(place(row), row_.data());
      for (std::size_t column = 0; column < row_.size(); ++column) {
        price[column] = std::min<Value>(price[column], row_[column] - own);
      }
    }
    Value highest = -infinite<Value>();
    for (const Value one : price) {
      if (one < infinite<Value>()) highest = std::max(highest, one);
    }
    for (Value& one : price) one = one < infinite<Value>() ? one - highest : Value{0};
    return price;
  }

 private:
  std::int32_t place(std::int32_t index) const {
    return static_cast<std::int32_t>((std::int64_t{2} * index + 1) * source_.rows() / (std::int64_t{2} * size_));
  }

  const RowSource<Value>& source_;
  std::int32_t size_;
  std::vector<Value> row_;  // the costs of the row that was read last
  std::vector<Value> costs_;
};

}  // namespace pairwell::kernel
