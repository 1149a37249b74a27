#include "pairwell/match/why_not.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "match/consequences.hpp"
#include "match/explaining.hpp"
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

/// The pairs that one person could have, beside those that they are asked about.
class Ranking {
 public:
  /// Of a pair that is asked about, before any is counted.
  void ask(std::int64_t units) { lowest_ = std::min(lowest_, units); }

  void count(std::int64_t units) {
    ++allowed_;
    if (units >= lowest_) units_.push_back(units);
  }

  /// How the units of a pair that was asked about compare, once all are counted.
  PartnerRank rank(std::int64_t own) {
    if (!is_sorted_) std::ranges::sort(units_, std::ranges::greater{});
    is_sorted_ = true;
    const auto [first, last] = std::ranges::equal_range(units_, own, std::ranges::greater{});
    PartnerRank rank{.allowed = allowed_};
    rank.better = static_cast<std::int32_t>(first - units_.begin());
    rank.tied = static_cast<std::int32_t>(last - first) - 1;  // without the pair itself
    for (auto next = units_.begin(); next != first; ++next) {
      if (next + 1 == first || *(next + 1) != *next) ++rank.rank;
    }
    return rank;
  }

 private:
  std::int64_t lowest_ = std::numeric_limits<std::int64_t>::max();
  std::int32_t allowed_ = 0;
  bool is_sorted_ = false;
  std::vector<std::int64_t> units_;  // of those that are no lower than what is asked about
};

/// Each pair with its points and ranks, in one pass over the table at most.
std::vector<PairExplanation> ranked(const Problem& problem, const std::vector<Pair>& pairs,
                                    Checkpoint* checkpoint = nullptr) {
  std::map<MenteeId, Ranking> of_mentee;
  std::map<MentorId, Ranking> of_mentor;
  for (const Pair& pair : pairs) {
    const std::int64_t units = units_in_table(problem, pair);
    of_mentee[pair.mentee].ask(units);
    of_mentor[pair.mentor].ask(units);
  }
  const AdmissiblePairs admissible(problem);
  if (pairs.size() > 1) {
    std::vector<Ranking*> ranking(at(problem.mentors), nullptr);
    for (auto& [mentor, own] : of_mentor) ranking[at(mentor.value)] = &own;
    for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
      const auto found = of_mentee.find(MenteeId(mentee));
      Ranking* own = found == of_mentee.end() ? nullptr : &found->second;
      admissible.each_of(mentee, [&](std::int32_t mentor, std::int64_t units) {
        if (own != nullptr) own->count(units);
        if (ranking[at(mentor)] != nullptr) ranking[at(mentor)]->count(units);
      });
      if (checkpoint != nullptr && !checkpoint->spend(4 * std::int64_t{problem.mentors})) break;
    }
  } else {
    for (auto& [mentee, own] : of_mentee) {
      admissible.each_of(mentee.value, [&](std::int32_t, std::int64_t units) { own.count(units); });
    }
    for (auto& [mentor, own] : of_mentor) {
      for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
        const std::int64_t units = admissible.units_of({MenteeId(mentee), mentor});
        if (units != DenseTable::forbidden) own.count(units);
      }
    }
  }
  std::vector<PairExplanation> answers;
  for (const Pair& pair : pairs) {
    PairExplanation& answer = answers.emplace_back();
    answer.points = Points(units_in_table(problem, pair));
    answer.of_mentee = of_mentee.at(pair.mentee).rank(answer.points.units);
    answer.of_mentor = of_mentor.at(pair.mentor).rank(answer.points.units);
  }
  return answers;
}

/// "at least 1 pair must ...", within a sentence.
std::string continued(std::string text) {
  text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
  return text;
}

/// Of a pair that is ranked: its points, its ranks and whether it is locked.
void say_what_it_has(const Problem& problem, const Pair& pair, const Caller& call, PairExplanation& answer) {
  answer.text = "The pair of " + call(pair) + " has " + in_points(answer.points.units, problem.scale) + ". " +
                in_words(answer.of_mentee, call(pair.mentee), "mentor") + ' ' +
                in_words(answer.of_mentor, call(pair.mentor), "mentee");
  if (answer.is_locked) answer.text += " The pair is locked.";
}

/// Says what a best matching without the pair means, or that there is none.
void say_what_is_without(std::string_view function, const Problem& problem, const Matching& matching, const Pair& pair,
                         const Matching& forced, const Caller& call, PairExplanation& answer) {
  if (forced.status == Status::infeasible) {
    answer.text += " Without it no matching obeys the rules.";
    return;
  }
  answer.without = consequences_of(function, problem, matching, forced, pair);
  const auto loss = first_loss(function, problem, matching, forced);
  answer.text += loss ? " To do without it would mean " + loss->loss.text + "."
                      : " An equally good matching does without it: the objective does not tell the two apart.";
  answer.detail =
      "A best matching without " + call(pair) + ' ' + pairwell::in_words(*answer.without, problem, call) + ".";
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
  PairExplanation answer = ranked(problem, {pair}).front();
  answer.is_locked = has(problem.locked, pair);
  say_what_it_has(problem, pair, call, answer);
  if (answer.is_locked) return answer;
  const Matching forced = found_by(function, problem, matching, control,
                                   [&](ForcedMatchings& matchings) { return matchings.without(pair); });
  say_what_is_without(function, problem, matching, pair, forced, call, answer);
  if (forced.status == Status::infeasible) {
    answer.infeasibility = forced.infeasibility;
    answer.infeasibility->reason = pairwell::in_words(*forced.infeasibility, problem, names);
    answer.detail = "Without " + call(pair) + ", " + continued(answer.infeasibility->reason);
  }
  return answer;
}

std::vector<PairPrice> pair_prices(const Problem& problem, const Matching& matching, const Control& control) {
  constexpr std::string_view function = "pair_prices";
  check_matching(function, problem, matching, {});
  Checkpoint checkpoint(control);
  checkpoint.enter("explaining", problem.mentors);
  std::vector<PairPrice> prices;
  std::int32_t mentor = 0;
  ForcedMatchings forced(function, problem, matching, control, checkpoint, [] {});
  forced.each_price([&](const Pair& pair, const ForcedMatchings::Price& price) {
    if (pair.mentor.value != mentor) checkpoint.reach(mentor = pair.mentor.value);
    prices.push_back({pair, price.is_possible, price.stage, price.cost});
  });
  checkpoint.reach(problem.mentors);
  return prices;
}

AllExplained explain_all(const Problem& problem, const Matching& matching, const Names& names, const Control& control) {
  constexpr std::string_view function = "explain_all";
  check_matching(function, problem, matching, names);
  const Caller call(problem, names);
  std::vector<Pair> locked = problem.locked;
  std::ranges::sort(locked);
  Explaining explaining(function, problem, matching, names, control,
                        std::ssize(matching.pairs) + count_unmatched(problem, matching));
  AllExplained all{.pairs = ranked(problem, matching.pairs, &explaining.checkpoint())};
  explaining.checkpoint().throw_if_ended(function);
  std::map<Pair, PairExplanation*> answers;
  std::vector<Pair> asked;
  for (std::size_t place = 0; place < all.pairs.size(); ++place) {
    const Pair& pair = matching.pairs[place];
    all.pairs[place].is_locked = std::ranges::binary_search(locked, pair);
    say_what_it_has(problem, pair, call, all.pairs[place]);
    if (all.pairs[place].is_locked) {
      explaining.step();
      explaining.step();
    } else {
      answers[pair] = &all.pairs[place];
      asked.push_back(pair);
    }
  }
  if (!asked.empty()) {
    explaining.forced().each_without(asked, [&](const Pair& pair, const Matching& forced, const Matching*) {
      PairExplanation& answer = *answers.at(pair);
      say_what_is_without(function, problem, matching, pair, forced, call, answer);
      if (answer.without) answer.without->pairs = {};
    });
  }
  all.unmatched = why_unmatched_by(explaining);
  return all;
}

}  // namespace pairwell
