/// Sparse pairs: rows of pairs packed for a kernel that reads them again and again, in the narrowest numbers that do.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include "kernel/assignment/dense.hpp"
#include "kernel/candidates/row_source.hpp"
#include "kernel/common.hpp"

namespace pairwell::kernel {

/// What a bid reads and writes of a column, side by side so that it lies in one line of the cache.
template <class Value>
struct Priced {
  Value price;
  std::int32_t mate;  ///< Which row has it; -1 for none.
};

/// A pair of a row.
template <class Value>
struct SparsePair {
  Value cost;
  std::int32_t column;
};

/// What a row makes of today's prices.
template <class Value>
struct Choice {
  Value least;   ///< The reduced cost of the cheapest pair.
  Value second;  ///< That of the second cheapest; infinite where there is none.
  SparsePair<Value> best;
};

/// Pairs as a caller lists them, in compressed rows; the kernel seeks the greatest total where told to.
template <class Cost>
struct SparseLists {
  std::int32_t columns;
  std::span<const std::int64_t> row_start;
  std::span<const std::int32_t> column;
  std::span<const Cost> cost;
  bool maximise;

  std::int32_t rows() const { return static_cast<std::int32_t>(row_start.size()) - 1; }

  /// Calls a function with the cost, to be made low, and the column of every pair of a row.
  template <class Number, class Visit>
  void visit(std::int32_t row, const Visit& visit) const {
    const auto end = static_cast<std::size_t>(row_start[static_cast<std::size_t>(row) + 1]);
    for (auto pair = static_cast<std::size_t>(row_start[static_cast<std::size_t>(row)]); pair < end; ++pair) {
      const auto value = static_cast<Number>(cost[pair]);
      visit(maximise ? -value : value, column[pair]);
    }
  }
};

/// Pairs of each row with costs in a kernel's own numbers, integers times a power of two where an auction is to come.
template <class Value>
class SparsePairs {
 public:
  std::int32_t rows() const { return rows_; }
  std::int32_t columns() const { return columns_; }

  /// Checks the costs, scales and packs them. Nothing else may be called before.
  template <class Cost>
  Outcome read(const SparseLists<Cost>& lists, bool for_auction, WorkMeter& spend) {
    rows_ = lists.rows();
    columns_ = lists.columns;
    if (const Outcome fault = look(lists); fault != Outcome::solved) return fault;
    if (for_auction && !plan_auction(lists, spend)) return Outcome::stopped;
    first_.reserve(lists.row_start.size());
    first_.push_back(0);
    pairs_.reserve(lists.cost.size());
    for (std::int32_t row = 0; row < rows_; ++row) {
      lists.template visit<Value>(row, [this](Value value, std::int32_t column) {
        if (value < infinite<Value>()) pairs_.push_back({value * scale_, column});
      });
      first_.push_back(std::ssize(pairs_));
      if (!spend(2 * size(row))) return Outcome::stopped;
    }
    return Outcome::solved;
  }

  /// Takes the pairs of others as lists of their columns, without a plan for an auction. Returns false where told to
  /// stop.
  bool turn(const SparsePairs& others, WorkMeter& spend) {
    rows_ = others.columns_;
    columns_ = others.rows_;
    first_.assign(at(rows_) + 1, 0);
    for (const SparsePair<Value>& pair : others.pairs_) ++first_[at(pair.column) + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    pairs_.resize(others.pairs_.size());
    std::vector<std::int64_t> next(first_.begin(), first_.end() - 1);
    for (std::int32_t row = 0; row < columns_; ++row) {
      for (const SparsePair<Value>& pair : others.of(row)) pairs_[at(next[at(pair.column)]++)] = {pair.cost, row};
      if (!spend(8 * others.size(row))) return false;
    }
    return true;
  }

  std::int64_t count() const { return std::ssize(pairs_); }
  std::int64_t size(std::int32_t row) const { return first_[at(row) + 1] - first_[at(row)]; }
  std::span<const SparsePair<Value>> of(std::int32_t row) const {
    return {pairs_.data() + first_[at(row)], at(size(row))};
  }

  /// Where an auction should begin; 0 where none is worth its while.
  Value first_epsilon() const { return first_epsilon_; }

  /// Rounded down.
  Value unscaled(Value value) const {
    if constexpr (std::floating_point<Value>) {
      return value;
    } else {
      return value >> shift_;
    }
  }

  Value cost(std::int32_t row, std::int32_t column) const {
    const auto pairs = of(row);
    return std::ranges::lower_bound(pairs, column, {}, &SparsePair<Value>::column)->cost;
  }

  /// Of the costs, in size.
  Value largest() const {
    Value most{0};
    for (const SparsePair<Value>& pair : pairs_) most = std::max(most, pair.cost < 0 ? -pair.cost : pair.cost);
    return most;
  }

  Value least(std::int32_t row, const Priced<Value>* columns) const {
    Value least = infinite<Value>();
    for (const SparsePair<Value>& pair : of(row))
      least = std::min<Value>(least, pair.cost - columns[pair.column].price);
    return least;
  }

  Choice<Value> cheapest(std::int32_t row, const Priced<Value>* columns) const {
    const auto pairs = of(row);
    if constexpr (sizeof(Value) == 4) {
      // Value and place in one number: the two least are found without a branch, which no predictor could learn.
      std::int64_t least = std::int64_t{infinite<Value>()} << 32;
      std::int64_t second = least;
      for (std::size_t place = 0; place < pairs.size(); ++place) {
        const std::int64_t reduced = pairs[place].cost - columns[pairs[place].column].price;
        const std::int64_t key = (reduced << 32) + static_cast<std::int64_t>(place);
        second = std::min(second, std::max(least, key));
        least = std::min(least, key);
      }
      return {static_cast<Value>(least >> 32), static_cast<Value>(second >> 32), pairs[at(least & 0xffffffff)]};
    } else {
      Choice<Value> choice{infinite<Value>(), infinite<Value>(), {}};
      for (const SparsePair<Value>& pair : pairs) {
        const Value reduced = pair.cost - columns[pair.column].price;
        if (reduced < choice.least) {
          choice = {reduced, choice.least, pair};
        } else {
          choice.second = std::min(choice.second, reduced);
        }
      }
      return choice;
    }
  }

  /// Fetches what the turns after this one will read: large problems are all cache misses, and a queue knows them
  /// early. Inlined by force: GCC takes a function that only prefetches for one without effects and drops its calls.
  [[gnu::always_inline]] void prefetch(std::span<const std::int32_t> queue, std::size_t turn,
                                       const Priced<Value>* columns) const {
    constexpr std::size_t line = 64 / sizeof(SparsePair<Value>);
    if (turn + 32 < queue.size()) __builtin_prefetch(&first_[at(queue[turn + 32])]);
    if (turn + 18 < queue.size()) {
      const auto pairs = of(queue[turn + 18]);
      for (std::size_t place = 0; place < pairs.size(); place += line) __builtin_prefetch(&pairs[place]);
      if (!pairs.empty()) __builtin_prefetch(&pairs.back());
    }
    if (turn + 6 < queue.size()) {
      for (const SparsePair<Value>& pair : of(queue[turn + 6])) __builtin_prefetch(columns + pair.column);
    }
  }

 private:
  /// The largest cost, scaled or not, leaves room for prices.
  static constexpr int cost_bits = static_cast<int>(sizeof(Value)) * 8 - 6;

  template <class Cost>
  Outcome look(const SparseLists<Cost>& lists) {
    if constexpr (std::floating_point<Value>) {
      const auto is_invalid = [&lists](Cost cost) {
        return lists.maximise ? is_invalid_real<true>(cost) : is_invalid_real<false>(cost);
      };
      return std::ranges::any_of(lists.cost, is_invalid) ? Outcome::invalid_cost : Outcome::solved;
    } else if constexpr (std::floating_point<Cost>) {
      return look_for_whole(lists);
    } else {
      if (lists.cost.empty()) return Outcome::solved;
      const auto [least, most] = std::ranges::minmax(lists.cost);
      const auto bits = [](Cost cost) {
        return static_cast<int>(std::bit_width(static_cast<std::uint64_t>(cost < 0 ? ~cost : cost)));
      };
      bits_ = std::max(bits(least), bits(most)) + 1;
      return bits_ <= cost_bits ? Outcome::solved : Outcome::too_large;
    }
  }

  /// Reals that are all small whole numbers, as most callers hold them so.
  template <class Cost>
  Outcome look_for_whole(const SparseLists<Cost>& lists) {
    constexpr auto limit = static_cast<Cost>(std::int64_t{1} << std::min(cost_bits - 1, 50));
    Cost most{0};
    for (const Cost cost : lists.cost) {
      const Cost size = std::abs(cost);
      if (!(size < limit) || size != std::trunc(size)) return Outcome::too_large;
      most = std::max(most, size);
    }
    bits_ = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(most))) + 1;
    return Outcome::solved;
  }

  /// The mean of what rows lose by their second choice is the scale of the problem. All epsilons are powers of two, so
  /// that whole numbers held in doubles stay exact.
  template <class Cost>
  bool plan_auction(const SparseLists<Cost>& lists, WorkMeter& spend) {
    double sum = 0;
    for (std::int32_t row = 0; row < rows_; ++row) {
      double least = infinite<double>();
      double second = infinite<double>();
      lists.template visit<double>(row, [&](double cost, std::int32_t) {
        second = std::min(second, std::max(least, cost));
        least = std::min(least, cost);
      });
      if (second < infinite<double>()) sum += second - least;
      if (!spend(lists.row_start[at(row) + 1] - lists.row_start[at(row)])) return false;
    }
    const double gap = sum / rows_;
    if (!(gap > 0) || !std::isfinite(gap)) return true;
    const int exponent = std::ilogb(gap);
    if constexpr (std::floating_point<Value>) {
      first_epsilon_ = std::ldexp(1.0, exponent);
    } else {
      shift_ = std::clamp(12 - exponent, 0, cost_bits - bits_);
      scale_ = static_cast<Value>(Value{1} << shift_);
      first_epsilon_ = static_cast<Value>(std::ldexp(1.0, std::max(0, exponent + shift_)));
    }
    return true;
  }

  std::int32_t rows_ = 0;
  std::int32_t columns_ = 0;
  std::vector<std::int64_t> first_;
  std::vector<SparsePair<Value>> pairs_;
  int bits_ = 1;
  int shift_ = 0;
  Value scale_{1};
  Value first_epsilon_{0};
};

}  // namespace pairwell::kernel
