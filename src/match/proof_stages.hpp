/// Proof of stages: checks the prices of one stage after another and narrows what they leave open.
#pragma once

#include <optional>
#include <string>

#include "match/proof.hpp"

namespace pairwell::proof {

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
  std::int64_t linear(const StageResult& result, const std::string& label);
  template <class Worth>
  std::int64_t slackness(const Prices& prices, const std::string& label, Worth worth);
  void hold_priced(const Prices& prices, const std::string& label);
  void best_worst(const StageResult& result, const std::string& label);
  std::optional<std::int64_t> worst_chosen();

  const Problem& problem_;
  PairTable& table_;
  Everyone& everyone_;
  Failures& failures_;
};

}  // namespace pairwell::proof
