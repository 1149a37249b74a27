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
