// How a repair flow takes in one person more.
#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "match/nesting.hpp"
#include "match/pair_worth.hpp"
#include "match/repair_flow.hpp"

namespace pairwell {
namespace {

/// How many people more a network has room for on each side.
constexpr std::int32_t room_for_arrivals = 32;

/// Whether the nodes of a side lie in each other as its groups do; those of the last person are not looked at.
template <class PersonId>
bool lies_alike(const kernel::Network& network, const Nesting& nesting, const std::vector<Group<PersonId>>& groups,
                std::int32_t person, std::int32_t group) {
  const auto is_alike = [&](std::int32_t node, std::int32_t parent) {
    return network.parent[at(node)] == (parent < 0 ? 0 : group + parent);
  };
  for (std::int32_t index = 0; index + 1 < std::ssize(nesting.person_parent); ++index) {
    if (!is_alike(person + index, nesting.person_parent[at(index)])) return false;
  }
  for (std::int32_t index = 0; index < std::ssize(groups); ++index) {
    if (!is_alike(group + index, nesting.group_parent[at(index)])) return false;
  }
  return true;
}

}  // namespace

/// Adds rows and columns without pairs, which may have none, behind those that there are.
void RepairFlow::make_room() {
  kernel::Network& network = match_.network;
  const std::int32_t rows = network.rows;
  const std::int32_t columns = network.columns;
  const std::int32_t wider = columns + room_for_arrivals;
  const std::size_t size = at(rows + room_for_arrivals) * at(wider);
  const auto widen = [&](auto& list, auto filler) {
    list.resize(size, filler);
    for (std::ptrdiff_t row = rows; row-- > 0;) {
      const auto from = list.begin() + row * columns;
      const auto to = list.begin() + row * wider;
      if (row > 0) std::copy_backward(from, from + columns, to + columns);
      std::fill(to + columns, to + wider, filler);
    }
  };
  const std::int64_t work_of_pass = std::ssize(network.state);
  widen(match_.units.own(), std::int64_t{0});
  static_cast<void>(spend_(work_of_pass));  // whoever calls looks whether it ended
  widen(network.state, kernel::PairState::out);
  static_cast<void>(spend_(work_of_pass));
  const auto moved = [&](std::int32_t node) {
    if (network.is_row(node) || node <= 0) return node;
    return node + (network.is_column(node) ? room_for_arrivals : 2 * room_for_arrivals);
  };
  const auto nodes = at(network.nodes() + 2 * room_for_arrivals);
  std::vector<std::int32_t> parent(nodes, 0);
  std::vector<std::int64_t> least(nodes, 0);
  std::vector<std::int64_t> most(nodes, 0);
  for (std::int32_t node = 0; node < network.nodes(); ++node) {
    parent[at(moved(node))] = moved(network.parent[at(node)]);
    least[at(moved(node))] = network.least[at(node)];
    most[at(moved(node))] = network.most[at(node)];
  }
  network.parent = std::move(parent);
  network.least = std::move(least);
  network.most = std::move(most);
  network.rows = rows + room_for_arrivals;
  network.columns = wider;
  network.row_start.resize(at(network.rows) + 1);
  for (std::int32_t row = 0; row <= network.rows; ++row) network.row_start[at(row)] = std::int64_t{row} * wider;
  match_.locked.assign(size, false);
  for (const Pair& pair : problem_.locked) match_.locked[match_.pair_of(pair)] = true;
  match_.is_cut.assign(nodes, false);
  match_.parents_first = kernel::parents_first(network);
}

/// Rows and columns without people have the price 0.
RepairFlow::Numbers RepairFlow::potentials_from(Prices prices) const {
  const kernel::Network& network = match_.network;
  prices.mentee.resize(at(match_.is_turned ? network.columns : network.rows), 0);
  prices.mentor.resize(at(match_.is_turned ? network.rows : network.columns), 0);
  return make_potentials(match_, prices);
}

Range RepairFlow::range_of_newcomer(bool is_mentee) const {
  const std::vector<Range>& capacity = is_mentee ? problem_.mentee_capacity : problem_.mentor_capacity;
  return capacity.empty() ? Range{} : capacity.back();
}

/// Puts the newcomer into a group; false where groups would lie otherwise in each other, which the flow knows nothing
/// of.
bool RepairFlow::set_parent_of_newcomer(bool is_mentee, std::int32_t node) {
  const FirstNodes first = first_nodes(match_);
  const auto set = [&](const auto& groups, std::int32_t people, std::int32_t person, std::int32_t group) {
    const Nesting nesting = nest(people, groups);
    if (!lies_alike(match_.network, nesting, groups, person, group)) return false;
    const std::int32_t own = nesting.person_parent.back();
    match_.network.parent[at(node)] = own < 0 ? 0 : group + own;
    return true;
  };
  const bool is_set = is_mentee ? set(problem_.mentee_groups, problem_.mentees, first.mentee, first.mentee_group)
                                : set(problem_.mentor_groups, problem_.mentors, first.mentor, first.mentor_group);
  match_.parents_first = kernel::parents_first(match_.network);
  return is_set;
}

RepairFlow::Outcome RepairFlow::add_person(bool is_mentee, const std::vector<std::int64_t>& units) {
  return has_room_ ? add_in_place(is_mentee, units) : read_again(is_mentee);
}

/// The newcomer first may have no pair, and is then let in like anybody whose range grows.
RepairFlow::Outcome RepairFlow::add_in_place(bool is_mentee, const std::vector<std::int64_t>& units) {
  kernel::Network& network = match_.network;
  const std::int32_t person = (is_mentee ? problem_.mentees : problem_.mentors) - 1;
  const bool is_row = is_mentee != match_.is_turned;
  if (person >= (is_row ? network.rows : network.columns)) return Outcome::lost;
  const std::int32_t node = is_row ? network.row_node(person) : network.column_node(person);
  if (!set_parent_of_newcomer(is_mentee, node)) return Outcome::lost;
  std::int64_t largest = largest_;
  for (std::int32_t other = 0; other < std::ssize(units); ++other) {
    const std::int64_t own = units[at(other)];
    if (own == DenseTable::forbidden) continue;
    const auto pair = at(is_row ? network.first_pair(person) + other : network.first_pair(other) + person);
    match_.units.own()[pair] = own;
    network.state[pair] = kernel::PairState::free;
    largest = std::max({largest, own, -own});
  }
  for (Held* held : {&all_, &above_}) {
    if (!*held) continue;
    // Numbers of the size that there were until now may be too small.
    if (largest > largest_ && !begin(*held, potentials_of(*held), pairs_of(*held))) return Outcome::lost;
    held->flow->place_newcomer(node);
  }
  largest_ = largest;
  return refit(node, range_of_newcomer(is_mentee));
}

/// Chooses the potentials of somebody without pairs so that no pair of theirs gains.
void RepairFlow::add_newcomer(std::vector<Numbers>& potentials, const Objective& stages, std::int32_t node) const {
  const kernel::Network& network = match_.network;
  std::vector<PairWorth> worths;
  for (const Stage& stage : stages) worths.emplace_back(problem_, match_, stage);
  const bool is_row = network.is_row(node);
  std::vector<std::int64_t> best(stages.size());
  std::vector<std::int64_t> own(stages.size());
  bool is_first = true;
  const auto look = [&](std::int32_t row, std::int64_t pair, std::int32_t column) {
    if (network.state[at(pair)] == kernel::PairState::out) return;
    const std::int32_t other = is_row ? network.column_node(column) : network.row_node(row);
    for (std::size_t stage = 0; stage < own.size(); ++stage) {
      const std::int64_t worth = worths[stage](at(pair), row, column);
      own[stage] = potentials[stage][at(other)] + (is_row ? worth : -worth);
    }
    if (is_first || (is_row ? best < own : own < best)) best = own;
    is_first = false;
  };
  if (is_row) {
    const std::int32_t row = node - network.row_node(0);
    for (std::int64_t pair = network.first_pair(row); pair < network.end_pair(row); ++pair) {
      look(row, pair, network.column_of(row, pair));
    }
  } else {
    const std::int32_t column = node - network.column_node(0);
    for (std::int32_t row = 0; row < network.rows; ++row) {
      const std::int64_t pair = network.pair_of(row, column);
      if (pair < network.end_pair(row) && network.column_of(row, pair) == column) look(row, pair, column);
    }
  }
  for (std::size_t stage = 0; stage < stages.size(); ++stage) {
    const std::int64_t of_parent = potentials[stage][at(network.parent[at(node)])];
    potentials[stage][at(node)] = is_first ? of_parent : best[stage];
  }
}

/// The same from the whole problem.
RepairFlow::Outcome RepairFlow::read_again(bool is_mentee) {
  const bool is_row = is_mentee != match_.is_turned;
  const std::int32_t end = is_row ? match_.network.row_node(match_.network.rows)
                                  : match_.network.column_node(match_.network.columns);  // where the newcomer comes
  std::vector<std::pair<Held*, std::vector<Numbers>>> potentials;
  std::vector<std::vector<Pair>> pairs;
  for (Held* held : {&all_, &above_}) {
    if (!*held) continue;
    potentials.emplace_back(held, potentials_of(*held));
    pairs.push_back(pairs_of(*held));
    held->flow.reset();
  }
  std::vector<std::int32_t> parents = match_.network.parent;
  if (!read_network(match_.is_turned ? RowSide::mentors : RowSide::mentees)) return Outcome::lost;
  // Groups may lie otherwise in each other with the newcomer, which the flow knows nothing of.
  for (std::int32_t& parent : parents) parent += parent >= end ? 1 : 0;
  parents.insert(parents.begin() + end, match_.network.parent[at(end)]);
  if (has_room_ || parents != match_.network.parent) return Outcome::lost;
  match_.network.least[at(end)] = 0;
  match_.network.most[at(end)] = 0;
  for (std::size_t index = 0; index < potentials.size(); ++index) {
    auto& [held, own] = potentials[index];
    for (Numbers& stage : own) stage.insert(stage.begin() + end, 0);
    add_newcomer(own, held->stages, end);
    if (!begin(*held, own, pairs[index])) return Outcome::lost;
  }
  return refit(end, range_of_newcomer(is_mentee));
}

}  // namespace pairwell
