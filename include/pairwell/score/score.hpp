/// Score: what a pair is worth, part by part, and why a pair is refused.
///
/// The scorer takes forms and nothing else: neither Identity nor MonitoringAnswers can be handed to it.
/// All arithmetic is on integers, so scores are the same on every machine (docs/design/score.md).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/points.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/score/scorer.hpp"

namespace pairwell {

/// The parts of a pair's score, in the order of Weights.
enum class Part { needs, preference, deep_fit, expectations, practicality, reciprocity };

/// How many parts there are.
inline constexpr int part_count = 6;

/// The enumerator's name: "deep_fit".
std::string_view to_string(Part part);

/// One part of one pair's score.
struct SixPartScore {
  std::optional<std::int32_t>
      share{};              ///< How well it fits, 0 to 1000; none where an answer is blank and the part is not counted.
  std::int32_t weight = 0;  ///< The programme's weight of the part.
  Points points{};          ///< What it adds to the pair's points; 0 where share is none.

  friend bool operator==(const SixPartScore&, const SixPartScore&) = default;
};

/// What one pair is worth. Points run from 0 to 100 at the default scale; the parts' points sum to them exactly.
struct SixPartPair {
  Points points{};                               ///< Over the parts that were answered: a blank is not counted.
  std::int32_t coverage = 0;                     ///< Thousandths of the weight that was answered, rounded down.
  std::array<SixPartScore, part_count> parts{};  ///< In the order of Part.
  std::vector<Refusal> refusals{};               ///< Every hard rule that forbids the pair; empty where it may be.

  friend bool operator==(const SixPartPair&, const SixPartPair&) = default;
};

/// Scores one pair. The result depends on these two forms alone, not on who else applied.
/// @throws InvalidInput with every weight outside 0 to 1000, weights that are all 0, and every answer that its question
/// does not allow (forms that were read from a table have none).
/// @complexity linear in the lists of both forms.
/// @see docs/design/score.md for the definition of every part.
SixPartPair score(const Programme& programme, const MenteeForm& mentee, const MentorForm& mentor);

/// The scores of all pairs, mentees by mentors, row by row.
struct ScoreTable {
  std::int32_t mentees = 0;
  std::int32_t mentors = 0;
  std::vector<SixPartPair> pairs{};

  const SixPartPair& at(MenteeId mentee, MentorId mentor) const {
    return pairs[static_cast<std::size_t>(mentee.value) * static_cast<std::size_t>(mentors) +
                 static_cast<std::size_t>(mentor.value)];
  }
};

/// Scores every mentee with every mentor: each as score() does. Progress counts mentees.
/// @throws InvalidInput as score() does, with everything at once; Stopped where the control asks to stop.
/// @complexity O(mentees x mentors x length of the longest list), once the terms are numbered.
ScoreTable score_all(const Programme& programme, const std::vector<MenteeForm>& mentees,
                     const std::vector<MentorForm>& mentors, const Control& control = {});

/// "72.4 from 60% of the weight answered".
std::string in_words(const SixPartPair& score);

}  // namespace pairwell
