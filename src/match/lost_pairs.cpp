#include "match/lost_pairs.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>

#include "core/at.hpp"
#include "match/tables.hpp"

namespace pairwell {
namespace {

/// Who of one side has room for a pair beside the locked ones: in the own range and in those of all groups around.
template <class PersonId>
std::vector<bool> have_room(std::int32_t people, const std::vector<Range>& capacity,
                            const std::vector<Group<PersonId>>& groups, const std::vector<Pair>& locked,
                            PersonId Pair::*side) {
  std::vector<std::int64_t> taken(at(people), 0);
  for (const Pair& pair : locked) ++taken[at((pair.*side).value)];
  std::vector<bool> has_room;
  for (std::size_t person = 0; person < taken.size(); ++person) {
    has_room.push_back(taken[person] < (capacity.empty() ? Range{} : capacity[person]).most);
  }
  for (const Group<PersonId>& group : groups) {
    std::int64_t taken_here = 0;
    for (const PersonId member : group.members) taken_here += taken[at(member.value)];
    if (taken_here < group.pairs.most) continue;
    for (const PersonId member : group.members) has_room[at(member.value)] = false;
  }
  return has_room;
}

}  // namespace

std::vector<Pair> lost_pairs(const Problem& problem, const std::vector<Pair>& previous) {
  const AdmissiblePairs admissible(problem);
  return lost_pairs(problem, previous, [&](const Pair& pair) { return admissible.contains(pair); });
}

std::vector<Pair> lost_pairs(const Problem& problem, const std::vector<Pair>& previous,
                             const std::function<bool(const Pair&)>& is_admissible) {
  const std::set<Pair> locked(problem.locked.begin(), problem.locked.end());
  const auto mentee_has_room =
      have_room(problem.mentees, problem.mentee_capacity, problem.mentee_groups, problem.locked, &Pair::mentee);
  const auto mentor_has_room =
      have_room(problem.mentors, problem.mentor_capacity, problem.mentor_groups, problem.locked, &Pair::mentor);
  std::vector<Pair> lost;
  std::ranges::copy_if(previous, std::back_inserter(lost), [&](const Pair& pair) {
    if (!is_admissible(pair)) return true;
    return !locked.contains(pair) &&
           !(mentee_has_room[at(pair.mentee.value)] && mentor_has_room[at(pair.mentor.value)]);
  });
  return lost;
}

}  // namespace pairwell
