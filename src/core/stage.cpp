#include "pairwell/core/stage.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace pairwell {
namespace {

constexpr std::array stage_table{
    StageRow{.kind = StageKind::most_pairs,
             .name = "most_pairs",
             .title = "As many pairs as can be",
             .reached = {"1 pair", "# pairs"},
             .worse = {"1 pair fewer", "# pairs fewer"}},
    StageRow{.kind = StageKind::floor,
             .name = "floor",
             .title = "As few pairs below the floor as can be",
             .parameter = StageParameter::points,
             .less_is_better = true,
             .reached = {"1 pair below @", "# pairs below @"},
             .worse = {"1 more pair below the floor", "# more pairs below the floor"}},
    StageRow{.kind = StageKind::best_worst,
             .name = "best_worst",
             .title = "The worst pair as good as can be",
             .in_points = true,
             .needs_most_pairs = true,
             .reached = {"# in the worst pair", "# in the worst pair"},
             .worse = {"a worst pair lower by #", "a worst pair lower by #"}},
    StageRow{.kind = StageKind::leximin,
             .name = "leximin",
             .title = "The worst pair as good as can be, then the next worst, and so on",
             .levels = StageLevels::points,
             .in_points = true,
             .needs_most_pairs = true,
             .reached = {"# in the worst pair", "# in the worst pair"},
             .worse = {"1 more pair at only @", "# more pairs at only @"}},
    StageRow{.kind = StageKind::rank_maximal,
             .name = "rank_maximal",
             .title = "As many first choices as can be, then as many second ones, and so on",
             .levels = StageLevels::ranks,
             .as_many = true,
             .reached = {"1 first choice", "# first choices"},
             .worse = {"1 pair fewer of rank @", "# pairs fewer of rank @"}},
    StageRow{.kind = StageKind::generous,
             .name = "generous",
             .title = "As few of the last choices as can be, then of the last but one, and so on",
             .levels = StageLevels::ranks,
             .less_is_better = true,
             .needs_most_pairs = true,
             .reached = {"choice 1 is the last that any pair has", "choice # is the last that any pair has"},
             .worse = {"1 more pair of only rank @", "# more pairs of only rank @"}},
    StageRow{.kind = StageKind::fewest_changes,
             .name = "fewest_changes",
             .title = "As many of the previous pairs as can be",
             .parameter = StageParameter::pairs,
             .less_is_better = true,
             .is_of_programmes = false,
             .reached = {"1 previous pair given up", "# previous pairs given up"},
             .worse = {"1 more previous pair given up", "# more previous pairs given up"}},
    StageRow{.kind = StageKind::most_points,
             .name = "most_points",
             .title = "The highest total of points",
             .in_points = true,
             .reached = {"# in all", "# in all"},
             .worse = {"# fewer in all", "# fewer in all"}},
    StageRow{.kind = StageKind::lottery,
             .name = "lottery",
             .title = "What is still tied, by published lot",
             .parameter = StageParameter::seed,
             .reached = {"drawn with the published seed @", "drawn with the published seed @"},
             .worse = {"a lower draw in the published lottery", "a lower draw in the published lottery"}},
};

consteval bool go_by_kind() {
  for (std::size_t row = 0; row < stage_table.size(); ++row) {
    if (stage_table[row].kind != static_cast<StageKind>(row)) return false;
  }
  return stage_table.size() == stage_kinds;
}
static_assert(go_by_kind(), "each kind has a row, at its own place");

}  // namespace

std::span<const StageRow> stage_rows() { return stage_table; }

const StageRow& row_of(StageKind kind) { return stage_table.at(static_cast<std::size_t>(kind)); }

std::vector<std::string> stages_of_programmes() {
  std::vector<std::string> names;
  for (const StageRow& row : stage_table) {
    if (row.is_of_programmes) names.emplace_back(row.name);
  }
  return names;
}

std::optional<StageKind> parse_stage(std::string_view name) {
  const auto found = std::ranges::find(stage_table, name, &StageRow::name);
  return found == stage_table.end() ? std::nullopt : std::optional(found->kind);
}

std::string_view to_string(StageKind kind) { return row_of(kind).name; }

std::string misplaced(StageKind stage, std::span<const StageKind> before) {
  const auto name = std::string(to_string(stage));
  const auto settles_pairs = [](StageKind kind) {
    return kind == StageKind::most_pairs || row_of(kind).levels != StageLevels::none;
  };
  if (std::ranges::find(before, StageKind::lottery) != before.end()) {
    return "A lottery leaves no ties, so " + name + " has no say behind it: put the lottery last.";
  }
  if (row_of(stage).needs_most_pairs && std::ranges::none_of(before, settles_pairs)) {
    return "No stage before " + name + " settles how many pairs there are, and the fewest serve it best: write " +
           "[\"most_pairs\", \"" + name + "\"].";
  }
  return {};
}

std::string_view to_string(StageParameter parameter) {
  constexpr std::array<std::string_view, 4> names{"none", "points", "pairs", "seed"};
  return names.at(static_cast<std::size_t>(parameter));
}

}  // namespace pairwell
