/// SHA-256 (FIPS 180-4): by the processor's own instructions where it has them, else by Boost.Hash2.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/hash2/sha2.hpp>

namespace pairwell {

class Sha256 {
 public:
  Sha256();
  /// @param by_processor whether to use its instructions, for tests; what it does not have is not used.
  explicit Sha256(bool by_processor);

  void update(const void* bytes, std::size_t size);

  /// Adds a text to each of two, in little more time than the longer one takes where the processor has instructions.
  static void update_both(Sha256& one, std::string_view text, Sha256& other, std::string_view other_text);

  /// 64 hexadecimal digits for all that was added so far.
  std::string hex() const;

 private:
  using State = std::array<std::uint32_t, 8>;

  bool by_processor_;
  boost::hash2::sha2_256 portable_;
  State state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_{};
  std::uint64_t size_ = 0;  // bytes so far; those of the last, unfinished block are in block_
};

}  // namespace pairwell
