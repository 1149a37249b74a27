// Compiled once for each kind of processor, as src/vectors.hpp has it.
#include "kernel/assignment/tied_rows.hpp"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "vectors.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernel/assignment/tied_rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace pairwell::kernel {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class Value>
using TiedTag = hn::ScalableTag<Value>;
template <class Value>
using TiedVector = hn::Vec<TiedTag<Value>>;

constexpr std::int32_t bits_of_word = 64;

template <class Value>
HWY_INLINE std::int32_t tied_lanes() {
  return static_cast<std::int32_t>(hn::Lanes(TiedTag<Value>()));
}

/// Costs as the kernel sees them, turned over where the greatest total is wanted.
template <class Value, class Cost>
HWY_INLINE TiedVector<Value> load_tied(const Cost* cost, bool maximise) {
  const TiedTag<Value> tag;
  TiedVector<Value> given;
  if constexpr (sizeof(Cost) == sizeof(Value)) {
    given = hn::LoadU(tag, cost);
  } else {
    given = hn::PromoteTo(tag, hn::LoadU(hn::Rebind<Cost, TiedTag<Value>>(), cost));
  }
  return maximise ? hn::Neg(given) : given;
}

template <class Value>
HWY_INLINE std::uint64_t bits_of(hn::Mask<TiedTag<Value>> mask) {
  std::uint8_t bytes[8] = {};
  hn::StoreMaskBits(TiedTag<Value>(), mask, bytes);
  return bytes[0];
}

template <class Value>
HWY_INLINE auto is_exact_cost(TiedVector<Value> cost) {
  const TiedTag<Value> tag;
  const auto limit = hn::Set(tag, static_cast<Value>(tied_limit));
  const auto is_small = hn::And(hn::Lt(cost, limit), hn::Gt(cost, hn::Neg(limit)));
  if constexpr (std::floating_point<Value>) {
    return hn::And(is_small, hn::Eq(hn::Round(cost), cost));
  } else {
    return is_small;
  }
}

/// Calls of each word of a row: `vector(place, costs)` gives the mask of a vector, `single(column, cost)` whether a
/// column at the end of the row is marked.
template <class Value, class Cost, class OfVector, class OfColumn>
HWY_INLINE void write_bits(const TiedRow<Cost>& row, std::uint64_t* bits, const OfVector& vector,
                           const OfColumn& single) {
  const std::int32_t lanes = tied_lanes<Value>();
  std::int32_t first = 0;
  for (; first + bits_of_word <= row.columns; first += bits_of_word) {
    std::uint64_t word = 0;
    for (std::int32_t place = 0; place < bits_of_word; place += lanes) {
      const auto mask = vector(first + place, load_tied<Value>(row.cost + first + place, row.maximise));
      word |= bits_of<Value>(mask) << place;
    }
    *bits++ = word;
  }
  if (first == row.columns) return;
  std::uint64_t word = 0;
  for (std::int32_t column = first; column < row.columns; ++column) {
    const bool is_marked = single(column, as_value<Value>(row.cost[column], row.maximise));
    word |= static_cast<std::uint64_t>(is_marked) << (column - first);
  }
  *bits = word;
}

template <class Cost>
TiedLevel<ScanValue<Cost>> cheapest(const TiedRow<Cost>& row, ScanValue<Cost> guess, std::uint64_t* bits) {
  using Value = ScanValue<Cost>;
  const TiedTag<Value> tag;
  TiedLevel<Value> found{.least = beyond_tied<Value>};
  const auto equal_bits = [&](Value level, const auto& see, const auto& see_one) {
    const auto wanted = hn::Set(tag, level);
    write_bits<Value>(
        row, bits,
        [&](std::int32_t, TiedVector<Value> cost) {
          see(cost);
          return hn::Eq(cost, wanted);
        },
        [&](std::int32_t, Value cost) {
          see_one(cost);
          return cost == level;
        });
  };
  auto least = hn::Set(tag, beyond_tied<Value>);
  auto is_exact = hn::Eq(least, least);
  equal_bits(
      guess,
      [&](TiedVector<Value> cost) {
        is_exact = hn::And(is_exact, is_exact_cost<Value>(cost));
        least = hn::Min(least, cost);
      },
      [&](Value cost) {
        bool is_whole = cost < static_cast<Value>(tied_limit) && cost > -static_cast<Value>(tied_limit);
        if constexpr (std::floating_point<Value>) {
          is_whole = is_whole && static_cast<Value>(static_cast<std::int64_t>(cost)) == cost;
        }
        found.is_exact = found.is_exact && is_whole;
        found.least = std::min(found.least, cost);
      });
  found.is_exact = found.is_exact && hn::AllTrue(tag, is_exact);
  if (!found.is_exact) return found;
  found.least = std::min(found.least, hn::GetLane(hn::MinOfLanes(tag, least)));
  if (found.least != guess)
    equal_bits(
        found.least, [](TiedVector<Value>) {}, [](Value) {});
  return found;
}

template <class Cost>
ScanValue<Cost> at_level(const TiedRow<Cost>& row, const ScanValue<Cost>* price, ScanValue<Cost> level,
                         std::uint64_t* bits) {
  using Value = ScanValue<Cost>;
  const TiedTag<Value> tag;
  const auto wanted = hn::Set(tag, level);
  const auto beyond = hn::Set(tag, beyond_tied<Value>);
  auto above = beyond;
  Value above_at_end = beyond_tied<Value>;
  write_bits<Value>(
      row, bits,
      [&](std::int32_t first, TiedVector<Value> cost) {
        const auto reduced = hn::Sub(cost, hn::LoadU(tag, price + first));
        const auto is_wanted = hn::Eq(reduced, wanted);
        above = hn::Min(above, hn::IfThenElse(is_wanted, beyond, reduced));
        return is_wanted;
      },
      [&](std::int32_t column, Value cost) {
        const Value reduced = cost - price[column];
        if (reduced != level) above_at_end = std::min(above_at_end, reduced);
        return reduced == level;
      });
  return std::min(above_at_end, hn::GetLane(hn::MinOfLanes(tag, above)));
}

template <class Cost>
ScanValue<Cost> nearest(const TiedRow<Cost>& row, const ScanValue<Cost>* price) {
  using Value = ScanValue<Cost>;
  const TiedTag<Value> tag;
  auto least = hn::Set(tag, 2 * beyond_tied<Value>);
  const std::int32_t lanes = tied_lanes<Value>();
  std::int32_t first = 0;
  for (; first + lanes <= row.columns; first += lanes) {
    const auto cost = load_tied<Value>(row.cost + first, row.maximise);
    least = hn::Min(least, hn::Sub(cost, hn::LoadU(tag, price + first)));
  }
  Value found = hn::GetLane(hn::MinOfLanes(tag, least));
  for (; first < row.columns; ++first) {
    found = std::min(found, as_value<Value>(row.cost[first], row.maximise) - price[first]);
  }
  return found;
}

template <class Cost>
constexpr TiedRowSteps<Cost> tied_steps_of() {
  return {cheapest<Cost>, at_level<Cost>, nearest<Cost>};
}

}  // namespace

TiedRows tied_rows() {
  return {
      hwy::TargetName(HWY_TARGET),
      {tied_steps_of<float>(), tied_steps_of<double>(), tied_steps_of<std::int32_t>(), tied_steps_of<std::int64_t>()}};
}

}  // namespace HWY_NAMESPACE
}  // namespace pairwell::kernel
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pairwell::kernel {

std::span<const TiedRows> runnable_tied_rows() {
  static const std::vector<TiedRows> found = PAIRWELL_RUNNABLE(tied_rows);
  return found;
}

}  // namespace pairwell::kernel
#endif
