/// Leaves: criteria compiled to compact columns, which give the shares of a mentee with a strip of mentors
/// (docs/design/score.md, How a block is scored).
#pragma once

#include <array>
#include <compare>
#include <cstddef>
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

/// Rows that are made once for each strip of mentors, by the number of what they are made from.
struct KeptRows {
  std::uint64_t id = 0;  ///< Of their leaf.
  Strip strip{};
  std::int64_t asked = 0;  ///< How often in this strip.
  bool is_kept = false;
  std::vector<ShareCell> rows{};
  std::vector<std::uint8_t> is_made{};
};

/// Room for the work on one strip; each thread has its own.
class Scratch {
 public:
  using Room = std::array<ShareCell, strip_size>;

  Scratch() { blanks.fill(rows::blank_mark); }

  /// Rooms for rows of shares, and a list of rows to be summed, that are given back together.
  class Rooms {
   public:
    explicit Rooms(Scratch& scratch)
        : scratch_(scratch), rooms_before_(scratch.rooms_in_use_), rows_before_(scratch.weighed_.size()) {}
    Rooms(const Rooms&) = delete;
    Rooms& operator=(const Rooms&) = delete;
    ~Rooms() {
      scratch_.rooms_in_use_ = rooms_before_;
      scratch_.weighed_.resize(rows_before_);
    }

    ShareCell* next() {
      std::vector<std::unique_ptr<Room>>& rooms = scratch_.rooms_;
      if (scratch_.rooms_in_use_ == rooms.size()) rooms.push_back(std::make_unique<Room>());
      return rooms[scratch_.rooms_in_use_++]->data();
    }

    void add(const rows::Weighed& row) { scratch_.weighed_.push_back(row); }
    std::span<const rows::Weighed> gathered() const { return std::span(scratch_.weighed_).subspan(rows_before_); }

   private:
    Scratch& scratch_;
    std::size_t rooms_before_;
    std::size_t rows_before_;
  };

  /// What is kept for the leaf of an id, perhaps of another strip.
  KeptRows& kept(std::uint64_t id) {
    KeptRows& kept = kept_[id % kept_.size()];
    if (kept.id != id) kept = {.id = id};
    return kept;
  }

  std::array<ShareCell, strip_size> blanks{};
  std::array<std::int32_t, strip_size> numerators{};
  std::array<std::int32_t, strip_size> denominators{};
  std::array<std::int32_t, strip_size> counts{};
  std::array<std::int32_t, strip_size> sums{};
  std::array<std::int32_t, strip_size> weights{};
  std::array<std::uint8_t, strip_size> refused{};
  std::vector<ShareCell> table{};

 private:
  std::vector<std::unique_ptr<Room>> rooms_{};
  std::vector<rows::Weighed> weighed_{};
  std::size_t rooms_in_use_ = 0;
  std::array<KeptRows, 64> kept_{};
};

/// A number of each mentee: those who have the same share with everybody have the same.
struct MenteeCodes {
  std::vector<std::int32_t> of{};
  std::int32_t count = 0;  ///< How many numbers there are; 0: not known.
};

/// What a share of a mentee with the mentors of a strip can be.
struct ShareRange {
  ShareCell most = 1000;     ///< No share is more.
  bool may_be_blank = true;  ///< Whether one may be blank.
};

/// A criterion that is ready to be scored.
class Leaf {
 public:
  Leaf() = default;
  Leaf(const Leaf&) = delete;
  Leaf& operator=(const Leaf&) = delete;
  virtual ~Leaf() = default;

  /// The shares of a mentee with the mentors of a strip, blank_mark for a blank: a row that is kept, or one written to
  /// the room.
  virtual const ShareCell* shares(std::int32_t mentee, Strip strip, ShareCell* room, Scratch& scratch) const = 0;

  /// Known where there are few.
  virtual MenteeCodes codes() const { return {}; }

  /// Prepares range() for strips of so many mentors, one after the other, and one of those who are left. False where
  /// it tells nothing.
  virtual bool prepare_ranges(std::int32_t) { return false; }

  /// Of a mentee in a strip, by its number.
  virtual ShareRange range(std::int32_t, std::size_t) const { return {}; }

  /// A number of each person of a role: those with the same have the same shares with everybody. Empty where that is
  /// not known.
  virtual std::vector<std::int32_t> likeness(Role) const { return {}; }

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

  friend auto operator<=>(const MaskedTerm&, const MaskedTerm&) = default;
};

/// Which mentors have which terms, and what each counts: bytes where many have a term, a list where few do.
class CountRows {
 public:
  struct Held {
    std::int32_t term = 0;
    std::uint8_t count = 0xFF;
  };

  CountRows(const std::vector<std::vector<Held>>& held, std::int32_t terms, const rows::Kernels& kernels);

  /// The rows of terms at a strip, to be summed in bytes.
  struct Bytes {
    static constexpr std::size_t most = 64;
    std::array<const std::uint8_t*, most> rows{};
    std::array<std::uint8_t, most> masks{};
    std::int32_t size = 0;
  };

  /// False where a term has no bytes, the sum of some mentor may be over 255, or there are too many terms.
  bool bytes_of(std::span<const MaskedTerm> terms, Strip strip, Bytes& bytes) const;

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
