/// Frontier: the columns that a search by Dijkstra's method has reached, nearest first.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "kernel/candidates/row_source.hpp"
#include "kernel/common.hpp"

namespace pairwell::kernel {

/// Columns at distances from where the search began. Those that are as near come first come, first served, so that no
/// tree takes all the ground where many are.
template <class Value>
class Frontier {
 public:
  struct Reached {
    Value distance;
    std::int32_t column;
    friend bool operator>(const Reached& a, const Reached& b) { return a.distance > b.distance; }
  };

  void resize(std::size_t columns) { labels_.assign(columns, {infinite<Value>(), none}); }

  /// Begins a new search: nothing is reached.
  void clear() {
    for (const std::int32_t column : touched_) labels_[at(column)].distance = infinite<Value>();
    touched_.clear();
    heap_.clear();
    ready_.clear();
    passed_.clear();
    next_ready_ = 0;
    now_ = Value{0};
  }

  /// Of a column; infinite where it is not reached.
  Value distance(std::int32_t column) const { return labels_[at(column)].distance; }
  /// Where a reached column was reached from.
  std::int32_t from(std::int32_t column) const { return labels_[at(column)].from; }
  /// The distance that the search has come to.
  Value now() const { return now_; }
  /// The columns that it has gone on from, nearest first.
  const std::vector<std::int32_t>& passed() const { return passed_; }

  /// Reaches a column; returns false where it was reached by as short a way. Distances under now() are rounded up.
  bool offer(std::int32_t column, Value length, std::int32_t from) {
    const Value reached = std::max(now_, length);
    auto& label = labels_[at(column)];
    if (reached >= label.distance) return false;
    if (label.distance == infinite<Value>()) touched_.push_back(column);
    label = {reached, from};
    if (reached == now_) {
      ready_.push_back(column);
    } else {
      heap_.push_back({reached, column});
      std::ranges::push_heap(heap_, std::greater<>{});
    }
    return true;
  }

  /// How far the next column is; infinite where there is none.
  Value next_distance() {
    if (next_ready_ < ready_.size()) return now_;
    while (!heap_.empty() && heap_.front().distance != distance(heap_.front().column)) drop_first();
    return heap_.empty() ? infinite<Value>() : heap_.front().distance;
  }

  /// The next column, to go on from; none where no more can be reached.
  std::int32_t take_next() {
    const Value next = next_distance();
    if (next == infinite<Value>()) return none;
    if (next_ready_ == ready_.size()) {
      ready_.clear();
      next_ready_ = 0;
      ready_.push_back(heap_.front().column);
      drop_first();
    }
    now_ = next;
    passed_.push_back(ready_[next_ready_]);
    return ready_[next_ready_++];
  }

 private:
  struct Label {
    Value distance;
    std::int32_t from;
  };

  void drop_first() {
    std::ranges::pop_heap(heap_, std::greater<>{});
    heap_.pop_back();
  }

  std::vector<Label> labels_;  // infinite between searches
  std::vector<std::int32_t> touched_, passed_, ready_;
  std::size_t next_ready_ = 0;
  std::vector<Reached> heap_;
  Value now_{};
};

}  // namespace pairwell::kernel
