/// Features: forms with every word replaced by a number, so that pairs are scored on integers alone.
#pragma once

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"

namespace pairwell::six_parts {

/// What stands for a blank answer in the numbers below.
inline constexpr std::int32_t blank = -1;

/// A set of small numbers.
class BitSet {
 public:
  void insert(std::int32_t number);

  bool contains(std::int32_t number) const {
    assert(number >= 0);
    const auto word = static_cast<std::size_t>(number / 64);
    return word < words_.size() && (words_[word] >> (number % 64) & 1U) != 0;
  }

  /// How many numbers both sets hold.
  std::int32_t common(const BitSet& other) const {
    const std::size_t words = std::min(words_.size(), other.words_.size());
    std::int32_t count = 0;
    for (std::size_t i = 0; i < words; ++i) count += std::popcount(words_[i] & other.words_[i]);
    return count;
  }

 private:
  std::vector<std::uint64_t> words_;
};

/// Gives equal words (without regard to case and outer blanks) equal numbers.
class Numbering {
 public:
  /// The number of a word, blank for an empty one.
  std::int32_t operator()(std::string_view word);

 private:
  std::map<std::string, std::int32_t, std::less<>> numbers_;
};

/// The words of a whole cohort; both sides are numbered by the same ones.
struct Numberings {
  Numbering terms;
  Numbering slots;
  Numbering names;  ///< Employers, teams, nations, areas, purposes.
};

/// A need as a number with what it weighs: 3, 2 or 1 for priority 1, 2 or 3.
struct WeightedTerm {
  std::int32_t term = 0;
  std::int32_t weight = 0;
};

enum class Format : std::int8_t { unknown, in_person, remote, either };

/// What the parts of a score look at in one form.
struct Features {
  std::vector<WeightedTerm> needs;  ///< Each term once.
  std::int32_t needs_weight = 0;    ///< Their sum; 0 where no need was given.
  BitSet offers;
  bool has_offers = false;
  bool has_wishes = false;
  std::vector<std::int8_t> fit;  ///< 0 for a blank.
  std::int32_t meetings_a_month = blank;
  std::int32_t minutes = blank;
  Format format = Format::unknown;
  std::int32_t purpose = blank;
  BitSet slots;
  bool has_slots = false;
  std::int32_t travel_minutes = blank;
  std::int32_t area = blank;
  std::int32_t employer = blank;
  std::int32_t team = blank;
  std::int32_t nation = blank;
};

/// Every value of a form that its questions do not allow; the reader of tables never lets one through.
Findings check_answers(const Form& form);

/// Numbers one form.
Features features(const Form& form, Numberings& numberings);

/// Where a reference stands in a list of forms; several places where it is repeated.
class Directory {
 public:
  template <class RoleForm>
  explicit Directory(std::span<const RoleForm> forms) {
    for (std::size_t i = 0; i < forms.size(); ++i) places_.emplace(forms[i].reference, static_cast<std::int32_t>(i));
  }

  /// Calls found(place) for every place of a reference; a blank reference names nobody.
  template <class Found>
  void find(std::string_view reference, Found found) const {
    if (reference.empty()) return;
    const auto [first, last] = places_.equal_range(reference);
    for (auto it = first; it != last; ++it) found(it->second);
  }

 private:
  std::multimap<std::string_view, std::int32_t> places_;
};

}  // namespace pairwell::six_parts
