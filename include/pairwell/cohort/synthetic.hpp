/// Synthetic cohorts: made-up applicants with a seed, as flawed as real ones.
#pragma once

#include <cstdint>

#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// How large and how flawed a synthetic cohort is. The default is the demo's: the pilot's size.
struct SyntheticOptions {
  std::int32_t mentees = 60;
  std::int32_t mentors = 30;
  std::uint64_t seed = 2017;
  bool flaws = true;  ///< Drafts, forms late by a second and by hours, a person who applied twice, people out of
                      ///< place, a clash of interest; false: every form is in time and eligible, blanks remain.
};

/// The tables that a programme's officer would have.
struct SyntheticCohort {
  Table mentees{};
  Table mentors{};
  Table panel{};       ///< The marks of two panel members, and for some forms of a third, for the forms that were sent.
  Table people{};      ///< Both roles in one, where the programme has such a sheet: the first two are empty then.
  Table monitoring{};  ///< Answers to questions that are kept with monitoring, by reference; empty where none is asked.
};

/// Makes up a cohort for a programme. The same programme and options give the same tables on every platform. A
/// programme with questions of its own gets sheets as a form service exports them.
/// @throws InvalidInput for fewer than 1 person a role, or a programme without nations or deadline.
/// @complexity linear in people.
SyntheticCohort synthetic_cohort(const Programme& programme, const SyntheticOptions& options = {});

}  // namespace pairwell
