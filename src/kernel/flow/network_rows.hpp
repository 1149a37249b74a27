/// Network rows: the row source of a network's pairs that may still change.
#pragma once

#include <cstdint>
#include <vector>

#include "kernel/candidates/row_source.hpp"
#include "kernel/flow/flow.hpp"

namespace pairwell::kernel {

/// Costs are negated weights. Pairs that are out or in are not listed.
class NetworkRows {
 public:
  using Value = std::int64_t;

  NetworkRows(const Network& network, Weights weight) : network_(network), weight_(weight) {}

  std::int32_t rows() const { return network_.rows; }
  std::int32_t columns() const { return network_.columns; }
  std::int64_t effort(std::int32_t row) const { return network_.end_pair(row) - network_.first_pair(row); }
  Value list(std::int32_t row, const Value* price, std::int32_t count, std::vector<Candidate<Value>>& pairs);

 private:
  template <class ColumnOf>
  Value list_some(std::int32_t row, const Value* price, std::int32_t count, std::vector<Candidate<Value>>& pairs,
                  ColumnOf column_of);

  const Network& network_;
  Weights weight_;
  std::vector<Value> reduced_;  // of each pair of a row; infinite where it is not free
  std::vector<Value> least_;    // of each block of them
};

}  // namespace pairwell::kernel
