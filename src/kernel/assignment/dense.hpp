/// Dense: every row to a column of its own at the least total, by shortest augmenting paths over rows that are read
/// only as far as prices need (docs/design/matching.md, Assignment).
///
/// Invariant from the first bid on: under the column prices, every assigned row has one of its cheapest columns, and
/// only columns that are or were taken have a price under 0. Templates over the number type alone; no throwing.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "kernel/assignment/price_sample.hpp"
#include "kernel/candidates/candidate_lists.hpp"
#include "kernel/candidates/row_source.hpp"
#include "kernel/common.hpp"

namespace pairwell::kernel {

/// One assignment problem with no more rows than columns.
template <class ValueType>
class DenseAssignment {
 public:
  using Value = ValueType;

  /// @param may_give_up whether to end where searches cost more than a reading of the table.
  explicit DenseAssignment(RowSource<Value>& rows, bool may_give_up = false)
      : rows_(rows),
        may_give_up_(may_give_up),
        column_of_(at(rows.rows()), none),
        mate_cost_(at(rows.rows())),
        price_(at(rows.columns()), Value{0}),
        row_of_(at(rows.columns()), none),
        distance_(at(rows.columns()), infinite<Value>()),
        predecessor_(at(rows.columns())),
        step_cost_(at(rows.columns())),
        lists_(rows.rows()),
        offset_(at(rows.rows())) {}

  /// @param spend is told how much work was done, in units of about a nanosecond; returns false to stop.
  /// @complexity O(rows^2 columns) at worst.
  Outcome run(WorkMeter& spend) {
    Outcome outcome = read_all(spend);
    if (outcome == Outcome::solved && are_alike()) outcome = start_from_sample(spend);
    if (outcome == Outcome::solved) outcome = augmenting_row_reduction(spend);
    if (outcome == Outcome::solved) outcome = augment_all(spend);
    return outcome;
  }

  /// The column of each row.
  const std::vector<std::int32_t>& column_of() const { return column_of_; }
  const std::vector<Value>& column_price() const { return price_; }
  Value row_price(std::int32_t row) const { return mate_cost_[at(row)] - price_[at(column_of_[at(row)])]; }

  /// Where infeasible: rows that have one column fewer between them than there are rows.
  std::vector<std::int32_t> unassignable() const {
    std::vector<std::int32_t> rows{source_};
    for (const std::int32_t column : scanned_) rows.push_back(row_of_[at(column)]);
    std::ranges::sort(rows);
    return rows;
  }

 private:
  static constexpr std::int32_t first_count = 16;
  static constexpr int patience = 4;  ///< Phases that find few paths before they are given up.
  using Entry = std::pair<Value, std::int32_t>;

  Outcome read_all(WorkMeter& spend) { return rows_.list_all(nullptr, first_count, lists_, spend); }

  /// A bound under which a row has about `count` pairs today: those of its old list are still there, and where more are
  /// wanted, it is hoped that they lie not much further apart.
  Value guess_of(std::int32_t row, std::int32_t count) const {
    const CandidateList<Value>& list = lists_[row];
    if (list.size == 0) return infinite<Value>();
    Value least = infinite<Value>();
    Value most = -infinite<Value>();
    for (const Candidate<Value>& listed : lists_.pairs_of(row)) {
      const Value reduced = listed.cost - price_[at(listed.column)];
      least = std::min(least, reduced);
      most = std::max(most, reduced);
    }
    if (count > list.count) most += 3 * (most - least);
    return just_over(most);
  }

  /// Makes the list of a row anew under today's prices.
  void read(std::int32_t row, std::int32_t count) {
    const Value guess = guess_of(row, count);
    lists_.replace(row, count, [&](auto& pairs) { return rows_.list(row, price_.data(), count, guess, pairs); });
    work_ += rows_.effort() + 64;
  }

  // ---- Sampled prices: a start for rows that all want the same few columns.

  /// Whether lists leave out most columns of a square table, so that most rows would have to be read again and again.
  bool are_alike() const {
    if (!rows_.can_be_sampled() || rows_.rows() != rows_.columns() || rows_.rows() < 8 * first_count) return false;
    std::vector<char> is_listed(at(rows_.columns()), 0);
    std::int32_t left = rows_.columns() / 4;
    for (std::int32_t row = 0; row < rows_.rows() && left > 0; ++row) {
      for (const Candidate<Value>& listed : lists_.pairs_of(row)) {
        left -= std::exchange(is_listed[at(listed.column)], char{1}) == 0 ? 1 : 0;
      }
    }
    return left > 0;
  }

  /// Solves a sample of the table, prices all columns by it, and lists all rows anew.
  Outcome start_from_sample(WorkMeter& spend) {
    PriceSample<Value> sample(rows_);
    auto source = sample.source();
    DenseAssignment assigner(source);
    WorkMeter spend_on_sample([&spend](std::int64_t work) { return spend(work); });  // its rows are others
    const Outcome outcome = assigner.run(spend_on_sample);
    if (outcome == Outcome::stopped) return outcome;
    if (outcome != Outcome::solved) return Outcome::solved;  // the sample says nothing
    is_sampled_ = true;
    price_ = sample.column_prices([&assigner](std::int32_t row) { return assigner.row_price(row); });
    if (!spend(std::int64_t{sample.size()} * rows_.columns())) return Outcome::stopped;
    return rows_.list_all(price_.data(), first_count, lists_, spend);
  }

  // ---- Bids: most rows find their column without a search.

  /// What a row made of its bid.
  struct Bid {
    std::int32_t displaced;  ///< The row that had the column, or the row itself where it has no two columns to compare.
    bool lowered;            ///< Whether the price of the column fell.
  };

  /// Gives a row its cheapest column at what the second cheapest would leave it, less epsilon.
  Bid bid(std::int32_t row, Value epsilon) {
    Value least{};
    Value second{};
    Candidate<Value> best{};
    while (true) {
      least = second = infinite<Value>();
      const auto pairs = lists_.pairs_of(row);
      for (const Candidate<Value>& listed : pairs) {
        // Nothing from here on can be as cheap as the second, nor, where that is as cheap as the first, be needed.
        if (listed.low > second) break;
        ++work_;
        const Value reduced = listed.cost - price_[at(listed.column)];
        if (reduced < least) {
          second = least;
          least = reduced;
          best = listed;
        } else {
          second = std::min(second, reduced);
          // The first free one, so that a table of equal costs is assigned in order.
          const auto is_free = [this](std::int32_t column) { return row_of_[at(column)] == none; };
          if (reduced == least && is_free(listed.column) && !is_free(best.column)) best = listed;
        }
      }
      work_ += 16;
      const Value bound = lists_[row].bound;
      second = std::min(second, bound);
      if (least <= bound) break;
      read(row, first_count);
    }
    if (second == infinite<Value>()) return {row, false};
    const std::int32_t displaced = std::exchange(row_of_[at(best.column)], row);
    price_[at(best.column)] -= second - least + epsilon;
    column_of_[at(row)] = best.column;
    mate_cost_[at(row)] = best.cost;
    if (displaced != none) column_of_[at(displaced)] = none;
    return {displaced, least < second};
  }

  /// Augmenting row reduction (Jonker & Volgenant 1987): bids at exact prices. Leaves in free_ the rows without a
  /// column.
  Outcome augmenting_row_reduction(WorkMeter& spend) {
    std::vector<std::int32_t> later;
    free_.clear();
    for (std::int32_t row = rows_.rows(); row-- > 0;) {
      if (column_of_[at(row)] == none) free_.push_back(row);
    }
    std::int64_t steps = std::int64_t{32} * rows_.rows();
    for (int pass = 0; pass < 16 && !free_.empty(); ++pass) {
      while (!free_.empty()) {
        std::int32_t row = free_.back();
        free_.pop_back();
        while (true) {
          const auto [displaced, lowered] = bid(row, Value{0});
          if (displaced == none) break;
          if (!lowered || --steps < 0) {
            later.push_back(displaced);
            break;
          }
          row = displaced;
        }
        spend.reach(rows_.rows() - std::ssize(free_) - std::ssize(later));
        if (!spend(std::exchange(work_, 0))) return Outcome::stopped;
      }
      free_.swap(later);
    }
    return Outcome::solved;
  }

  /// Auction rounds with ever smaller epsilon (Bertsekas): they bring prices near to the best ones where rows compete
  /// over long ranges, as in geometric or product costs. Rows then start again without columns.
  ///
  /// Only for square problems: a column left over must have price 0.
  Outcome epsilon_scaling(WorkMeter& spend) {
    Value epsilon = spread();
    for (int phase = 0; phase < 8 && epsilon > Value{0}; ++phase, epsilon /= 5) {
      release_all();
      std::vector<std::int32_t> queue(at(rows_.rows()));
      for (std::int32_t row = 0; row < rows_.rows(); ++row) queue[at(row)] = rows_.rows() - 1 - row;
      std::vector<std::int32_t> next;
      std::int64_t steps = std::int64_t{16} * rows_.rows();
      while (queue.size() > at(rows_.rows()) / 2048 && steps > 0) {
        next.clear();
        for (const std::int32_t row : queue) {
          const std::int32_t displaced = bid(row, epsilon).displaced;
          if (displaced != none) next.push_back(displaced);
          if (!spend(std::exchange(work_, 0))) return Outcome::stopped;
        }
        steps -= std::ssize(queue);
        queue.swap(next);
      }
    }
    release_all();
    return Outcome::solved;
  }

  void release_all() {
    std::ranges::fill(row_of_, none);
    std::ranges::fill(column_of_, none);
  }

  /// How far apart the listed pairs of a row are, at most.
  Value spread() const {
    Value widest{0};
    for (std::int32_t row = 0; row < rows_.rows(); ++row) {
      Value least = infinite<Value>();
      Value most = -infinite<Value>();
      for (const Candidate<Value>& listed : lists_.pairs_of(row)) {
        const Value reduced = listed.cost - price_[at(listed.column)];
        least = std::min(least, reduced);
        most = std::max(most, reduced);
      }
      if (least < most) widest = std::max(widest, most - least);
    }
    return widest;
  }

  // ---- Phases: where costs tie, one search serves many rows (Hopcroft & Karp 1973, on tight pairs).

  /// Assigns free rows along tight pairs; where those lead few rows to free columns, a search from all free rows at
  /// once makes more pairs tight. Ends once even that serves few rows again and again. Returns false where told to
  /// stop.
  bool augment_in_phases(WorkMeter& spend) {
    visited_.assign(at(rows_.columns()), 0);
    next_.assign(at(rows_.rows()), 0);
    tight_.assign(at(rows_.rows()), Value{0});
    for (int poor = 0; free_.size() > 1 && poor < patience;) {
      const std::size_t before = free_.size();
      ++phases_;
      for (const std::int32_t row : free_) tight_[at(row)] = least_reduced(row);
      std::erase_if(free_, [this](std::int32_t row) { return augment_along_tight_pairs(row); });
      spend.reach(rows_.rows() - std::ssize(free_));
      if (!spend(std::exchange(work_, 0))) return false;
      const bool is_poor = free_.size() + std::max<std::size_t>(2, before / 32) > before;
      poor = is_poor ? poor + 1 : 0;
      if (is_poor && !free_.empty() && !lower_to_nearest(spend)) return !stopped_;
    }
    return true;
  }

  /// Brings prices so far down that a tight path leads from a free row to a free column; false where there is none to
  /// be had, or told to stop.
  bool lower_to_nearest(WorkMeter& spend) {
    begin_search();
    now_ = Value{0};
    for (const std::int32_t row : free_) {
      offset_[at(row)] = -least_reduced(row);
      relax(row);
    }
    find_free_column(spend);
    end_search();
    return best_column_ != none && !stopped_;
  }

  /// Of all pairs of a row, listed or not.
  Value least_reduced(std::int32_t row) {
    while (true) {
      Value least = infinite<Value>();
      for (const Candidate<Value>& listed : lists_.pairs_of(row)) {
        if (listed.low >= least) break;
        least = std::min(least, listed.cost - price_[at(listed.column)]);
      }
      work_ += 16;
      if (least <= lists_[row].bound) return least;
      read(row, lists_[row].count);
    }
  }

  /// Depth first from a free row along tight pairs to columns that this phase has not tried; assigns the row where that
  /// leads to a free one.
  bool augment_along_tight_pairs(std::int32_t source) {
    path_.assign(1, source);
    next_[at(source)] = 0;
    std::int32_t free = next_tight(source, true);
    while (free == none && !path_.empty()) {
      const std::int32_t column = next_tight(path_.back(), false);
      if (column == none) {
        path_.pop_back();
        continue;
      }
      const std::int32_t mate = row_of_[at(column)];
      tight_[at(mate)] = row_price(mate);
      path_.push_back(mate);
      next_[at(mate)] = 0;
      free = next_tight(mate, true);
    }
    if (free != none) augment(source, free);
    return free != none;
  }

  /// The next column that a tight pair of a row leads to and that was not tried; with `look_ahead`, a free one.
  std::int32_t next_tight(std::int32_t row, bool look_ahead) {
    const auto pairs = lists_.pairs_of(row);
    const Value tight = tight_[at(row)];
    std::int32_t place = look_ahead ? 0 : next_[at(row)];
    std::int32_t column = none;
    for (; column == none && place < std::ssize(pairs) && pairs[at(place)].low <= tight; ++place) {
      const Candidate<Value>& listed = pairs[at(place)];
      ++work_;
      if (look_ahead ? row_of_[at(listed.column)] != none : visited_[at(listed.column)] == phases_) continue;
      if (listed.cost - price_[at(listed.column)] != tight) continue;
      column = listed.column;
      visited_[at(column)] = phases_;
      predecessor_[at(column)] = row;
      step_cost_[at(column)] = listed.cost;
    }
    if (!look_ahead) next_[at(row)] = place;
    return column;
  }

  // ---- Searches: a shortest augmenting path for each row that is left.

  Outcome augment_all(WorkMeter& spend) {
    // Searches that cost more than a reading of the whole table say that prices are far off.
    std::int64_t budget = std::int64_t{rows_.rows()} * rows_.effort();
    if (!augment_in_phases(spend)) return Outcome::stopped;
    bool may_scale = rows_.rows() == rows_.columns() && !is_sampled_;
    while (!free_.empty()) {
      const std::int32_t row = free_.back();
      const std::int32_t column = search(row, spend);
      if (stopped_) return Outcome::stopped;
      if (column == none) return Outcome::infeasible;
      free_.pop_back();
      augment(row, column);
      spend.reach(rows_.rows() - std::ssize(free_));
      budget -= searched_;
      if (may_scale && budget < 0 && !free_.empty()) {
        if (may_give_up_) return Outcome::gave_up;
        may_scale = false;
        if (epsilon_scaling(spend) != Outcome::solved || augmenting_row_reduction(spend) != Outcome::solved)
          return Outcome::stopped;
      }
    }
    return Outcome::solved;
  }

  /// Dijkstra from a free row to the nearest free column, which is returned, with prices brought up to date. Beside the
  /// heap of columns stands one of row bounds: a row is read further only when its bound is nearest of all.
  std::int32_t search(std::int32_t source, WorkMeter& spend) {
    begin_search();
    source_ = source;
    now_ = -infinite<Value>();
    offset_[at(source)] = Value{0};
    relax(source);
    find_free_column(spend);
    end_search();
    return best_column_;
  }

  void find_free_column(WorkMeter& spend) {
    while (best_ > now_) {
      std::int32_t column = none;
      if (!ready_.empty()) {
        column = ready_.back();
        ready_.pop_back();
      } else {
        while (!columns_.empty() && columns_.front().first > distance_[at(columns_.front().second)]) pop(columns_);
        const Value next = columns_.empty() ? infinite<Value>() : columns_.front().first;
        const Value bound = bounds_.empty() ? infinite<Value>() : bounds_.front().first;
        if (std::min(next, bound) >= best_) break;
        if (bound < next) {
          read_further(bounds_.front().second);
          continue;
        }
        now_ = next;
        column = columns_.front().second;
        pop(columns_);
      }
      scanned_.push_back(column);
      const std::int32_t row = row_of_[at(column)];
      offset_[at(row)] = now_ - row_price(row);
      relax(row);
      if (work_ > 4096 && !spend(paid())) {
        stopped_ = true;
        break;
      }
    }
    if (!spend(paid())) stopped_ = true;
  }

  void begin_search() {
    ++searches_;
    searched_ = 0;
    columns_.clear();
    bounds_.clear();
    ready_.clear();
    scanned_.clear();
    best_ = infinite<Value>();
    best_column_ = none;
  }

  void end_search() {
    if (best_column_ != none) {
      for (const std::int32_t column : scanned_) price_[at(column)] += distance_[at(column)] - best_;
    }
    for (const std::int32_t column : touched_) distance_[at(column)] = infinite<Value>();
    touched_.clear();
  }

  std::int64_t paid() {
    searched_ += work_;
    return std::exchange(work_, 0);
  }

  void read_further(std::int32_t row) {
    pop(bounds_);
    // A list from an earlier search may only be stale; one from this search is too short.
    const std::int32_t count = lists_[row].count;
    read(row, lists_.mark_read(row, searches_) ? 2 * count : count);
    relax(row);
  }

  /// Offers the pairs of a row as next steps of the paths.
  void relax(std::int32_t row) {
    const Value offset = offset_[at(row)];
    const auto pairs = lists_.pairs_of(row);
    work_ += 16;
    for (const Candidate<Value>& listed : pairs) {
      if (offset + listed.low >= best_) break;
      work_ += 4;
      const Value reached = std::max(now_, offset + (listed.cost - price_[at(listed.column)]));
      Value& distance = distance_[at(listed.column)];
      if (reached >= distance || reached >= best_) continue;
      if (distance == infinite<Value>()) touched_.push_back(listed.column);
      distance = reached;
      predecessor_[at(listed.column)] = row;
      step_cost_[at(listed.column)] = listed.cost;
      if (row_of_[at(listed.column)] == none) {
        best_ = reached;
        best_column_ = listed.column;
      } else if (reached == now_) {
        ready_.push_back(listed.column);
      } else {
        push(columns_, {reached, listed.column});
      }
    }
    const Value bound = lists_[row].bound;
    if (bound < infinite<Value>() && offset + bound < best_) push(bounds_, {offset + bound, row});
  }

  void augment(std::int32_t source, std::int32_t column) {
    while (true) {
      const std::int32_t row = predecessor_[at(column)];
      row_of_[at(column)] = row;
      mate_cost_[at(row)] = step_cost_[at(column)];
      std::swap(column_of_[at(row)], column);
      if (row == source) return;
    }
  }

  static void push(std::vector<Entry>& heap, Entry entry) {
    heap.push_back(entry);
    std::ranges::push_heap(heap, std::greater<Entry>{});
  }

  static void pop(std::vector<Entry>& heap) {
    std::ranges::pop_heap(heap, std::greater<Entry>{});
    heap.pop_back();
  }

  RowSource<Value>& rows_;
  bool may_give_up_;
  std::vector<std::int32_t> column_of_;
  std::vector<Value> mate_cost_;  // of each row's pair
  std::vector<Value> price_;      // of each column
  std::vector<std::int32_t> row_of_;
  std::vector<Value> distance_;            // of each column, infinite between searches
  std::vector<std::int32_t> predecessor_;  // the row from which a column was reached
  std::vector<Value> step_cost_;           // of that pair, which a later list of the row may lack
  CandidateLists<Value> lists_;
  std::vector<std::int32_t> free_;  // rows
  std::vector<Value> offset_;       // what a row adds to the reduced cost of its pairs
  std::vector<std::int32_t> touched_, scanned_, ready_;
  std::vector<std::int32_t> visited_;  // the phase in which each column was tried last
  std::vector<std::int32_t> next_;     // where a row goes on in its list
  std::vector<std::int32_t> path_;     // rows
  std::vector<Value> tight_;           // the reduced cost of a row's tight pairs
  std::int32_t phases_ = 0;
  std::vector<Entry> columns_, bounds_;  // heaps
  std::int32_t source_ = none;
  Value best_{};
  std::int32_t best_column_ = none;
  Value now_{};
  std::int32_t searches_ = 0;
  std::int64_t work_ = 0;
  std::int64_t searched_ = 0;
  bool stopped_ = false;
  bool is_sampled_ = false;
};

// Compiled once, in dense.cpp.
extern template class DenseAssignment<double>;
extern template class DenseAssignment<std::int64_t>;
extern template class DenseAssignment<Wide>;

}  // namespace pairwell::kernel
