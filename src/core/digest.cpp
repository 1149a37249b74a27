#include "pairwell/core/digest.hpp"

#include <array>

#include <boost/hash2/sha2.hpp>

namespace pairwell {
namespace {

std::string digits_of(boost::hash2::sha2_256 hash) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : hash.result()) {
    text.push_back(digits[byte >> 4]);
    text.push_back(digits[byte & 0xF]);
  }
  return text;
}

}  // namespace

struct Digest::State {
  boost::hash2::sha2_256 hash;

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
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

Digest& Digest::add(std::string_view text) {
  state_->add_kind('t');
  state_->add_number(text.size());
  if (!text.empty()) state_->hash.update(text.data(), text.size());
  return *this;
}

Digest& Digest::add(std::int64_t number) {
  state_->add_kind('n');
  state_->add_number(static_cast<std::uint64_t>(number));
  return *this;
}

// Of a copy, so that more can be added afterwards.
std::string Digest::hex() const { return digits_of(state_->hash); }

std::string sha256(std::string_view text) {
  boost::hash2::sha2_256 hash;
  if (!text.empty()) hash.update(text.data(), text.size());
  return digits_of(hash);
}

}  // namespace pairwell
