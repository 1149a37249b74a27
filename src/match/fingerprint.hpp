/// Fingerprint: the digest of a matching, which names its problem and its objective.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <variant>

#include "pairwell/core/digest.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {

/// The objective that an optimal matching was made for; empty for an infeasible one, whatever it was made for.
inline Objective objective_of(const Matching& matching) {
  Objective objective;
  for (const StageResult& result : matching.stages) objective.push_back(result.stage);
  return objective;
}

/// Of a problem with this digest.
inline std::string fingerprint(std::string_view problem, const Objective& objective) {
  Digest digest;
  digest.add(problem).add(std::ssize(objective));
  for (const Stage& stage : objective) {
    digest.add(name(stage));
    if (const auto* floor = std::get_if<Floor>(&stage)) digest.add(floor->points.units);
    if (const auto* lottery = std::get_if<Lottery>(&stage)) digest.add(static_cast<std::int64_t>(lottery->seed));
    if (const auto* changes = std::get_if<FewestChanges>(&stage)) {
      digest.add(std::ssize(changes->previous));
      for (const Pair& pair : changes->previous) digest.add(pair.mentee.value).add(pair.mentor.value);
    }
  }
  return digest.hex();
}

}  // namespace pairwell
