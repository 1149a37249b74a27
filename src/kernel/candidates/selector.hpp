/// Selector: picks about as many of a row's cheapest pairs as are wanted, out of a stream of those under a bound that
/// falls as they come in. The same pairs come out on every processor and for any number of threads.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "kernel/candidates/row_source.hpp"
#include "kernel/candidates/scan.hpp"

namespace pairwell::kernel {

/// Scans on to the end of what was asked for, or until there is no room for another group.
template <Against against, class Cost, class Value>
void run_scan([[maybe_unused]] ScanChoice scans, bool maximise, Scan<Cost, Value>& scan) {
  if constexpr (std::same_as<Value, ScanValue<Cost>>) {
    if (scans != nullptr) {
      std::get<ScansOf<Cost>>(scans->of)[maximise ? 1 : 0][static_cast<std::size_t>(against)](scan);
      return;
    }
  }
  constexpr std::int32_t group = Scan<Cost, Value>::group;
  while (scan.from < scan.to && scan.room - scan.found >= group) {
    const std::int32_t to = std::min(scan.to, scan.from + group);
    maximise ? scan_singly<against, true>(scan, to) : scan_singly<against, false>(scan, to);
  }
}

/// How many pairs a list has for `count` that are wanted.
struct SelectionSizes {
  explicit SelectionSizes(std::int32_t count)
      : least(count / 2), kept(count + count / 2), most(2 * count), room(3 * count + Scan<double>::group) {}

  std::int32_t least;  ///< With fewer, a guessed bound was too low.
  std::int32_t kept;   ///< When there are too many.
  std::int32_t most;   ///< At the end.
  std::int32_t room;   ///< While the row is being read.
};

/// Keeps the `kept` cheapest, and of equal ones those that were found first. Returns the bound on the others.
template <class Value>
Value keep_cheapest(Found<Value>* found, std::int32_t& size, std::int32_t kept, std::vector<Value>& scratch) {
  scratch.clear();
  for (std::int32_t place = 0; place < size; ++place) scratch.push_back(found[place].reduced);
  const auto last = scratch.begin() + (kept - 1);
  std::nth_element(scratch.begin(), last, scratch.end());
  const Value bound = *last;
  auto ties = static_cast<std::int32_t>(std::count(scratch.begin(), last + 1, bound));
  std::int32_t end = 0;
  for (std::int32_t place = 0; place < size; ++place) {
    const Found<Value> one = found[place];
    if (one.reduced < bound || (one.reduced == bound && ties-- > 0)) found[end++] = one;
  }
  size = end;
  return bound;
}

/// By reduced cost; equal ones stay in order.
template <class Value>
void sort_found(Found<Value>* found, std::int32_t size) {
  if (size > 64) {
    std::stable_sort(found, found + size,
                     [](const auto& one, const auto& other) { return one.reduced < other.reduced; });
    return;
  }
  for (std::int32_t end = 1; end < size; ++end) {
    const Found<Value> one = found[end];
    std::int32_t place = end;
    for (; place > 0 && one.reduced < found[place - 1].reduced; --place) found[place] = found[place - 1];
    found[place] = one;
  }
}

/// What a thread needs to select rows.
template <class Cost, class Value>
struct CandidateSelector {
  std::vector<Found<Value>> found{};
  std::int32_t size = 0;
  std::vector<Value> scratch{};
  Value guess = infinite<Value>();  ///< A bound that the next row is expected to have.
  std::uint64_t magnitudes = 0;     ///< Of Scan.
  std::int64_t is_invalid = 0;

  void make_room(const SelectionSizes& sizes) {
    found.resize(static_cast<std::size_t>(sizes.room));
    scratch.reserve(static_cast<std::size_t>(sizes.room));
  }

  /// Leaves in `found` the cheapest pairs of a row in rising order, and returns the bound on all others. Rows are read
  /// from different columns on, so that rows full of ties list different ones.
  template <Against against>
  Value select(ScanChoice scans, bool maximise, const Cost* cost, const Value* price, std::int32_t columns,
               std::int32_t begin, const SelectionSizes& sizes) {
    while (true) {
      Scan<Cost, Value> scan{.cost = cost, .price = price, .under = guess, .out = found.data(), .room = sizes.room};
      for (const auto& [from, to] : {std::pair{begin, columns}, std::pair{0, begin}}) {
        scan.from = from;
        scan.to = to;
        while (scan.from < to) {
          run_scan<against>(scans, maximise, scan);
          if (scan.from < to) scan.under = keep_cheapest(found.data(), scan.found, sizes.kept, scratch);
        }
      }
      magnitudes |= scan.magnitudes;
      is_invalid |= scan.is_invalid;
      size = scan.found;
      if (size < sizes.least && scan.under < infinite<Value>()) {
        guess = infinite<Value>();
        continue;
      }
      if (size > sizes.most) scan.under = keep_cheapest(found.data(), size, sizes.kept, scratch);
      sort_found(found.data(), size);
      return scan.under;
    }
  }

  /// Expects of the next row what the last one was like.
  void learn(const SelectionSizes& sizes) {
    if (size >= sizes.kept) guess = just_over(found[static_cast<std::size_t>(sizes.kept - 1)].reduced);
  }
};

}  // namespace pairwell::kernel
