/// Small: a dense table that is copied once and whose rows are always read whole (docs/design/matching.md, Small
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

#include "kernel/aligned_memory.hpp"
#include "kernel/assignment/whole_rows.hpp"
#include "kernel/assignment/whole_table.hpp"
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
      : vectors_(vectors),
        steps_(std::get<WholeRowSteps<Value>>(vectors.of)),
        rows_(rows),
        columns_(columns),
        width_(padded_width<Value>(columns)),
        table_(steps_, rows, columns) {
    std::byte* next = memory_.reserve(needed());
    for (Value** entry :
         {&of_.price, &of_.raise, &of_.distance, &of_.row, &of_.taken, &passed_distance_, &mate_cost_}) {
      *entry = part<Value>(next, at(width_));
    }
    for (std::int32_t** entry : {&row_of_, &column_of_, &free_, &later_, &passed_}) {
      *entry = part<std::int32_t>(next, at(width_));
    }
  }

  /// Copies the costs.
  template <class Cost>
  Taken take(const Cost* first, std::ptrdiff_t row_stride, std::ptrdiff_t column_stride, bool maximise) {
    if (column_stride != 1) return judged(table_.copy_by_columns(first, row_stride, column_stride, maximise));
    const auto copy = [&](std::int32_t from, std::int32_t count) {
      return table_.copy_rows(first, row_stride, maximise, from, count);
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
  Taken take_in_place(const double* first, std::ptrdiff_t row_stride) requires is_real {
    return judged(table_.read_in_place(first, row_stride));
  }

  /// Takes rows that the caller writes, as WholeTable has it.
  template <class Write>
  Taken take_rows(const Write& write) {
    return judged(table_.write(write));
  }

  /// @param spend as for DenseAssignment; none for a table so small that nobody waits for it.
  /// @complexity O(rows^2 columns).
  Outcome run(WorkMeter* spend) {
    prepare();
    // Of incomplete tables prices could end far apart, and one that is left over would have to end at 0.
    const bool is_free_of_signs = rows_ == columns_ && !table_.has_blocked();
    if (is_free_of_signs && rows_ > 1) reduce_columns();
    const Sampled sampled = rows_ < least_to_sample ? Sampled{} : sample();
    of_.prefers_free = !is_real || sampled.tied > 0;
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
      if (!search(free_[free_count_ - 1])) return Outcome::infeasible;
      --free_count_;
      budget -= passed_count_ + 1;
      if (is_to_stop(spend)) return Outcome::stopped;
      if (budget < 0 && free_count_ > 0 && !scale()) return Outcome::stopped;
    }
    if (rows_ == columns_) level_prices();
    assert(is_proved());
    return Outcome::solved;
  }

  /// The column of each row.
  std::span<const std::int32_t> column_of() const { return {column_of_, at(rows_)}; }
  /// The row of each column; none where it is left over.
  std::span<const std::int32_t> row_of() const { return {row_of_, at(columns_)}; }
  /// None above 0.
  std::span<const Value> column_price() const { return {of_.price, at(columns_)}; }
  /// Of an assigned row.
  Value row_price(std::int32_t row) const { return difference(mate_cost_[row], of_.price[column_of_[row]]); }

  /// Where infeasible: calls with each of some rows that have one column fewer between them than they are.
  template <class Call>
  void for_each_unassignable(const Call& call) const {
    call(free_[free_count_ - 1]);
    for (std::int32_t place = 0; place < passed_count_; ++place) call(row_of_[passed_[place]]);
  }

 private:
  static constexpr bool is_real = std::floating_point<Value>;
  static constexpr std::int32_t sampled_rows = 8;
  static constexpr std::int32_t least_to_price_by_sample = 400;
  static constexpr std::int32_t least_to_sample = 24;  ///< Smaller tables are solved before that would pay.
  static constexpr std::int32_t most_with_ties =
      sizeof(Value) == 2 ? 1200 : 400;  ///< Rows of a table that may be full of ties.
  static constexpr std::int32_t most_alike = is_real ? 700 : std::numeric_limits<std::int32_t>::max();

  /// Of a type as narrow as theirs.
  static Value difference(Value value, Value other) { return static_cast<Value>(value - other); }

  Taken judged(bool is_exact) {
    if (!is_exact) return Taken::not_exact;
    return rows_ > most_with_ties && suits_candidate_lists() ? Taken::suits_lists : Taken::all;
  }

  /// Where most rows have several cheapest columns, these are all that is needed; and where all want the same ones in a
  /// table as large as this, a sample of it is a better start than scaling.
  bool suits_candidate_lists() {
    prepare();
    const Sampled sampled = sample();
    return 4 * sampled.tied >= 3 * sampled_rows || (rows_ > most_alike && sampled.are_alike);
  }

  template <class Entry>
  static std::size_t size_of(std::size_t count) {
    return (count * sizeof(Entry) + 63) / 64 * 64;
  }

  std::size_t needed() const { return 7 * size_of<Value>(at(width_)) + 5 * size_of<std::int32_t>(at(width_)); }

  template <class Entry>
  static Entry* part(std::byte*& next, std::size_t count) {
    auto* const entries = reinterpret_cast<Entry*>(next);
    next += size_of<Entry>(count);
    return entries;
  }

  /// A step reads a row, in units of about a nanosecond.
  bool is_to_stop(WorkMeter* spend) {
    return spend != nullptr && !(*spend)(std::exchange(steps_done_, 0) * (width_ / 8 + 16));
  }

  // ---- Bids.

  /// Every column of a square table starts at the price at which its cheapest row would take it.
  void reduce_columns() {
    steps_.least_of_columns(table_.all(), of_.price);
    std::fill(of_.price + columns_, of_.price + width_, Value{0});
  }

  /// Augmenting row reduction: each free row takes its cheapest column at what the second cheapest would leave it, and
  /// the row that had it bids again. Leaves in free_ the rows without a column; false where told to stop.
  bool augmenting_row_reduction(WorkMeter* spend) {
    free_all();
    std::int32_t steps = rows_;
    for (int pass = 0; pass < 2 && free_count_ > 0; ++pass) {
      std::int32_t later = 0;
      while (free_count_ > 0) {
        std::int32_t row = free_[--free_count_];
        while (bid(row)) {
          if (!lowered_ || --steps < 0) {
            later_[later++] = row;
            break;
          }
        }
      }
      // In the order in which they came.
      while (later > 0) free_[free_count_++] = later_[--later];
      if (is_to_stop(spend)) return false;
    }
    return true;
  }

  /// @return whether a row is without a column now: the row itself or the one that it drove out, put into `row`.
  bool bid(std::int32_t& row) {
    ++steps_done_;
    const TwoCheapest<Value> found = steps_.two_cheapest(table_[row], of_);
    lowered_ = found.least < found.second;
    if (found.second >= unreachable<Value>()) {
      lowered_ = false;
      return true;
    }
    lower(found.column, difference(found.second, found.least));
    const std::int32_t displaced = row_of_[found.column];
    give(found.column, row);
    if (displaced == none) return false;
    row = displaced;
    return true;
  }

  void lower(std::int32_t column, Value by) { of_.price[column] = difference(of_.price[column], by); }

  void give(std::int32_t column, std::int32_t row) {
    row_of_[column] = row;
    column_of_[row] = column;
    mate_cost_[row] = table_[row][column];
    of_.taken[column] = Value{1};
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
      visit(row, steps_.two_cheapest(table_[row], of_));
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
        widest = std::max(widest, difference(difference(table_[row][column], of_.price[column]), found.least));
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
    if (are_alike && rows_ >= least_to_price_by_sample && price_by_sample()) widest = part_of(widest, 16);
    const Value least = part_of(widest, 128 * rows_);
    for (Value epsilon = part_of(widest, rows_ < 64 ? 20 : 5); epsilon >= least && epsilon > Value{0};
         epsilon = part_of(epsilon, 4)) {
      release_all();
      level_prices();  // so that rounds do not carry them on and on
      free_all();
      std::int64_t bids = std::int64_t{64} * rows_;
      while (free_count_ > rows_ / 50 && --bids > 0) {
        ++steps_done_;
        const std::int32_t row = free_[free_count_ - 1];
        const TwoCheapest<Value> found = steps_.two_cheapest(table_[row], of_);
        lower(found.column, static_cast<Value>(found.second - found.least + epsilon));
        const std::int32_t displaced = row_of_[found.column];
        give(found.column, row);
        if (displaced == none) {
          --free_count_;
          if (is_to_stop(spend)) return false;
        } else {
          free_[free_count_ - 1] = displaced;
        }
      }
    }
    release_all();
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
      for (std::int32_t column = 0; column < size; ++column) costs.push_back(table_[place(row)][place(column)]);
    }
    SmallAssignment sample(vectors_, size, size);
    if (sample.take(costs.data(), size, 1, false) != Taken::all || sample.run(nullptr) != Outcome::solved) return false;
    std::fill_n(of_.price, width_, unreachable<Value>());
    for (std::int32_t row = 0; row < size; ++row) {
      const Value own = sample.row_price(row);
      const Value* const cost = table_[place(row)];
      for (std::int32_t column = 0; column < columns_; ++column) {
        of_.price[column] = std::min(of_.price[column], difference(cost[column], own));
      }
    }
    for (std::int32_t column = columns_; column < width_; ++column) of_.price[column] = 0;
    return true;
  }

  void prepare() {
    of_.columns = table_.length();
    std::fill_n(of_.price, width_, Value{0});
    release_all();
  }

  void release_all() {
    std::fill_n(row_of_, columns_, none);
    std::fill_n(of_.taken, width_, Value{0});
  }

  void free_all() {
    free_count_ = 0;
    for (std::int32_t row = rows_; row-- > 0;) free_[free_count_++] = row;
  }

  // ---- Searches.

  void begin_search() {
    for (std::int32_t column = 0; column < width_; ++column) {
      of_.distance[column] = unreachable<Value>();
      of_.raise[column] = difference(Value{0}, of_.price[column]);
    }
    passed_count_ = 0;
  }

  NearestColumn<Value> relax(std::int32_t row, Value offset, Value now) {
    ++steps_done_;
    return steps_.relax(table_[row], offset, now, row, of_);
  }

  void pass(std::int32_t column, Value distance) {
    passed_[passed_count_] = column;
    passed_distance_[passed_count_] = distance;
    ++passed_count_;
    of_.distance[column] = unreachable<Value>();
    of_.raise[column] = blocked<Value>();
  }

  /// Dijkstra from a free row to the nearest free column.
  bool search(std::int32_t source) {
    begin_search();
    std::int32_t row = source;
    Value offset = 0;
    Value now = -unreachable<Value>();
    while (true) {
      const NearestColumn<Value> nearest = relax(row, offset, now);
      if (nearest.distance >= unreachable<Value>()) return false;
      assert(nearest.distance >= now);
      now = nearest.distance;
      const std::int32_t column = nearest.column;
      row = row_of_[column];
      if (row == none) {
        finish(source, column, now);
        return true;
      }
      pass(column, now);
      offset = difference(now, row_price(row));
    }
  }

  /// Brings prices up to date and gives the columns of the path to their new rows.
  void finish(std::int32_t source, std::int32_t column, Value now) {
    for (std::int32_t place = 0; place < passed_count_; ++place) {
      lower(passed_[place], difference(now, passed_distance_[place]));
    }
    augment(source, column);
  }

  void augment(std::int32_t source, std::int32_t column) {
    while (true) {
      const auto row = static_cast<std::int32_t>(of_.row[column]);
      const std::int32_t left = column_of_[row];
      give(column, row);
      if (row == source) return;
      column = left;
    }
  }

  /// Whether mates are mutual and no pair is cheaper than what its row has, under prices that are 0 where a column is
  /// left over. Sums of reals are rounded, so of these only mates are looked at.
  [[maybe_unused]] bool is_proved() const {
    for (std::int32_t row = 0; row < rows_; ++row) {
      if (row_of_[column_of_[row]] != row) return false;
      if constexpr (!is_real) {
        const Value own = row_price(row);
        for (std::int32_t column = 0; column < columns_; ++column) {
          if (difference(table_[row][column], of_.price[column]) < own) return false;
        }
      }
    }
    for (std::int32_t column = 0; column < columns_; ++column) {
      if (of_.price[column] > 0 || (row_of_[column] == none && of_.price[column] != 0)) return false;
    }
    return true;
  }

  /// Brings the highest price to 0, as all of a square table may rise and fall together.
  void level_prices() {
    const Value highest = *std::max_element(of_.price, of_.price + columns_);
    for (std::int32_t column = 0; column < columns_; ++column) lower(column, highest);
  }

  const WholeRows& vectors_;
  const WholeRowSteps<Value>& steps_;
  std::int32_t rows_;
  std::int32_t columns_;
  std::int32_t width_;
  WholeTable<Value> table_;
  AlignedMemory<8 * 1024> memory_;
  ColumnArrays<Value> of_;
  Value* mate_cost_;        // of each row
  Value* passed_distance_;  // of each column in passed_
  std::int32_t *row_of_, *column_of_;
  std::int32_t *free_, *later_;  // rows
  std::int32_t* passed_;         // columns, in their order
  std::int32_t free_count_ = 0;
  std::int32_t passed_count_ = 0;
  std::int64_t steps_done_ = 0;
  bool lowered_ = false;
};

}  // namespace pairwell::kernel
