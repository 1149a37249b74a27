/// Remedies: changes of rules, alone and in twos, with which the best matching pairs somebody who is in no pair
/// (docs/design/matching.md, Changes of rules).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pairwell/core/progress.hpp"
#include "pairwell/match/doctor.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// A mentee or a mentor.
using AnyPerson = std::variant<MenteeId, MentorId>;

/// The pairs of a person.
std::vector<Pair> pairs_of(const AnyPerson& person, const std::vector<Pair>& pairs);

/// Looks for them for some people of one matching at once.
class RemedySearch {
 public:
  /// Changes, and what the best matching is with them.
  struct Found {
    std::vector<RuleChange> changes{};  ///< One a rule.
    std::shared_ptr<const Matching> matching{};
  };

  /// What was found for a person.
  struct Case {
    AnyPerson person{};
    std::vector<Found> found{};  ///< The best first.
    bool is_cut = false;
    bool is_tied = false;
    bool has_partner = true;   ///< Whether the rules admit a pair of the person.
    std::size_t firsts = 0;    ///< How many first changes of two there are, where not all were followed.
    std::size_t followed = 0;  ///< How many were.
  };

  /// @param people each in no pair.
  RemedySearch(std::string_view function, const Problem& problem, const Matching& matching, Objective objective,
               const std::vector<AnyPerson>& people, const Control& control);

  /// @throws Stopped where the control asks to stop.
  std::vector<Case> run(Twos twos);

 private:
  /// A problem with rules changed, and its best matching.
  struct Changed {
    Problem problem{};
    Objective objective{};
    Matching matching{};
  };
  using Visit = std::function<void(const RuleChange& change, const Matching& matching)>;

  void find_ties();
  void find_singles();
  void find_twos(Twos twos);
  void follow(const RuleChange& first);
  std::vector<RuleChange> choose_firsts(const std::vector<std::size_t>& asking);
  bool try_changes(const Problem& problem, const Objective& objective, const Matching& matching,
                   std::vector<RuleChange> changes, std::size_t most_solved, const Visit& visit);
  void try_floors(const Problem& problem, const Objective& objective, const Matching& matching,
                  const RuleChange& change, const Visit& visit);
  std::optional<Changed> with(const RuleChange& change, const Problem& problem, const Objective& objective,
                              const Matching& matching, bool certificate);
  void add(Case& person, std::vector<RuleChange> changes, std::shared_ptr<const Matching> matching);
  bool is_own(const RuleChange& change, const AnyPerson& person) const;
  bool needs(const Case& person, const RuleChange& change) const;
  bool concerns(const RuleChange& change, const AnyPerson& person) const;
  bool concerns_any(const RuleChange& change) const;
  bool does_alone(const Case& person, const RuleChange& change) const;
  void throw_if_ended() const { checkpoint_.throw_if_ended(function_); }

  std::string_view function_;
  const Problem& problem_;
  const Matching& matching_;
  Objective objective_;
  const Control& control_;
  Checkpoint checkpoint_;
  std::vector<Case> cases_;
  std::vector<RuleChange> binding_;
  std::vector<std::pair<RuleChange, std::vector<StageResult>>>
      better_;  // single changes that are, with what they reach
  std::vector<RuleChange> firsts_;
  std::vector<std::size_t> asking_;  // cases that changes in twos are looked for
};

}  // namespace pairwell
