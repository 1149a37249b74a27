#include "pairwell/core/ids.hpp"

#include <type_traits>
#include <unordered_set>

#include <gtest/gtest.h>

namespace pairwell {
namespace {

static_assert(!std::is_convertible_v<MenteeId, MentorId>);
static_assert(!std::is_constructible_v<MenteeId, MentorId>);
static_assert(!std::is_convertible_v<int, MenteeId>, "a bare number is no person");
static_assert(!std::is_convertible_v<MenteeId, int>);
static_assert(!std::is_constructible_v<MenteeGroupId, MenteeId>);
static_assert(sizeof(MenteeId) == sizeof(std::int32_t));

TEST(Ids, OrderByPosition) {
  EXPECT_LT(MenteeId(2), MenteeId(10));
  EXPECT_EQ(MentorId(), MentorId(0));
}

TEST(Ids, NameTheirKindInMessages) {
  EXPECT_EQ(to_string(MenteeId(3)), "mentee 3");
  EXPECT_EQ(to_string(MentorId(0)), "mentor 0");
  EXPECT_EQ(to_string(MenteeGroupId(1)), "mentee group 1");
  EXPECT_EQ(to_string(MentorGroupId(2)), "mentor group 2");
}

TEST(Ids, AreKeysOfHashTables) {
  const std::unordered_set<MenteeId> seen{MenteeId(1), MenteeId(2), MenteeId(1)};
  EXPECT_EQ(seen.size(), 2U);
}

TEST(Pairs, OrderByMenteeThenMentor) {
  const Pair first{MenteeId(1), MentorId(9)};
  EXPECT_LT(first, (Pair{MenteeId(2), MentorId(0)}));
  EXPECT_LT((Pair{MenteeId(1), MentorId(3)}), first);
  EXPECT_EQ(to_string(first), "mentee 1 with mentor 9");
}

}  // namespace
}  // namespace pairwell
