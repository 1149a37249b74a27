#include "pairwell/round/rematch.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/scheme/life_cycle.hpp"

namespace pairwell {
namespace {

constexpr std::pair<std::string_view, Standing> standings[] = {
    {"proposed", Standing::open},      {"reviewed", Standing::open},    {"conversation_held", Standing::open},
    {"confirmed", Standing::kept},     {"published", Standing::kept},   {"active", Standing::kept},
    {"completed", Standing::barred},   {"declined", Standing::barred},  {"replaced", Standing::none},
    {"ended_early", Standing::barred}, {"withdrawn", Standing::barred},
};

/// Positions of people by their references.
class People {
 public:
  People(const std::vector<MenteeForm>& mentees, const std::vector<MentorForm>& mentors) {
    for (std::size_t i = 0; i < mentees.size(); ++i) mentees_[mentees[i].reference] = static_cast<std::int32_t>(i);
    for (std::size_t j = 0; j < mentors.size(); ++j) mentors_[mentors[j].reference] = static_cast<std::int32_t>(j);
  }

  /// The pair's position; none where one of the two no longer takes part.
  std::optional<Pair> find(const PairRecord& record) const {
    const auto mentee = mentees_.find(record.mentee);
    const auto mentor = mentors_.find(record.mentor);
    if (mentee == mentees_.end() || mentor == mentors_.end()) return std::nullopt;
    return Pair{MenteeId(mentee->second), MentorId(mentor->second)};
  }

 private:
  std::map<std::string, std::int32_t> mentees_;
  std::map<std::string, std::int32_t> mentors_;
};

std::string name_of(const PairRecord& record) { return record.mentee + " with " + record.mentor; }

/// What the records say about the pairs of a problem.
struct Stand {
  std::set<Pair> kept;
  std::set<Pair> open;
  std::set<Pair> barred;
  std::vector<PairRecord> gone;
};

Stand stand_of(const People& people, const std::vector<PairRecord>& records, Findings& findings) {
  Stand result;
  const auto fault = [&](const char* rule, const std::string& message, const PairRecord& record) {
    findings.push_back({.rule = rule, .message = message, .file = "pairs", .value = name_of(record)});
  };
  std::set<std::pair<std::string, std::string>> living;
  for (const PairRecord& record : records) {
    const Standing now = standing(record.state);
    const std::optional<Pair> pair = people.find(record);
    const bool lives = now == Standing::kept || now == Standing::open;
    if (lives && !living.emplace(record.mentee, record.mentor).second) {
      fault("duplicate", "The pair has two records that are not over.", record);
    }
    if (now == Standing::kept && !pair) {
      fault("left",
            "The pair is " + record.state + ", and one of the two no longer takes part; record the withdrawal first.",
            record);
    }
    if (now == Standing::open && !pair) result.gone.push_back(record);
    if (!pair) continue;
    if (now == Standing::kept) result.kept.insert(*pair);
    if (now == Standing::open) result.open.insert(*pair);
    if (now == Standing::barred) result.barred.insert(*pair);
  }
  // Two who turned each other down and later came together all the same are a pair by the later decision.
  for (const Pair& pair : result.kept) result.barred.erase(pair);
  return result;
}

/// The mentors who have a place by the pairs so far; one of an open pair only if the pair can still be.
PlacesHeld places_held(const Stand& stand, const ScoreTable& scores) {
  PlacesHeld held;
  if (std::ssize(scores.units) != std::int64_t{scores.mentees} * scores.mentors) return held;  // make_problem says so
  for (const Pair& pair : stand.kept) held.kept.push_back(pair.mentor);
  for (const Pair& pair : stand.open) {
    const bool is_inside = pair.mentee.value < scores.mentees && pair.mentor.value < scores.mentors;
    if (is_inside && scores.allowed(pair.mentee, pair.mentor) && !stand.barred.contains(pair)) {
      held.open.push_back(pair.mentor);
    }
  }
  return held;
}

void require_admissible(const Stand& stand, const std::vector<MenteeForm>& mentees,
                        const std::vector<MentorForm>& mentors, const ScoreTable& scores, Findings& findings) {
  assert(scores.units.size() == mentees.size() * mentors.size());
  for (const Pair& pair : stand.kept) {
    if (scores.allowed(pair.mentee, pair.mentor)) continue;
    const auto row = static_cast<std::size_t>(pair.mentee.value);
    const auto column = static_cast<std::size_t>(pair.mentor.value);
    for (const Refusal& refusal : scores.at(pair.mentee, pair.mentor).refusals) {
      findings.push_back({.rule = "refused",
                          .message = "A person decided on the pair, and a rule now refuses it: " + refusal.text,
                          .file = "pairs",
                          .value = mentees[row].reference + " with " + mentors[column].reference});
    }
  }
}

/// The problem has these people in this order, as far as its keys say.
template <class RoleForm>
void require_people(const char* column, const std::vector<RoleForm>& forms, std::int32_t people,
                    const std::vector<std::uint64_t>& keys, Findings& findings) {
  if (std::ssize(forms) != people) {
    findings.push_back({.rule = "people",
                        .message = "the matching is of another number of people: " + std::to_string(people),
                        .column = column,
                        .value = std::to_string(forms.size())});
    return;
  }
  const auto other = std::ranges::mismatch(
      forms, keys, [](const Form& form, std::uint64_t key) { return lottery_key(form.reference) == key; });
  if (keys.empty() || other.in1 == forms.end()) return;
  findings.push_back({.rule = "people",
                      .message = "the matching has another person at this place",
                      .column = std::string(column) + "[" + std::to_string(other.in1 - forms.begin()) + "]",
                      .value = other.in1->reference});
}

}  // namespace

std::string_view to_string(Standing standing) {
  constexpr std::array<std::string_view, 4> names{"kept", "open", "barred", "none"};
  return names.at(static_cast<std::size_t>(standing));
}

Standing standing(std::string_view state) {
  const auto found = std::ranges::find(standings, state, [](const auto& row) { return row.first; });
  if (found != std::end(standings)) return found->second;
  // Not a state of a pair: the life cycle says which words are.
  moves_from(LifeCycle::pair, state);
  throw InvalidInput("standing", "state", "the state says nothing about a re-match", state);
}

Rematch make_rematch(const Programme& programme, const std::vector<MenteeForm>& mentees,
                     const std::vector<MentorForm>& mentors, const ScoreTable& scores,
                     const std::vector<PairRecord>& records) {
  Findings findings;
  Stand stand = stand_of(People(mentees, mentors), records, findings);
  Rematch result{.problem = make_problem(programme, mentees, mentors, scores, places_held(stand, scores)),
                 .objective = {},
                 .gone = std::move(stand.gone)};
  require_admissible(stand, mentees, mentors, scores, findings);
  throw_if_errors("make_rematch", findings);

  auto& units = std::get<DenseTable>(result.problem.points).units;
  for (const Pair& pair : stand.barred) {
    const auto row = static_cast<std::size_t>(pair.mentee.value);
    units[row * mentors.size() + static_cast<std::size_t>(pair.mentor.value)] = DenseTable::forbidden;
  }
  result.problem.locked.assign(stand.kept.begin(), stand.kept.end());
  FewestChanges changes{{stand.kept.begin(), stand.kept.end()}};
  changes.previous.insert(changes.previous.end(), stand.open.begin(), stand.open.end());
  result.objective.emplace_back(std::move(changes));
  for (Stage& stage : make_objective(programme)) result.objective.push_back(std::move(stage));
  return result;
}

PairChanges compare_pairs(const std::vector<MenteeForm>& mentees, const std::vector<MentorForm>& mentors,
                          const std::vector<PairRecord>& records, const Problem& problem, const Matching& matching) {
  Findings findings;
  require_people("mentees", mentees, problem.mentees, problem.mentee_keys, findings);
  require_people("mentors", mentors, problem.mentors, problem.mentor_keys, findings);
  throw_if_errors("compare_pairs", findings);
  if (!was_made_for(problem, matching)) {
    throw InvalidInput("compare_pairs", "digest", "the matching was made for another problem", matching.digest);
  }
  std::map<std::pair<std::string, std::string>, PairRecord> before;
  for (const PairRecord& record : records) {
    const Standing now = standing(record.state);
    if (now == Standing::kept || now == Standing::open) before[{record.mentee, record.mentor}] = record;
  }
  PairChanges changes;
  for (const Pair& pair : matching.pairs) {
    if (pair.mentee.value < 0 || pair.mentee.value >= std::ssize(mentees) || pair.mentor.value < 0 ||
        pair.mentor.value >= std::ssize(mentors)) {
      throw InvalidInput("compare_pairs", "range", "the matching has a pair outside its problem", to_string(pair));
    }
    const std::string& mentee = mentees[static_cast<std::size_t>(pair.mentee.value)].reference;
    const std::string& mentor = mentors[static_cast<std::size_t>(pair.mentor.value)].reference;
    if (const auto found = before.find({mentee, mentor}); found != before.end()) {
      changes.kept.push_back(found->second);
      before.erase(found);
    } else {
      changes.added.push_back({.mentee = mentee, .mentor = mentor, .state = "proposed"});
    }
  }
  for (const auto& [names, record] : before) changes.replaced.push_back(record);
  const auto by_names = [](const PairRecord& record) { return std::tie(record.mentee, record.mentor); };
  std::ranges::sort(changes.kept, {}, by_names);
  std::ranges::sort(changes.added, {}, by_names);
  return changes;
}

}  // namespace pairwell
