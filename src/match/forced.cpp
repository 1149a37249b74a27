#include "match/forced.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

#include "core/at.hpp"
#include "match/exchange.hpp"
#include "match/fingerprint.hpp"
#include "match/forced_side.hpp"
#include "match/infeasibility.hpp"
#include "match/nested.hpp"
#include "match/pair_worth.hpp"
#include "match/proved.hpp"
#include "match/solve.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {

bool ForcedMatchings::Side::begin(const Problem& problem, const Matching& base, const kernel::Spend& spend) {
  std::vector<const StageResult*> linear;
  const StageResult* worst = nullptr;
  std::size_t before = 0;
  for (const StageResult& result : base.stages) {
    if (std::holds_alternative<BestWorst>(result.stage)) {
      worst = &result;
      before = linear.size();
    } else {
      linear.push_back(&result);
    }
  }
  auto whole = potentials_in_order(problem, match, linear);
  if (!whole) return false;
  if (worst != nullptr) {
    threshold = worst->value.value_or(Residual::no_pair_at_all);
    linear.resize(before);
    auto part = potentials_in_order(problem, match, linear);
    if (!part) return false;
    earlier.emplace(match, std::move(part->worth), base.pairs, std::move(part->of_node), Residual::no_threshold, spend);
  }
  all.emplace(match, std::move(whole->worth), base.pairs, std::move(whole->of_node), threshold, spend);
  changed.emplace(problem, match, objective_of(base));
  return true;
}

ForcedMatchings::ForcedMatchings(std::string_view function, const Problem& problem, const Matching& matching,
                                 const Control& control, Checkpoint& checkpoint, std::function<void()> step)
    : function_(function),
      problem_(problem),
      matching_(matching),
      control_(control),
      checkpoint_(checkpoint),
      step_(std::move(step)),
      spend_([&checkpoint](std::int64_t work) { return checkpoint.spend(work); }),
      objective_(objective_of(matching)) {
  throw_if_ended();
  Matching best = proved(function, problem, matching, control, checkpoint);
  // Of stages by levels there are no prices to search with.
  if (std::ranges::none_of(objective_, has_profile)) base_ = std::move(best);
}

void ForcedMatchings::each_mentee(const std::vector<std::int32_t>& people, const Visit& visit) {
  each_of(RowSide::mentees, people, visit);
}

void ForcedMatchings::each_mentor(const std::vector<std::int32_t>& people, const Visit& visit) {
  each_of(RowSide::mentors, people, visit);
}

void ForcedMatchings::each_of(RowSide side, const std::vector<std::int32_t>& people, const Visit& visit) {
  std::vector<Residual::Ask> asks;
  for (const std::int32_t person : people) asks.push_back({.place = {.row = person}});
  find(side, asks, [&](const Residual::Ask& ask, const Matching& forced) { visit(ask.place.row, forced); });
}

Matching ForcedMatchings::with(const Pair& pair) { return held({.pair = pair, .is_in = true}); }

Matching ForcedMatchings::without(const Pair& pair) { return held({.pair = pair, .is_in = false}); }

void ForcedMatchings::each_without(const std::vector<Pair>& pairs, const VisitPair& visit) {
  std::optional<Matching> with;
  kept_ = [&](const Matching& kept) { with = kept; };
  find_pairs(Residual::Ask::Kind::pair_out, pairs, [&](const Pair& pair, const Matching& without) {
    visit(pair, without, with ? &*with : nullptr);
    with.reset();
  });
  kept_ = {};
}

void ForcedMatchings::each_with(const std::vector<Pair>& pairs,
                                const std::function<void(const Pair&, const Matching&)>& visit) {
  find_pairs(Residual::Ask::Kind::pair_in, pairs, visit);
}

/// Without the reasons why there is no matching.
void ForcedMatchings::find_pairs(Residual::Ask::Kind kind, const std::vector<Pair>& pairs,
                                 const std::function<void(const Pair&, const Matching&)>& visit) {
  std::vector<Residual::Ask> asks;
  for (const auto& [mentee, mentor] : pairs) {
    asks.push_back({.kind = kind, .place = {.row = mentee.value, .column = mentor.value, .pair = 0}});
  }
  gives_reasons_ = false;
  asks_many_ = true;
  find(RowSide::mentees, asks, [&](const Residual::Ask& ask, const Matching& forced) {
    visit({MenteeId(ask.place.row), MentorId(ask.place.column)}, forced);
  });
  asks_many_ = false;
  gives_reasons_ = true;
}

Matching ForcedMatchings::held(const HeldPair& held) {
  using Kind = Residual::Ask::Kind;
  Matching found;
  const Residual::Ask ask{.kind = held.is_in ? Kind::pair_in : Kind::pair_out,
                          .place = {.row = held.pair.mentee.value, .column = held.pair.mentor.value}};
  find(RowSide::mentees, {ask}, [&](const Residual::Ask&, const Matching& forced) { found = forced; });
  return found;
}

/// Answers in an order of its own. Pairs are numbered here.
void ForcedMatchings::find(RowSide side, std::vector<Residual::Ask> asks, const Found& visit) {
  if (asks.empty()) return;
  if (base_) {
    auto network = make_network(problem_, spend_, side);
    throw_if_ended();
    Side own(side, *std::move(network));
    for (Residual::Ask& ask : asks) {
      if (ask.kind == Residual::Ask::Kind::row_in) continue;
      ask.place.pair = static_cast<std::int64_t>(own.match.pair_of(own.match.people(ask.place.row, ask.place.column)));
    }
    if (own.begin(problem_, *base_, spend_)) {
      throw_if_ended();
      by_exchange(own, asks, visit);
      return;
    }
  }
  for (const Residual::Ask& ask : asks) {
    step_();
    solve_again(side, ask, visit);
  }
}

void ForcedMatchings::by_exchange(Side& side, const std::vector<Residual::Ask>& asks, const Found& visit) {
  // Where the threshold falls or rises the flow changes between questions, so that nothing could be kept for long.
  const auto keep_hubs = [&](bool keeps) {
    side.all->keep_hubs(keeps);
    if (side.earlier) side.earlier->keep_hubs(keeps);
  };
  keep_hubs(asks_many_);
  std::vector<Asked> asked = thresholds(side, asks, visit);
  keep_hubs(false);
  std::ranges::stable_sort(asked, std::ranges::greater{}, &Asked::threshold);
  const auto under = std::ranges::find_if(asked, [&](const Asked& one) { return one.threshold <= side.threshold; });
  // A higher threshold is come to step by step, always by the same ones.
  std::optional<Residual> raised;
  if (under != asked.begin()) raised.emplace(*side.all);
  for (auto one = under; one != asked.begin();) {
    --one;
    for (std::int64_t lowest = 0; (lowest = raised->lowest_chosen()) < one->threshold;) {
      [[maybe_unused]] const bool is_possible = raised->raise_above(lowest);
      throw_if_ended();
      assert(is_possible);
    }
    raised->close_under(one->threshold);
    answer(side, *raised, one->ask, visit);
  }
  raised.reset();
  if (under != asked.end() && asked.back().threshold < side.threshold) {
    side.all->prepare_to_lower(asked.back().threshold);
  }
  for (auto one = under; one != asked.end(); ++one) {
    if (one->threshold < side.threshold) {
      side.all->lower(one->threshold);
      if (kept_) tell_kept(side, one->ask);
    }
    answer(side, *side.all, one->ask, visit);
  }
}

/// Answers what no matching does; finds the thresholds of the rest.
std::vector<ForcedMatchings::Asked> ForcedMatchings::thresholds(Side& side, const std::vector<Residual::Ask>& asks,
                                                                const Found& visit) {
  std::vector<Asked> asked;
  std::vector<Residual::Ask> above;
  for (const Residual::Ask& ask : asks) {
    Residual& residual = side.earlier ? *side.earlier : *side.all;
    if (residual.is_so(ask)) {  // in a matching that was found beside the one that is asked about
      step_();
      if (!side.earlier) tell(side, residual, ask, {}, visit);
      if (side.earlier) asked.push_back({ask, side.threshold});
      continue;
    }
    if (side.earlier && ask.change < 0 && !side.all->is_so(ask)) {
      // Where nothing is spoilt up to the worst pair, this is the answer, and mostly near.
      const auto near = side.all->way_to(ask);
      throw_if_ended();
      if (near && side.earlier->cost_of(*near) == SumInOrder{}) {
        step_();
        tell(side, *side.all, ask, near, visit);
        continue;
      }
    }
    const auto way = residual.way_to(ask);
    throw_if_ended();
    step_();
    if (ask.change >= 0) {
      // What is no better for the stages that are looked at here is no better at all, unless a worst pair decides.
      const bool is_better = way && way->cost < SumInOrder{};
      const bool may_be =
          is_better || (way && side.earlier && way->cost == SumInOrder{} && way->width >= side.threshold);
      if (!may_be) {
        step_();
      } else if (!side.earlier) {
        tell(side, residual, ask, way, visit);
      } else if (way->width >= side.threshold) {
        above.push_back(ask);
      } else {
        asked.push_back({ask, way->width});
      }
    } else if (!way) {
      infeasible(side.side, ask, visit);
    } else if (!side.earlier) {
      tell(side, residual, ask, way, visit);
    } else if (!(way->cost == SumInOrder{}) && way->width >= side.threshold) {
      above.push_back(ask);
    } else {
      asked.push_back({ask, std::min(way->width, side.threshold)});
    }
  }
  if (!above.empty()) std::ranges::copy(raised_thresholds(side, above, visit), std::back_inserter(asked));
  return asked;
}

/// Of what costs an earlier stage something: the worst pair may even be better than it was.
std::vector<ForcedMatchings::Asked> ForcedMatchings::raised_thresholds(Side& side,
                                                                       const std::vector<Residual::Ask>& asks,
                                                                       const Found& visit) {
  Residual residual = *side.earlier;
  const SumInOrder before = residual.cost();
  SumInOrder risen;  // by how much the flow costs more than before
  struct Open {
    Residual::Ask ask;
    SumInOrder cost;     // of the earlier stages with what is asked done
    std::int64_t worst;  // the lowest units of a pair that is not locked, in a matching that is found
  };
  // What a matching with that done costs here, and its worst pair.
  const auto look = [&](const Residual::Ask& ask) -> std::optional<Open> {
    if (residual.is_so(ask)) return Open{ask, risen, residual.lowest_with({})};
    const auto way = residual.way_to(ask);
    throw_if_ended();
    if (!way) return std::nullopt;
    return Open{ask, risen + way->cost, residual.lowest_with(*way)};
  };
  std::vector<Asked> found;
  std::vector<Open> open;
  const auto settle = [&](const Open& one) { found.push_back({one.ask, one.worst}); };
  // At the threshold of the matching, where each of them costs what it must.
  residual.close_under(side.threshold);
  for (const Residual::Ask& ask : asks) open.push_back(*look(ask));
  while (!open.empty()) {
    const auto next = std::ranges::min_element(open, {}, [](const Open& one) { return one.worst; });
    const std::int64_t units = next->worst;
    if (units == Residual::no_pair_at_all || !residual.raise_above(units)) {
      throw_if_ended();
      for (const Open& one : open) {
        // With a change of rules there may be a matching above where there is none without.
        if (one.ask.change >= 0 && one.worst != Residual::no_pair_at_all) {
          solve_again(side.side, one.ask, visit);
        } else {
          settle(one);
        }
      }
      break;
    }
    risen = residual.cost() - before;
    for (auto one = open.begin(); one != open.end();) {
      if (one->worst > units) {
        ++one;
        continue;
      }
      const auto better = look(one->ask);
      if (better && better->cost == one->cost) {
        *one++ = *better;
        continue;
      }
      settle(*one);
      one = open.erase(one);
    }
  }
  return found;
}

/// Finds a best matching that does what is asked at the threshold that was come to.
void ForcedMatchings::answer(Side& side, Residual& residual, const Residual::Ask& ask, const Found& visit) {
  throw_if_ended();
  if (residual.is_worn()) {
    solve_again(side.side, ask, visit);
    return;
  }
  std::optional<Residual::Way> way;
  if (!residual.is_so(ask)) {
    way = residual.way_to(ask);
    throw_if_ended();
    assert(way);
  }
  tell(side, residual, ask, way, visit);
}

/// Tells of the best matching that has a pair, at a threshold that is lower than that of the best one of all.
void ForcedMatchings::tell_kept(Side& side, const Residual::Ask& ask) {
  throw_if_ended();
  if (side.all->is_worn()) return;
  Residual::Ask kept = ask;
  kept.kind = Residual::Ask::Kind::pair_in;
  std::optional<Residual::Way> way;
  if (!side.all->is_so(kept)) {
    way = side.all->way_to(kept);
    throw_if_ended();
    assert(way);
  }
  kept_((*side.changed)(*side.all, way ? &*way : nullptr));
}

void ForcedMatchings::tell(Side& side, const Residual& residual, const Residual::Ask& ask,
                           const std::optional<Residual::Way>& way, const Found& visit) {
  const Matching forced = (*side.changed)(residual, way ? &*way : nullptr);
  visit(ask, forced);
  step_();
}

/// A copy that may be changed for a while.
Problem& ForcedMatchings::with() {
  if (!with_) with_ = problem_;
  return *with_;
}

Range& ForcedMatchings::least_of(RowSide side, std::int32_t person) {
  const bool is_mentee = side == RowSide::mentees;
  std::vector<Range>& capacity = is_mentee ? with().mentee_capacity : with().mentor_capacity;
  if (capacity.empty()) capacity.resize(at(is_mentee ? problem_.mentees : problem_.mentors));
  return capacity[at(person)];
}

void ForcedMatchings::solve_again(RowSide side, const Residual::Ask& ask, const Found& visit) {
  using Kind = Residual::Ask::Kind;
  if (ask.change >= 0) {
    solve_changed(ask, visit);
    return;
  }
  const MatchOptions options{.certificate = false, .warm_start = &matching_, .control = nested(control_, checkpoint_)};
  Matching forced;
  if (ask.kind == Kind::row_in) {
    Range& own = least_of(side, ask.place.row);
    const Range before = std::exchange(own, {std::max(own.least, 1), own.most});
    forced = solve(with(), objective_, options);
    own = before;
  } else {
    const auto [row, column, number] = ask.place;
    const HeldPair held{.pair = side == RowSide::mentees ? Pair{MenteeId(row), MentorId(column)}
                                                         : Pair{MenteeId(column), MentorId(row)},
                        .is_in = ask.kind == Kind::pair_in};
    if (held.is_in) with().locked.push_back(held.pair);
    forced = solve(with(), objective_, options, {&held, 1});
    if (held.is_in) with().locked.pop_back();
  }
  look_now(checkpoint_);
  throw_if_ended();
  visit(ask, forced);
  step_();
}

/// What the kernel would leave behind: a cut that asks for one pair more than it lets through.
void ForcedMatchings::infeasible(RowSide side, const Residual::Ask& ask, const Found& visit) {
  if (!gives_reasons_) {
    visit(ask, {.status = Status::infeasible});
    step_();
    return;
  }
  if (ask.kind != Residual::Ask::Kind::row_in) {
    solve_again(side, ask, visit);
    return;
  }
  const std::int32_t person = ask.place.row;
  if (!network_) {
    network_ = make_network(problem_, spend_);
    throw_if_ended();
    auto proof = potentials_in_order(problem_, *network_, {});
    assert(proof);
    flow_ = std::make_unique<Residual>(*network_, std::move(proof->worth), base_->pairs, std::move(proof->of_node),
                                       Residual::no_threshold, spend_);
    cut_.chosen.assign(network_->units.size(), 0);
    for (const Pair& pair : base_->pairs) cut_.chosen[network_->pair_of(pair)] = 1;
  }
  const kernel::Network& network = network_->network;
  const bool is_row = (side == RowSide::mentors) == network_->is_turned;
  const std::int32_t from = is_row ? network.row_node(person) : network.parent[at(network.column_node(person))];
  if (from != cut_from_) {
    cut_from_ = from;
    const std::vector<bool> is_reached = flow_->reach(from);
    throw_if_ended();
    cut_.potential.clear();
    for (const bool reached : is_reached) cut_.potential.push_back((reached ? 0 : 1) - (is_reached[0] ? 0 : 1));
  }
  Range& own = least_of(side, person);
  const Range before = std::exchange(own, {std::max(own.least, 1), own.most});
  Matching forced{.status = Status::infeasible};
  forced.infeasibility = explain_infeasible(with(), *network_, cut_, spend_);
  own = before;
  throw_if_ended();
  forced.infeasibility->prices = {};
  visit(ask, forced);
  step_();
}

}  // namespace pairwell
