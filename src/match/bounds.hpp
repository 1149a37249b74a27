/// Bounds: how large numbers may be so that no sum of the engine leaves 64 bits.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include "pairwell/core/range.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Every sum stays under this.
inline constexpr std::int64_t largest_sum = std::int64_t{1} << 62;

/// The most terms that a sum of the engine or of the certificate has: people, groups and chosen pairs.
inline std::int64_t most_terms(const Problem& problem) {
  std::int64_t terms = 2 + std::int64_t{problem.mentees} + problem.mentors + std::ssize(problem.mentee_groups) +
                       std::ssize(problem.mentor_groups);
  if (std::ssize(problem.mentee_capacity) != problem.mentees) return terms + problem.mentees;
  for (const Range& range : problem.mentee_capacity) terms += std::clamp(range.most, 1, std::max(1, problem.mentors));
  return terms;
}

/// The most pairs that a matching can have by the capacities of people.
inline std::int64_t most_pairs(const Problem& problem) {
  const auto of_side = [](const std::vector<Range>& capacity, std::int64_t people, std::int64_t others) {
    if (std::ssize(capacity) != people) return people;
    std::int64_t pairs = 0;
    for (const Range& range : capacity) pairs += std::clamp<std::int64_t>(range.most, 0, others);
    return pairs;
  };
  return std::min(of_side(problem.mentee_capacity, problem.mentees, problem.mentors),
                  of_side(problem.mentor_capacity, problem.mentors, problem.mentees));
}

}  // namespace pairwell
