// The proof of a stage that settles how many pairs there are at one level after another.
#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "match/proof_stages.hpp"

namespace pairwell::proof {

std::vector<std::int32_t> rank_all(PairTable& table) {
  std::vector<std::int32_t> ranks(table.size());
  std::vector<Place> row;
  const auto rank_row = [&] {
    std::ranges::sort(row, std::greater{}, &Place::units);
    std::int32_t rank = 0;
    for (std::size_t index = 0; index < row.size(); ++index) {
      if (index == 0 || row[index].units != row[index - 1].units) ++rank;
      ranks[row[index].cell] = rank;
    }
    row.clear();
  };
  table.each([&](const Cell&, const Place& place) {
    if (!row.empty() && row.front().mentee != place.mentee) rank_row();
    row.push_back(place);
  });
  rank_row();
  return ranks;
}

namespace {

/// A weight may be as large as a worth.
constexpr std::int64_t most_weight = std::int64_t{1} << 61;

}  // namespace

/// The level of each pair, and the turn at which the stage settles it: lower turns first.
class Levels {
 public:
  /// By the units of the pairs, the lowest first.
  Levels() = default;

  /// By the ranks of the pairs.
  Levels(PairTable& table, bool worst_first, bool as_many)
      : by_units_(false), falling_(worst_first), as_many_(as_many), ranks_(rank_all(table)) {}

  /// Whether the stage wants many pairs at a level, and not few.
  bool as_many() const { return as_many_; }

  std::int64_t turn(const Place& place) const {
    if (by_units_) return place.units;
    return falling_ ? -std::int64_t{ranks_[place.cell]} : ranks_[place.cell];
  }

  /// The turn of a level, and the level of a turn.
  std::int64_t swap(std::int64_t level) const { return falling_ ? subtract(0, level) : level; }

 private:
  bool by_units_ = true;
  bool falling_ = false;
  bool as_many_ = false;
  std::vector<std::int32_t> ranks_;
};

void StageProof::prove(const Leximin&, const StageResult& result, const std::string& label) {
  profiled(Levels(), result, label);
}

void StageProof::prove(const RankMaximal&, const StageResult& result, const std::string& label) {
  profiled(Levels(table_, false, true), result, label);
}

void StageProof::prove(const Generous&, const StageResult& result, const std::string& label) {
  profiled(Levels(table_, true, false), result, label);
}

void StageProof::profiled(const Levels& levels, const StageResult& result, const std::string& label) {
  const auto fail = [&](const char* what) { failures_.add([&] { return label + ": " + what; }); };
  std::map<std::int64_t, std::int64_t> chosen;
  table_.each([&](const Cell& cell, const Place& place) {
    if (cell.is_chosen && !cell.is_locked) ++chosen[levels.turn(place)];
  });
  std::vector<LevelCount> profile;
  for (const auto& [turn, pairs] : chosen) profile.push_back({levels.swap(turn), pairs});
  if (profile != result.profile) return fail("the profile is not that of the pairs.");
  std::optional<std::int64_t> value;
  if (levels.as_many()) {
    value = chosen.contains(1) ? chosen[1] : 0;
  } else if (!profile.empty()) {
    value = profile.front().level;
  }
  if (value != result.value) return fail("the value is not that of the profile.");

  std::optional<std::int64_t> settled;
  for (const LevelStep& step : result.steps) {
    const std::int64_t first = levels.swap(step.first);
    if (levels.swap(step.last) < first || (settled && first <= *settled)) return fail("its steps are out of order.");
    if (!everyone_.fits(step.prices)) return fail("a step carries no prices for this problem, so it is not proved.");
    pass_over(levels, settled, first, label);
    settle(step, levels, label);
    if (!failures_.none()) return;
    settled = levels.swap(step.last);
  }
  pass_over(levels, settled, std::nullopt, label);
}

/// Levels between two steps prove themselves where few pairs are wanted and none is there. Where many are wanted, no
/// pair may be open.
void StageProof::pass_over(const Levels& levels, std::optional<std::int64_t> after, std::optional<std::int64_t> before,
                           const std::string& label) {
  table_.each([&](Cell& cell, const Place& place) {
    if (cell.face != Face::open) return;
    const std::int64_t turn = levels.turn(place);
    if ((after && turn <= *after) || (before && turn >= *before)) return;
    if (levels.as_many() || cell.is_chosen) {
      failures_.add([&] { return label + ": no step settles the level of " + to_string(place.pair()) + "."; });
    }
    cell.face = Face::never;
  });
}

/// One linear stage stands for all levels of the step: a pair of one weighs 1 more than all open pairs of the later
/// levels together, which is the product of 1 more than each of these levels has.
void StageProof::settle(const LevelStep& step, const Levels& levels, const std::string& label) {
  const std::int64_t first = levels.swap(step.first);
  const std::int64_t last = levels.swap(step.last);
  const auto in_step = [&](std::int64_t turn) { return turn >= first && turn <= last; };
  std::map<std::int64_t, std::int64_t> open;
  table_.each([&](const Cell& cell, const Place& place) {
    if (cell.face != Face::open || !in_step(levels.turn(place))) return;
    ++open[levels.turn(place)];
    if (open.size() > 62) throw TooLarge();
  });
  std::map<std::int64_t, std::int64_t> weights;
  std::int64_t weight = 1;
  for (auto level = open.rbegin(); level != open.rend(); ++level) {
    if (level != open.rbegin()) weight = multiply(weight, 1 + std::prev(level)->second);
    if (weight > most_weight) throw TooLarge();
    assert(weight > 0);
    weights[level->first] = levels.as_many() ? weight : -weight;
  }
  slackness(step.prices, label, [&](const Cell&, const Place& place) -> std::int64_t {
    const std::int64_t turn = levels.turn(place);
    if (!in_step(turn)) return 0;
    const auto found = weights.find(turn);
    return found == weights.end() ? 0 : found->second;
  });
}

}  // namespace pairwell::proof
