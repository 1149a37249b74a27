#include "pairwell/core/digest.hpp"

#include <array>

#include "core/sha256.hpp"

namespace pairwell {

struct Digest::State {
  Sha256 hash;

  /// Eight bytes, the lowest first, whatever the machine's own order is.
  void add_number(std::uint64_t number) {
    std::array<unsigned char, 8> bytes{};
    for (unsigned char& byte : bytes) {
      byte = static_cast<unsigned char>(number & 0xFF);
      number >>= 8;
    }
    hash.update(bytes.data(), bytes.size());
  }

  void add_kind(char kind) { hash.update(&kind, 1); }
};

Digest::Digest() : state_(std::make_unique<State>()) {}

Digest::~Digest() = default;
Digest::Digest(const Digest& other) : state_(std::make_unique<State>(*other.state_)) {}
Digest& Digest::operator=(const Digest& other) {
  *state_ = *other.state_;
  return *this;
}
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

Digest& Digest::add(std::string_view text) {
  state_->add_kind('t');
  state_->add_number(text.size());
  state_->hash.update(text.data(), text.size());
  return *this;
}

Digest& Digest::add(std::int64_t number) {
  state_->add_kind('n');
  state_->add_number(static_cast<std::uint64_t>(number));
  return *this;
}

std::string Digest::hex() const { return state_->hash.hex(); }

std::string sha256(std::string_view text) {
  Sha256 hash;
  hash.update(text.data(), text.size());
  return hash.hex();
}

}  // namespace pairwell
