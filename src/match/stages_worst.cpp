// best_worst: the worst pair as good as can be.
#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "kernel/flow/bottleneck.hpp"
#include "kernel/marks.hpp"
#include "match/stages.hpp"

namespace pairwell {
/// What cannot be raised further is proved by the prices of the first threshold that failed.
StageResult Stages::solve(const BestWorst&) {
  const kernel::WorthBound highest = highest_worst();
  if (kernel::Bottleneck::suits(match_.network)) return raise_whole_rows(highest);
  StageResult result;
  if (!drop_low_pairs(highest.worth)) return result;
  const std::optional<Levels> listed = levels_by_units(match_, spend_);
  if (!listed) return result;
  const Levels& levels = *listed;
  const std::optional<std::int64_t> held = lowest_held();
  std::optional<std::int32_t> forced;  // the turn of the lowest pair that earlier stages keep in
  if (held) forced = static_cast<std::int32_t>(std::ranges::lower_bound(levels.level, *held) - levels.level.begin());
  const auto raised = raise(levels, 0, forced.value_or(levels.turns()), highest.worth);
  if (!raised) return result;
  const std::int32_t worst = std::min(raised->worst.value_or(levels.turns()), forced.value_or(levels.turns()));
  if (worst < levels.turns()) result.value = levels.level[at(worst)];
  result.prices = raised->proof ? *raised->proof : no_prices();
  return result;
}

/// The same where every row needs a pair: no level is looked up, and no flow is sought for each threshold.
StageResult Stages::raise_whole_rows(kernel::WorthBound highest) {
  StageResult result;
  checkpoint_.expect(kernel::whole_search);
  const kernel::Reach told = reach_until(kernel::whole_search);
  kernel::Bottleneck bottleneck(match_.network, match_.units, spend_, told);
  const kernel::Outcome outcome = bottleneck.run(highest);
  assert(outcome != kernel::Outcome::infeasible);
  if (outcome != kernel::Outcome::solved) return result;
  bottleneck.write(flow_);
  const std::optional<std::int64_t> held = lowest_held();
  const bool is_held_lower = held && *held <= bottleneck.worth();
  const std::int64_t threshold = is_held_lower ? *held : bottleneck.worth();
  if (is_held_lower || highest.node != kernel::none) result.value = threshold;
  if (!take_out_below(threshold)) return result;
  const bool needs_proof = !is_held_lower && highest.node != kernel::none;
  result.prices =
      needs_proof ? make_prices(match_, {.chosen = {}, .tree = {}, .potential = bottleneck.proof()}) : no_prices();
  return result;
}

/// The units of the lowest pair that earlier stages keep in; none where they keep none.
std::optional<std::int64_t> Stages::lowest_held() const {
  std::optional<std::int64_t> lowest;
  kernel::each_mark(match_.network.state, 0, match_.network.pairs(), kernel::PairState::in, [&](std::int64_t pair) {
    if (match_.locked[at(pair)]) return;
    lowest = std::min(lowest.value_or(match_.units[at(pair)]), match_.units[at(pair)]);
  });
  return lowest;
}

/// Takes out the free pairs of fewer units; false where the caller asked to stop.
bool Stages::take_out_below(std::int64_t units) {
  const kernel::Network& network = match_.network;
  for (std::int32_t row = 0; row < network.rows; ++row) {
    const std::int64_t first = network.first_pair(row);
    const std::int64_t pairs = network.end_pair(row) - first;
    const std::int64_t* const own = match_.units.data() + first;
    kernel::PairState* const state = match_.network.state.data() + first;
    for (std::int64_t pair = 0; pair < pairs; ++pair) {
      const bool is_low = state[pair] == free_pair && own[pair] < units;
      state[pair] = is_low ? kernel::PairState::out : state[pair];
    }
    if (!spend_(pairs + 8)) return false;
  }
  return true;
}

/// The most units that the worst free pair could have: whoever needs a pair more than those that are in has one of at
/// most the best. Mostly it is what the worst pair then has.
kernel::WorthBound Stages::highest_worst() const {
  constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  const kernel::Network& network = match_.network;
  std::vector<std::int64_t> best(at(network.nodes()), lowest);
  std::vector<std::int64_t> held(at(network.nodes()), 0);
  for (std::int32_t row = 0; row < network.rows; ++row) {
    const std::int64_t first = network.first_pair(row);
    const std::int64_t end = network.end_pair(row);
    const std::int64_t* units = match_.units.data() + first;
    const kernel::PairState* state = network.state.data() + first;
    std::int64_t* of_column = best.data() + network.column_node(0);
    std::int64_t of_row = lowest;
    if (network.column.empty()) {
      for (std::int64_t pair = 0; pair < end - first; ++pair) {
        const std::int64_t own = state[pair] == free_pair ? units[pair] : lowest;
        of_row = std::max(of_row, own);
        of_column[pair] = std::max(of_column[pair], own);
      }
    } else {
      for (std::int64_t pair = first; pair < end; ++pair) {
        const std::int64_t own = network.state[at(pair)] == free_pair ? match_.units[at(pair)] : lowest;
        of_row = std::max(of_row, own);
        std::int64_t& other = of_column[network.column[at(pair)]];
        other = std::max(other, own);
      }
    }
    best[at(network.row_node(row))] = of_row;
    kernel::each_mark(network.state, first, end, kernel::PairState::in, [&](std::int64_t pair) {
      ++held[at(network.row_node(row))];
      ++held[at(network.column_node(network.column_of(row, pair)))];
    });
    if (!spend_(2 * (end - first) + 8)) break;  // nobody will look at what was found
  }
  kernel::WorthBound highest{.worth = std::numeric_limits<std::int64_t>::max()};
  for (std::int32_t node = 1; node <= network.rows + network.columns; ++node) {
    if (network.least[at(node)] > held[at(node)] && best[at(node)] < highest.worth) highest = {best[at(node)], node};
  }
  return highest;
}

/// About how many units the last of so many best free pairs has, from a sample; none where hardly any pair is free.
std::optional<std::int64_t> Stages::units_of_best(std::int64_t count) const {
  constexpr std::int64_t sampled = 4096;
  const std::int64_t pairs = match_.network.pairs();
  std::vector<std::int64_t> units;
  for (std::int64_t turn = 0; turn < sampled; ++turn) {
    const std::int64_t pair = turn * 2654435761 % pairs;  // Knuth, Sorting and Searching, 6.4
    if (match_.network.state[at(pair)] == free_pair) units.push_back(match_.units[at(pair)]);
  }
  const auto place = static_cast<std::ptrdiff_t>(static_cast<double>(count) / static_cast<double>(pairs) * sampled);
  if (place >= std::ssize(units)) return std::nullopt;
  std::ranges::nth_element(units, units.begin() + place, std::ranges::greater());
  return units[at(place)];
}

/// A worst pair that is as good as can be is found among few pairs: tries whether the best ones suffice, so that all
/// others leave unread. False where the caller asked to stop.
bool Stages::drop_low_pairs(std::int64_t highest) {
  constexpr std::int64_t pairs_each = 8;  // more than the logarithm, from which on random pairs have a matching
  const kernel::Network& network = match_.network;
  const std::int64_t pairs = network.pairs();
  std::int64_t wanted = pairs_each * (std::int64_t{network.rows} + network.columns);
  for (; 4 * wanted < pairs; wanted *= 4) {
    const std::optional<std::int64_t> units = units_of_best(wanted);
    if (!units) break;
    PairLists kept = pairs_of_at_least(match_, flow_, std::min(*units, highest));
    if (!spend_(2 * pairs)) return false;
    if (2 * std::ssize(kept.column) > pairs) break;
    swap_pairs(match_, flow_, kept);
    kernel::Flow flow{.chosen = flow_.chosen, .tree = {}, .potential = {}};
    const kernel::Outcome outcome = kernel::maximise(network, {}, flow, spend_);
    if (outcome == kernel::Outcome::solved) {
      flow_ = std::move(flow);
      break;
    }
    swap_pairs(match_, flow_, kept);
    if (outcome == kernel::Outcome::stopped) return false;
  }
  return true;
}

}  // namespace pairwell
