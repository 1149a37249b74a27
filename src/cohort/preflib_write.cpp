#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cohort/text.hpp"
#include "pairwell/cohort/preflib.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

constexpr std::array<std::string_view, 6> own_keys{
    "DATA TYPE",        "NUMBER ALTERNATIVES", "NUMBER VOTERS", "NUMBER UNIQUE ORDERS", "NUMBER UNIQUE PREFERENCES",
    "NUMBER CATEGORIES"};

/// Whether a text stands in a line as it is.
bool fits_a_line(std::string_view text) {
  return text.find_first_of("\n\r") == std::string_view::npos && trimmed(text).size() == text.size();
}

bool is_free_key(std::string_view key) {
  return !key.empty() && key.find(':') == std::string_view::npos &&
         std::ranges::find(own_keys, key) == own_keys.end() && !key.starts_with("ALTERNATIVE NAME ") &&
         !key.starts_with("CATEGORY NAME ");
}

void check_texts(const Preferences& preferences) {
  Findings findings;
  const auto expect = [&findings](bool holds, std::string_view rule, std::string column, std::string_view message,
                                  std::string_view value) {
    if (holds) return;
    findings.push_back({.rule = std::string(rule),
                        .message = std::string(message),
                        .column = std::move(column),
                        .value = shortened(value)});
  };
  constexpr std::string_view one_line = "a text is one line, without blanks at its ends";
  for (const auto& [key, value] : preferences.metadata) {
    expect(is_free_key(key), "key", "metadata", "the format has this key itself, or a key cannot be so", key);
    expect(fits_a_line(key), "line", "metadata", one_line, key);
    expect(fits_a_line(value), "line", key, one_line, value);
  }
  for (std::size_t i = 0; i < preferences.alternatives.size(); ++i) {
    const std::string& name = preferences.alternatives[i];
    expect(fits_a_line(name), "line", "alternative " + std::to_string(i + 1), one_line, name);
  }
  for (std::size_t i = 0; i < preferences.categories.size(); ++i) {
    const std::string& name = preferences.categories[i];
    expect(fits_a_line(name), "line", "category " + std::to_string(i + 1), one_line, name);
  }
  if (preferences.kind != PreferenceKind::cat) {
    expect(preferences.categories.empty(), "categories", "categories", "only .cat has categories",
           std::to_string(preferences.categories.size()));
  }
  throw_if_errors("write_preferences", findings);
}

void add_header(std::string& text, std::string_view key, std::string_view value) {
  text.append("# ").append(key).append(":");
  if (!value.empty()) text.append(" ").append(value);
  text += '\n';
}

void add_names(std::string& text, std::string_view key, const std::vector<std::string>& names) {
  std::size_t number = 0;
  for (const std::string& name : names) add_header(text, std::string(key) + " " + std::to_string(++number), name);
}

void add_order(std::string& text, const PreferenceOrder& order) {
  text.append(std::to_string(order.count)).append(":");
  std::string_view before = " ";
  for (const std::vector<std::int32_t>& rank : order.ranks) {
    text += before;
    before = ",";
    if (rank.size() != 1) text += '{';
    std::string_view between;
    for (const std::int32_t alternative : rank) {
      text.append(between).append(std::to_string(std::int64_t{alternative} + 1));
      between = ",";
    }
    if (rank.size() != 1) text += '}';
  }
  text += '\n';
}

}  // namespace

std::string write_preferences(const Preferences& preferences) {
  check_texts(preferences);
  const bool is_cat = preferences.kind == PreferenceKind::cat;
  std::string text;
  for (const auto& [key, value] : preferences.metadata) add_header(text, key, value);
  add_header(text, "DATA TYPE", to_string(preferences.kind));
  add_header(text, "NUMBER ALTERNATIVES", std::to_string(preferences.alternatives.size()));
  add_header(text, "NUMBER VOTERS", std::to_string(preferences.voters));
  add_header(text, is_cat ? "NUMBER UNIQUE PREFERENCES" : "NUMBER UNIQUE ORDERS",
             std::to_string(preferences.orders.size()));
  if (is_cat) {
    add_header(text, "NUMBER CATEGORIES", std::to_string(preferences.categories.size()));
    add_names(text, "CATEGORY NAME", preferences.categories);
  }
  add_names(text, "ALTERNATIVE NAME", preferences.alternatives);
  for (const PreferenceOrder& order : preferences.orders) add_order(text, order);
  read_preferences(text, "preferences." + to_string(preferences.kind));
  return text;
}

}  // namespace pairwell
