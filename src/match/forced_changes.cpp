// Best matchings with one rule changed (docs/design/matching.md, Changes of rules).
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/forced.hpp"
#include "match/forced_side.hpp"
#include "match/nested.hpp"
#include "match/rule_changes.hpp"
#include "match/solve.hpp"
#include "match/tables.hpp"

namespace pairwell {
namespace {

/// The side from whose rows a search for a change soon comes to its end: it leads away from the person or group.
RowSide side_of(const RuleChange& change) {
  const bool is_mentor =
      std::holds_alternative<MentorId>(*change.subject) || std::holds_alternative<MentorGroupId>(*change.subject);
  return is_mentor == (change.kind == RuleChangeKind::most_raised) ? RowSide::mentors : RowSide::mentees;
}

}  // namespace

void ForcedMatchings::each_change(const std::vector<RuleChange>& changes,
                                  const std::function<void(std::size_t, const Matching&)>& visit, bool asks_all) {
  asks_all_ = asks_all;
  changes_ = &changes;
  const Found found = [&](const Residual::Ask& ask, const Matching& changed) { visit(at(ask.change), changed); };
  for (const RowSide side : {RowSide::mentees, RowSide::mentors}) {
    std::vector<Residual::Ask> asks;
    for (std::size_t change = 0; change < changes.size(); ++change) {
      if (side_of(changes[change]) == side) asks.push_back({.change = static_cast<std::int64_t>(change)});
    }
    if (asks.empty() || change_by_exchange(side, asks, found)) continue;
    for (const Residual::Ask& ask : asks) {
      step_();
      solve_changed(ask, found);
    }
  }
}

/// False where there is no proof to begin from, or its numbers are too large.
bool ForcedMatchings::change_by_exchange(RowSide side, std::vector<Residual::Ask> asks, const Found& visit) {
  if (!base_) return false;
  // Pairs that may be admitted are listed, though they are out.
  std::optional<MatchNetwork> network;
  if (problem_.forbidden.empty()) {
    network = make_network(problem_, spend_, side);
  } else {
    std::vector<Pair> forbidden = std::exchange(with().forbidden, {});
    network = make_network(with(), spend_, side);
    with().forbidden = std::move(forbidden);
  }
  throw_if_ended();
  for (const Pair& pair : problem_.forbidden) {
    if (units_in_table(problem_, pair) == DenseTable::forbidden) continue;
    network->network.state[network->pair_of(pair)] = kernel::PairState::out;
  }
  // A limit that was cut to what could pass lets one more pair through.
  for (std::size_t node = 0; node < network->is_cut.size(); ++node) {
    if (network->is_cut[node]) ++network->network.most[node];
  }
  Side own(side, *std::move(network));
  for (Residual::Ask& ask : asks) ask_for((*changes_)[at(ask.change)], own.match, ask);
  if (!own.begin(problem_, *base_, spend_)) return false;
  throw_if_ended();
  own.all->keep_ways(asks_all_);
  if (own.earlier) own.earlier->keep_ways(asks_all_);
  by_exchange(own, asks, visit);
  return true;
}

void ForcedMatchings::ask_for(const RuleChange& change, const MatchNetwork& match, Residual::Ask& ask) {
  using Kind = Residual::Ask::Kind;
  const FirstNodes first = first_nodes(match);
  ask.kind = change.kind == RuleChangeKind::least_lowered ? Kind::arc_less : Kind::arc_more;
  if (const auto* mentee = std::get_if<MenteeId>(&*change.subject)) ask.node = first.mentee + mentee->value;
  if (const auto* mentor = std::get_if<MentorId>(&*change.subject)) ask.node = first.mentor + mentor->value;
  if (const auto* group = std::get_if<MenteeGroupId>(&*change.subject)) ask.node = first.mentee_group + group->value;
  if (const auto* group = std::get_if<MentorGroupId>(&*change.subject)) ask.node = first.mentor_group + group->value;
  if (const auto* pair = std::get_if<Pair>(&*change.subject)) {
    const auto [row, column] = match.place_of(*pair);
    ask.kind = Kind::pair_in;
    ask.place = {row, column, static_cast<std::int64_t>(match.pair_of(*pair))};
  }
}

void ForcedMatchings::solve_changed(const Residual::Ask& ask, const Found& visit) {
  Problem changed = problem_;
  Objective objective = objective_;
  change_rule((*changes_)[at(ask.change)], changed, objective);
  const MatchOptions options{.certificate = false, .warm_start = &matching_, .control = nested(control_, checkpoint_)};
  const Matching found = solve(changed, objective, options);
  look_now(checkpoint_);
  throw_if_ended();
  visit(ask, found);
  step_();
}

}  // namespace pairwell
