#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pairwell/scheme/calendar.hpp"
#include "scheme/words.hpp"
#include "score/scoring_check.hpp"
#include "score/terms.hpp"

namespace pairwell {
namespace {

constexpr std::int64_t first_second = -2'208'988'800;  // 1900-01-01
constexpr std::int64_t end_second = 7'258'118'400;     // 2200-01-01

bool are_texts(const std::vector<std::string>& list) {
  return !list.empty() && std::ranges::none_of(list, [](const std::string& text) { return words::trim(text).empty(); });
}

bool is_text(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && !words::trim(*text).empty();
}

bool is_ranked(const std::vector<Need>& needs) {
  return !needs.empty() && std::ranges::all_of(needs, [](const Need& need) {
    return need.priority >= 1 && !words::trim(need.term).empty();
  });
}

bool is_availability(const Availability& free) {
  if (free.slots.empty() && free.stretches.empty()) return false;
  if (!free.slots.empty() && !are_texts(free.slots)) return false;
  return std::ranges::all_of(free.stretches, [](const WeekStretch& stretch) {
    return stretch.begin >= 0 && stretch.begin < minutes_of_week && stretch.minutes >= 1 &&
           stretch.minutes <= minutes_of_week;
  });
}

bool are_languages(const std::vector<LanguageLevel>& languages) {
  return !languages.empty() && std::ranges::all_of(languages, [](const LanguageLevel& language) {
    return language.level >= 0 && language.level <= 7 && !words::trim(language.language).empty();
  });
}

/// What an answer to the question must be, as the end of a sentence; empty where it is.
std::string_view why_not(const Value& value, const Question& question) {
  const auto holds = [&]<class Type>(auto fits, const Type*) {
    const auto* held = std::get_if<Type>(&value);
    return held != nullptr && fits(*held);
  };
  const auto* whole = std::get_if<std::int64_t>(&value);
  switch (question.kind) {
    case QuestionKind::choice:
    case QuestionKind::place:
    case QuestionKind::text:
      return is_text(value) ? "" : "a text";
    case QuestionKind::choices:
    case QuestionKind::people:
      return holds(are_texts, static_cast<const std::vector<std::string>*>(nullptr)) ? "" : "a list of texts";
    case QuestionKind::ranked:
      return holds(is_ranked, static_cast<const std::vector<Need>*>(nullptr))
                 ? ""
                 : "a list of terms with priorities of 1 or more";
    case QuestionKind::level:
      if (is_text(value)) return "";
      return whole != nullptr && *whole >= 0 && *whole < std::ssize(question.options)
                 ? ""
                 : "the place of an option from 0, or a text";
    case QuestionKind::scale:
    case QuestionKind::number:
      return whole != nullptr ? "" : "a whole number";
    case QuestionKind::yes_no:
      return whole != nullptr && (*whole == 0 || *whole == 1) ? "" : "0 or 1";
    case QuestionKind::date:
      return holds([](const Date& date) { return exists(date); }, static_cast<const Date*>(nullptr))
                 ? ""
                 : "a date that exists";
    case QuestionKind::instant:
      return holds([](Instant instant) { return instant.seconds >= first_second && instant.seconds < end_second; },
                   static_cast<const Instant*>(nullptr))
                 ? ""
                 : "an instant of the years 1900 to 2199";
    case QuestionKind::availability:
      return holds(is_availability, static_cast<const Availability*>(nullptr)) ? "" : "slots or stretches of a week";
    case QuestionKind::languages:
      return holds(are_languages, static_cast<const std::vector<LanguageLevel>*>(nullptr))
                 ? ""
                 : "languages with levels from 0 to 7";
    case QuestionKind::vector:
      return holds([](const std::vector<std::int8_t>& numbers) { return !numbers.empty(); },
                   static_cast<const std::vector<std::int8_t>*>(nullptr))
                 ? ""
                 : "a vector of numbers";
  }
  return "";
}

}  // namespace

Findings check_answers(const Scoring& scoring, const Answers& answers) {
  Findings findings;
  const auto add = [&](std::string rule, std::string message, const std::string& question, std::size_t row) {
    findings.push_back({.rule = std::move(rule),
                        .message = std::move(message),
                        .file = std::string(to_string(answers.role)) + "s",
                        .row = static_cast<std::int64_t>(row),
                        .column = question});
  };
  std::vector<std::string_view> seen;
  for (const AnswerColumn& column : answers.columns) {
    if (std::ranges::find(seen, column.question) != seen.end()) {
      add("duplicate", "Each question may have one column.", column.question, 0);
    }
    seen.push_back(column.question);
    const auto question = std::ranges::find(scoring.questions, column.question, &Question::id);
    if (question == scoring.questions.end()) {
      add("question", "There is no such question.", column.question, 0);
      continue;
    }
    if (question->keep != Keep::application) {
      add("keep",
          "Answers to this question are kept with " + std::string(to_string(question->keep)) +
              ", and no scorer may see them.",
          column.question, 0);
      continue;
    }
    if (column.values.size() != answers.references.size()) {
      add("size",
          "There must be an answer or a blank for each of " + std::to_string(answers.references.size()) +
              " people, and there are " + std::to_string(column.values.size()) + ".",
          column.question, 0);
      continue;
    }
    std::optional<std::size_t> length;
    for (std::size_t i = 0; i < column.values.size(); ++i) {
      const Value& value = column.values[i];
      if (is_blank(value)) continue;
      if (const std::string_view wanted = why_not(value, *question); !wanted.empty()) {
        add("answer", "An answer to this question must be " + std::string(wanted) + ".", column.question, i + 1);
      } else if (const auto* numbers = std::get_if<std::vector<std::int8_t>>(&value)) {
        if (!length) length = numbers->size();
        if (*length != numbers->size()) {
          add("length",
              "All vectors must be as long as the first, which has " +
                  words::count(static_cast<std::int64_t>(*length), "number") + ".",
              column.question, i + 1);
        }
      }
    }
  }
  return findings;
}

}  // namespace pairwell
