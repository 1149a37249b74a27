/// Candidate lists: what has been read of each row (docs/design/matching.md, Row sources).
#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "kernel/common.hpp"

namespace pairwell::kernel {

/// Larger than any cost: real infinity where the type has one, otherwise half the range, so that a sum of two does not
/// leave the type.
template <class Value>
constexpr Value infinite() {
  if constexpr (std::floating_point<Value>) {
    return std::numeric_limits<Value>::infinity();
  } else {
    return static_cast<Value>(Value{1} << (sizeof(Value) * 8 - 2));
  }
}

/// The next number, so that numbers up to the one given lie under it.
template <class Value>
Value just_over(Value value) {
  if constexpr (std::floating_point<Value>) {
    return std::nextafter(value, std::numeric_limits<Value>::infinity());
  } else {
    return value + 1;
  }
}

/// A pair of a row.
template <class Value>
struct Candidate {
  Value cost;
  Value low;  ///< Its reduced cost when it was listed, or less: it has not got cheaper since.
  std::int32_t column;
};

/// What is known of a row: where its pairs lie in a pool, and a bound on those that are not listed.
template <class Value>
struct CandidateList {
  std::size_t first = 0;
  std::int32_t size = 0;
  std::int32_t room = 0;
  std::int32_t count = 0;    ///< How many pairs were asked for.
  std::int32_t read_in = 0;  ///< The number of the search that read it last.
  Value bound{};             ///< No pair that is not listed has a lower reduced cost; infinite where all are listed.
};

/// The cheapest pairs of every row under some earlier prices, with a bound on the rest. Prices only fall, so what a
/// pair cost then and the bound hold until the row is read again.
template <class Value>
class CandidateLists {
 public:
  explicit CandidateLists(std::int32_t rows) : lists_(at(rows)) {}

  /// Lists all rows anew, with the same room for each, which may then be written side by side.
  void lay_out(std::int32_t room, std::int32_t count) {
    pool_.resize(lists_.size() * at(room));
    for (std::size_t row = 0; row < lists_.size(); ++row) {
      lists_[row] = {.first = row * at(room), .room = room, .count = count};
    }
  }
  /// Says what was written to the places of a row.
  void set(std::int32_t row, std::int32_t size, Value bound) {
    assert(size <= lists_[at(row)].room);
    lists_[at(row)].size = size;
    lists_[at(row)].bound = bound;
  }
  Candidate<Value>* places(std::int32_t row) { return pool_.data() + lists_[at(row)].first; }

  /// Makes room for so many pairs of all rows together.
  void reserve(std::int64_t pairs) { pool_.reserve(at(pairs)); }

  const CandidateList<Value>& operator[](std::int32_t row) const { return lists_[at(row)]; }
  /// Whether a row was read in a search already; it is from now on.
  bool mark_read(std::int32_t row, std::int32_t search) {
    return std::exchange(lists_[at(row)].read_in, search) == search;
  }
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
