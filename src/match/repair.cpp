#include "pairwell/match/repair.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <variant>

#include "match/checked_problem.hpp"
#include "match/fingerprint.hpp"
#include "match/nested.hpp"
#include "match/proved.hpp"
#include "match/repair_changes.hpp"
#include "match/repair_flow.hpp"
#include "match/solve.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

bool counts_old_pairs(const Stage& stage) { return std::holds_alternative<FewestChanges>(stage); }

/// The stages with a list of pairs for fewest_changes.
Objective with_previous(Objective order, const std::vector<Pair>& previous) {
  for (Stage& stage : order) {
    if (auto* changes = std::get_if<FewestChanges>(&stage)) changes->previous = previous;
  }
  return order;
}

}  // namespace

Objective repair_objective(const Matching& matching, const RepairOptions& options) {
  Objective order = options.objective;
  if (order.empty()) {
    order = objective_of(matching);
    std::erase_if(order, counts_old_pairs);
  }
  if (order.empty()) throw InvalidInput("repair", "objective", "an objective needs at least one stage", "");
  const auto own = std::ranges::find_if(order, counts_old_pairs);
  if (own == order.end()) {
    auto place = order.begin();
    if (options.first == RepairFirst::changes) {
      if (std::holds_alternative<MostPairs>(order.front())) ++place;
    } else {
      place = std::ranges::find_if(order, [](const Stage& one) { return std::holds_alternative<Lottery>(one); });
    }
    order.insert(place, FewestChanges{});
  }
  return with_previous(std::move(order), matching.pairs);
}

class Repairer::Session {
 public:
  Session(Problem problem, const Matching& matching, const RepairOptions& options)
      : problem_(std::move(problem)), order_(repair_objective(matching, options)) {
    Checkpoint checkpoint(options.control);
    matching_ = proved("repair", problem_, matching, options.control, checkpoint);
    old_ = matching_.pairs;
    throw_if_errors("repair", check(problem_, order_));
    largest_ = largest_units(problem_);
    has_digest_ = options.digest;
    if (has_digest_) digest_ = begin_digest(problem_, checkpoint);
    hold(checkpoint);
    checkpoint.throw_if_ended("repair");
    if (flow_) flow_->watch(nullptr);
  }

  Repair repair(const std::vector<ProblemChange>& changes, const Control& control) {
    Checkpoint checkpoint(control);
    Problem rules = without_points(problem_);
    check_changes(rules, changes, largest_);
    order_ = with_previous(std::move(order_), old_);
    throw_if_errors("repair", check(rules, order_));
    checkpoint.enter("repair", std::ssize(changes));
    if (!flow_) hold(checkpoint);
    if (flow_) flow_->watch(&checkpoint);
    if (flow_ && flow_->remember() != RepairFlow::Outcome::held) flow_.reset();
    for (const ProblemChange& change : changes) {
      const std::vector<Pair> unlocked = change_rules(problem_, change);
      if (is_arrival(change)) {
        digest_.reset();
        largest_ = largest_with(change);
        waiting_.push_back(change);
        if (flow_ && !flow_->has_room()) settle_table();
      }
      if (flow_ && tell(change, unlocked) != RepairFlow::Outcome::held) flow_.reset();
      checkpoint.advance();
    }
    std::optional<Matching> found;
    if (flow_ && !checkpoint.ended() && flow_->settle_worst() == RepairFlow::Outcome::held) found = flow_->matching();
    const bool is_from_proof = found.has_value();
    if (!found) flow_.reset();
    matching_ = found ? *std::move(found) : solved(control, checkpoint);
    if (flow_) flow_->watch(nullptr);
    if (has_digest_) sign(checkpoint);
    if (const auto ended = checkpoint.ended()) {
      matching_ = {.status = *ended};
      digest_.reset();
      flow_.reset();  // it has other pairs than those that stood last
    }
    return beside(is_from_proof && !checkpoint.ended());
  }

  const Problem& problem() {
    settle_table();
    return problem_;
  }

  const Matching& matching() {
    const Control unwatched;
    Checkpoint checkpoint(unwatched);
    sign(checkpoint);
    return matching_;
  }

 private:
  static bool is_arrival(const ProblemChange& change) {
    return std::holds_alternative<MenteeArrival>(change) || std::holds_alternative<MentorArrival>(change);
  }

  /// Puts those who came into the table, which nothing needs before it is asked for.
  void settle_table() {
    for (const ProblemChange& change : std::exchange(waiting_, {})) change_table(problem_, change);
  }

  /// Makes the digest of what was found last.
  void sign(Checkpoint& checkpoint) {
    if (!matching_.digest.empty()) return;
    if (matching_.status != Status::optimal && matching_.status != Status::infeasible) return;
    settle_table();
    if (!digest_) digest_ = begin_digest(problem_, checkpoint);
    matching_.digest = fingerprint(end_digest(*digest_, problem_, checkpoint), objective_of(matching_));
  }

  std::int64_t largest_with(const ProblemChange& change) const {
    std::int64_t largest = largest_;
    const auto look = [&](const std::vector<std::int64_t>& units) {
      for (const std::int64_t one : units) {
        if (one != DenseTable::forbidden) largest = std::max({largest, one, -one});
      }
    };
    if (const auto* mentee = std::get_if<MenteeArrival>(&change)) look(mentee->units);
    if (const auto* mentor = std::get_if<MentorArrival>(&change)) look(mentor->units);
    return largest;
  }

  /// Holds what was found last as a flow, where it has a proof for that.
  void hold(Checkpoint& checkpoint) {
    if (checkpoint.ended() || !RepairFlow::may_hold(matching_, order_)) return;
    settle_table();
    flow_ = RepairFlow::make(problem_, matching_, order_, checkpoint);
  }

  RepairFlow::Outcome tell(const ProblemChange& change, const std::vector<Pair>& unlocked) {
    const auto whose = [](const auto& one) { return std::visit([](auto id) { return Claim::Subject(id); }, one); };
    if (const auto* veto = std::get_if<Veto>(&change)) return flow_->forbid(veto->pair);
    if (const auto* one = std::get_if<Withdrawal>(&change)) return flow_->withdraw(whose(one->person), unlocked);
    if (const auto* one = std::get_if<NewRange>(&change)) return flow_->set_range(whose(one->whose), one->pairs);
    const auto* mentee = std::get_if<MenteeArrival>(&change);
    return flow_->add_person(mentee != nullptr,
                             mentee != nullptr ? mentee->units : std::get<MentorArrival>(change).units);
  }

  Matching solved(const Control& control, Checkpoint& checkpoint) {
    if (const auto ended = checkpoint.ended()) return {.status = *ended};
    settle_table();
    Matching found = solve(problem_, order_, {.control = nested(control, checkpoint)});
    look_now(checkpoint);
    if (const auto ended = checkpoint.ended()) return {.status = *ended};
    return found;
  }

  /// Pairs of both go by mentee, then mentor.
  Repair beside(bool is_from_proof) {
    Repair repair{.matching = matching_, .is_from_proof = is_from_proof};
    if (matching_.status != Status::optimal) return repair;
    std::vector<Pair> ended;
    std::ranges::set_intersection(old_, matching_.pairs, std::back_inserter(repair.kept));
    std::ranges::set_difference(old_, matching_.pairs, std::back_inserter(ended));
    std::ranges::set_difference(matching_.pairs, old_, std::back_inserter(repair.begun));
    std::vector<Pair> lost = std::ranges::find_if(matching_.stages, [](const StageResult& result) {
                               return counts_old_pairs(result.stage);
                             })->lost;
    std::ranges::sort(lost);
    std::ranges::set_intersection(ended, lost, std::back_inserter(repair.gone));
    std::ranges::set_difference(ended, lost, std::back_inserter(repair.moved));
    old_ = matching_.pairs;
    return repair;
  }

  Problem problem_;
  Objective order_;
  Matching matching_;
  std::vector<Pair> old_;  // those that stood last
  std::int64_t largest_ = 0;
  bool has_digest_ = true;
  std::optional<Digest> digest_;        // of the table; none once that is another
  std::vector<ProblemChange> waiting_;  // who came and is not in the table yet
  std::unique_ptr<RepairFlow> flow_;
};

Repairer::Repairer(Problem problem, const Matching& matching, const RepairOptions& options)
    : session_(std::make_unique<Session>(std::move(problem), matching, options)) {}

Repairer::Repairer(Repairer&&) noexcept = default;
Repairer& Repairer::operator=(Repairer&&) noexcept = default;
Repairer::~Repairer() = default;

Repair Repairer::repair(const std::vector<ProblemChange>& changes, const Control& control) {
  return session_->repair(changes, control);
}

const Problem& Repairer::problem() { return session_->problem(); }

const Matching& Repairer::matching() { return session_->matching(); }

Repair repair(const Problem& problem, const Matching& matching, const std::vector<ProblemChange>& changes,
              const RepairOptions& options) {
  Repairer repairer(problem, matching, options);
  return repairer.repair(changes, options.control);
}

}  // namespace pairwell
