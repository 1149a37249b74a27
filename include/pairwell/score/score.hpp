/// Score: what the pairs of a programme's forms are worth, by its criteria, and why a pair is refused.
///
/// The scorer takes forms and nothing else: neither Identity nor MonitoringAnswers can be handed to it.
/// All arithmetic is on integers, so scores are the same on every machine (docs/design/score.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/points.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/score/scorer.hpp"

namespace pairwell {

/// Scores one pair by the programme's criteria. The result depends on these two forms alone, not on who else applied.
/// @throws InvalidInput with everything that is wrong with the criteria, and every answer that no reader of cells gives
/// (forms that were read from a table have none).
/// @complexity linear in the answers of both forms.
/// @see docs/design/score.md for the definition of every comparison.
PairScore score(const Programme& programme, const MenteeForm& mentee, const MentorForm& mentor);

/// The scores of all pairs, mentees by mentors, row by row: their points, and what parts and refusals are asked of.
struct ScoreTable {
  std::int32_t mentees = 0;
  std::int32_t mentors = 0;
  Units units{};                   ///< Thousandths of a point; the complement, which is negative, of a refused pair.
  std::optional<Scorer> scorer{};  ///< None in a table of points alone.

  std::size_t place(MenteeId mentee, MentorId mentor) const {
    return static_cast<std::size_t>(mentee.value) * static_cast<std::size_t>(mentors) +
           static_cast<std::size_t>(mentor.value);
  }
  bool allowed(MenteeId mentee, MentorId mentor) const { return units[place(mentee, mentor)] >= 0; }
  /// What the pair is worth, also where it is refused.
  Points points(MenteeId mentee, MentorId mentor) const;

  /// One pair with its parts, coverage and refusals. A table of points alone has no parts, and its refused pairs are
  /// refused by "table".
  /// @throws InvalidInput for a pair that is not there.
  PairScore at(MenteeId mentee, MentorId mentor) const;
};

/// Scores every mentee with every mentor: each as score() does. Progress counts mentees.
/// @throws InvalidInput as score() does, with everything at once; Stopped where the control asks to stop.
/// @complexity linear in the pairs, times the lists that are compared.
ScoreTable score_pairs(const Programme& programme, const std::vector<MenteeForm>& mentees,
                       const std::vector<MentorForm>& mentors, const ScoreOptions& options = {});

/// "72.4 from 60% of the weight answered".
std::string in_words(const PairScore& score);

}  // namespace pairwell
