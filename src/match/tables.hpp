/// Tables: the pairs of a problem's table, looked up and gone through.
#pragma once

#include <algorithm>
#include <cstdint>
#include <variant>
#include <vector>

#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Whether a pair is of the problem's people.
inline bool is_within(const Problem& problem, const Pair& pair) {
  return pair.mentee.value >= 0 && pair.mentee.value < problem.mentees && pair.mentor.value >= 0 &&
         pair.mentor.value < problem.mentors;
}

/// Whether the table has points for a pair of the problem's people. The problem's own list of forbidden pairs is not
/// asked.
inline bool has_points(const Problem& problem, const Pair& pair) {
  const auto at = [](std::int64_t index) { return static_cast<std::size_t>(index); };
  const auto [mentee, mentor] = pair;
  if (const auto* dense = std::get_if<DenseTable>(&problem.points)) {
    return dense->units[at(mentee.value) * at(problem.mentors) + at(mentor.value)] != DenseTable::forbidden;
  }
  const auto& sparse = std::get<SparseTable>(problem.points);
  return std::binary_search(sparse.mentor.begin() + sparse.row_start[at(mentee.value)],
                            sparse.mentor.begin() + sparse.row_start[at(mentee.value) + 1], mentor.value);
}

/// The pairs that a problem admits: those of its table that are not on its list of forbidden ones.
class AdmissiblePairs {
 public:
  explicit AdmissiblePairs(const Problem& problem) : problem_(problem), forbidden_(problem.forbidden) {
    std::ranges::sort(forbidden_);
  }

  /// Whether a pair of the problem's people is one of them.
  bool contains(const Pair& pair) const {
    return !std::ranges::binary_search(forbidden_, pair) && has_points(problem_, pair);
  }

  /// Calls visit(mentor, units) for each pair of a mentee, by mentor.
  template <class Visit>
  void each_of(std::int32_t mentee, Visit visit) const {
    const auto at = [](std::int64_t index) { return static_cast<std::size_t>(index); };
    auto next = std::ranges::lower_bound(forbidden_, Pair{MenteeId(mentee), MentorId(0)});
    const auto show = [&](std::int32_t mentor, std::int64_t units) {
      const Pair pair{MenteeId(mentee), MentorId(mentor)};
      while (next != forbidden_.end() && *next < pair) ++next;
      if (next == forbidden_.end() || *next != pair) visit(mentor, units);
    };
    if (const auto* dense = std::get_if<DenseTable>(&problem_.points)) {
      const std::int64_t* row = dense->units.data() + at(mentee) * at(problem_.mentors);
      for (std::int32_t mentor = 0; mentor < problem_.mentors; ++mentor) {
        if (row[mentor] != DenseTable::forbidden) show(mentor, row[mentor]);
      }
      return;
    }
    const auto& sparse = std::get<SparseTable>(problem_.points);
    for (auto pair = sparse.row_start[at(mentee)]; pair < sparse.row_start[at(mentee) + 1]; ++pair) {
      show(sparse.mentor[at(pair)], sparse.units[at(pair)]);
    }
  }

 private:
  const Problem& problem_;
  std::vector<Pair> forbidden_;
};

}  // namespace pairwell
