/// Words of an enumeration in a TOML document.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/enum_words.hpp"
#include "scheme/findings.hpp"
#include "scheme/programme_toml_section.hpp"
#include "scheme/words.hpp"

namespace pairwell {

/// Reads one of the words of an enumeration, whose values run from 0 to last; false, with a finding, where it is none.
template <class Word>
bool read_word(TomlSection& section, std::string_view name, const std::string& text, Word last, Word& target) {
  const std::vector<std::string> known = enum_words(last);
  const auto found = std::ranges::find(known, text);
  if (found != known.end()) {
    target = static_cast<Word>(found - known.begin());
    return true;
  }
  const std::string near = likely_word(text, known);
  section.report().unread(
      section.key(name), "word",
      near.empty() ? "Write one of " + words::join(known, " or ") + "." : "Did you mean \"" + near + "\"?", text);
  return false;
}

/// The same of the text under a name, where there is one; false where nothing could be read that is there or required.
template <class Word>
bool read_word(TomlSection& section, std::string_view name, Word last, Word& target, bool required = false) {
  const toml::node* node = section.find(name, required);
  if (node == nullptr) return !required;
  std::string text;
  return section.read(name, *node, text) && read_word(section, name, text, last, target);
}

}  // namespace pairwell
