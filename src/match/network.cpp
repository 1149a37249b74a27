#include "match/network.hpp"

#include <algorithm>
#include <set>

#include "match/nesting.hpp"
#include "match/tables.hpp"

namespace pairwell {
namespace {

std::size_t at(std::int64_t index) { return static_cast<std::size_t>(index); }

/// Lists the admissible pairs row by row.
void list_pairs(const Problem& problem, MatchNetwork& match) {
  const AdmissiblePairs admissible(problem);
  const std::set<Pair> locked(problem.locked.begin(), problem.locked.end());
  kernel::Network& network = match.network;
  network.row_start.push_back(0);
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    admissible.each_of(mentee, [&](std::int32_t mentor, std::int64_t units) {
      const bool is_locked = !locked.empty() && locked.contains({MenteeId(mentee), MentorId(mentor)});
      match.mentee.push_back(mentee);
      network.mentor.push_back(mentor);
      match.units.push_back(units);
      match.locked.push_back(is_locked);
      network.state.push_back(is_locked ? kernel::PairState::in : kernel::PairState::free);
    });
    network.row_start.push_back(std::ssize(match.units));
  }
}

/// Sets the parents and ranges of one side. `person` and `group` give node numbers.
template <class PersonId, class PersonNode, class GroupNode>
void add_side(MatchNetwork& match, std::int32_t people, const std::vector<Range>& capacity,
              const std::vector<Group<PersonId>>& groups, PersonNode person, GroupNode group) {
  kernel::Network& network = match.network;
  const Nesting nesting = nest(people, groups);
  const auto set = [&](std::int32_t node, std::int32_t parent_group, const Range& range) {
    network.parent[at(node)] = parent_group < 0 ? 0 : group(parent_group);
    network.least[at(node)] = range.least;
    network.most[at(node)] = range.most;
  };
  for (std::int32_t index = 0; index < people; ++index) {
    set(person(index), nesting.person_parent[at(index)], capacity.empty() ? Range{} : capacity[at(index)]);
  }
  for (std::int32_t index = 0; index < std::ssize(groups); ++index) {
    set(group(index), nesting.group_parent[at(index)], groups[at(index)].pairs);
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
  for (std::size_t pair = 0; pair < match.units.size(); ++pair) {
    ++possible[at(network.mentee_node(match.mentee[pair]))];
    ++possible[at(network.mentor_node(network.mentor[pair]))];
  }
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
  network.mentees = problem.mentees;
  network.mentors = problem.mentors;
  network.mentee_groups = static_cast<std::int32_t>(problem.mentee_groups.size());
  network.mentor_groups = static_cast<std::int32_t>(problem.mentor_groups.size());
  list_pairs(problem, match);

  const auto nodes = at(network.nodes());
  network.parent.assign(nodes, -1);
  network.least.assign(nodes, 0);
  network.most.assign(nodes, 0);
  match.is_cut.assign(nodes, false);
  add_side(
      match, problem.mentees, problem.mentee_capacity, problem.mentee_groups,
      [&](std::int32_t index) { return network.mentee_node(index); },
      [&](std::int32_t index) { return network.mentee_group_node(index); });
  add_side(
      match, problem.mentors, problem.mentor_capacity, problem.mentor_groups,
      [&](std::int32_t index) { return network.mentor_node(index); },
      [&](std::int32_t index) { return network.mentor_group_node(index); });
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
    std::int64_t own = (network.on_mentee_side(node) ? rise : -rise) + passed_on[at(parent)];
    if (own > 0 && match.is_cut[at(node)]) {
      passed_on[at(node)] = own;
      own = 0;
    }
    price[at(node)] = own;
  }
  const auto part = [&](std::int32_t first, std::int32_t count) {
    return std::vector<std::int64_t>(price.begin() + first, price.begin() + first + count);
  };
  return {.mentee = part(network.mentee_node(0), network.mentees),
          .mentor = part(network.mentor_node(0), network.mentors),
          .mentee_group = part(network.mentee_group_node(0), network.mentee_groups),
          .mentor_group = part(network.mentor_group_node(0), network.mentor_groups)};
}

PairPrices pair_prices(const kernel::Network& network, const Prices& prices) {
  std::vector<std::int64_t> sum(at(network.nodes()), 0);
  const auto own = [&](std::int32_t first, const std::vector<std::int64_t>& part) {
    std::ranges::copy(part, sum.begin() + first);
  };
  own(network.mentee_node(0), prices.mentee);
  own(network.mentor_node(0), prices.mentor);
  own(network.mentee_group_node(0), prices.mentee_group);
  own(network.mentor_group_node(0), prices.mentor_group);
  for (const std::int32_t node : parents_first(network)) sum[at(node)] += sum[at(network.parent[at(node)])];
  const auto part = [&](std::int32_t first, std::int32_t count) {
    return std::vector<std::int64_t>(sum.begin() + first, sum.begin() + first + count);
  };
  return {part(network.mentee_node(0), network.mentees), part(network.mentor_node(0), network.mentors)};
}

void narrow(MatchNetwork& match, const std::vector<std::int64_t>& weight, const Prices& prices) {
  kernel::Network& network = match.network;
  const PairPrices paid = pair_prices(network, prices);
  for (std::size_t pair = 0; pair < weight.size(); ++pair) {
    if (network.state[pair] != kernel::PairState::free) continue;
    const std::int64_t gain =
        weight[pair] - paid.mentee[at(match.mentee[pair])] - paid.mentor[at(network.mentor[pair])];
    if (gain < 0) network.state[pair] = kernel::PairState::out;
    if (gain > 0) network.state[pair] = kernel::PairState::in;
  }
  const auto hold = [&](std::int32_t first, const std::vector<std::int64_t>& part) {
    for (std::int32_t index = 0; index < std::ssize(part); ++index) {
      const auto node = at(first + index);
      if (part[at(index)] > 0) network.least[node] = network.most[node];
      if (part[at(index)] < 0) network.most[node] = network.least[node];
      if (part[at(index)] != 0) match.is_cut[node] = false;
    }
  };
  hold(network.mentee_node(0), prices.mentee);
  hold(network.mentor_node(0), prices.mentor);
  hold(network.mentee_group_node(0), prices.mentee_group);
  hold(network.mentor_group_node(0), prices.mentor_group);
}

void forget_pairs_that_are_out(MatchNetwork& match, kernel::Flow& flow, std::vector<std::int32_t>* beside) {
  kernel::Network& network = match.network;
  const auto out = std::ranges::count(network.state, kernel::PairState::out);
  if (2 * out <= std::ssize(network.state)) return;
  std::size_t kept = 0;
  std::int64_t pair = 0;
  for (std::int32_t mentee = 0; mentee < network.mentees; ++mentee) {
    for (const std::int64_t end = network.row_start[at(mentee + 1)]; pair < end; ++pair) {
      if (network.state[at(pair)] == kernel::PairState::out) continue;
      match.mentee[kept] = mentee;
      match.units[kept] = match.units[at(pair)];
      match.locked[kept] = match.locked[at(pair)];
      network.mentor[kept] = network.mentor[at(pair)];
      network.state[kept] = network.state[at(pair)];
      flow.chosen[kept] = flow.chosen[at(pair)];
      if (beside != nullptr) (*beside)[kept] = (*beside)[at(pair)];
      ++kept;
    }
    network.row_start[at(mentee + 1)] = static_cast<std::int64_t>(kept);
  }
  const auto cut = [kept](auto& list) { list.resize(kept); };
  cut(match.mentee);
  cut(match.units);
  cut(match.locked);
  cut(network.mentor);
  cut(network.state);
  cut(flow.chosen);
  if (beside != nullptr) cut(*beside);
}

}  // namespace pairwell
