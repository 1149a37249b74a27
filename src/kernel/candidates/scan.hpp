/// Scan: which pairs of a dense row lie under a bound, found with the widest vectors that the processor has
/// (docs/design/matching.md, Row sources). What is found is the same on every processor.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace pairwell::kernel {

/// For integers whose sums leave 64 bits.
__extension__ using Wide = __int128;

/// What costs are reckoned in where vectors are to do it.
template <class Cost>
using ScanValue = std::conditional_t<std::floating_point<Cost>, double, std::int64_t>;

/// Costs as the kernel sees them: in its own number type, and the other way round where the greatest total is wanted.
/// The least integer stays what it is; it is refused once its row is read.
template <class Value, bool maximise, class Cost>
constexpr Value as_value(Cost cost) {
  if constexpr (!maximise) {
    return static_cast<Value>(cost);
  } else if constexpr (std::floating_point<Value> || sizeof(Value) > sizeof(Cost) ||
                       sizeof(Value) > sizeof(std::int64_t)) {
    return -static_cast<Value>(cost);
  } else {
    return static_cast<Value>(0 - static_cast<std::make_unsigned_t<Cost>>(cost));
  }
}

/// The same where it is known only at run time which total is wanted.
template <class Value, class Cost>
constexpr Value as_value(Cost cost, bool maximise) {
  return maximise ? as_value<Value, true>(cost) : as_value<Value, false>(cost);
}

/// Reals up to this can be added as often as a solution adds them and stay finite; only a double can lie beyond.
constexpr double most_real = 0x1p900;

/// Whether a real is NaN, the infinity that would win, or finite and beyond most_real.
template <bool maximise, std::floating_point Cost>
constexpr bool is_invalid_real(Cost cost) {
  constexpr Cost losing = maximise ? -std::numeric_limits<Cost>::infinity() : std::numeric_limits<Cost>::infinity();
  return !(cost >= -most_real && cost <= most_real) && cost != losing;
}

template <class Value>
struct Found {
  Value reduced;
  std::int32_t column;
};

/// What costs are held against: one bound, that bound after prices are taken off, or a bound of each column's own.
enum class Against : std::uint8_t { bound, priced_bound, own_bounds };

/// A row being scanned. Scans look at `group` columns at a time, so what they find does not depend on vectors.
template <class CostType, class ValueType = ScanValue<CostType>>
struct Scan {
  using Cost = CostType;
  using Value = ValueType;
  static constexpr std::int32_t group = 32;

  const Cost* cost = nullptr;    ///< Of each column.
  const Value* price = nullptr;  ///< Of each column; or its own bound.
  std::int32_t from = 0;         ///< Where to begin, and in the end where the scan stopped.
  std::int32_t to = 0;
  Value under{};                 ///< Pairs of a lower reduced cost are found.
  Found<Value>* out = nullptr;   ///< They are written here, by column...
  std::int32_t room = 0;         ///< ...until fewer than a group would fit.
  std::int32_t found = 0;        ///< How many stand in `out`.
  std::uint64_t magnitudes = 0;  ///< All bits of integer costs, negative ones inverted; not kept up with prices.
  std::int64_t is_invalid = 0;   ///< Not 0 where a real is no cost (see is_invalid_real); not kept up with prices.
};

/// A scan without vectors, for the ends of rows and for number types that no vector holds.
template <Against against, bool maximise, class Cost, class Value>
void scan_singly(Scan<Cost, Value>& scan, std::int32_t to) {
  for (std::int32_t column = scan.from; column < to; ++column) {
    const Cost cost = scan.cost[column];
    if constexpr (against != Against::priced_bound) {
      if constexpr (std::floating_point<Cost>) {
        scan.is_invalid |= static_cast<std::int64_t>(is_invalid_real<maximise>(cost));
      } else {
        scan.magnitudes |= static_cast<std::uint64_t>(cost < 0 ? ~static_cast<std::int64_t>(cost) : cost);
      }
    }
    Value reduced = as_value<Value, maximise>(cost);
    if constexpr (against == Against::priced_bound) reduced -= scan.price[column];
    bool is_under = false;
    if constexpr (against == Against::own_bounds) {
      is_under = reduced < scan.price[column];
    } else {
      is_under = reduced < scan.under;
    }
    if (is_under) scan.out[scan.found++] = {reduced, column};
  }
  scan.from = to;
}

template <class Cost>
using ScanFunction = void (*)(Scan<Cost>& scan);

/// The scans of a cost type: for the least total and the greatest, against each kind of bound.
template <class Cost>
using ScansOf = std::array<std::array<ScanFunction<Cost>, 3>, 2>;

/// All scans for one kind of processor.
struct Scans {
  std::string_view name;
  std::tuple<ScansOf<float>, ScansOf<double>, ScansOf<std::int32_t>, ScansOf<std::int64_t>> of;
};

/// Which scans are run: those of a processor, or none, then rows are scanned without vectors.
using ScanChoice = const Scans*;

/// Those that this processor can run, the fastest first.
std::span<const Scans> runnable_scans();

}  // namespace pairwell::kernel
