#include "match/loss.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <variant>

#include "pairwell/core/points.hpp"
#include "pairwell/core/stage.hpp"
#include "pairwell/match/objective.hpp"

namespace pairwell {
namespace {

/// How much worse a stage would be, in the words of its row. A stage by levels differs at a level.
std::string worse_by(const StageRow& row, std::int64_t cost, std::int64_t level, std::int64_t scale) {
  const bool is_by_levels = row.levels != StageLevels::none;
  std::string text;
  for (const char letter : cost == 1 ? row.worse.one : row.worse.many) {
    if (letter == '#') {
      text += row.in_points && !is_by_levels ? in_points(cost, scale) : std::to_string(cost);
    } else if (letter == '@') {
      text += row.levels == StageLevels::points ? in_points(level, scale) : std::to_string(level);
    } else {
      text += letter;
    }
  }
  return text;
}

/// None has nothing under it: a worst pair where there was none before is worse by no number.
Loss loss_of_value(const StageResult& without, const StageResult& with, std::int64_t scale) {
  if (!without.value || !with.value) return {0, "that there is a worst pair where there is none now"};
  const StageRow& row = row_of(without.stage);
  const std::int64_t cost = row.less_is_better ? *with.value - *without.value : *without.value - *with.value;
  return {cost, worse_by(row, cost, 0, scale)};
}

/// Pairs at the first level that differs.
Loss loss_of_profile(const StageResult& without, const StageResult& with, std::int64_t scale) {
  std::size_t same = 0;
  while (same < std::min(without.profile.size(), with.profile.size()) && without.profile[same] == with.profile[same]) {
    ++same;
  }
  const auto next = [same](const StageResult& result) {
    return same < result.profile.size() ? std::optional(result.profile[same]) : std::nullopt;
  };
  // Worse is: more pairs at a level that should have few, so that `with` has pairs there, or fewer where many are
  // wanted.
  const StageRow& row = row_of(without.stage);
  const auto differs = next(row.as_many ? without : with).value_or(LevelCount{});
  const auto other = next(row.as_many ? with : without);
  const std::int64_t cost = differs.pairs - (other && other->level == differs.level ? other->pairs : 0);
  return {cost, worse_by(row, cost, differs.level, scale)};
}

}  // namespace

int compare_values(const Stage& stage, std::optional<std::int64_t> one, std::optional<std::int64_t> other) {
  if (one == other) return 0;
  if (!one || !other) return one ? -1 : 1;
  return (*one > *other) != row_of(stage).less_is_better ? 1 : -1;
}

int compare_results(const StageResult& one, const StageResult& other) {
  if (!has_profile(one.stage)) return compare_values(one.stage, one.value, other.value);
  const auto [own, theirs] = std::ranges::mismatch(one.profile, other.profile);
  const bool is_over = own == one.profile.end();
  if (is_over && theirs == other.profile.end()) return 0;
  // Whichever has more pairs at the first level that differs, and at none before it.
  bool has_more = !is_over;
  if (!is_over && theirs != other.profile.end()) {
    const bool worst_first = std::holds_alternative<Generous>(one.stage);
    has_more = own->level != theirs->level ? (own->level < theirs->level) != worst_first : own->pairs > theirs->pairs;
  }
  return has_more == row_of(one.stage).as_many ? 1 : -1;
}

bool is_worse(const Matching& one, const Matching& other) {
  for (std::size_t stage = 0; stage < one.stages.size(); ++stage) {
    const int order = compare_results(one.stages[stage], other.stages[stage]);
    if (order != 0) return order < 0;
  }
  return false;
}

std::string in_points(std::int64_t units, std::int64_t scale) {
  return to_string(Points(units), scale) + (units == scale ? " point" : " points");
}

std::int64_t how_much_worse(const StageResult& first, const StageResult& second) {
  const int preferred = compare_results(first, second);
  if (preferred == 0) return 0;
  return preferred > 0 ? loss_of(first, second, default_scale).cost : -loss_of(second, first, default_scale).cost;
}

std::string reached(const StageResult& result, std::int64_t scale) {
  const StageRow& row = row_of(result.stage);
  if (!result.value || has_profile(result.stage) || row.kind == StageKind::lottery || row.kind == StageKind::floor) {
    return {};
  }
  const std::int64_t value = *result.value;
  std::string text;
  for (const char letter : value == 1 ? row.reached.one : row.reached.many) {
    if (letter == '#') {
      text += row.in_points ? in_points(value, scale) : std::to_string(value);
    } else {
      text += letter;
    }
  }
  return text;
}

Loss loss_of(const StageResult& without, const StageResult& with, std::int64_t scale) {
  return has_profile(without.stage) ? loss_of_profile(without, with, scale) : loss_of_value(without, with, scale);
}

}  // namespace pairwell
