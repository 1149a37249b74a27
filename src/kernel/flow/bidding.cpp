#include "kernel/flow/bidding.hpp"

#include <algorithm>
#include <cassert>

#include "kernel/flow/checks.hpp"

namespace pairwell::kernel {
namespace {

/// Rows that lose a place in a tie bid again in the next pass. A search costs far more than a bid.
constexpr std::int32_t most_passes = 64;

}  // namespace

bool Bidding::run() {
  const Network& network = state_.network;
  FlowMeter& meter = state_.meter;
  std::int64_t units = 0;
  for (std::int32_t row = 0; row < network.rows; ++row) units += network.most[at(network.row_node(row))];
  steps_ = 16 * units + 16;
  std::vector<std::int32_t> queue;
  for (std::int32_t row = network.rows; row-- > 0;) {
    if (state_.excess[at(network.row_node(row))] > 0) queue.push_back(row);
  }
  meter.enter_part(network.rows);
  for (std::int32_t pass = 0; pass < most_passes; ++pass) {
    if (pass == 1) chooser_.draw_among_ties();
    while (!queue.empty()) {
      const std::int32_t row = queue.back();
      queue.pop_back();
      bid_in_turn(row);
      meter.advance();
      if (!meter.paid_if_due()) return false;
    }
    while (queues_.is_used() && --steps_ > 0) {
      const std::int32_t row = queues_.admit();
      if (row == none) break;
      // One that lost a place in a tie bids for all its units together, in the next pass.
      if (state_.excess[at(network.row_node(row))] == 1) bid_in_turn(row);
      meter.advance();
      if (!meter.paid_if_due()) return false;
    }
    queue.swap(later_);
    if (queue.empty()) break;
  }
  prices_.push_down();
  queues_.close();
  return meter.paid();
}

/// A row's units bid until they have places, then each row that lost a place to them, and so on.
void Bidding::bid_in_turn(std::int32_t row) {
  waiting_.push_back(row);
  while (!waiting_.empty()) {
    const std::int32_t next = waiting_.back();
    waiting_.pop_back();
    while (state_.excess[at(state_.network.row_node(next))] > 0 && --steps_ > 0) {
      const Bid made = bid(next);
      if (made.end == Bid::stuck) break;
      if (made.end == Bid::displaced) (made.lowered ? waiting_ : later_).push_back(made.row);
    }
  }
}

Bidding::Bid Bidding::bid(std::int32_t row) {
  const std::int32_t node = state_.network.row_node(row);
  while (true) {
    const PairChooser::Choice choice = chooser_.choose(row);
    const bool may_leave = state_.may_fall(node);
    const Value without = may_leave ? queues_.worth_of_waiting(row) : -infinite<Value>();
    if (may_leave && (without > -choice.first || (without == -choice.first && !queues_.has_line(row)))) {
      queues_.go_without(row, -choice.first);
      return {.end = Bid::placed};
    }
    if (choice.first == infinite<Value>()) return {.end = Bid::stuck};
    const Value second = std::max(choice.second == infinite<Value>() ? -choice.first : -choice.second, without);
    const Unit unit{choice.best.cost, row, choice.best.column};
    const std::int32_t column = state_.network.column_node(unit.column);
    const auto [stop, is_full] = way_up(column);
    if (stop == none || (prices_.is_carried_by_columns() && is_full && stop != column)) return {.end = Bid::stuck};
    if (!is_full) {
      place(unit, second, stop);
      ++state_.excess[at(stop)];
      return {.end = Bid::placed};
    }
    const std::int32_t weakest = prices_.weakest_unit(stop);
    if (weakest == none) return {.end = Bid::stuck};
    if (prices_.level(state_.units[weakest]) > -prices_.effective(stop)) {
      prices_.raise_price_if_full(stop);
      continue;
    }
    // A row that would drive out a unit of its own has to be searched for.
    const Unit loser = state_.units[weakest];
    if (loser.row == row || !can_leave(loser.column, stop)) return {.end = Bid::stuck};
    Bid made = displace(unit, weakest, stop, second);
    made.lowered = -choice.first > second;
    return made;
  }
}

/// Gives a unit the place of the weakest one below `stop`.
Bidding::Bid Bidding::displace(const Unit& unit, std::int32_t weakest, std::int32_t stop, Value row_potential) {
  const Unit loser = state_.units[weakest];
  state_.units.remove(weakest);
  for (std::int32_t on = state_.network.column_node(loser.column); on != stop; on = state_.parent(on)) {
    --state_.flow.tree[at(on)];
  }
  ++state_.excess[at(state_.network.row_node(loser.row))];
  // What it lost, the rest of its units may want.
  queues_.return_to_line(loser.row);
  place(unit, row_potential, stop);
  return {.end = Bid::displaced, .row = loser.row};
}

/// Gives a unit its place: flows rise up to `stop`, and what is full then has a price.
void Bidding::place(const Unit& unit, Value row_potential, std::int32_t stop) {
  const std::int32_t row = state_.network.row_node(unit.row);
  assert(row_potential <= state_.potential(row));
  state_.potential(row) = row_potential;
  --state_.excess[at(row)];
  prices_.add_unit(state_.units.add(unit));
  std::int32_t on = state_.network.column_node(unit.column);
  for (; on != stop; on = state_.parent(on)) {
    assert(state_.may_rise(on));
    ++state_.flow.tree[at(on)];
    prices_.raise_price_if_full(on);
  }
  if (on != 0) prices_.raise_price_if_full(on);
  assert(prices_.level(unit) >= -prices_.effective(state_.network.column_node(unit.column)));
  assert(is_tree_flow_in_range(state_, state_.network.column_node(unit.column)));
}

/// Where a unit more of a column stops on its way up the tree: at the first node with too little, at the root, or below
/// the first node that is full. None where the way costs something, as it may after a warm start.
Bidding::Stop Bidding::way_up(std::int32_t column) const {
  std::int32_t node = column;
  while (state_.excess[at(node)] >= 0 && node != 0) {
    if (!state_.may_rise(node)) return {node, true};
    const std::int32_t parent = state_.parent(node);
    if (prices_.is_carried_by_columns() && state_.potential(parent) != state_.potential(node)) return {none, false};
    node = parent;
  }
  return {node, false};
}

/// Whether a unit less leaves every node between a column and `stop` with as much as it needs.
bool Bidding::can_leave(std::int32_t column, std::int32_t stop) const {
  for (std::int32_t on = state_.network.column_node(column); on != stop; on = state_.parent(on)) {
    if (!state_.may_fall(on)) return false;
  }
  return true;
}

}  // namespace pairwell::kernel
