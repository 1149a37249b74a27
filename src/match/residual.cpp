#include "match/residual.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <tuple>

#include "core/at.hpp"

namespace pairwell {
namespace {

/// No leading word of a sum is as large.
constexpr SumInOrder::Word farthest = std::numeric_limits<std::int64_t>::max() * (SumInOrder::Word{1} << 63);

/// How many worths of pairs are kept, at 32 bytes each.
constexpr std::int64_t most_kept = std::int64_t{1} << 22;

}  // namespace

Residual::Residual(const MatchNetwork& match, WorthInOrder worth, const std::vector<Pair>& chosen,
                   std::vector<SumInOrder> potential, std::int64_t threshold, const kernel::Spend& spend)
    : match_(match),
      network_(match.network),
      worth_(std::move(worth)),
      potential_(std::move(potential)),
      threshold_(threshold),
      spend_(spend),
      open_(match.units.size(), 0),
      tree_(at(network_.nodes()), 0),
      of_row_(at(network_.rows)),
      of_column_(at(network_.columns)),
      child_start_(at(network_.nodes()) + 1, 0),
      child_(at(network_.nodes()) - 1),
      worths_(at(network_.rows)),
      label_(at(network_.nodes())),
      nearest_(at(network_.nodes()), farthest) {
  for (std::int32_t node = 1; node < network_.nodes(); ++node) ++child_start_[at(network_.parent[at(node)]) + 1];
  std::partial_sum(child_start_.begin(), child_start_.end(), child_start_.begin());
  std::vector<std::int32_t> next(child_start_.begin(), child_start_.end() - 1);
  for (std::int32_t node = 1; node < network_.nodes(); ++node) {
    child_[at(next[at(network_.parent[at(node)])]++)] = node;
  }
  stopped_ = !match.each_pair(spend_, [&](std::size_t pair, std::int32_t, std::int32_t) {
    open_[pair] = network_.state[pair] == kernel::PairState::free && match.units[pair] >= threshold ? 1 : 0;
  });
  for (const Pair& pair : chosen) {
    const auto [row, column] = match.place_of(pair);
    choose({row, column, static_cast<std::int64_t>(match.pair_of(pair))}, true);
    for (std::int32_t end : {network_.row_node(row), network_.column_node(column)}) {
      for (; end != 0; end = network_.parent[at(end)]) ++tree_[at(end)];
    }
  }
}

bool Residual::may_rise(std::int32_t node) const { return tree_[at(node)] < network_.most[at(node)]; }

bool Residual::may_fall(std::int32_t node) const { return tree_[at(node)] > network_.least[at(node)]; }

/// Whether a unit more can be led over the arc between a node and its parent, from the one to the other.
bool Residual::may_step(std::int32_t from, std::int32_t node) const {
  const bool goes_up = from != 0 && network_.parent[at(from)] == node;
  const std::int32_t lower = goes_up ? from : node;
  return network_.on_row_side(lower) != goes_up ? may_rise(lower) : may_fall(lower);
}

const Residual::Worths& Residual::worths_of(std::int32_t row) {
  Worths& worths = worths_[at(row)];
  const std::int64_t first = network_.first_pair(row);
  const std::int64_t end = network_.end_pair(row);
  if (!worths.high.empty() || first == end) return worths;
  if (kept_ + end - first > most_kept) {
    std::ranges::fill(worths_, Worths{});
    kept_ = 0;
  }
  kept_ += end - first;
  worths.high.reserve(at(end - first));
  worths.low.reserve(at(end - first));
  for (std::int64_t pair = first; pair < end; ++pair) {
    const SumInOrder worth = worth_(at(pair), row, network_.column_of(row, pair));
    worths.high.push_back(worth.high);
    worths.low.push_back(worth.low);
  }
  work_ += 16 * (end - first);
  return worths;
}

bool Residual::is_chosen(const Place& place) const {
  return std::ranges::find(of_row_[at(place.row)], place.pair, &Place::pair) != of_row_[at(place.row)].end();
}

void Residual::choose(const Place& place, bool is_in) {
  const auto is_same = [&](const Place& other) { return other.pair == place.pair; };
  if (is_in) {
    open_[at(place.pair)] = 0;
    of_row_[at(place.row)].push_back(place);
    of_column_[at(place.column)].push_back(place);
  } else {
    open_[at(place.pair)] = match_.units[at(place.pair)] >= threshold_ ? 1 : 0;
    std::erase_if(of_row_[at(place.row)], is_same);
    std::erase_if(of_column_[at(place.column)], is_same);
  }
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
  if (!label.is_reached) touched_.push_back(node);
  label = {.distance = distance, .width = width, .from = from, .pair = pair, .is_reached = true};
  nearest_[at(node)] = distance.high;
  heap_.push_back({distance, width, node});
  std::ranges::push_heap(heap_, is_later);
}

/// Dijkstra's method from one node to another, or to all that are nearer than a limit; false where the other was not
/// come by. Labels stay until the next search.
bool Residual::search(std::int32_t source, std::int32_t target, const SumInOrder* limit) {
  for (const std::int32_t node : touched_) {
    label_[at(node)] = {};
    nearest_[at(node)] = farthest;
  }
  touched_.clear();
  heap_.clear();
  target_ = target;
  limit_ = limit;
  const auto known = dead_ends_.find(target);
  dead_end_ = known == dead_ends_.end() ? nullptr : &known->second;
  offer(source, {}, no_pair_at_all, nowhere, no_pair);
  while (!heap_.empty()) {
    std::ranges::pop_heap(heap_, is_later);
    const std::int32_t node = heap_.back().node;
    heap_.pop_back();
    if (label_[at(node)].is_settled) continue;
    label_[at(node)].is_settled = true;
    nearest_[at(node)] = -farthest;
    if (node == target) break;
    expand(node);
    if (work_ > 4096 && !paid()) return false;
  }
  return paid() && target != nowhere && label_[at(target)].is_settled;
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

void Residual::expand_row(std::int32_t row) {
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
    const SumInOrder distance{high, offset.low - worths.low[at(pair - first)] - potential_[at(column)].low};
    offer(column, distance, std::min(label.width, match_.units[at(pair)]), node, pair);
  }
  work_ += 4 * (network_.end_pair(row) - first);
}

void Residual::expand_tree(std::int32_t node) {
  const auto step_to = [&](std::int32_t next) {
    if (!may_step(node, next)) return;
    const Label& label = label_[at(node)];
    offer(next, label.distance + potential_[at(node)] - potential_[at(next)], label.width, node, no_pair);
  };
  if (node != 0) step_to(network_.parent[at(node)]);
  for (std::int32_t index = child_start_[at(node)]; index < child_start_[at(node) + 1]; ++index) {
    step_to(child_[at(index)]);
  }
  work_ += 8 + 4 * (child_start_[at(node) + 1] - child_start_[at(node)]);
}

/// The pair that a step goes over, which it makes where it comes from a row.
Residual::Place Residual::place_over(std::int32_t from, std::int32_t node, std::int64_t pair) const {
  const bool is_made = network_.is_row(from);
  return {(is_made ? from : node) - network_.row_node(0), (is_made ? node : from) - network_.column_node(0), pair};
}

std::optional<Residual::Way> Residual::way_in(std::int32_t row) {
  const std::int32_t source = network_.row_node(row);
  const std::int32_t target = network_.parent[at(source)];
  assert(tree_[at(source)] == 0 && may_rise(source));
  if (!search(source, target)) {
    auto& dead_end = dead_ends_[target];
    dead_end.resize(label_.size(), false);
    for (const std::int32_t node : touched_) dead_end[at(node)] = true;
    return std::nullopt;
  }
  const Label& end = label_[at(target)];
  // Distances are in reduced costs, and the way goes round by the arc from the row's parent.
  Way way{.cost = end.distance + potential_[at(target)] - potential_[at(source)], .width = end.width};
  for (std::int32_t node = target; node != source; node = label_[at(node)].from) {
    const Label& label = label_[at(node)];
    if (label.pair == no_pair) continue;
    (network_.is_row(label.from) ? way.made : way.given).push_back(place_over(label.from, node, label.pair));
  }
  return way;
}

/// Leads a unit more over the way that the last search found.
void Residual::send(std::int32_t source, std::int32_t target) {
  for (std::int32_t node = target; node != source; node = label_[at(node)].from) {
    const auto [from, pair] = std::pair(label_[at(node)].from, label_[at(node)].pair);
    if (pair != no_pair) {
      choose(place_over(from, node, pair), network_.is_row(from));
      continue;
    }
    const bool goes_up = from != 0 && network_.parent[at(from)] == node;
    const std::int32_t lower = goes_up ? from : node;
    tree_[at(lower)] += network_.on_row_side(lower) != goes_up ? 1 : -1;
  }
  dead_ends_.clear();
}

/// Potentials of the nodes that are nearer than the limit fall by as much as they are nearer.
void Residual::fall(const SumInOrder& limit) {
  for (const std::int32_t node : touched_) {
    const Label& label = label_[at(node)];
    if (!(label.distance < limit)) continue;
    potential_[at(node)] = potential_[at(node)] - (limit - label.distance);
    is_worn_ = is_worn_ || !worth_.fits(potential_[at(node)]);
  }
}

void Residual::prepare_to_lower(std::int64_t threshold) {
  assert(closed_.empty() && threshold <= threshold_);
  closed_.resize(at(network_.rows));
  for (std::int32_t row = 0; row < network_.rows && !stopped_; ++row) {
    std::vector<std::int64_t>& pairs = closed_[at(row)];
    for (std::int64_t pair = network_.first_pair(row); pair < network_.end_pair(row); ++pair) {
      const std::int64_t units = match_.units[at(pair)];
      if (network_.state[at(pair)] != kernel::PairState::free || units < threshold || units >= threshold_) continue;
      pairs.push_back(pair);
    }
    std::ranges::sort(pairs, [&](std::int64_t one, std::int64_t other) {
      return comes_later({match_.units[at(one)], one, row}, {match_.units[at(other)], other, row});
    });
    push_closed(row);
    work_ += 64 * std::ssize(pairs) + 2 * (network_.end_pair(row) - network_.first_pair(row));
    if (work_ > 4096) paid();
  }
}

/// Whether one pair comes in behind another: those of the highest units come first, then those of the first rows.
bool Residual::comes_later(const Closed& one, const Closed& other) {
  return one.units != other.units ? one.units < other.units : one.pair > other.pair;
}

/// Puts the next pair of a row in line.
void Residual::push_closed(std::int32_t row) {
  std::vector<std::int64_t>& pairs = closed_[at(row)];
  if (pairs.empty()) return;
  in_line_.push_back({match_.units[at(pairs.back())], pairs.back(), row});
  std::ranges::push_heap(in_line_, comes_later);
  pairs.pop_back();
}

void Residual::lower(std::int64_t threshold) {
  assert(threshold <= threshold_ && !closed_.empty());
  threshold_ = threshold;
  dead_ends_.clear();
  while (!in_line_.empty() && in_line_.front().units >= threshold && !stopped_) {
    const auto [units, pair, row] = in_line_.front();
    std::ranges::pop_heap(in_line_, comes_later);
    in_line_.pop_back();
    push_closed(row);
    let_in({row, network_.column_of(row, pair), pair});
    work_ += 64;
    if (work_ > 4096) paid();
  }
}

/// Lets a pair in. Where it gains, it is made if that is possible at a cost that is less; else potentials fall until it
/// gains nothing.
void Residual::let_in(const Place& place) {
  const std::int32_t row = network_.row_node(place.row);
  const std::int32_t column = network_.column_node(place.column);
  const SumInOrder worth = worth_(at(place.pair), place.row, place.column);
  const SumInOrder reduced = potential_[at(row)] - potential_[at(column)] - worth;
  if (!(reduced < SumInOrder{})) {
    open_[at(place.pair)] = 1;
    return;
  }
  SumInOrder limit = SumInOrder{} - reduced;
  if (search(column, row, &limit)) {
    limit = label_[at(row)].distance;
    send(column, row);
    choose(place, true);
  } else {
    open_[at(place.pair)] = 1;
  }
  if (!stopped_) fall(limit);
}

void Residual::close_under(std::int64_t units) {
  if (units <= threshold_) return;
  threshold_ = units;
  stopped_ = !match_.each_pair(spend_, [&](std::size_t pair, std::int32_t, std::int32_t) {
    if (match_.units[pair] < units) open_[pair] = 0;
  }) || stopped_;
}

bool Residual::raise_above(std::int64_t units) {
  assert(units < no_pair_at_all);
  close_under(units + 1);
  std::vector<Place> leaving;
  for (const std::vector<Place>& places : of_row_) {
    std::ranges::copy_if(places, std::back_inserter(leaving), [&](const Place& place) {
      return network_.state[at(place.pair)] == kernel::PairState::free && match_.units[at(place.pair)] <= units;
    });
  }
  std::ranges::sort(leaving, {}, &Place::pair);
  for (const Place& place : leaving) {
    if (!is_chosen(place)) continue;  // it was given up for another one
    choose(place, false);
    const std::int32_t row = network_.row_node(place.row);
    const std::int32_t column = network_.column_node(place.column);
    if (!search(row, column)) return false;
    send(row, column);
    fall(label_[at(column)].distance);
  }
  return true;
}

std::vector<Residual::Place> Residual::chosen() const {
  std::vector<Place> all;
  for (const std::vector<Place>& places : of_row_) all.insert(all.end(), places.begin(), places.end());
  return all;
}

std::int64_t Residual::lowest_chosen() const {
  std::int64_t lowest = no_pair_at_all;
  for (const std::vector<Place>& places : of_row_) {
    for (const Place& place : places) {
      if (!match_.locked[at(place.pair)]) lowest = std::min(lowest, match_.units[at(place.pair)]);
    }
  }
  return lowest;
}

SumInOrder Residual::cost() const {
  SumInOrder cost;
  for (const std::vector<Place>& places : of_row_) {
    for (const Place& place : places) cost = cost - worth_(at(place.pair), place.row, place.column);
  }
  return cost;
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
