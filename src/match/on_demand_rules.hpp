/// On-demand rules: what is asked of a problem whose points come from a source, and its name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/at.hpp"
#include "pairwell/core/digest.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/match/on_demand.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Every fault of a problem but those of its points.
Findings check_rules(const PairSource& source, const Problem& rules);

/// The digest of the problem whose points a source gives. The points that the problem itself has do not count.
inline std::string digest_on_demand(const PairSource& source, Problem rules) {
  rules.points = SparseTable{.row_start = std::vector<std::int64_t>(at(rules.mentees) + 1, 0)};
  rules.scale = source.scale();
  return Digest().add("points on demand").add(source.digest()).add(digest(rules)).hex();
}

}  // namespace pairwell
