#include "pairwell/core/random.hpp"

#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

constexpr std::uint64_t golden_gamma = 0x9E3779B97F4A7C15ULL;

constexpr std::uint64_t finalise(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

/// The high and low half of a 64 x 64 bit product, without a 128-bit type.
struct Product {
  std::uint64_t high;
  std::uint64_t low;
};

constexpr Product multiply(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t a_low = a & 0xFFFFFFFFULL;
  const std::uint64_t a_high = a >> 32;
  const std::uint64_t b_low = b & 0xFFFFFFFFULL;
  const std::uint64_t b_high = b >> 32;
  const std::uint64_t low = a_low * b_low;
  const std::uint64_t middle = a_high * b_low + (low >> 32);
  const std::uint64_t other_middle = a_low * b_high + (middle & 0xFFFFFFFFULL);
  return {a_high * b_high + (middle >> 32) + (other_middle >> 32), (other_middle << 32) | (low & 0xFFFFFFFFULL)};
}

}  // namespace

std::uint64_t ticket(std::uint64_t seed, std::uint64_t first, std::uint64_t second) {
  std::uint64_t z = finalise(seed + golden_gamma);
  z = finalise((z ^ first) + golden_gamma);
  return finalise((z ^ second) + golden_gamma);
}

std::uint64_t lottery_key(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char letter : text) {
    hash ^= static_cast<unsigned char>(letter);
    hash *= 0x100000001B3ULL;
  }
  return hash;
}

Random::Random(std::uint64_t seed) {
  for (std::uint64_t& word : state_) {
    seed += golden_gamma;
    word = finalise(seed);
  }
}

std::uint64_t Random::below(std::uint64_t bound) {
  if (bound == 0) throw InvalidInput("Random::below", "bound", "the bound must be at least 1", "0");
  Product product = multiply(next(), bound);
  if (product.low < bound) {
    const std::uint64_t threshold = (0 - bound) % bound;
    while (product.low < threshold) product = multiply(next(), bound);
  }
  return product.high;
}

}  // namespace pairwell
