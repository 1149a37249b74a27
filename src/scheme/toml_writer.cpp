#include "scheme/toml_writer.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdio>

#include "core/unicode.hpp"
#include "pairwell/core/error.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::size_t longest_line = 100;

bool is_control(char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F; }

bool is_bare(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         letter == '-' || letter == '_';
}

}  // namespace

std::string toml_text(std::string_view text) {
  std::string result = "\"";
  for (const char letter : words::as_text(text)) {
    if (letter == '"' || letter == '\\') {
      result.append(1, '\\').append(1, letter);
    } else if (letter == '\n') {
      result.append("\\n");
    } else if (letter == '\t') {
      result.append("\\t");
    } else if (is_control(letter)) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04X", static_cast<unsigned>(static_cast<unsigned char>(letter)));
      result.append(escape.data());
    } else {
      result.append(1, letter);
    }
  }
  return result + "\"";
}

std::string toml_key(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, is_bare) ? std::string(key) : toml_text(key);
}

std::string toml_units(std::int64_t units, int decimals) {
  std::string digits = std::to_string(units);
  if (decimals <= 0) return digits;
  const bool is_negative = units < 0;
  if (is_negative) digits.erase(0, 1);
  const auto places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::string fraction = digits.substr(digits.size() - places);
  digits.resize(digits.size() - places);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return (is_negative ? "-" : "") + digits + (fraction.empty() ? "" : "." + fraction);
}

std::string toml_list(const std::vector<std::string>& items) {
  std::string text = "[";
  for (const std::string& item : items) text.append(text.size() > 1 ? ", " : "").append(item);
  return text + "]";
}

std::string toml_inline(const std::vector<std::pair<std::string, std::string>>& entries) {
  if (entries.empty()) return "{}";
  std::string text = "{ ";
  for (const auto& [key, value] : entries) {
    text.append(text.size() > 2 ? ", " : "").append(toml_key(key)).append(" = ").append(value);
  }
  return text + " }";
}

void TomlWriter::table(std::vector<std::string> path) {
  path_.clear();
  std::string heading;
  std::string key;
  for (const std::string& part : path) {
    heading.append(heading.empty() ? "" : ".").append(toml_key(part));
    key.append(key.empty() ? "" : ".").append(part);
  }
  if (!text_.empty()) text_.append("\n");
  comment(key);
  text_.append("[").append(heading).append("]\n");
  path_ = std::move(path);
}

void TomlWriter::texts(const std::string& key, const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(toml_text(text));
  list(key, items);
}

void TomlWriter::list(const std::string& key, const std::vector<std::string>& items) {
  const std::string line = toml_list(items);
  if (is_short(key, line)) return value(key, line);
  std::string lines = "[\n";
  for (const std::string& item : items) lines.append("  ").append(item).append(",\n");
  value(key, lines + "]");
}

void TomlWriter::value(const std::string& key, std::string_view toml) {
  comment(dotted(key));
  text_.append(toml_key(key)).append(" = ").append(toml).append("\n");
}

bool TomlWriter::is_short(std::string_view key, std::string_view toml) {
  return unicode::length(key) + 3 + unicode::length(toml) <= longest_line;
}

std::string TomlWriter::take() {
  Findings findings;
  for (const auto& [key, text] : comments_) {
    if (told_.contains(key)) continue;
    findings.push_back({.rule = "comment",
                        .message = "There is no such key to write this comment above.",
                        .column = key,
                        .value = words::shortened(text)});
  }
  throw_if_errors("to_toml", findings);
  return std::move(text_);
}

void TomlWriter::comment(const std::string& key) {
  const auto found = comments_.find(key);
  if (found == comments_.end() || !told_.insert(key).second) return;
  std::string_view rest = found->second;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line = words::as_text(rest.substr(0, end));
    for (char& letter : line) {
      if (is_control(letter)) letter = ' ';
    }
    text_.append(line.empty() ? "#" : "# ").append(line).append("\n");
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  // What stands at the head of the file is about no key.
  if (key.empty()) text_.append("\n");
}

std::string TomlWriter::dotted(std::string_view key) const {
  std::string text;
  for (const std::string& part : path_) text.append(part).append(".");
  return text.append(key);
}

}  // namespace pairwell
