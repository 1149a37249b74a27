/// Explain: why somebody is not in any pair, and why there is no matching, in sentences.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/progress.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {

/// What people and groups are called in sentences. Where a list or a name is empty it is the position, as in "mentee
/// 1", and for a group its own name.
struct Names {
  std::vector<std::string> mentee{};
  std::vector<std::string> mentor{};
  std::vector<std::string> mentee_group{};
  std::vector<std::string> mentor_group{};
};

/// The reason of an infeasibility: "At least 2 pairs must be made (...), but no more than 1 can be (...)."
/// @param problem whose infeasibility it is.
/// @throws InvalidInput where a list of names is neither empty nor of as many as there are, or the infeasibility speaks
/// of somebody outside the problem.
std::string in_words(const Infeasibility& infeasibility, const Problem& problem, const Names& names = {});

/// Why a mentee or a mentor has no pair in a matching.
enum class Unmatched {
  nobody_admissible,  ///< No pair with this person is allowed.
  no_capacity,        ///< This person's own capacity is 0.
  against_rules,      ///< Any pair with this person would break a range or a locked pair of others.
  worse_overall,      ///< The person could be in, at the cost that is given.
};

/// The enumerator's name: "no_capacity".
std::string_view to_string(Unmatched why);

/// Why a person is not matched, with what it would cost to match them.
struct WhyUnmatched {
  Unmatched why = Unmatched::nobody_admissible;
  std::int32_t admissible = 0;  ///< How many people of the other side the rules would allow.
  std::string text{};           ///< A full sentence that names nobody else, so that it may be told to this person.
  std::string detail{};         ///< A full sentence that names who gives way, or holds the places; may be empty.
  std::optional<std::size_t>
      stage{};            ///< The first stage of the objective that would be worse; none where there is no cost.
  std::int64_t cost = 0;  ///< By how much, in that stage's units, or in pairs at the first level of a profile that
                          ///< differs: never under 0, and 0 beside a stage only where that
                          ///< is best_worst and had no pair at all before.

  /// Where worse_overall: the pairs of this person in a best matching in which they have one.
  std::vector<Pair> pairs{};
  std::vector<MenteeId> losing_mentees{};  ///< Who have fewer pairs in that matching.
  std::vector<MentorId> losing_mentors{};  ///< Who have fewer pairs in that matching.

  /// Where against_rules: the rules that collide once this person asks for a pair.
  std::optional<Infeasibility> infeasibility{};
};

/// Compares the matching with the best one in which the person's least is one pair, stage by stage. Where several are
/// as good it is one of the nearest to the matching.
/// @throws InvalidInput where the matching is not optimal or was made for another problem, the person is matched or
/// outside the problem, or a list of names is neither empty nor of as many as there are; Stopped where the control asks
/// to stop.
/// @complexity the proof of the matching is checked; then O(E log V) for a search of the nearest matching, and for each
/// pair that becomes better than what there is where best_worst falls. Stages by levels, and a matching that does not
/// carry its proof, cost a call of match.
/// @see docs/design/matching.md, Explanations
WhyUnmatched why_unmatched(const Problem& problem, const Matching& matching, MenteeId mentee, const Names& names = {},
                           const Control& control = {});
WhyUnmatched why_unmatched(const Problem& problem, const Matching& matching, MentorId mentor, const Names& names = {},
                           const Control& control = {});

/// Why each person who is in no pair is in none.
struct AllUnmatched {
  std::map<MenteeId, WhyUnmatched> mentees{};
  std::map<MentorId, WhyUnmatched> mentors{};
};

/// What why_unmatched says of each of them, in one pass: the proof of the matching is checked once, and a search for
/// each person begins from it. Progress is "explaining", in people.
/// @throws as why_unmatched does.
/// @complexity as why_unmatched; a search for each person. With stages by levels, a call of match for each.
AllUnmatched why_unmatched_all(const Problem& problem, const Matching& matching, const Names& names = {},
                               const Control& control = {});

}  // namespace pairwell
