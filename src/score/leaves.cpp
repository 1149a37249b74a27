#include "score/leaves.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "pairwell/core/error.hpp"
#include "score/arithmetic.hpp"
#include "score/leaves_count.hpp"
#include "score/leaves_kept.hpp"
#include "score/leaves_mean.hpp"
#include "score/leaves_table.hpp"
#include "score/terms.hpp"

namespace pairwell {
namespace {

constexpr std::int64_t most_minutes = 1'000'000'000;
constexpr std::size_t most_vector = 100'000;
constexpr std::int64_t most_dot_range = 2'000'000;

/// What fits no columns: the comparison itself, one pair at a time.
class PlainLeaf : public Leaf {
 public:
  PlainLeaf(const Criterion& criterion, const Comparisons& comparisons)
      : criterion_(criterion), comparisons_(comparisons) {}

  const ShareCell* shares(std::int32_t mentee, Strip strip, ShareCell* room, Scratch&) const override {
    for (std::int32_t j = 0; j < strip.size; ++j) {
      room[j] = cell(comparisons_.share(criterion_, MenteeId(mentee), MentorId(strip.first + j)));
    }
    return room;
  }

  std::int64_t work() const override { return 5000; }

 private:
  const Criterion& criterion_;
  const Comparisons& comparisons_;
};

class OwnLeaf : public Leaf {
 public:
  explicit OwnLeaf(const OwnCriterion& own) : own_(own) {}

  const ShareCell* shares(std::int32_t mentee, Strip strip, ShareCell* room, Scratch&) const override {
    for (std::int32_t j = 0; j < strip.size; ++j) {
      room[j] = cell(own_share(own_, MenteeId(mentee), MentorId(strip.first + j)));
    }
    return room;
  }

  std::int64_t work() const override { return 1000; }

 private:
  const OwnCriterion& own_;
};

class TravelLeaf : public Leaf {
 public:
  /// None where minutes are negative or do not fit.
  static std::unique_ptr<Leaf> made(const Criterion& criterion, const Comparisons& comparisons,
                                    const rows::Kernels& kernels) {
    auto leaf = std::unique_ptr<TravelLeaf>(new TravelLeaf(kernels));
    std::map<std::string, std::int32_t> places;
    const auto add = [&]<class PersonId>(Side& side, Role role, const std::string& question, PersonId) {
      for (std::int32_t k = 0; k < comparisons.answers(role).people(); ++k) {
        const PersonId person(k);
        const std::optional<std::int64_t> minutes = number(comparisons.answer(criterion.minutes, person));
        if (minutes && (*minutes < 0 || *minutes > most_minutes)) return false;
        const std::string place = term(comparisons.answer(question, person), comparisons.question(question));
        const auto known = static_cast<std::int32_t>(places.size());
        side.places.push_back(place.empty() ? -1 : places.try_emplace(place, known).first->second);
        side.minutes.push_back(static_cast<std::int32_t>(minutes.value_or(-1)));
        const bool is_remote =
            !criterion.format.empty() &&
            is_any(criterion, comparisons.answer(criterion.format, person), comparisons.question(criterion.format));
        side.remote.push_back(is_remote ? -1 : 0);
      }
      return true;
    };
    if (!add(leaf->mentees_, Role::mentee, criterion.mentee, MenteeId()) ||
        !add(leaf->mentors_, Role::mentor, criterion.mentor, MentorId())) {
      return nullptr;
    }
    for (const Band& band : criterion.bands) {
      constexpr std::int64_t never = std::numeric_limits<std::int32_t>::max();
      leaf->from_.push_back(static_cast<std::int32_t>(std::min(band.from, never)));
      leaf->shares_.push_back(band.share);
    }
    return leaf;
  }

  const ShareCell* shares(std::int32_t mentee, Strip strip, ShareCell* room, Scratch&) const override {
    const auto row = static_cast<std::size_t>(mentee);
    kernels_.travel({.is_remote = mentees_.remote[row] != 0,
                     .place = mentees_.places[row],
                     .minutes = mentees_.minutes[row],
                     .remote = mentors_.remote.data() + strip.first,
                     .places = mentors_.places.data() + strip.first,
                     .times = mentors_.minutes.data() + strip.first,
                     .from = from_,
                     .shares = shares_},
                    strip.size, room);
    return room;
  }

  MenteeCodes codes() const override {
    std::vector<std::array<std::int32_t, 3>> keys;
    for (std::size_t row = 0; row < mentees_.places.size(); ++row) {
      keys.push_back({mentees_.places[row], mentees_.minutes[row], mentees_.remote[row]});
    }
    return codes_of(keys);
  }
  std::int64_t work() const override { return 2; }

 private:
  struct Side {
    std::vector<std::int32_t> places;
    std::vector<std::int32_t> minutes;
    std::vector<std::int32_t> remote;
  };

  explicit TravelLeaf(const rows::Kernels& kernels) : kernels_(kernels) {}

  const rows::Kernels& kernels_;
  Side mentees_;
  Side mentors_;
  std::vector<std::int32_t> from_;
  std::vector<std::int32_t> shares_;
};

class DotLeaf : public Leaf {
 public:
  /// None where vectors are too long.
  static std::unique_ptr<Leaf> made(const Criterion& criterion, const Comparisons& comparisons,
                                    const rows::Kernels& kernels) {
    auto leaf = std::unique_ptr<DotLeaf>(new DotLeaf(criterion, kernels));
    const auto vector_of = [](const Value& value) { return std::get_if<std::vector<std::int8_t>>(&value); };
    const std::int32_t mentees = comparisons.answers(Role::mentee).people();
    const std::int32_t mentors = comparisons.answers(Role::mentor).people();
    std::size_t length = 0;
    for (std::int32_t j = 0; j < mentors; ++j) {
      if (const auto* numbers = vector_of(comparisons.answer(criterion.mentor, MentorId(j)))) length = numbers->size();
    }
    if (length > most_vector) return nullptr;
    leaf->length_ = static_cast<std::int32_t>(length);
    for (std::int32_t i = 0; i < mentees; ++i) {
      const auto* numbers = vector_of(comparisons.answer(criterion.mentee, MenteeId(i)));
      leaf->mentees_.push_back(numbers == nullptr ? std::vector<std::int8_t>() : *numbers);
    }
    leaf->mentors_.resize(static_cast<std::size_t>(mentors) * length);
    for (std::int32_t j = 0; j < mentors; ++j) {
      const auto* numbers = vector_of(comparisons.answer(criterion.mentor, MentorId(j)));
      leaf->has_vector_.push_back(numbers != nullptr);
      if (numbers == nullptr) continue;
      std::ranges::copy(*numbers, leaf->mentors_.begin() + static_cast<std::ptrdiff_t>(j) * leaf->length_);
    }
    return leaf;
  }

  const ShareCell* shares(std::int32_t mentee, Strip strip, ShareCell* room, Scratch& scratch) const override {
    const std::vector<std::int8_t>& vector = mentees_[static_cast<std::size_t>(mentee)];
    if (vector.empty() || length_ == 0) return scratch.blanks.data();
    kernels_.dot(vector.data(),
                 mentors_.data() + static_cast<std::size_t>(strip.first) * static_cast<std::size_t>(length_), length_,
                 strip.size, scratch.numerators.data());
    const bool is_line = criterion_.bands.empty() && range_ <= most_dot_range;
    for (std::int32_t j = 0; j < strip.size; ++j) {
      const auto column = static_cast<std::size_t>(j);
      const bool has_vector = has_vector_[static_cast<std::size_t>(strip.first + j)];
      const std::int64_t product = scratch.numerators[column];
      if (!is_line) {
        room[column] = has_vector ? static_cast<ShareCell>(dot_share(criterion_, product)) : rows::blank_mark;
        continue;
      }
      scratch.numerators[column] =
          full_share * static_cast<std::int32_t>(std::clamp<std::int64_t>(product - low_, 0, range_));
      scratch.denominators[column] = has_vector ? static_cast<std::int32_t>(range_) : 0;
    }
    if (is_line) {
      kernels_.quotients(scratch.numerators.data(), scratch.denominators.data(), strip.size,
                         range_ <= rows::most_short_denominator, room);
    }
    return room;
  }

  std::int64_t work() const override { return 4 + length_ / 16; }

 private:
  DotLeaf(const Criterion& criterion, const rows::Kernels& kernels) : criterion_(criterion), kernels_(kernels) {
    const bool is_given = criterion.low != 0 || criterion.high != 0;
    low_ = is_given ? criterion.low : 0;
    range_ = (is_given ? criterion.high : unit_dot) - low_;
  }

  const Criterion& criterion_;
  const rows::Kernels& kernels_;
  std::int64_t low_ = 0;
  std::int64_t range_ = 0;
  std::int32_t length_ = 0;
  std::vector<std::vector<std::int8_t>> mentees_;
  std::vector<std::int8_t> mentors_;
  std::vector<bool> has_vector_;
};

std::unique_ptr<Leaf> compile_columns(const Criterion& criterion, const Comparisons& comparisons,
                                      const rows::Kernels& kernels) {
  switch (criterion.compare) {
    case Comparison::covers:
      return compile_covers(criterion, comparisons, kernels);
    case Comparison::overlap:
      return compile_overlap(criterion, comparisons, kernels);
    case Comparison::common_time:
      return compile_common_time(criterion, comparisons, kernels);
    case Comparison::wish:
    case Comparison::given:
      return compile_list(criterion, comparisons);
    case Comparison::travel:
      return TravelLeaf::made(criterion, comparisons, kernels);
    case Comparison::dot:
      return DotLeaf::made(criterion, comparisons, kernels);
    case Comparison::mean:
      return compile_mean(criterion, comparisons, kernels);
    default:
      return compile_table(criterion, comparisons);
  }
}

}  // namespace

std::unique_ptr<Leaf> compile(const Criterion& criterion, const Comparisons& comparisons,
                              const rows::Kernels& kernels) {
  std::unique_ptr<Leaf> leaf = compile_columns(criterion, comparisons, kernels);
  return leaf == nullptr ? std::make_unique<PlainLeaf>(criterion, comparisons) : keep_rows(std::move(leaf));
}

std::unique_ptr<Leaf> compile(const OwnCriterion& criterion) { return std::make_unique<OwnLeaf>(criterion); }

}  // namespace pairwell
