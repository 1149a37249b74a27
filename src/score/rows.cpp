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

std::int32_t nearest_one(std::int64_t numerator, std::int64_t denominator) {
  return static_cast<std::int32_t>((2 * numerator + denominator) / (2 * denominator));
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

void count(const std::uint8_t* const* rows, const std::uint8_t* masks, std::int32_t rows_size, std::int32_t size,
           std::int32_t factor, std::int32_t* counts) {
  const Tag32 tag;
  const hn::ScalableTag<std::uint8_t> bytes;
  const hn::Rebind<std::uint8_t, Tag32> quarter;
  const auto lanes = static_cast<std::int32_t>(hn::Lanes(bytes));
  const Vector32 times = hn::Set(tag, factor);
  std::int32_t j = 0;
  for (; j + lanes <= size; j += lanes) {
    auto sum = hn::Zero(bytes);
    for (std::int32_t k = 0; k < rows_size; ++k) {
      sum = hn::Add(sum, hn::And(hn::LoadU(bytes, rows[k] + j), hn::Set(bytes, masks[k])));
    }
    HWY_ALIGN std::uint8_t kept[hn::MaxLanes(bytes)];
    hn::Store(sum, bytes, kept);
    for (std::int32_t part = 0; part < lanes; part += lanes32()) {
      const Vector32 wide = hn::PromoteTo(tag, hn::LoadU(quarter, kept + part));
      hn::StoreU(hn::Add(hn::LoadU(tag, counts + j + part), hn::Mul(wide, times)), tag, counts + j + part);
    }
  }
  for (; j < size; ++j) {
    std::int32_t sum = 0;
    for (std::int32_t k = 0; k < rows_size; ++k) sum += rows[k][j] & masks[k];
    counts[j] += factor * sum;
  }
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

Kernels kernels() { return {hwy::TargetName(HWY_TARGET), add_leaving, add, quotients, points, count, travel, dot}; }

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
