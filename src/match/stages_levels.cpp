// The stages that go by levels: leximin, rank_maximal and generous; best_worst where it does, too.
#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "kernel/marks.hpp"
#include "match/bounds.hpp"
#include "match/stages.hpp"

namespace pairwell {
StageResult Stages::solve(const Leximin&) { return profiled(levels_by_units(match_, spend_), false); }

StageResult Stages::solve(const RankMaximal&) {
  return profiled(levels_by_rank(problem_, match_, false, spend_), true);
}

StageResult Stages::solve(const Generous&) { return profiled(levels_by_rank(problem_, match_, true, spend_), false); }

/// Step by step: levels that a matching can do without leave, the next few are settled at once by weights under which a
/// pair of one outweighs all free pairs of the later ones.
StageResult Stages::profiled(std::optional<Levels> listed, bool as_many) {
  StageResult result;
  if (!listed) return result;
  Levels& levels = *listed;
  checkpoint_.expect(kernel::whole_search * levels.turns());
  std::int32_t from = 0;
  while (true) {
    std::vector<OpenLevel> open = open_levels(levels, from);
    if (!as_many && fitting(open) < open.size()) {
      const auto raised = raise(levels, from, levels.turns());
      if (!raised) return result;
      open = open_levels(levels, from);
    }
    if (open.empty()) break;
    open.resize(fitting(open));
    std::vector<std::int64_t> of_turn(levels.level.size(), 0);
    std::int64_t weight = as_many ? 1 : -1;
    for (auto level = open.rbegin(); level != open.rend(); ++level) {
      of_turn[at(level->turn)] = weight;
      if (std::next(level) != open.rend()) weight *= 1 + level->pairs;
    }
    std::vector<std::int64_t> of_pair(match_.units.size());
    match_.each_pair_apart(threads_, spend_, [&](std::size_t pair, std::int32_t, std::int32_t) {
      of_pair[pair] = of_turn[at(levels.turn[pair])];
    });
    LevelStep step{.first = levels.level[at(open.front().turn)], .last = levels.level[at(open.back().turn)]};
    until_ = kernel::whole_search * (1 + open.back().turn);
    if (!settle({.of_pair = of_pair}, step.prices)) return result;
    if (options_.certificate) result.steps.push_back(std::move(step));
    from = open.back().turn + 1;
    forget_pairs_that_are_out(match_, flow_, &levels.turn);
  }
  result.profile = profile(levels);
  if (as_many) {
    result.value = !result.profile.empty() && result.profile.front().level == 1 ? result.profile.front().pairs : 0;
  } else if (!result.profile.empty()) {
    result.value = result.profile.front().level;
  }
  return result;
}

/// Raises the threshold under which free pairs leave, by bisection over the turns that they have, and takes out those
/// from `from` on that are under the highest that can be kept. None where the caller asked to stop.
/// @param most the highest threshold of interest; past the last turn it asks for no pair at all.
/// @param guess units that the threshold is likely to come to: the search begins there, with small steps. It is then
/// the whole of a stage, whose progress is told.
std::optional<Stages::Raised> Stages::raise(const Levels& levels, std::int32_t from, std::int32_t most,
                                            std::optional<std::int64_t> guess) {
  Raised raised{.worst = lowest_chosen(levels, from)};
  std::vector<std::int32_t> thresholds;
  for (const OpenLevel& level : open_levels(levels, raised.worst ? *raised.worst + 1 : levels.turns())) {
    if (level.turn < most) thresholds.push_back(level.turn);
  }
  if (raised.worst && *raised.worst < most) thresholds.push_back(most);
  const auto searches = static_cast<std::int64_t>(std::bit_width(thresholds.size()));
  std::int64_t search = 0;
  if (guess) checkpoint_.expect(kernel::whole_search * searches);
  // Everything before `low` is known to be reachable, everything from `high` on is not.
  std::size_t low = 0;
  std::size_t high = thresholds.size();
  std::size_t step = guess ? 1 : thresholds.size();
  std::size_t middle = high / 2;
  if (guess) {
    const auto turn = std::ranges::lower_bound(levels.level, *guess) - levels.level.begin();
    middle = at(std::ranges::lower_bound(thresholds, turn) - thresholds.begin());
    middle = std::min(middle, std::max<std::size_t>(high, 1) - 1);
  }
  while (low < high) {
    assert(low <= middle && middle < high);
    const std::vector<std::size_t> taken = take_out(levels, from, thresholds[middle]);
    kernel::Flow flow = flow_;
    search = std::min(search + 1, searches);
    const kernel::Reach told = guess ? reach_until(search * kernel::whole_search) : kernel::Reach();
    const kernel::Outcome outcome =
        kernel::maximise(match_.network, {}, flow, spend_, kernel::Start::cold, told, threads_);
    if (outcome == kernel::Outcome::stopped) return std::nullopt;
    const bool is_reached = outcome == kernel::Outcome::solved;
    if (is_reached) {
      flow_ = std::move(flow);
      raised.worst = lowest_chosen(levels, from);
      const auto reached = std::ranges::upper_bound(thresholds, raised.worst.value_or(most));
      low = std::max(middle + 1, at(reached - thresholds.begin()));
    } else {
      raised.proof = make_prices(match_, flow);
      for (const std::size_t pair : taken) match_.network.state[pair] = free_pair;
      high = middle;
    }
    const std::size_t half = (high - std::min(low, high)) / 2;
    middle = is_reached ? low + std::min(step - 1, half) : high - std::min(step, high - low - half);
    step *= 2;
  }
  take_out(levels, from, std::min(raised.worst.value_or(most), most));
  return raised;
}

/// Takes out the free pairs of the turns from `from` to before the threshold, and lists them.
std::vector<std::size_t> Stages::take_out(const Levels& levels, std::int32_t from, std::int32_t threshold) {
  assert(levels.turn.size() == match_.units.size());
  std::vector<std::size_t> taken;
  match_.each_pair(spend_, [&](std::size_t pair, std::int32_t, std::int32_t) {
    if (match_.network.state[pair] != free_pair || levels.turn[pair] < from || levels.turn[pair] >= threshold) return;
    match_.network.state[pair] = kernel::PairState::out;
    taken.push_back(pair);
  });
  return taken;
}

std::optional<std::int32_t> Stages::lowest_chosen(const Levels& levels, std::int32_t from) const {
  std::optional<std::int32_t> lowest;
  each_chosen([&](std::size_t pair, std::int32_t) {
    if (match_.network.state[pair] != free_pair || levels.turn[pair] < from) return;
    lowest = std::min(lowest.value_or(levels.turn[pair]), levels.turn[pair]);
  });
  return lowest;
}

/// The turns from `from` on that free pairs have, in order.
std::vector<Stages::OpenLevel> Stages::open_levels(const Levels& levels, std::int32_t from) const {
  assert(levels.turn.size() == match_.units.size());
  std::vector<std::int64_t> pairs(levels.level.size(), 0);
  match_.each_pair(spend_, [&](std::size_t pair, std::int32_t, std::int32_t) {
    if (match_.network.state[pair] == free_pair) ++pairs[at(levels.turn[pair])];
  });
  std::vector<OpenLevel> open;
  for (std::int32_t turn = from; turn < levels.turns(); ++turn) {
    if (pairs[at(turn)] > 0) open.push_back({turn, pairs[at(turn)]});
  }
  return open;
}

/// How many of the levels can be settled at once, so that the first one's weight keeps every sum in 64 bits.
std::size_t Stages::fitting(const std::vector<OpenLevel>& open) const {
  const std::int64_t most = largest_sum / most_terms(problem_);
  std::int64_t weight = 1;
  std::size_t count = std::min<std::size_t>(open.size(), 1);
  for (; count < open.size() && weight <= most / (1 + open[count].pairs); ++count) weight *= 1 + open[count].pairs;
  return count;
}

/// How many chosen pairs each level has, locked ones aside.
std::vector<LevelCount> Stages::profile(const Levels& levels) const {
  assert(levels.turn.size() == match_.units.size());
  std::vector<std::int64_t> pairs(levels.level.size(), 0);
  each_chosen([&](std::size_t pair, std::int32_t) {
    if (!match_.locked[pair]) ++pairs[at(levels.turn[pair])];
  });
  std::vector<LevelCount> profile;
  for (std::size_t turn = 0; turn < pairs.size(); ++turn) {
    if (pairs[turn] > 0) profile.push_back({levels.level[turn], pairs[turn]});
  }
  return profile;
}

}  // namespace pairwell
