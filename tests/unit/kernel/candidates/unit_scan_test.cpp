/// Scans of units find what a plain loop does, on every processor.
#include "kernel/candidates/unit_scan.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/random.hpp"

namespace pairwell::kernel::unit_scan {
namespace {

constexpr std::int32_t refused = std::numeric_limits<std::int32_t>::min();

std::vector<std::int32_t> numbers(Random& random, std::int32_t size, std::int32_t low, std::int32_t high) {
  std::vector<std::int32_t> made;
  for (std::int32_t k = 0; k < size; ++k) {
    const auto range = static_cast<std::uint64_t>(std::int64_t{high} - low + 1);
    made.push_back(static_cast<std::int32_t>(low + static_cast<std::int64_t>(random.below(range))));
  }
  return made;
}

std::vector<std::int32_t> found_of(const std::vector<std::uint64_t>& bits) {
  std::vector<std::int32_t> found;
  each_found(bits, [&](std::int32_t i) { found.push_back(i); });
  return found;
}

TEST(UnitScan, FindsWhatAPlainLoopDoes) {
  Random random(7);
  std::int64_t hits = 0;
  for (std::int32_t round = 0; round < 400; ++round) {
    const std::int32_t size = round % 2 == 0 ? round / 2 : 512;
    const std::int32_t wide = round % 3 == 0 ? 1 << 30 : 9;
    std::vector<std::int32_t> units = numbers(random, size, -wide, wide);
    for (std::int32_t& unit : units) {
      if (random.below(5) == 0) unit = refused;
    }
    const std::vector<std::int32_t> paid = numbers(random, size, -wide, wide);
    const std::int32_t by = numbers(random, 1, -wide, wide - 1)[0];
    const std::int32_t floor = round % 5 == 0 ? refused + 1 : numbers(random, 1, -wide, wide)[0];
    const std::int32_t least = -wide / 2;
    std::vector<std::int32_t> over;
    std::vector<std::int32_t> reaching;
    for (std::int32_t i = 0; i < size; ++i) {
      const auto k = static_cast<std::size_t>(i);
      if (units[k] > std::int64_t{paid[k]} + by) over.push_back(i);
      const bool reaches = units[k] != refused && (units[k] >= floor || units[k] >= paid[k]);
      if (reaches || (units[k] < least && units[k] != refused)) reaching.push_back(i);
    }
    hits += std::ssize(over) + std::ssize(reaching);
    for (const Kernels& kernels : runnable()) {
      std::vector<std::uint64_t> bits(static_cast<std::size_t>(words_of(size)), 77);
      kernels.over(units.data(), paid.data(), by, size, bits.data());
      ASSERT_EQ(found_of(bits), over) << kernels.name << " round " << round;
      kernels.reaching(units.data(), paid.data(), floor, least, size, bits.data());
      ASSERT_EQ(found_of(bits), reaching) << kernels.name << " round " << round;
    }
  }
  EXPECT_GT(hits, 10'000);
}

}  // namespace
}  // namespace pairwell::kernel::unit_scan
