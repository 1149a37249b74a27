/// Candidate lists: what has been read of each row, and how much further it was read (docs/design/matching.md, Row
/// sources).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/candidates/row_source.hpp"

namespace pairwell::kernel {

/// The cheapest pairs of every row under some earlier prices, the cheapest first, with a bound on the rest. Prices only
/// fall, so what a pair cost then and the bound hold until the row is read again.
template <class Rows>
class CandidateLists {
 public:
  using Value = typename Rows::Value;
  static constexpr std::int32_t first_count = 16;

  explicit CandidateLists(Rows& rows) : rows_(rows), lists_(static_cast<std::size_t>(rows.rows())) {}

  std::span<const Candidate<Value>> pairs_of(std::int32_t row) const {
    const List& list = lists_[static_cast<std::size_t>(row)];
    return {pool_.data() + list.first, static_cast<std::size_t>(list.size)};
  }

  /// No pair of the row that is not listed has a lower reduced cost.
  Value bound_of(std::int32_t row) const { return lists_[static_cast<std::size_t>(row)].bound; }

  /// Makes the list of a row under today's prices, in the length that it has or in the one that is given where that is
  /// longer. Returns the work.
  std::int64_t read(std::int32_t row, const Value* price, std::int32_t at_least = first_count) {
    List& list = lists_[static_cast<std::size_t>(row)];
    list.count = std::max(list.count, at_least);
    fresh_.clear();
    list.bound = rows_.list(row, price, list.count, fresh_);
    list.size = static_cast<std::int32_t>(fresh_.size());
    if (list.size > list.room) {
      list.room = list.room == 0 ? list.size : 2 * list.size;
      list.first = pool_.size();
      pool_.resize(pool_.size() + static_cast<std::size_t>(list.room));
    }
    std::ranges::copy(fresh_, pool_.begin() + static_cast<std::ptrdiff_t>(list.first));
    return rows_.effort(row) + 64 + sort(row, price);
  }

  /// Puts the list of a row into the order of today's prices. Returns the work.
  std::int64_t sort(std::int32_t row, const Value* price) {
    List& list = lists_[static_cast<std::size_t>(row)];
    list.passed = 0;
    const std::span<Candidate<Value>> pairs(pool_.data() + list.first, static_cast<std::size_t>(list.size));
    for (Candidate<Value>& pair : pairs) pair.low = pair.cost - price[pair.column];
    put_in_order(pairs);
    return 8 * std::ssize(pairs);
  }

  /// Counts pairs that were of no use although the order of the list had them first; true once there are so many that
  /// sorting the list again pays.
  bool is_stale(std::int32_t row, std::int32_t passed) {
    List& list = lists_[static_cast<std::size_t>(row)];
    list.passed += passed;
    return list.passed > list.size + first_count;
  }

  /// Reads a row whose bound was hit, twice as far as before.
  std::int64_t read_further(std::int32_t row, const Value* price) {
    lists_[static_cast<std::size_t>(row)].count *= 2;
    return read(row, price);
  }

 private:
  /// Where the pairs of a row lie in pool_.
  struct List {
    std::size_t first = 0;
    std::int32_t size = 0;
    std::int32_t room = 0;
    std::int32_t count = 0;
    std::int32_t passed = 0;
    Value bound{};
  };

  /// Stable; by insertion where there are few, as there mostly are, since std::stable_sort asks for memory.
  static void put_in_order(std::span<Candidate<Value>> pairs) {
    constexpr std::size_t few = 32;
    if (pairs.size() > few) {
      std::ranges::stable_sort(pairs, {}, &Candidate<Value>::low);
      return;
    }
    for (std::size_t end = 1; end < pairs.size(); ++end) {
      const Candidate<Value> own = pairs[end];
      std::size_t place = end;
      for (; place > 0 && pairs[place - 1].low > own.low; --place) pairs[place] = pairs[place - 1];
      pairs[place] = own;
    }
  }

  Rows& rows_;
  std::vector<List> lists_;
  std::vector<Candidate<Value>> pool_;
  std::vector<Candidate<Value>> fresh_;
};

}  // namespace pairwell::kernel
