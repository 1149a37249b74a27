// Reads rows here, by threads: what gains now, and what is nearest to gaining.
#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "kernel/candidates/unit_scan.hpp"
#include "match/keep_greatest.hpp"
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

/// A pair with how near it is to gaining. The nearer ones are the greater.
struct NearPair {
  std::int32_t stage = 0;  ///< Where it leaves; past all of them where it gains.
  std::int64_t gain = 0;
  std::int32_t mentor = 0;
  std::int32_t units = 0;

  friend auto operator<=>(const NearPair&, const NearPair&) = default;
};

/// What is found in one row.
struct RowFound {
  std::vector<GainingPair> best;
  std::vector<NearPair> near;
  std::int64_t gaining = 0;
};

/// Where the stage of points comes before any that tells pairs apart: the least that each mentor pays in it, now and by
/// the reference.
struct LeastPaid {
  std::int32_t stage = -1;
  std::vector<std::int64_t> mentor;
  std::vector<std::int32_t> narrow;  ///< The same of each column in 32 bits; empty where they do not fit.
  std::vector<std::int32_t> strips;  ///< The least of each strip of columns, where they fit.
};

/// Prices up to this, and sums of two, fit 32 bits.
constexpr std::int64_t most_narrow = std::int64_t{1} << 30;

LeastPaid least_paid(const Asking& asking, const PairRows& rows) {
  LeastPaid least;
  for (std::int32_t k = 0; k < asking.now.count(); ++k) {
    if (asking.now[k].kind != PricedStage::Kind::points) continue;
    least.stage = k;
    least.mentor = asking.now[k].mentor;
    if (&asking.now == &asking.reference) break;
    const std::vector<std::int64_t>& other = asking.reference[k].mentor;
    std::ranges::transform(least.mentor, other, least.mentor.begin(),
                           [](std::int64_t one, std::int64_t two) { return std::min(one, two); });
    break;
  }
  const auto fits = [](std::int64_t price) { return price >= -most_narrow && price <= most_narrow; };
  if (std::ranges::all_of(least.mentor, fits)) {
    for (const std::int64_t price : rows.by_column(least.mentor)) {
      least.narrow.push_back(static_cast<std::int32_t>(price));
    }
  }
  const std::size_t strip = at(rows.strip_size());
  for (std::size_t first = 0; first < least.narrow.size(); first += strip) {
    least.strips.push_back(
        std::ranges::min(std::span(least.narrow).subspan(first, std::min(strip, least.narrow.size() - first))));
  }
  return least;
}

/// Reads the strips of one row.
class RowReader {
 public:
  RowReader(const PairRows& rows, const Asking& asking, const LeastPaid& least, std::span<const std::int32_t> listed,
            std::int32_t mentee, bool is_by_points, Margins margins, RowFound& found)
      : rows_(rows),
        asking_(asking),
        least_(least),
        listed_(listed),
        most_(at(asking.most)),
        nearest_(at(asking.nearest)),
        mentee_(mentee),
        is_by_points_(is_by_points),
        margins_(margins),
        found_(found) {}

  void run(std::int32_t first, std::span<const std::int32_t> units) {
    if (!is_by_points_ || least_.narrow.empty()) return look_at(first, units);
    const std::int64_t own = asking_.now[least_.stage].mentee[at(mentee_)];
    const auto& kernels = kernel::unit_scan::runnable().front();
    std::array<std::uint64_t, kernel::unit_scan::words_of(chunk)> bits;
    for (std::int32_t begin = 0; begin < std::ssize(units);) {
      const std::int32_t left = static_cast<std::int32_t>(std::ssize(units)) - begin;
      const std::int64_t loss = loss_of_no_matter();
      const bool is_bound = loss < most_narrow && own - loss > -most_narrow && own - loss < most_narrow;
      const std::int32_t size = std::min(left, is_bound ? chunk : short_chunk);
      const auto some = units.subspan(at(begin), at(size));
      if (is_bound) {
        kernels.over(some.data(), least_.narrow.data() + first + begin, static_cast<std::int32_t>(own - loss), size,
                     bits.data());
        kernel::unit_scan::each_found(std::span(bits).first(at(kernel::unit_scan::words_of(size))),
                                      [&](std::int32_t i) {
                                        if (some[at(i)] != PairSource::refused)
                                          look_at_pair(rows_.mentor_of(first + begin + i), some[at(i)]);
                                      });
      } else {
        look_at(first + begin, some);
      }
      begin += size;
    }
  }

  /// Whether a strip, whose pairs are worth so much at most, may have one that matters.
  bool is_wanted(std::int32_t first, std::int32_t most) const {
    if (most == PairSource::refused) return false;
    if (!is_by_points_ || least_.strips.empty()) return true;
    const std::int64_t own = asking_.now[least_.stage].mentee[at(mentee_)];
    const std::int64_t loss = loss_of_no_matter();
    return loss == no_margin_needed || most > own - loss + least_.strips[at(first / rows_.strip_size())];
  }

  /// What was passed over lost so much, or more.
  void end() {
    if (!is_by_points_) return;
    std::int64_t& margin = margins_[at(least_.stage)];
    margin = std::min(margin, loss_of_no_matter());
  }

 private:
  static constexpr std::int32_t chunk = 512;       ///< The bound falls meanwhile.
  static constexpr std::int32_t short_chunk = 64;  ///< Until there is one.

  /// What loses so many points, in the reading so far, is none of the nearest and does not gain.
  std::int64_t loss_of_no_matter() const {
    if (found_.near.size() < nearest_) return no_margin_needed;
    const NearPair& last = found_.near.front();
    if (last.stage > least_.stage) return 1;
    return last.stage < least_.stage ? no_margin_needed : -last.gain;
  }

  void look_at(std::int32_t first, std::span<const std::int32_t> units) {
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (units[i] != PairSource::refused)
        look_at_pair(rows_.mentor_of(first + static_cast<std::int32_t>(i)), units[i]);
    }
  }

  void look_at_pair(std::int32_t mentor, std::int32_t units) {
    if (is_by_points_) {
      const std::int64_t loss =
          asking_.now[least_.stage].mentee[at(mentee_)] + least_.mentor[at(mentor)] - std::int64_t{units};
      if (loss >= loss_of_no_matter()) return;
    }
    const bool is_listed = std::ranges::binary_search(listed_, mentor);
    if (!is_listed) {
      const PairGain gain = asking_.now.gain(mentee_, mentor, units);
      if (gain.gain > 0) return note(gain, mentor, units);
    }
    const PairGain near = asking_.reference.gain_as_if_in(mentee_, mentor, units);
    const std::int32_t stage = near.gain > 0 ? asking_.reference.count() + 1 : near.stage;
    const std::optional<NearPair> left =
        keep_greatest(found_.near, nearest_, NearPair{stage, near.gain, mentor, units});
    if (left && !std::ranges::binary_search(listed_, left->mentor)) {
      asking_.reference.gain_as_if_in(mentee_, left->mentor, left->units, margins_);
    }
  }

  void note(const PairGain& gain, std::int32_t mentor, std::int32_t units) {
    ++found_.gaining;
    const std::optional<GainingPair> left = keep_greatest(found_.best, most_,
                                                          GainingPair{.before = -gain.stage,
                                                                      .gain = gain.gain,
                                                                      .tie = tie_number(mentee_, mentor),
                                                                      .mentor = mentor,
                                                                      .units = units});
    if (left) asking_.reference.gain_as_if_in(mentee_, left->mentor, left->units, margins_);
  }

  const PairRows& rows_;
  const Asking& asking_;
  const LeastPaid& least_;
  std::span<const std::int32_t> listed_;
  std::size_t most_;
  std::size_t nearest_;
  std::int32_t mentee_;
  bool is_by_points_;
  Margins margins_;
  RowFound& found_;
};

}  // namespace

std::optional<GainsOfRows> LocalReader::gains(std::span<const std::int32_t> mentees, const Asking& asking,
                                              std::span<const std::span<const std::int32_t>> listed,
                                              Checkpoint& checkpoint) const {
  const auto count = at(asking.now.count());
  GainsOfRows gains{.margins = std::vector<std::int64_t>(mentees.size() * count, no_margin_needed)};
  const auto margins_of = [&](std::size_t place) { return Margins(gains.margins).subspan(place * count, count); };
  const LeastPaid least = least_paid(asking, rows_);
  std::vector<std::uint8_t> is_by_points;
  std::vector<std::int64_t> unused(count);
  for (std::size_t place = 0; place < mentees.size(); ++place) {
    const bool by_reference =
        plan_row(asking.reference, mentees[place], margins_of(place)).by_points == least.stage && least.stage >= 0;
    const bool is_fast = by_reference && plan_row(asking.now, mentees[place], unused).by_points == least.stage;
    is_by_points.push_back(is_fast ? 1 : 0);
    if (!is_fast) std::ranges::fill(margins_of(place), no_margin_needed);
  }
  std::vector<RowFound> found(mentees.size());
  const auto reader_of = [&](std::size_t place) {
    return RowReader(rows_, asking, least, listed[place], mentees[place], is_by_points[place] != 0, margins_of(place),
                     found[place]);
  };
  const std::optional<std::int64_t> read = rows_.read(
      mentees, checkpoint,
      [&](std::int32_t, std::size_t place, std::int32_t first, auto units) { reader_of(place).run(first, units); },
      [&](std::int32_t, std::size_t place, std::int32_t first, std::int32_t size) {
        return reader_of(place).is_wanted(first, rows_.most_units_of(mentees[place], first, size));
      });
  if (!read) return {};
  gains.read = *read;
  for (std::size_t place = 0; place < mentees.size(); ++place) {
    reader_of(place).end();
    const auto listed_pair = [&](const auto& pair) {
      return ListedPair{{MenteeId(mentees[place]), MentorId(pair.mentor)}, pair.units};
    };
    gains.gaining.push_back(found[place].gaining);
    gains.given.push_back(std::ssize(found[place].best));
    for (const GainingPair& pair : found[place].best) gains.pairs.push_back(listed_pair(pair));
    std::ranges::sort(found[place].near, {}, &NearPair::mentor);
    gains.near.push_back(0);
    for (const NearPair& pair : found[place].near) {
      if (std::ranges::binary_search(listed[place], pair.mentor)) continue;
      gains.nearest.push_back(listed_pair(pair));
      ++gains.near.back();
    }
  }
  return gains;
}

}  // namespace pairwell
