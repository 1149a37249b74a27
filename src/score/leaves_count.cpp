#include "score/leaves_count.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "score/arithmetic.hpp"
#include "score/leaves_kept.hpp"
#include "score/terms.hpp"

namespace pairwell {
namespace {

constexpr std::int32_t most_byte = 255;
/// A term that one mentor in so many has is kept as bytes: no more memory than so many times the answers.
constexpr std::size_t sparse = 64;
constexpr std::int64_t most_wanted_time = 1'000'000;
constexpr std::int64_t most_sum = 1'000'000;

using Held = CountRows::Held;

class TermNumbers {
 public:
  std::int32_t operator()(const std::string& key) {
    return numbers_.try_emplace(key, static_cast<std::int32_t>(numbers_.size())).first->second;
  }
  std::int32_t size() const { return static_cast<std::int32_t>(numbers_.size()); }

 private:
  std::unordered_map<std::string, std::int32_t> numbers_;
};

/// What mentees and mentors count, in one numbering.
struct Counted {
  std::vector<std::vector<MaskedTerm>> mentees;
  std::vector<std::vector<Held>> mentors;
  std::vector<std::int32_t> sums_of_mentees;
  std::vector<std::int32_t> sums_of_mentors;
  std::int32_t terms = 0;
};

template <class PersonId>
std::vector<std::vector<CountedTerm>> counted(const Comparisons& comparisons, Role role, const std::string& question,
                                              bool with_priorities) {
  std::vector<std::vector<CountedTerm>> people;
  for (std::int32_t person = 0; person < comparisons.answers(role).people(); ++person) {
    const Value& value = comparisons.answer(question, PersonId(person));
    if (with_priorities) {
      people.push_back(counted_terms(value, comparisons.question(question)));
      continue;
    }
    std::vector<CountedTerm>& of_person = people.emplace_back();
    for (std::string& key : terms(value)) of_person.push_back({std::move(key), 1});
  }
  return people;
}

/// None where a term counts more than a byte holds, or somebody has very many.
std::unique_ptr<Counted> numbered(const Criterion& criterion, const Comparisons& comparisons, bool with_priorities) {
  const bool of_mentees = criterion.needs_of == Role::mentee;
  const auto mentees = counted<MenteeId>(comparisons, Role::mentee, criterion.mentee, with_priorities && of_mentees);
  const auto mentors = counted<MentorId>(comparisons, Role::mentor, criterion.mentor, with_priorities && !of_mentees);
  auto result = std::make_unique<Counted>();
  TermNumbers numbers;
  const auto sum = [](const std::vector<CountedTerm>& terms) {
    return std::accumulate(terms.begin(), terms.end(), std::int32_t{0},
                           [](std::int32_t so_far, const CountedTerm& term) { return so_far + term.count; });
  };
  const auto fits = [](const std::vector<CountedTerm>& terms) {
    return std::ssize(terms) <= most_sum / most_byte &&
           std::ranges::all_of(terms, [](const CountedTerm& term) { return term.count <= most_byte; });
  };
  for (const std::vector<CountedTerm>& person : mentees) {
    if (!fits(person)) return nullptr;
    auto& terms = result->mentees.emplace_back();
    for (const CountedTerm& term : person) {
      terms.push_back(
          {numbers(term.key), of_mentees ? static_cast<std::uint8_t>(term.count) : std::uint8_t{most_byte}});
    }
    result->sums_of_mentees.push_back(sum(person));
  }
  for (const std::vector<CountedTerm>& person : mentors) {
    if (!fits(person)) return nullptr;
    auto& terms = result->mentors.emplace_back();
    for (const CountedTerm& term : person) {
      terms.push_back(
          {numbers(term.key), of_mentees ? std::uint8_t{most_byte} : static_cast<std::uint8_t>(term.count)});
    }
    result->sums_of_mentors.push_back(sum(person));
  }
  result->terms = numbers.size();
  return result;
}

float scale_of(std::int32_t denominator) { return float{full_share} / static_cast<float>(denominator); }

class CoversLeaf : public Leaf {
 public:
  CoversLeaf(Role needs_of, const Counted& counted, const rows::Kernels& kernels)
      : needs_of_(needs_of),
        kernels_(kernels),
        mentees_(counted.mentees),
        sums_of_mentees_(counted.sums_of_mentees),
        sums_of_mentors_(counted.sums_of_mentors),
        rows_(counted.mentors, counted.terms, kernels) {
    const auto& needs = needs_of == Role::mentee ? sums_of_mentees_ : sums_of_mentors_;
    const std::int32_t most = needs.empty() ? 0 : *std::ranges::max_element(needs);
    are_short_ = most <= rows::most_short_denominator;
    are_counted_ = most <= rows::most_counted_denominator;
    for (const std::int32_t sum : sums_of_mentors_) {
      offsets_.push_back(sum == 0 ? float{rows::blank_mark} : rows::half_up);
      if (needs_of == Role::mentor) scales_.push_back(sum == 0 ? 0.0F : scale_of(sum));
    }
  }

  MenteeCodes codes() const override { return codes_of(mentees_); }

  const ShareCell* shares(std::int32_t mentee, Strip strip, ShareCell* room, Scratch& scratch) const override {
    const auto row = static_cast<std::size_t>(mentee);
    if (mentees_[row].empty()) return scratch.blanks.data();
    CountRows::Bytes bytes;
    if (are_counted_ && rows_.bytes_of(mentees_[row], strip, bytes)) {
      const bool is_of_mentors = needs_of_ == Role::mentor;
      kernels_.counted({.rows = bytes.rows.data(),
                        .masks = bytes.masks.data(),
                        .rows_size = bytes.size,
                        .scale = is_of_mentors ? 0.0F : scale_of(sums_of_mentees_[row]),
                        .scales = is_of_mentors ? scales_.data() + strip.first : nullptr,
                        .offsets = offsets_.data() + strip.first},
                       strip.size, room);
      return room;
    }
    rows_.count(mentees_[row], strip, full_share, scratch.numerators.data());
    const std::int32_t* denominators = sums_of_mentors_.data() + strip.first;
    if (needs_of_ == Role::mentee) {
      const std::int32_t needs = sums_of_mentees_[row];
      for (std::int32_t j = 0; j < strip.size; ++j) {
        scratch.denominators[static_cast<std::size_t>(j)] = denominators[j] == 0 ? 0 : needs;
      }
      denominators = scratch.denominators.data();
    }
    kernels_.quotients(scratch.numerators.data(), denominators, strip.size, are_short_, room);
    return room;
  }

 private:
  Role needs_of_;
  const rows::Kernels& kernels_;
  std::vector<std::vector<MaskedTerm>> mentees_;
  std::vector<std::int32_t> sums_of_mentees_;
  std::vector<std::int32_t> sums_of_mentors_;
  CountRows rows_;
  std::vector<float> scales_;   ///< Of mentors, where the needs are theirs.
  std::vector<float> offsets_;  ///< Of mentors.
  bool are_short_ = false;
  bool are_counted_ = false;
};

class OverlapLeaf : public Leaf {
 public:
  OverlapLeaf(Overlap overlap, const Counted& counted, const rows::Kernels& kernels)
      : overlap_(overlap),
        kernels_(kernels),
        mentees_(counted.mentees),
        sizes_(counted.sums_of_mentors),
        rows_(counted.mentors, counted.terms, kernels) {
    std::int32_t most = 0;
    for (const auto& terms : mentees_) most = std::max(most, static_cast<std::int32_t>(terms.size()));
    if (!sizes_.empty()) most += *std::ranges::max_element(sizes_);
    are_short_ = most <= rows::most_short_denominator;
  }

  MenteeCodes codes() const override { return codes_of(mentees_); }

  const ShareCell* shares(std::int32_t mentee, Strip strip, ShareCell* room, Scratch& scratch) const override {
    const std::vector<MaskedTerm>& terms = mentees_[static_cast<std::size_t>(mentee)];
    if (terms.empty()) return scratch.blanks.data();
    const auto size = static_cast<std::int32_t>(terms.size());
    rows_.count(terms, strip, overlap_ == Overlap::dice ? 2 * full_share : full_share, scratch.numerators.data());
    for (std::int32_t j = 0; j < strip.size; ++j) {
      const auto column = static_cast<std::size_t>(j);
      const std::int32_t other = sizes_[static_cast<std::size_t>(strip.first + j)];
      std::int32_t whole = size + other;
      if (overlap_ == Overlap::jaccard) whole -= scratch.numerators[column] / full_share;
      if (overlap_ == Overlap::smaller) whole = std::min(size, other);
      scratch.denominators[column] = other == 0 ? 0 : whole;
    }
    kernels_.quotients(scratch.numerators.data(), scratch.denominators.data(), strip.size, are_short_, room);
    return room;
  }

 private:
  Overlap overlap_;
  const rows::Kernels& kernels_;
  std::vector<std::vector<MaskedTerm>> mentees_;
  std::vector<std::int32_t> sizes_;
  CountRows rows_;
  bool are_short_ = false;
};

/// A week cut wherever somebody's free time begins or ends.
class Pieces {
 public:
  static constexpr std::int32_t week = 7 * 24 * 60;

  void cut(const std::vector<WeekStretch>& stretches) {
    for (const WeekStretch& stretch : stretches) {
      cuts_.push_back(stretch.begin);
      cuts_.push_back((stretch.begin + stretch.minutes) % week);
    }
  }

  /// Once all is cut. Pieces are of `unit` minutes, or so many times as long as the bytes of a row say.
  void finish() {
    std::ranges::sort(cuts_);
    cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
    for (std::size_t k = 0; k < cuts_.size(); ++k) unit_ = std::gcd(unit_, length(k));
    if (unit_ == 0) unit_ = 1;
  }

  std::int32_t size() const { return static_cast<std::int32_t>(cuts_.size()); }
  std::int32_t unit() const { return unit_; }

  /// Calls found(piece, length in units) for each piece within the stretches, each once.
  template <class Found>
  void each(const std::vector<WeekStretch>& stretches, Found found) const {
    std::vector<bool> taken(cuts_.size());
    for (const WeekStretch& stretch : stretches) {
      auto piece = static_cast<std::size_t>(std::ranges::lower_bound(cuts_, stretch.begin) - cuts_.begin());
      for (std::int32_t left = stretch.minutes; left > 0; piece = (piece + 1) % cuts_.size()) {
        left -= length(piece);
        if (!taken[piece]) found(static_cast<std::int32_t>(piece), length(piece) / unit_);
        taken[piece] = true;
      }
      assert(!cuts_.empty());
    }
  }

 private:
  std::int32_t length(std::size_t piece) const {
    const std::int32_t next = piece + 1 < cuts_.size() ? cuts_[piece + 1] : cuts_.front() + week;
    return next - cuts_[piece];
  }

  std::vector<std::int32_t> cuts_;
  std::int32_t unit_ = 0;
};

class CommonTimeLeaf : public Leaf {
 public:
  CommonTimeLeaf(const Criterion& criterion, const Comparisons& comparisons, const rows::Kernels& kernels,
                 const Counted& slots)
      : low_(criterion.low),
        high_(criterion.high),
        kernels_(kernels),
        slots_of_mentees_(slots.mentees),
        has_slots_(slots.sums_of_mentors),
        slots_(slots.mentors, slots.terms, kernels) {
    const auto stretches = []<class PersonId>(const Comparisons& all, const std::string& question, PersonId person) {
      const auto* free = std::get_if<Availability>(&all.answer(question, person));
      return free == nullptr ? std::vector<WeekStretch>() : free->stretches;
    };
    Pieces pieces;
    const std::int32_t mentees = comparisons.answers(Role::mentee).people();
    const std::int32_t mentors = comparisons.answers(Role::mentor).people();
    for (std::int32_t i = 0; i < mentees; ++i) pieces.cut(stretches(comparisons, criterion.mentee, MenteeId(i)));
    for (std::int32_t j = 0; j < mentors; ++j) pieces.cut(stretches(comparisons, criterion.mentor, MentorId(j)));
    pieces.finish();
    unit_ = pieces.unit();
    for (std::int32_t i = 0; i < mentees; ++i) {
      auto& of_mentee = pieces_of_mentees_.emplace_back();
      pieces.each(stretches(comparisons, criterion.mentee, MenteeId(i)), [&](std::int32_t piece, std::int32_t length) {
        for (; length > 0; length -= most_byte) {
          of_mentee.push_back({piece, static_cast<std::uint8_t>(std::min(length, most_byte))});
        }
      });
    }
    std::vector<std::vector<Held>> held(static_cast<std::size_t>(mentors));
    for (std::int32_t j = 0; j < mentors; ++j) {
      auto& of_mentor = held[static_cast<std::size_t>(j)];
      pieces.each(stretches(comparisons, criterion.mentor, MentorId(j)),
                  [&](std::int32_t piece, std::int32_t) { of_mentor.push_back({piece}); });
      has_pieces_.push_back(of_mentor.empty() ? 0 : 1);
      offsets_.push_back(has_slots_[static_cast<std::size_t>(j)] != 0 ? rows::half_up : float{rows::blank_mark});
    }
    are_counted_ = low_ >= 0 && low_ <= most_byte && high_ >= 1 && high_ <= most_byte;
    pieces_ = std::make_unique<CountRows>(held, pieces.size(), kernels);
  }

  MenteeCodes codes() const override {
    const bool has_pieces = std::ranges::any_of(pieces_of_mentees_, [](const auto& pieces) { return !pieces.empty(); });
    return has_pieces ? MenteeCodes() : codes_of(slots_of_mentees_);
  }

  const ShareCell* shares(std::int32_t mentee, Strip strip, ShareCell* room, Scratch& scratch) const override {
    const std::vector<MaskedTerm>& slots = slots_of_mentees_[static_cast<std::size_t>(mentee)];
    const std::vector<MaskedTerm>& pieces = pieces_of_mentees_[static_cast<std::size_t>(mentee)];
    if (slots.empty() && pieces.empty()) return scratch.blanks.data();
    CountRows::Bytes bytes;
    if (are_counted_ && pieces.empty() && slots_.bytes_of(slots, strip, bytes)) {
      kernels_.counted({.rows = bytes.rows.data(),
                        .masks = bytes.masks.data(),
                        .rows_size = bytes.size,
                        .low = static_cast<std::int32_t>(low_),
                        .most = static_cast<std::int32_t>(high_),
                        .scale = scale_of(static_cast<std::int32_t>(high_)),
                        .offsets = offsets_.data() + strip.first},
                       strip.size, room);
      return room;
    }
    slots_.count(slots, strip, 1, scratch.numerators.data());
    pieces_->count(pieces, strip, unit_, scratch.counts.data());
    for (std::int32_t j = 0; j < strip.size; ++j) {
      const auto column = static_cast<std::size_t>(j);
      const auto mentor = static_cast<std::size_t>(strip.first + j);
      const bool by_pieces = !pieces.empty() && has_pieces_[mentor] != 0;
      const bool by_slots = !slots.empty() && has_slots_[mentor] != 0;
      const std::int64_t common = by_pieces ? scratch.counts[column] : scratch.numerators[column];
      const std::int64_t spare = std::clamp<std::int64_t>(common - low_, 0, high_);
      scratch.numerators[column] = full_share * static_cast<std::int32_t>(spare);
      scratch.denominators[column] = by_pieces || by_slots ? static_cast<std::int32_t>(high_) : 0;
    }
    kernels_.quotients(scratch.numerators.data(), scratch.denominators.data(), strip.size,
                       high_ <= rows::most_short_denominator, room);
    return room;
  }

 private:
  std::int64_t low_;
  std::int64_t high_;
  const rows::Kernels& kernels_;
  std::vector<std::vector<MaskedTerm>> slots_of_mentees_;
  std::vector<std::int32_t> has_slots_;
  CountRows slots_;
  std::vector<std::vector<MaskedTerm>> pieces_of_mentees_;
  std::vector<std::int32_t> has_pieces_;
  std::unique_ptr<CountRows> pieces_;
  std::vector<float> offsets_;  ///< Of mentors, where nobody's pieces count.
  std::int32_t unit_ = 1;
  bool are_counted_ = false;
};

}  // namespace

CountRows::CountRows(const std::vector<std::vector<Held>>& held, std::int32_t terms, const rows::Kernels& kernels)
    : kernels_(kernels),
      most_(static_cast<std::size_t>(terms)),
      bytes_(static_cast<std::size_t>(terms)),
      holders_(static_cast<std::size_t>(terms)) {
  for (std::size_t mentor = 0; mentor < held.size(); ++mentor) {
    for (const Held& term : held[mentor]) {
      const auto row = static_cast<std::size_t>(term.term);
      holders_[row].push_back({static_cast<std::int32_t>(mentor), term.count});
      most_[row] = std::max(most_[row], term.count);
    }
  }
  for (std::size_t row = 0; row < holders_.size(); ++row) {
    if (holders_[row].size() * sparse < held.size()) continue;
    bytes_[row].resize(held.size());
    for (const Holder& holder : holders_[row]) bytes_[row][static_cast<std::size_t>(holder.mentor)] = holder.count;
    holders_[row] = {};
  }
}

bool CountRows::bytes_of(std::span<const MaskedTerm> terms, Strip strip, Bytes& bytes) const {
  if (terms.size() > Bytes::most) return false;
  std::int32_t sum = 0;
  for (const MaskedTerm& term : terms) {
    const auto row = static_cast<std::size_t>(term.term);
    if (most_[row] == 0) continue;
    sum += std::min(most_[row], term.mask);
    if (bytes_[row].empty() || sum > most_byte) return false;
    const auto place = static_cast<std::size_t>(bytes.size++);
    bytes.rows[place] = bytes_[row].data() + strip.first;
    bytes.masks[place] = term.mask;
  }
  return true;
}

void CountRows::count(std::span<const MaskedTerm> terms, Strip strip, std::int32_t factor, std::int32_t* counts) const {
  constexpr std::size_t most_rows = 64;
  std::array<const std::uint8_t*, most_rows> rows{};
  std::array<std::uint8_t, most_rows> masks{};
  std::size_t size = 0;
  std::int32_t sum = 0;
  std::fill_n(counts, strip.size, 0);
  const auto add = [&] {
    if (size > 0) {
      kernels_.count(rows.data(), masks.data(), static_cast<std::int32_t>(size), strip.size, factor, counts);
    }
    size = 0;
    sum = 0;
  };
  for (const MaskedTerm& term : terms) {
    const auto row = static_cast<std::size_t>(term.term);
    if (bytes_[row].empty()) {
      const auto first = std::ranges::lower_bound(holders_[row], strip.first, {}, &Holder::mentor);
      for (auto holder = first; holder != holders_[row].end() && holder->mentor < strip.first + strip.size; ++holder) {
        counts[holder->mentor - strip.first] += factor * (holder->count & term.mask);
      }
      continue;
    }
    const std::int32_t most = std::min(most_[row], term.mask);
    if (size == most_rows || sum + most > most_byte) add();
    rows[size] = bytes_[row].data() + strip.first;
    masks[size] = term.mask;
    ++size;
    sum += most;
  }
  add();
}

std::unique_ptr<Leaf> compile_covers(const Criterion& criterion, const Comparisons& comparisons,
                                     const rows::Kernels& kernels) {
  const auto counted = numbered(criterion, comparisons, true);
  return counted == nullptr ? nullptr : std::make_unique<CoversLeaf>(criterion.needs_of, *counted, kernels);
}

std::unique_ptr<Leaf> compile_overlap(const Criterion& criterion, const Comparisons& comparisons,
                                      const rows::Kernels& kernels) {
  const auto counted = numbered(criterion, comparisons, false);
  return counted == nullptr ? nullptr : std::make_unique<OverlapLeaf>(criterion.overlap, *counted, kernels);
}

std::unique_ptr<Leaf> compile_common_time(const Criterion& criterion, const Comparisons& comparisons,
                                          const rows::Kernels& kernels) {
  if (criterion.high > most_wanted_time) return nullptr;
  const auto slots = numbered(criterion, comparisons, false);
  return slots == nullptr ? nullptr : std::make_unique<CommonTimeLeaf>(criterion, comparisons, kernels, *slots);
}

}  // namespace pairwell
