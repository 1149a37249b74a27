// How far pairs that are not in a matching must rise to come in, all at once (docs/design/matching.md, Explanations).
#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/exchange.hpp"
#include "match/forced.hpp"
#include "match/forced_side.hpp"
#include "match/nested.hpp"
#include "match/stages.hpp"
#include "match/ways_to_rows.hpp"
#include "pairwell/core/progress.hpp"

namespace pairwell {
namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

/// What a matching with a pair costs more than another one in each linear stage, as the units of the pair rise.
class RisingPair {
 public:
  /// @param costs at these units.
  RisingPair(const Objective& stages, std::vector<std::int64_t> costs, std::int64_t units)
      : stages_(stages), costs_(std::move(costs)), units_(units) {}

  /// The fewest units from some on at which no stage before the first that is better is worse.
  /// @param is_better whether one must be better, too.
  std::int64_t least(std::int64_t from, bool is_better) const {
    std::int64_t drop = never;  // from where on a stage that is as good at `from` is better
    for (std::size_t stage = 0; stage < costs_.size(); ++stage) {
      const std::int64_t cost = cost_at(stage, from);
      if (cost < 0) return from;
      if (cost > 0) {
        const std::int64_t even = even_from(stage, from, cost);
        if (drop <= even) return drop;
        from = even;
      }
      drop = std::min(drop, even_from(stage, from, 1));
    }
    return is_better ? drop : from;
  }

 private:
  std::int64_t cost_at(std::size_t stage, std::int64_t units) const {
    if (std::holds_alternative<MostPoints>(stages_[stage])) return costs_[stage] - (units - units_);
    if (const auto* floor = std::get_if<Floor>(&stages_[stage])) {
      return costs_[stage] + (units < floor->points.units ? 1 : 0) - (units_ < floor->points.units ? 1 : 0);
    }
    return costs_[stage];
  }

  /// The fewest units, more than some, at which a stage costs that much less.
  std::int64_t even_from(std::size_t stage, std::int64_t units, std::int64_t less) const {
    if (std::holds_alternative<MostPoints>(stages_[stage])) return units + less;
    const auto* floor = std::get_if<Floor>(&stages_[stage]);
    return floor != nullptr && less == 1 && units < floor->points.units ? floor->points.units : never;
  }

  const Objective& stages_;
  std::vector<std::int64_t> costs_;
  std::int64_t units_;
};

}  // namespace

/// The flow that has as few pairs up to the threshold as the stages before best_worst let it.
struct ForcedMatchings::FewestLow {
  /// None where numbers are too large.
  static std::unique_ptr<FewestLow> make(ForcedMatchings& forced, const Side& side, const Objective& before) {
    Objective stages = before;
    stages.emplace_back(Floor{Points(side.threshold + 1)});
    const MatchOptions options{.warm_start = &*forced.base_};
    const Control control = nested(forced.control_, forced.checkpoint_);
    Checkpoint checkpoint(control);
    const Matching found = Stages(forced.problem_, options, checkpoint).run(stages);
    look_now(forced.checkpoint_);
    forced.throw_if_ended();
    assert(found.status == Status::optimal);
    std::vector<const StageResult*> results;
    for (const StageResult& result : found.stages) results.push_back(&result);
    auto proof = potentials_in_order(forced.problem_, side.match, results);
    if (!proof) return nullptr;
    Residual flow(side.match, std::move(proof->worth), found.pairs, std::move(proof->of_node), Residual::no_threshold,
                  forced.spend_);
    return std::make_unique<FewestLow>(FewestLow{std::move(flow), found.stages.back().value.value()});
  }

  Residual flow;
  std::int64_t low;  ///< How many pairs up to the threshold it has.
};

bool ForcedMatchings::each_rise(const VisitRise& visit) {
  if (!base_) return false;
  auto network = make_network(problem_, spend_, RowSide::mentees);
  throw_if_ended();
  Side own(RowSide::mentees, *std::move(network));
  if (!own.begin(problem_, *base_, spend_)) return false;
  throw_if_ended();
  Objective linear = objective_;
  const auto worst =
      std::ranges::find_if(linear, [](const Stage& stage) { return std::holds_alternative<BestWorst>(stage); });
  const Objective before(linear.begin(), worst);
  if (worst != linear.end()) linear.erase(worst);
  std::unique_ptr<FewestLow> fewest;
  if (own.earlier && own.threshold != Residual::no_pair_at_all) {
    fewest = FewestLow::make(*this, own, before);
    if (!fewest) return false;
  }
  rise_by_exchange(own, linear, before, fewest.get(), visit);
  return true;
}

void ForcedMatchings::rise_by_exchange(Side& side, const Objective& linear, const Objective& before, FewestLow* fewest,
                                       const VisitRise& visit) {
  const kernel::Network& network = side.match.network;
  WaysToRows all(network.rows);
  WaysToRows earlier(network.rows);
  WaysToRows low(network.rows);
  bool has_low = false;  // of the column at hand
  const auto find = [&](WaysToRows& ways, Residual& flow, std::int32_t column) {
    const bool is_found = ways.find(flow, column);
    throw_if_ended();
    assert(is_found);
    return is_found;
  };
  // From where on the pair alone may be the worst one, and is better than the worst one now.
  const auto above_the_worst = [&](const Residual::Place& place, std::int64_t units, std::int64_t from) {
    const std::int64_t above = std::max(from, side.threshold + 1);
    const bool is_so = fewest->flow.is_so({.kind = Residual::Ask::Kind::pair_in, .place = place});
    if (!is_so && !std::exchange(has_low, true)) find(low, fewest->flow, place.column);
    const std::int64_t more = is_so ? 0 : low.costs(fewest->flow, place).back();
    const bool counts_itself = units <= side.threshold;
    return fewest->low + more - (counts_itself ? 1 : 0) == 0 ? above : never;
  };
  const auto least_of = [&](const Residual::Place& place) -> std::int64_t {
    const std::int64_t units = side.match.units[at(place.pair)];
    if (!side.earlier) {
      return all.reach(place.row) ? RisingPair(linear, all.costs(*side.all, place), units).least(units, false) : never;
    }
    if (!earlier.reach(place.row)) return never;
    const RisingPair by_earlier(before, earlier.costs(*side.earlier, place), units);
    const std::int64_t even = by_earlier.least(units, false);
    const std::int64_t better = by_earlier.least(units, true);
    // As long as the earlier stages are even, the worst pair decides: none is worse than no pair at all.
    if (even == better || fewest == nullptr || earlier.width(place.row) < side.threshold) return better;
    const std::int64_t from = std::max(even, side.threshold);
    if (from >= better) return better;
    assert(all.reach(place.row));
    const std::int64_t by_all = RisingPair(linear, all.costs(*side.all, place), units).least(from, false);
    if (by_all <= std::max(even, side.threshold + 1)) return by_all;
    return std::min(by_all, above_the_worst(place, units, even));
  };
  const std::int64_t most = most_units(problem_);
  for (std::int32_t column = 0; column < network.columns; ++column) {
    has_low = false;
    const bool is_found = find(all, *side.all, column) && (!side.earlier || find(earlier, *side.earlier, column));
    for (std::int32_t row = 0; is_found && row < network.rows; ++row) {
      const std::int64_t pair = network.pair_of(row, column);
      if (pair >= network.end_pair(row) || network.column_of(row, pair) != column) continue;
      const Residual::Place place{row, column, pair};
      const Residual::Ask ask{.kind = Residual::Ask::Kind::pair_in, .place = place};
      if (network.state[at(pair)] != kernel::PairState::free || side.all->is_so(ask)) continue;
      const std::int64_t least = least_of(place);
      visit(side.match.people(row, column), least <= most ? std::optional(least) : std::nullopt);
    }
    step_();
  }
}

}  // namespace pairwell
