#include "match/priced_stages.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>

#include "match/pair_worth.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/match/objective.hpp"

namespace pairwell {
namespace {

using PriceKind = PricedStage::Kind;

template <class PersonId>
std::vector<std::int64_t> paid(std::vector<std::int64_t> prices, const std::vector<Group<PersonId>>& groups,
                               const std::vector<std::int64_t>& group_prices) {
  for (std::size_t group = 0; group < groups.size(); ++group) {
    for (const PersonId member : groups[group].members) prices[at(member.value)] += group_prices[group];
  }
  return prices;
}

PricedStage priced(const Problem& rules, const Prices& prices, PriceKind kind, std::int64_t number) {
  PricedStage stage{.kind = kind,
                    .number = number,
                    .mentee = paid(prices.mentee, rules.mentee_groups, prices.mentee_group),
                    .mentor = paid(prices.mentor, rules.mentor_groups, prices.mentor_group)};
  if (!stage.mentor.empty()) stage.least_of_mentors = std::ranges::min(stage.mentor);
  return stage;
}

PricedStage priced(const Problem& rules, const StageResult& result) {
  const auto [kind, number] = std::visit(
      [&](const auto& stage) -> std::pair<PriceKind, std::int64_t> {
        using Stage = std::remove_cvref_t<decltype(stage)>;
        if constexpr (std::is_same_v<Stage, Floor>) return {PriceKind::floor, stage.points.units};
        if constexpr (std::is_same_v<Stage, BestWorst>) {
          return {PriceKind::worst, result.value.value_or(std::numeric_limits<std::int64_t>::max())};
        }
        if constexpr (std::is_same_v<Stage, MostPoints>) return {PriceKind::points, 0};
        if constexpr (std::is_same_v<Stage, Lottery>)
          return {PriceKind::lottery, static_cast<std::int64_t>(stage.seed)};
        return {PriceKind::constant, std::is_same_v<Stage, MostPairs> ? 1 : 0};
      },
      result.stage);
  return priced(rules, result.prices, kind, number);
}

std::int64_t drawn(const LotteryKeys& keys, std::uint64_t seed, std::int32_t mentee, std::int32_t mentor) {
  const auto key = [](std::span<const std::uint64_t> of_side, std::int32_t person) {
    return of_side.empty() ? static_cast<std::uint64_t>(person) : of_side[at(person)];
  };
  return static_cast<std::int64_t>(ticket(seed, key(keys.mentee, mentee), key(keys.mentor, mentor)) >>
                                   (64 - ticket_bits));
}

/// Whether two are the same but for prices and the points of the worst pair.
bool is_same_stage(const PricedStage& one, const PricedStage& two) {
  return one.kind == two.kind && (one.kind == PriceKind::worst || one.number == two.number);
}

/// What a pair is worth in a stage that goes by units alone.
std::int64_t worth_by_units(const PricedStage& stage, std::int64_t units) {
  switch (stage.kind) {
    case PriceKind::constant:
      return stage.number;
    case PriceKind::floor:
      return units < stage.number ? -1 : 0;
    case PriceKind::points:
      return units;
    case PriceKind::lottery:
    case PriceKind::worst:
      break;
  }
  return 0;
}

/// No pair that has so many units at most is worth more in a stage.
std::int64_t most_worth(const PricedStage& stage, std::int64_t most_units) {
  if (stage.kind == PriceKind::lottery) return (std::int64_t{1} << ticket_bits) - 1;
  return worth_by_units(stage, most_units);
}

}  // namespace

PricedStages::PricedStages(const Problem& rules, const Matching& matching)
    : keys_{rules.mentee_keys, rules.mentor_keys} {
  if (matching.infeasibility) {
    stages_.push_back(priced(rules, matching.infeasibility->prices, PriceKind::constant, 0));
    return;
  }
  for (const StageResult& result : matching.stages) {
    assert(!has_profile(result.stage));
    stages_.push_back(priced(rules, result));
  }
}

std::int64_t PricedStages::worth(const PricedStage& stage, std::int32_t mentee, std::int32_t mentor,
                                 std::int64_t units) const {
  if (stage.kind == PriceKind::lottery) {
    return drawn(keys_, static_cast<std::uint64_t>(stage.number), mentee, mentor);
  }
  return worth_by_units(stage, units);
}

PairGain PricedStages::gain(std::int32_t mentee, std::int32_t mentor, std::int64_t units) const {
  for (std::int32_t k = 0; k < count(); ++k) {
    const PricedStage& stage = stages_[at(k)];
    const bool is_worst = stage.kind == PriceKind::worst;
    if (is_worst && units < stage.number) return {k, -1};
    if (is_worst && units == stage.number) continue;
    const std::int64_t gain = worth(stage, mentee, mentor, units) - stage.mentee[at(mentee)] - stage.mentor[at(mentor)];
    if (gain > 0 || (gain < 0 && !is_worst)) return {k, gain};
  }
  return {count(), 0};
}

PairGain PricedStages::gain_as_if_in(std::int32_t mentee, std::int32_t mentor, std::int64_t units,
                                     Margins margins) const {
  std::optional<PairGain> in_worst;
  for (std::int32_t k = 0; k < count(); ++k) {
    const PricedStage& stage = stages_[at(k)];
    const bool is_worst = stage.kind == PriceKind::worst;
    if (is_worst && units <= stage.number) continue;
    const std::int64_t gain = worth(stage, mentee, mentor, units) - stage.mentee[at(mentee)] - stage.mentor[at(mentor)];
    if (!margins.empty()) margins[at(k)] = std::min(margins[at(k)], -gain);
    if (is_worst) {
      if (gain > 0) in_worst = {k, gain};  // and yet it comes to the later stages, once it is no better than the worst
    } else if (gain != 0) {
      return in_worst.value_or(PairGain{k, gain});
    }
  }
  return in_worst.value_or(PairGain{count(), 0});
}

bool PricedStages::is_alike(const PricedStages& other) const {
  return std::ranges::equal(stages_, other.stages_, is_same_stage);
}

bool PricedStages::is_before_lottery_of(const PricedStages& other) const {
  return other.count() == count() + 1 && other.stages_.back().kind == PriceKind::lottery &&
         std::ranges::equal(stages_, std::span(other.stages_).first(stages_.size()), is_same_stage);
}

void PricedStages::take_mentee(std::int32_t mentee, const PricedStages& other) {
  assert(is_alike(other));
  for (std::int32_t k = 0; k < count(); ++k) stages_[at(k)].mentee[at(mentee)] = other[k].mentee[at(mentee)];
}

void PricedStages::take_mentors(std::span<const std::int32_t> mentors, const PricedStages& other) {
  assert(is_alike(other));
  for (std::int32_t k = 0; k < count() && !mentors.empty(); ++k) {
    PricedStage& stage = stages_[at(k)];
    for (const std::int32_t mentor : mentors) stage.mentor[at(mentor)] = other[k].mentor[at(mentor)];
    stage.least_of_mentors = std::ranges::min(stage.mentor);
  }
}

bool gains_nothing(const PricedStages& stages, std::int32_t mentee, const UnitsLeft& left) {
  for (std::int32_t k = 0; k < stages.count(); ++k) {
    const PricedStage& stage = stages[k];
    if (stage.kind == PriceKind::worst && left.most < stage.number) return true;  // all are worse than the worst
    if (stage.kind == PriceKind::worst && left.most == stage.number) continue;    // none is better
    std::int64_t beyond_price = most_worth(stage, left.most) - stage.least_of_mentors;
    if (stage.kind == PriceKind::points) beyond_price = std::min(beyond_price, left.most_beyond_price);
    const std::int64_t most_gain = beyond_price - stage.mentee[at(mentee)];
    if (most_gain > 0) return false;
    if (most_gain < 0 && stage.kind != PriceKind::worst) return true;
  }
  return true;
}

RowPlan plan_row(const PricedStages& stages, std::int32_t mentee, Margins margins) {
  for (std::int32_t k = 0; k < stages.count(); ++k) {
    const PricedStage& stage = stages[k];
    if (stage.kind == PriceKind::points) return {.by_points = k};
    if (stage.kind == PriceKind::lottery) return {};
    const std::int64_t most = stage.kind == PriceKind::constant ? stage.number : 0;
    const std::int64_t most_gain = most - stage.mentee[at(mentee)] - stage.least_of_mentors;
    if (most_gain > 0) return {};
    margins[at(k)] = -most_gain;
    if (most_gain < 0 && stage.kind != PriceKind::worst) return {.is_settled = true};
  }
  return {.is_settled = true};
}

}  // namespace pairwell
