/// Tables: the pairs of a problem's table, looked up and gone through.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Whether a pair is of the problem's people.
inline bool is_within(const Problem& problem, const Pair& pair) {
  return pair.mentee.value >= 0 && pair.mentee.value < problem.mentees && pair.mentor.value >= 0 &&
         pair.mentor.value < problem.mentors;
}

/// The units of a pair of the problem's people in its table; DenseTable::forbidden where the table has none. The
/// problem's own list of forbidden pairs is not asked.
inline std::int64_t units_in_table(const Problem& problem, const Pair& pair) {
  assert(is_within(problem, pair));
  const auto [mentee, mentor] = pair;
  if (const auto* dense = std::get_if<DenseTable>(&problem.points)) {
    return dense->units[at(mentee.value) * at(problem.mentors) + at(mentor.value)];
  }
  const auto& sparse = std::get<SparseTable>(problem.points);
  const auto end = sparse.mentor.begin() + sparse.row_start[at(mentee.value) + 1];
  const auto found = std::lower_bound(sparse.mentor.begin() + sparse.row_start[at(mentee.value)], end, mentor.value);
  return found != end && *found == mentor.value ? sparse.units[at(found - sparse.mentor.begin())]
                                                : DenseTable::forbidden;
}

/// The pairs that a problem admits: those of its table that are not on its list of forbidden ones.
class AdmissiblePairs {
 public:
  explicit AdmissiblePairs(const Problem& problem) : problem_(problem), forbidden_(problem.forbidden) {
    std::ranges::sort(forbidden_);
  }

  /// Whether a pair of the problem's people is one of them.
  bool contains(const Pair& pair) const { return units_of(pair) != DenseTable::forbidden; }

  /// The units of a pair of the problem's people; DenseTable::forbidden where it is none of them.
  std::int64_t units_of(const Pair& pair) const {
    return std::ranges::binary_search(forbidden_, pair) ? DenseTable::forbidden : units_in_table(problem_, pair);
  }

  /// Calls visit(mentor, units) for each pair of a mentee, by mentor.
  template <class Visit>
  void each_of(std::int32_t mentee, Visit visit) const {
    assert(mentee >= 0 && mentee < problem_.mentees);
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

/// The pairs that a problem admits and that are none of these, by mentor, then mentee.
inline std::vector<Pair> admissible_but(const Problem& problem, std::vector<Pair> pairs) {
  std::ranges::sort(pairs);
  std::vector<Pair> others;
  const AdmissiblePairs admissible(problem);
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    admissible.each_of(mentee, [&](std::int32_t mentor, std::int64_t) {
      const Pair pair{MenteeId(mentee), MentorId(mentor)};
      if (!std::ranges::binary_search(pairs, pair)) others.push_back(pair);
    });
  }
  std::ranges::stable_sort(others, {}, &Pair::mentor);
  return others;
}

}  // namespace pairwell
