/// Period: the days from the first of a programme's first month to the last of its last.
#pragma once

#include <string>

#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// Two days, both included.
struct Period {
  Date first;
  Date last;

  bool holds(const Date& day) const { return first <= day && day <= last; }

  /// "The day is not from Thursday 1 June 2017 to Thursday 30 November 2017, when the programme runs."
  std::string refusal() const {
    return "The day is not from " + in_words(first) + " to " + in_words(last) + ", when the programme runs.";
  }
};

/// @throws InvalidInput where the programme's months do not exist.
inline Period running_period(const Programme& programme) {
  const Month& last = programme.ends;
  const Date after = last.month == 12 ? Date{last.year + 1, 1, 1} : Date{last.year, last.month + 1, 1};
  return {{programme.starts.year, programme.starts.month, 1}, add_days(after, -1)};
}

}  // namespace pairwell
