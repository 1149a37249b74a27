// What maximise promises, checked from outside: balance, ranges, reduced costs, and the value by Boost.Graph.
#include "kernel/flow/flow.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "kernel/flow/assignment_case.hpp"
#include "match/network.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/graph/reference.hpp"
#include "support/problems.hpp"

namespace pairwell::kernel {
namespace {

using support::unlimited;

/// Calls visit(pair, row, column) for each pair.
template <class Visit>
void each_pair(const Network& network, Visit visit) {
  for (std::int32_t row = 0; row < network.rows; ++row) {
    for (std::int64_t pair = network.first_pair(row); pair < network.end_pair(row); ++pair) {
      visit(pair, row, network.column_of(row, pair));
    }
  }
}

std::int64_t tail(const Network& network, std::int32_t node) {
  return network.on_row_side(node) ? network.parent[at(node)] : node;
}

std::int64_t head(const Network& network, std::int32_t node) {
  return network.on_row_side(node) ? node : network.parent[at(node)];
}

void expect_in_balance(const Network& network, const Flow& flow) {
  std::vector<std::int64_t> balance(at(network.nodes()), 0);
  each_pair(network, [&](std::int64_t pair, std::int32_t row, std::int32_t column) {
    if (flow.chosen[at(pair)] == 0) return;
    ASSERT_NE(network.state[at(pair)], PairState::out);
    --balance[at(network.row_node(row))];
    ++balance[at(network.column_node(column))];
  });
  for (std::int32_t node = 1; node < network.nodes(); ++node) {
    const std::int64_t amount = flow.tree[at(node)];
    ASSERT_GE(amount, network.least[at(node)]);
    ASSERT_LE(amount, network.most[at(node)]);
    balance[at(tail(network, node))] -= amount;
    balance[at(head(network, node))] += amount;
  }
  for (const std::int64_t left : balance) ASSERT_EQ(left, 0);
}

void expect_proved(const Network& network, std::span<const std::int64_t> weight, const Flow& flow) {
  const auto& p = flow.potential;
  ASSERT_EQ(p[0], 0);
  each_pair(network, [&](std::int64_t pair, std::int32_t row, std::int32_t column) {
    if (network.state[at(pair)] != PairState::free) return;
    const std::int64_t gain = weight[at(pair)] - p[at(network.row_node(row))] + p[at(network.column_node(column))];
    const bool chosen = flow.chosen[at(pair)] != 0;
    ASSERT_TRUE(chosen ? gain >= 0 : gain <= 0) << "pair " << pair << " gains " << gain;
  });
  for (std::int32_t node = 1; node < network.nodes(); ++node) {
    const std::int64_t reduced = p[at(tail(network, node))] - p[at(head(network, node))];
    ASSERT_TRUE(reduced >= 0 || flow.tree[at(node)] == network.most[at(node)]) << "node " << node;
    ASSERT_TRUE(reduced <= 0 || flow.tree[at(node)] == network.least[at(node)]) << "node " << node;
  }
}

std::vector<FlowArc> arcs_of(const Network& network, std::span<const std::int64_t> weight) {
  std::vector<FlowArc> arcs;
  for (std::int32_t node = 1; node < network.nodes(); ++node) {
    arcs.push_back({static_cast<std::int32_t>(tail(network, node)), static_cast<std::int32_t>(head(network, node)),
                    network.least[at(node)], network.most[at(node)], 0});
  }
  each_pair(network, [&](std::int64_t pair, std::int32_t row, std::int32_t column) {
    const PairState state = network.state[at(pair)];
    arcs.push_back({network.row_node(row), network.column_node(column), state == PairState::in ? 1 : 0,
                    state == PairState::out ? 0 : 1, weight[at(pair)]});
  });
  return arcs;
}

std::int64_t value(std::span<const std::int64_t> weight, const Flow& flow) {
  std::int64_t sum = 0;
  for (std::size_t pair = 0; pair < weight.size(); ++pair) sum += flow.chosen[pair] != 0 ? weight[pair] : 0;
  return sum;
}

TEST(Flow, IsInBalanceProvedAndAsGoodAsBoostGraphs) {
  int solved = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const MatchNetwork match = *make_network(
        support::random_problem(seed, {.mentees = 9, .mentors = 7, .levels = 30, .percent_out = 30}), unlimited);
    const auto arcs = arcs_of(match.network, match.units);
    const auto expected = reference_circulation(match.network.nodes(), arcs);
    Flow flow;
    const Outcome outcome = maximise(match.network, {.of_pair = match.units}, flow, unlimited);
    ASSERT_EQ(outcome == Outcome::solved, expected.has_value());
    if (!expected) continue;
    ++solved;
    expect_in_balance(match.network, flow);
    expect_proved(match.network, match.units, flow);
    std::int64_t best = 0;
    for (std::size_t arc = 0; arc < arcs.size(); ++arc) best += (*expected)[arc] * arcs[arc].units;
    ASSERT_EQ(value(match.units, flow), best);
  }
  EXPECT_GT(solved, 50);
}

/// Every row must have one of all columns: such networks are solved as tables.
TEST(Flow, IsAsGoodWhereTheNetworkIsATable) {
  int tables = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto mentees = static_cast<std::int32_t>(2 + seed % 7);
    Problem problem{.mentees = mentees, .mentors = mentees + static_cast<std::int32_t>(seed % 3)};
    Random random(seed);
    DenseTable table;
    for (std::int32_t pair = 0; pair < mentees * problem.mentors; ++pair) {
      table.units.push_back(random.below(10) < seed % 4 ? DenseTable::forbidden
                                                        : static_cast<std::int64_t>(random.below(30)) - 5);
    }
    problem.points = table;
    problem.mentee_capacity.assign(at(mentees), {1, 1});
    const MatchNetwork match = *make_network(problem, unlimited);
    const auto arcs = arcs_of(match.network, match.units);
    const auto expected = reference_circulation(match.network.nodes(), arcs);
    Flow flow;
    const auto as_table = maximise_as_assignment(match.network, {.of_pair = match.units}, flow, unlimited, {});
    ASSERT_TRUE(!as_table || expected);
    if (!as_table) continue;
    ++tables;
    ASSERT_EQ(*as_table, Outcome::solved);
    expect_in_balance(match.network, flow);
    expect_proved(match.network, match.units, flow);
    std::int64_t best = 0;
    for (std::size_t arc = 0; arc < arcs.size(); ++arc) best += (*expected)[arc] * arcs[arc].units;
    ASSERT_EQ(value(match.units, flow), best);
  }
  EXPECT_GT(tables, 100);
}

/// A large table of ties and every pair open is solved by candidate lists, of numbers narrow and wide.
TEST(Flow, IsProvedWhereALargeTableIsFullOfTies) {
  Random random(21);
  for (const std::int32_t more_columns : {0, 40}) {
    for (const std::int64_t level : {std::int64_t{1}, std::int64_t{1000}, std::int64_t{1} << 40}) {
      const std::int32_t rows = 1250;
      Problem problem{.mentees = rows, .mentors = rows + more_columns};
      DenseTable& table = problem.points.emplace<DenseTable>();
      for (std::int64_t pair = 0; pair < std::int64_t{rows} * problem.mentors; ++pair) {
        table.units.push_back(level * static_cast<std::int64_t>(random.below(3)));
      }
      problem.mentee_capacity.assign(at(rows), {1, 1});
      const MatchNetwork match = *make_network(problem, unlimited);
      Flow flow;
      const auto outcome = maximise_as_assignment(match.network, {.of_pair = match.units}, flow, unlimited, {});
      ASSERT_EQ(outcome, Outcome::solved);
      expect_in_balance(match.network, flow);
      expect_proved(match.network, match.units, flow);
    }
  }
}

TEST(Flow, GoesOnFromTheFlowOfAnotherWeight) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const MatchNetwork match =
        *make_network(support::random_problem(seed, {.mentees = 9, .mentors = 7, .levels = 30}), unlimited);
    Flow warm;
    const std::vector<std::int64_t> ones(match.units.size(), 1);
    if (maximise(match.network, {.of_pair = ones}, warm, unlimited) != Outcome::solved) continue;
    Flow cold;
    ASSERT_EQ(maximise(match.network, {.of_pair = match.units}, warm, unlimited), Outcome::solved);
    ASSERT_EQ(maximise(match.network, {.of_pair = match.units}, cold, unlimited), Outcome::solved);
    ASSERT_EQ(value(match.units, warm), value(match.units, cold));
    expect_in_balance(match.network, warm);
    expect_proved(match.network, match.units, warm);
  }
}

TEST(Flow, ProvesByACutThatThereIsNone) {
  Problem problem{.mentees = 2, .mentors = 1};
  problem.points = DenseTable{{1, 1}};
  problem.mentee_capacity = {{1, 1}, {1, 1}};
  const MatchNetwork match = *make_network(problem, unlimited);
  Flow flow;
  ASSERT_EQ(maximise(match.network, {.of_pair = match.units}, flow, unlimited), Outcome::infeasible);
  const auto& p = flow.potential;
  EXPECT_EQ(p[0], 0);
  // Both mentees lie on one side of the cut with their mentor, and the root on the other. The mentor is the row.
  ASSERT_TRUE(match.is_turned);
  EXPECT_NE(p[at(match.network.row_node(0))], 0);
  EXPECT_EQ(p[at(match.network.row_node(0))], p[at(match.network.column_node(0))]);
  EXPECT_EQ(p[at(match.network.row_node(0))], p[at(match.network.column_node(1))]);
}

/// Costs the same as a cold start, and keeps what it was given where nothing changed.
TEST(Flow, StartsWarmFromThePotentialsOfAnother) {
  int solved = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    MatchNetwork match = *make_network(
        support::random_problem(seed, {.mentees = 9, .mentors = 7, .levels = 30, .percent_out = 30}), unlimited);
    Flow warm;
    if (maximise(match.network, {.of_pair = match.units}, warm, unlimited) != Outcome::solved) continue;
    const Flow before = warm;
    ASSERT_EQ(maximise(match.network, {.of_pair = match.units}, warm, unlimited, Start::warm), Outcome::solved);
    ASSERT_EQ(warm.chosen, before.chosen);
    std::vector<std::int64_t> changed(match.units.begin(), match.units.end());
    for (std::size_t pair = seed % 5; pair < changed.size(); pair += 5) changed[pair] += 3 - static_cast<int>(pair % 7);
    Flow cold;
    ASSERT_EQ(maximise(match.network, {.of_pair = changed}, warm, unlimited, Start::warm), Outcome::solved);
    ASSERT_EQ(maximise(match.network, {.of_pair = changed}, cold, unlimited), Outcome::solved);
    ASSERT_EQ(value(changed, warm), value(changed, cold));
    expect_in_balance(match.network, warm);
    expect_proved(match.network, changed, warm);
    ++solved;
  }
  EXPECT_GT(solved, 50);
}

TEST(Flow, SavesWorkByAWarmStart) {
  std::int64_t work = 0;
  const Spend counting = [&work](std::int64_t more) {
    work += more;
    return true;
  };
  std::int64_t cold_work = 0;
  std::int64_t warm_work = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const MatchNetwork match = *make_network(
        support::random_problem(
            seed, {.mentees = 60, .mentors = 60, .levels = 1000, .ranges = false, .groups = false, .locked = false}),
        unlimited);
    Flow flow;
    work = 0;
    ASSERT_EQ(maximise(match.network, {.of_pair = match.units}, flow, counting), Outcome::solved);
    cold_work += std::exchange(work, 0);
    std::vector<std::int64_t> changed(match.units.begin(), match.units.end());
    if (!changed.empty()) changed[changed.size() / 2] += 500;
    ASSERT_EQ(maximise(match.network, {.of_pair = changed}, flow, counting, Start::warm), Outcome::solved);
    warm_work += work;
  }
  EXPECT_LT(warm_work, cold_work);
}

TEST(Flow, StopsWhenNotAllowedToSpendMore) {
  const MatchNetwork match =
      *make_network(support::random_problem(3, {.mentees = 30, .mentors = 30, .ranges = false}), unlimited);
  Flow flow;
  const Spend nothing = [](std::int64_t) { return false; };
  EXPECT_EQ(maximise(match.network, {.of_pair = match.units}, flow, nothing), Outcome::stopped);
}

}  // namespace
}  // namespace pairwell::kernel
