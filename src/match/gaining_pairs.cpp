#include "match/gaining_pairs.hpp"

#include <algorithm>
#include <compare>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <utility>

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
  RowReader(const PricedStages& stages, const SparseTable& listed, std::int32_t most, std::int32_t mentee, RowPlan plan,
            Margins margins, RowFound& found)
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
    if (lists(listed_, mentee_, mentor)) return;
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
  const SparseTable& listed_;
  std::size_t most_;
  std::int32_t mentee_;
  RowPlan plan_;
  Margins margins_;
  RowFound& found_;
};

}  // namespace

GainingPairs::GainingPairs(const PairRows& rows, const Problem& rules, std::int32_t most)
    : rows_(rows), rules_(rules), most_(most), read_in_(at(rules.mentees), -1) {}

std::vector<std::int32_t> GainingPairs::rows_to_read() const {
  const PricedStages& now = prices_.back();
  const auto count = at(now.count());
  std::vector<std::optional<std::vector<std::int64_t>>> falls;
  for (const PricedStages& earlier : prices_) falls.push_back(now.falls_since(earlier));
  std::vector<std::int32_t> rows;
  for (std::int32_t mentee = 0; mentee < rules_.mentees; ++mentee) {
    const std::int32_t pass = read_in_[at(mentee)];
    const bool is_settled = pass >= 0 && falls[at(pass)] &&
                            now.still_settled(mentee, prices_[at(pass)], *falls[at(pass)],
                                              std::span(margins_).subspan(at(mentee) * count, count));
    if (!is_settled) rows.push_back(mentee);
  }
  return rows;
}

std::vector<ListedPair> GainingPairs::find(PricedStages stages, const SparseTable& listed, Checkpoint& checkpoint,
                                           Pass& pass) {
  const auto count = at(stages.count());
  if (!prices_.empty() && prices_.back().count() != stages.count()) {
    // Infeasible so far, and no longer: its prices tell nothing of the stages.
    prices_.clear();
    std::ranges::fill(read_in_, -1);
  }
  prices_.push_back(std::move(stages));
  const PricedStages& now = prices_.back();
  margins_.resize(at(rules_.mentees) * count);

  std::vector<std::int32_t> to_read;
  std::vector<RowPlan> plans;
  for (const std::int32_t mentee : rows_to_read()) {
    const Margins margins = std::span(margins_).subspan(at(mentee) * count, count);
    std::ranges::fill(margins, no_margin_needed);
    read_in_[at(mentee)] = static_cast<std::int32_t>(prices_.size()) - 1;
    const RowPlan plan = plan_row(now, mentee, margins);
    if (plan.is_settled) continue;
    to_read.push_back(mentee);
    plans.push_back(plan);
  }
  std::vector<RowFound> found(to_read.size());
  const bool is_done =
      rows_.read(to_read, checkpoint, [&](std::int32_t, std::size_t place, std::int32_t first, auto units) {
        const std::int32_t mentee = to_read[place];
        const Margins margins = std::span(margins_).subspan(at(mentee) * count, count);
        RowReader(now, listed, most_, mentee, plans[place], margins, found[place]).run(first, units);
      });
  if (!is_done) return {};
  pass = {.mentees = std::ssize(to_read), .pairs = std::ssize(to_read) * rules_.mentors};
  std::vector<ListedPair> pairs;
  for (std::size_t place = 0; place < found.size(); ++place) {
    pass.gaining += found[place].gaining;
    if (found[place].gaining > std::ssize(found[place].best)) read_in_[at(to_read[place])] = -1;
    for (const GainingPair& pair : found[place].best) {
      pairs.push_back({{MenteeId(to_read[place]), MentorId(pair.mentor)}, pair.units});
    }
  }
  return pairs;
}

}  // namespace pairwell
