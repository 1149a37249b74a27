/// Refusals: the hard rules that follow from the parts that questions play (docs/design/score.md, Hard rules).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/score/scorer.hpp"

namespace pairwell {

/// What two people said about each other by reference.
struct Bond {
  std::int32_t mentor = 0;  ///< The mentee is known from where the bond is kept.
  bool same_person = false;
  bool vetoed_by_mentee = false;
  bool vetoed_by_mentor = false;
  bool conflict = false;
  bool mentor_manages = false;
  bool mentee_manages = false;
  bool past = false;
  bool again = false;

  bool forbids() const {
    return same_person || vetoed_by_mentee || vetoed_by_mentor || conflict || mentor_manages || mentee_manages ||
           (past && !again);
  }
};

/// What hard rules look at in the answers of one person. Words are numbered for both roles together; -1 is a blank.
struct Circumstances {
  std::int32_t employer = -1;
  std::int32_t team = -1;
  std::int32_t region = -1;
  std::vector<std::int32_t> slots{};  ///< Each once, rising.
  std::int64_t access_cost = 0;
};

/// The hard rules of a scoring, for all pairs of two Answers. Everything that it is made from outlives it.
class Refusals {
 public:
  Refusals(const Scoring& scoring, const Answers& mentees, const Answers& mentors);

  /// Every rule that forbids the pair.
  std::vector<Refusal> of(MenteeId mentee, MentorId mentor) const;

  /// The bonds of each mentee, by mentor.
  const std::vector<std::vector<Bond>>& bonds() const { return bonds_; }
  const std::vector<Circumstances>& mentees() const { return of_mentees_; }
  const std::vector<Circumstances>& mentors() const { return of_mentors_; }

  bool is_too_costly(const Circumstances& person) const {
    return scoring_.most_access_cost >= 0 && person.access_cost > scoring_.most_access_cost;
  }

 private:
  const Bond* bond(MenteeId mentee, MentorId mentor) const;
  std::string word(const Answers& answers, std::int32_t person, Plays plays) const;

  const Scoring& scoring_;
  const Answers& mentees_;
  const Answers& mentors_;
  std::vector<std::vector<Bond>> bonds_;
  std::vector<Circumstances> of_mentees_;
  std::vector<Circumstances> of_mentors_;
};

/// How many numbers two rising lists have in common.
std::int32_t common(const std::vector<std::int32_t>& a, const std::vector<std::int32_t>& b);

/// The column of the question that plays a part for the role of the answers, with the question; none where there is
/// none.
struct PlayedColumn {
  const Question* question = nullptr;
  const AnswerColumn* column = nullptr;
};
PlayedColumn played(const Scoring& scoring, const Answers& answers, Plays plays);

}  // namespace pairwell
