#include "match/exchange.hpp"

#include <algorithm>
#include <cassert>
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

ChangedMatchings::ChangedMatchings(const Problem& problem, const MatchNetwork& match, const Objective& objective)
    : problem_(problem), match_(match), objective_(objective) {
  for (const Stage& stage : objective_) {
    worths_.push_back(is_linear(stage) ? std::optional<PairWorth>(std::in_place, problem_, match_, stage)
                                       : std::nullopt);
  }
}

void ChangedMatchings::begin(const Residual& flow) {
  if (flow_ == &flow && version_ == flow.version()) return;
  flow_ = &flow;
  version_ = flow.version();
  const std::vector<Residual::Place> places = flow.chosen();
  base_ = matching_of(problem_, match_, objective_, places);
  units_.clear();
  for (const Residual::Place& place : places) {
    if (!match_.locked[at(place.pair)]) units_.push_back(match_.units[at(place.pair)]);
  }
  std::ranges::sort(units_);
}

Matching ChangedMatchings::operator()(const Residual& flow, const Residual::Way* way) {
  begin(flow);
  Matching changed = base_;
  if (way == nullptr) return changed;
  for (const auto& [row, column, pair] : way->given) {
    const auto found = std::ranges::lower_bound(changed.pairs, match_.people(row, column));
    assert(found != changed.pairs.end() && *found == match_.people(row, column));
    changed.pairs.erase(found);
    changed.points.units -= match_.units[at(pair)];
  }
  for (const auto& [row, column, pair] : way->made) {
    const Pair people = match_.people(row, column);
    changed.pairs.insert(std::ranges::lower_bound(changed.pairs, people), people);
    changed.points.units += match_.units[at(pair)];
  }
  for (std::size_t stage = 0; stage < objective_.size(); ++stage) {
    std::optional<std::int64_t>& value = changed.stages[stage].value;
    if (!worths_[stage]) {
      const std::int64_t worst = worst_with(*way);
      value = worst == Residual::no_pair_at_all ? std::nullopt : std::optional(worst);
      continue;
    }
    std::int64_t more = 0;
    for (const auto& [row, column, pair] : way->made) more += (*worths_[stage])(at(pair), row, column);
    for (const auto& [row, column, pair] : way->given) more -= (*worths_[stage])(at(pair), row, column);
    value = *value + (row_of(objective_[stage]).less_is_better ? -more : more);
  }
  return changed;
}

/// The lowest units of a pair that is not locked once a way has changed the flow.
std::int64_t ChangedMatchings::worst_with(const Residual::Way& way) const {
  std::vector<std::int64_t> given;
  for (const Residual::Place& place : way.given) {
    if (!match_.locked[at(place.pair)]) given.push_back(match_.units[at(place.pair)]);
  }
  std::ranges::sort(given);
  std::int64_t worst = worst_of(match_, way.made);
  const auto [left, gone] = std::ranges::mismatch(units_, given);
  if (left != units_.end()) worst = std::min(worst, *left);
  return worst;
}

}  // namespace pairwell
