#include "kernel/flow/group_prices.hpp"

#include <cassert>
#include <functional>
#include <utility>

namespace pairwell::kernel {
namespace {

template <class Heap>
void pop_least(Heap& heap) {
  std::ranges::pop_heap(heap, std::ranges::greater{}, [](const auto& entry) { return entry.level; });
  heap.pop_back();
}

template <class Heap>
void push_least(Heap& heap, const typename Heap::value_type& entry) {
  heap.push_back(entry);
  std::ranges::push_heap(heap, std::ranges::greater{}, [](const auto& one) { return one.level; });
}

}  // namespace

std::int32_t GroupPrices::weakest_unit(std::int32_t node) {
  return state_.network.is_column(node) ? weakest_of_column(node) : weakest_of_group(node);
}

std::int32_t GroupPrices::weakest_of_column(std::int32_t node) {
  const Units& units = state_.units;
  std::int32_t weakest = none;
  Value least = infinite<Value>();
  for (std::int32_t unit = units.first_of_column(node - state_.network.column_node(0)); unit != none;
       unit = units.next_of_column(unit)) {
    state_.meter.add(2);
    if (level(units[unit]) >= least) continue;
    least = level(units[unit]);
    weakest = unit;
  }
  return weakest;
}

/// From a heap of levels, which only rise, so that what lies on top may be out of date but not too high.
std::int32_t GroupPrices::weakest_of_group(std::int32_t group) {
  UnitHeap& heap = heap_of(group);
  while (!heap.empty()) {
    const Levelled top = heap.front();
    state_.meter.add(8);
    if (!state_.units.is(top.unit, top.serial)) {
      pop_least(heap);
      continue;
    }
    const Value today = level(state_.units[top.unit]);
    assert(today >= top.level);
    if (today == top.level) return top.unit;
    pop_least(heap);
    push_least(heap, {today, top.unit, top.serial});
  }
  return none;
}

/// The heap of a group is begun when the group is first full.
GroupPrices::UnitHeap& GroupPrices::heap_of(std::int32_t group) {
  const Network& network = state_.network;
  const auto index = at(group - network.column_group_node(0));
  if (heap_.empty()) heap_.resize(at(network.column_groups));
  if (heap_[index]) return *heap_[index];
  UnitHeap heap;
  std::vector<std::int32_t> below{group};
  while (!below.empty()) {
    const std::int32_t node = below.back();
    below.pop_back();
    const auto children = state_.children(node);
    below.insert(below.end(), children.begin(), children.end());
    if (!network.is_column(node)) continue;
    const std::int32_t column = node - network.column_node(0);
    for (std::int32_t unit = state_.units.first_of_column(column); unit != none;
         unit = state_.units.next_of_column(unit)) {
      heap.push_back(levelled(unit));
    }
  }
  std::ranges::make_heap(heap, std::ranges::greater{}, &Levelled::level);
  heap_[index] = std::move(heap);
  return *heap_[index];
}

void GroupPrices::add_unit(std::int32_t unit) {
  if (heap_.empty()) return;
  const Network& network = state_.network;
  std::int32_t node = state_.parent(network.column_node(state_.units[unit].column));
  for (; node != 0; node = state_.parent(node)) {
    auto& heap = heap_[at(node - network.column_group_node(0))];
    if (heap) push_least(*heap, levelled(unit));
  }
}

void GroupPrices::raise_price_if_full(std::int32_t node) {
  const bool is_column = state_.network.is_column(node);
  if (state_.may_rise(node) || (is_carried_by_columns_ && !is_column)) return;
  const std::int32_t weakest = weakest_unit(node);
  if (weakest == none) return;
  const Value least = -level(state_.units[weakest]);
  if (least >= state_.potential(node)) return;
  state_.potential(node) = least;
  if (is_column) return;
  for (const std::int32_t group : state_.column_groups) state_.potential(group) = effective(group);
}

void GroupPrices::push_down() {
  if (is_carried_by_columns_) return;
  for (std::int32_t column = 0; column < state_.network.columns; ++column) {
    const std::int32_t node = state_.network.column_node(column);
    state_.potential(node) = effective(node);
  }
  is_carried_by_columns_ = true;
}

}  // namespace pairwell::kernel
