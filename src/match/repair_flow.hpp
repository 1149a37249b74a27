/// Repair flow: a best matching held as flows with their potentials, which takes one change of the rules after another
/// (docs/design/matching.md, Repair).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "match/exact_sum.hpp"
#include "match/network.hpp"
#include "match/residual.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Holds the matching of a problem. Where the objective has best_worst, one flow has no pair under what that reaches,
/// and another as few as can be up to it, which shows that no matching is above it.
class RepairFlow {
 public:
  /// What became of a flow.
  enum class Outcome {
    held,        ///< It is best again.
    infeasible,  ///< Nothing obeys the rules. The flow is of no more use.
    lost,        ///< The caller asked to stop, or numbers are too large. The flow is of no more use.
  };

  /// From the proof of a matching; none where it goes by levels, has no worst pair, numbers are too large, or the
  /// caller asked to stop.
  /// @param problem is kept by reference, and changed by the caller before the flow is told of it.
  /// @param order the stages of the matching but fewest_changes, and that stage for the pairs of the matching itself,
  /// if at all where the matching has it.
  static std::unique_ptr<RepairFlow> make(const Problem& problem, const Matching& matching, const Objective& order,
                                          Checkpoint& checkpoint);

  /// Whether the proof of a matching is one for an order of stages with fewest_changes for its own pairs.
  static bool may_hold(const Matching& matching, const Objective& order);

  RepairFlow(const RepairFlow&) = delete;
  RepairFlow& operator=(const RepairFlow&) = delete;

  /// Has a call watched; none once it is over.
  void watch(Checkpoint* checkpoint) { checkpoint_ = checkpoint; }

  /// Counts the pairs that the flow has now as previous ones.
  Outcome remember();

  /// The problem forbids a pair.
  Outcome forbid(const Pair& pair);

  /// The problem has another range for a person or a group.
  Outcome set_range(const Claim::Subject& whose, const Range& range);

  /// The problem has the range 0 to 0 for a person, and locks none of these pairs of theirs.
  Outcome withdraw(const Claim::Subject& whose, const std::vector<Pair>& unlocked);

  /// Whether a newcomer is taken in without a look at the problem's table.
  bool has_room() const { return has_room_; }

  /// The problem has one mentee, or one mentor, more: the last one.
  /// @param units as Arrival has them. The problem's table has them, too, where there is no room for newcomers.
  Outcome add_person(bool is_mentee, const std::vector<std::int64_t>& units);

  /// Finds the worst pair again that is the best, once all changes are told.
  Outcome settle_worst();

  /// The matching with its proof, without the digest; none where numbers are too large.
  std::optional<Matching> matching() const;

 private:
  using Numbers = std::vector<std::int64_t>;

  /// A flow that is best in the order of linear stages.
  struct Held {
    Objective stages{};
    std::optional<Residual> flow{};

    explicit operator bool() const { return flow.has_value(); }
  };

  RepairFlow(const Problem& problem, Objective order, Checkpoint& checkpoint);

  bool read_network(RowSide side);
  void make_room();
  Numbers potentials_from(Prices prices) const;
  Range range_of_newcomer(bool is_mentee) const;
  bool set_parent_of_newcomer(bool is_mentee, std::int32_t node);
  Outcome add_in_place(bool is_mentee, const std::vector<std::int64_t>& units);
  Outcome read_again(bool is_mentee);
  bool is_admissible(const Pair& pair) const;
  std::vector<Pair> pairs_of(const Held& held) const;
  std::int64_t largest_worth(const Stage& stage) const;
  bool begin(Held& held, const std::vector<Numbers>& potentials, const std::vector<Pair>& pairs);
  bool begin_above(const Matching& matching);
  template <class Change>
  Outcome change(Change each);
  Outcome lower_worst(std::int64_t lowest);
  Outcome raise_worst();
  bool raise_floor(Held& held, std::int64_t floor);
  void set_floor(Held& held, std::int64_t floor) const;
  Outcome refit(std::int32_t node, const Range& range);
  std::int32_t node_of(const Claim::Subject& whose) const;
  Residual::Place place_of(const Pair& pair) const;
  std::vector<Numbers> potentials_of(const Held& held) const;
  void add_newcomer(std::vector<Numbers>& potentials, const Objective& stages, std::int32_t node) const;
  std::optional<Prices> prices_of_worst(const std::vector<Numbers>& own) const;
  std::optional<Prices> prices(const std::vector<Whole>& potential) const;

  const Problem& problem_;
  Checkpoint* checkpoint_;
  kernel::Spend spend_;
  MatchNetwork match_;
  bool has_room_ = false;     // whether the network has rows and columns more than there are people
  std::int64_t largest_ = 0;  // no units of a pair are larger, whatever the sign
  Objective order_;
  std::size_t before_ = 0;             // how many stages stand before best_worst; all without it
  std::optional<std::int64_t> worst_;  // what best_worst reaches
  Held all_;                           // all stages, with the pairs under the threshold counted in place of best_worst
  Held above_;                         // those before best_worst, and as few pairs up to the threshold as can be
};

}  // namespace pairwell
