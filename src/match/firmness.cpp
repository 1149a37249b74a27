#include "pairwell/match/firmness.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <variant>

#include "core/at.hpp"
#include "match/bounds.hpp"
#include "match/fingerprint.hpp"
#include "match/forced.hpp"
#include "match/loss.hpp"
#include "match/nested.hpp"
#include "match/reasons.hpp"
#include "match/solve.hpp"
#include "match/tables.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

constexpr std::string_view of_firmness = "firmness";
constexpr std::string_view of_rises = "pair_rises";

/// What a matching reaches in a stage once the units of one of its pairs are others.
std::optional<std::int64_t> value_at(const StageResult& result, std::int64_t before, std::int64_t units) {
  if (!result.value) return result.value;
  if (const auto* floor = std::get_if<Floor>(&result.stage)) {
    return *result.value + (units < floor->points.units ? 1 : 0) - (before < floor->points.units ? 1 : 0);
  }
  if (std::holds_alternative<MostPoints>(result.stage)) return *result.value - before + units;
  return result.value;
}

/// The matchings with and without one pair, as its units fall.
class Fall {
 public:
  /// @param kept a best matching with the pair whose other pairs are at least as the worst one of `without`, where that
  /// is lower than the worst one of `with`.
  /// @param kept_at the units of the pair for which the values of that one are.
  Fall(const Matching& with, const Matching& without, const Matching* kept, std::int64_t kept_at, std::int64_t units,
       std::optional<std::int64_t> worst_other)
      : with_(with), without_(without), kept_(kept), kept_at_(kept_at), units_(units), worst_other_(worst_other) {
    const auto worst = std::ranges::find_if(
        with.stages, [](const StageResult& result) { return std::holds_alternative<BestWorst>(result.stage); });
    if (worst != with.stages.end()) worst_at_ = at(worst - with.stages.begin());
  }

  /// Whether a best matching has the pair at these units, which are no more than its own.
  bool stays(std::int64_t units) const {
    const std::size_t stages = with_.stages.size();
    if (!worst_at_ || units >= with_.stages[*worst_at_].value) return compared(with_, units_, units, 0, stages) >= 0;
    // Other matchings with the pair may now be better, by what comes after best_worst.
    if (const int before = compared(with_, units_, units, 0, *worst_at_); before != 0) return before > 0;
    const std::optional<std::int64_t> worst = without_.stages[*worst_at_].value;
    if (!worst || units != *worst) return worst && units > *worst;
    assert(kept_ != nullptr);
    return compared(*kept_, kept_at_, units, *worst_at_ + 1, stages) >= 0;
  }

  /// @param bottom the fewest units that there may be.
  std::optional<std::int64_t> least(std::int64_t bottom) const {
    if (stays(bottom)) return std::nullopt;
    std::int64_t low = bottom;  // where it does not
    std::int64_t high = units_;
    assert(stays(high));
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      (stays(middle) ? high : low) = middle;
    }
    return high;
  }

 private:
  /// A matching with the pair at these units beside the one without: the first stage that differs.
  int compared(const Matching& with, std::int64_t before, std::int64_t units, std::size_t from, std::size_t to) const {
    for (std::size_t stage = from; stage < to; ++stage) {
      std::optional<std::int64_t> own = value_at(with.stages[stage], before, units);
      if (stage == worst_at_) own = worst_other_ ? std::min(units, *worst_other_) : units;
      const int found = compare_values(with.stages[stage].stage, own, without_.stages[stage].value);
      if (found != 0) return found;
    }
    return 0;
  }

  const Matching& with_;
  const Matching& without_;
  const Matching* kept_;
  std::int64_t kept_at_;
  std::int64_t units_;
  std::optional<std::int64_t> worst_other_;  // of the matching with the pair
  std::optional<std::size_t> worst_at_;
};

/// The lowest two units of pairs that are not locked; largest where there are none.
struct Lowest {
  std::int64_t first = largest_sum;
  std::int64_t second = largest_sum;

  void add(std::int64_t units) {
    second = std::min(second, std::max(first, units));
    first = std::min(first, units);
  }
  /// Without one of these units.
  std::optional<std::int64_t> but(std::int64_t units) const {
    const std::int64_t lowest = units == first ? second : first;
    return lowest == largest_sum ? std::nullopt : std::optional(lowest);
  }
};

void check_stages(std::string_view function, const Matching& matching) {
  for (const StageResult& result : matching.stages) {
    if (!has_profile(result.stage)) continue;
    throw InvalidInput(function, "objective", "the stages have no levels: not leximin, rank_maximal or generous",
                       name(result.stage));
  }
}

/// The best matching with a pair at other units, where the others are as they are.
Matching solved_at(const Problem& problem, const Objective& objective, const Pair& pair, std::int64_t units,
                   const Control& control) {
  Problem changed = problem;
  changed.locked.push_back(pair);
  if (auto* dense = std::get_if<DenseTable>(&changed.points)) {
    dense->units[at(pair.mentee.value) * at(problem.mentors) + at(pair.mentor.value)] = units;
  } else {
    auto& sparse = std::get<SparseTable>(changed.points);
    const auto first = sparse.mentor.begin() + sparse.row_start[at(pair.mentee.value)];
    const auto found = std::lower_bound(first, sparse.mentor.end(), pair.mentor.value);
    sparse.units[at(found - sparse.mentor.begin())] = units;
  }
  const HeldPair held{.pair = pair, .is_in = true};
  return solve(changed, objective, {.certificate = false, .control = control}, {&held, 1});
}

/// Solves again and again, where nothing better can be had.
std::optional<std::int64_t> least_by_solving(const Problem& problem, const Matching& matching, const Pair& pair,
                                             std::int64_t units, const Control& control, Checkpoint& checkpoint) {
  const auto comes_in = [&](std::int64_t asked) {
    const Matching with = solved_at(problem, objective_of(matching), pair, asked, nested(control, checkpoint));
    checkpoint.throw_if_ended(of_rises);
    return with.status == Status::optimal && !is_worse(with, matching);
  };
  std::int64_t high = most_units(problem);
  if (!comes_in(high)) return std::nullopt;
  std::int64_t low = units - 1;  // where it does not
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (comes_in(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

std::vector<PairFirmness> firmness(const Problem& problem, const Matching& matching, const Control& control) {
  check_matching(of_firmness, problem, matching, {});
  check_stages(of_firmness, matching);
  std::vector<PairFirmness> found;
  std::map<Pair, std::size_t> place;
  std::vector<Pair> asked;
  Lowest lowest;
  std::vector<Pair> locked = problem.locked;
  std::ranges::sort(locked);
  for (const Pair& pair : matching.pairs) {
    found.push_back({.pair = pair, .units = units_in_table(problem, pair)});
    if (std::ranges::binary_search(locked, pair)) continue;
    place[pair] = found.size() - 1;
    asked.push_back(pair);
    lowest.add(found.back().units);
  }
  Checkpoint checkpoint(control);
  checkpoint.enter("firmness", 2 * std::ssize(asked));
  ForcedMatchings forced(of_firmness, problem, matching, control, checkpoint, [&] { checkpoint.advance(); });
  forced.each_without(asked, [&](const Pair& pair, const Matching& without, const Matching* with) {
    if (without.status != Status::optimal) return;
    PairFirmness& own = found[place.at(pair)];
    first_loss(of_firmness, problem, matching, without);  // which refuses a matching that is not the best
    std::optional<Matching> solved;
    std::int64_t with_at = own.units;
    const auto worst = std::ranges::find_if(
        without.stages, [](const StageResult& result) { return std::holds_alternative<BestWorst>(result.stage); });
    if (with == nullptr && worst != without.stages.end() && worst->value) {
      const auto before = matching.stages[at(worst - without.stages.begin())].value;
      if (before && *worst->value < *before) {
        solved = solved_at(problem, objective_of(matching), pair, *worst->value, nested(control, checkpoint));
        checkpoint.throw_if_ended(of_firmness);
        with_at = *worst->value;
      }
    }
    const Fall fall(matching, without, solved ? &*solved : with, with_at, own.units, lowest.but(own.units));
    own.least = fall.least(-most_units(problem));
  });
  return found;
}

std::vector<PairRise> pair_rises(const Problem& problem, const Matching& matching, const Control& control) {
  check_matching(of_rises, problem, matching, {});
  check_stages(of_rises, matching);
  Checkpoint checkpoint(control);
  checkpoint.enter("firmness", problem.mentors);
  std::vector<PairRise> rises;
  ForcedMatchings forced(of_rises, problem, matching, control, checkpoint, [&] { checkpoint.advance(); });
  const bool is_found = forced.each_rise([&](const Pair& pair, std::optional<std::int64_t> least) {
    rises.push_back({pair, units_in_table(problem, pair), least});
  });
  if (is_found) return rises;
  for (const Pair& pair : admissible_but(problem, matching.pairs)) {
    const std::int64_t units = units_in_table(problem, pair);
    rises.push_back({pair, units, least_by_solving(problem, matching, pair, units, control, checkpoint)});
  }
  checkpoint.reach(problem.mentors);
  return rises;
}

}  // namespace pairwell
