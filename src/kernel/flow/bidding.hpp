/// Bidding: most rows find their columns without a search.
#pragma once

#include <cstdint>
#include <vector>

#include "kernel/flow/group_prices.hpp"
#include "kernel/flow/group_queues.hpp"
#include "kernel/flow/pair_chooser.hpp"
#include "kernel/flow/state.hpp"

namespace pairwell::kernel {

/// Augmenting row reduction (Jonker & Volgenant 1987) for columns of several places, in groups. A row takes its best
/// column and lowers its own potential to what the second best would leave it. A column or group that is full has the
/// price at which the weakest of its units would leave, and loses that unit to a row that offers as much. Rows of
/// groups come in the order of what they gain, as long as their groups have room.
class Bidding {
 public:
  using Value = FlowState::Value;

  /// @param is_warm whether columns have carried the prices of their groups from the start.
  Bidding(FlowState& state, bool is_warm, bool has_queues)
      : state_(state), prices_(state, is_warm), chooser_(state, prices_), queues_(state, chooser_, has_queues) {}

  /// Leaves to searches what is then still out of balance. False where the caller asked to stop.
  bool run();

 private:
  struct Bid {
    enum { placed, displaced, stuck } end = placed;
    std::int32_t row = none;  // that lost its place
    bool lowered = false;     // whether a price fell
  };
  struct Stop {
    std::int32_t node = none;
    bool is_full = false;
  };

  void bid_in_turn(std::int32_t row);
  Bid bid(std::int32_t row);
  Bid displace(const Unit& unit, std::int32_t weakest, std::int32_t stop, Value row_potential);
  void place(const Unit& unit, Value row_potential, std::int32_t stop);
  Stop way_up(std::int32_t column) const;
  bool can_leave(std::int32_t column, std::int32_t stop) const;

  FlowState& state_;
  GroupPrices prices_;
  PairChooser chooser_;
  GroupQueues queues_;
  std::vector<std::int32_t> waiting_, later_;  // rows that are to bid
  std::int64_t steps_ = 0;                     // that are left
};

}  // namespace pairwell::kernel
