/// Two-ended search: the shortest path from a free row to any free column, sought from both ends
/// (docs/design/matching.md, Sparse assignment).
///
/// Each end goes half of the way, and as what it passes grows by a factor with every step, both together pass little
/// beside what one alone would. Prices fall behind the one front and rise behind the other.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "kernel/assignment/frontier.hpp"
#include "kernel/assignment/sparse_pairs.hpp"
#include "kernel/candidates/row_source.hpp"
#include "kernel/common.hpp"
#include "kernel/work_meter.hpp"

namespace pairwell::kernel {

/// Searches of a square problem whose assigned rows have one of their cheapest columns.
template <class Value>
class TwoEndedSearch {
 public:
  /// A row and the column that it is to have.
  struct Step {
    std::int32_t row;
    std::int32_t column;
  };

  /// @param turned are the same pairs as lists of the columns.
  /// @param mate_cost is of each row's pair, where it has one.
  /// @param limit is how far prices may go from 0.
  TwoEndedSearch(const SparsePairs<Value>& pairs, const SparsePairs<Value>& turned, std::vector<Priced<Value>>& columns,
                 const std::vector<std::int32_t>& column_of, const std::vector<Value>& mate_cost, Value limit)
      : pairs_(pairs), turned_(turned), columns_(columns), column_of_(column_of), mate_cost_(mate_cost), limit_(limit) {
    ahead_.resize(columns.size());
    back_.resize(columns.size());
  }

  /// Changes prices so that a shortest path is tight, which is then in path().
  /// @return infeasible where the row can reach no free column.
  Outcome find(std::int32_t row, std::span<const std::int32_t> columns, WorkMeter& spend) {
    begin(row, columns);
    Value next_back{};
    while (true) {
      const Value next_ahead = ahead_.next_distance();
      next_back = back_.next_distance();
      if (next_back >= shortest_ || next_ahead >= shortest_ - next_back) break;
      if (steps_ahead_ <= steps_back_) {
        go_ahead();
      } else {
        go_back();
      }
      if (work_ >= 8192 && !spend(std::exchange(work_, 0))) return Outcome::stopped;
    }
    if (is_too_far_) return Outcome::too_large;
    if (meeting_ == none) return Outcome::infeasible;
    const Value back = std::min(next_back, shortest_);
    move_prices(shortest_ - back, back);
    trace();
    return is_too_far_ ? Outcome::too_large : Outcome::solved;
  }

  /// What the rows on the way of the last search are to have, from its row on: the last column is a free one.
  std::span<const Step> path() const { return path_; }

 private:
  void begin(std::int32_t row, std::span<const std::int32_t> columns) {
    ahead_.clear();
    back_.clear();
    meeting_ = none;
    shortest_ = infinite<Value>();
    steps_ahead_ = steps_back_ = 0;
    for (const std::int32_t column : columns) back_.offer(column, Value{0}, none);
    relax(row, -pairs_.least(row, columns_.data()));
  }

  void go_ahead() {
    const std::int32_t column = ahead_.take_next();
    const std::int32_t row = columns_[at(column)].mate;
    assert(row != none);  // a free column ends a path that is as short
    relax(row, ahead_.now() - (mate_cost_[at(row)] - columns_[at(column)].price));
  }

  /// Offers the pairs of a row as next steps from its end.
  void relax(std::int32_t row, Value offset) {
    steps_ahead_ += pairs_.size(row);
    work_ += 8 * pairs_.size(row) + 32;
    for (const SparsePair<Value>& pair : pairs_.of(row)) {
      const Value length = offset + (pair.cost - columns_[at(pair.column)].price);
      if (length < shortest_ && ahead_.offer(pair.column, length, row)) meet(pair.column, length);
    }
  }

  /// Offers the columns whose rows could have this one instead.
  void go_back() {
    const std::int32_t column = back_.take_next();
    steps_back_ += turned_.size(column);
    work_ += 8 * turned_.size(column) + 32;
    for (const SparsePair<Value>& pair : turned_.of(column)) {
      const std::int32_t row = pair.column;
      const std::int32_t left = column_of_[at(row)];
      if (left == none || left == column) continue;
      const Value own = mate_cost_[at(row)] - columns_[at(left)].price;
      const Value length = back_.now() + ((pair.cost - columns_[at(column)].price) - own);
      if (length < shortest_ && back_.offer(left, length, column)) meet(left, length);
    }
  }

  /// Called where a front has reached a column, with how far it is.
  void meet(std::int32_t column, Value reached) {
    is_too_far_ |= reached / 2 > limit_;
    if (ahead_.distance(column) == infinite<Value>() || back_.distance(column) == infinite<Value>()) return;
    const Value length = ahead_.distance(column) + back_.distance(column);
    if (length >= shortest_) return;
    shortest_ = length;
    meeting_ = column;
  }

  /// No pair is worth less than nothing afterwards: one from what the front ahead has passed to what the other has
  /// makes a path, which is no shorter than the two distances together.
  void move_prices(Value ahead, Value back) {
    const auto move = [this](std::int32_t column, Value by) {
      Value& price = columns_[at(column)].price;
      price += by;
      is_too_far_ |= price < -limit_ || price > limit_ / 4;
    };
    for (const std::int32_t column : ahead_.passed()) {
      if (ahead_.distance(column) < ahead) move(column, ahead_.distance(column) - ahead);
    }
    for (const std::int32_t column : back_.passed()) {
      if (back_.distance(column) < back) move(column, back - back_.distance(column));
    }
  }

  /// Where steps of length 0 go round, both halves may have a column in common, and what lies between is left out.
  void trace() {
    path_.clear();
    for (std::int32_t column = meeting_; column != none; column = column_of_[at(path_.back().row)]) {
      path_.push_back({ahead_.from(column), column});
    }
    std::reverse(path_.begin(), path_.end());
    for (std::int32_t column = meeting_; back_.from(column) != none; column = path_.back().column) {
      const std::int32_t next = back_.from(column);
      path_.push_back({columns_[at(column)].mate, next});
      if (ahead_.distance(next) == infinite<Value>()) continue;
      const auto same = std::ranges::find(path_, next, &Step::column);
      path_.erase(same + 1, path_.end());
    }
  }

  const SparsePairs<Value>& pairs_;
  const SparsePairs<Value>& turned_;
  std::vector<Priced<Value>>& columns_;
  const std::vector<std::int32_t>& column_of_;
  const std::vector<Value>& mate_cost_;
  Frontier<Value> ahead_;  // from the free row
  Frontier<Value> back_;   // from free columns
  Value limit_;
  Value shortest_{};  // path that is known
  std::int32_t meeting_ = none;
  std::int64_t steps_ahead_ = 0;
  std::int64_t steps_back_ = 0;
  std::int64_t work_ = 0;
  bool is_too_far_ = false;
  std::vector<Step> path_;
};

}  // namespace pairwell::kernel
