#include "pairwell/match/problem.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "core/at.hpp"
#include "match/bounds.hpp"
#include "match/checked_problem.hpp"
#include "match/nesting.hpp"
#include "match/tables.hpp"
#include "pairwell/core/digest.hpp"
#include "pairwell/core/scale.hpp"

namespace pairwell {
namespace {

/// How many numbers are read between two looks at the clock.
constexpr std::size_t at_once = 4096;

std::string must_be_one_of(const std::string& what, std::int32_t people) {
  if (people <= 0) return what + " cannot be where there is nobody";
  return what + " must be from 0 to " + std::to_string(people - 1);
}

/// Gathers the findings of one problem.
class Check {
 public:
  Check(const Problem& problem, Checkpoint& checkpoint) : problem_(problem), checkpoint_(checkpoint) {}

  Findings run() {
    if (all_but_sums()) sums_fit();
    return findings_;
  }

  /// Whether there is a table whose units can be looked at.
  bool all_but_sums() {
    if (problem_.mentees < 0) add("shape", "mentees", "the number of mentees must be 0 or more", problem_.mentees);
    if (problem_.mentors < 0) add("shape", "mentors", "the number of mentors must be 0 or more", problem_.mentors);
    if (problem_.scale <= 0) add("scale", "scale", "a scale is a whole number of units, 1 or more", problem_.scale);
    if (findings_.empty()) is_countable();
    if (!findings_.empty()) return false;

    const bool has_table = std::visit([this](const auto& table) { return table_fits(table); }, problem_.points);
    capacities("mentee_capacity", problem_.mentee_capacity, problem_.mentees);
    capacities("mentor_capacity", problem_.mentor_capacity, problem_.mentors);
    keys("mentee_keys", problem_.mentee_keys, problem_.mentees);
    keys("mentor_keys", problem_.mentor_keys, problem_.mentors);
    groups("mentee_groups", problem_.mentee_groups, problem_.mentees);
    groups("mentor_groups", problem_.mentor_groups, problem_.mentors);
    const bool forbidden_fit = pair_list("forbidden", problem_.forbidden);
    const bool locked_fit = pair_list("locked", problem_.locked);
    const bool pairs_fit = forbidden_fit && locked_fit;
    if (has_table && pairs_fit) locked_are_admissible();
    return has_table;
  }

  /// The same where it is known between what the units lie.
  void sums_fit(const UnitsRange& range) {
    const std::int64_t bound = most_units(problem_);
    const bool is_out = range.has_forbidden && std::holds_alternative<SparseTable>(problem_.points);
    if (range.least < -bound || range.most > bound || is_out) sums_fit();
  }

  Findings findings() && { return std::move(findings_); }

 private:
  template <class Value>
  void add(std::string_view rule, std::string column, std::string message, const Value& value) {
    std::string text;
    if constexpr (std::is_arithmetic_v<Value>) {
      text = std::to_string(value);
    } else {
      text = value;
    }
    findings_.push_back({.rule = std::string(rule),
                         .message = std::move(message),
                         .column = std::move(column),
                         .value = std::move(text)});
  }

  /// Comes before anything that goes through the people: nobody and no group may be without a number.
  void is_countable() {
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max() - 2;
    const std::int64_t numbers = std::int64_t{problem_.mentees} + problem_.mentors +
                                 std::ssize(problem_.mentee_groups) + std::ssize(problem_.mentor_groups);
    if (numbers <= most) return;
    add("size", "mentees", "there may be at most " + std::to_string(most) + " people and groups on both sides together",
        numbers);
  }

  bool table_fits(const DenseTable& table) {
    const auto expected = at(problem_.mentees) * at(problem_.mentors);
    if (table.units.size() == expected) return true;
    add("shape", "points",
        "the table must hold " + std::to_string(expected) + (expected == 1 ? " pair" : " pairs") +
            " (mentees times mentors)",
        table.units.size());
    return false;
  }

  bool table_fits(const SparseTable& table) {
    const std::size_t before = findings_.size();
    if (table.row_start.size() != at(problem_.mentees) + 1) {
      add("shape", "points.row_start", "there must be one row start more than there are mentees",
          table.row_start.size());
      return false;
    }
    if (table.mentor.size() != table.units.size()) {
      add("shape", "points.mentor", "there must be as many mentors as points", table.mentor.size());
      return false;
    }
    if (table.row_start.front() != 0 || table.row_start.back() != std::ssize(table.mentor) ||
        !std::ranges::is_sorted(table.row_start)) {
      add("shape", "points.row_start", "row starts must rise from 0 to the number of pairs", table.row_start.back());
      return false;
    }
    for (std::int32_t mentee = 0; mentee < problem_.mentees; ++mentee) {
      std::int32_t previous = -1;
      for (auto pair = table.row_start[at(mentee)]; pair < table.row_start[at(mentee + 1)]; ++pair) {
        const std::int32_t mentor = table.mentor[at(pair)];
        const auto where = [&] { return "points of " + to_string(MenteeId(mentee)); };
        if (mentor < 0 || mentor >= problem_.mentors) {
          add("id", where(), must_be_one_of("a mentor", problem_.mentors), mentor);
        } else if (mentor <= previous) {
          add("order", where(), "mentors must rise within a row, each once", mentor);
        }
        previous = std::max(previous, mentor);
      }
    }
    return findings_.size() == before;
  }

  void range(const std::string& name, std::size_t index, const Range& range) {
    const auto where = [&] { return name + "[" + std::to_string(index) + "]"; };
    if (range.least < 0) add("range", where(), "the least must be 0 or more", range.least);
    if (range.most < range.least) {
      add("range", where(), "the most must not be below the least",
          std::to_string(range.least) + " to " + std::to_string(range.most));
    }
  }

  void capacities(const std::string& name, const std::vector<Range>& ranges, std::int32_t people) {
    if (!ranges.empty() && ranges.size() != at(people)) {
      add("shape", name, "there must be one capacity for each of " + std::to_string(people), ranges.size());
      return;
    }
    for (std::size_t person = 0; person < ranges.size(); ++person) range(name, person, ranges[person]);
  }

  void keys(const std::string& name, const std::vector<std::uint64_t>& keys, std::int32_t people) {
    if (keys.empty()) return;
    if (keys.size() != at(people)) {
      add("shape", name, "there must be one key for each of " + std::to_string(people), keys.size());
    }
    std::vector<std::uint64_t> sorted = keys;
    std::ranges::sort(sorted);
    const auto twice = std::ranges::adjacent_find(sorted);
    if (twice != sorted.end()) add("duplicate", name, "two people cannot share a key of the lottery", *twice);
  }

  template <class PersonId>
  void groups(const std::string& name, const std::vector<Group<PersonId>>& groups, std::int32_t people) {
    if (groups.empty()) return;
    const std::size_t before = findings_.size();
    std::vector<std::size_t> seen_in(at(people), groups.size());  // the group that had each person last
    for (std::size_t group = 0; group < groups.size(); ++group) {
      const std::string where = name + "[" + std::to_string(group) + "]";
      range(name, group, groups[group].pairs);
      for (const PersonId member : groups[group].members) {
        if (member.value < 0 || member.value >= people) {
          add("id", where, must_be_one_of("a member", people), member.value);
        } else if (std::exchange(seen_in[at(member.value)], group) == group) {
          add("duplicate", where, "a member appears twice", member.value);
        }
      }
    }
    if (findings_.size() > before) return;
    if (const auto overlap = nest(people, groups).overlap) {
      add("nesting", name + "[" + std::to_string(overlap->second) + "]",
          "groups must be nested or disjoint, and this one overlaps " + name + "[" + std::to_string(overlap->first) +
              "]",
          groups[at(overlap->second)].name);
    }
  }

  bool pair_list(const std::string& name, const std::vector<Pair>& pairs) {
    const std::size_t before = findings_.size();
    std::set<Pair> seen;
    for (const Pair& pair : pairs) {
      if (!is_within(problem_, pair)) {
        add("id", name, "a pair must be inside the table of " + shape(), to_string(pair));
      } else if (!seen.insert(pair).second && name == "locked") {
        add("duplicate", name, "a locked pair appears twice", to_string(pair));
      }
    }
    return findings_.size() == before;
  }

  std::string shape() const {
    return std::to_string(problem_.mentees) + " mentees and " + std::to_string(problem_.mentors) + " mentors";
  }

  void locked_are_admissible() {
    const std::set<Pair> forbidden(problem_.forbidden.begin(), problem_.forbidden.end());
    for (const Pair& pair : problem_.locked) {
      if (forbidden.contains(pair)) add("locked", "locked", "a pair is both locked and forbidden", to_string(pair));
      if (units_in_table(problem_, pair) == DenseTable::forbidden) {
        add("locked", "locked", "a locked pair has no points in the table", to_string(pair));
      }
    }
  }

  void sums_fit() {
    const auto& units =
        std::visit([](const auto& table) -> const std::vector<std::int64_t>& { return table.units; }, problem_.points);
    const std::int64_t bound = most_units(problem_);
    const bool is_dense = std::holds_alternative<DenseTable>(problem_.points);
    const auto is_beyond = [bound, is_dense](std::int64_t value) {
      return (value > bound || value < -bound) && !(is_dense && value == DenseTable::forbidden);
    };
    for (std::size_t start = 0; start < units.size(); start += at_once) {
      const std::span<const std::int64_t> part(units.data() + start, std::min(at_once, units.size() - start));
      // First whether there may be any: a loop without a branch or a comparison goes by vectors on every processor.
      std::uint64_t beyond = 0;  // by its highest bit
      for (const std::int64_t value : part) {
        const auto number = static_cast<std::uint64_t>(value);
        beyond |= (static_cast<std::uint64_t>(bound) + number) | (static_cast<std::uint64_t>(bound) - number);
      }
      if (beyond >> 63 != 0 && std::ranges::any_of(part, is_beyond)) {
        add("overflow", "points",
            "points must lie within " + std::to_string(bound) + " units of 0, so that sums stay under 2^62",
            *std::ranges::find_if(part, is_beyond));
        return;
      }
      checkpoint_.advance(std::ssize(part));
      if (!checkpoint_.spend(std::ssize(part))) return;
    }
  }

  const Problem& problem_;
  Checkpoint& checkpoint_;
  Findings findings_;
};

}  // namespace

bool operator==(const Problem& one, const Problem& other) {
  const auto asked = [](const Problem& problem) {
    return std::tie(problem.mentees, problem.mentors, problem.scale, problem.points, problem.mentee_capacity,
                    problem.mentor_capacity, problem.forbidden, problem.locked, problem.mentee_groups,
                    problem.mentor_groups, problem.mentee_keys, problem.mentor_keys);
  };
  return asked(one) == asked(other);
}

std::int64_t most_units(const Problem& problem) { return largest_sum / most_terms(problem); }

double rounding_bound(const Problem& problem, double error) {
  // One last bit more than the product, which is rounded itself.
  return error == 0 ? 0 : std::nextafter(2 * static_cast<double>(most_pairs(problem)) * error, HUGE_VAL);
}

void set_points(Problem& problem, std::span<const double> points, std::optional<std::int64_t> scale) {
  if (scale && (*scale < 1 || *scale >= end_of_scales)) {
    throw InvalidInput("set_points", "scale", "a scale is a whole number of units, from 1 to under 2^62",
                       std::to_string(*scale));
  }
  auto* sparse = std::get_if<SparseTable>(&problem.points);
  const std::int64_t expected = sparse ? std::ssize(sparse->mentor) : std::int64_t{problem.mentees} * problem.mentors;
  if (problem.mentees < 0 || problem.mentors < 0 || std::ssize(points) != expected) {
    throw InvalidInput("set_points", "shape", "there must be " + std::to_string(expected) + " numbers, one a pair",
                       std::to_string(points.size()));
  }
  const std::int64_t most = most_units(problem);
  ScaleChoice<double> choice(most);
  if (!scale) choice.show(points);
  problem.scale = scale ? *scale : choice.scale();
  Grid grid(problem.scale, most, !scale && choice.is_exact());
  std::vector<std::int64_t> units(points.size());
  if (!grid.put(points, units.data()) || (sparse && std::ranges::count(units, DenseTable::forbidden) > 0)) {
    const auto misfit = std::ranges::find_if(points, [&grid, sparse](double number) {
      std::int64_t unused = 0;
      return !grid.put(std::span<const double>(&number, 1), &unused) || (sparse && !std::isfinite(number));
    });
    throw InvalidInput("set_points", std::isfinite(*misfit) ? "range" : "finite",
                       std::isfinite(*misfit) ? "points must lie within " + std::to_string(most) + " units of 0"
                                              : "points must be finite",
                       std::to_string(*misfit));
  }
  (sparse ? sparse->units : problem.points.emplace<DenseTable>().units) = std::move(units);
  problem.rounding = rounding_bound(problem, grid.error());
}

Findings check(const Problem& problem, Checkpoint& checkpoint) { return Check(problem, checkpoint).run(); }

Findings check_all_but_units(const Problem& problem, Checkpoint& checkpoint) {
  Check check(problem, checkpoint);
  check.all_but_sums();
  return std::move(check).findings();
}

CheckedProblem check_and_digest(const Problem& problem, Checkpoint& checkpoint) {
  Check check(problem, checkpoint);
  std::string digest;
  UnitsRange range{.has_forbidden = true};
  if (check.all_but_sums()) {
    range = {};
    Digest begun = begin_digest(problem, checkpoint, &range);
    check.sums_fit(range);
    digest = end_digest(std::move(begun), problem, checkpoint);
  }
  const bool has_forbidden = range.has_forbidden || checkpoint.ended().has_value();
  return {.findings = std::move(check).findings(), .digest = std::move(digest), .has_forbidden = has_forbidden};
}

Findings check(const Problem& problem) {
  const Control unwatched;
  Checkpoint checkpoint(unwatched);
  return check(problem, checkpoint);
}

}  // namespace pairwell
