// Compiled once for each kind of processor, as src/vectors.hpp has it.
#include "kernel/assignment/whole_rows.hpp"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "kernel/common.hpp"
#include "vectors.hpp"

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

// ---- Reading rows, which need not lie on whole vectors nor end on one.

/// The last numbers of a row, fewer than a vector has, with others behind them.
template <class Value, class Cost>
HWY_INLINE VectorOf<Value> load_end(const Cost* cost, std::int32_t count, Value others) {
  const TagOf<Value> tag;
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX2
  if constexpr (std::same_as<Value, Cost>) {
    const auto is_given = hn::FirstN(tag, static_cast<std::size_t>(count));
    return hn::IfThenElse(is_given, hn::MaskedLoad(is_given, tag, cost), hn::Set(tag, others));
  }
#endif
  HWY_ALIGN Value lane[hn::MaxLanes(TagOf<Value>())];
  for (std::int32_t index = 0; index < lanes_of<Value>(); ++index) {
    lane[index] = index < count ? static_cast<Value>(cost[index]) : others;
  }
  return hn::Load(tag, lane);
}

template <class Value, class Cost>
HWY_INLINE VectorOf<Value> load(const Cost* cost) {
  const TagOf<Value> tag;
  if constexpr (std::same_as<Value, Cost>) {
    return hn::LoadU(tag, cost);
  } else {
    return hn::PromoteTo(tag, hn::LoadU(hn::Rebind<Cost, TagOf<Value>>(), cost));
  }
}

/// Calls `visit` with the place of each vector of a row, and the vector.
template <class Value, class Cost, class Visit>
HWY_INLINE void each_vector(const Cost* cost, std::int32_t columns, Value others, const Visit& visit) {
  const std::int32_t lanes = lanes_of<Value>();
  std::int32_t first = 0;
  for (; first + lanes <= columns; first += lanes) visit(first, load<Value>(cost + first));
  if (first < columns) visit(first, load_end<Value>(cost + first, columns - first, others));
}

/// The vector at a place of a row.
template <class Value>
HWY_INLINE VectorOf<Value> load_any(const Value* costs, std::int32_t columns, std::int32_t first) {
  if (first + lanes_of<Value>() <= columns) return load<Value>(costs + first);
  return load_end<Value>(costs + first, columns - first, blocked<Value>());
}

// ---- Taking costs. What is written ends on a whole vector.

/// Whole numbers, in a loop without a branch, which compilers make vectors of.
template <class Cost, class Value>
HWY_INLINE RowTaken take_whole(const Cost* HWY_RESTRICT cost, std::int32_t columns, bool maximise, Value limit,
                               Value* HWY_RESTRICT values) {
  std::int32_t invalid = 0;
  // Every number of 32 bits fits where the type has more.
  constexpr bool always_fits = std::integral<Cost> && sizeof(Cost) < sizeof(Value);
  const auto most = always_fits ? Cost{0} : static_cast<Cost>(limit);
  for (std::int32_t column = 0; column < columns; ++column) {
    const Cost one = cost[column];
    if constexpr (always_fits) {
      values[column] = static_cast<Value>(maximise ? -static_cast<Value>(one) : static_cast<Value>(one));
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
  return invalid == 0 ? RowTaken::complete : RowTaken::not_exact;
}

/// Reals that are whole numbers: the loop above takes them one by one, as compilers do not see how else.
template <class Value>
HWY_INLINE RowTaken take_whole_reals(const double* HWY_RESTRICT cost, std::int32_t columns, bool maximise, Value limit,
                                     Value* HWY_RESTRICT values) {
  const TagOf<double> tag;
  const hn::Rebind<std::int32_t, TagOf<double>> half;
  const hn::Rebind<Value, TagOf<double>> narrow;
  const auto most = hn::Set(tag, static_cast<double>(limit));
  auto is_valid = hn::Eq(most, most);
  each_vector<double>(cost, columns, 0.0, [&](std::int32_t first, VectorOf<double> given) {
    const auto whole = hn::DemoteTo(half, given);
    is_valid = hn::And(is_valid, hn::And(hn::Lt(hn::Abs(given), most), hn::Eq(hn::PromoteTo(tag, whole), given)));
    const auto one = maximise ? hn::Neg(whole) : whole;
    if constexpr (std::same_as<Value, std::int32_t>) {
      hn::StoreU(one, narrow, values + first);
    } else {
      hn::StoreU(hn::DemoteTo(narrow, one), narrow, values + first);
    }
  });
  return hn::AllTrue(tag, is_valid) ? RowTaken::complete : RowTaken::not_exact;
}

/// What the reals of a row are as costs; `keep` is called with the place of each vector and its costs, turned over
/// where the greatest total is wanted.
template <class Cost, class Keep>
HWY_INLINE RowTaken look_at_reals(const Cost* HWY_RESTRICT cost, std::int32_t columns, bool maximise, double limit,
                                  const Keep& keep) {
  const TagOf<double> tag;
  const auto infinity = hn::Set(tag, std::numeric_limits<double>::infinity());
  const auto most = hn::Set(tag, limit);
  const auto turn = hn::Set(tag, maximise ? -0.0 : 0.0);
  auto is_valid = hn::Eq(most, most);
  auto is_complete = is_valid;
  each_vector<double>(cost, columns, 0.0, [&](std::int32_t first, VectorOf<double> given) {
    const auto one = hn::Xor(given, turn);
    const auto is_finite = hn::Lt(hn::Abs(one), most);  // not of NaN
    is_valid = hn::And(is_valid, hn::Or(is_finite, hn::Eq(one, infinity)));
    is_complete = hn::And(is_complete, is_finite);
    keep(first, one);
  });
  if (!hn::AllTrue(tag, is_valid)) return RowTaken::not_exact;
  return hn::AllTrue(tag, is_complete) ? RowTaken::complete : RowTaken::incomplete;
}

template <class Cost, class Value>
HWY_INLINE RowTaken take_row(const Cost* cost, std::int32_t columns, bool maximise, Value limit, Value* values) {
  if constexpr (std::same_as<Value, double> && std::floating_point<Cost>) {
    return look_at_reals(cost, columns, maximise, limit, [values](std::int32_t first, VectorOf<double> costs) {
      hn::StoreU(costs, TagOf<double>(), values + first);
    });
  } else if constexpr (sizeof(Value) < sizeof(double) && std::same_as<Cost, double>) {
    return take_whole_reals(cost, columns, maximise, limit, values);
  } else {
    return take_whole(cost, columns, maximise, limit, values);
  }
}

template <class Cost, class Value>
RowTaken take(const GivenRows<Cost>& given, bool maximise, Value limit, Value* values) {
  const std::int32_t width = padded_width<Value>(given.columns);
  RowTaken taken = RowTaken::complete;
  for (std::int32_t row = 0; row < given.rows; ++row, values += width) {
    taken = std::min(taken, take_row(given.first + row * given.stride, given.columns, maximise, limit, values));
    if (taken == RowTaken::not_exact) break;
    for (std::int32_t column = given.columns; column < width; ++column) values[column] = blocked<Value>();
  }
  return taken;
}

RowTaken look(const GivenRows<double>& given, double limit) {
  RowTaken taken = RowTaken::complete;
  for (std::int32_t row = 0; row < given.rows; ++row) {
    const double* const cost = given.first + row * given.stride;
    taken = std::min(taken, look_at_reals(cost, given.columns, false, limit, [](std::int32_t, VectorOf<double>) {}));
    if (taken == RowTaken::not_exact) break;
  }
  return taken;
}

#if HWY_TARGET == HWY_SCALAR
template <class Value>
void turn(const Value* lines, std::int32_t height, std::int32_t rows, Value* to, std::int32_t width) {
  for (std::int32_t row = 0; row < rows; ++row) {
    for (std::int32_t line = 0; line < most_lanes<Value>; ++line) {
      to[static_cast<std::ptrdiff_t>(row) * width + line] = lines[static_cast<std::ptrdiff_t>(line) * height + row];
    }
  }
}
#else
/// By squares of vectors of 16 bytes, which every processor has. Shuffling the first half of the lines with the second
/// brings each number half of the way that is left to its place.
template <class Value>
void turn(const Value* lines, std::int32_t height, std::int32_t rows, Value* to, std::int32_t width) {
  constexpr std::int32_t side = 16 / sizeof(Value);
  const hn::FixedTag<Value, side> tag;
  for (std::int32_t row = 0; row < rows; row += side) {
    for (std::int32_t first = 0; first < most_lanes<Value>; first += side) {
      hn::Vec<decltype(tag)> square[side];
      for (std::int32_t line = 0; line < side; ++line) {
        square[line] = hn::LoadU(tag, lines + static_cast<std::ptrdiff_t>(first + line) * height + row);
      }
      for (std::int32_t shuffled = 1; shuffled < side; shuffled *= 2) {
        hn::Vec<decltype(tag)> next[side];
        for (std::int32_t line = 0; line < side / 2; ++line) {
          next[2 * line] = hn::InterleaveLower(square[line], square[line + side / 2]);
          next[2 * line + 1] = hn::InterleaveUpper(tag, square[line], square[line + side / 2]);
        }
        for (std::int32_t line = 0; line < side; ++line) square[line] = next[line];
      }
      const std::int32_t end = std::min(side, rows - row);
      for (std::int32_t line = 0; line < end; ++line) {
        hn::Store(square[line], tag, to + static_cast<std::ptrdiff_t>(row + line) * width + first);
      }
    }
  }
}
#endif

/// Some columns at a time, whose least costs stay in registers.
template <class Value>
void least_of_columns(const GivenRows<Value>& given, Value* least) {
  const TagOf<Value> tag;
  const std::int32_t lanes = lanes_of<Value>();
  std::int32_t first = 0;
  for (; first + 4 * lanes <= given.columns; first += 4 * lanes) {
    auto a = hn::Set(tag, blocked<Value>());
    auto b = a;
    auto c = a;
    auto d = a;
    for (std::int32_t row = 0; row < given.rows; ++row) {
      const Value* const cost = given.first + row * given.stride + first;
      a = hn::Min(a, hn::LoadU(tag, cost));
      b = hn::Min(b, hn::LoadU(tag, cost + lanes));
      c = hn::Min(c, hn::LoadU(tag, cost + 2 * lanes));
      d = hn::Min(d, hn::LoadU(tag, cost + 3 * lanes));
    }
    hn::Store(a, tag, least + first);
    hn::Store(b, tag, least + first + lanes);
    hn::Store(c, tag, least + first + 2 * lanes);
    hn::Store(d, tag, least + first + 3 * lanes);
  }
  for (; first < given.columns; first += lanes) {
    auto one = hn::Set(tag, blocked<Value>());
    for (std::int32_t row = 0; row < given.rows; ++row) {
      one = hn::Min(one, load_any(given.first + row * given.stride, given.columns, first));
    }
    hn::Store(one, tag, least + first);
  }
}

// ---- Bids and searches.

/// The first of the columns whose lanes are marked. None is where all is NaN, as it may be in a table that is written
/// to while it is read in place; then any column does.
template <class Value>
HWY_INLINE std::int32_t first_of(VectorOf<Value> columns, hn::Mask<TagOf<Value>> is_marked, std::size_t marked) {
  const TagOf<Value> tag;
  if (HWY_LIKELY(marked == 1)) {
    HWY_ALIGN Value lane[hn::MaxLanes(TagOf<Value>())];
    hn::Store(columns, tag, lane);
    return static_cast<std::int32_t>(lane[hn::FindFirstTrue(tag, is_marked)]);
  }
  if (HWY_UNLIKELY(marked == 0)) return 0;
  const auto beyond = hn::Set(tag, std::numeric_limits<Value>::max());
  return static_cast<std::int32_t>(least_lane<Value>(hn::IfThenElse(is_marked, columns, beyond)));
}

/// The first free column from some vector on where `values` of the place of a vector are `level`; none where none is.
template <class Value, class Values>
HWY_INLINE std::int32_t free_column(const ColumnArrays<Value>& columns, std::int32_t from, Value level,
                                    const Values& values) {
  const TagOf<Value> tag;
  const auto wanted = hn::Set(tag, level);
  const auto zero = hn::Zero(tag);
  for (std::int32_t first = from / lanes_of<Value>() * lanes_of<Value>(); first < columns.columns;
       first += lanes_of<Value>()) {
    const auto is_free = hn::And(hn::Eq(values(first), wanted), hn::Eq(hn::Load(tag, columns.taken + first), zero));
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
  each_vector<Value>(costs, columns.columns, blocked<Value>(), [&](std::int32_t first, VectorOf<Value> given) {
    const auto reduced = hn::Sub(given, hn::Load(tag, columns.price + first));
    const auto is_lower = hn::Lt(reduced, lowest);
    next = hn::Min(next, hn::Max(lowest, reduced));
    lowest = hn::Min(lowest, reduced);
    place = hn::IfThenElse(is_lower, column, place);
    column = hn::Add(column, step);
  });
  const Value least = least_lane<Value>(lowest);
  const auto is_least = hn::Eq(lowest, hn::Set(tag, least));
  const std::size_t lanes = hn::CountTrue(tag, is_least);
  const Value other_least = least_lane<Value>(hn::IfThenElse(is_least, next, lowest));
  TwoCheapest<Value> found{
      .least = least, .second = lanes == 1 ? other_least : least, .column = first_of<Value>(place, is_least, lanes)};
  if (found.second > least || columns.taken[found.column] == 0) return found;
  const std::int32_t free = free_column<Value>(columns, found.column, least, [&](std::int32_t first) {
    return hn::Sub(load_any(costs, columns.columns, first), hn::Load(tag, columns.price + first));
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
  each_vector<Value>(costs, columns.columns, blocked<Value>(), [&](std::int32_t first, VectorOf<Value> given) {
    auto reached = hn::Add(start, hn::Add(given, hn::Load(tag, columns.raise + first)));
    // In reals rounding could make a step negative.
    if constexpr (std::floating_point<Value>) reached = hn::Max(floor, reached);
    const auto before = hn::Load(tag, columns.distance + first);
    const auto is_nearer = hn::Lt(reached, before);
    const auto distance = hn::Min(reached, before);
    hn::Store(distance, tag, columns.distance + first);
    hn::BlendedStore(own, is_nearer, tag, columns.row + first);
    const auto is_lower = hn::Lt(distance, lowest);
    lowest = hn::Min(lowest, distance);
    place = hn::IfThenElse(is_lower, column, place);
    column = hn::Add(column, step);
  });
  const Value least = least_lane<Value>(lowest);
  const auto is_least = hn::Eq(lowest, hn::Set(tag, least));
  const std::int32_t found = first_of<Value>(place, is_least, hn::CountTrue(tag, is_least));
  if (!columns.prefers_free || least >= unreachable<Value>() || columns.taken[found] == 0) return {least, found};
  const std::int32_t free = free_column<Value>(
      columns, found, least, [&](std::int32_t first) { return hn::Load(tag, columns.distance + first); });
  return {least, free == none ? found : free};
}

template <class Value>
constexpr WholeRowSteps<Value> steps_of() {
  return {{take<float, Value>, take<double, Value>, take<std::int16_t, Value>, take<std::int32_t, Value>,
           take<std::int64_t, Value>},
          turn<Value>,
          look,
          least_of_columns<Value>,
          two_cheapest<Value>,
          relax<Value>};
}

}  // namespace

WholeRows whole_rows() {
  return {hwy::TargetName(HWY_TARGET),
          {steps_of<std::int16_t>(), steps_of<std::int32_t>(), steps_of<std::int64_t>(), steps_of<double>()}};
}

}  // namespace HWY_NAMESPACE
}  // namespace pairwell::kernel
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pairwell::kernel {

std::span<const WholeRows> runnable_whole_rows() {
  static const std::vector<WholeRows> found = PAIRWELL_RUNNABLE(whole_rows);
  return found;
}

}  // namespace pairwell::kernel
#endif
