#include "pairwell/graph/problem_edges.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

using support::out;

/// Three mentees and two mentors; the table leaves out (1, 0), the list (2, 1).
Problem dense() {
  Problem problem{.mentees = 3, .mentors = 2, .points = DenseTable{{72, 40, out, 55, 58, 30}}};
  problem.forbidden = {{MenteeId(2), MentorId(1)}};
  problem.locked = {{MenteeId(1), MentorId(1)}};
  return problem;
}

Problem sparse() {
  Problem problem = dense();
  problem.points = SparseTable{{0, 2, 3, 5}, {0, 1, 1, 0, 1}, {72, 40, 55, 58, 30}};
  return problem;
}

using Listed = std::vector<std::pair<Pair, std::int64_t>>;

Listed listed(const ProblemEdges& edges, ProblemEdges::Iterators iterators) {
  Listed list;
  for (auto [edge, end] = iterators; edge != end; ++edge) list.push_back({edge->pair, edges.units_of(*edge)});
  return list;
}

Pair pair(std::int32_t mentee, std::int32_t mentor) { return {MenteeId(mentee), MentorId(mentor)}; }

TEST(ProblemEdges, AreTheAdmissiblePairsFromEitherSide) {
  for (const Problem& problem : {dense(), sparse()}) {
    const ProblemEdges edges(problem);
    EXPECT_EQ(listed(edges, edges.all()),
              (Listed{{pair(0, 0), 72}, {pair(0, 1), 40}, {pair(1, 1), 55}, {pair(2, 0), 58}}));
    EXPECT_EQ(listed(edges, edges.of(MenteeId(1))), (Listed{{pair(1, 1), 55}}));
    EXPECT_EQ(listed(edges, edges.of(MenteeId(2))), (Listed{{pair(2, 0), 58}}));
    EXPECT_EQ(listed(edges, edges.of(MentorId(0))), (Listed{{pair(0, 0), 72}, {pair(2, 0), 58}}));
    EXPECT_EQ(listed(edges, edges.of(MentorId(1), true)), (Listed{{pair(0, 1), 40}, {pair(1, 1), 55}}));
    EXPECT_EQ(edges.size(), 4);
    EXPECT_EQ(edges.count_of(MenteeId(0)), 2U);
    EXPECT_EQ(edges.count_of(MentorId(1)), 2U);
  }
}

TEST(ProblemEdges, FindAndKnowTheirPairs) {
  for (const Problem& problem : {dense(), sparse()}) {
    const ProblemEdges edges(problem);
    EXPECT_EQ(edges.units_of(edges.find(pair(2, 0)).first), 58);
    EXPECT_TRUE(edges.is_locked(edges.find(pair(1, 1)).first));
    EXPECT_FALSE(edges.is_locked(edges.find(pair(0, 1)).first));
    EXPECT_FALSE(edges.find(pair(1, 0)).second);
    EXPECT_FALSE(edges.find(pair(2, 1)).second);
  }
}

TEST(ProblemEdges, KnowTheirDirection) {
  const Problem problem = dense();
  const ProblemEdges edges(problem);
  EXPECT_FALSE(edges.of(MenteeId(0)).first->is_from_mentor);
  EXPECT_TRUE(edges.of(MenteeId(0), true).first->is_from_mentor);
  EXPECT_TRUE(edges.of(MentorId(0)).first->is_from_mentor);
  EXPECT_FALSE(edges.of(MentorId(0), true).first->is_from_mentor);
  EXPECT_EQ(*edges.of(MenteeId(0)).first, *edges.of(MentorId(0)).first);
}

TEST(ProblemEdges, RefuseAProblemWithFaults) {
  Problem problem = dense();
  problem.locked = problem.forbidden;
  EXPECT_THROW(ProblemEdges{problem}, InvalidInput);
}

TEST(ProblemEdges, AreThoseThatTheTestsKnowOnRandomProblems) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = support::random_problem(seed, {.mentees = 7, .mentors = 6, .percent_out = 40});
    const ProblemEdges edges(problem);
    Listed expected;
    for (const auto& one : support::admissible_pairs(problem)) expected.push_back({one.pair, one.units});
    ASSERT_EQ(listed(edges, edges.all()), expected);
    Listed by_mentor;
    for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
      const Listed here = listed(edges, edges.of(MentorId(mentor)));
      ASSERT_EQ(here.size(), edges.count_of(MentorId(mentor)));
      by_mentor.insert(by_mentor.end(), here.begin(), here.end());
    }
    std::ranges::sort(by_mentor);
    ASSERT_EQ(by_mentor, expected);
  }
}

}  // namespace
}  // namespace pairwell
