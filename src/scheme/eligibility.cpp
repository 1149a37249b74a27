#include "pairwell/scheme/eligibility.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "pairwell/core/digest.hpp"
#include "scheme/ready_condition.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr int built_in_version = 1;

std::string two_digits(int number) { return std::to_string(100 + number).substr(1); }

std::string time_of_day(const LocalTime& time) {
  return two_digits(time.hour) + ":" + two_digits(time.minute) + ":" + two_digits(time.second);
}

/// "1 day, 2 hours and 1 second".
std::string duration(std::int64_t seconds) {
  std::vector<std::string> parts;
  for (const auto& [length, name] :
       {std::pair<std::int64_t, const char*>{86'400, "day"}, {3'600, "hour"}, {60, "minute"}, {1, "second"}}) {
    if (seconds >= length) parts.push_back(words::count(seconds / length, name));
    seconds %= length;
  }
  return words::join(parts);
}

/// The deadline of a programme in the words that reasons need.
class Deadline {
 public:
  explicit Deadline(const Timetable& timetable)
      : zone_(zone_of(timetable, deadline(timetable))), at_(start(timetable, deadline(timetable))) {}

  Instant at() const { return at_; }

  /// "10:00:01 on Monday 24 April 2017 (BST)", on the clock of the deadline.
  std::string in_full(Instant instant) const {
    const LocalTime local = zone_.local(instant);
    return time_of_day(local) + " on " + in_words(local.date) + " (" + zone_.label(instant) + ")";
  }

  /// "Submitted at ..., 1 second after the deadline of 10:00:00": without the full stop, for grace may follow.
  std::string lateness(Instant submitted) const {
    const bool same_day = zone_.local(submitted).date == zone_.local(at_).date;
    return "Submitted at " + in_full(submitted) + ", " + duration(submitted.seconds - at_.seconds) +
           " after the deadline of " + (same_day ? time_of_day(zone_.local(at_)) : in_full(at_));
  }

 private:
  Zone zone_;
  Instant at_;
};

/// The answers of one form that a decision looked at, each once, in the order of looking.
class Inputs {
 public:
  void add(const std::string& question, const std::string& given) {
    if (!seen_.insert(question).second) return;
    digest_.add(question).add(given);
  }

  std::string hex() const { return digest_.hex(); }

 private:
  std::set<std::string> seen_;
  Digest digest_;
};

/// A rule with its condition made ready.
struct RuleTest {
  const EligibilityRule* rule;
  ReadyCondition condition;
};

/// The rules of a programme that are for a role. The programme outlives them.
std::vector<RuleTest> rules_for(const Programme& programme, Role role) {
  const Zone zone = Zone::named(programme.timetable.zone);
  std::vector<RuleTest> tests;
  for (const EligibilityRule& rule : programme.rules) {
    const bool applies = rule.roles.empty() || std::ranges::find(rule.roles, role) != rule.roles.end();
    if (applies) tests.push_back({&rule, ReadyCondition(rule.condition, programme.questions, zone)});
  }
  return tests;
}

std::string given_to(const Form& form, const Question& question) {
  const Answer* answer = find_answer(form, question.id);
  return answer == nullptr ? std::string() : answer->given;
}

/// Says why a rule fails: which answers, in the words in which they were asked for and as they were given.
Reason reason_of(const RuleTest& test, const Form& form, Role role) {
  const EligibilityRule& rule = *test.rule;
  Reason reason{.rule = rule.id,
                .version = rule.version,
                .text = rule.reason.empty() ? "Not met: " + rule.sentence : rule.reason};
  const std::vector<const Question*> blamed = test.condition.blamed(form);
  for (const Question* question : blamed) {
    const std::string given = given_to(form, *question);
    const bool is_first = reason.field.empty();
    reason.field.append(is_first ? "" : ", ").append(question->id);
    reason.question.append(is_first ? "" : "; ").append(words_for(*question, role));
    reason.value.append(is_first ? "" : "; ").append(given.empty() && blamed.size() > 1 ? "(blank)" : given);
  }
  return reason;
}

void judge_rules(const std::vector<RuleTest>& rules, const Form& form, Decision& decision, Inputs& inputs) {
  for (const RuleTest& test : rules) {
    for (const Question* question : test.condition.questions()) inputs.add(question->id, given_to(form, *question));
    if (!test.condition.holds(form)) decision.reasons.push_back(reason_of(test, form, decision.role));
  }
  if (!decision.reasons.empty()) decision.outcome = Outcome::not_eligible;
}

/// The words of the question that plays a part, where it is asked.
std::string words_of(const Programme& programme, Plays part, Role role) {
  for (const Question& question : programme.questions) {
    if (question.plays == part && is_asked(question, role)) return std::string(words_for(question, role));
  }
  return {};
}

/// Puts the reason of a late form first; only a form without grace is late.
void judge_time(const Programme& programme, const Deadline& deadline, const Form& form, const Grace* grace,
                Decision& decision) {
  if (!form.submitted_at) return;  // No question says when: in time.
  const Instant submitted = *form.submitted_at;
  if (submitted <= deadline.at()) return;
  std::string text = deadline.lateness(submitted);
  if (grace != nullptr && submitted <= grace->until) {
    text += "; let in by " + grace->decided_by + " until " + deadline.in_full(grace->until) + ": " + grace->reason;
  } else {
    if (grace != nullptr) text += " and after the grace until " + deadline.in_full(grace->until);
    decision.outcome = Outcome::late;
  }
  if (!text.ends_with('.')) text += '.';
  decision.reasons.insert(decision.reasons.begin(),
                          {.rule = "deadline",
                           .version = built_in_version,
                           .text = std::move(text),
                           .field = "submitted_at",
                           .question = words_of(programme, Plays::submitted_at, decision.role),
                           .value = to_string(submitted)});
}

Decision judge(const Programme& programme, const std::vector<RuleTest>& rules, const Deadline& deadline,
               const Form& form, Role role, const Grace* grace) {
  Decision decision{
      .reference = form.reference, .role = role, .outcome = Outcome::eligible, .reasons = {}, .inputs = {}};
  Inputs inputs;
  inputs.add("state", std::string(to_string(form.state)));
  if (form.state == FormState::submitted) {
    if (form.submitted_at) inputs.add("submitted_at", to_string(*form.submitted_at));
    judge_rules(rules, form, decision, inputs);
    judge_time(programme, deadline, form, grace, decision);
  } else {
    const bool is_draft = form.state == FormState::draft;
    decision.outcome = is_draft ? Outcome::draft : Outcome::withdrawn;
    decision.reasons.push_back({.rule = "state",
                                .version = built_in_version,
                                .text = is_draft ? "The form is a draft that was not submitted; it is kept as a draft."
                                                 : "The applicant has withdrawn the form.",
                                .field = "state",
                                .question = words_of(programme, Plays::state, role),
                                .value = std::string(to_string(form.state))});
  }
  decision.inputs = inputs.hex();
  return decision;
}

/// The graces by reference, once every one is complete.
template <class RoleForm>
std::map<std::string, const Grace*> graces_by_reference(const std::vector<RoleForm>& forms,
                                                        const std::vector<Grace>& graces, Findings& findings) {
  std::set<std::string_view> references;
  for (const RoleForm& form : forms) references.insert(form.reference);
  std::map<std::string, const Grace*> result;
  const auto fault = [&](const Grace& grace, const char* rule, const std::string& message) {
    findings.push_back({.rule = rule, .message = message, .column = "graces", .value = grace.reference});
  };
  for (const Grace& grace : graces) {
    const std::string whose = "The grace for " + words::quote(grace.reference);
    if (words::trim(grace.reason).empty()) fault(grace, "grace-reason", whose + " has no reason; record why.");
    if (words::trim(grace.decided_by).empty()) {
      fault(grace, "grace-decider", whose + " has no decider; record who let the form in.");
    }
    if (!references.contains(grace.reference)) fault(grace, "grace-reference", whose + " names no form.");
    if (!result.emplace(grace.reference, &grace).second) {
      fault(grace, "grace-twice", whose + " appears twice; keep one of them.");
    }
  }
  return result;
}

template <class RoleForm>
std::vector<Decision> decide_role(const Programme& programme, const std::vector<RoleForm>& forms, Role role,
                                  const std::vector<Grace>& graces) {
  Findings findings = check(programme);
  std::erase_if(findings, [](const Finding& finding) { return finding.severity == Severity::warning; });
  const auto grace_of = graces_by_reference(forms, graces, findings);
  const bool asks_when = std::ranges::any_of(
      programme.questions, [](const Question& question) { return question.plays == Plays::submitted_at; });
  for (const RoleForm& form : forms) {
    if (form.state != FormState::submitted || form.submitted_at || !asks_when) continue;
    findings.push_back({.rule = "submitted_at",
                        .message = words::quote(form.reference) + " is submitted and has no time of submission.",
                        .row = form.row,
                        .column = "submitted_at"});
  }
  throw_if_errors("decide", findings);

  const Deadline deadline(programme.timetable);
  const std::vector<RuleTest> rules = rules_for(programme, role);
  std::vector<Decision> decisions;
  decisions.reserve(forms.size());
  for (const RoleForm& form : forms) {
    const auto grace = grace_of.find(form.reference);
    decisions.push_back(
        judge(programme, rules, deadline, form, role, grace == grace_of.end() ? nullptr : grace->second));
  }
  return decisions;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::eligible:
      return "eligible";
    case Outcome::not_eligible:
      return "not_eligible";
    case Outcome::late:
      return "late";
    case Outcome::draft:
      return "draft";
    case Outcome::withdrawn:
      return "withdrawn";
  }
  return "unknown";
}

std::vector<Decision> decide(const Programme& programme, const std::vector<MenteeForm>& forms,
                             const std::vector<Grace>& graces) {
  return decide_role(programme, forms, Role::mentee, graces);
}

std::vector<Decision> decide(const Programme& programme, const std::vector<MentorForm>& forms,
                             const std::vector<Grace>& graces) {
  return decide_role(programme, forms, Role::mentor, graces);
}

}  // namespace pairwell
