/// Rows: the arithmetic of a block of pairs, row by row, with the widest vectors that the processor has. What comes out
/// is the same on every processor.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace pairwell::rows {

/// A share in a row, or blank_mark.
using ShareCell = std::int16_t;
inline constexpr ShareCell blank_mark = -1;

/// Denominators up to this are divided by in 32 bits: with x <= 1000 y, the numerator 2 x + y + 1/2 is below 2^23, and
/// the quotient is further from a whole number than its rounding (docs/design/score.md, How a block is scored).
inline constexpr std::int32_t most_short_denominator = 4000;

/// What travels and who needs not, of one mentee and of the mentors of a row.
struct Travel {
  bool is_remote = false;
  std::int32_t place = -1;               ///< -1: blank.
  std::int32_t minutes = -1;             ///< -1: blank.
  const std::int32_t* remote = nullptr;  ///< Of mentors: 0 or -1.
  const std::int32_t* places = nullptr;
  const std::int32_t* times = nullptr;
  std::span<const std::int32_t> from{};  ///< Bands, rising.
  std::span<const std::int32_t> shares{};
};

/// The functions for one kind of processor. `size` is how many columns there are.
struct Kernels {
  std::string_view name;

  /// sums += weight * share, and weights += weight; a blank leaves both.
  void (*add_leaving)(const ShareCell* shares, std::int32_t size, std::int32_t weight, std::int32_t* sums,
                      std::int32_t* weights);

  /// sums += weight * share, with a share for blanks.
  void (*add)(const ShareCell* shares, std::int32_t size, std::int32_t weight, std::int32_t blank, std::int32_t* sums);

  /// shares = [numerator / denominator], blank where the denominator is 0; the quotient is 1000 at most.
  void (*quotients)(const std::int32_t* numerators, const std::int32_t* denominators, std::int32_t size, bool are_short,
                    ShareCell* shares);

  /// units = [100 * sum / (weight + more)], 0 where that is 0. Sums are 10^9 at most.
  void (*points)(const std::int32_t* sums, const std::int32_t* weights, std::int32_t more, std::int32_t size,
                 std::int32_t* units);

  /// counts += factor * (the sum of rows, each cut to the bits of its mask), where no such sum is above 255.
  void (*count)(const std::uint8_t* const* rows, const std::uint8_t* masks, std::int32_t rows_size, std::int32_t size,
                std::int32_t factor, std::int32_t* counts);

  /// The comparison `travel` without its blank rule.
  void (*travel)(const Travel& travel, std::int32_t size, ShareCell* shares);

  /// products = the dot product of a vector with each of `size` vectors that stand one after the other.
  void (*dot)(const std::int8_t* vector, const std::int8_t* vectors, std::int32_t length, std::int32_t size,
              std::int32_t* products);
};

/// Those that this processor can run, the fastest first.
std::span<const Kernels> runnable();

}  // namespace pairwell::rows
