#include "scheme/programme_toml_scan.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdio>
#include <utility>

#include "scheme/words.hpp"

namespace pairwell {
namespace {

// toml++ goes one level deeper for each part of a key, until its stack ends.
constexpr int most_dots = 32;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_ascii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }
bool is_space(char byte) { return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n'; }

/// Walks through a text that is UTF-8, and keeps apart keys, comments and strings as TOML does.
class TomlScanner {
 public:
  explicit TomlScanner(std::string_view text) : text_(text) { result_.text.reserve(text.size()); }

  TomlScan run() {
    if (text_.starts_with(byte_order_mark)) copy(byte_order_mark.size());
    while (result_.fault.empty() && at_ < text_.size()) {
      const char byte = text_[at_];
      if (byte == '#') {
        copy(std::min(text_.find('\n', at_), text_.size()) - at_);
      } else if (byte == '"' || byte == '\'') {
        const bool is_long = text_.substr(at_, 3) == std::string(3, byte);
        copy_string(byte, is_long ? 3 : 1);
      } else {
        look_at_plain(byte);
      }
    }
    return std::move(result_);
  }

 private:
  void copy(std::size_t count) {
    const std::string_view part = text_.substr(at_, count);
    line_ += std::count(part.begin(), part.end(), '\n');
    result_.text.append(part);
    at_ += part.size();
  }

  void fail(std::string fault) {
    result_.fault = std::move(fault);
    result_.line = line_;
  }

  void look_at_plain(char byte) {
    if (byte == '\n' || byte == '=' || byte == ',') dots_ = 0;
    if (byte == '.' && ++dots_ > most_dots) return fail("A key has more than " + std::to_string(most_dots) + " dots.");
    if (!is_ascii(byte)) return fail("Letters outside ASCII must be in quotes, in keys as well as in values.");
    copy(1);
  }

  void copy_string(char quote, std::size_t width) {
    const std::string end(width, quote);
    copy(width);
    while (result_.fault.empty() && at_ < text_.size()) {
      if (text_.substr(at_, width) == end) {
        copy(width);
        // Up to two more quotes belong to the content of a long string.
        for (int more = 0; width == 3 && more < 2 && text_.substr(at_, 1) == end.substr(0, 1); ++more) copy(1);
        return;
      }
      if (width == 1 && text_[at_] == '\n') return;
      if (quote == '"' && text_[at_] == '\\') {
        copy_escape();
      } else {
        copy(1);
      }
    }
  }

  void copy_escape() {
    copy(1);
    if (at_ == text_.size()) return;
    if (!is_ascii(text_[at_])) return fail("There is no such escape: a backslash before a letter outside ASCII.");
    if (!is_space(text_[at_])) return copy(1);
    while (at_ < text_.size() && is_space(text_[at_])) copy(1);
    // toml++ takes a wrong turn at a letter outside ASCII that follows a line's end behind a backslash.
    if (at_ < text_.size() && !is_ascii(text_[at_])) write_escape();
  }

  /// Writes the letter at hand, which is valid UTF-8, as an escape.
  void write_escape() {
    assert(at_ < text_.size() && !is_ascii(text_[at_]));
    const auto lead = static_cast<unsigned char>(text_[at_]);
    const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    assert(at_ + size <= text_.size());
    unsigned letter = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) letter = letter << 6U | (static_cast<unsigned char>(text_[at_ + i]) & 0x3FU);
    std::array<char, 16> escape{};
    std::snprintf(escape.data(), escape.size(), "\\U%08X", letter);
    result_.text.append(escape.data());
    at_ += size;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  int dots_ = 0;
  TomlScan result_;
};

/// The first line that is not UTF-8, or 0.
std::int64_t line_that_is_no_text(std::string_view text) {
  for (std::int64_t line = 1;; ++line) {
    const std::size_t end = text.find('\n');
    if (!words::is_text(text.substr(0, end))) return line;
    if (end == std::string_view::npos) return 0;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

TomlScan scan_toml(std::string_view text) {
  if (const std::int64_t line = line_that_is_no_text(text); line > 0) {
    return {"This line is not text in UTF-8.", line, {}};
  }
  return TomlScanner(text).run();
}

}  // namespace pairwell
