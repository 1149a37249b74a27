/// Leaves: criteria compiled to compact columns, which give the shares of a mentee with a strip of mentors
/// (docs/design/score.md, How a block is scored).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "score/comparisons.hpp"
#include "score/rows.hpp"

namespace pairwell {

using rows::ShareCell;

/// A share as columns hold it.
inline ShareCell cell(const Share& share) { return share ? static_cast<ShareCell>(*share) : rows::blank_mark; }

/// Mentors are looked at in strips of at most so many, which stay in the cache.
inline constexpr std::int32_t strip_size = 4096;

/// Some mentors that stand one after the other.
struct Strip {
  std::int32_t first = 0;
  std::int32_t size = 0;
};

/// Room for the work on one strip; each thread has its own.
struct Scratch {
  Scratch() { blanks.fill(rows::blank_mark); }

  std::array<ShareCell, strip_size> blanks{};
  std::array<ShareCell, strip_size> shares{};
  std::array<std::int32_t, strip_size> numerators{};
  std::array<std::int32_t, strip_size> denominators{};
  std::array<std::int32_t, strip_size> counts{};
  std::array<std::int32_t, strip_size> mean_sums{};
  std::array<std::int32_t, strip_size> mean_weights{};
  std::array<ShareCell, strip_size> mean_shares{};
  std::array<std::int32_t, strip_size> sums{};
  std::array<std::int32_t, strip_size> weights{};
  std::array<std::uint8_t, strip_size> refused{};
  std::vector<ShareCell> table{};
};

/// A criterion that is ready to be scored.
class Leaf {
 public:
  Leaf() = default;
  Leaf(const Leaf&) = delete;
  Leaf& operator=(const Leaf&) = delete;
  virtual ~Leaf() = default;

  /// The shares of a mentee with the mentors of a strip, blank_mark for a blank: a row that is kept, or one in scratch.
  virtual const ShareCell* shares(std::int32_t mentee, Strip strip, Scratch& scratch) const = 0;

  /// About how many nanoseconds a pair takes.
  virtual std::int64_t work() const { return 2; }
};

/// Compiles a criterion. What it is made from outlives it.
std::unique_ptr<Leaf> compile(const Criterion& criterion, const Comparisons& comparisons, const rows::Kernels& kernels);
std::unique_ptr<Leaf> compile(const OwnCriterion& criterion);

/// A term of a person, cut to the bits of a mask.
struct MaskedTerm {
  std::int32_t term = 0;
  std::uint8_t mask = 0xFF;
};

/// Which mentors have which terms, and what each counts: bytes where many have a term, a list where few do.
class CountRows {
 public:
  struct Held {
    std::int32_t term = 0;
    std::uint8_t count = 0xFF;
  };

  CountRows(const std::vector<std::vector<Held>>& held, std::int32_t terms, const rows::Kernels& kernels);

  /// counts = factor times what the mentors of a strip count for the terms.
  void count(std::span<const MaskedTerm> terms, Strip strip, std::int32_t factor, std::int32_t* counts) const;

 private:
  struct Holder {
    std::int32_t mentor = 0;
    std::uint8_t count = 0;
  };

  const rows::Kernels& kernels_;
  std::vector<std::uint8_t> most_;                ///< The greatest count of each term.
  std::vector<std::vector<std::uint8_t>> bytes_;  ///< Of each term; empty where it has a list.
  std::vector<std::vector<Holder>> holders_;
};

}  // namespace pairwell
