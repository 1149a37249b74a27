#include "match/repair_changes.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

#include "core/at.hpp"
#include "match/nesting.hpp"
#include "match/tables.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

[[noreturn]] void throw_invalid_change(const char* rule, const std::string& message, const std::string& value) {
  throw InvalidInput("repair", rule, message, value);
}

void require_id(std::int32_t id, std::int32_t count, const char* what) {
  if (id >= 0 && id < count) return;
  throw_invalid_change("id",
                       count == 0 ? std::string("there is no ") + what
                                  : std::string("a ") + what + " must be from 0 to " + std::to_string(count - 1),
                       std::to_string(id));
}

void require_known(const Problem& problem, MenteeId id) { require_id(id.value, problem.mentees, "mentee"); }
void require_known(const Problem& problem, MentorId id) { require_id(id.value, problem.mentors, "mentor"); }
void require_known(const Problem& problem, MenteeGroupId id) {
  require_id(id.value, static_cast<std::int32_t>(problem.mentee_groups.size()), "group of mentees");
}
void require_known(const Problem& problem, MentorGroupId id) {
  require_id(id.value, static_cast<std::int32_t>(problem.mentor_groups.size()), "group of mentors");
}

void require_range(const Range& range) {
  if (range.least < 0) {
    throw_invalid_change("range", "the least of a range must be 0 or more", std::to_string(range.least));
  }
  if (range.most < range.least) {
    throw_invalid_change("range", "the most of a range must not be below its least",
                         std::to_string(range.least) + " to " + std::to_string(range.most));
  }
}

Range& range_of_person(std::vector<Range>& capacity, std::int32_t people, std::int32_t person) {
  if (capacity.empty()) capacity.resize(at(people));
  return capacity[at(person)];
}

Range& range_to_change(Problem& problem, MenteeId id) {
  return range_of_person(problem.mentee_capacity, problem.mentees, id.value);
}
Range& range_to_change(Problem& problem, MentorId id) {
  return range_of_person(problem.mentor_capacity, problem.mentors, id.value);
}
Range& range_to_change(Problem& problem, MenteeGroupId id) { return problem.mentee_groups[at(id.value)].pairs; }
Range& range_to_change(Problem& problem, MentorGroupId id) { return problem.mentor_groups[at(id.value)].pairs; }

// Checks and makes a change; the table alone is looked at elsewhere.

std::vector<Pair> make_rules(Problem& problem, const Veto& veto) {
  require_known(problem, veto.pair.mentee);
  require_known(problem, veto.pair.mentor);
  if (std::ranges::count(problem.locked, veto.pair) > 0) {
    throw_invalid_change("locked", "a locked pair stays: unlock it first", to_string(veto.pair));
  }
  if (std::ranges::count(problem.forbidden, veto.pair) == 0) problem.forbidden.push_back(veto.pair);
  return {};
}

std::vector<Pair> make_rules(Problem& problem, const Withdrawal& withdrawal) {
  std::visit([&](auto id) { require_known(problem, id); }, withdrawal.person);
  std::visit([&](auto id) { range_to_change(problem, id) = {0, 0}; }, withdrawal.person);
  const auto is_theirs = [&](const Pair& pair) {
    const auto* mentee = std::get_if<MenteeId>(&withdrawal.person);
    return mentee != nullptr ? pair.mentee == *mentee : pair.mentor == std::get<MentorId>(withdrawal.person);
  };
  std::vector<Pair> unlocked;
  std::ranges::copy_if(problem.locked, std::back_inserter(unlocked), is_theirs);
  std::erase_if(problem.locked, is_theirs);
  return unlocked;
}

std::vector<Pair> make_rules(Problem& problem, const NewRange& change) {
  std::visit([&](auto id) { require_known(problem, id); }, change.whose);
  require_range(change.pairs);
  std::visit([&](auto id) { range_to_change(problem, id) = change.pairs; }, change.whose);
  return {};
}

/// Puts a newcomer last on one side.
template <class GroupId, class PersonId>
void add_last(const Arrival<GroupId>& arrival, PersonId person, std::int32_t others, std::int32_t& people,
              std::vector<Range>& capacity, std::vector<std::uint64_t>& keys, std::vector<Group<PersonId>>& groups) {
  require_range(arrival.pairs);
  if (std::ssize(arrival.units) != others) {
    throw_invalid_change("shape", "an arrival has units with each of the other side, " + std::to_string(others),
                         std::to_string(arrival.units.size()));
  }
  if (arrival.key.has_value() == (keys.empty() && people > 0)) {
    throw_invalid_change("key", "an arrival has a key just where the others of the side have one",
                         arrival.key ? std::to_string(*arrival.key) : "none");
  }
  if (arrival.key && std::ranges::count(keys, *arrival.key) > 0) {
    throw_invalid_change("duplicate", "two people cannot share a key of the lottery", std::to_string(*arrival.key));
  }
  if (!capacity.empty() || arrival.pairs != Range{}) {
    capacity.resize(at(people));
    capacity.push_back(arrival.pairs);
  }
  if (arrival.key) keys.push_back(*arrival.key);
  ++people;
  for (const GroupId group : arrival.groups) {
    require_id(group.value, static_cast<std::int32_t>(groups.size()), "group of an arrival");
    std::vector<PersonId>& members = groups[at(group.value)].members;
    if (!members.empty() && members.back() == person) {
      throw_invalid_change("duplicate", "an arrival is in a group once", std::to_string(group.value));
    }
    members.push_back(person);
  }
  if (const auto overlap = nest(people, groups).overlap) {
    throw_invalid_change("nesting", "groups must be nested or disjoint, and the arrival has one overlap another",
                         std::to_string(overlap->second));
  }
}

std::vector<Pair> make_rules(Problem& problem, const MenteeArrival& arrival) {
  add_last(arrival, MenteeId(problem.mentees), problem.mentors, problem.mentees, problem.mentee_capacity,
           problem.mentee_keys, problem.mentee_groups);
  return {};
}

std::vector<Pair> make_rules(Problem& problem, const MentorArrival& arrival) {
  add_last(arrival, MentorId(problem.mentors), problem.mentees, problem.mentors, problem.mentor_capacity,
           problem.mentor_keys, problem.mentor_groups);
  return {};
}

// What becomes of the table.

template <class Other>
void add_to_table(Problem&, const Other&) {}

void add_to_table(Problem& problem, const MenteeArrival& arrival) {
  if (auto* dense = std::get_if<DenseTable>(&problem.points)) {
    dense->units.insert(dense->units.end(), arrival.units.begin(), arrival.units.end());
    return;
  }
  auto& sparse = std::get<SparseTable>(problem.points);
  for (std::size_t mentor = 0; mentor < arrival.units.size(); ++mentor) {
    if (arrival.units[mentor] == DenseTable::forbidden) continue;
    sparse.mentor.push_back(static_cast<std::int32_t>(mentor));
    sparse.units.push_back(arrival.units[mentor]);
  }
  sparse.row_start.push_back(std::ssize(sparse.mentor));
}

/// From the last row on, so that nothing is overwritten before it is read. There may be more mentors by now than the
/// table has.
void add_to_table(Problem& problem, const MentorArrival& arrival) {
  const std::ptrdiff_t mentees = std::ssize(arrival.units);
  if (mentees == 0) return;
  if (auto* dense = std::get_if<DenseTable>(&problem.points)) {
    const std::ptrdiff_t before = std::ssize(dense->units) / mentees;
    dense->units.resize(at(mentees * (before + 1)));
    for (std::ptrdiff_t mentee = mentees; mentee-- > 0;) {
      const auto row = dense->units.begin() + mentee * before;
      const auto target = dense->units.begin() + mentee * (before + 1);
      if (mentee > 0) std::copy_backward(row, row + before, target + before);
      target[before] = arrival.units[at(mentee)];
    }
    return;
  }
  auto& sparse = std::get<SparseTable>(problem.points);
  SparseTable wider{.row_start = {0}};
  for (std::size_t mentee = 0; mentee < arrival.units.size(); ++mentee) {
    const auto first = sparse.row_start[mentee];
    const auto end = sparse.row_start[mentee + 1];
    wider.mentor.insert(wider.mentor.end(), sparse.mentor.begin() + first, sparse.mentor.begin() + end);
    wider.units.insert(wider.units.end(), sparse.units.begin() + first, sparse.units.begin() + end);
    if (arrival.units[mentee] != DenseTable::forbidden) {
      wider.mentor.push_back(problem.mentors - 1);
      wider.units.push_back(arrival.units[mentee]);
    }
    wider.row_start.push_back(std::ssize(wider.mentor));
  }
  sparse = std::move(wider);
}

std::int64_t magnitude_of(std::int64_t units) { return units == DenseTable::forbidden ? 0 : std::abs(units); }

template <class Other>
std::int64_t largest_units_in(const Other&) {
  return 0;
}

template <class GroupId>
std::int64_t largest_units_in(const Arrival<GroupId>& arrival) {
  std::int64_t largest = 0;
  for (const std::int64_t units : arrival.units) largest = std::max(largest, magnitude_of(units));
  return largest;
}

}  // namespace

Problem without_points(const Problem& problem) {
  return {.mentees = problem.mentees,
          .mentors = problem.mentors,
          .points = DenseTable{},
          .mentee_capacity = problem.mentee_capacity,
          .mentor_capacity = problem.mentor_capacity,
          .forbidden = problem.forbidden,
          .locked = problem.locked,
          .mentee_groups = problem.mentee_groups,
          .mentor_groups = problem.mentor_groups,
          .mentee_keys = problem.mentee_keys,
          .mentor_keys = problem.mentor_keys,
          .scale = problem.scale,
          .rounding = problem.rounding};
}

void check_changes(Problem& problem, const std::vector<ProblemChange>& changes, std::int64_t largest) {
  for (const ProblemChange& change : changes) {
    std::visit([&](const auto& one) { make_rules(problem, one); }, change);
    largest = std::max(largest, std::visit([](const auto& one) { return largest_units_in(one); }, change));
  }
  if (largest > most_units(problem)) {
    throw_invalid_change(
        "overflow",
        "points must lie within " + std::to_string(most_units(problem)) + " units of 0, so that sums stay under 2^62",
        std::to_string(largest));
  }
}

std::vector<Pair> change_rules(Problem& problem, const ProblemChange& change) {
  return std::visit([&](const auto& one) { return make_rules(problem, one); }, change);
}

void change_table(Problem& problem, const ProblemChange& change) {
  std::visit([&](const auto& one) { add_to_table(problem, one); }, change);
}

std::int64_t largest_units(const Problem& problem) {
  const auto& units =
      std::visit([](const auto& table) -> const std::vector<std::int64_t>& { return table.units; }, problem.points);
  std::int64_t largest = 0;
  for (const std::int64_t one : units) largest = std::max(largest, magnitude_of(one));
  return largest;
}

void make_changes(Problem& problem, const std::vector<ProblemChange>& changes) {
  Problem rules = without_points(problem);
  check_changes(rules, changes, largest_units(problem));
  for (const ProblemChange& change : changes) {
    change_rules(problem, change);
    change_table(problem, change);
  }
}

}  // namespace pairwell
