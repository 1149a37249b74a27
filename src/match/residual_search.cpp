// Searches in a residual: for the nearest way from one node to another, and for all that can be reached.
#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "match/residual.hpp"

namespace pairwell {
namespace {

/// How many worths of pairs are kept, at 16 bytes each, or 32 where they need two words.
constexpr std::int64_t most_kept = std::int64_t{1} << 22;

}  // namespace

const Residual::Worths& Residual::worths_of(std::int32_t row) {
  Worths& worths = worths_->of_row[at(row)];
  const std::int64_t first = network_.first_pair(row);
  const std::int64_t end = network_.end_pair(row);
  if (!worths.high.empty() || first == end) return worths;
  if (worths_->pairs + end - first > most_kept) {
    std::ranges::fill(worths_->of_row, Worths{});
    worths_->pairs = 0;
  }
  worths_->pairs += end - first;
  worths.floor = floor_;
  worth_.read_row(row, at(end - first), worths.high, worths.low);
  work_ += 8 * (end - first);
  return worths;
}

/// Whether a search comes to one node after the other: the nearest is first, then the widest.
bool Residual::is_later(const Entry& one, const Entry& other) {
  if (one.distance != other.distance) return other.distance < one.distance;
  if (one.width != other.width) return one.width < other.width;
  return one.node > other.node;
}

/// Offers a node a label, which it takes where that is nearer than its own, or as near and wider.
void Residual::offer(std::int32_t node, const SumInOrder& distance, std::int64_t width, std::int32_t from,
                     std::int64_t pair) {
  const auto is_better = [&](const Label& label) {
    if (!label.is_reached) return true;
    if (distance < label.distance) return true;
    return width > label.width && distance == label.distance;
  };
  Label& label = label_[at(node)];
  if (label.is_settled || !is_better(label) || (dead_end_ != nullptr && (*dead_end_)[at(node)])) return;
  if (target_ != nowhere && !is_better(label_[at(target_)])) return;
  if (limit_ != nullptr && !(distance < *limit_)) return;
  if (pair != over_hub && is_no_better_than_over_hubs(node, distance, width)) return;
  if (!label.is_reached) touched_.push_back(node);
  label = {.distance = distance, .width = width, .from = from, .pair = pair, .is_reached = true};
  nearest_[at(node)] = distance.high;
  heap_.push_back({distance, width, node});
  std::ranges::push_heap(heap_, is_later);
}

/// Dijkstra's method from one node to another, or to all that are nearer than a limit; false where the other was not
/// come by. Labels stay until the next search.
bool Residual::search(std::int32_t source, std::int32_t target, const SumInOrder* limit) {
  if (joins_hubs_) find_hubs();
  for (std::int32_t hub = 0; hub != nowhere && !stopped_;) {
    hub = search_once(source, target, limit);
    if (hub != nowhere) make_ways(hubs_[at(hub)]);
  }
  return paid() && target != nowhere && label_[at(target)].is_settled;
}

/// One try; returns the hub, by its place in hubs_, from which ways have to be known first.
std::int32_t Residual::search_once(std::int32_t source, std::int32_t target, const SumInOrder* limit) {
  passed_.clear();
  for (const std::int32_t node : touched_) {
    label_[at(node)] = {};
    nearest_[at(node)] = farthest;
  }
  touched_.clear();
  heap_.clear();
  target_ = target;
  limit_ = limit;
  const auto known = dead_ends_.find(target);
  dead_end_ = known == dead_ends_.end() || barred_ != nowhere ? nullptr : &known->second;
  offer(source, {}, no_pair_at_all, nowhere, no_pair);
  while (!heap_.empty()) {
    std::ranges::pop_heap(heap_, is_later);
    const Entry entry = heap_.back();
    heap_.pop_back();
    const std::int32_t node = entry.node;
    if (entry.row != nowhere) {
      push_sorted(entry.row, entry.place + 1);
      offer(node, entry.distance, entry.width, network_.row_node(entry.row), sorted_pair(entry.row, entry.place));
      if (work_ > 4096 && !paid()) break;
      continue;
    }
    if (label_[at(node)].is_settled || is_no_better_than_over_hubs(node, entry.distance, entry.width)) continue;
    Hub* hub = joins_hubs_ ? hub_at(node) : nullptr;
    if (hub != nullptr && hub->version != version_) return static_cast<std::int32_t>(hub - hubs_.data());
    label_[at(node)].is_settled = true;
    nearest_[at(node)] = -farthest;
    if (node == target) break;
    if (hub != nullptr) {
      pass(*hub);
    } else {
      expand(node);
    }
    if (work_ > 4096 && !paid()) break;
  }
  return nowhere;
}

bool Residual::paid() {
  stopped_ = !spend_(std::exchange(work_, 0)) || stopped_;
  return !stopped_;
}

void Residual::expand(std::int32_t node) {
  if (network_.is_row(node)) {
    expand_row(node - network_.row_node(0));
  } else if (network_.is_column(node)) {
    for (const Place& place : of_column_[at(node - network_.column_node(0))]) {
      if (network_.state[at(place.pair)] != kernel::PairState::free) continue;
      const std::int32_t row = network_.row_node(place.row);
      const Label& label = label_[at(node)];
      const SumInOrder worth = worth_(at(place.pair), place.row, place.column);
      offer(row, label.distance + worth + potential_[at(node)] - potential_[at(row)], label.width, node, place.pair);
      work_ += 16;
    }
  }
  expand_tree(node);
}

/// Whether one pair of a row, by where it stands there, comes before another in the order of reduced costs; the widest
/// is first among equals.
bool Residual::comes_first(std::int32_t row, const Worths& worths, std::int32_t one, std::int32_t other) const {
  const std::int64_t first = network_.first_pair(row);
  const std::size_t own = at(network_.column_node(network_.column_of(row, first + one)));
  const std::size_t theirs = at(network_.column_node(network_.column_of(row, first + other)));
  const SumInOrder::Word high = worths.high[at(one)] + potential_[own].high;
  const SumInOrder::Word other_high = worths.high[at(other)] + potential_[theirs].high;
  if (high != other_high) return high > other_high;
  const SumInOrder::Word low = worths.low_of(at(one)) + potential_[own].low;
  const SumInOrder::Word other_low = worths.low_of(at(other)) + potential_[theirs].low;
  if (low != other_low) return low > other_low;
  const std::int64_t units = match_.units[at(first + one)];
  const std::int64_t other_units = match_.units[at(first + other)];
  return units != other_units ? units > other_units : one < other;
}

/// Sorts the first few pairs of a row, in one reading: most rows are left after these.
void Residual::sort_first(std::int32_t row, SortedPairs& pairs) {
  constexpr std::size_t few = 16;
  const Worths& worths = worths_of(row);
  const std::int64_t first = network_.first_pair(row);
  const auto is_before = [&](const FirstPair& one, const FirstPair& other) {
    if (one.high != other.high) return one.high > other.high;
    return comes_first(row, worths, one.offset, other.offset);
  };
  first_pairs_.clear();
  std::int64_t open = 0;
  for (std::int64_t pair = first; pair < network_.end_pair(row); ++pair) {
    if (open_[at(pair)] == 0) continue;
    ++open;
    const std::size_t column = at(network_.column_node(network_.column_of(row, pair)));
    const FirstPair own{worths.high[at(pair - first)] + potential_[column].high,
                        static_cast<std::int32_t>(pair - first)};
    if (first_pairs_.size() == few) {
      if (own.high < first_pairs_.front().high || !is_before(own, first_pairs_.front())) continue;
      std::ranges::pop_heap(first_pairs_, is_before);
      first_pairs_.pop_back();
    }
    first_pairs_.push_back(own);
    std::ranges::push_heap(first_pairs_, is_before);
  }
  std::ranges::sort(first_pairs_, is_before);
  pairs.offset.clear();
  for (const FirstPair& own : first_pairs_) pairs.offset.push_back(own.offset);
  pairs.sorted = pairs.offset.size();
  pairs.is_whole = open == std::ssize(pairs.offset);
  work_ += 4 * (network_.end_pair(row) - first);
}

/// The pair of a row that stands at a place in the order of reduced costs; none after the last. Sorts no more than is
/// asked for.
std::int64_t Residual::sorted_pair(std::int32_t row, std::size_t place) {
  SortedPairs& pairs = sorted_[at(row)];
  const std::int64_t first = network_.first_pair(row);
  if (pairs.version != version_) {
    pairs.version = version_;
    sort_first(row, pairs);
  }
  if (place < pairs.sorted) return first + pairs.offset[place];
  if (!pairs.is_whole) {
    pairs.is_whole = true;
    const std::vector<std::int32_t> sorted = pairs.offset;
    for (std::int64_t pair = first; pair < network_.end_pair(row); ++pair) {
      const auto offset = static_cast<std::int32_t>(pair - first);
      if (open_[at(pair)] != 0 && std::ranges::find(sorted, offset) == sorted.end()) pairs.offset.push_back(offset);
    }
    work_ += 8 * (network_.end_pair(row) - first);
  }
  if (place >= pairs.offset.size()) return no_pair;
  const Worths& worths = worths_of(row);
  const auto is_before = [&](std::int32_t one, std::int32_t other) { return comes_first(row, worths, one, other); };
  const auto begin = pairs.offset.begin() + static_cast<std::ptrdiff_t>(pairs.sorted);
  work_ += 32 * (pairs.offset.end() - begin);
  pairs.sorted = std::min(pairs.offset.size(), 3 * pairs.sorted);
  const auto end = pairs.offset.begin() + static_cast<std::ptrdiff_t>(pairs.sorted);
  if (end != pairs.offset.end()) std::nth_element(begin, end, pairs.offset.end(), is_before);
  std::sort(begin, end, is_before);
  return first + pairs.offset[place];
}

/// Puts the cheapest pair of a row in line, from a place on, that leads where no better way is known.
void Residual::push_sorted(std::int32_t row, std::size_t place) {
  const std::int32_t node = network_.row_node(row);
  const SumInOrder start = label_[at(node)].distance + potential_[at(node)];
  const std::int64_t width = label_[at(node)].width;
  for (std::int64_t pair = sorted_pair(row, place); pair != no_pair; pair = sorted_pair(row, ++place)) {
    const std::int32_t column = network_.column_node(network_.column_of(row, pair));
    const Worths& worths = worths_of(row);
    const std::int64_t offset = pair - network_.first_pair(row);
    const SumInOrder distance =
        start - SumInOrder{worths.high[at(offset)], worths.low_of(at(offset))} - potential_[at(column)];
    work_ += 16;
    // Whatever comes later is no nearer.
    if (target_ != nowhere && label_[at(target_)].is_reached && !(distance < label_[at(target_)].distance) &&
        !(distance == label_[at(target_)].distance)) {
      return;
    }
    if (limit_ != nullptr && !(distance < *limit_)) return;
    if (!passed_.empty() && is_beyond_hubs(distance)) return;
    if (label_[at(column)].is_settled || (dead_end_ != nullptr && (*dead_end_)[at(column)])) continue;
    if (is_no_better_than_over_hubs(column, distance, std::min(width, match_.units[at(pair)]))) continue;
    heap_.push_back({distance, std::min(width, match_.units[at(pair)]), column, row, place});
    std::ranges::push_heap(heap_, is_later);
    return;
  }
}

void Residual::expand_row(std::int32_t row) {
  if (sorts_pairs_) {
    push_sorted(row, 0);
    return;
  }
  const Worths& worths = worths_of(row);
  const std::int32_t node = network_.row_node(row);
  const Label label = label_[at(node)];
  const SumInOrder offset = label.distance + potential_[at(node)];
  const std::int64_t first = network_.first_pair(row);
  for (std::int64_t pair = first; pair < network_.end_pair(row); ++pair) {
    if (open_[at(pair)] == 0) continue;
    const std::int32_t column = network_.column_node(network_.column_of(row, pair));
    // Mostly the leading word says that a label is no better.
    const SumInOrder::Word high = offset.high - worths.high[at(pair - first)] - potential_[at(column)].high;
    if (high > nearest_[at(column)] || (target_ != nowhere && high > nearest_[at(target_)])) continue;
    const SumInOrder distance{high, offset.low - worths.low_of(at(pair - first)) - potential_[at(column)].low};
    offer(column, distance, std::min(label.width, match_.units[at(pair)]), node, pair);
  }
  work_ += 4 * (network_.end_pair(row) - first);
}

void Residual::expand_tree(std::int32_t node) {
  const auto step_to = [&](std::int32_t next) {
    if (!may_step(node, next)) return;
    if (barred_ != nowhere &&
        (barred_ == node ? network_.parent[at(node)] == next : barred_ == next && network_.parent[at(next)] == node)) {
      return;
    }
    const Label& label = label_[at(node)];
    offer(next, label.distance + potential_[at(node)] - potential_[at(next)], label.width, node, no_pair);
  };
  if (node != 0) step_to(network_.parent[at(node)]);
  for (std::int32_t index = child_start_[at(node)]; index < child_start_[at(node) + 1]; ++index) {
    step_to(child_[at(index)]);
  }
  work_ += 8 + 4 * (child_start_[at(node) + 1] - child_start_[at(node)]);
}

std::vector<bool> Residual::reach(std::int32_t start) {
  std::vector<bool> is_reached(label_.size(), false);
  std::vector<std::int32_t> queue{start};
  is_reached[at(start)] = true;
  const auto visit = [&](std::int32_t node) {
    if (is_reached[at(node)]) return true;
    is_reached[at(node)] = true;
    queue.push_back(node);
    return true;
  };
  // Where every row has every column, each is looked at only until it is reached.
  std::vector<std::int32_t> left(network_.column.empty() ? at(network_.columns) : 0);
  std::iota(left.begin(), left.end(), 0);
  for (std::size_t index = 0; index < queue.size(); ++index) {
    const std::int32_t node = queue[index];
    if (network_.is_row(node)) {
      const std::int32_t row = node - network_.row_node(0);
      const std::int64_t first = network_.first_pair(row);
      work_ += 2 * std::ssize(left);
      std::erase_if(left, [&](std::int32_t column) {
        return open_[at(first + column)] != 0 && visit(network_.column_node(column));
      });
      if (!network_.column.empty()) {
        for (std::int64_t pair = first; pair < network_.end_pair(row); ++pair) {
          if (open_[at(pair)] != 0) visit(network_.column_node(network_.column_of(row, pair)));
        }
        work_ += 2 * (network_.end_pair(row) - first);
      }
    } else if (network_.is_column(node)) {
      for (const Place& place : of_column_[at(node - network_.column_node(0))]) {
        if (network_.state[at(place.pair)] == kernel::PairState::free) visit(network_.row_node(place.row));
      }
    }
    if (node != 0 && may_step(node, network_.parent[at(node)])) visit(network_.parent[at(node)]);
    for (std::int32_t child = child_start_[at(node)]; child < child_start_[at(node) + 1]; ++child) {
      if (may_step(node, child_[at(child)])) visit(child_[at(child)]);
    }
    work_ += 8 + 2 * (child_start_[at(node) + 1] - child_start_[at(node)]);
    if (work_ > 4096 && !paid()) break;
  }
  return is_reached;
}

}  // namespace pairwell
