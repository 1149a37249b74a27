/// Scorer: what pairs are worth by the criteria of a programme, pair by pair or for a block of pairs.
///
/// The scorer takes answers and nothing else: neither Identity nor MonitoringAnswers can be handed to it.
/// All arithmetic is on integers, so scores are the same on every machine (docs/design/score.md).
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/points.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/scheme/answers.hpp"
#include "pairwell/scheme/criterion.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/question.hpp"

namespace pairwell {

/// A hard rule that forbids a pair.
struct Refusal {
  std::string rule{};  ///< "same-person", "veto", "conflict", "line-management", "same-team", "same-employer",
                       ///< "past-pair", "common-slots", "access-cost", "region", or the id of a rule of a pair.
  std::string text{};  ///< A full sentence.

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// One criterion of one pair's score.
struct PartScore {
  std::string id{};                     ///< The criterion's.
  std::optional<std::int32_t> share{};  ///< What it counts, 0 to 1000; none where a blank leaves.
  bool answered = false;                ///< Whether it is no blank.
  std::int32_t weight = 0;
  Points points{};              ///< What it adds to the pair's points.
  std::vector<PartScore> of{};  ///< What a mean is the mean of; their points are 0.

  friend bool operator==(const PartScore&, const PartScore&) = default;
};

/// What one pair is worth. Points run from 0 to 100 at the default scale; the parts' points sum to them exactly.
struct PairScore {
  Points points{};
  std::int32_t coverage = 0;        ///< Thousandths of the weight that was answered, rounded down.
  std::vector<PartScore> parts{};   ///< In the order of the criteria.
  std::vector<Refusal> refusals{};  ///< Every hard rule that forbids the pair; empty where it may be.

  friend bool operator==(const PairScore&, const PairScore&) = default;
};

/// What both sides of a pair answered to one criterion, and what follows, for people.
struct PartInWords {
  std::string id{};
  std::string words{};     ///< The criterion's; its id where it has none.
  std::string mentee{};    ///< What the mentee answered; empty where that is blank.
  std::string mentor{};    ///< What the mentor answered.
  std::string sentence{};  ///< "2 of 3 by weight: leadership, fundraising."
  PartScore score{};
  std::vector<PartInWords> of{};

  friend bool operator==(const PartInWords&, const PartInWords&) = default;
};

/// A comparison of one's own: the share of a pair from 0 to 1000, none where an answer is blank. It may be called from
/// several threads at once, for one pair any number of times, and always says the same.
template <class Share>
concept PairShare = std::copy_constructible<Share> && requires(const Share& share, MenteeId mentee, MentorId mentor) {
  { share(mentee, mentor) } -> std::convertible_to<std::optional<std::int32_t>>;
};

/// A criterion with a comparison of one's own.
struct OwnCriterion {
  std::string id{};
  std::string words{};
  std::function<std::optional<std::int32_t>(MenteeId, MentorId)> share{};  ///< Any PairShare.
  std::int32_t weight = 0;
  Blank blank = Blank::neutral;
  std::int32_t neutral = 500;
  std::int32_t place = -1;  ///< Where it stands among the parts; after the others where negative.
};

/// What pairs are scored by.
struct Scoring {
  std::vector<Question> questions{};
  std::vector<Criterion> criteria{};
  std::vector<OwnCriterion> own{};
  std::vector<PairRule> pair_rules{};
  std::vector<Location> locations{};
  std::vector<TravelTime> travel_times{};
  PairRules pairing{};                 ///< What follows from the parts that questions play.
  std::int64_t most_access_cost = -1;  ///< Of one person, in the smallest part of the currency; negative: no limit.
  std::string currency = "GBP";        ///< Of access costs.
  bool references_are_people = true;   ///< Whether one reference in both roles is one person.
};

/// What a programme scores by.
Scoring scoring_of(const Programme& programme);

/// Everything that is wrong with questions, criteria, rules of pairs and comparisons of one's own: ids that stand
/// twice, questions that are not there or not to be compared, kinds and parameters that do not fit, weights.
Findings check(const Scoring& scoring);

/// Leaves what it makes room for as it is: a table is written once, not twice.
template <class Number>
struct Unwritten : std::allocator<Number> {
  template <class Other>
  struct rebind {
    using other = Unwritten<Other>;
  };
  void construct(Number*) const {}
  template <class... Arguments>
  void construct(Number* place, Arguments&&... arguments) const {
    std::construct_at(place, std::forward<Arguments>(arguments)...);
  }
};

/// Points of pairs in thousandths.
using Units = std::vector<std::int32_t, Unwritten<std::int32_t>>;

/// How many threads score a table, and who watches.
struct ScoreOptions {
  Control control{};
  std::int32_t threads = 1;  ///< 1 to 256; the result is the same for all.
};

/// Scores pairs of the people of two Answers. A copy shares what was made ready.
class Scorer {
 public:
  /// @throws InvalidInput with everything that check() finds, and every answer that is not of its question's kind or
  /// that no reader of cells gives (a vector of another length, a language's level of 9).
  /// @complexity linear in the answers, and in the distinct answers of mentees times the mentors.
  Scorer(Scoring scoring, Answers mentees, Answers mentors);

  /// Scores the pairs of a programme's forms.
  Scorer(const Programme& programme, std::span<const MenteeForm> mentees, std::span<const MentorForm> mentors);

  std::int32_t mentees() const;
  std::int32_t mentors() const;
  const Scoring& scoring() const;
  const Answers& answers(Role role) const;
  /// The ids of the criteria, one's own among them, in the order of the parts.
  std::vector<std::string> parts() const;

  /// One pair with parts, coverage and refusals.
  /// @throws InvalidInput for a pair that is not there.
  PairScore pair(MenteeId mentee, MentorId mentor) const;

  /// One pair for people, in the order of the criteria.
  std::vector<PartInWords> explain(MenteeId mentee, MentorId mentor) const;

  /// The points of a block of pairs, in thousandths, row by row. A refused pair has the complement, ~units, which is
  /// negative, so that what it would be worth stays known, or `refused_as` where that is not 0.
  /// @throws InvalidInput for a block that is not within the people, or for units of another size.
  /// @complexity linear in the pairs, times the lists that are compared.
  void points(const Block& block, std::span<std::int32_t> units, std::int32_t refused_as = 0) const;

  /// Mentors of whom most_points() tells together.
  static constexpr std::int32_t strip_of_most_points = 1024;

  /// No pair of a mentee with the mentors of a strip, the first of whom is `strip` times strip_of_most_points, is worth
  /// more thousandths; none where a rule refuses them all. It tells something where the mentors of a strip are alike,
  /// as in_order() has them.
  std::optional<std::int32_t> most_points(std::int32_t mentee, std::int32_t strip) const;

  /// The positions of the people of a role, so that those stand together whom hard rules (regions, what a pair must
  /// have) and criteria of a quarter of the weight or more do not tell apart; empty where none is of that kind.
  /// @complexity n log n
  std::vector<std::int32_t> in_order(Role role) const;

  /// Thousandths of the weight that was answered, of a block of pairs.
  void coverage(const Block& block, std::span<std::int32_t> thousandths) const;

  /// What one criterion counts, by its place among the parts: -1 where a blank leaves.
  void shares(std::size_t part, const Block& block, std::span<std::int32_t> shares) const;

  /// The points of the whole table. Progress counts mentees.
  /// @throws Stopped where the control asks to stop.
  Units table(const ScoreOptions& options = {}) const;

  class State;

 private:
  std::shared_ptr<const State> state_;
};

}  // namespace pairwell
