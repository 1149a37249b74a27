// What maximise promises, checked from outside: balance, ranges, reduced costs, and the value by Boost.Graph.
#include "kernel/flow.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "match/network.hpp"
#include "pairwell/graph/reference.hpp"
#include "support/problems.hpp"

namespace pairwell::kernel {
namespace {

using support::at;

const Spend unlimited = [](std::int64_t) { return true; };

std::int32_t mentee_of(const Network& network, std::int64_t pair) {
  const auto end = std::ranges::upper_bound(network.row_start, pair);
  return static_cast<std::int32_t>(end - network.row_start.begin()) - 1;
}

std::int64_t tail(const Network& network, std::int32_t node) {
  return network.on_mentee_side(node) ? network.parent[at(node)] : node;
}

std::int64_t head(const Network& network, std::int32_t node) {
  return network.on_mentee_side(node) ? node : network.parent[at(node)];
}

void expect_in_balance(const Network& network, const Flow& flow) {
  std::vector<std::int64_t> balance(at(network.nodes()), 0);
  for (std::int64_t pair = 0; pair < std::ssize(network.mentor); ++pair) {
    if (flow.chosen[at(pair)] == 0) continue;
    ASSERT_NE(network.state[at(pair)], PairState::out);
    --balance[at(network.mentee_node(mentee_of(network, pair)))];
    ++balance[at(network.mentor_node(network.mentor[at(pair)]))];
  }
  for (std::int32_t node = 1; node < network.nodes(); ++node) {
    const std::int64_t amount = flow.tree[at(node)];
    ASSERT_GE(amount, network.least[at(node)]);
    ASSERT_LE(amount, network.most[at(node)]);
    balance[at(tail(network, node))] -= amount;
    balance[at(head(network, node))] += amount;
  }
  for (const std::int64_t left : balance) ASSERT_EQ(left, 0);
}

void expect_proved(const Network& network, const std::vector<std::int64_t>& weight, const Flow& flow) {
  const auto& p = flow.potential;
  ASSERT_EQ(p[0], 0);
  for (std::int64_t pair = 0; pair < std::ssize(weight); ++pair) {
    if (network.state[at(pair)] != PairState::free) continue;
    const std::int64_t gain = weight[at(pair)] - p[at(network.mentee_node(mentee_of(network, pair)))] +
                              p[at(network.mentor_node(network.mentor[at(pair)]))];
    const bool chosen = flow.chosen[at(pair)] != 0;
    ASSERT_TRUE(chosen ? gain >= 0 : gain <= 0) << "pair " << pair << " gains " << gain;
  }
  for (std::int32_t node = 1; node < network.nodes(); ++node) {
    const std::int64_t reduced = p[at(tail(network, node))] - p[at(head(network, node))];
    ASSERT_TRUE(reduced >= 0 || flow.tree[at(node)] == network.most[at(node)]) << "node " << node;
    ASSERT_TRUE(reduced <= 0 || flow.tree[at(node)] == network.least[at(node)]) << "node " << node;
  }
}

std::vector<FlowArc> arcs_of(const Network& network, const std::vector<std::int64_t>& weight) {
  std::vector<FlowArc> arcs;
  for (std::int32_t node = 1; node < network.nodes(); ++node) {
    arcs.push_back({static_cast<std::int32_t>(tail(network, node)), static_cast<std::int32_t>(head(network, node)),
                    network.least[at(node)], network.most[at(node)], 0});
  }
  for (std::int64_t pair = 0; pair < std::ssize(weight); ++pair) {
    const PairState state = network.state[at(pair)];
    arcs.push_back({network.mentee_node(mentee_of(network, pair)), network.mentor_node(network.mentor[at(pair)]),
                    state == PairState::in ? 1 : 0, state == PairState::out ? 0 : 1, weight[at(pair)]});
  }
  return arcs;
}

std::int64_t value(const std::vector<std::int64_t>& weight, const Flow& flow) {
  std::int64_t sum = 0;
  for (std::size_t pair = 0; pair < weight.size(); ++pair) sum += flow.chosen[pair] != 0 ? weight[pair] : 0;
  return sum;
}

TEST(Flow, IsInBalanceProvedAndAsGoodAsBoostGraphs) {
  int solved = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const MatchNetwork match =
        make_network(support::random_problem(seed, {.mentees = 9, .mentors = 7, .levels = 30, .percent_out = 30}));
    const auto arcs = arcs_of(match.network, match.units);
    const auto expected = reference_circulation(match.network.nodes(), arcs);
    Flow flow;
    const Outcome outcome = maximise(match.network, match.units, flow, unlimited);
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

TEST(Flow, GoesOnFromTheFlowOfAnotherWeight) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const MatchNetwork match = make_network(support::random_problem(seed, {.mentees = 9, .mentors = 7, .levels = 30}));
    Flow warm;
    const std::vector<std::int64_t> ones(match.units.size(), 1);
    if (maximise(match.network, ones, warm, unlimited) != Outcome::solved) continue;
    Flow cold;
    ASSERT_EQ(maximise(match.network, match.units, warm, unlimited), Outcome::solved);
    ASSERT_EQ(maximise(match.network, match.units, cold, unlimited), Outcome::solved);
    ASSERT_EQ(value(match.units, warm), value(match.units, cold));
    expect_in_balance(match.network, warm);
    expect_proved(match.network, match.units, warm);
  }
}

TEST(Flow, ProvesByACutThatThereIsNone) {
  Problem problem{.mentees = 2, .mentors = 1};
  problem.points = DenseTable{{1, 1}};
  problem.mentee_capacity = {{1, 1}, {1, 1}};
  const MatchNetwork match = make_network(problem);
  Flow flow;
  ASSERT_EQ(maximise(match.network, match.units, flow, unlimited), Outcome::infeasible);
  const auto& p = flow.potential;
  EXPECT_EQ(p[0], 0);
  // Both mentees lie on one side of the cut with their mentor, and the root on the other.
  EXPECT_NE(p[at(match.network.mentee_node(0))], 0);
  EXPECT_EQ(p[at(match.network.mentee_node(0))], p[at(match.network.mentee_node(1))]);
  EXPECT_EQ(p[at(match.network.mentee_node(0))], p[at(match.network.mentor_node(0))]);
}

TEST(Flow, StopsWhenNotAllowedToSpendMore) {
  const MatchNetwork match = make_network(support::random_problem(3, {.mentees = 30, .mentors = 30, .ranges = false}));
  Flow flow;
  const Spend nothing = [](std::int64_t) { return false; };
  EXPECT_EQ(maximise(match.network, match.units, flow, nothing), Outcome::stopped);
}

}  // namespace
}  // namespace pairwell::kernel
