#include "pairwell/round/round.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/core/stage.hpp"
#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// Checks that every reference stands once over both roles.
void require_unique(const std::vector<MenteeForm>& mentees, const std::vector<MentorForm>& mentors) {
  std::map<std::string, int> seen;
  for (const Form& form : mentees) ++seen[form.reference];
  for (const Form& form : mentors) ++seen[form.reference];
  Findings findings;
  for (const auto& [reference, times] : seen) {
    if (times == 1) continue;
    findings.push_back({.rule = "duplicate",
                        .message = "a reference must belong to one form only",
                        .column = "reference",
                        .value = reference});
  }
  throw_if_errors("make_problem", findings);
}

/// Turns a group's range of people into one of pairs, which are what the engine counts. Where everybody takes one pair,
/// the two are the same. Where somebody may take more, the most falls away if there are no more people than places, and
/// stays on pairs otherwise, so that it is never passed; a least must mean everybody, for no count of pairs says that
/// some people have one each.
template <class PersonId>
void count_people(Group<PersonId>& group, std::vector<Range>& capacity) {
  if (capacity.empty()) return;
  const auto of = [&](PersonId person) -> Range& { return capacity[static_cast<std::size_t>(person.value)]; };
  if (std::ranges::none_of(group.members, [&](PersonId person) { return of(person).most > 1; })) return;
  assert(capacity.size() >= group.members.size());
  const auto able = std::ranges::count_if(group.members, [&](PersonId person) { return of(person).most > 0; });
  Range& range = group.pairs;
  if (range.least > 0 && range.least < able) {
    throw InvalidInput(
        "make_problem", "places",
        group.name + ": at least " + std::to_string(range.least) + " of " + std::to_string(able) +
            " people must take part, and some take several pairs each, which a count of pairs cannot express;"
            " ask for at least 0, or for all of them, or give each a capacity of 1",
        to_string(range));
  }
  for (const PersonId person : group.members) {
    if (range.least == 0 || of(person).most == 0) continue;
    of(person).least = 1;
    // More people are asked for than there are: one pair each keeps others' second pairs from standing for them.
    if (range.least > able) of(person).most = 1;
  }
  if (range.most >= able) range.most = Range::no_limit;
}

/// The groups that a role's places make: the people of each region.
/// @param capacity of each person; empty where each takes one. A place may raise a least in it.
template <class PersonId, class RoleForm>
std::vector<Group<PersonId>> place_groups(const Programme& programme, Role role, const std::vector<RoleForm>& forms,
                                          std::vector<Range>& capacity) {
  std::vector<Group<PersonId>> groups;
  for (const Place& place : programme.places) {
    if (place.role != role) continue;
    Group<PersonId> group{.name = std::string(to_string(role)) + " places in " + place.region, .pairs = place.people};
    for (std::int32_t index = 0; index < std::ssize(forms); ++index) {
      if (forms[static_cast<std::size_t>(index)].nation == place.region) group.members.push_back(PersonId(index));
    }
    count_people(group, capacity);
    groups.push_back(std::move(group));
  }
  return groups;
}

template <class RoleForm>
std::vector<std::uint64_t> keys(const std::vector<RoleForm>& forms) {
  std::vector<std::uint64_t> keys;
  for (const Form& form : forms) keys.push_back(lottery_key(form.reference));
  return keys;
}

}  // namespace

Problem make_problem(const Programme& programme, const std::vector<MenteeForm>& mentees,
                     const std::vector<MentorForm>& mentors, const ScoreTable& scores) {
  if (std::ssize(mentees) != scores.mentees || std::ssize(mentors) != scores.mentors ||
      std::ssize(scores.units) != std::int64_t{scores.mentees} * scores.mentors) {
    throw InvalidInput("make_problem", "shape", "the scores must be of these mentees and mentors, row by row",
                       std::to_string(scores.mentees) + " x " + std::to_string(scores.mentors));
  }
  require_unique(mentees, mentors);

  Problem problem{.mentees = scores.mentees, .mentors = scores.mentors};
  DenseTable table;
  table.units.reserve(scores.units.size());
  for (const std::int32_t units : scores.units) table.units.push_back(units < 0 ? DenseTable::forbidden : units);
  problem.points = std::move(table);
  for (const MentorForm& mentor : mentors) problem.mentor_capacity.push_back({0, mentor.capacity});
  problem.mentee_groups = place_groups<MenteeId>(programme, Role::mentee, mentees, problem.mentee_capacity);
  problem.mentor_groups = place_groups<MentorId>(programme, Role::mentor, mentors, problem.mentor_capacity);
  problem.mentee_keys = keys(mentees);
  problem.mentor_keys = keys(mentors);
  return problem;
}

Objective make_objective(const Programme& programme) {
  const StageParameters parameters{.floor = Points(programme.objective.floor * default_scale),
                                   .seed = programme.objective.seed};
  Objective objective;
  Findings findings;
  const std::vector<std::string> known = stages_of_programmes();
  for (const std::string& stage : programme.objective.stages) {
    if (std::ranges::find(known, stage) == known.end()) {
      findings.push_back(
          {.rule = "stage",
           .message = "a stage is " + words::join(known, " or ") + "." + suggestion(likely_word(stage, known)),
           .column = "objective.stages",
           .value = stage});
    } else if (const StageKind kind = *parse_stage(stage); kind != StageKind::lottery) {
      objective.push_back(make_stage(kind, parameters));
    }
  }
  throw_if_errors("make_objective", findings);
  objective.push_back(make_stage(StageKind::lottery, parameters));
  return objective;
}

}  // namespace pairwell
