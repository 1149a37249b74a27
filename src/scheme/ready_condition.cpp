#include "scheme/ready_condition.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <optional>
#include <unordered_set>
#include <utility>
#include <variant>

#include "pairwell/core/error.hpp"
#include "scheme/language_words.hpp"
#include "scheme/number_reader.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

bool is_counted(QuestionKind kind) {
  return kind == QuestionKind::choices || kind == QuestionKind::ranked || kind == QuestionKind::availability ||
         kind == QuestionKind::languages || kind == QuestionKind::people;
}

/// Calls look() with what each answer of a value is compared as.
template <class Look>
void each_word(const Value& value, const Question& question, Look look) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    look(words::loose_key(*text));
  } else if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    for (const std::string& each : *texts) look(words::loose_key(each));
  } else if (const auto* needs = std::get_if<std::vector<Need>>(&value)) {
    for (const Need& need : *needs) look(words::loose_key(need.term));
  } else if (const auto* languages = std::get_if<std::vector<LanguageLevel>>(&value)) {
    for (const LanguageLevel& each : *languages) look(words::loose_key(each.language));
  } else if (const auto* times = std::get_if<Availability>(&value)) {
    for (const std::string& slot : times->slots) look(words::loose_key(slot));
  } else if (const auto* day = std::get_if<Date>(&value)) {
    look(to_string(*day));
  } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
    const auto position = static_cast<std::size_t>(*number);
    if (question.kind == QuestionKind::yes_no) {
      look(*number == 1 ? "yes" : "no");
    } else if (question.kind == QuestionKind::level) {
      if (position < question.options.size()) look(words::loose_key(question.options[position]));
    } else {
      look(decimal_text(*number, question.decimals));
    }
  }
}

/// The number that at_least and at_most compare: a number, a level, or how many answers there are.
std::optional<std::int64_t> measure(const Value& value, const Question& question) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (!is_counted(question.kind)) return std::nullopt;
  std::size_t count = 0;
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) count = texts->size();
  if (const auto* needs = std::get_if<std::vector<Need>>(&value)) count = needs->size();
  if (const auto* languages = std::get_if<std::vector<LanguageLevel>>(&value)) count = languages->size();
  if (const auto* times = std::get_if<Availability>(&value)) count = times->slots.size() + times->stretches.size();
  return static_cast<std::int64_t>(count);
}

void add_once(const Question* question, std::vector<const Question*>& found) {
  if (std::ranges::find(found, question) == found.end()) found.push_back(question);
}

}  // namespace

std::optional<std::string> word_of_value(std::string_view value, const Question& question) {
  switch (question.kind) {
    case QuestionKind::yes_no: {
      for (const std::string& language : answer_languages()) {
        if (const auto answer = yes_or_no(value, language)) return *answer ? "yes" : "no";
      }
      return std::nullopt;
    }
    case QuestionKind::scale:
    case QuestionKind::number: {
      const auto number = decimal_number(value, '.', question.decimals);
      return number ? std::optional(decimal_text(*number, question.decimals)) : std::nullopt;
    }
    case QuestionKind::date:
      try {
        return to_string(parse_date(words::trim(value)));
      } catch (const InvalidInput&) {
        return std::nullopt;
      }
    default:
      return words::loose_key(value);
  }
}

std::optional<std::int64_t> age_on(const Date& day, const Date& born) {
  if (day < born) return std::nullopt;
  const bool had_birthday = day.month > born.month || (day.month == born.month && day.day >= born.day);
  return std::int64_t{day.year} - born.year - (had_birthday ? 0 : 1);
}

ReadyCondition::ReadyCondition(const Condition& condition, const std::vector<Question>& questions, const Zone& zone)
    : condition_(&condition), zone_(zone) {
  for (const Condition& each : condition.of) of_.emplace_back(each, questions, zone);
  const auto found = std::ranges::find(questions, condition.question, &Question::id);
  if (found == questions.end()) {
    assert(condition.question.empty());
    return;
  }
  question_ = &*found;
  for (const std::string& value : condition.values) {
    if (auto word = word_of_value(value, *question_)) values_.insert(std::move(*word));
  }
}

bool ReadyCondition::holds(const Form& form) const {
  const auto each_holds = [&](const ReadyCondition& each) { return each.holds(form); };
  if (condition_->kind == ConditionKind::all) return std::ranges::all_of(of_, each_holds);
  if (condition_->kind == ConditionKind::any) return std::ranges::any_of(of_, each_holds);
  if (condition_->kind == ConditionKind::none) return std::ranges::none_of(of_, each_holds);

  assert(question_ != nullptr);
  static const Value blank;
  const Answer* answer = find_answer(form, question_->id);
  const Value& value = answer == nullptr ? blank : answer->value;
  std::unordered_set<std::string> found;
  switch (condition_->kind) {
    case ConditionKind::answered:
      return !is_blank(value);
    case ConditionKind::confirmed:
      return value == Value(std::int64_t{1});
    case ConditionKind::one_of:
    case ConditionKind::none_of:
    case ConditionKind::all_of:
      each_word(value, *question_, [&](const std::string& word) {
        if (values_.contains(word)) found.insert(word);
      });
      if (condition_->kind == ConditionKind::all_of) return found.size() == values_.size();
      return found.empty() == (condition_->kind == ConditionKind::none_of);
    case ConditionKind::at_least:
    case ConditionKind::at_most: {
      const auto number = measure(value, *question_);
      if (!number) return false;
      return condition_->kind == ConditionKind::at_least ? *number >= condition_->number
                                                         : *number <= condition_->number;
    }
    default:
      return holds_of_day(value);
  }
}

bool ReadyCondition::holds_of_day(const Value& value) const {
  std::optional<Date> day;
  if (const auto* date = std::get_if<Date>(&value)) day = *date;
  if (const auto* instant = std::get_if<Instant>(&value)) day = zone_.local(*instant).date;
  if (!day) return false;
  switch (condition_->kind) {
    case ConditionKind::from:
      return *day >= condition_->day;
    case ConditionKind::until:
      return *day <= condition_->day;
    default:
      const auto age = age_on(condition_->day, *day);
      if (!age) return false;
      return condition_->kind == ConditionKind::age_from ? *age >= condition_->number : *age <= condition_->number;
  }
}

std::vector<const Question*> ReadyCondition::questions() const {
  std::vector<const Question*> found;
  add_questions(found);
  return found;
}

std::vector<const Question*> ReadyCondition::blamed(const Form& form) const {
  std::vector<const Question*> found;
  blame(form, true, found);
  return found;
}

void ReadyCondition::add_questions(std::vector<const Question*>& found) const {
  if (question_ != nullptr) add_once(question_, found);
  for (const ReadyCondition& each : of_) each.add_questions(found);
}

/// Adds the questions because of which a condition is not what is wanted of it.
void ReadyCondition::blame(const Form& form, bool wanted, std::vector<const Question*>& found) const {
  if (holds(form) == wanted) return;
  if (question_ != nullptr) add_once(question_, found);
  const bool wanted_within = condition_->kind == ConditionKind::none ? !wanted : wanted;
  for (const ReadyCondition& each : of_) each.blame(form, wanted_within, found);
}

}  // namespace pairwell
