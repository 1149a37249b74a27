/// A writer of TOML as a person would write it: one key a line, tables under headings, comments above what they are
/// about.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pairwell {

/// What stands above a key or a table, by its dotted key; lines without their "#".
using TomlComments = std::map<std::string, std::string>;

/// A text in quotes.
std::string toml_text(std::string_view text);
/// A key, in quotes where it needs them.
std::string toml_key(std::string_view key);
/// A number of units of 10^-decimals: 15 with one decimal is 1.5.
std::string toml_units(std::int64_t units, int decimals);
/// A list in one line.
std::string toml_list(const std::vector<std::string>& items);
/// A table in one line.
std::string toml_inline(const std::vector<std::pair<std::string, std::string>>& entries);

class TomlWriter {
 public:
  explicit TomlWriter(const TomlComments& comments) : comments_(comments) { comment({}); }

  /// Begins a table.
  void table(std::vector<std::string> path);

  void text(const std::string& key, std::string_view text) { value(key, toml_text(text)); }
  void whole(const std::string& key, std::int64_t number) { value(key, std::to_string(number)); }
  void flag(const std::string& key, bool is_on) { value(key, is_on ? "true" : "false"); }
  void texts(const std::string& key, const std::vector<std::string>& texts);
  /// A list of what is TOML already: in one line where that is short, else one item a line.
  void list(const std::string& key, const std::vector<std::string>& items);
  /// What is TOML already.
  void value(const std::string& key, std::string_view toml);

  /// Whether a line with this key and value is short enough to be read.
  static bool is_short(std::string_view key, std::string_view toml);

  /// The text, when all is written.
  /// @throws InvalidInput where a comment is about a key that was not written.
  std::string take();

 private:
  void comment(const std::string& key);
  std::string dotted(std::string_view key) const;

  const TomlComments& comments_;
  std::set<std::string> told_;
  std::vector<std::string> path_;
  std::string text_;
};

}  // namespace pairwell
