#include "match/pair_worth.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <numeric>
#include <utility>
#include <variant>

namespace pairwell {
namespace {

std::uint64_t magnitude(std::int64_t number) {
  return number < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
}

int bits(std::int64_t number) { return static_cast<int>(std::bit_width(magnitude(number))); }

// A potential may grow to four times what a path comes to, a change adds as much again, and a sum has a few of both.
constexpr int bits_of_changes = 4;
constexpr int bits_of_sums = 3 + bits_of_changes;

}  // namespace

bool is_linear(const Stage& stage) { return !has_profile(stage) && !std::holds_alternative<BestWorst>(stage); }

PairWorth::PairWorth(const Problem& problem, const MatchNetwork& match, const Stage& stage)
    : problem_(&problem), match_(&match), kind_(row_of(stage).kind) {
  assert(is_linear(stage));
  if (const auto* floor = std::get_if<Floor>(&stage)) floor_ = floor->points.units;
  if (const auto* lottery = std::get_if<Lottery>(&stage)) seed_ = lottery->seed;
  if (const auto* changes = std::get_if<FewestChanges>(&stage)) set_previous(changes->previous);
}

void PairWorth::set_previous(std::vector<Pair> previous) {
  previous_ = std::move(previous);
  std::ranges::sort(previous_);
  first_previous_.assign(previous_.empty() ? 1 : at(previous_.back().mentee.value) + 2, 0);
  for (const Pair& pair : previous_) ++first_previous_[at(pair.mentee.value) + 1];
  std::partial_sum(first_previous_.begin(), first_previous_.end(), first_previous_.begin());
}

std::vector<std::int64_t> PairWorth::few() const {
  switch (kind_) {
    case StageKind::most_pairs:
      return {1};
    case StageKind::floor:
      return {0, -1};
    case StageKind::fewest_changes:
      return {0, 1};
    default:
      return {};
  }
}

std::int64_t PairWorth::largest() const {
  if (kind_ == StageKind::lottery) return (std::int64_t{1} << ticket_bits) - 1;
  if (kind_ != StageKind::most_points) return 1;
  std::uint64_t largest = 0;
  for (const std::int64_t units : match_->units) largest = std::max(largest, magnitude(units));
  return static_cast<std::int64_t>(largest);
}

std::optional<WorthInOrder> WorthInOrder::make(std::vector<PairWorth> stages, const std::vector<std::int64_t>& price,
                                               std::int32_t nodes) {
  assert(price.size() == stages.size());
  constexpr int room = 126;
  WorthInOrder worth;
  int taken = 0;
  bool is_high = true;
  for (std::size_t stage = 0; stage < stages.size(); ++stage) {
    const int of_path = bits(stages[stage].largest()) + bits(std::int64_t{nodes} + 2);
    const int own = std::max(of_path, bits(price[stage])) + bits_of_sums;
    if (taken + own > room && is_high) {
      is_high = false;
      taken = 0;
    }
    if (taken + own > room) return std::nullopt;
    taken += own;
    worth.places_.push_back({.is_high = is_high, .bits = own});
  }
  for (std::size_t stage = stages.size(); stage-- > 1;) {
    Place& before = worth.places_[stage - 1];
    const Place& own = worth.places_[stage];
    if (before.is_high == own.is_high) before.shift = own.shift + own.bits;
  }
  worth.stages_ = std::move(stages);
  return worth;
}

bool WorthInOrder::fits(const SumInOrder& potential) const {
  using Word = SumInOrder::Word;
  SumInOrder rest = potential;
  for (auto place = places_.rbegin(); place != places_.rend(); ++place) {
    Word& word = place->is_high ? rest.high : rest.low;
    const Word whole = Word{1} << place->bits;
    const Word own = ((word + whole / 2) & (whole - 1)) - whole / 2;
    const Word most = whole >> (1 + bits_of_changes);
    if (own > most || own < -most) return false;
    word = (word - own) >> place->bits;
  }
  return true;
}

std::vector<std::int64_t> WorthInOrder::split(const SumInOrder& sum) const {
  using Word = SumInOrder::Word;
  std::vector<std::int64_t> numbers(places_.size());
  SumInOrder rest = sum;
  for (std::size_t stage = places_.size(); stage-- > 0;) {
    const Place& place = places_[stage];
    Word& word = place.is_high ? rest.high : rest.low;
    const Word whole = Word{1} << place.bits;
    const Word own = ((word + whole / 2) & (whole - 1)) - whole / 2;
    numbers[stage] = static_cast<std::int64_t>(own);
    word = (word - own) >> place.bits;
  }
  return numbers;
}

SumInOrder WorthInOrder::unit_of(std::size_t stage) const {
  SumInOrder unit;
  add(unit, stage, 1);
  return unit;
}

SumInOrder WorthInOrder::first_of(const SumInOrder& sum, std::size_t stages) const {
  using Word = SumInOrder::Word;
  SumInOrder first = sum;
  for (std::size_t stage = places_.size(); stage-- > stages;) {
    const Place& place = places_[stage];
    Word& word = place.is_high ? first.high : first.low;
    const Word whole = Word{1} << place.bits;
    const Word own = (((word >> place.shift) + whole / 2) & (whole - 1)) - whole / 2;
    word -= own * (Word{1} << place.shift);
  }
  return first;
}

std::vector<SumInOrder> WorthInOrder::few_of_first(std::size_t stages) const {
  std::vector<SumInOrder> sums{{}};
  for (std::size_t stage = 0; stage < stages; ++stage) {
    std::vector<SumInOrder> longer;
    for (const SumInOrder& sum : sums) {
      for (const std::int64_t own : stages_[stage].few()) add(longer.emplace_back(sum), stage, own);
    }
    sums = std::move(longer);
  }
  return sums;
}

void WorthInOrder::set_previous(const std::vector<Pair>& previous) {
  for (PairWorth& stage : stages_) {
    if (stage.counts_changes()) stage.set_previous(previous);
  }
}

}  // namespace pairwell
