#include "support/six_parts/bonds.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace pairwell::six_parts {
namespace {

/// A wish of rank 0, 1, 2, ... is worth 1000, 900, 800, ..., and never less than half of the first: whoever is on
/// the list is wished for.
std::int16_t wish_strength(std::size_t rank) {
  return static_cast<std::int16_t>(1000 - 100 * std::min<std::size_t>(rank, 5));
}

void add_bonds_of_mentee(const MenteeForm& form, const Directory& mentors, std::vector<Bond>& bonds) {
  const auto each = [&](const std::vector<std::string>& references, auto change) {
    for (std::size_t rank = 0; rank < references.size(); ++rank) {
      mentors.find(references[rank],
                   [&](std::int32_t mentor) { change(bonds.emplace_back(Bond{.mentor = mentor}), rank); });
    }
  };
  each(form.vetoes, [](Bond& bond, std::size_t) { bond.vetoed_by_mentee = true; });
  each(form.conflicts, [](Bond& bond, std::size_t) { bond.conflict = true; });
  each(form.past_pairs, [](Bond& bond, std::size_t) { bond.past = true; });
  each(form.again, [](Bond& bond, std::size_t) { bond.again = true; });
  each(form.wishes, [](Bond& bond, std::size_t rank) { bond.wish_of_mentee = wish_strength(rank); });
  each({form.line_manager}, [](Bond& bond, std::size_t) { bond.mentor_manages = true; });
}

void add_bonds_of_mentor(const MentorForm& form, std::int32_t mentor, const Directory& mentees,
                         std::vector<std::vector<Bond>>& bonds) {
  const auto each = [&](const std::vector<std::string>& references, auto change) {
    for (std::size_t rank = 0; rank < references.size(); ++rank) {
      mentees.find(references[rank], [&](std::int32_t mentee) {
        change(bonds[static_cast<std::size_t>(mentee)].emplace_back(Bond{.mentor = mentor}), rank);
      });
    }
  };
  each(form.vetoes, [](Bond& bond, std::size_t) { bond.vetoed_by_mentor = true; });
  each(form.conflicts, [](Bond& bond, std::size_t) { bond.conflict = true; });
  each(form.past_pairs, [](Bond& bond, std::size_t) { bond.past = true; });
  each(form.again, [](Bond& bond, std::size_t) { bond.again = true; });
  each(form.wishes, [](Bond& bond, std::size_t rank) { bond.wish_of_mentor = wish_strength(rank); });
  each({form.line_manager}, [](Bond& bond, std::size_t) { bond.mentee_manages = true; });
}

/// Adds what another bond of the same pair says.
void merge(Bond& into, const Bond& other) {
  into.vetoed_by_mentee |= other.vetoed_by_mentee;
  into.vetoed_by_mentor |= other.vetoed_by_mentor;
  into.conflict |= other.conflict;
  into.mentor_manages |= other.mentor_manages;
  into.mentee_manages |= other.mentee_manages;
  into.past |= other.past;
  into.again |= other.again;
  into.wish_of_mentee = std::max(into.wish_of_mentee, other.wish_of_mentee);
  into.wish_of_mentor = std::max(into.wish_of_mentor, other.wish_of_mentor);
}

/// Sorts by mentor, and makes one bond of all that speak of one mentor.
void tidy(std::vector<Bond>& bonds) {
  std::stable_sort(bonds.begin(), bonds.end(), [](const Bond& a, const Bond& b) { return a.mentor < b.mentor; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < bonds.size(); ++i) {
    if (kept > 0 && bonds[kept - 1].mentor == bonds[i].mentor) {
      merge(bonds[kept - 1], bonds[i]);
    } else {
      bonds[kept++] = bonds[i];
    }
  }
  bonds.resize(kept);
  assert(std::ranges::adjacent_find(bonds, std::ranges::greater_equal(), &Bond::mentor) == bonds.end());
}

std::string in_pounds(std::int64_t pence) {
  assert(pence >= 0);
  const std::int64_t rest = pence % 100;
  return "\u00a3" + std::to_string(pence / 100) + (rest < 10 ? ".0" : ".") + std::to_string(rest);
}

std::string counted_slots(std::int32_t count, const std::string& noun) {
  return (count == 0 ? "no" : std::to_string(count)) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

std::vector<std::vector<Bond>> find_bonds(std::span<const MenteeForm> mentees, std::span<const MentorForm> mentors) {
  const Directory mentee_places(mentees);
  const Directory mentor_places(mentors);
  std::vector<std::vector<Bond>> bonds(mentees.size());
  for (std::size_t i = 0; i < mentees.size(); ++i) add_bonds_of_mentee(mentees[i], mentor_places, bonds[i]);
  for (std::size_t j = 0; j < mentors.size(); ++j) {
    add_bonds_of_mentor(mentors[j], static_cast<std::int32_t>(j), mentee_places, bonds);
  }
  for (std::vector<Bond>& row : bonds) tidy(row);
  return bonds;
}

PairLimits pair_limits(const Programme& programme) {
  PairLimits limits{.rules = programme.pairing, .most_access_pence = programme.pairing.most_access_pence};
  if (limits.most_access_pence > 0) return limits;
  const auto fund = std::find_if(programme.funds.begin(), programme.funds.end(),
                                 [](const Fund& candidate) { return candidate.id == "access"; });
  limits.most_access_pence = fund == programme.funds.end() ? -1 : fund->pence;
  return limits;
}

std::vector<Refusal> refusals(const PairLimits& limits, const Person& mentee, const Person& mentor, const Bond& bond) {
  std::vector<Refusal> found;
  const Features& a = mentee.features;
  const Features& b = mentor.features;
  // Almost no pair is refused: words are put together only where one is.
  const auto mentee_named = [&](const char* word) { return word + (" " + mentee.form.reference); };
  const auto mentor_named = [&](const char* word) { return word + (" " + mentor.form.reference); };
  const auto both = [&] { return mentee_named("Mentee") + " and " + mentor_named("mentor"); };
  const auto refuse = [&](const char* rule, std::string text) { found.push_back({rule, std::move(text)}); };

  if (bond.vetoed_by_mentee) {
    refuse("veto", mentee_named("Mentee") + " asked not to be paired with " + mentor_named("mentor") + ".");
  }
  if (bond.vetoed_by_mentor) {
    refuse("veto", mentor_named("Mentor") + " asked not to be paired with " + mentee_named("mentee") + ".");
  }
  if (bond.conflict) refuse("conflict", both() + " have a declared conflict of interest.");
  if (bond.mentor_manages) {
    refuse("line-management", mentor_named("Mentor") + " is the line manager of " + mentee_named("mentee") + ".");
  }
  if (bond.mentee_manages) {
    refuse("line-management", mentee_named("Mentee") + " is the line manager of " + mentor_named("mentor") + ".");
  }
  const bool one_employer = a.employer != blank && a.employer == b.employer;
  if (one_employer && a.team != blank && a.team == b.team) {
    refuse("same-team", both() + " are in the same team, " + mentee.form.team + " at " + mentee.form.employer + ".");
  }
  if (one_employer && !limits.rules.same_employer) {
    refuse("same-employer", both() + " have the same employer, " + mentee.form.employer + ".");
  }
  if (bond.past && !bond.again) {
    refuse("past-pair", both() + " were paired before, and neither asked to be paired again.");
  }
  if (a.has_slots && b.has_slots && a.slots.common(b.slots) < limits.rules.common_slots) {
    refuse("common-slots", both() + " have " + counted_slots(a.slots.common(b.slots), "slot") +
                               " in common, and the programme asks for " + std::to_string(limits.rules.common_slots) +
                               ".");
  }
  const auto too_costly = [&](const Form& form) {
    return limits.most_access_pence >= 0 && form.access_pence.value_or(0) > limits.most_access_pence;
  };
  const auto refuse_cost = [&](const Form& form, const std::string& who) {
    refuse("access-cost", "The access needs of " + who + " cost " + in_pounds(*form.access_pence) + ", more than the " +
                              in_pounds(limits.most_access_pence) + " that can be funded for one person.");
  };
  if (too_costly(mentee.form)) refuse_cost(mentee.form, mentee_named("mentee"));
  if (too_costly(mentor.form)) refuse_cost(mentor.form, mentor_named("mentor"));
  if (limits.rules.regions == Across::forbidden && a.nation != blank && b.nation != blank && a.nation != b.nation) {
    refuse("region", both() + " are in different regions (" + mentee.form.nation + " and " + mentor.form.nation +
                         "), and the programme pairs only within a region.");
  }
  return found;
}

}  // namespace pairwell::six_parts
