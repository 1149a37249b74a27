/// Pair units: the units of each pair of a network, a list of its own or the problem's table read in place.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace pairwell {

class PairUnits {
 public:
  PairUnits() = default;
  explicit PairUnits(std::vector<std::int64_t> own) : own_(std::move(own)) {}

  /// Reads a table that outlives it. What the table forbids is DenseTable::forbidden there.
  static PairUnits in_place(std::span<const std::int64_t> table) {
    PairUnits units;
    units.table_ = table;
    return units;
  }

  /// The list, to be written to; of those that are not read in place.
  std::vector<std::int64_t>& own() {
    assert(table_.data() == nullptr);
    return own_;
  }

  const std::int64_t* data() const { return table_.data() == nullptr ? own_.data() : table_.data(); }
  std::size_t size() const { return table_.data() == nullptr ? own_.size() : table_.size(); }
  const std::int64_t* begin() const { return data(); }
  const std::int64_t* end() const { return data() + size(); }
  std::int64_t operator[](std::size_t pair) const {
    assert(pair < size());
    return data()[pair];
  }

 private:
  std::vector<std::int64_t> own_;
  std::span<const std::int64_t> table_;
};

}  // namespace pairwell
