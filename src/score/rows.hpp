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

/// A row of shares with what each weighs, or of what several rows come to.
struct Weighed {
  const ShareCell* shares = nullptr;   ///< Sums of weight times share where there are weights.
  const ShareCell* weights = nullptr;  ///< What was answered weighs; null: `weight` where there is a share.
  std::int32_t weight = 0;
  std::int32_t of_blank = 0;         ///< The share of a blank.
  std::int32_t weight_of_blank = 0;  ///< 0 where a blank leaves both sums.
};

/// Weights that come to this at most are summed in 16 bits, 1000 times each.
inline constexpr std::int32_t most_narrow_weight = 32;

/// Weights that come to this at most are divided by in 32 bits: 200 times 1000 times it fits.
inline constexpr std::int32_t most_points_weight = 10'000;

/// Counts of terms, and the shares that they are: 1000 / denominator times (count - low), cut to 0 to `most`, to the
/// nearest whole number, halves up.
struct CountedShares {
  const std::uint8_t* const* rows = nullptr;
  const std::uint8_t* masks = nullptr;
  std::int32_t rows_size = 0;     ///< The sum of all, each cut to the bits of its mask, is 255 at most.
  std::int32_t low = 0;           ///< 0 to 255.
  std::int32_t most = 255;        ///< 1 to 255.
  float scale = 0;                ///< 1000 / denominator, of all mentors where there are no scales.
  const float* scales = nullptr;  ///< Of each mentor of the strip.
  const float* offsets =
      nullptr;  ///< Of each mentor: half_up, or blank_mark where the share is blank and no term counts.
};

/// Denominators of counted shares: with c <= 1000 / scale, c times the rounded scale and half_up is within 1 / 8000 of
/// what it is without rounding, and half_up is 1 / 4000 from the quotients that end in a half, as the others are.
inline constexpr std::int32_t most_counted_denominator = 1000;
inline constexpr float half_up = 0.50025F;

/// The functions for one kind of processor. `size` is how many columns there are.
struct Kernels {
  std::string_view name;

  /// Writes what the rows come to: sums of weight times share, and weights. All weights come to most_narrow_weight at
  /// most.
  void (*sums)(std::span<const Weighed> rows, std::int32_t size, ShareCell* sums, ShareCell* weights);

  /// shares = [sum / weight], blank where that is 0. All weights come to most_short_denominator at most.
  void (*means)(std::span<const Weighed> rows, std::int32_t size, bool are_narrow, ShareCell* shares);

  /// units = [100 * sum / weight], 0 where that is 0. All weights come to most_points_weight at most.
  void (*scores)(std::span<const Weighed> rows, std::int32_t size, bool are_narrow, std::int32_t* units);

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

  /// units = `mark`, or its complement where that is 0, where refused.
  void (*refuse)(const std::uint8_t* refused, std::int32_t size, std::int32_t mark, std::int32_t* units);

  /// counts += factor * (the sum of rows, each cut to the bits of its mask), where no such sum is above 255.
  void (*count)(const std::uint8_t* const* rows, const std::uint8_t* masks, std::int32_t rows_size, std::int32_t size,
                std::int32_t factor, std::int32_t* counts);

  /// The shares of counts.
  void (*counted)(const CountedShares& counted, std::int32_t size, ShareCell* shares);

  /// refused |= has and the sum of rows, each cut to the bits of its mask, is under `wanted`; sums are 255 at most.
  void (*too_few)(const std::uint8_t* const* rows, const std::uint8_t* masks, std::int32_t rows_size,
                  std::int32_t wanted, const std::uint8_t* has, std::int32_t size, std::uint8_t* refused);

  /// The comparison `travel` without its blank rule.
  void (*travel)(const Travel& travel, std::int32_t size, ShareCell* shares);

  /// products = the dot product of a vector with each of `size` vectors that stand one after the other.
  void (*dot)(const std::int8_t* vector, const std::int8_t* vectors, std::int32_t length, std::int32_t size,
              std::int32_t* products);
};

/// Those that this processor can run, the fastest first.
std::span<const Kernels> runnable();

}  // namespace pairwell::rows
