#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cohort/draws.hpp"
#include "cohort/text.hpp"
#include "pairwell/cohort/preflib.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

/// The three cells of a line of groups; none where it has fewer or more.
std::optional<std::array<std::string_view, 3>> three_cells(std::string_view line) {
  const std::size_t first = line.find(',');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = line.find(',', first + 1);
  if (second == std::string_view::npos || line.find(',', second + 1) != std::string_view::npos) return std::nullopt;
  return std::array{trimmed(line.substr(0, first)), trimmed(line.substr(first + 1, second - first - 1)),
                    trimmed(line.substr(second + 1))};
}

/// Reads groups line by line.
class GroupReader {
 public:
  GroupReader(std::string_view text, std::int32_t alternatives, std::string_view file)
      : faults_(file), lines_(text), alternatives_(alternatives) {}

  std::vector<MentorGroup> run() {
    const auto header = lines_.next();
    if (!header || trimmed(*header) != "Supervisor,Capacity,Projects") {
      faults_.add(1, "header", "", "the first line must be \"Supervisor,Capacity,Projects\"", header.value_or(""));
    }
    while (const auto line = lines_.next()) {
      if (!trimmed(*line).empty()) read(trimmed(*line));
    }
    faults_.throw_if_any("read_preference_groups");
    return std::move(groups_);
  }

 private:
  void read(std::string_view line) {
    const auto cells = three_cells(line);
    if (!cells) {
      faults_.add(lines_.number(), "cells", "", "a line has three cells: supervisor, capacity and projects", line);
      return;
    }
    const auto& [name, capacity, projects] = *cells;
    MentorGroup group{.name = std::string(name)};
    const auto most = whole_number(capacity);
    if (most && *most >= 0 && *most <= largest_number) {
      group.pairs = {0, static_cast<std::int32_t>(*most)};
    } else {
      faults_.add(lines_.number(), "number", "Capacity", "a capacity is a whole number from 0 to 2^31 - 1", capacity);
    }
    for (std::string_view rest = projects; !rest.empty();) {
      const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
      rest = trimmed(rest.substr(word.size()));
      add_member(group, word);
    }
    groups_.push_back(std::move(group));
  }

  void add_member(MentorGroup& group, std::string_view word) {
    const auto project = whole_number(word);
    if (!project || *project < 0 || *project >= alternatives_) {
      const std::string range =
          alternatives_ > 0 ? "they are numbered from 0 to " + std::to_string(alternatives_ - 1) : "there are none";
      faults_.add(lines_.number(), "project", "Projects", "this is no project: " + range, word);
      return;
    }
    const auto [first, is_new] = line_of_.emplace(*project, lines_.number());
    if (!is_new) {
      faults_.add(lines_.number(), "duplicate", "Projects",
                  "this project is already on line " + std::to_string(first->second), word);
      return;
    }
    group.members.push_back(MentorId(static_cast<std::int32_t>(*project)));
  }

  LineFaults faults_;
  Lines lines_;
  std::int64_t alternatives_;
  std::map<std::int64_t, std::int64_t> line_of_;  ///< On which a project stood.
  std::vector<MentorGroup> groups_;
};

/// What each rank is worth where the caller does not say so.
std::vector<std::int64_t> default_points(const Preferences& preferences) {
  std::int64_t ranks = 0;
  if (preferences.kind == PreferenceKind::cat) {
    ranks = std::ssize(preferences.categories) - 1;
  } else {
    for (const PreferenceOrder& order : preferences.orders) ranks = std::max(ranks, std::ssize(order.ranks));
  }
  std::vector<std::int64_t> points;
  for (; ranks > 0; --ranks) points.push_back(ranks);
  return points;
}

/// The pairs of one order: alternative and units, by alternative.
std::vector<std::pair<std::int32_t, std::int64_t>> pairs_of(const PreferenceOrder& order,
                                                            const std::vector<std::int64_t>& points) {
  std::vector<std::pair<std::int32_t, std::int64_t>> pairs;
  for (std::size_t rank = 0; rank < std::min(points.size(), order.ranks.size()); ++rank) {
    for (const std::int32_t alternative : order.ranks[rank]) pairs.emplace_back(alternative, points[rank]);
  }
  std::ranges::sort(pairs);
  return pairs;
}

/// The voters of all orders, when they and their pairs are not too many.
std::int32_t count_voters(const Preferences& preferences, const std::vector<std::int64_t>& points) {
  std::int64_t voters = 0;
  for (const PreferenceOrder& order : preferences.orders) {
    Findings findings;
    check_between(findings, "count", order.count, 0, largest_number);
    if (findings.empty()) check_side(findings, "voters", voters += order.count);
    if (findings.empty()) check_pairs(findings, "voters x pairs", voters, std::ssize(pairs_of(order, points)));
    throw_if_errors("as_problem", findings);
  }
  return static_cast<std::int32_t>(voters);
}

}  // namespace

std::vector<MentorGroup> read_preference_groups(std::string_view text, std::int32_t alternatives,
                                                std::string_view file) {
  return GroupReader(text, alternatives, file).run();
}

Problem as_problem(const Preferences& preferences, const PreferenceProblem& options) {
  const std::vector<std::int64_t> points = options.points.empty() ? default_points(preferences) : options.points;
  Findings findings;
  check_side(findings, "alternatives", std::ssize(preferences.alternatives));
  throw_if_errors("as_problem", findings);
  Problem problem{.mentees = count_voters(preferences, points),
                  .mentors = static_cast<std::int32_t>(preferences.alternatives.size()),
                  .mentee_capacity = options.voter_capacity,
                  .mentor_capacity = options.alternative_capacity,
                  .mentor_groups = options.groups,
                  .scale = 1};
  SparseTable table;
  table.row_start.push_back(0);
  for (const PreferenceOrder& order : preferences.orders) {
    const auto pairs = pairs_of(order, points);
    for (std::int64_t voter = 0; voter < order.count; ++voter) {
      for (const auto& [alternative, units] : pairs) {
        table.mentor.push_back(alternative);
        table.units.push_back(units);
      }
      table.row_start.push_back(std::ssize(table.mentor));
    }
  }
  problem.points = std::move(table);
  throw_if_errors("as_problem", check(problem));
  return problem;
}

}  // namespace pairwell
