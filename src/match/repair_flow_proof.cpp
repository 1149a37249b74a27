// What a repair flow proves, and how it takes in one person more.
#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/bounds.hpp"
#include "match/exact_sum.hpp"
#include "match/exchange.hpp"
#include "match/lost_pairs.hpp"
#include "match/pair_worth.hpp"
#include "match/repair_flow.hpp"

namespace pairwell {
namespace {

/// How far potentials and worths of one stage reach: no pair and no arc gains more, whatever the sign.
Whole largest_gain(const std::vector<std::int64_t>& potential, std::int64_t worth) {
  const auto [least, most] = std::ranges::minmax(potential);
  return Whole{most} - least + worth;
}

/// How many chosen pairs that are not locked have fewer units.
std::int64_t count_under(const MatchNetwork& match, const std::vector<Residual::Place>& pairs, std::int64_t units) {
  return std::ranges::count_if(pairs, [&](const Residual::Place& place) {
    return !match.locked[at(place.pair)] && match.units[at(place.pair)] < units;
  });
}

}  // namespace

/// The potential of each node in each stage.
std::vector<RepairFlow::Numbers> RepairFlow::potentials_of(const Held& held) const {
  const std::vector<SumInOrder>& potential = held.flow->potential();
  std::vector<Numbers> numbers(held.stages.size(), Numbers(potential.size()));
  for (std::size_t node = 0; node < potential.size(); ++node) {
    const std::vector<std::int64_t> own = held.flow->worth().split(potential[node]);
    for (std::size_t stage = 0; stage < own.size(); ++stage) numbers[stage][node] = own[stage];
  }
  return numbers;
}

/// None where sums of them might be too large.
std::optional<Prices> RepairFlow::prices(const std::vector<Whole>& potential) const {
  const kernel::Network& network = match_.network;
  const Whole most = largest_sum / most_terms(problem_);
  std::vector<std::int64_t> price(potential.size(), 0);
  for (std::size_t node = 1; node < price.size(); ++node) {
    const Whole rise = potential[node] - potential[at(network.parent[node])];
    if (rise > most || rise < -most) return std::nullopt;
    const auto own = static_cast<std::int64_t>(rise);
    price[node] = network.on_row_side(static_cast<std::int32_t>(node)) ? own : -own;
  }
  const auto part = [&price](std::int32_t first, std::size_t count) {
    return std::vector<std::int64_t>(price.begin() + first, price.begin() + first + static_cast<std::ptrdiff_t>(count));
  };
  const FirstNodes first = first_nodes(match_);
  return Prices{.mentee = part(first.mentee, at(problem_.mentees)),
                .mentor = part(first.mentor, at(problem_.mentors)),
                .mentee_group = part(first.mentee_group, problem_.mentee_groups.size()),
                .mentor_group = part(first.mentor_group, problem_.mentor_groups.size())};
}

/// That nothing as good in the stages before has all pairs above the threshold: the prices of the flow that has as few
/// up to it as can be, all stages as one sum, less those that prove the stages before to the checker.
std::optional<Prices> RepairFlow::prices_of_worst(const std::vector<Numbers>& own) const {
  const std::vector<Numbers> theirs = potentials_of(above_);
  std::vector<Whole> potential(theirs[before_].begin(), theirs[before_].end());
  Whole weight = largest_gain(theirs[before_], 1) + 1;  // of the stage at hand, which then outweighs all later ones
  for (std::size_t stage = before_; stage-- > 0;) {
    for (std::size_t node = 0; node < potential.size(); ++node) {
      potential[node] += weight * (Whole{theirs[stage][node]} - own[stage][node]);
    }
    weight *= 1 + largest_gain(theirs[stage], PairWorth(problem_, match_, above_.stages[stage]).largest());
    if (weight > largest_sum) return std::nullopt;
  }
  return prices(potential);
}

std::optional<Matching> RepairFlow::matching() const {
  const std::vector<Residual::Place> chosen = all_.flow->chosen();
  if (worst_) {
    if (count_under(match_, chosen, *worst_) > 0) return std::nullopt;
    if (count_under(match_, above_.flow->chosen(), *worst_ + 1) == 0) return std::nullopt;
  }
  const std::vector<Numbers> own = potentials_of(all_);
  Matching matching = matching_of(problem_, match_, order_, chosen);
  for (std::size_t stage = 0; stage < order_.size(); ++stage) {
    StageResult& result = matching.stages[stage];
    std::optional<Prices> found;
    if (worst_ && stage == before_) {
      assert(result.value == worst_);
      found = prices_of_worst(own);
    } else {
      std::vector<Whole> potential(own[stage].begin(), own[stage].end());
      // What the threshold keeps out needs no price once the worst pair is settled; what is kept out with it does.
      const bool is_next = worst_ && stage == before_ + 1;
      const Whole weight =
          is_next ? largest_gain(own[stage], PairWorth(problem_, match_, order_[stage]).largest()) + 1 : Whole{0};
      for (std::size_t node = 0; is_next && node < potential.size(); ++node) {
        potential[node] += weight * own[before_][node];
      }
      found = prices(potential);
    }
    if (!found) return std::nullopt;
    result.prices = *std::move(found);
    if (const auto* changes = std::get_if<FewestChanges>(&result.stage)) {
      result.lost = lost_pairs(problem_, changes->previous);
    }
  }
  return matching;
}

/// Chooses the potentials of somebody without pairs so that no pair of theirs gains.
void RepairFlow::add_newcomer(std::vector<Numbers>& potentials, const Objective& stages, std::int32_t node) const {
  const kernel::Network& network = match_.network;
  std::vector<PairWorth> worths;
  for (const Stage& stage : stages) worths.emplace_back(problem_, match_, stage);
  const bool is_row = network.is_row(node);
  std::vector<std::int64_t> best(stages.size());
  std::vector<std::int64_t> own(stages.size());
  bool is_first = true;
  const auto look = [&](std::int32_t row, std::int64_t pair, std::int32_t column) {
    if (network.state[at(pair)] == kernel::PairState::out) return;
    const std::int32_t other = is_row ? network.column_node(column) : network.row_node(row);
    for (std::size_t stage = 0; stage < own.size(); ++stage) {
      const std::int64_t worth = worths[stage](at(pair), row, column);
      own[stage] = potentials[stage][at(other)] + (is_row ? worth : -worth);
    }
    if (is_first || (is_row ? best < own : own < best)) best = own;
    is_first = false;
  };
  if (is_row) {
    const std::int32_t row = node - network.row_node(0);
    for (std::int64_t pair = network.first_pair(row); pair < network.end_pair(row); ++pair) {
      look(row, pair, network.column_of(row, pair));
    }
  } else {
    const std::int32_t column = node - network.column_node(0);
    for (std::int32_t row = 0; row < network.rows; ++row) {
      const std::int64_t pair = network.pair_of(row, column);
      if (pair < network.end_pair(row) && network.column_of(row, pair) == column) look(row, pair, column);
    }
  }
  for (std::size_t stage = 0; stage < stages.size(); ++stage) {
    const std::int64_t of_parent = potentials[stage][at(network.parent[at(node)])];
    potentials[stage][at(node)] = is_first ? of_parent : best[stage];
  }
}

/// Reads the network anew. The newcomer first may have no pair, and is then let in like anybody whose range grows.
RepairFlow::Outcome RepairFlow::add_person(bool is_mentee) {
  const bool is_row = is_mentee != match_.is_turned;
  const std::int32_t end = is_row ? match_.network.row_node(match_.network.rows)
                                  : match_.network.column_node(match_.network.columns);  // where the newcomer comes
  std::vector<std::pair<Held*, std::vector<Numbers>>> potentials;
  std::vector<std::vector<Pair>> pairs;
  for (Held* held : {&all_, &above_}) {
    if (!*held) continue;
    potentials.emplace_back(held, potentials_of(*held));
    for (const auto& [row, column, pair] : held->flow->chosen()) {
      if (pairs.size() < potentials.size()) pairs.emplace_back();
      pairs.back().push_back(match_.people(row, column));
    }
    pairs.resize(potentials.size());
    held->flow.reset();
  }
  std::vector<std::int32_t> parents = match_.network.parent;
  if (!read_network(match_.is_turned ? RowSide::mentors : RowSide::mentees)) return Outcome::lost;
  // Groups may lie otherwise in each other with the newcomer, which the flow knows nothing of.
  for (std::int32_t& parent : parents) parent += parent >= end ? 1 : 0;
  parents.insert(parents.begin() + end, match_.network.parent[at(end)]);
  if (parents != match_.network.parent) return Outcome::lost;
  const Range range{static_cast<std::int32_t>(match_.network.least[at(end)]),
                    static_cast<std::int32_t>(match_.network.most[at(end)])};
  match_.network.least[at(end)] = 0;
  match_.network.most[at(end)] = 0;
  for (std::size_t index = 0; index < potentials.size(); ++index) {
    auto& [held, own] = potentials[index];
    for (Numbers& stage : own) stage.insert(stage.begin() + end, 0);
    add_newcomer(own, held->stages, end);
    if (!begin(*held, own, pairs[index])) return Outcome::lost;
  }
  return refit(end, range);
}

}  // namespace pairwell
