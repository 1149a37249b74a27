/// Proof of stages: checks the prices of one stage after another and narrows what they leave open.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>

#include "match/proof.hpp"

namespace pairwell::proof {

class Levels;

/// Checks the stages of a matching in turn. The table must know which pairs are chosen and everyone how many they have.
class StageProof {
 public:
  StageProof(const Problem& problem, PairTable& table, Everyone& everyone, Failures& failures)
      : problem_(problem), table_(table), everyone_(everyone), failures_(failures) {}

  /// Adds to the failures whatever the stage claims and does not prove. `label` names the stage.
  void check(const StageResult& result, const std::string& label);

  /// Farkas: any matching of the pairs that stay would have to satisfy 0 <= the sum made here. So a negative sum shows
  /// that there is none. `stays` is asked with a cell and its place.
  /// @throws TooLarge where the sum leaves 64 bits.
  template <class Stays>
  bool cannot_be_paid(const Prices& prices, Stays stays) {
    assert(everyone_.fits(prices));
    const Paid paid(problem_, prices);
    std::int64_t sum = 0;
    with_prices(everyone_, prices, [&](const Counted& one, std::int64_t price, auto) {
      sum = add(sum, multiply(price, price > 0 ? one.most : one.least));
    });
    table_.each([&](const Cell& cell, const Place& place) {
      if (cell.face == Face::never || !stays(cell, place)) return;
      const std::int64_t gain = -paid.by(place);
      if (cell.face == Face::always || gain > 0) sum = add(sum, gain);
    });
    return sum < 0;
  }

 private:
  bool holds_only_what_its_stage_may(const StageResult& result, const std::string& label);

  // The proof of each stage: one without does not compile.
  void prove(const MostPairs& stage, const StageResult& result, const std::string& label);
  void prove(const Floor& stage, const StageResult& result, const std::string& label);
  void prove(const BestWorst& stage, const StageResult& result, const std::string& label);
  void prove(const Leximin& stage, const StageResult& result, const std::string& label);
  void prove(const RankMaximal& stage, const StageResult& result, const std::string& label);
  void prove(const Generous& stage, const StageResult& result, const std::string& label);
  void prove(const FewestChanges& stage, const StageResult& result, const std::string& label);
  void prove(const MostPoints& stage, const StageResult& result, const std::string& label);
  void prove(const Lottery& stage, const StageResult& result, const std::string& label);

  void compare(const StageResult& result, std::int64_t reached, const std::string& label);
  std::optional<std::int64_t> worst_chosen();
  void profiled(const Levels& levels, const StageResult& result, const std::string& label);
  void settle(const LevelStep& step, const Levels& levels, const std::string& label);
  void pass_over(const Levels& levels, std::optional<std::int64_t> after, std::optional<std::int64_t> before,
                 const std::string& label);

  /// Complementary slackness, which proves that no sum of worths is higher and cuts out the face of those as high.
  /// Returns the sum that the pairs reach.
  template <class Worth>
  std::int64_t slackness(const Prices& prices, const std::string& label, Worth worth) {
    assert(everyone_.fits(prices));
    const Paid paid(problem_, prices);
    std::int64_t reached = 0;
    table_.each([&](Cell& cell, const Place& place) {
      if (cell.face != Face::open && !cell.is_chosen) return;
      const std::int64_t worth_here = worth(cell, place);
      if (cell.is_chosen) reached = add(reached, worth_here);
      if (cell.face != Face::open) return;
      const std::int64_t gain = worth_here - paid.by(place);
      if (gain == 0) return;
      cell.face = gain > 0 ? Face::always : Face::never;
      if (cell.is_chosen == (gain > 0)) return;
      failures_.add([&] {
        return label + ": " + to_string(place.pair()) +
               (gain > 0 ? " would gain and is left out." : " loses and is matched.");
      });
    });
    hold_priced(prices, label);
    return reached;
  }
  void hold_priced(const Prices& prices, const std::string& label);

  const Problem& problem_;
  PairTable& table_;
  Everyone& everyone_;
  Failures& failures_;
};

}  // namespace pairwell::proof
