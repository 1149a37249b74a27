#include "match/remedies.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <limits>
#include <set>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/forced.hpp"
#include "match/loss.hpp"
#include "match/nested.hpp"
#include "match/reasons.hpp"
#include "match/rule_changes.hpp"
#include "match/solve.hpp"
#include "match/tables.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

using Kind = RuleChangeKind;

/// How many single changes are solved for anew, how many second ones of each first, and how many first ones are tried.
constexpr std::size_t most_solved_alone = 256;
constexpr std::size_t most_solved_second = 16;
constexpr std::size_t most_firsts = 24;
constexpr std::size_t most_seconds = 1024;

/// In large problems first changes are fewer, since each costs a look at the whole table.
constexpr std::int64_t pairs_read = std::int64_t{1} << 24;
constexpr std::size_t fewest_firsts = 6;
constexpr std::size_t most_floors = 16;

/// Which of two matchings is better by the stages: under 0 the second.
int prefers_first(const std::vector<StageResult>& first, const std::vector<StageResult>& second) {
  for (std::size_t stage = 0; stage < std::min(first.size(), second.size()); ++stage) {
    if (const int preferred = compare_results(first[stage], second[stage]); preferred != 0) return preferred;
  }
  return 0;
}

bool is_same_rule(const RuleChange& one, const RuleChange& other) {
  return one.kind == other.kind && one.subject == other.subject;
}

/// How many units rules give way; a floor counts as one.
std::int64_t units_of(const std::vector<RuleChange>& changes) {
  std::int64_t units = 0;
  for (const RuleChange& change : changes) {
    units += change.kind == Kind::floor_lowered ? 1 : std::abs(change.after - change.before);
  }
  return units;
}

/// Whether a change is of a range or an admitted pair, whose best matching is found by an exchange.
bool is_by_exchange(const RuleChange& change) {
  return change.kind == Kind::most_raised || change.kind == Kind::least_lowered || change.kind == Kind::pair_admitted;
}

/// The lowest units of the table.
std::int64_t lowest_units(const Problem& problem) {
  std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
  const AdmissiblePairs admissible(problem);
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    admissible.each_of(mentee, [&](std::int32_t, std::int64_t units) { lowest = std::min(lowest, units); });
  }
  return lowest;
}

template <class PersonId>
bool is_member(const std::vector<Group<PersonId>>& groups, std::int32_t group, PersonId person) {
  const auto& members = groups[at(group)].members;
  return std::ranges::find(members, person) != members.end();
}

}  // namespace

std::vector<Pair> pairs_of(const AnyPerson& person, const std::vector<Pair>& pairs) {
  std::vector<Pair> own;
  std::ranges::copy_if(pairs, std::back_inserter(own), [&](const Pair& pair) {
    return person == AnyPerson(pair.mentee) || person == AnyPerson(pair.mentor);
  });
  return own;
}

RemedySearch::RemedySearch(std::string_view function, const Problem& problem, const Matching& matching,
                           Objective objective, const std::vector<AnyPerson>& people, const Control& control)
    : function_(function),
      problem_(problem),
      matching_(matching),
      objective_(std::move(objective)),
      control_(control),
      checkpoint_(control) {
  for (const AnyPerson& person : people) cases_.push_back({.person = person});
}

std::vector<RemedySearch::Case> RemedySearch::run(Twos twos) {
  if (cases_.empty()) return {};
  binding_ = binding_changes(problem_, objective_, matching_.pairs);
  find_ties();
  find_singles();
  if (twos != Twos::never) find_twos(twos);
  for (Case& person : cases_) {
    if (person.is_tied) continue;
    std::ranges::stable_sort(person.found, [](const Found& one, const Found& other) {
      if (one.changes.size() != other.changes.size()) return one.changes.size() < other.changes.size();
      const std::int64_t units = units_of(one.changes);
      const std::int64_t of_other = units_of(other.changes);
      if (units != of_other) return units < of_other;
      const int preferred = prefers_first(one.matching->stages, other.matching->stages);
      return preferred != 0 ? preferred > 0 : comes_before(one.changes, other.changes);
    });
  }
  return std::move(cases_);
}

/// Who is paired in a matching that is as good.
void RemedySearch::find_ties() {
  std::map<AnyPerson, std::size_t> number;
  for (std::size_t person = 0; person < cases_.size(); ++person) number[cases_[person].person] = person;
  std::vector<std::int32_t> allowed_mentees(at(problem_.mentees), 0);
  std::vector<std::int32_t> allowed_mentors(at(problem_.mentors), 0);
  std::vector<std::int32_t> mentees;
  std::vector<std::int32_t> mentors;
  const AdmissiblePairs admissible(problem_);
  const auto has_room = [](const std::vector<Range>& capacity, std::int32_t person) {
    return capacity.empty() || capacity[at(person)].most > 0;
  };
  for (std::int32_t mentee = 0; mentee < problem_.mentees; ++mentee) {
    std::int32_t& allowed = allowed_mentees[at(mentee)];
    admissible.each_of(mentee, [&](std::int32_t mentor, std::int64_t) {
      ++allowed;
      ++allowed_mentors[at(mentor)];
    });
    if (allowed > 0 && has_room(problem_.mentee_capacity, mentee) && number.contains(MenteeId(mentee))) {
      mentees.push_back(mentee);
    }
  }
  for (std::int32_t mentor = 0; mentor < problem_.mentors; ++mentor) {
    if (allowed_mentors[at(mentor)] > 0 && has_room(problem_.mentor_capacity, mentor) &&
        number.contains(MentorId(mentor))) {
      mentors.push_back(mentor);
    }
  }
  for (Case& person : cases_) {
    const auto* mentor = std::get_if<MentorId>(&person.person);
    person.has_partner = mentor == nullptr || allowed_mentors[at(mentor->value)] > 0;
  }
  for (std::int32_t mentee = 0; mentee < problem_.mentees; ++mentee) {
    const auto found = number.find(MenteeId(mentee));
    if (found != number.end()) cases_[found->second].has_partner = allowed_mentees[at(mentee)] > 0;
  }
  checkpoint_.enter("explaining", std::ssize(mentees) + std::ssize(mentors));
  std::int64_t steps = 0;
  ForcedMatchings forced(function_, problem_, matching_, control_, checkpoint_,
                         [&] { checkpoint_.reach(++steps / 2); });
  const auto look = [&](const AnyPerson& person, const Matching& found) {
    if (found.status != Status::optimal) return;
    cases_[number.at(person)].is_tied = !first_loss(function_, problem_, matching_, found);
  };
  forced.each_mentee(mentees, [&](std::int32_t person, const Matching& found) { look(MenteeId(person), found); });
  forced.each_mentor(mentors, [&](std::int32_t person, const Matching& found) { look(MentorId(person), found); });
}

void RemedySearch::find_singles() {
  checkpoint_.enter("changing rules", std::ssize(binding_));
  const bool is_whole = try_changes(problem_, objective_, matching_, binding_, most_solved_alone,
                                    [&](const RuleChange& change, const Matching& matching) {
                                      better_.emplace_back(change, matching.stages);
                                      std::shared_ptr<const Matching> shared;
                                      for (Case& person : cases_) {
                                        if (person.is_tied || pairs_of(person.person, matching.pairs).empty()) continue;
                                        if (!shared) shared = std::make_shared<const Matching>(matching);
                                        add(person, {change}, shared);
                                      }
                                    });
  for (Case& person : cases_) person.is_cut = !is_whole && !person.is_tied;
}

/// Keeps what was found, but of a floor only the first that is low enough.
void RemedySearch::add(Case& person, std::vector<RuleChange> changes, std::shared_ptr<const Matching> matching) {
  const auto is_like = [&](const Found& found) { return std::ranges::equal(found.changes, changes, is_same_rule); };
  if (std::ranges::any_of(person.found, is_like)) return;
  person.found.push_back({std::move(changes), std::move(matching)});
}

bool RemedySearch::does_alone(const Case& person, const RuleChange& change) const {
  return std::ranges::any_of(person.found, [&](const Found& found) {
    return found.changes.size() == 1 && is_same_rule(found.changes.front(), change) &&
           std::abs(found.changes.front().after - found.changes.front().before) <=
               std::abs(change.after - change.before);
  });
}

void RemedySearch::find_twos(Twos twos) {
  for (std::size_t person = 0; person < cases_.size(); ++person) {
    if (cases_[person].is_tied || (twos == Twos::where_needed && !cases_[person].found.empty())) continue;
    asking_.push_back(person);
  }
  if (asking_.empty()) return;
  firsts_ = choose_firsts(asking_);
  checkpoint_.enter("changing rules in twos", std::ssize(firsts_));
  for (const RuleChange& first : firsts_) {
    follow(first);
    checkpoint_.advance();
  }
}

/// The person's own rules, then those whose change makes the matching best, then the rest.
std::vector<RuleChange> RemedySearch::choose_firsts(const std::vector<std::size_t>& asking) {
  const auto is_own_of_any = [&](const RuleChange& change) {
    return std::ranges::any_of(asking, [&](std::size_t person) { return is_own(change, cases_[person].person); });
  };
  std::vector<RuleChange> rest;
  for (const RuleChange& change : binding_) {
    if (change.kind == Kind::floor_lowered) continue;  // how far it must fall is in better_
    if (std::ranges::any_of(better_, [&](const auto& one) { return is_same_rule(one.first, change); })) continue;
    rest.push_back(change);
  }
  std::ranges::stable_sort(
      better_, [](const auto& one, const auto& other) { return prefers_first(one.second, other.second) > 0; });
  std::vector<RuleChange> firsts;
  for (const auto& [change, stages] : better_) firsts.push_back(change);
  firsts.insert(firsts.end(), rest.begin(), rest.end());
  std::ranges::stable_partition(firsts, is_own_of_any);
  const std::int64_t pairs = std::max(std::int64_t{problem_.mentees} * problem_.mentors, std::int64_t{1});
  const std::size_t most = std::clamp(at(pairs_read / pairs), fewest_firsts, most_firsts);
  if (firsts.size() <= most) return firsts;
  for (const std::size_t number : asking) {
    Case& person = cases_[number];
    const auto may_need = [&](const RuleChange& change) { return needs(person, change); };
    if (std::none_of(firsts.begin() + static_cast<std::ptrdiff_t>(most), firsts.end(), may_need)) continue;
    person.is_cut = true;
    person.firsts = firsts.size();
    person.followed = most;
  }
  firsts.resize(most);
  return firsts;
}

/// Whether two changes that pair somebody may have this one as the only one of them that is tried first. Who has no
/// partner needs a pair of their own admitted, so that others are of no use without one.
bool RemedySearch::needs(const Case& person, const RuleChange& change) const {
  return person.has_partner || (change.kind == Kind::pair_admitted && is_own(change, person.person));
}

/// Looks for all that does it together with a first change.
void RemedySearch::follow(const RuleChange& first) {
  const auto changed = with(first, problem_, objective_, matching_, true);
  if (!changed) return;
  std::vector<RuleChange> seconds = binding_changes(changed->problem, changed->objective, changed->matching.pairs);
  const auto is_done = [&](const RuleChange& second) {
    if (is_same_rule(first, second)) return second.kind == Kind::floor_lowered;
    for (const RuleChange& earlier : firsts_) {
      if (is_same_rule(earlier, first)) return false;
      if (is_same_rule(earlier, second)) return second.kind != Kind::floor_lowered;
    }
    return false;
  };
  std::erase_if(seconds, is_done);
  const std::size_t before = seconds.size();
  if (before > most_seconds) std::erase_if(seconds, [&](const RuleChange& second) { return !concerns_any(second); });
  const bool are_all = seconds.size() == before;
  const bool is_whole = try_changes(changed->problem, changed->objective, changed->matching, std::move(seconds),
                                    most_solved_second, [&](const RuleChange& second, const Matching& matching) {
                                      std::shared_ptr<const Matching> shared;
                                      for (const std::size_t number : asking_) {
                                        Case& person = cases_[number];
                                        if (pairs_of(person.person, matching.pairs).empty()) continue;
                                        if (does_alone(person, first) || does_alone(person, second)) continue;
                                        if (!pairs_of(person.person, changed->matching.pairs).empty()) continue;
                                        if (!shared) shared = std::make_shared<const Matching>(matching);
                                        add(person, joined({first, second}), shared);
                                      }
                                    });
  if (is_whole && are_all) return;
  for (const std::size_t person : asking_) cases_[person].is_cut = true;
}

/// Visits what is better with one change of each; false where some were left out.
bool RemedySearch::try_changes(const Problem& problem, const Objective& objective, const Matching& matching,
                               std::vector<RuleChange> changes, std::size_t most_solved, const Visit& visit) {
  std::vector<RuleChange> exchanged;
  std::vector<RuleChange> solved;
  const bool is_by_levels = std::ranges::any_of(objective, has_profile);
  for (RuleChange& change : changes) {
    if (change.kind == Kind::floor_lowered) {
      try_floors(problem, objective, matching, change, visit);
    } else {
      (!is_by_levels && is_by_exchange(change) ? exchanged : solved).push_back(change);
    }
  }
  std::int64_t steps = 0;
  const std::int64_t done = checkpoint_.done();
  if (!exchanged.empty()) {
    const bool counts = &problem == &problem_;
    ForcedMatchings forced(function_, problem, matching, control_, checkpoint_, [&] {
      if (counts) checkpoint_.reach(done + ++steps / 2);
    });
    forced.each_change(exchanged, [&](std::size_t change, const Matching& found) {
      if (prefers_first(matching.stages, found.stages) < 0) visit(exchanged[change], found);
    });
  }
  // Where not all can be tried, those that concern the people come first.
  if (solved.size() > most_solved) {
    std::ranges::stable_partition(solved, [&](const RuleChange& change) { return concerns_any(change); });
  }
  for (std::size_t change = 0; change < std::min(solved.size(), most_solved); ++change) {
    const auto found = with(solved[change], problem, objective, matching, false);
    if (found) visit(solved[change], found->matching);
    if (&problem == &problem_) checkpoint_.advance();
  }
  return solved.size() <= most_solved;
}

/// Lowers a floor to the points of one after another of the pairs that the best matching without it has below it.
void RemedySearch::try_floors(const Problem& problem, const Objective& objective, const Matching& matching,
                              const RuleChange& change, const Visit& visit) {
  RuleChange lowered = change;
  lowered.after = lowest_units(problem);
  if (lowered.after >= change.before) return;
  const auto without = with(lowered, problem, objective, matching, false);
  if (!without) return;
  std::set<std::int64_t, std::greater<>> floors;
  for (const Pair& pair : without->matching.pairs) {
    const std::int64_t units = units_in_table(problem, pair);
    const bool is_locked = std::ranges::find(problem.locked, pair) != problem.locked.end();
    if (units < change.before && !is_locked) floors.insert(units);
  }
  std::size_t tried = 0;
  for (const std::int64_t floor : floors) {
    // Of many the last, at which every pair of that matching has the points, is tried in any case.
    if (++tried >= most_floors && floor != *floors.rbegin()) continue;
    lowered.after = floor;
    if (const auto found = with(lowered, problem, objective, matching, false)) visit(lowered, found->matching);
  }
}

std::optional<RemedySearch::Changed> RemedySearch::with(const RuleChange& change, const Problem& problem,
                                                        const Objective& objective, const Matching& matching,
                                                        bool certificate) {
  Changed changed{problem, objective, {}};
  change_rule(change, changed.problem, changed.objective);
  const MatchOptions options{
      .certificate = certificate, .warm_start = &matching, .control = nested(control_, checkpoint_)};
  // With its digest, a certificate is believed when searches begin from it.
  changed.matching = certificate ? match(changed.problem, changed.objective, options)
                                 : solve(changed.problem, changed.objective, options);
  look_now(checkpoint_);
  throw_if_ended();
  if (changed.matching.status != Status::optimal) return std::nullopt;
  return changed;
}

bool RemedySearch::is_own(const RuleChange& change, const AnyPerson& person) const {
  if (!change.subject) return false;
  if (const auto* pair = std::get_if<Pair>(&*change.subject)) {
    return person == AnyPerson(pair->mentee) || person == AnyPerson(pair->mentor);
  }
  if (const auto* mentee = std::get_if<MenteeId>(&person)) {
    if (const auto* group = std::get_if<MenteeGroupId>(&*change.subject)) {
      return is_member(problem_.mentee_groups, group->value, *mentee);
    }
    return *change.subject == Claim::Subject(*mentee);
  }
  const MentorId mentor = std::get<MentorId>(person);
  if (const auto* group = std::get_if<MentorGroupId>(&*change.subject)) {
    return is_member(problem_.mentor_groups, group->value, mentor);
  }
  return *change.subject == Claim::Subject(mentor);
}

/// Whether a rule is the person's own, or that of somebody whom the person could be with.
bool RemedySearch::concerns(const RuleChange& change, const AnyPerson& person) const {
  if (is_own(change, person)) return true;
  if (!change.subject) return false;
  const auto could_be = [&](const AnyPerson& other) {
    if (person.index() == other.index()) return false;
    const bool is_mentee = std::holds_alternative<MenteeId>(person);
    return units_in_table(problem_, {std::get<MenteeId>(is_mentee ? person : other),
                                     std::get<MentorId>(is_mentee ? other : person)}) != DenseTable::forbidden;
  };
  if (const auto* mentee = std::get_if<MenteeId>(&*change.subject)) return could_be(*mentee);
  if (const auto* mentor = std::get_if<MentorId>(&*change.subject)) return could_be(*mentor);
  if (const auto* pair = std::get_if<Pair>(&*change.subject)) return could_be(pair->mentee) || could_be(pair->mentor);
  return true;
}

bool RemedySearch::concerns_any(const RuleChange& change) const {
  return std::ranges::any_of(cases_, [&](const Case& person) { return concerns(change, person.person); });
}

}  // namespace pairwell
