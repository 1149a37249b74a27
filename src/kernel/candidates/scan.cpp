// Compiled once for each kind of processor, as src/vectors.hpp has it.
#include "kernel/candidates/scan.hpp"

#include <cstddef>
#include <vector>

#include "vectors.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernel/candidates/scan.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace pairwell::kernel {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class Tag, class Cost>
HWY_INLINE hn::Vec<Tag> load(Tag tag, const Cost* cost) {
  if constexpr (sizeof(Cost) == sizeof(hn::TFromD<Tag>)) {
    return hn::LoadU(tag, cost);
  } else {
    return hn::PromoteTo(tag, hn::LoadU(hn::Rebind<Cost, Tag>(), cost));
  }
}

/// Has a group of columns on its way to the cache long before it is looked at. What is found stops the processor from
/// seeing that far ahead by itself.
template <class Cost>
HWY_INLINE void fetch_ahead(const Cost* cost) {
  constexpr std::int32_t line = 64;
  constexpr std::uintptr_t ahead = 4096;
  const std::uintptr_t first = reinterpret_cast<std::uintptr_t>(cost) + ahead;  // may lie behind the table
  for (std::size_t byte = 0; byte < Scan<Cost>::group * sizeof(Cost); byte += line) {
    __builtin_prefetch(reinterpret_cast<const char*>(first + byte));
  }
}

template <Against against, bool maximise, class Cost>
void scan(Scan<Cost>& scan) {
  using Value = ScanValue<Cost>;
  const hn::ScalableTag<Value> tag;
  using Vector = hn::Vec<decltype(tag)>;
  constexpr std::int32_t group = Scan<Cost>::group;
  constexpr auto lanes = static_cast<std::int32_t>(hn::MaxLanes(tag));
  constexpr std::int32_t vectors = group / lanes;

  const Vector under = hn::Set(tag, scan.under);
  [[maybe_unused]] const Vector most = hn::Set(tag, static_cast<Value>(most_real));
  [[maybe_unused]] const Vector losing = hn::Set(tag, std::numeric_limits<Value>::infinity());
  const Vector zero = hn::Zero(tag);
  auto is_invalid = hn::Lt(zero, zero);
  Vector magnitudes = zero;

  std::int32_t from = scan.from;
  for (; from + group <= scan.to && scan.room - scan.found >= group; from += group) {
    fetch_ahead(scan.cost + from);
    auto any = hn::Lt(zero, zero);
    hn::Mask<decltype(tag)> hits[vectors];
    for (std::int32_t part = 0; part < vectors; ++part) {
      const std::int32_t column = from + part * lanes;
      const Vector given = load(tag, scan.cost + column);
      const Vector cost = maximise ? hn::Neg(given) : given;
      if constexpr (against != Against::priced_bound) {
        if constexpr (std::floating_point<Value>) {
          // No float lies beyond most_real, so only NaN and the winning infinity are odd.
          if constexpr (sizeof(Cost) < sizeof(double)) {
            is_invalid = hn::Or(is_invalid, hn::Not(hn::Gt(cost, hn::Neg(losing))));
          } else {
            is_invalid = hn::Or(is_invalid, hn::Not(hn::Or(hn::Le(hn::Abs(cost), most), hn::Eq(cost, losing))));
          }
        } else {
          magnitudes = hn::Or(magnitudes, hn::Xor(given, hn::BroadcastSignBit(given)));
        }
      }
      if constexpr (against == Against::bound) {
        hits[part] = hn::Lt(cost, under);
      } else if constexpr (against == Against::priced_bound) {
        hits[part] = hn::Lt(hn::Sub(cost, hn::LoadU(tag, scan.price + column)), under);
      } else {
        hits[part] = hn::Lt(cost, hn::LoadU(tag, scan.price + column));
      }
      any = hn::Or(any, hits[part]);
    }
    if (HWY_LIKELY(hn::AllFalse(tag, any))) continue;
    std::uint32_t bits = 0;
    for (std::int32_t part = 0; part < vectors; ++part) {
      std::uint8_t bytes[8] = {};
      hn::StoreMaskBits(tag, hits[part], bytes);
      bits |= static_cast<std::uint32_t>(bytes[0]) << (part * lanes);
    }
    for (; bits != 0; bits &= bits - 1) {
      const std::int32_t column = from + __builtin_ctz(bits);
      Value reduced = as_value<Value, maximise>(scan.cost[column]);
      if constexpr (against == Against::priced_bound) reduced -= scan.price[column];
      scan.out[scan.found++] = {reduced, column};
    }
  }
  scan.from = from;
  if constexpr (against != Against::priced_bound) {
    if constexpr (std::floating_point<Value>) {
      scan.is_invalid |= static_cast<std::int64_t>(!hn::AllFalse(tag, is_invalid));
    } else {
      Value kept[static_cast<std::size_t>(lanes)];
      hn::StoreU(magnitudes, tag, kept);
      for (const Value one : kept) scan.magnitudes |= static_cast<std::uint64_t>(one);
    }
  }
  // The end of the row; any group of it fits.
  if (scan.room - scan.found >= group && scan.to - from < group) scan_singly<against, maximise>(scan, scan.to);
}

template <class Cost>
constexpr ScansOf<Cost> scans_of() {
  return {{{scan<Against::bound, false, Cost>, scan<Against::priced_bound, false, Cost>,
            scan<Against::own_bounds, false, Cost>},
           {scan<Against::bound, true, Cost>, scan<Against::priced_bound, true, Cost>,
            scan<Against::own_bounds, true, Cost>}}};
}

}  // namespace

Scans scans() {
  return {hwy::TargetName(HWY_TARGET),
          {scans_of<float>(), scans_of<double>(), scans_of<std::int32_t>(), scans_of<std::int64_t>()}};
}

}  // namespace HWY_NAMESPACE
}  // namespace pairwell::kernel
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pairwell::kernel {

std::span<const Scans> runnable_scans() {
  static const std::vector<Scans> found = PAIRWELL_RUNNABLE(scans);
  return found;
}

}  // namespace pairwell::kernel
#endif
