// How a repair flow follows the worst pair, up and down.
#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "match/repair_flow.hpp"

namespace pairwell {
namespace {

/// Pairs in the order of their units.
class HighestFirst {
 public:
  HighestFirst(const MatchNetwork& match, std::vector<Residual::Place> pairs) : pairs_(std::move(pairs)) {
    for (const Residual::Place& place : pairs_) units_.push_back({match.units[at(place.pair)], units_.size()});
    std::ranges::make_heap(units_);
  }

  bool empty() const { return units_.empty(); }
  std::int64_t units() const { return units_.front().first; }

  /// All of the highest units, in the order of the list.
  std::vector<Residual::Place> take() {
    std::vector<std::size_t> places;
    for (const std::int64_t highest = units(); !empty() && units() == highest;) {
      places.push_back(units_.front().second);
      std::ranges::pop_heap(units_);
      units_.pop_back();
    }
    std::ranges::sort(places);
    std::vector<Residual::Place> taken;
    for (const std::size_t place : places) taken.push_back(pairs_[place]);
    return taken;
  }

 private:
  std::vector<Residual::Place> pairs_;
  std::vector<std::pair<std::int64_t, std::size_t>> units_;
};

}  // namespace

RepairFlow::Outcome RepairFlow::settle_worst() {
  if (!worst_) return Outcome::held;
  const std::int64_t lowest = all_.flow->lowest_chosen();
  if (lowest == Residual::no_pair_at_all) return Outcome::lost;
  if (lowest < *worst_) return lower_worst(lowest);
  if (above_.flow->lowest_chosen() > *worst_) return raise_worst();
  return Outcome::held;
}

/// The worst pair falls to the highest units at which the stages before are kept, one after another. Only pairs that
/// cost those nothing are of use.
RepairFlow::Outcome RepairFlow::lower_worst(std::int64_t lowest) {
  const std::int64_t before = *worst_;
  const std::int64_t least = lowest;  // where the flow gets at any rate
  HighestFirst low(match_, all_.flow->even_pairs(before_, least, before));
  while (lowest < *worst_) {
    const std::int64_t next = std::max(lowest, least);
    const bool is_listed = !low.empty() && low.units() >= next;
    worst_ = is_listed ? low.units() : next;
    const bool is_changed =
        all_.flow->lower_floor(before_, *worst_, is_listed ? low.take() : std::vector<Residual::Place>{});
    if (all_.flow->stopped() || all_.flow->is_worn()) return Outcome::lost;
    if (is_changed) lowest = all_.flow->lowest_chosen();
  }
  all_.flow->settle_floor(before_);
  set_floor(all_, *worst_);
  HighestFirst above(match_, above_.flow->even_pairs(before_, *worst_ + 1, before + 1));
  while (!above.empty()) {
    above_.flow->lower_floor(before_, above.units(), above.take());
    if (above_.flow->stopped() || above_.flow->is_worn()) return Outcome::lost;
  }
  above_.flow->lower_floor(before_, *worst_ + 1, {});
  above_.flow->settle_floor(before_);
  set_floor(above_, *worst_ + 1);
  return change([](const Residual&) { return true; });
}

/// The worst pair rises past one after another that a matching does without.
RepairFlow::Outcome RepairFlow::raise_worst() {
  for (std::int64_t lowest = 0; (lowest = above_.flow->lowest_chosen()) > *worst_;) {
    if (lowest == Residual::no_pair_at_all) return Outcome::lost;
    worst_ = lowest;
    if (!raise_floor(above_, *worst_ + 1)) return Outcome::lost;
  }
  if (!raise_floor(all_, *worst_)) return Outcome::lost;
  return change([](const Residual&) { return true; });
}

/// Pairs of the flow that count as low from now on are given up where that costs less; each is let go of only once
/// those before it are settled.
bool RepairFlow::raise_floor(Held& held, std::int64_t floor) {
  Residual& flow = *held.flow;
  std::vector<Residual::Place> low;
  for (const Residual::Place& place : flow.chosen()) {
    if (!match_.locked[at(place.pair)] && match_.units[at(place.pair)] < floor) low.push_back(place);
  }
  std::ranges::sort(low, {}, &Residual::Place::pair);
  for (const Residual::Place& place : low) match_.network.state[at(place.pair)] = kernel::PairState::in;
  flow.raise_floor(before_, floor);
  for (const Residual::Place& place : low) {
    match_.network.state[at(place.pair)] = kernel::PairState::free;
    if (!flow.stopped() && !flow.is_worn()) flow.let_out(place);
  }
  set_floor(held, floor);
  return !flow.stopped() && !flow.is_worn();
}

void RepairFlow::set_floor(Held& held, std::int64_t floor) const { held.stages[before_] = Floor{Points(floor)}; }

}  // namespace pairwell
