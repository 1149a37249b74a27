/// Repair: the new matching after a change of the rules, beside the old one, found from the proof of the old one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/range.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// A pair must not be any more. One that is locked cannot be vetoed.
struct Veto {
  Pair pair{};
};

/// Somebody can be in no pair any more: the range becomes 0 to 0, and pairs of theirs are no longer locked.
struct Withdrawal {
  std::variant<MenteeId, MentorId> person{};
};

/// Somebody, or a group, has another range.
struct NewRange {
  std::variant<MenteeId, MentorId, MenteeGroupId, MentorGroupId> whose{};
  Range pairs{};
};

/// Somebody comes late, and stands last on their side.
template <class GroupId>
struct Arrival {
  std::vector<std::int64_t>
      units{};  ///< With each person of the other side; DenseTable::forbidden where there is none.
  Range pairs{};
  std::vector<GroupId> groups{};       ///< All that they are in.
  std::optional<std::uint64_t> key{};  ///< For the lottery; where the side has keys, and only there.
};
using MenteeArrival = Arrival<MenteeGroupId>;
using MentorArrival = Arrival<MentorGroupId>;

/// One change of a problem.
using ProblemChange = std::variant<Veto, Withdrawal, NewRange, MenteeArrival, MentorArrival>;

/// Makes changes in a problem that check() finds nothing wrong with, one after another.
/// @throws InvalidInput for a change with people, groups, ranges, units or keys that cannot be, and for a veto of a
/// locked pair; no change is made then.
/// @complexity linear in the people, groups and lists of pairs; in the table, too, with an arrival.
void make_changes(Problem& problem, const std::vector<ProblemChange>& changes);

/// What comes first in a repair.
enum class RepairFirst {
  changes,    ///< As few as possible of the old pairs end, behind most_pairs where the objective begins with it.
  objective,  ///< The objective; as few as possible of the old pairs end where that costs nothing but the lottery.
};

/// How repair() goes about it.
struct RepairOptions {
  RepairFirst first = RepairFirst::changes;  ///< DEFAULT: changes.

  /// Empty: that of the old matching without fewest_changes. With fewest_changes in it, that counts the pairs of the
  /// old matching, whatever pairs it lists, and `first` has no say. DEFAULT: empty.
  Objective objective{};

  /// False leaves the digest out of what is found, without which nothing is verified: Repairer::matching() makes it
  /// when it is asked for. It saves a look at the whole table after an arrival. DEFAULT: true.
  bool digest = true;
  Control control{};  ///< How to watch and stop the call. DEFAULT: runs to its end, unwatched.
};

/// The order of stages that a repair of a matching goes by.
/// @throws InvalidInput where no stage is left.
Objective repair_objective(const Matching& matching, const RepairOptions& options = {});

/// A new matching beside the old one.
struct Repair {
  Matching matching{};        ///< Of the changed problem, with its proof; or why there is none.
  std::vector<Pair> kept{};   ///< Old pairs that stay; all lists by mentee, then mentor, and empty unless optimal.
  std::vector<Pair> gone{};   ///< Old pairs that can no longer be: the rules about the two say so.
  std::vector<Pair> moved{};  ///< Old pairs that are given up.
  std::vector<Pair> begun{};  ///< New pairs.

  /// Whether the matching was found from the proof of the old one; else it was solved for anew, as it is where the
  /// objective has a stage by levels, where there is no worst pair left, and where no matching obeys the rules.
  bool is_from_proof = false;
};

/// Takes one change after another, from the proof of the matching that stands. Pairs count as old that stood last.
///
/// Method: the matching is a flow of least cost in the order of all stages, with potentials that prove it. A change
/// makes a few units of it too many or too few; each is led by the shortest way of the residual network, and the
/// potentials of all nodes that are nearer than its end fall by as much (Ford and Fulkerson; Edmonds and Karp 1972;
/// Ahuja, Magnanti and Orlin 1993, chapter 9). The new potentials are the new proof, which verify() checks like any
/// other.
class Repairer {
 public:
  /// @param matching the one that stands: optimal, best and of this problem. Options as repair() takes them.
  /// @throws InvalidInput where it is not, or the objective has faults; Stopped where the control asks to stop.
  /// @complexity the proof is checked and the problem read, O(E) for E admissible pairs; with best_worst, a solution of
  /// the stages before it beside that. Without a proof that fits the objective, nothing more until the first change,
  /// which is then solved for anew.
  Repairer(Problem problem, const Matching& matching, const RepairOptions& options = {});
  Repairer(Repairer&&) noexcept;
  Repairer& operator=(Repairer&&) noexcept;
  ~Repairer();

  /// Makes changes and repairs the matching. Where nothing obeys the rules, or the call is stopped, the changes are
  /// made all the same, and the pairs that stood last stay the old ones.
  /// @throws InvalidInput as make_changes() does; the changes are then not made, nor any of them.
  /// @complexity a search for each unit that must move, O(E log V) at worst and usually a small part of the table. The
  /// digest of an arrival reads the whole table.
  Repair repair(const std::vector<ProblemChange>& changes, const Control& control = {});

  /// The problem with all changes so far. Those who came late are put into its table now.
  const Problem& problem();

  /// What was found last, with its digest.
  const Matching& matching();

 private:
  class Session;
  std::unique_ptr<Session> session_;
};

/// Makes changes in a copy of a problem and repairs its matching: what a Repairer does with its first change.
/// @throws InvalidInput as Repairer and make_changes() do.
/// @complexity linear in the table, and as Repairer.
Repair repair(const Problem& problem, const Matching& matching, const std::vector<ProblemChange>& changes,
              const RepairOptions& options = {});

}  // namespace pairwell
