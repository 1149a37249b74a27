/// Pair worth: what the pairs of a network are worth to the stages that make a sum of them.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/at.hpp"
#include "match/network.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/match/objective.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Tickets are numbers of this many bits.
inline constexpr int ticket_bits = 40;

/// Whether a stage makes one sum of a worth of each pair as high as can be.
bool is_linear(const Stage& stage);

/// What each pair is worth to one linear stage.
class PairWorth {
 public:
  PairWorth(const Problem& problem, const MatchNetwork& match, const Stage& stage);

  std::int64_t operator()(std::size_t pair, std::int32_t row, std::int32_t column) const {
    switch (kind_) {
      case StageKind::floor:
        return match_->units[pair] < floor_ && !match_->locked[pair] ? -1 : 0;
      case StageKind::fewest_changes:
        return is_previous(match_->people(row, column)) ? 1 : 0;
      case StageKind::most_points:
        return match_->units[pair];
      case StageKind::lottery:
        return ticket_of(match_->people(row, column));
      default:
        return 1;
    }
  }

  /// Visits pairs of a row, by where they stand in it, with what the operator gives for each.
  template <class Visit>
  void each_of_row(std::int32_t row, Visit visit) const {
    const std::int64_t first = match_->network.first_pair(row);
    const auto each = [&](auto worth) {
      for (std::int64_t pair = first; pair < match_->network.end_pair(row); ++pair)
        visit(at(pair - first), worth(pair));
    };
    switch (kind_) {
      case StageKind::most_pairs:
        return each([](std::int64_t) { return std::int64_t{1}; });
      case StageKind::most_points:
        return each([this](std::int64_t pair) { return match_->units[at(pair)]; });
      default:
        return each(
            [this, row](std::int64_t pair) { return (*this)(at(pair), row, match_->network.column_of(row, pair)); });
    }
  }

  /// No pair that may be has more, whatever the sign.
  std::int64_t largest() const;

  /// Has FewestChanges count other pairs.
  void set_previous(std::vector<Pair> previous);

  bool counts_changes() const { return kind_ == StageKind::fewest_changes; }

  /// Has Floor count other pairs.
  void set_floor(std::int64_t units) {
    assert(kind_ == StageKind::floor);
    floor_ = units;
  }

  /// All that a pair may be worth, where that is one of a few numbers; else none.
  std::vector<std::int64_t> few() const;

 private:
  bool is_previous(const Pair& pair) const {
    if (at(pair.mentee.value) + 1 >= first_previous_.size()) return false;
    const auto first = previous_.begin() + first_previous_[at(pair.mentee.value)];
    const auto end = previous_.begin() + first_previous_[at(pair.mentee.value) + 1];
    return std::any_of(first, end, [&](const Pair& one) { return one.mentor == pair.mentor; });
  }

  std::int64_t ticket_of(const Pair& people) const {
    const auto key = [](const std::vector<std::uint64_t>& keys, std::int32_t person) {
      return keys.empty() ? static_cast<std::uint64_t>(person) : keys[at(person)];
    };
    const std::uint64_t drawn =
        ticket(seed_, key(problem_->mentee_keys, people.mentee.value), key(problem_->mentor_keys, people.mentor.value));
    return static_cast<std::int64_t>(drawn >> (64 - ticket_bits));
  }

  const Problem* problem_;
  const MatchNetwork* match_;
  StageKind kind_;
  std::int64_t floor_ = 0;
  std::uint64_t seed_ = 0;
  std::vector<Pair> previous_;                  // sorted
  std::vector<std::ptrdiff_t> first_previous_;  // of each mentee, in previous_; one more than the last one there
};

/// Sums of several linear stages as one number, the first stage's in the leading bits, so that the numbers stand in the
/// order of the stages.
struct SumInOrder {
  __extension__ using Word = __int128;

  Word high = 0;
  Word low = 0;

  friend SumInOrder operator+(const SumInOrder& one, const SumInOrder& other) {
    return {one.high + other.high, one.low + other.low};
  }
  friend SumInOrder operator-(const SumInOrder& one, const SumInOrder& other) {
    return {one.high - other.high, one.low - other.low};
  }
  friend bool operator==(const SumInOrder& one, const SumInOrder& other) {
    return one.high == other.high && one.low == other.low;
  }
  friend bool operator<(const SumInOrder& one, const SumInOrder& other) {
    return one.high != other.high ? one.high < other.high : one.low < other.low;
  }
};

/// What each pair is worth to several linear stages, in their order.
class WorthInOrder {
 public:
  /// None where the sums of a path do not fit.
  /// @param price the largest potential of each stage, whatever its sign.
  static std::optional<WorthInOrder> make(std::vector<PairWorth> stages, const std::vector<std::int64_t>& price,
                                          std::int32_t nodes);

  SumInOrder operator()(std::size_t pair, std::int32_t row, std::int32_t column) const {
    SumInOrder sum;
    for (std::size_t stage = 0; stage < stages_.size(); ++stage) {
      add(sum, stage, stages_[stage](pair, row, column));
    }
    return sum;
  }

  /// Of all pairs of a row, in their order.
  /// @param low is left empty where all numbers stand in the leading word
  void read_row(std::int32_t row, std::size_t pairs, std::vector<SumInOrder::Word>& high,
                std::vector<SumInOrder::Word>& low) const {
    high.assign(pairs, 0);
    if (!is_one_word()) low.assign(pairs, 0);
    for (std::size_t stage = 0; stage < stages_.size(); ++stage) {
      std::vector<SumInOrder::Word>& words = places_[stage].is_high ? high : low;
      const SumInOrder::Word unit = SumInOrder::Word{1} << places_[stage].shift;
      stages_[stage].each_of_row(row, [&](std::size_t pair, std::int64_t worth) { words[pair] += worth * unit; });
    }
  }

  /// Whether sums leave the second word 0.
  bool is_one_word() const {
    return std::all_of(places_.begin(), places_.end(), [](const Place& place) { return place.is_high; });
  }

  /// One number of each stage, as one.
  SumInOrder join(const std::vector<std::int64_t>& numbers) const {
    SumInOrder sum;
    for (std::size_t stage = 0; stage < stages_.size(); ++stage) add(sum, stage, numbers[stage]);
    return sum;
  }

  /// Whether sums with a potential like this still fit.
  bool fits(const SumInOrder& potential) const;

  /// The number of each stage, of which join() makes the sum, as long as it fits.
  std::vector<std::int64_t> split(const SumInOrder& sum) const;

  /// What the pairs of FewestChanges are, if that is among the stages.
  void set_previous(const std::vector<Pair>& previous);

  /// From which units on pairs are not low in a stage that is a Floor.
  void set_floor(std::size_t stage, std::int64_t units) { stages_[stage].set_floor(units); }

  /// 1 in one stage, and 0 in all others.
  SumInOrder unit_of(std::size_t stage) const;

  /// A sum with nothing but what it has in the first stages.
  SumInOrder first_of(const SumInOrder& sum, std::size_t stages) const;

  /// All that a pair may be worth to the first stages, where that is one of a few sums; else none.
  std::vector<SumInOrder> few_of_first(std::size_t stages) const;

 private:
  /// Where the number of a stage stands.
  struct Place {
    bool is_high = false;
    int shift = 0;
    int bits = 0;
  };

  void add(SumInOrder& sum, std::size_t stage, std::int64_t number) const {
    const Place& place = places_[stage];
    (place.is_high ? sum.high : sum.low) += SumInOrder::Word{number} * (SumInOrder::Word{1} << place.shift);
  }

  std::vector<PairWorth> stages_;
  std::vector<Place> places_;  // of each stage
};

}  // namespace pairwell
