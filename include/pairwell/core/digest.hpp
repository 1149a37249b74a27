/// Digest: a fingerprint of inputs (SHA-256), the same on every platform.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace pairwell {

/// 64 hexadecimal digits of a text alone, as any other program makes them of its bytes (SHA-256).
std::string sha256(std::string_view text);

/// Takes values one by one; equal sequences of values give equal digests. Each value is framed by its type and
/// length, so that ("ab", "c") and ("a", "bc") differ.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(const Digest& other);
  Digest& operator=(const Digest& other);
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;

  Digest& add(std::string_view text);
  Digest& add(std::int64_t number);

  /// 64 hexadecimal digits for all that was added so far.
  std::string hex() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pairwell
