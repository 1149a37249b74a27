#include "match/levels.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>

#include "match/tables.hpp"

namespace pairwell {
namespace {

std::size_t at(std::int64_t index) { return static_cast<std::size_t>(index); }

/// Work that sorting costs a pair, and how many numbers may wait to be sorted.
constexpr std::int64_t sorting_work = 50;
constexpr std::size_t few = 1 << 16;

template <class Before = std::less<>>
void sort_once_each(std::vector<std::int64_t>& numbers, Before before = {}) {
  std::ranges::sort(numbers, before);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

/// Finds units in a sorted list: by a table where they lie close together, else by bisection.
class Turns {
 public:
  explicit Turns(const std::vector<std::int64_t>& level) : level_(level) {
    if (level.empty() || level.back() - level.front() > std::int64_t{1} << 20) return;
    table_.resize(at(level.back() - level.front()) + 1);
    for (std::size_t turn = 0; turn < level.size(); ++turn) {
      table_[at(level[turn] - level.front())] = static_cast<std::int32_t>(turn);
    }
  }

  std::int32_t of(std::int64_t units) const {
    if (!table_.empty()) return table_[at(units - level_.front())];
    return static_cast<std::int32_t>(std::ranges::lower_bound(level_, units) - level_.begin());
  }

 private:
  const std::vector<std::int64_t>& level_;
  std::vector<std::int32_t> table_;
};

}  // namespace

std::optional<Levels> levels_by_units(const MatchNetwork& match, const kernel::Spend& spend) {
  Levels levels;
  std::vector<std::int64_t> row;
  std::size_t waiting = few;
  for (std::int32_t mentee = 0; mentee < match.network.mentees; ++mentee) {
    const auto first = match.units.begin() + match.network.row_start[at(mentee)];
    row.assign(first, match.units.begin() + match.network.row_start[at(mentee) + 1]);
    sort_once_each(row);
    levels.level.insert(levels.level.end(), row.begin(), row.end());
    // Where rows share their levels, the list is kept short; where they do not, there is no use in sorting it early.
    if (const std::size_t before = levels.level.size(); before > waiting) {
      sort_once_each(levels.level);
      const std::size_t after = levels.level.size();
      waiting = after < before / 2 ? 2 * after + few : std::numeric_limits<std::size_t>::max();
    }
    if (!spend(std::ssize(row) * sorting_work)) return std::nullopt;
  }
  sort_once_each(levels.level);
  const Turns turns(levels.level);
  levels.turn.reserve(match.units.size());
  for (const std::int64_t units : match.units) levels.turn.push_back(turns.of(units));
  return levels;
}

std::optional<Levels> levels_by_rank(const Problem& problem, const MatchNetwork& match, bool worst_first,
                                     const kernel::Spend& spend) {
  Levels levels;
  std::int32_t ranks = 0;
  const AdmissiblePairs admissible(problem);
  std::vector<std::int64_t> units;  // that a mentee's pairs have, the highest first
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    units.clear();
    admissible.each_of(mentee, [&units](std::int32_t, std::int64_t one) { units.push_back(one); });
    sort_once_each(units, std::greater{});
    ranks = std::max(ranks, static_cast<std::int32_t>(units.size()));
    for (auto pair = match.network.row_start[at(mentee)]; pair < match.network.row_start[at(mentee) + 1]; ++pair) {
      const auto found = std::ranges::lower_bound(units, match.units[at(pair)], std::greater{});
      levels.turn.push_back(static_cast<std::int32_t>(found - units.begin()));
    }
    if (!spend(sorting_work * (1 + problem.mentors))) return std::nullopt;
  }
  for (std::int32_t turn = 0; turn < ranks; ++turn) levels.level.push_back(worst_first ? ranks - turn : turn + 1);
  if (worst_first) {
    for (std::int32_t& turn : levels.turn) turn = ranks - 1 - turn;
  }
  return levels;
}

}  // namespace pairwell
