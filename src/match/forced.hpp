/// Forced: best matchings in which somebody has a pair who has none in the best matching of all, or which have a pair
/// that it has not, or do without one that it has (docs/design/matching.md, Explanations).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "match/network.hpp"
#include "match/residual.hpp"
#include "match/solve.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/doctor.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Finds them for one matching. What it finds for one question does not depend on what else it is asked.
class ForcedMatchings {
 public:
  /// Told of one person what match() would give were the person's least one pair: optimal, with the value of each stage
  /// and without prices and digest, or infeasible, without the reason.
  using Visit = std::function<void(std::int32_t person, const Matching& forced)>;

  /// @param matching of the problem, and said to be optimal; whether it is, is found out.
  /// @param function whose name is in errors.
  /// @param step called twice for each answer, where half of the work is done and where all is.
  /// @throws InvalidInput for a matching with pairs outside the problem or that is not the best, and for a problem with
  /// faults; Stopped where the control asks to stop.
  ForcedMatchings(std::string_view function, const Problem& problem, const Matching& matching, const Control& control,
                  Checkpoint& checkpoint, std::function<void()> step);

  /// Visits people of one side, each in no pair and with a capacity and somebody admissible, in an order of its own.
  /// @throws Stopped where the control asks to stop.
  void each_mentee(const std::vector<std::int32_t>& people, const Visit& visit);
  void each_mentor(const std::vector<std::int32_t>& people, const Visit& visit);

  /// A best matching that has a pair that may be: what match() would give had it to be in, counted as any other.
  /// @throws Stopped where the control asks to stop.
  Matching with(const Pair& pair);

  /// Told of a pair what without() gives; infeasible, without the reason, where there is none. Where its worst pair is
  /// lower than that of the matching, also told of a best matching that has the pair and of which no other pair is
  /// lower than that; none where numbers are too large for it.
  using VisitPair = std::function<void(const Pair& pair, const Matching& without, const Matching* with)>;

  /// Visits pairs of the matching that are not locked, in an order of its own.
  /// @throws Stopped where the control asks to stop.
  void each_without(const std::vector<Pair>& pairs, const VisitPair& visit);

  /// Visits pairs that may be and are not in the matching, in an order of its own: told of each what with() gives;
  /// infeasible, without the reason, where there is none.
  /// @throws Stopped where the control asks to stop.
  void each_with(const std::vector<Pair>& pairs, const std::function<void(const Pair&, const Matching&)>& visit);

  /// What a pair that is not in the matching would cost.
  struct Price {
    bool is_possible = false;            ///< Whether a matching has it.
    std::optional<std::size_t> stage{};  ///< The first stage that is worse; none where it costs nothing.
    std::int64_t cost = 0;               ///< By how much, as WhyUnmatched::cost.
  };

  /// Visits each pair that the rules admit and that the matching has not, mentor by mentor: what with() gives, as a
  /// price. One search finds those of a mentor.
  /// @throws Stopped where the control asks to stop.
  void each_price(const std::function<void(const Pair&, const Price&)>& visit);

  /// Told of a pair the fewest units, no less than its own, at which a best matching has it; none where none has,
  /// however many they are.
  using VisitRise = std::function<void(const Pair& pair, std::optional<std::int64_t> least)>;

  /// Visits the same pairs in the same order; false, before any, where stages go by levels or numbers are too large.
  /// @throws Stopped where the control asks to stop.
  bool each_rise(const VisitRise& visit);

  /// A best matching that has not a pair, which is not locked: what match() would give had it to be out. Ranks are
  /// those of the problem.
  /// @throws Stopped where the control asks to stop.
  Matching without(const Pair& pair);

  /// Visits, of each change of a range by one unit and each pair that is admitted, the best matching that would not be
  /// without it, where that may be better than the matching: what match() would give then, if it is.
  /// @param visit told the number of the change.
  /// @throws Stopped where the control asks to stop.
  /// @param asks_all whether these are all that there are of their kind: what is known of one then serves the others,
  /// and of several best matchings it may be another one that is found.
  void each_change(const std::vector<RuleChange>& changes,
                   const std::function<void(std::size_t change, const Matching& changed)>& visit,
                   bool asks_all = false);

 private:
  /// A question with the highest threshold under which it costs the earlier stages no more than it must.
  struct Asked {
    Residual::Ask ask{};
    std::int64_t threshold = 0;
  };
  using Found = std::function<void(const Residual::Ask& ask, const Matching& forced)>;
  struct Side;
  struct FewestLow;

  Matching held(const HeldPair& held);
  void find_pairs(Residual::Ask::Kind kind, const std::vector<Pair>& pairs,
                  const std::function<void(const Pair&, const Matching&)>& visit);
  void price_by_exchange(Side& side, const std::function<void(const Pair&, const Price&)>& visit);
  void rise_by_exchange(Side& side, const Objective& linear, const Objective& before, FewestLow* fewest,
                        const VisitRise& visit);
  bool change_by_exchange(RowSide side, std::vector<Residual::Ask> asks, const Found& visit);
  static void ask_for(const RuleChange& change, const MatchNetwork& match, Residual::Ask& ask);
  void solve_changed(const Residual::Ask& ask, const Found& visit);
  void find(RowSide side, std::vector<Residual::Ask> asks, const Found& visit);

  void each_of(RowSide side, const std::vector<std::int32_t>& people, const Visit& visit);
  void by_exchange(Side& side, const std::vector<Residual::Ask>& asks, const Found& visit);
  std::vector<Asked> thresholds(Side& side, const std::vector<Residual::Ask>& asks, const Found& visit);
  std::vector<Asked> raised_thresholds(Side& side, const std::vector<Residual::Ask>& asks, const Found& visit);
  void tell_kept(Side& side, const Residual::Ask& ask);
  void answer(Side& side, Residual& residual, const Residual::Ask& ask, const Found& visit);
  void tell(Side& side, const Residual& residual, const Residual::Ask& ask, const std::optional<Residual::Way>& way,
            const Found& visit);
  void solve_again(RowSide side, const Residual::Ask& ask, const Found& visit);
  void infeasible(RowSide side, const Residual::Ask& ask, const Found& visit);
  Problem& with();
  Range& least_of(RowSide side, std::int32_t person);
  void throw_if_ended() const { checkpoint_.throw_if_ended(function_); }

  std::string_view function_;
  const Problem& problem_;
  const Matching& matching_;
  const Control& control_;
  Checkpoint& checkpoint_;
  std::function<void()> step_;
  kernel::Spend spend_;
  Objective objective_;
  bool gives_reasons_ = true;                  // why there is no matching
  bool asks_many_ = false;                     // pairs at once
  bool asks_all_ = false;                      // changes of rules of a kind
  std::function<void(const Matching&)> kept_;  // told of the best one with a pair, before the best one without is
  std::optional<Matching> base_;               // with its proof; none where people are to be solved for one by one
  const std::vector<RuleChange>* changes_ = nullptr;
  std::optional<Problem> with_;  // the problem, where somebody's least is 1 or a pair is locked for a while

  // Of those for whom there is no matching.
  std::optional<MatchNetwork> network_;
  std::unique_ptr<Residual> flow_;
  kernel::Flow cut_;
  std::int32_t cut_from_ = -1;  // the node
};

}  // namespace pairwell
