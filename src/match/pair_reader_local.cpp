#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "match/pair_reader.hpp"

namespace pairwell {
namespace {

/// A pair that gains. The better ones are the greater: an earlier stage, then a larger gain.
struct GainingPair {
  std::int32_t before = 0;  ///< Minus the stage.
  std::int64_t gain = 0;
  std::uint32_t tie = 0;
  std::int32_t mentor = 0;
  std::int32_t units = 0;

  friend auto operator<=>(const GainingPair&, const GainingPair&) = default;
};

/// What is found in one row.
struct RowFound {
  std::vector<GainingPair> best;  // a heap with the least on top
  std::int64_t gaining = 0;
};

/// Reads the strips of one row.
class RowReader {
 public:
  RowReader(const PricedStages& stages, std::span<const std::int32_t> listed, std::int32_t most, std::int32_t mentee,
            RowPlan plan, Margins margins, RowFound& found)
      : stages_(stages),
        listed_(listed),
        most_(at(most)),
        mentee_(mentee),
        plan_(plan),
        margins_(margins),
        found_(found) {}

  void run(std::int32_t first, std::span<const std::int32_t> units) {
    if (plan_.by_points < 0) return look_at(first, units);
    constexpr std::size_t chunk = 64;
    const PricedStage& points = stages_[plan_.by_points];
    const std::int64_t own = points.mentee[at(mentee_)];
    for (std::size_t begin = 0; begin < units.size(); begin += chunk) {
      const std::size_t size = std::min(chunk, units.size() - begin);
      const std::int64_t best = most_left(units.data() + begin, points.mentor.data() + first + begin, size);
      if (own - best >= loss_of_no_matter()) continue;
      look_at(first + static_cast<std::int32_t>(begin), units.subspan(begin, size));
    }
  }

 private:
  /// What loses so many points changes nothing. What loses none may gain in a later stage.
  std::int64_t loss_of_no_matter() const {
    const bool is_last = plan_.by_points + 1 == stages_.count();
    return std::max<std::int64_t>(margins_[at(plan_.by_points)], is_last ? 0 : 1);
  }

  static std::int64_t most_left(const std::int32_t* units, const std::int64_t* paid, std::size_t size) {
    std::int64_t best = std::numeric_limits<std::int64_t>::min();
    for (std::size_t i = 0; i < size; ++i) best = std::max(best, std::int64_t{units[i]} - paid[i]);
    return best;
  }

  void look_at(std::int32_t first, std::span<const std::int32_t> units) {
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (units[i] != PairSource::refused) look_at_pair(first + static_cast<std::int32_t>(i), units[i]);
    }
  }

  void look_at_pair(std::int32_t mentor, std::int32_t units) {
    if (plan_.by_points >= 0) {
      const PricedStage& points = stages_[plan_.by_points];
      const std::int64_t loss = points.mentee[at(mentee_)] + points.mentor[at(mentor)] - units;
      if (loss >= loss_of_no_matter()) return;
    }
    if (std::ranges::binary_search(listed_, mentor)) return;
    const PairGain gain = stages_.gain(mentee_, mentor, units, margins_);
    if (gain.gain <= 0) return;
    ++found_.gaining;
    take({.before = -gain.stage,
          .gain = gain.gain,
          .tie = tie_number(mentee_, mentor),
          .mentor = mentor,
          .units = units});
  }

  void take(const GainingPair& pair) {
    std::vector<GainingPair>& heap = found_.best;
    if (heap.size() == most_) {
      if (pair <= heap.front()) return;
      std::ranges::pop_heap(heap, std::greater{});
      heap.pop_back();
    }
    heap.push_back(pair);
    std::ranges::push_heap(heap, std::greater{});
  }

  const PricedStages& stages_;
  std::span<const std::int32_t> listed_;
  std::size_t most_;
  std::int32_t mentee_;
  RowPlan plan_;
  Margins margins_;
  RowFound& found_;
};

}  // namespace

std::optional<GainsOfRows> LocalReader::gains(std::span<const std::int32_t> mentees, const PricedStages& stages,
                                              std::span<const std::span<const std::int32_t>> listed, std::int32_t most,
                                              Checkpoint& checkpoint) const {
  const auto count = at(stages.count());
  GainsOfRows gains{.margins = std::vector<std::int64_t>(mentees.size() * count, no_margin_needed)};
  const auto margins_of = [&](std::size_t place) { return Margins(gains.margins).subspan(place * count, count); };
  std::vector<RowPlan> plans;
  for (std::size_t place = 0; place < mentees.size(); ++place) {
    plans.push_back(plan_row(stages, mentees[place], margins_of(place)));
  }
  std::vector<RowFound> found(mentees.size());
  const bool is_done =
      rows_.read(mentees, checkpoint, [&](std::int32_t, std::size_t place, std::int32_t first, auto units) {
        RowReader(stages, listed[place], most, mentees[place], plans[place], margins_of(place), found[place])
            .run(first, units);
      });
  if (!is_done) return {};
  for (std::size_t place = 0; place < mentees.size(); ++place) {
    gains.gaining.push_back(found[place].gaining);
    gains.given.push_back(std::ssize(found[place].best));
    for (const GainingPair& pair : found[place].best) {
      gains.pairs.push_back({{MenteeId(mentees[place]), MentorId(pair.mentor)}, pair.units});
    }
  }
  return gains;
}

}  // namespace pairwell
