// What becomes of a best flow where the floor of a stage moves, so that other pairs count as low.
#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "match/residual.hpp"

namespace pairwell {

/// Every pair that costs the first stages something is left out, and with it what could not be of use before either.
std::vector<Residual::Place> Residual::even_pairs(std::size_t stages, std::int64_t least, std::int64_t under) {
  std::vector<Place> found;
  const auto cost_of_none = [&](const SumInOrder& sum) { return worth_.first_of(sum, stages) == SumInOrder{}; };
  const auto look = [&](std::int32_t row, std::int32_t column, std::int64_t pair, bool is_even) {
    const std::int64_t units = match_.units[at(pair)];
    if (units < least || units >= under || network_.state[at(pair)] != kernel::PairState::free) return;
    if (!is_even && !cost_of_none(potential_[at(network_.row_node(row))] -
                                  potential_[at(network_.column_node(column))] - worth_(at(pair), row, column)))
      return;
    found.push_back({row, column, pair});
  };
  const std::vector<SumInOrder> worths = worth_.few_of_first(stages);
  if (worths.empty() || !network_.column.empty()) {
    const bool is_over = match_.each_pair(spend_, [&](std::size_t pair, std::int32_t row, std::int32_t column) {
      look(row, column, static_cast<std::int64_t>(pair), false);
    });
    stopped_ = stopped_ || !is_over;
    return found;
  }
  // A pair is even where its column has the potential of its row less its worth.
  using Key = std::pair<SumInOrder::Word, SumInOrder::Word>;
  const auto key_of = [&](const SumInOrder& sum) {
    const SumInOrder first = worth_.first_of(sum, stages);
    return Key(first.high, first.low);
  };
  std::map<Key, std::vector<std::int32_t>> columns;
  for (std::int32_t column = 0; column < network_.columns; ++column) {
    columns[key_of(potential_[at(network_.column_node(column))])].push_back(column);
  }
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    for (const SumInOrder& worth : worths) {
      const auto even = columns.find(key_of(potential_[at(network_.row_node(row))] - worth));
      if (even == columns.end()) continue;
      for (const std::int32_t column : even->second) {
        look(row, column, network_.first_pair(row) + column, worths.size() == 1);
      }
      work_ += 2 * std::ssize(even->second);
    }
    work_ += 16 * std::ssize(worths);
    if (work_ > 4096 && !paid()) break;
  }
  return found;
}

bool Residual::lower_floor(std::size_t stage, std::int64_t units, const std::vector<Place>& pairs) {
  ++version_;
  worth_.set_floor(stage, units);
  floor_ = units;
  own_worths();
  for (const Place& place : pairs) {
    open_[at(place.pair)] = 0;  // until it is its turn
    Worths& worths = worths_->of_row[at(place.row)];
    if (worths.high.empty()) continue;
    worths.set(at(place.pair - network_.first_pair(place.row)), worth_(at(place.pair), place.row, place.column));
    if (worths.floor > units) read_anew_.push_back(place);
  }
  bool is_made = false;
  for (const Place& place : pairs) {
    if (!stopped_ && !is_chosen(place) && take_in(place)) is_made = true;
  }
  return is_made;
}

void Residual::raise_floor(std::size_t stage, std::int64_t units) {
  ++version_;
  worth_.set_floor(stage, units);
  floor_ = units;
  own_worths();
  settle_floor(stage);
}

void Residual::settle_floor(std::size_t stage) {
  const SumInOrder unit = worth_.unit_of(stage);
  const auto add = [](Worths& worths, std::size_t offset, const SumInOrder& more) {
    worths.set(offset, SumInOrder{worths.high[offset], worths.low_of(offset)} + more);
  };
  // What is known already is not to be counted twice.
  for (const Place& place : std::exchange(read_anew_, {})) {
    Worths& worths = worths_->of_row[at(place.row)];
    if (worths.high.empty() || worths.floor <= match_.units[at(place.pair)]) continue;
    add(worths, at(place.pair - network_.first_pair(place.row)), SumInOrder{} - unit);
  }
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    Worths& worths = worths_->of_row[at(row)];
    if (worths.high.empty() || worths.floor == floor_) continue;
    const auto [low, high] = std::minmax(worths.floor, floor_);
    const SumInOrder more = worths.floor > floor_ ? unit : SumInOrder{} - unit;
    const std::int64_t first = network_.first_pair(row);
    for (std::int64_t pair = first; pair < network_.end_pair(row); ++pair) {
      const std::int64_t units = match_.units[at(pair)];
      if (units >= low && units < high && !match_.locked[at(pair)]) add(worths, at(pair - first), more);
    }
    worths.floor = floor_;
    work_ += 2 * (network_.end_pair(row) - first);
  }
  paid();
}

}  // namespace pairwell
