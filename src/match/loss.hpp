/// Loss: how a stage of one matching is worse than that of another, in a number and in words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "pairwell/match/match.hpp"
#include "pairwell/match/objective.hpp"

namespace pairwell {

/// Whether two matchings reach something else in a stage.
inline bool differs(const StageResult& without, const StageResult& with) {
  return without.value != with.value || without.profile != with.profile;
}

/// Over 0 where one value of a stage is better than the other, under 0 where it is worse. No value is that of no pair
/// at all that counts.
int compare_values(const Stage& stage, std::optional<std::int64_t> one, std::optional<std::int64_t> other);

/// The same of what two matchings reach in a stage.
int compare_results(const StageResult& one, const StageResult& other);

/// Whether a matching is worse than another of the same objective: by the first stage that differs.
bool is_worse(const Matching& one, const Matching& other);

/// How a stage differs.
struct Loss {
  std::int64_t cost = 0;  ///< In its units, or in pairs at the first level that differs; under 0 where it is better.
  std::string text{};
};

/// "1 point", "14.5 points".
std::string in_points(std::int64_t units, std::int64_t scale);

/// How much worse the second is than the first, as Loss::cost; under 0 where it is better, and 0 where they do not
/// differ, or one of them has no worst pair.
std::int64_t how_much_worse(const StageResult& first, const StageResult& second);

/// Of a stage that differs, where the second is worse.
/// @param scale units in a point
Loss loss_of(const StageResult& without, const StageResult& with, std::int64_t scale);

/// What a stage reaches, in the words of its row; empty where they do not tell two matchings apart.
std::string reached(const StageResult& result, std::int64_t scale);

}  // namespace pairwell
