#include "pairwell/graph/maximum_weight_check.hpp"

#include <limits>

#include <boost/graph/adjacency_list.hpp>
#include <gtest/gtest.h>

#include "support/graphs.hpp"

namespace pairwell {
namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

using support::Graph;
using support::none;

/// 0 and 1 on one side, 2 to 4 on the other; 0-3 and 1-2 weigh 11 together.
Graph<int> sample() {
  Graph<int> graph(5);
  add_edge(0, 2, 10, graph);
  add_edge(0, 3, 6, graph);
  add_edge(1, 2, 5, graph);
  add_edge(4, 1, -3, graph);
  return graph;
}

bool holds(std::vector<std::size_t> mate, std::vector<int> dual) {
  static const Graph<int> graph = sample();
  return is_maximum_weight_bipartite_matching(graph, mate.data(), dual.data());
}

const std::vector<std::size_t> good_mates{3, 2, 1, 0, none};
const std::vector<int> good_duals{6, 1, 4, 0, 0};

TEST(CheckOfMaximumWeight, AcceptsEachProof) {
  EXPECT_TRUE(holds(good_mates, good_duals));
  EXPECT_TRUE(holds(good_mates, {6, 0, 5, 0, 0}));
  EXPECT_TRUE(
      is_maximum_weight_bipartite_matching(Graph<int>(), std::vector<std::size_t>().data(), std::vector<int>().data()));
}

TEST(CheckOfMaximumWeight, RefusesMatesThatAreNoMatching) {
  EXPECT_FALSE(holds({3, 2, 1, none, none}, good_duals));    // not mutual
  EXPECT_FALSE(holds({3, 2, 0, 0, none}, good_duals));       // 2 claims the mate of 3
  EXPECT_FALSE(holds({3, 3, 1, 0, none}, good_duals));       // no edge
  EXPECT_FALSE(holds({0, 2, 1, none, none}, good_duals));    // itself
  EXPECT_FALSE(holds({3, 2, 1, 0, 99}, good_duals));         // no such vertex
  EXPECT_FALSE(holds({3, 4, none, 0, 1}, {6, 0, 5, 0, 0}));  // an edge that is not tight
}

TEST(CheckOfMaximumWeight, RefusesDualsThatProveNothing) {
  for (std::size_t vertex = 0; vertex < 5; ++vertex) {
    for (const int change : {-1, 1}) {
      std::vector<int> dual = good_duals;
      dual[vertex] += change;
      EXPECT_FALSE(holds(good_mates, dual)) << vertex << " by " << change;
    }
  }
  EXPECT_FALSE(holds({2, none, 0, none, none}, {10, 0, 0, 0, 0}));  // 1-2 weighs more than its ends
  EXPECT_FALSE(holds({2, none, 0, none, none}, {6, 1, 4, 0, 0}));   // 1 is single, its dual is not 0
}

TEST(CheckOfMaximumWeight, EveryOtherMatchingOfTheSampleFails) {
  // All ways to give each vertex a mate, under all duals up to 11 that cover the edges: only the best one passes.
  int passed = 0;
  std::vector<std::size_t> mate(5, none);
  for (std::size_t code = 0; code < 6 * 6 * 6 * 6 * 6; ++code) {
    std::size_t rest = code;
    for (std::size_t& one : mate) {
      one = rest % 6 == 5 ? none : rest % 6;
      rest /= 6;
    }
    for (const auto& dual : {good_duals, {6, 0, 5, 0, 0}, {10, 5, 0, 0, 0}, {0, 0, 10, 6, 0}}) {
      if (!holds(mate, dual)) continue;
      EXPECT_EQ(mate, good_mates);
      ++passed;
    }
  }
  EXPECT_EQ(passed, 2);
}

TEST(CheckOfMaximumWeight, IsExactForIntegersAndTolerantForReals) {
  Graph<std::int64_t> whole(2);
  add_edge(0, 1, most, whole);
  std::vector<std::size_t> mate{1, 0};
  EXPECT_TRUE(is_maximum_weight_bipartite_matching(whole, mate.data(), std::vector<std::int64_t>{most, 0}.data()));
  EXPECT_FALSE(is_maximum_weight_bipartite_matching(whole, mate.data(), std::vector<std::int64_t>{most, 1}.data()));
  EXPECT_FALSE(is_maximum_weight_bipartite_matching(whole, mate.data(), std::vector<std::int64_t>{most, most}.data()));
  EXPECT_FALSE(is_maximum_weight_bipartite_matching(whole, mate.data(),
                                                    std::vector<std::uint64_t>{std::uint64_t{1} << 63, 0}.data()));

  Graph<double> real(2);
  add_edge(0, 1, 1e6, real);
  const auto check = [&](std::vector<double> dual, double tolerance) {
    return is_maximum_weight_bipartite_matching(real, mate.data(), dual.data(), get(boost::vertex_index, real),
                                                get(boost::edge_weight, real), tolerance);
  };
  EXPECT_TRUE(check({1e6 - 1e-4, 0}, 1e-9));
  EXPECT_FALSE(check({1e6 - 1e-4, 0}, 1e-11));
  EXPECT_FALSE(check({1e6 + 1e-4, 0}, 1e-11));
  EXPECT_FALSE(check({1e6 + 1, 0}, 1e-9));
  EXPECT_FALSE(check({1e6 + 1, -1}, 1e-9));
  EXPECT_FALSE(check({std::numeric_limits<double>::quiet_NaN(), 0}, 1e-9));
  EXPECT_FALSE(check({1e6, 0}, std::numeric_limits<double>::quiet_NaN()));
  for (const double weight : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    put(boost::edge_weight, real, edge(0, 1, real).first, weight);
    EXPECT_FALSE(check({1e6, 0}, 1e-9));
    EXPECT_FALSE(check({weight, 0}, 1e-9));
  }
}

TEST(SignOfSlack, CannotWrap) {
  EXPECT_EQ(sign_of_slack(most, most, -most), 1);
  EXPECT_EQ(sign_of_slack(-most, -most, most), -1);
  EXPECT_EQ(sign_of_slack(most, -1, most - 1), 0);
  EXPECT_EQ(sign_of_slack(0.0, 0.0, std::numeric_limits<double>::quiet_NaN(), 1.0), -1);
}

}  // namespace
}  // namespace pairwell
