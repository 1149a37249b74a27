/// Exchange: the proof of a matching as potentials of one flow, and what the pairs reach that a change of it leaves.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "match/network.hpp"
#include "match/pair_worth.hpp"
#include "match/residual.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/objective.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Whether each stage of a matching has prices.
bool has_prices(const Matching& matching);

/// What pairs are worth to several stages, and the potentials of each node that prove a flow in all of them.
struct PotentialsInOrder {
  WorthInOrder worth;
  std::vector<SumInOrder> of_node;
};

/// Of linear stages, each with the potential of each node; none where the sums of a path do not fit.
std::optional<PotentialsInOrder> potentials_in_order(const Problem& problem, const MatchNetwork& match,
                                                     const Objective& stages,
                                                     const std::vector<std::vector<std::int64_t>>& potentials);

/// Of linear stages with prices; none where the sums of a path do not fit.
std::optional<PotentialsInOrder> potentials_in_order(const Problem& problem, const MatchNetwork& match,
                                                     const std::vector<const StageResult*>& stages);

/// Makes and gives up the pairs of a way.
void change(std::vector<Residual::Place>& pairs, const Residual::Way& way);

/// The lowest units of a pair that is not locked; Residual::no_pair_at_all where there is none.
std::int64_t worst_of(const MatchNetwork& match, const std::vector<Residual::Place>& pairs);

/// What pairs reach in each stage, of which none has a profile; without prices.
std::vector<StageResult> values_of(const Problem& problem, const MatchNetwork& match, const Objective& objective,
                                   const std::vector<Residual::Place>& pairs);

/// An optimal matching of these pairs, without prices and digest.
Matching matching_of(const Problem& problem, const MatchNetwork& match, const Objective& objective,
                     const std::vector<Residual::Place>& pairs);

/// Matchings that a way changes a flow to. What the flow itself reaches is worked out once.
class ChangedMatchings {
 public:
  ChangedMatchings(const Problem& problem, const MatchNetwork& match, const Objective& objective);

  /// What matching_of says of the flow with that change.
  /// @param way may be null.
  Matching operator()(const Residual& flow, const Residual::Way* way);

 private:
  void begin(const Residual& flow);
  std::int64_t worst_with(const Residual::Way& way) const;

  const Problem& problem_;
  const MatchNetwork& match_;
  const Objective objective_;
  std::vector<std::optional<PairWorth>> worths_;  // of each stage that is a sum
  const Residual* flow_ = nullptr;
  std::int64_t version_ = -1;        // of that flow
  Matching base_{};                  // of it
  std::vector<std::int64_t> units_;  // of its pairs that are not locked, in order
};

}  // namespace pairwell
