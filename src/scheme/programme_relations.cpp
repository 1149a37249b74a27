#include "scheme/programme_relations.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scheme/calendar_parts.hpp"
#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// The days between which an event must lie; a month leaves both ends open within it.
struct Span {
  Date earliest_start;
  Date latest_start;
  Date earliest_end;
};

std::optional<Span> span_of(const Event& event) {
  if (event.days.empty()) {
    if (!event.month || !exists(*event.month)) return std::nullopt;
    const Date first{event.month->year, event.month->month, 1};
    return Span{first, {first.year, first.month, days_in(*event.month)}, first};
  }
  const auto wrong = [](const EventDay& day) { return !exists(day.date); };
  if (std::ranges::any_of(event.days, wrong)) return std::nullopt;
  return Span{event.days.front().date, event.days.front().date, event.days.back().date};
}

class RelationCheck {
 public:
  explicit RelationCheck(const Programme& programme) : programme_(programme) {}

  Findings run() {
    const Event* deadline = find(EventKind::deadline);
    check_deadline_exists(deadline);
    const std::optional<Span> deadline_span = deadline == nullptr ? std::nullopt : span_of(*deadline);
    for (const Event& event : programme_.timetable.events) {
      const std::optional<Span> span = span_of(event);
      if (!span) continue;
      if (deadline_span) check_against_deadline(event, *span, *deadline, deadline_span->earliest_start);
      check_against_period(event, *span);
      if (event.kind == EventKind::conversations) check_against_interviews(event, *span);
    }
    check_regions();
    for (const PairRule& rule : programme_.pair_rules) check_blanks(rule);
    return found_.take();
  }

 private:
  static std::string key(const Event& event) { return "timetable." + event.id + ".on"; }

  /// The days in words, without the time of day: that may be unclear, and is not asked about here.
  std::string when(Event event) const {
    event.at.reset();
    return in_words(programme_.timetable, event);
  }

  /// The day that the programme's clock shows at a deadline of another zone.
  Date day_of(const Event& deadline, const Date& day) const {
    if (deadline.zone.empty()) return day;
    try {
      return Zone::named(programme_.timetable.zone).local(start(programme_.timetable, deadline)).date;
    } catch (const InvalidInput&) {
      return day;  // The check of the timetable says what is wrong.
    }
  }

  const Event* find(EventKind kind) const {
    const auto found = std::ranges::find(programme_.timetable.events, kind, &Event::kind);
    return found == programme_.timetable.events.end() ? nullptr : &*found;
  }

  void check_deadline_exists(const Event* deadline) {
    if (deadline != nullptr) return;
    if (programme_.places.empty()) {
      found_.warning("timetable", "deadline", "There is no event of kind deadline, so no form can be decided upon.");
    } else {
      found_.error("timetable", "deadline", "There are places and no event of kind deadline to apply by.");
    }
  }

  void check_against_deadline(const Event& event, const Span& span, const Event& of, const Date& as_written) {
    const Date deadline = day_of(of, as_written);
    const std::string day = in_words(deadline) + (deadline == as_written ? "" : " in " + programme_.timetable.zone);
    const bool follows = event.kind == EventKind::interviews || event.kind == EventKind::conversations;
    if (follows && span.latest_start < deadline) {
      found_.error(key(event), "order",
                   "This begins before the deadline on " + day + ", when nobody has been shortlisted.", when(event));
    }
    if (event.kind == EventKind::talk && deadline < span.earliest_start) {
      found_.warning(key(event), "order", "This talk is after the deadline on " + day + ".", when(event));
    }
  }

  void check_against_interviews(const Event& event, const Span& span) {
    const Event* interviews = find(EventKind::interviews);
    if (interviews == nullptr) return;
    const std::optional<Span> before = span_of(*interviews);
    if (before && span.latest_start < before->earliest_end) {
      found_.error(key(event), "order", "The matching conversations begin before the interviews end.", when(event));
    }
  }

  void check_against_period(const Event& event, const Span& span) {
    const Month& ends = programme_.ends;
    if (exists(ends) && Date{ends.year, ends.month, days_in(ends)} < span.earliest_start) {
      const bool stops = event.kind == EventKind::deadline || event.kind == EventKind::interviews ||
                         event.kind == EventKind::conversations;
      const std::string message = "This is after the end of the programme, " + in_words(ends) + ".";
      if (stops) {
        found_.error(key(event), "period", message, when(event));
      } else {
        found_.warning(key(event), "period", message, when(event));
      }
    }
    const Month& starts = programme_.starts;
    const bool early = exists(starts) && span.latest_start < Date{starts.year, starts.month, 1};
    if (event.kind == EventKind::supervision && early) {
      found_.warning(key(event), "period", "This supervision is before the programme starts, " + in_words(starts) + ".",
                     when(event));
    }
  }

  /// Where pairs may not cross regions, places of one role alone can never be filled.
  void check_regions() {
    if (programme_.pairing.regions == Across::allowed) return;
    std::set<std::pair<std::string, Role>> open;
    for (const Place& place : programme_.places) {
      if (place.people.most > 0) open.emplace(place.region, place.role);
    }
    for (const auto& [region, role] : open) {
      const Role other = role == Role::mentee ? Role::mentor : Role::mentee;
      if (open.contains({region, other})) continue;
      found_.warning(
          "places." + region, "places",
          "Pairs may not cross regions, and " + region + " has no places for " + std::string(to_string(other)) + "s.",
          region);
    }
  }

  /// What is blank forbids nothing, so what a rule requires wants a rule of a person that has it answered.
  void check_blanks(const PairRule& rule) {
    if (rule.forbids) return;
    const std::string& mentee = rule.compare.mentee;
    const std::string& mentor = rule.compare.mentor;
    const bool by_mentees = may_be_blank(mentee, Role::mentee);
    const bool by_mentors = may_be_blank(mentor, Role::mentor);
    if (!by_mentees && !by_mentors) return;
    std::string blanks;
    std::string needed;
    const auto say = [&](const char* who, const std::string& question, const std::string& roles) {
      blanks.append(blanks.empty() ? "" : ". ").append(who) += " may leave " + words::quote(question) + " blank";
      needed.append(needed.empty() ? "" : ", and one with ") += roles + "question = " + words::quote(question);
      needed += " and answered = true";
    };
    if (by_mentees && by_mentors && mentee == mentor) {
      say("People", mentee, "");
    } else {
      if (by_mentees) say("Mentees", mentee, "roles = [\"mentee\"], ");
      if (by_mentors) say("Mentors", mentor, "roles = [\"mentor\"], ");
    }
    found_.warning("pair_rules." + rule.id + ".require", "blank",
                   blanks + ", and what is blank forbids nothing: such a pair is not refused. To refuse " +
                       "the form instead, add to [rules] one with " + needed +
                       "; where a blank may pass, write what must not be as a forbid.",
                   rule.id);
  }

  bool may_be_blank(const std::string& id, Role role) const {
    const auto question = std::ranges::find(programme_.questions, id, &Question::id);
    return question != programme_.questions.end() && !is_always_answered(*question, role);
  }

  bool is_always_answered(const Question& question, Role role) const {
    return std::ranges::any_of(programme_.rules, [&](const EligibilityRule& rule) {
      const bool is_for = rule.roles.empty() || std::ranges::find(rule.roles, role) != rule.roles.end();
      return is_for && outcome_of_blank(rule.condition, question) == false;
    });
  }

  /// Whether a condition holds where the question is blank, whatever the other answers are; none where those decide.
  static std::optional<bool> outcome_of_blank(const Condition& condition, const Question& question) {
    using enum ConditionKind;
    if (condition.kind == all || condition.kind == any || condition.kind == none) {
      const bool decides = condition.kind != all;  // The outcome of one that settles a list.
      bool is_settled = true;
      for (const Condition& each : condition.of) {
        const std::optional<bool> outcome = outcome_of_blank(each, question);
        if (outcome == decides) return (condition.kind == none) != decides;
        is_settled = is_settled && outcome;
      }
      return is_settled ? std::optional((condition.kind == none) == decides) : std::nullopt;
    }
    if (condition.question != question.id) return std::nullopt;
    const bool is_counted = question.kind != QuestionKind::number && question.kind != QuestionKind::scale &&
                            question.kind != QuestionKind::level;
    return condition.kind == none_of || (condition.kind == at_most && is_counted);
  }

  const Programme& programme_;
  FindingList found_;
};

}  // namespace

Findings check_relations(const Programme& programme) { return RelationCheck(programme).run(); }

}  // namespace pairwell
