// What a repair flow proves.
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

/// No pair is worth more to a stage, whatever the sign.
std::int64_t RepairFlow::largest_worth(const Stage& stage) const {
  if (std::holds_alternative<MostPoints>(stage)) return largest_;
  return std::holds_alternative<Lottery>(stage) ? (std::int64_t{1} << ticket_bits) - 1 : 1;
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
    weight *= 1 + largest_gain(theirs[stage], largest_worth(above_.stages[stage]));
    if (weight > largest_sum) return std::nullopt;
  }
  return prices(potential);
}

std::optional<Matching> RepairFlow::matching() const {
  const std::vector<Residual::Place> chosen = all_.flow->chosen();
  assert(!worst_ || (all_.flow->lowest_chosen() == *worst_ && above_.flow->lowest_chosen() <= *worst_));
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
      const Whole weight = is_next ? largest_gain(own[stage], largest_worth(order_[stage])) + 1 : Whole{0};
      for (std::size_t node = 0; is_next && node < potential.size(); ++node) {
        potential[node] += weight * own[before_][node];
      }
      found = prices(potential);
    }
    if (!found) return std::nullopt;
    result.prices = *std::move(found);
    if (const auto* changes = std::get_if<FewestChanges>(&result.stage)) {
      result.lost = lost_pairs(problem_, changes->previous, [&](const Pair& pair) { return is_admissible(pair); });
    }
  }
  return matching;
}

}  // namespace pairwell
