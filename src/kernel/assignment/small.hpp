/// Small: a dense table whose rows are always read whole (docs/design/matching.md, Small
/// tables).
///
/// Bids and shortest paths as in dense.hpp, by the steps of whole_rows.hpp. Invariant from the first bid on: under the
/// column prices, every assigned row has one of its cheapest columns; where there are more columns than rows, only
/// columns that are taken have a price under 0.
#pragma once

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "kernel/assignment/whole_rows.hpp"
#include "kernel/assignment/whole_search.hpp"
#include "kernel/assignment/whole_state.hpp"
#include "kernel/common.hpp"
#include "kernel/work_meter.hpp"

namespace pairwell::kernel {

/// A table with no longer side is solved in little more time than a call takes.
constexpr std::int32_t small_side = 64;

/// What became of a table that was to be copied.
enum class Taken : std::uint8_t {
  all,
  not_exact,    ///< A number is no cost of the type, or so large that sums of the type would not be exact.
  suits_lists,  ///< A large table that a solver with candidate lists is likely to solve sooner.
};

/// One assignment problem with 1 row or more, and no more rows than columns.
template <class ValueType>
class SmallAssignment {
 public:
  using Value = ValueType;

  SmallAssignment(const WholeRows& vectors, std::int32_t rows, std::int32_t columns)
      : vectors_(vectors), rows_(rows), columns_(columns), state_(vectors, rows, columns), search_(state_) {}

  /// Copies the costs.
  template <class Cost>
  Taken take(const Cost* first, std::ptrdiff_t row_stride, std::ptrdiff_t column_stride, bool maximise) {
    if (column_stride != 1) return judged(state_.table.copy_by_columns(first, row_stride, column_stride, maximise));
    const auto copy = [&](std::int32_t from, std::int32_t count) {
      return state_.table.copy_rows(first, row_stride, maximise, from, count);
    };
    if (rows_ > most_with_ties) {
      for (std::int32_t index = 0; index < sampled_rows; ++index) {
        if (!copy(sampled_row(index), 1)) return Taken::not_exact;
      }
      if (suits_candidate_lists()) return Taken::suits_lists;
    }
    return copy(0, rows_) ? Taken::all : Taken::not_exact;
  }

  /// Reads reals that lie row by row where they are.
  Taken take_in_place(const double* first, std::ptrdiff_t row_stride) requires std::floating_point<Value> {
    return judged(state_.table.read_in_place(first, row_stride));
  }

  /// Takes rows that the caller writes, as WholeTable has it.
  template <class Write>
  Taken take_rows(const Write& write) {
    return judged(state_.table.write(write));
  }

  /// @param spend as for DenseAssignment; none for a table so small that nobody waits for it.
  /// @complexity O(rows^2 columns).
  Outcome run(WorkMeter* spend) {
    state_.prepare();
    // Of incomplete tables prices could end far apart, and one that is left over would have to end at 0.
    const bool is_free_of_signs = rows_ == columns_ && !state_.table.has_blocked();
    if (is_free_of_signs && rows_ > 1) reduce_columns();
    const Sampled sampled = rows_ < least_to_sample ? Sampled{} : sample();
    state_.of.prefers_free = !is_real || sampled.tied > 0;
    bool may_scale = rows_ >= least_to_sample && is_free_of_signs;
    const auto scale = [&] {
      if (!std::exchange(may_scale, false)) return true;
      return epsilon_scaling(sampled.are_alike, spend) && augmenting_row_reduction(spend);
    };
    if (may_scale && sampled.are_alike) {
      free_all();
    } else if (!augmenting_row_reduction(spend)) {
      return Outcome::stopped;
    }
    if (free_count_ > rows_ / 2 && !scale()) return Outcome::stopped;
    std::int64_t budget = std::int64_t{32} * rows_;
    while (free_count_ > 0) {
      if (!search_.run(state_.free[free_count_ - 1])) return Outcome::infeasible;
      --free_count_;
      budget -= search_.passed() + 1;
      if (spend != nullptr) spend->reach(rows_ - free_count_);
      if (is_to_stop(spend)) return Outcome::stopped;
      if (budget < 0 && free_count_ > 0 && !scale()) return Outcome::stopped;
    }
    if (rows_ == columns_) state_.level_prices();
    assert(state_.table.is_in_place() || state_.is_proved());
    return Outcome::solved;
  }

  /// The column of each row.
  std::span<const std::int32_t> column_of() const { return {state_.column_of, at(rows_)}; }
  /// The row of each column; none where it is left over.
  std::span<const std::int32_t> row_of() const { return {state_.row_of, at(columns_)}; }
  /// None above 0.
  std::span<const Value> column_price() const { return {state_.of.price, at(columns_)}; }
  /// Of an assigned row.
  Value row_price(std::int32_t row) const { return state_.row_price(row); }

  /// Where infeasible: calls with each of some rows that have one column fewer between them than they are.
  template <class Call>
  void for_each_unassignable(const Call& call) const {
    call(state_.free[free_count_ - 1]);
    for (std::int32_t place = 0; place < search_.passed(); ++place) call(search_.passed_row(place));
  }

 private:
  static constexpr bool is_real = std::floating_point<Value>;
  static constexpr std::int32_t sampled_rows = 8;
  static constexpr std::int32_t least_to_price_by_sample = 400;
  static constexpr std::int32_t nearer_by_sample = 16;  ///< How much nearer to the best prices from a sample are.
  static constexpr std::int32_t least_to_sample = 24;   ///< Smaller tables are solved before that would pay.
  /// Rows of a table that may be full of ties.
  static constexpr std::int32_t most_with_ties = sizeof(Value) == sizeof(std::int16_t) ? 1200 : 400;
  static constexpr std::int32_t most_alike = is_real ? 700 : std::numeric_limits<std::int32_t>::max();

  Taken judged(bool is_exact) {
    if (!is_exact) return Taken::not_exact;
    return rows_ > most_with_ties && suits_candidate_lists() ? Taken::suits_lists : Taken::all;
  }

  /// Where most rows have several cheapest columns, these are all that is needed; and where all want the same ones in a
  /// table as large as this, a sample of it is a better start than scaling.
  bool suits_candidate_lists() {
    state_.prepare();
    const Sampled sampled = sample();
    return 4 * sampled.tied >= 3 * sampled_rows || (rows_ > most_alike && sampled.are_alike);
  }

  /// A step reads a row, in units of about a nanosecond.
  bool is_to_stop(WorkMeter* spend) {
    return spend != nullptr && !(*spend)(std::exchange(state_.rows_read, 0) * (state_.width() / 8 + 16));
  }

  // ---- Bids.

  /// Every column of a square table starts at the price at which its cheapest row would take it.
  void reduce_columns() {
    state_.steps.least_of_columns(state_.table.all(), state_.of.price);
    std::fill(state_.of.price + columns_, state_.of.price + state_.width(), Value{0});
  }

  /// Augmenting row reduction: each free row takes its cheapest column at what the second cheapest would leave it, and
  /// the row that had it bids again. Leaves in free_ the rows without a column; false where told to stop.
  bool augmenting_row_reduction(WorkMeter* spend) {
    free_all();
    std::int32_t steps = rows_;
    for (int pass = 0; pass < 2 && free_count_ > 0; ++pass) {
      std::int32_t later = 0;
      while (free_count_ > 0) {
        std::int32_t row = state_.free[--free_count_];
        while (bid(row)) {
          if (!lowered_ || --steps < 0) {
            state_.later[later++] = row;
            break;
          }
        }
      }
      // In the order in which they came.
      while (later > 0) state_.free[free_count_++] = state_.later[--later];
      if (spend != nullptr) spend->reach(rows_ - free_count_);
      if (is_to_stop(spend)) return false;
    }
    return true;
  }

  /// @return whether a row is without a column now: the row itself or the one that it drove out, put into `row`.
  bool bid(std::int32_t& row) {
    const TwoCheapest<Value> found = state_.two_cheapest(row);
    const bool has_second = found.second < unreachable<Value>();  // not of NaN
    lowered_ = has_second && found.least < found.second;
    if (!has_second) return true;
    state_.lower(found.column, state_.difference(found.second, found.least));
    const std::int32_t displaced = state_.row_of[found.column];
    state_.give(found.column, row);
    if (displaced == none) return false;
    row = displaced;
    return true;
  }

  // ---- Epsilon scaling: a start for rows that all want the same columns, or compete over long ranges.

  /// From the first row to the last.
  std::int32_t sampled_row(std::int32_t index) const {
    return static_cast<std::int32_t>(std::int64_t{index} * (rows_ - 1) / (sampled_rows - 1));
  }

  template <class Visit>
  void each_sampled_row(const Visit& visit) {
    for (std::int32_t index = 0; index < sampled_rows; ++index) {
      const std::int32_t row = sampled_row(index);
      visit(row, state_.two_cheapest(row));
    }
  }

  /// What some rows show of the table.
  struct Sampled {
    std::int32_t tied = 0;   ///< Rows with several cheapest columns.
    bool are_alike = false;  ///< Whether rows that lie far apart all want the same column.
  };
  Sampled sample() {
    Sampled sampled{.are_alike = true};
    std::int32_t wanted = none;
    each_sampled_row([&](std::int32_t, const TwoCheapest<Value>& found) {
      sampled.tied += found.least == found.second ? 1 : 0;
      sampled.are_alike = sampled.are_alike && (wanted == none || wanted == found.column);
      wanted = found.column;
    });
    return sampled;
  }

  /// How far apart the reduced costs of a row are, by some of them.
  Value spread() {
    Value widest = 0;
    each_sampled_row([&](std::int32_t row, const TwoCheapest<Value>& found) {
      for (std::int32_t column = 0; column < columns_; ++column) {
        widest = std::max(
            widest,
            state_.difference(state_.difference(state_.table[row][column], state_.of.price[column]), found.least));
      }
    });
    return widest;
  }

  static Value part_of(Value value, std::int32_t parts) {
    if constexpr (is_real) {
      return value / parts;
    } else {
      return static_cast<Value>(std::int64_t{value} / parts);
    }
  }

  /// Auction rounds with ever smaller epsilon (Bertsekas 1988), each until few rows are left; they bring prices near
  /// the best ones. Where rows are alike, a sample of them says more than the first rounds would. Rows are then without
  /// columns again. False where told to stop.
  bool epsilon_scaling(bool are_alike, WorkMeter* spend) {
    Value widest = spread();
    if (are_alike && rows_ >= least_to_price_by_sample && price_by_sample()) widest = part_of(widest, nearer_by_sample);
    const Value least = part_of(widest, 128 * rows_);
    for (Value epsilon = part_of(widest, rows_ < 64 ? 20 : 5); epsilon >= least && epsilon > Value{0};
         epsilon = part_of(epsilon, 4)) {
      state_.release_all();
      state_.level_prices();  // so that rounds do not carry them on and on
      free_all();
      std::int64_t bids = std::int64_t{64} * rows_;
      while (free_count_ > rows_ / 50 && --bids > 0) {
        const std::int32_t row = state_.free[free_count_ - 1];
        const TwoCheapest<Value> found = state_.two_cheapest(row);
        state_.lower(found.column, static_cast<Value>(found.second - found.least + epsilon));
        const std::int32_t displaced = state_.row_of[found.column];
        state_.give(found.column, row);
        if (displaced == none) {
          --free_count_;
          if (is_to_stop(spend)) return false;
        } else {
          state_.free[free_count_ - 1] = displaced;
        }
      }
    }
    state_.release_all();
    return true;
  }

  /// Prices of columns under which some rows, at their own prices, have no pair to gain by: every eighth row and column
  /// make a table that is solved first. False where that has no solution.
  bool price_by_sample() {
    const std::int32_t size = rows_ / 8;
    const auto place = [&](std::int32_t index) {
      return static_cast<std::int32_t>((std::int64_t{2} * index + 1) * rows_ / (std::int64_t{2} * size));
    };
    std::vector<Value> costs;
    costs.reserve(at(size) * at(size));
    for (std::int32_t row = 0; row < size; ++row) {
      for (std::int32_t column = 0; column < size; ++column) costs.push_back(state_.table[place(row)][place(column)]);
    }
    SmallAssignment sample(vectors_, size, size);
    if (sample.take(costs.data(), size, 1, false) != Taken::all || sample.run(nullptr) != Outcome::solved) return false;
    std::fill_n(state_.of.price, state_.width(), unreachable<Value>());
    for (std::int32_t row = 0; row < size; ++row) {
      const Value own = sample.row_price(row);
      const Value* const cost = state_.table[place(row)];
      for (std::int32_t column = 0; column < columns_; ++column) {
        state_.of.price[column] = std::min(state_.of.price[column], state_.difference(cost[column], own));
      }
    }
    for (std::int32_t column = columns_; column < state_.width(); ++column) state_.of.price[column] = 0;
    return true;
  }

  void free_all() {
    free_count_ = 0;
    for (std::int32_t row = rows_; row-- > 0;) state_.free[free_count_++] = row;
  }

  const WholeRows& vectors_;
  std::int32_t rows_;
  std::int32_t columns_;
  WholeState<Value> state_;
  WholeSearch<Value> search_;
  std::int32_t free_count_ = 0;
  bool lowered_ = false;
};

}  // namespace pairwell::kernel
