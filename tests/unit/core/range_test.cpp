#include "pairwell/core/range.hpp"

#include <gtest/gtest.h>

namespace pairwell {
namespace {

TEST(Range, IsNoneOrOneUnlessSaid) { EXPECT_EQ(Range{}, (Range{0, 1})); }

TEST(Range, IsWrittenInWords) {
  EXPECT_EQ(to_string(Range{0, 3}), "0 to 3");
  EXPECT_EQ(to_string(Range{2, 2}), "2");
  EXPECT_EQ(to_string(Range{1, Range::no_limit}), "1 or more");
}

}  // namespace
}  // namespace pairwell
