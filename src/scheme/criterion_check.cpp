#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/scheme/criterion.hpp"
#include "pairwell/scheme/question.hpp"
#include "scheme/criterion_kinds.hpp"
#include "scheme/criterion_parameters.hpp"
#include "scheme/findings.hpp"
#include "scheme/programme_checks.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::int32_t full = 1000;
constexpr std::int32_t most_weights = 1'000'000;  // So that the sums of a pair fit 32 bits before they are multiplied.
constexpr std::int64_t most_number = 1'000'000'000'000;
constexpr std::int64_t most_level = 7;
constexpr std::size_t most_rows = 100'000;

std::string row_key(const std::string& key, std::size_t position) {
  return key + "[" + std::to_string(position + 1) + "]";
}

/// The criteria of a programme or a call, or the comparisons of its rules of pairs.
class CriterionCheck {
 public:
  explicit CriterionCheck(const std::vector<Question>& questions) : questions_(questions) {}

  void check_all(const std::vector<Criterion>& criteria) {
    std::set<std::string> ids;
    std::int64_t weights = 0;
    for (const Criterion& criterion : criteria) {
      const std::string key = "criteria." + criterion.id;
      check_id(key, criterion.id, ids, found_);
      check_range(key + ".weight", criterion.weight, 0, most_weight);
      weights += std::clamp(criterion.weight, 0, most_weight);
      check_blank(key, criterion);
      check_comparison(key, criterion);
    }
    if (weights == 0 && !criteria.empty()) {
      found_.error("criteria", "weights", "At least one criterion must weigh more than 0.", "0");
    }
    if (weights > most_weights) {
      found_.error("criteria", "weights", "All weights together may be at most " + std::to_string(most_weights) + ".",
                   std::to_string(weights));
    }
  }

  void check_all(const std::vector<PairRule>& rules) {
    std::set<std::string> ids;
    for (const PairRule& rule : rules) {
      const std::string key = "pair_rules." + rule.id;
      check_id(key, rule.id, ids, found_);
      check_range(key + ".version", rule.version, 1, 1'000'000);
      check_text(key + ".sentence", rule.sentence, "The sentence that applicants read", found_);
      check_text(key + ".reason", rule.reason, "The reason that is given where the rule forbids", found_);
      check_range(key + ".share", rule.share, 0, full);
      if (rule.forbids && rule.share == 0) {
        found_.error(key + ".share", "range", "A share of 0 or more is what every pair has: it would forbid all.", "0");
      }
      check_unused(key, rule.compare);
      check_comparison(key + (rule.forbids ? ".forbid" : ".require"), rule.compare);
    }
  }

  Findings take() { return found_.take(); }

 private:
  void check_range(const std::string& key, std::int64_t value, std::int64_t least, std::int64_t most) {
    pairwell::check_range(key, value, least, most, found_);
  }

  void check_blank(const std::string& key, const Criterion& criterion) {
    if (!criterion.neutral) return;
    check_range(key + ".neutral", *criterion.neutral, 0, full);
    if (criterion.blank != Blank::neutral) {
      found_.error(key + ".neutral", "parameter", "A neutral share counts only where blank is \"neutral\".",
                   std::to_string(*criterion.neutral));
    }
  }

  /// What a comparison in a rule may not have.
  void check_unused(const std::string& key, const Criterion& compare) {
    if (compare.weight != 0 || compare.neutral || compare.blank != Blank::neutral) {
      found_.error(key, "parameter", "The comparison of a rule has no weight, and what is blank forbids nothing.");
    }
  }

  void check_comparison(const std::string& key, const Criterion& criterion) {
    check_parameters(key, criterion);
    if (criterion.compare == Comparison::mean) return check_mean(key, criterion);
    check_questions(key, criterion);
    check_numbers(key, criterion);
    check_range(key + ".otherwise", criterion.otherwise, 0, full);
    check_any(key, criterion);
    check_bands(key, criterion);
    if (criterion.compare == Comparison::table) check_table(key + ".table", criterion);
    if (criterion.compare == Comparison::given) check_pairs(key + ".pairs", criterion);
  }

  void check_parameters(const std::string& key, const Criterion& criterion) {
    const std::string name(to_string(criterion.compare));
    for (int i = 0; i <= static_cast<int>(last_parameter); ++i) {
      const auto parameter = static_cast<Parameter>(i);
      if (!is_set(criterion, parameter) || uses(criterion.compare, parameter)) continue;
      const std::string member(to_string(parameter));
      found_.error(key + "." + member, "parameter", "The comparison " + name + " does not use \"" + member + "\".");
    }
    if (has_questions(criterion.compare)) return;
    for (const auto& [side, id] : {std::pair("mentee", criterion.mentee), std::pair("mentor", criterion.mentor)}) {
      if (id.empty()) continue;
      found_.error(key + "." + side, "parameter", "The comparison " + name + " compares no answers.", id);
    }
  }

  void check_mean(const std::string& key, const Criterion& criterion) {
    if (criterion.of.empty()) {
      found_.error(key + ".of", "blank", "A mean needs at least one criterion that it is the mean of.");
    }
    std::set<std::string> ids;
    for (const Criterion& child : criterion.of) {
      const std::string child_key = key + ".of." + child.id;
      check_id(child_key, child.id, ids, found_);
      check_range(child_key + ".weight", child.weight, 0, most_weight);
      if (child.blank != Blank::neutral || child.neutral) {
        found_.error(child_key + ".blank", "parameter",
                     "A blank within a mean leaves it; say what a blank of the whole mean counts.",
                     std::string(to_string(child.blank)));
      }
      if (child.compare == Comparison::mean) {
        found_.error(child_key + ".compare", "nested", "A mean may not stand within a mean.", "mean");
      } else {
        check_comparison(child_key, child);
      }
    }
  }

  void check_questions(const std::string& key, const Criterion& criterion) {
    if (!has_questions(criterion.compare)) return;
    const Question* mentee = check_side(key + ".mentee", criterion, Role::mentee);
    const Question* mentor = check_side(key + ".mentor", criterion, Role::mentor);
    if (mentee != nullptr && mentor != nullptr) {
      const std::string why = why_not_compared(criterion.compare, *mentee, *mentor);
      if (!why.empty()) found_.error(key + ".mentor", "kind", why, criterion.mentor);
    }
    if (criterion.compare != Comparison::travel) return;
    check_of_both(key + ".minutes", criterion.minutes, {QuestionKind::number, QuestionKind::scale});
    check_of_both(key + ".format", criterion.format, {QuestionKind::choice});
  }

  /// The question of a side, where it can be compared.
  const Question* check_side(const std::string& key, const Criterion& criterion, Role role) {
    const std::string& id = role == Role::mentee ? criterion.mentee : criterion.mentor;
    const std::vector<QuestionKind>& kinds = kinds_of(criterion, role);
    if (id.empty()) {
      // Wishes are those of the question that plays them, where none is named.
      if (criterion.compare == Comparison::wish) {
        check_wishes(key, criterion, role);
      } else {
        found_.error(key, "blank",
                     "The comparison " + std::string(to_string(criterion.compare)) + " needs a question of the " +
                         std::string(to_string(role)) + ".");
      }
      return nullptr;
    }
    return check_question(key, id, {role}, kinds, std::string(to_string(criterion.compare)));
  }

  void check_wishes(const std::string& key, const Criterion& criterion, Role role) {
    if (criterion.sides == (role == Role::mentee ? Sides::mentor : Sides::mentee)) return;
    const bool is_asked_for = std::ranges::any_of(questions_, [&](const Question& question) {
      return question.plays == Plays::wishes && is_asked(question, role);
    });
    if (is_asked_for) return;
    found_.error(key, "blank",
                 "No question that " + std::string(to_string(role)) + "s are asked plays \"wishes\"; name one.");
  }

  void check_of_both(const std::string& key, const std::string& id, const std::vector<QuestionKind>& kinds) {
    if (id.empty()) {
      if (key.ends_with(".minutes")) found_.error(key, "blank", "Name the question how far somebody would travel.");
      return;
    }
    check_question(key, id, {Role::mentee, Role::mentor}, kinds, "travel");
  }

  const Question* check_question(const std::string& key, const std::string& id, const std::vector<Role>& roles,
                                 const std::vector<QuestionKind>& kinds, const std::string& comparison) {
    const QuestionNames names(questions_, roles, kinds);
    const Question* question = names.check(key, id, found_);
    if (question == nullptr) return nullptr;
    if (std::ranges::find(kinds, question->kind) != kinds.end()) return question;
    found_.error(key, "kind",
                 "The comparison " + comparison + " wants " + in_words(kinds) + " here, and \"" + id +
                     "\" is of the kind " + std::string(to_string(question->kind)) + "; " + names.fitting(),
                 id);
    return nullptr;
  }

  void check_numbers(const std::string& key, const Criterion& criterion) {
    for (const auto& [name, number] :
         {std::pair("low", criterion.low), std::pair("high", criterion.high), std::pair("fall", criterion.fall)}) {
      check_range(key + "." + name, number, name == std::string_view("fall") ? 0 : -most_number, most_number);
    }
    const std::string high = key + ".high";
    const std::string value = std::to_string(criterion.high);
    switch (criterion.compare) {
      case Comparison::near:
        check_range(key + ".low", criterion.low, 0, most_number);
        if (criterion.high <= criterion.low) {
          found_.error(high, "range", "From here on nothing is left, so this must be more than low.", value);
        }
        break;
      case Comparison::gap:
        if (criterion.high < criterion.low) found_.error(high, "range", "This must be low or more.", value);
        break;
      case Comparison::common_time:
        check_range(key + ".low", criterion.low, 0, most_number);
        if (criterion.high <= 0) {
          found_.error(high, "range", "Say how much more common time is full: a number above 0.", value);
        }
        break;
      case Comparison::common_language:
        check_range(high, criterion.high, 0, most_level);
        break;
      case Comparison::dot:
        check_dot(key, criterion);
        break;
      default:
        break;
    }
  }

  void check_dot(const std::string& key, const Criterion& criterion) {
    const bool has_bounds = criterion.low != 0 || criterion.high != 0;
    if (has_bounds && !criterion.bands.empty()) {
      found_.error(key + ".bands", "parameter", "A dot product is looked up in bands or lies between low and high.");
    } else if (has_bounds && criterion.high <= criterion.low) {
      found_.error(key + ".high", "range", "This must be more than low.", std::to_string(criterion.high));
    }
  }

  void check_any(const std::string& key, const Criterion& criterion) {
    if (criterion.any.empty() || !uses(criterion.compare, Parameter::any)) return;
    std::vector<std::string> ids{criterion.mentee, criterion.mentor};
    if (criterion.compare == Comparison::travel) {
      ids = {criterion.format};
      if (criterion.format.empty()) {
        found_.error(key + ".any", "parameter", "Name the format question whose answers these are.", criterion.any[0]);
      }
    }
    std::set<std::string> seen;
    for (std::size_t i = 0; i < criterion.any.size(); ++i) {
      const std::string item = row_key(key + ".any", i);
      check_text(item, criterion.any[i], "An answer", found_);
      if (!seen.insert(words::key(criterion.any[i])).second) {
        found_.error(item, "duplicate", "This appears twice in the list.", criterion.any[i]);
      }
      check_option(item, criterion.any[i], ids);
    }
  }

  /// An answer that a criterion names is among the options of a question, where they are declared.
  void check_option(const std::string& key, const std::string& answer, const std::vector<std::string>& ids) {
    std::vector<std::string> known;
    for (const std::string& id : ids) {
      const auto question = std::ranges::find(questions_, id, &Question::id);
      if (question == questions_.end() || question->options.empty()) return;
      known.insert(known.end(), question->options.begin(), question->options.end());
    }
    if (known.empty() || words::spelling(answer, known)) return;
    found_.error(key, "option", "This is no option of the question; " + hint(answer, known), answer);
  }

  void check_bands(const std::string& key, const Criterion& criterion) {
    const bool needs_some = criterion.compare == Comparison::distance || criterion.compare == Comparison::travel;
    if (needs_some && criterion.bands.empty()) {
      found_.error(key + ".bands", "blank", "Say from which distance on which share counts: [[30, 250], [60, 500]].");
    }
    for (std::size_t i = 0; i < criterion.bands.size(); ++i) {
      const std::string item = row_key(key + ".bands", i);
      const Band& band = criterion.bands[i];
      check_range(item, band.share, 0, full);
      check_range(item, band.from, criterion.compare == Comparison::dot ? -most_number : 0, most_number);
      if (i > 0 && band.from <= criterion.bands[i - 1].from) {
        found_.error(item, "order", "Bands rise: each begins above the one before.", std::to_string(band.from));
      }
    }
  }

  void check_table(const std::string& key, const Criterion& criterion) {
    check_rows(key, criterion.table, words::key);
    for (std::size_t i = 0; i < criterion.table.size(); ++i) {
      check_option(row_key(key, i), criterion.table[i].mentee, {criterion.mentee});
      check_option(row_key(key, i), criterion.table[i].mentor, {criterion.mentor});
    }
  }

  void check_pairs(const std::string& key, const Criterion& criterion) {
    check_rows(key, criterion.pairs, [](std::string_view reference) { return std::string(reference); });
  }

  template <class Row, class Key>
  void check_rows(const std::string& key, const std::vector<Row>& rows, Key key_of) {
    if (rows.empty()) found_.error(key, "blank", "There is not one row.");
    if (rows.size() > most_rows) {
      found_.error(key, "size", "There may be at most " + std::to_string(most_rows) + " rows.",
                   std::to_string(rows.size()));
    }
    std::set<std::pair<std::string, std::string>> seen;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::string item = row_key(key, i);
      check_range(item, rows[i].share, 0, full);
      for (const std::string& text : {rows[i].mentee, rows[i].mentor}) {
        check_text(item, text, "A value of a row", found_);
      }
      if (!seen.emplace(key_of(rows[i].mentee), key_of(rows[i].mentor)).second) {
        found_.error(item, "duplicate", "This row has the values of an earlier one.",
                     rows[i].mentee + ", " + rows[i].mentor);
      }
    }
  }

  const std::vector<Question>& questions_;
  FindingList found_;
};

}  // namespace

Findings check(const std::vector<Criterion>& criteria, const std::vector<Question>& questions) {
  CriterionCheck all(questions);
  all.check_all(criteria);
  return all.take();
}

Findings check(const std::vector<PairRule>& rules, const std::vector<Question>& questions) {
  CriterionCheck all(questions);
  all.check_all(rules);
  return all.take();
}

}  // namespace pairwell
