/// Comparisons: the share of one pair, straight from the definitions of docs/design/score.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "pairwell/score/scorer.hpp"
#include "score/places.hpp"

namespace pairwell {

/// A share from 0 to 1000, none for a blank.
using Share = std::optional<std::int32_t>;

/// What a blank counts, none where it leaves.
Share blank_share(const Criterion& criterion);
Share blank_share(const OwnCriterion& criterion);

/// The weight of a criterion within a mean.
inline std::int32_t weight_within(const Criterion& criterion) { return criterion.weight == 0 ? 1 : criterion.weight; }

/// Compares answers of one pair at a time. Everything that it is made from outlives it.
class Comparisons {
 public:
  Comparisons(const Scoring& scoring, const Answers& mentees, const Answers& mentors);

  Share share(const Criterion& criterion, MenteeId mentee, MentorId mentor) const;

  /// A question by its id, which is there.
  const Question& question(std::string_view id) const;

  /// The question of a criterion whose answers of a role are compared; empty where there is none.
  std::string_view question_of(const Criterion& criterion, Role role) const;

  const Value& answer(std::string_view question, MenteeId mentee) const;
  const Value& answer(std::string_view question, MentorId mentor) const;

  const Places& places() const { return places_; }
  const Answers& answers(Role role) const { return role == Role::mentee ? mentees_ : mentors_; }

 private:
  Share mean(const Criterion& criterion, MenteeId mentee, MentorId mentor) const;
  Share wish(const Criterion& criterion, MenteeId mentee, MentorId mentor) const;
  Share travel(const Criterion& criterion, MenteeId mentee, MentorId mentor) const;
  std::int32_t given(const Criterion& criterion, MenteeId mentee, MentorId mentor) const;

  /// A question and its columns, where somebody answered it.
  struct Asked {
    const Question* question = nullptr;
    const AnswerColumn* by_mentees = nullptr;
    const AnswerColumn* by_mentors = nullptr;
  };

  const Scoring& scoring_;
  const Answers& mentees_;
  const Answers& mentors_;
  Places places_;
  std::unordered_map<std::string_view, Asked> asked_;
};

/// What a comparison of one's own gives.
/// @throws InvalidInput where that is no share from 0 to 1000.
Share own_share(const OwnCriterion& criterion, MenteeId mentee, MentorId mentor);

/// Whether an answer is among the criterion's `any`.
bool is_any(const Criterion& criterion, const Value& value, const Question& question);

}  // namespace pairwell
