#include "match/stages.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

#include "core/at.hpp"
#include "match/bounds.hpp"
#include "match/infeasibility.hpp"
#include "match/lost_pairs.hpp"
#include "match/pair_worth.hpp"
#include "match/threads.hpp"

namespace pairwell {
namespace {

/// Whether solving a stage needs no matching to begin with, and so finds that there is none.
bool finds_infeasibility(const Stage& stage) { return is_linear(stage); }

/// Whether two stages give the pairs of like problems like worths.
bool is_alike(const Stage& earlier, const Stage& stage) {
  const auto* one = std::get_if<Lottery>(&earlier);
  const auto* other = std::get_if<Lottery>(&stage);
  return earlier.index() == stage.index() && (one == nullptr || one->seed == other->seed);
}

/// Prices beyond this are not of a problem like ours, and sums of theirs might leave 64 bits.
constexpr std::int64_t most_warm = largest_sum / 4;

/// Leaves no trace of a proof.
void drop_prices(StageResult& result) {
  result.prices = {};
  result.steps.clear();
}

}  // namespace

Stages::Stages(const Problem& problem, const MatchOptions& options, Checkpoint& checkpoint, Face face,
               ForbiddenUnits forbidden)
    : problem_(problem),
      options_(options),
      keeps_face_(face == Face::is_kept),
      threads_(threads_for(options.threads)),
      checkpoint_(checkpoint) {
  spend_ = [this](std::int64_t work) { return checkpoint_.spend(work); };
  // A face that is kept may outlive the problem.
  const UnitsFrom from = keeps_face_ ? UnitsFrom::copy : UnitsFrom::table;
  auto network = make_network(problem, spend_, RowSide::fewer_places, from, forbidden);
  if (network) match_ = *std::move(network);
}

void Stages::hold(const HeldPair& held) {
  if (checkpoint_.ended()) return;
  const std::size_t pair = match_.pair_of(held.pair);
  assert(match_.locked[pair] == held.is_in && match_.network.state[pair] != kernel::PairState::out);
  match_.locked[pair] = false;
  match_.network.state[pair] = held.is_in ? kernel::PairState::in : kernel::PairState::out;
}

Matching Stages::run(const Objective& objective) {
  assert(!objective.empty());
  Matching matching;
  if (options_.warm_start != nullptr && !checkpoint_.ended()) choose_pairs_of(*options_.warm_start);
  if (!finds_infeasibility(objective.front()) && !checkpoint_.ended()) {
    checkpoint_.enter("feasibility", kernel::whole_search);
    until_ = kernel::whole_search;
    maximise({});
  }
  for (const Stage& stage : objective) {
    if (checkpoint_.ended() || infeasibility_) break;
    is_last_ = &stage == &objective.back();
    checkpoint_.enter(name(stage), 0);
    begin_from(stage);
    StageResult result = std::visit([this](const auto& one) { return solve(one); }, stage);
    if (checkpoint_.ended() || infeasibility_) break;  // it is not settled
    result.stage = stage;
    if (!options_.certificate) drop_prices(result);
    matching.stages.push_back(std::move(result));
    if (!is_last_) forget_pairs_that_are_out(match_, flow_);
  }
  if (infeasibility_) {
    matching.stages.clear();
    matching.status = Status::infeasible;
    matching.infeasibility = std::move(infeasibility_);
    return matching;
  }
  matching.status = checkpoint_.ended().value_or(Status::optimal);
  if (!has_flow_) return matching;
  each_chosen([&](std::size_t pair, std::int32_t row) {
    const std::int32_t column = match_.network.column_of(row, static_cast<std::int64_t>(pair));
    matching.pairs.push_back(match_.people(row, column));
    matching.points.units += match_.units[pair];
  });
  std::ranges::sort(matching.pairs);
  return matching;
}

OptimalFace Stages::run_to_face(const Objective& objective) {
  assert(keeps_face_);
  OptimalFace face{.matching = run(objective)};
  face.match = std::move(match_);
  face.chosen = std::move(flow_.chosen);
  return face;
}

/// Finds the best flow of the face; false where there is none, or where the caller asked to stop.
bool Stages::maximise(kernel::Weights weight, kernel::Start start) {
  const kernel::Outcome outcome =
      kernel::maximise(match_.network, weight, flow_, spend_, start, reach_until(until_), threads_);
  if (outcome == kernel::Outcome::infeasible) {
    infeasibility_ = explain_infeasible(problem_, match_, flow_, spend_);
    if (checkpoint_.ended()) infeasibility_.reset();
    if (infeasibility_ && !options_.certificate) infeasibility_->prices = {};
  }
  has_flow_ = has_flow_ || outcome == kernel::Outcome::solved;
  return outcome == kernel::Outcome::solved;
}

/// Bound to the steps that are done now.
kernel::Reach Stages::reach_until(std::int64_t until) {
  return [this, from = checkpoint_.done(), until](std::int64_t reached) {
    checkpoint_.reach(from + (until - from) * reached / kernel::whole_search);
  };
}

/// Solves on the face; returns the sum that is reached, none where the caller asked to stop.
std::optional<std::int64_t> Stages::reach(kernel::Weights weight, Prices& prices) {
  if (checkpoint_.ended() || !maximise(weight, std::exchange(start_, kernel::Start::cold))) return std::nullopt;
  std::int64_t reached = 0;
  each_chosen([&](std::size_t pair, std::int32_t) { reached += weight[static_cast<std::int64_t>(pair)]; });
  prices = make_prices(match_, flow_);
  return reached;
}

/// The same, and narrows the face for what comes after.
std::optional<std::int64_t> Stages::settle(kernel::Weights weight, Prices& prices) {
  const std::optional<std::int64_t> reached = reach(weight, prices);
  if (!reached || !narrow(match_, weight, prices, spend_, threads_)) return std::nullopt;
  return reached;
}

/// Settles what a stage asks for at once; where no stage comes after it, nothing is left to narrow.
std::optional<std::int64_t> Stages::settle_stage(kernel::Weights weight, Prices& prices) {
  return is_last_ && !keeps_face_ ? reach(weight, prices) : settle(weight, prices);
}

StageResult Stages::linear(kernel::Weights weight) {
  checkpoint_.expect(kernel::whole_search);
  until_ = kernel::whole_search;
  StageResult result;
  result.value = settle_stage(weight, result.prices);
  return result;
}

/// What each pair is worth to a stage.
std::vector<std::int64_t> Stages::worths(const Stage& stage) const {
  const PairWorth worth(problem_, match_, stage);
  std::vector<std::int64_t> result(match_.units.size(), 0);
  match_.each_pair_apart(threads_, spend_, [&](std::size_t pair, std::int32_t row, std::int32_t column) {
    result[pair] = worth(pair, row, column);
  });
  return result;
}

StageResult Stages::solve(const MostPairs&) { return linear({.of_all = 1}); }

StageResult Stages::solve(const MostPoints&) { return linear({.of_pair = match_.units}); }

StageResult Stages::solve(const Floor& stage) {
  const std::vector<std::int64_t> worth = worths(stage);
  StageResult result = linear({.of_pair = worth});
  if (result.value) result.value = -*result.value;
  return result;
}

StageResult Stages::solve(const Lottery& stage) {
  const std::vector<std::int64_t> worth = worths(stage);
  return linear({.of_pair = worth});
}

StageResult Stages::solve(const FewestChanges& stage) {
  const std::vector<std::int64_t> worth = worths(stage);
  StageResult result = linear({.of_pair = worth});
  if (!result.value) return result;
  result.value = std::ssize(stage.previous) - *result.value;
  result.lost = lost_pairs(problem_, stage.previous);
  return result;
}

/// Pairs of an earlier matching that the problem admits.
void Stages::choose_pairs_of(const Matching& earlier) {
  const kernel::Network& network = match_.network;
  flow_.chosen.assign(at(network.pairs()), 0);
  for (const Pair& pair : earlier.pairs) {
    const auto [row, column] = match_.place_of(pair);
    const std::int64_t listed = network.pair_of(row, column);
    if (listed < network.end_pair(row) && network.column_of(row, listed) == column) flow_.chosen[at(listed)] = 1;
  }
}

/// Takes up the prices that an earlier matching had for the same stage, if they are of any use.
void Stages::begin_from(const Stage& stage) {
  start_ = kernel::Start::cold;
  if (options_.warm_start == nullptr) return;
  const auto& results = options_.warm_start->stages;
  const auto found =
      std::ranges::find_if(results, [&](const StageResult& result) { return is_alike(result.stage, stage); });
  if (found == results.end() || found->prices == Prices{}) return;
  const auto& [mentee, mentor, mentee_group, mentor_group] = found->prices;
  const std::int64_t most = most_warm / (2 + match_.network.row_groups + match_.network.column_groups);
  const auto is_too_large = [most](std::int64_t price) { return price > most || price < -most; };
  for (const auto* side : {&mentee, &mentor, &mentee_group, &mentor_group}) {
    if (std::ranges::any_of(*side, is_too_large)) return;
  }
  flow_.potential = make_potentials(match_, found->prices);
  start_ = kernel::Start::warm;
}

Prices Stages::no_prices() const {
  return {.mentee = std::vector<std::int64_t>(at(problem_.mentees), 0),
          .mentor = std::vector<std::int64_t>(at(problem_.mentors), 0),
          .mentee_group = std::vector<std::int64_t>(problem_.mentee_groups.size(), 0),
          .mentor_group = std::vector<std::int64_t>(problem_.mentor_groups.size(), 0)};
}

}  // namespace pairwell
