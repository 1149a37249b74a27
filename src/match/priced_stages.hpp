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

/// How far the prices of a row may fall, stage by stage, before a pair of it that was read could gain.
using Margins = std::span<std::int64_t>;
inline constexpr std::int64_t no_margin_needed = std::numeric_limits<std::int64_t>::max();

/// The stages of a matching with their prices; of an infeasible one, the prices that nobody can pay.
class PricedStages {
 public:
  /// @param matching optimal or infeasible, without stages by levels
  PricedStages(const Problem& rules, const Matching& matching);
  PricedStages(std::vector<PricedStage> stages, LotteryKeys keys) : stages_(std::move(stages)), keys_(keys) {}

  std::int32_t count() const { return static_cast<std::int32_t>(stages_.size()); }
  const std::vector<PricedStage>& all() const { return stages_; }
  const LotteryKeys& keys() const { return keys_; }
  const PricedStage& operator[](std::int32_t stage) const { return stages_[at(stage)]; }

  /// What a pair that is not chosen, locked or previous would gain. Lowers the margins of its row where they are given.
  PairGain gain(std::int32_t mentee, std::int32_t mentor, std::int64_t units, Margins margins = {}) const;

  /// Whether the margins that were found with earlier prices show that no pair of the row gains under these.
  /// @param fall the most that the price of any mentor fell since then, stage by stage
  bool still_settled(std::int32_t mentee, const PricedStages& earlier, std::span<const std::int64_t> fall,
                     std::span<const std::int64_t> margins) const;

  /// The most that the price of any mentor fell, stage by stage; none where the stages themselves changed so that what
  /// was read says nothing.
  std::optional<std::vector<std::int64_t>> falls_since(const PricedStages& earlier) const;

 private:
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

}  // namespace pairwell
