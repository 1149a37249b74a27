#include "match/residual.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <memory>
#include <numeric>
#include <utility>

#include "core/at.hpp"

namespace pairwell {

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
      worths_(std::make_shared<KeptWorths>(KeptWorths{.of_row = std::vector<Worths>(at(network_.rows))})),
      sorted_(at(network_.rows)),
      label_(at(network_.nodes())),
      nearest_(at(network_.nodes()), farthest) {
  read_tree();
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

/// Lists the nodes below each node.
void Residual::read_tree() {
  std::ranges::fill(child_start_, 0);
  for (std::int32_t node = 1; node < network_.nodes(); ++node) ++child_start_[at(network_.parent[at(node)]) + 1];
  std::partial_sum(child_start_.begin(), child_start_.end(), child_start_.begin());
  std::vector<std::int32_t> next(child_start_.begin(), child_start_.end() - 1);
  for (std::int32_t node = 1; node < network_.nodes(); ++node) {
    child_[at(next[at(network_.parent[at(node)])]++)] = node;
  }
}

bool Residual::may_rise(std::int32_t node) const { return tree_[at(node)] < network_.most[at(node)]; }

bool Residual::may_fall(std::int32_t node) const { return tree_[at(node)] > network_.least[at(node)]; }

bool Residual::may_rise_to_the_root(std::int32_t node) const {
  for (; node != 0; node = network_.parent[at(node)]) {
    if (!may_rise(node)) return false;
  }
  return true;
}

/// Whether a pair that is not chosen may come in.
bool Residual::is_open_at(std::int64_t pair) const {
  return network_.state[at(pair)] == kernel::PairState::free && match_.units[at(pair)] >= threshold_;
}

/// Whether a unit more can be led over the arc between a node and its parent, from the one to the other.
bool Residual::may_step(std::int32_t from, std::int32_t node) const {
  const bool goes_up = from != 0 && network_.parent[at(from)] == node;
  const std::int32_t lower = goes_up ? from : node;
  return network_.on_row_side(lower) != goes_up ? may_rise(lower) : may_fall(lower);
}

bool Residual::is_chosen(const Place& place) const {
  return std::ranges::find(of_row_[at(place.row)], place.pair, &Place::pair) != of_row_[at(place.row)].end();
}

void Residual::choose(const Place& place, bool is_in) {
  ++version_;
  const auto is_same = [&](const Place& other) { return other.pair == place.pair; };
  if (is_in) {
    open_[at(place.pair)] = 0;
    of_row_[at(place.row)].push_back(place);
    of_column_[at(place.column)].push_back(place);
  } else {
    open_[at(place.pair)] = is_open_at(place.pair) ? 1 : 0;
    std::erase_if(of_row_[at(place.row)], is_same);
    std::erase_if(of_column_[at(place.column)], is_same);
  }
}

/// The pair that a step goes over, which it makes where it comes from a row.
Residual::Place Residual::place_over(std::int32_t from, std::int32_t node, std::int64_t pair) const {
  const bool is_made = network_.is_row(from);
  return {(is_made ? from : node) - network_.row_node(0), (is_made ? node : from) - network_.column_node(0), pair};
}

bool Residual::is_so(const Ask& ask) const {
  switch (ask.kind) {
    case Ask::Kind::row_in:
      return !of_row_[at(ask.place.row)].empty();
    case Ask::Kind::pair_in:
      return is_chosen(ask.place);
    case Ask::Kind::pair_out:
      return !is_chosen(ask.place);
    case Ask::Kind::arc_more:
      return may_rise(ask.node);
    case Ask::Kind::arc_less:
      return may_fall(ask.node);
  }
  return true;
}

std::optional<Residual::Way> Residual::way_to(const Ask& ask, const SumInOrder* under) {
  assert(!is_so(ask));
  const auto [source, target] = ends_of(ask);
  const bool is_made = ask.kind == Ask::Kind::pair_in;
  if (is_made && match_.units[at(ask.place.pair)] < threshold_) return std::nullopt;
  // Distances are in reduced costs, and the arc of what is asked closes the way.
  SumInOrder closing = potential_[at(target)] - potential_[at(source)];
  if (ask.kind != Ask::Kind::row_in && !is_of_arc(ask)) {
    const SumInOrder worth = worth_(at(ask.place.pair), ask.place.row, ask.place.column);
    closing = is_made ? closing - worth : closing + worth;
  }
  if (keeps_ways_ && is_of_arc(ask) && source == ask.node) {
    std::optional<Way> way;
    if (is_known(source, target, way)) {
      if (way) way->cost = way->cost + closing;
      return way && (under == nullptr || way->cost < *under) ? way : std::nullopt;
    }
    if (stopped_) return std::nullopt;
  }
  const SumInOrder limit = under == nullptr ? SumInOrder{} : *under - closing;
  // Pairs are asked about by the hundred, and rows are then come by again and again. How a question is answered must
  // not depend on that.
  sorts_pairs_ = ask.kind != Ask::Kind::row_in;
  if (is_of_arc(ask)) barred_ = ask.node;
  joins_hubs_ = keeps_hubs_ && sorts_pairs_ && !is_of_arc(ask);
  const bool is_found = search(source, target, under == nullptr ? nullptr : &limit);
  sorts_pairs_ = false;
  joins_hubs_ = false;
  barred_ = nowhere;
  const auto searched = std::ranges::find(ways_to_, target, &WaysTo::target);
  if (searched != ways_to_.end()) searched->searched += std::ssize(touched_);
  if (!is_found) {
    if (under != nullptr || is_of_arc(ask)) return std::nullopt;
    auto& dead_end = dead_ends_[target];
    dead_end.resize(label_.size(), false);
    for (const std::int32_t node : touched_) dead_end[at(node)] = true;
    return std::nullopt;
  }
  const Label& end = label_[at(target)];
  Way way{.cost = end.distance + closing, .width = end.width};
  for (const auto& [from, node, pair] : steps_back(source, target)) {
    if (pair == no_pair) continue;
    (network_.is_row(from) ? way.made : way.given).push_back(place_over(from, node, pair));
  }
  if (ask.kind == Ask::Kind::row_in || is_of_arc(ask)) return way;
  if (is_made) way.width = std::min(way.width, match_.units[at(ask.place.pair)]);
  (is_made ? way.made : way.given).push_back(ask.place);
  return way;
}

std::optional<Residual::Way> Residual::way_to_add(const SumInOrder* under) {
  std::vector<bool> has_room(at(network_.columns));
  for (std::int32_t column = 0; column < network_.columns; ++column) {
    has_room[at(column)] = may_rise_to_the_root(network_.column_node(column));
  }
  std::optional<Way> found;
  if (std::ranges::find(has_room, true) == has_room.end()) return found;
  for (std::int32_t row = 0; row < network_.rows && !stopped_; ++row) {
    if (!may_rise_to_the_root(network_.row_node(row))) continue;
    for (std::int64_t pair = network_.first_pair(row); pair < network_.end_pair(row); ++pair) {
      const std::int32_t column = network_.column_of(row, pair);
      if (open_[at(pair)] == 0 || !has_room[at(column)]) continue;
      const SumInOrder cost = SumInOrder{} - worth_(at(pair), row, column);
      if ((under != nullptr && !(cost < *under)) || (found && !(cost < found->cost))) continue;
      found = Way{.cost = cost, .width = match_.units[at(pair)], .made = {{row, column, pair}}};
    }
    work_ += 16 * (network_.end_pair(row) - network_.first_pair(row));
    if (work_ > 4096) paid();
  }
  return found;
}

bool Residual::hold(const Ask& ask) {
  using Kind = Ask::Kind;
  assert(ask.kind != Kind::row_in && !is_so(ask));
  assert(network_.state[at(ask.place.pair)] ==
         (ask.kind == Kind::pair_in ? kernel::PairState::in : kernel::PairState::out));
  const std::int32_t row = network_.row_node(ask.place.row);
  const std::int32_t column = network_.column_node(ask.place.column);
  const bool is_made = ask.kind == Kind::pair_in;
  const auto [source, target] = is_made ? std::pair(column, row) : std::pair(row, column);
  ++version_;
  open_[at(ask.place.pair)] = 0;
  if (!is_made) choose(ask.place, false);
  if (!search(source, target)) return false;
  send(source, target);
  if (is_made) choose(ask.place, true);
  fall(label_[at(target)].distance);
  return true;
}
bool Residual::is_of_arc(const Ask& ask) { return ask.kind == Ask::Kind::arc_more || ask.kind == Ask::Kind::arc_less; }

/// Between which nodes a way is looked for: what is asked leads from the second to the first.
std::pair<std::int32_t, std::int32_t> Residual::ends_of(const Ask& ask) const {
  const std::int32_t row = network_.row_node(ask.place.row);
  if (ask.kind == Ask::Kind::row_in) {
    assert(tree_[at(row)] == 0 && may_rise(row));
    return {row, network_.parent[at(row)]};
  }
  if (is_of_arc(ask)) {
    const std::int32_t parent = network_.parent[at(ask.node)];
    const bool is_down = network_.on_row_side(ask.node) == (ask.kind == Ask::Kind::arc_more);
    return is_down ? std::pair(ask.node, parent) : std::pair(parent, ask.node);
  }
  assert(network_.state[at(ask.place.pair)] != kernel::PairState::in);
  const std::int32_t column = network_.column_node(ask.place.column);
  return ask.kind == Ask::Kind::pair_in ? std::pair(column, row) : std::pair(row, column);
}

/// Leads a unit more over the way that the last search found.
void Residual::send(std::int32_t source, std::int32_t target) {
  for (std::int32_t node = target; node != source; node = label_[at(node)].from) {
    step_over(label_[at(node)].from, node, label_[at(node)].pair);
  }
  dead_ends_.clear();
}

/// Leads a unit more from one node to the next: over a pair, or over the arc of the tree between them.
void Residual::step_over(std::int32_t from, std::int32_t node, std::int64_t pair) {
  if (pair != no_pair) {
    choose(place_over(from, node, pair), network_.is_row(from));
    return;
  }
  const bool goes_up = from != 0 && network_.parent[at(from)] == node;
  const std::int32_t lower = goes_up ? from : node;
  tree_[at(lower)] += network_.on_row_side(lower) != goes_up ? 1 : -1;
}

/// Potentials of the nodes that are nearer than the limit fall by as much as they are nearer.
void Residual::fall(const SumInOrder& limit) {
  ++version_;
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
  ++version_;
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
  ++version_;
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

SumInOrder Residual::cost_of(const Way& way) const {
  SumInOrder cost;
  for (const Place& place : way.made) cost = cost - worth_(at(place.pair), place.row, place.column);
  for (const Place& place : way.given) cost = cost + worth_(at(place.pair), place.row, place.column);
  return cost;
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

std::int64_t Residual::lowest_with(const Way& way) {
  const auto units_of = [&](const Place& place) { return match_.units[at(place.pair)]; };
  if (by_units_version_ != version_) {
    by_units_version_ = version_;
    by_units_ = chosen();
    std::erase_if(by_units_, [&](const Place& place) { return match_.locked[at(place.pair)]; });
    std::ranges::sort(by_units_, {}, units_of);
  }
  std::int64_t lowest = no_pair_at_all;
  const auto stays = std::ranges::find_if(by_units_, [&](const Place& place) {
    return std::ranges::find(way.given, place.pair, &Place::pair) == way.given.end();
  });
  if (stays != by_units_.end()) lowest = units_of(*stays);
  for (const Place& place : way.made) {
    if (!match_.locked[at(place.pair)]) lowest = std::min(lowest, units_of(place));
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

}  // namespace pairwell
