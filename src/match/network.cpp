#include "match/network.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <numeric>
#include <utility>
#include <variant>

#include "core/at.hpp"
#include "kernel/marks.hpp"
#include "match/nesting.hpp"
#include "match/tables.hpp"

namespace pairwell {
namespace {

/// How many pairs of a dense table may not be, besides the forbidden ones; none for another table.
std::optional<std::int64_t> count_out(const Problem& problem, ForbiddenUnits forbidden) {
  const auto* dense = std::get_if<DenseTable>(&problem.points);
  if (dense == nullptr) return std::nullopt;
  if (forbidden == ForbiddenUnits::none) return 0;
  // All others are within 2^62 of 0: only of what is forbidden does the highest bit differ from the next one.
  std::uint64_t marked = 0;
  for (const std::int64_t units : dense->units) {
    const auto bits = static_cast<std::uint64_t>(units);
    marked |= bits ^ (bits << 1);
  }
  return marked >> 63 == 0 ? 0 : std::ranges::count(dense->units, DenseTable::forbidden);
}

/// Rows and columns that are turned together, so that neither table leaves the cache.
constexpr std::int32_t tile = 32;

/// Copies columns of the problem's table as rows of the network's.
void turn_rows(const std::vector<std::int64_t>& table, MatchNetwork& match, std::int32_t first, std::int32_t end) {
  assert(match.is_turned && table.size() == match.units.size());
  const kernel::Network& network = match.network;
  for (std::int32_t left = 0; left < network.columns; left += tile) {
    const std::int32_t right = std::min(network.columns, left + tile);
    for (std::int32_t row = first; row < end; ++row) {
      std::int64_t* units = match.units.own().data() + network.first_pair(row);
      for (std::int32_t column = left; column < right; ++column) {
        units[column] = table[at(std::int64_t{column} * network.rows + row)];
      }
    }
  }
}

/// How many pairs each row and each column could have.
struct Possible {
  std::vector<std::int64_t> of_row;
  std::vector<std::int64_t> of_column;
};

/// Marks what may not be. A plain loop over arrays, which compilers turn into vectors.
void mark_row(MatchNetwork& match, std::int32_t row, Possible& possible) {
  kernel::Network& network = match.network;
  assert(network.end_pair(row) - network.first_pair(row) == network.columns);
  const std::int64_t* units = match.units.data() + network.first_pair(row);
  kernel::PairState* state = network.state.data() + network.first_pair(row);
  std::int64_t* of_column = possible.of_column.data();
  std::int64_t out = 0;
  for (std::int32_t column = 0; column < network.columns; ++column) {
    const bool is_out = units[column] == DenseTable::forbidden;
    state[column] = is_out ? kernel::PairState::out : kernel::PairState::free;
    of_column[column] -= is_out ? 1 : 0;
    out += is_out ? 1 : 0;
  }
  possible.of_row[at(row)] -= out;
}

/// Keeps a dense table whole, and marks the pairs that may not be, of which the table has `out`.
std::optional<Possible> list_whole_table(const Problem& problem, std::int64_t out, UnitsFrom from, MatchNetwork& match,
                                         const kernel::Spend& spend) {
  const auto& table = std::get<DenseTable>(problem.points).units;
  kernel::Network& network = match.network;
  network.row_start.resize(at(network.rows) + 1);
  for (std::int32_t row = 0; row <= network.rows; ++row) {
    network.row_start[at(row)] = std::int64_t{row} * network.columns;
  }
  Possible possible{std::vector<std::int64_t>(at(network.rows), network.columns),
                    std::vector<std::int64_t>(at(network.columns), network.rows)};
  network.state.assign(table.size(), kernel::PairState::free);
  if (match.is_turned) {
    match.units.own().resize(table.size());
  } else {
    match.units = from == UnitsFrom::table ? PairUnits::in_place(table) : PairUnits(table);
  }
  for (std::int32_t top = 0; top < network.rows; top += tile) {
    const std::int32_t end = std::min(network.rows, top + tile);
    if (match.is_turned) turn_rows(table, match, top, end);
    for (std::int32_t row = top; row < end && out > 0; ++row) mark_row(match, row, possible);
    if (!spend(4 * std::int64_t{end - top} * network.columns)) return std::nullopt;
  }
  if (out > 0 && from == UnitsFrom::copy) {
    std::ranges::replace(match.units.own(), DenseTable::forbidden, std::int64_t{0});
  }
  for (const Pair& pair : problem.forbidden) {
    kernel::PairState& state = network.state[match.pair_of(pair)];
    if (std::exchange(state, kernel::PairState::out) == kernel::PairState::out) continue;
    const auto [row, column] = match.place_of(pair);
    --possible.of_row[at(row)];
    --possible.of_column[at(column)];
  }
  return possible;
}

/// Lists the admissible pairs row by row.
std::optional<Possible> list_admissible_pairs(const Problem& problem, MatchNetwork& match, const kernel::Spend& spend) {
  const AdmissiblePairs admissible(problem);
  kernel::Network& network = match.network;
  Possible possible{std::vector<std::int64_t>(at(network.rows), 0), std::vector<std::int64_t>(at(network.columns), 0)};
  auto& of_mentee = match.is_turned ? possible.of_column : possible.of_row;
  auto& of_mentor = match.is_turned ? possible.of_row : possible.of_column;
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    std::int64_t pairs = 0;
    admissible.each_of(mentee, [&](std::int32_t mentor, std::int64_t) {
      ++of_mentor[at(mentor)];
      ++pairs;
    });
    of_mentee[at(mentee)] = pairs;
    if (!spend(2 * pairs + 8)) return std::nullopt;
  }
  network.row_start.assign(at(network.rows) + 1, 0);
  std::partial_sum(possible.of_row.begin(), possible.of_row.end(), network.row_start.begin() + 1);
  std::vector<std::int64_t> next(network.row_start.begin(), network.row_start.end() - 1);
  const auto pairs = at(network.row_start.back());
  network.column.resize(pairs);
  std::vector<std::int64_t>& units_of = match.units.own();
  units_of.resize(pairs);
  network.state.assign(pairs, kernel::PairState::free);
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    admissible.each_of(mentee, [&](std::int32_t mentor, std::int64_t units) {
      const auto pair = at(next[at(match.is_turned ? mentor : mentee)]++);
      network.column[pair] = match.is_turned ? mentee : mentor;
      units_of[pair] = units;
    });
    if (!spend(4 * of_mentee[at(mentee)] + 8)) return std::nullopt;
  }
  return possible;
}

/// How many pairs a side may be in, where each person has as many pairs as the other side has people at most.
std::int64_t places(const std::vector<Range>& capacity, std::int32_t people, std::int32_t others) {
  if (capacity.empty()) return people;
  std::int64_t places = 0;
  for (const Range& range : capacity) places += std::min(range.most, others);
  return places;
}

/// Sets the parents and ranges of one side, whose nodes begin at `person` and `group`.
template <class PersonId>
void add_side(MatchNetwork& match, std::int32_t people, const std::vector<Range>& capacity,
              const std::vector<Group<PersonId>>& groups, std::int32_t person, std::int32_t group) {
  kernel::Network& network = match.network;
  const Nesting nesting = nest(people, groups);
  assert(!nesting.overlap);
  assert(capacity.empty() || std::ssize(capacity) == people);
  const auto set = [&](std::int32_t node, std::int32_t parent_group, const Range& range) {
    network.parent[at(node)] = parent_group < 0 ? 0 : group + parent_group;
    network.least[at(node)] = range.least;
    network.most[at(node)] = range.most;
  };
  for (std::int32_t index = 0; index < people; ++index) {
    set(person + index, nesting.person_parent[at(index)], capacity.empty() ? Range{} : capacity[at(index)]);
  }
  for (std::int32_t index = 0; index < std::ssize(groups); ++index) {
    set(group + index, nesting.group_parent[at(index)], groups[at(index)].pairs);
  }
}

/// Cuts every upper limit to the number of pairs that could ever pass, though never under the lower limit.
void cut_limits(MatchNetwork& match, const Possible& pairs) {
  kernel::Network& network = match.network;
  std::vector<std::int64_t> possible(at(network.nodes()), 0);
  std::ranges::copy(pairs.of_row, possible.begin() + network.row_node(0));
  std::ranges::copy(pairs.of_column, possible.begin() + network.column_node(0));
  for (auto node = match.parents_first.rbegin(); node != match.parents_first.rend(); ++node) {
    const std::int64_t asked = network.most[at(*node)];
    network.most[at(*node)] = std::max(network.least[at(*node)], std::min(asked, possible[at(*node)]));
    match.is_cut[at(*node)] = network.most[at(*node)] < asked;
    possible[at(network.parent[at(*node)])] += network.most[at(*node)];
  }
}

}  // namespace

FirstNodes first_nodes(const MatchNetwork& match) {
  const kernel::Network& network = match.network;
  const std::int32_t row = network.row_node(0);
  const std::int32_t column = network.column_node(0);
  const std::int32_t row_group = network.row_group_node(0);
  const std::int32_t column_group = network.column_group_node(0);
  if (match.is_turned) return {column, row, column_group, row_group};
  return {row, column, row_group, column_group};
}

std::optional<MatchNetwork> make_network(const Problem& problem, const kernel::Spend& spend, RowSide side,
                                         UnitsFrom from, ForbiddenUnits forbidden) {
  MatchNetwork match;
  kernel::Network& network = match.network;
  match.is_turned = side == RowSide::fewer_places
                        ? places(problem.mentor_capacity, problem.mentors, problem.mentees) <
                              places(problem.mentee_capacity, problem.mentees, problem.mentors)
                        : side == RowSide::mentors;
  network.rows = match.is_turned ? problem.mentors : problem.mentees;
  network.columns = match.is_turned ? problem.mentees : problem.mentors;
  const auto mentee_groups = static_cast<std::int32_t>(problem.mentee_groups.size());
  const auto mentor_groups = static_cast<std::int32_t>(problem.mentor_groups.size());
  network.row_groups = match.is_turned ? mentor_groups : mentee_groups;
  network.column_groups = match.is_turned ? mentee_groups : mentor_groups;
  const std::optional<std::int64_t> out = count_out(problem, forbidden);
  const bool is_mostly_in = out && 2 * *out <= std::int64_t{problem.mentees} * problem.mentors;
  const std::optional<Possible> possible =
      is_mostly_in ? list_whole_table(problem, *out, from, match, spend) : list_admissible_pairs(problem, match, spend);
  if (!possible) return std::nullopt;
  match.locked.assign(match.units.size(), false);
  for (const Pair& pair : problem.locked) {
    match.locked[match.pair_of(pair)] = true;
    network.state[match.pair_of(pair)] = kernel::PairState::in;
  }

  const auto nodes = at(network.nodes());
  network.parent.assign(nodes, -1);
  network.least.assign(nodes, 0);
  network.most.assign(nodes, 0);
  match.is_cut.assign(nodes, false);
  const FirstNodes first = first_nodes(match);
  add_side(match, problem.mentees, problem.mentee_capacity, problem.mentee_groups, first.mentee, first.mentee_group);
  add_side(match, problem.mentors, problem.mentor_capacity, problem.mentor_groups, first.mentor, first.mentor_group);
  match.parents_first = kernel::parents_first(network);
  cut_limits(match, *possible);
  return match;
}

Prices make_prices(const MatchNetwork& match, const kernel::Flow& flow) {
  const kernel::Network& network = match.network;
  const std::int32_t nodes = network.nodes();
  assert(std::ssize(flow.potential) == nodes);
  std::vector<std::int64_t> price(at(nodes), 0);
  std::vector<std::int64_t> passed_on(at(nodes), 0);
  for (const std::int32_t node : match.parents_first) {
    const std::int32_t parent = network.parent[at(node)];
    const std::int64_t rise = flow.potential[at(node)] - flow.potential[at(parent)];
    std::int64_t own = (network.on_row_side(node) ? rise : -rise) + passed_on[at(parent)];
    if (own > 0 && match.is_cut[at(node)]) {
      passed_on[at(node)] = own;
      own = 0;
    }
    price[at(node)] = own;
  }
  const auto part = [&price](std::int32_t first, std::int32_t count) {
    return std::vector<std::int64_t>(price.begin() + first, price.begin() + first + count);
  };
  const FirstNodes first = first_nodes(match);
  const bool turned = match.is_turned;
  return {.mentee = part(first.mentee, turned ? network.columns : network.rows),
          .mentor = part(first.mentor, turned ? network.rows : network.columns),
          .mentee_group = part(first.mentee_group, turned ? network.column_groups : network.row_groups),
          .mentor_group = part(first.mentor_group, turned ? network.row_groups : network.column_groups)};
}

/// The price of each node.
std::vector<std::int64_t> node_prices(const MatchNetwork& match, const Prices& prices) {
  std::vector<std::int64_t> price(at(match.network.nodes()), 0);
  const FirstNodes first = first_nodes(match);
  assert(std::ssize(prices.mentee) + std::ssize(prices.mentor) == match.network.rows + match.network.columns);
  assert(std::ssize(prices.mentee) == (match.is_turned ? match.network.columns : match.network.rows));
  assert(std::ssize(prices.mentee_group) + std::ssize(prices.mentor_group) ==
         match.network.row_groups + match.network.column_groups);
  std::ranges::copy(prices.mentee, price.begin() + first.mentee);
  std::ranges::copy(prices.mentor, price.begin() + first.mentor);
  std::ranges::copy(prices.mentee_group, price.begin() + first.mentee_group);
  std::ranges::copy(prices.mentor_group, price.begin() + first.mentor_group);
  return price;
}

std::vector<std::int64_t> make_potentials(const MatchNetwork& match, const Prices& prices) {
  const kernel::Network& network = match.network;
  std::vector<std::int64_t> potential = node_prices(match, prices);
  for (const std::int32_t node : match.parents_first) {
    const std::int64_t own = network.on_row_side(node) ? potential[at(node)] : -potential[at(node)];
    potential[at(node)] = potential[at(network.parent[at(node)])] + own;
  }
  return potential;
}

PaidPrices paid_prices(const MatchNetwork& match, const Prices& prices) {
  const kernel::Network& network = match.network;
  std::vector<std::int64_t> sum = node_prices(match, prices);
  for (const std::int32_t node : match.parents_first) sum[at(node)] += sum[at(network.parent[at(node)])];
  const auto part = [&](std::int32_t first, std::int32_t count) {
    return std::vector<std::int64_t>(sum.begin() + first, sum.begin() + first + count);
  };
  return {part(network.row_node(0), network.rows), part(network.column_node(0), network.columns)};
}

/// Whether every pair is worth the same and pays just that.
bool keeps_all_pairs(const kernel::Network& network, kernel::Weights weight, const PaidPrices& paid) {
  if (!weight.of_pair.empty() || network.pairs() == 0) return false;
  const auto [least_of_rows, most_of_rows] = std::ranges::minmax(paid.row);
  const auto [least_of_columns, most_of_columns] = std::ranges::minmax(paid.column);
  return least_of_rows == most_of_rows && least_of_columns == most_of_columns &&
         least_of_rows + least_of_columns == weight.of_all;
}

bool narrow(MatchNetwork& match, kernel::Weights weight, const Prices& prices, const kernel::Spend& spend,
            std::int32_t threads) {
  kernel::Network& network = match.network;
  assert(weight.of_pair.empty() || weight.of_pair.size() == match.units.size());
  const PaidPrices paid = paid_prices(match, prices);
  const auto settle = [&](std::size_t pair, std::int32_t row, std::int32_t column) {
    if (network.state[pair] != kernel::PairState::free) return;
    const std::int64_t gain = weight[static_cast<std::int64_t>(pair)] - paid.row[at(row)] - paid.column[at(column)];
    if (gain < 0) network.state[pair] = kernel::PairState::out;
    if (gain > 0) network.state[pair] = kernel::PairState::in;
  };
  const bool is_done = keeps_all_pairs(network, weight, paid) || match.each_pair_apart(threads, spend, settle);
  const std::vector<std::int64_t> price = node_prices(match, prices);
  for (std::size_t node = 1; node < price.size(); ++node) {
    if (price[node] > 0) network.least[node] = network.most[node];
    if (price[node] < 0) network.most[node] = network.least[node];
    if (price[node] != 0) match.is_cut[node] = false;
  }
  return is_done;
}

void forget_pairs_that_are_out(MatchNetwork& match, kernel::Flow& flow, std::vector<std::int32_t>* beside) {
  kernel::Network& network = match.network;
  assert(match.units.size() == network.state.size() && match.locked.size() == network.state.size());
  assert(flow.chosen.size() == network.state.size());
  assert(beside == nullptr || beside->size() == network.state.size());
  const std::int64_t listed = network.pairs();
  if (kernel::find_mark(network.state, 0, listed, kernel::PairState::out) == listed) return;
  const auto out = std::ranges::count(network.state, kernel::PairState::out);
  if (2 * out <= std::ssize(network.state)) return;
  const std::size_t pairs = network.state.size() - at(out);
  // Each is written before it is known whether it stays, and so there is one place more.
  std::vector<std::int64_t> kept(pairs + 1);
  std::vector<std::int32_t> column(network.column.empty() ? pairs + 1 : 0);
  std::size_t count = 0;
  std::int64_t pair = 0;
  for (std::int32_t row = 0; row < network.rows; ++row) {
    const std::int64_t first = pair;
    for (const std::int64_t end = network.end_pair(row); pair < end; ++pair) {
      kept[count] = pair;
      if (!column.empty()) column[count] = static_cast<std::int32_t>(pair - first);
      count += network.state[at(pair)] == kernel::PairState::out ? 0 : 1;
    }
    network.row_start[at(row) + 1] = static_cast<std::int64_t>(count);
  }
  assert(count == pairs);
  const auto gather = [&kept, count](auto& list) {
    for (std::size_t place = 0; place < count; ++place) list[place] = list[at(kept[place])];
    list.resize(count);
  };
  std::vector<std::int64_t> units(count);
  for (std::size_t place = 0; place < count; ++place) units[place] = match.units[at(kept[place])];
  match.units = PairUnits(std::move(units));
  if (network.column.empty()) {
    column.resize(count);
    network.column = std::move(column);
  } else {
    gather(network.column);
  }
  gather(match.locked);
  gather(network.state);
  gather(flow.chosen);
  if (beside != nullptr) gather(*beside);
}

PairLists pairs_of_at_least(const MatchNetwork& match, const kernel::Flow& flow, std::int64_t units) {
  const kernel::Network& network = match.network;
  assert(flow.chosen.size() == network.state.size());
  PairLists pairs;
  std::vector<std::int64_t>& units_of = pairs.units.own();
  pairs.row_start.reserve(at(network.rows) + 1);
  for (std::int32_t row = 0; row < network.rows; ++row) {
    const std::int64_t end = network.end_pair(row);
    for (std::int64_t pair = network.first_pair(row); pair < end; ++pair) {
      const kernel::PairState state = network.state[at(pair)];
      const bool is_high = match.units[at(pair)] >= units && state == kernel::PairState::free;
      if (!is_high && state != kernel::PairState::in) continue;
      pairs.column.push_back(network.column_of(row, pair));
      pairs.state.push_back(state);
      units_of.push_back(match.units[at(pair)]);
      pairs.locked.push_back(match.locked[at(pair)]);
      pairs.chosen.push_back(flow.chosen[at(pair)]);
    }
    pairs.row_start.push_back(std::ssize(pairs.column));
  }
  return pairs;
}

void swap_pairs(MatchNetwork& match, kernel::Flow& flow, PairLists& pairs) {
  assert(pairs.row_start.size() == match.network.row_start.size());
  match.network.row_start.swap(pairs.row_start);
  match.network.column.swap(pairs.column);
  match.network.state.swap(pairs.state);
  std::swap(match.units, pairs.units);
  match.locked.swap(pairs.locked);
  flow.chosen.swap(pairs.chosen);
}

}  // namespace pairwell
