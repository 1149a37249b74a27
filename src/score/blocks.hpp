/// Blocks: the points of blocks of pairs, from compiled criteria and hard rules.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pairwell/score/scorer.hpp"
#include "score/comparisons.hpp"
#include "score/leaves.hpp"
#include "score/refusals.hpp"

namespace pairwell {

/// A part of the score: a criterion, or one with a comparison of one's own.
struct ScoredPart {
  const Criterion* criterion = nullptr;
  const OwnCriterion* own = nullptr;

  const std::string& id() const { return criterion != nullptr ? criterion->id : own->id; }
  std::int32_t weight() const { return criterion != nullptr ? criterion->weight : own->weight; }
  Share blank() const { return criterion != nullptr ? blank_share(*criterion) : blank_share(*own); }
};

class Blocks {
 public:
  /// @param poll called after each part, and may throw.
  Blocks(
      const std::vector<ScoredPart>& parts, const Comparisons& comparisons, const Refusals& refusals,
      const Scoring& scoring, const rows::Kernels& kernels, const std::function<void()>& poll = [] {});

  /// The points of a mentee with some mentors; `mark` where they are refused, their complements where it is 0.
  void points(std::int32_t mentee, std::int32_t first_mentor, std::span<std::int32_t> units,
              std::int32_t mark = 0) const;
  void coverage(std::int32_t mentee, std::int32_t first_mentor, std::span<std::int32_t> thousandths) const;
  void shares(std::size_t part, std::int32_t mentee, std::int32_t first_mentor, std::span<std::int32_t> shares) const;

  /// Mentors whom most_points() tells of together.
  static constexpr std::int32_t strip_of_ranges = 1024;

  /// No points of a mentee with the mentors of a strip, by its number, are more; none where all are refused.
  std::optional<std::int32_t> most_points(std::int32_t mentee, std::size_t strip) const;

  /// The people of a role in an order in which those stand together whom hard rules or heavy criteria do not tell
  /// apart; empty where there are none of which that is known.
  std::vector<std::int32_t> in_order(Role role) const;

  /// About how many nanoseconds a pair takes.
  std::int64_t work() const { return work_; }

 private:
  struct Part {
    std::unique_ptr<Leaf> leaf;
    std::int32_t weight = 0;
    Share blank;
    std::int32_t divided = 0;  ///< The weight without what all have in common.
  };
  struct Rule {
    std::unique_ptr<Leaf> leaf;
    std::int32_t share = 0;
    bool forbids = true;
  };
  using Marks = std::array<std::uint8_t, strip_size>;

  void prepare_ranges() const;
  bool refuses_all(std::int32_t mentee, std::size_t strip) const;
  void add_up(std::int32_t mentee, Strip strip, Scratch& scratch, std::int32_t* units) const;
  void mark_lists(std::int32_t mentee, Strip strip, Marks& refused) const;
  void mark_slots(std::int32_t mentee, Strip strip, Scratch& scratch, Marks& refused) const;
  void mark_rules(std::int32_t mentee, Strip strip, Scratch& scratch, Marks& refused) const;

  const Refusals& refusals_;
  const Scoring& scoring_;
  const rows::Kernels& kernels_;
  std::vector<Part> parts_;
  std::vector<Rule> rules_;
  std::int32_t constant_weight_ = 0;  ///< Of parts that stay in both sums whether or not they are answered.
  std::int32_t all_weight_ = 0;
  bool are_narrow_ = false;  ///< The divided weights fit rows::most_narrow_weight.
  bool are_short_ = false;   ///< And rows::most_points_weight.
  std::int64_t work_ = 1;
  mutable std::once_flag ranges_are_made_;
  mutable std::vector<const Part*> ranged_;   ///< Parts whose ranges tell something.
  mutable std::int64_t unranged_weight_ = 0;  ///< Of the others.
  mutable std::vector<const Rule*> ranged_rules_;
  mutable std::vector<std::vector<std::int32_t>> regions_of_strips_;  ///< Where other regions are refused.
  std::vector<std::vector<std::int32_t>> of_employer_;                ///< Mentors by the number of their employer.
  std::vector<std::int32_t> too_costly_;                              ///< Mentors, rising.
  std::vector<std::int32_t> regions_;                                 ///< Of mentors.
  std::vector<std::vector<MaskedTerm>> slots_;                        ///< Of mentees.
  std::vector<std::uint8_t> has_slots_;                               ///< Of mentors.
  std::unique_ptr<CountRows> slot_rows_;                              ///< Where the programme wants slots in common.
};

}  // namespace pairwell
