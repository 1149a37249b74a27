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

/// Which people of a role have a place already, by position.
struct Holders {
  std::vector<bool> kept;
  std::vector<bool> open;
};

/// Takes those who have a place already out of a group, with their places: whatever further pairs they take, they are
/// as many people as before. Where there are more of them than places, all stay, since nothing can obey the range. An
/// open pair may end, so that a least cannot count on it, and its place is kept only beside those of the others.
template <class PersonId>
void set_holders_apart(Group<PersonId>& group, const Holders& holders) {
  const auto is_in = [](const std::vector<bool>& held, PersonId person) {
    return !held.empty() && held[static_cast<std::size_t>(person.value)];
  };
  const auto is_kept = [&](PersonId person) { return is_in(holders.kept, person); };
  const auto is_held = [&](PersonId person) { return is_kept(person) || is_in(holders.open, person); };
  const auto kept = static_cast<std::int32_t>(std::ranges::count_if(group.members, is_kept));
  const auto held = static_cast<std::int32_t>(std::ranges::count_if(group.members, is_held));
  Range& range = group.pairs;
  if (range.most < kept) return;
  const bool with_open = range.least == 0 && held <= range.most;
  const std::int32_t apart = with_open ? held : kept;
  if (apart == 0) return;
  std::erase_if(group.members, [&](PersonId person) { return with_open ? is_held(person) : is_kept(person); });
  range.least = std::max(range.least - apart, 0);
  if (range.most != Range::no_limit) range.most -= apart;
  group.name = "free " + group.name;
}

/// Turns a group's range of people into one of pairs, which are what the engine counts. Where everybody takes one pair,
/// the two are the same. Where somebody may take more, those who have a place already are set apart. Of the others the
/// most falls away if there are no more people than places, and stays on pairs otherwise, so that it is never passed; a
/// least must mean everybody, for no count of pairs says that some people have one each.
template <class PersonId>
void count_people(Group<PersonId>& group, std::vector<Range>& capacity, const Holders& holders) {
  if (capacity.empty()) return;
  const auto of = [&](PersonId person) -> Range& { return capacity[static_cast<std::size_t>(person.value)]; };
  const auto takes_several = [&](PersonId person) { return of(person).most > 1; };
  if (std::ranges::none_of(group.members, takes_several)) return;
  set_holders_apart(group, holders);
  if (std::ranges::none_of(group.members, takes_several)) return;
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
                                          std::vector<Range>& capacity, const Holders& holders) {
  std::vector<Group<PersonId>> groups;
  for (const Place& place : programme.places) {
    if (place.role != role) continue;
    Group<PersonId> group{.name = std::string(to_string(role)) + " places in " + place.region, .pairs = place.people};
    for (std::int32_t index = 0; index < std::ssize(forms); ++index) {
      if (forms[static_cast<std::size_t>(index)].nation == place.region) group.members.push_back(PersonId(index));
    }
    count_people(group, capacity, holders);
    groups.push_back(std::move(group));
  }
  return groups;
}

/// Marks of people by position.
std::vector<bool> marks(const char* argument, const std::vector<MentorId>& people, std::size_t count) {
  std::vector<bool> marks(count);
  for (const MentorId person : people) {
    if (person.value < 0 || std::cmp_greater_equal(person.value, count)) {
      throw InvalidInput("make_problem", "range", std::string(argument) + " has a mentor outside the forms",
                         std::to_string(person.value));
    }
    marks[static_cast<std::size_t>(person.value)] = true;
  }
  return marks;
}

template <class RoleForm>
std::vector<std::uint64_t> keys(const std::vector<RoleForm>& forms) {
  std::vector<std::uint64_t> keys;
  for (const Form& form : forms) keys.push_back(lottery_key(form.reference));
  return keys;
}

}  // namespace

Problem make_problem(const Programme& programme, const std::vector<MenteeForm>& mentees,
                     const std::vector<MentorForm>& mentors, const ScoreTable& scores, const PlacesHeld& held) {
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
  const Holders holders{.kept = marks("kept", held.kept, mentors.size()),
                        .open = marks("open", held.open, mentors.size())};
  problem.mentee_groups = place_groups<MenteeId>(programme, Role::mentee, mentees, problem.mentee_capacity, {});
  problem.mentor_groups = place_groups<MentorId>(programme, Role::mentor, mentors, problem.mentor_capacity, holders);
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
