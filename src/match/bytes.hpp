/// Bytes: numbers written one after another, and read again with a check of every length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "pairwell/core/error.hpp"

namespace pairwell {

class ByteWriter {
 public:
  template <class Number>
  ByteWriter& add(Number number) {
    static_assert(std::is_trivially_copyable_v<Number>);
    return add_bytes(&number, sizeof number);
  }

  template <class Number>
  ByteWriter& add_list(std::span<const Number> numbers) {
    static_assert(std::is_trivially_copyable_v<Number>);
    add(static_cast<std::uint64_t>(numbers.size()));
    return add_bytes(numbers.data(), numbers.size_bytes());
  }
  template <class Number>
  ByteWriter& add_list(const std::vector<Number>& numbers) {
    return add_list(std::span<const Number>(numbers));
  }

  std::string take() { return std::move(bytes_); }

 private:
  ByteWriter& add_bytes(const void* first, std::size_t size) {
    bytes_.append(static_cast<const char*>(first), size);
    return *this;
  }

  std::string bytes_;
};

class ByteReader {
 public:
  /// @param what names the bytes in an error
  ByteReader(std::string_view bytes, const char* what) : bytes_(bytes), what_(what) {}

  template <class Number>
  Number number() {
    static_assert(std::is_trivially_copyable_v<Number>);
    Number result;
    std::memcpy(&result, take(sizeof result).data(), sizeof result);
    return result;
  }

  template <class Number>
  std::vector<Number> list() {
    static_assert(std::is_trivially_copyable_v<Number>);
    const auto size = number<std::uint64_t>();
    if (size > bytes_.size() / sizeof(Number)) refuse();
    const std::string_view bytes = take(size * sizeof(Number));
    std::vector<Number> numbers(size);
    if (size > 0) std::memcpy(numbers.data(), bytes.data(), bytes.size());
    return numbers;
  }

  /// @throws InvalidInput where something is left.
  void end() const {
    if (!bytes_.empty()) refuse();
  }

 private:
  std::string_view take(std::size_t size) {
    if (size > bytes_.size()) refuse();
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

  [[noreturn]] void refuse() const {
    throw InvalidInput("read_part", "bytes", std::string(what_) + " has not the length that it says", "");
  }

  std::string_view bytes_;
  const char* what_;
};

}  // namespace pairwell
