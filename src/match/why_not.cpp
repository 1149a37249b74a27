#include "pairwell/match/why_not.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "match/consequences.hpp"
#include "match/forced.hpp"
#include "match/loss.hpp"
#include "match/reasons.hpp"
#include "match/sentences.hpp"
#include "match/tables.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

bool has(const std::vector<Pair>& pairs, const Pair& pair) { return std::ranges::find(pairs, pair) != pairs.end(); }

/// Whether the two are in the problem, and are a pair of the matching or not.
void check_pair(std::string_view function, const Problem& problem, const Matching& matching, const Pair& pair,
                bool is_paired) {
  Findings findings;
  const auto check = [&](const char* column, const auto id, std::int32_t people) {
    if (id.value >= 0 && id.value < people) return;
    findings.push_back(
        {.rule = "id", .message = "the person is not in the problem", .column = column, .value = to_string(id)});
  };
  check("mentee", pair.mentee, problem.mentees);
  check("mentor", pair.mentor, problem.mentors);
  throw_if_errors(function, findings);
  if (has(matching.pairs, pair) == is_paired) return;
  const char* message = is_paired ? "the two are no pair of the matching, so ask why_not"
                                  : "the two are a pair of the matching, so ask what explains it";
  throw InvalidInput(function, is_paired ? "unmatched" : "matched", message, to_string(pair));
}

/// With a first letter that begins a sentence.
std::string capitalised(std::string text) {
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

/// Asks for one more matching of the same problem.
template <class Find>
Matching found_by(std::string_view function, const Problem& problem, const Matching& matching, const Control& control,
                  Find find) {
  Checkpoint checkpoint(control);
  checkpoint.enter("explaining", 2);
  ForcedMatchings forced(function, problem, matching, control, checkpoint, [&] { checkpoint.advance(); });
  return find(forced);
}

/// Where no other matching need be looked for; else none.
std::optional<WhyNot> known_reason(const Problem& problem, const Pair& pair, const Caller& call) {
  if (has(problem.forbidden, pair)) {
    return WhyNot{.why = NotPaired::forbidden, .text = "Pairing " + call(pair) + " is forbidden."};
  }
  if (units_in_table(problem, pair) == DenseTable::forbidden) {
    return WhyNot{.why = NotPaired::forbidden, .text = "The table of points leaves out " + call(pair) + "."};
  }
  std::vector<std::string> closed;
  const auto add = [&](const std::vector<Range>& capacity, const auto id) {
    if (!capacity.empty() && capacity[at(id.value)].most == 0) closed.push_back(call(id));
  };
  add(problem.mentee_capacity, pair.mentee);
  add(problem.mentor_capacity, pair.mentor);
  if (closed.empty()) return std::nullopt;
  const char* offers = closed.size() == 1 ? " offers no capacity." : " offer no capacity.";
  return WhyNot{.why = NotPaired::no_capacity, .text = capitalised(Caller::join(std::move(closed))) + offers};
}

/// "1 of the 3 other allowed mentors has more points, and 1 as many."
std::string in_words(const PartnerRank& rank, const std::string& person, std::string_view other) {
  const std::int32_t others = rank.allowed - 1;
  const std::string role(other);
  std::string text = "For " + person + ", ";
  if (others == 0) return text + "no other " + role + " is allowed.";
  if (others == 1) {
    const char* points = rank.better == 1 ? "more" : rank.tied == 1 ? "as many" : "fewer";
    return text + "the only other allowed " + role + " has " + points + " points.";
  }
  text += rank.better == 0 ? "none" : rank.better == others ? "all" : std::to_string(rank.better);
  text += " of the " + std::to_string(others) + " other allowed " + role + "s ";
  text += rank.better > 1 ? "have" : "has";
  text += " more points";
  if (rank.tied == 0) return text + ".";
  return text + ", and " + std::to_string(rank.tied) + (rank.tied == 1 ? " has as many." : " have as many.");
}

/// How a pair's units compare with those of the pairs that one of the two could have.
class Ranking {
 public:
  explicit Ranking(std::int64_t own) : own_(own) {}

  void count(std::int64_t units) {
    ++rank_.allowed;
    if (units > own_) {
      ++rank_.better;
      above_.push_back(units);
    } else if (units == own_) {
      ++rank_.tied;
    }
  }

  PartnerRank rank() {
    std::ranges::sort(above_);
    above_.erase(std::unique(above_.begin(), above_.end()), above_.end());
    rank_.rank = 1 + static_cast<std::int32_t>(above_.size());
    --rank_.tied;  // the pair itself
    return rank_;
  }

 private:
  std::int64_t own_;
  PartnerRank rank_{};
  std::vector<std::int64_t> above_;
};

void rank(const Problem& problem, const Pair& pair, PairExplanation& answer) {
  const AdmissiblePairs admissible(problem);
  const std::int64_t own = units_in_table(problem, pair);
  Ranking of_mentee(own);
  admissible.each_of(pair.mentee.value, [&](std::int32_t, std::int64_t units) { of_mentee.count(units); });
  Ranking of_mentor(own);
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    const std::int64_t units = admissible.units_of({MenteeId(mentee), pair.mentor});
    if (units != DenseTable::forbidden) of_mentor.count(units);
  }
  answer.points = Points(own);
  answer.of_mentee = of_mentee.rank();
  answer.of_mentor = of_mentor.rank();
}

/// "at least 1 pair must ...", within a sentence.
std::string continued(std::string text) {
  text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
  return text;
}

}  // namespace

std::string_view to_string(NotPaired why) {
  switch (why) {
    case NotPaired::forbidden:
      return "forbidden";
    case NotPaired::no_capacity:
      return "no_capacity";
    case NotPaired::against_rules:
      return "against_rules";
    case NotPaired::worse_overall:
      return "worse_overall";
  }
  return "unknown";
}

WhyNot why_not(const Problem& problem, const Matching& matching, MenteeId mentee, MentorId mentor, const Names& names,
               const Control& control) {
  constexpr std::string_view function = "why_not";
  const Pair pair{mentee, mentor};
  check_matching(function, problem, matching, names);
  check_pair(function, problem, matching, pair, false);
  const Caller call(problem, names);
  if (auto known = known_reason(problem, pair, call)) return *std::move(known);
  const Matching forced =
      found_by(function, problem, matching, control, [&](ForcedMatchings& matchings) { return matchings.with(pair); });
  WhyNot answer;
  if (forced.status == Status::infeasible) {
    answer.why = NotPaired::against_rules;
    answer.text = breaks_a_rule("Pairing " + call(pair), "other pairs", *forced.infeasibility, call);
    answer.detail = who_holds_the_places(*forced.infeasibility, pair, "other pairs", call);
    answer.infeasibility = forced.infeasibility;
    answer.infeasibility->reason = pairwell::in_words(*forced.infeasibility, problem, names);
    return answer;
  }
  answer.why = NotPaired::worse_overall;
  answer.with = consequences_of(function, problem, matching, forced, pair);
  answer.text = pair_would_mean(first_loss(function, problem, matching, forced), pair, call);
  answer.detail = who_changes_with(*answer.with, pair, problem, call);
  return answer;
}

PairExplanation explain(const Problem& problem, const Matching& matching, MenteeId mentee, MentorId mentor,
                        const Names& names, const Control& control) {
  constexpr std::string_view function = "explain";
  const Pair pair{mentee, mentor};
  check_matching(function, problem, matching, names);
  check_pair(function, problem, matching, pair, true);
  const Caller call(problem, names);
  PairExplanation answer{.is_locked = has(problem.locked, pair)};
  rank(problem, pair, answer);
  answer.text = "The pair of " + call(pair) + " has " + in_points(answer.points.units, problem.scale) + ". " +
                in_words(answer.of_mentee, call(mentee), "mentor") + ' ' +
                in_words(answer.of_mentor, call(mentor), "mentee");
  if (answer.is_locked) {
    answer.text += " The pair is locked.";
    return answer;
  }
  const Matching forced = found_by(function, problem, matching, control,
                                   [&](ForcedMatchings& matchings) { return matchings.without(pair); });
  if (forced.status == Status::infeasible) {
    answer.text += " Without it no matching obeys the rules.";
    answer.infeasibility = forced.infeasibility;
    answer.infeasibility->reason = pairwell::in_words(*forced.infeasibility, problem, names);
    answer.detail = "Without " + call(pair) + ", " + continued(answer.infeasibility->reason);
    return answer;
  }
  answer.without = consequences_of(function, problem, matching, forced, pair);
  const auto loss = first_loss(function, problem, matching, forced);
  answer.text += loss ? " To do without it would mean " + loss->loss.text + "."
                      : " An equally good matching does without it: the objective does not tell the two apart.";
  answer.detail =
      "A best matching without " + call(pair) + ' ' + pairwell::in_words(*answer.without, problem, call) + ".";
  return answer;
}

}  // namespace pairwell
