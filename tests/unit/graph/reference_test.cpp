#include "pairwell/graph/reference.hpp"

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

WeightedPair weighted(std::int32_t mentee, std::int32_t mentor, std::int64_t units) {
  return {{MenteeId(mentee), MentorId(mentor)}, units};
}

TEST(ReferenceMatching, TakesTheGreatestSum) {
  const auto pairs = reference_matching(2, 2, {weighted(0, 0, 10), weighted(0, 1, 9), weighted(1, 0, 8)});
  EXPECT_EQ(pairs, (std::vector<Pair>{{MenteeId(0), MentorId(1)}, {MenteeId(1), MentorId(0)}}));
}

TEST(ReferenceMatching, LeavesOutPairsThatCost) {
  EXPECT_TRUE(reference_matching(1, 1, {weighted(0, 0, -4)}).empty());
  EXPECT_TRUE(reference_matching(0, 0, {}).empty());
}

TEST(ReferenceMatching, RefusesPeopleWhoAreNotThere) {
  EXPECT_THROW(reference_matching(1, 1, {weighted(1, 0, 1)}), InvalidInput);
  EXPECT_THROW(reference_matching(1, 1, {weighted(0, -1, 1)}), InvalidInput);
}

TEST(ReferenceCirculation, TakesTheMostWorth) {
  // Two ways from 0 to 1, one way back.
  const auto flow = reference_circulation(2, {{0, 1, 0, 2, 5}, {0, 1, 0, 2, 3}, {1, 0, 0, 3, 0}});
  EXPECT_EQ(flow, (std::vector<std::int64_t>{2, 1, 3}));
}

TEST(ReferenceCirculation, ObeysLowerBoundsEvenAtACost) {
  const auto flow = reference_circulation(2, {{0, 1, 1, 2, -5}, {1, 0, 0, 3, 0}});
  EXPECT_EQ(flow, (std::vector<std::int64_t>{1, 1}));
}

TEST(ReferenceCirculation, SaysWhereThereIsNone) {
  EXPECT_EQ(reference_circulation(2, {{0, 1, 2, 2, 0}, {1, 0, 0, 1, 0}}), std::nullopt);
  EXPECT_EQ(reference_circulation(2, {{0, 1, 2, 1, 0}}), std::nullopt);
  EXPECT_THROW(reference_circulation(2, {{0, 2, 0, 1, 0}}), InvalidInput);
}

}  // namespace
}  // namespace pairwell
