/// A careful look into tables of a TOML document: every fault is kept with line, dotted key and value.
///
/// Part of programme_toml.cpp, the one reader that uses toml++.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pairwell {

/// Thrown by toml++ where an assertion of its own does not hold: some texts ("[[[") break them.
struct BrokenAssertion {};

[[noreturn]] inline void break_assertion() { throw BrokenAssertion(); }

}  // namespace pairwell

// Our toml++ is configured in its own way, and must not be merged with the one that an embedding program may have.
#define toml pairwell_toml
// A programme nests four deep; the limit keeps hostile texts from nesting until the stack ends.
#define TOML_MAX_NESTED_VALUES 16
// Assertions stay on in every build, and throw: without NDEBUG toml++ neither aborts nor assumes them.
#define TOML_ASSERT(expression) ((expression) ? static_cast<void>(0) : ::pairwell::break_assertion())
#pragma push_macro("NDEBUG")
#undef NDEBUG
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

#include "pairwell/core/error.hpp"

namespace pairwell {

/// What was found in one document, and where its keys stand.
class TomlReport {
 public:
  explicit TomlReport(std::string_view file) : file_(file) {}

  void note(const std::string& key, const toml::node& node);

  /// A fault that leaves the value at a key unread.
  void unread(const std::string& key, std::string rule, std::string message, std::string value = {});
  /// A key that should not be there.
  void unknown(const std::string& key, std::int64_t line, std::string message, std::string value);
  /// Says that what stands at a key was not read in full, so that what a check finds there is a consequence.
  void leave(const std::string& key) { unread_.insert(key); }
  /// Whether what stands at a key, or under it, was not read in full.
  bool is_left(const std::string& key) const { return is_consequence(key); }
  /// Says that the document writes what a check calls by one key under another.
  void note_as(const std::string& key, const std::string& written) { written_as_[key] = written; }
  /// Findings of a check of what was read. Those about keys that were not read are consequences, and left out.
  void add_check(Findings findings);

  /// Everything in the order of the file.
  Findings take();

 private:
  std::int64_t line_of(std::string key) const;
  bool is_consequence(const std::string& key) const;
  void add(Finding finding);

  std::string file_;
  std::map<std::string, std::int64_t> lines_;
  std::map<std::string, std::string> written_as_;
  std::set<std::string> unread_;
  Findings findings_;
};

/// How a value looks in a message: texts as they are, everything else as TOML writes it.
std::string value_text(const toml::node& node);

/// One table, asked for its keys one by one. What is asked for is known; finish() reports the rest.
class TomlSection {
 public:
  TomlSection(TomlReport& report, const toml::table* table, std::string key);

  bool has(std::string_view name) const;
  const std::string& key() const { return key_; }
  std::string key(std::string_view name) const;
  TomlReport& report() { return report_; }

  /// The node under a name, or none; a missing one is reported where it is required.
  const toml::node* find(std::string_view name, bool required);

  void text(std::string_view name, std::string& target, bool required = false);
  void flag(std::string_view name, bool& target);
  void whole(std::string_view name, std::int32_t& target, bool required = false);
  void whole(std::string_view name, std::int64_t& target, bool required = false);
  void texts(std::string_view name, std::vector<std::string>& target, bool required = false);
  /// A number in units of 10^-decimals: 1.5 with one decimal is 15.
  void units(std::string_view name, int decimals, std::int64_t& target, bool required = false);

  TomlSection section(std::string_view name);
  /// Calls for every table under a name, in the order of the file, with its name.
  void sections(std::string_view name, const std::function<void(const std::string& id, TomlSection&)>& call);
  /// The same for the tables of this section whose keys were not asked for.
  void other_sections(const std::function<void(const std::string& id, TomlSection&)>& call);
  /// Calls for every key of this section that was not asked for, in the order of the file.
  void other_entries(const std::function<void(const std::string& name, const toml::node& node)>& call);
  /// Calls for every item of a list under a name, with the item's own name: "of[2]".
  void items(std::string_view name, std::string_view needed,
             const std::function<void(const std::string& name, const toml::node& node)>& call);
  /// The table at a node of this section, asked for by its name.
  TomlSection inner(const std::string& name, const toml::node& node);

  /// Reads a node that stands at a name; false, with a finding, where it is none such.
  bool read(std::string_view name, const toml::node& node, std::string& target);
  bool read(std::string_view name, const toml::node& node, std::int64_t& target);
  bool read(std::string_view name, const toml::node& node, std::int32_t& target);
  bool read_units(std::string_view name, const toml::node& node, int decimals, std::int64_t& target);

  /// Reports a value of another type than the one that is needed: "a text".
  void wrong_type(std::string_view name, const toml::node& node, std::string_view needed);

  void finish();

 private:
  TomlReport& report_;
  const toml::table* table_;
  std::string key_;
  std::vector<std::string> known_;
};

}  // namespace pairwell
