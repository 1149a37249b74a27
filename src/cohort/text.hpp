/// What the readers of published files share: lines with their numbers, whole numbers, faults by line.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "pairwell/core/error.hpp"

namespace pairwell {

/// The largest number that a file may count people, rows or places with.
inline constexpr std::int64_t largest_number = std::numeric_limits<std::int32_t>::max();

/// The faults of one file. From the 201st on they are counted, not kept.
class LineFaults {
 public:
  explicit LineFaults(std::string_view file) : file_(file) {}

  /// @param line Counted from 1; 0 for the whole file.
  void add(std::int64_t line, std::string_view rule, std::string_view column, std::string message,
           std::string_view value = {});

  bool empty() const { return findings_.empty(); }

  /// Throws InvalidInput where there was any.
  void throw_if_any(std::string_view function);

 private:
  std::string file_;
  Findings findings_;
  std::int64_t untold_ = 0;
};

/// The lines of a text, without their ends (LF or CR LF) and without a byte order mark.
class Lines {
 public:
  explicit Lines(std::string_view text);

  /// The next line; none after the last.
  std::optional<std::string_view> next();
  /// Of the line that next() gave last, counted from 1.
  std::int64_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::int64_t number_ = 0;
};

/// Without the blanks at both ends.
std::string_view trimmed(std::string_view text);

/// A whole number in decimal digits, with a minus sign or without; none where text is anything else or is too large.
std::optional<std::int64_t> whole_number(std::string_view text);

/// The beginning of a text that is too long for a message.
std::string shortened(std::string_view text);

}  // namespace pairwell
