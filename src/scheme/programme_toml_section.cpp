#include "scheme/programme_toml_section.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <locale>
#include <sstream>
#include <tuple>
#include <utility>

#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr int most_decimals = 9;
constexpr double most_units = 9'007'199'254'740'992.0;  // 2^53: a double holds every whole number up to it.

std::string_view article_type(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number with decimals";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time of day";
    case toml::node_type::date_time:
      return "a date with a time";
    case toml::node_type::none:
      break;
  }
  return "nothing";
}

}  // namespace

std::string value_text(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (node.is_table() || node.is_array()) return std::string(article_type(node));
  if (const auto* number = node.as_floating_point()) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number->get());
    return {digits.data(), end.ptr};
  }
  std::ostringstream stream;
  stream.imbue(std::locale::classic());
  node.visit([&stream](const auto& typed) { stream << typed; });
  return stream.str();
}

void TomlReport::note(const std::string& key, const toml::node& node) {
  lines_.emplace(key, static_cast<std::int64_t>(node.source().begin.line));
}

std::int64_t TomlReport::line_of(std::string key) const {
  while (true) {
    if (const auto found = lines_.find(key); found != lines_.end()) return found->second;
    const std::size_t end = key.find_last_of(".[");
    if (end == std::string::npos) return 0;
    key.resize(end);
  }
}

bool TomlReport::is_consequence(const std::string& key) const {
  // A key holds those behind it: "places" holds "places.England", which holds "places.England.mentees".
  for (std::size_t end = key.size(); end != std::string::npos && end > 0; end = key.find_last_of(".[", end - 1)) {
    if (unread_.contains(key.substr(0, end))) return true;
  }
  return std::ranges::any_of(std::string(".["), [&](char joint) {
    const auto held = unread_.lower_bound(key + joint);
    return held != unread_.end() && held->starts_with(key + joint);
  });
}

void TomlReport::add(Finding finding) {
  finding.file = file_;
  findings_.push_back(std::move(finding));
}

void TomlReport::unread(const std::string& key, std::string rule, std::string message, std::string value) {
  unread_.insert(key);
  Finding finding;
  finding.rule = std::move(rule);
  finding.message = std::move(message);
  finding.row = line_of(key);
  finding.column = key;
  finding.value = std::move(value);
  add(std::move(finding));
}

void TomlReport::unknown(const std::string& key, std::int64_t line, std::string message, std::string value) {
  Finding finding;
  finding.rule = "unknown-key";
  finding.message = std::move(message);
  finding.row = line;
  finding.column = key;
  finding.value = std::move(value);
  add(std::move(finding));
}

void TomlReport::add_check(Findings findings) {
  std::set<std::tuple<std::string, std::string, std::string>> told;  // One key for both sides is found wrong for each.
  for (Finding& finding : findings) {
    if (is_consequence(finding.column)) continue;
    const auto written = written_as_.find(finding.column);
    if (written != written_as_.end()) {
      finding.column = written->second;
      if (!told.insert({finding.column, finding.rule, finding.value}).second) continue;
    }
    finding.row = line_of(finding.column);
    add(std::move(finding));
  }
}

Findings TomlReport::take() {
  std::ranges::stable_sort(findings_, {}, &Finding::row);
  return std::move(findings_);
}

TomlSection::TomlSection(TomlReport& report, const toml::table* table, std::string key)
    : report_(report), table_(table), key_(std::move(key)) {}

bool TomlSection::has(std::string_view name) const { return table_ != nullptr && table_->contains(name); }

std::string TomlSection::key(std::string_view name) const {
  return key_.empty() ? std::string(name) : key_ + "." + std::string(name);
}

const toml::node* TomlSection::find(std::string_view name, bool required) {
  known_.emplace_back(name);
  const toml::node* node = table_ == nullptr ? nullptr : table_->get(name);
  if (node != nullptr) {
    report_.note(key(name), *node);
  } else if (required) {
    report_.unread(key(name), "missing", "The key \"" + std::string(name) + "\" is missing.");
  }
  return node;
}

void TomlSection::wrong_type(std::string_view name, const toml::node& node, std::string_view needed) {
  std::string message = "This must be ";
  message.append(needed).append(" and is ").append(article_type(node)).append(".");
  report_.unread(key(name), "type", std::move(message), value_text(node));
}

bool TomlSection::read(std::string_view name, const toml::node& node, std::string& target) {
  if (const auto* text = node.as_string()) {
    target = text->get();
    return true;
  }
  wrong_type(name, node, "a text");
  return false;
}

bool TomlSection::read(std::string_view name, const toml::node& node, std::int64_t& target) {
  if (const auto* number = node.as_integer()) {
    target = number->get();
    return true;
  }
  wrong_type(name, node, "a whole number");
  return false;
}

bool TomlSection::read(std::string_view name, const toml::node& node, std::int32_t& target) {
  std::int64_t wide = target;
  if (!read(name, node, wide)) return false;
  using Limits = std::numeric_limits<std::int32_t>;
  // The highest number stands for "no limit" in a Range, and is too high for everything else.
  if (wide < Limits::min() || wide >= Limits::max()) {
    report_.unread(key(name), "range", "This number is out of range.", std::to_string(wide));
    return false;
  }
  target = static_cast<std::int32_t>(wide);
  return true;
}

bool TomlSection::read_units(std::string_view name, const toml::node& node, int decimals, std::int64_t& target) {
  const auto* whole = node.as_integer();
  const auto* real = node.as_floating_point();
  if (whole == nullptr && real == nullptr) {
    wrong_type(name, node, decimals > 0 ? "a number" : "a whole number");
    return false;
  }
  // A count of decimals that no question can have is refused elsewhere.
  const double scale = std::pow(10.0, std::clamp(decimals, 0, most_decimals));
  const double value = whole != nullptr ? static_cast<double>(whole->get()) : real->get();
  const double units = std::round(value * scale);
  if (!(std::abs(units) <= most_units)) {
    report_.unread(key(name), "range", "This number is out of range.", value_text(node));
    return false;
  }
  if (units / scale != value) {
    report_.unread(key(name), "decimals",
                   decimals > 0 ? "This number may have at most " + words::count(decimals, "decimal") + "."
                                : "This must be a whole number.",
                   value_text(node));
    return false;
  }
  target = static_cast<std::int64_t>(units);
  return true;
}

void TomlSection::text(std::string_view name, std::string& target, bool required) {
  if (const toml::node* node = find(name, required)) read(name, *node, target);
}

void TomlSection::flag(std::string_view name, bool& target) {
  const toml::node* node = find(name, false);
  if (node == nullptr) return;
  if (const auto* flag = node->as_boolean()) {
    target = flag->get();
  } else {
    wrong_type(name, *node, "true or false");
  }
}

void TomlSection::whole(std::string_view name, std::int64_t& target, bool required) {
  if (const toml::node* node = find(name, required)) read(name, *node, target);
}

void TomlSection::whole(std::string_view name, std::int32_t& target, bool required) {
  if (const toml::node* node = find(name, required)) read(name, *node, target);
}

void TomlSection::units(std::string_view name, int decimals, std::int64_t& target, bool required) {
  if (const toml::node* node = find(name, required)) read_units(name, *node, decimals, target);
}

void TomlSection::items(std::string_view name, std::string_view needed,
                        const std::function<void(const std::string& name, const toml::node& node)>& call) {
  const toml::node* node = find(name, false);
  if (node == nullptr) return;
  const toml::array* list = node->as_array();
  if (list == nullptr) return wrong_type(name, *node, needed);
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string item_name = std::string(name) + "[" + std::to_string(i + 1) + "]";
    report_.note(key(item_name), (*list)[i]);
    call(item_name, (*list)[i]);
  }
}

void TomlSection::texts(std::string_view name, std::vector<std::string>& target, bool required) {
  if (find(name, required) == nullptr) return;
  target.clear();
  items(name, "a list of texts", [&](const std::string& item_name, const toml::node& item) {
    std::string text;
    read(item_name, item, text);
    target.push_back(std::move(text));  // One that cannot be read keeps the positions of the items behind it.
  });
}

TomlSection TomlSection::inner(const std::string& name, const toml::node& node) {
  const toml::table* table = node.as_table();
  if (table == nullptr) wrong_type(name, node, "a table");
  return {report_, table, key(name)};
}

TomlSection TomlSection::section(std::string_view name) {
  const toml::node* node = find(name, false);
  if (node == nullptr) return {report_, nullptr, key(name)};
  return inner(std::string(name), *node);
}

void TomlSection::sections(std::string_view name,
                           const std::function<void(const std::string& id, TomlSection&)>& call) {
  section(name).other_sections(call);
}

void TomlSection::other_sections(const std::function<void(const std::string& id, TomlSection&)>& call) {
  other_entries([&](const std::string& id, const toml::node& node) {
    if (!node.is_table()) return wrong_type(id, node, "a table");
    TomlSection table = inner(id, node);
    call(id, table);
    table.finish();
  });
}

void TomlSection::other_entries(const std::function<void(const std::string& name, const toml::node& node)>& call) {
  if (table_ == nullptr) return;
  struct Entry {
    toml::source_position at;
    std::string name;
    const toml::node* node;
  };
  std::vector<Entry> entries;
  for (const auto& [id, node] : *table_) {
    std::string name(id.str());
    if (std::ranges::find(known_, name) == known_.end()) entries.push_back({id.source().begin, std::move(name), &node});
  }
  std::ranges::stable_sort(entries, [](const Entry& left, const Entry& right) { return left.at < right.at; });
  for (const Entry& entry : entries) {
    report_.note(key(entry.name), *entry.node);
    known_.push_back(entry.name);
    call(entry.name, *entry.node);
  }
}

void TomlSection::finish() {
  if (table_ == nullptr) return;
  std::ranges::sort(known_);
  for (const auto& [id, node] : *table_) {
    const std::string name(id.str());
    if (std::ranges::binary_search(known_, name)) continue;
    const std::string near = likely_word(name, known_);
    const std::string hint =
        near.empty() ? "the keys here are " + words::join(known_) + "." : "did you mean \"" + near + "\"?";
    report_.unknown(key(name), static_cast<std::int64_t>(id.source().begin.line),
                    "There is no key \"" + name + "\" here; " + hint, value_text(node));
  }
}

}  // namespace pairwell
