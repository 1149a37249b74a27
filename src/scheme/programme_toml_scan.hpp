/// A look at a text before toml++ parses it, for what its parser would not survive.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pairwell {

/// What a scan found: a fault, or else a text of the same lines and the same meaning that is safe to parse.
struct TomlScan {
  std::string fault;      ///< A sentence; empty where the text is safe.
  std::int64_t line = 0;  ///< Of the fault.
  std::string text;
};

/// Refuses bytes that are not UTF-8, keys of very many parts, and letters outside ASCII where no string holds them.
/// @complexity linear in the text.
TomlScan scan_toml(std::string_view text);

}  // namespace pairwell
