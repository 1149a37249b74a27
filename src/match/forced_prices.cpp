// What pairs that are not in a matching would cost, all at once (docs/design/matching.md, Explanations).
#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/forced.hpp"
#include "match/forced_side.hpp"
#include "match/loss.hpp"
#include "match/reasons.hpp"
#include "match/tables.hpp"
#include "match/ways_to_rows.hpp"

namespace pairwell {
namespace {

std::size_t first_that_costs(const std::vector<std::int64_t>& costs) {
  return at(std::ranges::find_if(costs, [](std::int64_t cost) { return cost != 0; }) - costs.begin());
}

}  // namespace

void ForcedMatchings::each_price(const std::function<void(const Pair&, const Price&)>& visit) {
  if (base_) {
    auto network = make_network(problem_, spend_, RowSide::mentees);
    throw_if_ended();
    Side own(RowSide::mentees, *std::move(network));
    if (own.begin(problem_, *base_, spend_)) {
      throw_if_ended();
      price_by_exchange(own, visit);
      return;
    }
  }
  each_with(admissible_but(problem_, matching_.pairs), [&](const Pair& pair, const Matching& with) {
    Price price{.is_possible = with.status == Status::optimal};
    if (price.is_possible) {
      if (const auto loss = first_loss(function_, problem_, matching_, with)) {
        price.stage = loss->stage;
        price.cost = loss->loss.cost;
      }
    }
    visit(pair, price);
  });
}

void ForcedMatchings::price_by_exchange(Side& side, const std::function<void(const Pair&, const Price&)>& visit) {
  const MatchNetwork& match = side.match;
  const kernel::Network& network = match.network;
  const auto worst =
      std::ranges::find_if(objective_, [](const Stage& stage) { return std::holds_alternative<BestWorst>(stage); });
  const std::size_t before = at(worst - objective_.begin());  // stages before best_worst
  WaysToRows all(network.rows);
  WaysToRows earlier(network.rows);
  const auto price_of = [&](const Residual::Place& place) -> Price {
    const std::int64_t units = match.units[at(place.pair)];
    if (units >= side.threshold && all.reach(place.row)) {
      const std::vector<std::int64_t> costs = all.costs(*side.all, place);
      const std::size_t first = first_that_costs(costs);
      if (first == costs.size()) return {.is_possible = true};
      // What costs an earlier stage something may cost it less with a lower worst pair.
      if (first >= before) return {true, first + (worst == objective_.end() ? 0 : 1), costs[first]};
      if (!side.earlier) return {true, first, costs[first]};
    }
    if (!side.earlier || !earlier.reach(place.row)) return {};
    const std::vector<std::int64_t> costs = earlier.costs(*side.earlier, place);
    if (const std::size_t first = first_that_costs(costs); first < costs.size()) return {true, first, costs[first]};
    const std::int64_t lowest = std::min(units, earlier.width(place.row));
    assert(lowest < side.threshold);
    // Where there was no worst pair at all, there is one now.
    return {true, before, side.threshold == Residual::no_pair_at_all ? 0 : side.threshold - lowest};
  };
  for (std::int32_t column = 0; column < network.columns; ++column) {
    const bool is_found = all.find(*side.all, column) && (!side.earlier || earlier.find(*side.earlier, column));
    throw_if_ended();
    assert(is_found);
    for (std::int32_t row = 0; is_found && row < network.rows; ++row) {
      const std::int64_t pair = network.pair_of(row, column);
      if (pair >= network.end_pair(row) || network.column_of(row, pair) != column) continue;
      const Residual::Place place{row, column, pair};
      const Residual::Ask ask{.kind = Residual::Ask::Kind::pair_in, .place = place};
      if (network.state[at(pair)] != kernel::PairState::free || side.all->is_so(ask)) continue;
      visit(match.people(row, column), price_of(place));
    }
    step_();
  }
}

}  // namespace pairwell
