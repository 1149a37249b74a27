#include "match/levels.hpp"

#include <algorithm>
#include <functional>

namespace pairwell {
namespace {

std::size_t at(std::int64_t index) { return static_cast<std::size_t>(index); }

/// Reads the different units of one mentee after another, the highest first.
class Choices {
 public:
  explicit Choices(const Problem& problem) : problem_(problem), forbidden_(problem.forbidden) {
    std::ranges::sort(forbidden_);
  }

  /// @param mentee one more than at the last call, or 0.
  const std::vector<std::int64_t>& of(std::int32_t mentee) {
    units_.clear();
    if (const auto* dense = std::get_if<DenseTable>(&problem_.points)) {
      const std::int64_t* row = dense->units.data() + at(mentee) * at(problem_.mentors);
      for (std::int32_t mentor = 0; mentor < problem_.mentors; ++mentor) {
        if (row[mentor] != DenseTable::forbidden) add(mentee, mentor, row[mentor]);
      }
    } else {
      const auto& sparse = std::get<SparseTable>(problem_.points);
      for (auto pair = sparse.row_start[at(mentee)]; pair < sparse.row_start[at(mentee) + 1]; ++pair) {
        add(mentee, sparse.mentor[at(pair)], sparse.units[at(pair)]);
      }
    }
    std::ranges::sort(units_, std::greater{});
    units_.erase(std::unique(units_.begin(), units_.end()), units_.end());
    return units_;
  }

 private:
  void add(std::int32_t mentee, std::int32_t mentor, std::int64_t units) {
    const Pair pair{MenteeId(mentee), MentorId(mentor)};
    while (next_ < forbidden_.size() && forbidden_[next_] < pair) ++next_;
    if (next_ == forbidden_.size() || forbidden_[next_] != pair) units_.push_back(units);
  }

  const Problem& problem_;
  std::vector<Pair> forbidden_;
  std::size_t next_ = 0;
  std::vector<std::int64_t> units_;
};

}  // namespace

Levels levels_by_units(const MatchNetwork& match) {
  Levels levels{.level = match.units};
  std::ranges::sort(levels.level);
  levels.level.erase(std::unique(levels.level.begin(), levels.level.end()), levels.level.end());
  for (const std::int64_t units : match.units) {
    const auto found = std::ranges::lower_bound(levels.level, units);
    levels.turn.push_back(static_cast<std::int32_t>(found - levels.level.begin()));
  }
  return levels;
}

Levels levels_by_rank(const Problem& problem, const MatchNetwork& match, bool worst_first) {
  Levels levels;
  std::int32_t ranks = 0;
  Choices choices(problem);
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    const std::vector<std::int64_t>& units = choices.of(mentee);
    ranks = std::max(ranks, static_cast<std::int32_t>(units.size()));
    for (auto pair = match.network.row_start[at(mentee)]; pair < match.network.row_start[at(mentee) + 1]; ++pair) {
      const auto found = std::ranges::lower_bound(units, match.units[at(pair)], std::greater{});
      levels.turn.push_back(static_cast<std::int32_t>(found - units.begin()));
    }
  }
  for (std::int32_t turn = 0; turn < ranks; ++turn) levels.level.push_back(worst_first ? ranks - turn : turn + 1);
  if (worst_first) {
    for (std::int32_t& turn : levels.turn) turn = ranks - 1 - turn;
  }
  return levels;
}

}  // namespace pairwell
