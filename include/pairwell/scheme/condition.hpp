/// Condition: what a rule of a person asks of the answers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/calendar.hpp"

namespace pairwell {

/// How a condition looks at an answer, or at other conditions. Words are compared without case, accents and outer
/// blanks. A blank answer holds none of these but none_of, and at_most where answers are counted.
enum class ConditionKind {
  all,        ///< Every one of its conditions holds.
  any,        ///< At least one of them holds.
  none,       ///< Not one of them holds.
  answered,   ///< The question is answered.
  confirmed,  ///< The answer is yes.
  one_of,     ///< The answer, or one of several, is among `values`.
  none_of,    ///< No answer is among `values`; a blank passes.
  all_of,     ///< Every one of `values` is among the answers.
  at_least,   ///< The number or level is `number` or more; of lists, how many answers there are.
  at_most,    ///< The same, `number` or less.
  from,       ///< The day is `day` or later; of a moment, its day in the timetable's zone.
  until,      ///< The day is `day` or earlier.
  age_from,   ///< On `day`, somebody born on the answer is `number` years old or more: from a birthday on, and from
              ///< 1 March in years that do not have the 29 February of a birth.
  age_until,  ///< The same, `number` years old or less. Whoever is not born by `day` has no age.
};

/// The enumerator's name: "age_from".
std::string_view to_string(ConditionKind kind);

/// A condition; all, any and none hold others, at most eight deep.
struct Condition {
  ConditionKind kind = ConditionKind::answered;
  std::string question{};
  std::vector<std::string> values{};
  std::int64_t number = 0;  ///< In the question's units; of a level, its position among the options, from 0.
  Date day{};
  std::vector<Condition> of{};

  friend bool operator==(const Condition&, const Condition&) = default;
};

}  // namespace pairwell
