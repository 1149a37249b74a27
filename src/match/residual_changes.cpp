// What becomes of a best flow where the rules change: a range, a pair that may not be, or the pairs that count as
// previous ones.
#include <cassert>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "match/residual.hpp"

namespace pairwell {

bool Residual::refit(std::int32_t node) {
  assert(node > 0 && network_.least[at(node)] <= network_.most[at(node)]);
  ++version_;
  dead_ends_.clear();
  const std::int32_t parent = network_.parent[at(node)];
  const bool is_down = network_.on_row_side(node);  // whether the flow runs from the parent to the node
  while (tree_[at(node)] > network_.most[at(node)]) {
    --tree_[at(node)];
    if (!(is_down ? meet(parent, node) : meet(node, parent))) return false;
  }
  while (tree_[at(node)] < network_.least[at(node)]) {
    ++tree_[at(node)];
    if (!(is_down ? meet(node, parent) : meet(parent, node))) return false;
  }
  return use(node, true) && use(node, false);
}

/// Leads more, or less, over an arc as long as that gains; false where the caller asked to stop. At the end it gains
/// nothing.
bool Residual::use(std::int32_t node, bool is_more) {
  const bool is_down = network_.on_row_side(node) == is_more;
  const std::int32_t parent = network_.parent[at(node)];
  const auto [from, to] = is_down ? std::pair(parent, node) : std::pair(node, parent);
  while (may_step(from, to)) {
    const SumInOrder reduced = potential_[at(from)] - potential_[at(to)];
    if (!(reduced < SumInOrder{})) break;
    const SumInOrder limit = SumInOrder{} - reduced;
    if (meet(to, from, &limit)) tree_[at(node)] += is_more ? 1 : -1;
    if (stopped_) return false;
  }
  return true;
}

bool Residual::exclude(const Place& place) {
  assert(network_.state[at(place.pair)] == kernel::PairState::out);
  ++version_;
  dead_ends_.clear();
  if (!is_chosen(place)) {
    open_[at(place.pair)] = 0;
    return true;
  }
  choose(place, false);
  return meet(network_.row_node(place.row), network_.column_node(place.column));
}

void Residual::let_out(const Place& place) {
  const std::int32_t row = network_.row_node(place.row);
  const std::int32_t column = network_.column_node(place.column);
  const SumInOrder reduced =
      potential_[at(column)] + worth_(at(place.pair), place.row, place.column) - potential_[at(row)];
  if (!(reduced < SumInOrder{})) return;
  const SumInOrder limit = SumInOrder{} - reduced;
  choose(place, false);
  if (!meet(row, column, &limit)) choose(place, true);
}

void Residual::admit(const Place& place) {
  assert(is_open_at(place.pair) && !is_chosen(place));
  forget_worths(place.row);
  take_in(place);
}

/// The same for a pair of which what is kept is true. Whether it was made.
bool Residual::take_in(const Place& place) {
  ++version_;
  const std::int32_t row = network_.row_node(place.row);
  const std::int32_t column = network_.column_node(place.column);
  open_[at(place.pair)] = 1;
  const SumInOrder reduced =
      potential_[at(row)] - potential_[at(column)] - worth_(at(place.pair), place.row, place.column);
  if (!(reduced < SumInOrder{})) return false;
  const SumInOrder limit = SumInOrder{} - reduced;
  open_[at(place.pair)] = 0;
  const bool is_made = meet(column, row, &limit);
  if (is_made) {
    choose(place, true);
  } else {
    open_[at(place.pair)] = 1;
  }
  return is_made;
}

void Residual::set_previous(const std::vector<Pair>& previous, const Place& changed) {
  worth_.set_previous(previous);
  forget_worths(changed.row);
  ++version_;
  if (network_.state[at(changed.pair)] != kernel::PairState::free) return;
  if (is_chosen(changed)) {
    let_out(changed);
  } else {
    admit(changed);
  }
}

void Residual::forget_worths(std::int32_t row) {
  own_worths();
  worths_->pairs -= std::ssize(worths_->of_row[at(row)].high);
  worths_->of_row[at(row)] = {};
}

/// What copies share must stay true of them.
void Residual::own_worths() {
  if (worths_.use_count() == 1) return;
  worths_ = std::make_shared<KeptWorths>(KeptWorths{.of_row = std::vector<Worths>(at(network_.rows))});
}

/// Chooses the potential so that no pair of the newcomer gains.
void Residual::place_newcomer(std::int32_t node) {
  assert(network_.column.empty() && tree_[at(node)] == 0);
  ++version_;
  dead_ends_.clear();
  read_tree();
  own_worths();
  const bool is_row = network_.is_row(node);
  SumInOrder best = potential_[at(network_.parent[at(node)])];
  bool is_first = true;
  const auto look = [&](std::int32_t row, std::int64_t pair, std::int32_t column) {
    open_[at(pair)] = is_open_at(pair) ? 1 : 0;
    if (open_[at(pair)] == 0) return;
    const SumInOrder worth = worth_(at(pair), row, column);
    Worths& worths = worths_->of_row[at(row)];
    if (!is_row && !worths.high.empty()) {
      worths.set(at(column), worth);
    }
    const SumInOrder& other = potential_[at(is_row ? network_.column_node(column) : network_.row_node(row))];
    const SumInOrder own = is_row ? other + worth : other - worth;
    if (is_first || (is_row ? best < own : own < best)) best = own;
    is_first = false;
  };
  if (is_row) {
    const std::int32_t row = node - network_.row_node(0);
    forget_worths(row);
    for (std::int32_t column = 0; column < network_.columns; ++column) {
      look(row, network_.first_pair(row) + column, column);
    }
  } else {
    const std::int32_t column = node - network_.column_node(0);
    for (std::int32_t row = 0; row < network_.rows; ++row) look(row, network_.first_pair(row) + column, column);
  }
  potential_[at(node)] = best;
  is_worn_ = is_worn_ || !worth_.fits(best);
  work_ += 32 * std::int64_t{is_row ? network_.columns : network_.rows};
}

void Residual::begin_at_the_root() {
  const SumInOrder root = potential_.front();
  if (root == SumInOrder{}) return;
  for (SumInOrder& potential : potential_) potential = potential - root;
  ++version_;
}

}  // namespace pairwell
