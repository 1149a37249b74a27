/// Tied: a dense table of whole numbers in which most rows have several cheapest pairs (docs/design/matching.md,
/// Tables full of ties).
///
/// Matchings of most pairs on the tight pairs, which are kept as bits, and the prices of the Hungarian method between
/// them (Kuhn 1955, Hopcroft & Karp 1973). Invariant once all rows were read: under the column prices no pair of a row
/// is cheaper than its level, and every assigned row has a pair at its level; only columns that are taken have a price
/// under 0.
#pragma once

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "kernel/assignment/tied_rows.hpp"
#include "kernel/blocks.hpp"
#include "kernel/common.hpp"
#include "kernel/work_meter.hpp"

namespace pairwell::kernel {

/// Smaller tables are copied and read whole sooner.
constexpr std::int32_t least_tied_rows = 256;

/// How many readings of a table its ties may cost before it is given up.
struct TiedBudget {
  std::int32_t trial;     ///< By then the first phase's free rows have to be half as many...
  std::int32_t readings;  ///< ...and by then none may be left.
};

/// Less where a table would be copied and read whole otherwise.
constexpr TiedBudget tied_budget(std::int32_t rows) { return {.trial = 2, .readings = rows > 1200 ? 64 : 6}; }

/// One assignment problem with no more rows than columns, whose rows lie in one piece each.
template <class CostType>
class TiedAssignment {
 public:
  using Cost = CostType;
  using Value = ScanValue<Cost>;

  TiedAssignment(const TiedRows& vectors, const Cost* first, std::ptrdiff_t stride, std::int32_t rows,
                 std::int32_t columns, bool maximise)
      : steps_(std::get<TiedRowSteps<Cost>>(vectors.of)),
        first_(first),
        stride_(stride),
        rows_(rows),
        columns_(columns),
        maximise_(maximise),
        words_((columns + 63) / 64) {}

  /// Whether most of some rows have several cheapest pairs, and all of them whole numbers.
  bool is_tied() const {
    constexpr std::int32_t sampled = 8;
    std::vector<std::uint64_t> bits(at(words_));
    std::int32_t tied = 0;
    for (std::int32_t index = 0; index < sampled; ++index) {
      const auto row = static_cast<std::int32_t>(std::int64_t{index} * (rows_ - 1) / (sampled - 1));  // first to last
      if (!steps_.cheapest(given(row), beyond_tied<Value>, bits.data()).is_exact) return false;
      std::int64_t count = 0;
      for (const std::uint64_t word : bits) count += std::popcount(word);
      tied += count > 1 ? 1 : 0;
    }
    return 4 * tied >= 3 * sampled;
  }

  /// @param workers threads that read the table at first; what is found does not depend on them.
  /// @return too_large where a number is not whole or too large; gave_up where ties did not lead far enough.
  /// @complexity O(rows * columns) for each reading that the budget has.
  Outcome run(TiedBudget budget, std::int32_t workers, WorkMeter& spend) {
    const Outcome outcome = read_all(workers, spend);
    if (outcome != Outcome::solved) return outcome;
    spend_ = &spend;
    return assign_all(budget);
  }

  /// The column of each row.
  const std::vector<std::int32_t>& column_of() const { return column_of_; }
  const std::vector<Value>& column_price() const { return price_; }
  /// Of an assigned row.
  Value row_price(std::int32_t row) const { return level_[at(row)]; }

 private:
  static constexpr std::int32_t rows_in_block = 64;

  TiedRow<Cost> given(std::int32_t row) const { return {first_ + row * stride_, columns_, maximise_}; }
  std::uint64_t* bits_of(std::int32_t row) { return tight_.data() + at(row) * at(words_); }

  /// What a reading of a row costs, in units of about a nanosecond.
  std::int64_t effort() const { return columns_ / 2 + 64; }

  Outcome read_all(std::int32_t workers, WorkMeter& spend) {
    tight_.resize(at(rows_) * at(words_));
    level_.resize(at(rows_));
    std::vector<char> is_exact(at((rows_ + rows_in_block - 1) / rows_in_block), 1);
    const auto read = [&](std::int32_t block, std::int32_t) {
      Value guess = 0;
      const std::int32_t end = std::min(rows_, (block + 1) * rows_in_block);
      for (std::int32_t row = block * rows_in_block; row < end && is_exact[at(block)] != 0; ++row) {
        const TiedLevel<Value> found = steps_.cheapest(given(row), guess, bits_of(row));
        is_exact[at(block)] = found.is_exact ? 1 : 0;
        level_[at(row)] = guess = found.least;
      }
      return effort() * rows_in_block;
    };
    const auto blocks = static_cast<std::int32_t>(is_exact.size());
    if (!in_blocks(workers, blocks, read, spend)) return Outcome::stopped;
    return std::ranges::count(is_exact, 0) == 0 ? Outcome::solved : Outcome::too_large;
  }

  Outcome assign_all(TiedBudget budget) {
    const std::int64_t reading = rows_ * effort();
    std::size_t most_free = 0;  // after the trial
    begin();
    while (true) {
      const std::size_t before = free_.size();
      visited_.assign(at(words_), 0);
      visited_rows_.clear();
      std::erase_if(free_, [this](std::int32_t row) { return augment(row); });
      spend_->reach(rows_ - std::ssize(free_));
      if (!pay()) return Outcome::stopped;
      if (free_.empty()) return Outcome::solved;
      if (most_free == 0) most_free = std::max<std::size_t>(1, free_.size() / 2);
      if (paid_ > budget.readings * reading) return Outcome::gave_up;
      if (paid_ > budget.trial * reading && free_.size() > most_free) return Outcome::gave_up;
      if (free_.size() == before && !lower_prices()) return Outcome::stopped;
    }
  }

  /// Reports the work; false once told to stop.
  bool pay() {
    paid_ += work_;
    is_stopped_ = is_stopped_ || !(*spend_)(std::exchange(work_, 0));
    return !is_stopped_;
  }

  bool pay_if_due() {
    constexpr std::int64_t due = 1 << 16;
    return work_ < due ? !is_stopped_ : pay();
  }

  void begin() {
    price_.assign(at(columns_), Value{0});
    column_of_.assign(at(rows_), none);
    row_of_.assign(at(columns_), none);
    reached_from_.resize(at(columns_));
    place_.resize(at(rows_));
    above_.resize(at(rows_));
    free_columns_.assign(at(words_), ~std::uint64_t{0});
    if (columns_ % 64 != 0) free_columns_.back() = (std::uint64_t{1} << (columns_ % 64)) - 1;
    for (std::int32_t row = 0; row < rows_; ++row) {
      above_[at(row)] = level_[at(row)] + 1;
      free_.push_back(row);
    }
  }

  // ---- Matching on tight pairs.

  /// Depth first from a free row along tight pairs to columns that this phase has not tried; assigns the row where that
  /// leads to a free one.
  bool augment(std::int32_t source) {
    path_.clear();
    std::int32_t row = source;
    while (pay_if_due()) {
      if (const std::int32_t free = enter(row); free != none) {
        assign_path(free);
        return true;
      }
      path_.push_back(row);
      std::int32_t column = none;
      while ((column = next_column(path_.back())) == none) {
        path_.pop_back();
        if (path_.empty()) return false;
      }
      row = row_of_[at(column)];
    }
    return false;
  }

  /// Begins with a row; returns a free column of it, or none.
  std::int32_t enter(std::int32_t row) {
    if (above_[at(row)] == level_[at(row)]) {
      above_[at(row)] = steps_.at_level(given(row), price_.data(), level_[at(row)], bits_of(row));
      work_ += effort();
    }
    place_[at(row)] = 0;
    visited_rows_.push_back(row);
    work_ += words_;
    const std::uint64_t* const bits = bits_of(row);
    for (std::int32_t word = 0; word < words_; ++word) {
      const std::uint64_t both = bits[word] & free_columns_[at(word)];
      if (both != 0) return reach(word, both, row);
    }
    return none;
  }

  /// The next column of a row that was not tried.
  std::int32_t next_column(std::int32_t row) {
    const std::uint64_t* const bits = bits_of(row);
    for (std::int32_t& word = place_[at(row)]; word < words_; ++word) {
      const std::uint64_t both = bits[word] & ~visited_[at(word)];
      if (both != 0) return reach(word, both, row);
    }
    return none;
  }

  std::int32_t reach(std::int32_t word, std::uint64_t marked, std::int32_t row) {
    const std::int32_t column = word * 64 + std::countr_zero(marked);
    visited_[at(word)] |= marked & (0 - marked);
    reached_from_[at(column)] = row;
    return column;
  }

  /// Gives the columns of a path that ends at a free one to their new rows.
  void assign_path(std::int32_t column) {
    free_columns_[at(column / 64)] &= ~(std::uint64_t{1} << (column % 64));
    while (column != none) {
      const std::int32_t row = reached_from_[at(column)];
      row_of_[at(column)] = row;
      std::swap(column_of_[at(row)], column);
    }
  }

  // ---- Prices: those of the columns that were visited fall until a pair that leads out of them is tight.

  /// False where told to stop.
  bool lower_prices() {
    masked_ = price_;
    each_visited([this](std::int32_t column) { masked_[at(column)] = -beyond_tied<Value>; });
    const Value step = step_out();
    if (is_stopped_) return false;
    std::vector<char> was_visited(at(rows_), 0);
    for (const std::int32_t row : visited_rows_) {
      was_visited[at(row)] = 1;
      level_[at(row)] += step;
      // Of a row that was read for the step, only the pairs that lead out of what was visited were looked at.
      if (is_known_[at(row)] != 0) above_[at(row)] = std::min(above_[at(row)], level_[at(row)] + 1);
      assert(above_[at(row)] >= level_[at(row)]);
    }
    each_visited([this, step](std::int32_t column) { price_[at(column)] -= step; });
    for (std::int32_t row = 0; row < rows_; ++row) {
      if (was_visited[at(row)] != 0) continue;
      std::uint64_t* const bits = bits_of(row);
      std::uint64_t left = 0;
      for (std::int32_t word = 0; word < words_; ++word) {
        left |= bits[word] & visited_[at(word)];
        bits[word] &= ~visited_[at(word)];
      }
      if (left != 0) above_[at(row)] = std::min(above_[at(row)], level_[at(row)] + step);
    }
    work_ += std::int64_t{rows_} * words_;
    return true;
  }

  /// How far the nearest column that was not visited is. Bounds tell which rows have to be read.
  Value step_out() {
    is_known_.assign(at(rows_), 0);
    while (true) {
      std::int32_t nearest = none;
      Value least = beyond_tied<Value>;
      for (const std::int32_t row : visited_rows_) {
        const Value bound = above_[at(row)] - level_[at(row)];
        // Of several, one that needs no reading.
        if (bound > least || (bound == least && is_known_[at(row)] == 0)) continue;
        least = bound;
        nearest = row;
      }
      work_ += std::ssize(visited_rows_);
      if (nearest == none) nearest = visited_rows_.front();
      if (is_known_[at(nearest)] != 0 || !pay_if_due()) return least;
      is_known_[at(nearest)] = 1;
      work_ += effort();
      above_[at(nearest)] = steps_.nearest(given(nearest), masked_.data());
    }
  }

  template <class Visit>
  void each_visited(const Visit& visit) const {
    for (std::int32_t word = 0; word < words_; ++word) {
      for (std::uint64_t left = visited_[at(word)]; left != 0; left &= left - 1) {
        visit(word * 64 + std::countr_zero(left));
      }
    }
  }

  const TiedRowSteps<Cost>& steps_;
  const Cost* first_;
  std::ptrdiff_t stride_;
  std::int32_t rows_, columns_;
  bool maximise_;
  std::int32_t words_;
  std::vector<std::uint64_t> tight_;  // of each row
  std::vector<Value> level_;          // of each row: its lowest reduced cost
  std::vector<Value> above_;          // of each row: no pair without a bit has a lower reduced cost
  std::vector<Value> price_, masked_;
  std::vector<std::int32_t> column_of_, row_of_;
  std::vector<std::int32_t> reached_from_;  // the row of each column
  std::vector<std::int32_t> place_;         // the word at which each row goes on
  std::vector<std::uint64_t> free_columns_, visited_;
  std::vector<std::int32_t> free_, path_, visited_rows_;
  std::vector<char> is_known_;
  WorkMeter* spend_ = nullptr;
  std::int64_t work_ = 0;
  std::int64_t paid_ = 0;
  bool is_stopped_ = false;
};

}  // namespace pairwell::kernel
