/// Stage: what the stages of an objective are called, what each must be told, and the words that people read of it.
///
/// One table for all who name a stage: programme files, the engine, Python and the pages. What each asks for is in
/// match/objective.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pairwell {

/// In the order of Stage in match/objective.hpp.
enum class StageKind : std::uint8_t {
  most_pairs,
  floor,
  best_worst,
  leximin,
  rank_maximal,
  generous,
  fewest_changes,
  most_points,
  lottery,
};
inline constexpr std::size_t stage_kinds = static_cast<std::size_t>(StageKind::lottery) + 1;

/// What a stage must be told besides its name.
enum class StageParameter : std::uint8_t { none, points, pairs, seed };

/// By what a stage counts pairs, level by level.
enum class StageLevels : std::uint8_t { none, points, ranks };

/// Words around a number, with "#" in its place; "@" is for what else there is to tell. Points bring their unit.
struct CountedWords {
  std::string_view one{};   ///< Of the number 1: "1 pair fewer".
  std::string_view many{};  ///< Of any other: "# pairs fewer".

  friend bool operator==(const CountedWords&, const CountedWords&) = default;
};

/// One row of the table.
struct StageRow {
  StageKind kind = StageKind::most_pairs;
  std::string_view name{};   ///< "most_pairs".
  std::string_view title{};  ///< "As many pairs as can be".
  StageParameter parameter = StageParameter::none;
  StageLevels levels = StageLevels::none;
  bool in_points = false;         ///< Whether its value is in units of points.
  bool less_is_better = false;    ///< Whether a lower value is the better one.
  bool as_many = false;           ///< Of levels: whether it wants many pairs at the first ones, not few.
  bool needs_most_pairs = false;  ///< Whether no pairs at all serve it best where their number is not settled.
  bool is_of_programmes = true;   ///< Whether a programme may name it.
  CountedWords reached{};         ///< Around its value; "@" is its parameter.
  CountedWords worse{};           ///< Around a cost in its value, or in pairs at a level, which is "@".

  friend bool operator==(const StageRow&, const StageRow&) = default;
};

/// All stages, in the order of StageKind.
std::span<const StageRow> stage_rows();

/// The row of one kind of stage.
const StageRow& row_of(StageKind kind);

/// The names of those that a programme may name.
std::vector<std::string> stages_of_programmes();

/// None where no stage has this name.
std::optional<StageKind> parse_stage(std::string_view name);

/// "most_pairs".
std::string_view to_string(StageKind kind);

/// Why a stage that stands behind these says less than it seems to, with what to write instead: nothing before it
/// settles how many pairs there are and no pairs at all would serve it best, or a lottery before it leaves no ties.
/// Empty where there is nothing to say.
std::string misplaced(StageKind stage, std::span<const StageKind> before);

/// "none", "points", "pairs" or "seed".
std::string_view to_string(StageParameter parameter);

}  // namespace pairwell
