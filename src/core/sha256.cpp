#include "core/sha256.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <string_view>

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>
#define PAIRWELL_HAS_SHA_CODE 1
#endif

namespace pairwell {
namespace {

constexpr std::size_t block_bytes = 64;

#ifdef PAIRWELL_HAS_SHA_CODE

bool has_sha_instructions() {
  constexpr unsigned ssse3_and_sse41 = (1U << 9) | (1U << 19);
  constexpr unsigned sha = 1U << 29;
  unsigned eax = 0;
  unsigned ebx = 0;
  unsigned ecx = 0;
  unsigned edx = 0;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) == 0 || (ecx & ssse3_and_sse41) != ssse3_and_sse41) return false;
  return __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) != 0 && (ebx & sha) != 0;
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
alignas(16) constexpr std::uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/// Hashes as many blocks of each of some texts. Each instruction waits for the one before it of the same text, so that
/// two texts take little longer than one. Four rounds an instruction pair; words of the schedule are made four at a
/// time from the sixteen before. The instructions hold the eight words of the state as ABEF and CDGH.
template <std::size_t texts>
__attribute__((target("sha,sse4.1,ssse3"))) void hash_blocks(std::array<std::uint32_t*, texts> state,
                                                             std::array<const unsigned char*, texts> bytes,
                                                             std::size_t blocks) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const auto load = [](const void* from) { return _mm_loadu_si128(static_cast<const __m128i*>(from)); };
  __m128i abef[texts];
  __m128i cdgh[texts];
  for (std::size_t text = 0; text < texts; ++text) {
    const __m128i cdab = _mm_shuffle_epi32(load(state[text]), 0xB1);
    const __m128i efgh = _mm_shuffle_epi32(load(state[text] + 4), 0x1B);
    abef[text] = _mm_alignr_epi8(cdab, efgh, 8);
    cdgh[text] = _mm_blend_epi16(efgh, cdab, 0xF0);
  }
  for (; blocks > 0; --blocks) {
    __m128i abef_before[texts];
    __m128i cdgh_before[texts];
    __m128i words[texts][4];
    for (std::size_t text = 0; text < texts; ++text) {
      abef_before[text] = abef[text];
      cdgh_before[text] = cdgh[text];
    }
#pragma GCC unroll 16
    for (int group = 0; group < 16; ++group) {
#pragma GCC unroll 2
      for (std::size_t text = 0; text < texts; ++text) {
        __m128i& own = words[text][group % 4];
        if (group < 4) {
          own = _mm_shuffle_epi8(load(bytes[text] + 16 * group), big_endian);
        } else {
          const __m128i& last = words[text][(group + 3) % 4];
          own = _mm_sha256msg1_epu32(own, words[text][(group + 1) % 4]);
          own = _mm_add_epi32(own, _mm_alignr_epi8(last, words[text][(group + 2) % 4], 4));
          own = _mm_sha256msg2_epu32(own, last);
        }
        const __m128i keyed = _mm_add_epi32(own, load(round_constants + 4 * group));
        cdgh[text] = _mm_sha256rnds2_epu32(cdgh[text], abef[text], keyed);
        abef[text] = _mm_sha256rnds2_epu32(abef[text], cdgh[text], _mm_shuffle_epi32(keyed, 0x0E));
      }
    }
    for (std::size_t text = 0; text < texts; ++text) {
      abef[text] = _mm_add_epi32(abef[text], abef_before[text]);
      cdgh[text] = _mm_add_epi32(cdgh[text], cdgh_before[text]);
      bytes[text] += block_bytes;
    }
  }
  for (std::size_t text = 0; text < texts; ++text) {
    const __m128i feba = _mm_shuffle_epi32(abef[text], 0x1B);
    const __m128i dchg = _mm_shuffle_epi32(cdgh[text], 0xB1);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(state[text]), _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(state[text] + 4), _mm_alignr_epi8(dchg, feba, 8));
  }
}

#else

bool has_sha_instructions() { return false; }
template <std::size_t texts>
void hash_blocks(std::array<std::uint32_t*, texts>, std::array<const unsigned char*, texts>, std::size_t) {
  assert(false);
}

#endif

template <class Bytes>
std::string to_hex(const Bytes& bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text.push_back(digits[byte >> 4]);
    text.push_back(digits[byte & 0xF]);
  }
  return text;
}

}  // namespace

Sha256::Sha256() : Sha256(true) {}

Sha256::Sha256(bool by_processor) {
  static const bool has_instructions = has_sha_instructions();
  by_processor_ = by_processor && has_instructions;
}

void Sha256::update(const void* bytes, std::size_t size) {
  if (size == 0) return;
  if (!by_processor_) {
    portable_.update(bytes, size);
    return;
  }
  const auto* from = static_cast<const unsigned char*>(bytes);
  const std::size_t filled = size_ % block_bytes;
  size_ += size;
  if (filled > 0) {
    const std::size_t part = std::min(size, block_bytes - filled);
    std::memcpy(block_.data() + filled, from, part);
    if (filled + part < block_bytes) return;
    hash_blocks<1>({state_.data()}, {block_.data()}, 1);
    from += part;
    size -= part;
  }
  hash_blocks<1>({state_.data()}, {from}, size / block_bytes);
  from += size / block_bytes * block_bytes;
  if (size % block_bytes > 0) std::memcpy(block_.data(), from, size % block_bytes);
}

void Sha256::update_both(Sha256& one, std::string_view text, Sha256& other, std::string_view other_text) {
  const std::size_t blocks = std::min(text.size(), other_text.size()) / block_bytes;
  if (one.by_processor_ && other.by_processor_ && one.size_ % block_bytes == 0 && other.size_ % block_bytes == 0) {
    const auto bytes_of = [](std::string_view own) { return reinterpret_cast<const unsigned char*>(own.data()); };
    hash_blocks<2>({one.state_.data(), other.state_.data()}, {bytes_of(text), bytes_of(other_text)}, blocks);
    const std::size_t done = blocks * block_bytes;
    one.size_ += done;
    other.size_ += done;
    text.remove_prefix(done);
    other_text.remove_prefix(done);
  }
  one.update(text.data(), text.size());
  other.update(other_text.data(), other_text.size());
}

// Of a copy, so that more can be added afterwards.
std::string Sha256::hex() const {
  if (!by_processor_) {
    boost::hash2::sha2_256 copy = portable_;
    return to_hex(copy.result());
  }
  Sha256 copy = *this;
  // A bit that is set, zeros up to the last eight bytes of a block, and there the number of bits.
  std::array<unsigned char, 2 * block_bytes> end{0x80};
  const std::size_t padding = block_bytes - (size_ + 8) % block_bytes;
  for (std::size_t byte = 0; byte < 8; ++byte) {
    end[padding + byte] = static_cast<unsigned char>(8 * size_ >> (56 - 8 * byte));
  }
  copy.update(end.data(), padding + 8);
  std::array<unsigned char, 32> bytes{};
  for (std::size_t byte = 0; byte < bytes.size(); ++byte) {
    bytes[byte] = static_cast<unsigned char>(copy.state_[byte / 4] >> (24 - 8 * (byte % 4)));
  }
  return to_hex(bytes);
}

}  // namespace pairwell
