#include "match/priced_stages.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
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

PairGain PricedStages::gain(std::int32_t mentee, std::int32_t mentor, std::int64_t units, Margins margins) const {
  const auto lower = [&](std::int32_t stage, std::int64_t margin) {
    if (!margins.empty()) margins[at(stage)] = std::min(margins[at(stage)], margin);
  };
  for (std::int32_t k = 0; k < count(); ++k) {
    const PricedStage& stage = stages_[at(k)];
    if (stage.kind == PriceKind::worst && units < stage.number) return {k, -1};
    const std::int64_t pays = stage.mentee[at(mentee)] + stage.mentor[at(mentor)];
    std::int64_t worth = 0;
    switch (stage.kind) {
      case PriceKind::constant:
        worth = stage.number;
        break;
      case PriceKind::floor:
        worth = units < stage.number ? -1 : 0;
        break;
      case PriceKind::points:
        worth = units;
        break;
      case PriceKind::lottery:
        worth = drawn(keys_, static_cast<std::uint64_t>(stage.number), mentee, mentor);
        break;
      case PriceKind::worst:
        if (units == stage.number) continue;
        break;
    }
    const std::int64_t gain = worth - pays;
    if (gain > 0) return {k, gain};
    lower(k, -gain);
    if (gain < 0 && stage.kind != PriceKind::worst) return {k, gain};
  }
  return {count(), 0};
}

std::optional<std::vector<std::int64_t>> PricedStages::falls_since(const PricedStages& earlier) const {
  if (count() != earlier.count()) return {};
  std::vector<std::int64_t> falls;
  for (std::int32_t k = 0; k < count(); ++k) {
    const PricedStage& now = stages_[at(k)];
    const PricedStage& then = earlier[k];
    if (now.kind != then.kind) return {};
    // Pairs under the worst were not looked at any further.
    if (now.kind == PriceKind::worst ? now.number < then.number : now.number != then.number) return {};
    std::int64_t fall = std::numeric_limits<std::int64_t>::min();
    for (std::size_t mentor = 0; mentor < now.mentor.size(); ++mentor) {
      fall = std::max(fall, then.mentor[mentor] - now.mentor[mentor]);
    }
    falls.push_back(now.mentor.empty() ? 0 : fall);
  }
  return falls;
}

bool PricedStages::still_settled(std::int32_t mentee, const PricedStages& earlier, std::span<const std::int64_t> fall,
                                 std::span<const std::int64_t> margins) const {
  for (std::int32_t k = 0; k < count(); ++k) {
    const std::int64_t by = fall[at(k)] + earlier[k].mentee[at(mentee)] - stages_[at(k)].mentee[at(mentee)];
    if (by > 0 && by >= margins[at(k)]) return false;
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
