#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/enum_words.hpp"
#include "pairwell/scheme/condition.hpp"
#include "scheme/findings.hpp"
#include "scheme/programme_toml_parts.hpp"
#include "scheme/programme_toml_words.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr int most_depth = 8;

/// Reads what a rule asks: of one answer, or of other conditions.
class ConditionReader {
 public:
  ConditionReader(TomlSection& section, const std::vector<Question>& questions, int depth = 1)
      : section_(section), questions_(questions), depth_(depth) {}

  Condition run() {
    const std::vector<std::string> there = kinds_there();
    read_question(there);
    if (there.size() == 1) {
      read(there.front());
    } else if (are_bounds(there)) {
      read_bounds(there);
    } else {
      refuse(there);
    }
    return std::move(condition_);
  }

 private:
  /// The keys of conditions that are there; the others are known, and not missed.
  std::vector<std::string> kinds_there() {
    std::vector<std::string> names = enum_words(ConditionKind::age_until);
    names.emplace_back("not_blank");  // As "answered" was called before.
    std::erase_if(names, [&](const std::string& name) { return !section_.has(name); });
    for (const std::string& name : enum_words(ConditionKind::age_until)) section_.find(name, false);
    section_.find("not_blank", false);
    return names;
  }

  void read_question(const std::vector<std::string>& there) {
    const bool is_of_conditions = !there.empty() && (there[0] == "all" || there[0] == "any" || there[0] == "none");
    // "field" is what it was called before programmes had questions of their own.
    const bool is_old = section_.has("field") && !section_.has("question");
    if (section_.has("field") && section_.has("question")) {
      section_.find("field", false);
      section_.report().unread(section_.key("field"), "question", "Write question alone, not field as well.");
    }
    section_.text(is_old ? "field" : "question", condition_.question, !is_of_conditions && !is_old);
    if (is_old) section_.report().note_as(section_.key("question"), section_.key("field"));
    const bool is_unknown = condition_.question.empty() && !is_of_conditions;
    if (is_unknown || section_.report().is_left("questions." + condition_.question)) {
      section_.report().leave(section_.key());
    }
  }

  /// Whether these are a lower and an upper bound of one answer.
  static bool are_bounds(const std::vector<std::string>& there) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> bounds{
        {{"at_least", "at_most"}, {"from", "until"}, {"age_from", "age_until"}}};
    return there.size() == 2 && std::ranges::any_of(bounds, [&](const auto& pair) {
             return there[0] == pair.first && there[1] == pair.second;
           });
  }

  /// Both bounds: conditions of their own on the same answer.
  void read_bounds(const std::vector<std::string>& there) {
    std::vector<Condition> both;
    for (const std::string& name : there) {
      read(name);
      both.push_back(condition_);
    }
    condition_ = {.kind = ConditionKind::all, .of = std::move(both)};
  }

  void refuse(const std::vector<std::string>& there) {
    section_.report().unread(section_.key(), "condition",
                             there.empty() ? "There is no condition here; write one of " +
                                                 words::join(enum_words(ConditionKind::age_until), " or ") + "."
                                           : "There are several conditions here, " + words::join(there) +
                                                 "; put them in a list: all = [{ ... }, { ... }].",
                             there.empty() ? std::string() : there.front());
  }

  void read(const std::string& name) {
    const std::string kind = name == "not_blank" ? "answered" : name;
    if (!read_word(section_, name, kind, ConditionKind::age_until, condition_.kind)) return;
    switch (condition_.kind) {
      case ConditionKind::all:
      case ConditionKind::any:
      case ConditionKind::none:
        read_conditions(name);
        break;
      case ConditionKind::answered:
      case ConditionKind::confirmed:
        read_flag(name);
        break;
      case ConditionKind::one_of:
      case ConditionKind::none_of:
      case ConditionKind::all_of:
        section_.texts(name, condition_.values);
        break;
      case ConditionKind::at_least:
      case ConditionKind::at_most:
        read_number(name);
        break;
      case ConditionKind::from:
      case ConditionKind::until:
        read_day(name);
        break;
      case ConditionKind::age_from:
      case ConditionKind::age_until:
        section_.whole(name, condition_.number);
        if (section_.find("day", true) != nullptr) read_day("day");
        break;
    }
  }

  void read_conditions(const std::string& name) {
    if (depth_ >= most_depth) {
      section_.report().unread(section_.key(name), "nested", "Conditions may be at most eight deep.");
      return;
    }
    section_.items(name, "a list of conditions", [&](const std::string& item, const toml::node& node) {
      TomlSection inner = section_.inner(item, node);
      if (!node.is_table()) return;
      condition_.of.push_back(ConditionReader(inner, questions_, depth_ + 1).run());
      inner.finish();
    });
  }

  void read_flag(const std::string& name) {
    bool is_on = true;
    section_.flag(name, is_on);
    if (is_on) return;
    section_.report().unread(section_.key(name), "condition",
                             "A condition can only be true; leave it out to switch it off.", "false");
  }

  /// A number in the question's units, or one of its levels by its words.
  void read_number(const std::string& name) {
    const toml::node* node = section_.find(name, false);
    const Question* question = find_question(questions_, condition_.question);
    const bool is_level = question != nullptr && question->kind == QuestionKind::level;
    if (node != nullptr && node->is_string() && is_level) {
      if (section_.report().is_left("questions." + question->id)) return;
      const std::string text = value_text(*node);
      const auto level =
          std::ranges::find_if(question->options, [&](const std::string& option) { return words::same(option, text); });
      if (level != question->options.end()) {
        condition_.number = level - question->options.begin();
        return;
      }
      const std::string near = likely_word(text, question->options);
      section_.report().unread(section_.key(name), "word",
                               near.empty() ? "Write one of " + words::join(question->options, " or ") + "."
                                            : "Did you mean \"" + near + "\"?",
                               text);
      return;
    }
    section_.units(name, decimals_of(questions_, condition_.question), condition_.number);
  }

  void read_day(const std::string& name) {
    const toml::node* node = section_.find(name, false);
    if (node == nullptr) return;
    if (const auto* date = node->as_date()) {
      condition_.day = {date->get().year, date->get().month, date->get().day};
    } else if (node->is_string()) {
      try {
        condition_.day = parse_date(value_text(*node));
      } catch (const InvalidInput& error) {
        const Finding& finding = error.findings().front();
        section_.report().unread(section_.key(name), finding.rule, finding.message, value_text(*node));
      }
    } else {
      section_.wrong_type(name, *node, "a day, as 2026-09-01,");
    }
  }

  TomlSection& section_;
  const std::vector<Question>& questions_;
  int depth_;
  Condition condition_;
};

}  // namespace

void read_rules(TomlSection& root, const std::vector<Question>& questions, std::vector<EligibilityRule>& rules) {
  root.sections("rules", [&](const std::string& id, TomlSection& section) {
    EligibilityRule rule;
    rule.id = id;
    section.whole("version", rule.version, true);
    section.text("sentence", rule.sentence, true);
    section.text("reason", rule.reason, true);
    read_roles(section, "roles", rule.roles);
    rule.condition = ConditionReader(section, questions).run();
    rules.push_back(std::move(rule));
  });
}

}  // namespace pairwell
