#include "match/gaining_pairs.hpp"

#include <algorithm>
#include <cassert>
#include <compare>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "core/at.hpp"
#include "match/keep_greatest.hpp"

namespace pairwell {
namespace {

/// How many of the nearest pairs of a row are kept where so many are listed. With as many as are listed, most of which
/// are those, 3 rows in 1,000 were read again in a night that changes 3 people in 1,000; with twice as many 1 in
/// 10,000.
std::int32_t nearest_to(std::int32_t listed) { return 2 * listed; }

/// A pair of a column that gains. The better ones are the greater.
struct GainInColumn {
  std::int32_t before = 0;  ///< Minus the stage.
  std::int64_t gain = 0;
  std::uint32_t tie = 0;
  std::int32_t mentee = 0;
  std::int32_t units = 0;

  friend auto operator<=>(const GainInColumn&, const GainInColumn&) = default;
};

/// A pair of a column with many units. The better ones are the greater.
struct UnitsInColumn {
  std::int32_t units = 0;
  std::uint32_t tie = 0;
  std::int32_t mentee = 0;

  friend auto operator<=>(const UnitsInColumn&, const UnitsInColumn&) = default;
};

/// What a block of rows has in some columns, column after column.
struct ColumnsFound {
  std::vector<std::vector<GainInColumn>> gaining;
  std::vector<std::vector<UnitsInColumn>> most;  ///< Of bounded rows: a heap with the least on top.
  std::vector<ListedPair> near;
};

bool has_mentor(const std::vector<NearMentor>& near, std::int32_t mentor) {
  return std::ranges::binary_search(near, mentor, {}, &NearMentor::mentor);
}

}  // namespace

GainingPairs::GainingPairs(const PairRows& rows, const PairReader& reader, UnlistedBounds bounds, LotteryKeys keys,
                           ListLengths lengths)
    : rows_(rows),
      reader_(reader),
      bounds_(std::move(bounds)),
      reference_at_(bounds_.knows_row.size(), 0),
      lengths_(lengths) {
  references_.emplace_back(std::move(bounds_.stages), keys);
  bounds_.stages.resize(at(references_[0].count()));
}

UnlistedBounds GainingPairs::take() {
  UnlistedBounds taken = std::move(bounds_);
  taken.stages = references_.back().all();
  for (std::size_t mentee = 0; mentee < reference_at_.size(); ++mentee) {
    const auto margins = taken.margins_of(static_cast<std::int32_t>(mentee));
    const bool has_gained = std::ranges::any_of(margins, [](std::int64_t margin) { return margin < 0; });
    if (!has_gained && reference_at_[mentee] + 1 == std::ssize(references_)) continue;
    taken.knows_row[mentee] = 0;
    if (taken.is_bounded(static_cast<std::int32_t>(mentee))) continue;
    taken.near[mentee].clear();
  }
  bounds_ = {};
  return taken;
}

const PricedStages& GainingPairs::reference_of(std::int32_t mentee) const {
  return references_[at(reference_at_[at(mentee)])];
}

/// Infeasible so far, and no longer, or another objective: earlier prices tell nothing.
void GainingPairs::begin_anew(const PricedStages& now) {
  references_ = {now};
  std::ranges::fill(reference_at_, 0);
  bounds_.stages.resize(at(now.count()));
  bounds_.margins.assign(bounds_.knows_row.size() * at(now.count()), no_margin_needed);
  std::ranges::fill(bounds_.knows_row, std::uint8_t{0});
  // Units do not go by prices, but those of unknown columns would have to be read.
  const bool knows_all = std::ranges::find(bounds_.knows_column, std::uint8_t{0}) == bounds_.knows_column.end();
  if (!knows_all) std::ranges::fill(bounds_.most_of_row, UnlistedBounds::unbounded);
  std::ranges::fill(bounds_.knows_column, std::uint8_t{1});
  for (std::size_t mentee = 0; mentee < bounds_.near.size(); ++mentee) {
    if (!bounds_.is_bounded(static_cast<std::int32_t>(mentee))) bounds_.near[mentee].clear();
  }
}

/// Has one stage more. Rows stay known whose pairs all lose before it: none that ties comes to it.
void GainingPairs::take_lottery(const PricedStages& now) {
  const auto before = at(references_[0].count());
  const std::vector<std::int64_t> margins = std::move(bounds_.margins);
  bounds_.stages.resize(before + 1);
  bounds_.margins.assign(bounds_.knows_row.size() * (before + 1), no_margin_needed);
  for (std::int32_t mentee = 0; mentee < std::ssize(bounds_.knows_row); ++mentee) {
    const auto of_row = std::span(margins).subspan(at(mentee) * before, before);
    std::ranges::copy(of_row, bounds_.margins_of(mentee).begin());
    bool all_lose = false;
    for (std::size_t k = 0; k < before; ++k) {
      const bool is_worst = references_[0][static_cast<std::int32_t>(k)].kind == PricedStage::Kind::worst;
      all_lose = all_lose || (!is_worst && of_row[k] > 0);
    }
    if (!all_lose) bounds_.knows_row[at(mentee)] = 0;
  }
  for (PricedStages& reference : references_) reference.add_last_stage_of(now);
}

/// Where the worst pair is worse than it was, more pairs must not pay less than nothing: of those in between it is
/// known what their two pay at least.
void GainingPairs::take_worst(const PricedStages& now) {
  for (std::int32_t k = 0; k < now.count(); ++k) {
    if (now[k].kind != PricedStage::Kind::worst) continue;
    for (std::int32_t mentee = 0; mentee < std::ssize(bounds_.knows_row); ++mentee) {
      const PricedStage& then = reference_of(mentee)[k];
      if (now[k].number >= then.number) continue;
      std::int64_t& margin = bounds_.margins_of(mentee)[at(k)];
      margin = std::min(margin, then.mentee[at(mentee)] + then.least_of_mentors);
    }
    for (PricedStages& reference : references_) reference.set_number(k, now[k].number);
  }
}

bool GainingPairs::is_listed(const SparseTable& listed, std::int32_t mentee, std::int32_t mentor) const {
  return std::ranges::binary_search(mentors_of(listed, mentee), mentor);
}

/// Of the near pairs the units are known.
void GainingPairs::list_near(const PricedStages& now, std::vector<ListedPair>& pairs) {
  for (std::size_t mentee = 0; mentee < bounds_.near.size(); ++mentee) {
    const auto row = static_cast<std::int32_t>(mentee);
    std::erase_if(bounds_.near[mentee], [&](const NearMentor& one) {
      if (now.gain(row, one.mentor, one.units).gain <= 0) return false;
      pairs.push_back({{MenteeId(row), MentorId(one.mentor)}, one.units});
      return true;
    });
  }
}

/// By how much a pair of a bounded row is worth more than its mentor pays, at most.
std::int64_t GainingPairs::most_beyond_price(const PricedStages& now) const {
  std::int64_t most = std::numeric_limits<std::int64_t>::min() / 2;
  const auto stage = std::ranges::find(now.all(), PricedStage::Kind::points, &PricedStage::kind);
  if (stage == now.all().end()) return most;
  for (std::size_t mentor = 0; mentor < stage->mentor.size(); ++mentor) {
    most = std::max(most, bounds_.most_of_column[mentor] - stage->mentor[mentor]);
  }
  return most;
}

/// Whether what is known of the other pairs of a known row holds of this one too.
/// @param lowered room for a number a stage
bool GainingPairs::is_like_unlisted(std::int32_t mentee, std::int32_t mentor, std::int32_t units, Margins lowered) {
  if (bounds_.is_bounded(mentee)) return units <= bounds_.most_of_row[at(mentee)];
  const Margins margins = bounds_.margins_of(mentee);
  std::ranges::copy(margins, lowered.begin());
  reference_of(mentee).gain_as_if_in(mentee, mentor, units, lowered);
  return std::ranges::equal(lowered, margins);
}

GainingPairs::Falls GainingPairs::falls_of(const PricedStages& reference, const PricedStages& now,
                                           std::int32_t stage) const {
  Falls falls;
  const std::vector<std::int64_t>& then = reference[stage].mentor;
  std::vector<std::int64_t> fall(then.size());
  for (std::size_t mentor = 0; mentor < then.size(); ++mentor) {
    fall[mentor] = then[mentor] - now[stage].mentor[mentor];
    if (bounds_.knows_column[mentor] != 0) falls.column.push_back(static_cast<std::int32_t>(mentor));
  }
  std::ranges::stable_sort(falls.column, std::greater{}, [&](std::int32_t mentor) { return fall[at(mentor)]; });
  for (const std::int32_t mentor : falls.column) falls.fall.push_back(fall[at(mentor)]);
  return falls;
}

/// How many of the columns fell so far that a pair of the row with them might gain.
std::size_t GainingPairs::touched(const Falls& falls, const PricedStages& now, std::int32_t stage,
                                  std::int32_t mentee) {
  const std::int64_t margin = bounds_.margins_of(mentee)[at(stage)];
  if (margin == no_margin_needed) return 0;
  const std::int64_t own = reference_of(mentee)[stage].mentee[at(mentee)] - now[stage].mentee[at(mentee)];
  const auto end =
      std::ranges::partition_point(falls.fall, [&](std::int64_t fall) { return !stays_settled(own + fall, margin); });
  return at(end - falls.fall.begin());
}

/// Finds what must be read, and forgets the rows of which that is much.
GainingPairs::Single GainingPairs::unsettled(const PricedStages& now, const SparseTable& listed) {
  std::vector<std::vector<Falls>> all_falls;
  for (const PricedStages& reference : references_) {
    std::vector<Falls>& falls = all_falls.emplace_back();
    for (std::int32_t k = 0; k < now.count(); ++k) falls.push_back(falls_of(reference, now, k));
  }
  const std::size_t many = std::max<std::size_t>(8, bounds_.knows_column.size() / 32);
  std::vector<std::int64_t> rows_of_column(bounds_.knows_column.size(), 0);
  std::int64_t known = 0;
  std::int64_t measured = 0;  // of them, from a reference
  const auto each_touched = [&](std::int32_t mentee, const auto& visit) {
    const std::vector<Falls>& falls = all_falls[at(reference_at_[at(mentee)])];
    for (std::int32_t k = 0; k < now.count(); ++k) {
      const std::size_t count = touched(falls[at(k)], now, k, mentee);
      for (std::size_t place = 0; place < count; ++place) visit(falls[at(k)].column[place]);
    }
  };
  for (std::int32_t mentee = 0; mentee < std::ssize(bounds_.knows_row); ++mentee) {
    if (bounds_.is_bounded(mentee)) ++known;
    if (bounds_.knows_row[at(mentee)] == 0) continue;
    const std::vector<Falls>& falls = all_falls[at(reference_at_[at(mentee)])];
    std::size_t count = 0;
    for (std::int32_t k = 0; k < now.count(); ++k) count += touched(falls[at(k)], now, k, mentee);
    if (count > many) {
      bounds_.knows_row[at(mentee)] = 0;
      continue;
    }
    ++known;
    ++measured;
    if (count > 0) each_touched(mentee, [&](std::int32_t column) { ++rows_of_column[at(column)]; });
  }
  if (measured == 0) {  // nothing is measured from the old ones any more
    references_ = {now};
    std::ranges::fill(reference_at_, 0);
  }
  Single single;
  std::vector<std::uint8_t> is_whole(rows_of_column.size(), 0);
  for (std::size_t column = 0; column < rows_of_column.size(); ++column) {
    if (bounds_.knows_column[column] != 0 && 4 * rows_of_column[column] <= known) continue;
    if (known == 0) {
      bounds_.knows_column[column] = 1;
    } else {
      is_whole[column] = 1;
      single.columns.push_back(static_cast<std::int32_t>(column));
    }
  }
  for (std::int32_t mentee = 0; mentee < std::ssize(bounds_.knows_row); ++mentee) {
    if (bounds_.knows_row[at(mentee)] == 0) continue;
    const std::size_t first = single.pairs.size();
    each_touched(mentee, [&](std::int32_t column) {
      if (is_whole[at(column)] != 0 || is_listed(listed, mentee, column) ||
          has_mentor(bounds_.near[at(mentee)], column)) {
        return;
      }
      single.pairs.push_back({MenteeId(mentee), MentorId(column)});
    });
    const auto begin = single.pairs.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(begin, single.pairs.end());
    single.pairs.erase(std::unique(begin, single.pairs.end()), single.pairs.end());
  }
  return single;
}

/// Reads columns of the known rows, and from then on measures their falls from the prices at hand.
bool GainingPairs::read_columns(const std::vector<std::int32_t>& columns, const PricedStages& now,
                                const SparseTable& listed, Checkpoint& checkpoint, Pass& pass,
                                std::vector<ListedPair>& pairs) {
  if (columns.empty()) return true;
  for (PricedStages& reference : references_) reference.take_mentors(columns, now);
  const std::int32_t rows = static_cast<std::int32_t>(bounds_.knows_row.size());
  const auto count = at(now.count());
  std::vector<ColumnsFound> found(at(rows_.blocks_of_columns()));
  for (ColumnsFound& of_block : found) {
    of_block.gaining.resize(columns.size());
    of_block.most.resize(columns.size());
  }
  const std::size_t most = at(lengths_.of_mentor);
  const auto visit = [&](std::int32_t block, std::size_t place, std::int32_t first_mentee,
                         std::span<const std::int32_t> units) {
    ColumnsFound& of_block = found[at(block)];
    const std::int32_t mentor = columns[place];
    std::vector<std::int64_t> lowered(count);
    for (std::int32_t mentee = first_mentee; mentee < first_mentee + std::ssize(units); ++mentee) {
      const std::int32_t worth = units[at(mentee - first_mentee)];
      if (worth == PairSource::refused || !bounds_.is_known(mentee)) continue;
      const PairGain gain = now.gain(mentee, mentor, worth);
      const bool is_like_others = gain.gain <= 0 && is_like_unlisted(mentee, mentor, worth, lowered);
      std::vector<UnitsInColumn>& of_column = of_block.most[place];
      const bool may_be_near =
          bounds_.is_bounded(mentee) && (of_column.size() < most || worth >= of_column.front().units);
      if (is_like_others && !may_be_near) continue;
      if (is_listed(listed, mentee, mentor) || has_mentor(bounds_.near[at(mentee)], mentor)) continue;
      if (gain.gain > 0) {
        of_block.gaining[place].push_back({-gain.stage, gain.gain, tie_number(mentee, mentor), mentee, worth});
      } else if (is_like_others) {
        keep_greatest(of_column, most, UnitsInColumn{worth, tie_number(mentee, mentor), mentee});
      } else {
        of_block.near.push_back({{MenteeId(mentee), MentorId(mentor)}, worth});
      }
    }
  };
  if (!rows_.read_columns(columns, checkpoint, visit)) return false;
  pass.pairs += std::ssize(columns) * rows;
  for (std::size_t place = 0; place < columns.size(); ++place) {
    std::vector<GainInColumn> gaining;
    for (const ColumnsFound& of_block : found) {
      gaining.insert(gaining.end(), of_block.gaining[place].begin(), of_block.gaining[place].end());
    }
    pass.gaining += std::ssize(gaining);
    std::ranges::sort(gaining, std::greater{});
    const std::size_t given = std::min(gaining.size(), at(lengths_.of_mentee));
    for (const GainInColumn& pair : std::span(gaining).first(given)) {
      pairs.push_back({{MenteeId(pair.mentee), MentorId(columns[place])}, pair.units});
    }
    bounds_.knows_column[at(columns[place])] = given == gaining.size() ? 1 : 0;
    std::vector<UnitsInColumn> with_most;
    for (const ColumnsFound& of_block : found) {
      for (const UnitsInColumn& one : of_block.most[place]) keep_greatest(with_most, most, one);
    }
    bounds_.most_of_column[at(columns[place])] =
        with_most.size() < most ? -PairSource::most_units : with_most.front().units;
    for (const UnitsInColumn& one : with_most) note_near(one.mentee, {columns[place], one.units});
  }
  for (const ColumnsFound& of_block : found) {
    for (const auto& [pair, units] : of_block.near) note_near(pair.mentee.value, {pair.mentor.value, units});
  }
  return true;
}

void GainingPairs::note_near(std::int32_t mentee, const NearMentor& one) {
  std::vector<NearMentor>& near = bounds_.near[at(mentee)];
  near.insert(std::ranges::lower_bound(near, one.mentor, {}, &NearMentor::mentor), one);
}

bool GainingPairs::read_pairs(const std::vector<Pair>& asked, const PricedStages& now, Checkpoint& checkpoint,
                              Pass& pass, std::vector<ListedPair>& pairs) const {
  std::vector<std::int32_t> units(asked.size());
  if (!rows_.read_pairs(asked, checkpoint, units)) return false;
  pass.pairs += std::ssize(asked);
  for (std::size_t place = 0; place < asked.size(); ++place) {
    const auto& [mentee, mentor] = asked[place];
    if (units[place] == PairSource::refused || now.gain(mentee.value, mentor.value, units[place]).gain <= 0) continue;
    ++pass.gaining;
    pairs.push_back({asked[place], units[place]});
  }
  return true;
}

/// Rows that are read are measured from the newest reference, and many from one of their own, where mentors pay other
/// prices now.
void GainingPairs::choose_reference(const PricedStages& now) {
  constexpr std::int64_t many = 64;
  constexpr std::ptrdiff_t most_references = 16;
  if (!is_rough_ || std::ssize(references_) >= most_references) return;
  const std::int64_t unknown = std::ranges::count(bounds_.knows_row, std::uint8_t{0});
  if (many * unknown < std::ssize(bounds_.knows_row)) return;
  const auto pay_the_same = [](const PricedStage& one, const PricedStage& two) { return one.mentor == two.mentor; };
  if (!std::ranges::equal(references_.back().all(), now.all(), pay_the_same)) references_.push_back(now);
}

bool GainingPairs::read_rows(const PricedStages& now, const SparseTable& listed, Checkpoint& checkpoint, Pass& pass,
                             std::vector<ListedPair>& pairs) {
  const auto count = at(now.count());
  std::vector<std::int32_t> to_read;
  std::vector<std::span<const std::int32_t>> listed_of;
  std::vector<std::int64_t> unused(count);
  choose_reference(now);
  PricedStages& newest = references_.back();
  const std::int64_t beyond_price = most_beyond_price(now);
  for (std::int32_t mentee = 0; mentee < std::ssize(bounds_.knows_row); ++mentee) {
    if (bounds_.knows_row[at(mentee)] != 0) continue;
    const UnitsLeft left{bounds_.most_of_row[at(mentee)], beyond_price};
    if (bounds_.is_bounded(mentee) && gains_nothing(now, mentee, left)) continue;
    bounds_.most_of_row[at(mentee)] = UnlistedBounds::unbounded;
    newest.take_mentee(mentee, now);
    reference_at_[at(mentee)] = static_cast<std::int32_t>(references_.size()) - 1;
    bounds_.knows_row[at(mentee)] = 1;
    bounds_.near[at(mentee)].clear();
    const Margins margins = bounds_.margins_of(mentee);
    std::ranges::fill(margins, no_margin_needed);
    std::ranges::fill(unused, no_margin_needed);
    if (plan_row(newest, mentee, margins).is_settled && plan_row(now, mentee, unused).is_settled) continue;
    to_read.push_back(mentee);
    listed_of.push_back(mentors_of(listed, mentee));
  }
  // Prices that are the reference's need not be looked at, or sent, twice.
  const PricedStages& reference = newest == now ? now : newest;
  std::optional<GainsOfRows> gains = reader_.gains(
      to_read, {now, reference, lengths_.of_mentee, nearest_to(lengths_.of_mentee)}, listed_of, checkpoint);
  if (!gains) return false;
  pass.mentees = std::ssize(to_read);
  pass.pairs += gains->read;
  auto near = gains->nearest.begin();
  for (std::size_t place = 0; place < to_read.size(); ++place) {
    const std::int32_t mentee = to_read[place];
    std::ranges::copy(std::span(gains->margins).subspan(place * count, count), bounds_.margins_of(mentee).begin());
    for (std::int64_t k = 0; k < gains->near[place]; ++k, ++near) {
      bounds_.near[at(mentee)].push_back({near->pair.mentor.value, near->units});
    }
    pass.gaining += gains->gaining[place];
    if (!is_rough_ && gains->gaining[place] > gains->given[place]) bounds_.knows_row[at(mentee)] = 0;
  }
  pairs.insert(pairs.end(), gains->pairs.begin(), gains->pairs.end());
  return true;
}

std::optional<std::vector<ListedPair>> GainingPairs::find(const PricedStages& now, const SparseTable& listed,
                                                          Checkpoint& checkpoint, Pass& pass) {
  pass = {};
  if (references_[0].is_before_lottery_of(now) && references_[0].count() > 0) {
    take_lottery(now);
  } else if (!references_[0].is_alike(now) || references_[0].count() == 0) {
    begin_anew(now);
  }
  take_worst(now);
  std::vector<ListedPair> pairs;
  list_near(now, pairs);
  pass.gaining = std::ssize(pairs);
  const Single single = unsettled(now, listed);
  if (!read_columns(single.columns, now, listed, checkpoint, pass, pairs)) return {};
  if (!read_pairs(single.pairs, now, checkpoint, pass, pairs)) return {};
  if (!read_rows(now, listed, checkpoint, pass, pairs)) return {};
  return pairs;
}

}  // namespace pairwell
