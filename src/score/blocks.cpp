#include "score/blocks.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <numeric>
#include <utility>

#include "score/arithmetic.hpp"

namespace pairwell {
namespace {

constexpr std::int32_t most_of_byte = 255;
constexpr std::int32_t full_points = 100 * full_share;

/// Calls work(strip, where it begins in the block) for each strip of a row.
template <class Work>
void each_strip(std::int32_t first_mentor, std::size_t mentors, Work work) {
  for (std::size_t done = 0; done < mentors; done += strip_size) {
    const auto size = static_cast<std::int32_t>(std::min<std::size_t>(strip_size, mentors - done));
    work(Strip{first_mentor + static_cast<std::int32_t>(done), size}, done);
  }
}

/// Calls mark(column of the strip) for the mentors of a rising list that are in it.
template <class Mark>
void each_in(const std::vector<std::int32_t>& mentors, Strip strip, Mark mark) {
  const auto first = std::ranges::lower_bound(mentors, strip.first);
  for (auto mentor = first; mentor != mentors.end() && *mentor < strip.first + strip.size; ++mentor) {
    mark(static_cast<std::size_t>(*mentor - strip.first), *mentor);
  }
}

Scratch& scratch_of_thread() {
  thread_local const auto scratch = std::make_unique<Scratch>();
  return *scratch;
}

}  // namespace

Blocks::Blocks(const std::vector<ScoredPart>& parts, const Comparisons& comparisons, const Refusals& refusals,
               const Scoring& scoring, const rows::Kernels& kernels, const std::function<void()>& poll)
    : refusals_(refusals), scoring_(scoring), kernels_(kernels) {
  for (const ScoredPart& part : parts) {
    parts_.push_back({part.criterion != nullptr ? compile(*part.criterion, comparisons, kernels) : compile(*part.own),
                      part.weight(), part.blank()});
    all_weight_ += part.weight();
    work_ += parts_.back().leaf->work();
    if (parts_.back().blank) constant_weight_ += part.weight();
    poll();
  }
  std::int32_t common = 0;
  for (const Part& part : parts_) common = std::gcd(common, part.weight);
  std::int64_t all = 0;
  for (Part& part : parts_) all += part.divided = common == 0 ? 0 : part.weight / common;
  are_narrow_ = all <= rows::most_narrow_weight;
  are_short_ = all <= rows::most_points_weight;
  for (const PairRule& rule : scoring.pair_rules) {
    rules_.push_back({compile(rule.compare, comparisons, kernels), rule.share, rule.forbids});
    work_ += rules_.back().leaf->work();
    poll();
  }
  const std::vector<Circumstances>& mentors = refusals.mentors();
  std::int32_t slots = 0;
  std::vector<std::vector<CountRows::Held>> held;
  for (std::int32_t j = 0; j < std::ssize(mentors); ++j) {
    const Circumstances& mentor = mentors[static_cast<std::size_t>(j)];
    if (mentor.employer >= 0) {
      const auto number = static_cast<std::size_t>(mentor.employer);
      if (of_employer_.size() <= number) of_employer_.resize(number + 1);
      of_employer_[number].push_back(j);
    }
    if (refusals.is_too_costly(mentor)) too_costly_.push_back(j);
    regions_.push_back(mentor.region);
    has_slots_.push_back(mentor.slots.empty() ? 0 : 1);
    auto& of_mentor = held.emplace_back();
    for (const std::int32_t slot : mentor.slots) of_mentor.push_back({slot});
    if (!mentor.slots.empty()) slots = std::max(slots, mentor.slots.back() + 1);
  }
  for (const Circumstances& mentee : refusals.mentees()) {
    auto& of_mentee = slots_.emplace_back();
    for (const std::int32_t slot : mentee.slots) of_mentee.push_back({slot, 1});
    if (!mentee.slots.empty()) slots = std::max(slots, mentee.slots.back() + 1);
  }
  if (scoring.pairing.common_slots > 0 && slots > 0) slot_rows_ = std::make_unique<CountRows>(held, slots, kernels);
}

void Blocks::points(std::int32_t mentee, std::int32_t first_mentor, std::span<std::int32_t> units,
                    std::int32_t mark) const {
  Scratch& scratch = scratch_of_thread();
  each_strip(first_mentor, units.size(), [&](Strip strip, std::size_t begin) {
    std::int32_t* const into = units.data() + begin;
    add_up(mentee, strip, scratch, into);
    std::fill_n(scratch.refused.data(), strip.size, std::uint8_t{0});
    mark_lists(mentee, strip, scratch.refused);
    mark_slots(mentee, strip, scratch, scratch.refused);
    mark_rules(mentee, strip, scratch, scratch.refused);
    kernels_.refuse(scratch.refused.data(), strip.size, mark, into);
  });
}

void Blocks::add_up(std::int32_t mentee, Strip strip, Scratch& scratch, std::int32_t* units) const {
  Scratch::Rooms rooms(scratch);
  if (are_short_) {
    for (const Part& part : parts_) {
      if (part.weight == 0) continue;
      rooms.add({.shares = part.leaf->shares(mentee, strip, rooms.next(), scratch),
                 .weight = part.divided,
                 .of_blank = part.blank.value_or(0),
                 .weight_of_blank = part.blank ? part.divided : 0});
    }
    kernels_.scores(rooms.gathered(), strip.size, are_narrow_, units);
    return;
  }
  std::int32_t* const sums = scratch.sums.data();
  std::int32_t* const weights = scratch.weights.data();
  std::fill_n(sums, strip.size, 0);
  std::fill_n(weights, strip.size, 0);
  ShareCell* const room = rooms.next();
  for (const Part& part : parts_) {
    if (part.weight == 0) continue;
    const ShareCell* shares = part.leaf->shares(mentee, strip, room, scratch);
    if (part.blank) {
      kernels_.add(shares, strip.size, part.weight, *part.blank, sums);
    } else {
      kernels_.add_leaving(shares, strip.size, part.weight, sums, weights);
    }
  }
  kernels_.points(sums, weights, constant_weight_, strip.size, units);
}

void Blocks::prepare_ranges() const {
  std::call_once(ranges_are_made_, [&] {
    for (const Part& part : parts_) {
      if (part.weight == 0) continue;
      if (part.leaf->prepare_ranges(strip_of_ranges)) {
        ranged_.push_back(&part);
      } else {
        unranged_weight_ += part.weight;
      }
    }
    for (const Rule& rule : rules_) {
      if (!rule.forbids && rule.leaf->prepare_ranges(strip_of_ranges)) ranged_rules_.push_back(&rule);
    }
    if (scoring_.pairing.regions != Across::forbidden) return;
    for (std::size_t mentor = 0; mentor < regions_.size(); ++mentor) {
      if (mentor % strip_of_ranges == 0) regions_of_strips_.emplace_back();
      std::vector<std::int32_t>& regions = regions_of_strips_.back();
      if (std::ranges::find(regions, regions_[mentor]) == regions.end()) regions.push_back(regions_[mentor]);
    }
  });
}

bool Blocks::refuses_all(std::int32_t mentee, std::size_t strip) const {
  const Circumstances& person = refusals_.mentees()[static_cast<std::size_t>(mentee)];
  if (!regions_of_strips_.empty() && person.region >= 0) {
    const auto is_open = [&](std::int32_t region) { return region < 0 || region == person.region; };
    if (std::ranges::none_of(regions_of_strips_[strip], is_open)) return true;
  }
  return std::ranges::any_of(ranged_rules_, [&](const Rule* rule) {
    const ShareRange range = rule->leaf->range(mentee, strip);
    return !range.may_be_blank && range.most < rule->share;
  });
}

std::optional<std::int32_t> Blocks::most_points(std::int32_t mentee, std::size_t strip) const {
  prepare_ranges();
  if (refuses_all(mentee, strip)) return {};
  std::int64_t weight = unranged_weight_;
  std::int64_t sum = full_share * weight;
  std::vector<std::pair<std::int64_t, std::int64_t>> open;  // shares that may be blank, with their weights
  for (const Part* part : ranged_) {
    const ShareRange range = part->leaf->range(mentee, strip);
    if (range.may_be_blank && !part->blank) {
      open.emplace_back(range.most, part->weight);
      continue;
    }
    const std::int32_t most = range.may_be_blank ? std::max<std::int32_t>(range.most, *part->blank) : range.most;
    sum += std::int64_t{most} * part->weight;
    weight += part->weight;
  }
  std::ranges::sort(open, std::greater{});
  for (const auto& [most, own_weight] : open) {
    if (most * weight <= sum && weight > 0) break;
    sum += most * own_weight;
    weight += own_weight;
  }
  return weight == 0 ? 0 : static_cast<std::int32_t>(divide(100 * sum, weight));
}

std::vector<std::int32_t> Blocks::in_order(Role role) const {
  std::vector<std::vector<std::int32_t>> keys;
  if (scoring_.pairing.regions == Across::forbidden) {
    keys.emplace_back();
    const std::vector<Circumstances>& people = role == Role::mentee ? refusals_.mentees() : refusals_.mentors();
    for (const Circumstances& person : people) keys.back().push_back(person.region);
  }
  const auto add = [&](const Leaf& leaf) {
    if (std::vector<std::int32_t> of_leaf = leaf.likeness(role); !of_leaf.empty()) keys.push_back(std::move(of_leaf));
  };
  for (const Rule& rule : rules_) {
    if (!rule.forbids) add(*rule.leaf);
  }
  std::vector<const Part*> heavy;
  for (const Part& part : parts_) {
    if (part.weight >= all_weight_ / 4 && part.weight > 0) heavy.push_back(&part);
  }
  std::ranges::stable_sort(heavy, std::greater{}, &Part::weight);
  for (const Part* part : heavy) add(*part->leaf);
  if (keys.empty()) return {};
  std::vector<std::int32_t> order(keys.front().size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, [&](std::int32_t a, std::int32_t b) {
    for (const std::vector<std::int32_t>& key : keys) {
      const std::int32_t one = key[static_cast<std::size_t>(a)];
      const std::int32_t other = key[static_cast<std::size_t>(b)];
      if (one != other) return one < other;
    }
    return false;
  });
  return order;
}

void Blocks::mark_lists(std::int32_t mentee, Strip strip, Marks& refused) const {
  const auto row = static_cast<std::size_t>(mentee);
  const Circumstances& person = refusals_.mentees()[row];
  if (refusals_.is_too_costly(person)) {
    std::fill_n(refused.data(), strip.size, std::uint8_t{1});
    return;
  }
  const std::vector<Bond>& bonds = refusals_.bonds()[row];
  const auto first = std::ranges::lower_bound(bonds, strip.first, {}, &Bond::mentor);
  for (auto bond = first; bond != bonds.end() && bond->mentor < strip.first + strip.size; ++bond) {
    if (bond->forbids()) refused[static_cast<std::size_t>(bond->mentor - strip.first)] = 1;
  }
  each_in(too_costly_, strip, [&](std::size_t column, std::int32_t) { refused[column] = 1; });
  if (person.employer >= 0 && person.employer < std::ssize(of_employer_)) {
    each_in(of_employer_[static_cast<std::size_t>(person.employer)], strip, [&](std::size_t column, std::int32_t j) {
      const bool one_team = person.team >= 0 && refusals_.mentors()[static_cast<std::size_t>(j)].team == person.team;
      if (one_team || !scoring_.pairing.same_employer) refused[column] = 1;
    });
  }
  if (scoring_.pairing.regions == Across::forbidden && person.region >= 0) {
    const std::int32_t* regions = regions_.data() + strip.first;
    for (std::int32_t j = 0; j < strip.size; ++j) {
      refused[static_cast<std::size_t>(j)] |=
          static_cast<std::uint8_t>((regions[j] >= 0 ? 1 : 0) & (regions[j] != person.region ? 1 : 0));
    }
  }
}

void Blocks::mark_slots(std::int32_t mentee, Strip strip, Scratch& scratch, Marks& refused) const {
  const std::vector<MaskedTerm>& slots = slots_[static_cast<std::size_t>(mentee)];
  if (slot_rows_ == nullptr || slots.empty()) return;
  CountRows::Bytes bytes;
  if (scoring_.pairing.common_slots <= most_of_byte && slot_rows_->bytes_of(slots, strip, bytes)) {
    kernels_.too_few(bytes.rows.data(), bytes.masks.data(), bytes.size, scoring_.pairing.common_slots,
                     has_slots_.data() + strip.first, strip.size, refused.data());
    return;
  }
  slot_rows_->count(slots, strip, 1, scratch.counts.data());
  const std::int32_t wanted = scoring_.pairing.common_slots;
  const std::uint8_t* has_slots = has_slots_.data() + strip.first;
  for (std::int32_t j = 0; j < strip.size; ++j) {
    const auto column = static_cast<std::size_t>(j);
    refused[column] |= static_cast<std::uint8_t>(has_slots[j] & (scratch.counts[column] < wanted ? 1 : 0));
  }
}

void Blocks::mark_rules(std::int32_t mentee, Strip strip, Scratch& scratch, Marks& refused) const {
  Scratch::Rooms rooms(scratch);
  ShareCell* const room = rooms.next();
  for (const Rule& rule : rules_) {
    const ShareCell* shares = rule.leaf->shares(mentee, strip, room, scratch);
    for (std::int32_t j = 0; j < strip.size; ++j) {
      const bool reaches = shares[j] >= rule.share;
      refused[static_cast<std::size_t>(j)] |=
          static_cast<std::uint8_t>((shares[j] >= 0 ? 1 : 0) & (reaches == rule.forbids ? 1 : 0));
    }
  }
}

void Blocks::coverage(std::int32_t mentee, std::int32_t first_mentor, std::span<std::int32_t> thousandths) const {
  Scratch& scratch = scratch_of_thread();
  each_strip(first_mentor, thousandths.size(), [&](Strip strip, std::size_t begin) {
    std::fill_n(scratch.weights.data(), strip.size, 0);
    Scratch::Rooms rooms(scratch);
    ShareCell* const room = rooms.next();
    for (const Part& part : parts_) {
      const ShareCell* shares = part.leaf->shares(mentee, strip, room, scratch);
      for (std::int32_t j = 0; j < strip.size; ++j) {
        scratch.weights[static_cast<std::size_t>(j)] += shares[j] >= 0 ? part.weight : 0;
      }
    }
    for (std::int32_t j = 0; j < strip.size; ++j) {
      const std::int64_t answered = scratch.weights[static_cast<std::size_t>(j)];
      thousandths[begin + static_cast<std::size_t>(j)] = static_cast<std::int32_t>(full_share * answered / all_weight_);
    }
  });
}

void Blocks::shares(std::size_t part, std::int32_t mentee, std::int32_t first_mentor,
                    std::span<std::int32_t> shares) const {
  Scratch& scratch = scratch_of_thread();
  const std::int32_t blank = parts_[part].blank.value_or(rows::blank_mark);
  each_strip(first_mentor, shares.size(), [&](Strip strip, std::size_t begin) {
    Scratch::Rooms rooms(scratch);
    const ShareCell* found = parts_[part].leaf->shares(mentee, strip, rooms.next(), scratch);
    std::transform(found, found + strip.size, shares.data() + begin,
                   [&](ShareCell share) { return share < 0 ? blank : std::int32_t{share}; });
  });
}

}  // namespace pairwell
