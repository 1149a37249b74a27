/// Sparse: every row to a column of its own at the least total, over pairs in lists
/// (docs/design/matching.md, Sparse assignment).
///
/// An auction with falling epsilon brings prices near the best ones; bids at exact prices, forests of shortest paths
/// and searches from both ends then make them best. Invariant from `settle` on: every assigned row has one of its
/// cheapest columns. No throwing.
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

#include "kernel/assignment/checks.hpp"
#include "kernel/assignment/dense.hpp"
#include "kernel/assignment/frontier.hpp"
#include "kernel/assignment/sparse_pairs.hpp"
#include "kernel/assignment/two_ended_search.hpp"
#include "kernel/candidates/row_source.hpp"
#include "kernel/common.hpp"

namespace pairwell::kernel {

/// One sparse assignment problem with no more rows than columns.
template <class ValueType>
class SparseAssignment {
 public:
  using Value = ValueType;

  /// Takes the problem in. Called once, before run.
  /// @param spend is told how much work was done, in units of about a nanosecond; returns false to stop.
  /// @return solved where all is well.
  template <class Cost>
  Outcome read(const SparseLists<Cost>& lists, WorkMeter& spend) {
    return pairs_.read(lists, lists.rows() == lists.columns && lists.rows() >= least_for_auction, spend);
  }

  /// @complexity O(rows * pairs * log(columns)) at worst.
  Outcome run(WorkMeter& spend) {
    const bool is_square = pairs_.rows() == pairs_.columns();
    Outcome outcome = Outcome::solved;
    forget();
    column_of_.assign(at(pairs_.rows()), none);
    mate_cost_.resize(at(pairs_.rows()));
    for (source_ = 0; source_ < pairs_.rows(); ++source_) {
      if (pairs_.size(source_) == 0) return Outcome::infeasible;
    }
    if (pairs_.first_epsilon() > Value{0}) outcome = auction(spend);
    if (outcome == Outcome::too_large && is_widest) {
      forget();
      outcome = Outcome::solved;
    }
    if (outcome == Outcome::solved) outcome = settle(Value{0}, spend);
    assert(outcome != Outcome::solved || obeys_prices());
    if (outcome == Outcome::solved) outcome = augmenting_row_reduction(spend);
    if (outcome == Outcome::solved) outcome = grow_all(is_square, spend);
    assert(outcome != Outcome::solved || (free_.empty() && (is_square || are_free_columns_dearest())));
    return outcome;
  }

  /// The column of each row.
  const std::vector<std::int32_t>& column_of() const { return column_of_; }

  /// Prices are rounded down to whole costs where costs were scaled: differences of whole numbers stay on their side.
  Value column_price(std::int32_t column) const { return pairs_.unscaled(columns_[at(column)].price); }
  Value row_price(std::int32_t row) const {
    return pairs_.unscaled(mate_cost_[at(row)]) - column_price(column_of_[at(row)]);
  }

  /// Where infeasible: rows that have one column fewer between them than there are rows.
  std::vector<std::int32_t> unassignable() const {
    std::vector<std::int32_t> rows{source_};
    std::vector<bool> seen(columns_.size());
    for (std::size_t next = 0; next < rows.size(); ++next) {
      for (const SparsePair<Value>& pair : pairs_.of(rows[next])) {
        if (seen[at(pair.column)]) continue;
        seen[at(pair.column)] = true;
        rows.push_back(columns_[at(pair.column)].mate);
      }
    }
    std::ranges::sort(rows);
    return rows;
  }

 private:
  /// Smaller problems are done before an auction has warmed up.
  static constexpr std::int32_t least_for_auction = 256;
  /// Rows that cannot all be assigned bid without end. Where no wider numbers could tell them from others, the auction
  /// is given up; in reals it is so before prices grow so large that costs drown in their rounding.
  static constexpr bool is_widest = std::floating_point<Value> || sizeof(Value) > 8;

  // ---- Invariants, for assertions

  /// Mates both ways; where full checks are on, rows have one of their cheapest columns, too. Reals are rounded, so
  /// that nothing exact can be said of them.
  bool obeys_prices() const {
    if (!are_mates(column_of_, pairs_.columns(), [this](std::int32_t column) { return columns_[at(column)].mate; })) {
      return false;
    }
    if (!full_checks || std::floating_point<Value> || pairs_.count() > most_checked) return true;
    return have_cheapest(
        column_of_,
        [this](std::int32_t row, std::int32_t column) { return pairs_.cost(row, column) - columns_[at(column)].price; },
        [this](std::int32_t row) { return pairs_.least(row, columns_.data()); });
  }

  /// A column that is left over has the highest price of all, which is 0.
  bool are_free_columns_dearest() const {
    return std::ranges::all_of(columns_, [](const Priced<Value>& column) {
      return column.mate == none ? column.price == Value{0} : column.price <= Value{0};
    });
  }

  bool paid(WorkMeter& spend) { return work_ < 8192 || spend(std::exchange(work_, 0)); }

  void forget() {
    columns_.assign(at(pairs_.columns()), {Value{0}, none});
    is_too_low_ = false;
    floor_ = -infinite<Value>() / 4;
  }

  // ---- Auction

  /// Epsilon falls from phase to phase. Where even the first does not come near its end, rows compete over longer
  /// ranges than their own pairs show, and it begins again higher.
  Outcome auction(WorkMeter& spend) {
    const Value last = std::max<Value>(pairs_.first_epsilon() / 1024, std::floating_point<Value> ? 0 : 1);
    Value epsilon = pairs_.first_epsilon();
    int raises = 3;
    if constexpr (std::floating_point<Value>) floor_ = -std::ldexp(epsilon, 20);
    while (epsilon >= last && epsilon > Value{0}) {  // where reals are so small that a part of epsilon is 0
      std::int64_t bids = std::int64_t{8} * pairs_.rows();
      if (const Outcome outcome = auction_phase(epsilon, bids, spend); outcome != Outcome::solved) return outcome;
      const bool begins_again = raises > 0 && bids <= 0 && epsilon < infinite<Value>() / 1024;
      raises = begins_again ? raises - 1 : 0;
      epsilon = begins_again ? epsilon * 16 : epsilon / 4;
    }
    floor_ = -infinite<Value>() / 4;
    if constexpr (std::floating_point<Value>) {
      if (!raise_all()) return Outcome::too_large;
    }
    return Outcome::solved;
  }

  /// All prices fall in an auction, and reals are coarser the further they lie from 0. Only differences matter. Returns
  /// false where these are larger than any path makes them.
  bool raise_all() {
    const auto [lowest, highest] = std::ranges::minmax(columns_, {}, &Priced<Value>::price);
    for (Priced<Value>& column : columns_) column.price -= highest.price;
    return highest.price - lowest.price <= 4 * (pairs_.rows() + Value{1}) * pairs_.largest();
  }

  /// One phase. It ends early, with a few rows left: what matters is the prices.
  Outcome auction_phase(Value epsilon, std::int64_t& bids, WorkMeter& spend) {
    if (const Outcome outcome = settle(epsilon, spend); outcome != Outcome::solved) return outcome;
    while (std::ssize(free_) > pairs_.rows() / 2048 && bids > 0) {
      bids -= std::ssize(free_);
      later_.clear();
      for (std::size_t turn = 0; turn < free_.size(); ++turn) {
        pairs_.prefetch(free_, turn, columns_.data());
        bid(free_[turn], epsilon);
        if (is_too_low_) return Outcome::too_large;
        if (!paid(spend)) return Outcome::stopped;
      }
      free_.swap(later_);
    }
    return Outcome::solved;
  }

  /// Gives a row its cheapest column at what the second cheapest would leave it, less epsilon.
  void bid(std::int32_t row, Value epsilon) {
    const Choice<Value> choice = pairs_.cheapest(row, columns_.data());
    // A row without a second choice outbids all others by a wide step.
    const bool has_second = choice.second < infinite<Value>();
    const Value drop = (has_second ? choice.second - choice.least : 4 * pairs_.first_epsilon()) + epsilon;
    const std::int32_t displaced = give(row, choice.best, drop);
    if (displaced != none) later_.push_back(displaced);
  }

  /// Returns the row that had the column.
  std::int32_t give(std::int32_t row, const SparsePair<Value>& pair, Value drop) {
    assert(drop >= Value{0});
    Priced<Value>& column = columns_[at(pair.column)];
    column.price -= drop;
    is_too_low_ |= column.price < floor_;
    work_ += pairs_.size(row) + 32;
    return std::exchange(column.mate, row);
  }

  /// Rows whose column is dearer than their cheapest by more than epsilon let it go; free_ lists all that are free.
  Outcome settle(Value epsilon, WorkMeter& spend) {
    note_mates();
    free_.clear();
    for (std::int32_t row = 0; row < pairs_.rows(); ++row) {
      std::int32_t& column = column_of_[at(row)];
      if (column != none) {
        work_ += pairs_.size(row) + 16;
        const Value reduced = pairs_.cost(row, column) - columns_[at(column)].price;
        if (reduced <= pairs_.least(row, columns_.data()) + epsilon) continue;
        columns_[at(column)].mate = none;
        column = none;
      }
      free_.push_back(row);
      if (!paid(spend)) return Outcome::stopped;
    }
    return Outcome::solved;
  }

  /// Bids write down which row has a column, and not which column a row has.
  void note_mates() {
    std::ranges::fill(column_of_, none);
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (const std::int32_t row = columns_[column].mate; row != none) {
        column_of_[at(row)] = static_cast<std::int32_t>(column);
      }
    }
  }

  // ---- Bids at exact prices

  /// Augmenting row reduction (Jonker & Volgenant 1987), first come first served. Leaves the rows without a column in
  /// free_.
  Outcome augmenting_row_reduction(WorkMeter& spend) {
    std::int64_t bids = std::int64_t{8} * pairs_.rows();
    std::vector<std::int32_t> beaten;
    for (int pass = 0; pass < 4 && !free_.empty(); ++pass) {
      beaten.clear();
      while (!free_.empty()) {
        later_.clear();
        for (std::size_t turn = 0; turn < free_.size(); ++turn) {
          pairs_.prefetch(free_, turn, columns_.data());
          const std::int32_t row = free_[turn];
          Choice<Value> choice = pairs_.cheapest(row, columns_.data());
          const Value drop = choice.second < infinite<Value>() ? choice.second - choice.least : Value{0};
          if (drop == Value{0} && columns_[at(choice.best.column)].mate != none) prefer_free(row, choice);
          const std::int32_t displaced = give(row, choice.best, drop);
          if (displaced != none) (drop > Value{0} && --bids > 0 ? later_ : beaten).push_back(displaced);
          if (is_too_low_) return Outcome::too_large;
          if (!paid(spend)) return Outcome::stopped;
        }
        free_.swap(later_);
        spend.reach(pairs_.rows() - std::ssize(free_) - std::ssize(beaten));
      }
      free_.swap(beaten);
    }
    return Outcome::solved;
  }

  /// Among equally cheap columns a free one.
  void prefer_free(std::int32_t row, Choice<Value>& choice) const {
    for (const SparsePair<Value>& pair : pairs_.of(row)) {
      if (columns_[at(pair.column)].mate != none || pair.cost - columns_[at(pair.column)].price != choice.least)
        continue;
      choice.best = pair;
      return;
    }
  }

  // ---- Forests of shortest paths

  /// Assigns the rows that are left. A column that stays free must keep its price, so only square problems grow many
  /// trees at once and search from both ends.
  Outcome grow_all(bool is_square, WorkMeter& spend) {
    note_mates();
    for (std::int32_t row = 0; row < pairs_.rows(); ++row) {
      if (const std::int32_t column = column_of_[at(row)]; column != none) {
        mate_cost_[at(row)] = pairs_.cost(row, column);
      }
    }
    frontier_.resize(columns_.size());
    root_.resize(columns_.size());
    has_end_.assign(column_of_.size(), 0);
    while (!free_.empty()) {
      const std::size_t trees = is_square ? free_.size() : 1;
      const auto roots = std::span(free_).last(trees);
      source_ = roots.front();
      const Outcome outcome = grow(roots, spend);
      if (outcome != Outcome::solved) return outcome;
      assert(obeys_prices());
      std::erase_if(free_, [this](std::int32_t row) { return has_end_[at(row)] != 0; });
      spend.reach(pairs_.rows() - std::ssize(free_));
      if (is_square && pairs_.rows() >= least_for_auction && is_forest_dear()) return search_all(spend);
    }
    return Outcome::solved;
  }

  /// Dijkstra from all roots at once. It ends when half of the trees have reached a free column, or when the next one
  /// is long in coming; those that have are augmented, and prices rise as far as the last one that did.
  Outcome grow(std::span<const std::int32_t> roots, WorkMeter& spend) {
    begin(roots);
    const std::size_t wanted = (roots.size() + 1) / 2;
    std::int64_t steps = 0;
    std::int64_t patience = std::numeric_limits<std::int64_t>::max();
    while (true) {
      const Value distance = frontier_.next_distance();
      if (distance > frontier_.now() && !ends_.empty() && (ends_.size() >= wanted || steps > patience)) break;
      const std::int32_t column = frontier_.take_next();
      if (column == none) break;
      const std::int32_t row = columns_[at(column)].mate;
      if (row == none) {
        if (std::exchange(has_end_[at(root_[at(column)])], 1) != 0) continue;
        ends_.push_back(column);
        patience = 2 * steps + 64;
        continue;
      }
      ++steps;
      relax(row, frontier_.now() - (mate_cost_[at(row)] - columns_[at(column)].price), root_[at(column)]);
      if (!paid(spend)) return Outcome::stopped;
    }
    if (is_too_low_) return Outcome::too_large;
    if (ends_.empty()) return Outcome::infeasible;
    end();
    return is_too_low_ ? Outcome::too_large : Outcome::solved;
  }

  void begin(std::span<const std::int32_t> roots) {
    frontier_.clear();
    ends_.clear();
    is_alone_ = roots.size() == 1;
    nearest_end_ = infinite<Value>();
    for (const std::int32_t root : roots) {
      has_end_[at(root)] = 0;
      relax(root, -pairs_.least(root, columns_.data()), root);
    }
  }

  /// Offers the pairs of a row as next steps of its tree.
  void relax(std::int32_t row, Value offset, std::int32_t root) {
    work_ += 8 * pairs_.size(row) + 32;
    for (const SparsePair<Value>& pair : pairs_.of(row)) {
      const Value length = offset + (pair.cost - columns_[at(pair.column)].price);
      assert(std::floating_point<Value> || length >= frontier_.now() || is_too_low_);
      if (length >= nearest_end_ || !frontier_.offer(pair.column, length, row)) continue;
      is_too_low_ |= -length / 2 < floor_;
      root_[at(pair.column)] = root;
      if (is_alone_ && columns_[at(pair.column)].mate == none) nearest_end_ = length;
    }
  }

  void end() {
    const Value reach = frontier_.distance(ends_.back());
    for (const std::int32_t column : frontier_.passed()) {
      if (frontier_.distance(column) >= reach) continue;
      columns_[at(column)].price -= reach - frontier_.distance(column);
      is_too_low_ |= columns_[at(column)].price < floor_;
    }
    for (const std::int32_t column : ends_) augment(column);
  }

  void augment(std::int32_t column) {
    const std::int32_t root = root_[at(column)];
    assert(columns_[at(column)].mate == none);
    while (true) {
      const std::int32_t row = frontier_.from(column);
      columns_[at(column)].mate = row;
      mate_cost_[at(row)] = pairs_.cost(row, column);
      std::swap(column_of_[at(row)], column);
      assert((row == root) == (column == none));
      if (row == root) return;
    }
  }

  // ---- Searches from both ends

  /// Whether the last forest passed more columns for each row that it assigned than a search from both ends would: each
  /// end passes about as many as two random sets have until they meet. Every search begins at all free columns, so that
  /// these must be as few.
  bool is_forest_dear() const {
    const std::int64_t passed = std::ssize(frontier_.passed()) / std::ssize(ends_);
    return passed * passed > pairs_.rows() && std::ssize(free_) * std::ssize(free_) <= pairs_.rows();
  }

  /// Assigns the rows that are left one by one.
  Outcome search_all(WorkMeter& spend) {
    std::vector<std::int32_t> columns;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (columns_[column].mate == none) columns.push_back(static_cast<std::int32_t>(column));
    }
    SparsePairs<Value> turned;
    if (!turned.turn(pairs_, spend)) return Outcome::stopped;
    TwoEndedSearch<Value> search(pairs_, turned, columns_, column_of_, mate_cost_, -floor_);
    for (; !free_.empty(); free_.pop_back()) {
      source_ = free_.back();
      const Outcome outcome = search.find(source_, columns, spend);
      if (outcome != Outcome::solved) return outcome;
      for (const auto& [row, column] : search.path()) {
        columns_[at(column)].mate = row;
        column_of_[at(row)] = column;
        mate_cost_[at(row)] = pairs_.cost(row, column);
      }
      assert(obeys_prices());
      std::erase(columns, search.path().back().column);
      spend.reach(pairs_.rows() - std::ssize(free_) + 1);
    }
    return Outcome::solved;
  }

  SparsePairs<Value> pairs_;
  std::vector<Priced<Value>> columns_;
  std::vector<std::int32_t> column_of_;
  std::vector<Value> mate_cost_;            // of each row's pair
  std::vector<std::int32_t> free_, later_;  // rows
  Frontier<Value> frontier_;                // of a forest
  std::vector<std::int32_t> root_;          // of the tree that a column is in
  std::vector<std::uint8_t> has_end_;       // whether the tree of a free row has reached a free column
  std::vector<std::int32_t> ends_;          // the free columns that trees have reached, nearest first
  Value nearest_end_{};                     // of a tree that grows alone, which needs no longer paths
  bool is_alone_ = false;
  Value floor_{};  // a price under it calls for a wider type
  bool is_too_low_ = false;
  std::int32_t source_ = none;
  std::int64_t work_ = 0;
};

// Compiled once, in sparse.cpp.
extern template class SparseAssignment<double>;
extern template class SparseAssignment<std::int32_t>;
extern template class SparseAssignment<std::int64_t>;
extern template class SparseAssignment<Wide>;

}  // namespace pairwell::kernel
