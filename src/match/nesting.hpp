/// Nesting: which group lies directly in which, and whether groups overlap.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "pairwell/match/problem.hpp"

namespace pairwell {

/// The forest of one side's groups. -1 stands for "in no group".
struct Nesting {
  std::vector<std::int32_t> group_parent;                        ///< Of each group.
  std::vector<std::int32_t> person_parent;                       ///< The innermost group of each person.
  std::optional<std::pair<std::int32_t, std::int32_t>> overlap;  ///< Two groups that are neither nested nor disjoint.
};

/// Places larger groups first; a group is nested where all its members have the same innermost group so far.
/// Members must be within the side. @complexity O(G log G + members)
template <class PersonId>
Nesting nest(std::int32_t people, const std::vector<Group<PersonId>>& groups) {
  std::vector<std::int32_t> order(groups.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, [&](std::int32_t a, std::int32_t b) {
    return groups[static_cast<std::size_t>(a)].members.size() > groups[static_cast<std::size_t>(b)].members.size();
  });
  Nesting nesting;
  nesting.group_parent.assign(groups.size(), -1);
  nesting.person_parent.assign(static_cast<std::size_t>(people), -1);
  for (const std::int32_t group : order) {
    const auto& members = groups[static_cast<std::size_t>(group)].members;
    if (members.empty()) continue;
    const std::int32_t parent = nesting.person_parent[static_cast<std::size_t>(members.front().value)];
    for (const PersonId member : members) {
      assert(member.value >= 0 && member.value < people);
      std::int32_t& innermost = nesting.person_parent[static_cast<std::size_t>(member.value)];
      if (innermost != parent && !nesting.overlap) nesting.overlap = {std::max(innermost, parent), group};
      innermost = group;
    }
    nesting.group_parent[static_cast<std::size_t>(group)] = parent;
  }
  return nesting;
}

}  // namespace pairwell
