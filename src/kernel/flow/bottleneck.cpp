#include "kernel/flow/bottleneck.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>

#include "kernel/marks.hpp"

namespace pairwell::kernel {
namespace {

constexpr std::int32_t word_bits = 64;
constexpr std::int64_t no_threshold = std::numeric_limits<std::int64_t>::max();

std::int32_t words_for(std::int32_t columns) { return (columns + word_bits - 1) / word_bits; }

std::uint64_t bit_of(std::int32_t column) { return std::uint64_t{1} << (column % word_bits); }

/// Calls visit(column) for each bit of a word that begins at a column.
template <class Visit>
void each_bit(std::uint64_t word, std::int32_t first, Visit visit) {
  for (; word != 0; word &= word - 1) visit(first + std::countr_zero(word));
}

/// The bits of up to 64 pairs that are free and of at least a worth. A sign bit is what vectors of any processor find.
std::uint64_t bits_of(const std::int64_t* worth, const PairState* state, std::int32_t count, std::int64_t threshold) {
  std::array<std::uint8_t, word_bits> is_in{};
  for (std::int32_t index = 0; index < count; ++index) {
    const std::uint64_t above = static_cast<std::uint64_t>(worth[index]) - static_cast<std::uint64_t>(threshold);
    is_in[at(index)] = static_cast<std::uint8_t>((~above >> 63) & (state[index] == PairState::free ? 1 : 0));
  }
  std::uint64_t bits = 0;
  for (std::int32_t byte = 0; byte < 8; ++byte) {
    for (std::int32_t bit = 0; bit < 8; ++bit) bits |= std::uint64_t{is_in[at(8 * byte + bit)]} << (8 * byte + bit);
  }
  return bits;
}

}  // namespace

bool Bottleneck::suits(const Network& network) {
  constexpr std::int64_t most_words = std::int64_t{1} << 24;
  if (network.row_groups + network.column_groups > 0 || network.rows == 0) return false;
  if (8 * network.pairs() < std::int64_t{network.rows} * network.columns) return false;
  if (std::int64_t{network.rows} * words_for(network.columns) > most_words) return false;
  for (std::int32_t row = 0; row < network.rows; ++row) {
    const auto node = at(network.row_node(row));
    if (network.least[node] != 1 || network.most[node] != 1) return false;
  }
  std::int64_t places = 0;
  bool are_needed = false;
  for (std::int32_t column = 0; column < network.columns; ++column) {
    const auto node = at(network.column_node(column));
    places += network.most[node];
    are_needed = are_needed || network.least[node] > 0;
  }
  return !are_needed || places == network.rows;
}

Bottleneck::Bottleneck(const Network& network, std::span<const std::int64_t> worth, const Spend& spend,
                       const Reach& reach)
    : network_(network),
      worth_(worth),
      words_(words_for(network.columns)),
      bits_(at(network.rows) * at(words_)),
      own_(at(network.rows), no_threshold),
      room_(at(words_), 0),
      unreached_(at(words_)),
      places_(at(network.columns)),
      column_of_(at(network.rows), none),
      first_(at(network.columns), none),
      next_(at(network.rows), none),
      from_(at(network.columns)),
      meter_(spend, reach) {
  assert(std::ssize(worth) == network.pairs());
}

Outcome Bottleneck::run(WorthBound highest) {
  highest_ = highest;
  threshold_ = highest.worth;
  std::vector<std::int32_t> rows = rows_without_pair();
  meter_.enter_part(std::ssize(rows));
  std::vector<std::int32_t> left;
  for (const std::int32_t row : rows) {
    if (find_free_column(row)) {
      put(row, target_);
    } else {
      left.push_back(row);
    }
    meter_.advance();
    if (!meter_.paid_if_due()) return Outcome::stopped;
  }
  meter_.enter_part(std::ssize(left));
  for (const std::int32_t row : left) {
    const bool is_found = search(row);
    if (meter_.stopped()) return Outcome::stopped;
    if (!is_found) return Outcome::infeasible;
    send();
    meter_.advance();
    if (!meter_.paid_if_due()) return Outcome::stopped;
  }
  return Outcome::solved;
}

/// Those without one that is in; counts the places that are left.
std::vector<std::int32_t> Bottleneck::rows_without_pair() {
  for (std::int32_t column = 0; column < network_.columns; ++column) {
    places_[at(column)] = network_.most[at(network_.column_node(column))];
  }
  std::vector<std::int32_t> rows;
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    bool is_held = false;
    each_mark(network_.state, network_.first_pair(row), network_.end_pair(row), PairState::in, [&](std::int64_t pair) {
      is_held = true;
      --places_[at(network_.column_of(row, pair))];
    });
    if (!is_held) rows.push_back(row);
  }
  for (std::int32_t column = 0; column < network_.columns; ++column) {
    if (places_[at(column)] > 0) room_[at(column / word_bits)] |= bit_of(column);
  }
  return rows;
}

/// Whether a way to a column with a place is found, which is then in target_.
bool Bottleneck::search(std::int32_t row) {
  std::ranges::fill(unreached_, ~std::uint64_t{0});
  if (network_.columns % word_bits != 0) unreached_.back() = bit_of(network_.columns) - 1;
  reached_.assign(1, row);
  return search_at_threshold() || (!meter_.stopped() && search_lowering());
}

/// Brings the bits of a row to the threshold.
void Bottleneck::open(std::int32_t row) {
  if (own_[at(row)] == threshold_) return;
  own_[at(row)] = threshold_;
  const std::int64_t first = network_.first_pair(row);
  const std::int64_t end = network_.end_pair(row);
  meter_.add(end - first);
  std::uint64_t* const own = bits(row);
  if (network_.column.empty()) {
    for (std::int32_t word = 0; word < words_; ++word) {
      const std::int32_t begin = word * word_bits;
      own[word] = bits_of(worth_.data() + first + begin, network_.state.data() + first + begin,
                          std::min(word_bits, network_.columns - begin), threshold_);
    }
    return;
  }
  for (std::int64_t pair = first; pair < end; ++pair) {
    if (network_.state[at(pair)] != PairState::free || worth_[at(pair)] < threshold_) continue;
    const std::int32_t column = network_.column[at(pair)];
    own[column / word_bits] |= bit_of(column);
  }
}

/// Leaves the column in target_.
bool Bottleneck::find_free_column(std::int32_t row) {
  open(row);
  meter_.add(words_ / 4 + 4);
  const std::uint64_t* const own = bits(row);
  for (std::int32_t word = 0; word < words_; ++word) {
    if (const std::uint64_t found = own[word] & room_[at(word)]; found != 0) {
      target_ = word * word_bits + std::countr_zero(found);
      return true;
    }
  }
  return false;
}

/// Goes on with the rows of a column that has no place.
void Bottleneck::reach_column(std::int32_t column) {
  unreached_[at(column / word_bits)] &= ~bit_of(column);
  for (std::int32_t row = first_[at(column)]; row != none; row = next_[at(row)]) reached_.push_back(row);
}

/// From the row that is reached, breadth first.
bool Bottleneck::search_at_threshold() {
  for (std::size_t index = 0; index < reached_.size(); ++index) {
    const std::int32_t row = reached_[index];
    if (find_free_column(row)) {
      from_[at(target_)] = row;
      return true;
    }
    if (!meter_.paid_if_due()) return false;
    for (std::int32_t word = 0; word < words_; ++word) {
      each_bit(bits(row)[word] & unreached_[at(word)], word * word_bits, [&](std::int32_t column) {
        from_[at(column)] = row;
        reach_column(column);
      });
    }
  }
  return false;
}

/// Shows the columns that are not reached what a row's pairs with them are worth.
void Bottleneck::offer(std::int32_t row) {
  const std::int64_t first = network_.first_pair(row);
  const std::int64_t end = network_.end_pair(row);
  meter_.add(2 * (end - first));
  for (std::int64_t pair = first; pair < end; ++pair) {
    const std::int32_t column = network_.column_of(row, pair);
    if (network_.state[at(pair)] != PairState::free || worth_[at(pair)] <= best_[at(column)]) continue;
    best_[at(column)] = worth_[at(pair)];
    from_[at(column)] = row;
  }
}

/// Goes on from all that is reached, and lowers the threshold to the best pair that leads on whenever none reaches it.
bool Bottleneck::search_lowering() {
  constexpr std::int64_t nothing = std::numeric_limits<std::int64_t>::min();
  best_.assign(at(network_.columns), no_threshold);
  for (std::int32_t word = 0; word < words_; ++word) {
    each_bit(unreached_[at(word)], word * word_bits, [&](std::int32_t column) { best_[at(column)] = nothing; });
  }
  std::size_t offered = 0;
  while (true) {
    const std::size_t rows = reached_.size();
    for (; offered < rows; ++offered) offer(reached_[offered]);
    std::int32_t nearest = none;
    for (std::int32_t word = 0; word < words_; ++word) {
      each_bit(unreached_[at(word)], word * word_bits, [&](std::int32_t column) {
        const bool is_better = nearest == none || best_[at(column)] > best_[at(nearest)] ||
                               (best_[at(column)] == best_[at(nearest)] && places_[at(nearest)] == 0);
        if (is_better) nearest = column;
      });
    }
    meter_.add(network_.columns);
    if (!meter_.paid_if_due()) return false;
    if (nearest == none || best_[at(nearest)] == nothing) return false;
    if (best_[at(nearest)] < threshold_) {
      keep_proof();
      threshold_ = best_[at(nearest)];
    }
    if (places_[at(nearest)] > 0) {
      target_ = nearest;
      return true;
    }
    best_[at(nearest)] = no_threshold;
    reach_column(nearest);
  }
}

/// Nobody that is reached has a pair of the threshold with a column that is not.
void Bottleneck::keep_proof() {
  short_rows_ = reached_;
  full_columns_.clear();
  for (std::int32_t column = 0; column < network_.columns; ++column) {
    if ((unreached_[at(column / word_bits)] & bit_of(column)) == 0) full_columns_.push_back(column);
  }
}

/// Moves the rows on the way to the target by one column.
void Bottleneck::send() {
  for (std::int32_t column = target_; column != none;) {
    const std::int32_t row = from_[at(column)];
    const std::int32_t before = column_of_[at(row)];
    if (before != none) remove(row);
    put(row, column);
    column = before;
  }
}

void Bottleneck::put(std::int32_t row, std::int32_t column) {
  column_of_[at(row)] = column;
  next_[at(row)] = first_[at(column)];
  first_[at(column)] = row;
  if (--places_[at(column)] == 0) room_[at(column / word_bits)] &= ~bit_of(column);
}

void Bottleneck::remove(std::int32_t row) {
  const std::int32_t column = column_of_[at(row)];
  std::int32_t* link = &first_[at(column)];
  while (*link != row) link = &next_[at(*link)];
  *link = next_[at(row)];
  ++places_[at(column)];
  room_[at(column / word_bits)] |= bit_of(column);
}

void Bottleneck::write(Flow& flow) const {
  flow.chosen.assign(network_.state.size(), 0);
  flow.tree.assign(at(network_.nodes()), 0);
  flow.potential.assign(at(network_.nodes()), 0);
  const auto choose = [&](std::int32_t row, std::int64_t pair) {
    flow.chosen[at(pair)] = 1;
    ++flow.tree[at(network_.row_node(row))];
    ++flow.tree[at(network_.column_node(network_.column_of(row, pair)))];
  };
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    if (column_of_[at(row)] != none) choose(row, network_.pair_of(row, column_of_[at(row)]));
    each_mark(network_.state, network_.first_pair(row), network_.end_pair(row), PairState::in,
              [&](std::int64_t pair) { choose(row, pair); });
  }
}

std::vector<std::int64_t> Bottleneck::proof() const {
  std::vector<std::int64_t> potential(at(network_.nodes()), 0);
  if (short_rows_.empty()) {
    potential[at(highest_.node)] = network_.is_row(highest_.node) ? -1 : 1;
    return potential;
  }
  for (const std::int32_t row : short_rows_) potential[at(network_.row_node(row))] = -1;
  for (const std::int32_t column : full_columns_) potential[at(network_.column_node(column))] = -1;
  return potential;
}

}  // namespace pairwell::kernel
