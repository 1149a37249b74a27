#include "pairwell/match/objective.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace pairwell {
namespace {

using StagePlaces = std::make_index_sequence<std::variant_size_v<Stage>>;

template <std::size_t... place>
consteval bool go_by_kind(std::index_sequence<place...>) {
  return ((std::variant_alternative_t<place, Stage>::kind == static_cast<StageKind>(place)) && ...);
}
static_assert(std::variant_size_v<Stage> == stage_kinds && go_by_kind(StagePlaces()),
              "each stage has a row in the table, at its own place");

template <std::size_t... place>
Stage untold(StageKind kind, std::index_sequence<place...>) {
  static const std::array stages{Stage(std::in_place_index<place>)...};
  return stages.at(static_cast<std::size_t>(kind));
}

}  // namespace

Stage make_stage(StageKind kind, StageParameters parameters) {
  Stage stage = untold(kind, StagePlaces());
  if (auto* floor = std::get_if<Floor>(&stage)) floor->points = parameters.floor;
  if (auto* lottery = std::get_if<Lottery>(&stage)) lottery->seed = parameters.seed;
  if (auto* changes = std::get_if<FewestChanges>(&stage)) changes->previous = std::move(parameters.previous);
  return stage;
}

const StageRow& row_of(const Stage& stage) { return row_of(static_cast<StageKind>(stage.index())); }

std::string name(const Stage& stage) { return std::string(row_of(stage).name); }

bool has_profile(const Stage& stage) { return row_of(stage).levels != StageLevels::none; }

Objective default_objective(std::uint64_t seed) { return {MostPairs{}, BestWorst{}, MostPoints{}, Lottery{seed}}; }

}  // namespace pairwell
