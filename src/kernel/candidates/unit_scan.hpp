/// Unit scan: which units of a row are over a floor, with the widest vectors that the processor has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace pairwell::kernel::unit_scan {

/// Bits of units, 64 in a word; those past the last unit are 0.
constexpr std::int32_t words_of(std::int32_t size) { return (size + 63) / 64; }

/// The functions for one kind of processor.
struct Kernels {
  std::string_view name;

  /// Finds units over what a column pays and `by`, whose sums fit 32 bits.
  void (*over)(const std::int32_t* units, const std::int32_t* paid, std::int32_t by, std::int32_t size,
               std::uint64_t* found);

  /// Finds units that reach the floor of the row or that of their column, and those under `least` that are not
  /// `refused`, which is the smallest number.
  void (*reaching)(const std::int32_t* units, const std::int32_t* floors, std::int32_t floor, std::int32_t least,
                   std::int32_t size, std::uint64_t* found);
};

/// Those that this processor can run, the fastest first.
std::span<const Kernels> runnable();

/// Calls visit(i) for each bit.
template <class Visit>
void each_found(std::span<const std::uint64_t> found, const Visit& visit) {
  for (std::size_t word = 0; word < found.size(); ++word) {
    for (std::uint64_t bits = found[word]; bits != 0; bits &= bits - 1) {
      visit(static_cast<std::int32_t>(64 * word) + __builtin_ctzll(bits));
    }
  }
}

}  // namespace pairwell::kernel::unit_scan
