#include "pairwell/match/explain.hpp"

#include <algorithm>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/fingerprint.hpp"
#include "match/solve.hpp"
#include "match/tables.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/match/certificate.hpp"

namespace pairwell {
namespace {

/// How much worse a stage would be, in the words of its row. A stage by levels differs at a level.
std::string worse_by(const StageRow& row, std::int64_t cost, std::int64_t level, std::int64_t scale) {
  const auto in_points = [scale](std::int64_t units) { return to_string(Points(units), scale); };
  const bool is_by_levels = row.levels != StageLevels::none;
  std::string text;
  for (const char letter : cost == 1 ? row.worse.one : row.worse.many) {
    if (letter == '#') {
      text += row.in_points && !is_by_levels ? in_points(cost) : std::to_string(cost);
    } else if (letter == '@') {
      text += row.levels == StageLevels::points ? in_points(level) : std::to_string(level);
    } else {
      text += letter;
    }
  }
  return text;
}

bool differs(const StageResult& without, const StageResult& with) {
  return without.value != with.value || without.profile != with.profile;
}

/// How a stage differs.
struct Loss {
  std::int64_t cost = 0;
  std::string text;
};

/// None has nothing under it: a worst pair where there was none before is worse by no number.
Loss loss_of_value(const StageResult& without, const StageResult& with, std::int64_t scale) {
  if (!without.value || !with.value) return {0, "that there is a worst pair where there is none now"};
  const StageRow& row = row_of(without.stage);
  const std::int64_t cost = row.less_is_better ? *with.value - *without.value : *without.value - *with.value;
  return {cost, worse_by(row, cost, 0, scale)};
}

/// Pairs at the first level that differs.
Loss loss_of_profile(const StageResult& without, const StageResult& with, std::int64_t scale) {
  std::size_t same = 0;
  while (same < std::min(without.profile.size(), with.profile.size()) && without.profile[same] == with.profile[same]) {
    ++same;
  }
  const auto next = [same](const StageResult& result) {
    return same < result.profile.size() ? std::optional(result.profile[same]) : std::nullopt;
  };
  // Worse is: more pairs at a level that should have few, so that `with` has pairs there, or fewer where many are
  // wanted.
  const StageRow& row = row_of(without.stage);
  const auto differs = next(row.as_many ? without : with).value_or(LevelCount{});
  const auto other = next(row.as_many ? with : without);
  const std::int64_t cost = differs.pairs - (other && other->level == differs.level ? other->pairs : 0);
  return {cost, worse_by(row, cost, differs.level, scale)};
}

/// Everything about one person that does not depend on the side.
template <class PersonId>
struct Side;

template <>
struct Side<MenteeId> {
  static constexpr const char* others = "mentor";
  static std::int32_t people(const Problem& problem) { return problem.mentees; }
  static MenteeId of(const Pair& pair) { return pair.mentee; }
  static std::vector<Range>& capacity(Problem& problem) { return problem.mentee_capacity; }
};

template <>
struct Side<MentorId> {
  static constexpr const char* others = "mentee";
  static std::int32_t people(const Problem& problem) { return problem.mentors; }
  static MentorId of(const Pair& pair) { return pair.mentor; }
  static std::vector<Range>& capacity(Problem& problem) { return problem.mentor_capacity; }
};

template <class PersonId>
std::int32_t count_admissible(const Problem& problem, PersonId person) {
  const AdmissiblePairs admissible(problem);
  std::int32_t count = 0;
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    admissible.each_of(mentee, [&](std::int32_t mentor, std::int64_t) {
      if (Side<PersonId>::of({MenteeId(mentee), MentorId(mentor)}) == person) ++count;
    });
  }
  return count;
}

template <class PersonId>
void check_question(const Problem& problem, const Matching& matching, PersonId person) {
  if (matching.status != Status::optimal) {
    throw InvalidInput("why_unmatched", "status", "only an optimal matching can be asked about",
                       to_string(matching.status));
  }
  if (!was_made_for(problem, matching)) {
    throw InvalidInput("why_unmatched", "digest", "the matching was made for another problem", matching.digest);
  }
  if (person.value < 0 || person.value >= Side<PersonId>::people(problem)) {
    throw InvalidInput("why_unmatched", "id", "the person is not in the problem", to_string(person));
  }
  if (std::ranges::any_of(matching.pairs, [&](const Pair& pair) { return Side<PersonId>::of(pair) == person; })) {
    throw InvalidInput("why_unmatched", "matched", "the person has a pair", to_string(person));
  }
}

template <class PersonId>
WhyUnmatched why(const Problem& problem, const Matching& matching, PersonId person, const Control& control) {
  check_question(problem, matching, person);
  WhyUnmatched answer;
  answer.admissible = count_admissible(problem, person);
  if (answer.admissible == 0) {
    answer.text = std::string("No ") + Side<PersonId>::others + " is allowed under the hard rules.";
    return answer;
  }
  Problem with = problem;
  auto& capacity = Side<PersonId>::capacity(with);
  if (capacity.empty()) capacity.resize(at(Side<PersonId>::people(problem)));
  Range& own = capacity[at(person.value)];
  if (own.most == 0) {
    answer.why = Unmatched::no_capacity;
    answer.text = "Offers no capacity.";
    return answer;
  }
  own.least = std::max(own.least, 1);
  const MatchOptions options{.certificate = false, .warm_start = &matching, .control = control};
  const Matching forced = solve(with, objective_of(matching), options, [&](const std::vector<StageResult>& results) {
    return differs(results.back(), matching.stages[results.size() - 1]);
  });
  if (forced.status == Status::cancelled || forced.status == Status::time_limit) {
    throw Stopped("why_unmatched", forced.status);
  }
  if (forced.status == Status::infeasible) {
    answer.why = Unmatched::against_rules;
    answer.text = "A pair would break a rule for others: " + forced.infeasibility->reason;
    return answer;
  }
  answer.why = Unmatched::worse_overall;
  // With the person in there are fewer matchings to choose from, so the first stage that differs is worse.
  for (std::size_t stage = 0; stage < forced.stages.size(); ++stage) {
    const StageResult& without = matching.stages[stage];
    const StageResult& with_person = forced.stages[stage];
    if (!differs(without, with_person)) continue;
    const Loss loss = has_profile(without.stage) ? loss_of_profile(without, with_person, problem.scale)
                                                 : loss_of_value(without, with_person, problem.scale);
    if (loss.cost < 0) {
      throw InvalidInput("why_unmatched", "optimal", "the matching is not the best of its problem; verify it",
                         name(without.stage));
    }
    answer.stage = stage;
    answer.cost = loss.cost;
    answer.text = "Of " + std::to_string(answer.admissible) + " allowed " + Side<PersonId>::others +
                  (answer.admissible == 1 ? "" : "s") + ", any pair would mean " + loss.text + ".";
    return answer;
  }
  answer.text = "As good a matching includes this person; the objective does not tell them apart.";
  return answer;
}

}  // namespace

std::string_view to_string(Unmatched why) {
  switch (why) {
    case Unmatched::nobody_admissible:
      return "nobody_admissible";
    case Unmatched::no_capacity:
      return "no_capacity";
    case Unmatched::against_rules:
      return "against_rules";
    case Unmatched::worse_overall:
      return "worse_overall";
  }
  return "unknown";
}

WhyUnmatched why_unmatched(const Problem& problem, const Matching& matching, MenteeId mentee, const Control& control) {
  return why(problem, matching, mentee, control);
}

WhyUnmatched why_unmatched(const Problem& problem, const Matching& matching, MentorId mentor, const Control& control) {
  return why(problem, matching, mentor, control);
}

}  // namespace pairwell
