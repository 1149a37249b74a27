#include "match/rule_changes.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/loss.hpp"
#include "match/tables.hpp"
#include "pairwell/core/range.hpp"

namespace pairwell {
namespace {

using Kind = RuleChangeKind;

/// Pairs of each person of a side.
template <class PersonId>
std::vector<std::int64_t> pairs_of_each(std::int32_t people, const std::vector<Pair>& pairs, PersonId Pair::*side) {
  std::vector<std::int64_t> counts(at(people), 0);
  for (const Pair& pair : pairs) ++counts[at((pair.*side).value)];
  return counts;
}

/// Adds the rules of one kind that the ranges of people or groups bind.
class BindingRanges {
 public:
  explicit BindingRanges(Kind kind) : kind_(kind) {}

  template <class Id>
  void look(Id id, const Range& range, std::int64_t pairs) {
    const bool is_raised = kind_ == Kind::most_raised;
    const std::int64_t end = is_raised ? range.most : range.least;
    if (pairs != end || (is_raised ? end == Range::no_limit : end == 0)) return;
    found_.push_back(
        {.kind = kind_, .subject = Claim::Subject(id), .before = end, .after = end + (is_raised ? 1 : -1)});
  }

  template <class PersonId>
  void look_at_people(const std::vector<Range>& capacity, const std::vector<std::int64_t>& counts) {
    for (std::int32_t person = 0; person < std::ssize(counts); ++person) {
      look(PersonId(person), capacity.empty() ? Range{} : capacity[at(person)], counts[at(person)]);
    }
  }

  template <class GroupId, class PersonId>
  void look_at_groups(const std::vector<Group<PersonId>>& groups, const std::vector<std::int64_t>& counts) {
    std::int32_t number = 0;
    for (const auto& group : groups) {
      std::int64_t pairs = 0;
      for (const PersonId member : group.members) pairs += counts[at(member.value)];
      look(GroupId(number++), group.pairs, pairs);
    }
  }

  std::vector<RuleChange> take() { return std::move(found_); }

 private:
  Kind kind_;
  std::vector<RuleChange> found_;
};

std::vector<Pair> in_order(std::vector<Pair> pairs) {
  std::ranges::sort(pairs);
  return pairs;
}

auto place_in_order(const RuleChange& change) {
  return std::tuple(change.kind, change.subject ? change.subject->index() : 0, change.subject);
}

bool is_earlier(const RuleChange& one, const RuleChange& other) { return place_in_order(one) < place_in_order(other); }

std::string counted(std::int64_t places) {
  return (places == 1   ? "one"
          : places == 2 ? "two"
                        : std::to_string(places)) +
         std::string(" more place") + (places == 1 ? "" : "s");
}

bool is_group(const Claim::Subject& subject) {
  return std::holds_alternative<MenteeGroupId>(subject) || std::holds_alternative<MentorGroupId>(subject);
}

}  // namespace

std::string_view to_string(RuleChangeKind kind) {
  switch (kind) {
    case Kind::most_raised:
      return "most_raised";
    case Kind::pair_admitted:
      return "pair_admitted";
    case Kind::floor_lowered:
      return "floor_lowered";
    case Kind::pair_unlocked:
      return "pair_unlocked";
    case Kind::least_lowered:
      return "least_lowered";
  }
  return "unknown";
}

std::vector<RuleChange> binding_changes(const Problem& problem, const Objective& objective,
                                        const std::vector<Pair>& pairs) {
  const auto of_mentees = pairs_of_each(problem.mentees, pairs, &Pair::mentee);
  const auto of_mentors = pairs_of_each(problem.mentors, pairs, &Pair::mentor);
  const auto ranges = [&](Kind kind) {
    BindingRanges found(kind);
    found.look_at_people<MenteeId>(problem.mentee_capacity, of_mentees);
    found.look_at_people<MentorId>(problem.mentor_capacity, of_mentors);
    found.look_at_groups<MenteeGroupId>(problem.mentee_groups, of_mentees);
    found.look_at_groups<MentorGroupId>(problem.mentor_groups, of_mentors);
    return found.take();
  };
  std::vector<RuleChange> changes = ranges(Kind::most_raised);
  for (const Pair& pair : in_order(problem.forbidden)) {
    if (units_in_table(problem, pair) == DenseTable::forbidden) continue;
    changes.push_back({.kind = Kind::pair_admitted, .subject = Claim::Subject(pair), .before = 0, .after = 1});
  }
  for (const Stage& stage : objective) {
    const auto* floor = std::get_if<Floor>(&stage);
    if (floor == nullptr) continue;
    changes.push_back(
        {.kind = Kind::floor_lowered, .subject = {}, .before = floor->points.units, .after = floor->points.units});
  }
  for (const Pair& pair : in_order(problem.locked)) {
    changes.push_back({.kind = Kind::pair_unlocked, .subject = Claim::Subject(pair), .before = 1, .after = 0});
  }
  std::vector<RuleChange> leasts = ranges(Kind::least_lowered);
  changes.insert(changes.end(), leasts.begin(), leasts.end());
  return changes;
}

Range& range_of(Problem& problem, const Claim::Subject& subject) {
  const auto of_person = [](std::vector<Range>& capacity, std::int32_t people, std::int32_t person) -> Range& {
    if (capacity.empty()) capacity.resize(at(people));
    return capacity[at(person)];
  };
  if (const auto* mentee = std::get_if<MenteeId>(&subject)) {
    return of_person(problem.mentee_capacity, problem.mentees, mentee->value);
  }
  if (const auto* mentor = std::get_if<MentorId>(&subject)) {
    return of_person(problem.mentor_capacity, problem.mentors, mentor->value);
  }
  if (const auto* group = std::get_if<MenteeGroupId>(&subject)) return problem.mentee_groups[at(group->value)].pairs;
  return problem.mentor_groups[at(std::get<MentorGroupId>(subject).value)].pairs;
}

void change_rule(const RuleChange& change, Problem& problem, Objective& objective) {
  switch (change.kind) {
    case Kind::most_raised:
      range_of(problem, *change.subject).most = static_cast<std::int32_t>(change.after);
      return;
    case Kind::least_lowered:
      range_of(problem, *change.subject).least = static_cast<std::int32_t>(change.after);
      return;
    case Kind::pair_admitted:
      std::erase(problem.forbidden, std::get<Pair>(*change.subject));
      return;
    case Kind::pair_unlocked:
      std::erase(problem.locked, std::get<Pair>(*change.subject));
      return;
    case Kind::floor_lowered:
      for (Stage& stage : objective) {
        if (auto* floor = std::get_if<Floor>(&stage)) floor->points.units = change.after;
      }
      return;
  }
}

std::vector<RuleChange> joined(const std::vector<RuleChange>& changes) {
  std::vector<RuleChange> rules;
  for (const RuleChange& change : changes) {
    const auto same = std::ranges::find_if(
        rules, [&](const RuleChange& rule) { return rule.kind == change.kind && rule.subject == change.subject; });
    if (same == rules.end()) {
      rules.push_back(change);
    } else {
      same->after = change.after;
    }
  }
  std::ranges::sort(rules, is_earlier);
  return rules;
}

bool comes_before(const std::vector<RuleChange>& one, const std::vector<RuleChange>& other) {
  return std::ranges::lexicographical_compare(one, other, is_earlier);
}

std::string in_words(const RuleChange& change, const Problem& problem, const Caller& call) {
  switch (change.kind) {
    case Kind::most_raised:
      return counted(change.after - change.before) + (is_group(*change.subject) ? " in " : " for ") +
             std::visit(call, *change.subject);
    case Kind::pair_admitted:
      return "the forbidden pair of " + std::visit(call, *change.subject) + " allowed";
    case Kind::floor_lowered:
      return "the floor lowered from " + to_string(Points(change.before), problem.scale) + " to " +
             in_points(change.after, problem.scale);
    case Kind::pair_unlocked:
      return "the pair of " + std::visit(call, *change.subject) + " unlocked";
    case Kind::least_lowered:
      return "the least of " + std::visit(call, *change.subject) + " lowered from " + std::to_string(change.before) +
             " to " + std::to_string(change.after);
  }
  return {};
}

std::string as_relaxed(const RuleChange& change, const Caller& call) {
  const std::string subject = std::visit(call, *change.subject);
  if (change.kind == Kind::pair_unlocked) return subject + " is unlocked";
  const char* rule = change.kind == Kind::most_raised ? " takes at most " : " asks for at least ";
  return subject + rule + std::to_string(change.after) + " instead of " + std::to_string(change.before);
}

}  // namespace pairwell
