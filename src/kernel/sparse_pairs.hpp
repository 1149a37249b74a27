/// Sparse pairs: rows of pairs packed for a kernel that reads them again and again, in the narrowest numbers that do.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "kernel/assign.hpp"
#include "kernel/rows.hpp"

namespace pairwell::kernel {

/// What a row makes of today's prices.
template <class Value>
struct Choice {
  Value least;   ///< The reduced cost of the cheapest pair.
  Value second;  ///< That of the second cheapest; infinite where there is none.
  Listed<Value> best;
};

/// Pairs of each row with costs in a kernel's own numbers, integers times a power of two where an auction is to come.
template <class Cost, class Value, bool maximise>
class SparsePairs {
 public:
  SparsePairs(std::int32_t columns, std::span<const std::int64_t> row_start, std::span<const std::int32_t> column,
              std::span<const Cost> cost)
      : columns_(columns), row_start_(row_start), column_(column), cost_(cost) {}

  std::int32_t rows() const { return static_cast<std::int32_t>(row_start_.size()) - 1; }
  std::int32_t columns() const { return columns_; }

  /// Checks the costs, scales and packs them. Nothing else may be called before.
  template <class Spend>
  Assigned read(bool for_auction, const Spend& spend) {
    if (const RowFault fault = look(); fault != RowFault::none) {
      return fault == RowFault::not_a_cost ? Assigned::not_a_cost : Assigned::too_large;
    }
    if (for_auction && !plan_auction(spend)) return Assigned::stopped;
    first_.reserve(row_start_.size());
    first_.push_back(0);
    pairs_.reserve(cost_.size());
    for (std::int32_t row = 0; row < rows(); ++row) {
      for (std::int64_t pair = row_start_[at(row)]; pair < row_start_[at(row) + 1]; ++pair) {
        const Value value = as_value<Cost, Value, maximise>(cost_[at(pair)]);
        if (value < infinite<Value>()) pairs_.push_back({value * scale_, column_[at(pair)]});
      }
      first_.push_back(std::ssize(pairs_));
      if (!spend(2 * size(row))) return Assigned::stopped;
    }
    return Assigned::solved;
  }

  std::int64_t size(std::int32_t row) const { return first_[at(row) + 1] - first_[at(row)]; }
  std::span<const Listed<Value>> of(std::int32_t row) const {
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

  /// Whether a price has come near the end of its type, so that a wider one must do.
  bool is_too_low(Value price) const {
    if constexpr (std::floating_point<Value>) return false;
    return price < -infinite<Value>() / 4;
  }

  Value cost(std::int32_t row, std::int32_t column) const {
    const auto pairs = of(row);
    return std::ranges::lower_bound(pairs, column, {}, &Listed<Value>::column)->cost;
  }

  Value least(std::int32_t row, const Value* price) const {
    Value least = infinite<Value>();
    for (const Listed<Value>& pair : of(row)) least = std::min<Value>(least, pair.cost - price[pair.column]);
    return least;
  }

  Choice<Value> cheapest(std::int32_t row, const Value* price) const {
    const auto pairs = of(row);
    if constexpr (sizeof(Value) == 4) {
      // Value and place in one number: the two least are found without a branch, which no predictor could learn.
      std::int64_t least = std::int64_t{infinite<Value>()} << 32;
      std::int64_t second = least;
      for (std::size_t place = 0; place < pairs.size(); ++place) {
        const std::int64_t reduced = pairs[place].cost - price[pairs[place].column];
        const std::int64_t key = (reduced << 32) + static_cast<std::int64_t>(place);
        second = std::min(second, std::max(least, key));
        least = std::min(least, key);
      }
      return {static_cast<Value>(least >> 32), static_cast<Value>(second >> 32), pairs[at(least & 0xffffffff)]};
    } else {
      Choice<Value> choice{infinite<Value>(), infinite<Value>(), {}};
      for (const Listed<Value>& pair : pairs) {
        const Value reduced = pair.cost - price[pair.column];
        if (reduced < choice.least) {
          choice = {reduced, choice.least, pair};
        } else {
          choice.second = std::min(choice.second, reduced);
        }
      }
      return choice;
    }
  }

  /// Fetches what the turns after this one will read: large problems are all cache misses, and a queue knows them early.
  void prefetch(std::span<const std::int32_t> queue, std::size_t turn, const Value* price) const {
    if (turn + 16 < queue.size()) __builtin_prefetch(&first_[at(queue[turn + 16])]);
    if (turn + 10 < queue.size()) {
      const auto* pairs = pairs_.data() + first_[at(queue[turn + 10])];
      __builtin_prefetch(pairs);
      __builtin_prefetch(pairs + 64 / sizeof(Listed<Value>));
    }
    if (turn + 4 < queue.size()) {
      for (const Listed<Value>& pair : of(queue[turn + 4])) __builtin_prefetch(price + pair.column);
    }
  }

 private:
  static std::size_t at(std::int64_t index) { return static_cast<std::size_t>(index); }

  /// The largest cost, scaled or not, leaves room for prices.
  static constexpr int cost_bits = static_cast<int>(sizeof(Value)) * 8 - 6;

  RowFault look() {
    if constexpr (std::floating_point<Value>) {
      return look_at<Value, maximise>(cost_, Value{0});
    } else if (!cost_.empty()) {
      const auto [least, most] = std::ranges::minmax(cost_);
      const auto bits = [](Cost cost) { 
        return static_cast<int>(std::bit_width(static_cast<std::uint64_t>(cost < 0 ? ~cost : cost)));
      };
      bits_ = std::max(bits(least), bits(most)) + 1;
    }
    return bits_ <= cost_bits ? RowFault::none : RowFault::too_large;
  }

  /// The mean of what rows lose by their second choice is the scale of the problem. All epsilons are powers of two, so
  /// that whole numbers held in doubles stay exact.
  template <class Spend>
  bool plan_auction(const Spend& spend) {
    double sum = 0;
    for (std::int32_t row = 0; row < rows(); ++row) {
      double least = infinite<double>();
      double second = infinite<double>();
      for (std::int64_t pair = row_start_[at(row)]; pair < row_start_[at(row) + 1]; ++pair) {
        const double cost = as_value<Cost, double, maximise>(cost_[at(pair)]);
        second = std::min(second, std::max(least, cost));
        least = std::min(least, cost);
      }
      if (second < infinite<double>()) sum += second - least;
      if (!spend(row_start_[at(row) + 1] - row_start_[at(row)])) return false;
    }
    const double gap = sum / rows();
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

  std::int32_t columns_;
  std::span<const std::int64_t> row_start_;
  std::span<const std::int32_t> column_;
  std::span<const Cost> cost_;
  std::vector<std::int64_t> first_;
  std::vector<Listed<Value>> pairs_;
  int bits_ = 1;
  int shift_ = 0;
  Value scale_{1};
  Value first_epsilon_{0};
};

}  // namespace pairwell::kernel
