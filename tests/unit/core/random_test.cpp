// The expected numbers are those of the published algorithms, so that a draw can be repeated by anybody, anywhere.
#include "pairwell/core/random.hpp"

#include <array>
#include <numeric>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

TEST(Random, IsXoshiro256StarStarSeededBySplitMix64) {
  Random random(0);
  EXPECT_EQ(random.next(), 0x99EC5F36CB75F2B4ULL);
  EXPECT_EQ(random.next(), 0xBF6E1F784956452AULL);
}

TEST(Random, GivesTheSameStreamForTheSameSeedOnly) {
  Random one(7);
  Random same(7);
  Random other(8);
  for (int draw = 0; draw < 100; ++draw) {
    const std::uint64_t number = one.next();
    EXPECT_EQ(number, same.next());
    EXPECT_NE(number, other.next());
  }
}

TEST(Random, BelowReachesEveryNumberUnderItsBoundAboutEquallyOften) {
  Random random(1);
  std::array<int, 7> count{};
  for (int draw = 0; draw < 70'000; ++draw) ++count.at(random.below(7));
  for (const int times : count) EXPECT_NEAR(times, 10'000, 500);
  EXPECT_EQ(random.below(1), 0U);
}

TEST(Random, BelowIsRightForHugeBounds) {
  Random random(2);
  const std::uint64_t bound = (std::uint64_t{1} << 63) + 1;
  bool upper = false;
  for (int draw = 0; draw < 1000; ++draw) {
    const std::uint64_t number = random.below(bound);
    ASSERT_LT(number, bound);
    upper |= number > bound / 2;
  }
  EXPECT_TRUE(upper);
  EXPECT_THROW(random.below(0), InvalidInput);
}

TEST(Random, UniformStaysWithinZeroAndOne) {
  Random random(3);
  double sum = 0;
  for (int draw = 0; draw < 10'000; ++draw) {
    const double number = random.uniform();
    ASSERT_GE(number, 0.0);
    ASSERT_LT(number, 1.0);
    sum += number;
  }
  EXPECT_NEAR(sum / 10'000, 0.5, 0.02);
}

TEST(Random, ShuffleGivesEveryOrder) {
  Random random(4);
  std::set<std::vector<int>> orders;
  for (int draw = 0; draw < 500; ++draw) {
    std::vector<int> items{1, 2, 3, 4};
    random.shuffle(std::span<int>(items));
    orders.insert(items);
  }
  EXPECT_EQ(orders.size(), 24U);
  std::vector<int> none;
  EXPECT_NO_THROW(random.shuffle(std::span<int>(none)));
}

TEST(Ticket, DependsOnEachOfItsNumbersAndTheirOrder) {
  const std::set<std::uint64_t> tickets{ticket(1, 2, 3), ticket(2, 2, 3), ticket(1, 3, 3), ticket(1, 2, 4),
                                        ticket(1, 3, 2), ticket(0, 0, 0), ticket(0, 0, 1)};
  EXPECT_EQ(tickets.size(), 7U);
  EXPECT_EQ(ticket(1, 2), ticket(1, 2, 0));
}

TEST(LotteryKey, IsFnv1aOfTheBytes) {
  EXPECT_EQ(lottery_key(""), 0xCBF29CE484222325ULL);
  EXPECT_EQ(lottery_key("a"), 0xAF63DC4C8601EC8CULL);
  EXPECT_EQ(lottery_key("foobar"), 0x85944171F73967E8ULL);
}

}  // namespace
}  // namespace pairwell
