/// Pair chooser: the best pair of a row under today's prices, and what the next one leaves it.
#pragma once

#include <cstdint>

#include "kernel/flow/group_prices.hpp"
#include "kernel/flow/state.hpp"

namespace pairwell::kernel {

class PairChooser {
 public:
  using Value = FlowState::Value;

  struct Choice {
    Value first = infinite<Value>();   ///< The least reduced cost...
    Value second = infinite<Value>();  ///< ...and the next one; infinite where there is none.
    Candidate<Value> best{};
  };

  PairChooser(FlowState& state, const GroupPrices& prices) : state_(state), prices_(prices) {}

  /// The best of a row's pairs that are not chosen, reading on where the list may lack it.
  Choice choose(std::int32_t row);

  /// From now on a full column at times goes before one that is as good: by lot, from a fixed seed. Without it, rows
  /// that bid again would take each other's places for ever.
  void draw_among_ties() { draws_among_ties_ = true; }

 private:
  bool breaks_tie();

  FlowState& state_;
  const GroupPrices& prices_;
  bool draws_among_ties_ = false;
  std::uint32_t tie_rng_ = 1;
};

}  // namespace pairwell::kernel
