#include "score/refusals.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "scheme/currencies.hpp"
#include "score/terms.hpp"

namespace pairwell {
namespace {

/// Gives equal terms equal numbers.
class Numbering {
 public:
  std::int32_t operator()(const std::string& key) {
    if (key.empty()) return -1;
    return numbers_.try_emplace(key, static_cast<std::int32_t>(numbers_.size())).first->second;
  }

 private:
  std::map<std::string, std::int32_t> numbers_;
};

struct Numberings {
  Numbering employers;
  Numbering teams;
  Numbering regions;
  Numbering slots;
};

/// Where a reference stands; several places where it is repeated.
class PeopleByReference {
 public:
  explicit PeopleByReference(const std::vector<std::string>& references) {
    for (std::size_t i = 0; i < references.size(); ++i) {
      if (!references[i].empty()) places_.emplace(references[i], static_cast<std::int32_t>(i));
    }
  }

  template <class Found>
  void find(const std::string& reference, Found found) const {
    const auto [first, last] = places_.equal_range(reference);
    for (auto it = first; it != last; ++it) found(it->second);
  }

 private:
  std::multimap<std::string_view, std::int32_t> places_;
};

/// The references that an answer names, as they were given.
std::vector<std::string> references(const Value& value) {
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return *list;
  if (const auto* one = std::get_if<std::string>(&value)) return {*one};
  return {};
}

const Value& answer_at(const PlayedColumn& played, std::int32_t person) {
  static const Value blank{};
  return played.column == nullptr ? blank : played.column->values[static_cast<std::size_t>(person)];
}

std::vector<Circumstances> circumstances(const Scoring& scoring, const Answers& answers, Numberings& numberings) {
  const PlayedColumn employers = played(scoring, answers, Plays::employer);
  const PlayedColumn teams = played(scoring, answers, Plays::team);
  const PlayedColumn regions = played(scoring, answers, Plays::region);
  const PlayedColumn slots = played(scoring, answers, Plays::slots);
  const PlayedColumn costs = played(scoring, answers, Plays::access_cost);
  const auto numbered = [](Numbering& numbering, const PlayedColumn& column, std::int32_t person) {
    return column.column == nullptr ? -1 : numbering(term(answer_at(column, person), *column.question));
  };
  std::vector<Circumstances> result(answers.references.size());
  for (std::int32_t person = 0; person < answers.people(); ++person) {
    Circumstances& of_person = result[static_cast<std::size_t>(person)];
    of_person.employer = numbered(numberings.employers, employers, person);
    of_person.team = numbered(numberings.teams, teams, person);
    of_person.region = numbered(numberings.regions, regions, person);
    for (const std::string& slot : terms(answer_at(slots, person))) of_person.slots.push_back(numberings.slots(slot));
    std::ranges::sort(of_person.slots);
    of_person.access_cost = number(answer_at(costs, person)).value_or(0);
  }
  return result;
}

/// Adds what another bond of the same pair says.
void merge(Bond& into, const Bond& other) {
  into.same_person |= other.same_person;
  into.vetoed_by_mentee |= other.vetoed_by_mentee;
  into.vetoed_by_mentor |= other.vetoed_by_mentor;
  into.conflict |= other.conflict;
  into.mentor_manages |= other.mentor_manages;
  into.mentee_manages |= other.mentee_manages;
  into.past |= other.past;
  into.again |= other.again;
}

/// Sorts by mentor, and makes one bond of all that speak of one mentor.
void merge_equal(std::vector<Bond>& bonds) {
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

std::vector<std::vector<Bond>> find_bonds(const Scoring& scoring, const Answers& mentees, const Answers& mentors) {
  std::vector<std::vector<Bond>> bonds(mentees.references.size());
  const PeopleByReference of_mentees(mentees.references);
  const PeopleByReference of_mentors(mentors.references);
  const auto of_role = [&](const Answers& answers, const PeopleByReference& others, Plays plays, auto change) {
    const PlayedColumn column = played(scoring, answers, plays);
    for (std::int32_t person = 0; person < answers.people(); ++person) {
      for (const std::string& reference : references(answer_at(column, person))) {
        others.find(reference, [&](std::int32_t other) { change(person, other); });
      }
    }
  };
  const auto each = [&](Plays plays, auto by_mentee, auto by_mentor) {
    of_role(mentees, of_mentors, plays, [&](std::int32_t mentee, std::int32_t mentor) {
      by_mentee(bonds[static_cast<std::size_t>(mentee)].emplace_back(Bond{.mentor = mentor}));
    });
    of_role(mentors, of_mentees, plays, [&](std::int32_t mentor, std::int32_t mentee) {
      by_mentor(bonds[static_cast<std::size_t>(mentee)].emplace_back(Bond{.mentor = mentor}));
    });
  };
  each(
      Plays::vetoes, [](Bond& bond) { bond.vetoed_by_mentee = true; },
      [](Bond& bond) { bond.vetoed_by_mentor = true; });
  const auto conflict = [](Bond& bond) { bond.conflict = true; };
  each(Plays::conflicts, conflict, conflict);
  each(
      Plays::line_manager, [](Bond& bond) { bond.mentor_manages = true; },
      [](Bond& bond) { bond.mentee_manages = true; });
  const auto past = [](Bond& bond) { bond.past = true; };
  each(Plays::past_pairs, past, past);
  const auto again = [](Bond& bond) { bond.again = true; };
  each(Plays::again, again, again);
  for (std::size_t mentee = 0; mentee < mentees.same_person.size(); ++mentee) {
    for (const std::string& reference : mentees.same_person[mentee]) {
      of_mentors.find(reference,
                      [&](std::int32_t mentor) { bonds[mentee].push_back({.mentor = mentor, .same_person = true}); });
    }
  }
  for (std::size_t mentor = 0; mentor < mentors.same_person.size(); ++mentor) {
    for (const std::string& reference : mentors.same_person[mentor]) {
      of_mentees.find(reference, [&](std::int32_t mentee) {
        bonds[static_cast<std::size_t>(mentee)].push_back(
            {.mentor = static_cast<std::int32_t>(mentor), .same_person = true});
      });
    }
  }
  if (scoring.references_are_people) {
    for (std::size_t mentee = 0; mentee < bonds.size(); ++mentee) {
      of_mentors.find(mentees.references[mentee],
                      [&](std::int32_t mentor) { bonds[mentee].push_back({.mentor = mentor, .same_person = true}); });
    }
  }
  for (std::vector<Bond>& row : bonds) merge_equal(row);
  return bonds;
}

/// An amount in the smallest part of a currency.
std::string amount(std::int64_t units, const std::string& currency) {
  const std::string digits = decimal(units, decimals_of(currency));
  if (currency == "GBP") return "\u00a3" + digits;
  if (currency == "EUR") return "\u20ac" + digits;
  return currency + " " + digits;
}

std::string counted(std::int32_t count, const std::string& noun) {
  return (count == 0 ? "no" : std::to_string(count)) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

PlayedColumn played(const Scoring& scoring, const Answers& answers, Plays plays) {
  for (const Question& question : scoring.questions) {
    if (question.plays != plays || question.keep != Keep::application) continue;
    if (const AnswerColumn* column = answers.find(question.id)) return {&question, column};
  }
  return {};
}

std::int32_t common(const std::vector<std::int32_t>& a, const std::vector<std::int32_t>& b) {
  std::int32_t count = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    count += *x == *y ? 1 : 0;
    const bool is_behind = *x <= *y;
    if (*y <= *x) ++y;
    if (is_behind) ++x;
  }
  return count;
}

Refusals::Refusals(const Scoring& scoring, const Answers& mentees, const Answers& mentors)
    : scoring_(scoring), mentees_(mentees), mentors_(mentors), bonds_(find_bonds(scoring, mentees, mentors)) {
  Numberings numberings;
  of_mentees_ = circumstances(scoring, mentees, numberings);
  of_mentors_ = circumstances(scoring, mentors, numberings);
}

const Bond* Refusals::bond(MenteeId mentee, MentorId mentor) const {
  const std::vector<Bond>& row = bonds_[static_cast<std::size_t>(mentee.value)];
  const auto found = std::ranges::lower_bound(row, mentor.value, {}, &Bond::mentor);
  return found != row.end() && found->mentor == mentor.value ? &*found : nullptr;
}

std::string Refusals::word(const Answers& answers, std::int32_t person, Plays plays) const {
  const PlayedColumn column = played(scoring_, answers, plays);
  return column.question == nullptr ? std::string() : answer_in_words(answer_at(column, person), *column.question);
}

std::vector<Refusal> Refusals::of(MenteeId mentee, MentorId mentor) const {
  std::vector<Refusal> found;
  static const Bond none;
  const Bond* const said = bond(mentee, mentor);
  const Bond& bond = said == nullptr ? none : *said;
  const Circumstances& a = of_mentees_[static_cast<std::size_t>(mentee.value)];
  const Circumstances& b = of_mentors_[static_cast<std::size_t>(mentor.value)];
  // Almost no pair is refused: words are put together only where one is.
  const auto mentee_named = [&](const char* role) {
    return role + (" " + mentees_.references[static_cast<std::size_t>(mentee.value)]);
  };
  const auto mentor_named = [&](const char* role) {
    return role + (" " + mentors_.references[static_cast<std::size_t>(mentor.value)]);
  };
  const auto both = [&] { return mentee_named("Mentee") + " and " + mentor_named("mentor"); };
  const auto of_mentee = [&](Plays plays) { return word(mentees_, mentee.value, plays); };
  const auto refuse = [&](const char* rule, std::string text) { found.push_back({rule, std::move(text)}); };

  if (bond.same_person) refuse("same-person", both() + " are the same person.");
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
  const bool one_employer = a.employer >= 0 && a.employer == b.employer;
  if (one_employer && a.team >= 0 && a.team == b.team) {
    refuse("same-team",
           both() + " are in the same team, " + of_mentee(Plays::team) + " at " + of_mentee(Plays::employer) + ".");
  }
  if (one_employer && !scoring_.pairing.same_employer) {
    refuse("same-employer", both() + " have the same employer, " + of_mentee(Plays::employer) + ".");
  }
  if (bond.past && !bond.again) {
    refuse("past-pair", both() + " were paired before, and neither asked to be paired again.");
  }
  if (!a.slots.empty() && !b.slots.empty() && common(a.slots, b.slots) < scoring_.pairing.common_slots) {
    refuse("common-slots", both() + " have " + counted(common(a.slots, b.slots), "slot") +
                               " in common, and the programme asks for " +
                               std::to_string(scoring_.pairing.common_slots) + ".");
  }
  const auto refuse_cost = [&](const Circumstances& person, const std::string& who) {
    refuse("access-cost", "The access needs of " + who + " cost " + amount(person.access_cost, scoring_.currency) +
                              ", more than the " + amount(scoring_.most_access_cost, scoring_.currency) +
                              " that can be funded for one person.");
  };
  if (is_too_costly(a)) refuse_cost(a, mentee_named("mentee"));
  if (is_too_costly(b)) refuse_cost(b, mentor_named("mentor"));
  if (scoring_.pairing.regions == Across::forbidden && a.region >= 0 && b.region >= 0 && a.region != b.region) {
    refuse("region", both() + " are in different regions (" + of_mentee(Plays::region) + " and " +
                         word(mentors_, mentor.value, Plays::region) +
                         "), and the programme pairs only within a region.");
  }
  return found;
}

}  // namespace pairwell
