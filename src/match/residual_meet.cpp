// The shortest way between two nodes of a residual, looked for from both ends, and the potentials after it.
//
// Dijkstra's method from both ends (Pohl 1971): it is over once the two nearest nodes that are left are together no
// nearer than the shortest way that is known. A row that is expanded from the source, and a column from the target,
// cost a look at every pair of theirs, and two searches of half the length come by far fewer of them.
#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "match/residual.hpp"

namespace pairwell {

void Residual::begin_end(End& end, std::size_t nodes) {
  end.label.resize(nodes);
  for (const std::int32_t node : end.touched) end.label[at(node)] = {};
  end.touched.clear();
  end.heap.clear();
  end.work = 0;
}

void Residual::drop_settled(End& end) {
  while (!end.heap.empty() && end.label[at(end.heap.front().node)].is_settled) {
    std::ranges::pop_heap(end.heap, is_later);
    end.heap.pop_back();
  }
}

/// Offers a node a label of one search, and sees whether the other has come by it.
void Residual::meet_at(End& end, const End& other, std::int32_t node, const SumInOrder& distance, std::int32_t from,
                       std::int64_t pair) {
  Label& label = end.label[at(node)];
  if (label.is_settled || (label.is_reached && !(distance < label.distance))) return;
  if (limit_ != nullptr && !(distance < *limit_)) return;
  if (nearest_met_ && !(distance < *nearest_met_)) return;
  if (!label.is_reached) end.touched.push_back(node);
  label = {.distance = distance, .width = 0, .from = from, .pair = pair, .is_reached = true};
  end.heap.push_back({distance, 0, node});
  std::ranges::push_heap(end.heap, is_later);
  const Label& there = other.label[at(node)];
  if (!there.is_reached) return;
  const SumInOrder whole = distance + there.distance;
  if ((nearest_met_ && !(whole < *nearest_met_)) || (limit_ != nullptr && !(whole < *limit_))) return;
  nearest_met_ = whole;
  met_ = node;
}

/// Looks along the arcs that leave a node.
void Residual::expand_from(End& end, const End& other, std::int32_t node) {
  const SumInOrder start = end.label[at(node)].distance + potential_[at(node)];
  const auto step_to = [&](std::int32_t next) {
    if (may_step(node, next)) meet_at(end, other, next, start - potential_[at(next)], node, no_pair);
  };
  if (network_.is_row(node)) {
    const std::int32_t row = node - network_.row_node(0);
    const Worths& worths = worths_of(row);
    const std::int64_t first = network_.first_pair(row);
    // Mostly the leading word says that a label is of no use: nothing beyond the shortest way that is known is.
    SumInOrder::Word most = farthest;
    if (nearest_met_) most = nearest_met_->high;
    if (limit_ != nullptr) most = std::min(most, limit_->high);
    for (std::int64_t pair = first; pair < network_.end_pair(row); ++pair) {
      const std::int32_t column = network_.column_node(network_.column_of(row, pair));
      const SumInOrder::Word high = start.high - worths.high[at(pair - first)] - potential_[at(column)].high;
      if (high > most || open_[at(pair)] == 0) continue;
      const SumInOrder::Word low = start.low - worths.low_of(at(pair - first)) - potential_[at(column)].low;
      meet_at(end, other, column, {high, low}, node, pair);
    }
    end.work += 4 * (network_.end_pair(row) - first);
  } else if (network_.is_column(node)) {
    for (const Place& place : of_column_[at(node - network_.column_node(0))]) {
      if (network_.state[at(place.pair)] != kernel::PairState::free) continue;
      const std::int32_t row = network_.row_node(place.row);
      const SumInOrder worth = worth_(at(place.pair), place.row, place.column);
      meet_at(end, other, row, start + worth - potential_[at(row)], node, place.pair);
    }
  }
  if (node != 0) step_to(network_.parent[at(node)]);
  for (std::int32_t index = child_start_[at(node)]; index < child_start_[at(node) + 1]; ++index) {
    step_to(child_[at(index)]);
  }
  end.work += 16 + 4 * (child_start_[at(node) + 1] - child_start_[at(node)]);
}

/// Looks along the arcs that come to a node.
void Residual::expand_to(End& end, const End& other, std::int32_t node) {
  const SumInOrder start = end.label[at(node)].distance - potential_[at(node)];
  const auto step_from = [&](std::int32_t before) {
    if (may_step(before, node)) meet_at(end, other, before, start + potential_[at(before)], node, no_pair);
  };
  if (network_.is_column(node)) {
    const std::int32_t column = node - network_.column_node(0);
    const auto look = [&](std::int32_t row, std::int64_t pair) {
      if (open_[at(pair)] == 0) return;
      const std::int32_t before = network_.row_node(row);
      if (end.label[at(before)].is_settled) return;
      meet_at(end, other, before, start + potential_[at(before)] - worth_(at(pair), row, column), node, pair);
    };
    if (network_.column.empty()) {
      for (std::int32_t row = 0; row < network_.rows; ++row) look(row, network_.first_pair(row) + column);
      end.work += 16 * std::int64_t{network_.rows};
    } else {
      if (column_start_.empty()) read_columns();
      for (std::int64_t place = column_start_[at(column)]; place < column_start_[at(column) + 1]; ++place) {
        look(row_in_column_[at(place)], pair_in_column_[at(place)]);
      }
      end.work += 16 * (column_start_[at(column) + 1] - column_start_[at(column)]);
    }
  } else if (network_.is_row(node)) {
    for (const Place& place : of_row_[at(node - network_.row_node(0))]) {
      if (network_.state[at(place.pair)] != kernel::PairState::free) continue;
      const std::int32_t column = network_.column_node(place.column);
      const SumInOrder worth = worth_(at(place.pair), place.row, place.column);
      meet_at(end, other, column, start + worth + potential_[at(column)], node, place.pair);
    }
  }
  if (node != 0) step_from(network_.parent[at(node)]);
  for (std::int32_t index = child_start_[at(node)]; index < child_start_[at(node) + 1]; ++index) {
    step_from(child_[at(index)]);
  }
  end.work += 16 + 4 * (child_start_[at(node) + 1] - child_start_[at(node)]);
}

/// Lists the pairs of each column, by row.
void Residual::read_columns() {
  column_start_.assign(at(network_.columns) + 1, 0);
  for (const std::int32_t column : network_.column) ++column_start_[at(column) + 1];
  for (std::size_t column = 1; column < column_start_.size(); ++column) {
    column_start_[column] += column_start_[column - 1];
  }
  std::vector<std::int64_t> next(column_start_.begin(), column_start_.end() - 1);
  row_in_column_.resize(network_.column.size());
  pair_in_column_.resize(network_.column.size());
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    for (std::int64_t pair = network_.first_pair(row); pair < network_.end_pair(row); ++pair) {
      const std::int64_t place = next[at(network_.column[at(pair)])]++;
      row_in_column_[at(place)] = row;
      pair_in_column_[at(place)] = pair;
    }
  }
  work_ += 8 * std::ssize(network_.column);
}

/// Finds the shortest way, and changes the potentials so that it costs nothing and nothing else costs less; with a
/// limit so that it costs no less than before by more than that. False where there is no way, or none that is nearer
/// than the limit; potentials are then changed by the limit, if there is one.
bool Residual::meet(std::int32_t source, std::int32_t target, const SumInOrder* limit) {
  assert(source != target);
  limit_ = limit;
  nearest_met_.reset();
  met_ = nowhere;
  begin_end(ahead_, label_.size());
  begin_end(behind_, label_.size());
  meet_at(ahead_, behind_, source, {}, nowhere, no_pair);
  meet_at(behind_, ahead_, target, {}, nowhere, no_pair);
  while (true) {
    drop_settled(ahead_);
    drop_settled(behind_);
    if (ahead_.heap.empty() || behind_.heap.empty()) break;
    const SumInOrder both = ahead_.heap.front().distance + behind_.heap.front().distance;
    if ((nearest_met_ && !(both < *nearest_met_)) || (limit != nullptr && !(both < *limit))) break;
    const bool is_ahead = ahead_.work <= behind_.work;
    End& end = is_ahead ? ahead_ : behind_;
    const std::int32_t node = end.heap.front().node;
    end.label[at(node)].is_settled = true;
    const std::int64_t before = end.work;
    if (is_ahead) {
      expand_from(end, behind_, node);
    } else {
      expand_to(end, ahead_, node);
    }
    work_ += end.work - before;
    if (work_ > 4096 && !paid()) return false;
  }
  if (!paid() || (!nearest_met_ && limit == nullptr)) return false;
  ++version_;
  // Each search has settled all that is nearer to its end than its part of the whole way.
  const SumInOrder whole = nearest_met_ ? *nearest_met_ : *limit;
  SumInOrder of_source = whole;
  if (!ahead_.heap.empty() && ahead_.heap.front().distance < whole) of_source = ahead_.heap.front().distance;
  const SumInOrder of_target = whole - of_source;
  const auto shift = [&](const End& end, const SumInOrder& part, bool falls) {
    for (const std::int32_t node : end.touched) {
      const Label& label = end.label[at(node)];
      if (!(label.distance < part)) continue;
      SumInOrder& potential = potential_[at(node)];
      const SumInOrder by = part - label.distance;
      potential = falls ? potential - by : potential + by;
      is_worn_ = is_worn_ || !worth_.fits(potential);
    }
  };
  shift(ahead_, of_source, true);
  shift(behind_, of_target, false);
  if (!nearest_met_) return false;
  send_met();
  return true;
}

/// Leads a unit more over the way that was found.
void Residual::send_met() {
  for (std::int32_t node = met_; ahead_.label[at(node)].from != nowhere; node = ahead_.label[at(node)].from) {
    step_over(ahead_.label[at(node)].from, node, ahead_.label[at(node)].pair);
  }
  for (std::int32_t node = met_; behind_.label[at(node)].from != nowhere; node = behind_.label[at(node)].from) {
    step_over(node, behind_.label[at(node)].from, behind_.label[at(node)].pair);
  }
  dead_ends_.clear();
}

}  // namespace pairwell
