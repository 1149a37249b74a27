#include "kernel/flow/bottleneck.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "match/network.hpp"
#include "support/problems.hpp"

namespace pairwell::kernel {
namespace {

using support::unlimited;

/// Mentees need just one pair each; mentors have several places, some pairs are locked and some not there.
Problem problem_of_whole_rows(std::uint64_t seed) {
  const support::Shape shape{.mentees = static_cast<std::int32_t>(2 + seed % 70),
                             .mentors = static_cast<std::int32_t>(1 + seed % 7 * 5),
                             .levels = seed % 3 == 0 ? 4 : 1000,
                             .percent_out = seed % 2 == 0 ? 0 : 40,
                             .ranges = false,
                             .groups = false,
                             .locked = false};
  Problem problem = support::random_problem(seed, shape);
  const std::int32_t places = 1 + (problem.mentees + 2) / std::max(1, problem.mentors);
  problem.mentee_capacity.assign(at(problem.mentees), {1, 1});
  problem.mentor_capacity.assign(at(problem.mentors), {0, places});
  return problem;
}

/// Whether a flow is there once the free pairs up to a worth are out.
bool has_flow_above(MatchNetwork match, std::int64_t worth) {
  for (std::size_t pair = 0; pair < match.network.state.size(); ++pair) {
    if (match.network.state[pair] == PairState::free && match.units[pair] <= worth) {
      match.network.state[pair] = PairState::out;
    }
  }
  Flow flow;
  return maximise(match.network, {}, flow, unlimited) == Outcome::solved;
}

std::int64_t best_of_row(const MatchNetwork& match, std::int32_t row) {
  std::int64_t best = std::numeric_limits<std::int64_t>::min();
  for (std::int64_t pair = match.network.first_pair(row); pair < match.network.end_pair(row); ++pair) {
    if (match.network.state[at(pair)] == PairState::free) best = std::max(best, match.units[at(pair)]);
  }
  return best;
}

WorthBound bound_of_rows(const MatchNetwork& match) {
  WorthBound bound{.worth = std::numeric_limits<std::int64_t>::max()};
  for (std::int32_t row = 0; row < match.network.rows; ++row) {
    const std::int64_t best = best_of_row(match, row);
    if (best < bound.worth) bound = {best, match.network.row_node(row)};
  }
  return bound;
}

/// Every free pair of more worth leads from a node that is cut off to one that is, too; and these lack a unit.
void expect_cut(const MatchNetwork& match, const Bottleneck& bottleneck) {
  const Network& network = match.network;
  const std::vector<std::int64_t> potential = bottleneck.proof();
  std::int64_t lack = 0;
  for (std::int32_t row = 0; row < network.rows; ++row) {
    const bool is_cut_off = potential[at(network.row_node(row))] < 0;
    lack += is_cut_off ? 1 : 0;
    for (std::int64_t pair = network.first_pair(row); pair < network.end_pair(row); ++pair) {
      if (network.state[at(pair)] != PairState::free || match.units[at(pair)] <= bottleneck.worth()) continue;
      const std::int32_t column = network.column_node(network.column_of(row, pair));
      ASSERT_TRUE(!is_cut_off || potential[at(column)] < 0);
    }
  }
  for (std::int32_t column = 0; column < network.columns; ++column) {
    if (potential[at(network.column_node(column))] < 0) lack -= network.most[at(network.column_node(column))];
  }
  ASSERT_GT(lack, 0);
}

TEST(Bottleneck, FindsTheHighestWorstPairWithItsProof) {
  const Spend spend = unlimited;
  const Reach unwatched;
  int solved = 0;
  int lowered = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const MatchNetwork match = *make_network(problem_of_whole_rows(seed), unlimited, RowSide::mentees);
    if (!Bottleneck::suits(match.network) || !has_flow_above(match, std::numeric_limits<std::int64_t>::min())) continue;
    ++solved;
    const WorthBound bound = bound_of_rows(match);
    Bottleneck bottleneck(match.network, match.units, spend, unwatched);
    ASSERT_EQ(bottleneck.run(bound), Outcome::solved);
    lowered += bottleneck.worth() < bound.worth ? 1 : 0;
    ASSERT_FALSE(has_flow_above(match, bottleneck.worth()));
    Flow flow;
    bottleneck.write(flow);
    std::optional<std::int64_t> worst;
    std::vector<std::int64_t> taken(at(match.network.columns), 0);
    for (std::int32_t row = 0; row < match.network.rows; ++row) {
      int pairs = 0;
      for (std::int64_t pair = match.network.first_pair(row); pair < match.network.end_pair(row); ++pair) {
        if (flow.chosen[at(pair)] == 0) continue;
        ++pairs;
        ++taken[at(match.network.column_of(row, pair))];
        ASSERT_EQ(match.network.state[at(pair)], PairState::free);
        worst = std::min(worst.value_or(match.units[at(pair)]), match.units[at(pair)]);
      }
      ASSERT_EQ(pairs, 1);
    }
    for (std::int32_t column = 0; column < match.network.columns; ++column) {
      ASSERT_LE(taken[at(column)], match.network.most[at(match.network.column_node(column))]);
      ASSERT_EQ(taken[at(column)], flow.tree[at(match.network.column_node(column))]);
    }
    ASSERT_EQ(worst, bottleneck.worth());
    expect_cut(match, bottleneck);
  }
  EXPECT_GT(solved, 200);
  EXPECT_GT(lowered, 10);
}

TEST(Bottleneck, SuitsNetworksInWhichEveryRowNeedsOnePair) {
  Problem problem = problem_of_whole_rows(8);
  EXPECT_TRUE(Bottleneck::suits(make_network(problem, unlimited, RowSide::mentees)->network));
  problem.mentee_capacity.front() = {0, 1};
  EXPECT_FALSE(Bottleneck::suits(make_network(problem, unlimited, RowSide::mentees)->network));
  problem.mentee_capacity.front() = {1, 1};
  problem.mentor_capacity.front().least = 1;  // and the mentors have more places than there are mentees
  EXPECT_FALSE(Bottleneck::suits(make_network(problem, unlimited, RowSide::mentees)->network));
}

TEST(Bottleneck, StopsWhereItIsToldTo) {
  constexpr std::int32_t side = 300;
  Problem problem{.mentees = side, .mentors = side};
  problem.points = DenseTable{std::vector<std::int64_t>(at(side) * at(side), 7)};
  problem.mentee_capacity.assign(at(side), {1, 1});
  const MatchNetwork match = *make_network(problem, unlimited, RowSide::mentees);
  const Reach unwatched;
  const Spend none = [](std::int64_t) { return false; };
  Bottleneck bottleneck(match.network, match.units, none, unwatched);
  EXPECT_EQ(bottleneck.run({.worth = std::numeric_limits<std::int64_t>::max(), .node = 1}), Outcome::stopped);
}

}  // namespace
}  // namespace pairwell::kernel
