// Compiled once for each kind of processor, as src/vectors.hpp has it.
#include "score/rows.hpp"

#include <cstddef>
#include <vector>

#include "vectors.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "score/rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace pairwell::rows {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Tag32 = hn::ScalableTag<std::int32_t>;
using Vector32 = hn::Vec<Tag32>;
using TagReal = hn::ScalableTag<double>;
using TagHalf = hn::Rebind<std::int32_t, TagReal>;

HWY_INLINE std::int32_t lanes32() { return static_cast<std::int32_t>(hn::Lanes(Tag32())); }

HWY_INLINE Vector32 load_shares(const ShareCell* shares) {
  return hn::PromoteTo(Tag32(), hn::LoadU(hn::Rebind<ShareCell, Tag32>(), shares));
}

HWY_INLINE void store_shares(Vector32 values, ShareCell* shares) {
  const hn::Rebind<ShareCell, Tag32> narrow;
  hn::StoreU(hn::DemoteTo(narrow, values), narrow, shares);
}

/// The quotient, rounded to the nearest whole number, of numbers that need no rounding as reals.
template <class Real>
HWY_INLINE auto nearest(Real real, hn::Vec<Real> numerators, hn::Vec<Real> denominators) {
  const auto twice = hn::Add(denominators, denominators);
  const auto half_more = hn::Add(hn::Add(hn::Add(numerators, numerators), denominators),
                                 hn::Set(real, static_cast<hn::TFromD<Real>>(0.5)));
  return hn::Div(half_more, twice);
}

#if HWY_TARGET != HWY_SCALAR

using Tag16 = hn::ScalableTag<ShareCell>;
using Vector16 = hn::Vec<Tag16>;

HWY_INLINE std::int32_t lanes16() { return static_cast<std::int32_t>(hn::Lanes(Tag16())); }

/// What rows come to at as many columns as a vector of 16 bits has lanes, in two vectors of 32.
struct Summed {
  Vector32 sums[2];
  Vector32 weights[2];
};

HWY_INLINE void widen(Vector16 narrow, Vector32* wide) {
  const hn::Half<Tag16> half;
  wide[0] = hn::PromoteTo(Tag32(), hn::LowerHalf(half, narrow));
  wide[1] = hn::PromoteTo(Tag32(), hn::UpperHalf(half, narrow));
}

HWY_INLINE void sum_narrow(std::span<const Weighed> rows, std::int32_t j, Vector16& sums, Vector16& weights) {
  const Tag16 tag;
  sums = hn::Zero(tag);
  weights = hn::Zero(tag);
  for (const Weighed& row : rows) {
    const Vector16 share = hn::LoadU(tag, row.shares + j);
    if (row.weights != nullptr) {
      sums = hn::Add(sums, share);
      weights = hn::Add(weights, hn::LoadU(tag, row.weights + j));
      continue;
    }
    const auto cell = [&](std::int32_t number) { return hn::Set(tag, static_cast<ShareCell>(number)); };
    const auto is_blank = hn::Lt(share, hn::Zero(tag));
    sums = hn::Add(sums, hn::Mul(hn::IfThenElse(is_blank, cell(row.of_blank), share), cell(row.weight)));
    weights = hn::Add(weights, hn::IfThenElse(is_blank, cell(row.weight_of_blank), cell(row.weight)));
  }
}

/// Where no row has weights of its own.
HWY_INLINE Summed sum_wide(std::span<const Weighed> rows, std::int32_t j) {
  const Tag32 tag;
  Summed summed;
  for (std::int32_t half = 0; half < 2; ++half) {
    Vector32 sums = hn::Zero(tag);
    Vector32 weights = hn::Zero(tag);
    for (const Weighed& row : rows) {
      const Vector32 share = load_shares(row.shares + j + half * lanes32());
      const auto is_blank = hn::Lt(share, hn::Zero(tag));
      const Vector32 weight = hn::Set(tag, row.weight);
      sums = hn::Add(sums, hn::Mul(hn::IfThenElse(is_blank, hn::Set(tag, row.of_blank), share), weight));
      weights = hn::Add(weights, hn::IfThenElse(is_blank, hn::Set(tag, row.weight_of_blank), weight));
    }
    summed.sums[half] = sums;
    summed.weights[half] = weights;
  }
  return summed;
}

template <bool are_narrow>
HWY_INLINE Summed sum_rows(std::span<const Weighed> rows, std::int32_t j) {
  if constexpr (!are_narrow) return sum_wide(rows, j);
  Vector16 sums;
  Vector16 weights;
  sum_narrow(rows, j, sums, weights);
  Summed summed;
  widen(sums, summed.sums);
  widen(weights, summed.weights);
  return summed;
}

/// The quotient of a sum times `factor` and a weight where both fit reals of 32 bits (Kernels says when), to the
/// nearest; `none` where there is no weight.
HWY_INLINE Vector32 nearest_of_narrow(Vector32 sums, Vector32 weights, std::int32_t factor, std::int32_t none) {
  const Tag32 tag;
  const hn::RebindToFloat<Tag32> real;
  const Vector32 zero = hn::Zero(tag);
  const Vector32 numerators = factor == 1 ? sums : hn::Mul(sums, hn::Set(tag, factor));
  const auto quotient = nearest(real, hn::ConvertTo(real, numerators), hn::ConvertTo(real, weights));
  return hn::IfThenElse(hn::Eq(weights, zero), hn::Set(tag, none), hn::ConvertTo(tag, quotient));
}

/// The same for whatever fits whole numbers of 32 bits: the quotient as reals is right or one off, which the remainder
/// tells.
HWY_INLINE Vector32 nearest_of_wide(Vector32 sums, Vector32 weights) {
  const Tag32 tag;
  const hn::RebindToFloat<Tag32> real;
  const Vector32 zero = hn::Zero(tag);
  const Vector32 one = hn::Set(tag, 1);
  const Vector32 dividend = hn::Add(hn::Mul(sums, hn::Set(tag, 200)), weights);
  const Vector32 divisor = hn::Max(hn::Add(weights, weights), one);
  const Vector32 near = hn::ConvertTo(tag, hn::Div(hn::ConvertTo(real, dividend), hn::ConvertTo(real, divisor)));
  const Vector32 rest = hn::Sub(dividend, hn::Mul(near, divisor));
  const Vector32 more = hn::IfThenZeroElse(hn::Lt(rest, divisor), one);
  const Vector32 less = hn::IfThenElseZero(hn::Lt(rest, zero), one);
  return hn::IfThenElseZero(hn::Gt(weights, zero), hn::Sub(hn::Add(near, more), less));
}

#endif

/// What the rows come to in one column.
HWY_INLINE void sum_column(std::span<const Weighed> rows, std::int32_t j, std::int32_t& sum, std::int32_t& weight) {
  sum = 0;
  weight = 0;
  for (const Weighed& row : rows) {
    const std::int32_t share = row.shares[j];
    if (row.weights != nullptr) {
      sum += share;
      weight += row.weights[j];
    } else {
      sum += row.weight * (share < 0 ? row.of_blank : share);
      weight += share < 0 ? row.weight_of_blank : row.weight;
    }
  }
}

std::int32_t nearest_one(std::int64_t numerator, std::int64_t denominator) {
  return static_cast<std::int32_t>((2 * numerator + denominator) / (2 * denominator));
}

void sums(std::span<const Weighed> rows, std::int32_t size, ShareCell* sums, ShareCell* weights) {
  std::int32_t j = 0;
#if HWY_TARGET != HWY_SCALAR
  const Tag16 tag;
  for (; j + lanes16() <= size; j += lanes16()) {
    Vector16 sum;
    Vector16 weight;
    sum_narrow(rows, j, sum, weight);
    hn::StoreU(sum, tag, sums + j);
    hn::StoreU(weight, tag, weights + j);
  }
#endif
  for (; j < size; ++j) {
    std::int32_t sum = 0;
    std::int32_t weight = 0;
    sum_column(rows, j, sum, weight);
    sums[j] = static_cast<ShareCell>(sum);
    weights[j] = static_cast<ShareCell>(weight);
  }
}

template <bool are_narrow>
void means_of(std::span<const Weighed> rows, std::int32_t size, ShareCell* shares) {
  std::int32_t j = 0;
#if HWY_TARGET != HWY_SCALAR
  for (; j + lanes16() <= size; j += lanes16()) {
    const Summed summed = sum_rows<are_narrow>(rows, j);
    for (std::int32_t half = 0; half < 2; ++half) {
      store_shares(nearest_of_narrow(summed.sums[half], summed.weights[half], 1, blank_mark),
                   shares + j + half * lanes32());
    }
  }
#endif
  for (; j < size; ++j) {
    std::int32_t sum = 0;
    std::int32_t weight = 0;
    sum_column(rows, j, sum, weight);
    shares[j] = weight == 0 ? blank_mark : static_cast<ShareCell>(nearest_one(sum, weight));
  }
}

void means(std::span<const Weighed> rows, std::int32_t size, bool are_narrow, ShareCell* shares) {
  are_narrow ? means_of<true>(rows, size, shares) : means_of<false>(rows, size, shares);
}

template <bool are_narrow>
void scores_of(std::span<const Weighed> rows, std::int32_t size, std::int32_t* units) {
  std::int32_t j = 0;
#if HWY_TARGET != HWY_SCALAR
  for (; j + lanes16() <= size; j += lanes16()) {
    const Summed summed = sum_rows<are_narrow>(rows, j);
    for (std::int32_t half = 0; half < 2; ++half) {
      const Vector32 points = are_narrow ? nearest_of_narrow(summed.sums[half], summed.weights[half], 100, 0)
                                         : nearest_of_wide(summed.sums[half], summed.weights[half]);
      hn::StoreU(points, Tag32(), units + j + half * lanes32());
    }
  }
#endif
  for (; j < size; ++j) {
    std::int32_t sum = 0;
    std::int32_t weight = 0;
    sum_column(rows, j, sum, weight);
    units[j] = weight == 0 ? 0 : nearest_one(100 * std::int64_t{sum}, weight);
  }
}

void scores(std::span<const Weighed> rows, std::int32_t size, bool are_narrow, std::int32_t* units) {
  are_narrow ? scores_of<true>(rows, size, units) : scores_of<false>(rows, size, units);
}

void add_leaving(const ShareCell* shares, std::int32_t size, std::int32_t weight, std::int32_t* sums,
                 std::int32_t* weights) {
  const Tag32 tag;
  const Vector32 factor = hn::Set(tag, weight);
  std::int32_t j = 0;
  for (; j + lanes32() <= size; j += lanes32()) {
    const Vector32 share = load_shares(shares + j);
    const auto answered = hn::Gt(share, hn::Set(tag, std::int32_t{blank_mark}));
    const Vector32 counted = hn::IfThenElseZero(answered, share);
    hn::StoreU(hn::Add(hn::LoadU(tag, sums + j), hn::Mul(counted, factor)), tag, sums + j);
    hn::StoreU(hn::Add(hn::LoadU(tag, weights + j), hn::IfThenElseZero(answered, factor)), tag, weights + j);
  }
  for (; j < size; ++j) {
    if (shares[j] < 0) continue;
    sums[j] += weight * shares[j];
    weights[j] += weight;
  }
}

void add(const ShareCell* shares, std::int32_t size, std::int32_t weight, std::int32_t blank, std::int32_t* sums) {
  const Tag32 tag;
  const Vector32 factor = hn::Set(tag, weight);
  const Vector32 of_blank = hn::Set(tag, blank);
  std::int32_t j = 0;
  for (; j + lanes32() <= size; j += lanes32()) {
    const Vector32 share = load_shares(shares + j);
    const Vector32 counted = hn::IfThenElse(hn::Lt(share, hn::Zero(tag)), of_blank, share);
    hn::StoreU(hn::Add(hn::LoadU(tag, sums + j), hn::Mul(counted, factor)), tag, sums + j);
  }
  for (; j < size; ++j) sums[j] += weight * (shares[j] < 0 ? blank : shares[j]);
}

void quotients(const std::int32_t* numerators, const std::int32_t* denominators, std::int32_t size, bool are_short,
               ShareCell* shares) {
  const Tag32 tag;
  std::int32_t j = 0;
  const auto zero = hn::Zero(tag);
  const auto one = hn::Set(tag, 1);
  const auto blank = hn::Set(tag, std::int32_t{blank_mark});
  if (are_short) {
    const hn::RebindToFloat<Tag32> real;
    for (; j + lanes32() <= size; j += lanes32()) {
      const Vector32 divisor = hn::LoadU(tag, denominators + j);
      const auto quotient = nearest(real, hn::ConvertTo(real, hn::LoadU(tag, numerators + j)),
                                    hn::ConvertTo(real, hn::Max(divisor, one)));
      store_shares(hn::IfThenElse(hn::Eq(divisor, zero), blank, hn::ConvertTo(tag, quotient)), shares + j);
    }
  } else {
    const TagReal real;
    const TagHalf half;
    const auto lanes = static_cast<std::int32_t>(hn::Lanes(real));
    const hn::Rebind<ShareCell, TagHalf> narrow;
    for (; j + lanes <= size; j += lanes) {
      const auto divisor = hn::LoadU(half, denominators + j);
      const auto quotient = nearest(real, hn::PromoteTo(real, hn::LoadU(half, numerators + j)),
                                    hn::PromoteTo(real, hn::Max(divisor, hn::Set(half, 1))));
      const auto whole = hn::DemoteTo(half, quotient);
      hn::StoreU(hn::DemoteTo(narrow, hn::IfThenElse(hn::Eq(divisor, hn::Zero(half)),
                                                     hn::Set(half, std::int32_t{blank_mark}), whole)),
                 narrow, shares + j);
    }
  }
  for (; j < size; ++j) {
    shares[j] = denominators[j] == 0 ? blank_mark : static_cast<ShareCell>(nearest_one(numerators[j], denominators[j]));
  }
}

void points(const std::int32_t* sums, const std::int32_t* weights, std::int32_t more, std::int32_t size,
            std::int32_t* units) {
  const TagReal real;
  const TagHalf half;
  const auto lanes = static_cast<std::int32_t>(hn::Lanes(real));
  const auto factor = hn::Set(real, 100.0);
  std::int32_t j = 0;
  for (; j + lanes <= size; j += lanes) {
    const auto weight = hn::Add(hn::LoadU(half, weights + j), hn::Set(half, more));
    const auto quotient = nearest(real, hn::Mul(factor, hn::PromoteTo(real, hn::LoadU(half, sums + j))),
                                  hn::PromoteTo(real, hn::Max(weight, hn::Set(half, 1))));
    hn::StoreU(hn::IfThenElseZero(hn::Gt(weight, hn::Zero(half)), hn::DemoteTo(half, quotient)), half, units + j);
  }
  for (; j < size; ++j) {
    const std::int32_t weight = weights[j] + more;
    units[j] = weight == 0 ? 0 : nearest_one(100 * std::int64_t{sums[j]}, weight);
  }
}

void refuse(const std::uint8_t* refused, std::int32_t size, std::int32_t mark, std::int32_t* units) {
  const Tag32 tag;
  const hn::Rebind<std::uint8_t, Tag32> bytes;
  std::int32_t j = 0;
  for (; j + lanes32() <= size; j += lanes32()) {
    const Vector32 unit = hn::LoadU(tag, units + j);
    const auto is_refused = hn::Ne(hn::PromoteTo(tag, hn::LoadU(bytes, refused + j)), hn::Zero(tag));
    hn::StoreU(hn::IfThenElse(is_refused, mark == 0 ? hn::Not(unit) : hn::Set(tag, mark), unit), tag, units + j);
  }
  for (; j < size; ++j) {
    if (refused[j] != 0) units[j] = mark == 0 ? ~units[j] : mark;
  }
}

using TagBytes = hn::ScalableTag<std::uint8_t>;

HWY_INLINE hn::Vec<TagBytes> sum_bytes(const std::uint8_t* const* rows, const std::uint8_t* masks,
                                       std::int32_t rows_size, std::int32_t j) {
  const TagBytes bytes;
  auto sum = hn::Zero(bytes);
  for (std::int32_t k = 0; k < rows_size; ++k) {
    sum = hn::Add(sum, hn::And(hn::LoadU(bytes, rows[k] + j), hn::Set(bytes, masks[k])));
  }
  return sum;
}

HWY_INLINE std::int32_t sum_of_bytes(const std::uint8_t* const* rows, const std::uint8_t* masks, std::int32_t rows_size,
                                     std::int32_t j) {
  std::int32_t sum = 0;
  for (std::int32_t k = 0; k < rows_size; ++k) sum += rows[k][j] & masks[k];
  return sum;
}

void counted(const CountedShares& counted, std::int32_t size, ShareCell* shares) {
  const Tag32 tag;
  const hn::RebindToFloat<Tag32> real;
  const TagBytes bytes;
  const hn::Rebind<std::uint8_t, Tag32> quarter;
  const auto lanes = static_cast<std::int32_t>(hn::Lanes(bytes));
  const auto low = hn::Set(bytes, static_cast<std::uint8_t>(counted.low));
  const auto most = hn::Set(bytes, static_cast<std::uint8_t>(counted.most));
  std::int32_t j = 0;
  for (; j + lanes <= size; j += lanes) {
    HWY_ALIGN std::uint8_t kept[hn::MaxLanes(bytes)];
    const auto sum = sum_bytes(counted.rows, counted.masks, counted.rows_size, j);
    hn::Store(hn::Min(hn::SaturatedSub(sum, low), most), bytes, kept);
    for (std::int32_t part = 0; part < lanes; part += lanes32()) {
      const auto number = hn::ConvertTo(real, hn::PromoteTo(tag, hn::LoadU(quarter, kept + part)));
      const auto scale =
          counted.scales != nullptr ? hn::LoadU(real, counted.scales + j + part) : hn::Set(real, counted.scale);
      const auto share = hn::MulAdd(number, scale, hn::LoadU(real, counted.offsets + j + part));
      store_shares(hn::ConvertTo(tag, share), shares + j + part);
    }
  }
  for (; j < size; ++j) {
    const std::int32_t sum = sum_of_bytes(counted.rows, counted.masks, counted.rows_size, j) - counted.low;
    const auto number = static_cast<float>(sum < 0 ? 0 : sum > counted.most ? counted.most : sum);
    const float scale = counted.scales != nullptr ? counted.scales[j] : counted.scale;
    const float share = number * scale;
    shares[j] = static_cast<ShareCell>(share + counted.offsets[j]);
  }
}

void too_few(const std::uint8_t* const* rows, const std::uint8_t* masks, std::int32_t rows_size, std::int32_t wanted,
             const std::uint8_t* has, std::int32_t size, std::uint8_t* refused) {
  const TagBytes bytes;
  const auto lanes = static_cast<std::int32_t>(hn::Lanes(bytes));
  const auto enough = hn::Set(bytes, static_cast<std::uint8_t>(wanted));
  std::int32_t j = 0;
  for (; j + lanes <= size; j += lanes) {
    const auto sum = sum_bytes(rows, masks, rows_size, j);
    const auto few = hn::AndNot(hn::VecFromMask(bytes, hn::Eq(hn::Max(sum, enough), sum)), hn::LoadU(bytes, has + j));
    hn::StoreU(hn::Or(hn::LoadU(bytes, refused + j), few), bytes, refused + j);
  }
  for (; j < size; ++j) {
    if (sum_of_bytes(rows, masks, rows_size, j) < wanted) refused[j] |= has[j];
  }
}

void count(const std::uint8_t* const* rows, const std::uint8_t* masks, std::int32_t rows_size, std::int32_t size,
           std::int32_t factor, std::int32_t* counts) {
  const Tag32 tag;
  const TagBytes bytes;
  const hn::Rebind<std::uint8_t, Tag32> quarter;
  const auto lanes = static_cast<std::int32_t>(hn::Lanes(bytes));
  const Vector32 times = hn::Set(tag, factor);
  std::int32_t j = 0;
  for (; j + lanes <= size; j += lanes) {
    HWY_ALIGN std::uint8_t kept[hn::MaxLanes(bytes)];
    hn::Store(sum_bytes(rows, masks, rows_size, j), bytes, kept);
    for (std::int32_t part = 0; part < lanes; part += lanes32()) {
      const Vector32 wide = hn::PromoteTo(tag, hn::LoadU(quarter, kept + part));
      hn::StoreU(hn::Add(hn::LoadU(tag, counts + j + part), hn::Mul(wide, times)), tag, counts + j + part);
    }
  }
  for (; j < size; ++j) counts[j] += factor * sum_of_bytes(rows, masks, rows_size, j);
}

void travel(const Travel& travel, std::int32_t size, ShareCell* shares) {
  const Tag32 tag;
  const Vector32 zero = hn::Zero(tag);
  const Vector32 full = hn::Set(tag, 1000);
  const Vector32 blank = hn::Set(tag, std::int32_t{blank_mark});
  const Vector32 place = hn::Set(tag, travel.place);
  const Vector32 minutes = hn::Set(tag, travel.minutes);
  const auto is_remote = hn::Ne(hn::Set(tag, travel.is_remote ? 1 : 0), zero);
  std::int32_t j = 0;
  for (; j + lanes32() <= size; j += lanes32()) {
    const Vector32 places = hn::LoadU(tag, travel.places + j);
    const Vector32 times = hn::LoadU(tag, travel.times + j);
    const Vector32 together = hn::Add(minutes, times);
    Vector32 share = zero;
    for (std::size_t band = 0; band < travel.from.size(); ++band) {
      share = hn::IfThenElse(hn::Gt(together, hn::Set(tag, travel.from[band] - 1)), hn::Set(tag, travel.shares[band]),
                             share);
    }
    share = hn::IfThenElse(hn::Or(hn::Lt(minutes, zero), hn::Lt(times, zero)), blank, share);
    share = hn::IfThenElse(hn::Eq(place, places), full, share);
    share = hn::IfThenElse(hn::Or(hn::Lt(place, zero), hn::Lt(places, zero)), blank, share);
    const auto both_remote = hn::And(is_remote, hn::Ne(hn::LoadU(tag, travel.remote + j), zero));
    store_shares(hn::IfThenElse(both_remote, full, share), shares + j);
  }
  for (; j < size; ++j) {
    if (travel.is_remote && travel.remote[j] != 0) {
      shares[j] = 1000;
    } else if (travel.place < 0 || travel.places[j] < 0) {
      shares[j] = blank_mark;
    } else if (travel.place == travel.places[j]) {
      shares[j] = 1000;
    } else if (travel.minutes < 0 || travel.times[j] < 0) {
      shares[j] = blank_mark;
    } else {
      shares[j] = 0;
      for (std::size_t band = 0; band < travel.from.size(); ++band) {
        if (travel.minutes + travel.times[j] >= travel.from[band]) {
          shares[j] = static_cast<ShareCell>(travel.shares[band]);
        }
      }
    }
  }
}

std::int32_t dot_of_two(const std::int8_t* a, const std::int8_t* b, std::int32_t length) {
  std::int32_t product = 0;
  std::int32_t k = 0;
#if HWY_TARGET != HWY_SCALAR
  const Tag32 tag;
  const hn::Repartition<std::int16_t, Tag32> halves;
  const hn::Rebind<std::int8_t, decltype(halves)> bytes;
  const auto lanes = static_cast<std::int32_t>(hn::Lanes(halves));
  Vector32 sum = hn::Zero(tag);
  Vector32 more = hn::Zero(tag);
  for (; k + lanes <= length; k += lanes) {
    sum = hn::ReorderWidenMulAccumulate(tag, hn::PromoteTo(halves, hn::LoadU(bytes, a + k)),
                                        hn::PromoteTo(halves, hn::LoadU(bytes, b + k)), sum, more);
  }
  product = hn::GetLane(hn::SumOfLanes(tag, hn::Add(sum, more)));
#endif
  for (; k < length; ++k) product += std::int32_t{a[k]} * b[k];
  return product;
}

void dot(const std::int8_t* vector, const std::int8_t* vectors, std::int32_t length, std::int32_t size,
         std::int32_t* products) {
  for (std::int32_t j = 0; j < size; ++j) {
    products[j] = dot_of_two(vector, vectors + static_cast<std::ptrdiff_t>(j) * length, length);
  }
}

}  // namespace

Kernels kernels() {
  return {.name = hwy::TargetName(HWY_TARGET),
          .sums = sums,
          .means = means,
          .scores = scores,
          .add_leaving = add_leaving,
          .add = add,
          .quotients = quotients,
          .points = points,
          .refuse = refuse,
          .count = count,
          .counted = counted,
          .too_few = too_few,
          .travel = travel,
          .dot = dot};
}

}  // namespace HWY_NAMESPACE
}  // namespace pairwell::rows
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pairwell::rows {

std::span<const Kernels> runnable() {
  static const std::vector<Kernels> found = PAIRWELL_RUNNABLE(kernels);
  return found;
}

}  // namespace pairwell::rows
#endif
