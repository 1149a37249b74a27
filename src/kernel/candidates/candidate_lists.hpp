/// Candidate lists: what has been read of each row (docs/design/matching.md, Row sources).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/candidates/row_source.hpp"
#include "kernel/common.hpp"

namespace pairwell::kernel {

/// The cheapest pairs of every row under some earlier prices, with a bound on the rest. Prices only fall, so what a
/// pair cost then and the bound hold until the row is read again.
template <class Value>
class CandidateLists {
 public:
  explicit CandidateLists(std::int32_t rows) : lists_(at(rows)) {}

  /// Makes room for so many pairs of all rows together.
  void reserve(std::int64_t pairs) { pool_.reserve(at(pairs)); }

  const CandidateList<Value>& operator[](std::int32_t row) const { return lists_[at(row)]; }
  std::span<const Candidate<Value>> pairs_of(std::int32_t row) const {
    const CandidateList<Value>& list = lists_[at(row)];
    return {pool_.data() + list.first, at(list.size)};
  }
  std::span<Candidate<Value>> pairs_of(std::int32_t row) {
    const CandidateList<Value>& list = lists_[at(row)];
    return {pool_.data() + list.first, at(list.size)};
  }

  /// Reads a row anew: `read(pairs)` appends its cheapest pairs, of which `count` were asked for, and returns the bound
  /// on the others.
  template <class Read>
  void replace(std::int32_t row, std::int32_t count, Read read) {
    CandidateList<Value>& list = lists_[at(row)];
    list.count = count;
    if (list.room == 0) {
      list.first = pool_.size();
      list.bound = read(pool_);
      list.size = list.room = static_cast<std::int32_t>(pool_.size() - list.first);
      return;
    }
    fresh_.clear();
    list.bound = read(fresh_);
    list.size = static_cast<std::int32_t>(fresh_.size());
    if (list.size > list.room) {
      list.first = pool_.size();
      list.room = 2 * list.size;
      pool_.resize(pool_.size() + at(list.room));
    }
    std::ranges::copy(fresh_, pool_.begin() + static_cast<std::ptrdiff_t>(list.first));
  }

 private:
  std::vector<CandidateList<Value>> lists_;
  std::vector<Candidate<Value>> pool_;
  std::vector<Candidate<Value>> fresh_;
};

}  // namespace pairwell::kernel
