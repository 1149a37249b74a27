#include "match/gaining_pairs.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "core/at.hpp"

namespace pairwell {

GainingPairs::GainingPairs(const PairReader& reader, std::int32_t mentees, std::int32_t mentors, std::int32_t most)
    : reader_(reader), mentors_(mentors), most_(most), read_in_(at(mentees), -1) {}

std::vector<std::int32_t> GainingPairs::rows_to_read() const {
  const PricedStages& now = prices_.back();
  const auto count = at(now.count());
  std::vector<std::optional<std::vector<std::int64_t>>> falls;
  for (const PricedStages& earlier : prices_) falls.push_back(now.falls_since(earlier));
  std::vector<std::int32_t> rows;
  for (std::int32_t mentee = 0; mentee < std::ssize(read_in_); ++mentee) {
    const std::int32_t pass = read_in_[at(mentee)];
    const bool is_settled = pass >= 0 && falls[at(pass)] &&
                            now.still_settled(mentee, prices_[at(pass)], *falls[at(pass)],
                                              std::span(margins_).subspan(at(mentee) * count, count));
    if (!is_settled) rows.push_back(mentee);
  }
  return rows;
}

std::optional<std::vector<ListedPair>> GainingPairs::find(PricedStages stages, const SparseTable& listed,
                                                          Checkpoint& checkpoint, Pass& pass) {
  const auto count = at(stages.count());
  if (!prices_.empty() && prices_.back().count() != stages.count()) {
    // Infeasible so far, and no longer: its prices tell nothing of the stages.
    prices_.clear();
    std::ranges::fill(read_in_, -1);
  }
  prices_.push_back(std::move(stages));
  const PricedStages& now = prices_.back();
  margins_.resize(read_in_.size() * count);
  const auto margins_of = [&](std::int32_t mentee) { return Margins(margins_).subspan(at(mentee) * count, count); };

  std::vector<std::int32_t> to_read;
  std::vector<std::span<const std::int32_t>> listed_of;
  for (const std::int32_t mentee : rows_to_read()) {
    std::ranges::fill(margins_of(mentee), no_margin_needed);
    read_in_[at(mentee)] = static_cast<std::int32_t>(prices_.size()) - 1;
    if (plan_row(now, mentee, margins_of(mentee)).is_settled) continue;
    to_read.push_back(mentee);
    listed_of.push_back(mentors_of(listed, mentee));
  }
  std::optional<GainsOfRows> gains = reader_.gains(to_read, now, listed_of, most_, checkpoint);
  if (!gains) return {};
  pass = {.mentees = std::ssize(to_read), .pairs = std::ssize(to_read) * mentors_};
  for (std::size_t place = 0; place < to_read.size(); ++place) {
    std::ranges::copy(std::span(gains->margins).subspan(place * count, count), margins_of(to_read[place]).begin());
    pass.gaining += gains->gaining[place];
    if (gains->gaining[place] > gains->given[place]) read_in_[at(to_read[place])] = -1;
  }
  return std::move(gains->pairs);
}

}  // namespace pairwell
