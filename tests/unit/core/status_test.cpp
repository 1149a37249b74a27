#include "pairwell/core/status.hpp"

#include <gtest/gtest.h>

namespace pairwell {
namespace {

TEST(Status, IsWrittenAsItsName) {
  EXPECT_EQ(to_string(Status::optimal), "optimal");
  EXPECT_EQ(to_string(Status::infeasible), "infeasible");
  EXPECT_EQ(to_string(Status::cancelled), "cancelled");
  EXPECT_EQ(to_string(Status::time_limit), "time_limit");
}

}  // namespace
}  // namespace pairwell
