#include "match/consequences.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "match/loss.hpp"
#include "match/reasons.hpp"
#include "match/tables.hpp"

namespace pairwell {
namespace {

/// Puts changes in the order in which one makes the next possible or needed: an end and a beginning of one person.
class ChainOrder {
 public:
  explicit ChainOrder(std::vector<ChainStep> changes) : changes_(std::move(changes)), is_told_(changes_.size(), false) {
    for (std::size_t index = 0; index < changes_.size(); ++index) {
      of_mentee_[changes_[index].pair.mentee].push_back(index);
      of_mentor_[changes_[index].pair.mentor].push_back(index);
    }
  }

  /// @param first with which the chain begins.
  std::vector<ChainStep> from(const Pair& first) {
    const auto found = std::ranges::find(changes_, first, &ChainStep::pair);
    assert(found != changes_.end());
    tell_around(static_cast<std::size_t>(found - changes_.begin()));
    // What hangs together by a group alone begins anew, with an end where there is one.
    for (const bool begins : {false, true}) {
      for (std::size_t index = 0; index < changes_.size(); ++index) {
        if (changes_[index].begins == begins) tell_around(index);
      }
    }
    return std::move(chain_);
  }

 private:
  void tell_around(std::size_t start) {
    if (is_told_[start]) return;
    tell(start);
    for (const bool starts_by_mentor : {true, false}) {
      bool is_by_mentor = starts_by_mentor;
      for (auto next = after(start, is_by_mentor); next; next = after(*next, is_by_mentor)) {
        tell(*next);
        is_by_mentor = !is_by_mentor;
      }
    }
  }

  void tell(std::size_t index) {
    is_told_[index] = true;
    chain_.push_back(changes_[index]);
  }

  /// A change of the other kind of the same mentor or mentee.
  std::optional<std::size_t> after(std::size_t index, bool is_by_mentor) const {
    const auto& [pair, begins, units] = changes_[index];
    for (const std::size_t other : is_by_mentor ? of_mentor_.at(pair.mentor) : of_mentee_.at(pair.mentee)) {
      if (!is_told_[other] && changes_[other].begins != begins) return other;
    }
    return std::nullopt;
  }

  std::vector<ChainStep> changes_;
  std::vector<bool> is_told_;
  std::map<MenteeId, std::vector<std::size_t>> of_mentee_;
  std::map<MentorId, std::vector<std::size_t>> of_mentor_;
  std::vector<ChainStep> chain_;
};

template <class PersonId>
std::vector<Gain<PersonId>> gains(const std::vector<ChainStep>& changes, PersonId Pair::*side) {
  std::map<PersonId, Gain<PersonId>> gains;
  for (const ChainStep& change : changes) {
    Gain<PersonId>& gain = gains[change.pair.*side];
    gain.person = change.pair.*side;
    gain.pairs += change.begins ? 1 : -1;
    gain.units += change.begins ? change.units : -change.units;
  }
  std::vector<Gain<PersonId>> listed;
  for (const auto& [person, gain] : gains) {
    if (gain.pairs != 0 || gain.units != 0) listed.push_back(gain);
  }
  return listed;
}

/// "a pair", "2 pairs".
std::string some_pairs(std::int64_t pairs) { return pairs == 1 ? "a pair" : count_pairs(pairs); }

/// "loses a pair and 4 points", "gains 1 point", "loses a pair and gains 2 points".
template <class PersonId>
std::string in_words(const Gain<PersonId>& gain, std::int64_t scale) {
  const auto what = [&](bool is_gain) {
    const std::int64_t sign = is_gain ? 1 : -1;
    std::vector<std::string> parts;
    if (sign * gain.pairs > 0) parts.push_back(some_pairs(sign * gain.pairs));
    if (sign * gain.units > 0) parts.push_back(in_points(sign * gain.units, scale));
    return parts.empty() ? std::string() : (is_gain ? "gains " : "loses ") + Caller::join(std::move(parts));
  };
  const std::string lost = what(false);
  const std::string gained = what(true);
  return lost + (lost.empty() || gained.empty() ? "" : " and ") + gained;
}

}  // namespace

namespace {

/// Everything but what it costs.
Consequences pairs_that_change(const Problem& problem, const Matching& matching, const Matching& forced,
                               const std::optional<Pair>& asked) {
  Consequences found{.pairs = forced.pairs, .points = forced.points};
  for (std::size_t stage = 0; stage < forced.stages.size(); ++stage) {
    const StageResult& before = matching.stages[stage];
    const StageResult& after = forced.stages[stage];
    found.stages.push_back({.before = before.value,
                            .after = after.value,
                            .profile_before = before.profile,
                            .profile_after = after.profile,
                            .worse_by = how_much_worse(before, after)});
  }
  std::vector<Pair> before = matching.pairs;
  if (!std::ranges::is_sorted(before)) std::ranges::sort(before);
  std::vector<Pair> ended;
  std::vector<Pair> begun;
  std::ranges::set_difference(before, forced.pairs, std::back_inserter(ended));
  std::ranges::set_difference(forced.pairs, before, std::back_inserter(begun));
  std::vector<ChainStep> changes;
  for (const Pair& pair : ended) changes.push_back({pair, false, units_in_table(problem, pair)});
  for (const Pair& pair : begun) changes.push_back({pair, true, units_in_table(problem, pair)});
  found.mentees = gains(changes, &Pair::mentee);
  found.mentors = gains(changes, &Pair::mentor);
  assert(asked || !changes.empty());
  const Pair first = asked ? *asked : changes.front().pair;
  found.chain = ChainOrder(std::move(changes)).from(first);
  return found;
}

}  // namespace

Consequences consequences_of(std::string_view function, const Problem& problem, const Matching& matching,
                             const Matching& forced, const std::optional<Pair>& asked) {
  Consequences found = pairs_that_change(problem, matching, forced, asked);
  if (const auto loss = first_loss(function, problem, matching, forced)) {
    found.stage = loss->stage;
    found.cost = loss->loss.cost;
  }
  return found;
}

Consequences changes_to(const Problem& problem, const Matching& matching, const Matching& changed, const Pair& asked) {
  Consequences found = pairs_that_change(problem, matching, changed, asked);
  for (std::size_t stage = 0; stage < changed.stages.size() && !found.stage; ++stage) {
    if (!differs(matching.stages[stage], changed.stages[stage])) continue;
    found.stage = stage;
    found.cost = found.stages[stage].worse_by;
  }
  return found;
}

std::string in_words(const Consequences& consequences, const Problem& problem, const Caller& call,
                     bool leaves_out_first) {
  std::vector<std::string> ended;
  std::vector<std::string> begun;
  for (auto change = consequences.chain.begin() + (leaves_out_first ? 1 : 0); change != consequences.chain.end();
       ++change) {
    (change->begins ? begun : ended).push_back(call(change->pair));
  }
  std::string text;
  if (!ended.empty()) text = "ends " + Caller::join(std::move(ended));
  if (!begun.empty())
    text.append(text.empty() ? "" : ", and ").append("begins ").append(Caller::join(std::move(begun)));
  if (text.empty()) text = "changes no other pair";
  // Whoever loses comes first.
  std::vector<std::string> people;
  for (const bool loses : {true, false}) {
    const auto add = [&](const auto& gains) {
      for (const auto& gain : gains) {
        if (loses != (gain.pairs < 0 || (gain.pairs == 0 && gain.units < 0))) continue;
        people.push_back(call(gain.person) + ' ' + in_words(gain, problem.scale));
      }
    };
    add(consequences.mentees);
    add(consequences.mentors);
  }
  if (people.empty()) return text;
  return text + "; " + Caller::list(std::move(people));
}

std::string pair_would_mean(const std::optional<FirstLoss>& loss, const Pair& pair, const Caller& call) {
  if (loss) return "Pairing " + call(pair) + " would mean " + loss->loss.text + ".";
  return "An equally good matching has " + call(pair) + ": the objective does not tell the two apart.";
}

std::string who_changes_with(const Consequences& with, const Pair& pair, const Problem& problem, const Caller& call) {
  return "A best matching that has " + call(pair) + ' ' + in_words(with, problem, call) + ".";
}

}  // namespace pairwell
