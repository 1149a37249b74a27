#include "match/levels.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <functional>
#include <iterator>
#include <limits>

#include "core/at.hpp"
#include "match/tables.hpp"

namespace pairwell {
namespace {

/// Work that sorting costs a pair, and how many numbers may wait to be sorted.
constexpr std::int64_t sorting_work = 50;
constexpr std::size_t few = 1 << 16;

/// Units that lie no further apart are looked up in a table.
constexpr std::int64_t most_in_table = 1 << 20;

template <class Before = std::less<>>
void sort_once_each(std::vector<std::int64_t>& numbers, Before before = {}) {
  std::ranges::sort(numbers, before);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

/// Finds units in a sorted list: by a table where they lie close together, else by bisection.
class Turns {
 public:
  explicit Turns(const std::vector<std::int64_t>& level) : level_(level) {
    assert(std::ranges::adjacent_find(level, std::ranges::greater_equal()) == level.end());
    if (level.empty() || level.back() - level.front() > most_in_table) return;
    table_.resize(at(level.back() - level.front()) + 1);
    for (std::size_t turn = 0; turn < level.size(); ++turn) {
      table_[at(level[turn] - level.front())] = static_cast<std::int32_t>(turn);
    }
  }

  std::int32_t of(std::int64_t units) const {
    if (!table_.empty()) return table_[at(units - level_.front())];
    const auto found = std::ranges::lower_bound(level_, units);
    assert(found != level_.end() && *found == units);
    return static_cast<std::int32_t>(found - level_.begin());
  }

 private:
  const std::vector<std::int64_t>& level_;
  std::vector<std::int32_t> table_;
};

/// The different units of the pairs that are not out, the lowest first. Where they lie close together, each is marked
/// in a table.
std::optional<std::vector<std::int64_t>> different_units(const MatchNetwork& match, const kernel::Spend& spend) {
  const auto& state = match.network.state;
  const auto each_unit = [&](auto visit) {
    return match.each_pair(spend, [&](std::size_t pair, std::int32_t, std::int32_t) {
      if (state[pair] != kernel::PairState::out) visit(match.units[pair]);
    });
  };
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  std::int64_t most = std::numeric_limits<std::int64_t>::min();
  const auto widen = [&](std::int64_t units) {
    least = std::min(least, units);
    most = std::max(most, units);
  };
  if (!each_unit(widen)) return std::nullopt;
  std::vector<std::int64_t> level;
  if (least > most) return level;
  if (most - least <= most_in_table) {
    std::vector<bool> is_there(at(most - least) + 1);
    if (!each_unit([&](std::int64_t units) { is_there[at(units - least)] = true; })) return std::nullopt;
    for (std::int64_t units = least; units <= most; ++units) {
      if (is_there[at(units - least)]) level.push_back(units);
    }
    return level;
  }
  std::vector<std::int64_t> row;
  std::size_t waiting = few;
  for (std::int32_t index = 0; index < match.network.rows; ++index) {
    row.clear();
    for (std::int64_t pair = match.network.first_pair(index); pair < match.network.end_pair(index); ++pair) {
      if (state[at(pair)] != kernel::PairState::out) row.push_back(match.units[at(pair)]);
    }
    sort_once_each(row);
    level.insert(level.end(), row.begin(), row.end());
    // Where rows share their levels, the list is kept short; where they do not, there is no use in sorting it early.
    if (const std::size_t before = level.size(); before > waiting) {
      sort_once_each(level);
      const std::size_t after = level.size();
      waiting = after < before / 2 ? 2 * after + few : std::numeric_limits<std::size_t>::max();
    }
    if (!spend(std::ssize(row) * sorting_work)) return std::nullopt;
  }
  sort_once_each(level);
  return level;
}

}  // namespace

std::optional<Levels> levels_by_units(const MatchNetwork& match, const kernel::Spend& spend) {
  std::optional<std::vector<std::int64_t>> level = different_units(match, spend);
  if (!level) return std::nullopt;
  Levels levels{.level = *std::move(level), .turn = {}};
  const Turns turns(levels.level);
  levels.turn.assign(match.units.size(), 0);
  const auto& state = match.network.state;
  const bool is_done = match.each_pair(spend, [&](std::size_t pair, std::int32_t, std::int32_t) {
    if (state[pair] != kernel::PairState::out) levels.turn[pair] = turns.of(match.units[pair]);
  });
  if (!is_done) return std::nullopt;
  return levels;
}

std::optional<Levels> levels_by_rank(const Problem& problem, const MatchNetwork& match, bool worst_first,
                                     const kernel::Spend& spend) {
  Levels levels;
  std::int32_t ranks = 0;
  const AdmissiblePairs admissible(problem);
  std::vector<std::int64_t> own;    // units that a mentee's pairs have, the highest first
  std::vector<std::int64_t> units;  // the same of all mentees, one after another
  std::vector<std::size_t> start{0};
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    own.clear();
    admissible.each_of(mentee, [&own](std::int32_t, std::int64_t one) { own.push_back(one); });
    sort_once_each(own, std::greater{});
    ranks = std::max(ranks, static_cast<std::int32_t>(own.size()));
    units.insert(units.end(), own.begin(), own.end());
    start.push_back(units.size());
    if (!spend(sorting_work * (1 + problem.mentors))) return std::nullopt;
  }
  levels.turn.assign(match.units.size(), 0);
  const bool is_done = match.each_pair(spend, [&](std::size_t pair, std::int32_t row, std::int32_t column) {
    if (match.network.state[pair] == kernel::PairState::out) return;
    const auto mentee = at(match.people(row, column).mentee.value);
    const auto first = units.begin() + static_cast<std::ptrdiff_t>(start[mentee]);
    const auto last = units.begin() + static_cast<std::ptrdiff_t>(start[mentee + 1]);
    const auto found = std::lower_bound(first, last, match.units[pair], std::greater{});
    assert(found != last && *found == match.units[pair]);
    levels.turn[pair] = static_cast<std::int32_t>(found - first);
  });
  if (!is_done) return std::nullopt;
  for (std::int32_t turn = 0; turn < ranks; ++turn) levels.level.push_back(worst_first ? ranks - turn : turn + 1);
  if (worst_first) {
    for (std::int32_t& turn : levels.turn) turn = ranks - 1 - turn;
  }
  return levels;
}

}  // namespace pairwell
