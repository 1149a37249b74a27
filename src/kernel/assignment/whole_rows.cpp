// Compiled once for each kind of processor, as src/kernel/candidates/scan.cpp is.
#include "kernel/assignment/whole_rows.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "kernel/common.hpp"

#define HWY_IS_DEBUG_BUILD 0  // whose checks would want Highway's library
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernel/assignment/whole_rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace pairwell::kernel {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class Value>
using TagOf = hn::ScalableTag<Value>;
template <class Value>
using VectorOf = hn::Vec<TagOf<Value>>;

template <class Value>
HWY_INLINE std::int32_t lanes_of() {
  return static_cast<std::int32_t>(hn::Lanes(TagOf<Value>()));
}

template <class Value>
HWY_INLINE Value least_lane(VectorOf<Value> values) {
  return hn::GetLane(hn::MinOfLanes(TagOf<Value>(), values));
}

// ---- Taking costs. Loops without a branch, which compilers make vectors of.

template <class Cost, class Value>
HWY_INLINE bool take_whole(const Cost* HWY_RESTRICT cost, std::int32_t columns, bool maximise, Value limit,
                           Value* HWY_RESTRICT values) {
  std::int32_t invalid = 0;
  // Every number of 32 bits fits where the type has more.
  constexpr bool always_fits = std::integral<Cost> && sizeof(Cost) < sizeof(Value);
  const auto most = always_fits ? Cost{0} : static_cast<Cost>(limit);
  for (std::int32_t column = 0; column < columns; ++column) {
    const Cost one = cost[column];
    if constexpr (always_fits) {
      values[column] = maximise ? -static_cast<Value>(one) : static_cast<Value>(one);
      continue;
    }
    const bool fits = one > -most && one < most;
    const auto value = static_cast<Value>(fits ? one : Cost{0});
    if constexpr (std::floating_point<Cost>) {
      invalid |= static_cast<std::int32_t>(!fits) | static_cast<std::int32_t>(static_cast<Cost>(value) != one);
    } else {
      invalid |= static_cast<std::int32_t>(!fits);
    }
    values[column] = maximise ? static_cast<Value>(-value) : value;
  }
  return invalid == 0;
}

/// Reals that are whole numbers: the loop above takes them one by one, as compilers do not see how else.
HWY_INLINE bool take_whole_reals(const double* HWY_RESTRICT cost, std::int32_t columns, bool maximise,
                                 std::int32_t limit, std::int32_t* HWY_RESTRICT values) {
  const TagOf<double> tag;
  const hn::Rebind<std::int32_t, TagOf<double>> half;
  const std::int32_t lanes = lanes_of<double>();
  const auto most = hn::Set(tag, static_cast<double>(limit));
  auto is_valid = hn::Eq(most, most);
  std::int32_t column = 0;
  for (; column + lanes <= columns; column += lanes) {
    const auto given = hn::LoadU(tag, cost + column);
    const auto whole = hn::DemoteTo(half, given);
    is_valid = hn::And(is_valid, hn::And(hn::Lt(hn::Abs(given), most), hn::Eq(hn::PromoteTo(tag, whole), given)));
    hn::StoreU(maximise ? hn::Neg(whole) : whole, half, values + column);
  }
  return hn::AllTrue(tag, is_valid) && take_whole(cost + column, columns - column, maximise, limit, values + column);
}

template <class Cost>
HWY_INLINE RowTaken take_real(const Cost* HWY_RESTRICT cost, std::int32_t columns, bool maximise, double limit,
                              double* HWY_RESTRICT values) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::int32_t invalid = 0;
  std::int32_t forbidden = 0;
  for (std::int32_t column = 0; column < columns; ++column) {
    const auto given = static_cast<double>(cost[column]);
    const double one = maximise ? -given : given;
    // NaN fails the first comparison; infinity may stay.
    invalid |= static_cast<std::int32_t>(!(one > -limit)) | static_cast<std::int32_t>(one > limit && one < infinity);
    forbidden |= static_cast<std::int32_t>(one == infinity);
    values[column] = one;
  }
  if (invalid != 0) return RowTaken::not_exact;
  return forbidden == 0 ? RowTaken::complete : RowTaken::incomplete;
}

template <class Cost, class Value>
RowTaken take(const Cost* cost, std::int32_t columns, bool maximise, Value limit, Value* values) {
  for (std::int32_t column = columns; column < padded_width<Value>(columns); ++column) {
    values[column] = blocked<Value>();
  }
  if constexpr (std::same_as<Value, double> && std::floating_point<Cost>) {
    return take_real(cost, columns, maximise, limit, values);
  } else {
    bool is_exact = false;
    if constexpr (std::same_as<Value, std::int32_t> && std::same_as<Cost, double>) {
      is_exact = take_whole_reals(cost, columns, maximise, limit, values);
    } else {
      is_exact = take_whole(cost, columns, maximise, limit, values);
    }
    return is_exact ? RowTaken::complete : RowTaken::not_exact;
  }
}

template <class Value>
void lower(const Value* costs, std::int32_t width, Value* least) {
  const TagOf<Value> tag;
  for (std::int32_t first = 0; first < width; first += lanes_of<Value>()) {
    hn::Store(hn::Min(hn::Load(tag, costs + first), hn::Load(tag, least + first)), tag, least + first);
  }
}

// ---- Bids and searches.

/// The first of the columns whose lanes are marked, of which there is one or more.
template <class Value>
HWY_INLINE std::int32_t first_of(VectorOf<Value> columns, hn::Mask<TagOf<Value>> is_marked, std::size_t marked) {
  const TagOf<Value> tag;
  if (HWY_LIKELY(marked == 1)) {
    HWY_ALIGN Value lane[hn::MaxLanes(TagOf<Value>())];
    hn::Store(columns, tag, lane);
    return static_cast<std::int32_t>(lane[hn::FindFirstTrue(tag, is_marked)]);
  }
  const auto beyond = hn::Set(tag, unreachable<Value>());
  return static_cast<std::int32_t>(least_lane<Value>(hn::IfThenElse(is_marked, columns, beyond)));
}

/// The first free column from some vector on for which `is_level` of the place of a vector holds; none where none is.
template <class Value, class IsLevel>
HWY_INLINE std::int32_t free_column(const ColumnArrays<Value>& columns, std::int32_t from, const IsLevel& is_level) {
  const TagOf<Value> tag;
  const auto zero = hn::Zero(tag);
  for (std::int32_t first = from / lanes_of<Value>() * lanes_of<Value>(); first < columns.width;
       first += lanes_of<Value>()) {
    const auto is_free = hn::And(is_level(first), hn::Eq(hn::Load(tag, columns.taken + first), zero));
    const auto lane = hn::FindFirstTrue(tag, is_free);
    if (lane >= 0) return first + static_cast<std::int32_t>(lane);
  }
  return none;
}

template <class Value>
TwoCheapest<Value> two_cheapest(const Value* costs, const ColumnArrays<Value>& columns) {
  const TagOf<Value> tag;
  const auto step = hn::Set(tag, static_cast<Value>(lanes_of<Value>()));
  auto column = hn::Iota(tag, Value{0});
  auto lowest = hn::Set(tag, blocked<Value>());
  auto next = lowest;
  auto place = column;
  for (std::int32_t first = 0; first < columns.width; first += lanes_of<Value>()) {
    const auto reduced = hn::Sub(hn::Load(tag, costs + first), hn::Load(tag, columns.price + first));
    const auto is_lower = hn::Lt(reduced, lowest);
    next = hn::Min(next, hn::Max(lowest, reduced));
    lowest = hn::Min(lowest, reduced);
    place = hn::IfThenElse(is_lower, column, place);
    column = hn::Add(column, step);
  }
  const Value least = least_lane<Value>(lowest);
  const auto is_least = hn::Eq(lowest, hn::Set(tag, least));
  const std::size_t lanes = hn::CountTrue(tag, is_least);
  const Value other_least = least_lane<Value>(hn::IfThenElse(is_least, next, lowest));
  TwoCheapest<Value> found{
      .least = least, .second = lanes == 1 ? other_least : least, .column = first_of<Value>(place, is_least, lanes)};
  if (found.second > least || columns.taken[found.column] == 0) return found;
  const auto level = hn::Set(tag, least);
  const std::int32_t free = free_column<Value>(columns, found.column, [&](std::int32_t first) {
    return hn::Eq(hn::Sub(hn::Load(tag, costs + first), hn::Load(tag, columns.price + first)), level);
  });
  if (free != none) found.column = free;
  return found;
}

template <class Value>
NearestColumn<Value> relax(const Value* costs, Value offset, Value now, std::int32_t row,
                           const ColumnArrays<Value>& columns) {
  const TagOf<Value> tag;
  const auto start = hn::Set(tag, offset);
  [[maybe_unused]] const auto floor = hn::Set(tag, now);
  const auto own = hn::Set(tag, static_cast<Value>(row));
  const auto step = hn::Set(tag, static_cast<Value>(lanes_of<Value>()));
  auto column = hn::Iota(tag, Value{0});
  auto lowest = hn::Set(tag, blocked<Value>());
  auto place = column;
  for (std::int32_t first = 0; first < columns.width; first += lanes_of<Value>()) {
    auto reached = hn::Add(start, hn::Add(hn::Load(tag, costs + first), hn::Load(tag, columns.raise + first)));
    // In reals rounding could make a step negative.
    if constexpr (std::floating_point<Value>) reached = hn::Max(reached, floor);
    const auto before = hn::Load(tag, columns.distance + first);
    const auto is_nearer = hn::Lt(reached, before);
    const auto distance = hn::Min(reached, before);
    hn::Store(distance, tag, columns.distance + first);
    hn::BlendedStore(own, is_nearer, tag, columns.row + first);
    const auto is_lower = hn::Lt(distance, lowest);
    lowest = hn::Min(lowest, distance);
    place = hn::IfThenElse(is_lower, column, place);
    column = hn::Add(column, step);
  }
  const Value least = least_lane<Value>(lowest);
  const auto is_least = hn::Eq(lowest, hn::Set(tag, least));
  const std::int32_t found = first_of<Value>(place, is_least, hn::CountTrue(tag, is_least));
  if (!columns.prefers_free || least >= unreachable<Value>() || columns.taken[found] == 0) return {least, found};
  const auto level = hn::Set(tag, least);
  const std::int32_t free = free_column<Value>(
      columns, found, [&](std::int32_t first) { return hn::Eq(hn::Load(tag, columns.distance + first), level); });
  return {least, free == none ? found : free};
}

template <class Value>
constexpr WholeRowSteps<Value> steps_of() {
  return {{take<float, Value>, take<double, Value>, take<std::int32_t, Value>, take<std::int64_t, Value>},
          lower<Value>,
          two_cheapest<Value>,
          relax<Value>};
}

}  // namespace

WholeRows whole_rows() {
  return {hwy::TargetName(HWY_TARGET), {steps_of<std::int32_t>(), steps_of<std::int64_t>(), steps_of<double>()}};
}

}  // namespace HWY_NAMESPACE
}  // namespace pairwell::kernel
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pairwell::kernel {

std::span<const WholeRows> runnable_whole_rows() {
  static const std::vector<WholeRows> runnable = [] {
    std::vector<WholeRows> found;
#if HWY_ARCH_X86
    const auto add = [&found](bool is_runnable, auto rows) {
      if (is_runnable) found.push_back(rows());
    };
#if HWY_TARGETS & HWY_AVX3
    add(__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
            __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"),
        N_AVX3::whole_rows);
#endif
#if HWY_TARGETS & HWY_AVX2
    add(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
            __builtin_cpu_supports("fma"),
        N_AVX2::whole_rows);
#endif
#if (HWY_TARGETS & HWY_SSE4) && HWY_STATIC_TARGET != HWY_SSE4
    add(__builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("aes"),
        N_SSE4::whole_rows);
#endif
#endif
    found.push_back(HWY_STATIC_DISPATCH(whole_rows)());
    return found;
  }();
  return runnable;
}

}  // namespace pairwell::kernel
#endif
