/// Findings in short, so that a test can compare a whole list of them.
#pragma once

#include <string>
#include <vector>

#include "pairwell/core/error.hpp"

namespace pairwell::testing {

/// "row rule column" of each finding.
inline std::vector<std::string> brief(const Findings& findings) {
  std::vector<std::string> result;
  for (const Finding& finding : findings) {
    result.push_back(std::to_string(finding.row) + " " + finding.rule + " " + finding.column);
  }
  return result;
}

/// "row:column:rule:value" of each finding.
inline std::vector<std::string> with_values(const Findings& findings) {
  std::vector<std::string> result;
  for (const Finding& finding : findings) {
    result.push_back(std::to_string(finding.row) + ":" + finding.column + ":" + finding.rule + ":" + finding.value);
  }
  return result;
}

/// The findings of the InvalidInput that a call throws; empty where it throws none.
template <class Call>
Findings findings_of(const Call& call) {
  try {
    call();
  } catch (const InvalidInput& error) {
    return error.findings();
  }
  return {};
}

}  // namespace pairwell::testing
