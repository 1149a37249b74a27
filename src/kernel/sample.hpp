/// Sample: first prices of columns from a small part of a table, for tables whose rows are so much alike that their
/// lists are useless (docs/design/matching.md, Assignment).
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "kernel/common.hpp"
#include "kernel/rows.hpp"

namespace pairwell::kernel {

/// A scanner whose single costs can be read, and that can stand over a small table of its own.
template <class Rows>
concept SampledScanner = requires(const Rows rows, std::int32_t row, std::vector<typename Rows::Value>& costs) {
  { rows.cost(row, row) } -> std::same_as<typename Rows::Value>;
  {typename Rows::Sample(costs.data(), row, row, row, rows.reading())};
};

/// Some rows and as many columns of a square table, spread evenly over it.
template <class Rows>
class Sample {
 public:
  using Value = typename Rows::Value;

  explicit Sample(const Rows& rows) : rows_(rows), size_(rows.rows() / 8) {
    costs_.reserve(at(size_) * at(size_));
    for (std::int32_t row = 0; row < size_; ++row) {
      for (std::int32_t column = 0; column < size_; ++column) {
        costs_.push_back(rows_.cost(place(row), place(column)));
      }
    }
  }

  std::int32_t size() const { return size_; }
  auto scanner() const { return typename Rows::Sample(costs_.data(), size_, size_, size_, rows_.reading()); }

  /// Prices under which the sampled rows, at their prices, have no pair to gain by; the highest of them is 0.
  template <class RowPrice>
  std::vector<Value> column_prices(const RowPrice& row_price) const {
    std::vector<Value> price(at(rows_.columns()), infinite<Value>());
    for (std::int32_t row = 0; row < size_; ++row) {
      const Value own = row_price(row);
      for (std::int32_t column = 0; column < rows_.columns(); ++column) {
        Value& one = price[at(column)];
        one = std::min(one, rows_.cost(place(row), column) - own);
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
    return static_cast<std::int32_t>((std::int64_t{2} * index + 1) * rows_.rows() / (std::int64_t{2} * size_));
  }

  const Rows& rows_;
  std::int32_t size_;
  std::vector<Value> costs_;
};

}  // namespace pairwell::kernel
