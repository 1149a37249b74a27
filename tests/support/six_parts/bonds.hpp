/// Bonds: what two people said about each other by reference, and the hard rules that follow.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pairwell/score/scorer.hpp"
#include "support/six_parts/features.hpp"

namespace pairwell::six_parts {

/// What one pair said about each other. Wishes are strengths from 0 (not named) to 1000 (named first).
struct Bond {
  std::int32_t mentor = 0;  ///< Position of the mentor; the mentee is known from where the bond is kept.
  bool vetoed_by_mentee = false;
  bool vetoed_by_mentor = false;
  bool conflict = false;
  bool mentor_manages = false;
  bool mentee_manages = false;
  bool past = false;
  bool again = false;
  std::int16_t wish_of_mentee = 0;
  std::int16_t wish_of_mentor = 0;
};

/// The bonds of every mentee, in the order of mentors; pairs that said nothing have none.
std::vector<std::vector<Bond>> find_bonds(std::span<const MenteeForm> mentees, std::span<const MentorForm> mentors);

/// The limits of a programme that forbid pairs.
struct PairLimits {
  PairRules rules;
  std::int64_t most_access_pence = 0;  ///< Negative where the programme names no limit.
};

PairLimits pair_limits(const Programme& programme);

/// One person of a pair: the form for words, the features for comparing.
struct Person {
  const Form& form;
  const Features& features;
};

/// Every hard rule that forbids the pair.
std::vector<Refusal> refusals(const PairLimits& limits, const Person& mentee, const Person& mentor, const Bond& bond);

}  // namespace pairwell::six_parts
