/// Scored pairs: the points of a scorer as a source for match_on_demand(), so that no table of them is made.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/match/on_demand.hpp"
#include "pairwell/score/scorer.hpp"

namespace pairwell {

/// Two people share a block where they gave a term in common, each to the question of their role.
struct BlockRule {
  std::string mentee{};  ///< The id of a question, or its words.
  std::string mentor{};
};

/// The pairs of a scorer: those that a rule refuses may not be, the others are worth what Scorer::points() says.
class ScoredPairs final : public PairSource {
 public:
  explicit ScoredPairs(Scorer scorer) : scorer_(std::move(scorer)) {}
  ~ScoredPairs() override;

  std::int32_t mentees() const override { return scorer_.mentees(); }
  std::int32_t mentors() const override { return scorer_.mentors(); }
  void units(const Block& block, std::span<std::int32_t> units) const override;

  /// Of what is asked and of all answers. A comparison of one's own counts by its id and weight: what it says of pairs
  /// is not known before they are read.
  /// @complexity linear in the answers
  std::string digest() const override;

  /// Of what each answered; none where there are comparisons of one's own.
  /// @complexity linear in the answers
  std::optional<PersonMarks> marks() const override;

  /// Blocks of people who share one by any of the rules. Terms are those that comparisons go by; a number, a level or a
  /// yes is one too. Whoever left all questions blank is in no block.
  /// @throws InvalidInput with every rule whose question is not asked of the role, or has no terms: dates, moments,
  /// vectors and free words.
  PersonBlocks blocks(std::span<const BlockRule> rules) const;

  /// Another scorer, of the answers of these mentors; null where there are comparisons of one's own, which know people
  /// by position.
  std::unique_ptr<const PairSource> for_mentors(std::span<const std::int32_t> mentors) const override;

  /// In the order of Scorer::in_order(), for some thousand people and more; takes the memory of the mentors' answers
  /// once more.
  const ArrangedPairs* arranged() const override;

  /// What Scorer::most_points() says of the strips that they are in.
  std::int32_t most_units_of(std::int32_t mentee, std::int32_t first_mentor, std::int32_t mentors) const override;

 private:
  Scorer scorer_;
  mutable std::once_flag is_arranged_;
  mutable std::unique_ptr<const ArrangedPairs> arranged_;
};

}  // namespace pairwell
