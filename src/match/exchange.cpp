#include "match/exchange.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <variant>

#include "core/at.hpp"

namespace pairwell {

bool has_prices(const Matching& matching) {
  return std::ranges::none_of(matching.stages, [](const StageResult& result) { return result.prices == Prices{}; });
}

std::optional<PotentialsInOrder> potentials_in_order(const Problem& problem, const MatchNetwork& match,
                                                     const Objective& stages,
                                                     const std::vector<std::vector<std::int64_t>>& potentials) {
  std::vector<PairWorth> worths;
  std::vector<std::int64_t> largest;
  for (std::size_t stage = 0; stage < stages.size(); ++stage) {
    worths.emplace_back(problem, match, stages[stage]);
    const auto [least, most] = std::ranges::minmax(potentials[stage]);
    largest.push_back(std::max(most, least < 0 ? -(least + 1) : least));
  }
  auto worth = WorthInOrder::make(std::move(worths), largest, match.network.nodes());
  if (!worth) return std::nullopt;
  PotentialsInOrder proof{.worth = *std::move(worth), .of_node = {}};
  std::vector<std::int64_t> own(stages.size());
  for (std::size_t node = 0; node < at(match.network.nodes()); ++node) {
    for (std::size_t stage = 0; stage < own.size(); ++stage) own[stage] = potentials[stage][node];
    proof.of_node.push_back(proof.worth.join(own));
  }
  return proof;
}

std::optional<PotentialsInOrder> potentials_in_order(const Problem& problem, const MatchNetwork& match,
                                                     const std::vector<const StageResult*>& stages) {
  Objective linear;
  std::vector<std::vector<std::int64_t>> potentials;
  for (const StageResult* result : stages) {
    linear.push_back(result->stage);
    potentials.push_back(make_potentials(match, result->prices));
  }
  return potentials_in_order(problem, match, linear, potentials);
}

void change(std::vector<Residual::Place>& pairs, const Residual::Way& way) {
  std::erase_if(pairs, [&](const Residual::Place& place) {
    return std::ranges::find(way.given, place.pair, &Residual::Place::pair) != way.given.end();
  });
  pairs.insert(pairs.end(), way.made.begin(), way.made.end());
}

std::int64_t worst_of(const MatchNetwork& match, const std::vector<Residual::Place>& pairs) {
  std::int64_t worst = Residual::no_pair_at_all;
  for (const Residual::Place& place : pairs) {
    if (!match.locked[at(place.pair)]) worst = std::min(worst, match.units[at(place.pair)]);
  }
  return worst;
}

std::vector<StageResult> values_of(const Problem& problem, const MatchNetwork& match, const Objective& objective,
                                   const std::vector<Residual::Place>& pairs) {
  std::vector<StageResult> results;
  for (const Stage& stage : objective) {
    StageResult result{.stage = stage};
    if (std::holds_alternative<BestWorst>(stage)) {
      const std::int64_t worst = worst_of(match, pairs);
      if (worst != Residual::no_pair_at_all) result.value = worst;
    } else {
      const PairWorth worth(problem, match, stage);
      std::int64_t sum = 0;
      for (const auto& [row, column, pair] : pairs) sum += worth(at(pair), row, column);
      const auto* changes = std::get_if<FewestChanges>(&stage);
      if (std::holds_alternative<Floor>(stage)) sum = -sum;
      result.value = changes == nullptr ? sum : std::ssize(changes->previous) - sum;
    }
    results.push_back(std::move(result));
  }
  return results;
}

Matching matching_of(const Problem& problem, const MatchNetwork& match, const Objective& objective,
                     const std::vector<Residual::Place>& pairs) {
  Matching matching{.status = Status::optimal, .stages = values_of(problem, match, objective, pairs)};
  for (const auto& [row, column, pair] : pairs) {
    matching.pairs.push_back(match.people(row, column));
    matching.points.units += match.units[at(pair)];
  }
  std::ranges::sort(matching.pairs);
  return matching;
}

}  // namespace pairwell
