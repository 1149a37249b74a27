#include "pairwell/match/match.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "match/bounds.hpp"
#include "match/infeasibility.hpp"
#include "match/network.hpp"
#include "pairwell/core/digest.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

constexpr int ticket_bits = 40;

std::size_t at(std::int64_t index) { return static_cast<std::size_t>(index); }

/// The largest problem that tickets can be drawn for: their sums, too, must stay in 64 bits.
constexpr std::int64_t most_drawn = largest_sum >> ticket_bits;

Findings check(const Problem& problem, const Objective& objective) {
  Findings findings = check(problem);
  if (objective.empty()) {
    findings.push_back(
        {.rule = "objective", .message = "an objective needs at least one stage", .column = "objective"});
  }
  std::set<std::size_t> seen;
  for (const Stage& stage : objective) {
    if (!seen.insert(stage.index()).second) {
      findings.push_back({.rule = "objective",
                          .message = "a stage stands twice, and the second could change nothing",
                          .column = "objective",
                          .value = name(stage)});
    }
    if (std::holds_alternative<Lottery>(stage) && most_terms(problem) > most_drawn) {
      findings.push_back({.rule = "overflow",
                          .message = "a lottery is for at most " + std::to_string(most_drawn) +
                                     " people, groups and pairs together; leave it out, or draw for parts",
                          .column = "objective",
                          .value = std::to_string(most_terms(problem))});
    }
  }
  return findings;
}

std::string digest(const Problem& problem, const Objective& objective) {
  Digest digest;
  digest.add(pairwell::digest(problem)).add(std::ssize(objective));
  for (const Stage& stage : objective) {
    digest.add(name(stage));
    if (const auto* floor = std::get_if<Floor>(&stage)) digest.add(floor->points.units);
    if (const auto* lottery = std::get_if<Lottery>(&stage)) digest.add(static_cast<std::int64_t>(lottery->seed));
  }
  return digest.hex();
}

/// The lowest points of the chosen pairs that are not locked; none where there is no such pair.
std::optional<std::int64_t> worst_chosen(const MatchNetwork& match, const kernel::Flow& flow) {
  std::optional<std::int64_t> worst;
  for (std::size_t pair = 0; pair < match.units.size(); ++pair) {
    if (flow.chosen[pair] == 0 || match.locked[pair]) continue;
    worst = worst ? std::min(*worst, match.units[pair]) : match.units[pair];
  }
  return worst;
}

/// Solves the stages of one problem in turn, each on the face that the earlier ones left.
class Stages {
 public:
  Stages(const Problem& problem, const MatchOptions& options)
      : problem_(problem), options_(options), match_(make_network(problem)), checkpoint_(options.control) {
    spend_ = [this](std::int64_t work) { return checkpoint_.spend(work); };
  }

  Matching run(const Objective& objective) {
    Matching matching;
    matching.digest = digest(problem_, objective);
    checkpoint_.enter("feasibility", 0);
    const kernel::Outcome start = kernel::maximise(match_.network, no_weight(), flow_, spend_);
    if (start == kernel::Outcome::infeasible) {
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
      StageResult result = std::holds_alternative<BestWorst>(stage) ? best_worst() : linear(stage);
      result.stage = stage;
      if (!options_.certificate) result.prices = {};
      matching.stages.push_back(std::move(result));
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

 private:
  std::vector<std::int64_t> no_weight() const { return std::vector<std::int64_t>(match_.units.size(), 0); }

  std::vector<std::int64_t> weight(const Stage& stage) const {
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

  StageResult linear(const Stage& stage) {
    const std::vector<std::int64_t> weight = this->weight(stage);
    StageResult result;
    if (kernel::maximise(match_.network, weight, flow_, spend_) != kernel::Outcome::solved) return result;
    std::int64_t value = 0;
    for (std::size_t pair = 0; pair < weight.size(); ++pair) value += flow_.chosen[pair] != 0 ? weight[pair] : 0;
    result.value = std::holds_alternative<Floor>(stage) ? -value : value;
    result.prices = make_prices(match_, flow_);
    narrow(match_, weight, result.prices);
    return result;
  }

  /// Raises the threshold by bisection over the points that pairs have. What cannot be raised further is proved by the
  /// prices of the first threshold that failed.
  StageResult best_worst() {
    StageResult result;
    result.value = worst_chosen(match_, flow_);
    std::vector<std::int64_t> candidates = higher_candidates(result.value);
    // Everything before `low` is known to be reachable, everything from `high` on is not. Past the last candidate
    // stands "no pair at all".
    std::size_t low = 0;
    std::size_t high = candidates.size() + 1;
    while (result.value && low < high) {
      const std::size_t middle = low + (high - low) / 2;
      const std::int64_t threshold =
          middle < candidates.size() ? candidates[middle] : std::numeric_limits<std::int64_t>::max();
      MatchNetwork above = match_;
      if (!keep_from(above, threshold)) {
        result.prices = no_prices();
        high = middle;
        continue;
      }
      kernel::Flow flow = flow_;
      const kernel::Outcome outcome = kernel::maximise(above.network, no_weight(), flow, spend_);
      if (outcome == kernel::Outcome::stopped) return result;
      if (outcome == kernel::Outcome::infeasible) {
        result.prices = make_prices(above, flow);
        high = middle;
        continue;
      }
      flow_ = std::move(flow);
      result.value = worst_chosen(match_, flow_);
      low = std::max(middle + 1,
                     at(std::ranges::upper_bound(candidates, result.value.value_or(threshold)) - candidates.begin()));
    }
    if (!result.value) result.prices = no_prices();
    keep_from(match_, result.value.value_or(std::numeric_limits<std::int64_t>::max()));
    return result;
  }

  /// The points over a value that pairs of the face have, each once, in order.
  std::vector<std::int64_t> higher_candidates(std::optional<std::int64_t> value) const {
    std::vector<std::int64_t> candidates;
    for (std::size_t pair = 0; pair < match_.units.size(); ++pair) {
      const bool may_be = match_.network.state[pair] != kernel::PairState::out && !match_.locked[pair];
      if (value && may_be && match_.units[pair] > *value) candidates.push_back(match_.units[pair]);
    }
    std::ranges::sort(candidates);
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    return candidates;
  }

  /// Takes out the pairs below a threshold; false where an earlier stage needs one of them.
  static bool keep_from(MatchNetwork& match, std::int64_t threshold) {
    for (std::size_t pair = 0; pair < match.units.size(); ++pair) {
      if (match.locked[pair] || match.units[pair] >= threshold) continue;
      if (match.network.state[pair] == kernel::PairState::in) return false;
      match.network.state[pair] = kernel::PairState::out;
    }
    return true;
  }

  Prices no_prices() const {
    return {.mentee = std::vector<std::int64_t>(at(problem_.mentees), 0),
            .mentor = std::vector<std::int64_t>(at(problem_.mentors), 0),
            .mentee_group = std::vector<std::int64_t>(problem_.mentee_groups.size(), 0),
            .mentor_group = std::vector<std::int64_t>(problem_.mentor_groups.size(), 0)};
  }

  const Problem& problem_;
  const MatchOptions& options_;
  MatchNetwork match_;
  kernel::Flow flow_;
  Checkpoint checkpoint_;
  kernel::Spend spend_;
};

}  // namespace

Matching match(const Problem& problem, const Objective& objective, const MatchOptions& options) {
  throw_if_errors("match", check(problem, objective));
  return Stages(problem, options).run(objective);
}

}  // namespace pairwell
