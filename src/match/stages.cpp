#include "match/stages.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "match/infeasibility.hpp"
#include "match/tables.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

std::size_t at(std::int64_t index) { return static_cast<std::size_t>(index); }

/// Whether solving a stage needs no matching to begin with, and so finds that there is none.
bool finds_infeasibility(const Stage& stage) {
  return !has_profile(stage) && !std::holds_alternative<BestWorst>(stage);
}

/// Leaves no trace of a proof.
void drop_prices(StageResult& result) {
  result.prices = {};
  result.steps.clear();
}

}  // namespace

Stages::Stages(const Problem& problem, const MatchOptions& options)
    : problem_(problem), options_(options), match_(make_network(problem)), checkpoint_(options.control) {
  spend_ = [this](std::int64_t work) { return checkpoint_.spend(work); };
}

Matching Stages::run(const Objective& objective) {
  Matching matching;
  if (!finds_infeasibility(objective.front())) {
    checkpoint_.enter("feasibility", 0);
    maximise({});
  }
  for (const Stage& stage : objective) {
    if (checkpoint_.ended() || infeasibility_) break;
    checkpoint_.enter(name(stage), std::ssize(objective));
    StageResult result = solve(stage);
    result.stage = stage;
    if (!options_.certificate) drop_prices(result);
    matching.stages.push_back(std::move(result));
    if (!checkpoint_.ended() && !infeasibility_) forget_pairs_that_are_out(match_, flow_);
  }
  if (infeasibility_) {
    matching.stages.clear();
    matching.status = Status::infeasible;
    matching.infeasibility = std::move(infeasibility_);
    return matching;
  }
  if (const auto ended = checkpoint_.ended()) {
    matching.stages.clear();
    matching.status = *ended;
    return matching;
  }
  matching.status = Status::optimal;
  match_.each_pair([&](std::size_t pair, std::int32_t row, std::int32_t column) {
    if (flow_.chosen[pair] == 0) return;
    matching.pairs.push_back(match_.people(row, column));
    matching.points.units += match_.units[pair];
  });
  std::ranges::sort(matching.pairs);
  return matching;
}

/// Finds the best flow of the face; false where there is none, or where the caller asked to stop.
bool Stages::maximise(kernel::Weights weight) {
  const kernel::Outcome outcome = kernel::maximise(match_.network, weight, flow_, spend_);
  if (outcome == kernel::Outcome::infeasible) {
    Prices prices = make_prices(match_, flow_);
    std::string reason = in_words(problem_, match_, prices);
    if (!options_.certificate) prices = {};
    infeasibility_ = Infeasibility{std::move(reason), std::move(prices)};
  }
  return outcome == kernel::Outcome::solved;
}

StageResult Stages::solve(const Stage& stage) {
  if (std::holds_alternative<BestWorst>(stage)) return best_worst();
  if (has_profile(stage)) return profiled(stage);
  if (const auto* changes = std::get_if<FewestChanges>(&stage)) return fewest_changes(*changes);
  return linear(stage);
}

/// A worth for each pair.
std::vector<std::int64_t> Stages::weight(const Stage& stage) const {
  std::vector<std::int64_t> weight(match_.units.size(), 0);
  if (const auto* floor = std::get_if<Floor>(&stage)) {
    for (std::size_t pair = 0; pair < weight.size(); ++pair) {
      weight[pair] = match_.units[pair] < floor->points.units && !match_.locked[pair] ? -1 : 0;
    }
  }
  if (const auto* lottery = std::get_if<Lottery>(&stage)) {
    const auto key = [](const std::vector<std::uint64_t>& keys, std::int32_t person) {
      return keys.empty() ? static_cast<std::uint64_t>(person) : keys[at(person)];
    };
    match_.each_pair([&](std::size_t pair, std::int32_t row, std::int32_t column) {
      const auto [mentee, mentor] = match_.people(row, column);
      const std::uint64_t drawn =
          ticket(lottery->seed, key(problem_.mentee_keys, mentee.value), key(problem_.mentor_keys, mentor.value));
      weight[pair] = static_cast<std::int64_t>(drawn >> (64 - ticket_bits));
    });
  }
  return weight;
}

/// Solves on the face and narrows it; returns the sum that is reached, none where the caller asked to stop.
std::optional<std::int64_t> Stages::settle(kernel::Weights weight, Prices& prices) {
  if (!maximise(weight)) return std::nullopt;
  std::int64_t reached = 0;
  for (std::int64_t pair = 0; pair < match_.network.pairs(); ++pair) {
    if (flow_.chosen[at(pair)] != 0) reached += weight[pair];
  }
  prices = make_prices(match_, flow_);
  narrow(match_, weight, prices);
  return reached;
}

StageResult Stages::linear(const Stage& stage) {
  StageResult result;
  if (std::holds_alternative<MostPairs>(stage)) {
    result.value = settle({.of_all = 1}, result.prices);
  } else if (std::holds_alternative<MostPoints>(stage)) {
    result.value = settle({.of_pair = match_.units}, result.prices);
  } else {
    const std::vector<std::int64_t> weights = weight(stage);
    result.value = settle({.of_pair = weights}, result.prices);
  }
  if (result.value && std::holds_alternative<Floor>(stage)) result.value = -*result.value;
  return result;
}

StageResult Stages::fewest_changes(const FewestChanges& stage) {
  std::vector<Pair> previous = stage.previous;
  std::ranges::sort(previous);
  std::vector<std::int64_t> weight(match_.units.size(), 0);
  match_.each_pair([&](std::size_t pair, std::int32_t row, std::int32_t column) {
    weight[pair] = std::ranges::binary_search(previous, match_.people(row, column)) ? 1 : 0;
  });
  StageResult result;
  const auto kept = settle({.of_pair = weight}, result.prices);
  if (!kept) return result;
  result.value = std::ssize(previous) - *kept;
  const AdmissiblePairs admissible(problem_);
  std::ranges::copy_if(stage.previous, std::back_inserter(result.lost),
                       [&](const Pair& pair) { return !admissible.contains(pair); });
  return result;
}

Prices Stages::no_prices() const {
  return {.mentee = std::vector<std::int64_t>(at(problem_.mentees), 0),
          .mentor = std::vector<std::int64_t>(at(problem_.mentors), 0),
          .mentee_group = std::vector<std::int64_t>(problem_.mentee_groups.size(), 0),
          .mentor_group = std::vector<std::int64_t>(problem_.mentor_groups.size(), 0)};
}

}  // namespace pairwell
