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

/// A large mentoring cohort, of which any part can be made without the rest.
struct PeopleOptions {
  std::int64_t mentees = 0;
  std::int64_t mentors = 0;
  std::uint64_t seed = 2017;
  std::int32_t blanks = 8;     ///< Of a hundred answers that may be left out, so many are.
  std::int32_t wishes = 30;    ///< Of a hundred people, so many wish for one to three of the other role.
  std::int32_t scarcity = 50;  ///< Of a hundred topics that mentors offer, so many are drawn without regard to what is
                               ///< popular, so that mentors for popular topics are scarce; 0: supply is as demand.
};

/// Some people of one role in a table of answers: those with positions from first to before first + count, or to the
/// last. The same people whatever is asked for beside them, so tables of parts that follow each other, put together,
/// are the table of all.
///
/// Columns: Reference, Region, Topics (needs of mentees, offers of mentors, most wanted first), Grade, Meetings, Times,
/// Wishes; and Capacity of mentors.
/// @throws InvalidInput with every fault: fewer than 1 or more than 2^31 - 1 people a role, percentages outside 0 to
///         100, a first or a count that is negative.
/// @complexity linear in count.
Table synthetic_people(const PeopleOptions& options, Role role, std::int64_t first, std::int64_t count);

}  // namespace pairwell
