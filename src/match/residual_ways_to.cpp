// The nearest ways to one node of a residual, from everywhere: they answer all questions about arcs that lead there.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "match/residual.hpp"

namespace pairwell {
namespace {

/// How many times all nodes searches come by before it pays to find the ways from everywhere.
constexpr std::int64_t times_before_ways = 32;
constexpr std::size_t most_targets = 64;

}  // namespace

/// The ways to a node once searches for it came by enough nodes since the flow changed; else none.
const Residual::WaysTo* Residual::ways_to(std::int32_t target) {
  auto found = std::ranges::find(ways_to_, target, &WaysTo::target);
  if (found == ways_to_.end()) {
    if (ways_to_.size() == most_targets) return nullptr;
    ways_to_.push_back({.target = target});
    found = ways_to_.end() - 1;
  }
  if (found->version != version_) {
    found->version = version_;
    found->searched = 0;
    found->is_made = false;
  }
  if (!found->is_made && found->searched > times_before_ways * network_.nodes()) make_ways_to(*found);
  return found->is_made && !stopped_ ? &*found : nullptr;
}

/// Dijkstra's method against the arcs.
void Residual::make_ways_to(WaysTo& ways) {
  ways.is_made = true;
  ways.label.assign(label_.size(), {});
  std::vector<Entry> heap;
  std::vector<std::int32_t> left(at(network_.rows));  // rows that are not settled
  std::iota(left.begin(), left.end(), 0);
  if (!network_.column.empty() && column_start_.empty()) read_columns();
  const auto offer_before = [&](std::int32_t before, const SumInOrder& distance, std::int64_t width, std::int32_t node,
                                std::int64_t pair) {
    Label& label = ways.label[at(before)];
    if (label.is_settled) return;
    if (label.is_reached && !(distance < label.distance) && (width <= label.width || !(distance == label.distance))) {
      return;
    }
    label = {.distance = distance, .width = width, .from = node, .pair = pair, .is_reached = true};
    heap.push_back({distance, width, before});
    std::ranges::push_heap(heap, is_later);
  };
  offer_before(ways.target, {}, no_pair_at_all, nowhere, no_pair);
  while (!heap.empty()) {
    std::ranges::pop_heap(heap, is_later);
    const std::int32_t node = heap.back().node;
    heap.pop_back();
    Label& own = ways.label[at(node)];
    if (own.is_settled) continue;
    own.is_settled = true;
    const SumInOrder start = own.distance - potential_[at(node)];
    const std::int64_t width = own.width;
    const auto step_from = [&](std::int32_t before) {
      if (may_step(before, node)) offer_before(before, start + potential_[at(before)], width, node, no_pair);
    };
    if (network_.is_column(node)) {
      const std::int32_t column = node - network_.column_node(0);
      const auto look = [&](std::int32_t row, std::int64_t pair) {
        if (open_[at(pair)] == 0) return;
        const std::int32_t before = network_.row_node(row);
        const Worths& worths = worths_of(row);
        const std::size_t offset = at(pair - network_.first_pair(row));
        // Mostly the leading word says that the way is no nearer.
        const SumInOrder::Word high = start.high + potential_[at(before)].high - worths.high[offset];
        const Label& label = ways.label[at(before)];
        if (label.is_reached && high > label.distance.high) return;
        offer_before(before, {high, start.low + potential_[at(before)].low - worths.low_of(offset)},
                     std::min(width, match_.units[at(pair)]), node, pair);
      };
      if (network_.column.empty()) {
        std::erase_if(left, [&](std::int32_t row) { return ways.label[at(network_.row_node(row))].is_settled; });
        for (const std::int32_t row : left) look(row, network_.first_pair(row) + column);
        work_ += 8 * std::ssize(left);
      } else {
        for (std::int64_t place = column_start_[at(column)]; place < column_start_[at(column) + 1]; ++place) {
          const std::int32_t row = row_in_column_[at(place)];
          if (!ways.label[at(network_.row_node(row))].is_settled) look(row, pair_in_column_[at(place)]);
        }
        work_ += 8 * (column_start_[at(column) + 1] - column_start_[at(column)]);
      }
    } else if (network_.is_row(node)) {
      for (const Place& place : of_row_[at(node - network_.row_node(0))]) {
        if (network_.state[at(place.pair)] != kernel::PairState::free) continue;
        const std::int32_t column = network_.column_node(place.column);
        offer_before(column, start + worth_(at(place.pair), place.row, place.column) + potential_[at(column)], width,
                     node, place.pair);
      }
    }
    if (node != 0) step_from(network_.parent[at(node)]);
    for (std::int32_t index = child_start_[at(node)]; index < child_start_[at(node) + 1]; ++index) {
      step_from(child_[at(index)]);
    }
    work_ += 32 + 4 * (child_start_[at(node) + 1] - child_start_[at(node)]);
    if (work_ > 4096 && !paid()) return;
  }
}

/// Whether it is known, which it may not be, how the nearest way leads from a node to its parent that does not go
/// straight there, the widest of these; none where there is none.
bool Residual::is_known(std::int32_t source, std::int32_t target, std::optional<Way>& way) {
  const WaysTo* ways = ways_to(target);
  if (ways == nullptr) return false;
  // The first of those that are as near and as wide.
  Label best;
  const auto look = [&](std::int32_t next, const SumInOrder& cost, std::int64_t width, std::int64_t pair) {
    const Label& rest = ways->label[at(next)];
    if (!rest.is_reached) return;
    const SumInOrder whole = cost + rest.distance;
    const std::int64_t narrowest = std::min(width, rest.width);
    if (best.is_reached && !(whole < best.distance) && (narrowest <= best.width || !(whole == best.distance))) return;
    best = {.distance = whole, .width = narrowest, .from = next, .pair = pair, .is_reached = true};
  };
  if (network_.is_row(source)) {
    const std::int32_t row = source - network_.row_node(0);
    const Worths& worths = worths_of(row);
    const std::int64_t first = network_.first_pair(row);
    const SumInOrder start = potential_[at(source)];
    for (std::int64_t pair = first; pair < network_.end_pair(row); ++pair) {
      const std::int32_t column = network_.column_node(network_.column_of(row, pair));
      const std::size_t offset = at(pair - first);
      const SumInOrder::Word high = start.high - worths.high[offset] - potential_[at(column)].high;
      if (open_[at(pair)] == 0 || (best.is_reached && high > best.distance.high)) continue;
      look(column, {high, start.low - worths.low_of(offset) - potential_[at(column)].low}, match_.units[at(pair)],
           pair);
    }
    work_ += 4 * (network_.end_pair(row) - first);
  }
  for (std::int32_t index = child_start_[at(source)]; index < child_start_[at(source) + 1]; ++index) {
    const std::int32_t child = child_[at(index)];
    if (may_step(source, child)) {
      look(child, potential_[at(source)] - potential_[at(child)], no_pair_at_all, no_pair);
    }
  }
  if (work_ > 4096) paid();
  way.reset();
  if (!best.is_reached) return true;
  Way found{.cost = best.distance, .width = best.width};
  const auto step = [&](std::int32_t from, std::int32_t node, std::int64_t pair) {
    if (pair != no_pair) (network_.is_row(from) ? found.made : found.given).push_back(place_over(from, node, pair));
  };
  step(source, best.from, best.pair);
  for (std::int32_t node = best.from; node != target; node = ways->label[at(node)].from) {
    if (node == source) return false;  // what comes back to the source goes straight on from there
    step(node, ways->label[at(node)].from, ways->label[at(node)].pair);
  }
  way = std::move(found);
  return true;
}

}  // namespace pairwell
