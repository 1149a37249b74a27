#include "match/relaxation.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/covering.hpp"
#include "match/nested.hpp"
#include "match/rule_changes.hpp"
#include "match/solve.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

using Kind = RuleChangeKind;

/// How many times a problem is solved before the search for a smallest set ends.
constexpr std::int64_t most_tries = 4096;

/// Every rule that can be relaxed, in the order of the problem.
std::vector<RuleChange> rules_of(const Problem& problem) {
  std::vector<RuleChange> rules;
  // More pairs than all people of the other side is no limit.
  const auto add_range = [&](Kind kind, Claim::Subject subject, const Range& range, std::int64_t possible) {
    if (kind == Kind::most_raised && range.most < possible) {
      rules.push_back({.kind = kind, .subject = subject, .before = range.most, .after = possible});
    } else if (kind == Kind::least_lowered && range.least > 0) {
      rules.push_back({.kind = kind, .subject = subject, .before = range.least, .after = 0});
    }
  };
  const auto add_people = [&](Kind kind, auto id, const std::vector<Range>& capacity, std::int32_t people,
                              std::int64_t possible) {
    for (std::int32_t person = 0; person < people; ++person) {
      add_range(kind, decltype(id)(person), capacity.empty() ? Range{} : capacity[at(person)], possible);
    }
  };
  const auto add_groups = [&](Kind kind, auto id, const auto& groups, std::int64_t others) {
    std::int32_t number = 0;
    for (const auto& group : groups) {
      add_range(kind, decltype(id)(number++), group.pairs,
                std::min(std::ssize(group.members) * others, std::int64_t{Range::no_limit}));
    }
  };
  const auto add_ranges = [&](Kind kind) {
    add_people(kind, MenteeId(), problem.mentee_capacity, problem.mentees, problem.mentors);
    add_people(kind, MentorId(), problem.mentor_capacity, problem.mentors, problem.mentees);
    add_groups(kind, MenteeGroupId(), problem.mentee_groups, problem.mentors);
    add_groups(kind, MentorGroupId(), problem.mentor_groups, problem.mentees);
  };
  add_ranges(Kind::most_raised);
  std::vector<Pair> locked = problem.locked;
  std::ranges::sort(locked);
  for (const Pair& pair : locked) {
    rules.push_back({.kind = Kind::pair_unlocked, .subject = Claim::Subject(pair), .before = 1, .after = 0});
  }
  add_ranges(Kind::least_lowered);
  return rules;
}

/// Demands that no relaxation can do without are found one by one, each a set of rules that collide; the smallest
/// relaxation that meets those that are known is tried, until one allows a matching.
class RelaxationSearch {
 public:
  RelaxationSearch(std::string_view function, const Problem& problem, const Control& control)
      : function_(function), problem_(problem), control_(control), checkpoint_(control), rules_(rules_of(problem)) {
    for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
      most_.push_back(std::abs(rules_[rule].after - rules_[rule].before));
      number_[{rules_[rule].kind == Kind::most_raised, *rules_[rule].subject}] = rule;
    }
    checkpoint_.enter("relaxing rules", 0);
  }

  Relaxation run() {
    std::vector<std::int64_t> units(rules_.size(), 0);
    if (!demand_of(units)) {
      throw InvalidInput(function_, "status", "the problem has a matching that obeys every rule; match it again",
                         to_string(Status::infeasible));
    }
    while (tries_ < most_tries) {
      const auto spend = [&](std::int64_t work) { return checkpoint_.spend(work); };
      const auto cover = smallest_cover(demands_, most_, spend);
      checkpoint_.throw_if_ended(function_);
      if (!cover) break;
      std::ranges::fill(units, 0);
      for (const Given& given : *cover) units[given.rule] = given.units;
      if (!demand_of(units)) return relaxation(units, true);
      strengthen(*cover, units);
    }
    return relaxation(some_relaxation(), false);
  }

 private:
  /// Adds the demand that a relaxation does not meet; false where it allows a matching.
  bool demand_of(const std::vector<std::int64_t>& units) {
    const auto conflict = solve_with(units);
    if (!conflict) return false;
    Demand demand{.units = -conflict->open_pairs};
    const auto add = [&](const Claim& claim, bool is_limit) {
      const auto found = number_.find({is_limit, claim.subject});
      demand.units += is_limit ? -claim.pairs : claim.pairs;
      // A most that no matching can come to is no rule to relax.
      if (found == number_.end()) return;
      demand.rules.push_back(found->second);
      demand.units += units[found->second];
    };
    for (const Claim& claim : conflict->asked) add(claim, false);
    for (const Claim& claim : conflict->limits) add(claim, true);
    std::ranges::sort(demand.rules);
    demands_.push_back(std::move(demand));
    return true;
  }

  std::optional<Infeasibility> solve_with(const std::vector<std::int64_t>& units) {
    Problem relaxed = problem_;
    Objective objective{MostPairs{}};
    for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
      if (units[rule] > 0) change_rule(change_by(rule, units[rule]), relaxed, objective);
    }
    ++tries_;
    const Matching found = solve(
        relaxed, objective, {.certificate = false, .warm_start = nullptr, .control = nested(control_, checkpoint_)});
    look_now(checkpoint_);
    checkpoint_.throw_if_ended(function_);
    return found.status == Status::infeasible ? found.infeasibility : std::nullopt;
  }

  RuleChange change_by(std::size_t rule, std::int64_t units) const {
    RuleChange change = rules_[rule];
    change.after = change.before + (change.kind == Kind::most_raised ? units : -units);
    return change;
  }

  /// What just does not do demands the most: rules of the cover give more, up to that.
  void strengthen(const std::vector<Given>& cover, std::vector<std::int64_t> units) {
    for (const Given& given : cover) {
      std::int64_t low = units[given.rule];  // does not do
      std::int64_t high = most_[given.rule];
      if (low == high) continue;
      std::vector<std::int64_t> with = units;
      with[given.rule] = high;
      if (demand_of(with)) {
        units[given.rule] = high;
        continue;
      }
      while (high - low > 1) {
        with[given.rule] = low + (high - low) / 2;
        (demand_of(with) ? low : high) = with[given.rule];
      }
      with[given.rule] = low;
      demand_of(with);
      return;
    }
  }

  /// One that does, where the search for the smallest is given up: no rule of it can give less.
  std::vector<std::int64_t> some_relaxation() {
    std::vector<std::int64_t> units(rules_.size(), 0);
    while (const auto conflict = solve_with(units)) {
      std::optional<std::size_t> widest;
      const auto look = [&](const Claim& claim, bool is_limit) {
        const auto found = number_.find({is_limit, claim.subject});
        if (found == number_.end() || units[found->second] == most_[found->second]) return;
        if (!widest || most_[found->second] > most_[*widest]) widest = found->second;
      };
      for (const Claim& claim : conflict->limits) look(claim, true);
      for (const Claim& claim : conflict->asked) look(claim, false);
      assert(widest);
      units[*widest] = most_[*widest];
    }
    for (std::int64_t& own : units) {
      std::int64_t low = -1;
      std::int64_t high = own;
      while (high - low > 1) {
        own = low + (high - low) / 2;
        (solve_with(units) ? low : high) = own;
      }
      own = high;
    }
    return units;
  }

  Relaxation relaxation(const std::vector<std::int64_t>& units, bool is_smallest) const {
    Relaxation found{.is_smallest = is_smallest};
    for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
      if (units[rule] == 0) continue;
      found.changes.push_back(change_by(rule, units[rule]));
      found.units += units[rule];
    }
    return found;
  }

  std::string_view function_;
  const Problem& problem_;
  const Control& control_;
  Checkpoint checkpoint_;
  std::vector<RuleChange> rules_;                                  // with all that they can give
  std::vector<std::int64_t> most_;                                 // units of each
  std::map<std::pair<bool, Claim::Subject>, std::size_t> number_;  // by whether it is a most, and whose
  std::vector<Demand> demands_;
  std::int64_t tries_ = 0;
};

std::string in_words(const Relaxation& relaxation, const Caller& call) {
  std::vector<std::string> parts;
  for (const RuleChange& change : relaxation.changes) parts.push_back(as_relaxed(change, call));
  const std::size_t rules = parts.size();
  std::string text = "There is a matching once " + std::to_string(rules) +
                     (rules == 1 ? " rule is relaxed: " : " rules are relaxed: ") + Caller::list(std::move(parts)) +
                     ".";
  if (!relaxation.is_smallest) return text + " Whether fewer would do was not found out.";
  if (rules == 1) return text;
  return text + " No fewer rules would do.";
}

}  // namespace

Relaxation smallest_relaxation(std::string_view function, const Problem& problem, const Caller& call,
                               const Control& control) {
  Relaxation found = RelaxationSearch(function, problem, control).run();
  found.text = in_words(found, call);
  return found;
}

}  // namespace pairwell
