#include "cohort/rule_wants.hpp"

#include <algorithm>
#include <utility>

namespace pairwell {
namespace {

constexpr int first_year = 1900;  // of the calendar

/// The same day so many years before; the 28 February where that year has no 29th.
Date years_before(Date day, std::int64_t years) {
  day.year = std::max(first_year, day.year - static_cast<int>(years));
  if (!exists(day)) --day.day;
  return day;
}

void raise(auto& bound, const auto& value) { bound = bound ? std::max(*bound, value) : value; }
void lower(auto& bound, const auto& value) { bound = bound ? std::min(*bound, value) : value; }

class Collector {
 public:
  std::map<std::string, AnswerWants> wants{};

  /// Takes note of what makes a condition hold, or fail.
  void want(const Condition& condition, bool holds) {
    switch (condition.kind) {
      case ConditionKind::all:
        return want_of(condition.of, holds, holds);
      case ConditionKind::any:
        return want_of(condition.of, !holds, holds);
      case ConditionKind::none:
        return want_of(condition.of, holds, !holds);
      default:
        return want_answer(condition, wants[condition.question], holds);
    }
  }

 private:
  void want_of(const std::vector<Condition>& conditions, bool every, bool holds) {
    for (const Condition& condition : conditions) {
      want(condition, holds);
      if (!every) return;
    }
  }

  static void want_answer(const Condition& condition, AnswerWants& answer, bool holds) {
    const auto add = [&](std::vector<std::string>& list) {
      list.insert(list.end(), condition.values.begin(), condition.values.end());
    };
    const bool may_be_blank = condition.kind == ConditionKind::none_of ? holds : !holds;
    if (!may_be_blank) answer.answered = true;
    switch (condition.kind) {
      case ConditionKind::answered:
        answer.blank = !holds;
        break;
      case ConditionKind::confirmed:
        answer.yes = holds;
        break;
      case ConditionKind::one_of:
        add(holds ? answer.one_of : answer.none_of);
        break;
      case ConditionKind::none_of:
        add(holds ? answer.none_of : answer.one_of);
        break;
      case ConditionKind::all_of:
        add(holds ? answer.all_of : answer.none_of);
        break;
      case ConditionKind::at_least:
        holds ? raise(answer.at_least, condition.number) : lower(answer.at_most, condition.number - 1);
        break;
      case ConditionKind::at_most:
        holds ? lower(answer.at_most, condition.number) : raise(answer.at_least, condition.number + 1);
        break;
      case ConditionKind::from:
        holds ? raise(answer.from, condition.day) : lower(answer.until, add_days(condition.day, -1));
        break;
      case ConditionKind::until:
        holds ? lower(answer.until, condition.day) : raise(answer.from, add_days(condition.day, 1));
        break;
      case ConditionKind::age_from:
      case ConditionKind::age_until:
        want_age(condition, answer, holds);
        break;
      default:
        break;
    }
  }

  static void want_age(const Condition& condition, AnswerWants& answer, bool holds) {
    const std::int64_t years = condition.number + (condition.kind == ConditionKind::age_until ? 1 : 0);
    const Date birth = years_before(condition.day, years);
    answer.is_birth = true;
    if ((condition.kind == ConditionKind::age_from) == holds) {
      lower(answer.until, birth);
    } else {
      raise(answer.from, add_days(birth, 1));
    }
  }
};

}  // namespace

std::map<std::string, AnswerWants> wants_of_rules(const Programme& programme, const std::vector<Role>& roles) {
  Collector collector;
  for (const EligibilityRule& rule : programme.rules) {
    const bool is_for = rule.roles.empty() || std::ranges::any_of(roles, [&](Role role) {
                          return std::ranges::find(rule.roles, role) != rule.roles.end();
                        });
    if (is_for) collector.want(rule.condition, true);
  }
  return std::move(collector.wants);
}

}  // namespace pairwell
