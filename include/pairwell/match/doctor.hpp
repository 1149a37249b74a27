/// Doctor: which changes of rules would pair whoever is in no pair, and which rules to relax where none can be.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"
#include "pairwell/match/why_not.hpp"

namespace pairwell {

/// What becomes of a rule, in the order in which changes are listed.
enum class RuleChangeKind {
  most_raised,    ///< A person or a group may be in more pairs.
  pair_admitted,  ///< A pair leaves Problem::forbidden. One without points in the table cannot be.
  floor_lowered,  ///< The floor of the objective falls.
  pair_unlocked,  ///< A pair leaves Problem::locked.
  least_lowered,  ///< A person or a group may be in fewer pairs.
};

/// The enumerator's name: "most_raised".
std::string_view to_string(RuleChangeKind kind);

/// One rule, changed.
struct RuleChange {
  RuleChangeKind kind = RuleChangeKind::most_raised;
  std::optional<Claim::Subject> subject{};  ///< Whose range it is, or the pair; none of a floor.

  /// The most or the least, in pairs; the floor, in units; of a pair 0 and 1, since it is admitted, or 1 and 0, since
  /// it is unlocked.
  std::int64_t before = 0;
  std::int64_t after = 0;

  friend bool operator==(const RuleChange&, const RuleChange&) = default;
};

/// Changes of rules that pair a person, and what the best matching is with them.
struct Remedy {
  std::vector<RuleChange>
      changes{};              ///< One, or two of which neither would do alone; a rule may give way by two units.
  std::vector<Pair> pairs{};  ///< Of the person.
  std::string text{};         ///< A full sentence that names the changed rules, the person and who is with them.
  std::string detail{};       ///< A full sentence that names all pairs that end and begin, and who gains or loses.

  /// The best matching with the changes. `stage` is the first that differs, and `cost` under 0 where it is better, as
  /// it is but where a floor falls or a pair is unlocked: then a stage of the two may not count the same.
  Consequences consequences{};
};

/// What would pair one person.
struct PersonRemedies {
  std::variant<MenteeId, MentorId> person{};
  std::vector<Remedy> remedies{};

  /// How many changes, or twos of changes, were found; those beyond DoctorOptions::most are not listed.
  std::int64_t found = 0;

  /// Whether some that could do were not tried, for want of time: the bounds are in docs/design/matching.md.
  bool is_cut = false;

  /// Whether a matching as good as the one there is pairs the person, so that no rule need change.
  bool is_tied = false;
  std::string text{};  ///< A full sentence that says how many there are, or why there is none.
};

/// A set of rules without which there is a matching.
struct Relaxation {
  std::vector<RuleChange> changes{};  ///< Mosts raised, leasts lowered and pairs unlocked.
  std::int64_t units = 0;             ///< How much these give way, together.

  /// Whether it is known that no fewer rules do, nor as many with fewer units, nor as many that come first in the order
  /// of the problem. False only where the search was cut.
  bool is_smallest = true;
  std::string text{};  ///< Full sentences.
};

/// What doctor() found: remedies where the matching is optimal, a relaxation where it is infeasible.
struct Treatment {
  std::vector<PersonRemedies> people{};
  std::optional<Relaxation> relaxation{};
};

/// When changes are tried in twos.
enum class Twos {
  where_needed,  ///< For people whom no single change pairs.
  always,
  never,
};

/// The enumerator's name: "where_needed".
std::string_view to_string(Twos twos);

/// Who is asked about, and how far.
struct DoctorOptions {
  std::vector<MenteeId> mentees{};  ///< Where both lists are empty, everybody who is in no pair.
  std::vector<MentorId> mentors{};
  std::int32_t most = 5;  ///< Remedies that are listed of each person, from 1. DEFAULT: 5.
  Twos twos = Twos::where_needed;
};

/// Which changes of rules would pair those who are in no pair: one more unit of somebody's capacity, or of a group's; a
/// forbidden pair admitted; a floor lowered; a locked pair unlocked; a least lowered. A change counts where the best
/// matching with it is better than what there is, and pairs the person. The fewest rules come first, then the fewest
/// units, then the better matching by the stages of the objective, then the order of the problem. Where no matching
/// obeys the rules, a smallest set of them to relax.
/// @throws InvalidInput where the matching was stopped or was made for another problem, a person is paired, outside the
/// problem or asked about twice, people are asked about though the matching is infeasible, the most is under 1, or a
/// list of names is neither empty nor of as many as there are; Stopped where the control asks to stop.
/// @complexity for single changes as why_unmatched_all, with a search for each rule that binds; in twos this for each
/// change that could be the first, at most 24. Stages by levels, floors and locked pairs cost a call of match for each
/// change, of at most 256. A relaxation costs a call of match for each conflict of rules that it comes by.
/// @see docs/design/matching.md, Changes of rules
Treatment doctor(const Problem& problem, const Matching& matching, const DoctorOptions& options = {},
                 const Names& names = {}, const Control& control = {});

}  // namespace pairwell
