#include "cohort/applicants.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include "cohort/lists.hpp"
#include "pairwell/scheme/standard_questions.hpp"

namespace pairwell {
namespace {

/// Streams of draws that must not meet.
enum Stream : std::uint64_t { terms_stream = 1, mentee_stream = 2, mentor_stream = 3, wish_stream = 4 };

/// The answers that an eligibility rule asks for, so that a clean applicant is eligible.
std::vector<std::string> accepted(const Programme& programme, const std::string& field,
                                  std::vector<std::string> otherwise) {
  for (const EligibilityRule& rule : programme.rules) {
    const Condition& condition = rule.condition;
    if (condition.kind != ConditionKind::one_of || condition.question != field) continue;
    if (!condition.values.empty()) return condition.values;
  }
  return otherwise;
}

std::string in_words(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

std::vector<std::string> usual_slots() {
  return {"mon-am", "mon-pm", "tue-am", "tue-pm",  "tue-eve", "wed-am",
          "wed-pm", "thu-am", "thu-pm", "thu-eve", "fri-am"};
}

/// Draws one applicant, column by column.
class Maker {
 public:
  Maker(const Setting& setting, Role role, std::int32_t position)
      : setting_(setting),
        is_mentor_(role == Role::mentor),
        position_(position),
        draw_(ticket(setting.seed, is_mentor_ ? mentor_stream : mentee_stream, static_cast<std::uint64_t>(position))) {}

  MadeApplicant make() {
    set("reference", numbered_reference(is_mentor_ ? Role::mentor : Role::mentee, position_ + 1));
    set("state", "submitted");
    submit();
    name();
    work();
    learning();
    fit();
    practice();
    if (!draw_.chance(5)) set("statement", statement());
    set("consent", "yes");
    return std::move(applicant_);
  }

 private:
  void set(const std::string& column, std::string value) { applicant_.cells[column] = std::move(value); }

  /// Sets a column that some leave blank.
  void answer(const std::string& column, std::string value, int percent) {
    if (draw_.chance(percent)) set(column, std::move(value));
  }

  void submit() { applicant_.submitted = drawn_submission(setting_, draw_); }

  void name() {
    const NameAndEmail drawn = drawn_name(is_mentor_ ? Role::mentor : Role::mentee, position_, draw_);
    set("name", drawn.name);
    set("email", drawn.email);
  }

  void work() {
    const std::string& nation = nation_of(setting_.programme, position_);
    set("nation", nation);
    const lists::Town town = draw_.pick(lists::towns(nation));
    answer("area", town.area, 92);
    const std::string works_as = draw_.chance(60) ? setting_.works_as[0] : draw_.pick(setting_.works_as);
    set("works_as", works_as);
    set("sector", draw_.chance(70) ? setting_.sectors[0] : draw_.pick(setting_.sectors));
    const std::string& employer = draw_.pick(town.employers);
    const std::string& team = draw_.pick(lists::teams());
    const bool has_team = draw_.chance(70);
    if (works_as == "freelancer") {
      opening_ = "I work for museums as a freelancer";
      return;
    }
    set("employer", employer);
    if (has_team) set("team", team);
    opening_ = (works_as == "volunteer" ? "I volunteer at " : "I work at ") + employer;
  }

  void learning() {
    const auto some = [&](int least, int most) {
      return draw_.sample_first(setting_.terms, static_cast<std::size_t>(draw_.between(least, most)));
    };
    applicant_.needs = is_mentor_ ? some(1, 2) : some(2, 4);
    applicant_.offers = is_mentor_ ? some(4, 8) : some(1, 3);
    // What the other side leans on is always answered by a clean applicant; the rest may stay blank.
    if (is_mentor_ && draw_.chance(30)) applicant_.needs.clear();
    if (!is_mentor_ && draw_.chance(25)) applicant_.offers.clear();
    std::vector<std::string> needs;
    for (const std::string& term : applicant_.needs) {
      const int priority = std::min(3, static_cast<int>(needs.size()) + draw_.between(1, 2));
      needs.push_back(term + ":" + std::to_string(needs.empty() ? 1 : priority));
    }
    set("needs", list_cell(needs));
    set("offers", list_cell(applicant_.offers));
  }

  /// Answers that cluster around "somewhat"; a tenth skip the whole page.
  void fit() {
    const bool skips = draw_.chance(10);
    for (std::size_t i = 1; i <= fit_items().size(); ++i) {
      const int low = draw_.between(1, 3);  // On its own: the two draws of one sum may come in either order.
      const int value = low + draw_.between(0, 2);
      if (!draw_.chance(6) && !skips) set("fit_" + std::to_string(i), std::to_string(value));
    }
  }

  void practice() {
    answer("meetings_a_month", std::to_string(draw_.chance(60) ? 1 : draw_.chance(75) ? 2 : draw_.between(3, 4)), 92);
    answer("format", draw_.chance(40) ? "either" : draw_.chance(65) ? "in person" : "remote", 90);
    answer("minutes", draw_.chance(55) ? "60" : draw_.chance(60) ? "90" : draw_.chance(50) ? "45" : "120", 90);
    answer("purpose", draw_.pick(std::vector<std::string>{"career", "skills", "confidence", "network", "leadership"}),
           85);
    answer("slots", slots(), 90);
    answer("travel_minutes", std::to_string(15 * draw_.between(1, 6)), 80);
    // In pounds. Most have no costs to name; nobody is asked why.
    answer("access_cost", std::to_string(20 * draw_.between(1, 15)), 12);
    if (is_mentor_) answer("capacity", draw_.chance(75) ? "1" : draw_.chance(80) ? "2" : "3", 90);
  }

  std::string slots() {
    std::vector<std::string> free = draw_.sample(usual_slots(), static_cast<std::size_t>(draw_.between(3, 7)));
    const std::vector<std::string> order = usual_slots();
    std::ranges::sort(free, {},
                      [&](const std::string& slot) { return std::ranges::find(order, slot) - order.begin(); });
    return list_cell(free);
  }

  std::string statement() {
    const std::vector<std::string>& terms = is_mentor_ ? applicant_.offers : applicant_.needs;
    const std::vector<std::string> first_two(terms.begin(),
                                             terms.begin() + std::min<std::ptrdiff_t>(2, std::ssize(terms)));
    std::string text = opening_ + (is_mentor_ ? " and can help with " : " and would like help with ") +
                       in_words(first_two) + ". " +
                       draw_.pick(is_mentor_ ? lists::reasons_of_mentors() : lists::reasons_of_mentees());
    if (is_mentor_ && !applicant_.needs.empty() && draw_.chance(60)) {
      text += " In return I would like to learn about " + applicant_.needs[0] + ".";
    } else if (draw_.chance(60)) {
      text += " " + draw_.pick(lists::commitments());
    }
    return text;
  }

  const Setting& setting_;
  bool is_mentor_;
  std::int32_t position_;
  Draw draw_;
  MadeApplicant applicant_;
  std::string opening_;
};

bool meet(const MadeApplicant& mentee, const MadeApplicant& mentor) {
  return std::ranges::find_first_of(mentee.needs, mentor.offers) != mentee.needs.end();
}

}  // namespace

Setting make_setting(const Programme& programme, std::uint64_t seed) {
  Setting setting{.programme = programme,
                  .seed = seed,
                  .zone = Zone::named(programme.timetable.zone),
                  .deadline = start(programme.timetable, deadline(programme.timetable)),
                  .terms = programme.vocabulary.empty() ? lists::terms() : programme.vocabulary,
                  .works_as = accepted(programme, "works_as", {"employee", "volunteer", "freelancer"}),
                  .sectors = accepted(programme, "sector", {"museums", "galleries", "heritage"})};
  Draw draw(ticket(seed, terms_stream));
  setting.terms = draw.sample(setting.terms, setting.terms.size());
  return setting;
}

std::vector<std::string> Draw::sample_first(const std::vector<std::string>& items, std::size_t count) {
  std::vector<std::string> chosen;
  count = std::min(count, items.size());
  while (chosen.size() < count) {
    const std::string& item = items[std::min(below(items.size()), below(items.size()))];
    if (std::ranges::find(chosen, item) == chosen.end()) chosen.push_back(item);
  }
  return chosen;
}

std::string numbered_reference(Role role, std::int32_t number) {
  const std::string digits = std::to_string(number);
  return (role == Role::mentor ? "MR-" : "MM-") + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

const std::string& nation_of(const Programme& programme, std::int32_t position) {
  const std::vector<std::string>& nations = programme.nations;
  const auto turn = static_cast<std::size_t>(position);
  const bool elsewhere = nations.size() > 1 && turn % 7 == 3;
  return elsewhere ? nations[1 + turn / 7 % (nations.size() - 1)] : nations[0];
}

NameAndEmail drawn_name(Role role, std::int32_t position, Draw& draw) {
  const lists::Name& first = draw.pick(lists::first_names());
  const lists::Name& last = draw.pick(lists::last_names());
  const std::string number = std::to_string(position + 1);
  const std::string mark = role == Role::mentor ? ".m" : ".";
  return {first.shown + " " + last.shown, first.plain + "." + last.plain + mark + number + "@example.org"};
}

Instant drawn_submission(const Setting& setting, Draw& draw) {
  const LocalTime deadline = setting.zone.local(setting.deadline);
  const int days_before = draw.chance(50) ? draw.between(0, 2) : draw.between(3, 28);
  LocalTime local{add_days(deadline.date, -days_before), draw.between(8, 22), draw.between(0, 59), draw.between(0, 59)};
  if (setting.zone.instant(local, WhenUnclear::earliest) >= setting.deadline) local.date = add_days(local.date, -1);
  return setting.zone.instant(local, WhenUnclear::earliest);
}

std::vector<MadeApplicant> make_applicants(const Setting& setting, Role role, std::int32_t count) {
  std::vector<MadeApplicant> applicants;
  applicants.reserve(static_cast<std::size_t>(count));
  for (std::int32_t i = 0; i < count; ++i) applicants.push_back(Maker(setting, role, i).make());
  return applicants;
}

void make_wishes(const Setting& setting, std::vector<MadeApplicant>& mentees, std::vector<MadeApplicant>& mentors) {
  Draw draw(ticket(setting.seed, wish_stream));
  std::map<std::string, std::vector<std::string>> wished_by;  // By mentor: the mentees who wished.
  for (MadeApplicant& mentee : mentees) {
    if (!draw.chance(40)) continue;
    std::vector<std::string> wishes;
    for (int look = 0; look < 6 && wishes.size() < 3; ++look) {
      const MadeApplicant& mentor = draw.pick(mentors);
      if (!meet(mentee, mentor) || std::ranges::find(wishes, mentor.reference()) != wishes.end()) continue;
      wishes.push_back(mentor.reference());
      wished_by[mentor.reference()].push_back(mentee.reference());
    }
    mentee.cells["wishes"] = list_cell(wishes);
  }
  for (MadeApplicant& mentor : mentors) {
    if (!draw.chance(40)) continue;
    std::vector<std::string> wishes = draw.sample(wished_by[mentor.reference()], 2);
    const std::string& other = draw.pick(mentees).reference();
    if (std::ranges::find(wishes, other) == wishes.end()) wishes.push_back(other);
    mentor.cells["wishes"] = list_cell(wishes);
  }
}

std::string list_cell(const std::vector<std::string>& items) {
  std::string cell;
  for (const std::string& item : items) cell += (cell.empty() ? "" : ";") + item;
  return cell;
}

std::string time_cell(const Zone& zone, Instant instant) {
  const std::int64_t minutes = zone.offset(instant) / 60;
  const auto two_digits = [](std::int64_t number) { return std::to_string(100 + number).substr(1); };
  const std::int64_t distance = std::abs(minutes);
  return to_string(zone.local(instant)) + (minutes < 0 ? "-" : "+") + two_digits(distance / 60) + ":" +
         two_digits(distance % 60);
}

}  // namespace pairwell
