#include "pairwell/cohort/preflib.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include "cohort/preflib_order.hpp"
#include "cohort/text.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

constexpr std::array<std::pair<PreferenceKind, std::string_view>, 5> kind_names{{
    {PreferenceKind::soc, "soc"},
    {PreferenceKind::soi, "soi"},
    {PreferenceKind::toc, "toc"},
    {PreferenceKind::toi, "toi"},
    {PreferenceKind::cat, "cat"},
}};

/// One entry of the metadata with the line that it stood on.
struct Entry {
  std::int64_t line = 0;
  std::string_view value;
};

/// A line of an order, kept until the metadata is known.
struct OrderLine {
  std::int64_t number = 0;
  std::string_view text;
};

/// Names by their number, as the file counts them from 1.
using Names = std::map<std::int64_t, std::string_view>;

/// Reads one file: all lines first, then what they must say together.
class Reader {
 public:
  Reader(std::string_view text, std::string_view file) : faults_(file), lines_(text) {}

  Preferences run() {
    while (const auto line = lines_.next()) {
      const std::string_view content = trimmed(*line);
      if (content.starts_with('#')) {
        read_header(content.substr(1));
      } else if (!content.empty()) {
        order_lines_.push_back({lines_.number(), content});
      }
    }
    const auto kind = read_kind();
    const auto alternatives = read_number("NUMBER ALTERNATIVES");
    const auto voters = read_number("NUMBER VOTERS");
    const bool is_cat = kind == PreferenceKind::cat;
    const std::string orders_key = is_cat ? "NUMBER UNIQUE PREFERENCES" : "NUMBER UNIQUE ORDERS";
    const auto orders = read_number(orders_key);
    const auto categories = is_cat ? read_number("NUMBER CATEGORIES") : std::nullopt;
    if (alternatives) names_of(alternative_names_, *alternatives, "ALTERNATIVE NAME", preferences_.alternatives);
    if (categories) names_of(category_names_, *categories, "CATEGORY NAME", preferences_.categories);
    if (kind) {
      preferences_.kind = *kind;
      OrderReader reader(*kind, alternatives, categories, faults_);
      for (const OrderLine& line : order_lines_) {
        if (auto order = reader.read(line.text, line.number)) preferences_.orders.push_back(std::move(*order));
      }
      check_sums(voters, orders, orders_key);
    }
    faults_.throw_if_any("read_preferences");
    preferences_.voters = *voters;
    for (const auto& [key, entry] : entries_) {
      if (!structural_.contains(key)) preferences_.metadata.emplace(key, entry.value);
    }
    return std::move(preferences_);
  }

 private:
  void read_header(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      faults_.add(lines_.number(), "metadata", "", "metadata is written \"# KEY: value\"", line);
      return;
    }
    const std::string_view key = trimmed(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (read_name(key, "ALTERNATIVE NAME ", value, alternative_names_)) return;
    if (read_name(key, "CATEGORY NAME ", value, category_names_)) return;
    const auto [entry, is_new] = entries_.emplace(key, Entry{lines_.number(), value});
    if (!is_new) {
      faults_.add(lines_.number(), "duplicate", key,
                  "this key is already on line " + std::to_string(entry->second.line), value);
    }
  }

  /// Whether the key is that of a name; faults of it are found on the way.
  bool read_name(std::string_view key, std::string_view beginning, std::string_view value, Names& names) {
    if (!key.starts_with(beginning)) return false;
    const auto number = whole_number(trimmed(key.substr(beginning.size())));
    if (!number || *number < 1 || *number > largest_number) {
      faults_.add(lines_.number(), "number", key, "names are numbered from 1", value);
    } else if (!names.emplace(*number, value).second) {
      faults_.add(lines_.number(), "duplicate", key, "this name appears twice", value);
    }
    return true;
  }

  std::optional<Entry> required(const std::string& key) {
    structural_.insert(key);
    const auto found = entries_.find(key);
    if (found != entries_.end()) return found->second;
    faults_.add(0, "missing", key, "the file must say \"# " + key + ": ...\"");
    return std::nullopt;
  }

  std::optional<PreferenceKind> read_kind() {
    const auto entry = required("DATA TYPE");
    if (!entry) return std::nullopt;
    const auto found =
        std::ranges::find(kind_names, entry->value, &std::pair<PreferenceKind, std::string_view>::second);
    if (found != kind_names.end()) return found->first;
    faults_.add(entry->line, "kind", "DATA TYPE", "preferences are soc, soi, toc, toi or cat", entry->value);
    return std::nullopt;
  }

  std::optional<std::int64_t> read_number(const std::string& key) {
    const auto entry = required(key);
    if (!entry) return std::nullopt;
    const auto number = whole_number(entry->value);
    if (number && *number >= 0 && *number <= largest_number) return number;
    faults_.add(entry->line, "number", key, "this must be a whole number from 0 to 2^31 - 1", entry->value);
    return std::nullopt;
  }

  /// Every number from 1 on has one name. A number that a file claims is not believed before the names are there.
  void names_of(const Names& names, std::int64_t count, std::string_view key, std::vector<std::string>& result) {
    if (std::ssize(names) != count || (count > 0 && names.rbegin()->first != count)) {
      faults_.add(
          0, "names", key, "there must be " + std::to_string(count) + " names, numbered from 1",
          std::to_string(names.size()) + (names.empty() ? "" : " up to " + std::to_string(names.rbegin()->first)));
      return;
    }
    for (const auto& [number, name] : names) result.emplace_back(name);
  }

  void check_sums(std::optional<std::int64_t> voters, std::optional<std::int64_t> orders,
                  const std::string& orders_key) {
    if (orders && std::ssize(order_lines_) != *orders) {
      faults_.add(entries_.find(orders_key)->second.line, "sum", "orders",
                  "the file announces " + std::to_string(*orders) + " orders", std::to_string(order_lines_.size()));
    }
    // With an order that could not be read the sum says nothing.
    if (!voters || preferences_.orders.size() != order_lines_.size()) return;
    std::int64_t sum = 0;
    for (const PreferenceOrder& order : preferences_.orders) sum += order.count;
    if (sum == *voters) return;
    faults_.add(entries_.find("NUMBER VOTERS")->second.line, "sum", "NUMBER VOTERS",
                "the orders are those of " + std::to_string(sum) + " voters", std::to_string(*voters));
  }

  LineFaults faults_;
  Lines lines_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::set<std::string, std::less<>> structural_;
  Names alternative_names_;
  Names category_names_;
  std::vector<OrderLine> order_lines_;
  Preferences preferences_;
};

}  // namespace

std::string to_string(PreferenceKind kind) {
  const auto found = std::ranges::find(kind_names, kind, &std::pair<PreferenceKind, std::string_view>::first);
  return found == kind_names.end() ? std::to_string(static_cast<int>(kind)) : std::string(found->second);
}

Preferences read_preferences(std::string_view text, std::string_view file) { return Reader(text, file).run(); }

}  // namespace pairwell
