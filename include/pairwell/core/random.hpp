/// Seeded random numbers that are the same on every platform and in every version.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace pairwell {

/// Mixes three numbers into one that looks random: the number on a lottery ticket.
/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014), applied once a number.
std::uint64_t ticket(std::uint64_t seed, std::uint64_t first, std::uint64_t second = 0);

/// The number under which a lottery knows a text such as a reference: 64-bit FNV-1a of its bytes, so that the order of
/// rows has no say in a draw.
std::uint64_t lottery_key(std::string_view text);

/// A stream of random numbers: xoshiro256** 1.0 (Blackman, Vigna 2018), seeded through SplitMix64.
class Random {
 public:
  explicit Random(std::uint64_t seed);

  /// The next 64 random bits.
  std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// A whole number in [0, bound), every one equally likely (Lemire 2019, with rejection).
  /// @throws InvalidInput where bound is 0.
  std::uint64_t below(std::uint64_t bound);

  /// A real number in [0, 1) on the grid of 2^-53.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

  /// Puts items in a random order, every order equally likely (Fisher and Yates).
  template <class Item>
  void shuffle(std::span<Item> items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      using std::swap;
      swap(items[i - 1], items[below(i)]);
    }
  }

 private:
  std::uint64_t state_[4]{};
};

}  // namespace pairwell
