/// Group queues: rows of groups bid in the order of what they would gain, as long as their groups have room.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "kernel/flow/pair_chooser.hpp"
#include "kernel/flow/state.hpp"

namespace pairwell::kernel {

/// Where a group is full, the gain of the first in line is the price of the group, and none inside gains less.
class GroupQueues {
 public:
  using Value = FlowState::Value;

  /// @param is_used whether rows of groups began without units; else no row is ever in line.
  GroupQueues(FlowState& state, PairChooser& chooser, bool is_used);

  /// Until the queues are closed.
  bool is_used() const { return is_used_; }

  /// The next row to bid, with a unit more from above; none where no row that could come would gain.
  std::int32_t admit();

  /// What a unit of a row is worth outside: as much as the first in line for its place would gain.
  Value worth_of_waiting(std::int32_t row);

  /// Sends a unit of a row, whose next pair would be worth so much, back to where it came from.
  void go_without(std::int32_t row, Value worth);

  /// Takes note that a row that lost a unit may want another.
  void return_to_line(std::int32_t row);

  /// Whether a row's group is one that rows queue for.
  bool has_line(std::int32_t row) const { return is_used_ && !is_of_root(row); }

  /// Groups that are full get the price at which the first in line stays out, or at which the last inside stays, if
  /// that is less. A row in line that would still gain under these prices comes in without a place; searches find one.
  void close();

 private:
  using Entry = std::pair<Value, std::int32_t>;  // what is gained, and the row

  bool is_of_root(std::int32_t row) const { return state_.parent(state_.network.row_node(row)) == 0; }
  std::vector<Entry>& queue_of(std::int32_t group) { return queue_[at(group - state_.network.row_group_node(0))]; }
  void wait(std::int32_t row, Value worth);
  void lower_to(std::int32_t row, Value worth);
  std::int32_t next_group() const;
  bool is_open(std::int32_t group) const;
  Value first_in_line(std::int32_t group);
  Value highest_waiting(std::int32_t group);
  void price_groups();
  void settle_in_line(std::int32_t row);

  FlowState& state_;
  PairChooser& chooser_;
  bool is_used_;
  std::vector<std::vector<Entry>> queue_;  // of each group: those that wait, by what they would gain
  Value next_in_line_ = 0;                 // what the next row to be admitted would gain
};

}  // namespace pairwell::kernel
