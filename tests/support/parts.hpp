/// Parts of a Distribution, answered in this process.
#pragma once

#include <string>
#include <vector>

#include "pairwell/match/on_demand.hpp"

namespace pairwell::support {

/// What read_part() says to each part, in their order.
inline std::vector<std::string> answers_to(const PairSource& source, const std::string& common,
                                           const std::vector<std::string>& parts) {
  std::vector<std::string> answers;
  for (const std::string& part : parts) answers.push_back(read_part(source, common, part));
  return answers;
}

}  // namespace pairwell::support
