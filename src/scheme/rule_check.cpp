/// Checks rules of a person against the questions that their conditions look at.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/scheme/programme.hpp"
#include "scheme/calendar_parts.hpp"
#include "scheme/findings.hpp"
#include "scheme/ready_condition.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

using QuestionKinds = std::vector<QuestionKind>;

constexpr int deepest = 8;
constexpr int greatest_version = 1'000'000;
constexpr std::int64_t greatest_age = 150;

bool is_of_conditions(ConditionKind kind) {
  return kind == ConditionKind::all || kind == ConditionKind::any || kind == ConditionKind::none;
}

bool has_values(ConditionKind kind) {
  return kind == ConditionKind::one_of || kind == ConditionKind::none_of || kind == ConditionKind::all_of;
}

/// The kinds of question that a condition can look at; any where there are none.
const QuestionKinds& kinds_of(ConditionKind kind) {
  using enum QuestionKind;
  static const QuestionKinds any;
  static const QuestionKinds yes{yes_no};
  static const QuestionKinds in_words{choice, choices,      ranked, level,     scale,  number, yes_no,
                                      date,   availability, place,  languages, people, text};
  static const QuestionKinds lists{choices, ranked, availability, languages, people};
  static const QuestionKinds counted{scale, number, level, choices, ranked, availability, languages, people};
  static const QuestionKinds days{date, instant};
  static const QuestionKinds births{date};
  switch (kind) {
    case ConditionKind::confirmed:
      return yes;
    case ConditionKind::one_of:
    case ConditionKind::none_of:
      return in_words;
    case ConditionKind::all_of:
      return lists;
    case ConditionKind::at_least:
    case ConditionKind::at_most:
      return counted;
    case ConditionKind::from:
    case ConditionKind::until:
      return days;
    case ConditionKind::age_from:
    case ConditionKind::age_until:
      return births;
    default:
      return any;
  }
}

class RuleCheck {
 public:
  RuleCheck(const EligibilityRule& rule, const std::vector<Question>& questions, FindingList& found)
      : rule_(rule), questions_(questions), found_(found) {}

  void run(std::set<std::string>& ids) {
    const std::string key = "rules." + rule_.id;
    if (!is_id(rule_.id)) {
      found_.error(key, "id", "An id is lower-case letters, digits, - and _, and begins with a letter.", rule_.id);
    } else if (!ids.insert(rule_.id).second) {
      found_.error(key, "duplicate", "This id appears twice.", rule_.id);
    }
    need_range(key + ".version", rule_.version, 1, greatest_version);
    if (words::trim(rule_.sentence).empty()) {
      found_.error(key + ".sentence", "blank", "The sentence that applicants read may not be blank.", rule_.sentence);
    }
    if (words::trim(rule_.reason).empty()) {
      found_.error(key + ".reason", "blank", "The reason that is given where the rule fails may not be blank.",
                   rule_.reason);
    }
    const std::set<Role> roles(rule_.roles.begin(), rule_.roles.end());
    if (roles.size() < rule_.roles.size()) found_.error(key + ".roles", "duplicate", "A role appears twice.");
    check_condition(key, rule_.condition, 1);
  }

 private:
  void need_range(const std::string& key, std::int64_t value, std::int64_t least, std::int64_t most) {
    if (value >= least && value <= most) return;
    found_.error(key, "range",
                 "This must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".",
                 std::to_string(value));
  }

  void check_condition(const std::string& key, const Condition& condition, int depth) {
    if (depth > deepest) {
      found_.error(key, "nested", "Conditions may be at most eight deep.");
      return;
    }
    check_unused(key, condition);
    const std::string name(to_string(condition.kind));
    if (is_of_conditions(condition.kind)) {
      if (condition.of.empty()) found_.error(key + "." + name, "blank", "There are no conditions in this list.");
      for (std::size_t i = 0; i < condition.of.size(); ++i) {
        check_condition(key + "." + name + "[" + std::to_string(i + 1) + "]", condition.of[i], depth + 1);
      }
      return;
    }
    const Question* question = check_question(key + ".question", condition);
    if (question == nullptr) return;
    if (has_values(condition.kind)) check_values(key + "." + name, condition, *question);
    const bool is_level = question->kind == QuestionKind::level;
    const bool has_number = condition.kind == ConditionKind::at_least || condition.kind == ConditionKind::at_most;
    if (has_number && is_level) {
      need_range(key + "." + name, condition.number, 0, static_cast<std::int64_t>(question->options.size()) - 1);
    }
  }

  void check_unused(const std::string& key, const Condition& condition) {
    const ConditionKind kind = condition.kind;
    const std::string name(to_string(kind));
    const bool is_age = kind == ConditionKind::age_from || kind == ConditionKind::age_until;
    const bool is_day = kind == ConditionKind::from || kind == ConditionKind::until;
    const auto unused = [&](const char* member, const std::string& value) {
      found_.error(key, "unused", "A condition " + name + " has no " + member + ".", value);
    };
    if (is_of_conditions(kind) && !condition.question.empty()) unused("question", condition.question);
    if (!is_of_conditions(kind) && !condition.of.empty()) unused("list of conditions", {});
    if (!has_values(kind) && !condition.values.empty()) unused("values", condition.values.front());
    const bool has_number = is_age || kind == ConditionKind::at_least || kind == ConditionKind::at_most;
    if (!has_number && condition.number != 0) unused("number", std::to_string(condition.number));
    if (is_age || is_day) {
      const std::string member = key + (is_age ? ".day" : "." + name);
      const std::string why = why_not(condition.day);
      if (!why.empty()) found_.error(member, "calendar", why, to_string(condition.day));
      if (is_age) need_range(key + "." + name, condition.number, 0, greatest_age);
    } else if (condition.day != Date{}) {
      unused("day", to_string(condition.day));
    }
  }

  const Question* check_question(const std::string& key, const Condition& condition) {
    const auto found = std::ranges::find(questions_, condition.question, &Question::id);
    const std::string given = words::quote(condition.question);
    if (found == questions_.end()) {
      found_.error(key, "reference", "There is no question " + given + "; " + hint(condition), condition.question);
      return nullptr;
    }
    if (found->keep == Keep::identity || found->plays == Plays::reference) {
      found_.error(key, "identity", "A rule may not look at who somebody is; " + hint(condition), condition.question);
      return nullptr;
    }
    if (found->keep == Keep::monitoring) {
      found_.error(key, "monitoring", "Monitoring answers may decide about nobody; " + hint(condition),
                   condition.question);
      return nullptr;
    }
    for (const Role role : roles()) {
      if (is_asked(*found, role)) continue;
      found_.error(key, "asked",
                   "No " + std::string(to_string(role)) + " is asked the question " + given +
                       "; say in roles whom the rule is for, or look at another: " + hint(condition),
                   condition.question);
      return nullptr;
    }
    const QuestionKinds& kinds = kinds_of(condition.kind);
    if (!kinds.empty() && std::ranges::find(kinds, found->kind) == kinds.end()) {
      std::vector<std::string> names;
      for (const QuestionKind kind : kinds) names.emplace_back(to_string(kind));
      found_.error(key, "kind",
                   "The condition " + std::string(to_string(condition.kind)) + " looks at answers of the kind " +
                       words::join(names, " or ") + ", and " + given + " is of the kind " +
                       std::string(to_string(found->kind)) + ".",
                   condition.question);
      return nullptr;
    }
    return &*found;
  }

  void check_values(const std::string& key, const Condition& condition, const Question& question) {
    if (condition.values.empty()) found_.error(key, "blank", "This condition needs at least one value.");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < condition.values.size(); ++i) {
      const std::string& value = condition.values[i];
      const std::string item = key + "[" + std::to_string(i + 1) + "]";
      if (words::trim(value).empty()) {
        found_.error(item, "blank", "A value in this list may not be blank.", value);
        continue;
      }
      const auto word = word_of_value(value, question);
      if (!word) {
        found_.error(item, "value",
                     words::quote(value) + " can be no answer to " + words::quote(question.id) + ", of the kind " +
                         std::string(to_string(question.kind)) + ".",
                     value);
      } else if (!seen.insert(*word).second) {
        found_.error(item, "duplicate", "This appears twice in the list.", value);
      } else if (question.only_options && !is_option(value, question)) {
        const std::string near = likely_word(value, question.options);
        found_.error(item, "option",
                     words::quote(value) + " is not an option of " + words::quote(question.id) +
                         ", and only they are." + suggestion(near),
                     value);
      }
    }
  }

  static bool is_option(const std::string& value, const Question& question) {
    const std::string key = words::loose_key(value);
    return std::ranges::any_of(question.options,
                               [&](const std::string& option) { return words::loose_key(option) == key; });
  }

  std::vector<Role> roles() const {
    return rule_.roles.empty() ? std::vector{Role::mentee, Role::mentor} : rule_.roles;
  }

  /// The end of a sentence: what was likely meant, or which questions the condition can look at.
  std::string hint(const Condition& condition) const {
    const QuestionKinds& kinds = kinds_of(condition.kind);
    std::vector<std::string> ids;
    for (const Question& question : questions_) {
      const bool is_open = question.keep == Keep::application && question.plays != Plays::reference;
      const bool fits = kinds.empty() || std::ranges::find(kinds, question.kind) != kinds.end();
      const bool is_asked_all = std::ranges::all_of(roles(), [&](Role role) { return is_asked(question, role); });
      if (is_open && fits && is_asked_all) ids.push_back(question.id);
    }
    if (const std::string near = likely_word(condition.question, ids); !near.empty()) {
      return "did you mean \"" + near + "\"?";
    }
    return ids.empty() ? "there is none that it could look at."
                       : "those that can stand here are " + words::join(ids) + ".";
  }

  const EligibilityRule& rule_;
  const std::vector<Question>& questions_;
  FindingList& found_;
};

}  // namespace

Findings check(const std::vector<EligibilityRule>& rules, const std::vector<Question>& questions) {
  FindingList found;
  std::set<std::string> ids{"deadline", "state"};  // Decisions use these for their own reasons.
  for (const EligibilityRule& rule : rules) RuleCheck(rule, questions, found).run(ids);
  return found.take();
}

}  // namespace pairwell
