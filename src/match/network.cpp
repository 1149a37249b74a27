#include "match/network.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "match/nesting.hpp"
#include "match/tables.hpp"

namespace pairwell {
namespace {

std::size_t at(std::int64_t index) { return static_cast<std::size_t>(index); }

/// A dense table is kept whole, with pairs that may not be marked as out, unless they are most of it.
bool keeps_whole(const Problem& problem) {
  const auto* dense = std::get_if<DenseTable>(&problem.points);
  return dense != nullptr && 2 * std::ranges::count(dense->units, DenseTable::forbidden) <= std::ssize(dense->units);
}

/// Both of a turn's loops go by tiles, so that neither table leaves the cache.
template <class Visit>
void each_by_tiles(std::int32_t rows, std::int32_t columns, Visit visit) {
  constexpr std::int32_t tile = 32;
  for (std::int32_t top = 0; top < rows; top += tile) {
    for (std::int32_t left = 0; left < columns; left += tile) {
      for (std::int32_t row = top; row < std::min(rows, top + tile); ++row) {
        for (std::int32_t column = left; column < std::min(columns, left + tile); ++column) visit(row, column);
      }
    }
  }
}

void list_whole_table(const Problem& problem, MatchNetwork& match) {
  const auto& table = std::get<DenseTable>(problem.points).units;
  kernel::Network& network = match.network;
  network.row_start.resize(at(network.rows) + 1);
  for (std::int32_t row = 0; row <= network.rows; ++row) {
    network.row_start[at(row)] = std::int64_t{row} * network.columns;
  }
  if (match.is_turned) {
    match.units.resize(table.size());
    each_by_tiles(network.rows, network.columns, [&](std::int32_t row, std::int32_t column) {
      match.units[at(network.first_pair(row) + column)] = table[at(std::int64_t{column} * network.rows + row)];
    });
  } else {
    match.units = table;
  }
  network.state.resize(table.size());
  for (std::size_t pair = 0; pair < table.size(); ++pair) {
    const bool is_out = match.units[pair] == DenseTable::forbidden;
    network.state[pair] = is_out ? kernel::PairState::out : kernel::PairState::free;
    if (is_out) match.units[pair] = 0;
  }
  for (const Pair& pair : problem.forbidden) network.state[match.pair_of(pair)] = kernel::PairState::out;
}

/// Lists the admissible pairs row by row.
void list_admissible_pairs(const Problem& problem, MatchNetwork& match) {
  const AdmissiblePairs admissible(problem);
  kernel::Network& network = match.network;
  network.row_start.assign(at(network.rows) + 1, 0);
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    admissible.each_of(mentee, [&](std::int32_t mentor, std::int64_t) {
      ++network.row_start[at(match.is_turned ? mentor : mentee) + 1];
    });
  }
  std::partial_sum(network.row_start.begin(), network.row_start.end(), network.row_start.begin());
  std::vector<std::int64_t> next(network.row_start.begin(), network.row_start.end() - 1);
  const auto pairs = at(network.row_start.back());
  network.column.resize(pairs);
  match.units.resize(pairs);
  network.state.assign(pairs, kernel::PairState::free);
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    admissible.each_of(mentee, [&](std::int32_t mentor, std::int64_t units) {
      const auto pair = at(next[at(match.is_turned ? mentor : mentee)]++);
      network.column[pair] = match.is_turned ? mentee : mentor;
      match.units[pair] = units;
    });
  }
}

/// How many pairs a side may be in, where each person has as many pairs as the other side has people at most.
std::int64_t places(const std::vector<Range>& capacity, std::int32_t people, std::int32_t others) {
  if (capacity.empty()) return people;
  std::int64_t places = 0;
  for (const Range& range : capacity) places += std::min(range.most, others);
  return places;
}

/// The first node of each kind.
struct Sides {
  std::int32_t mentee;
  std::int32_t mentor;
  std::int32_t mentee_group;
  std::int32_t mentor_group;
};

Sides first_nodes(const MatchNetwork& match) {
  const kernel::Network& network = match.network;
  const std::int32_t row = network.row_node(0);
  const std::int32_t column = network.column_node(0);
  const std::int32_t row_group = network.row_group_node(0);
  const std::int32_t column_group = network.column_group_node(0);
  if (match.is_turned) return {column, row, column_group, row_group};
  return {row, column, row_group, column_group};
}

/// Sets the parents and ranges of one side, whose nodes begin at `person` and `group`.
template <class PersonId>
void add_side(MatchNetwork& match, std::int32_t people, const std::vector<Range>& capacity,
              const std::vector<Group<PersonId>>& groups, std::int32_t person, std::int32_t group) {
  kernel::Network& network = match.network;
  const Nesting nesting = nest(people, groups);
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

/// Nodes of both trees with every parent before its children.
std::vector<std::int32_t> parents_first(const kernel::Network& network) {
  const std::int32_t nodes = network.nodes();
  std::vector<std::int32_t> depth(at(nodes), -1);
  depth[0] = 0;
  std::vector<std::int32_t> chain;
  for (std::int32_t node = 1; node < nodes; ++node) {
    for (std::int32_t above = node; depth[at(above)] < 0; above = network.parent[at(above)]) chain.push_back(above);
    for (; !chain.empty(); chain.pop_back()) {
      depth[at(chain.back())] = depth[at(network.parent[at(chain.back())])] + 1;
    }
  }
  std::vector<std::int32_t> order(at(nodes - 1));
  for (std::int32_t node = 1; node < nodes; ++node) order[at(node - 1)] = node;
  std::ranges::stable_sort(order, {}, [&](std::int32_t node) { return depth[at(node)]; });
  return order;
}

/// Cuts every upper limit to the number of pairs that could ever pass, though never under the lower limit.
void cut_limits(MatchNetwork& match) {
  kernel::Network& network = match.network;
  std::vector<std::int64_t> possible(at(network.nodes()), 0);
  match.each_pair([&](std::size_t pair, std::int32_t row, std::int32_t column) {
    if (network.state[pair] == kernel::PairState::out) return;
    ++possible[at(network.row_node(row))];
    ++possible[at(network.column_node(column))];
  });
  const std::vector<std::int32_t> order = parents_first(network);
  for (auto node = order.rbegin(); node != order.rend(); ++node) {
    const std::int64_t asked = network.most[at(*node)];
    network.most[at(*node)] = std::max(network.least[at(*node)], std::min(asked, possible[at(*node)]));
    match.is_cut[at(*node)] = network.most[at(*node)] < asked;
    possible[at(network.parent[at(*node)])] += network.most[at(*node)];
  }
}

}  // namespace

MatchNetwork make_network(const Problem& problem) {
  MatchNetwork match;
  kernel::Network& network = match.network;
  match.is_turned = places(problem.mentor_capacity, problem.mentors, problem.mentees) <
                    places(problem.mentee_capacity, problem.mentees, problem.mentors);
  network.rows = match.is_turned ? problem.mentors : problem.mentees;
  network.columns = match.is_turned ? problem.mentees : problem.mentors;
  const auto mentee_groups = static_cast<std::int32_t>(problem.mentee_groups.size());
  const auto mentor_groups = static_cast<std::int32_t>(problem.mentor_groups.size());
  network.row_groups = match.is_turned ? mentor_groups : mentee_groups;
  network.column_groups = match.is_turned ? mentee_groups : mentor_groups;
  if (keeps_whole(problem)) {
    list_whole_table(problem, match);
  } else {
    list_admissible_pairs(problem, match);
  }
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
  const Sides first = first_nodes(match);
  add_side(match, problem.mentees, problem.mentee_capacity, problem.mentee_groups, first.mentee, first.mentee_group);
  add_side(match, problem.mentors, problem.mentor_capacity, problem.mentor_groups, first.mentor, first.mentor_group);
  cut_limits(match);
  return match;
}

Prices make_prices(const MatchNetwork& match, const kernel::Flow& flow) {
  const kernel::Network& network = match.network;
  const std::int32_t nodes = network.nodes();
  std::vector<std::int64_t> price(at(nodes), 0);
  std::vector<std::int64_t> passed_on(at(nodes), 0);
  for (const std::int32_t node : parents_first(network)) {
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
  const Sides first = first_nodes(match);
  const bool turned = match.is_turned;
  return {.mentee = part(first.mentee, turned ? network.columns : network.rows),
          .mentor = part(first.mentor, turned ? network.rows : network.columns),
          .mentee_group = part(first.mentee_group, turned ? network.column_groups : network.row_groups),
          .mentor_group = part(first.mentor_group, turned ? network.row_groups : network.column_groups)};
}

/// The price of each node.
std::vector<std::int64_t> node_prices(const MatchNetwork& match, const Prices& prices) {
  std::vector<std::int64_t> price(at(match.network.nodes()), 0);
  const Sides first = first_nodes(match);
  std::ranges::copy(prices.mentee, price.begin() + first.mentee);
  std::ranges::copy(prices.mentor, price.begin() + first.mentor);
  std::ranges::copy(prices.mentee_group, price.begin() + first.mentee_group);
  std::ranges::copy(prices.mentor_group, price.begin() + first.mentor_group);
  return price;
}

PaidPrices paid_prices(const MatchNetwork& match, const Prices& prices) {
  const kernel::Network& network = match.network;
  std::vector<std::int64_t> sum = node_prices(match, prices);
  for (const std::int32_t node : parents_first(network)) sum[at(node)] += sum[at(network.parent[at(node)])];
  const auto part = [&](std::int32_t first, std::int32_t count) {
    return std::vector<std::int64_t>(sum.begin() + first, sum.begin() + first + count);
  };
  return {part(network.row_node(0), network.rows), part(network.column_node(0), network.columns)};
}

void narrow(MatchNetwork& match, kernel::Weights weight, const Prices& prices) {
  kernel::Network& network = match.network;
  const PaidPrices paid = paid_prices(match, prices);
  match.each_pair([&](std::size_t pair, std::int32_t row, std::int32_t column) {
    if (network.state[pair] != kernel::PairState::free) return;
    const std::int64_t gain = weight[static_cast<std::int64_t>(pair)] - paid.row[at(row)] - paid.column[at(column)];
    if (gain < 0) network.state[pair] = kernel::PairState::out;
    if (gain > 0) network.state[pair] = kernel::PairState::in;
  });
  const std::vector<std::int64_t> price = node_prices(match, prices);
  for (std::size_t node = 1; node < price.size(); ++node) {
    if (price[node] > 0) network.least[node] = network.most[node];
    if (price[node] < 0) network.most[node] = network.least[node];
    if (price[node] != 0) match.is_cut[node] = false;
  }
}

void forget_pairs_that_are_out(MatchNetwork& match, kernel::Flow& flow, std::vector<std::int32_t>* beside) {
  kernel::Network& network = match.network;
  const auto out = std::ranges::count(network.state, kernel::PairState::out);
  if (2 * out <= std::ssize(network.state)) return;
  const bool was_whole = network.column.empty();
  std::size_t kept = 0;
  std::vector<std::int32_t> column;
  std::int64_t pair = 0;
  for (std::int32_t row = 0; row < network.rows; ++row) {
    const std::int64_t first = pair;
    for (const std::int64_t end = network.end_pair(row); pair < end; ++pair) {
      if (network.state[at(pair)] == kernel::PairState::out) continue;
      column.push_back(was_whole ? static_cast<std::int32_t>(pair - first) : network.column[at(pair)]);
      match.units[kept] = match.units[at(pair)];
      match.locked[kept] = match.locked[at(pair)];
      network.state[kept] = network.state[at(pair)];
      flow.chosen[kept] = flow.chosen[at(pair)];
      if (beside != nullptr) (*beside)[kept] = (*beside)[at(pair)];
      ++kept;
    }
    network.row_start[at(row) + 1] = static_cast<std::int64_t>(kept);
  }
  network.column = std::move(column);
  const auto cut = [kept](auto& list) { list.resize(kept); };
  cut(match.units);
  cut(match.locked);
  cut(network.state);
  cut(flow.chosen);
  if (beside != nullptr) cut(*beside);
}

}  // namespace pairwell
