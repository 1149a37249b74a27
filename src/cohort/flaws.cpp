#include "cohort/flaws.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "cohort/lists.hpp"

namespace pairwell {
namespace {

constexpr std::uint64_t flaw_stream = 5;

using Flaw = std::function<void(MadeApplicant&)>;

/// Applicants of the first nation in a random order: the few of the other nations stay as they are, so that they
/// compete for their places.
std::vector<MadeApplicant*> candidates(const Setting& setting, Role role, std::vector<MadeApplicant>& people) {
  assert(!setting.programme.nations.empty());
  std::vector<MadeApplicant*> result;
  for (MadeApplicant& person : people) {
    if (person.cells["nation"] == setting.programme.nations[0]) result.push_back(&person);
  }
  Random random(ticket(setting.seed, flaw_stream, role == Role::mentor ? 1 : 0));
  random.shuffle(std::span(result));
  return result;
}

void submit_after(MadeApplicant& person, Instant deadline, std::int64_t seconds) {
  person.submitted = Instant{deadline.seconds + seconds};
}

/// A form that was begun: its second page was never reached.
void leave_as_draft(MadeApplicant& person) {
  person.cells["state"] = "draft";
  for (const char* column : {"wishes", "meetings_a_month", "format", "minutes", "purpose", "slots", "travel_minutes",
                             "access_cost", "statement", "consent", "capacity"}) {
    person.cells.erase(column);
  }
}

void move_to(MadeApplicant& person, const std::string& nation) {
  const lists::Town town = lists::towns(nation).front();
  person.cells["nation"] = nation;
  person.cells["area"] = town.area;
  person.cells.erase("statement");  // It would name the former employer.
  if (person.cells.contains("employer")) person.cells["employer"] = town.employers.front();
}

/// The nation outside the programme with this number, counted from 0.
std::string outside(const Setting& setting, std::size_t number) {
  const std::vector<std::string>& inside = setting.programme.nations;
  std::vector<std::string> others;
  for (const std::string& nation : lists::other_nations()) {
    if (std::ranges::find(inside, nation) == inside.end()) others.push_back(nation);
  }
  return others.empty() ? "Elsewhere" : others[number % others.size()];
}

/// The same person again, under the reference of another form: the panel scored one of the two.
void repeat(const MadeApplicant& original, MadeApplicant& copy, Instant deadline) {
  const std::string reference = copy.reference();
  copy = original;
  copy.cells["reference"] = reference;
  copy.cells.erase("wishes");
  const std::int64_t gap = original.submitted.seconds + 1260 <= deadline.seconds ? 1260 : -1260;
  copy.submitted = Instant{original.submitted.seconds + gap};
  copy.panel_members = 0;
}

/// Flaws in the order in which a cohort gets them, for forms of both roles.
std::vector<Flaw> common_flaws(const Setting& setting) {
  const Instant deadline = setting.deadline;
  return {
      [=](MadeApplicant& person) { submit_after(person, deadline, 1); },
      [=](MadeApplicant& person) { submit_after(person, deadline, 0); },
      leave_as_draft,
      [&](MadeApplicant& person) { move_to(person, outside(setting, 0)); },
      [](MadeApplicant& person) { person.cells["state"] = "withdrawn"; },
      [=](MadeApplicant& person) { submit_after(person, deadline, 3 * 3600 + 25 * 60 + 12); },
  };
}

std::vector<Flaw> mentee_flaws(const Setting& setting) {
  std::vector<Flaw> flaws = common_flaws(setting);
  const std::vector<Flaw> more{
      leave_as_draft,
      [&](MadeApplicant& person) { move_to(person, outside(setting, 1)); },
      [](MadeApplicant& person) {
        person.cells["works_as"] = "student";
        person.cells.erase("employer");
        person.cells.erase("team");
        person.cells["statement"] = "I am finishing a course in museum studies and hope to work in a museum after it.";
      },
      [](MadeApplicant& person) { person.cells["sector"] = "libraries"; },
      [](MadeApplicant& person) { person.cells.erase("consent"); },
      [](MadeApplicant& person) {
        person.cells.erase("needs");
        person.cells.erase("statement");
      },
      leave_as_draft,
      // Saved again after the deadline, and still not sent.
      [&](MadeApplicant& person) {
        leave_as_draft(person);
        submit_after(person, setting.deadline, 26 * 3600);
        person.cells["submitted_at"] = time_cell(setting.zone, person.submitted);
      },
      [](MadeApplicant& person) { person.panel_members = 1; },
  };
  flaws.insert(flaws.end(), more.begin(), more.end());
  return flaws;
}

std::vector<Flaw> mentor_flaws(const Setting& setting) {
  std::vector<Flaw> flaws = common_flaws(setting);
  flaws.emplace_back([](MadeApplicant& person) {
    person.cells.erase("offers");
    person.cells.erase("statement");
  });
  return flaws;
}

/// Spoils the first candidates, one flaw each, then repeats one person; returns those who are left.
std::vector<MadeApplicant*> spoil(std::vector<MadeApplicant*> people, const std::vector<Flaw>& flaws,
                                  Instant deadline) {
  const std::size_t most = people.size() / 3;
  std::size_t spoilt = 0;
  for (const Flaw& flaw : flaws) {
    if (spoilt >= most) break;
    flaw(*people[spoilt++]);
  }
  people.erase(people.begin(), people.begin() + static_cast<std::ptrdiff_t>(spoilt));
  if (spoilt < most) {
    assert(people.size() >= 2);
    repeat(*people[1], *people[0], deadline);
    people.erase(people.begin());
  }
  return people;
}

void add_reference(MadeApplicant& person, const char* column, const MadeApplicant& other) {
  std::string& cell = person.cells[column];
  cell += (cell.empty() ? "" : ";") + other.reference();
}

void put_in_one_team(MadeApplicant& mentee, MadeApplicant& mentor, const char* team) {
  for (const char* column : {"nation", "area"}) mentee.cells[column] = mentor.cells[column];
  for (MadeApplicant* person : {&mentee, &mentor}) {
    person->cells["works_as"] = "employee";
    person->cells["employer"] = lists::towns(mentor.cells["nation"]).front().employers.front();
    person->cells["team"] = team;
    person->cells.erase("statement");
  }
}

/// What two people are to each other that forbids, or only seems to forbid, their pair.
using Knot = std::function<void(MadeApplicant& mentee, MadeApplicant& mentor)>;

std::vector<Knot> knots() {
  return {
      [](MadeApplicant& mentee, MadeApplicant& mentor) { add_reference(mentee, "conflicts", mentor); },
      [](MadeApplicant& mentee, MadeApplicant& mentor) {
        put_in_one_team(mentee, mentor, "Collections");
        mentee.cells["line_manager"] = mentor.reference();
      },
      [](MadeApplicant& mentee, MadeApplicant& mentor) { add_reference(mentor, "past_pairs", mentee); },
      [](MadeApplicant& mentee, MadeApplicant& mentor) { add_reference(mentee, "vetoes", mentor); },
      [](MadeApplicant& mentee, MadeApplicant& mentor) { add_reference(mentor, "vetoes", mentee); },
      [](MadeApplicant& mentee, MadeApplicant& mentor) { put_in_one_team(mentee, mentor, "Learning"); },
      [](MadeApplicant& mentee, MadeApplicant& mentor) {
        add_reference(mentee, "past_pairs", mentor);
        add_reference(mentee, "again", mentor);
      },
      // A slip of the pen: the letter O for a nought.
      [](MadeApplicant& mentee, MadeApplicant& mentor) {
        add_reference(mentee, "wishes", mentor);
        std::string& wishes = mentee.cells["wishes"];
        if (const std::size_t nought = wishes.rfind('0'); nought != std::string::npos) wishes[nought] = 'O';
      },
  };
}

}  // namespace

void add_flaws(const Setting& setting, std::vector<MadeApplicant>& mentees, std::vector<MadeApplicant>& mentors) {
  const std::vector<MadeApplicant*> left_mentees =
      spoil(candidates(setting, Role::mentee, mentees), mentee_flaws(setting), setting.deadline);
  const std::vector<MadeApplicant*> left_mentors =
      spoil(candidates(setting, Role::mentor, mentors), mentor_flaws(setting), setting.deadline);
  const std::vector<Knot> all = knots();
  const std::size_t most = std::min({all.size(), left_mentees.size(), left_mentors.size()});
  // The last candidates: the first of those who are left may have a second form that shares their cells.
  for (std::size_t k = 0; k < most; ++k) {
    MadeApplicant& mentee = *left_mentees[left_mentees.size() - 1 - k];
    MadeApplicant& mentor = *left_mentors[left_mentors.size() - 1 - k];
    all[k](mentee, mentor);
    // The first few should reach the matching, where their knot matters.
    mentee.impresses = mentor.impresses = k < 4;
  }
}

}  // namespace pairwell
