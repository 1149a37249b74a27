/// Terms: answers as sets of terms, as one term, as numbers and as words (docs/design/score.md, Notation).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/answers.hpp"
#include "pairwell/scheme/question.hpp"

namespace pairwell {

inline constexpr std::int32_t minutes_of_week = 7 * 24 * 60;

/// A term by its key, with what it counts.
struct CountedTerm {
  std::string key;
  std::int32_t count = 1;

  friend bool operator==(const CountedTerm&, const CountedTerm&) = default;
};

/// The set of terms of an answer, by their keys, in the order in which they were given; empty where it is no such set.
std::vector<std::string> terms(const Value& value);

/// The same with what each counts by its priority; the most that the question allows counts 1.
std::vector<CountedTerm> counted_terms(const Value& value, const Question& question);

/// The answer as one term; empty where it has none.
std::string term(const Value& value, const Question& question);

/// The answer as a number; none where it has none.
std::optional<std::int64_t> number(const Value& value);

/// A number in units of 10^-decimals: "12.50".
std::string decimal(std::int64_t units, std::int32_t decimals);

/// The answer for people: "leadership (priority 1), fundraising (2)"; empty for a blank.
std::string answer_in_words(const Value& value, const Question& question);

/// The minutes of the week in which both are free.
std::int32_t common_minutes(const std::vector<WeekStretch>& a, const std::vector<WeekStretch>& b);

}  // namespace pairwell
