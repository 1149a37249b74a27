#include "match/repair_flow.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <iterator>
#include <utility>
#include <variant>

#include "core/at.hpp"
#include "match/exchange.hpp"
#include "match/fingerprint.hpp"
#include "match/pair_worth.hpp"
#include "match/stages.hpp"

namespace pairwell {
namespace {

bool is_of_changes(const Stage& stage) { return std::holds_alternative<FewestChanges>(stage); }

/// Whether two stages ask for the same; previous pairs are not looked at.
bool asks_the_same(const Stage& one, const Stage& other) {
  if (one.index() != other.index()) return false;
  if (const auto* floor = std::get_if<Floor>(&one)) return floor->points == std::get<Floor>(other).points;
  if (const auto* lottery = std::get_if<Lottery>(&one)) return lottery->seed == std::get<Lottery>(other).seed;
  return true;
}

std::int64_t units_above(std::int64_t worst) { return worst + 1; }

}  // namespace

bool RepairFlow::may_hold(const Matching& matching, const Objective& order) {
  if (matching.status != Status::optimal || !has_prices(matching)) return false;
  const Objective own = objective_of(matching);
  if (std::ranges::any_of(own, has_profile)) return false;
  const bool has_changes = std::ranges::any_of(own, is_of_changes);
  Objective expected = order;
  if (!has_changes) std::erase_if(expected, is_of_changes);
  return std::ranges::equal(own, expected, asks_the_same);
}

std::unique_ptr<RepairFlow> RepairFlow::make(const Problem& problem, const Matching& matching, const Objective& order,
                                             Checkpoint& checkpoint) {
  assert(may_hold(matching, order));
  std::unique_ptr<RepairFlow> flow(new RepairFlow(problem, order, checkpoint));
  for (Stage& stage : flow->order_) {
    if (auto* changes = std::get_if<FewestChanges>(&stage)) changes->previous = matching.pairs;
  }
  if (!flow->read_network(RowSide::fewer_places)) return nullptr;
  std::vector<Numbers> potentials;
  auto result = matching.stages.begin();
  for (std::size_t place = 0; place < order.size(); ++place) {
    const Stage& stage = flow->order_[place];
    Stage held = stage;
    // Pairs that count from now on, and a threshold that nothing is under, need no prices of their own.
    Numbers own(at(flow->match_.network.nodes()), 0);
    const bool is_known = result != matching.stages.end() && asks_the_same(result->stage, stage);
    if (is_known && std::holds_alternative<BestWorst>(stage)) {
      if (!result->value) return nullptr;
      flow->worst_ = result->value;
      flow->before_ = place;
      held = Floor{Points(*result->value)};
    } else if (is_known) {
      own = flow->potentials_from(result->prices);
    }
    if (is_known) ++result;
    flow->all_.stages.push_back(held);
    potentials.push_back(std::move(own));
  }
  if (!flow->begin(flow->all_, potentials, matching.pairs)) return nullptr;
  if (flow->worst_ && !flow->begin_above(matching)) return nullptr;
  return flow;
}

RepairFlow::RepairFlow(const Problem& problem, Objective order, Checkpoint& checkpoint)
    : problem_(problem),
      checkpoint_(&checkpoint),
      spend_([this](std::int64_t work) { return checkpoint_ == nullptr || checkpoint_->spend(work); }),
      order_(std::move(order)) {}

/// Limits stay what the problem says: there is no proof here that would rest on how many pairs there are.
bool RepairFlow::read_network(RowSide side) {
  auto network = make_network(problem_, spend_, side);
  if (!network) return false;
  match_ = *std::move(network);
  largest_ = 0;
  for (const std::int64_t units : match_.units) largest_ = std::max({largest_, units, -units});
  has_room_ = match_.network.column.empty();
  if (has_room_) make_room();
  const FirstNodes first = first_nodes(match_);
  std::vector<std::int64_t>& most = match_.network.most;
  const auto set_people = [&](std::int32_t node, std::int32_t people, const std::vector<Range>& capacity) {
    for (std::int32_t person = 0; person < people; ++person) {
      most[at(node + person)] = capacity.empty() ? Range{}.most : capacity[at(person)].most;
    }
  };
  const auto set_groups = [&](std::int32_t node, const auto& groups) {
    for (const auto& group : groups) most[at(node++)] = group.pairs.most;
  };
  set_people(first.mentee, problem_.mentees, problem_.mentee_capacity);
  set_people(first.mentor, problem_.mentors, problem_.mentor_capacity);
  set_groups(first.mentee_group, problem_.mentee_groups);
  set_groups(first.mentor_group, problem_.mentor_groups);
  match_.is_cut.assign(match_.is_cut.size(), false);
  return true;
}

std::vector<Pair> RepairFlow::pairs_of(const Held& held) const {
  std::vector<Pair> pairs;
  for (const auto& [row, column, pair] : held.flow->chosen()) pairs.push_back(match_.people(row, column));
  std::ranges::sort(pairs);
  return pairs;
}

bool RepairFlow::is_admissible(const Pair& pair) const {
  const Residual::Place place = place_of(pair);
  return place.pair >= 0 && match_.network.state[at(place.pair)] != kernel::PairState::out;
}

bool RepairFlow::begin(Held& held, const std::vector<Numbers>& potentials, const std::vector<Pair>& pairs) {
  auto proof = potentials_in_order(problem_, match_, held.stages, potentials);
  if (!proof) return false;
  held.flow.emplace(match_, std::move(proof->worth), pairs, std::move(proof->of_node), Residual::no_threshold, spend_);
  if (worst_) held.flow->begin_floor(std::get<Floor>(held.stages[before_]).points.units);
  return !held.flow->stopped();
}

/// Solves for the flow that has as few pairs up to the worst one as can be.
bool RepairFlow::begin_above(const Matching& matching) {
  Objective stages(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(before_));
  stages.emplace_back(Floor{Points(units_above(*worst_))});
  const MatchOptions options{.warm_start = &matching};
  const Matching found = Stages(problem_, options, *checkpoint_).run(stages);
  if (found.status != Status::optimal) return false;
  std::vector<Numbers> potentials;
  for (const StageResult& result : found.stages) potentials.push_back(potentials_from(result.prices));
  above_.stages = std::move(stages);
  return begin(above_, potentials, found.pairs);
}

Residual::Place RepairFlow::place_of(const Pair& pair) const {
  const auto [row, column] = match_.place_of(pair);
  const std::int64_t found = match_.network.pair_of(row, column);
  const bool is_listed = found < match_.network.end_pair(row) && match_.network.column_of(row, found) == column;
  return {row, column, is_listed ? found : -1};
}

/// Does the same to both flows. Potentials that have grown too large are written in wider numbers.
template <class Change>
RepairFlow::Outcome RepairFlow::change(Change each) {
  for (Held* held : {&all_, &above_}) {
    if (!*held) continue;
    Residual& flow = *held->flow;
    if (!each(flow)) return flow.stopped() ? Outcome::lost : Outcome::infeasible;
    if (flow.stopped()) return Outcome::lost;
    flow.begin_at_the_root();
    if (!flow.is_worn()) continue;
    if (!begin(*held, potentials_of(*held), pairs_of(*held))) return Outcome::lost;
  }
  return Outcome::held;
}

RepairFlow::Outcome RepairFlow::remember() {
  const std::vector<Pair> now = pairs_of(all_);
  for (Stage& stage : order_) {
    auto* changes = std::get_if<FewestChanges>(&stage);
    if (changes == nullptr) continue;
    std::vector<Pair> counted = changes->previous;
    std::ranges::sort(counted);
    std::vector<Pair> changed;
    std::ranges::set_symmetric_difference(counted, now, std::back_inserter(changed));
    for (const Pair& pair : changed) {
      const auto found = std::ranges::lower_bound(counted, pair);
      if (found != counted.end() && *found == pair) {
        counted.erase(found);
      } else {
        counted.insert(found, pair);
      }
      const Residual::Place place = place_of(pair);
      if (place.pair < 0) continue;
      const Outcome outcome = change([&](Residual& flow) {
        flow.set_previous(counted, place);
        return true;
      });
      if (outcome != Outcome::held) return outcome;
    }
    changes->previous = now;
  }
  for (Held* held : {&all_, &above_}) {
    for (Stage& stage : held->stages) {
      if (auto* changes = std::get_if<FewestChanges>(&stage)) changes->previous = now;
    }
  }
  return Outcome::held;
}

RepairFlow::Outcome RepairFlow::forbid(const Pair& pair) {
  const Residual::Place place = place_of(pair);
  if (place.pair < 0) return Outcome::held;
  assert(!match_.locked[at(place.pair)]);
  match_.network.state[at(place.pair)] = kernel::PairState::out;
  return change([&](Residual& flow) { return flow.exclude(place); });
}

RepairFlow::Outcome RepairFlow::refit(std::int32_t node, const Range& range) {
  match_.network.least[at(node)] = range.least;
  match_.network.most[at(node)] = range.most;
  return change([&](Residual& flow) { return flow.refit(node); });
}

std::int32_t RepairFlow::node_of(const Claim::Subject& whose) const {
  struct Node {
    FirstNodes first;
    std::int32_t operator()(MenteeId mentee) const { return first.mentee + mentee.value; }
    std::int32_t operator()(MentorId mentor) const { return first.mentor + mentor.value; }
    std::int32_t operator()(MenteeGroupId group) const { return first.mentee_group + group.value; }
    std::int32_t operator()(MentorGroupId group) const { return first.mentor_group + group.value; }
    std::int32_t operator()(const Pair&) const { return 0; }
  };
  const std::int32_t node = std::visit(Node{first_nodes(match_)}, whose);
  assert(node > 0);
  return node;
}

RepairFlow::Outcome RepairFlow::set_range(const Claim::Subject& whose, const Range& range) {
  return refit(node_of(whose), range);
}

/// A pair that was locked is taken out by force, and then only let in again, which changes nothing where one of its
/// people can have none.
RepairFlow::Outcome RepairFlow::withdraw(const Claim::Subject& whose, const std::vector<Pair>& unlocked) {
  const auto most = static_cast<std::int32_t>(match_.network.most[at(node_of(whose))]);
  Outcome outcome = set_range(whose, {0, most});
  for (const Pair& pair : unlocked) {
    if (outcome != Outcome::held) return outcome;
    match_.locked[at(place_of(pair).pair)] = false;
    outcome = forbid(pair);
  }
  if (outcome == Outcome::held) outcome = set_range(whose, {0, 0});
  for (const Pair& pair : unlocked) {
    if (outcome != Outcome::held) return outcome;
    const Residual::Place place = place_of(pair);
    match_.network.state[at(place.pair)] = kernel::PairState::free;
    outcome = change([&](Residual& flow) {
      flow.admit(place);
      return true;
    });
  }
  return outcome;
}

}  // namespace pairwell
