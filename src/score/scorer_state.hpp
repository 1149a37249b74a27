/// State: what a Scorer is made of.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "pairwell/score/scorer.hpp"
#include "score/blocks.hpp"
#include "score/comparisons.hpp"
#include "score/refusals.hpp"

namespace pairwell {

class Scorer::State {
 public:
  State(Scoring scoring, Answers mentees, Answers mentors);
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  const Scoring& scoring() const { return scoring_; }
  const Answers& answers(Role role) const { return role == Role::mentee ? mentees_ : mentors_; }
  const Comparisons& comparisons() const { return comparisons_; }
  const Refusals& refusals() const { return refusals_; }
  const std::vector<ScoredPart>& parts() const { return parts_; }

  /// The share of a part, none for a blank.
  /// @throws InvalidInput where a comparison of one's own gives no share from 0 to 1000.
  Share share(const ScoredPart& part, MenteeId mentee, MentorId mentor) const;

  /// What blocks of pairs are scored by; made when it is first asked for.
  /// @param poll called now and then while it is made, and may throw.
  const Blocks& blocks(const std::function<void()>& poll = [] {}) const;

  PairScore pair(MenteeId mentee, MentorId mentor) const;
  std::vector<PartInWords> explain(MenteeId mentee, MentorId mentor) const;

 private:
  std::vector<Refusal> refusals_of(MenteeId mentee, MentorId mentor) const;
  PartInWords in_words(const Criterion& criterion, const PartScore& score, MenteeId mentee, MentorId mentor) const;

  Scoring scoring_;
  Answers mentees_;
  Answers mentors_;
  Comparisons comparisons_;
  Refusals refusals_;
  std::vector<ScoredPart> parts_;
  mutable std::mutex compiling_;
  mutable std::unique_ptr<const Blocks> blocks_;
  mutable std::atomic<const Blocks*> made_ = nullptr;  ///< The same, once it is there.
};

}  // namespace pairwell
