/// Answers: what people said, typed at the door by the kind of the question.
///
/// Forms hold the answers of one person; Answers holds those of many by question, as scorers want them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pairwell/scheme/calendar.hpp"
#include "pairwell/scheme/question.hpp"

namespace pairwell {

/// A term with its priority: 1 matters most, 3 least.
struct Need {
  std::string term{};
  int priority = 2;

  friend bool operator==(const Need&, const Need&) = default;
};

/// A stretch of the week in minutes from Monday 00:00 UTC; from the end of the week it goes on at its beginning.
struct WeekStretch {
  std::int32_t begin = 0;    ///< 0 to 10079.
  std::int32_t minutes = 0;  ///< 1 to 10080.

  friend bool operator==(const WeekStretch&, const WeekStretch&) = default;
};

/// When somebody can meet: named slots, stretches of the week, or both.
struct Availability {
  std::vector<std::string> slots{};
  std::vector<WeekStretch> stretches{};

  friend bool operator==(const Availability&, const Availability&) = default;
};

/// A language with its level: 1 to 6 for A1 to C2 of the European framework, 7 for a first language, 0 where not said.
struct LanguageLevel {
  std::string language{};
  int level = 0;

  friend bool operator==(const LanguageLevel&, const LanguageLevel&) = default;
};

/// An answer, or a blank (std::monostate). Which alternative a kind has:
///   choice, place, text: std::string; choices, people: std::vector<std::string>; ranked: std::vector<Need>;
///   level (position among the options, from 0), scale, number (in units), yes_no (0 or 1): std::int64_t;
///   date: Date; instant: Instant; availability: Availability; languages: std::vector<LanguageLevel>;
///   vector: std::vector<std::int8_t>.
/// Lists and texts are never empty: that is a blank. A level outside the options has the text it was given.
using Value = std::variant<std::monostate, std::string, std::vector<std::string>, std::vector<Need>, std::int64_t, Date,
                           Instant, Availability, std::vector<LanguageLevel>, std::vector<std::int8_t>>;

/// Whether nothing was answered.
inline bool is_blank(const Value& value) { return std::holds_alternative<std::monostate>(value); }

/// One person's answer to one question.
struct Answer {
  std::string question{};  ///< Its id.
  std::string given{};     ///< The cell as it was given; several columns of one question stand between ";".
  Value value{};

  friend bool operator==(const Answer&, const Answer&) = default;
};

/// What many people answered to one question, in the order of the people.
struct AnswerColumn {
  std::string question{};  ///< Its id.
  std::vector<Value> values{};

  friend bool operator==(const AnswerColumn&, const AnswerColumn&) = default;
};

/// What the people of one role answered, a column for each question. References, by which people name each other, are
/// apart.
struct Answers {
  Role role = Role::mentee;
  std::vector<std::string> references{};                ///< One for each person.
  std::vector<AnswerColumn> columns{};                  ///< Each as long as there are references.
  std::vector<std::vector<std::string>> same_person{};  ///< Of each, the references of the other role under which the
                                                        ///< person applies too; empty where nobody applies for both.

  /// How many people there are.
  std::int32_t people() const;

  /// The column of a question; none where nobody was asked.
  const AnswerColumn* find(std::string_view question) const;
};

}  // namespace pairwell
