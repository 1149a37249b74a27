/// Network lists: what has been read of the rows of a network, and how much further.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/candidates/candidate_lists.hpp"
#include "kernel/candidates/selector.hpp"
#include "kernel/flow/network.hpp"
#include "kernel/work_meter.hpp"

namespace pairwell::kernel {

/// The cheapest pairs of every row that may still change, sorted by what they cost under some earlier prices. Costs are
/// negated weights.
class NetworkLists {
 public:
  using Value = std::int64_t;
  static constexpr std::int32_t first_count = 16;

  NetworkLists(const Network& network, Weights weight)
      : network_(network), weight_(weight), lists_(network.rows), passed_(at(network.rows), 0) {
    lists_.reserve(std::min(network.pairs(), std::int64_t{2 * first_count} * network.rows));
  }

  std::span<const Candidate<Value>> pairs_of(std::int32_t row) const { return lists_.pairs_of(row); }

  /// No pair of the row that is not listed has a lower reduced cost.
  Value bound_of(std::int32_t row) const { return lists_[row].bound; }

  /// Makes the list of a row under today's prices, in the length that it has or in the one that is given where that is
  /// longer. Returns the work.
  std::int64_t read(std::int32_t row, const Value* price, std::int32_t at_least = first_count);

  /// The same before any column has a price. Rows that follow each other are to be read in order: what one is like says
  /// what to look for in the next.
  std::int64_t read_unpriced(std::int32_t row);

  /// What either of them makes of the rows from `first` to before `end`, by several threads.
  /// @param price null before any column has one.
  /// @return false where `spend` says to stop.
  bool read_apart(std::int32_t first, std::int32_t end, const Value* price, std::int32_t threads, WorkMeter& spend);

  /// Reads a row whose bound was hit, twice as far as before.
  std::int64_t read_further(std::int32_t row, const Value* price) { return read(row, price, 2 * lists_[row].count); }

  /// Puts the list of a row into the order of today's prices. Returns the work.
  std::int64_t sort(std::int32_t row, const Value* price);

  /// Counts pairs that were of no use although the order of the list had them first; true once there are so many that
  /// sorting the list again pays.
  bool is_stale(std::int32_t row, std::int32_t passed) {
    passed_[at(row)] += passed;
    return passed_[at(row)] > lists_[row].size + first_count;
  }

 private:
  /// What one thread works with.
  struct Scratch {
    std::vector<Value> reduced;  // of each pair of a row; infinite where it is not free
    std::vector<Value> least;    // of each block of them
    CandidateSelector<Value, Value> selector;
  };

  template <class PriceOf>
  std::int64_t read_at(std::int32_t row, std::int32_t count, PriceOf price_of);
  bool can_be_scanned(std::int32_t row, std::int32_t count) const;
  std::int64_t work_of(std::int32_t row) const { return network_.end_pair(row) - network_.first_pair(row) + 256; }
  template <class PriceOf>
  Value list_row(std::int32_t row, std::int32_t count, std::vector<Candidate<Value>>& pairs, PriceOf price_of,
                 Scratch& scratch) const;
  template <class ColumnOf, class PriceOf>
  Value list(std::int32_t row, std::int32_t count, std::vector<Candidate<Value>>& pairs, ColumnOf column_of,
             PriceOf price_of, Scratch& scratch) const;
  template <class ColumnOf>
  Value list_by_scan(std::int32_t row, std::int32_t count, std::vector<Candidate<Value>>& pairs, ColumnOf column_of,
                     Scratch& scratch) const;
  template <class ColumnOf>
  Value list_alike(std::int32_t row, std::int32_t count, std::vector<Candidate<Value>>& pairs,
                   ColumnOf column_of) const;

  const Network& network_;
  Weights weight_;
  CandidateLists<Value> lists_;
  std::vector<std::int32_t> passed_;
  Scratch scratch_;
};

}  // namespace pairwell::kernel
