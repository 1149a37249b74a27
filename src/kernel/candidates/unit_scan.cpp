// Compiled once for each kind of processor, as src/vectors.hpp has it.
#include "kernel/candidates/unit_scan.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "vectors.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernel/candidates/unit_scan.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace pairwell::kernel::unit_scan {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using TagUnits = hn::ScalableTag<std::int32_t>;
using VectorUnits = hn::Vec<TagUnits>;
using MaskUnits = hn::Mask<TagUnits>;

/// Calls one(i) for each unit, or all(i) for as many as a vector has, and writes what they find.
template <class All, class One>
HWY_INLINE void find(std::int32_t size, std::uint64_t* found, const All& all, const One& one) {
  const TagUnits tag;
  const auto lanes = static_cast<std::int32_t>(hn::Lanes(tag));
  for (std::int32_t first = 0; first < size; first += 64) {
    const std::int32_t end = std::min(first + 64, size);
    std::uint64_t bits = 0;
    std::int32_t i = first;
    for (; i + lanes <= end; i += lanes) {
      std::uint8_t bytes[8] = {};
      hn::StoreMaskBits(tag, all(i), bytes);
      bits |= std::uint64_t{bytes[0] | static_cast<std::uint32_t>(bytes[1]) << 8U} << static_cast<unsigned>(i - first);
    }
    for (; i < end; ++i) bits |= std::uint64_t{one(i)} << static_cast<unsigned>(i - first);
    *found++ = bits;
  }
}

void over(const std::int32_t* units, const std::int32_t* paid, std::int32_t by, std::int32_t size,
          std::uint64_t* found) {
  const TagUnits tag;
  const VectorUnits more = hn::Set(tag, by);
  find(
      size, found,
      [&](std::int32_t i) { return hn::Gt(hn::LoadU(tag, units + i), hn::Add(hn::LoadU(tag, paid + i), more)); },
      [&](std::int32_t i) { return units[i] > paid[i] + by; });
}

void reaching(const std::int32_t* units, const std::int32_t* floors, std::int32_t floor, std::int32_t least,
              std::int32_t size, std::uint64_t* found) {
  constexpr std::int32_t refused = std::numeric_limits<std::int32_t>::min();
  const TagUnits tag;
  const VectorUnits of_row = hn::Set(tag, floor);
  const VectorUnits no_unit = hn::Set(tag, refused);
  const VectorUnits smallest = hn::Set(tag, least);
  find(
      size, found,
      [&](std::int32_t i) {
        const VectorUnits unit = hn::LoadU(tag, units + i);
        const MaskUnits is_under = hn::Lt(unit, hn::Min(of_row, hn::LoadU(tag, floors + i)));
        const MaskUnits is_odd = hn::And(hn::Lt(unit, smallest), hn::Ne(unit, no_unit));
        return hn::Or(hn::Not(is_under), is_odd);
      },
      [&](std::int32_t i) {
        return units[i] >= std::min(floor, floors[i]) || (units[i] < least && units[i] != refused);
      });
}

}  // namespace

Kernels kernels() { return {.name = hwy::TargetName(HWY_TARGET), .over = over, .reaching = reaching}; }

}  // namespace HWY_NAMESPACE
}  // namespace pairwell::kernel::unit_scan
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pairwell::kernel::unit_scan {

std::span<const Kernels> runnable() {
  static const std::vector<Kernels> found = PAIRWELL_RUNNABLE(kernels);
  return found;
}

}  // namespace pairwell::kernel::unit_scan
#endif
