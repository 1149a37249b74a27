/// Six parts: what pairs were worth before programmes had criteria, as the reference of the criteria that they have by
/// default.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "pairwell/core/points.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/score/scorer.hpp"

namespace pairwell::six_parts {

/// The parts of a pair's score, in the order of Weights.
enum class Part { needs, preference, deep_fit, expectations, practicality, reciprocity };

inline constexpr int part_count = 6;

std::string_view to_string(Part part);

/// One part of one pair's score.
struct PartScore {
  std::optional<std::int32_t> share{};
  std::int32_t weight = 0;
  Points points{};
};

struct PairScore {
  Points points{};
  std::int32_t coverage = 0;
  std::array<PartScore, part_count> parts{};
  std::vector<Refusal> refusals{};
};

/// Every mentee with every mentor, row by row, by the fields of their forms.
std::vector<PairScore> score_all(const Programme& programme, const Weights& weights,
                                 const std::vector<MenteeForm>& mentees, const std::vector<MentorForm>& mentors);

}  // namespace pairwell::six_parts
