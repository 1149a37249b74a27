#include "support/six_parts/six_parts.hpp"

#include <algorithm>
#include <cassert>
#include <cstdlib>

#include "support/six_parts/bonds.hpp"
#include "support/six_parts/features.hpp"

namespace pairwell::six_parts {
namespace {

using Share = std::optional<std::int32_t>;
using Weighing = std::array<std::int32_t, part_count>;

constexpr std::int32_t full = 1000;

/// The nearest whole number, halves up; for numbers of 0 or more.
template <class Number>
constexpr Number divide(Number dividend, Number divisor) {
  assert(divisor > Number{0});
  return (2 * dividend + divisor) / (2 * divisor);
}

/// The whole number nearest to the square root.
constexpr std::int32_t square_root(std::int32_t number) {
  assert(number >= 0);
  std::int32_t root = 0;
  for (std::int32_t bit = 1 << 15; bit > 0; bit >>= 1) {
    const std::int64_t candidate = root | bit;
    if (candidate * candidate <= number) root |= bit;
  }
  return number - root * root > root ? root + 1 : root;
}

/// The mean of the answered questions of one part.
class Mean {
 public:
  void add(std::int32_t share) {
    sum_ += share;
    ++count_;
  }
  Share value() const { return count_ == 0 ? Share{} : divide(sum_, count_); }

 private:
  std::int32_t sum_ = 0;
  std::int32_t count_ = 0;
};

/// How much of one side's needs the other side's offers cover.
Share coverage_of_needs(const Features& learner, const Features& helper) {
  if (learner.needs_weight == 0 || !helper.has_offers) return {};
  std::int32_t met = 0;
  for (const WeightedTerm& need : learner.needs) {
    if (helper.offers.contains(need.term)) met += need.weight;
  }
  return divide(full * met, learner.needs_weight);
}

Share preference(const Features& mentee, const Features& mentor, const Bond& bond) {
  if (!mentee.has_wishes || !mentor.has_wishes) return {};
  return square_root(std::int32_t{bond.wish_of_mentee} * std::int32_t{bond.wish_of_mentor});
}

/// Answers at most one step apart fit fully; from there on each further step costs more than the one before.
Share deep_fit(const Features& mentee, const Features& mentor) {
  constexpr std::array<std::int32_t, 5> by_distance{full, full, divide(full * 8, 9), divide(full * 5, 9), 0};
  Mean mean;
  const std::size_t items = std::min(mentee.fit.size(), mentor.fit.size());
  for (std::size_t i = 0; i < items; ++i) {
    if (mentee.fit[i] == 0 || mentor.fit[i] == 0) continue;
    const auto distance = static_cast<std::size_t>(std::abs(mentee.fit[i] - mentor.fit[i]));
    assert(distance < by_distance.size());
    mean.add(by_distance[distance]);
  }
  return mean.value();
}

/// The smaller number as a share of the larger one.
std::int32_t agreement(std::int32_t a, std::int32_t b) {
  assert(a > 0 && b > 0);
  return divide(full * std::min(a, b), std::max(a, b));
}

Share expectations(const Features& mentee, const Features& mentor) {
  Mean mean;
  if (mentee.meetings_a_month != blank && mentor.meetings_a_month != blank) {
    mean.add(agreement(mentee.meetings_a_month, mentor.meetings_a_month));
  }
  if (mentee.format != Format::unknown && mentor.format != Format::unknown) {
    const bool agree =
        mentee.format == mentor.format || mentee.format == Format::either || mentor.format == Format::either;
    mean.add(agree ? full : 0);
  }
  if (mentee.minutes != blank && mentor.minutes != blank) mean.add(agreement(mentee.minutes, mentor.minutes));
  if (mentee.purpose != blank && mentor.purpose != blank) mean.add(mentee.purpose == mentor.purpose ? full : 0);
  return mean.value();
}

bool takes_remote(const Features& person) { return person.format == Format::remote || person.format == Format::either; }

/// The cost band of travel: none where the pair can meet remotely or in one place, else by the minutes that both
/// together would travel.
Share travel(const Features& mentee, const Features& mentor) {
  if (takes_remote(mentee) && takes_remote(mentor)) return full;
  if (mentee.area == blank || mentor.area == blank) return {};
  if (mentee.area == mentor.area) return full;
  if (mentee.travel_minutes == blank || mentor.travel_minutes == blank) return {};
  const std::int32_t minutes = mentee.travel_minutes + mentor.travel_minutes;
  return minutes >= 120 ? 750 : minutes >= 60 ? 500 : minutes >= 30 ? 250 : 0;
}

Share practicality(const Features& mentee, const Features& mentor, std::int32_t minimum_slots) {
  constexpr std::int32_t spare_slots = 3;
  Mean mean;
  if (mentee.has_slots && mentor.has_slots) {
    const std::int32_t spare = mentee.slots.common(mentor.slots) - minimum_slots;
    mean.add(divide(full * std::clamp(spare, 0, spare_slots), spare_slots));
  }
  if (const Share share = travel(mentee, mentor)) mean.add(*share);
  return mean.value();
}

/// The weights of a programme, and what is the same for all pairs that answered the same parts.
class Scale {
 public:
  explicit Scale(const Weighing& weights) : weights_(weights) {
    const std::uint32_t total = answered_weight((1U << part_count) - 1);
    assert(total > 0);
    for (std::uint32_t parts = 0; parts < coverage_.size(); ++parts) {
      coverage_[parts] = static_cast<std::int32_t>(full * answered_weight(parts) / total);
    }
  }

  /// Sums the parts: points over the weight that was answered, shared out to the parts by largest remainders.
  void weigh(PairScore& score, const std::array<Share, part_count>& shares) const {
    // 100 points of 1000 units times shares of 1000 leave a factor of 100. All fits 32 bits: at most 6 weights of 1000.
    std::array<std::uint32_t, part_count> worth{};
    std::uint32_t answered = 0;
    std::uint32_t answered_parts = 0;
    std::uint32_t sum = 0;
    for (std::size_t k = 0; k < part_count; ++k) {
      score.parts[k].share = shares[k];
      score.parts[k].weight = weights_[k];
      if (!shares[k]) continue;
      const auto weight = static_cast<std::uint32_t>(weights_[k]);
      worth[k] = 100 * weight * static_cast<std::uint32_t>(*shares[k]);
      answered += weight;
      answered_parts |= 1U << k;
      sum += worth[k];
    }
    score.coverage = coverage_[answered_parts];
    if (answered > 0) share_out(score, worth, answered, divide(sum, answered));
  }

 private:
  std::uint32_t answered_weight(std::uint32_t parts) const {
    std::uint32_t sum = 0;
    for (std::size_t k = 0; k < part_count; ++k) {
      if ((parts >> k & 1U) != 0) sum += static_cast<std::uint32_t>(weights_[k]);
    }
    return sum;
  }

  static void share_out(PairScore& score, const std::array<std::uint32_t, part_count>& worth, std::uint32_t answered,
                        std::uint32_t units) {
    assert(answered > 0);
    score.points = Points(units);
    std::array<std::uint32_t, part_count> remainders{};
    for (std::size_t k = 0; k < part_count; ++k) {
      score.parts[k].points = Points(worth[k] / answered);
      remainders[k] = worth[k] % answered;
      units -= worth[k] / answered;
    }
    assert(units <= part_count);  // What rounding down left of each part.
    for (; units > 0; --units) {
      const auto largest = std::max_element(remainders.begin(), remainders.end());  // The first of equal ones.
      ++score.parts[static_cast<std::size_t>(largest - remainders.begin())].points.units;
      *largest = 0;
    }
  }

  Weighing weights_;
  std::array<std::int32_t, 1U << part_count> coverage_{};
};

}  // namespace

std::string_view to_string(Part part) {
  switch (part) {
    case Part::needs:
      return "needs";
    case Part::preference:
      return "preference";
    case Part::deep_fit:
      return "deep_fit";
    case Part::expectations:
      return "expectations";
    case Part::practicality:
      return "practicality";
    case Part::reciprocity:
      return "reciprocity";
  }
  return "";
}

std::vector<PairScore> score_all(const Programme& programme, const Weights& w, const std::vector<MenteeForm>& mentees,
                                 const std::vector<MentorForm>& mentors) {
  const Scale scale({w.needs, w.preference, w.deep_fit, w.expectations, w.practicality, w.reciprocity});
  const PairLimits limits = pair_limits(programme);
  const std::vector<std::vector<Bond>> bonds = find_bonds(mentees, mentors);
  Numberings numberings;
  std::vector<Features> mentor_features;
  mentor_features.reserve(mentors.size());
  for (const MentorForm& mentor : mentors) mentor_features.push_back(features(mentor, numberings));

  std::vector<PairScore> pairs;
  pairs.reserve(mentees.size() * mentors.size());
  for (std::size_t i = 0; i < mentees.size(); ++i) {
    const Features mentee = features(mentees[i], numberings);
    auto next_bond = bonds[i].begin();
    for (std::size_t j = 0; j < mentors.size(); ++j) {
      const Features& mentor = mentor_features[j];
      const bool bonded = next_bond != bonds[i].end() && static_cast<std::size_t>(next_bond->mentor) == j;
      const Bond bond = bonded ? *next_bond++ : Bond{};
      PairScore& pair = pairs.emplace_back();
      scale.weigh(pair, {coverage_of_needs(mentee, mentor), preference(mentee, mentor, bond), deep_fit(mentee, mentor),
                         expectations(mentee, mentor), practicality(mentee, mentor, programme.pairing.common_slots),
                         coverage_of_needs(mentor, mentee)});
      pair.refusals = refusals(limits, {mentees[i], mentee}, {mentors[j], mentor}, bond);
    }
  }
  return pairs;
}

}  // namespace pairwell::six_parts
