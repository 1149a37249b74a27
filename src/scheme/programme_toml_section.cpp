#include "scheme/programme_toml_section.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <locale>
#include <sstream>
#include <utility>

#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

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
  for (Finding& finding : findings) {
    if (is_consequence(finding.column)) continue;
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

void TomlSection::text(std::string_view name, std::string& target, bool required) {
  const toml::node* node = find(name, required);
  if (node == nullptr) return;
  if (const auto* text = node->as_string()) {
    target = text->get();
  } else {
    wrong_type(name, *node, "a text");
  }
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
  const toml::node* node = find(name, required);
  if (node == nullptr) return;
  if (const auto* number = node->as_integer()) {
    target = number->get();
  } else {
    wrong_type(name, *node, "a whole number");
  }
}

void TomlSection::whole(std::string_view name, std::int32_t& target, bool required) {
  std::int64_t wide = target;
  whole(name, wide, required);
  using Limits = std::numeric_limits<std::int32_t>;
  // The highest number stands for "no limit" in a Range, and is too high for everything else.
  if (wide < Limits::min() || wide >= Limits::max()) {
    report_.unread(key(name), "range", "This number is out of range.", std::to_string(wide));
  } else {
    target = static_cast<std::int32_t>(wide);
  }
}

void TomlSection::texts(std::string_view name, std::vector<std::string>& target, bool required) {
  const toml::node* node = find(name, required);
  if (node == nullptr) return;
  const toml::array* list = node->as_array();
  if (list == nullptr) return wrong_type(name, *node, "a list of texts");
  target.clear();
  for (std::size_t i = 0; i < list->size(); ++i) {
    const toml::node& item = (*list)[i];
    const std::string item_name = std::string(name) + "[" + std::to_string(i + 1) + "]";
    report_.note(key(item_name), item);
    if (const auto* text = item.as_string()) {
      target.push_back(text->get());
    } else {
      wrong_type(item_name, item, "a text");
      target.emplace_back();  // Keeps the positions of the items behind it.
    }
  }
}

TomlSection TomlSection::section(std::string_view name) {
  const toml::node* node = find(name, false);
  const toml::table* table = node == nullptr ? nullptr : node->as_table();
  if (node != nullptr && table == nullptr) wrong_type(name, *node, "a table");
  return {report_, table, key(name)};
}

void TomlSection::sections(std::string_view name,
                           const std::function<void(const std::string& id, TomlSection&)>& call) {
  section(name).other_sections(call);
}

void TomlSection::other_sections(const std::function<void(const std::string& id, TomlSection&)>& call) {
  if (table_ == nullptr) return;
  struct Entry {
    toml::source_position at;
    std::string id;
    const toml::node* node;
  };
  std::vector<Entry> entries;
  for (const auto& [id, node] : *table_) {
    const std::string name(id.str());
    if (std::ranges::find(known_, name) == known_.end()) entries.push_back({id.source().begin, name, &node});
  }
  std::ranges::stable_sort(entries, [](const Entry& left, const Entry& right) { return left.at < right.at; });
  for (const Entry& entry : entries) {
    report_.note(key(entry.id), *entry.node);
    known_.push_back(entry.id);
    if (const toml::table* table = entry.node->as_table()) {
      TomlSection inner(report_, table, key(entry.id));
      call(entry.id, inner);
      inner.finish();
    } else {
      wrong_type(entry.id, *entry.node, "a table");
    }
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
