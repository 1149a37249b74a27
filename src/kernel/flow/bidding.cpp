// Bids: most rows find their columns without a search.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "kernel/flow/search.hpp"

namespace pairwell::kernel {
namespace {

/// Rows that lose a place in a tie bid again in the next pass. A search costs far more than a bid.
constexpr std::int32_t most_passes = 64;

}  // namespace

/// Augmenting row reduction (Jonker & Volgenant 1987) for columns of several places, in groups. A row takes its best
/// column and lowers its own potential to what the second best would leave it. A column or group that is full has the
/// price at which the weakest of its units would leave, and loses that unit to a row that offers as much. Rows of
/// groups come in the order of what they gain, as long as their groups have room.
bool FlowSearch::auction_phase() {
  std::int64_t units = 0;
  for (std::int32_t row = 0; row < network_.rows; ++row) units += network_.most[at(network_.row_node(row))];
  steps_ = 16 * units + 16;
  std::vector<std::int32_t> queue;
  for (std::int32_t row = network_.rows; row-- > 0;) {
    if (excess_[at(network_.row_node(row))] > 0) queue.push_back(row);
  }
  if (has_queues_) begin_queues();
  std::int64_t rows = 0;  // that came to bid, each counted whenever it comes
  for (pass_ = 0; pass_ < most_passes; ++pass_) {
    while (!queue.empty()) {
      const std::int32_t row = queue.back();
      queue.pop_back();
      bid_in_turn(row);
      reach(1, ++rows, network_.rows);
      if (work_ > 4096 && !paid()) return false;
    }
    for (std::int32_t row = none; has_queues_ && --steps_ > 0 && (row = admit()) != none;) {
      // One that lost a place in a tie bids for all its units together, in the next pass.
      if (excess_[at(network_.row_node(row))] == 1) bid_in_turn(row);
      reach(1, ++rows, network_.rows);
      if (work_ > 4096 && !paid()) return false;
    }
    queue.swap(later_);
    if (queue.empty()) break;
  }
  push_down_group_prices();
  return paid();
}

/// A row's units bid until they have places, then each row that lost a place to them, and so on.
void FlowSearch::bid_in_turn(std::int32_t row) {
  waiting_.push_back(row);
  while (!waiting_.empty()) {
    const std::int32_t next = waiting_.back();
    waiting_.pop_back();
    while (excess_[at(network_.row_node(next))] > 0 && --steps_ > 0) {
      const Bid made = bid(next);
      if (made.end == Bid::stuck) break;
      if (made.end == Bid::placed) continue;
      if (!made.lowered) {
        later_.push_back(made.row);
      } else {
        waiting_.push_back(made.row);
      }
    }
  }
}

FlowSearch::Bid FlowSearch::bid(std::int32_t row) {
  const std::int32_t node = network_.row_node(row);
  while (true) {
    const Choice choice = choose(row);
    const Value without = may_fall(node) ? worth_of_waiting(row) : -infinite<Value>();
    const bool is_in_line = has_queues_ && !is_row_of_root(node);
    if (may_fall(node) && (without > -choice.first || (without == -choice.first && !is_in_line))) {
      go_without(row, -choice.first);
      return {.end = Bid::placed};
    }
    if (choice.first == infinite<Value>()) return {.end = Bid::stuck};
    const Value second = std::max(choice.second == infinite<Value>() ? -choice.first : -choice.second, without);
    const Unit unit{choice.best.cost, row, choice.best.column};
    const std::int32_t column = network_.column_node(unit.column);
    const auto [stop, is_full] = way_up(column);
    if (stop == none || (is_warm_ && is_full && stop != column)) return {.end = Bid::stuck};
    if (!is_full) {
      place(unit, second, stop);
      ++excess_[at(stop)];
      return {.end = Bid::placed};
    }
    const std::int32_t weakest = weakest_unit(stop);
    if (weakest == Units::none) return {.end = Bid::stuck};
    if (level(units_[weakest]) > -effective(stop)) {
      raise_price_if_full(stop);
      continue;
    }
    const Unit loser = units_[weakest];
    // A row that would drive out a unit of its own has to be searched for.
    if (loser.row == row || !can_leave(loser.column, stop)) return {.end = Bid::stuck};
    units_.remove(weakest);
    for (std::int32_t on = network_.column_node(loser.column); on != stop; on = network_.parent[at(on)]) {
      --flow_.tree[at(on)];
    }
    const std::int32_t loser_node = network_.row_node(loser.row);
    ++excess_[at(loser_node)];
    // What it lost, the rest of its units may want.
    if (has_queues_ && !is_row_of_root(loser_node) && may_rise(loser_node)) wait(loser.row, potential(loser_node));
    const bool lowered = -choice.first > second;
    place(unit, second, stop);
    return {.end = Bid::displaced, .row = loser.row, .lowered = lowered};
  }
}

/// Gives a unit its place: flows rise up to `stop`, and what is full then has a price.
void FlowSearch::place(const Unit& unit, Value row_potential, std::int32_t stop) {
  potential(network_.row_node(unit.row)) = row_potential;
  --excess_[at(network_.row_node(unit.row))];
  note_unit(units_.add(unit));
  std::int32_t on = network_.column_node(unit.column);
  for (; on != stop; on = network_.parent[at(on)]) {
    ++flow_.tree[at(on)];
    raise_price_if_full(on);
  }
  if (on != 0) raise_price_if_full(on);
}

/// The best of a row's pairs that are not chosen, reading on where the list may lack it.
FlowSearch::Choice FlowSearch::choose(std::int32_t row) {
  const bool has_several = network_.most[at(network_.row_node(row))] > 1;
  std::int32_t units = 0;
  if (has_several) units = mark_units_of(row);
  for (bool was_read = false;; was_read = true) {
    Choice choice;
    for (const Candidate<Value>& listed : lists_.pairs_of(row)) {
      if (listed.low > choice.second) break;
      ++work_;
      const std::int32_t column = network_.column_node(listed.column);
      const Value reduced = listed.cost - effective(column);
      if (reduced > choice.second || (has_several && marked_[at(listed.column)] == mark_)) continue;
      if (reduced < choice.first) {
        choice.second = choice.first;
        choice.first = reduced;
        choice.best = listed;
      } else {
        choice.second = std::min(choice.second, reduced);
        // The first that is open, so that among equal ones places are filled in order.
        if (reduced == choice.first && !may_rise(network_.column_node(choice.best.column)) &&
            (may_rise(column) || breaks_tie())) {
          choice.best = listed;
        }
      }
    }
    work_ += 16;
    const Value bound = lists_.bound_of(row);
    choice.second = std::min(choice.second, bound);
    if (choice.first <= bound) return choice;
    // Lists know nothing of what groups cost, so what is best may lie behind a whole list of what no longer is.
    work_ += was_read ? lists_.read_further(row, prices())
                      : lists_.read(row, prices(), CandidateLists<NetworkRows>::first_count + 2 * units);
  }
}

/// Whether a full column goes before one that is as good: by lot, from a fixed seed, once rows bid again. Without it,
/// they would take each other's places for ever.
bool FlowSearch::breaks_tie() {
  if (pass_ == 0) return false;
  tie_rng_ = tie_rng_ * 1664525 + 1013904223;  // Knuth, Seminumerical Algorithms, 3.3.4
  return tie_rng_ >> 30 == 0;
}

/// Marks the columns that a row of several units has, so that they are not offered to it again.
std::int32_t FlowSearch::mark_units_of(std::int32_t row) {
  ++mark_;
  std::int32_t units = 0;
  for (auto unit = units_.first_of_row(row); unit != Units::none; unit = units_.next_of_row(unit), ++units) {
    marked_[at(units_[unit].column)] = mark_;
  }
  return units;
}

/// Where a unit more of a column stops on its way up the tree: at the first node with too little, at the root, or below
/// the first node that is full. None where the way costs something, as it may after a warm start.
FlowSearch::Stop FlowSearch::way_up(std::int32_t column) const {
  std::int32_t node = column;
  while (excess_[at(node)] >= 0 && node != 0) {
    if (!may_rise(node)) return {node, true};
    const std::int32_t parent = network_.parent[at(node)];
    if (is_warm_ && potential(parent) != potential(node)) return {none, false};
    node = parent;
  }
  return {node, false};
}

/// Whether a unit less leaves every node between a column and `stop` with as much as it needs.
bool FlowSearch::can_leave(std::int32_t column, std::int32_t stop) const {
  for (std::int32_t on = network_.column_node(column); on != stop; on = network_.parent[at(on)]) {
    if (!may_fall(on)) return false;
  }
  return true;
}

/// The unit below a column or a group of columns that the least price would drive away.
std::int32_t FlowSearch::weakest_unit(std::int32_t node) {
  if (!network_.is_column(node)) return weakest_of_group(node);
  std::int32_t weakest = Units::none;
  Value least = infinite<Value>();
  for (auto unit = units_.first_of_column(node - network_.column_node(0)); unit != Units::none;
       unit = units_.next_of_column(unit)) {
    work_ += 2;
    if (level(units_[unit]) >= least) continue;
    least = level(units_[unit]);
    weakest = unit;
  }
  return weakest;
}

/// Of a group: from a heap of levels, which only rise, so that what lies on top may be out of date but not too high.
std::int32_t FlowSearch::weakest_of_group(std::int32_t group) {
  UnitHeap& heap = heap_of(group);
  while (!heap.empty()) {
    const Levelled top = heap.front();
    work_ += 8;
    if (!units_.is(top.unit, top.serial)) {
      pop_least(heap);
      continue;
    }
    const Value today = level(units_[top.unit]);
    if (today == top.level) return top.unit;
    pop_least(heap);
    push_least(heap, {today, top.unit, top.serial});
  }
  return Units::none;
}

void FlowSearch::pop_least(UnitHeap& heap) {
  std::ranges::pop_heap(heap, std::ranges::greater{}, &Levelled::level);
  heap.pop_back();
}

void FlowSearch::push_least(UnitHeap& heap, const Levelled& entry) {
  heap.push_back(entry);
  std::ranges::push_heap(heap, std::ranges::greater{}, &Levelled::level);
}

/// The heap of a group of columns is begun when the group is first full.
FlowSearch::UnitHeap& FlowSearch::heap_of(std::int32_t group) {
  const auto index = at(group - network_.column_group_node(0));
  if (group_heap_.empty()) group_heap_.resize(at(network_.column_groups));
  if (group_heap_[index]) return *group_heap_[index];
  UnitHeap heap;
  std::vector<std::int32_t> below{group};
  while (!below.empty()) {
    const std::int32_t node = below.back();
    below.pop_back();
    below.insert(below.end(), child_.begin() + child_start_[at(node)], child_.begin() + child_start_[at(node + 1)]);
    if (!network_.is_column(node)) continue;
    const std::int32_t column = node - network_.column_node(0);
    for (auto unit = units_.first_of_column(column); unit != Units::none; unit = units_.next_of_column(unit)) {
      heap.push_back({level(units_[unit]), unit, units_.serial(unit)});
    }
  }
  std::ranges::make_heap(heap, std::ranges::greater{}, &Levelled::level);
  group_heap_[index] = std::move(heap);
  return *group_heap_[index];
}

/// Tells the heaps of the groups around a unit's column that it is there.
void FlowSearch::note_unit(std::int32_t unit) {
  if (group_heap_.empty()) return;
  for (std::int32_t node = network_.parent[at(network_.column_node(units_[unit].column))]; node != 0;
       node = network_.parent[at(node)]) {
    auto& heap = group_heap_[at(node - network_.column_group_node(0))];
    if (heap) push_least(*heap, {level(units_[unit]), unit, units_.serial(unit)});
  }
}

/// Raises the price of a column or group that is full until its weakest unit would as soon leave.
void FlowSearch::raise_price_if_full(std::int32_t node) {
  if (may_rise(node) || (is_warm_ && !network_.is_column(node))) return;
  const std::int32_t weakest = weakest_unit(node);
  if (weakest == Units::none) return;
  const Value least = -level(units_[weakest]);
  if (least >= potential(node)) return;
  potential(node) = least;
  if (!network_.is_column(node)) spread_group_prices();
}

void FlowSearch::spread_group_prices() {
  for (const std::int32_t group : column_groups_) {
    potential(group) = std::min(potential(group), potential(network_.parent[at(group)]));
  }
}

/// While bids go on, what a group's price does to its columns is only looked up; from now on they have it themselves.
void FlowSearch::push_down_group_prices() {
  if (is_warm_) return;
  for (std::int32_t column = 0; column < network_.columns; ++column) {
    potential(network_.column_node(column)) = effective(network_.column_node(column));
  }
  if (has_queues_) end_queues();
}

}  // namespace pairwell::kernel
