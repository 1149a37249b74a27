/// Random problems and slow oracles, shared by tests and benchmarks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/graph/reference.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell::support {

/// In a table: a forbidden pair.
inline constexpr std::int64_t out = DenseTable::forbidden;

/// What a search may spend: everything.
inline constexpr auto unlimited = [](std::int64_t) { return true; };

inline std::int32_t between(Random& random, std::int32_t least, std::int32_t most) {
  return least + static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(most - least + 1)));
}

/// What a random problem may contain.
struct Shape {
  std::int32_t mentees = 4;       ///< At most.
  std::int32_t mentors = 4;       ///< At most.
  std::int32_t levels = 5;        ///< Points are from -1 to levels - 1.
  std::int32_t percent_out = 20;  ///< Of the pairs, left out.
  bool ranges = true;             ///< Capacities over 1 and least over 0.
  bool groups = true;
  bool locked = true;
};

template <class PersonId>
std::vector<Group<PersonId>> random_groups(Random& random, std::int32_t people) {
  std::vector<Group<PersonId>> groups;
  if (people == 0 || random.below(3) == 0) return groups;
  std::vector<PersonId> order;
  for (std::int32_t person = 0; person < people; ++person) order.push_back(PersonId(person));
  random.shuffle(std::span<PersonId>(order));
  // Two blocks, at times one group around both, at times one person alone inside the first.
  const std::int32_t first = between(random, 1, people);
  groups.push_back({"first", {order.begin(), order.begin() + first}, {0, between(random, 0, 3)}});
  if (first < people) {
    const std::int32_t second = between(random, first, people);
    groups.push_back({"second", {order.begin() + first, order.begin() + second}, {between(random, 0, 1), 3}});
    if (random.below(2) == 0) {
      groups.push_back({"around", {order.begin(), order.begin() + second}, {0, between(random, 1, 4)}});
    }
  }
  if (first > 1 && random.below(2) == 0) groups.push_back({"inner", {order.front()}, {between(random, 0, 1), 2}});
  return groups;
}

inline SparseTable to_sparse(const DenseTable& dense, std::int32_t mentees, std::int32_t mentors) {
  SparseTable sparse;
  sparse.row_start.push_back(0);
  for (std::int32_t mentee = 0; mentee < mentees; ++mentee) {
    for (std::int32_t mentor = 0; mentor < mentors; ++mentor) {
      const std::int64_t units = dense.units[at(mentee * mentors + mentor)];
      if (units == DenseTable::forbidden) continue;
      sparse.mentor.push_back(mentor);
      sparse.units.push_back(units);
    }
    sparse.row_start.push_back(std::ssize(sparse.units));
  }
  return sparse;
}

inline Problem random_problem(std::uint64_t seed, const Shape& shape = {}) {
  Random random(seed);
  Problem problem{.mentees = between(random, 0, shape.mentees), .mentors = between(random, 0, shape.mentors)};
  DenseTable table;
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
      const std::int64_t units = between(random, -1, shape.levels - 1);
      const bool is_out = between(random, 0, 99) < shape.percent_out;
      table.units.push_back(is_out ? DenseTable::forbidden : units);
      const Pair pair{MenteeId(mentee), MentorId(mentor)};
      if (!is_out && shape.locked && random.below(25) == 0) {
        problem.locked.push_back(pair);
      } else if (random.below(20) == 0) {
        problem.forbidden.push_back(pair);
      }
    }
  }
  problem.points = table;
  if (shape.ranges) {
    for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
      problem.mentee_capacity.push_back({random.below(6) == 0 ? 1 : 0, between(random, 1, 2)});
    }
    for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
      const std::int32_t least = random.below(6) == 0 ? 1 : 0;
      problem.mentor_capacity.push_back({least, random.below(5) == 0 ? Range::no_limit : between(random, least, 3)});
    }
  }
  if (shape.groups) {
    problem.mentee_groups = random_groups<MenteeId>(random, problem.mentees);
    problem.mentor_groups = random_groups<MentorId>(random, problem.mentors);
  }
  return problem;
}

/// A pair that a problem admits, with its units.
struct Admissible {
  Pair pair;
  std::int64_t units = 0;
  bool is_locked = false;
};

/// Of a problem with a dense table.
inline std::vector<Admissible> admissible_pairs(const Problem& problem) {
  std::vector<Admissible> pairs;
  const auto& units = std::get<DenseTable>(problem.points).units;
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
      const Pair pair{MenteeId(mentee), MentorId(mentor)};
      const std::int64_t here = units[at(mentee * problem.mentors + mentor)];
      if (here == DenseTable::forbidden || std::ranges::count(problem.forbidden, pair) > 0) continue;
      pairs.push_back({pair, here, std::ranges::count(problem.locked, pair) > 0});
    }
  }
  return pairs;
}

/// One more than the number of different units above a pair's among the mentee's admissible pairs.
inline std::int64_t rank_of(const Problem& problem, const Admissible& pair) {
  std::set<std::int64_t> above;
  for (const Admissible& other : admissible_pairs(problem)) {
    if (other.pair.mentee == pair.pair.mentee && other.units > pair.units) above.insert(other.units);
  }
  return 1 + std::ssize(above);
}

/// How many pairs that are not locked stand at each level, in the order in which the stage settles levels.
inline std::vector<LevelCount> profile_of(const Problem& problem, const Stage& stage,
                                          const std::vector<Admissible>& set) {
  std::map<std::int64_t, std::int64_t> counts;
  for (const Admissible& one : set) {
    if (!one.is_locked) ++counts[std::holds_alternative<Leximin>(stage) ? one.units : rank_of(problem, one)];
  }
  std::vector<LevelCount> profile;
  for (const auto& [level, pairs] : counts) profile.push_back({level, pairs});
  if (std::holds_alternative<Generous>(stage)) std::ranges::reverse(profile);
  return profile;
}

inline bool is_previous(const FewestChanges& changes, const Pair& pair) {
  return std::ranges::count(changes.previous, pair) > 0;
}

/// The value that a stage has for a set of pairs.
inline std::optional<std::int64_t> value_of(const Problem& problem, const Stage& stage,
                                            const std::vector<Admissible>& set) {
  const auto key = [](const std::vector<std::uint64_t>& keys, std::int32_t person) {
    return keys.empty() ? static_cast<std::uint64_t>(person) : keys[at(person)];
  };
  std::optional<std::int64_t> worst;
  std::int64_t sum = 0;
  const auto* changes = std::get_if<FewestChanges>(&stage);
  if (changes != nullptr) sum = std::ssize(changes->previous);
  for (const Admissible& one : set) {
    if (std::holds_alternative<MostPairs>(stage)) sum += 1;
    if (std::holds_alternative<MostPoints>(stage)) sum += one.units;
    if (changes != nullptr) sum -= is_previous(*changes, one.pair) ? 1 : 0;
    if (const auto* floor = std::get_if<Floor>(&stage)) {
      sum += !one.is_locked && one.units < floor->points.units ? 1 : 0;
    }
    if (const auto* lottery = std::get_if<Lottery>(&stage)) {
      sum += static_cast<std::int64_t>(ticket(lottery->seed, key(problem.mentee_keys, one.pair.mentee.value),
                                              key(problem.mentor_keys, one.pair.mentor.value)) >>
                                       24);
    }
    if (one.is_locked) continue;
    worst = std::min(worst.value_or(one.units), one.units);
    if (std::holds_alternative<RankMaximal>(stage)) sum += rank_of(problem, one) == 1 ? 1 : 0;
  }
  if (std::holds_alternative<BestWorst>(stage) || std::holds_alternative<Leximin>(stage)) return worst;
  if (std::holds_alternative<Generous>(stage)) {
    const auto profile = profile_of(problem, stage, set);
    return profile.empty() ? std::nullopt : std::optional(profile.front().level);
  }
  return sum;
}

/// How good a set of pairs is for a stage: the list that is greater at the first place that differs is better.
inline std::vector<std::int64_t> goodness(const Problem& problem, const Stage& stage,
                                          const std::vector<Admissible>& set) {
  constexpr std::int64_t best = std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> list;
  if (std::holds_alternative<Leximin>(stage)) {
    for (const Admissible& one : set) {
      if (!one.is_locked) list.push_back(one.units);
    }
    std::ranges::sort(list);
    list.push_back(best);
  } else if (has_profile(stage)) {
    const bool as_many = std::holds_alternative<RankMaximal>(stage);
    list.assign(at(problem.mentors), 0);
    for (const LevelCount& count : profile_of(problem, stage, set)) {
      list[at(as_many ? count.level - 1 : problem.mentors - count.level)] = as_many ? count.pairs : -count.pairs;
    }
  } else {
    const std::int64_t value = value_of(problem, stage, set).value_or(best);
    const bool as_few = std::holds_alternative<Floor>(stage) || std::holds_alternative<FewestChanges>(stage);
    list.push_back(as_few ? -value : value);
  }
  return list;
}

/// Whether a set of pairs obeys every range of a problem.
inline bool obeys(const Problem& problem, const std::vector<Admissible>& set) {
  std::vector<std::int32_t> of_mentee(at(problem.mentees));
  std::vector<std::int32_t> of_mentor(at(problem.mentors));
  for (const Admissible& one : set) {
    ++of_mentee[at(one.pair.mentee.value)];
    ++of_mentor[at(one.pair.mentor.value)];
  }
  const auto fits = [](const std::vector<std::int32_t>& counts, const std::vector<Range>& capacity,
                       const auto& groups) {
    const auto in = [](std::int64_t count, const Range& range) { return count >= range.least && count <= range.most; };
    for (std::size_t person = 0; person < counts.size(); ++person) {
      if (!in(counts[person], capacity.empty() ? Range{} : capacity[person])) return false;
    }
    for (const auto& group : groups) {
      std::int64_t count = 0;
      for (const auto member : group.members) count += counts[at(member.value)];
      if (!in(count, group.pairs)) return false;
    }
    return true;
  };
  return fits(of_mentee, problem.mentee_capacity, problem.mentee_groups) &&
         fits(of_mentor, problem.mentor_capacity, problem.mentor_groups);
}

/// Calls visit with every set of pairs that obeys the rules. What gives somebody too many pairs is not gone on with.
template <class Visit>
void for_each_set(const Problem& problem, const Visit& visit) {
  const std::vector<Admissible> pairs = admissible_pairs(problem);
  const auto room = [](const std::vector<Range>& capacity, std::int32_t people) {
    std::vector<std::int64_t> most(at(people), Range{}.most);
    for (std::size_t person = 0; person < capacity.size(); ++person) most[person] = capacity[person].most;
    return most;
  };
  std::vector<std::int64_t> mentee_room = room(problem.mentee_capacity, problem.mentees);
  std::vector<std::int64_t> mentor_room = room(problem.mentor_capacity, problem.mentors);
  std::vector<Admissible> set;
  const auto extend = [&](const auto& again, std::size_t next) -> void {
    if (next == pairs.size()) {
      if (obeys(problem, set)) visit(std::as_const(set));
      return;
    }
    const Admissible& one = pairs[next];
    if (!one.is_locked) again(again, next + 1);
    std::int64_t& of_mentee = mentee_room[at(one.pair.mentee.value)];
    std::int64_t& of_mentor = mentor_room[at(one.pair.mentor.value)];
    if (of_mentee == 0 || of_mentor == 0) return;
    --of_mentee;
    --of_mentor;
    set.push_back(one);
    again(again, next + 1);
    set.pop_back();
    ++of_mentee;
    ++of_mentor;
  };
  extend(extend, 0);
}

using Values = std::vector<std::optional<std::int64_t>>;

/// What the stages of an objective reach at best.
struct Best {
  Values values;
  std::vector<std::vector<LevelCount>> profiles;
};

/// Tries every set of pairs; none where no set obeys the rules.
inline std::optional<Best> best_of_all(const Problem& problem, const Objective& objective) {
  std::optional<std::vector<std::vector<std::int64_t>>> most;
  std::vector<Admissible> best;
  for_each_set(problem, [&](const std::vector<Admissible>& set) {
    std::vector<std::vector<std::int64_t>> here;
    for (const Stage& stage : objective) here.push_back(goodness(problem, stage, set));
    if (most && here <= *most) return;
    most = std::move(here);
    best = set;
  });
  if (!most) return std::nullopt;
  Best found;
  for (const Stage& stage : objective) {
    found.values.push_back(value_of(problem, stage, best));
    found.profiles.push_back(has_profile(stage) ? profile_of(problem, stage, best) : std::vector<LevelCount>{});
  }
  return found;
}

/// The best values alone.
inline std::optional<Values> exhaustive(const Problem& problem, const Objective& objective) {
  auto best = best_of_all(problem, objective);
  return best ? std::optional(std::move(best->values)) : std::nullopt;
}

/// The arcs of one side's tree for the reference solver; group g's parent is the smallest group around it.
template <class PersonId>
void add_side(std::vector<FlowArc>& arcs, std::int32_t first, std::int32_t count, const std::vector<Range>& capacity,
              const std::vector<Group<PersonId>>& groups, std::int32_t first_group, bool downwards) {
  // Of two equal groups the later lies inside the earlier.
  const auto parent = [&](PersonId member, std::size_t size, std::size_t itself) {
    std::optional<std::size_t> found;
    for (std::size_t group = 0; group < groups.size(); ++group) {
      const std::size_t here = groups[group].members.size();
      if (here < size || (here == size && group >= itself)) continue;
      if (std::ranges::count(groups[group].members, member) == 0) continue;
      if (!found || here <= groups[*found].members.size()) found = group;
    }
    return found ? first_group + static_cast<std::int32_t>(*found) : 0;
  };
  const auto add = [&](std::int32_t node, std::int32_t above, const Range& range) {
    const std::int64_t most = std::min<std::int64_t>(range.most, 1000);
    arcs.push_back(downwards ? FlowArc{above, node, range.least, most, 0} : FlowArc{node, above, range.least, most, 0});
  };
  for (std::int32_t person = 0; person < count; ++person) {
    add(first + person, parent(PersonId(person), 0, groups.size()), capacity.empty() ? Range{} : capacity[at(person)]);
  }
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const auto& members = groups[group].members;
    add(first_group + static_cast<std::int32_t>(group),
        members.empty() ? 0 : parent(members.front(), members.size(), group), groups[group].pairs);
  }
}

/// The greatest sum of points, or number of pairs, by Boost.Graph on the network of a problem; none where infeasible.
inline std::optional<std::int64_t> reference_total(const Problem& problem, bool count_pairs) {
  const std::int32_t people = problem.mentees + problem.mentors;
  const auto mentee_groups = static_cast<std::int32_t>(problem.mentee_groups.size());
  const auto mentor_groups = static_cast<std::int32_t>(problem.mentor_groups.size());
  std::vector<FlowArc> arcs;
  add_side(arcs, 1, problem.mentees, problem.mentee_capacity, problem.mentee_groups, 1 + people, true);
  add_side(arcs, 1 + problem.mentees, problem.mentors, problem.mentor_capacity, problem.mentor_groups,
           1 + people + mentee_groups, false);
  const std::size_t first_pair = arcs.size();
  for (const Admissible& one : admissible_pairs(problem)) {
    arcs.push_back({1 + one.pair.mentee.value, 1 + problem.mentees + one.pair.mentor.value, one.is_locked ? 1 : 0, 1,
                    count_pairs ? 1 : one.units});
  }
  const auto flow = reference_circulation(1 + people + mentee_groups + mentor_groups, arcs);
  if (!flow) return std::nullopt;
  std::int64_t total = 0;
  for (std::size_t arc = first_pair; arc < arcs.size(); ++arc) total += (*flow)[arc] * arcs[arc].units;
  return total;
}

}  // namespace pairwell::support
