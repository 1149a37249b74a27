/// Proof: what verify keeps of a problem, one byte a pair, and the arithmetic that it trusts.
///
/// Shares nothing with the solver on purpose: it reads the problem's own lists, and knows no network and no search.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell::proof {

/// A sum or product that left 64 bits: no honest certificate does.
struct TooLarge : std::overflow_error {
  TooLarge() : std::overflow_error("a number is too large to be checked in 64 bits") {}
};

std::int64_t add(std::int64_t a, std::int64_t b);
std::int64_t subtract(std::int64_t a, std::int64_t b);
std::int64_t multiply(std::int64_t a, std::int64_t b);

/// The sentences that a verdict lists: the first few in full and a count of the others.
class Failures {
 public:
  bool none() const { return told_.empty(); }

  /// `say` makes the sentence, and is called only where it is told.
  template <class Say>
  void add(Say say) {
    if (told_.size() < most_told) {
      told_.push_back(say());
    } else {
      ++untold_;
    }
  }

  std::vector<std::string> list() &&;

 private:
  static constexpr std::size_t most_told = 20;
  std::vector<std::string> told_;
  std::int64_t untold_ = 0;
};

/// What the stages so far leave open for a pair. Absent: the problem does not admit it.
enum class Face : std::uint8_t { absent, open, never, always };

/// All that is known of a pair, in a byte.
struct Cell {
  Face face : 2 = Face::absent;
  bool is_locked : 1 = false;
  bool is_chosen : 1 = false;
  bool is_marked : 1 = false;  ///< By the stage at hand.
};
static_assert(sizeof(Cell) == 1);

/// Where a pair stands and what it is worth.
struct Place {
  std::int32_t mentee = 0;
  std::int32_t mentor = 0;
  std::int64_t units = 0;
  std::size_t cell = 0;  ///< Its number in the problem's table.

  Pair pair() const { return {MenteeId(mentee), MentorId(mentor)}; }
};

/// A cell beside every entry of the problem's own table, which is read in place.
class PairTable {
 public:
  /// All reading of the table is spent on the checkpoint.
  PairTable(const Problem& problem, Checkpoint& checkpoint);

  std::size_t size() const { return cells_.size(); }

  /// The cell of an admissible pair with its place; null for any other pair, whatever its ids.
  std::pair<Cell*, Place> find(const Pair& pair);

  /// Calls visit(cell, place) for every admissible pair, by mentee, then mentor.
  /// @throws Stopped once the checkpoint has ended.
  template <class Visit>
  void each(Visit visit) {
    if (const auto* dense = std::get_if<DenseTable>(&problem_.points)) {
      std::size_t cell = 0;
      for (std::int32_t mentee = 0; mentee < problem_.mentees; ++mentee) {
        spend(problem_.mentors);
        for (std::int32_t mentor = 0; mentor < problem_.mentors; ++mentor, ++cell) {
          if (cells_[cell].face != Face::absent) visit(cells_[cell], Place{mentee, mentor, dense->units[cell], cell});
        }
      }
      return;
    }
    const auto& sparse = std::get<SparseTable>(problem_.points);
    for (std::int32_t mentee = 0; mentee < problem_.mentees; ++mentee) {
      spend(sparse.row_start[at(mentee) + 1] - sparse.row_start[at(mentee)]);
      for (auto cell = at(sparse.row_start[at(mentee)]); cell < at(sparse.row_start[at(mentee) + 1]); ++cell) {
        if (cells_[cell].face == Face::absent) continue;
        visit(cells_[cell], Place{mentee, sparse.mentor[cell], sparse.units[cell], cell});
      }
    }
  }

 private:
  void spend(std::int64_t pairs) const {
    constexpr std::int64_t work_of_pair = 2;
    if (!checkpoint_.spend(work_of_pair * pairs + 8)) checkpoint_.throw_if_ended("verify");
  }

  const Problem& problem_;
  Checkpoint& checkpoint_;
  std::vector<Cell> cells_;
};

/// The rank of every admissible pair, by cell: equal units share one, and the mentee's highest have rank 1.
std::vector<std::int32_t> rank_all(PairTable& table);

/// A person or a group: the range that the stages so far leave, and its pairs in the matching.
struct Counted {
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::int64_t pairs = 0;
};

/// Everybody who has a range, in the order of Prices.
struct Everyone {
  explicit Everyone(const Problem& problem);

  bool fits(const Prices& prices) const;

  std::vector<Counted> mentee;
  std::vector<Counted> mentor;
  std::vector<Counted> mentee_group;
  std::vector<Counted> mentor_group;
};

/// Calls visit(counted, name) for everyone; name() makes the name.
template <class Visit>
void each_of(Everyone& everyone, Visit visit) {
  const auto each = [&](auto id, std::vector<Counted>& counted) {
    for (std::size_t index = 0; index < counted.size(); ++index) {
      visit(counted[index], [&] { return to_string(decltype(id)(static_cast<std::int32_t>(index))); });
    }
  };
  each(MenteeId(), everyone.mentee);
  each(MentorId(), everyone.mentor);
  each(MenteeGroupId(), everyone.mentee_group);
  each(MentorGroupId(), everyone.mentor_group);
}

/// Calls visit(counted, price, name) for everyone, with prices that fit.
template <class Visit>
void with_prices(Everyone& everyone, const Prices& prices, Visit visit) {
  assert(everyone.fits(prices));
  const auto all = {&prices.mentee, &prices.mentor, &prices.mentee_group, &prices.mentor_group};
  auto list = all.begin();
  std::size_t index = 0;
  each_of(everyone, [&](Counted& one, auto name) {
    while (index == (*list)->size()) {
      ++list;
      index = 0;
    }
    visit(one, (**list)[index++], name);
  });
}

/// What each person pays: the own price and those of all groups around.
struct Paid {
  /// @throws TooLarge where a pair might pay so much that its gain could leave 64 bits.
  Paid(const Problem& problem, const Prices& prices);

  std::int64_t by(const Place& place) const { return mentee[at(place.mentee)] + mentor[at(place.mentor)]; }

  std::vector<std::int64_t> mentee;
  std::vector<std::int64_t> mentor;
};

}  // namespace pairwell::proof
