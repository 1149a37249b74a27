#include "pairwell/match/alternates.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/at.hpp"
#include "match/consequences.hpp"
#include "match/exchange.hpp"
#include "match/fingerprint.hpp"
#include "match/loss.hpp"
#include "match/nested.hpp"
#include "match/proved.hpp"
#include "match/reasons.hpp"
#include "match/sentences.hpp"
#include "match/solve.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

constexpr std::string_view of_alternates = "alternates";

std::vector<Pair> without(const std::vector<Pair>& pairs, const std::vector<Pair>& others) {
  std::vector<Pair> left;
  std::ranges::set_difference(pairs, others, std::back_inserter(left));
  return left;
}

}  // namespace

/// Spaces of matchings, each with its best one, which has been told, and the best of the rest.
class Alternates::Search {
 public:
  Search(const Problem& problem, const Matching& matching, const Names& names, const Control& control);

  std::optional<Alternate> next(const Control& control);

 private:
  /// The matchings that hold some pairs in and some out.
  struct Space {
    std::vector<HeldPair> held{};
    Matching best{};
    std::optional<PotentialsInOrder> proof{};   ///< Of the best one; none where the objective makes no sums.
    std::optional<std::vector<Pair>> proved{};  ///< What the potentials prove, where that is not the best one yet.
    HeldPair split{};                           ///< A pair in which the best of the rest differs from the best.
    Matching second{};                          ///< The best of the rest.
    std::int64_t number = 0;                    ///< Of those that are as good, the lower one comes first.
  };

  static bool comes_later(const Space& one, const Space& other) {
    if (is_worse(one.second, other.second)) return true;
    if (is_worse(other.second, one.second)) return false;
    return one.number > other.number;
  }

  Alternate told_of(const Matching& matching) const;
  bool explore(Space& space);
  void prove(Space& space);
  bool find_second(Space& space);
  bool find_by_cycle(Space& space);
  bool find_by_solving(Space& space);
  Matching solved(const std::vector<HeldPair>& held, bool certificate, std::int64_t least_pairs = 0);
  void hold_states(const Space& space);
  Residual::Place place_of(const Pair& pair) const;
  bool is_a_cycle_away(const Matching& second, const Matching& best) const;
  std::int64_t threshold_of(const Matching& matching) const;

  const Problem& problem_;
  const Matching& matching_;
  Names names_;
  Objective objective_;
  bool makes_sums_ = false;               // whether no stage has a profile
  std::optional<std::size_t> worst_at_;   // the place of best_worst among the stages
  std::optional<MatchNetwork> match_;     // whose states are those of the space at hand
  std::vector<kernel::PairState> state_;  // of each pair of the problem
  std::vector<Space> unexplored_;
  std::vector<Space> queue_;  // a heap
  std::int64_t made_ = 0;
  Checkpoint* checkpoint_ = nullptr;  // of the call at hand
  const Control* control_ = nullptr;
  kernel::Spend spend_;
};

Alternates::Search::Search(const Problem& problem, const Matching& matching, const Names& names, const Control& control)
    : problem_(problem), matching_(matching), names_(names), objective_(objective_of(matching)) {
  check_matching(of_alternates, problem, matching, names);
  Checkpoint checkpoint(control);
  checkpoint.enter("alternates", 0);
  checkpoint_ = &checkpoint;
  control_ = &control;
  spend_ = [this](std::int64_t work) { return checkpoint_->spend(work); };
  makes_sums_ = std::ranges::none_of(objective_, has_profile);
  const auto worst =
      std::ranges::find_if(objective_, [](const Stage& stage) { return std::holds_alternative<BestWorst>(stage); });
  if (worst != objective_.end()) worst_at_ = at(worst - objective_.begin());
  Space whole{.best = proved(of_alternates, problem, matching, control, checkpoint)};
  match_ = make_network(problem, spend_);
  checkpoint.throw_if_ended(of_alternates);
  state_ = match_->network.state;
  unexplored_.push_back(std::move(whole));
  checkpoint_ = nullptr;
  control_ = nullptr;
}

std::optional<Alternate> Alternates::Search::next(const Control& control) {
  Checkpoint checkpoint(control);
  checkpoint.enter("alternates", 0);
  checkpoint_ = &checkpoint;
  control_ = &control;
  while (!unexplored_.empty()) {
    // Whatever stops this call leaves the space where it is.
    Space space = unexplored_.back();
    const bool has_second = explore(space);
    unexplored_.pop_back();
    if (!has_second) continue;
    space.number = made_++;
    queue_.push_back(std::move(space));
    std::ranges::push_heap(queue_, comes_later);
  }
  if (queue_.empty()) return std::nullopt;
  std::ranges::pop_heap(queue_, comes_later);
  Space first = std::move(queue_.back());
  queue_.pop_back();
  Alternate told = told_of(first.second);
  // Those that agree with the one that is told, and those that do not.
  Space with{.held = first.held, .best = std::move(first.second)};
  with.held.push_back(first.split);
  if (first.proof && is_a_cycle_away(with.best, first.best)) {
    with.proof = first.proof;
    with.proved = first.best.pairs;
  }
  Space rest{.held = std::move(first.held), .best = std::move(first.best), .proof = std::move(first.proof)};
  rest.held.push_back({first.split.pair, !first.split.is_in});
  unexplored_.push_back(std::move(with));
  unexplored_.push_back(std::move(rest));
  return told;
}

Alternate Alternates::Search::told_of(const Matching& matching) const {
  const Caller call(problem_, names_);
  Alternate told{.matching = matching,
                 .consequences = consequences_of(of_alternates, problem_, matching_, matching, std::nullopt)};
  told.matching.digest = matching_.digest;
  const auto loss = first_loss(of_alternates, problem_, matching_, matching);
  told.text = loss ? "This matching would mean " + loss->loss.text + "."
                   : "This matching is as good: the objective does not tell the two apart.";
  told.detail = "It " + in_words(told.consequences, problem_, call, false) + ".";
  return told;
}

/// Finds the best of a space but its best one; false where there is no other.
bool Alternates::Search::explore(Space& space) {
  if (makes_sums_ && (!space.proof || space.proved)) prove(space);
  return find_second(space);
}

/// Sets the states of pairs to those of a space.
void Alternates::Search::hold_states(const Space& space) {
  match_->network.state = state_;
  for (const HeldPair& held : space.held) {
    match_->network.state[match_->pair_of(held.pair)] = held.is_in ? kernel::PairState::in : kernel::PairState::out;
  }
}

Residual::Place Alternates::Search::place_of(const Pair& pair) const {
  const auto [row, column] = match_->place_of(pair);
  return {row, column, static_cast<std::int64_t>(match_->pair_of(pair))};
}

/// The units under which no pair of as good a worst one is.
std::int64_t Alternates::Search::threshold_of(const Matching& matching) const {
  if (!worst_at_) return Residual::no_threshold;
  return matching.stages[*worst_at_].value.value_or(Residual::no_pair_at_all);
}

/// Finds potentials that prove the best one of a space: from those of the space that it was split from, where the pair
/// in which they differ is led another way; else by solving.
void Alternates::Search::prove(Space& space) {
  if (const auto proved = std::exchange(space.proved, std::nullopt)) {
    hold_states(space);
    Residual residual(*match_, space.proof->worth, *proved, space.proof->of_node, threshold_of(space.best), spend_);
    const HeldPair split = space.held.back();
    const bool is_held =
        residual.hold({.kind = split.is_in ? Residual::Ask::Kind::pair_in : Residual::Ask::Kind::pair_out,
                       .place = place_of(split.pair)});
    checkpoint_->throw_if_ended(of_alternates);
    assert(is_held);
    if (is_held && !residual.is_worn()) {
      space.proof->of_node = residual.potential();
      return;
    }
  }
  // The proof of the first space is in the matching itself.
  const Matching anew = has_prices(space.best) ? space.best : solved(space.held, true);
  std::vector<const StageResult*> linear;
  for (const StageResult& result : anew.stages) {
    if (!std::holds_alternative<BestWorst>(result.stage)) linear.push_back(&result);
  }
  space.proof = potentials_in_order(problem_, *match_, linear);
}

/// Whether the best of the rest is as good in all stages up to best_worst.
bool Alternates::Search::is_a_cycle_away(const Matching& second, const Matching& best) const {
  const auto is_same = [](const StageResult& one, const StageResult& other) { return one.value == other.value; };
  const auto through = worst_at_ ? static_cast<std::ptrdiff_t>(*worst_at_) + 1 : 0;
  return std::equal(best.stages.begin(), best.stages.begin() + through, second.stages.begin(), is_same);
}

bool Alternates::Search::find_second(Space& space) {
  if (space.proof && find_by_cycle(space)) return true;
  checkpoint_->throw_if_ended(of_alternates);
  // Every other matching is a cycle away, but for those whose worst pair is lower.
  if (space.proof && !worst_at_) return false;
  return find_by_solving(space);
}

/// The cheapest cycle in the residual network of the best one. False where there is none, and where it spoils a stage
/// before best_worst: there may be another with a lower worst pair that does not.
bool Alternates::Search::find_by_cycle(Space& space) {
  hold_states(space);
  Residual residual(*match_, space.proof->worth, space.best.pairs, space.proof->of_node, threshold_of(space.best),
                    spend_);
  checkpoint_->throw_if_ended(of_alternates);
  std::optional<Residual::Way> nearest;
  const auto take = [&](std::optional<Residual::Way> way, HeldPair split) {
    checkpoint_->throw_if_ended(of_alternates);
    if (!way) return;
    nearest = std::move(way);
    space.split = split;
  };
  const auto under = [&] { return nearest ? &nearest->cost : nullptr; };
  std::optional<Residual::Way> added = residual.way_to_add();
  if (added) {
    const Residual::Place& place = added->made.front();
    const Pair pair = match_->people(place.row, place.column);
    take(std::move(added), {.pair = pair, .is_in = true});
  }
  checkpoint_->throw_if_ended(of_alternates);
  for (const Pair& pair : space.best.pairs) {
    const Residual::Place place = place_of(pair);
    if (match_->network.state[at(place.pair)] != kernel::PairState::free) continue;
    take(residual.way_to({.kind = Residual::Ask::Kind::pair_out, .place = place}, under()),
         {.pair = pair, .is_in = false});
  }
  if (!nearest) return false;
  std::vector<Residual::Place> places = residual.chosen();
  change(places, *nearest);
  space.second = matching_of(problem_, *match_, objective_, places);
  return is_a_cycle_away(space.second, space.best);
}

/// Solves anew without each pair of the best one, and with all of them and another.
bool Alternates::Search::find_by_solving(Space& space) {
  bool is_found = false;
  const auto look = [&](Matching matching, HeldPair split) {
    if (matching.status != Status::optimal) return;
    if (is_found && !is_worse(space.second, matching)) return;
    is_found = true;
    space.second = std::move(matching);
    space.split = split;
  };
  const auto is_free = [&](const Pair& pair) {
    const auto is_same = [&](const HeldPair& held) { return held.pair == pair; };
    return std::ranges::none_of(space.held, is_same) &&
           std::ranges::find(problem_.locked, pair) == problem_.locked.end();
  };
  std::vector<HeldPair> held = space.held;
  for (const Pair& pair : space.best.pairs) {
    if (!is_free(pair)) continue;
    held.push_back({.pair = pair, .is_in = false});
    look(solved(held, false), held.back());
    held.pop_back();
  }
  for (const Pair& pair : space.best.pairs) {
    if (is_free(pair)) held.push_back({.pair = pair, .is_in = true});
  }
  Matching larger = solved(held, false, std::ssize(space.best.pairs) + 1);
  if (larger.status != Status::optimal) return is_found;
  const Pair added = without(larger.pairs, space.best.pairs).front();
  look(std::move(larger), {.pair = added, .is_in = true});
  return is_found;
}

/// What match() would give were the pairs held; they count as any other.
/// @param least_pairs how many pairs there must be at least.
Matching Alternates::Search::solved(const std::vector<HeldPair>& held, bool certificate, std::int64_t least_pairs) {
  Problem problem = problem_;
  for (const HeldPair& one : held) {
    if (one.is_in) problem.locked.push_back(one.pair);
  }
  if (least_pairs > 0) {
    MenteeGroup all{.pairs = {static_cast<std::int32_t>(least_pairs), Range::no_limit}};
    for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) all.members.emplace_back(mentee);
    problem.mentee_groups.push_back(std::move(all));
  }
  Matching matching =
      solve(problem, objective_, {.certificate = certificate, .control = nested(*control_, *checkpoint_)}, held);
  if (matching.status != Status::optimal && matching.status != Status::infeasible) {
    look_now(*checkpoint_);
    checkpoint_->throw_if_ended(of_alternates);
  }
  return matching;
}

Alternates::Alternates(const Problem& problem, const Matching& matching, const Names& names, const Control& control)
    : search_(std::make_unique<Search>(problem, matching, names, control)) {}

Alternates::Alternates(Alternates&&) noexcept = default;
Alternates& Alternates::operator=(Alternates&&) noexcept = default;
Alternates::~Alternates() = default;

std::optional<Alternate> Alternates::next(const Control& control) { return search_->next(control); }

std::vector<Alternate> alternates(const Problem& problem, const Matching& matching, std::int64_t most,
                                  const Names& names, const Control& control) {
  if (most < 1) throw InvalidInput(of_alternates, "most", "at least 1 alternate is asked for", std::to_string(most));
  Alternates found(problem, matching, names, control);
  std::vector<Alternate> told;
  while (std::ssize(told) < most) {
    std::optional<Alternate> next = found.next(control);
    if (!next) break;
    told.push_back(*std::move(next));
  }
  return told;
}

}  // namespace pairwell
