/// Kept leaves: rows that many mentees have in common are made once for each strip of mentors.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "score/leaves.hpp"

namespace pairwell {

/// Numbers of mentees up to this are kept rows for: with strips of 4,096 mentors a few megabytes a leaf.
inline constexpr std::int32_t most_kept_codes = 256;

/// The leaf itself, or one that keeps its rows where mentees with the same number are many.
std::unique_ptr<Leaf> keep_rows(std::unique_ptr<Leaf> leaf);

/// Numbers what mentees answered, in the order in which it first came; unknown where more than most_kept_codes differ.
template <class Key>
MenteeCodes codes_of(const std::vector<Key>& keys) {
  MenteeCodes codes;
  std::map<Key, std::int32_t> known;
  for (const Key& key : keys) {
    const auto [found, is_new] = known.try_emplace(key, static_cast<std::int32_t>(known.size()));
    if (is_new && found->second == most_kept_codes) return {};
    codes.of.push_back(found->second);
  }
  codes.count = static_cast<std::int32_t>(known.size());
  return codes;
}

/// Numbers both together; unknown where either is, or where more than most_kept_codes differ.
MenteeCodes joined(const MenteeCodes& one, const MenteeCodes& other);

/// A row of each of several leaves, in one: what they come to and what of it was answered.
class SummedLeaves {
 public:
  struct Part {
    std::unique_ptr<Leaf> leaf;
    std::int32_t weight = 1;
  };

  /// @param codes of all parts together. All weights come to rows::most_narrow_weight at most.
  SummedLeaves(std::vector<Part> parts, MenteeCodes codes, const rows::Kernels& kernels);

  /// Rows that are kept, or two that are written to the rooms.
  rows::Weighed row(std::int32_t mentee, Strip strip, Scratch::Rooms& rooms, Scratch& scratch) const;

 private:
  void make(std::int32_t mentee, Strip strip, ShareCell* sums, ShareCell* weights, Scratch& scratch) const;

  std::vector<Part> parts_;
  MenteeCodes codes_;
  const rows::Kernels& kernels_;
  std::uint64_t id_;
};

}  // namespace pairwell
