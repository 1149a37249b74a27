/// Priced stages: what a pair that is not listed would gain, by the prices of a matching of those that are.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// One stage with what each person pays in it, groups included.
struct PricedStage {
  enum class Kind : std::uint8_t { constant, floor, worst, points, lottery };

  Kind kind = Kind::constant;
  std::int64_t number = 0;  ///< What every pair is worth, or the units of the floor or of the worst pair, or the seed.
  std::vector<std::int64_t> mentee{};
  std::vector<std::int64_t> mentor{};
  std::int64_t least_of_mentors = 0;

  friend bool operator==(const PricedStage&, const PricedStage&) = default;
};

/// What a lottery draws on; a side without keys goes by position.
struct LotteryKeys {
  std::span<const std::uint64_t> mentee{};
  std::span<const std::uint64_t> mentor{};
};

/// Where a pair leaves the stages, and with what: over 0 where it would gain, under 0 where it loses. A pair that is as
/// good as any goes through all stages, with 0.
struct PairGain {
  std::int32_t stage = 0;
  std::int64_t gain = 0;
};

/// Of a row, stage by stage: what its pairs that reach the stage lose in it at least, at prices that are kept with it.
using Margins = std::span<std::int64_t>;
inline constexpr std::int64_t no_margin_needed = std::numeric_limits<std::int64_t>::max();

/// Whether pairs that lost `margin` or more in a stage cannot gain in it, and none that lost comes to a later stage,
/// once the prices that they pay have fallen by `fall`: all losses stay over 0, or are at least what they were.
constexpr bool stays_settled(std::int64_t fall, std::int64_t margin) {
  return fall < margin || (fall <= 0 && margin >= 0);
}

/// The stages of a matching with their prices; of an infeasible one, the prices that nobody can pay.
class PricedStages {
 public:
  PricedStages() = default;
  /// @param matching optimal or infeasible, without stages by levels
  PricedStages(const Problem& rules, const Matching& matching);
  PricedStages(std::vector<PricedStage> stages, LotteryKeys keys) : stages_(std::move(stages)), keys_(keys) {}

  std::int32_t count() const { return static_cast<std::int32_t>(stages_.size()); }
  const std::vector<PricedStage>& all() const { return stages_; }
  const LotteryKeys& keys() const { return keys_; }
  const PricedStage& operator[](std::int32_t stage) const { return stages_[at(stage)]; }

  /// What a pair that is not chosen, locked or previous would gain.
  PairGain gain(std::int32_t mentee, std::int32_t mentor, std::int64_t units) const;

  /// The same as if no pair were kept out by being worse than the worst, so that it holds wherever that comes to lie.
  /// Lowers margins to what the pair loses, where they are given.
  PairGain gain_as_if_in(std::int32_t mentee, std::int32_t mentor, std::int64_t units, Margins margins = {}) const;

  /// Whether the stages are the same but for prices and the points of the worst pair.
  bool is_alike(const PricedStages& other) const;

  /// The same prices of the same stages.
  friend bool operator==(const PricedStages& one, const PricedStages& two) { return one.stages_ == two.stages_; }

  /// Whether the other has the same stages and a lottery after them.
  bool is_before_lottery_of(const PricedStages& other) const;

  void add_last_stage_of(const PricedStages& other) { stages_.push_back(other.stages_.back()); }

  void set_number(std::int32_t stage, std::int64_t number) { stages_[at(stage)].number = number; }

  /// Takes what a mentee, or a mentor, pays from other prices for the same people.
  void take_mentee(std::int32_t mentee, const PricedStages& other);
  void take_mentors(std::span<const std::int32_t> mentors, const PricedStages& other);

 private:
  std::int64_t worth(const PricedStage& stage, std::int32_t mentee, std::int32_t mentor, std::int64_t units) const;

  std::vector<PricedStage> stages_;
  LotteryKeys keys_;
};

/// How a row can be read, by the prices alone.
struct RowPlan {
  bool is_settled = false;      ///< No pair of it can gain: it need not be read.
  std::int32_t by_points = -1;  ///< The stage of points, where all before it can neither gain nor be told apart.
};

/// Finds how a row can be read, and its margins so far.
RowPlan plan_row(const PricedStages& stages, std::int32_t mentee, Margins margins);

/// What some pairs of a row have at most, in units.
struct UnitsLeft {
  std::int64_t most = 0;
  std::int64_t most_beyond_price = 0;  ///< Of what their mentors pay in the stage of points.
};

/// Whether such pairs gain nothing, whoever they are with: with the mentor who pays least, stage by stage.
bool gains_nothing(const PricedStages& stages, std::int32_t mentee, const UnitsLeft& left);

}  // namespace pairwell
