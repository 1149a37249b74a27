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
  checkpoint_.enter("feasibility", 0);
  const std::vector<std::int64_t> no_weight(match_.units.size(), 0);
  if (kernel::maximise(match_.network, no_weight, flow_, spend_) == kernel::Outcome::infeasible) {
    Prices prices = make_prices(match_, flow_);
    std::string reason = in_words(problem_, match_, prices);
    if (!options_.certificate) prices = {};
    matching.status = Status::infeasible;
    matching.infeasibility = Infeasibility{std::move(reason), std::move(prices)};
    return matching;
  }
  for (const Stage& stage : objective) {
    if (checkpoint_.ended()) break;
    checkpoint_.enter(name(stage), std::ssize(objective));
    StageResult result = solve(stage);
    result.stage = stage;
    if (!options_.certificate) drop_prices(result);
    matching.stages.push_back(std::move(result));
    if (!checkpoint_.ended()) forget_pairs_that_are_out(match_, flow_);
  }
  if (const auto ended = checkpoint_.ended()) {
    matching.stages.clear();
    matching.status = *ended;
    return matching;
  }
  matching.status = Status::optimal;
  for (std::size_t pair = 0; pair < match_.units.size(); ++pair) {
    if (flow_.chosen[pair] == 0) continue;
    matching.pairs.push_back({MenteeId(match_.mentee[pair]), MentorId(match_.network.mentor[pair])});
    matching.points.units += match_.units[pair];
  }
  return matching;
}

StageResult Stages::solve(const Stage& stage) {
  if (std::holds_alternative<BestWorst>(stage)) return best_worst();
  if (has_profile(stage)) return profiled(stage);
  if (const auto* changes = std::get_if<FewestChanges>(&stage)) return fewest_changes(*changes);
  return linear(stage);
}

std::vector<std::int64_t> Stages::weight(const Stage& stage) const {
  if (std::holds_alternative<MostPoints>(stage)) return match_.units;
  std::vector<std::int64_t> weight(match_.units.size(), 1);
  if (const auto* floor = std::get_if<Floor>(&stage)) {
    for (std::size_t pair = 0; pair < weight.size(); ++pair) {
      weight[pair] = match_.units[pair] < floor->points.units && !match_.locked[pair] ? -1 : 0;
    }
  }
  if (const auto* lottery = std::get_if<Lottery>(&stage)) {
    const auto key = [](const std::vector<std::uint64_t>& keys, std::int32_t person) {
      return keys.empty() ? static_cast<std::uint64_t>(person) : keys[at(person)];
    };
    for (std::size_t pair = 0; pair < weight.size(); ++pair) {
      const std::uint64_t drawn = ticket(lottery->seed, key(problem_.mentee_keys, match_.mentee[pair]),
                                         key(problem_.mentor_keys, match_.network.mentor[pair]));
      weight[pair] = static_cast<std::int64_t>(drawn >> (64 - ticket_bits));
    }
  }
  return weight;
}

/// Solves on the face and narrows it; returns the sum that is reached, none where the caller asked to stop.
std::optional<std::int64_t> Stages::settle(const std::vector<std::int64_t>& weight, Prices& prices) {
  if (kernel::maximise(match_.network, weight, flow_, spend_) != kernel::Outcome::solved) return std::nullopt;
  std::int64_t reached = 0;
  for (std::size_t pair = 0; pair < weight.size(); ++pair) reached += flow_.chosen[pair] != 0 ? weight[pair] : 0;
  prices = make_prices(match_, flow_);
  narrow(match_, weight, prices);
  return reached;
}

StageResult Stages::linear(const Stage& stage) {
  StageResult result;
  result.value = settle(weight(stage), result.prices);
  if (result.value && std::holds_alternative<Floor>(stage)) result.value = -*result.value;
  return result;
}

StageResult Stages::fewest_changes(const FewestChanges& stage) {
  std::vector<Pair> previous = stage.previous;
  std::ranges::sort(previous);
  std::vector<std::int64_t> weight(match_.units.size(), 0);
  for (std::size_t pair = 0; pair < weight.size(); ++pair) {
    const Pair here{MenteeId(match_.mentee[pair]), MentorId(match_.network.mentor[pair])};
    weight[pair] = std::ranges::binary_search(previous, here) ? 1 : 0;
  }
  StageResult result;
  const auto kept = settle(weight, result.prices);
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
