/// Every set of pairs that obeys the rules of a small problem.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "pairwell/match/objective.hpp"
#include "pairwell/match/problem.hpp"
#include "support/problems.hpp"

namespace pairwell::support {

using Goodness = std::vector<std::vector<std::int64_t>>;

/// Every set of pairs that obeys the rules.
inline std::vector<std::vector<Admissible>> all_sets(const Problem& problem) {
  std::vector<std::vector<Admissible>> sets;
  for_each_set(problem, [&sets](const std::vector<Admissible>& set) { sets.push_back(set); });
  return sets;
}

/// How good a set is, stage by stage: the greater is better.
inline Goodness goodness(const Problem& problem, const Objective& objective, const std::vector<Admissible>& set) {
  Goodness good;
  for (const Stage& stage : objective) good.push_back(support::goodness(problem, stage, set));
  return good;
}

/// The pairs of a matching.
inline std::vector<Admissible> set_of(const Problem& problem, const std::vector<Pair>& pairs) {
  std::vector<Admissible> set;
  for (const Admissible& one : admissible_pairs(problem)) {
    if (std::ranges::count(pairs, one.pair) > 0) set.push_back(one);
  }
  return set;
}

}  // namespace pairwell::support
